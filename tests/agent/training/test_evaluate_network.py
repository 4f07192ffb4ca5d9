"""The evaluation's tables and pictures on a few held-out pairs, with an untrained network."""

import numpy as np
import pytest
from PIL import Image

import nets
from agent.network.fields import FIELDS, RIGHT
from agent.network.model import TransformationNet
from agent.training import evaluate_network
from problems.drawing.shapes import SHAPE_CLASSES


@pytest.fixture
def weights(tmp_path):
    network = TransformationNet(len(SHAPE_CLASSES), rng=np.random.default_rng(0))
    ones = dict.fromkeys(FIELDS, 1.0)
    metadata = {"shape_names": SHAPE_CLASSES, "weights": ones, "bounds": ones}
    nets.save(tmp_path / "net.npz", {"transformation": network}, metadata)
    return tmp_path / "net.npz"


def test_every_field_stands_beside_its_best_constant(weights, tmp_path, capsys):
    picture = tmp_path / "worst.png"
    evaluate_network.main(["--weights", str(weights), "--pairs", "60", "--worst", str(picture)])
    printed = capsys.readouterr().out
    first = printed.split("objects\n")[0]
    assert all(first.count(f"\n{name} ") >= 1 for name in FIELDS)
    assert "1 objects" in printed
    with Image.open(picture) as image:
        assert image.height > 500


def test_a_perfect_measurement_has_no_error():
    _, labels, masks = evaluate_network.held_out_pairs(80)
    fields = {name: labels[name].reshape(80, -1) for name in FIELDS}
    fields["reflection"] = np.eye(4)[labels["reflection"].astype(int)]
    for row in evaluate_network.compare(fields, labels, masks):
        right = FIELDS[row["field"]].unit == RIGHT
        assert row["network"] == pytest.approx(1.0 if right else 0.0, abs=1e-3), row
        assert row["constant"] <= 1.0 if right else row["constant"] >= 0.0


def test_held_out_pairs_are_the_same_for_the_same_seed():
    first, second = evaluate_network.held_out_pairs(20)[0], evaluate_network.held_out_pairs(20)[0]
    np.testing.assert_array_equal(first["after"], second["after"])
    other = evaluate_network.held_out_pairs(20, styles="training")[0]
    assert np.abs(other["after"] - first["after"]).max() > 0.5
