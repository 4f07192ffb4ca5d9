"""Reasons name what was measured in words; rules of objects name it themselves."""

import numpy as np
import pytest

from agent.features.attributes import NOISE
from agent.inference.evidence import Evidence
from agent.inference.wording import in_words
from agent.network.fields import FIELDS


@pytest.mark.parametrize("feature, kind, weights, expected", [
    ("components", "", {"constant": 0.3}, "rows, number of parts: constant (30%)"),
    ("objects", "scene", {"count: rows sum": 0.3}, "rows, objects: count: rows sum (30%)"),
    ("network's ink_added", "change", {}, "rows, change of ink that is added (network)"),
])
def test_reasons(feature, kind, weights, expected):
    assert str(Evidence(feature, "rows", weights, np.zeros(6), kind)) == expected


def test_no_two_features_are_called_the_same():
    names = [*NOISE, *(f"network's {name}" for name in FIELDS), "seen shapes"]
    words = [in_words(name) for name in names]
    assert len(set(words)) == len(words) and not any("_" in word for word in words)
