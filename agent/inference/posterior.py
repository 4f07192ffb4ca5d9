"""How probable each relation is, from how well it would have predicted the complete lines.

For one feature and one direction, the last figure of a line comes either from one of the relations r or from noise.
Let q_r(x) be the probability that r gives figure x, out of the n figures that could stand there:

    q_r(x) = (exp(-cost_r(x)) + f / n) / (sum over y of exp(-cost_r(y)) + f),   f = exp(-TOLERANCE).

Each complete line is a test: its last figure is hidden, and the odds of r are multiplied by n q_r(truth), because noise
gives every figure the probability 1 / n. The options are one more test: a relation that predicts one of the options,
and none of the given figures, is more probable by n q_r of that option. Where a matrix has a single complete line, a
picture counts as two tests, because a picture is matched by chance less often than a number. The posterior weights w_r
then mix the predictions for the open line (Bayesian model averaging, Hoeting et al. 1999, eq. 1):

    p(option) = sum over r of w_r q_r(option) + w_noise / options.

A relation that missed the complete lines by m noise units in the mean may miss the open line by as much. So its costs
there are divided by m where m is above 1: for Laplace noise that is the most likely width. A line whose pictures are
all empty, or to which a relation does not apply, leaves the odds as they are.

Most features follow no relation, and each of them still tells the options apart a little by chance. So each counts by
its certainty, (1 - w_noise)**power, in the sum that makes the score (`agent.inference.weights`). The power is
CERTAINTY; for pictures, which are tested for more relations than numbers, that times the number of complete lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from agent.features.attributes import FILLS
from agent.features.image_feature import ImageFeature
from agent.features.vector_feature import VectorFeature
from agent.inference.evidence import CERTAINTY, Evidence
from agent.matrix import OPEN, Direction
from agent.rules import Line, Prediction, Relation
from agent.rules.prediction import Feature

# Prior weights beside those of relations (agent.rules.prediction), chosen with the Basic problems and generated ones in
# view.
NOISE_PRIOR = 30.0  # that a feature follows no relation, which is true of most
FILL_NOISE_PRIOR = 10.0  # the same of fills and of inner shapes, which are seldom random
FIGURE_NOISE_PRIOR = 3.0  # the same of the whole figure: often one relation rules it all
DIAGONAL_PRIOR = 0.2  # factor on the prior of relations along diagonals, which are rarer
TOLERANCE = 4.0  # cost in noise units beyond which all figures are about equally unlikely under a relation
SAME = 0.5  # noise units within which two figures count as the same


class RelationPosterior(NamedTuple):
    """The odds of k relations along one direction, and what they predict.

    For F features side by side (`agent.features.vector_feature.VectorStack`) factors are (k, F), costs (k, F, figures).

    Attributes
    ----------
    names : tuple of str
        The relations.
    prior : numpy.ndarray
        float64 (k,): prior weights.
    factor : numpy.ndarray
        float64 (k,): what the complete lines multiply the odds by.
    costs : numpy.ndarray
        float64 (k, figures): distances from the predicted figure (see `agent.rules.Prediction`).
    tests : int
        How many tests each line and the options count as: 2 for a picture with a single complete line, else 1.
    power : int
        Exponent of the certainty.
    """

    names: tuple[str, ...]
    prior: np.ndarray
    factor: np.ndarray
    costs: np.ndarray
    tests: int
    power: int

    def of(self, place: int) -> RelationPosterior:
        """The same for one of F features."""
        return self._replace(factor=self.factor[:, place], costs=self.costs[:, place])

    def odds(self, given: int) -> np.ndarray:
        """The prior weights times all factors, (k,); the options come after `given` other figures."""
        return self.prior * self.factor * _option_factors(self.costs, given) ** self.tests


def relation_posteriors(
    feature: Feature, relations: Sequence[Relation], direction: Direction, candidates: DistinctFigures
) -> RelationPosterior | None:
    """The `RelationPosterior` of all relations that apply to a feature along a direction; None where none does.

    `candidates` are the problem's `DistinctFigures`.
    """
    given = tuple(i for i in direction.open if i != OPEN)
    predictions = _predictions(relations, feature, Line(given, direction.complete))
    if not predictions:
        return None
    is_picture, lines = isinstance(feature, ImageFeature), len(direction.complete)
    tests = 2 if is_picture and lines == 1 else 1
    costs = np.array([prediction.costs for prediction in predictions.values()])
    factors, misfits = np.ones(costs.shape[:-1]), np.zeros(costs.shape[:-1])
    for complete in direction.complete:
        if isinstance(feature, ImageFeature) and feature.empty(complete):
            continue
        factor, misfit = _test(relations, feature, complete, direction, candidates, tuple(predictions))
        factors *= factor**tests
        misfits += misfit / lines
    priors = np.array([prediction.prior for prediction in predictions.values()])
    if direction.is_diagonal:
        priors *= DIAGONAL_PRIOR
    costs /= np.maximum(misfits, 1.0)[..., None]
    power = CERTAINTY * (lines if is_picture else 1)
    return RelationPosterior(tuple(predictions), priors, factors, costs, tests, power)


def rows_and_columns(rows: RelationPosterior, columns: RelationPosterior) -> RelationPosterior:
    """The `RelationPosterior` of the hypotheses that one relation holds along rows and along columns.

    The options test both at once: an option has to be predicted each way.
    """
    kept = [row for row, name in enumerate(rows.names) if name in columns.names]
    beside = [columns.names.index(rows.names[row]) for row in kept]
    return RelationPosterior(
        tuple(rows.names[row] for row in kept),
        rows.prior[kept],
        rows.factor[kept] * columns.factor[beside],
        rows.costs[kept] + columns.costs[beside],
        rows.tests,
        rows.power,
    )


def mixture(name: str, direction: str, posterior: RelationPosterior, given: int, kind: str = "") -> Evidence:
    """The `Evidence` of a feature along a direction, both by name; the options come after `given` other figures."""
    odds = posterior.odds(given)
    weights = odds / (odds.sum() + _noise_prior(name))
    predictions = _distribution(posterior.costs[:, given:])
    probabilities = weights @ predictions + (1.0 - weights.sum()) / predictions.shape[1]
    by_relation = dict(zip(posterior.names, weights, strict=True))
    return Evidence(name, direction, by_relation, np.log(probabilities), kind, posterior.power)


def _noise_prior(name: str) -> float:
    if name == "figure":
        return FIGURE_NOISE_PRIOR
    return FILL_NOISE_PRIOR if name in (*FILLS, "inner") else NOISE_PRIOR


def _predictions(relations: Sequence[Relation], feature: Feature, line: Line) -> dict[str, Prediction]:
    """What the relations predict for a line, by name of the relation."""
    return {prediction.name: prediction for relation in relations for prediction in relation(feature, line)}


def _test(
    relations: Sequence[Relation], feature: Feature, complete: tuple[int, ...], direction: Direction,
    candidates: DistinctFigures, names: tuple[str, ...],
) -> tuple[np.ndarray, np.ndarray]:
    """What one complete line, its last figure hidden, says of the relations `names`.

    Returns
    -------
    factors, misfits : numpy.ndarray
        (k,) each, or (k, F): what the odds are multiplied by, 1 for a relation that does not apply to the line; and
        the distance of the hidden figure from the predicted one, in noise units.
    """
    others = tuple(line for line in direction.complete if line is not complete)
    predictions = _predictions(relations, feature, Line(complete[:-1], others))
    places = {place: predictions[name].costs for place, name in enumerate(names) if name in predictions}
    if not places:
        return np.ones(1), np.zeros(1)
    costs = np.array([*places.values()])
    factors = np.ones((len(names), *costs.shape[1:-1]))
    misfits = np.zeros(factors.shape)
    factors[list(places)] = candidates.factors(costs, complete[-1])
    misfits[list(places)] = costs[..., complete[-1]]
    return factors, misfits


def _option_factors(costs: np.ndarray, given: int) -> np.ndarray:
    """What the options multiply the odds of relations by: (k,), from costs (k, figures).

    1 for a relation that predicts a given figure as well: options often repeat these, whatever the rule.
    """
    options = costs[..., given:]
    factors = options.shape[-1] * _distribution(options).max(axis=-1)
    factors[costs[..., :given].min(axis=-1) < options.min(axis=-1) + SAME] = 1.0
    return factors


def _distribution(costs: np.ndarray) -> np.ndarray:
    """The probabilities q of figures with these costs, (..., figures)."""
    likelihood, floor = np.exp(-costs), np.exp(-TOLERANCE)
    return (likelihood + floor / costs.shape[-1]) / (likelihood.sum(axis=-1, keepdims=True) + floor)


class DistinctFigures:
    """The distinct figures of a problem: those that could stand in the place of a hidden one.

    Parameters
    ----------
    whole : ImageFeature or VectorFeature
        The feature whose distances tell which figures are the same.
    """

    def __init__(self, whole: ImageFeature | VectorFeature) -> None:
        self._distances = whole.distances
        self._kept: list[int] = []
        for index in range(len(self._distances)):
            if all(self._distances[index, other] > SAME for other in self._kept):
                self._kept.append(index)

    def factors(self, costs: np.ndarray, truth: int) -> np.ndarray:
        """What a test multiplies odds by: n q(truth), of n distinct figures, for each row of costs (..., figures)."""
        possible = [i for i in self._kept if self._distances[truth, i] > SAME] + [truth]
        return len(possible) * _distribution(costs[..., possible])[..., -1]
