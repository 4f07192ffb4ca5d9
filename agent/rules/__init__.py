"""Relations: each predicts the last figure of a line. To add one, add a function and name it in a list below.

A relation is a function (feature, line) that yields `Prediction`s. The lists say which features a relation is tested
for; `agent.inference.collect` does so. Features that are numbers come many at a time (see
`agent.features.vector_feature.VectorStack`): values[figure] is then (F, d) instead of (d,), and distances[figure] is
(F, figures). A relation that treats the last axes alike works for one and for many.
"""

from agent.rules.arithmetic import progression_and_sums, step_as_in_reference
from agent.rules.constancy import constant
from agent.rules.cyclic_shift import moved_round
from agent.rules.distribution import distribution_of_three
from agent.rules.part_rotation import parts_go_round
from agent.rules.pixel_analogy import pixel_analogy
from agent.rules.pixel_logic import inverted, pixel_logic
from agent.rules.prediction import Line, Prediction, Relation
from agent.rules.rigid_motion import rigid_motion

OF_ALL: tuple[Relation, ...] = (constant, distribution_of_three)
OF_NUMBERS: tuple[Relation, ...] = (step_as_in_reference, progression_and_sums)
OF_IMAGES: tuple[Relation, ...] = (pixel_analogy,)
# Pictures of all ink and of black ink, where they lie.
OF_PLACED: tuple[Relation, ...] = (rigid_motion, pixel_logic)
# The picture of the whole figure alone.
OF_FIGURES: tuple[Relation, ...] = (inverted, moved_round, parts_go_round)

__all__ = [
    "OF_ALL",
    "OF_FIGURES",
    "OF_IMAGES",
    "OF_NUMBERS",
    "OF_PLACED",
    "Line",
    "Prediction",
    "Relation",
]
