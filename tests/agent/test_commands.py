"""The commands that train and evaluate: what cannot be used is refused in a line, before anything else is done."""

import os

import pytest

from agent import difference_train, evaluate, same_different_train, train, weighing_train
from agent.encoder import WEIGHTS
from agent.panels import train as panels_train


@pytest.mark.parametrize("command, arguments, message", [
    (evaluate, ["--weights", "none.npz"], "checkpoint: no file none.npz"),
    (evaluate, ["--weights", "file"], "file is not a checkpoint of this library"),
    (evaluate, ["--weights", str(WEIGHTS.with_name("same_different.npz"))], "expected a network 'transformation' in"),
    (evaluate, ["--worst", "none/worst.png"], "expected a file in a folder that is there, got none/worst.png"),
    (evaluate, ["--seed", "-1"], "expected a number from 0, got -1"),
    (train, ["--output", "file"], "expected a folder to write to, got file"),
    (train, ["--learning-rate", "0"], "expected a number above 0, got 0"),
    (train, ["--difference", "--pairs", "0"], "expected a number from 1, got 0"),
    (difference_train, ["--weights", "none.npz"], "checkpoint: no file none.npz"),
    (same_different_train, ["--encoder", "file"], "file is not a checkpoint of this library"),
    (weighing_train, ["--output", "file/below"], "expected a folder to write to, got file/below"),
    (panels_train, ["--epochs", "0"], "expected a number from 1, got 0"),
])
def test_what_cannot_be_used_is_told_in_a_line(refusal, command, arguments, message):
    assert message in refusal(command.main, arguments)


@pytest.mark.parametrize("command", [train, panels_train, weighing_train, same_different_train])
def test_the_usual_folder_is_looked_at_as_well(refusal, monkeypatch, command):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert f"cannot write to {command.WEIGHTS.parent}" in refusal(command.main, [])
