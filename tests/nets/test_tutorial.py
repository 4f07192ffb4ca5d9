"""The tutorial in nets/README.md runs as it stands, and the network that it trains learns."""

import re
from pathlib import Path

import numpy as np

import nets

README = Path(nets.__file__).parent / "README.md"


def test_the_tutorial_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 5
    names = {}
    exec("\n".join(blocks), names)
    output = capsys.readouterr().out
    assert "History(4 epochs: training loss" in output
    assert np.mean(names["logits"].argmax(axis=1) == names["test_labels"]) > 0.85
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{name}.png" for name in ("filters", "activations", "saliency", "confusion", "misread")}
