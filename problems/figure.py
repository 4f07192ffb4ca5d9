"""A figure of a matrix: how much ink lies on each pixel."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

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

    def __post_init__(self):
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

    def __repr__(self):
        height, width = self.ink.shape
        return f"Figure({self.name!r}, {width}x{height}, {self.ink.mean():.1%} ink)"

    @classmethod
    def load(cls, path, name=None):
        """Read an image file of any size and mode; transparency is laid on white paper.

        Raises FileNotFoundError where there is no such file and ValueError where it is no image.
        """
        path = Path(path)
        try:
            with Image.open(path) as image:
                return cls.from_image(image, name or path.stem)
        except FileNotFoundError:
            raise FileNotFoundError(f"{path}: expected an image, found no such file") from None
        except UnidentifiedImageError:
            raise ValueError(f"{path}: expected an image, found none that can be read") from None
        except Exception as error:  # broken content: each of Pillow's decoders raises what it likes
            raise ValueError(f"{path}: expected an image, cannot read it ({error})") from error

    @classmethod
    def from_image(cls, image, name):
        """The figure in a Pillow image of any size and mode."""
        if image.mode.startswith("I") or image.mode == "F":
            return cls(name, _ink(_eight_bits(np.asarray(image, dtype=np.float32), image.mode)))
        if image.mode == "L" and "transparency" not in image.info:
            return cls(name, _ink(np.asarray(image)))
        coloured = image.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        composed = Image.alpha_composite(paper, coloured)
        rgb = np.asarray(composed.convert("RGB"))
        is_coloured = int((rgb.max(axis=2) - rgb.min(axis=2)).max(initial=0)) > COLOURED
        return cls(name, _ink(np.asarray(composed.convert("L"))), rgb if is_coloured else None)

    @classmethod
    def from_grey(cls, grey, name):
        """The figure in an array (height, width) of grey values, 0 black to 255 white."""
        return cls(name, _ink(np.asarray(grey)))

    def image(self):
        """The figure as a Pillow image of mode "L"."""
        return Image.fromarray(np.uint8(np.round(255.0 * (1.0 - np.clip(self.ink, 0.0, 1.0)))))

    def resized(self, height, width=None):
        """The ink on `height` x `width` pixels, a square where no width is given, averaged over area: float32."""
        width = height if width is None else width
        if self.ink.shape == (height, width):
            return self.ink
        image = Image.fromarray(self.ink).resize((width, height), Image.Resampling.BOX)
        return np.asarray(image, dtype=np.float32)


def _ink(grey):
    return (1.0 - np.asarray(grey, dtype=np.float32) / 255.0).astype(np.float32)


def _eight_bits(grey, mode):
    """Grey values of 16 bits, 32 bits or floats, brought to 0..255.

    Pillow gives 16-bit files as "I;16" or as "I", by its version, and floats without their range; the
    smallest usual range that holds the largest value is taken. Negative values are black.
    """
    if not np.isfinite(grey).all():
        raise ValueError("expected finite grey values, got NaN or infinity")
    largest = float(grey.max()) if grey.size else 0.0
    if mode.startswith("I;16"):
        white = 65535.0
    else:
        white = next((top for top in (1.0, 255.0, 65535.0) if largest <= top), largest)
    return np.clip(grey * (255.0 / white), 0.0, 255.0)


def canonical_order(options):
    """The options' indices, least ink first, then by shape and ink byte by byte: a list of int from 0."""
    def look(index):
        ink = options[index].ink
        return float(ink.sum(dtype=np.float64)), ink.shape, ink.tobytes()

    return sorted(range(len(options)), key=look)
