"""RAVEN and its relatives: problems of 16 panels in .npz files, a folder for each configuration.

Zhang et al., "RAVEN: a dataset for relational and analogical visual reasoning", CVPR 2019;
Hu et al., "Stratified rule-aware network for abstract visual reasoning" (I-RAVEN), AAAI 2021.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

import numpy as np

from problems.figure import Figure
from problems.formats.npz import read_npz
from problems.formats.paths import is_foreign, natural_order
from problems.formats.source import ProblemSource
from problems.problem import TYPES, Problem

_log = logging.getLogger(__name__)

_PANELS = 16  # eight of the matrix, then eight options
_MATRIX = 8


class RavenSource(ProblemSource):
    """A RAVEN file, read when asked."""

    @property
    def name(self) -> str:
        """The problem's name: its file's, without the suffix."""
        return Path(self.path).stem

    def load(self) -> Problem:
        """The problem. Raises FileNotFoundError or ValueError, naming the file."""
        return read_raven_problem(self.path, self.set_name, self.root)


def read_raven_problem(
    path: str | os.PathLike[str], set_name: str = "", root: str | os.PathLike[str] = ""
) -> Problem:
    """Read one file: "image", grey values of shape (16, height, width), and "target", from 0, if there.

    Nothing else of the file is read and nothing is unpickled. The annotation holds the path of the
    .xml beside it, under "xml", where there is one. A link that leads out of `root`, by default the file's folder,
    is refused.
    """
    path = Path(path)
    try:
        arrays = read_npz(path, "image", ("target",), root or path.parent)
    except FileNotFoundError:
        raise
    except Exception as error:  # a broken zip, a foreign format, a pickle: zipfile, zlib and NumPy differ
        text = str(error)
        raise ValueError(
            text if str(path) in text else f"{path}: expected a RAVEN file with an array 'image', but {text}"
        ) from error
    image, target = arrays["image"], arrays.get("target")
    if image.ndim != 3 or len(image) != _PANELS or image.dtype.kind not in "ui":
        raise ValueError(
            f"{path}: expected grey values of shape ({_PANELS}, height, width), "
            f"got {image.dtype} of shape {image.shape}"
        )
    if image.size and not 0 <= image.min() <= image.max() <= 255:
        raise ValueError(f"{path}: expected grey values from 0 to 255, got {image.min()} to {image.max()}")
    if image.size and image.max() == 1:
        _log.warning("%s: no grey value is above 1 of 255: taken for levels, 1 white", path)
        image = image * np.uint8(255)
    annotation = path.with_suffix(".xml")
    return Problem(
        name=path.stem,
        type="3x3",
        matrix=tuple(map(Figure.from_grey, image[:_MATRIX], TYPES["3x3"])),
        options=tuple(Figure.from_grey(panel, str(i + 1)) for i, panel in enumerate(image[_MATRIX:])),
        answer=_answer(target, path),
        set_name=set_name,
        annotation={"xml": str(annotation)} if annotation.exists() else {},
    )


def find_raven_sets(folder: str | os.PathLike[str]) -> list[tuple[str, list[RavenSource]]]:
    """The sets at or below `folder`: a list of (set's name, list of RavenSource), in natural order."""
    found = []
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted((name for name in folders if not is_foreign(name)), key=natural_order)
        archives = [name for name in files if name.lower().endswith(".npz") and not is_foreign(name)]
        if archives:
            name = raven_set_name(place)
            found.append((name, [
                RavenSource(os.path.join(place, archive), name, str(folder))
                for archive in sorted(archives, key=natural_order)
            ]))
    return found


def raven_set_name(folder: str | os.PathLike[str]) -> str:
    """The folder's name, with the data set's above it where one of the two folders above names one.

    >>> raven_set_name("/data/I-RAVEN/center_single")
    'I-RAVEN/center_single'
    """
    parts = Path(folder).parts
    for above in (1, 2):
        if len(parts) > above and re.search(r"(?<![a-z])raven(?![a-z])", parts[-1 - above], re.IGNORECASE):
            return "/".join(parts[-1 - above:])
    return parts[-1]


def _answer(target: np.ndarray | None, path: Path) -> int | None:
    options = _PANELS - _MATRIX
    if target is None:
        return None
    if target.size != 1 or target.dtype.kind not in "ui" or not 0 <= int(target.reshape(-1)[0]) < options:
        _log.warning("%s: expected a target from 0 to %d, got %.40s: unknown", path, options - 1, target)
        return None
    return int(target.reshape(-1)[0]) + 1
