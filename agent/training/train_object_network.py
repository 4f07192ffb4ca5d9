"""`python -m agent.training.train_object_network`: the object network, from drawings of this project alone.

Objects are drawn, read by the scene reader and matched to what was drawn. Writes object_network.npz (weights, in half
precision) and object_network.csv (the log) into the output folder. The drawn examples and the exact state of the run
are kept in the work folder after each epoch: the same command goes on from it, and one with other options is refused.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

import nets
from agent.network.object_network import (
    ANGLES,
    DISTRIBUTIONS,
    HEADS,
    OBJECT_FILLS,
    OBJECT_SHAPES,
    WEIGHTS,
    ObjectNetwork,
    without_geometry,
)
from agent.training.objects.examples import Arrays, batches, drawn_examples, unaugmented
from agent.training.objects.labels import ObjectLabels, targets_of
from agent.weights.files import save_networks
from nets.batches import slices
from nets.checkpoint import read_arrays, write_arrays
from problems.cli import natural, output_folder, positive, rate, run_command

BLOCK = 1_000  # objects that are drawn and kept together
VALIDATION_SEED = 70_000_001  # of the drawings whose loss the log shows
SCALES = {"turn": 4.0, "texture": 4.0, "fill": 2.0}  # so that no head's loss is much smaller than others'
_NO_EFFECT = ("output", "work")  # options that do not change the network


def object_loss() -> nets.MultiLoss:
    """The loss of all heads together."""
    losses: dict[str, nets.Loss] = {name: nets.CrossEntropy() for name in DISTRIBUTIONS}
    losses |= {name: nets.MeanSquaredError() for name in ANGLES}
    losses["mirrored"] = nets.BinaryCrossEntropy()
    return nets.MultiLoss({name: losses[name] for name in HEADS}, SCALES)


def object_metrics() -> dict[str, Any]:
    """The metrics of the log by name: shares of right answers, and mean errors of "turn" and "texture" in degrees."""
    metrics: dict[str, Any] = {}
    for name in HEADS:
        kind = "error" if name in ANGLES else "accuracy"
        metrics[f"{name}_{kind}"] = lambda outputs, targets, weights, name=name: _mean_score(
            name, outputs[name], targets[name], weights[name])
    return metrics


def _mean_score(name: str, outputs: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> float:
    """The mean over the objects that have weight; NaN where none has."""
    if name in ANGLES:
        seen, true = (vectors[:, 0] + 1j * vectors[:, 1] for vectors in (outputs, targets))
        scores = np.abs(np.degrees(np.angle(seen * true.conj())))
    elif name == "mirrored":
        scores = (outputs[:, 0] > 0.0) == (targets[:, 0] > 0.5)
    else:
        scores = outputs.argmax(axis=1) == targets
    return float(np.average(scores, weights=weights)) if weights.any() else float("nan")


def examples(options: argparse.Namespace) -> tuple[Arrays, ObjectLabels]:
    """The examples of all blocks: those in the work folder where it holds them, else drawn and kept there.

    Raises nets.OtherRunError where it holds others.
    """
    blocks = [_block(options, number, size) for number, size in enumerate(_sizes(options.objects))]
    inputs = {name: np.concatenate([found[name] for found, _ in blocks]) for name in blocks[0][0]}
    return inputs, ObjectLabels(*(np.concatenate(column) for column in zip(*(true for _, true in blocks), strict=True)))


def _sizes(objects: int) -> list[int]:
    return [part.stop - part.start for part in slices(objects, BLOCK)]


def _block(options: argparse.Namespace, number: int, size: int) -> tuple[Arrays, ObjectLabels]:
    path, about = options.work / f"examples_{number:03d}.npz", {"seed": options.seed + number, "objects": size}
    if path.exists():
        arrays, header = read_arrays(path)
        if header.get("about") != about:
            raise nets.OtherRunError(f"{path}: holds examples of other options: {header.get('about')}, not {about}")
        return arrays, ObjectLabels(*(arrays.pop(f"label:{name}") for name in ObjectLabels._fields))
    inputs, labels = drawn_examples(size, options.seed + number)
    write_arrays(path, inputs | {f"label:{name}": column for name, column in labels._asdict().items()},
                 {"about": about})
    print(f"{path}: {len(labels.shape)} objects drawn")
    return inputs, labels


def train(options: argparse.Namespace) -> None:
    """Draw, train and write the weights and the log after every epoch."""
    inputs, labels = examples(options)
    held_inputs, held_labels = drawn_examples(max(1, options.objects // 20), VALIDATION_SEED)
    rng = np.random.default_rng(options.seed)
    network = ObjectNetwork(rng=rng)
    steps = options.epochs * max(1, len(labels.shape) // options.batch_size)
    trainer = nets.Trainer(
        network, object_loss(), nets.Adam(options.learning_rate, weight_decay=0.01, clip=20.0), rng=rng,
        batch_size=options.batch_size, metrics=object_metrics(), folder=options.work, about=result_options(options),
        schedule=nets.warm_up(min(100, steps // 2), nets.cosine(max(1, steps - 100), floor=0.01)),
    )

    def epoch(rng: np.random.Generator) -> Iterator[tuple]:
        for found, true in batches(inputs, labels, options.batch_size, rng):
            yield found, *targets_of(true)

    validation = without_geometry(unaugmented(held_inputs)), *targets_of(held_labels)
    for number in range(1, options.epochs + 1):
        trainer.fit(epoch, number, validation, resume=number == 1)
        if len(trainer.history.rows) == number:
            _save(trainer, options, number)


def result_options(options: argparse.Namespace) -> dict[str, Any]:
    """The options that change the result, by name."""
    return {name: value for name, value in vars(options).items() if name not in _NO_EFFECT}


def _save(trainer: nets.Trainer, options: argparse.Namespace, epoch: int) -> None:
    half = copy.deepcopy(trainer.network).astype(np.float16)
    metadata = {**result_options(options), "epoch": epoch, "shapes": list(OBJECT_SHAPES), "fills": list(OBJECT_FILLS)}
    save_networks(options.output / WEIGHTS.name, {"objects": half}, metadata)
    trainer.history.write(options.output / WEIGHTS.with_suffix(".csv").name)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.train_object_network",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=output_folder, default=str(WEIGHTS.parent), help="for weights and log")
    parser.add_argument("--work", type=output_folder, default="runs/object_network",
                        help="for the examples and the state of the run")
    parser.add_argument("--seed", type=natural, default=1_000,
                        help="of the first block of examples; each block has the next one")
    parser.add_argument("--objects", type=positive, default=40_000)
    parser.add_argument("--epochs", type=positive, default=40)
    parser.add_argument("--batch-size", type=positive, default=64)
    parser.add_argument("--learning-rate", type=rate, default=3e-3)
    options = parser.parse_args(arguments)
    try:
        train(options)
    except nets.OtherRunError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")


if __name__ == "__main__":
    run_command(main)
