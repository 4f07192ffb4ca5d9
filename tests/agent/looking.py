"""Looking at drawings, for the tests of perception."""

from agent.perception import look
from agent.perception.attributes import attributes
from agent.perception.images import main_object
from agent.perception.nesting import nesting
from problems.figure import Figure
from problems.render import render


def figure(*items):
    """A drawing of 184 x 184 pixels."""
    return Figure("A", render(items, side=184))


def view(*items):
    """The `View` of a drawing of 184 x 184 pixels."""
    return look(figure(*items))


def seen_in(view):
    """The attributes of a `View` by name."""
    return attributes(view, nesting(view), main_object(view))
