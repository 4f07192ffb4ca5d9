"""Drawings and what is seen in them, for the tests of scenes and features."""

from agent.features.attributes import attributes
from agent.features.main_shape import main_object
from agent.scene.containment import find_nesting_of_each
from agent.scene.segmentation import segment_each
from problems.drawing.render import render
from problems.figure import Figure


def figure(*items):
    """A drawing of 184 x 184 pixels."""
    return Figure("A", render(items, side=184))


def segment(figure):
    """The `Segmentation` of one figure by itself."""
    return segment_each([figure])[0]


def find_nesting(view):
    """The `Nesting` of one `Segmentation`."""
    return find_nesting_of_each([view])[0]


def view(*items):
    """The `Segmentation` of a drawing of 184 x 184 pixels."""
    return segment(figure(*items))


def seen_in(view):
    """The attributes of a `Segmentation` by name."""
    return attributes([view], [find_nesting(view)], [main_object(view)])[0]
