"""The losses of the networks: one for each output, scaled so that all count alike, and masked."""

from __future__ import annotations

import numpy as np

from agent.network.fields import FIELDS
from nets import BinaryCrossEntropy, CrossEntropy, MultiLoss


class StepCrossEntropy(CrossEntropy):
    """Cross-entropy of logits (N, 2 m + 1) for the whole numbers from -m to m."""

    def _values(self, prediction, target):
        return super()._values(prediction, target + prediction.shape[-1] // 2)


class SignCrossEntropy(BinaryCrossEntropy):
    """Binary cross-entropy of two logits (N, ..., 2): that the target (N, ...) is above 0, and that it is below."""

    def _values(self, prediction, target):
        return super()._values(prediction, np.stack([target > 0, target < 0], axis=-1))


def objective() -> MultiLoss:
    """The `nets.MultiLoss` of all outputs of a `TransformationNet`, as `FIELDS` says."""
    losses, scales = {}, {}
    for field in FIELDS.values():
        if field.loss is None:
            continue
        for name in _outputs(field):
            losses[name], scales[name] = field.loss(), field.loss_scale
    return MultiLoss(losses, scales)


def _outputs(field):
    """The network's outputs from which a field is read."""
    if field.figure_output is None:
        return [field.name]
    return [f"{field.figure_output}_{side}" for side in ("before", "after")]


def difference_objective() -> MultiLoss:
    """The `nets.MultiLoss` of a `DifferenceNet`; scales as those of the figures' own numbers and shapes."""
    losses = {"number": StepCrossEntropy(), "shape": SignCrossEntropy()}
    return MultiLoss(losses, {name: FIELDS[name].loss_scale for name in losses})
