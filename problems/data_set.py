"""Writes generated problems with their annotation, as folders of the course or as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from problems.annotation import ANNOTATION, annotation, annotation_text
from problems.formats.course_writer import write_problem_set
from problems.problem import Problem
from problems.problem_set import ProblemSet
from problems.verification.verifier import Description

Described = Iterable[tuple[Problem, Description]]


def write_course(name: str, made: Described, folder: Path) -> Path:
    """Write a set as the course has them, with Annotation.json in each problem's folder; the set's folder."""
    problems, annotations = [], []
    for problem, description in made:
        problems.append(problem)
        annotations.append(annotation(description))
    set_folder = write_problem_set(ProblemSet(name, problems), folder)
    for problem, known in zip(problems, annotations, strict=True):
        (set_folder / problem.name / ANNOTATION).write_text(annotation_text(known), encoding="utf-8")
    return set_folder


def write_npz(name: str, made: Described, folder: Path) -> Path:
    """Write a set as NAME.npz and, beside it, its annotations as NAME.json; the path of the first.

    The arrays are "images", uint8 (N, figures, side, side), 0 black to 255 white, the matrix's figures before the
    options, and "answers", int64 (N,), counted from 1.
    """
    images, answers, annotations = [], [], []
    for problem, description in made:
        figures = [np.asarray(figure.image()) for figure in problem.matrix + problem.options]
        images.append(np.stack(figures))
        answers.append(description.answer)
        annotations.append({"name": problem.name, **annotation(description)})
    path = Path(folder) / f"{name}.npz"
    np.savez_compressed(path, images=np.stack(images), answers=np.array(answers, np.int64))
    path.with_suffix(".json").write_text(annotation_text(annotations), encoding="utf-8")
    return path


FORMATS = {"course": write_course, "npz": write_npz}
