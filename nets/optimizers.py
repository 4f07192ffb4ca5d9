"""Optimizers: change parameters in place, by their gradients."""

from __future__ import annotations

from typing import Any

import numpy as np

from nets.layer import Layer


class Optimizer:
    """One step of gradient descent for every parameter of a network.

    weight_decay: each step also shrinks every parameter of two or more dimensions by the factor
    1 - learning_rate * weight_decay, decoupled from the gradient (Loshchilov and Hutter 2019); biases and
    batch norm are left alone. clip: where the norm of all gradients together exceeds it, they are
    scaled down to it (Pascanu et al. 2013).
    """

    def __init__(self, learning_rate: float, weight_decay: float = 0.0, clip: float | None = None) -> None:
        self.learning_rate, self.weight_decay, self.clip = learning_rate, weight_decay, clip
        self.steps = 0
        self._slots: dict[str, np.ndarray] = {}

    def step(self, network: Layer) -> None:
        """Update all parameters of ``network`` from its current gradients."""
        self.steps += 1
        entries = [(f"{name}.{key}", params[key], grads[key])
                   for name, params, grads in network.parameters() for key in params]
        scale = self._clip_scale(entries)
        for name, value, gradient in entries:
            if scale is not None:
                gradient = gradient * value.dtype.type(scale)
            if self.weight_decay and value.ndim > 1:
                value *= value.dtype.type(1 - self.learning_rate * self.weight_decay)
            self._update(name, value, gradient)

    def _clip_scale(self, entries):
        """Return the factor that brings the gradients' norm down to ``clip``, None where none is needed."""
        if self.clip is None:
            return None
        norm = np.sqrt(sum(float(np.vdot(gradient, gradient)) for _, _, gradient in entries))
        return self.clip / norm if norm > self.clip else None

    def _update(self, name: str, value: np.ndarray, gradient: np.ndarray) -> None:
        raise NotImplementedError

    def _slot(self, name, kind, value):
        """Return this parameter's running array of one kind, zeros at first."""
        key = f"{name}/{kind}"
        if key not in self._slots:
            self._slots[key] = np.zeros_like(value)
        return self._slots[key]

    def state_dict(self) -> dict[str, Any]:
        """Return everything a resumed run needs: the learning rate, the step count, the running arrays."""
        return {"learning_rate": self.learning_rate, "steps": self.steps,
                **{name: array.copy() for name, array in self._slots.items()}}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take back what ``state_dict`` returned."""
        state = dict(state)
        self.learning_rate, self.steps = float(state.pop("learning_rate")), int(state.pop("steps"))
        self._slots = {name: np.array(array) for name, array in state.items()}


class SGD(Optimizer):
    """v <- momentum v + g;  p <- p - learning_rate v. With nesterov p moves by g + momentum v."""

    def __init__(self, learning_rate: float, momentum: float = 0.0, nesterov: bool = False, weight_decay: float = 0.0,
                 clip: float | None = None) -> None:
        super().__init__(learning_rate, weight_decay, clip)
        self.momentum, self.nesterov = momentum, nesterov

    def _update(self, name: str, value: np.ndarray, gradient: np.ndarray) -> None:
        rate, momentum = value.dtype.type(self.learning_rate), value.dtype.type(self.momentum)
        if not self.momentum:
            value -= rate * gradient
            return
        velocity = self._slot(name, "velocity", value)
        velocity *= momentum
        velocity += gradient
        value -= rate * (gradient + momentum * velocity if self.nesterov else velocity)


class Adam(Optimizer):
    """m, v <- running means of g and g**2;  p <- p - learning_rate m' / (sqrt(v') + epsilon).

    m' = m / (1 - beta1**t) and v' = v / (1 - beta2**t) undo the pull towards the zeros at the start
    (Kingma and Ba 2015, algorithm 1). With weight_decay this is AdamW.
    """

    def __init__(self, learning_rate: float = 1e-3, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8,
                 weight_decay: float = 0.0, clip: float | None = None) -> None:
        super().__init__(learning_rate, weight_decay, clip)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon

    def _update(self, name: str, value: np.ndarray, gradient: np.ndarray) -> None:
        number = value.dtype.type
        mean, square = self._slot(name, "mean", value), self._slot(name, "square", value)
        mean += number(1 - self.beta1) * (gradient - mean)
        work = gradient * gradient
        work -= square
        work *= number(1 - self.beta2)
        square += work
        np.sqrt(square, out=work)
        work *= number(1 / np.sqrt(1 - self.beta2 ** self.steps))
        work += number(self.epsilon)
        np.divide(mean, work, out=work)
        work *= number(self.learning_rate / (1 - self.beta1 ** self.steps))
        value -= work
