"""Objects drawn in the styles of training, read by the scene reader and matched to what was drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from agent.network.object_network import CROP, MARGIN
from agent.scene.assignment import match
from agent.scene.object_inputs import object_inputs, sampled
from agent.scene.reading import parse_scenes
from agent.scene.scene import Object
from agent.training.objects.labels import ObjectLabels, label
from problems.drawing.render import Style, render
from problems.drawing.truth import DrawnObject, drawn_objects
from problems.figure import Figure
from problems.pairs.scene_sampler import random_scene

SIDES = (112, 128, 144, 160, 184, 208, 240)  # pixels along a side; those that are measured are others
SOFTEST, THICKEST = 0.006, 1.45  # blur and factor on lines: softer and thicker styles are only measured
FARTHEST = 0.2  # an object is found where distance / extent + |ln of the ratio of extents| is below

Arrays = dict[str, np.ndarray]


def training_style(*, rng: np.random.Generator) -> Style:
    """A style by chance, without those on which the network is measured."""
    style = Style.random(rng=rng)
    return replace(style, blur=min(style.blur, SOFTEST), line=min(style.line, THICKEST))


def drawn_examples(number: int, seed: int) -> tuple[Arrays, ObjectLabels]:
    """At least `number` objects as inputs of the network and what is true of them, the same for the same seed."""
    inputs: list[Arrays] = []
    rows: list[tuple] = []
    figure = 0
    while len(rows) < number:
        found, labels = _figure_examples(np.random.default_rng([seed, figure]))
        if labels:
            inputs.append(found)
            rows += labels
        figure += 1
    joined = {name: np.concatenate([part[name] for part in inputs]) for name in inputs[0]}
    return joined, ObjectLabels(*(np.array(column) for column in zip(*rows, strict=True)))


def _figure_examples(rng: np.random.Generator) -> tuple[Arrays, list[tuple]]:
    drawing, style = random_scene(rng=rng), training_style(rng=rng)
    figure = Figure("A", render(drawing, side=int(rng.choice(SIDES)), style=style, rng=rng))
    truth = drawn_objects(drawing, style)
    (scene,), inks = parse_scenes([figure])
    found = matched(truth, scene.objects)
    kept = [k for k, index in enumerate(found) if index >= 0]
    inputs = object_inputs([scene], inks)
    inputs["pixels"] = np.array([[_pixels(seen)] for seen in scene.objects], np.float32).reshape(-1, 1, CROP, CROP)
    places = [found[k] for k in kept]
    chosen = {name: data[places] for name, data in inputs.items()}
    return {name: data if name == "geometry" else _bytes(data) for name, data in chosen.items()}, [
        label(drawing[k], truth[k]) for k in kept]


def _bytes(crops: np.ndarray) -> np.ndarray:
    return np.rint(255.0 * crops).astype(np.uint8)


def _pixels(seen: Object) -> np.ndarray:
    """The silhouette of an object as whole pixels show it, about the centre of these: float32 (CROP, CROP)."""
    rows, columns = np.nonzero(seen.mask)
    places = columns + 1j * rows + (0.5 + 0.5j)
    centre = complex(places.mean())
    return sampled(seen.mask.astype(np.float32), centre, MARGIN * (float(abs(places - centre).max()) + 0.5))


def matched(truth: Sequence[DrawnObject], read: Sequence[Object]) -> list[int]:
    """The index in `read` of each drawn object by place and extent, -1 where it was not found."""
    if not truth or not read:
        return [-1] * len(truth)
    places = [np.array([complex(*one.place) for one in objects]) for objects in (truth, read)]
    extents = [np.maximum([_extent(one.box) for one in objects], 1e-3) for objects in (truth, read)]
    cost = abs(places[0][:, None] - places[1]) / extents[0][:, None] + abs(np.log(extents[1] / extents[0][:, None]))
    alike = np.array([[true.closed == seen.closed for seen in read] for true in truth])
    cost = np.where(alike, np.minimum(cost, FARTHEST), FARTHEST)
    cost = np.hstack([cost, np.full((len(truth), len(truth)), FARTHEST)])  # each may be matched with nothing
    return [int(j) if cost[k, j] < FARTHEST else -1 for k, j in enumerate(match(cost))]


def _extent(box: tuple) -> float:
    return math.hypot(box[2] - box[0], box[3] - box[1])


def augmented(inputs: Arrays, labels: ObjectLabels, rng: np.random.Generator) -> tuple[Arrays, ObjectLabels]:
    """The examples mirrored or not and turned, by chance, and with less known of most of them.

    Half of the turns are quarter turns, which blur nothing. Half of the objects come without geometry, and half of
    these without all but the pixels of their silhouette.
    """
    count = len(inputs["crop"])
    flipped, known = rng.random(count) < 0.5, rng.random(count)
    degrees = np.where(rng.random(count) < 0.5, 90.0 * rng.integers(4, size=count), 360.0 * rng.random(count))
    bare = known < 0.25
    chosen = inputs["crop"].copy()
    chosen[bare] = 0
    chosen[bare, :1] = inputs["pixels"][bare]
    geometry = inputs["geometry"] * (known >= 0.5)[:, None]
    crops = moved_crops(chosen, degrees, flipped) * np.float32(1.0 / 255.0)
    return {"crop": crops, "geometry": geometry.astype(np.float32)}, labels.turned(degrees, flipped)


def unaugmented(inputs: Arrays) -> Arrays:
    """The inputs of the network for examples as they are."""
    return {"crop": inputs["crop"] * np.float32(1.0 / 255.0), "geometry": inputs["geometry"]}


def moved_crops(crops: np.ndarray, degrees: np.ndarray, flipped: np.ndarray) -> np.ndarray:
    """Crops, uint8 (N, 3, CROP, CROP), mirrored left to right where `flipped`, then turned counter-clockwise."""
    moved = np.empty_like(crops)
    for k, (crop, angle, flip) in enumerate(zip(crops, degrees.tolist(), flipped.tolist(), strict=True)):
        seen = crop[..., ::-1] if flip else crop
        if angle % 90.0 == 0.0:
            moved[k] = np.rot90(seen, round(angle / 90.0), axes=(1, 2))
        else:
            image = Image.fromarray(np.ascontiguousarray(seen.transpose(1, 2, 0)))
            moved[k] = np.asarray(image.rotate(angle, Image.Resampling.BILINEAR)).transpose(2, 0, 1)
    return moved


def batches(
    inputs: Arrays, labels: ObjectLabels, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Arrays, ObjectLabels]]:
    """The examples of an epoch: each once, augmented, in batches by chance."""
    order = rng.permutation(len(inputs["crop"]))
    # batches of nearly one size: one sample alone tells batch norm no variance
    for places in np.array_split(order, max(1, len(order) // batch_size)):
        yield augmented({name: data[places] for name, data in inputs.items()}, labels.take(places), rng)
