"""Weights of evidence: what they multiply, how they are kept, and that fitting finds them."""

import csv

import numpy as np
import pytest

from agent.inference.evidence import Evidence
from agent.inference.weights import (
    DEFAULT,
    LINES,
    OTHERS,
    TESTED,
    WEIGHTS,
    EvidenceWeights,
    default_weight,
    default_weights,
    sum_by_pool,
)
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.training import fit_evidence_weights
from agent.training.fit_evidence_weights import fit, measured
from agent.weights.files import checksum


def evidence(feature, values, kind="", direction="rows"):
    return Evidence(feature, direction, {}, np.array(values, float), kind)


def test_pools_tell_apart_what_is_weighed_apart():
    names = [
        evidence("cores", [0]).pool,
        evidence("figure", [0]).pool,
        evidence("inner", [0]).pool,
        evidence("seen fill", [0]).pool,
        evidence("cores", [0], direction="rising diagonals").pool,
        evidence("cores", [0], "both").pool,
        evidence("figure", [0], "part").pool,
        evidence("cores", [0], "change").pool,
        evidence("figure", [0], "change").pool,
        evidence("network's shape", [0], "change").pool,
        evidence("repeats", [0]).pool,
        evidence("left size", [0], "panels").pool,
    ]
    assert names == ["numbers", "figure", "pictures", "network", "diagonals", "both", "part",
                     "change numbers", "change pictures", "change network", "repeats", "panels"]


def test_scores_are_weighted_sums_and_unknown_pools_have_default_weights():
    weighing = EvidenceWeights({"one": {"numbers": 2.0}, "two": {"numbers": 0.5}})
    found = [evidence("cores", [-1, 0]), evidence("inner", [0, -1])]
    for problem_type, lines, weight in (("2x1", "one", 2.0), ("2x2", "one", 2.0), ("3x3", "two", 0.5)):
        scores = sum(e.log_probabilities for e in weighing.weighed(found, problem_type))
        np.testing.assert_allclose(scores, [-weight, -OTHERS * TESTED[lines]])
    for lines in LINES:
        assert default_weight("change network", lines) == DEFAULT["change network"]
        assert default_weight("change numbers", lines) == OTHERS
        assert default_weight("repeats", lines) == DEFAULT["repeats"]
        assert default_weight("figure", lines) == DEFAULT["figure"] * TESTED[lines]
        assert default_weight("pictures", lines) == OTHERS * TESTED[lines]


def test_evidence_counts_by_the_square_of_what_is_believed_and_panels_in_full():
    values = np.array([0.0, -2.0])
    doubted = Evidence("cores", "rows", {"constant": 0.3, "a + b": 0.2}, values)
    panel = Evidence("left size", "rows", {"constant": 0.5}, values, "panels")
    change = Evidence("cores", "all lines", {}, values, "change")
    weighing = EvidenceWeights({"one": {"numbers": 2.0, "panels": 2.0, "change numbers": 2.0}, "two": {}})
    scores = [e.log_probabilities.tolist() for e in weighing.weighed([doubted, panel, change], "2x2")]
    assert scores == [[0.0, -1.0], [0.0, -4.0], [0.0, -4.0]]
    np.testing.assert_allclose(sum_by_pool([doubted])["numbers"], 0.25 * values)


def test_a_file_keeps_the_weights(tmp_path):
    weights = {"one": {"a": 0.25}, "two": {"a": 0.5, "b": 0.0}}
    EvidenceWeights(weights).save(tmp_path / "weights.csv")
    assert EvidenceWeights.load(tmp_path / "weights.csv").weights == weights


def test_evidence_of_a_pool_adds_up():
    numbers = [evidence("tone", [1, 2]), evidence("cores", [3, 4], direction="columns")]
    found = sum_by_pool([*numbers, evidence("figure", [5, 6])])
    assert {name: values.tolist() for name, values in found.items()} == {"numbers": [4, 6], "figure": [5, 6]}


def test_fitting_finds_the_weights_that_drew_the_answers():
    rng = np.random.default_rng(0)
    data = rng.normal(size=(4000, 6, 3))
    true = np.array([2.0, 0.5, 0.0])
    scores = data @ true + rng.gumbel(size=(4000, 6))  # a conditional logit by its definition
    found = fit(data, scores.argmax(axis=1), np.ones(3), 1e-6)
    np.testing.assert_allclose(found, true, atol=0.1)
    assert (found >= 0).all()
    right, lost = measured(data, scores.argmax(axis=1), found)
    assert right > 4000 * 0.5 and lost < np.log(6)


def test_what_is_fixed_stays():
    data = np.random.default_rng(2).normal(size=(200, 4, 3))
    found = fit(data, data[..., 0].argmax(axis=1), np.array([0.5, 0.5, 0.5]), 1e-3, fixed=[0])
    assert found[0] == 0.5 and found[1] != 0.5


def test_a_strong_penalty_keeps_the_default_weights():
    data = np.random.default_rng(1).normal(size=(50, 4, 2))
    np.testing.assert_allclose(fit(data, np.zeros(50, int), np.array([0.3, 0.7]), 1e6), [0.3, 0.7], atol=1e-5)


def test_shipped_weights_are_known_and_not_negative():
    for weights in default_weights().weights.values():
        assert {"figure", "numbers", "change network", "scene"} <= set(weights) and len(weights) <= 16
        assert min(weights.values()) >= 0


def test_the_shipped_weights_belong_to_the_shipped_encoder():
    with open(WEIGHTS.with_name("evidence_log.csv"), newline="", encoding="utf-8") as file:
        encoders = {row.get("encoder_sha256") for row in csv.DictReader(file)}
    assert encoders == {checksum(ENCODER_WEIGHTS)}, "run python -m agent.training.fit_evidence_weights"


@pytest.fixture
def few_rules(monkeypatch):
    names = ("identity", "fill")
    monkeypatch.setattr(fit_evidence_weights, "RULES", {name: fit_evidence_weights.RULES[name] for name in names})


def test_the_command_writes_weights_and_a_log(few_rules, tmp_path, capsys):
    fit_evidence_weights.main(["--problems", "1", "--output", str(tmp_path / "out")])
    weights = EvidenceWeights.load(tmp_path / "out" / "evidence.csv").weights
    assert "figure" in weights["one"] and "diagonals" in weights["two"]
    text = (tmp_path / "out" / "evidence_log.csv").read_text()
    assert capsys.readouterr().out == text
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["problems"] for row in rows} == {"2"}
    assert len(rows) == 2 * (len(fit_evidence_weights.PENALTIES) + 2)
