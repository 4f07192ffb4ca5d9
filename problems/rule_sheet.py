"""A page of generated problems to look at: `python -m problems.rule_sheet OUT.png [RULE ...]`.

Each line shows one rule: the matrix, then the options with the answer framed in red.
"""

from __future__ import annotations

import argparse

import numpy as np
from PIL import Image, ImageDraw

from problems.cli import natural, picture, positive, run_command
from problems.drawing.render import CLEAN, Style
from problems.generate import generate_problem
from problems.rules import RULES

CELL, GAP = 72, 4


def problem_picture(problem):
    """A problem as a Pillow image: the matrix left, the options right, a known answer framed in red."""
    side, columns = int(problem.type[0]), len(problem.options) // 2
    step = CELL + GAP
    left = side * step + 2 * GAP
    page = Image.new("RGB", (left + columns * step + GAP, side * step + GAP), "white")
    pen = ImageDraw.Draw(page)
    figures = problem.matrix + problem.options
    for index, figure in enumerate(figures):
        option = index - len(problem.matrix)
        row, column = divmod(index, side) if option < 0 else divmod(option, columns)
        x, y = GAP + column * step + (left if option >= 0 else 0), GAP + row * step
        page.paste(figure.image().resize((CELL, CELL), Image.Resampling.LANCZOS), (x, y))
        colour = "#6670c0" if option < 0 else "#e02020" if option + 1 == problem.answer else "#bbbbbb"
        pen.rectangle((x - 1, y - 1, x + CELL, y + CELL), outline=colour)
    return page


def rule_sheet(names, *, rng, count=3, styles="clean"):
    """A Pillow image with `count` problems of every named rule in every type that it knows."""
    lines = []
    for name in names:
        for type in RULES[name].types:
            pictures = []
            for _ in range(count):
                style = Style.random(rng=rng) if styles == "random" else CLEAN
                problem, _ = generate_problem([name], rng=rng, type=type, style=style)
                pictures.append(problem_picture(problem))
            lines.append((f"{name} {type}", pictures))
    width = max(sum(picture.width + 12 for picture in pictures) for _, pictures in lines)
    page = Image.new("RGB", (width, sum(pictures[0].height + 20 for _, pictures in lines)), "#f4f4ef")
    top = 0
    for title, pictures in lines:
        ImageDraw.Draw(page).text((3, top + 2), title, fill="black")
        for index, image in enumerate(pictures):
            page.paste(image, (index * (image.width + 12), top + 14))
        top += pictures[0].height + 20
    return page


def main(arguments=None):
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
        parser.error(f"expected rules of {', '.join(sorted(RULES))}; got {', '.join(unknown)}")
    rng = np.random.default_rng(options.seed)
    page = rule_sheet(options.rules or list(RULES), rng=rng, count=options.count, styles=options.styles)
    page.save(options.output)
    print(options.output)


if __name__ == "__main__":
    run_command(main)
