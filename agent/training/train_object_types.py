"""`python -m agent.training.train_object_types`: the network of object types, from drawings of this project alone.

Writes object_types.npz (weights, in half precision) and object_types.csv (the log) into the output folder.
"""

from __future__ import annotations

import argparse
import copy
from dataclasses import replace

import numpy as np

import nets
from agent.raven.object_types import TYPES, WEIGHTS
from agent.raven.region_properties import locate
from agent.raven.silhouette_crops import silhouette_crops
from agent.raven.silhouettes import find_silhouettes
from agent.weights.files import save_networks
from problems.cli import natural, output_folder, positive, rate, run_command
from problems.drawing.item import Item
from problems.drawing.render import Style, render
from problems.drawing.shapes import SHAPES

SIDES = (96, 128, 160, 192, 224)  # pixels along a side of the panels that are drawn
ALIASED = 0.3  # share of the panels drawn without antialiasing
# Shapes that the network learns to call "any other".
STRANGE = tuple(name for name in SHAPES if name not in TYPES and name != "octagon" and not SHAPES[name].thin)


def drawn_crops(
    number: int, *, rng: np.random.Generator, held_out: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Crops of objects in drawn panels, and their classes.

    Parameters
    ----------
    number : int
        Number of objects.
    held_out : bool
        Whether to draw in the styles that training never uses.

    Returns
    -------
    crops : numpy.ndarray
        float32 (number, 1, side, side), see `agent.raven.silhouette_crops`.
    classes : numpy.ndarray
        int (number,), the index in `TYPES`, len(TYPES) for any other shape.
    pixels : numpy.ndarray
        float (number,), radius in pixels of a disc of the same area.
    """
    parts, found = [], 0
    while found < number:
        parts.append(_drawn_stack(rng, held_out))
        found += len(parts[-1][1])
    crops, classes, pixels = (np.concatenate(column)[:number] for column in zip(*parts, strict=True))
    return crops, classes, pixels


def _drawn_stack(rng, held_out, panels=8):
    """The crops of panels of 1, 4, 9 or 36 objects in a grid; objects that are not found by themselves are left out."""
    ink, truth, side = [], [], int(rng.choice(SIDES))
    grid = int(rng.choice((1, 2, 3, 6), p=(0.1, 0.15, 0.35, 0.4)))
    for _ in range(panels):
        style = Style.random(rng=rng, held_out=held_out)
        if rng.random() < ALIASED:
            style = replace(style, samples=1)
        drawing = []
        for place in range(grid * grid):
            kind = int(rng.integers(len(TYPES) + 1))
            name = TYPES[kind] if kind < len(TYPES) else STRANGE[rng.integers(len(STRANGE))]
            size = rng.uniform(0.4 if grid < 6 else 0.55, 0.9) / grid
            fill = ("none", "solid", "grey")[rng.integers(3)]
            x, y = ((place % grid + 0.5) / grid, (place // grid + 0.5) / grid)
            angle = rng.choice((rng.uniform(0, 360), 45.0 * rng.integers(8)))
            drawing.append(Item(name, x, y, size, angle, fill=fill, grey=rng.uniform(), line_width=0.018))
            truth.append((kind, 0.5 * size * side))
        ink.append(render(tuple(drawing), side=side, style=style, rng=rng))
    scene = find_silhouettes(np.stack(ink))
    places = locate(scene)
    slot = np.minimum((places.centre * grid).astype(int), grid - 1)
    index = (places.panel * grid + slot[:, 1]) * grid + slot[:, 0]
    kinds, radii = np.array(truth).T
    away = np.abs(places.centre - (slot + 0.5) / grid).max(axis=1)
    pixels = np.sqrt(places.area / np.pi) * side
    # neither a part of an object nor several that have merged
    single = ~places.nested & (away < 0.15 / grid) & (pixels < radii[index] + 3.0)
    return silhouette_crops(scene)[single], kinds[index[single]].astype(int), pixels[single]


def type_network(*, rng: np.random.Generator) -> nets.Sequential:
    """Three convolutions and a linear layer, from crops to logits of the TYPES and of any other shape."""
    layers: list[nets.Layer] = []
    for before, after in ((1, 12), (12, 24), (24, 32)):
        layers += [nets.Conv2D(before, after, 3, padding=1, rng=rng), nets.BatchNorm(after), nets.ReLU(),
                   nets.MaxPool2D(2)]
    return nets.Sequential([*layers, nets.Flatten(), nets.Linear(3 * 3 * 32, len(TYPES) + 1, rng=rng)])


def train(options: argparse.Namespace) -> None:
    """Train, and write the weights and the log."""
    rng = np.random.default_rng(options.seed)
    crops, classes, _ = drawn_crops(options.objects, rng=rng)
    held_crops, held_classes, _ = drawn_crops(options.objects // 10, rng=rng, held_out=True)
    network = type_network(rng=rng)
    steps = options.epochs * -(-len(crops) // options.batch_size)
    trainer = nets.Trainer(
        network, nets.CrossEntropy(), nets.Adam(options.learning_rate, weight_decay=0.01), rng=rng,
        batch_size=options.batch_size, metrics={"accuracy": nets.accuracy},
        schedule=nets.cosine(steps, floor=0.01),
    )
    trainer.fit((crops, classes), options.epochs, (held_crops, held_classes))
    half = copy.deepcopy(network).astype(np.float16)
    metadata = {"types": [*TYPES, "other"], "seed": options.seed}
    save_networks(options.output / WEIGHTS.name, {"types": half}, metadata)
    trainer.history.write(options.output / WEIGHTS.with_suffix(".csv").name)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.train_object_types",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=output_folder, default=str(WEIGHTS.parent), help="for weights and log")
    parser.add_argument("--seed", type=natural, default=5)
    parser.add_argument("--objects", type=positive, default=100_000)
    parser.add_argument("--epochs", type=positive, default=8)
    parser.add_argument("--batch-size", type=positive, default=64)
    parser.add_argument("--learning-rate", type=rate, default=3e-3)
    train(parser.parse_args(arguments))


if __name__ == "__main__":
    run_command(main)
