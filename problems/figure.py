"""A figure of a matrix: how much ink lies on each pixel."""

from __future__ import annotations

import io
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from problems.formats.regular_files import open_regular, seeming_kind

_log = logging.getLogger(__name__)

MOST_FILE = 2**27  # bytes of a picture's file
MOST_PIXELS = 2**24  # 4096 x 4096: decoding takes about 20 bytes a pixel for a moment
KEPT_PIXELS = 2**20  # a figure of more is averaged down to at most these: solvers look at 96 x 96 or so
LONGEST_STRIP = 10  # a picture that is so many times as long as wide, or more, is told of
# Others are not tried: for PostScript Pillow would start another program.
_FORMATS = ("PNG", "BMP", "GIF", "JPEG", "TIFF", "WEBP")
COLOURED = 24  # levels of 255 between red, green and blue from which a picture has colours; JPEG noise stays below


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure of a problem.

    Attributes
    ----------
    name : str
        "A" to "H" in the matrix, "1" to "8" among the options.
    ink : numpy.ndarray
        float32 of shape (height, width), made of any floats; 0.0 is white paper, 1.0 is black ink.
    rgb : numpy.ndarray or None
        uint8 of shape (height, width, 3) where the figure has colours.
    """

    name: str
    ink: np.ndarray
    rgb: np.ndarray | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.ink.ndim != 2 or 0 in self.ink.shape:
            raise ValueError(
                f"figure {self.name!r}: expected ink of shape (height, width), got {self.ink.shape}"
            )
        if self.ink.dtype.kind != "f" or not np.isfinite(self.ink).all():
            raise ValueError(
                f"figure {self.name!r}: expected ink of finite floats, got {self.ink.dtype}"
                f"{' with NaN or infinity' if self.ink.dtype.kind == 'f' else ''}"
            )
        object.__setattr__(self, "ink", np.ascontiguousarray(self.ink, dtype=np.float32))

    def __repr__(self) -> str:
        height, width = self.ink.shape
        return f"Figure({self.name!r}, {width}x{height}, {self.ink.mean():.1%} ink)"

    @classmethod
    def load(
        cls, path: str | os.PathLike[str], name: str | None = None, within: str | os.PathLike[str] | None = None
    ) -> Figure:
        """Read an image file of any size and mode; transparency is laid on white paper.

        A link that leads out of the folder `within`, where one is given, is refused. Raises FileNotFoundError where
        there is no such file, and ValueError where it is no image or has more than `MOST_PIXELS`.
        """
        path = Path(path)
        with _open_picture(path, within) as file:
            head = file.read(512)
            file.seek(0)
            try:
                with _no_warnings(), Image.open(file, formats=list(_FORMATS)) as image:
                    check_pixels(*image.size)
                    image.info["path"] = str(path)  # for warnings
                    return cls.from_image(image, name or path.stem)
            except UnidentifiedImageError:
                raise ValueError(f"{path}: expected an image, found {_damaged(seeming_kind(head))}") from None
            except Exception as error:  # broken content: each of Pillow's decoders raises what it likes
                raise ValueError(f"{path}: expected an image, cannot read it ({error})") from error

    @classmethod
    def from_image(cls, image: Image.Image, name: str) -> Figure:
        """The figure in a Pillow image of any size and mode; more than `KEPT_PIXELS` are averaged."""
        where = image.info.get("path") or getattr(image, "filename", "") or f"figure {name!r}"
        _warn_of_strip(image.size, where)
        if image.mode.startswith("I") or image.mode == "F":
            return cls(name, _reduced(_ink(_eight_bits(np.asarray(image, dtype=np.float32), image.mode, where))))
        if image.mode == "L" and "transparency" not in image.info:
            return cls(name, _reduced(_ink(_two_levels(np.asarray(image), where))))
        coloured = image.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        composed = Image.alpha_composite(paper, coloured)
        grey, rgb = np.asarray(composed.convert("L")), np.asarray(composed.convert("RGB"))
        _warn_of_white_strokes(grey, coloured, where)
        is_coloured = int((rgb.max(axis=2) - rgb.min(axis=2)).max(initial=0)) > COLOURED
        return cls(name, _reduced(_ink(_two_levels(grey, where))), _reduced(rgb) if is_coloured else None)

    @classmethod
    def from_grey(cls, grey: np.ndarray, name: str) -> Figure:
        """The figure in an array (height, width) of grey values, 0 black to 255 white."""
        return cls(name, _ink(np.asarray(grey)))

    def _repr_png_(self) -> bytes:
        file = io.BytesIO()
        self.image().save(file, "PNG")
        return file.getvalue()

    def image(self) -> Image.Image:
        """The figure as a Pillow image of mode "L"."""
        return Image.fromarray(np.uint8(np.round(255.0 * (1.0 - np.clip(self.ink, 0.0, 1.0)))))

    def resized(self, height: int, width: int | None = None) -> np.ndarray:
        """The ink on `height` x `width` pixels, a square where no width is given, averaged over area: float32."""
        width = height if width is None else width
        if self.ink.shape == (height, width):
            return self.ink
        image = Image.fromarray(self.ink).resize((width, height), Image.Resampling.BOX)
        return np.asarray(image, dtype=np.float32)


def check_pixels(width: int, height: int) -> None:
    """Raise ValueError where a picture of this size, as its header has it, is too large to be decoded."""
    if width * height > MOST_PIXELS:
        raise ValueError(f"expected at most {MOST_PIXELS:,} pixels, found {width:,} x {height:,}")


def canonical_order(options: Sequence[Figure]) -> list[int]:
    """The options' indices, least ink first, then by shape, ink and colour byte by byte: a list of int from 0."""
    def rank(option: Figure) -> tuple[float, tuple[int, ...], bytes, bytes]:
        return float(option.ink.sum(dtype=np.float64)), *_look(option)

    return sorted(range(len(options)), key=lambda index: rank(options[index]))


def distinct_figures(figures: Sequence[Figure], coloured: bool = True) -> tuple[list[Figure], list[int]]:
    """The different ones among figures, in the order in which they first appear, and the place in these of each.

    Figures that differ in their hues alone, and not in ink, are different where they are `coloured`.
    """
    different: list[Figure] = []
    place: list[int] = []
    known: dict[tuple, int] = {}
    for figure in figures:
        look = _look(figure) if coloured else _look(figure)[:2]
        if look not in known:
            known[look] = len(different)
            different.append(figure)
        place.append(known[look])
    return different, place


def _look(figure: Figure) -> tuple[tuple[int, ...], bytes, bytes]:
    """Shape, ink and colour of a figure, by which two are equal: hues of one lightness have the same ink."""
    return figure.ink.shape, figure.ink.tobytes(), b"" if figure.rgb is None else figure.rgb.tobytes()


def _open_picture(path: Path, within: str | os.PathLike[str] | None) -> Any:
    try:
        return open_regular(path, MOST_FILE, within)
    except FileNotFoundError:
        raise FileNotFoundError(f"{path}: expected an image, found no such file") from None


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Keep Pillow's warnings to themselves: of large pictures, which `check_pixels` refuses, and of damaged notes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _damaged(kind: str) -> str:
    return f"a damaged one: {kind}" if kind.endswith("picture") else kind


def _ink(grey: np.ndarray) -> np.ndarray:
    return (1.0 - np.asarray(grey, dtype=np.float32) / 255.0).astype(np.float32)


def _reduced(pixels: np.ndarray) -> np.ndarray:
    """Values of pixels (height, width, ...), averaged over squares where there are more than `KEPT_PIXELS`."""
    height, width = pixels.shape[:2]
    factor = int(np.ceil(np.sqrt(height * width / KEPT_PIXELS)))
    if factor <= 1 or min(height, width) < factor:
        return pixels
    rows, columns = height // factor, width // factor
    cut = pixels[: rows * factor, : columns * factor]
    squares = cut.reshape(rows, factor, columns, factor, *pixels.shape[2:])
    return squares.mean(axis=(1, 3), dtype=np.float32).astype(pixels.dtype, copy=False)


def _eight_bits(grey: np.ndarray, mode: str, where: str) -> np.ndarray:
    """Grey values of 16 bits, 32 bits or floats, brought to 0..255.

    Pillow gives 16-bit files as "I;16" or as "I", by its version, and floats without their range; the
    smallest usual range that holds the largest value is taken. Negative values are black.
    """
    if not np.isfinite(grey).all():
        raise ValueError("expected finite grey values, got NaN or infinity")
    largest = float(grey.max()) if grey.size else 0.0
    if mode.startswith("I") and 2048.0 <= largest <= 4095.0:
        _log.warning("%s: no value of 16 bits is above %d: taken for 12 bits, white 4095", where, largest)
        white = 4095.0
    elif mode.startswith("I;16"):
        white = 65535.0
    else:
        white = next((top for top in (1.0, 255.0, 65535.0) if largest <= top), largest)
    return np.clip(grey * (255.0 / white), 0.0, 255.0)


def _two_levels(grey: np.ndarray, where: str) -> np.ndarray:
    """Grey values as they are; where there are none but 0 and 1, these are black and white."""
    if grey.size and grey.max() == 1:
        _log.warning("%s: no grey value is above 1 of 255: taken for levels, 1 white", where)
        return grey * np.uint8(255)
    return grey


def _warn_of_strip(size: tuple[int, int], where: str) -> None:
    if max(size) >= LONGEST_STRIP * max(1, min(size)):
        _log.warning("%s: expected a figure about as high as wide, got %d x %d pixels", where, *size)


def _warn_of_white_strokes(grey: np.ndarray, coloured: Image.Image, where: str) -> None:
    """Say so where a picture has opaque parts on transparent paper, and all of them are white."""
    if grey.size and grey.min() == 255 and coloured.getchannel("A").getextrema() == (0, 255):
        _log.warning("%s: white on transparent paper cannot be seen on white: the figure is empty", where)
