"""The table of fields: it fits the labels, the vector and what a network gives."""

import numpy as np

from agent.network.fields import FIELDS, decode_outputs, field_slices, figure_outputs, split_columns
from agent.training.losses import objective
from problems.drawing.shapes import SHAPE_CLASSES
from problems.drawing.symmetry import MOTIONS
from problems.pairs.labels import LABELS


def test_every_field_has_a_label_of_its_width():
    for name, field in FIELDS.items():
        width = 1 if field.kind == "class" else field.width or len(SHAPE_CLASSES)  # a class is one number in its label
        assert LABELS[name] == width, name
    assert FIELDS["motions"].width == len(MOTIONS)


def test_the_vector_holds_all_fields_side_by_side():
    slices = field_slices(5)
    assert list(slices) == list(FIELDS)
    places = [place for columns in slices.values() for place in range(columns.start, columns.stop)]
    assert places == list(range(27))
    assert slices["shape"].stop - slices["shape"].start == 5


def test_columns_are_split_by_width():
    parts = split_columns(np.arange(6).reshape(1, 6), {"a": 1, "b": 2, "c": 3})
    assert {name: part.tolist() for name, part in parts.items()} == {"a": [[0]], "b": [[1, 2]], "c": [[3, 4, 5]]}


def test_every_learned_output_has_a_loss():
    losses = objective()
    wanted = {"rotation", *(name for name, field in FIELDS.items() if field.pair_head)}
    wanted |= {f"{name}_{side}" for name in figure_outputs(5) for side in ("before", "after")}
    assert set(losses.losses) == wanted
    assert losses.scales["shift"] == 1000.0 and losses.scales["shapes_after"] == 60.0


def test_decoding_gives_every_field_one_row_a_pair():
    rng = np.random.default_rng(0)
    widths = {"rotation": 2, "reflection": 4, "motions": 8, "size": 1, "shift": 2, "ink_added": 1,
              "ink_removed": 1, "identical": 1}
    widths.update({f"{name}_{side}": width for name, width in (("number", 13), ("fill", 1), ("shapes", 5))
                   for side in ("before", "after")})
    fields = decode_outputs({name: rng.standard_normal((3, width)) for name, width in widths.items()})
    assert set(fields) == set(FIELDS)
    np.testing.assert_allclose(fields["reflection"].sum(axis=1), 1.0)
    assert (np.abs(fields["shape"]) <= 1.0).all()
