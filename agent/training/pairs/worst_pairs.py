"""A picture of the pairs on which the network errs most."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from agent.network.encoder import TransformationEncoder
from agent.network.fields import FIELDS
from agent.training.pairs.field_errors import degrees

_ZOOM, _COLUMNS, _TEXT = 2, 4, 58  # pixels a pixel, pairs a row, pixels of text below a pair


def misfit(encoder: TransformationEncoder, fields: dict, labels: dict, masks: dict) -> dict[str, np.ndarray]:
    """The distance of every field from its label, weighted as in the scores: name -> (N,), 0 where undefined."""
    parts = {}
    for name in FIELDS:
        wanted = labels[name]
        if FIELDS[name].kind == "class":
            wanted = np.eye(fields[name].shape[1])[wanted.astype(int)]
        distance = np.abs(fields[name] - wanted.reshape(fields[name].shape)).sum(axis=1)
        parts[name] = distance * encoder.scale[encoder.fields[name]][0] * masks[name]
    return parts


def draw_worst(
    path: Path, encoder: TransformationEncoder, inputs: dict, fields: dict, labels: dict, masks: dict, count: int = 20
) -> None:
    """Draw the `count` pairs with the largest misfit, with the measured and the true values of their worst fields."""
    parts = misfit(encoder, fields, labels, masks)
    order = np.argsort(-np.sum(list(parts.values()), axis=0))[:count]
    side = inputs["before"].shape[-1] * _ZOOM
    width, height = 2 * side + 12, side + _TEXT
    rows = -(-len(order) // _COLUMNS)
    sheet = Image.new("L", (_COLUMNS * width, rows * height), 255)
    draw = ImageDraw.Draw(sheet)
    for place, pair in enumerate(order):
        left, top = place % _COLUMNS * width, place // _COLUMNS * height
        for step, key in enumerate(("before", "after")):
            ink = inputs[key][pair, 0]
            image = Image.fromarray(np.uint8(255.0 * (1.0 - ink))).resize((side, side))
            edge = left + step * (side + 4)
            sheet.paste(image, (edge, top))
            draw.rectangle([edge, top, edge + side, top + side], outline=160)
        worst = sorted(FIELDS, key=lambda name: -parts[name][pair])[:4]
        for line, name in enumerate(worst):
            found = _text(name, fields[name][pair], encoder.shape_names)
            text = f"{name}: {found}, true {_text(name, labels[name][pair], encoder.shape_names)}"
            draw.text((left + 2, top + side + 2 + 13 * line), text, fill=0)
    sheet.save(path)


def _text(name, value, shape_names):
    """A field's value in a few characters."""
    value, kind = np.atleast_1d(value), FIELDS[name].kind
    if kind == "direction":
        return f"{degrees(value[None])[0]:.0f}"
    if kind == "class":
        return f"{int(value.argmax() if len(value) > 1 else value[0])}"
    if kind == "flags" and len(value) > 1:
        return "".join(str(round(float(v))) for v in value)
    if kind == "shapes":
        changed = [f"{'+' if v > 0 else '-'}{shape}"
                   for shape, v in zip(shape_names, value, strict=True) if abs(v) > 0.5]
        return " ".join(changed[:2]) or "none"
    return " ".join(f"{v:.2f}" for v in value)
