"""How well attributes of objects are read: by the most common answer, by geometry, by the object network, by both.

    python -m tests.benchmarks.object_network [--figures N] [--seed S] [--weights FILE]

The drawings of `tests.benchmarks.scenes`, each in all its styles, are read as scenes. Of each object that was found,
the table shows the share of attributes read rightly: by the most common class (or the angle 0), by geometry as
`agent.scene` reads it, by the network from the crop alone, jointly by the network with geometry among its inputs, and
by both: geometry unless the joint network is certain of something else (`agent.scene.recognition`). Shape and mirror
image by geometry are those of the shape whose clean contour correlates best. Orientation is right where two readings
of an object differ by the angle, within 5 degrees, by which it was turned. Only the style "clean" lies within those in
which the network was trained.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from agent.network.object_network import (
    OBJECT_FILLS,
    OBJECT_SHAPES,
    WEIGHTS,
    ObjectNetwork,
    predict_objects,
    without_geometry,
)
from agent.scene.object_inputs import object_inputs
from agent.scene.reading import parse_scenes
from agent.scene.recognition import CERTAIN, settled
from agent.scene.shapes import Contour, correlations, mirrored, orientation
from agent.training.arguments import network_file
from agent.training.objects.labels import label, shape_class
from agent.weights.files import load_networks
from problems.cli import natural, positive, run_command
from problems.drawing.item import Item
from problems.drawing.truth import silhouette
from problems.pairs.scene_sampler import CLOSED, POLYGONS, STARS
from tests.benchmarks.scene_drawings import CLASSES, case
from tests.benchmarks.scene_drawings.placing import PALE
from tests.benchmarks.scene_scores import ANGLE, DIRECTION, assigned, remainder
from tests.benchmarks.scene_styles import STYLES

READINGS = ("trivial", "geometry", "network", "joint", "both")
CLASS_NAMES = ("shape", "corners", "symmetry", "mirrored", "fill")
ATTRIBUTES = (*CLASS_NAMES, "orientation", "direction")
SEEN = ("clean",)  # styles among those of training


class Case(NamedTuple):
    """An object of one figure: its style, the pair that it belongs to, what is true, and what geometry read."""

    style: str
    pair: tuple
    truth: dict[str, Any]
    geometry: dict[str, Any]
    contour: Contour


def cases(styles: Sequence[str], figures: int, seed: int) -> Iterator[tuple[Case, dict[str, np.ndarray]]]:
    """Each object that was found in the drawings, and the inputs of the network for it."""
    templates = Templates()
    for style in styles:
        for name in CLASSES:
            for number in range(figures):
                rng = np.random.default_rng([seed, number])
                for half, drawing in enumerate(case(name, number, seed)):
                    figure, drawn = STYLES[style].draw(drawing, rng)
                    items = [item for item in drawing if item.ink >= PALE]
                    (scene,), inks = parse_scenes([figure])
                    inputs = object_inputs([scene], inks)
                    for k, index in enumerate(assigned(drawn, scene.objects)):
                        if index < 0 or scene.objects[index].closed != drawn[k].closed:
                            continue
                        seen = scene.objects[index]
                        geometry = {"corners": seen.corners, "symmetry": seen.symmetry, "orientation": seen.orientation,
                                    "fill": seen.fill, "direction": seen.texture and seen.texture[0],
                                    **templates.read(seen.contour)}  # fmt: skip
                        found = Case(style, (style, name, number, k, half), _truth(items[k], drawn[k]), geometry,
                                     seen.contour)
                        yield found, {part: data[index] for part, data in inputs.items()}


def _truth(item: Item, drawn: Any) -> dict[str, Any]:
    """What is true by attribute; attributes that are not defined are left out."""
    shape, _, _, _, _, flipped, axis, _, _ = label(item, drawn)
    truth = {"shape": OBJECT_SHAPES[shape], "symmetry": drawn.symmetry, "angle": drawn.orientation}
    if drawn.corners is not None:
        truth["corners"] = drawn.corners
    if axis < 0.0:
        truth["mirrored"] = bool(flipped)
    if drawn.closed:
        truth["fill"] = drawn.fill
    if drawn.texture is not None:
        truth |= {"direction": drawn.texture.direction, "modulus": drawn.texture.modulus}
    return truth


class Templates:
    """The clean contours of shapes, by which geometry names them."""

    def __init__(self) -> None:
        items = [Item(name) for name in (*CLOSED, *POLYGONS, *STARS)]
        self.names = [shape_class(item) for item in items]
        self.spectra = np.stack([Contour(200.0 * silhouette(item)).spectrum for item in items])

    def read(self, contour: Contour) -> dict[str, Any]:
        """Shape and mirror image of the template that correlates best, turned or mirrored."""
        likeness = [correlations(contour.spectrum[None], spectra)[0][0]
                    for spectra in (self.spectra, mirrored(self.spectra))]
        best = int(np.maximum(*likeness).argmax())
        return {"shape": self.names[best], "mirrored": bool(likeness[1][best] > likeness[0][best])}


def network_readings(found: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    """What the network says of each object, by attribute, from `predict_objects`."""
    best = {name: found[name].argmax(axis=1) for name in ("shape", "corners", "symmetry", "fill")}
    return [{
        "shape": OBJECT_SHAPES[best["shape"][k]], "corners": int(best["corners"][k]),
        "symmetry": int(best["symmetry"][k]), "mirrored": bool(found["mirrored"][k] > 0.5),
        "fill": OBJECT_FILLS[best["fill"][k]], "texture": float(np.degrees(found["texture"][k])),
        "orientation": float(np.degrees(found["turn"][k])) / max(int(best["symmetry"][k]), 1),
    } for k in range(len(best["shape"]))]  # fmt: skip


def combined(geometry: dict[str, Any], found: dict[str, np.ndarray], k: int, contour: Contour) -> dict[str, Any]:
    """What both say of object `k`: geometry, unless the network is certain of something else."""
    best = {name: int(found[name][k].argmax()) for name in ("shape", "fill")}
    answer = dict(geometry)
    for name, classes in (("shape", OBJECT_SHAPES), ("fill", OBJECT_FILLS)):
        if found[name][k, best[name]] > CERTAIN:
            answer[name] = classes[best[name]]
    for name in ("corners", "symmetry"):
        answer[name] = settled(geometry[name], found[name][k])
    if abs(found["mirrored"][k] - 0.5) > CERTAIN - 0.5:
        answer["mirrored"] = bool(found["mirrored"][k] > 0.5)
    if answer["symmetry"] != geometry["symmetry"]:
        answer["orientation"] = orientation(contour, answer["symmetry"])
    return answer


def shares(chosen: Sequence[int], found: Sequence[Case], read: dict[str, list[dict]]) -> dict[str, tuple]:
    """By attribute: how many objects were asked, and the share read rightly by each of READINGS."""
    table = {}
    for name in CLASS_NAMES:
        asked = [i for i in chosen if name in found[i].truth]
        if asked:
            common = Counter(found[i].truth[name] for i in asked).most_common(1)[0][0]
            right = [[found[i].truth[name] == answers[i][name] for i in asked] for answers in read.values()]
            table[name] = (len(asked), np.mean([found[i].truth[name] == common for i in asked]), *map(np.mean, right))
    table["orientation"] = _orientations(chosen, found, read)
    asked = [i for i in chosen if "direction" in found[i].truth]
    rows = [[_direction_right(found[i].truth, answer) for i, answer in _answers(asked, answers)]
            for answers in ([{"direction": 0.0}] * len(found), *read.values())]
    table["direction"] = (len(asked), *(np.mean(row) if row else np.nan for row in rows))
    return table


def _answers(asked: Iterable[int], answers: Sequence[dict]) -> Iterator[tuple[int, dict]]:
    return ((i, answers[i]) for i in asked)


def _direction_right(truth: dict, answer: dict) -> bool:
    seen = answer["texture"] * truth["modulus"] / 360.0 if "texture" in answer else answer["direction"]
    return seen is not None and remainder(seen - truth["direction"], truth["modulus"]) < DIRECTION


def _orientations(chosen: Sequence[int], found: Sequence[Case], read: dict[str, list[dict]]) -> tuple:
    """How many objects were found in both of two figures, and the share whose turn was told rightly."""
    pairs: dict[tuple, list[int]] = defaultdict(list)
    for i in chosen:
        if found[i].truth["symmetry"] > 0:
            pairs[found[i].pair[:-1]].append(i)
    both = [pair for pair in pairs.values() if len(pair) == 2]
    rows = []
    for answers in ([{"orientation": 0.0}] * len(found), *read.values()):
        right = []
        for first, second in both:
            turn = found[second].truth["angle"] - found[first].truth["angle"]
            off = answers[second]["orientation"] - answers[first]["orientation"] - turn
            right.append(remainder(off, 360.0 / found[first].truth["symmetry"]) < ANGLE)
        rows.append(np.mean(right) if right else np.nan)
    return (len(both), *rows)


def report(found: Sequence[Case], read: dict[str, list[dict]], styles: Sequence[str]) -> str:
    """One table for all styles that were held out, and one a style."""
    groups = {"held-out styles": [style for style in styles if style not in SEEN]} | {s: [s] for s in styles}
    parts = []
    for title, members in groups.items():
        chosen = [i for i, one in enumerate(found) if one.style in members]
        if not chosen:
            continue
        parts.append(f"{title:16} objects" + "".join(f"{reading:>10}" for reading in READINGS))
        for name, (asked, *values) in shares(chosen, found, read).items():
            parts.append(f"  {name:14} {asked:7d}" + "".join(
                f"{'-':>10}" if value != value else f"{value:10.1%}" for value in values))
    return "\n".join(parts)


def main(arguments: list[str] | None = None) -> None:
    """Read the drawings and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.object_network",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--figures", type=positive, default=4, help="pairs of figures of each class and style")
    parser.add_argument("--seed", type=natural, default=0)
    parser.add_argument("--weights", type=network_file("objects"), default=str(WEIGHTS))
    given = parser.parse_args(arguments)
    networks, _ = load_networks(given.weights, "objects")
    network: ObjectNetwork = networks["objects"].astype(np.float32)
    found, inputs = zip(*cases(list(STYLES), given.figures, given.seed), strict=True)
    joined = {name: np.stack([one[name] for one in inputs]) for name in inputs[0]}
    joint = predict_objects(network, joined)
    read = {"geometry": [one.geometry for one in found],
            "network": network_readings(predict_objects(network, without_geometry(joined))),
            "joint": network_readings(joint),
            "both": [combined(one.geometry, joint, k, one.contour) for k, one in enumerate(found)]}  # fmt: skip
    print(report(found, read, list(STYLES)))


if __name__ == "__main__":
    run_command(main)
