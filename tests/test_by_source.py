"""The benchmark by source works out from kept evidence what the default solver would answer."""

import itertools

import numpy as np
import pytest

from agent import Agent
from problems import ProblemSet, load_sets, shipped
from tests.benchmarks import by_source
from tests.benchmarks.by_source import FAMILIES, SHIPPED, VALUES, Source, compare_sources, family, gather, source


@pytest.fixture(scope="module")
def problems():
    """A 2x2 problem and a 3x3 problem."""
    return [found[0] for found in load_sets(shipped.FOLDER)[1:3]]


@pytest.fixture(scope="module")
def gathered(problems):
    return [gather(problem) for problem in problems]


def test_kept_evidence_gives_the_scores_of_the_default_solver(problems, gathered):
    agent = Agent("relations")
    for problem, found in zip(problems, gathered, strict=True):
        assert np.allclose(np.sort(found.scores()), np.sort(agent.solution(problem).scores), atol=1e-6)
        assert found.scores().argmax() == found.answer


def test_the_shipped_constants_are_among_those_to_choose_from(gathered):
    place = list(itertools.product(*VALUES)).index(tuple(SHIPPED.values()))
    for found in gathered:
        assert found.objects, "a problem in which objects speak"
        assert np.allclose(found.scores_by_constants()[place], found.scores(), atol=1e-9)


def test_families_part_the_evidence(gathered):
    kept = [e for found in gathered for step in (found.panels, *found.steps, found.objects) for e in step]
    assert {family(e) for e in kept} <= set(FAMILIES)
    assert {"objects", "figure", "numbers", "network", "changes", "repeats"} <= {family(e) for e in kept}
    without = gathered[0].scores([name for name in FAMILIES if name != "objects"])
    assert not np.allclose(without, gathered[0].scores())
    assert np.ptp(gathered[0].scores([])) == 0.0


def test_each_source_has_its_column(problems, gathered, capsys, monkeypatch):
    monkeypatch.setattr(by_source, "gather", lambda problem: gathered[problems.index(problem)])
    sets = [ProblemSet(name, [problem]) for name, problem in zip("XY", problems, strict=True)]
    compare_sources([Source(found.name, [found]) for found in sets], 1)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["solved", "X", "Y", "all", "nats"]
    assert lines[3].split()[:5] == ["all", "evidence", "1", "1", "2"]
    assert sum(line.startswith("without ") for line in lines) == len(FAMILIES)
    assert [line.split()[-3:] for line in lines if line.startswith("as shipped ")] == [["1", "1", "2"]]


def test_problems_without_an_answer_are_refused(problems):
    unknown = ProblemSet("unknown", [problems[0].__class__("unknown", "2x2", problems[0].matrix, problems[0].options)])
    with pytest.raises(ValueError, match="answers are known"):
        compare_sources([Source("unknown", [unknown])], 1)


def test_a_source_is_named_after_its_folder(tmp_path):
    folder = tmp_path / "mine" / "Problems"
    folder.parent.mkdir()
    folder.symlink_to(shipped.FOLDER)
    assert source(str(folder)).name == "mine"
    assert len(source(str(folder)).sets) == len(shipped.SHIPPED)
