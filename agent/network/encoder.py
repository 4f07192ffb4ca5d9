"""From figures to transformation vectors: every figure is encoded once, every pair is then cheap."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np

import nets
from agent.network.fields import FIELDS, decode_outputs, field_slices, figure_outputs, split_columns
from agent.network.model import Encoding, TransformationNet
from agent.vision.raster import tone_raster
from agent.weights import FOLDER
from problems.figure import canonical_order

WEIGHTS = FOLDER / "transformation.npz"


class TransformationEncoder:
    """A trained network and the scale of its outputs.

    Parameters
    ----------
    network : TransformationNet
    shape_names : sequence of str
        The kinds of shape, in the order of the network's outputs.
    weights : dict
        Name of a field -> what its numbers are multiplied by, so that a difference of 1 means the same
        everywhere (see agent.training.fit_field_scales).
    bounds : dict
        Name of a field -> what a distance, in units of the vectors, counts at most: see
        `agent.solvers.transformation.bounded`.

    Attributes
    ----------
    fields : dict
        Name -> slice of the vector.
    width : int
        Length of the vector.
    """

    def __init__(self, network, shape_names, weights, bounds):
        self.network = network
        self.shape_names = tuple(shape_names)
        self.fields = field_slices(len(self.shape_names))
        self.width = max(columns.stop for columns in self.fields.values())
        self.bounds = np.array([bounds[name] for name in FIELDS])
        self.scale = np.ones(self.width, dtype=np.float32)
        for name, columns in self.fields.items():
            self.scale[columns] = weights[name]

    @classmethod
    def load(cls, path=WEIGHTS):
        """The encoder in a weight file that `python -m agent.training.train_transformation` wrote."""
        networks, metadata = nets.load(path)
        parts = (metadata[key] for key in ("shape_names", "weights", "bounds"))
        return cls(networks["transformation"], *parts)

    def encode(self, figures):
        """The `Encoding` of a sequence of `Figure`, in their order."""
        ink = np.stack([tone_raster(figure.ink) for figure in figures])[:, None]
        return self.network.encode(ink)

    def encode_problem(self, problem):
        """The `Encoding` of a problem's figures, the matrix's first.

        Each look is encoded once, in an order that looks alone decide: float32 rounds by place in a batch,
        and neither the options' order nor one of two equal options may gain by it.
        """
        figures = problem.matrix + problem.options
        looks, place = [], np.zeros(len(figures), int)
        for index in canonical_order(figures):
            if not looks or not np.array_equal(figures[index].ink, looks[-1].ink):
                looks.append(figures[index])
            place[index] = len(looks) - 1
        return self.encode(looks)[place]

    def measure(self, encoding, before, after):
        """What changed between figures, in its own units.

        Parameters
        ----------
        encoding : Encoding
        before, after : sequence of int
            Indices of figures; pair i is (before[i], after[i]).

        Returns
        -------
        numpy.ndarray
            float32 (pairs, width), laid out as `fields` says: rotation as cosine and sine, reflection as
            probabilities of its classes, number, fill and shape as differences, identical as a probability.
        """
        before, after = np.asarray(before), np.asarray(after)
        outputs = self.network.compare(encoding[before], encoding[after])
        for name, values in split_columns(encoding.head, figure_outputs(self.network.shape_count)).items():
            outputs[f"{name}_before"], outputs[f"{name}_after"] = values[before], values[after]
        fields = decode_outputs(outputs)
        return np.concatenate([fields[name] for name in self.fields], axis=1)

    def vectors(self, encoding, before, after):
        """As `measure`, each field times its weight: what solvers compare by L1 distance."""
        return self.measure(encoding, before, after) * self.scale

    def distances(self, first, second):
        """The L1 distances of vectors (..., width) field by field: (..., fields).

        Rotation counts as far as not both are reflections, of which it says nothing: training masks it there.
        """
        difference = np.abs(first - second)
        parts = {
            name: difference[..., columns].sum(axis=-1, dtype=np.float64) for name, columns in self.fields.items()
        }
        parts["rotation"] *= 1.0 - self._reflected(first) * self._reflected(second)
        return np.stack(list(parts.values()), axis=-1)

    def _reflected(self, vectors):
        """The probability that vectors (..., width) are of reflections: (...)."""
        none = self.fields["reflection"].start
        return 1.0 - vectors[..., none] / self.scale[none]


def checksum(path=WEIGHTS):
    """SHA-256 of a weight file, in hexadecimal digits."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def default_encoder():
    """The encoder with the shipped weights, read once a process."""
    return TransformationEncoder.load()
