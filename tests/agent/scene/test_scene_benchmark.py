"""The truth test of scenes: a perfect reading scores 100 %, a wrong one does not."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from problems.drawing.item import Item
from problems.drawing.truth import drawn_objects
from tests.benchmarks.scene_drawings import CLASSES, case
from tests.benchmarks.scene_scores import ATTRIBUTES, Tally, score_turns, scored
from tests.benchmarks.scene_sheet import sheet
from tests.benchmarks.scene_styles import STYLES
from tests.benchmarks.scenes import report, run


def tally_of(name, change=lambda objects: objects, cases=4):
    """The tally of cases of a class, read perfectly but for `change`."""
    total = Tally()
    for number in range(cases):
        drawn = [drawn_objects(drawing) for drawing in case(name, number, 0)]
        read = [change(objects) for objects in drawn]
        matches = [scored(truth, objects, 184) for truth, objects in zip(drawn, read, strict=True)]
        score_turns(matches[1].tally, drawn, read, [match.read for match in matches])
        for match in matches:
            total.add(match.tally)
    return total


@pytest.mark.parametrize("name", CLASSES)
def test_a_perfect_reading_is_wholly_right(name):
    total = tally_of(name)
    assert total.asked["count"] == 8 and total.asked["found"] >= 8
    for attribute in ATTRIBUTES:
        assert total.right[attribute] == total.asked[attribute], attribute


def test_a_missing_object_is_seen_in_the_count_and_among_those_found():
    total = tally_of("apart", lambda objects: objects[1:])
    assert total.share("count") == 0.0 and 0.3 < total.share("found") < 0.9


def test_objects_in_another_order_are_matched():
    total = tally_of("row", lambda objects: objects[::-1])
    assert total.share("found") == total.share("corners") == 1.0


@pytest.mark.parametrize(
    "name, attribute, wrong",
    [
        ("single", "corners", lambda o: replace(o, corners=o.corners + 1)),
        ("single", "symmetry", lambda o: replace(o, symmetry=o.symmetry + 1)),
        ("grey", "tone", lambda o: replace(o, tone=o.tone + 0.1)),
        ("textured", "fill", lambda o: replace(o, fill="grey")),
        ("textured", "period", lambda o: replace(o, texture=o.texture._replace(period=0.1))),
        ("textured", "direction", lambda o: replace(o, texture=o.texture._replace(direction=o.texture.direction + 20))),
        ("nested", "parent", lambda o: replace(o, parent=7)),
        ("strokes", "closed", lambda o: replace(o, closed=True)),
        ("strokes", "stroke", lambda o: replace(o, stroke=2.0 * o.stroke)),
    ],
)
def test_a_wrong_attribute_is_counted_and_the_others_are_right(name, attribute, wrong):
    total = tally_of(name, lambda objects: [wrong(o) for o in objects])
    assert total.share(attribute) == 0.0
    for other in set(ATTRIBUTES) - {attribute}:
        assert total.right[other] == total.asked[other], other


def test_an_orientation_is_right_modulo_the_symmetry():
    drawings = (Item("square", rotation=10.0), Item("flag")), (Item("square", rotation=50.0), Item("flag", rotation=40))
    drawn = [drawn_objects(drawing) for drawing in drawings]

    def shares(square, flag):
        tally = Tally()
        turned = [SimpleNamespace(orientation=square), SimpleNamespace(orientation=flag)]
        still = [SimpleNamespace(orientation=0.0), SimpleNamespace(orientation=0.0)]
        score_turns(tally, drawn, [still, turned], [[0, 1], [0, 1]])
        return tally.right["orientation"]

    assert shares(130.0, 42.0) == 2  # 90 degrees more: a square looks the same
    assert shares(130.0, 130.0) == 1
    assert shares(49.0, 220.0) == 0


@pytest.mark.parametrize("style", STYLES)
def test_every_style_draws_a_figure_of_its_objects(style):
    figure, drawn = STYLES[style].draw(case("apart", 0, 0).drawing, np.random.default_rng(0))
    assert figure.ink.min() >= 0.0 and figure.ink.max() <= 1.0 and len(drawn) >= 2
    side = len(figure.ink)
    for truth in drawn:
        left, top, right, bottom = (round(side * edge) for edge in truth.box)
        assert figure.ink[top:bottom, left:right].max() > 0.5


def blind(figure):
    """Reads every figure as one square in its middle."""
    side = len(figure.ink)
    mask = np.zeros((side, side), bool)
    mask[side // 4 : -side // 4, side // 4 : -side // 4] = True
    square = SimpleNamespace(place=(0.5, 0.5), size=0.5, box=(0.25, 0.25, 0.75, 0.75), mask=mask, corners=4)
    return SimpleNamespace(objects=(square,))


def test_the_report_has_a_line_a_class_and_a_style():
    results = run(blind, ["single", "row"], ["clean", "64 pixels"], 4, 0)
    text = report(results, ["single", "row"], ["clean", "64 pixels"])
    rows = {line[:20].strip(): line.split() for line in text.splitlines() if "%" in line}
    assert list(rows) == ["single", "row", "all", "clean", "64 pixels"]
    assert rows["single"][1:3] == ["4", "100.0%"] and rows["row"][2] == "0.0%"
    assert rows["all"][1] == "8" and rows["64 pixels"][2] == "4"
    assert "ms in the median" in text


def test_what_was_misread_is_drawn():
    results = run(blind, ["row"], ["clean"], 4, 0)
    picture = sheet(results.misread)
    assert len(results.misread) == 4 and picture.width == 3 * 462 and len(picture.getcolors(10**6)) > 20
    assert sheet([]).width == picture.width
