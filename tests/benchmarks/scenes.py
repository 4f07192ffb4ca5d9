"""How well figures are read as objects: `python -m tests.benchmarks.scenes [--figures N] [--worst OUT.png]`.

Drawings of many classes, whose objects are known exactly, are read in a clean style, and fewer of the same
drawings in every style. Each drawing is read twice, the second time with its items turned by known angles: from
the two readings follows how well orientations are told. The table shows shares in percent:

count: figures with the right number of objects; found: objects found at their place, in their size. Of those
found, with the right ... corners (of an open stroke its bends), symmetry (order of rotation), orientation (within
5 degrees, modulo the symmetry), fill, tone (of grey, within 0.08), direction (of a texture, within 10 degrees) and
period (within 15 %), hue (within 20 degrees), parent, closed (or an open stroke), dashed (or a whole outline),
stroke (the width of the outline, within 25 % or 0.75 pixels).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

import numpy as np

from problems.cli import natural, picture, positive, run_command
from tests.benchmarks.scene_drawings import CLASSES, case
from tests.benchmarks.scene_scores import ATTRIBUTES, Tally, score_turns, scored
from tests.benchmarks.scene_sheet import Misread, sheet
from tests.benchmarks.scene_styles import STYLES

EVERY_STYLE = 0.15  # of the figures of a class are drawn in each style


class Results:
    """Tallies by class and style, what was misread, and how long each figure took."""

    def __init__(self) -> None:
        self.tallies: dict[tuple[str, str], Tally] = {}
        self.misread: list[Misread] = []
        self.seconds: list[float] = []

    def total(self, classes: Sequence[str], styles: Sequence[str]) -> Tally:
        """All tallies of some classes and styles as one."""
        tally = Tally()
        for key, found in self.tallies.items():
            if key[0] in classes and key[1] in styles:
                tally.add(found)
        return tally


def measure(read_scene: Callable, name: str, style: str, numbers: Sequence[int], seed: int, results: Results) -> None:
    """Read cases of a class in a style and add to the results."""
    total = results.tallies.setdefault((name, style), Tally())
    for number in numbers:
        drawings = case(name, number, seed)
        rng = np.random.default_rng([seed, number])
        figures, drawn = zip(*(STYLES[style].draw(drawing, rng) for drawing in drawings), strict=True)
        scenes = []
        for figure in figures:
            start = time.perf_counter()
            scenes.append(read_scene(figure).objects)
            results.seconds.append(time.perf_counter() - start)
        side = len(figures[0].ink)
        matches = [scored(truth, read, side) for truth, read in zip(drawn, scenes, strict=True)]
        score_turns(matches[1].tally, drawn, scenes, [match.read for match in matches])
        for k, match in enumerate(matches):
            total.add(match.tally)
            if match.tally.faults:
                title = f"{name}, {style}, {number}{'b' if k else ''}"
                results.misread.append(Misread(title, figures[k], drawn[k], scenes[k], match.tally.faults))


def run(read_scene: Callable, classes: Sequence[str], styles: Sequence[str], figures: int, seed: int) -> Results:
    """Read `figures` drawings, two to a case, of each class in the first style, and fewer in the others."""
    results = Results()
    cases = max(1, figures // 2)
    for name in classes:
        for style in styles:
            number = cases if style == styles[0] else max(1, round(EVERY_STYLE * cases))
            measure(read_scene, name, style, range(number), seed, results)
    return results


def table(title: str, rows: Sequence[tuple[str, Tally]]) -> str:
    """Shares in percent, one row a tally."""
    lines = [f"{title:20}{'figures':>8}" + "".join(f"{name[:9]:>10}" for name in ATTRIBUTES)]
    for name, tally in rows:
        shares = (tally.share(attribute) for attribute in ATTRIBUTES)
        cells = "".join(f"{'-':>10}" if share != share else f"{share:>10.1%}" for share in shares)
        lines.append(f"{name:20}{tally.asked['count']:>8}{cells}")
    return "\n".join(lines)


def report(results: Results, classes: Sequence[str], styles: Sequence[str]) -> str:
    """Both tables and the time a figure took."""
    first = styles[0]
    by_class = [(name, results.total([name], [first])) for name in classes] + [("all", results.total(classes, [first]))]
    parts = [table(f"by class, {first}", by_class)]
    if len(styles) > 1:
        parts.append(table("by style", [(style, results.total(classes, [style])) for style in styles]))
    times = 1000.0 * np.array(results.seconds)
    parts.append(f"a figure takes {np.median(times):.1f} ms in the median, {times.max():.0f} ms at most")
    return "\n\n".join(parts)


def names(known: Sequence[str]) -> Callable[[str], list[str]]:
    """A type for argparse: names separated by commas, each one of `known`."""

    def chosen(text: str) -> list[str]:
        given = [name.strip() for name in text.split(",")]
        for name in given:
            if name not in known:
                raise argparse.ArgumentTypeError(f"expected names of {', '.join(known)}; got {name!r}")
        return given

    return chosen


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, and draw what was misread where asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scenes", description=__doc__.splitlines()[0])
    parser.add_argument("--figures", type=positive, default=40, help="of each class in the first style (default 40)")
    parser.add_argument("--seed", type=natural, default=0)
    parser.add_argument("--classes", type=names(list(CLASSES)), default=list(CLASSES), help="separated by commas")
    parser.add_argument("--styles", type=names(list(STYLES)), default=list(STYLES), help="separated by commas")
    parser.add_argument("--worst", type=picture, metavar="OUT.png", help="a sheet of figures that were misread")
    given = parser.parse_args(arguments)
    try:
        from agent.scene.reading import read_scene  # here, until it exists
    except ModuleNotFoundError as error:
        parser.exit(1, f"tests.benchmarks.scenes: expected a function read_scene, found {error}\n")
    results = run(read_scene, given.classes, given.styles, given.figures, given.seed)
    print(report(results, given.classes, given.styles))
    if given.worst:
        sheet(results.misread).save(given.worst)
        print(f"{given.worst}: {len(results.misread)} figures were misread, at most 40 are shown")


if __name__ == "__main__":
    run_command(main)
