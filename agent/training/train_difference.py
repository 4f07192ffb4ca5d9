"""`python -m agent.training.train_difference`: the difference network, on top of a transformation network.

It is the last step of `python -m agent.training.train_transformation`, which runs it. New pairs are encoded once, and
the network learns from them in both orders. It is written into the file of the transformation network, with newly
fitted weights of all fields; the log goes into difference.csv beside it.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Callable
from pathlib import Path

import numpy as np

import nets
from agent.evaluation.executors import parallel_map
from agent.network.difference_net import DifferenceNet, compared
from agent.network.encoder import WEIGHTS
from agent.network.fields import number_and_shape
from agent.training.arguments import network_file
from agent.training.evaluate_network import VALIDATION_SEED
from agent.training.fit_field_scales import examples, fitted_scales
from agent.training.losses import difference_objective
from agent.training.pairs.field_errors import errors, mean_error
from agent.training.pairs.pair_pool import chunks
from agent.vision.raster import SIDE
from agent.weights.files import record
from nets.batches import join, slices, take
from problems.cli import natural, positive, rate, run_command
from problems.pairs.stream import PairStream
from problems.pairs.symmetries import exchanged_labels

PROBLEMS = 50  # generated problems that a process takes at a time


def encoded(path: Path, seed: int, number: int, size: int, held_out: bool) -> tuple[tuple, tuple]:
    """Batch `number` of `size` pairs of a `PairStream`, encoded by the network in the file `path`.

    Returns
    -------
    forth, back : tuple of (inputs, labels, masks)
        Dicts of arrays (size, ...): the pairs, and the same with their figures exchanged.
    """
    networks, _ = nets.load(path)
    network = networks["transformation"]
    batch = PairStream(seed, side=SIDE, held_out=held_out).batch(size, number)
    forth: list[dict] = []
    back: list[dict] = []
    for part in slices(size, 25):
        figures = network.encode(np.concatenate([batch.before[part], batch.after[part]]))
        half = len(figures.ink) // 2
        before, after = figures.take(slice(half)), figures.take(slice(half, None))
        for inputs, pair in ((forth, (before, after)), (back, (after, before))):
            described = compared(*pair, network.view(*pair))
            inputs.append({**described, "ink": described["ink"].astype(np.float16)})  # the most memory by far: halved
    return (join(forth), batch.labels, batch.masks), (join(back), *exchanged_labels(batch.labels, batch.masks))


def encoded_pairs(path: Path, seed: int, count: int, jobs: int, held_out: bool = False) -> tuple[tuple, ...]:
    """The first `count` pairs, rounded up to whole chunks, as `encoded` returns them: (forth, back)."""
    parts = list(parallel_map(encoded, [(path, seed, *chunk, held_out) for chunk in chunks(count)], jobs))
    return tuple(tuple(join([part[way][k] for part in parts]) for k in range(3)) for way in range(2))


def served(ways: tuple[tuple, ...], batch_size: int) -> Callable:
    """A function rng -> the batches of an epoch: every pair once, in one of its two orders."""

    def epoch(rng):
        count = len(ways[0][0]["view"])
        order = rng.permutation(count)
        for part in slices(count, batch_size):
            yield tuple(take(data, order[part]) for data in ways[rng.integers(2)])

    return epoch


def right(name: str) -> Callable:
    """A metric: the share of pairs whose field `name` is right, of those for which it is defined."""
    return lambda outputs, labels, masks: mean_error(errors, name, masks, number_and_shape(outputs)[name], labels[name])


def train(options: argparse.Namespace) -> None:
    """Encode, train, fit the scales and write."""
    networks, metadata = nets.load(options.weights)
    network = networks["transformation"]
    ways = encoded_pairs(options.weights, options.seed, options.pairs, options.jobs)
    validation, _ = encoded_pairs(options.weights, VALIDATION_SEED, options.validation_pairs, options.jobs, True)
    rng = np.random.default_rng(options.seed)
    network.difference = DifferenceNet(network.shape_count, rng=rng)
    steps = options.epochs * -(-len(ways[0][0]["view"]) // options.batch_size)
    trainer = nets.Trainer(
        network.difference, difference_objective(), nets.Adam(options.learning_rate, weight_decay=0.01), rng=rng,
        batch_size=options.batch_size, metrics={f"{name}_right": right(name) for name in ("number", "shape")},
        schedule=nets.warm_up(min(100, steps // 2), nets.cosine(steps)),
    )
    with nets.limited_threads(1):  # its matrix products are small: two threads take longer than one
        trainer.fit(served(ways, options.batch_size), options.epochs, validation)
    metadata["difference"] = {name: value for name, value in vars(options).items() if name not in ("weights", "jobs")}
    # A draft, so that the file is replaced only once all in it belongs together.
    draft = options.weights.with_name(f"{options.weights.name}.draft")
    _save(draft, network, metadata)
    fit_scales(draft, options.problems, options.jobs)
    draft.replace(options.weights)
    record(options.weights)
    trainer.history.write(options.weights.with_name("difference.csv"))


def fit_scales(path: Path, count: int, jobs: int = 1) -> None:
    """Fit the weights of the fields to `count` generated problems, and write them into the file of the network."""
    networks, metadata = nets.load(path)
    tasks = [(path, metadata["seed"], part.start, part.stop) for part in slices(count, PROBLEMS)]
    found = [example for part in parallel_map(examples, tasks, jobs) for example in part]
    metadata["weights"], metadata["bounds"] = fitted_scales(metadata["shape_names"], found)
    metadata["difference"]["problems"] = count
    _save(path, networks["transformation"], metadata)


def _save(path, network, metadata):
    nets.save(path, {"transformation": copy.deepcopy(network).astype(np.float16)}, metadata)


def parsed(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.train_difference",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weights", type=network_file("transformation"), default=str(WEIGHTS),
                        help="file of the transformation network")
    parser.add_argument("--seed", type=natural, default=13)
    parser.add_argument("--pairs", type=positive, default=450_000)
    parser.add_argument("--validation-pairs", type=positive, default=1_000)
    parser.add_argument("--epochs", type=positive, default=12)
    parser.add_argument("--batch-size", type=positive, default=128)
    parser.add_argument("--learning-rate", type=rate, default=3e-3)
    parser.add_argument("--problems", type=positive, default=2600, help="generated problems that weigh the fields")
    parser.add_argument("-j", "--jobs", type=positive, default=nets.thread_count(), help="processes that encode")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and train."""
    train(parsed(arguments))


if __name__ == "__main__":
    run_command(main)
