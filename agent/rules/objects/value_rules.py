"""What the third value of a line follows from the first two, and how a change is carried over, by kind of value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from agent.rules.objects.attribute_series import Series

FIRST = 0.15  # prior of "as the first" and "as the second", rarer than the rules of unit prior: by hand
ARITHMETIC = 0.5  # prior of each sum, difference, step or set operation: they share what one such rule has


def third_rules(series: Series) -> Iterator[tuple[str, float, Callable[[Any, Any], Any]]]:
    """The rules of a line of three by kind of value: name, prior and the third value by the first two."""
    yield "constant", 1.0, lambda a, b: a if series.same(a, b) else None
    yield "as the first", FIRST, lambda a, b: a
    yield "as the second", FIRST, lambda a, b: b
    if series.kind == "number":
        yield "sum", ARITHMETIC, lambda a, b: a + b
        yield "difference", ARITHMETIC, lambda a, b: a - b if a > b else None
        yield "reverse difference", ARITHMETIC, lambda a, b: b - a if b > a else None
        yield "absolute difference", ARITHMETIC, lambda a, b: abs(a - b)
        yield "step", ARITHMETIC, lambda a, b: 2 * b - a
        if series.noise < 0.2 and all(value is None or value == round(value) for value in series.values):
            yield "product", ARITHMETIC, lambda a, b: a * b if a > 1 and b > 1 else None
        else:
            yield "ratio", ARITHMETIC, lambda a, b: b * b / a if a > 1e-6 else None
    elif series.kind == "signed":
        yield "sum", ARITHMETIC, lambda a, b: a + b
        yield "difference", ARITHMETIC, lambda a, b: a - b
        yield "reverse difference", ARITHMETIC, lambda a, b: b - a
        yield "step", ARITHMETIC, lambda a, b: 2 * b - a
    elif series.kind == "angle":
        yield "step", ARITHMETIC, lambda a, b: ((2 * b[0] - a[0]) % a[1], a[1])
    elif series.kind == "bag":
        yield "sum", ARITHMETIC, lambda a, b: _bag(a, b, 1, 1)
        yield "difference", ARITHMETIC, lambda a, b: _bag(a, b, 1, -1)
        yield "reverse difference", ARITHMETIC, lambda a, b: _bag(a, b, -1, 1)
        yield "step", ARITHMETIC, lambda a, b: _bag(a, b, -1, 2)
    elif series.kind == "level":
        yield "step", ARITHMETIC, lambda a, b: 2 * b - a
    elif series.kind == "set":
        yield "or", ARITHMETIC, lambda a, b: a | b
        yield "and", ARITHMETIC, lambda a, b: a & b
        yield "xor", ARITHMETIC, lambda a, b: a ^ b
        yield "difference", ARITHMETIC, lambda a, b: a - b
        yield "reverse difference", ARITHMETIC, lambda a, b: b - a


def _bag(first: frozenset, second: frozenset, times: int, more: int) -> frozenset | None:
    """`times` the counts of one bag and `more` of another, value by value; None where one would be below 0."""
    counts = {value: times * dict(first).get(value, 0) + more * dict(second).get(value, 0)
              for value in {value for value, _ in first | second}}
    if any(count < 0 for count in counts.values()):
        return None
    return frozenset((value, count) for value, count in counts.items() if count)


def carried(series: Series, first: Any, second: Any, third: Any) -> Any:
    """What becomes of the third value if it changes as the first did to the second; None where that is unknown."""
    if series.same(first, second):
        return third
    if series.same(third, first):
        return second
    if series.kind in ("number", "signed"):
        return third + second - first
    if series.kind == "angle":
        return ((third[0] + second[0] - first[0]) % third[1], third[1])
    if series.kind == "set":
        return (third | (second - first)) - (first - second)
    return first if series.same(third, second) else None
