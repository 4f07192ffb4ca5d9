"""Thinning and the graph of a skeleton."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from agent.vision.skeleton import skeleton_graph, thin


def drawn(*lines, side=80, width=4):
    canvas = Image.new("1", (side, side))
    for line in lines:
        ImageDraw.Draw(canvas).line(line, fill=1, width=width)
    return np.asarray(canvas)


@pytest.mark.parametrize("angle", range(0, 180, 15))
def test_a_skeleton_is_connected_where_the_mask_is(angle):
    turn = np.exp(1j * np.deg2rad(angle))
    ends = [complex(40, 40) + 30 * turn * way for way in (1, -1, 1j, -1j)]
    mask = drawn(*[[(p.real, p.imag), (q.real, q.imag)] for p, q in (ends[:2], ends[2:])])
    skeleton = thin(mask)
    assert ndimage.label(skeleton, np.ones((3, 3)))[1] == 1
    assert skeleton.sum() < 0.45 * mask.sum() and not (skeleton & ~mask).any()


def test_a_polyline_is_one_path_between_two_ends():
    graph = skeleton_graph(thin(drawn([(10, 10), (60, 20), (40, 70)])))
    ends = [path for path in graph.paths if path.length > 20]
    assert len(ends) == 1 and ends[0].length == pytest.approx(105, abs=12)


def test_a_ring_is_a_path_without_ends():
    canvas = Image.new("1", (60, 60))
    ImageDraw.Draw(canvas).ellipse((10, 10, 50, 50), outline=1, width=4)
    graph = skeleton_graph(thin(np.asarray(canvas)))
    assert [path.ends for path in graph.paths] == [()]
