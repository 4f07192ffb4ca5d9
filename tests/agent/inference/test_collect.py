"""When the search for evidence ends: objects are asked before anything is decided, unless panels decide."""

import numpy as np
import pytest

from agent.inference.collect import DECIDED, until_decided
from agent.inference.evidence import Evidence


class Unweighed:
    """Weights that leave evidence as it is."""

    @staticmethod
    def weighed(evidence, problem_type):
        return evidence


def found(name, *nats, kind=""):
    return Evidence(name, "rows", {}, np.array(nats, float), kind)


def names(panels, objects, steps, weights=Unweighed):
    asked = until_decided(panels, iter(steps), lambda: objects, "3x3", weights)
    return [evidence.feature for evidence in asked]


HALF = DECIDED / 2.0
STEPS = [[found("pictures", HALF, 0.0)], [found("numbers", HALF, 0.0)], [found("network", HALF, 0.0)]]


@pytest.mark.parametrize("objects, expected", [
    ((HALF, 0.0), ["objects", "pictures"]), ((0.0, 0.0), ["objects", "pictures", "numbers"]),
    ((0.0, HALF), ["objects", "pictures", "numbers", "network"]),
])
def test_objects_count_before_the_search_ends(objects, expected):
    assert names([], [found("objects", *objects, kind="scene")], STEPS) == expected


def test_panels_that_decide_are_enough():
    def objects():
        raise AssertionError("objects are not read where panels decide")

    panels = [found("shape", DECIDED, 0.0, kind="panels")]
    (kept,) = until_decided(panels, iter(STEPS), objects, "3x3", Unweighed)
    assert kept.kind == "decided"


def test_without_weights_everything_is_asked():
    assert names([], [], STEPS, None) == ["pictures", "numbers", "network"]
