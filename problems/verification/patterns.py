"""What each pattern means, as predicates on the values read along the lines of a matrix.

Each takes a list of lines, tuples of as many values as the matrix has columns, and says whether the pattern
holds in all of them alike. Written from the meaning, not from how problems are made.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, permutations
from typing import Any

from problems.verification.readings import reflected, symmetry, turned

Lines = list[tuple[Any, ...]]
Pattern = Callable[[Lines], bool]
TOLERANCE = 0.006


def constant(lines: Lines) -> bool:
    """Nothing changes along a line."""
    return all(len(set(line)) == 1 for line in lines)


def sequence(lines: Lines) -> bool:
    """Every line shows the same values in the same order, and they change."""
    return len(set(lines)) == 1 and len(set(lines[0])) > 1


def distribution(lines: Lines) -> bool:
    """Every line shows the same values, all different, each once."""
    return all(len(set(line)) == len(line) and set(line) == set(lines[0]) for line in lines)


def progression(lines: Lines) -> bool:
    """Numbers, or places, grow by the same step everywhere."""
    if not _numeric(lines):
        return False
    steps = [_minus(b, a) for line in lines for a, b in pairwise(line)]
    moves = max(abs(part) for part in steps[0]) > TOLERANCE
    return moves and all(_near(step, steps[0]) for step in steps)


def ratio(lines: Lines) -> bool:
    """Positive numbers grow by the same factor everywhere."""
    if not _numeric(lines) or any(not isinstance(x, (int, float)) or x <= 0 for line in lines for x in line):
        return False
    factors = [b / a for line in lines for a, b in pairwise(line)]
    return abs(factors[0] - 1) > 0.05 and all(abs(factor - factors[0]) < 0.03 for factor in factors)


def total(lines: Lines) -> bool:
    """In lines of three counts the third is the sum of the others."""
    return _whole(lines) and all(line[0] + line[1] == line[2] for line in lines)


def remainder(lines: Lines) -> bool:
    """In lines of three counts the third is what the second leaves of the first."""
    return _whole(lines) and all(line[0] - line[1] == line[2] for line in lines)


def turn(lines: Lines) -> bool:
    """Every item turns by one angle from figure to figure, symmetries allowed for; shapes stay."""
    common: set[Any] | None = None
    for line in lines:
        for before, after in pairwise(line):
            angles = _turns(before, after)
            common = angles if common is None else common & angles
    moves = any(before != after for line in lines for before, after in pairwise(line))
    return moves and bool(common)


def orbit(lines: Lines) -> bool:
    """Marks travel round the centre by one angle from figure to figure."""
    common: set[Any] | None = None
    for line in lines:
        for before, after in pairwise(line):
            angles = {angle for angle in range(0, 360, 15) if {(at + angle) % 360 for at in before} == after}
            common = angles if common is None else common & angles
    return bool(common) and 0 not in (common or ())


def reflection(lines: Lines) -> bool:
    """Every figure is its left neighbour reflected about the same axis, and that shows."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    return any(a != b for a, b in pairs) and any(
        all(frozenset(reflected(item, axis) for item in a) == b for a, b in pairs)
        for axis in ("left_right", "up_down", "diagonal")
    )


def whole_turn(lines: Lines) -> bool:
    """Every figure is its left neighbour turned as a whole by the same number of quarters, and that shows."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    return all(a != b for a, b in pairs) and any(
        all(frozenset(turned(item, quarters) for item in a) == b for a, b in pairs) for quarters in (1, 2, 3)
    )


def copy_first(lines: Lines) -> bool:
    """The last figure repeats the first one of three, the middle one differs."""
    return all(len(line) == 3 and line[2] == line[0] != line[1] for line in lines)


def copy_second(lines: Lines) -> bool:
    """The last figure repeats the middle one of three, the first one differs."""
    return all(len(line) == 3 and line[2] == line[1] != line[0] for line in lines)


def union(lines: Lines) -> bool:
    """The third figure shows what the first or the second shows."""
    return _sets(lines, lambda a, b: a | b)


def intersection(lines: Lines) -> bool:
    """The third figure shows what the first and the second share."""
    return _sets(lines, lambda a, b: a & b)


def exclusive(lines: Lines) -> bool:
    """The third figure shows what only one of the first two shows."""
    return _sets(lines, lambda a, b: a ^ b)


def difference(lines: Lines) -> bool:
    """The third figure shows what the first shows and the second does not."""
    return _sets(lines, lambda a, b: a - b)


def reverse_difference(lines: Lines) -> bool:
    """The third figure shows what the second shows and the first does not."""
    return _sets(lines, lambda a, b: b - a)


def edit(lines: Lines) -> bool:
    """The same items come and the same go from figure to figure in every line, step by step."""
    edits = [tuple((b - a, a - b) for a, b in pairwise(line)) for line in lines]
    return len(set(edits)) == 1 and any(come or go for come, go in edits[0])


def exchange(lines: Lines) -> bool:
    """What was outside is inside and what was inside is outside, from figure to figure."""
    return all(a != b and a == b[::-1] for line in lines for a, b in pairwise(line))


def cyclic(lines: Lines) -> bool:
    """The objects of a row move on by the same number of places from figure to figure, round and round."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    length = len(pairs[0][0])
    return any(
        all(len(a) == length and a != b and b == a[-step:] + a[:-step] for a, b in pairs)
        for step in range(1, length)
    )


def backwards(lines: Lines) -> bool:
    """The objects of a row stand in the reverse order from figure to figure."""
    return all(a != b and b == a[::-1] for line in lines for a, b in pairwise(line))


def travel(lines: Lines) -> bool:
    """The same pattern of cells moves by the same step of the board everywhere, round its edges."""
    common: set[Any] | None = None
    for line in lines:
        for before, after in pairwise(line):
            steps = {
                (right, down)
                for right in range(3)
                for down in range(3)
                if {((x + right) % 3, (y + down) % 3) for x, y in before} == set(after)
            }
            common = steps if common is None else common & steps
    return bool(common) and (0, 0) not in (common or ())


def _numeric(lines: Lines) -> bool:
    return all(isinstance(value, (int, float, tuple)) and value != () for line in lines for value in line)


def _whole(lines: Lines) -> bool:
    return all(len(line) == 3 and all(isinstance(value, int) for value in line) for line in lines)


def _minus(after: Any, before: Any) -> tuple[float, ...]:
    if isinstance(after, tuple):
        return tuple(b - a for a, b in zip(before, after, strict=False))
    return (after - before,)


def _near(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    return all(abs(a - b) < TOLERANCE for a, b in zip(first, second, strict=False))


def _turns(before: frozenset[Any], after: frozenset[Any]) -> set[float]:
    """All whole-degree turns that take the poses `before` to the poses `after`."""
    if len(before) != len(after):
        return set()
    found: set[float] = set()
    for order in permutations(after) if len(before) < 4 else ():
        options: set[float] | None = None
        for (shape, hand, angle), (other_shape, other_hand, other_angle) in zip(before, order, strict=True):
            if (shape, hand) != (other_shape, other_hand):
                options = set()
                break
            period = symmetry(shape)[0]
            steps = {round(other_angle - angle + period * k) % 360 for k in range(round(360 / period))}
            options = steps if options is None else options & steps
        found |= options or set()
    return found


def _sets(lines: Lines, combine: Callable[[Any, Any], Any]) -> bool:
    return all(
        len(line) == 3 and line[2] and combine(line[0], line[1]) == line[2] and len(set(line)) == 3
        for line in lines
    )


NUMBERS: dict[str, Pattern] = {
    "constant": constant,
    "sequence": sequence,
    "distribution": distribution,
    "progression": progression,
    "ratio": ratio,
}
COUNTS: dict[str, Pattern] = {**NUMBERS, "total": total, "remainder": remainder}
KINDS: dict[str, Pattern] = {
    "constant": constant,
    "sequence": sequence,
    "distribution": distribution,
    "copy_first": copy_first,
    "copy_second": copy_second,
}
SETS: dict[str, Pattern] = {
    "constant": constant,
    "union": union,
    "intersection": intersection,
    "exclusive": exclusive,
    "difference": difference,
    "reverse_difference": reverse_difference,
    "edit": edit,
    "reflection": reflection,
    "whole_turn": whole_turn,
    "copy_first": copy_first,
    "copy_second": copy_second,
}
# For every attribute of `reading.READINGS`: all the patterns a person might see in it.
PATTERNS: dict[str, dict[str, Pattern]] = {
    "shape": KINDS,
    "fill": KINDS,
    "sides": NUMBERS,
    "size": NUMBERS,
    "stroke": NUMBERS,
    "spread": NUMBERS,
    "place": NUMBERS,
    "number": COUNTS,
    "pose": {"constant": constant, "turn": turn, "distribution": distribution, "sequence": sequence},
    "columns": COUNTS,
    "lines": COUNTS,
    "filled": COUNTS,
    "spokes": COUNTS,
    "aspect": NUMBERS,
    "shade": NUMBERS,
    "hatching": KINDS,
    "half": {"constant": constant, "orbit": orbit},
    "bearing": {"constant": constant, "orbit": orbit},
    "order": {"constant": constant, "cyclic": cyclic, "backwards": backwards},
    "nesting": {"constant": constant, "exchange": exchange},
    "shells": {"constant": constant, "exchange": exchange},
    "board": {"constant": constant, "travel": travel},
    "items": SETS,
}
