"""`python -m agent.training.train_same_different`: the same-or-different network, on generated problems.

It compares vectors of the network that `python -m agent.training.train_transformation` trains, and needs its weights.
Writes same_different.npz and its log same_different.csv into the output folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

import numpy as np

import nets
from agent.inference.analogy import compared_vectors
from agent.matrix import comparisons
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.network.encoder import TransformationEncoder
from agent.solvers.same_different import DIFFERENT, SAME, WEIGHTS, new_network, two_pairs
from agent.training.arguments import network_file
from agent.training.generated_problems import generated_problems
from agent.weights.files import checksum, save_networks
from problems.cli import natural, output_folder, positive, run_command
from problems.problem import Problem

HELD_OUT_SEED = 40_000_003  # seed of the problems whose loss the log shows


def quadruples(
    encoder: TransformationEncoder, problems: Iterable[Problem]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Examples of two pairs: each transformation of a complete line with that of the open line, for every option.

    Returns
    -------
    inputs : numpy.ndarray
        float32 (N, 3 fields), as `two_pairs` makes them.
    targets : numpy.ndarray
        int64 (N,): SAME with the right option, DIFFERENT with any other.
    weights : numpy.ndarray
        float32 (N,): the right option counts as much as all others together.
    """
    inputs, targets, weights = [], [], []
    for problem in problems:
        references, candidates = compared_vectors(
            encoder, encoder.encode_problem(problem), problem, comparisons(problem.type))
        first, second = np.broadcast_arrays(references, candidates)
        features = two_pairs(first, second, encoder.fields)
        assert problem.answer is not None, "generated problems have an answer"
        right = np.arange(len(problem.options)) == problem.answer - 1
        shape = features.shape[:-1]
        inputs.append(features.reshape(-1, features.shape[-1]))
        targets.append(np.broadcast_to(np.where(right, SAME, DIFFERENT), shape).ravel())
        weights.append(np.broadcast_to(np.where(right, 1.0, 1.0 / np.count_nonzero(~right)), shape).ravel())
    return np.concatenate(inputs), np.concatenate(targets), np.concatenate(weights).astype(np.float32)


def train(options: argparse.Namespace) -> None:
    """Encode the problems, train and write the network."""
    encoder = TransformationEncoder.load(options.encoder)
    train_set = quadruples(encoder, generated_problems(options.seed, options.problems))
    held_out = generated_problems(HELD_OUT_SEED, options.problems // 10, held_out=True)
    validation = quadruples(encoder, held_out)
    print(f"{len(train_set[0])} quadruples to train on, {len(validation[0])} held out")
    rng = np.random.default_rng(options.seed)
    network = new_network(len(encoder.fields), rng=rng)
    steps = options.epochs * -(-len(train_set[0]) // 256)
    trainer = nets.Trainer(
        network, nets.CrossEntropy(), nets.Adam(2e-3, weight_decay=0.01), rng=rng, batch_size=256,
        metrics={"accuracy": nets.accuracy}, schedule=nets.cosine(steps),
    )
    trainer.fit(train_set, options.epochs, validation)
    metadata = {"seed": options.seed, "problems": options.problems, "epochs": options.epochs,
                "encoder_sha256": checksum(options.encoder)}
    save_networks(options.output / WEIGHTS.name, {"same_different": network}, metadata)
    trainer.history.write(options.output / "same_different.csv")


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.train_same_different",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=output_folder, default=str(WEIGHTS.parent))
    parser.add_argument("--encoder", type=network_file("transformation"), default=str(ENCODER_WEIGHTS))
    parser.add_argument("--seed", type=natural, default=11)
    parser.add_argument("--problems", type=positive, default=2_600)
    parser.add_argument("--epochs", type=positive, default=8)
    train(parser.parse_args(arguments))


if __name__ == "__main__":
    run_command(main)
