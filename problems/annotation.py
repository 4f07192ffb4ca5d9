"""What is known of a generated problem beyond its pictures: rules, claims, and every figure as objects."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from problems.drawing.item import Drawing
from problems.problem import TYPES

if TYPE_CHECKING:  # reading problems needs no verifier
    from problems.verification.verifier import Description

ANNOTATION = "Annotation.json"  # in a problem's folder, beside its pictures


def annotation(description: Description) -> dict[str, Any]:
    """A problem's annotation, made of what JSON knows.

    Returns
    -------
    dict
        "rules": names; "claims": what the rules say, each with part, attribute, pattern and along; "scene": for
        every figure, "A" to "H" and "1" to "8", its items in the order in which they are drawn, each with the
        attributes of `problems.drawing.item.Item`.
    """
    figures = dict(zip(TYPES[description.type], description.matrix, strict=True))
    figures.update({str(number): drawing for number, drawing in enumerate(description.options, 1)})
    return {
        "type": description.type,
        "answer": description.answer,
        "rules": list(description.rules),
        "claims": [asdict(claim) for claim in description.claims],
        "scene": {name: scene(drawing) for name, drawing in figures.items()},
    }


def scene(drawing: Drawing) -> list[dict[str, Any]]:
    """The items of a drawing as dicts."""
    return [
        {name: asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
         for name, value in vars(item).items()}
        for item in drawing
    ]


def annotation_text(value: Any) -> str:
    """An annotation, or a list of them, as the text of a JSON file; complex numbers become [real, imaginary]."""
    return json.dumps(value, default=lambda part: [part.real, part.imag]) + "\n"


def read_annotation(folder: str | Path) -> dict[str, Any]:
    """The annotation in a problem's folder; empty where there is none, or none that can be read."""
    try:
        found = json.loads((Path(folder) / ANNOTATION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
