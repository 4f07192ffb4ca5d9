"""Relations: each expects the right figure in a case worked by hand, and no other."""

import numpy as np
import pytest

from agent.features.image_feature import ImageFeature
from agent.features.vector_feature import VectorFeature
from agent.rules import Line
from agent.rules.arithmetic import progression_and_sums, step_as_in_reference, sums_as_in_reference
from agent.rules.constancy import as_first, constant
from agent.rules.cyclic_shift import moved_round
from agent.rules.distribution import distribution_of_three, exchange
from agent.rules.part_permutation import places_exchanged
from agent.rules.part_rotation import Parts, _most_alike, parts_go_round
from agent.rules.pixel_analogy import pixel_analogy
from agent.rules.pixel_logic import common_part, equivalence, frame_removed, halves, inverted, pixel_logic
from agent.rules.rigid_motion import rigid_motion
from agent.vision.raster import SIDE


def vectors(*values):
    return VectorFeature("number", values, 0.1)


def box(top, left, height, width):
    image = np.zeros((SIDE, SIDE), bool)
    image[top : top + height, left : left + width] = True
    return image


def expected(relation, feature, line, name):
    """The figures at cost 0 for the named guess."""
    guesses = {guess.name: guess for guess in relation(feature, line)}
    return set(np.flatnonzero(guesses[name].costs < 0.5))


@pytest.mark.parametrize(
    "relation, name, values, references, right",
    [
        (constant, "constant", (4, 4, 4, 5), (), {0, 1, 2}),
        (as_first, "as the first", (4, 7, 9, 4), (), {0, 3}),
        (distribution_of_three, "distribution of three", (5, 1, 1, 3, 5, 3, 8), ((2, 3, 4),), {3, 5}),
        (step_as_in_reference, "same step", (1, 6, 2, 4, 9, 11), ((2, 3, 4),), {5}),
        (progression_and_sums, "progression", (2, 5, 8, 7), (), {2}),
        (progression_and_sums, "a + b", (2, 5, 8, 7), (), {3}),
        (progression_and_sums, "a - b", (5, 2, 8, 3), (), {3}),
        (progression_and_sums, "b - a", (2, 6, 8, 4), (), {3}),
        (sums_as_in_reference, "same a + b - c", (3, 4, 1, 2, 5, 9), ((2, 3, 4),), {5}),
        (sums_as_in_reference, "same bend", (3, 4, 1, 2, 5, 7), ((2, 3, 4),), {5}),
    ],
)
def test_relations_of_numbers(relation, name, values, references, right):
    assert expected(relation, vectors(*values), Line((0, 1), references), name) == right


BAR, POST = box(40, 8, 12, 80), box(8, 40, 80, 12)
SPOT = box(70, 70, 16, 16)


@pytest.mark.parametrize(
    "name, picture",
    [
        ("a or b", BAR | POST),
        ("a and b", BAR & POST),
        ("a xor b", BAR ^ POST),
        ("a without b", BAR & ~POST),
        ("b without a", POST & ~BAR),
    ],
)
def test_pixel_logic(name, picture):
    feature = ImageFeature("figure", np.stack([BAR, POST, picture, SPOT]))
    assert expected(pixel_logic, feature, Line((0, 1), ()), name) == {2}


FRAME = box(8, 8, 80, 80) & ~box(11, 11, 74, 74)


def test_a_frame_that_the_line_keeps_may_stay_whatever_the_logic():
    bar, post = box(40, 20, 12, 56), box(20, 40, 56, 12)
    other = box(2, 2, 92, 92) & ~box(5, 5, 86, 86)
    line = Line((0, 1), ((3, 4, 5),))  # the other line has no frame, so that nothing is common to all
    for second, found in ((post | FRAME, True), (post | other, False)):
        pictures = np.stack([bar | FRAME, second, (bar ^ post) | FRAME, bar, post, bar ^ post])
        assert (2 in expected(pixel_logic, ImageFeature("figure", pictures), line, "a xor b")) == found
    gone = np.stack([bar | FRAME, post | other, (post & ~bar) | other, (post & ~bar) | other | FRAME, bar, post, post])
    unlike = expected(pixel_logic, ImageFeature("figure", gone), Line((0, 1), ((4, 5, 6),)), "b without a")
    assert 2 in unlike and 3 not in unlike
    solid = ImageFeature("figure", np.stack([box(8, 8, 80, 80)] * 3))
    assert expected(pixel_logic, solid, Line((0, 1), ()), "a without b") == set()  # what is solid is no frame


def board(*black):
    """A board of two by two cells, those numbered black."""
    lines = FRAME | box(8, 46, 80, 4) | box(46, 8, 4, 80)
    corners = ((11, 11), (50, 11), (11, 50), (50, 50))
    return np.any([lines, *(box(*corners[cell], 35, 35) for cell in black)], axis=0)


def test_equivalence_is_black_where_both_are_alike():
    pictures = [board(0, 1), board(1, 2), board(1, 3), board(0, 2), board(1)]
    feature = ImageFeature("figure", np.stack(pictures))
    assert expected(equivalence, feature, Line((0, 1), ()), "a xnor b") == {2}
    solid = ImageFeature("figure", np.stack([BAR, POST, BAR & POST]))
    assert not list(equivalence(solid, Line((0, 1), ())))  # nothing white is enclosed: the same as a and b
    ring = box(8, 8, 80, 80) & ~box(14, 14, 68, 68)
    left, right = ring & box(0, 0, SIDE, 50), ring & box(0, 46, SIDE, SIDE)  # only together they enclose paper
    inside = box(14, 14, 68, 68) | (left & right)
    halves_of_a_ring = ImageFeature("figure", np.stack([left, right, inside, ring]))
    assert expected(equivalence, halves_of_a_ring, Line((0, 1), ()), "a xnor b") == {2}


def test_a_frame_is_taken_away():
    dot = box(40, 40, 12, 12)
    feature = ImageFeature("figure", np.stack([dot | FRAME, dot, FRAME, dot | SPOT]))
    assert expected(frame_removed, feature, Line((0,), ()), "without its frame") == {1}
    assert not list(frame_removed(feature, Line((2,), ())))  # a frame with nothing in it


def test_halves_are_put_together():
    upper = np.zeros((SIDE, SIDE), bool)
    upper[: SIDE // 2] = True
    feature = ImageFeature("figure", np.stack([BAR, POST, (BAR & upper) | (POST & ~upper), SPOT]))
    assert 2 in expected(halves, feature, Line((0, 1), ()), "top of a, bottom of b")


def test_a_common_part_is_kept():
    images = [BAR | SPOT, POST | SPOT, SPOT | (BAR & POST) | box(2, 2, 9, 9), BAR & ~POST]
    feature = ImageFeature("figure", np.stack(images))
    assert 2 in expected(common_part, feature, Line((0, 1), ()), "keeps the common part")
    assert 3 not in expected(common_part, feature, Line((0, 1), ()), "keeps the common part")


def test_inversion_swaps_inside_and_ink():
    frame = box(20, 20, 50, 50)
    hole = box(30, 30, 20, 20)
    feature = ImageFeature("figure", np.stack([frame & ~hole, hole, frame]))
    assert expected(inverted, feature, Line((0,), ()), "inverted") == {1}


def test_pixel_analogy_adds_what_the_example_adds():
    feature = ImageFeature("figure", np.stack([BAR, POST, POST | SPOT, BAR | SPOT, BAR | POST]))
    assert expected(pixel_analogy, feature, Line((0,), ((1, 2),)), "same change of pixels") == {3}


@pytest.mark.parametrize(
    "name, move",
    [
        ("turned by 90", lambda image: np.rot90(image)),
        ("turned by 180", lambda image: np.rot90(image, 2)),
        ("mirrored left-right", lambda image: image[:, ::-1]),
        ("mirrored up-down", lambda image: image[::-1]),
    ],
)
def test_rigid_motions_are_named_as_they_move(name, move):
    shape = box(10, 20, 50, 14) | box(48, 20, 12, 40)
    feature = ImageFeature("figure", np.stack([shape, move(shape), SPOT]))
    assert expected(rigid_motion, feature, Line((0,), ()), name) == {1}


def test_exchange_takes_the_other_of_two():
    assert expected(exchange, vectors(3, 8, 8, 3, 5), Line((2,), ((0, 1),)), "exchange") == {0, 3}
    apart = {guess.name: guess for guess in exchange(vectors(3, 8, 5, 3), Line((2,), ((0, 1),)))}
    assert apart["exchange"].costs.min() > 4  # the open line begins otherwise: nothing is exchanged


def test_what_all_figures_have_in_common_may_stay_in_a_difference():
    frame = box(2, 2, 92, 92) & ~box(6, 6, 84, 84)
    figures = [frame | BAR, frame | POST, frame | (BAR ^ POST), frame | SPOT, frame, frame | SPOT]
    feature = ImageFeature("figure", np.stack(figures))
    assert expected(pixel_logic, feature, Line((3, 4), ((0, 1, 2),)), "a xor b") == {3, 5}


RING = box(60, 40, 16, 16) & ~box(64, 44, 8, 8)
TALL = box(30, 40, 30, 6)


def in_row(*parts, columns=(8, 40, 72), rows=(48, 48, 48)):
    """A picture of parts, each cut out and laid at places given by its left edge and its middle row."""
    picture = np.zeros((SIDE, SIDE), bool)
    for part, left, middle in zip(parts, columns, rows, strict=True):
        down, across = (np.flatnonzero(part.any(axis=axis)) for axis in (1, 0))
        cut = part[down[0]:down[-1] + 1, across[0]:across[-1] + 1]
        top, left = middle - len(cut) // 2, left + 8 - cut.shape[1] // 2
        picture[top:top + len(cut), left:left + cut.shape[1]] = cut
    return picture


def test_parts_change_places_as_in_the_reference():
    cross = box(30, 20, 6, 16) | box(25, 25, 16, 6)
    other = {"columns": (4, 36, 68)}  # the open line's places are not the reference's
    figures = [in_row(SPOT, RING, TALL), in_row(TALL, SPOT, RING), in_row(cross, TALL, SPOT, **other),
               in_row(SPOT, cross, TALL, **other), in_row(TALL, SPOT, cross, **other)]
    feature = ImageFeature("figure", np.stack(figures))
    assert expected(places_exchanged, feature, Line((2,), ((0, 1),)), "places exchanged") == {3}
    assert not list(places_exchanged(feature, Line((2,), ((0, 0),))))  # nothing moves
    alike = [in_row(RING, TALL, RING, rows=(48, 48, 49)), in_row(RING, TALL, RING, rows=(49, 48, 48)),
             in_row(cross, TALL, SPOT)]  # like parts drift by a pixel, and the last is met before the first
    assert not list(places_exchanged(ImageFeature("figure", np.stack(alike)), Line((2,), ((0, 1),))))  # nor here
    assert not list(places_exchanged(ImageFeature("figure", np.stack([BAR, POST, SPOT])), Line((2,), ((0, 1),))))


def test_parts_that_lie_beside_the_middle_of_their_places_keep_doing_so():
    figures = [in_row(SPOT, RING, TALL, rows=(48, 44, 52)), in_row(TALL, SPOT, RING, rows=(52, 48, 44)),
               in_row(RING, TALL, SPOT, rows=(44, 52, 48)), in_row(SPOT, RING, TALL, rows=(48, 44, 52)),
               in_row(SPOT, RING, TALL), in_row(TALL, RING, SPOT, rows=(52, 44, 48))]
    feature = ImageFeature("figure", np.stack(figures))
    assert expected(places_exchanged, feature, Line((2,), ((0, 1),)), "places exchanged") == {0, 3}


def test_parts_that_would_move_out_of_the_picture_are_lost():
    def dots(small, large):
        return box(46, small, 6, 6) | box(42, large, 14, 14)

    feature = ImageFeature("figure", np.stack([dots(2, 80), dots(88, 2), dots(66, 78), dots(82, 62)]))
    assert expected(places_exchanged, feature, Line((2,), ((0, 1),)), "places exchanged") == {3}  # by places alone


def test_cells_of_a_board_come_in_again_at_its_other_edge():
    def board(*cells):
        picture = np.zeros((SIDE, SIDE), bool)
        for line in (2, 32, 62, 92):
            picture |= box(line, 2, 2, 92) | box(2, line, 92, 2)
        for row, column in cells:
            picture |= box(2 + 30 * row, 2 + 30 * column, 32, 32)
        return picture

    figures = [board((0, 0), (1, 1)), board((0, 1), (1, 2)), board((2, 2)), board((2, 0)), board((2, 1)), board((0, 2))]
    feature = ImageFeature("figure", np.stack(figures))
    step = "moved round by 0/3 down, 1/3 right"
    assert expected(moved_round, feature, Line((2,), ()), step) == {3}
    assert expected(moved_round, feature, Line((0,), ()), step) == {1}
    assert expected(moved_round, feature, Line((4,), ()), "moved round by 1/3 down, 1/3 right") == {5}


def hands(*bearings, hub=True):
    """A long, thick hand and a short, thin one, bearing so many degrees clockwise from the right, and a hub."""
    middle = (SIDE - 1) / 2
    y, x = np.mgrid[:SIDE, :SIDE] - middle
    picture = (np.hypot(x, y) < 9) & hub
    for bearing, (length, half) in zip(bearings, ((40, 3), (24, 1.5)), strict=False):
        c, s = np.cos(np.deg2rad(bearing)), np.sin(np.deg2rad(bearing))
        along, across = c * x + s * y, np.abs(c * y - s * x)
        picture |= (along > 6) & (along < length) & (across < half)
    return picture


def test_hands_go_round_by_a_step_of_their_own():
    figures = [hands(0, 90), hands(45, 0), hands(180, 270), hands(225, 180), hands(225, 315), hands(135, 180)]
    feature = ImageFeature("figure", np.stack(figures))
    assert expected(parts_go_round, feature, Line((2,), ((0, 1),)), "parts go round") == {3}
    assert not list(parts_go_round(feature, Line((2,), ((0, 0),))))  # nothing moves
    blank = ImageFeature("figure", np.stack([hands(0, 90), hands(45, 0), hands(), hands(), hands(), hands()]))
    assert not list(parts_go_round(blank, Line((2,), ((0, 1),))))


def test_of_equal_matchings_of_parts_the_first_is_taken():
    looks = np.array([[9.0, 8.0, 10.0, 4.0]] * 3 + [[20.0, 18.0, 22.0, 5.0]])
    same = Parts(np.zeros((4, SIDE, SIDE), bool), np.ones(4, complex), looks)
    assert _most_alike(same, same) == [0, 1, 2, 3]
    assert _most_alike(same, same._replace(looks=looks[::-1])) == [1, 2, 3, 0]


def test_marks_that_go_round_stay_upright():
    def marks(*places):
        picture = np.zeros((SIDE, SIDE), bool)
        for (right, down), side in zip(places, (16, 8), strict=True):
            picture |= box(48 + down - side // 2, 48 + right - side // 2, side, side)
        return picture

    figures = [marks((34, 0), (0, 18)), marks((24, 24), (-18, 0)), marks((0, -34), (18, 0)),
               marks((24, -24), (0, 18)), marks((24, -24), (0, -18)), marks((-24, -24), (0, 18))]
    feature = ImageFeature("figure", np.stack(figures))
    assert expected(parts_go_round, feature, Line((2,), ((0, 1),)), "parts go round") == {3}
