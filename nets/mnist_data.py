"""The MNIST digits: the reader of IDX files, and the maker of the subset that ships with the package.

    python -m nets.mnist_data DIR     write a tenth of the full data in DIR to nets/data/

IDX (yann.lecun.com/exdb/mnist): two zero bytes, a type byte (8: unsigned bytes), the number of dimensions,
each dimension as a big-endian 32-bit integer, then the data, last dimension fastest.
"""

from __future__ import annotations

import argparse
import gzip
import struct
import zlib
from pathlib import Path

import numpy as np

SUBSET = Path(__file__).parent / "data"
KINDS = ("images-idx3", "labels-idx1")  # as the files of MNIST are named


def read_idx(path: str | Path) -> np.ndarray:
    """Return the array of an IDX file of unsigned bytes, gzipped or not.

    Raises FileNotFoundError, or ValueError where the file is not such a file or is not whole.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"IDX: no file {path}")
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"IDX: {path} is a damaged gzip file ({error})") from error
    if len(data) < 4 or data[:3] != b"\0\0\x08" or len(data) < 4 + 4 * data[3]:
        raise ValueError(f"IDX: {path} expected to begin with 00 00 08 and its dimensions, "
                         f"begins with {data[:4].hex(' ') or 'nothing'}")
    shape = struct.unpack_from(f">{data[3]}I", data, 4)
    start, expected = 4 + 4 * len(shape), int(np.prod(shape, dtype=np.int64))
    if len(data) - start != expected:
        raise ValueError(f"IDX: {path} expected {expected} bytes for shape {shape}, "
                         f"has {len(data) - start}")
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)


def write_idx(path: str | Path, array: np.ndarray) -> None:
    """Write an array of unsigned bytes as a gzipped IDX file; the same array gives the same bytes."""
    header = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    Path(path).write_bytes(gzip.compress(header + np.ascontiguousarray(array).tobytes(), 9, mtime=0))


def read_part(folder: str | Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    """Return (images float32 (N, 1, 28, 28) from 0 to 1, labels (N,)) of the part "train" or "t10k"."""
    images, labels = (read_idx(_find(folder, f"{part}-{kind}")) for kind in KINDS)
    if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
        raise ValueError(f"MNIST: {folder}: {part} expected N images and N labels, "
                         f"got shapes {images.shape} and {labels.shape}")
    if labels.size and labels.max() > 9:
        raise ValueError(f"MNIST: {folder}: {part} expected labels from 0 to 9, got {labels.max()}")
    return images[:, None].astype(np.float32) / 255, labels.astype(np.intp)


def write_subset(folder: str | Path, target: str | Path = SUBSET) -> None:
    """Write a tenth of the full data, chosen at random: the two sources of the training digits alternate."""
    for part in ("train", "t10k"):
        images, labels = (read_idx(_find(folder, f"{part}-{kind}")) for kind in KINDS)
        chosen = np.sort(np.random.default_rng(0).permutation(len(images))[:len(images) // 10])
        write_idx(Path(target) / f"{part}-images-idx3-ubyte.gz", images[chosen])
        write_idx(Path(target) / f"{part}-labels-idx1-ubyte.gz", labels[chosen])


def _find(folder: str | Path, name: str) -> Path:
    """Return the path of NAME-ubyte or NAME-ubyte.gz, also spelled NAME.ubyte as some copies are."""
    stem, kind = name.rsplit("-", 1)
    for spelled in (f"{stem}-{kind}-ubyte", f"{stem}.{kind}-ubyte"):
        for suffix in ("", ".gz"):
            if (path := Path(folder) / (spelled + suffix)).is_file():
                return path
    raise FileNotFoundError(f"MNIST: no {name}-ubyte or {name}-ubyte.gz in {folder}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=write_subset.__doc__)
    parser.add_argument("folder", metavar="DIR", help="folder with the four files of the full data")
    write_subset(parser.parse_args().folder)
