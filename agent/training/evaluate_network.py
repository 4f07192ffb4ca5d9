"""`python -m agent.training.evaluate_network`: errors of the transformation network on held-out pairs, by field."""

from __future__ import annotations

import argparse

import numpy as np

from agent.network.encoder import WEIGHTS, TransformationEncoder
from agent.network.fields import FIELDS, RIGHT, decode_outputs
from agent.training.arguments import network_file
from agent.training.pairs.field_errors import changes, constant_errors, errors
from agent.training.pairs.worst_pairs import draw_worst
from agent.vision.raster import SIDE
from nets.batches import join, predict
from problems.cli import natural, picture, positive, run_command
from problems.pairs.stream import PairStream

HELD_OUT_SEED = 20_000_003  # seed of the pairs measured here, which training never uses
VALIDATION_SEED = 30_000_001  # seed of the pairs whose errors the logs of training show
_ORIGINAL = {"rotation": "20", "number": "80.0 %"}  # field -> error that the original project published for its network
# Numbers of objects for which the errors are shown by themselves: least, most, title.
_OBJECTS = ((0, 1, "0 to 1"), (2, 3, "2 to 3"), (4, 6, "4 to 6"), (7, 99, "7 and more"))


def held_out_pairs(count: int, seed: int = HELD_OUT_SEED, styles: str = "own") -> tuple[dict, dict, dict]:
    """Pairs that training never drew: (inputs, labels, masks), dicts of arrays.

    `styles` says in which styles they are drawn: "own", those that training leaves out, or "training".
    """
    inputs, labels, masks, found = [], [], [], 0
    for batch in PairStream(seed, side=SIDE, held_out=styles == "own").batches(min(count, 500)):
        inputs.append({"before": batch.before, "after": batch.after})
        labels.append(batch.labels)
        masks.append(batch.masks)
        found += len(batch.before)
        if found >= count:
            break
    first, second, third = ({name: part[:count] for name, part in join(parts).items()}
                            for parts in (inputs, labels, masks))
    return first, second, third


def compare(fields: dict, labels: dict, masks: dict, chosen: np.ndarray | None = None) -> list[dict]:
    """Two rows for each field, over all pairs and over those in which it changes.

    A row holds the field, the scope, the number of pairs, the error of the network and that of the best constant.

    Parameters
    ----------
    fields : dict
        As `decode_outputs` gives them.
    labels, masks : dict
        Those of the same pairs.
    chosen : numpy.ndarray or None
        bool (N,): the pairs to count; None for all.
    """
    rows = []
    for name in FIELDS:
        valid = masks[name] > 0.0 if chosen is None else (masks[name] > 0.0) & chosen
        for scope in ("all", "changed")[:1 if name == "identical" else 2]:
            places = valid if scope == "all" else valid & changes(name, labels[name])
            wanted = labels[name][places]
            if len(wanted):
                rows.append({
                    "field": name, "scope": scope, "pairs": len(wanted),
                    "network": float(errors(name, fields[name][places], wanted).mean()),
                    "constant": float(constant_errors(name, wanted).mean()),
                })
    return rows


def table(rows: list[dict]) -> str:
    """The rows of `compare` as text."""
    lines = [f"{'field':<12} {'pairs':<8} {'count':>6} {'network':>10} {'constant':>10} {'original':>9}"]
    for row in rows:
        name, original = row["field"], _ORIGINAL.get(row["field"], "")
        numbers = "".join(f" {_shown(name, row[key]):>10}" for key in ("network", "constant"))
        shown = original if row["scope"] == "all" else ""
        lines.append(f"{name:<12} {row['scope']:<8} {row['pairs']:>6}{numbers} {shown:>9}  {FIELDS[name].unit}")
    return "\n".join(lines)


def _shown(name, value):
    unit = FIELDS[name].unit
    if unit == RIGHT:
        return f"{100.0 * value:.1f} %"
    return f"{value:.1f}" if unit == "degrees" else f"{value:.4f}"


def main(arguments: list[str] | None = None) -> None:
    """Print the tables; draw the worst pairs where asked."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.evaluate_network", description=__doc__)
    parser.add_argument("--weights", type=network_file("transformation"), default=str(WEIGHTS))
    parser.add_argument("--pairs", type=positive, default=10_000)
    parser.add_argument("--seed", type=natural, default=HELD_OUT_SEED)
    parser.add_argument("--styles", choices=("own", "training"), default="own",
                        help="of rendering: the held-out ones or those of training (default: %(default)s)")
    parser.add_argument("--worst", type=picture, metavar="PNG", help="draw the 20 worst pairs into this picture")
    options = parser.parse_args(arguments)
    encoder = TransformationEncoder.load(options.weights)
    inputs, labels, masks = held_out_pairs(options.pairs, options.seed, options.styles)
    fields = decode_outputs(predict(encoder.network, inputs, batch_size=64))  # larger ones take longer
    print(f"{options.pairs} held-out pairs in {options.styles} styles, seed {options.seed}\n")
    print(table(compare(fields, labels, masks)))
    for least, most, title in _OBJECTS:
        chosen = (labels["number_before"] >= least) & (labels["number_before"] <= most)
        print(f"\n{title} objects\n{table(compare(fields, labels, masks, chosen))}")
    if options.worst:
        draw_worst(options.worst, encoder, inputs, fields, labels, masks)
        print(f"\nthe 20 worst pairs: {options.worst}")


if __name__ == "__main__":
    run_command(main)
