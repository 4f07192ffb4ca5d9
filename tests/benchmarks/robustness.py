"""How accuracy falls when RAVEN's panels are blurred, noisy, compressed, scaled or thinly drawn.

    python -m tests.benchmarks.robustness DATA [--solver NAME] [--every N]

DATA holds .npz files of RAVEN's format. The solver "panels" adds up the experts of `agent.raven.experts` alone.
"""

from __future__ import annotations

import argparse
import io
from dataclasses import replace
from statistics import median

import numpy as np
from PIL import Image
from scipy import ndimage

from agent import Agent
from agent.evaluation.report import wilson_interval
from agent.solvers import SOLVERS
from problems.cli import positive, problem_sets, run_command
from problems.figure import Figure
from tests.benchmarks.raven import PanelsSolver, solved


def blurred(grey, rng, sigma):
    """Gaussian blur of `sigma` pixels."""
    return ndimage.gaussian_filter(grey, sigma)


def noisy(grey, rng, sigma):
    """Independent Gaussian noise of `sigma` grey levels of 255 on each pixel."""
    return np.clip(grey + rng.normal(0.0, sigma, grey.shape), 0.0, 255.0)


def compressed(grey, rng, quality):
    """JPEG of that quality, there and back."""
    held = io.BytesIO()
    _image(grey).save(held, "JPEG", quality=quality)
    return np.asarray(Image.open(held))


def scaled(grey, rng, side):
    """Resampled to `side` x `side` pixels."""
    return np.asarray(_image(grey).resize((side, side), Image.Resampling.LANCZOS))


def thinned(grey, rng, away):
    """Every outline thinner by `away` quarters of a pixel on either side: the lightest value that near."""
    height, width = grey.shape
    large = np.asarray(_image(grey).resize((4 * width, 4 * height), Image.Resampling.BILINEAR))
    lightest = Image.fromarray(ndimage.maximum_filter(large, 2 * away + 1))
    return np.asarray(lightest.resize((width, height), Image.Resampling.BOX))


DISTORTIONS = {
    "as they are": None,
    "blur 1 px": (blurred, 1.0),
    "blur 2 px": (blurred, 2.0),
    "noise 10": (noisy, 10.0),
    "noise 25": (noisy, 25.0),
    "noise 40": (noisy, 40.0),
    "JPEG 50": (compressed, 50),
    "JPEG 20": (compressed, 20),
    "96 px": (scaled, 96),
    "224 px": (scaled, 224),
    "outlines 2 px": (thinned, 2),
    "outlines 1.5 px": (thinned, 3),
}


def distorted(problem, distortion, rng):
    """The problem with every figure distorted: a pair of a function above and its amount, or None."""
    if distortion is None:
        return problem
    change, amount = distortion

    def changed(figures):
        grey = (255.0 * (1.0 - figure.ink) for figure in figures)
        return tuple(Figure.from_grey(change(g, rng, amount), f.name) for g, f in zip(grey, figures, strict=True))

    return replace(problem, matrix=changed(problem.matrix), options=changed(problem.options))


def _image(grey):
    return Image.fromarray(np.uint8(np.round(grey)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=problem_sets, help="a folder of RAVEN .npz files")
    parser.add_argument("--solver", choices=(*SOLVERS, "panels"), default="relations")
    parser.add_argument("--every", type=positive, default=1, metavar="N", help="only every N-th problem of a set")
    parser.add_argument("--only", choices=DISTORTIONS, action="append", help="only these distortions")
    arguments = parser.parse_args()
    agent = Agent(PanelsSolver() if arguments.solver == "panels" else arguments.solver)
    print(f"{'panels':16} right   of  accuracy       interval    ms  worst configuration")
    for name in arguments.only or DISTORTIONS:
        rng = np.random.default_rng(0)
        outcomes, worst = [], (2.0, "")
        for problem_set in arguments.data:
            chosen = problem_set[:: arguments.every]
            ours = solved((distorted(problem, DISTORTIONS[name], rng) for problem in chosen), agent)
            worst = min(worst, (sum(outcome.right for outcome in ours) / len(ours), problem_set.name))
            outcomes += ours
        right, total = sum(outcome.right for outcome in outcomes), len(outcomes)
        low, high = wilson_interval(right, total)
        milliseconds = 1000 * median(outcome.seconds for outcome in outcomes)
        shares = f"{right / total:8.1%}  {low:6.1%}-{high:6.1%}"
        print(f"{name:16} {right:5d} {total:4d}  {shares}  {milliseconds:4.0f}  {worst[0]:.0%} {worst[1]}",
              flush=True)


if __name__ == "__main__":
    run_command(main)
