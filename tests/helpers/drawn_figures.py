"""Drawings and what is seen in them, for the tests of scenes and features."""

from agent.features.attributes import attributes
from agent.features.main_shape import main_object
from agent.scene.containment import find_nesting
from agent.scene.segmentation import segment
from problems.drawing.render import render
from problems.figure import Figure


def figure(*items):
    """A drawing of 184 x 184 pixels."""
    return Figure("A", render(items, side=184))


def view(*items):
    """The `Segmentation` of a drawing of 184 x 184 pixels."""
    return segment(figure(*items))


def seen_in(view):
    """The attributes of a `Segmentation` by name."""
    return attributes([view], [find_nesting(view)], [main_object(view)])[0]
