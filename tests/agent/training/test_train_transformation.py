"""The training commands, small: what they write, and that they go on where they stopped."""

import csv

import pytest

import nets
from agent.network.encoder import TransformationEncoder
from agent.network.fields import FIELDS
from agent.training import (
    train_difference as difference_train,
)
from agent.training import (
    train_same_different as same_different_train,
)
from agent.training import (
    train_transformation as train,
)
from agent.training.train_difference import fit_scales
from agent.weights.files import checksum, record

SMALL = ["--epoch-pairs", "24", "--pool", "48", "--validation-pairs", "24", "--batch-size", "12"]
SMALL_DIFFERENCE = ["--difference", "--pairs", "24", "--validation-pairs", "24", "--problems", "4",
                    "--epochs", "2", "-j", "1"]


def test_training_writes_weights_and_log_and_goes_on(tmp_path, monkeypatch, capsys):
    paths = ["--output", str(tmp_path / "out"), "--work", str(tmp_path / "work")]
    arguments = [*SMALL, *paths, "--epochs", "2", *SMALL_DIFFERENCE]
    stopped = []

    def stop(*_):
        stopped.append(True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(train, "save", stop)
        try:
            train.main(arguments)
        except KeyboardInterrupt:
            pass
    train.main(arguments)
    assert stopped and capsys.readouterr().out.count("training loss") == 4  # two epochs of each network
    with pytest.raises(SystemExit) as left:
        train.main(["--seed", "8", *arguments])
    assert left.value.code == 2
    assert "other options: seed 7 there, 8 here\n" in capsys.readouterr().err
    encoder = TransformationEncoder.load(tmp_path / "out" / "transformation.npz")
    assert set(encoder.fields) == set(FIELDS)
    with open(tmp_path / "out" / "transformation.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["1", "2"]
    assert all(f"validation_{name}_constant" in rows[0] for name in FIELDS)
    with open(tmp_path / "out" / "difference.csv", newline="") as file:
        assert [row["epoch"] for row in csv.DictReader(file)] == ["1", "2"]
    _, metadata = nets.load(tmp_path / "out" / "transformation.npz")
    assert encoder.network.difference is not None and metadata["difference"]["pairs"] == 24

    before = (tmp_path / "out" / "transformation.npz").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(difference_train, "PROBLEMS", 2)
        fit_scales(tmp_path / "out" / "transformation.npz", 4)
    assert (tmp_path / "out" / "transformation.npz").read_bytes() == before  # they are those of the file itself
    fit_scales(tmp_path / "out" / "transformation.npz", 3)
    record(tmp_path / "out" / "transformation.npz")
    _, other = nets.load(tmp_path / "out" / "transformation.npz")
    assert other["weights"] != metadata["weights"] and other["difference"]["problems"] == 3

    same_different_train.main([
        "--encoder", str(tmp_path / "out" / "transformation.npz"), "--output", str(tmp_path / "out"),
        "--problems", "10", "--epochs", "1",
    ])
    networks, metadata = nets.load(tmp_path / "out" / "same_different.npz")
    assert networks["same_different"].output_shape((3 * len(FIELDS),)) == (2,)
    assert metadata["problems"] == 10
    assert metadata["encoder_sha256"] == checksum(tmp_path / "out" / "transformation.npz")
