"""From figures to transformation vectors: every figure is encoded once, after which pairs are cheap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from agent.network.fields import FIELDS, decode_outputs, field_slices, figure_outputs, split_columns
from agent.network.figure_reader import Encoding
from agent.network.model import TransformationNet
from agent.vision.raster import tone_raster
from agent.weights import FOLDER
from agent.weights.files import load_networks
from problems.figure import Figure, distinct_figures
from problems.problem import Problem

Places = Sequence[int] | np.ndarray
WEIGHTS = FOLDER / "transformation.npz"  # the shipped network


class TransformationEncoder:
    """A trained network and the scale of its outputs.

    Parameters
    ----------
    network : TransformationNet
    shape_names : sequence of str
        The kinds of shape, in the order of the outputs of the network.
    weights : dict
        Name of a field -> factor on its numbers, so that a difference of 1 means the same in every field (see
        `agent.training.fit_field_scales`).
    bounds : dict
        Name of a field -> the most that a distance counts, in units of the vectors (see
        `agent.inference.analogy.bounded`).

    Attributes
    ----------
    fields : dict
        Name -> slice of the vector.
    width : int
        Length of the vector.
    """

    def __init__(
        self, network: TransformationNet, shape_names: Sequence[str], weights: Mapping[str, float],
        bounds: Mapping[str, float],
    ) -> None:
        self.network = network
        self.shape_names = tuple(shape_names)
        self.fields = field_slices(len(self.shape_names))
        self.width = max(columns.stop for columns in self.fields.values())
        self.bounds = np.array([bounds[name] for name in FIELDS])
        self.scale = np.ones(self.width, dtype=np.float32)
        for name, columns in self.fields.items():
            self.scale[columns] = weights[name]

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> TransformationEncoder:
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

    def encode(self, figures: Sequence[Figure]) -> Encoding:
        """The `Encoding` of figures, in their order."""
        ink = np.stack([tone_raster(figure.ink) for figure in figures])[:, None]
        return self.network.encode(ink)

    def encode_problem(self, problem: Problem) -> Encoding:
        """The `Encoding` of the figures of a problem, those of the matrix first.

        Equal figures are encoded once: how float32 rounds depends on the place in a batch, and of two equal options
        neither may gain by it.
        """
        different, place = distinct_figures(problem.matrix + problem.options, coloured=False)
        return self.encode(different).take(np.array(place))

    def measure(self, encoding: Encoding, before: Places, after: Places) -> np.ndarray:
        """The changes between figures, each field in its own unit.

        Parameters
        ----------
        encoding : Encoding
        before, after : sequence of int
            Indices of figures; pair i is (before[i], after[i]).

        Returns
        -------
        numpy.ndarray
            float32 (pairs, width), with the columns that `fields` names (see `decode_outputs`).
        """
        first, second = np.asarray(before), np.asarray(after)
        outputs = self.network.compare(encoding.take(first), encoding.take(second))
        for name, values in split_columns(encoding.head, figure_outputs(self.network.shape_count)).items():
            outputs[f"{name}_before"], outputs[f"{name}_after"] = values[first], values[second]
        fields = decode_outputs(outputs)
        return np.concatenate([fields[name] for name in self.fields], axis=1)

    def vectors(self, encoding: Encoding, before: Places, after: Places) -> np.ndarray:
        """The result of `measure` with each field times its weight, which solvers compare by L1 distance."""
        return self.measure(encoding, before, after) * self.scale

    def distances(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """The L1 distances of vectors (..., width), field by field: float64 (..., fields).

        Between two reflections the rotation is undefined, and training leaves it out; so its distance is multiplied by
        the probability that not both pairs are reflections.
        """
        difference = np.abs(first - second)
        parts = {
            name: difference[..., columns].sum(axis=-1, dtype=np.float64) for name, columns in self.fields.items()
        }
        parts["rotation"] *= 1.0 - self._reflected(first) * self._reflected(second)
        return np.stack(list(parts.values()), axis=-1)

    def _reflected(self, vectors: np.ndarray) -> np.ndarray:
        """The probability that vectors (..., width) are of reflections: (...)."""
        none = self.fields["reflection"].start
        return 1.0 - vectors[..., none] / self.scale[none]


@lru_cache(maxsize=1)
def default_encoder() -> TransformationEncoder:
    """The encoder with the shipped weights, read once a process."""
    return TransformationEncoder.load()
