"""From figures to transformation vectors: every figure is encoded once, every pair is then cheap."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from agent.network.fields import FIELDS, decode_outputs
from agent.network.model import TransformationNet, figure_outputs, split
from agent.network.modules import REFLECTIONS, SIDE
from agent.weights import FOLDER
from agent.weights.files import load_networks
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
        widths = {"rotation": 2, "reflection": len(REFLECTIONS), "motions": 8, "shape": len(self.shape_names),
                  "shift": 2}
        self.fields, self.width = {}, 0
        for name in FIELDS:
            self.fields[name] = slice(self.width, self.width + widths.get(name, 1))
            self.width += widths.get(name, 1)
        self.bounds = np.array([bounds[name] for name in FIELDS])
        self.scale = np.ones(self.width, dtype=np.float32)
        for name, columns in self.fields.items():
            self.scale[columns] = weights[name]

    @classmethod
    def load(cls, path=WEIGHTS):
        """The encoder in a weight file that `python -m agent.training.train_transformation` wrote.

        Raises FileNotFoundError or ValueError where the file is not such a one.
        """
        networks, metadata = load_networks(path, "transformation")
        network = networks["transformation"]
        if not isinstance(network, TransformationNet):
            raise ValueError(f"{path}: expected a TransformationNet, found {type(network).__name__}")
        try:
            return cls(network, *(metadata[key] for key in ("shape_names", "weights", "bounds")))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: expected the names of shapes, and a weight and a bound of every field, "
                             f"but {error!r}") from error

    def encode(self, figures):
        """The `Encoding` of a sequence of `Figure`, in their order."""
        ink = np.stack([figure.resized(SIDE) for figure in figures])[:, None]
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
        for name, values in split(encoding.head, figure_outputs(self.network.shape_count)).items():
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


@lru_cache(maxsize=1)
def default_encoder():
    """The encoder with the shipped weights, read once a process."""
    return TransformationEncoder.load()
