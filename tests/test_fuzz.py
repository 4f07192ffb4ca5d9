"""A short run of the fuzzing: the same inputs each time. `python -m tests.benchmarks.fuzz` goes on for longer."""

import pytest

pytest.importorskip("hypothesis")

from tests.benchmarks.fuzz import examine
from tests.benchmarks.fuzz_targets import TARGETS, damaged


@pytest.mark.parametrize("target", TARGETS)
def test_damage_is_refused_in_a_line(target):
    assert examine(target, 40, random_seed=7) == ""


def test_the_fuzzing_finds_what_is_wrong(monkeypatch):
    def read(damages, folder):
        assert b"\0\0" not in damaged(b"sound", damages), "two zeros"

    monkeypatch.setitem(TARGETS, "weights", (TARGETS["weights"][0], read))
    assert "two zeros" in examine("weights", 2000, random_seed=7)
