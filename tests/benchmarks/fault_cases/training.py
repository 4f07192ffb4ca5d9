"""Numbers that are none, and data that does not fit, in training: a clear error, and no weight is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

import nets
from tests.benchmarks.fault_cases.command import Finding


def network(width: int = 4) -> nets.Sequential:
    """A small network with batch norm."""
    rng = np.random.default_rng(0)
    return nets.Sequential([nets.Linear(width, 8, rng=rng), nets.BatchNorm(8), nets.ReLU(), nets.Linear(8, 2, rng=rng)])


def data(count: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """Samples, and whether their sum is above 0."""
    inputs = np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)
    return inputs, (inputs.sum(axis=1) > 0).astype(int)


def trainer(rate: float = 0.01, **options: object) -> nets.Trainer:
    """A trainer of `network`."""
    settings = {"rng": np.random.default_rng(2), "batch_size": 16, "report": None, **options}
    return nets.Trainer(network(), nets.CrossEntropy(), nets.Adam(rate), **settings)


def spoiled(value: float) -> np.ndarray:
    """Inputs one of which is not finite."""
    inputs = data()[0].copy()
    inputs[3, 2] = value
    return inputs


def spoiled_weight() -> nets.Trainer:
    """A trainer whose network has a weight that is not finite."""
    made = trainer()
    made.network.layers[3].params["weight"][0, 0] = np.nan
    return made


INPUTS, LABELS = data()
# What is done, and what the error says.
FAULTS: dict[str, tuple[Callable[[], object], str]] = {
    "NaN in the inputs": (lambda: trainer().fit((spoiled(np.nan), LABELS), 1), "step [1-4]: NaN .* in the inputs"),
    "infinity in the inputs": (lambda: trainer().fit((spoiled(np.inf), LABELS), 1), "NaN or infinity in the inputs"),
    "NaN as the rate": (lambda: trainer(np.nan).fit(data(), 1), "step 1: a learning rate of nan"),
    "infinite rate": (lambda: trainer(np.inf).fit(data(), 1), "step 1: a learning rate of inf"),
    "a huge rate": (lambda: trainer(1e38).fit(data(), 9), r"step \d+: NaN .* of layer [0-3] "),
    "NaN in a weight": (lambda: spoiled_weight().fit(data(), 1), "step 1: .* weight of layer 3 weight"),
    "labels that are not whole": (lambda: trainer().fit((INPUTS, LABELS + 0.5), 1), "whole numbers as targets"),
    "labels of NaN": (lambda: trainer().fit((INPUTS, LABELS * np.nan), 1), "whole numbers as targets"),
    "labels out of range": (lambda: trainer().fit((INPUTS, LABELS + 5), 1), "targets from 0 to 1, got 5 to 6"),
    "X and y of different lengths": (lambda: trainer().fit((INPUTS, LABELS[:9]), 1), "got 9 and 64"),
    "weights of another length": (lambda: trainer().fit((INPUTS, LABELS, np.ones(3)), 1), "got 3 and 64"),
    "no samples": (lambda: trainer().fit((INPUTS[:0], LABELS[:0]), 1), "at least one sample, got none"),
    "no batches": (lambda: trainer().fit(lambda rng: iter(()), 1), "at least one batch an epoch"),
    "batches of 0": (lambda: trainer(batch_size=0), "batch size of at least 1, got 0"),
    "validation of 0": (lambda: trainer().fit(data(), 1, validation=0.0), "between 0 and 1"),
    "validation of 1": (lambda: trainer().fit(data(), 1, validation=1), "between 0 and 1"),
    "validation of no sample": (lambda: trainer().fit(data(), 1, validation=0.001), "samples on both sides"),
    "one sample before batch norm": (lambda: trainer().fit(data(1), 1), "at least 2 values of every feature"),
    "validation data that do not fit": (lambda: trainer().fit(data(), 1, (INPUTS, LABELS[:2])), "validation data"),
    "prediction in batches of 0": (lambda: nets.predict(network(), INPUTS, 0), "batches of at least one sample, got 0"),
}  # fmt: skip


def cases(folder: Path) -> Iterator[Finding]:
    """All faults; 641 samples that train as well as 640; checkpoints that hold what is no number."""
    for name, (fault, says) in FAULTS.items():
        with np.errstate(all="ignore"):
            yield _refused(name, fault, says)
    whole, one_more = trainer(), trainer()
    whole.fit(data(640), 3), one_more.fit(data(641), 3)
    losses = [made.history.rows[-1]["training_loss"] for made in (whole, one_more)]
    variances = [made.network.layers[1].buffers["variance"].min() for made in (whole, one_more)]
    alike = losses[1] < 1.2 * losses[0] and variances[1] > 0.8 * variances[0]
    yield Finding("641 samples against 640", "" if alike else f"losses {losses}, variances {variances}")
    spoilt = spoiled_weight().network
    yield _refused("saving NaN", lambda: nets.save(folder / "nan.npz", {"net": spoilt}), "NaN or infinity")
    resumed = trainer(folder=folder / "run")
    resumed.fit(data(), 1)
    path = folder / "run" / "resume.npz"
    content = path.read_bytes()
    for kind, damaged in {"cut": content[:2000], "junk": b"junk", "empty": b""}.items():
        path.write_bytes(damaged)
        again = trainer(folder=folder / "run")
        go_on = partial(again.fit, data(), 2, resume=True)
        yield _refused(f"resuming from a {kind} state", go_on, "resume.npz")


def _refused(name: str, fault: Callable[[], object], says: str) -> Finding:
    try:
        fault()
    except (ValueError, FloatingPointError) as error:
        return Finding(name, "" if re.search(says, str(error)) else f"does not say {says!r}: {error}")
    except Exception as error:
        return Finding(name, f"{type(error).__name__}: {error}")
    return Finding(name, "was not refused")
