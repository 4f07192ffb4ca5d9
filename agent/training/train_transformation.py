"""`python -m agent.training.train_transformation`: the transformation network, from nothing to the shipped weights.

Writes into the output folder transformation.npz (weights, in half precision), transformation.csv (the log: losses, and
the error of every field beside that of the best constant) and, where matplotlib is installed, transformation.png (the
learning curve). Weights and log are written after every epoch. The exact state of the run is kept in the work folder:
the same command goes on from it, and a command with other options is refused. At the end it runs
`python -m agent.training.train_difference`, which fits the weights of the fields; until then all fields have weight 1.
"""

from __future__ import annotations

import argparse
import copy
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import nets
from agent.network.encoder import WEIGHTS
from agent.network.fields import FIELDS, decode_outputs
from agent.network.model import TransformationNet
from agent.training import train_difference
from agent.training.evaluate_network import VALIDATION_SEED, held_out_pairs
from agent.training.fit_field_scales import PLAIN
from agent.training.losses import objective
from agent.training.pairs.field_errors import constant_errors, errors, mean_error
from agent.training.pairs.pair_pool import PairPool
from agent.weights.files import save_networks
from nets.batches import ahead
from problems.cli import natural, output_folder, positive, rate, run_command
from problems.drawing.shapes import SHAPE_CLASSES

_NO_EFFECT = ("output", "work", "threads", "difference")  # options that do not change this network


def field_metrics() -> dict[str, Callable]:
    """The metrics of the log by name: the error of every field, and that of the best constant."""
    metrics = {}
    for name in FIELDS:
        metrics[name] = lambda outputs, labels, masks, name=name: mean_error(
            errors, name, masks, decode_outputs(outputs)[name], labels[name])
        metrics[f"{name}_constant"] = lambda outputs, labels, masks, name=name: mean_error(
            constant_errors, name, masks, labels[name])
    return metrics


def save(trainer: nets.Trainer, options: argparse.Namespace, epoch: int) -> None:
    """Write the network in half precision, with weight 1 for all fields, and the log."""
    metadata = result_options(options)
    metadata.update(epoch=epoch, shape_names=list(SHAPE_CLASSES), weights=PLAIN, bounds=PLAIN)
    half = copy.deepcopy(trainer.network).astype(np.float16)
    save_networks(options.output / WEIGHTS.name, {"transformation": half}, metadata)
    trainer.history.write(options.output / "transformation.csv")


def result_options(options: argparse.Namespace) -> dict[str, Any]:
    """The options that change the result, by name."""
    return {name: value for name, value in vars(options).items() if name not in _NO_EFFECT}


def make_trainer(options: argparse.Namespace, work: Path) -> nets.Trainer:
    """The trainer of a new network for the options of the command line."""
    rng = np.random.default_rng(options.seed)
    network = TransformationNet(len(SHAPE_CLASSES), rng=rng)
    steps = options.epochs * -(-options.epoch_pairs // options.batch_size)
    return nets.Trainer(
        network, objective(), nets.Adam(options.learning_rate, weight_decay=0.01, clip=20.0), rng=rng,
        batch_size=options.batch_size, metrics=field_metrics(), folder=work,
        about=result_options(options),
        schedule=nets.warm_up(100, nets.cosine(steps - 100, floor=0.01)),
    )


def train(options: argparse.Namespace) -> None:
    """Train, writing weights and log after every epoch and the curve at the end."""
    trainer = make_trainer(options, options.work)
    validation = held_out_pairs(options.validation_pairs, VALIDATION_SEED)

    # Batches may be drawn ahead, because nothing else draws from the generator of the trainer.
    @cache
    def pool():  # drawn in the first epoch, if there is any: a finished run ends at once
        return PairPool(options.seed, options.pool, options.epoch_pairs, options.batch_size, nets.thread_count())

    for epoch in range(1, options.epochs + 1):
        with nets.single_blas_thread():  # for the whole process: another thread prepares the next batch meanwhile
            trainer.fit(lambda rng: ahead(pool().epoch(rng)), epoch, validation, resume=epoch == 1)
        if len(trainer.history.rows) > epoch:
            continue
        save(trainer, options, epoch)
    draw_curve(trainer.history, options.output / "transformation.png")


def draw_curve(history: Any, path: Path) -> None:
    """The learning curve, where matplotlib is installed."""
    try:
        history.plot(path, right={"validation_rotation": "degrees"})
    except ImportError as error:
        print(error, file=sys.stderr)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.train_transformation",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=output_folder, default=str(WEIGHTS.parent), help="where weights and log go")
    parser.add_argument("--work", type=output_folder, default="runs/transformation", help="state of the run")
    parser.add_argument("--threads", type=positive, help="worker threads and processes; the result is the same")
    parser.add_argument("--seed", type=natural, default=7)
    parser.add_argument("--epochs", type=positive, default=20)
    parser.add_argument("--epoch-pairs", type=positive, default=56_000)
    parser.add_argument("--pool", type=positive, default=120_000,
                        help="pairs that are drawn; each is served in many symmetries")
    parser.add_argument("--batch-size", type=positive, default=64)
    parser.add_argument("--learning-rate", type=rate, default=2e-3)
    parser.add_argument("--validation-pairs", type=positive, default=1_000)
    parser.add_argument("--difference", nargs=argparse.REMAINDER, default=[],
                        help="what follows goes to python -m agent.training.train_difference")
    options = parser.parse_args(arguments)
    train_difference.parsed(options.difference)  # a mistake in these options shows before the training, not after it
    nets.set_threads(options.threads)
    try:
        train(options)
    except nets.OtherRunError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    train_difference.main(["--weights", str(options.output / WEIGHTS.name), *options.difference])


if __name__ == "__main__":
    run_command(main)
