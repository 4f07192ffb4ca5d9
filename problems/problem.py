"""A Raven's Progressive Matrix: the given figures, the options and, where known, the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PIL import Image

from problems.figure import Figure
from problems.picture import png_bytes, problem_picture, show_picture

TYPES = {"2x1": "ABC", "2x2": "ABC", "3x3": "ABCDEFGH"}


def parse_type(text: object) -> str | None:
    """The type that a text begins with, as in "2x1 (Image)"; None where it begins with none."""
    match = re.match(r"\s*([0-9])\s*[xX]\s*([0-9])\b", str(text))
    found = "x".join(match.groups()) if match else None
    return found if found in TYPES else None


@dataclass(frozen=True, eq=False)
class Problem:
    """A matrix with one figure missing and the options to fill it.

    Attributes
    ----------
    name : str
    type : str
        "2x1" (A is to B as C is to the answer), "2x2" or "3x3".
    matrix : tuple of Figure
        The given figures in reading order: A, B, C (3x3: to H).
    options : tuple of Figure
        Option i has index i - 1.
    answer : int or None
        The right option, counted from 1; None where it is unknown.
    set_name : str
        The set the problem was read from; "" where there is none.
    annotation : dict
        What a data set tells beyond that, for analysis only: no solver looks at it.
    """

    name: str
    type: str
    matrix: tuple[Figure, ...]
    options: tuple[Figure, ...]
    answer: int | None = None
    set_name: str = ""
    annotation: dict[str, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "matrix", tuple(self.matrix))  # lists are taken, too
        object.__setattr__(self, "options", tuple(self.options))
        if self.type not in TYPES:
            raise ValueError(f"problem {self.name!r}: expected a type of {sorted(TYPES)}, got {self.type!r}")
        if len(self.matrix) != len(TYPES[self.type]):
            raise ValueError(
                f"problem {self.name!r}: a {self.type} matrix has {len(TYPES[self.type])} figures, "
                f"got {len(self.matrix)}"
            )
        if not self.options:
            raise ValueError(f"problem {self.name!r}: no options")
        if self.answer is not None and not 1 <= self.answer <= len(self.options):
            raise ValueError(
                f"problem {self.name!r}: the answer must be 1 to {len(self.options)}, got {self.answer}"
            )

    def __repr__(self) -> str:
        return f"Problem({self.name!r}, {self.type}, {len(self.options)} options, answer {self.answer})"

    def __getitem__(self, name: str) -> Figure:
        """The figure called `name`: "A" to "H" or "1" to "8"."""
        for figure in self.matrix + self.options:
            if figure.name == name:
                return figure
        raise KeyError(f"problem {self.name!r} has no figure {name!r}")

    def picture(self, chosen: int | None = None) -> Image.Image:
        """The problem as a Pillow image, the right option marked; `chosen` is framed, too."""
        return problem_picture(self, chosen)

    def show(self, chosen: int | None = None) -> None:
        """Show the picture below the cell of a notebook; elsewhere in a window of the system's viewer."""
        show_picture(self.picture(chosen), self.name)

    def save(self, path: str | Path, chosen: int | None = None) -> None:
        """Write the picture to an image file."""
        self.picture(chosen).save(path)

    def _repr_png_(self) -> bytes:
        return png_bytes(self.picture())

    def permuted(self, order: Iterable[int]) -> Problem:
        """The problem with its options in another order: new option i is old option order[i] (from 0)."""
        order = list(order)
        if sorted(order) != list(range(len(self.options))):
            raise ValueError(f"expected a permutation of 0 to {len(self.options) - 1}, got {order}")
        options = tuple(
            replace(self.options[old], name=str(new + 1)) for new, old in enumerate(order)
        )
        answer = None if self.answer is None else order.index(self.answer - 1) + 1
        return replace(self, options=options, answer=answer)
