"""Whole problems by rule. `python -m problems.generate --help` writes sets of them with their annotation."""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from problems.cli import natural, output_folder, positive, run_command, whole
from problems.data_set import FORMATS
from problems.drawing.item import Drawing
from problems.drawing.render import CLEAN, Style, render
from problems.figure import Figure
from problems.names import meant
from problems.problem import TYPES, Problem
from problems.problem_set import ProblemSet
from problems.rules import RULES
from problems.rules.compose import compose, share
from problems.rules.matrix_design import MatrixDesign
from problems.rules.options import balanced_options
from problems.rules.rule import AttributeRule, MatrixRule
from problems.verification.verifier import Description, verify

OPTION_COUNTS = {"2x1": 6, "2x2": 6, "3x3": 8}
LEAST_INK = 0.004  # in which two options must differ, as a share of a figure's pixels
ATTEMPTS = 200


def describe(rule_names: str | Sequence[str], *, rng: np.random.Generator, type: str = "3x3") -> Description:
    """A problem's `Description`: drawings and claims, nothing rendered yet.

    Parameters
    ----------
    rule_names : sequence of str, or str
        One rule of `problems.rules.RULES`, or two that rule different attributes of a group.

    Raises
    ------
    ValueError
        For an unknown rule, a type that it does not know, or rules that cannot share a group.
    """
    rule_names = _names(rule_names)
    rules = [_rule(name, type) for name in rule_names]
    for _ in range(ATTEMPTS):
        try:
            design = _designed(rules, type, rng)
            options = balanced_options(design, OPTION_COUNTS[type], rng=rng)
            description = _described(design, rule_names, options, rng)
            verify(description)
        except (
            ValueError
        ) as error:  # this throw of the dice left two options that fit, or too few that differ
            reason = error
            continue
        return description
    raise ValueError(
        f"no {type} problem by {'+'.join(rule_names)} in {ATTEMPTS} attempts; the last: {reason}"
    )


def generate_problem(
    rule_names: str | Sequence[str], *, rng: np.random.Generator, type: str = "3x3", style: Style = CLEAN,
    name: str = "Generated Problem", side: int = 184,
) -> tuple[Problem, Description]:  # fmt: skip
    """A problem by the named rules and its `Description`: (Problem, Description).

    `rule_names` is the name of a rule, or a sequence of one or two.
    `style` is how it is drawn (`problems.drawing.render.Style`). `Problem.annotation` names
    the rules and what they claim; it is for reports, no solver may read it.
    """
    rule_names = _names(rule_names)
    for _ in range(ATTEMPTS):
        description = describe(rule_names, rng=rng, type=type)
        inks = _rendered(description.matrix + description.options, side, style, rng)
        given = len(description.matrix)
        if _tell_apart(inks[given:]) and not _touch_edge(inks):
            break
    else:
        raise ValueError(
            f"no {type} problem by {'+'.join(rule_names)} whose figures fit and tell apart as drawn"
        )
    figures = [Figure(letter, ink) for letter, ink in zip(TYPES[type], inks[:given], strict=True)]
    options = [Figure(str(number), ink) for number, ink in enumerate(inks[given:], 1)]
    claims = tuple(f"{c.part} {c.attribute}: {c.pattern} along {c.along}" for c in description.claims)
    annotation = {"rules": tuple(rule_names), "claims": claims}
    problem = Problem(name, type, tuple(figures), tuple(options), description.answer, annotation=annotation)
    return problem, description


def generate_set(name: str, type: str, *, seed: int, count: int, styles: str = "clean") -> ProblemSet:
    """`count` problems by one rule as a `ProblemSet`; problem i is the same whatever the count.

    `styles` is "clean" or "random": a renderer of its own for every problem.
    """
    made = described_problems(name, type, seed=seed, count=count, styles=styles)
    return ProblemSet(f"Generated {name} {type}", [problem for problem, _ in made])


def described_problems(
    name: str, type: str, *, seed: int, count: int, styles: str = "clean", side: int = 184
) -> Iterator[tuple[Problem, Description]]:
    """Yield (Problem, Description) of `count` problems by one rule, as in `generate_set`."""
    for index in range(count):
        rng = np.random.default_rng([seed, zlib.crc32(f"{name} {type}".encode()), index])
        style = Style.random(rng=rng) if styles == "random" else CLEAN
        title = f"Generated {name} {type} {index + 1:04d}"
        yield generate_problem([name], rng=rng, type=type, style=style, name=title, side=side)


def _names(rule_names: str | Sequence[str]) -> tuple[str, ...]:
    return (rule_names,) if isinstance(rule_names, str) else tuple(rule_names)


def _rule(name: str, type: str) -> AttributeRule | MatrixRule:
    if name not in RULES:
        raise ValueError(f"expected rules of {sorted(RULES)}, got {name!r}{meant([name], list(RULES))}")
    if type not in RULES[name].types:
        raise ValueError(f"rule {name} makes problems of type {RULES[name].types}, not {type}")
    return RULES[name]


def _designed(rules: list[AttributeRule | MatrixRule], type: str, rng: np.random.Generator) -> MatrixDesign:
    if len(rules) == 1 and isinstance(rules[0], MatrixRule):
        design = rules[0].design(type, rng=rng)
    elif len(together := [rule for rule in rules if isinstance(rule, AttributeRule)]) == len(rules) and share(together):
        design = compose({"main": together}, type, rng=rng)
    else:
        raise ValueError(f"rules {[rule.name for rule in rules]} cannot rule one group together")
    columns = type != "2x1" and rng.random() < 0.25
    return design.transposed() if columns else design


def _described(
    design: MatrixDesign, rule_names: Sequence[str], options: list[Drawing], rng: np.random.Generator
) -> Description:
    order = rng.permutation(len(options))
    return Description(
        type=design.type,
        rules=tuple(rule_names),
        claims=tuple(design.claims),
        frees={name: part.frees for name, part in design.parts.items()},
        matrix=design.drawings()[:-1],
        options=tuple(options[index] for index in order),
        answer=int(np.flatnonzero(order == 0)[0]) + 1,
    )


def _rendered(
    drawings: Sequence[Drawing], side: int, style: Style, rng: np.random.Generator
) -> list[np.ndarray]:
    """The drawings' ink; without jitter equal drawings are equal pictures, and drawn once."""
    if style.jitter > 0.0:
        return [render(drawing, side=side, style=style, rng=rng) for drawing in drawings]
    inks = {drawing: render(drawing, side=side, style=style) for drawing in set(drawings)}
    return [inks[drawing] for drawing in drawings]


def _tell_apart(inks: list[np.ndarray]) -> bool:
    """True where any two of the options differ in enough ink."""
    flat = np.stack([ink.ravel() for ink in inks])
    return all(np.abs(flat[i] - flat[:i]).mean(1).min() > LEAST_INK for i in range(1, len(flat)))


def _touch_edge(inks: list[np.ndarray]) -> bool:
    """True where a figure has ink on its edge."""
    return max(ink[edge].max() for ink in inks for edge in (0, -1, (..., 0), (..., -1))) > 0.5


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m problems.generate", description=f"{__doc__} `python -m problems.rule_sheet` draws the rules.")
    add = parser.add_argument
    add("--output", required=True, type=output_folder, help="folder that the sets are written to")
    add("--format", choices=FORMATS, default="course",
        help="course: a folder a problem with PNG files and Annotation.json; npz: a file a rule and type with arrays "
             "images and answers, and a .json file of annotations beside it (default: %(default)s)")
    add("--seed", type=natural, default=0, help="the same seed gives the same problems (default: %(default)s)")
    add("--count", type=positive, default=12, help="problems of every rule and type (default: %(default)s)")
    add("--rule", nargs="+", default=sorted(RULES), metavar="NAME", help="default: every rule")
    add("--type", choices=sorted(OPTION_COUNTS), help="default: every type that a rule knows")
    add("--styles", choices=("clean", "random"), default="clean",
        help="random: a renderer of its own for every problem (default: %(default)s)")
    add("--side", type=whole(16), default=184, help="pixels along a figure's edge (default: %(default)s)")
    options = parser.parse_args(arguments)
    types = [options.type] if options.type else sorted(OPTION_COUNTS)
    for name in options.rule:
        if name not in RULES:
            parser.error(f"argument --rule: expected names of {', '.join(sorted(RULES))}; got {name!r}"
                         f"{meant([name], list(RULES))}")
        if options.type and options.type not in RULES[name].types:
            parser.error(f"argument --rule: {name} makes problems of type {' and '.join(RULES[name].types)}, "
                         f"not {options.type}")
    for name in options.rule:
        for type in types:
            if type in RULES[name].types:
                made = described_problems(
                    name, type, seed=options.seed, count=options.count, styles=options.styles, side=options.side)
                print(FORMATS[options.format](f"Generated {name} {type}", made, options.output), flush=True)


if __name__ == "__main__":
    run_command(main)
