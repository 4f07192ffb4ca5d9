"""Pictures of scenes, and the command that makes them, as a user types it."""

import re
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from agent.scene.__main__ import main
from agent.scene.reading import read_scene
from agent.scene.scene_picture import COLOURS, figure_sheet, object_label, outlined, problem_sheet
from problems.drawing.item import Item
from problems.drawing.render import CLEAN, render_rgb
from problems.figure import Figure
from problems.problem import Problem


def figure_of(*items, name="A"):
    colours = render_rgb(items, side=184, style=CLEAN, rng=np.random.default_rng(0))
    return Figure(name, 1.0 - colours.mean(axis=2).astype(np.float32))


def has(image, colour):
    """bool (height, width): where an image has one of the COLOURS."""
    return (np.asarray(image) == Image.new("RGB", (1, 1), colour).getpixel((0, 0))).all(axis=2)


def test_each_object_is_outlined_where_it_lies_in_a_colour_of_its_own():
    figure = figure_of(Item("square", 0.3, 0.3, 0.4), Item("circle", 0.75, 0.75, 0.2, fill="solid"))
    picture = outlined(figure, read_scene(figure), 184)
    for colour, (x, y), size in zip(COLOURS, ((0.3, 0.3), (0.75, 0.75)), (0.4, 0.2), strict=False):
        rows, columns = np.nonzero(has(picture, colour))
        assert (columns.min() + columns.max()) / 368 == pytest.approx(x, abs=0.015)
        assert (rows.min() + rows.max()) / 368 == pytest.approx(y, abs=0.015)
        assert np.ptp(columns) / 184 == pytest.approx(np.ptp(rows) / 184, abs=0.03)
        assert 0.5 * size < np.ptp(columns) / 184 < 1.2 * size
    assert not has(picture, COLOURS[2]).any()
    assert len(picture.getcolors()) <= 16


def test_labels_tell_corners_fill_and_parent_or_the_kind_of_stroke():
    scene = read_scene(figure_of(Item("square", size=0.8), Item("circle", size=0.3, fill="solid")))
    assert [object_label(*pair) for pair in enumerate(scene)] == ["0: 4 corners, no fill", "1: round, solid, in 0"]
    ink = np.zeros((184, 184), np.float32)
    ink[90:94, 20:160] = 1.0
    (stroke,) = read_scene(Figure("A", ink))
    assert object_label(0, stroke) == "0: straight stroke"


@pytest.mark.parametrize("grey", [0.1, 0.5])
def test_a_grey_fill_can_be_seen(grey):
    figure = figure_of(Item("square", size=0.6, fill="grey", grey=grey))
    picture = np.asarray(outlined(figure, read_scene(figure), 184))
    assert picture[92, 92].max() < picture[5, 5].min()


def test_a_figure_that_is_not_square_keeps_its_proportions():
    figure = figure_of(Item("square", size=0.6))
    wide = Figure("A", np.pad(figure.ink, ((0, 0), (92, 92))))
    rows, columns = np.nonzero(has(outlined(wide, read_scene(wide), 184), COLOURS[0]))
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=3)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(92, abs=2)


def test_empty_and_crowded_figures_have_a_sheet():
    assert figure_sheet(Figure("A", np.zeros((50, 50), np.float32))).width > 480
    ink = np.zeros((256, 256), np.float32)
    for row in range(8):
        for column in range(8):
            ink[10 + 30 * row + row % 3:26 + 30 * row, 10 + 30 * column + column % 2:24 + 30 * column] = 1.0
    crowded = Figure("A", ink)
    assert len(read_scene(crowded)) > 40
    assert figure_sheet(crowded).height > 14 * 40
    assert problem_sheet(Problem("P", "2x2", (crowded,) * 3, (crowded,) * 2)).height < 1000


@pytest.mark.parametrize("type, given", [("2x1", 3), ("2x2", 3), ("3x3", 8)])
def test_a_sheet_shows_every_figure_and_covers_none(type, given):
    square = figure_of(Item("square", size=0.6))
    sheet = problem_sheet(Problem("P", type, (square,) * given, (square,) * 6, 1))
    rows = np.flatnonzero(has(sheet, COLOURS[0]).any(axis=1))
    assert rows.max() < sheet.height - 1
    alone = has(outlined(square, read_scene(square), 200, 2, numbered=True), COLOURS[0])
    shown = has(sheet, COLOURS[0])
    found = sum(
        bool((shown[y:y + 200, x:x + 200] & alone).sum() == alone.sum())
        for y in range(30, sheet.height - 200) for x in (10, 220, 430) if shown[y + 100, x:x + 200].any())
    assert found == given


def test_the_command_draws_a_figure_a_problem_and_a_raven_file(tmp_path):
    figure_of(Item("square", size=0.6)).image().save(tmp_path / "A.png")
    done = subprocess.run([sys.executable, "-m", "agent.scene", tmp_path / "A.png", tmp_path / "out.png"],
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", str(tmp_path / "out.png"))
    assert has(Image.open(tmp_path / "out.png").convert("RGB"), COLOURS[0]).sum() > 500
    main(["problems/sets/Generated Problems B/Generated Problem B-01", str(tmp_path / "problem.png")])
    assert Image.open(tmp_path / "problem.png").width > 1000
    panels = np.full((16, 160, 160), 255, np.uint8)
    panels[:, 40:120, 40:120] = 0
    np.savez(tmp_path / "RAVEN_0_train.npz", image=panels, target=3)
    main([str(tmp_path / "RAVEN_0_train.npz"), str(tmp_path / "raven.png")])
    assert Image.open(tmp_path / "raven.png").width > 1400


@pytest.mark.parametrize("source, output, told", [
    ("gone.png", "out.png", "found no such file or folder"),
    ("text.png", "out.png", "expected an image"),
    ("broken.npz", "out.png", "broken.npz"),
    (".", "out.png", "found none"),
    ("sets", "out.png", "expected one problem, found 2"),
    ("A.png", "out.txt", "expected a picture such as"),
    ("A.png", "gone/out.png", "expected a file in a folder that is there"),
])
def test_bad_paths_get_one_line(tmp_path, monkeypatch, capsys, source, output, told):
    monkeypatch.chdir(tmp_path)
    figure = figure_of(Item("square", size=0.6))
    figure.image().save("A.png")
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "broken.npz").write_text("no arrays")
    for number in (1, 2):
        folder = tmp_path / "sets" / f"Set {number}" / f"P {number}"
        folder.mkdir(parents=True)
        for name in "ABC123456":
            figure.image().save(folder / f"{name}.png")
    if source == ".":
        (tmp_path / "empty").mkdir()
        source = "empty"
    with pytest.raises(SystemExit) as left:
        main([source, output])
    lines = [line for line in capsys.readouterr().err.splitlines() if not re.match(r"usage: | {4}", line)]
    assert left.value.code == 2 and len(lines) == 1 and told in lines[0], lines
