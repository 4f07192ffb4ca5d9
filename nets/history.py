"""What happened in training: one row an epoch, as CSV and as a picture."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


class History:
    """Rows of numbers, dict name -> float, one an epoch. ``rows`` is the list itself."""

    def __init__(self, rows: Iterable[dict[str, float]] = ()) -> None:
        self.rows = list(rows)

    def column(self, name: str) -> list[float]:
        """Return one number of every epoch."""
        return [row[name] for row in self.rows]

    def write(self, path: str | Path) -> None:
        """Write all rows as CSV."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, fieldnames=list(self.rows[0]) if self.rows else [])
        writer.writeheader()
        writer.writerows(self.rows)
        draft = path.with_name(f"{path.name}.{os.getpid()}.part")  # put in place whole: a full disk keeps the old one
        try:
            draft.write_text(text.getvalue(), encoding="utf-8", newline="")
            os.replace(draft, path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise OSError(error.errno, error.strerror or str(error), str(path)) from error

    def plot(self, path: str | Path, right: Sequence[str] | Mapping[str, str] | None = None) -> None:
        """Draw the learning curve: losses on the left axis, the columns named in ``right`` on the right.

        ``right`` may map each name to its unit, such as "degrees".
        Raises ImportError, in one line, where matplotlib is missing.
        """
        figure = self.figure(right)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, dpi=110)

    def figure(self, right: Sequence[str] | Mapping[str, str] | None = None) -> Any:
        """Return the learning curve as a matplotlib figure; accuracies are on the right where nothing is named."""
        try:
            from matplotlib.figure import Figure
            from matplotlib.ticker import FuncFormatter, MaxNLocator
        except ImportError as error:
            raise ImportError(
                "the learning curve needs matplotlib: pip install 'ravens-agent[plots]'") from error
        figure = Figure(figsize=(7, 4.2), layout="constrained")
        left = figure.add_subplot()
        epochs = self.column("epoch")
        for name, style in (("training_loss", "-"), ("validation_loss", "--")):
            if self.rows and name in self.rows[0]:
                left.plot(epochs, self.column(name), style, color="tab:blue", label=name.replace("_", " "))
        left.set(xlabel="epoch", ylabel="loss (mean of a sample)", title=self._in_short())
        left.xaxis.set_major_locator(MaxNLocator(integer=True))
        right = [name for name in self._names() if name.endswith("accuracy")] if right is None else right
        if right:
            other = left.twinx()
            for name, color in zip(right, ("tab:red", "tab:green", "tab:orange", "tab:purple"), strict=False):
                other.plot(epochs, self.column(name), ":", marker=".", color=color,
                           label=name.replace("_", " "))
            units = right if isinstance(right, Mapping) else {}
            told = (f"{name} ({units[name]})" if name in units else name for name in right)
            other.set_ylabel(", ".join(told).replace("_", " "))
            if all(name.endswith("accuracy") for name in right):
                other.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.4g} %"))
        figure.legend(loc="outside lower center", ncols=4, frameon=False)
        return figure

    def _names(self) -> list[str]:
        return list(self.rows[0]) if self.rows else []

    def _in_short(self) -> str:
        """The number of epochs, and the last losses and accuracies."""
        if not self.rows:
            return "no epochs yet"
        last = self.rows[-1]
        told = [f"{name.replace('_', ' ')} {last[name]:.1%}" if name.endswith("accuracy")
                else f"{name.replace('_', ' ')} {last[name]:.4g}"
                for name in last if name.endswith(("loss", "accuracy"))]
        return f"{len(self.rows)} epoch{'s' if len(self.rows) > 1 else ''}: {', '.join(told)}"

    def __repr__(self) -> str:
        return f"History({self._in_short()})"

    def _repr_png_(self) -> bytes | None:
        """The curve, for notebooks; nothing where matplotlib is missing."""
        try:
            figure = self.figure()
        except ImportError:
            return None
        content = io.BytesIO()
        figure.savefig(content, format="png", dpi=90)
        return content.getvalue()
