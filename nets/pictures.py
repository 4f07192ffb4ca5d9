"""Pictures of what a network has learned: filters, activations, saliency, confusions and misread images.

Every function returns a Pillow image.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from nets.activations import softmax
from nets.layer import Layer
from nets.saliency import input_gradient
from nets.sequential import Sequential

GAP = 4  # pixels between tiles
TITLE = 18  # pixels above a row that has a title
RIGHT, WRONG, TEXT = "#1a7f37", "#cf222e", "#24292f"
POSITIVE, NEGATIVE = np.array([179, 88, 6]), np.array([5, 48, 97])  # orange and blue, told apart by the colour-blind


def filters_picture(layer: Layer, scale: int = 12) -> Image.Image:
    """The kernels of a convolution, one a column, an input channel a row: orange above zero, blue below."""
    weight = layer.params["weight"]
    largest = np.abs(weight).max() or 1.0
    return _grid([[_signed(weight[o, i] / largest, scale) for o in range(len(weight))]
                  for i in range(weight.shape[1])])


def activations_picture(network: Sequential, image: np.ndarray, columns: int = 16, scale: int = 3) -> Image.Image:
    """The image (C, H, W) after each layer whose output is an image: a titled block a layer, black the largest."""
    x, rows, titles = np.asarray(image)[None], [], []
    for place, layer in enumerate(network.layers):
        x = layer.forward(x)
        if x.ndim != 4:
            break
        maps = x[0] - x.min()
        tiles = [_grey(1 - part / (maps.max() or 1.0), scale) for part in maps]
        blocks = [tiles[start:start + columns] for start in range(0, len(tiles), columns)]
        title = f"{place}: {type(layer).__name__}, {' x '.join(map(str, x.shape[1:]))}, {x.min():.1f} to {x.max():.1f}"
        rows += blocks
        titles += [title] + [""] * (len(blocks) - 1)
    return _grid(rows, titles)


def saliency_picture(network: Sequential, images: np.ndarray, classes: np.ndarray, scale: int = 4) -> Image.Image:
    """Each image (N, 1, H, W) above what its class's output depends on: dark where a pixel matters."""
    slopes = np.abs(input_gradient(network, images, classes)).max(axis=1)
    slopes /= np.maximum(slopes.max(axis=(1, 2), keepdims=True), np.finfo(slopes.dtype).tiny)
    return _grid([[_grey(1 - image[0], scale) for image in images], [_grey(1 - slope, scale) for slope in slopes]])


def confusion_picture(labels: np.ndarray, predicted: np.ndarray, classes: int = 10, cell: int = 40) -> Image.Image:
    """How often each class (row) is read as each other (column): right ones green, wrong ones the redder the more."""
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (labels, predicted), 1)
    wrong = counts - np.diag(np.diag(counts))
    side = (classes + 1) * cell
    page = Image.new("RGB", (side, side + 20), "white")
    pen = ImageDraw.Draw(page)
    pen.text((4, 4), "true class down, read class across", fill=TEXT, font=_font(12))
    for row in range(classes):
        for text, x, y in ((str(row), 0, row + 1), (str(row), row + 1, 0)):
            pen.text((x * cell + cell / 2, 20 + y * cell + cell / 2), text, fill=TEXT, font=_font(14), anchor="mm")
        for column in range(classes):
            share = 0.15 if row == column else 0.9 * wrong[row, column] / max(wrong.max(), 1)
            colour = _blend(RIGHT if row == column else WRONG, share)
            x, y = (column + 1) * cell, 20 + (row + 1) * cell
            pen.rectangle((x, y, x + cell - 1, y + cell - 1), fill=colour, outline="#d1d9e0")
            if counts[row, column]:
                pen.text((x + cell / 2, y + cell / 2), str(counts[row, column]), fill=TEXT, font=_font(12), anchor="mm")
    return page


def misread_picture(
    images: np.ndarray, labels: np.ndarray, logits: np.ndarray, columns: int = 8, scale: int = 3
) -> Image.Image:
    """The images (N, 1, H, W) whose largest logit is of another class, each numbered and with how sure that was.

    The surest come first: "true 5, read 3 (71 %)".
    """
    predicted, sure = logits.argmax(axis=1), softmax(logits).max(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    wrong = wrong[np.argsort(-sure[wrong], kind="stable")]
    height, width = (length * scale for length in images.shape[2:])
    step_x, step_y = max(width, 150) + GAP, height + 36
    rows = max(1, -(-len(wrong) // columns))
    page = Image.new("RGB", (columns * step_x + GAP, rows * step_y + GAP), "white")
    pen = ImageDraw.Draw(page)
    if not len(wrong):
        pen.text((GAP, GAP), "none was misread", fill=TEXT, font=_font(12))
    for place, index in enumerate(wrong):
        x, y = GAP + place % columns * step_x, GAP + place // columns * step_y
        page.paste(_grey(1 - images[index, 0], scale), (x, y))
        pen.rectangle((x, y, x + width - 1, y + height - 1), outline="#8c959f")
        told = f"true {labels[index]}, read {predicted[index]} ({sure[index]:.0%})".replace("%", " %")
        pen.text((x, y + height + 2), f"{place + 1}: {told}", fill=TEXT, font=_font(12))
    return page


def _grey(values: np.ndarray, scale: int) -> Image.Image:
    """Numbers from 0 (black) to 1 as an enlarged image."""
    pixels = np.uint8(np.round(255 * np.clip(values, 0, 1)))
    return Image.fromarray(np.kron(pixels, np.ones((scale, scale), np.uint8)))


def _signed(values: np.ndarray, scale: int) -> Image.Image:
    """Numbers from -1 to 1 as an enlarged image from blue over white to orange."""
    strength = np.abs(values)[..., None]
    colours = np.where(values[..., None] > 0, POSITIVE, NEGATIVE)
    pixels = np.uint8(np.round(255 * (1 - strength) + colours * strength))
    return Image.fromarray(pixels.repeat(scale, axis=0).repeat(scale, axis=1))


def _grid(rows: Sequence[Sequence[Image.Image]], titles: Sequence[str] = ()) -> Image.Image:
    """Images in rows, put together with a small gap; a title stands above its row."""
    titles = titles or [""] * len(rows)
    heights = [max(image.height for image in row) + GAP + TITLE * bool(title)
               for row, title in zip(rows, titles, strict=True)]
    width = max([sum(image.width + GAP for image in row) for row in rows] + [300 * any(titles)]) + GAP
    page = Image.new("RGB", (width, sum(heights) + GAP), "#f3f4f6")
    top = GAP
    for row, height, title in zip(rows, heights, titles, strict=True):
        ImageDraw.Draw(page).text((GAP, top), title, fill=TEXT, font=_font(12))
        left, below = GAP, top + TITLE * bool(title)
        for image in row:
            page.paste(image, (left, below))
            left += image.width + GAP
        top += height
    return page


def _blend(colour: str, share: float) -> tuple[int, ...]:
    """A colour mixed with white."""
    parts = [int(colour[place:place + 2], 16) for place in (1, 3, 5)]
    return tuple(round(255 + (part - 255) * share) for part in parts)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font; before Pillow 10.1 it has one size alone."""
    try:
        return ImageFont.load_default(size)
    except TypeError:
        return ImageFont.load_default()
