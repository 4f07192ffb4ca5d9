"""The report: a page that needs nothing else, that no name can break, and that a reader can filter and open."""

import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from agent.evaluation.outcome import Contribution, Outcome
from agent.evaluation.report_page import html_report
from agent.evaluation.report_page.html_report import escaped_json, report_page
from agent.evaluation.report_page.picture import scene_pictures, strip
from problems.drawing.item import Item
from problems.problem import Problem
from tests.agent.scene.test_scene_picture import figure_of
from tests.helpers.chromium import Chromium, chromium_path
from tests.helpers.moving_square import moving_square

EVIL = """</script><img src=x onerror="document.title='broken'">&lt;"'"""
RUN = {"solver": "relations", "command": ["run_agent.py", EVIL], "version": "1"}


def outcome(number, answer, right, probabilities, set_name="Set B", rule="rotation", **more):
    reasons = (Contribution(f"rows: corners add {number}", (0.0, 2.0, 0, 0, 0, 0)),
               Contribution("3 lesser reasons", (0.0, 0.5, 0, 0, 0, 0), True))
    scores = (0.0, 2.5, 0, 0, 0, 0) if probabilities else ()
    return Outcome(set_name, f"P {number}", answer, right, 6, number / 10, type="2x2", rule=rule, scores=scores,
                   probabilities=probabilities, tied=(answer,), reasons=reasons if scores else (), **more)


OUTCOMES = [
    outcome(1, 2, 2, (0.02, 0.9, 0.02, 0.02, 0.02, 0.02)),
    outcome(2, 2, 1, (0.4, 0.5, 0.1, 0, 0, 0), rule="fill"),
    outcome(3, -1, 4, (), error=f"file: {EVIL}"),
    outcome(4, 2, None, (0, 0.99, 0.01, 0, 0, 0), set_name=EVIL, rule=EVIL),
]


@pytest.fixture(scope="module")
def page():
    """The report of four problems: right, wrong, skipped, without a key."""
    sources = [moving_square(f"P {number}", "2x2", answer=number) for number in range(1, 5)]
    return "".join(report_page(OUTCOMES, sources, RUN))


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_needs_nothing_else(page):
    parsed = Elements(page)
    assert parsed.open == []
    assert not any({"src", "href"} & attributes.keys() for _, attributes in parsed.found)
    assert parsed.found and "default-src 'none'" in page
    assert not re.search(r"https?://|@import|url\((?!\$)", page)


def test_names_are_escaped_and_come_back(page):
    assert "<img" not in page and page.count("</script>") == 2
    data = json.loads(page.split('<script id="data" type="application/json">')[1].split("</script>")[0])
    assert data[3]["set"] == EVIL and data[2]["error"] == f"file: {EVIL}"
    assert [entry["verdict"] for entry in data] == ["Correct", "Incorrect", "Skipped", "Unknown"]
    assert json.loads(escaped_json(EVIL)) == EVIL


def test_the_summary_needs_no_script(page):
    tables = page.split("<noscript>")[0]
    assert re.findall(r"<th scope=row>(\w+)", tables.split("By rule")[1])[:2] == ["fill", "rotation"]
    assert tables.count("class=interval") == 2 + 3


def test_many_problems_get_small_pictures(make_problem, monkeypatch):
    sources = [make_problem(f"P {number}", "2x2") for number in range(1, 5)]
    large = len("".join(report_page(OUTCOMES, sources, RUN)))
    monkeypatch.setattr(html_report, "MANY", 3)
    page = "".join(report_page(OUTCOMES, sources, RUN))
    assert len(page) < large
    data = json.loads(page.split('<script id="data" type="application/json">')[1].split("</script>")[0])
    assert ["scenes" in entry for entry in data] == [False, True, True, True]  # reading all would take long


def test_a_problem_that_cannot_be_read_again_has_no_picture(make_problem):
    class Gone:
        def load(self):
            raise FileNotFoundError("gone")

    text = "".join(report_page(OUTCOMES[:1], [Gone()], RUN))
    assert "data:image" not in text and "P 1" in text


needs_chromium = pytest.mark.skipif(chromium_path() is None, reason="needs Chromium (apt-get install chromium)")


@needs_chromium
def test_a_reader_filters_sorts_and_opens(page, tmp_path, make_problem):
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    with Chromium() as browser:
        def shown():
            return browser.run("[...document.querySelectorAll('.problem b')].map(e => e.textContent)")

        def choose(name, value):
            browser.run(f"find('{name}').value = {json.dumps(value)};"
                        f"find('{name}').dispatchEvent(new Event('change'))")

        browser.open(tmp_path / "report.html")
        assert shown() == ["P 1", "P 2", "P 3", "P 4"]
        assert browser.run("document.title") == "relations: 1 of 3 right"  # no name has run as a script
        marks = browser.run("[...document.querySelectorAll('.problem')]"
                            ".map(e => e.querySelectorAll('.option .sign').length)")
        assert marks == [1, 2, 1, 1]
        label = browser.run("document.querySelector('.is-chosen.is-right .figure').getAttribute('aria-label')")
        assert label == "option 2, chosen, right, 90.0%"

        browser.click("#close")
        assert shown() == ["P 2"] and browser.run("find('count').textContent") == "1 of 4 problems"
        browser.click("#close")
        for name, value, expected in (("verdict", "Skipped", ["P 3"]), ("verdict", "failed", ["P 2", "P 3"]),
                                      ("verdict", "", None), ("rule", "fill", ["P 2"]), ("rule", "", None),
                                      ("set", EVIL, ["P 4"]), ("set", "", None)):
            choose(name, value)
            assert shown() == (expected or ["P 1", "P 2", "P 3", "P 4"])
        choose("sort", "seconds")
        assert shown() == ["P 4", "P 3", "P 2", "P 1"]
        choose("sort", "order")

        browser.press("/")
        browser.call("Input.insertText", text="corners add 2")
        assert shown() == ["P 2"]
        browser.click(".title")
        why = browser.run("document.querySelector('.why').innerText")
        assert "Why 2 and not 1, which is right: it leads by 2.50 nats" in why
        assert re.search(r"\+2.00\s+rows: corners add 2", why) and re.search(r"\+2.50\s+in all", why)
        browser.click(".title")
        assert browser.run("document.querySelector('.why')") is None
        browser.press("Escape")
        assert len(shown()) == 4

        for key in "jjk":
            browser.press(key)
        assert browser.run("document.activeElement.querySelector('b').textContent") == "P 1"
        browser.press("Enter")
        assert browser.run("document.activeElement.getAttribute('aria-expanded')") == "true"
        browser.press("w")
        assert shown() == ["P 2"]
        before = browser.run("getComputedStyle(document.body).backgroundColor")
        browser.click("#theme")
        assert browser.run("getComputedStyle(document.body).backgroundColor") != before
        assert all(url.startswith(("file:", "data:")) for url in browser.requests)


@needs_chromium
def test_the_scene_is_seen_while_the_pointer_is_on_a_figure(tmp_path):
    square, circle = (figure_of(Item(shape, size=0.6)) for shape in ("square", "circle"))
    problem = Problem("P 1", "2x2", (square,) * 3, (circle,) + (square,) * 5, 1)
    text = "".join(report_page(OUTCOMES[:1], [problem], RUN))
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    with Chromium(390, 800) as browser:
        browser.open(tmp_path / "report.html")
        seen = "getComputedStyle(document.querySelector('.option .scene')).opacity"
        assert browser.run(seen) == "0"

        def point_at_option():
            x, y, side = browser.run(
                "(() => { const e = document.querySelector('.option .figure'); e.scrollIntoView();"
                "const r = e.getBoundingClientRect(); return [r.x, r.y, r.width]; })()")
            browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x + 9, y=y + 9)
            return x, y, x + side, y + side

        point_at_option()
        assert browser.run(seen) == "1"
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")  # nothing sticks out on a phone
        browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
        box = point_at_option()
        browser.screenshot(tmp_path / "page.png")
    shown = Image.open(tmp_path / "page.png").convert("RGB").crop(box)
    colours = np.asarray(shown, float)
    rows, columns = np.nonzero(colours[..., 0] - colours[..., 1] > 40)  # the first object is outlined in red
    away = np.hypot(rows - 0.5 * shown.height, columns - 0.5 * shown.width) / shown.width
    assert len(away) > 60 and np.abs(away - 0.3).max() < 0.06  # a circle as large as the drawn one


def test_scenes_of_many_problems_stay_small(make_problem):
    problem = make_problem("P 1", "3x3")
    figures = problem.matrix + problem.options
    assert len(strip(scene_pictures(figures, 92), 92)) < 30_000
    assert len(strip(scene_pictures(figures, 48), 48)) < 10_000
