"""What the objects say, part by part and in words: analogies between whole scenes, and rules of single attributes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agent.inference.evidence import TELLING, Part
from agent.inference.slotting import Told
from agent.rules.objects.analogy_words import analogy_in_words
from agent.rules.objects.looks import Look
from agent.rules.objects.rule_words import attribute_in_words, rule_in_words
from agent.rules.objects.scene_analogy import Analogy
from agent.scene.naming.named import Named
from agent.scene.naming.object_words import ObjectWords

OTHERWISE = "objects seen in other ways"


def scene_parts(
    scores: np.ndarray, rules: Sequence[Told], analogous: Sequence[Analogy], held: Sequence[Sequence[Named]],
    looks: Sequence[Sequence[Look]], problem_type: str,
) -> tuple[Part, ...]:
    """The parts that add up to the log probabilities of the options by the objects, but for one constant.

    Parameters
    ----------
    scores : numpy.ndarray
        float (options,): those log probabilities.
    rules : sequence of Told
        Of the most likely way to share out the objects.
    analogous : sequence of Analogy
    held : sequence of sequence of Named
        The objects of each figure, as `agent.rules.objects.looks.in_order` orders them.
    looks : sequence of sequence of dict
        What they look like.
    problem_type : str
    """
    words, given = ObjectWords([one for objects in held for one in objects]), len(held) - len(scores)
    parts = []
    for analogy in analogous:
        text, shown = analogy_in_words(analogy, held, looks, words)
        parts.append(Part(text, analogy.scores, shown))
    for told in rules:
        text, shown = attribute_in_words(told.series.name), ()
        if told.rule:
            text, shown = rule_in_words(told.series, told.rule, problem_type, given, words)
            best = told.log_probabilities.max() - TELLING
            shown = shown or tuple("fits" if value > best else "does not fit" for value in told.log_probabilities)
        parts.append(Part(text, told.log_probabilities, shown))
    rest = scores - sum(part.log_probabilities for part in parts)
    return (*parts, Part(OTHERWISE, rest))
