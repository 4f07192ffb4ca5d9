"""Relations: each says what the last figure of a line should look like. Adding one is adding a function.

A relation is a function (feature, line) that yields `Prediction`es. The lists below group relations by the
features that they are asked of; agent.solvers.relational asks them. Numbers come many features at a time (see
`agent.features.extractor.VectorStack`): values[figure] is then (F, d) instead of (d,), and distances[figure] is
(F, figures); what treats the last axes alike serves for both.
"""

from agent.rules.angle_progression import steady_turn, turn_as_in_reference
from agent.rules.arithmetic import progression_and_sums, step_as_in_reference, sums_as_in_reference
from agent.rules.constancy import as_first, constant
from agent.rules.cyclic_shift import moved_round
from agent.rules.distribution import distribution_of_three, exchange, shells_exchanged
from agent.rules.part_permutation import places_exchanged
from agent.rules.part_rotation import parts_go_round
from agent.rules.pixel_analogy import pixel_analogy
from agent.rules.pixel_logic import common_part, equivalence, frame_removed, halves, inverted, pixel_logic
from agent.rules.prediction import Line, Prediction
from agent.rules.rigid_motion import rigid_motion

OF_ALL = (constant, as_first, distribution_of_three, exchange)
OF_NUMBERS = (step_as_in_reference, progression_and_sums, sums_as_in_reference)
OF_KINDS = (shells_exchanged,)  # asked of vectors that tell what a shape is
OF_ANGLES = (turn_as_in_reference, steady_turn)  # directions are not added but turned
OF_IMAGES = (pixel_analogy,)
OF_PLACED = (rigid_motion, pixel_logic, places_exchanged, frame_removed)  # of the figure and larger parts, in place
OF_FIGURES = (equivalence, halves, inverted, moved_round, parts_go_round)  # asked of the whole figure alone
OF_PARTS = (common_part,)  # say something of a part and leave the rest open

__all__ = [
    "Prediction",
    "Line",
    "OF_ALL",
    "OF_ANGLES",
    "OF_FIGURES",
    "OF_IMAGES",
    "OF_KINDS",
    "OF_NUMBERS",
    "OF_PARTS",
    "OF_PLACED",
    "constant",
]
