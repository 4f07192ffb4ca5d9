"""What the network sees in figures, as features of relations."""

import numpy as np

from agent.features.network_outputs import SHAPES, network_features
from agent.network.encoder import TransformationEncoder
from agent.network.fields import FIELDS, expected_number
from agent.network.model import TransformationNet
from nets import sigmoid
from problems.figure import Figure


def test_the_head_of_every_figure_becomes_features():
    rng = np.random.default_rng(1)
    ones = {name: 1.0 for name in FIELDS}
    network = TransformationNet(3, rng=rng)
    encoder = TransformationEncoder(network, ("circle", "square", "triangle"), ones, ones)
    figures = [Figure(str(k), (rng.random((50, 50)) < 0.3).astype(np.float32)) for k in range(4)]
    encoding = encoder.encode(figures)
    number, fill, shapes = network_features(encoder, encoding)
    assert [feature.name for feature in (number, fill, shapes)] == ["seen number", "seen fill", SHAPES]
    np.testing.assert_allclose(number.values, expected_number(encoding.head[:, :13]), rtol=1e-5)
    np.testing.assert_allclose(fill.values, encoding.head[:, 13:14], rtol=1e-5)
    np.testing.assert_allclose(shapes.values, sigmoid(encoding.head[:, 14:]), rtol=1e-5)
