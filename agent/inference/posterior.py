"""Evidence: how far each relation is believed, by what it would have predicted of the complete lines.

For one feature and one direction the last figure of a line comes either from one of the relations r
or from noise. With q_r(x) the probability that r gives figure x of the n that could stand there,

    q_r(x) = (exp(-cost_r(x)) + f / n) / (sum over y of exp(-cost_r(y)) + f),   f = exp(-TOLERANCE),

each complete line, its last figure hidden, is a test that multiplies the odds of r by n q_r(truth);
noise gives every figure 1 / n. The options make one test more: a relation that expects what none of the
given figures shows, but one of the options, is likelier for it, n q_r of that option. Where a matrix has a
single complete line, a picture counts as two tests, since a picture met by chance is rarer than a number.
The posterior weights w_r then mix the predictions for the open line (Bayesian model averaging, Hoeting et
al. 1999, eq. 1):

    p(option) = sum over r of w_r q_r(option) + w_noise / options.

A relation that missed the complete lines by m noise units in the mean may miss as much again: beyond 1, m
takes the place of the noise in what it says of the open line (for Laplace noise, the likeliest width). Lines of
which it cannot be asked count as met.

Features that follow no relation tell options apart a little by chance, and they are many. So each counts by its
certainty, (1 - w_noise)**power, in the sum that makes the score (agent.inference.weights). The power is CERTAINTY; for pictures,
which are asked for more relations than numbers, that times the complete lines: what so many leave in doubt is chance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.features.attributes import FILLS
from agent.features.image_feature import ImageFeature
from agent.inference.evidence import CERTAINTY, Evidence
from agent.matrix import OPEN
from agent.rules import Line

NOISE_PRIOR = 30.0  # weight of noise beside a relation's prior: most features follow no relation at all
FILL_NOISE_PRIOR = 10.0  # of fills and of what is inside, which are seldom left to chance
FIGURE_NOISE_PRIOR = 3.0  # of the figure, whole or without its frame, which many a problem rules by one relation
DIAGONAL_PRIOR = 0.2  # how much rarer rules along diagonals are than along rows and columns
TOLERANCE = 4.0  # noise units from the best match on at which a relation has nothing to say
SAME = 0.5  # noise units within which two figures count as one candidate


class RelationPosterior(NamedTuple):
    """How k relations fare along one direction.

    Of F features side by side (`agent.features.extractor.VectorStack`) factors are (k, F), costs (k, F, figures).

    Attributes
    ----------
    names : tuple of str
        Of the relations.
    prior : numpy.ndarray
        float64 (k,): their prior weights.
    factor : numpy.ndarray
        float64 (k,): what the complete lines multiply their odds by.
    costs : numpy.ndarray
        float64 (k, figures), see `agent.rules.Guess`.
    tests : int
        As how many tests one counts: see the module's docstring.
    power : int
        Of the certainty: see the module's docstring.
    """

    names: tuple
    prior: np.ndarray
    factor: np.ndarray
    costs: np.ndarray
    tests: int
    power: int

    def of(self, place):
        """The same of one of F features."""
        return self._replace(factor=self.factor[:, place], costs=self.costs[:, place])

    def odds(self, given):
        """Their prior odds times all factors, (k,), where the options come after so many given figures."""
        return self.prior * self.factor * _matched(self.costs, given) ** self.tests


def relation_posteriors(feature, relations, direction, candidates):
    """The `RelationPosterior` of all relations that apply to a feature along a direction; None where none does.

    `candidates` are the problem's `DistinctFigures`.
    """
    start = tuple(i for i in direction.open if i != OPEN)
    guesses = _guesses(relations, feature, Line(start, direction.complete))
    if not guesses:
        return None
    is_picture, lines = isinstance(feature, ImageFeature), len(direction.complete)
    tests = 2 if is_picture and lines == 1 else 1
    costs = np.array([guess.costs for guess in guesses.values()])
    factors, misfits = np.ones(costs.shape[:-1]), np.zeros(costs.shape[:-1])
    for complete in direction.complete:
        shown = np.logical_not(feature.empty(complete))
        if shown.any():
            factor, misfit = _test(relations, feature, complete, direction, candidates, guesses)
            factors *= np.where(shown, factor, 1.0)**tests
            misfits += np.where(shown, misfit, 0.0) / lines
    priors = np.array([guess.prior for guess in guesses.values()])
    if direction.is_diagonal:
        priors *= DIAGONAL_PRIOR
    costs /= np.maximum(misfits, 1.0)[..., None]
    return RelationPosterior(tuple(guesses), priors, factors, costs, tests, CERTAINTY * (lines if is_picture else 1))


def rows_and_columns(rows, columns):
    """The `RelationPosterior` of the relations that would have to hold along rows and along columns alike.

    The options are one test of both: an option has to be predicted each way.
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


def mixture(feature, direction, held, given, kind=""):
    """The `Evidence` of a feature along a direction, by name, from its `RelationPosterior`; options come after `given`."""
    odds = held.odds(given)
    weights = odds / (odds.sum() + _noise_prior(feature.name))
    predictions = _distribution(held.costs[:, given:])
    probabilities = weights @ predictions + (1.0 - weights.sum()) / predictions.shape[1]
    return Evidence(feature.name, direction, dict(zip(held.names, weights)), np.log(probabilities), kind, held.power)


def _noise_prior(name):
    if name in ("figure", "innermost"):
        return FIGURE_NOISE_PRIOR
    return FILL_NOISE_PRIOR if name in FILLS or name.startswith("inner") else NOISE_PRIOR


def _guesses(relations, feature, line):
    return {guess.name: guess for relation in relations for guess in relation(feature, line)}


def _test(relations, feature, complete, direction, candidates, names):
    """Factors on the odds of the relations `names` from one complete line; 1 where one cannot be asked."""
    others = tuple(line for line in direction.complete if line is not complete)
    guesses = _guesses(relations, feature, Line(complete[:-1], others))
    places = {place: guesses[name].costs for place, name in enumerate(names) if name in guesses}
    if not places:
        return 1.0, 0.0
    costs = np.array([*places.values()])
    factors = np.ones((len(names), *costs.shape[1:-1]))
    misfits = np.zeros(factors.shape)
    factors[list(places)] = candidates.factors(costs, complete[-1])
    misfits[list(places)] = costs[..., complete[-1]]
    return factors, misfits


def _matched(costs, given):
    """Factors (k,) on the odds of relations with these costs (k, figures), by whether each predicts an option.

    1 for one that predicts a given figure as well: options often copy these, whatever the rule.
    """
    options = costs[..., given:]
    factors = options.shape[-1] * _distribution(options).max(axis=-1)
    factors[costs[..., :given].min(axis=-1) < options.min(axis=-1) + SAME] = 1.0
    return factors


def _distribution(costs):
    """q of the figures with these costs, (..., figures)."""
    likelihood, floor = np.exp(-costs), np.exp(-TOLERANCE)
    return (likelihood + floor / costs.shape[-1]) / (likelihood.sum(axis=-1, keepdims=True) + floor)


class DistinctFigures:
    """The distinct figures of a problem, as candidates for a hidden one."""

    def __init__(self, whole):
        self._distances = whole.distances
        self._kept = []
        for index in range(len(self._distances)):
            if all(self._distances[index, other] > SAME for other in self._kept):
                self._kept.append(index)

    def factors(self, costs, truth):
        """What a test multiplies odds by, n q(truth) of n distinct figures, for each row of costs (..., figures)."""
        asked = [i for i in self._kept if self._distances[truth, i] > SAME] + [truth]
        return len(asked) * _distribution(costs[..., asked])[..., -1]
