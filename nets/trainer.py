"""The training loop: shuffle, step, validate, log, keep the best, resume."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from nets.batches import length, predict, slices, take
from nets.checkpoint import read_arrays, write_arrays
from nets.checks import cause_of_non_finite, check_fraction, check_samples, non_finite_layer
from nets.history import History
from nets.layer import Layer
from nets.losses import Loss, MultiLoss
from nets.optimizers import Optimizer
from nets.schedules import Schedule

Metric = Callable[[Any, Any, Any], float]  # of prediction, target and weight


class OtherRunError(ValueError):
    """The folder holds the state of a run that was made otherwise."""


class Trainer:
    """Trains anything with forward, backward, parameters, state and walk (see Layer).

    Parameters
    ----------
    loss : object with forward(prediction, target, weight) -> float and backward() -> d prediction
    rng : numpy.random.Generator; shuffles, splits, augments
    metrics : dict name -> function(prediction, target, weight) -> float, for the validation data
    schedule : function from updates done to a factor of the optimizer's learning rate
    augment : function(inputs, rng) -> inputs, called on training batches
    patience : stop after so many epochs without a lower validation loss; keep the best weights
    folder : where log.csv and, for an exact resume, resume.npz are written after each epoch
    about : JSON-able dict of the options that change the result; kept with the run's state, and a run of
        other options is not resumed (OtherRunError)
    report : called with one line an epoch; None for silence

    Training stops with a FloatingPointError where NaN or infinity turns up in the inputs, the targets, the learning
    rate, the loss, a gradient or a weight; it names the step and the layer.
    """

    def __init__(
        self, network: Layer, loss: Loss | MultiLoss, optimizer: Optimizer, *, rng: np.random.Generator,
        batch_size: int = 64, metrics: Mapping[str, Metric] | None = None, schedule: Schedule | None = None,
        augment: Callable[[Any, np.random.Generator], Any] | None = None, patience: int | None = None,
        folder: str | Path | None = None, about: dict[str, Any] | None = None,
        report: Callable[[str], object] | None = print,
    ) -> None:
        if batch_size < 1:
            raise ValueError(f"Trainer: expected a batch size of at least 1, got {batch_size}")
        self.network, self.loss, self.optimizer, self.rng = network, loss, optimizer, rng
        self.batch_size, self.metrics, self.schedule = batch_size, metrics or {}, schedule
        self.augment, self.patience, self.report = augment, patience, report
        self.folder = None if folder is None else Path(folder)
        self.about = None if about is None else json.loads(json.dumps(about))
        self.base_rate = optimizer.learning_rate
        self.history, self.best_loss, self.waited = History(), np.inf, 0
        self.best_state: dict[str, np.ndarray] = {}
        self._order: np.ndarray | None = None  # of all samples, as `_split` drew it for this fraction
        self._fraction = 0.0

    def fit(self, train: Any, epochs: int, validation: Any = None, resume: bool = False) -> History:
        """Train until ``epochs`` epochs are done in all, those of earlier calls counted; return the History.

        A second ``fit(data, epochs=10)`` after ten epochs therefore trains no further, and says so;
        ``epochs=15`` trains five more.
        train: (inputs, targets) or (inputs, targets, weights) of arrays or dicts of arrays, or a function
        rng -> iterable of such batches, called once an epoch. validation: the same (no function), or a
        fraction of ``train`` to split off, the same samples at every call. resume: go on from
        ``folder``, if something is there: with the same arguments the end is bit-equal to that of an
        uninterrupted run.
        """
        if not callable(train):
            check_samples(train, "training")
        if isinstance(validation, (int, float)):
            train, validation = self._split(train, validation)
        elif validation is not None:
            check_samples(validation, "validation")
        if resume:
            self._restore()
        if self.report and len(self.history.rows) >= epochs:
            self.report(f"{len(self.history.rows)} epochs are done already; epochs={epochs} counts these: "
                        f"ask for more to train on")
        while len(self.history.rows) < epochs and not self._patience_is_over():
            self._epoch(train, validation)
        if self.patience is not None and self.best_state:
            self.network.load_state(self.best_state)
        return self.history

    def step(self, inputs: Any, targets: Any, weights: Any = None) -> float:
        """Do one update; return the loss before it."""
        if self.schedule:
            self.optimizer.learning_rate = self.base_rate * self.schedule(self.optimizer.steps)
        if not np.isfinite(self.optimizer.learning_rate):
            self._stop(f"a learning rate of {self.optimizer.learning_rate}")
        prediction = self.network.forward(inputs, training=True)
        value = self.loss.forward(prediction, targets, weights)
        if not np.isfinite(value):
            self._stop(cause_of_non_finite(self.network, prediction, inputs, targets, weights) or f"a loss of {value}")
        self.network.backward(self.loss.backward())
        self._refuse_non_finite("gradient")
        self.optimizer.step(self.network)
        return value

    def _refuse_non_finite(self, kind: str) -> None:
        layer = non_finite_layer(self.network, kind)
        if layer is not None:
            self._stop(f"NaN or infinity in the {kind} of layer {layer}")

    def _stop(self, reason: str) -> NoReturn:
        raise FloatingPointError(f"training stopped at step {self.optimizer.steps + 1}: {reason}")

    def evaluate(self, data: Any) -> dict[str, float]:
        """Return {"loss": ..., and each metric} of (inputs, targets[, weights])."""
        inputs, targets, weights = (*data, None)[:3]
        prediction = predict(self.network, inputs, self.batch_size)
        return {"loss": self.loss.forward(prediction, targets, weights),
                **{name: metric(prediction, targets, weights) for name, metric in self.metrics.items()}}

    def _epoch(self, train: Any, validation: Any) -> None:
        started, losses, samples = time.perf_counter(), [], []
        for batch in train(self.rng) if callable(train) else self._batches(train):
            inputs = self.augment(batch[0], self.rng) if self.augment else batch[0]
            losses.append(self.step(inputs, *batch[1:]))
            samples.append(length(inputs))
        if not losses:
            raise ValueError("Trainer: expected at least one batch an epoch, got none")
        row = {"epoch": len(self.history.rows) + 1, "learning_rate": self.optimizer.learning_rate,
               "training_loss": float(np.average(losses, weights=samples))}
        if validation is not None:
            row.update({f"validation_{name}": value for name, value in self.evaluate(validation).items()})
            self._keep_best(row["validation_loss"])
        self._refuse_non_finite("weight")
        row["seconds"] = round(time.perf_counter() - started, 2)
        self.history.rows.append(row)
        if self.folder:
            self._store(self.folder)
        if self.report:
            self.report("  ".join(f"{name.replace('_', ' ')} {value:.5g}" for name, value in row.items()))

    def _batches(self, train: Any) -> Iterator[Any]:
        """Yield the training data once, in random order."""
        order = self.rng.permutation(length(train[0]))
        parts = list(slices(len(order), self.batch_size))
        if self.batch_size > 1 and len(parts) > 1 and parts[-1].stop - parts[-1].start == 1:
            parts[-2:] = [slice(parts[-2].start, parts[-1].stop)]  # one sample alone tells batch norm no variance
        for part in parts:
            yield tuple(take(data, order[part]) for data in train)

    def _split(self, data: Any, fraction: float) -> tuple[Any, ...]:
        """Return (training data, validation data), split at random by the first call, then likewise."""
        samples = length(data[0])
        check_fraction(fraction, samples)
        if self._order is None:
            self._order, self._fraction = self.rng.permutation(samples), fraction
        if (len(self._order), self._fraction) != (samples, fraction):
            raise ValueError(f"Trainer: expected the first fit's {len(self._order)} samples and validation "
                             f"fraction {self._fraction}, got {samples} and {fraction}")
        order, count = self._order, round(samples * fraction)
        return tuple(tuple(take(part, places) for part in data) for places in (order[count:], order[:count]))

    def _keep_best(self, loss: float) -> None:
        if loss < self.best_loss:
            self.best_loss, self.waited = loss, 0
            if self.patience is not None:
                self.best_state = {name: array.copy() for name, array in self.network.state().items()}
        else:
            self.waited += 1

    def _patience_is_over(self) -> bool:
        return self.patience is not None and self.waited >= self.patience

    def _generators(self) -> list[np.random.Generator]:
        """Return every random generator that training draws from."""
        return [self.rng, *(layer.rng for _, layer in self.network.walk() if hasattr(layer, "rng"))]

    def _store(self, folder: Path) -> None:
        """Write log.csv, and all that the rest of the run depends on to resume.npz."""
        self.history.write(folder / "log.csv")
        groups = {"network": self.network.state(), "best": self.best_state,
                  "optimizer": self.optimizer.state_dict()}
        arrays = {f"{group}:{name}": value for group, values in groups.items()
                  for name, value in values.items()}
        write_arrays(folder / "resume.npz", arrays, {
            "about": self.about, "rows": self.history.rows, "best_loss": self.best_loss,
            "waited": self.waited,
            "random": [generator.bit_generator.state for generator in self._generators()]})

    def _restore(self) -> None:
        """Go back to the state in the folder, if there is one."""
        if self.folder is None:
            raise ValueError("Trainer: to resume it needs the folder of the run, got None")
        path = self.folder / "resume.npz"
        if not path.exists():
            return
        arrays, header = read_arrays(path)
        self._refuse_other(header.get("about"))
        try:
            self._take(arrays, header)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: expected the state of a run of this network, but {error}") from error

    def _take(self, arrays: dict[str, np.ndarray], header: dict[str, Any]) -> None:
        """Go back to a stored state."""
        groups: dict[str, dict[str, np.ndarray]] = {"network": {}, "best": {}, "optimizer": {}}
        for key, array in arrays.items():
            group, name = key.split(":", 1)
            groups[group][name] = array
        self.network.load_state(groups["network"])
        self.optimizer.load_state_dict(groups["optimizer"])
        self.best_state = groups["best"]
        self.history = History(header["rows"])
        self.best_loss, self.waited = header["best_loss"], header["waited"]
        for generator, state in zip(self._generators(), header["random"], strict=True):
            generator.bit_generator.state = state

    def _refuse_other(self, stored: dict[str, Any] | None) -> None:
        """Raise OtherRunError where the stored run's options, if known, are not this one's."""
        if stored is None or self.about is None or stored == self.about:
            return
        differing = [f"{name} {stored.get(name)} there, {self.about.get(name)} here"
                     for name in sorted(stored.keys() | self.about.keys())
                     if stored.get(name) != self.about.get(name)]
        raise OtherRunError(f"{self.folder}: holds a run of other options: {'; '.join(differing)}")
