"""Overlapping outlines taken apart by templates: outlines that stand alone in other figures of the problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from agent.scene.parsing.faces import offset, piece_mask, same_silhouette
from agent.scene.parsing.found import Found
from agent.scene.parsing.pieces import Piece
from agent.vision.masks import line_mask, polygon
from agent.vision.morphology import dilate

HELD = 0.985  # share of a template's middle line that lies within a pixel of a piece's black where it is in the piece
COVERED = 0.97  # share of a piece's black that its templates cover, to a pixel, at least
FULL = 0.6  # share of black inside an outline's middle line from which it is a solid, in which any outline fits
NEW = 0.08  # of a template's own black that no other one covers at least
SMALLEST = (4.0, 6.0)  # stroke widths, and pixels more, that a template measures at least: smaller ones fit into lines
MOST = 12  # templates of a problem, the most frequent
DEEP = 0.8  # quantile of the distances from the border of lines' pixels that those in the middle of a line have
MARGIN = 2  # pixels around a solid in which no outline needs to cover black
BESIDE = 3  # pixels around a place of a template at which it is not found again


class Template(NamedTuple):
    """An outline that others may be of the same shape and size as.

    Attributes
    ----------
    found : Found
    middle : numpy.ndarray
        complex (n,), a point a pixel along the middle of the stroke, from the upper left corner of its box.
    corner : complex
        The upper left corner of its box.
    size : tuple of int
        Height and width of the box.
    alone : bool
        Whether it stands alone in a figure, not across others.
    """

    found: Found
    middle: np.ndarray
    corner: complex
    size: tuple
    alone: bool


def find_templates(alone: Sequence[Sequence[Found]], crossed: Sequence[Sequence[Found]]) -> list[Template]:
    """The different outlines of some figures, the most frequent first.

    Parameters
    ----------
    alone : sequence of sequence of Found
        Of each figure the outlines that stand alone.
    crossed : sequence of sequence of Found
        Those that seem to cross others: a problem may show each of its outlines across others only.
    """
    templates: list[tuple[Template, np.ndarray]] = []
    counts: list[int] = []
    outlines = [(seen, True) for figure in alone for seen in figure]
    for seen, sure in outlines + [(seen, False) for figure in crossed for seen in figure]:
        rows, columns = np.flatnonzero(seen.mask.any(axis=1)), np.flatnonzero(seen.mask.any(axis=0))
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        crop = seen.mask[box]
        if min(crop.shape) < SMALLEST[0] * (seen.stroke or 1.0) + SMALLEST[1]:
            continue
        known = next((k for k, (_, other) in enumerate(templates) if _same(crop, other)), None)
        if known is not None:
            counts[known] += 1  # those that stand alone come first, and are kept: they are exact
            continue
        middle = offset(seen.contour, -(seen.stroke or 1.0) / 2.0)
        corner = complex(columns[0], rows[0])
        templates.append((Template(seen, middle - corner, corner, crop.shape, sure), crop))
        counts.append(1)
    order = sorted(range(len(templates)), key=lambda k: -counts[k])
    return [templates[k][0] for k in order[:MOST]]


def _same(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two silhouettes in their boxes are the same."""
    if max(abs(a - b) for a, b in zip(first.shape, second.shape, strict=True)) > 2:
        return False
    height, width = (min(a, b) for a, b in zip(first.shape, second.shape, strict=True))
    return same_silhouette(first[:height, :width], second[:height, :width])


def made_of_templates(piece: Piece, templates: Sequence[Template], solids: Sequence[Found]) -> list[Found] | None:
    """The outlines that cover a piece of black as templates, two or more; None where they leave much of it.

    Where they do so alone, `solids` of the piece may lie on them, such as dots.
    """
    candidates = _candidates(piece, templates)
    alone = [candidate for candidate in candidates if candidate[0].alone]
    beside = piece.mask.copy()
    for solid in solids:
        beside &= ~dilate(solid.mask[piece.window], MARGIN)
    for black, on_top in ((piece.mask, []), (beside, [*solids]))[:1 + bool(solids)]:
        chosen = _cover(alone, black) or _cover(candidates, black)
        if chosen is not None and len(chosen) >= 2:
            corner = complex(piece.window[1].start, piece.window[0].start)
            whole = piece_mask(piece)
            return on_top + [_moved(template, place + corner - template.corner, whole) for template, place, _ in chosen]
    return None


def _candidates(piece: Piece, templates: Sequence[Template]) -> list[tuple]:
    """Each template at each place where a piece's black holds it, and what of the black it covers, bool."""
    fitting = [template for template in templates if all(
        size <= room for size, room in zip(template.size, piece.mask.shape, strict=True))]
    placed = _placed(piece, fitting) if fitting else []
    if sum(len(places) for _, places in placed) < 2:
        return []
    candidates = []
    for template, places in placed:
        for place in places:
            line = template.middle + place
            inner = polygon(line, piece.mask.shape)
            if np.count_nonzero(inner & piece.mask) > FULL * np.count_nonzero(inner):
                continue  # on solid black any line fits
            band = line_mask(np.append(line, line[0]), (template.found.stroke or 1.0) + 3.0, piece.mask.shape)
            candidates.append((template, place, band & piece.mask))
    return candidates


def _placed(piece: Piece, templates: Sequence[Template]) -> list[tuple]:
    """The places, from the upper left corner of a piece's box, at which the piece's black holds each template."""
    shape = piece.mask.shape
    near = dilate(piece.mask, 1).astype(np.float32)
    inwards = np.minimum(piece.depth, np.quantile(piece.depth[piece.mask], DEEP))  # lines are deeper where they cross
    spectra = np.fft.rfft2(np.stack([near, inwards]))
    placed = []
    for template in templates:
        rows = np.floor(template.middle.imag).astype(int).clip(0, template.size[0] - 1)
        columns = np.floor(template.middle.real).astype(int).clip(0, template.size[1] - 1)
        line = np.zeros(shape, np.float32)
        line[rows, columns] = 1.0
        line /= line.sum()
        held, middling = np.fft.irfft2(spectra * np.fft.rfft2(line).conj(), shape)
        room = tuple(whole - size + 1 for whole, size in zip(shape, template.size, strict=True))
        score = np.where(held > HELD, middling, 0.0)[:room[0], :room[1]]
        places = []
        while score.max(initial=0.0) > 0.0:
            row, column = (int(k) for k in np.unravel_index(score.argmax(), score.shape))
            places.append(complex(column, row))
            score[max(0, row - BESIDE):row + BESIDE + 1, max(0, column - BESIDE):column + BESIDE + 1] = 0.0
        placed.append((template, places))
    return placed


def _cover(candidates: list[tuple], black: np.ndarray) -> list[tuple] | None:
    """The fewest candidates, each with its own black last, that cover a piece's black; None if they do not."""
    if not candidates:
        return None
    left, chosen = black.copy(), []
    enough = (1.0 - COVERED) * np.count_nonzero(black)
    while np.count_nonzero(left) > enough:
        gains = [np.count_nonzero(own & left) for _, _, own in candidates]
        best = int(np.argmax(gains))
        if gains[best] <= NEW * np.count_nonzero(candidates[best][2]):
            return None
        chosen.append(candidates[best])
        left &= ~candidates[best][2]
    for one in list(chosen):  # what was chosen first may be needless now
        others = np.logical_or.reduce([own for other, place, own in chosen if own is not one[2]] or [~black])
        if np.count_nonzero(black & ~others) <= enough:
            chosen = [other for other in chosen if other is not one]
    return chosen


def _moved(template: Template, by: complex, black: np.ndarray) -> Found:
    """What stands alone in a figure at its place in another one whose black, bool (height, width), holds it."""
    mask = np.zeros(black.shape, bool)
    rows, columns = np.nonzero(template.found.mask)
    rows, columns = rows + round(by.imag), columns + round(by.real)
    inside = (rows >= 0) & (rows < black.shape[0]) & (columns >= 0) & (columns < black.shape[1])
    mask[rows[inside], columns[inside]] = True
    return replace(template.found, mask=mask, inner=mask & ~black, contour=template.found.contour + by, parent=None)
