"""The commands that train and evaluate: what cannot be used is refused in a line, before anything else is done."""

import os

import pytest

from agent.network.encoder import WEIGHTS
from agent.training import (
    evaluate_network,
    fit_evidence_weights,
    train_difference,
    train_object_network,
    train_same_different,
    train_transformation,
)


@pytest.mark.parametrize("command, arguments, message", [
    (evaluate_network, ["--weights", "none.npz"], "checkpoint: no file none.npz"),
    (evaluate_network, ["--weights", "file"], "file is not a checkpoint of this library"),
    (evaluate_network, ["--weights", str(WEIGHTS.with_name("same_different.npz"))],
     "expected a network 'transformation' in"),
    (evaluate_network, ["--worst", "none/worst.png"], "expected a file in a folder that is there, got none/worst.png"),
    (evaluate_network, ["--seed", "-1"], "expected a number from 0, got -1"),
    (train_transformation, ["--output", "file"], "expected a folder to write to, got file"),
    (train_transformation, ["--learning-rate", "0"], "expected a number above 0, got 0"),
    (train_transformation, ["--difference", "--pairs", "0"], "expected a number from 1, got 0"),
    (train_difference, ["--weights", "none.npz"], "checkpoint: no file none.npz"),
    (train_same_different, ["--encoder", "file"], "file is not a checkpoint of this library"),
    (fit_evidence_weights, ["--output", "file/below"], "expected a folder to write to, got file/below"),
    (train_object_network, ["--objects", "0"], "expected a number from 1, got 0"),
    (train_object_network, ["--work", "file"], "expected a folder to write to, got file"),
])
def test_what_cannot_be_used_is_told_in_a_line(refusal, command, arguments, message):
    assert message in refusal(command.main, arguments)


@pytest.mark.parametrize("command", [
    train_transformation, train_object_network, fit_evidence_weights, train_same_different])
def test_the_usual_folder_is_looked_at_as_well(refusal, monkeypatch, command):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert f"cannot write to {command.WEIGHTS.parent}" in refusal(command.main, [])
