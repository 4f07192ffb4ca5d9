"""The generated sets: without the matrix nobody finds the answer; the commands; the sets that ship."""

from collections import Counter

import numpy as np
import pytest
from PIL import Image

from problems import generate, load_sets, rule_sheet, shipped
from problems.picture import RIGHT
from problems.rules import RULES
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.options import balanced_options


def option_inks(count, type):
    """Options and answers of `count` small problems, the rules in turn."""
    names = [name for name, rule in RULES.items() if type in rule.types]
    rng = np.random.default_rng(7)
    for index in range(count):
        problem, _ = generate.generate_problem([names[index % len(names)]], rng=rng, type=type, side=46)
        yield np.stack([option.ink.ravel() for option in problem.options]), problem.answer - 1


# Agents that see the options alone: the option most like all others, least like them, fullest, emptiest.
BLIND = {
    "majority": lambda inks: np.abs(inks[:, None] - inks).sum((1, 2)).argmin(),
    "odd one out": lambda inks: np.abs(inks[:, None] - inks).sum((1, 2)).argmax(),
    "fullest": lambda inks: inks.sum(1).argmax(),
    "emptiest": lambda inks: inks.sum(1).argmin(),
}


@pytest.mark.parametrize("type, chance", [("2x1", 1 / 6), ("2x2", 1 / 6), ("3x3", 1 / 8)])
def test_an_agent_that_does_not_look_at_the_matrix_stays_at_chance(type, chance):
    count, right = 120, Counter()
    for inks, answer in option_inks(count, type):
        for name, choose in BLIND.items():
            right[name] += choose(inks) == answer
    margin = 3.3 * np.sqrt(chance * (1 - chance) / count)
    assert {name: right[name] / count for name in BLIND if abs(right[name] / count - chance) > margin} == {}


@pytest.mark.parametrize("count", [6, 8])
def test_every_value_is_shown_equally_often(count):
    cells = [{"a": 0, "b": 0, "c": 0} for _ in range(4)]
    design = MatrixDesign("2x2", {"main": Part(cells, lambda values: tuple(values.items()))})
    design.ruled = [Axis("main", attribute, (0, 1)) for attribute in "abc"]
    options = [dict(option) for option in balanced_options(design, count, rng=np.random.default_rng(0))]
    assert options[0] == {"a": 0, "b": 0, "c": 0}
    for attribute in "abc":
        assert Counter(option[attribute] for option in options) == {0: count // 2, 1: count // 2}
    # each option has as many neighbours at each distance as every other
    distances = [sorted(sum(a[x] != b[x] for x in "abc") for b in options) for a in options]
    assert all(row == distances[0] for row in distances)


def test_too_few_axes_are_refused():
    design = MatrixDesign("2x2", {"main": Part([{"a": 0}] * 4)}, ruled=[Axis("main", "a", (0, 1))])
    with pytest.raises(ValueError, match="three axes"):
        balanced_options(design, 6, rng=np.random.default_rng(0))


def test_the_command_writes_sets_that_load(tmp_path, capsys):
    generate.main(
        ["--output", str(tmp_path), "--seed", "3", "--count", "2", "--rule", "rotation", "logic_xor"]
    )
    sets = {problem_set.name: problem_set for problem_set in load_sets(tmp_path)}
    assert set(sets) == {"Generated rotation 2x2", "Generated rotation 3x3", "Generated logic_xor 3x3"}
    assert len(capsys.readouterr().out.splitlines()) == 3
    made = generate.generate_set("logic_xor", "3x3", seed=3, count=1)[0]
    read = sets["Generated logic_xor 3x3"][0]
    assert read.answer == made.answer and np.abs(read["A"].ink - made["A"].ink).max() < 0.01


def test_the_command_refuses_unknown_rules(tmp_path, capsys):
    with pytest.raises(SystemExit):
        generate.main(["--output", str(tmp_path), "--rule", "no_such_rule"])
    assert "expected names of" in capsys.readouterr().err


def test_the_shipped_sets_are_what_their_command_makes():
    sets = {problem_set.name: problem_set for problem_set in load_sets(shipped.FOLDER)}
    assert sorted(sets) == [f"Generated Problems {letter}" for letter in "ABCDE"]
    for made in shipped.shipped_sets():
        assert len(made) == 12
        for index, (problem, source) in enumerate(zip(made, sets[made.name].sources, strict=True)):
            assert problem.name == source.name
            if index % 3:  # pictures take long to read: every third problem
                continue
            read = source.load()
            assert (problem.type, problem.answer) == (read.type, read.answer)
            for ours, theirs in zip(problem.matrix + problem.options, read.matrix + read.options, strict=True):
                assert np.abs(ours.ink - theirs.ink).mean() < 0.01


def test_the_shipped_sets_are_small():
    assert sum(path.stat().st_size for path in shipped.FOLDER.rglob("*") if path.is_file()) < 1_500_000


def test_the_sheet_shows_every_rule_asked_for(tmp_path, capsys):
    rule_sheet.main([str(tmp_path / "sheet.png"), "fill", "arithmetic", "--count", "1"])
    with Image.open(tmp_path / "sheet.png") as page:
        colours = np.asarray(page.convert("RGB")).reshape(-1, 3)
    right = tuple(int(RIGHT[place:place + 2], 16) for place in (1, 3, 5))
    frame = 4 * 2 * rule_sheet.TILE  # four sides, two pixels wide; fill in two types, arithmetic in one
    assert (colours == right).all(1).sum() > 3 * frame
    with pytest.raises(SystemExit):
        rule_sheet.main([str(tmp_path / "sheet.png"), "aritmetic"])
    assert "did you mean arithmetic?" in capsys.readouterr().err


def test_many_rules_fill_several_pages(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(rule_sheet, "LINES", 2)
    rule_sheet.main([str(tmp_path / "sheet.png"), "fill", "arithmetic", "--count", "1"])
    assert capsys.readouterr().out.split() == [str(tmp_path / f"sheet-{number}.png") for number in (1, 2)]
    assert (tmp_path / "sheet-2.png").exists()
