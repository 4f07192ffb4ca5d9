"""Layers: regions of one tone."""

import numpy as np
import pytest

from agent.scene.ink.layers import find_layers
from problems.drawing.render import Style
from problems.generate import generate_problem


@pytest.mark.parametrize("rule, seed", [("fill", 0), ("latin_squares", 14), ("part_families", 4),
                                        ("part_families", 10)])
def test_a_region_is_paper_or_grey_all_over(rule, seed):
    rng = np.random.default_rng(seed)
    problem, *_ = generate_problem([rule], rng=rng, type="3x3", style=Style.random(rng=rng))
    for layers in find_layers([figure.ink for figure in problem.matrix + problem.options]):
        grey = np.bincount(layers.regions[layers.grey], minlength=len(layers.areas))
        assert set(np.flatnonzero((grey > 0) & (grey < layers.areas))) <= {0}
        assert not grey[0]  # where it is black
