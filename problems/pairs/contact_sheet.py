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

CAPTION = 44  # pixels under a pair
GAP = 6
MADE = ("polygon 7", "polygon 12", "star 3", "star 9", "star 16", "arc 120", "arc 300", "wave 3", "zigzag 5", "bar",
        "pointer", polyline([-0.9 + 0.2j, -0.3 - 0.4j, 0.3 + 0.1j, 0.9 - 0.3j]))  # fmt: skip


def shapes_sheet(side: int = 56) -> Image.Image:
    """Every shape, of those made to measure some, with every fill: a Pillow image."""
    names, fills = (*SHAPES, *MADE), FILLS + MORE_PATTERNS
    sheet = Image.new("L", (2 * (len(fills) * (side + 2) + 90), math.ceil(len(names) / 2) * (side + 2)), 255)
    pen = ImageDraw.Draw(sheet)
    for k, name in enumerate(names):
        left, top = (k % 2) * sheet.width // 2, k // 2 * (side + 2)
        pen.text((left + 2, top + side // 2 - 5), name[:14], fill=0)
        for column, fill in enumerate(fills):
            ink = render((Item(name, size=0.85, fill=fill, line_width=0.03),), side=side)
            sheet.paste(_picture(ink), (left + 90 + column * (side + 2), top))
    return sheet


def pairs_sheet(batch: PairBatch, columns: int = 6) -> Image.Image:
    """The pairs of a batch, each with its labels under it: a Pillow image."""
    side = batch.before.shape[-1]
    width, height = 2 * side + 2 + 4 * GAP, side + CAPTION + GAP
    sheet = Image.new("L", (columns * width, math.ceil(len(batch.pairs) / columns) * height), 255)
    pen = ImageDraw.Draw(sheet)
    for k in range(len(batch.pairs)):
        left, top = k % columns * width, k // columns * height
        pen.rectangle((left, top, left + 2 * side + 3, top + side + 1), outline=170)
        sheet.paste(_picture(batch.before[k, 0]), (left + 1, top + 1))
        sheet.paste(_picture(batch.after[k, 0]), (left + side + 3, top + 1))
        pen.multiline_text((left, top + side + 3), caption(batch, k), fill=0, spacing=1, font_size=9)
    return sheet


def caption(batch: PairBatch, k: int) -> str:
    """The labels of pair `k` in three lines; ? where one is not defined."""
    def shown(name: str, text: str) -> str:
        return text if batch.masks[name][k] else "?"

    value = {name: batch.labels[name][k] for name in LABELS}
    turn = math.degrees(math.atan2(value["rotation"][1], value["rotation"][0])) % 360.0
    change = " ".join(
        f"{'+' if sign > 0 else '-'}{SHAPE_CLASSES[i]}" for i, sign in enumerate(value["shape"]) if sign
    )
    changed = change or "+".join(batch.pairs[k].changes)
    return (
        f"rot {shown('rotation', f'{turn:.0f}')} ref {shown('reflection', str(int(value['reflection'])))} "
        f"n {value['number_before']:.0f}>{value['number_after']:.0f} "
        f"fill {shown('fill', format(value['fill'], '+.2f'))}{' same' if value['identical'] else ''}\n"
        f"size {shown('size', format(value['size'], '+.2f'))} "
        f"shift {value['shift'][0]:+.2f},{value['shift'][1]:+.2f} "
        f"ink +{value['ink_added']:.2f} -{value['ink_removed']:.2f}\n{changed}"
    )


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
