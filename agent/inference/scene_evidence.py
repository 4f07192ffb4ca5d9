"""What the objects of a problem say of its options: rules of their attributes, under every way to name them.

Each way to share out the objects among slots (`agent.scene.slots`) gives the options probabilities
(`agent.inference.slotting`). These are mixed: one slot for all objects is the usual case, and beyond it a way counts
more the more shortly it codes the figures. In matrices of one complete line the analogies between whole scenes
(`agent.rules.objects.scene_analogy`) speak as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from agent.inference.evidence import Evidence
from agent.inference.scene_reasons import scene_parts
from agent.inference.slotting import Slotting, coded
from agent.rules.objects.attribute_series import series_of
from agent.rules.objects.looks import in_order, look_of
from agent.rules.objects.scene_analogy import Analogy, analogies
from agent.scene.naming.named import Named
from agent.scene.reading import read_scenes
from agent.scene.scene import Scene
from agent.scene.slots import slottings
from agent.scene.vocabulary import name_objects
from agent.vision.morphology import dilate
from problems.figure import Figure
from problems.problem import Problem

# How ways to share out objects are weighed. One slot for all was best by itself; of 3, 7 and of 5, 10 these gave the
# least loss over 456 development and 208 generated problems, by little.
ONE_SLOT = 7.0  # prior of one slot for all objects beside each other way
CODE = 10.0  # nats of a code by which its weight falls by e: codes of attributes that depend on each other count twice
# Power of the probabilities, and nats that objects count against an option at most. For each of seven sources, `python
# -m tests.benchmarks.accuracy SOURCE SOURCE ...` prints what the other six choose: a power of 3 for six of them, and 2
# for one; -3 nats for five, and -4 for two.
SURE, FLOOR = 3.0, -3.0
DARK = 0.5  # ink that an object must hold
SOFT = 2  # pixels around an object that its soft edge may cover
UNREAD = 0.1  # share of a figure's dark pixels that no object need hold: a texture's or a shadow's, by hand
UNREAD_OPTIONS = 0.5  # share of the options that may be unread: of options that are wrong any reading will do


def scene_evidence(problem: Problem, sure: float = SURE, floor: float = FLOOR) -> list[Evidence]:
    """The `Evidence` of the objects, one piece; none where there is nothing to say."""
    figures, given = problem.matrix + problem.options, len(problem.matrix)
    scenes = read_scenes(figures)
    read = [_explained(figure, scene) for figure, scene in zip(figures, scenes, strict=True)]
    if not all(read[:given]) or read[given:].count(False) > UNREAD_OPTIONS * len(problem.options):
        return []
    named = name_objects(scenes, given)
    found = coded_slottings(named, problem.type, given, len(problem.options))
    if not found:
        return []
    held = in_order(named, len(figures))
    looks = [[look_of(one) for one in objects] for objects in held]
    analogous = analogies(looks, problem.type) if problem.type != "3x3" else []
    scores = scene_scores(found, analogous)
    best = found[int(np.argmax(_believed(found)))]
    parts = scene_parts(scores, best.reasons, analogous, held, looks, problem.type)
    return [Evidence("objects", best.name, {}, tempered(scores, sure, floor), "scene", parts=parts)]


def tempered(scores: np.ndarray, sure: float, floor: float) -> np.ndarray:
    """Log probabilities to the power `sure`, none below about `floor`: objects may be read wrongly."""
    return np.logaddexp(_normalised(sure * scores), floor)


def coded_slottings(named: Sequence[Named], problem_type: str, given: int, options: int) -> list[Slotting]:
    """Each way to share out the objects of `given` figures and the options, coded; none without objects."""
    if not named:
        return []
    return [coded(name, [series for slot in slots for series in series_of(slot, given)], problem_type, given, options)
            for name, slots in slottings(list(named), given, given + options)]


def scene_scores(found: Sequence[Slotting], analogous: Sequence[Analogy]) -> np.ndarray:
    """Log probabilities of the options, float (options,), by ways to share out objects and by analogies."""
    scores = np.logaddexp.reduce([_normalised(way.score) + weight
                                  for way, weight in zip(found, _normalised(_believed(found)), strict=True)])
    return _normalised(scores + sum(one.scores for one in analogous))


def _normalised(scores: np.ndarray) -> np.ndarray:
    """The log probabilities of sum 1 that differ as scores (n,) do."""
    return scores - np.logaddexp.reduce(scores)


def _believed(found: Sequence[Slotting]) -> np.ndarray:
    """How much each way to share out objects counts: logarithms of weights."""
    return np.array([np.logaddexp.reduce(way.score) / CODE + (math.log(ONE_SLOT) if way.name == "all" else 0.0)
                     for way in found])


def _explained(figure: Figure, scene: Scene) -> bool:
    """Whether the objects of a scene hold the figure's ink: what was not read can follow no rule."""
    ink = figure.ink if figure.ink.shape == scene.shape else figure.resized(*scene.shape)
    dark = ink > DARK
    held = np.zeros(scene.shape, bool)
    for seen in scene:
        held |= seen.mask
    return bool((dark & ~dilate(held, SOFT)).sum() <= UNREAD * max(1, dark.sum()))
