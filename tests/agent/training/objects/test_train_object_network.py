"""The command that trains the object network, small: the same bytes for the same seed, also when it was stopped."""

import csv

import pytest

import nets
from agent.network.object_network import OBJECT_SHAPES, ObjectNetwork
from agent.training import train_object_network

SMALL = ["--objects", "24", "--epochs", "2", "--batch-size", "8"]


def test_training_gives_the_same_bytes_again_and_goes_on_where_it_stopped(tmp_path, monkeypatch, capsys):
    def arguments(name):
        return [*SMALL, "--output", str(tmp_path / name), "--work", str(tmp_path / f"{name} work")]

    def stop(*_):
        raise KeyboardInterrupt

    train_object_network.main(arguments("whole"))
    with monkeypatch.context() as patch:
        patch.setattr(train_object_network, "_save", stop)
        with pytest.raises(KeyboardInterrupt):
            train_object_network.main(arguments("stopped"))
    with monkeypatch.context() as patch:
        patch.setattr(train_object_network, "drawn_examples", _only_held_out(train_object_network.drawn_examples))
        train_object_network.main(arguments("stopped"))
    files = [(tmp_path / name / "object_network.npz").read_bytes() for name in ("whole", "stopped")]
    assert files[0] == files[1]
    networks, metadata = nets.load(tmp_path / "whole" / "object_network.npz")
    assert isinstance(networks["objects"], ObjectNetwork) and metadata["shapes"] == list(OBJECT_SHAPES)
    assert "object_network.npz" in (tmp_path / "whole" / "SHA256SUMS").read_text()
    with open(tmp_path / "whole" / "object_network.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["1", "2"] and "validation_corners_accuracy" in rows[0]
    with pytest.raises(SystemExit) as left:
        train_object_network.main([*arguments("whole"), "--seed", "18"])
    assert left.value.code == 2
    assert "other options" in capsys.readouterr().err


def _only_held_out(drawn):
    """The examples are in the work folder already: only those of validation may be drawn."""

    def allowed(number, seed):
        assert seed == train_object_network.VALIDATION_SEED
        return drawn(number, seed)

    return allowed
