"""The shipped weights: small, finite, and far better than the best constant and than chance."""

import numpy as np
import pytest

import nets
import problems
from agent import Agent
from agent.network.encoder import WEIGHTS, default_encoder
from agent.network.fields import FIELDS, RIGHT, decode_outputs
from agent.solvers import same_different
from agent.solvers.same_different import SameDifferentSolver
from agent.solvers.transformation import TransformationSolver
from agent.training.evaluate_network import compare, held_out_pairs
from agent.weights.files import checksum
from nets.batches import predict


@pytest.fixture(scope="module")
def shipped():
    """The second of the shipped sets: 2x2 matrices of six options."""
    return problems.load_sets(WEIGHTS.parents[2] / "problems" / "sets")[1]


def test_all_weights_together_take_less_than_three_megabytes():
    assert sum(path.stat().st_size for path in WEIGHTS.parent.iterdir()) < 3e6


def test_the_weights_are_finite():
    for name, array in default_encoder().network.state().items():
        assert np.isfinite(array).all(), name


@pytest.mark.parametrize("solver", [TransformationSolver, SameDifferentSolver])
def test_the_networks_solve_far_more_problems_than_chance(shipped, solver):
    agent = Agent(solver())
    right = sum(agent.answer(problem) == problem.answer for problem in shipped)
    assert right >= 0.6 * len(shipped)


def test_every_field_beats_its_best_constant_on_held_out_pairs():
    inputs, labels, masks = held_out_pairs(160, seed=1)
    rows = compare(decode_outputs(predict(default_encoder().network, inputs, batch_size=64)), labels, masks)
    for row in rows:
        if FIELDS[row["field"]].unit == RIGHT:
            assert row["network"] > row["constant"] + 0.2 * (1.0 - row["constant"]), row
        else:
            assert row["network"] < (0.5 if row["scope"] == "changed" else 1.0) * row["constant"], row


def test_the_shipped_pair_belongs_together():
    trained_on = nets.load(WEIGHTS.with_name("same_different.npz"))[1].get("encoder_sha256")
    assert trained_on == checksum(WEIGHTS), "run python -m agent.training.train_same_different"


def test_a_pair_that_does_not_belong_together_is_told_of(tmp_path, monkeypatch, caplog):
    networks, metadata = nets.load(same_different.WEIGHTS)
    for digits, lines in (("0", 1), (checksum(WEIGHTS), 0)):
        path = tmp_path / "same_different.npz"
        nets.save(path, networks, {**metadata, "encoder_sha256": digits})
        monkeypatch.setattr(same_different, "WEIGHTS", path)
        caplog.clear()
        same_different._default_network.__wrapped__()
        assert caplog.text.count("same_different.npz was not trained on transformation.npz") == lines
