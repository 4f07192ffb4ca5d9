"""What a reason says of two options, and how much of a lead the told reasons make."""

import numpy as np
import pytest

from agent.evaluation.outcome import Contribution, Outcome, contributions, solved
from agent.evaluation.results.json_file import from_json, to_json
from agent.solvers.base import Reason, Solution, as_solution
from tests.benchmarks.reasons import told

CORNERS = Contribution("corners add up", (0.0, 3.0, 0.0), shown=("has 13", "has 16", "has 16"))


@pytest.mark.parametrize("other, text", [
    (1, "corners add up; option 2 has 16, option 1 has 13"), (3, "corners add up; option 2 has 16, option 3 as well"),
])
def test_a_reason_tells_what_both_options_have(other, text):
    assert CORNERS.in_words(2, other) == text
    assert Contribution("corners add up", (0.0, 3.0, 0.0)).in_words(2, other) == "corners add up"


def test_results_keep_what_options_show():
    outcome = Outcome("Set", "P", 2, options=3, scores=(0.0, 3.0, 1.0), reasons=(CORNERS,))
    assert from_json(to_json(outcome)).reasons == (CORNERS,)


def test_reasons_that_hardly_matter_are_not_told_but_counted(make_problem):
    reasons = [Reason("plain", [0, 2.0, 0, 0, 0, 0])] + [Reason("slight", [0, 0.03, 0, 0, 0, 0])] * 3
    scores = np.sum([reason.log_probabilities for reason in reasons], axis=0)
    problem = make_problem("P", "2x2")
    outcome = solved(problem, as_solution(Solution(scores, reasons), problem, "given"), "Set")
    assert [reason.text for reason in outcome.reasons] == ["plain", "3 lesser reasons"]


@pytest.mark.parametrize("adds, kept", [
    ([9.0] + [0.1] * 20, 6), ([1.0] * 10, 8), ([0.1] * 40, 12), ([0.1] * 4, 4), ([-0.2] * 9 + [0.5] * 9, 6),
])
def test_as_many_reasons_are_told_as_make_most_of_the_lead(adds, kept):
    reasons = [Reason(f"reason {number}", [0.0, value]) for number, value in enumerate(adds)]
    found = contributions(reasons, np.array([0.0, sum(adds)]), 2, [1])
    assert sum(not reason.is_rest for reason in found) == kept
    assert [reason.text for reason in found if reason.is_rest] == (
        [f"{len(adds) - kept} lesser reasons"] if len(adds) > kept else [])


@pytest.mark.parametrize("rest, share, counted", [
    ((), 0.5, False), ((Contribution("4 lesser reasons", (0.0, 3.0, 0.0), True),), 0.5, True),
    ((Contribution("what is too little for a reason", (0.0, 3.0, 0.0), True),), 0.5, False),
])
def test_the_share_of_a_lead_that_is_told(rest, share, counted):
    outcome = Outcome("Set", "P", 2, options=3, scores=(0.0, 6.0, -1.0), reasons=(CORNERS, *rest))
    assert told(outcome) == (share, counted)
    assert told(Outcome("Set", "P", 2, options=3, scores=(6.0, 6.0, 0.0))) is None
