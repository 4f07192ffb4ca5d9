"""results.json: what was written comes back, after an interruption at any place too."""

import json
import math
import re

import numpy as np
import pytest

from agent.evaluation.outcome import Contribution, Outcome, contributions
from agent.evaluation.results.json_file import ResultsJson, read_document, read_results
from agent.solvers.base import Reason

OUTCOMES = [
    Outcome("Set B", "Problem 1", 2, 2, 6, 0.1, type="2x2", scores=(0.0, 1.5), probabilities=(0.2, 0.8), tied=(2,),
            reasons=(Contribution('rows, "fill"', (0.0, 1.0)), Contribution("3 lesser reasons", (0.0, 0.5), True),
                     Contribution("words"))),
    Outcome("Set B", "Größe\n2", -1, 4, 6, 0.1, "why", traceback="line 1\nline 2"),
    Outcome("Set C", "Problem 3", 1, scores=(0.0, -math.inf)),
]


def write(path, outcomes=OUTCOMES):
    with ResultsJson(path, {"solver": "pixels"}) as document:
        for outcome in outcomes:
            document.add(outcome)


def test_what_was_written_comes_back(tmp_path):
    write(tmp_path / "results.json")
    assert read_results(tmp_path) == OUTCOMES
    whole = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert [problem["verdict"] for problem in whole["problems"]] == ["Correct", "Skipped", "Unknown"]
    assert whole["run"] == {"solver": "pixels"} and whole["end"]["finished"]


def test_cut_off_anywhere_the_whole_problems_remain(tmp_path):
    path = tmp_path / "results.json"
    write(path)
    content = path.read_bytes()
    begin = content.index(b'"problems": [') + len(b'"problems": [')
    for length in [*range(begin, len(content), 7), *range(len(content) - 80, len(content))]:
        path.write_bytes(content[:length])
        found = read_results(tmp_path)
        assert found == OUTCOMES[: len(found)]
        assert len(found) == len(re.findall(rb'"verdict": "\w+"}', content[:length]))


def test_known_problems_come_first(tmp_path):
    with ResultsJson(tmp_path / "results.json", {}, known=OUTCOMES[:1]) as document:
        document.add(OUTCOMES[1])
    assert read_results(tmp_path) == OUTCOMES[:2]


def test_an_interrupted_run_says_so(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        with ResultsJson(tmp_path / "results.json", {}) as document:
            document.add(OUTCOMES[0])
            raise KeyboardInterrupt
    assert read_document(tmp_path)["end"]["finished"] is False


@pytest.mark.parametrize("text", ["", "[]", "no json", '{"run": {}}'])
def test_other_files_are_refused(tmp_path, text):
    (tmp_path / "results.json").write_text(text)
    with pytest.raises(ValueError, match="expected the results of a run"):
        read_results(tmp_path)
    with pytest.raises(FileNotFoundError, match="expected the results of a run"):
        read_results(tmp_path / "nowhere")


def test_reasons_add_up_to_the_lead():
    rng = np.random.default_rng(0)
    reasons = [Reason(f"reason {k}", rng.normal(size=6)) for k in range(30)]
    scores = sum(reason.log_probabilities for reason in reasons)
    found = contributions(reasons, scores, 3, [5])
    assert len(found) == 7 + 1 and found[-1].is_rest and found[-1].text == "23 lesser reasons"
    assert sum(reason.lead(3, 5) for reason in found) == pytest.approx(scores[2] - scores[4], abs=1e-3)
    leads = [reason.lead(3, 5) for reason in found[:-1]]
    assert leads == sorted(leads, reverse=True)
    told = {reason.text for reason in found}
    assert all(abs(reason.lead(3, 5)) <= min(map(abs, leads)) for reason in reasons if str(reason) not in told)
