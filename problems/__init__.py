"""Raven's Progressive Matrices: figures, problems, sets; reading, writing and generating them."""

from problems.figure import Figure
from problems.formats.course_harness import to_problem
from problems.formats.course_writer import write_problem_set
from problems.problem import Problem
from problems.problem_set import ProblemSet, load_sets

__all__ = ["Figure", "Problem", "ProblemSet", "load_sets", "to_problem", "write_problem_set"]
