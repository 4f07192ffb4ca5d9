"""Figures that move as a whole while parts move in place; in and out; seats: on cases worked by hand."""

from problems.drawing.item import Item
from problems.verification.arrangements import all_out, in_for_out, inside, one_move, permuted_alike, seats
from problems.verification.readings import canonical


def figure(*items):
    return frozenset(map(canonical, items))


def test_places_turn_while_parts_stay_upright():
    before = figure(Item("heart", x=0.2, y=0.2), Item("flag", x=0.8, y=0.2))
    after = figure(Item("heart", x=0.2, y=0.8), Item("flag", x=0.2, y=0.2))  # a quarter counter-clockwise
    other = figure(Item("heart", x=0.2, y=0.8), Item("flag", x=0.2, y=0.2, rotation=45.0))
    assert one_move([(before, after)]) and not one_move([(before, other)])
    assert not one_move([(before, before)])


def test_the_same_move_in_all_lines():
    heart, turned = figure(Item("heart", x=0.2)), figure(Item("heart", x=0.2, rotation=45.0))
    flag, upright = figure(Item("flag", x=0.7)), figure(Item("flag", x=0.7, rotation=90.0))
    assert one_move([(heart, turned)]) and one_move([(flag, upright)])
    assert not one_move([(heart, turned), (flag, upright)])


def test_places_mirror_while_parts_do_not():
    before, after = figure(Item("flag", x=0.2)), figure(Item("flag", x=0.8))
    assert one_move([(before, after)])
    assert one_move([(before, figure(Item("flag", x=0.8, mirrored=True)))])
    assert not one_move([(before, figure(Item("flag", x=0.7)))])


def test_inside_and_outside():
    outer = Item("circle", size=0.5)
    within, beside = Item("star", x=0.4, size=0.1), Item("star", x=0.9, size=0.1)
    assert inside((outer, within)) == (("star",), ()) and inside((outer, beside)) == ((), ("star",))
    assert all_out([((("star",), ()), ((), ("star",)))])
    assert not all_out([((("star",), ()), (("star",), ()))])
    assert in_for_out([((("star",), ("plus",)), (("plus",), ("star",)))])


def test_seats_are_changed_alike():
    assert permuted_alike([(tuple("abcd"), tuple("badc")), (tuple("cdab"), tuple("dcba"))])
    assert not permuted_alike([(tuple("abcd"), tuple("badc")), (tuple("cdab"), tuple("cdba"))])
    assert not permuted_alike([(tuple("abcd"), tuple("abcd"))])


def test_seats_of_a_row_go_from_the_left():
    row = tuple(Item(shape, x=x) for shape, x in (("star", 0.8), ("plus", 0.2), ("heart", 0.5)))
    assert [shape for shape, _ in seats(row)] == ["plus", "heart", "star"]
