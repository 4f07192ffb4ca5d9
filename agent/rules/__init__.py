"""Relations: each predicts the last figure of a line. To add one, add a function and name it in a list below.

A relation is a function (feature, line) that yields `Prediction`s. The lists say which features a relation is tested
for; `agent.inference.collect` does so. Features that are numbers come many at a time (see
`agent.features.vector_feature.VectorStack`): values[figure] is then (F, d) instead of (d,), and distances[figure] is
(F, figures). A relation that treats the last axes alike works for one and for many.
"""

from agent.rules.arithmetic import progression_and_sums, step_as_in_reference, sums_as_in_reference
from agent.rules.constancy import as_first, constant
from agent.rules.cyclic_shift import moved_round
from agent.rules.distribution import distribution_of_three, exchange
from agent.rules.part_permutation import places_exchanged
from agent.rules.part_rotation import parts_go_round
from agent.rules.pixel_analogy import pixel_analogy
from agent.rules.pixel_logic import common_part, equivalence, frame_removed, halves, inverted, pixel_logic
from agent.rules.prediction import Line, Prediction, Relation
from agent.rules.rigid_motion import rigid_motion

OF_ALL: tuple[Relation, ...] = (constant, as_first, distribution_of_three, exchange)
OF_NUMBERS: tuple[Relation, ...] = (step_as_in_reference, progression_and_sums, sums_as_in_reference)
OF_IMAGES: tuple[Relation, ...] = (pixel_analogy,)
# Pictures of the figure and of large parts, where they lie.
OF_PLACED: tuple[Relation, ...] = (rigid_motion, pixel_logic, places_exchanged, frame_removed)
# The picture of the whole figure alone.
OF_FIGURES: tuple[Relation, ...] = (equivalence, halves, inverted, moved_round, parts_go_round)
OF_PARTS: tuple[Relation, ...] = (common_part,)  # predict a part of the picture and leave the rest open

__all__ = [
    "OF_ALL",
    "OF_FIGURES",
    "OF_IMAGES",
    "OF_NUMBERS",
    "OF_PARTS",
    "OF_PLACED",
    "Line",
    "Prediction",
    "Relation",
    "constant",
]
