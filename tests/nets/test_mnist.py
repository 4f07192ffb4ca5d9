"""The digits: reading IDX files, and a training in small."""

import gzip
import struct

import numpy as np
import pytest

from nets import OtherRunError, mnist
from nets.mnist_data import SUBSET, read_idx, read_part, write_idx


def test_subset_ships_whole():
    images, labels = read_part(SUBSET, "train")
    assert images.shape == (6000, 1, 28, 28) and images.dtype == np.float32
    assert (images.min(), images.max()) == (0, 1)
    assert read_part(SUBSET, "t10k")[0].shape == (1000, 1, 28, 28)
    assert np.bincount(labels).min() > 500
    assert sum(path.stat().st_size for path in SUBSET.iterdir()) < 1_500_000


def test_idx_round_trip(tmp_path):
    array = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    write_idx(tmp_path / "zipped", array)
    np.testing.assert_array_equal(read_idx(tmp_path / "zipped"), array)
    (tmp_path / "plain").write_bytes(gzip.decompress((tmp_path / "zipped").read_bytes()))
    np.testing.assert_array_equal(read_idx(tmp_path / "plain"), array)


@pytest.mark.parametrize("content, words", [
    (b"", "begins with nothing"), (b"\x89PNG0000", "begins with 89 50 4e 47"),
    (struct.pack(">4BI", 0, 0, 8, 1, 9) + b"1234", "expected 9 bytes.*has 4"),
    (struct.pack(">4BI", 0, 0, 8, 1, 2) + b"1234", "expected 2 bytes.*has 4"),
    (b"\0\0\x08\x03\0\0", "expected to begin with"), (b"\0\0\x0d\x01\0\0\0\0", "begins with 00 00 0d 01"),
    (gzip.compress(b"\0\0\x08\x01\0\0\0\x01a", mtime=0)[:-9], "damaged gzip"),
    (gzip.compress(b"", mtime=0)[:10] + b"\xff" * 9, "damaged gzip")])
def test_damaged_files(content, words, tmp_path):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ValueError, match=words):
        read_idx(tmp_path / "file")


def test_wrong_folders(tmp_path):
    with pytest.raises(FileNotFoundError, match="no train-images-idx3-ubyte"):
        read_part(tmp_path, "train")
    write_idx(tmp_path / "train-images-idx3-ubyte.gz", np.zeros((3, 28, 28), np.uint8))
    write_idx(tmp_path / "train-labels-idx1-ubyte.gz", np.zeros(2, np.uint8))
    with pytest.raises(ValueError, match="N images and N labels"):
        read_part(tmp_path, "train")


def test_shifted_digits_keep_their_ink():
    images = np.zeros((50, 1, 28, 28), np.float32)
    images[:, 0, 10, 12] = 1
    moved = mnist.distorted(images, np.random.default_rng(0), bend=0)
    assert moved.shape == images.shape and moved.dtype == np.float32
    np.testing.assert_allclose(moved.sum(axis=(1, 2, 3)), 1, rtol=1e-5)
    rows = moved[:, 0].sum(axis=2) @ np.arange(28)
    columns = moved[:, 0].sum(axis=1) @ np.arange(28)
    for found, place in ((rows, 10), (columns, 12)):
        assert np.abs(found - place).max() < 2.001 and np.ptp(found) > 3


def test_distorted_digits_are_read_at_the_places_of_an_affine_map():
    y, x = np.mgrid[:28, :28].astype(np.float32) - 13.5
    images = np.broadcast_to(np.stack([y, x])[:, None] + 20, (2, 1, 28, 28)).copy()  # bilinear reading is exact here
    np.testing.assert_array_equal(mnist.distorted(images, np.random.default_rng(0), 0, 0), images)
    rng, same = np.random.default_rng(2), np.random.default_rng(2)
    found = mnist.distorted(images, rng) - 20
    shift, matrix = same.uniform(-2, 2, (2, 2)), same.uniform(-0.15, 0.15, (2, 2, 2))
    for image in (0, 1):
        expected = (y, x)[image] + shift[image, image] + matrix[image, 0, image] * y + matrix[image, 1, image] * x
        inner = np.s_[8:20, 8:20]  # these places lie inside for any map
        np.testing.assert_allclose(found[image, 0][inner], expected[inner], atol=1e-4)


def test_a_few_epochs_learn():
    images, labels = (part[:1500] for part in read_part(SUBSET, "train"))
    _, history = mnist.train(images, labels, 2, rng=np.random.default_rng(0), report=None)
    assert history.rows[-1]["validation_accuracy"] > 0.6


class CornerNet:
    """Stands in for a network: digit 3 where the corner is dark, else digit 5, less certain."""

    def forward(self, images):
        logits = np.zeros((len(images), 10))
        dark = images[:, 0, 0, 0] > 0
        logits[dark, 3], logits[~dark, 5] = 9, 2
        return logits


def test_probabilities_are_the_mean_over_five_places():
    images = np.zeros((2, 1, 28, 28), np.float32)
    images[1, 0, 1, 0] = 1  # moved up by a pixel, and only then, it lies in the corner
    found = mnist.probabilities(CornerNet(), images)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    sure, unsure = np.exp(9) / (9 + np.exp(9)), np.exp(2) / (9 + np.exp(2))
    np.testing.assert_allclose(found[0, 5], unsure)
    np.testing.assert_allclose(found[1, 5], (4 * unsure + 1 / (9 + np.exp(9))) / 5)
    np.testing.assert_allclose(found[1, 3], (sure + 4 / (9 + np.exp(2))) / 5)


def test_a_run_with_another_seed_is_not_resumed(tmp_path):
    images, labels = (part[:130] for part in read_part(SUBSET, "train"))

    def run(seed):
        mnist.train(images, labels, 1, rng=np.random.default_rng(seed), folder=tmp_path, resume=True,
                    about={"seed": seed}, report=None)

    run(0)
    with pytest.raises(OtherRunError, match="seed 0 there, 1 here"):
        run(1)
