"""The generator as a data set: files with annotations, and batches without end."""

import json

import numpy as np
import pytest

from problems import ProblemStream, generate, generate_problem, load_sets
from problems.rules import RULES


def test_course_folders_with_annotations(tmp_path):
    generate.main(["--output", str(tmp_path), "--rule", "rotation", "--type", "2x2", "--count", "2", "--side", "40"])
    [found] = load_sets(tmp_path)
    for problem in found:
        known = problem.annotation
        assert known["rules"] == ["rotation"] and known["answer"] == problem.answer and known["type"] == "2x2"
        assert sorted(known["scene"]) == sorted([*"ABC", *"123456"])
        assert known["claims"][0]["attribute"] == "pose" and problem["A"].ink.shape == (40, 40)
        assert {"shape", "x", "y", "size", "rotation", "fill"} <= known["scene"]["A"][0].keys()


def test_arrays_with_annotations(tmp_path, capsys):
    generate.main(["--output", str(tmp_path), "--rule", "fill", "--count", "3", "--format", "npz", "--side", "48"])
    assert len(capsys.readouterr().out.splitlines()) == 2
    with np.load(tmp_path / "Generated fill 3x3.npz") as arrays:
        images, answers = arrays["images"], arrays["answers"]
    annotations = json.loads((tmp_path / "Generated fill 3x3.json").read_text())
    assert images.shape == (3, 16, 48, 48) and images.dtype == np.uint8 and images.max() == 255
    assert answers.tolist() == [known["answer"] for known in annotations]
    made = generate.generate_set("fill", "3x3", seed=0, count=3)
    assert [problem.answer for problem in made] == answers.tolist()  # the side changes nothing else


def test_batches_are_the_same_for_the_same_seed():
    stream = ProblemStream(3, "2x2", rules=("rotation", "size"), side=32)
    first, again = stream.batch(6, 1), next(ProblemStream(3, "2x2", rules=("rotation", "size"), side=32).batches(6, 1))
    assert first.matrix.shape == (6, 3, 32, 32) and first.options.shape == (6, 6, 32, 32)
    assert (first.matrix == again.matrix).all() and (first.answers == again.answers).all()
    assert first.annotations == again.annotations and not (first.matrix == stream.batch(6, 2).matrix).all()
    for place, known in enumerate(first.annotations):
        assert known["rules"] == [stream.rules[first.rules[place]]] and known["answer"] == first.answers[place] + 1


def test_all_rules_of_a_type_are_drawn_by_default():
    assert set(ProblemStream(0, "3x3").rules) == {name for name, rule in RULES.items() if "3x3" in rule.types}
    for wrong in ({"type": "4x4"}, {"styles": "pretty"}):
        with pytest.raises(ValueError, match="expected"):
            ProblemStream(0, **wrong)


def test_a_rule_may_be_named_by_a_text():
    found = [generate_problem(names, rng=np.random.default_rng(5), side=40)[0] for names in ("size", ["size"])]
    assert (found[0]["A"].ink == found[1]["A"].ink).all() and found[0].annotation["rules"] == ("size",)
    with pytest.raises(ValueError, match=r"got 'rotatoin' \(did you mean rotation\?\)"):
        generate_problem("rotatoin", rng=np.random.default_rng(0))


def test_a_type_that_a_rule_does_not_make_is_refused(refusal):
    line = refusal(generate.main, ["--output", "sets", "--rule", "halves", "--type", "2x2"])
    assert "halves makes problems of type 3x3, not 2x2" in line
