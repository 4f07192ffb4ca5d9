"""`python -m agent.training.train_transformation`: the transformation network, from nothing to the shipped weights.

Writes into the output folder transformation.npz (weights, in half precision), transformation.csv (the
log: losses, and every field's error beside that of the best constant) and, where matplotlib is there,
transformation.png (the learning curve, drawn at the end). Weights and log are renewed after every epoch.
The run's exact state lies in the work folder, from which the same command goes on; one with other options
is refused. At the end it runs `python -m agent.training.train_difference`, which weighs the fields: until then
none is weighed, and solvers make less of the network.
"""

from __future__ import annotations

import argparse
import copy
import sys
from functools import cache

import numpy as np

import nets
from agent.network.encoder import WEIGHTS
from agent.network.fields import FIELDS, constant_errors, decode_outputs, errors, mean_error
from agent.network.model import TransformationNet
from agent.training import train_difference
from agent.training.evaluate_network import VALIDATION_SEED, held_out_pairs
from agent.training.fit_field_scales import PLAIN
from agent.training.losses import objective
from agent.training.pair_pool import PairPool
from agent.weights.files import save_networks
from nets.batches import ahead
from problems.cli import natural, output_folder, positive, rate, run_command
from problems.drawing.shapes import SHAPE_CLASSES

_PLACE = ("output", "work", "threads", "difference")  # options that do not change this network


def field_metrics():
    """name -> function(outputs, labels, masks) for the log: every field's error and its constant's."""
    metrics = {}
    for name in FIELDS:
        metrics[name] = lambda outputs, labels, masks, name=name: mean_error(
            errors, name, masks, decode_outputs(outputs)[name], labels[name])
        metrics[f"{name}_constant"] = lambda outputs, labels, masks, name=name: mean_error(
            constant_errors, name, masks, labels[name])
    return metrics


def save(trainer, options, epoch):
    """Write the network in half precision, its fields not yet weighed, and the log."""
    metadata = result_options(options)
    metadata.update(epoch=epoch, shape_names=list(SHAPE_CLASSES), weights=PLAIN, bounds=PLAIN)
    half = copy.deepcopy(trainer.network).astype(np.float16)
    save_networks(options.output / WEIGHTS.name, {"transformation": half}, metadata)
    trainer.history.write(options.output / "transformation.csv")


def result_options(options):
    """The options that change the result, by name."""
    return {name: value for name, value in vars(options).items() if name not in _PLACE}


def make_trainer(options, work):
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


def train(options):
    """Train, writing weights and log after every epoch and the curve at the end."""
    trainer = make_trainer(options, options.work)
    validation = held_out_pairs(options.validation_pairs, VALIDATION_SEED)

    # Batches may be drawn ahead, for nothing else draws from the trainer's generator.
    @cache
    def pool():  # drawn in the first epoch there is, whose seconds it counts in: a finished run goes on at once
        return PairPool(options.seed, options.pool, options.epoch_pairs, options.batch_size, nets.thread_count())

    for epoch in range(1, options.epochs + 1):
        with nets.single_blas_thread():  # throughout the process: another thread sees the next batch meanwhile
            trainer.fit(lambda rng: ahead(pool().epoch(rng)), epoch, validation, resume=epoch == 1)
        if len(trainer.history.rows) > epoch:
            continue
        save(trainer, options, epoch)
    draw_curve(trainer.history, options.output / "transformation.png")


def draw_curve(history, path):
    """The learning curve, where matplotlib is installed."""
    try:
        history.plot(path, right=["validation_rotation"])
    except ImportError as error:
        print(error, file=sys.stderr)


def main(arguments=None):
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.train_transformation", description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=output_folder, default=str(WEIGHTS.parent), help="where weights and log go")
    parser.add_argument("--work", type=output_folder, default="runs/transformation", help="state of the run")
    parser.add_argument("--threads", type=positive, help="worker threads and processes; the result is the same")
    parser.add_argument("--seed", type=natural, default=7)
    parser.add_argument("--epochs", type=positive, default=20)
    parser.add_argument("--epoch-pairs", type=positive, default=56_000)
    parser.add_argument("--pool", type=positive, default=120_000, help="pairs drawn, then seen in many symmetries")
    parser.add_argument("--batch-size", type=positive, default=64)
    parser.add_argument("--learning-rate", type=rate, default=2e-3)
    parser.add_argument("--validation-pairs", type=positive, default=1_000)
    parser.add_argument("--difference", nargs=argparse.REMAINDER, default=[],
                        help="what follows goes to python -m agent.training.train_difference")
    options = parser.parse_args(arguments)
    train_difference.parsed(options.difference)  # what it cannot use is told before the training, not after it
    nets.set_threads(options.threads)
    try:
        train(options)
    except nets.OtherRunError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    train_difference.main(["--weights", str(options.output / WEIGHTS.name), *options.difference])


if __name__ == "__main__":
    run_command(main)
