"""What the network says of each figure, as features: number, fill and shapes.

Other features count what is connected; the network has learned what shapes look like where they touch.
"""

from __future__ import annotations

from agent.features.vector_feature import VectorFeature
from agent.network.encoder import TransformationEncoder
from agent.network.fields import expected_number, figure_outputs, split_columns
from agent.network.figure_reader import Encoding
from nets import sigmoid

# Widths of Laplace noise, set by hand.
NUMBER_NOISE = 0.3  # items, as for the counts of other features
FILL_NOISE = 0.05  # of 1
SHAPES = "seen shapes"  # tells what shapes there are: equal or not, never added
SHAPES_NOISE = 0.3  # sum of differences of probabilities


def network_features(encoder: TransformationEncoder, encoding: Encoding) -> list[VectorFeature]:
    """The features of the figures of a problem, from their `Encoding`."""
    outputs = split_columns(encoding.head, figure_outputs(encoder.network.shape_count))
    return [
        VectorFeature("seen number", expected_number(outputs["number"]), NUMBER_NOISE),
        VectorFeature("seen fill", outputs["fill"], FILL_NOISE),
        VectorFeature(SHAPES, sigmoid(outputs["shapes"]), SHAPES_NOISE),
    ]
