"""Learn to read handwritten digits: python -m nets.mnist [--data DIR] [--output DIR] [--resume].

Without --data it trains on the tenth of MNIST that ships with the package. The test digits are looked at
once, at the end. Writes log.csv, weights.npz, pictures of misread digits (wrong.png), of confusions, filters and
saliency, and (with matplotlib) curve.png to --output.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from nets.activations import ReLU, softmax
from nets.batches import predict
from nets.checkpoint import save
from nets.convolution import Conv2D
from nets.dropout import Dropout
from nets.history import History
from nets.linear import Flatten, Linear
from nets.losses import CrossEntropy, accuracy
from nets.mnist_data import SUBSET, read_part
from nets.normalization import BatchNorm
from nets.optimizers import Adam
from nets.pictures import confusion_picture, filters_picture, misread_picture, saliency_picture
from nets.pooling import MaxPool2D
from nets.schedules import cosine, warm_up
from nets.sequential import Sequential
from nets.summary import summary
from nets.trainer import OtherRunError, Trainer

BATCH_SIZE = 128  # images a step
VALIDATION = 1 / 12  # share of the training images that is held out: 5,000 of the 60,000
SMOOTHING = 0.05  # of the targets, see CrossEntropy


def make_network(*, rng: np.random.Generator) -> Sequential:
    """Return the network: three convolutions and two linear layers, (N, 1, 28, 28) -> logits (N, 10).

    Without padding, the images shrink from layer to layer (28, 24, 12, 10, 5, 3): the ink lies in the middle 20 x 20
    pixels, and this takes about half the time of the same channels with padding.
    """
    return Sequential([
        Conv2D(1, 16, 5, rng=rng), BatchNorm(16), ReLU(), MaxPool2D(2),
        Conv2D(16, 48, 3, rng=rng), BatchNorm(48), ReLU(), MaxPool2D(2),
        Conv2D(48, 96, 3, rng=rng), BatchNorm(96), ReLU(), Flatten(),
        Dropout(0.2, rng=rng), Linear(96 * 3 * 3, 128, rng=rng), ReLU(),
        Dropout(0.2, rng=rng), Linear(128, 10, initialization="glorot", rng=rng)], input_gradient=False)


def distorted(images: np.ndarray, rng: np.random.Generator, reach: float = 2.0, bend: float = 0.15) -> np.ndarray:
    """Return the images (N, 1, H, W), each shifted, turned, sheared and stretched a little.

    Where x is a place of a result, from the middle of the image, its pixel is read at x + B x + t: t moves by up to
    ``reach`` pixels along both axes, B is a 2 x 2 matrix of numbers between -bend and bend. Outside is 0.
    """
    count, _, height, width = images.shape
    framed = np.zeros((count, height + 3, width + 3), images.dtype)  # a pixel before, two after: see _between
    framed[:, 1:height + 1, 1:width + 1] = images[:, 0]
    shift = rng.uniform(-reach, reach, (2, count, 1, 1)).astype(images.dtype)
    matrix = rng.uniform(-bend, bend, (2, 2, count, 1, 1)).astype(images.dtype)
    y, x = (np.arange(size, dtype=images.dtype) - (size - 1) / 2 for size in (height, width))
    y = y[:, None]
    rows = y + (height + 1) / 2 + shift[0] + matrix[0, 0] * y + matrix[0, 1] * x
    columns = x + (width + 1) / 2 + shift[1] + matrix[1, 0] * y + matrix[1, 1] * x
    return _between(framed, rows.clip(0, height + 1), columns.clip(0, width + 1))[:, None]


def _between(images: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return images (N, H, W) read at fractional places, from the four pixels around each, by bilinear weights."""
    top, left = np.floor(rows), np.floor(columns)
    down, right = rows - top, columns - left
    count, height, width = images.shape
    top, left, pixels = top.astype(np.int32), left.astype(np.int32), images.ravel()
    place = (np.arange(count, dtype=np.int32)[:, None, None] * height + top) * width + left

    def between(place):
        first = pixels.take(place)
        return first + right * (pixels.take(place + 1) - first)

    upper = between(place)
    return upper + down * (between(place + width) - upper)


def train(images: np.ndarray, labels: np.ndarray, epochs: int, *, rng: np.random.Generator,
          folder: str | Path | None = None, resume: bool = False, about: dict[str, Any] | None = None,
          report: Callable[[str], object] | None = print) -> tuple[Sequential, History]:
    """Train a new network; a twelfth of the digits is kept for validation.

    Parameters
    ----------
    folder, resume, about, report
        As `Trainer` and its ``fit`` take them.
    """
    network = make_network(rng=rng)
    updates = epochs * -(-round(len(images) * (1 - VALIDATION)) // BATCH_SIZE)
    warming = updates // 20
    trainer = Trainer(network, CrossEntropy(SMOOTHING), Adam(4e-3, weight_decay=0.01), rng=rng,
                      batch_size=BATCH_SIZE, metrics={"accuracy": accuracy}, augment=distorted,
                      schedule=warm_up(warming, cosine(updates - warming)), folder=folder, about=about,
                      report=report)
    return network, trainer.fit((images, labels), epochs, validation=VALIDATION, resume=resume)


def probabilities(network: Sequential, images: np.ndarray) -> np.ndarray:
    """Return the probabilities of the digits (N, 10), averaged over five places of each image.

    The places are its own and one pixel to each side. Training moves digits too: all five are answers of the network
    to the same digit, and where one is wrong by chance the others outvote it.
    """
    height, width = images.shape[2:]
    framed = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)))
    moved = [framed[:, :, top:top + height, left:left + width]
             for top, left in ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2))]
    return np.mean([softmax(predict(network, part)) for part in moved], axis=0)


def _whole(least: int) -> Callable[[str], int]:
    """Return the type of an argument that is a whole number of at least `least`."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"expected a number from {least}, got {text}")
        return int(text)

    return number


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, train, test and write."""
    parser = argparse.ArgumentParser(prog="python -m nets.mnist", description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=SUBSET, help="folder with the four IDX files, gzipped or not")
    parser.add_argument("--epochs", type=_whole(1), help="default: 12, for small data 180,000 digits' worth")
    parser.add_argument("--output", default="runs/mnist", type=Path, help="default: %(default)s")
    parser.add_argument("--seed", default=0, type=_whole(0))
    parser.add_argument("--resume", action="store_true", help="go on with the run that --output holds")
    options = parser.parse_args(arguments)
    try:
        images, labels = read_part(options.data, "train")
        test_images, test_labels = read_part(options.data, "t10k")
        options.output.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    epochs = options.epochs or max(12, 180_000 // len(images))
    rng, started = np.random.default_rng(options.seed), time.process_time()
    print(summary(make_network(rng=np.random.default_rng(0)), images.shape[1:]))
    print(f"{len(images):,} training digits, {epochs} epochs; the training loss cannot fall below "
          f"{CrossEntropy(SMOOTHING).floor(10):.3f}, the entropy of targets smoothed by {SMOOTHING}")
    about = {"seed": options.seed, "epochs": epochs, "digits": len(images)}
    try:
        network, history = train(images, labels, epochs, rng=rng, folder=options.output,
                                 resume=options.resume, about=about)
    except OtherRunError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    found = probabilities(network, test_images)
    predicted = found.argmax(axis=1)
    right = float((predicted == test_labels).mean())
    print(f"test accuracy {right:.2%}: {np.sum(predicted != test_labels)} of {len(test_labels):,} digits "
          f"read wrongly; {time.process_time() - started:.0f} CPU seconds")
    save(options.output / "weights.npz", {"digits": network}, {"test accuracy": right, "epochs": epochs})
    misread_picture(test_images, test_labels, np.log(found)).save(options.output / "wrong.png")
    confusion_picture(test_labels, predicted).save(options.output / "confusion.png")
    filters_picture(network[0]).save(options.output / "filters.png")
    saliency_picture(network, test_images[:10], predicted[:10]).save(options.output / "saliency.png")
    try:
        history.plot(options.output / "curve.png", right=["validation_accuracy"])
    except ImportError as error:
        print(error)
    print("written:", *sorted(str(path) for path in options.output.iterdir()))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("interrupted; the same command with --resume goes on")
