"""Pictures of every mode become ink."""

import numpy as np
import pytest
from PIL import Image

from problems import Figure
from problems.figure import check_pixels, distinct_figures

# left half black, right half white
GREY = np.repeat(np.array([[0, 255]], dtype=np.uint8), 3, axis=0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBa", "CMYK", "YCbCr", "HSV"])
def test_modes_of_eight_bits(mode):
    image = Image.fromarray(GREY)
    for step in {"PA": ["P"], "RGBa": ["RGBA"], "HSV": ["RGB"]}.get(mode, []):
        image = image.convert(step)
    ink = Figure.from_image(image.convert(mode), "A").ink
    assert ink.dtype == np.float32
    assert np.array_equal(ink, [[1, 0]] * 3)


@pytest.mark.parametrize(
    "array",
    [np.uint16(GREY) * 257, np.int32(GREY) * 257, np.int32(GREY), np.float32(GREY) / 255, np.float32(GREY)],
)
def test_modes_of_more_bits(array):
    assert np.allclose(Figure.from_image(Image.fromarray(array), "A").ink, [[1, 0]] * 3)


def test_a_dark_picture_of_sixteen_bits_stays_dark():
    image = Image.fromarray(np.full((2, 2), 200, dtype=np.uint16))
    assert Figure.from_image(image, "A").ink.min() > 0.99


def test_transparency_is_laid_on_white():
    pixels = np.zeros((1, 3, 4), dtype=np.uint8)
    pixels[0, :, 3] = (0, 255, 128)  # black: unseen, opaque, half
    assert np.allclose(Figure.from_image(Image.fromarray(pixels), "A").ink, [[0, 1, 128 / 255]], atol=0.01)


@pytest.mark.parametrize("mode", ["P", "L"])
def test_a_transparent_colour_is_white(tmp_path, mode):
    image = Image.fromarray(GREY).convert(mode)
    black = image.getpixel((0, 0))
    image.save(tmp_path / "A.png", transparency=black)
    assert Figure.load(tmp_path / "A.png").ink.max() == 0


def test_grey_survives_writing(tmp_path):
    ink = np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16)
    Figure("A", ink).image().save(tmp_path / "A.png")
    figure = Figure.load(tmp_path / "A.png")
    assert figure.name == "A"
    assert np.allclose(figure.ink, ink, atol=1e-6)


def test_resized_keeps_the_amount_of_ink():
    ink = np.zeros((40, 80), dtype=np.float32)
    ink[10:20, 20:60] = 1
    assert Figure("A", ink).resized(20).mean() == pytest.approx(ink.mean(), abs=1e-6)


def test_what_is_no_picture_is_refused_by_name(tmp_path):
    (tmp_path / "A.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match=r"A.png: expected an image"):
        Figure.load(tmp_path / "A.png")
    with pytest.raises(FileNotFoundError, match=r"B.png"):
        Figure.load(tmp_path / "B.png")
    with pytest.raises(ValueError, match="shape"):
        Figure("A", np.zeros((3, 3, 3)))


def test_a_cut_off_picture_is_refused(tmp_path):
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 255, (64, 64), dtype=np.uint8)).save(tmp_path / "A.png")
    content = (tmp_path / "A.png").read_bytes()
    (tmp_path / "A.png").write_bytes(content[: len(content) // 2])
    with pytest.raises(ValueError, match=r"A.png"):
        Figure.load(tmp_path / "A.png")


def test_float_pictures_stay_within_paper_and_ink(tmp_path):
    Image.fromarray(np.float32([[-3.0, 0.0, 0.5, 1.0]])).save(tmp_path / "A.tif")
    ink = Figure.load(tmp_path / "A.tif").ink
    assert ink.dtype == np.float32
    assert ink.tolist() == [[1.0, 1.0, 0.5, 0.0]]


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_pictures_of_no_numbers_are_refused(tmp_path, value):
    Image.fromarray(np.float32([[value, 1.0]])).save(tmp_path / "A.tif")
    with pytest.raises(ValueError, match=r"A.tif: .*expected finite grey values"):
        Figure.load(tmp_path / "A.tif")


@pytest.mark.parametrize("ink, found", [
    (np.zeros((2, 2), int), "got int64"), (np.full((2, 2), np.nan), "got float64 with NaN or infinity"),
])
def test_ink_is_finite_floats(ink, found):
    with pytest.raises(ValueError, match=f"figure 'A': expected ink of finite floats, {found}$"):
        Figure("A", ink)


def test_the_number_of_pixels_is_checked_on_the_header(tmp_path):
    Image.new("1", (13_000, 13_000)).save(tmp_path / "A.png")
    with pytest.raises(ValueError, match=r"A.png: .*at most 16,777,216 pixels, found 13,000 x 13,000"):
        Figure.load(tmp_path / "A.png")
    with pytest.raises(ValueError, match="pixels"):
        check_pixels(4097, 4096)
    check_pixels(4096, 4096)


def test_large_pictures_are_averaged():
    image = Image.new("L", (1500, 3000), 255)
    image.paste(0, (0, 0, 750, 3000))
    ink = Figure.from_image(image, "A").ink
    assert ink.shape == (1000, 500) and ink.mean() == pytest.approx(0.5)


def test_twelve_bits_in_sixteen(caplog):
    image = Image.fromarray(np.uint16(GREY) * 16)
    assert np.allclose(Figure.from_image(image, "A").ink, [[1, 0]] * 3, atol=0.01)
    assert "taken for 12 bits" in caplog.text


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_levels_0_and_1_are_black_and_white(mode, caplog):
    image = Image.fromarray(GREY // 255).convert(mode)
    assert np.array_equal(Figure.from_image(image, "A").ink, [[1, 0]] * 3)
    assert "taken for levels" in caplog.text


def test_white_on_transparent_paper_is_told_of(caplog):
    pixels = np.full((4, 4, 4), 255, dtype=np.uint8)
    pixels[1:3, 1:3, 3] = 0
    assert Figure.from_image(Image.fromarray(pixels), "A").ink.max() == 0
    assert "white on transparent paper" in caplog.text


def test_strips_are_told_of(tmp_path, caplog):
    Image.new("L", (400, 20)).save(tmp_path / "A.png")
    assert Figure.load(tmp_path / "A.png").ink.shape == (20, 400)
    assert f"{tmp_path / 'A.png'}: expected a figure about as high as wide, got 400 x 20 pixels" in caplog.text


def test_ordinary_pictures_give_no_warning(tmp_path, caplog):
    for mode in ("1", "L", "RGBA"):
        Image.fromarray(GREY).convert(mode).save(tmp_path / "A.png")
        Figure.load(tmp_path / "A.png")
    assert not caplog.records


def test_colours_are_averaged_with_the_ink(monkeypatch):
    monkeypatch.setattr("problems.figure.KEPT_PIXELS", 100)
    picture = Image.new("RGB", (40, 20), "red")
    found = Figure.from_image(picture, "A")
    assert found.ink.shape == (6, 13) and found.rgb.shape == (6, 13, 3) and found.rgb.dtype == np.uint8
    assert (found.rgb == (255, 0, 0)).all()
    assert Figure.from_image(picture.convert("L"), "A").rgb is None


def test_distinct_figures_come_once_in_their_order():
    white, black = np.zeros((3, 2), np.float32), np.ones((3, 2), np.float32)
    red, blue = (np.full((3, 2, 3), rgb, np.uint8) for rgb in ((200, 0, 0), (0, 0, 200)))
    figures = [Figure("A", black), Figure("B", white), Figure("C", black), Figure("D", white.reshape(2, 3)),
               Figure("E", black, red), Figure("F", black, blue)]
    different, place = distinct_figures(figures)
    assert [figure.name for figure in different] == ["A", "B", "D", "E", "F"] and place == [0, 1, 0, 2, 3, 4]
    different, place = distinct_figures(figures, coloured=False)
    assert [figure.name for figure in different] == ["A", "B", "D"] and place == [0, 1, 0, 2, 0, 0]
