"""What the transformation network is trained for: one loss an output, balanced and masked."""

from __future__ import annotations

import numpy as np

from nets import BinaryCrossEntropy, CrossEntropy, Huber, MultiLoss


class StepCrossEntropy(CrossEntropy):
    """Cross-entropy of logits (N, 2 m + 1) of the whole numbers from -m to m."""

    def _values(self, prediction, target):
        return super()._values(prediction, target + prediction.shape[-1] // 2)


class SignCrossEntropy(BinaryCrossEntropy):
    """Binary cross-entropy of logits (N, ..., 2) that a target (N, ...) is above, and is below 0."""

    def _values(self, prediction, target):
        return super()._values(prediction, np.stack([target > 0, target < 0], axis=-1))


def objective():
    """The `nets.MultiLoss` of all outputs.

    A Huber loss of width d behaves like |error| beyond d, which is what the scores compare; its scale
    is chosen so that an error as large as the label's typical spread costs about 1.
    """
    losses = {
        "rotation": Huber(0.05), "reflection": CrossEntropy(), "motions": BinaryCrossEntropy(),
        "size": Huber(0.3), "shift": Huber(0.01), "identical": BinaryCrossEntropy(),
    }
    scales = {
        "rotation": 30.0, "reflection": 1.0, "motions": 4.0, "size": 25.0, "shift": 1000.0, "identical": 1.0,
    }
    per_figure = {
        "number": (CrossEntropy, 2.0), "fill": (lambda: Huber(0.03), 66.0),
        "shapes": (BinaryCrossEntropy, 60.0),
    }
    for name, (loss, scale) in per_figure.items():
        for side in ("before", "after"):
            losses[f"{name}_{side}"], scales[f"{name}_{side}"] = loss(), scale
    return MultiLoss(losses, scales)


def difference_objective():
    """The `nets.MultiLoss` of a `DifferenceNet`; scales as those of the figures' own numbers and shapes."""
    return MultiLoss({"number": StepCrossEntropy(), "shape": SignCrossEntropy()}, {"number": 2.0, "shape": 60.0})
