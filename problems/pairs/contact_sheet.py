"""A contact sheet of what the artist draws: `python -m problems.pairs.contact_sheet OUT.png`."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from problems.cli import natural, picture, positive, run_command
from problems.drawing.item import FILLS, MORE_PATTERNS, Item
from problems.drawing.made_shapes import polyline
from problems.drawing.render import render
from problems.drawing.shapes import SHAPE_CLASSES, SHAPES
from problems.pairs.labels import LABELS
from problems.pairs.stream import PairBatch, PairStream
from problems.picture import CHOSEN, QUIET, font

CAPTION = 60  # pixels under a pair
ARROW = 26  # pixels between its figures
GAP = 8
LETTERS = 38  # of a line of the caption
MADE = ("polygon 7", "polygon 12", "star 3", "star 9", "star 16", "arc 120", "arc 300", "wave 3", "zigzag 5", "bar",
        "pointer", polyline([-0.9 + 0.2j, -0.3 - 0.4j, 0.3 + 0.1j, 0.9 - 0.3j]))  # fmt: skip


def shapes_sheet(side: int = 56) -> Image.Image:
    """Every shape, of those made to measure some, with every fill: a Pillow image."""
    names, fills = (*SHAPES, *MADE), FILLS + MORE_PATTERNS
    sheet = Image.new("L", (2 * (len(fills) * (side + 2) + 90), math.ceil(len(names) / 2) * (side + 2)), 255)
    pen = ImageDraw.Draw(sheet)
    for k, name in enumerate(names):
        left, top = (k % 2) * sheet.width // 2, k // 2 * (side + 2)
        pen.text((left + 2, top + side // 2 - 5), name[:14], fill=0, font=font(11))
        for column, fill in enumerate(fills):
            ink = render((Item(name, size=0.85, fill=fill, line_width=0.03),), side=side)
            sheet.paste(_picture(ink), (left + 90 + column * (side + 2), top))
    return sheet


def pairs_sheet(batch: PairBatch, columns: int = 4) -> Image.Image:
    """The pairs of a batch, an arrow from before to after, each with its labels under it: a Pillow image."""
    side = batch.before.shape[-1]
    width, height = 2 * side + ARROW + 4 * GAP, side + CAPTION + 2 * GAP
    sheet = Image.new("RGB", (columns * width + GAP, math.ceil(len(batch.pairs) / columns) * height + GAP), "white")
    pen = ImageDraw.Draw(sheet)
    for k in range(len(batch.pairs)):
        left, top = GAP + k % columns * width, GAP + k // columns * height
        for x, ink in ((left, batch.before[k, 0]), (left + side + ARROW, batch.after[k, 0])):
            sheet.paste(_picture(ink), (x, top))
            pen.rectangle((x - 1, top - 1, x + side, top + side), outline=QUIET)
        _arrow(pen, left + side + 3, left + side + ARROW - 4, top + side // 2)
        pen.multiline_text((left, top + side + 4), caption(batch, k), fill="#24292f", spacing=2, font=font(11))
    return sheet


def _arrow(pen: ImageDraw.ImageDraw, left: int, right: int, y: int) -> None:
    pen.line((left, y, right, y), fill=CHOSEN, width=2)
    pen.polygon([(right + 2, y), (right - 4, y - 4), (right - 4, y + 4)], fill=CHOSEN)


def caption(batch: PairBatch, k: int) -> str:
    """What pair `k` is labelled with, in lines of a few words; labels that are not defined are left out."""
    value = {name: batch.labels[name][k] for name in LABELS}
    defined = {name: bool(batch.masks[name][k]) for name in LABELS}
    turn = math.degrees(math.atan2(value["rotation"][1], value["rotation"][0])) % 360.0
    shapes = ", ".join(
        f"{'+' if sign > 0 else '-'}{SHAPE_CLASSES[i]}" for i, sign in enumerate(value["shape"]) if sign
    )
    told = [
        ("identical", "the same figure" if value["identical"] else ""),
        ("rotation", f"turned by {turn:.0f}°" if round(turn) % 360 else ""),
        ("reflection", "reflected" if int(value["reflection"]) else ""),
        ("number", _objects(value["number_before"], value["number_after"])),
        ("shape", shapes),
        ("fill", f"fill {value['fill']:+.2f}" if abs(value["fill"]) > 0.005 else ""),
        ("size", f"size {value['size']:+.2f} octaves" if abs(value["size"]) > 0.005 else ""),
        ("shift", "moved by {:+.2f}, {:+.2f}".format(*value["shift"]) if abs(value["shift"]).max() > 0.005 else ""),
    ]
    words = [text for name, text in told if text and defined.get(name, True)]
    words.append(f"ink +{value['ink_added']:.2f}, -{value['ink_removed']:.2f}")
    lines = [""]
    for text in words:
        joined = f"{lines[-1]}, {text}" if lines[-1] else text
        lines = [*lines[:-1], joined] if len(joined) <= LETTERS else [*lines, text]
    return "\n".join(lines)


def _objects(before: float, after: float) -> str:
    if round(before) == round(after):
        return "1 object" if round(after) == 1 else f"{after:.0f} objects"
    return f"{before:.0f} to {after:.0f} objects"


def _picture(ink: np.ndarray) -> Image.Image:
    return Image.fromarray(np.uint8(np.round(255.0 * (1.0 - ink))))


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the sheet asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m problems.pairs.contact_sheet", description=__doc__)
    parser.add_argument("output", type=picture, metavar="OUT.png")
    parser.add_argument("--shapes", action="store_true", help="every shape with every fill instead of pairs")
    parser.add_argument("--seed", type=natural, default=0)
    parser.add_argument("--count", type=positive, default=72, help="pairs")
    parser.add_argument("--side", type=positive, default=96, help="pixels along a figure's edge")
    parser.add_argument("--held-out", action="store_true", help="the styles kept for evaluation")
    given = parser.parse_args(arguments)
    if given.shapes:
        sheet = shapes_sheet()
    else:
        sheet = pairs_sheet(PairStream(given.seed, given.side, given.held_out).batch(given.count, 0))
    sheet.save(given.output)
    print(given.output)


if __name__ == "__main__":
    run_command(main)
