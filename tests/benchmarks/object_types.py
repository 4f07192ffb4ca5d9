"""How well object types are read: by harmonics, by the network, and by both as the panels' experts use them.

    python -m tests.benchmarks.object_types [DATA] [--every N]

First on our artist's drawings in styles that the network never saw, by the radius in pixels; then, where DATA
holds RAVEN's .npz files with .xml beside them, on RAVEN's panels, distorted as in
`tests.benchmarks.robustness`. Neither reading was built on any of these. The loss is -log P(true type).
"""

from __future__ import annotations

import argparse
import ast
import itertools
import xml.etree.ElementTree as ElementTree

import numpy as np

from agent.raven.experts import best_reading
from agent.raven.object_types import TYPES, harmonic_types, network_types, type_levels
from agent.raven.region_properties import describe
from agent.training.train_object_types import drawn_crops
from problems.cli import positive, problem_sets, run_command
from tests.benchmarks.robustness import DISTORTIONS, distorted

RADII = (0, 9, 13, 25, 200)  # pixels
TOGETHER = 100  # objects read at a time, as in the panels of a problem


def readings(crops, pixels):
    """P(type) over `TYPES` by harmonics, network and both: (3, n, types)."""
    reads = (harmonic_types(crops, pixels), network_types(crops), type_levels(crops, pixels))
    known = np.stack([np.maximum(read[:, : len(TYPES)], 1e-3) for read in reads])
    return known / known.sum(axis=2, keepdims=True)


def line(name, probability, kinds):
    """A line of the table: the share read rightly and the mean loss of each reading."""
    right = (probability.argmax(axis=2) == kinds).mean(axis=1)
    loss = -np.log(probability[:, np.arange(len(kinds)), kinds]).mean(axis=1)
    return f"{name:24} {len(kinds):7d}  " + "   ".join(f"{r:7.2%} {e:6.3f}" for r, e in zip(right, loss, strict=True))


def drawings(number):
    """Lines for our artist's drawings in held-out styles."""
    crops, kinds, pixels = drawn_crops(number, rng=np.random.default_rng(99), held_out=True)
    crops, kinds, pixels = (column[kinds < len(TYPES)] for column in (crops, kinds, pixels))
    parts = [slice(start, start + TOGETHER) for start in range(0, len(kinds), TOGETHER)]
    probability = np.concatenate([readings(crops[part], pixels[part]) for part in parts], axis=1)
    yield line("drawings", probability, kinds)
    for low, high in itertools.pairwise(RADII):
        chosen = (low <= pixels) & (pixels < high)
        yield line(f"  of {low} to {high} pixels", probability[:, chosen], kinds[chosen])


def annotated(problem, components, rows):
    """The objects that were found in their places, and their true types by the problem's .xml."""
    found, kinds = [], []
    for index, panel in enumerate(ElementTree.parse(problem.annotation["xml"]).getroot().find("Panels")):
        for component, row, truth in zip(components, rows, panel.iter("Component"), strict=False):
            for entity in truth.iter("Entity"):
                y, x = ast.literal_eval(entity.get("bbox"))[:2]
                slot = np.abs(np.array(component.slots) - (x, y)).max(axis=1).argmin()
                if row[index, slot] >= 0:
                    found.append(row[index, slot])
                    kinds.append(int(entity.get("Type")) - 1)
    return np.array(found, int), np.array(kinds, int)


def panels(problems, distortion):
    """P(type) by each reading and the true types of all objects found in the panels of problems."""
    rng = np.random.default_rng(0)
    probability, kinds = [], []
    for problem in problems:
        changed = distorted(problem, distortion, rng)
        scene, _, components, rows = best_reading(changed.matrix + changed.options)
        if components:
            looks = describe(scene)
            found, truth = annotated(problem, components, rows)
            probability.append(readings(looks.crops, looks.pixels)[:, found])
            kinds.append(truth)
    return np.concatenate(probability, axis=1), np.concatenate(kinds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", type=problem_sets, help="a folder of RAVEN .npz files with their .xml")
    parser.add_argument("--every", type=positive, default=4, metavar="N", help="only every N-th problem of a set")
    parser.add_argument("--drawings", type=positive, default=6000, help="how many drawn objects")
    arguments = parser.parse_args()
    print(f"{'':24} objects  harmonics  loss   network  loss      both  loss")
    for text in drawings(arguments.drawings):
        print(text, flush=True)
    if arguments.data:
        problems = [p for part in arguments.data for p in part[:: arguments.every]]
        for name, distortion in DISTORTIONS.items():
            print(line(name, *panels(problems, distortion)), flush=True)


if __name__ == "__main__":
    run_command(main)
