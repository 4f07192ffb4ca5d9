"""Pages of generated problems to look at: `python -m problems.rule_sheet OUT.png [RULE ...]`.

Each line shows one rule: the matrix, then the numbered options with the right one framed in green.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from problems.cli import natural, picture, positive, run_command
from problems.drawing.render import CLEAN, Style
from problems.generate import generate_problem
from problems.names import meant
from problems.picture import font, problem_picture
from problems.rules import RULES

TILE, GAP, TITLE = 64, 14, 22
LINES = 12  # of a page


def rule_sheets(
    names: Sequence[str], *, rng: np.random.Generator, count: int = 3, styles: str = "clean"
) -> list[Image.Image]:
    """Pages with `count` problems of every named rule in every type that it knows."""
    lines = []
    for name in names:
        for type in RULES[name].types:
            pictures = []
            for _ in range(count):
                style = Style.random(rng=rng) if styles == "random" else CLEAN
                problem, _ = generate_problem([name], rng=rng, type=type, style=style)
                pictures.append(problem_picture(problem, tile=TILE))
            lines.append((f"{name}, {type}", pictures))
    return [_page(lines[start:start + LINES]) for start in range(0, len(lines), LINES)]


def _page(lines: Sequence[tuple[str, list[Image.Image]]]) -> Image.Image:
    width = max(sum(image.width + GAP for image in pictures) for _, pictures in lines) + GAP
    height = sum(pictures[0].height + TITLE + GAP for _, pictures in lines)
    page = Image.new("RGB", (width, height), "white")
    top = 0
    for title, pictures in lines:
        ImageDraw.Draw(page).text((GAP, top + 3), title, fill="#24292f", font=font(15))
        left = GAP
        for image in pictures:
            page.paste(image, (left, top + TITLE))
            left += image.width + GAP
        top += pictures[0].height + TITLE + GAP
    return page


def save_pages(pages: Sequence[Image.Image], path: Path) -> list[Path]:
    """Write one page to `path`, of several each to a file with its number: OUT-1.png, OUT-2.png and so on."""
    if len(pages) == 1:
        paths = [path]
    else:
        digits = len(str(len(pages)))
        paths = [path.with_stem(f"{path.stem}-{number:0{digits}}") for number in range(1, len(pages) + 1)]
    for page, place in zip(pages, paths, strict=True):
        page.save(place)
    return paths


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m problems.rule_sheet", description=__doc__)
    parser.add_argument("output", type=picture, metavar="OUT.png")
    parser.add_argument(
        "rules", nargs="*", metavar="RULE", help=f"of {', '.join(sorted(RULES))}; default: all"
    )
    parser.add_argument("--seed", type=natural, default=0)
    parser.add_argument("--count", type=positive, default=3, help="problems a line (default 3)")
    parser.add_argument("--styles", choices=("clean", "random"), default="clean")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.rules if name not in RULES]
    if unknown:
        parser.error(f"expected rules of {', '.join(sorted(RULES))}; got {', '.join(unknown)}"
                     f"{meant(unknown, list(RULES))}")
    rng = np.random.default_rng(options.seed)
    pages = rule_sheets(options.rules or list(RULES), rng=rng, count=options.count, styles=options.styles)
    print(*save_pages(pages, Path(options.output)), sep="\n")


if __name__ == "__main__":
    run_command(main)
