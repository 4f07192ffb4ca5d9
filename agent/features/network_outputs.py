"""What the network sees in a figure, as features of which relations are asked: number, fill and shapes.

Perception counts what is connected; the network was shown what shapes look like where they touch.
"""

from __future__ import annotations

from agent.features.vector_feature import VectorFeature
from agent.network.fields import expected_number, figure_outputs, split_columns
from nets import sigmoid

NUMBER_NOISE = 0.3  # as of the counts of perception
FILL_NOISE = 0.05
SHAPES = "seen shapes"  # these tell what a shape is: they are alike or not, never added
SHAPES_NOISE = 0.3


def network_features(encoder, encoding):
    """The features of a `TransformationEncoder`'s `Encoding` of a problem's figures."""
    seen = split_columns(encoding.head, figure_outputs(encoder.network.shape_count))
    return [
        VectorFeature("seen number", expected_number(seen["number"]), NUMBER_NOISE),
        VectorFeature("seen fill", seen["fill"], FILL_NOISE),
        VectorFeature(SHAPES, sigmoid(seen["shapes"]), SHAPES_NOISE),
    ]
