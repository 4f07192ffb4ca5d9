"""RAVEN files: found at any depth, read without unpickling, refused by name."""

import io
import logging
import zipfile

import numpy as np
import pytest

from problems import ProblemSet, load_sets


def panels(seed=0, side=20):
    return np.random.default_rng(seed).integers(0, 256, (16, side, side), dtype=np.uint8)


@pytest.fixture
def raven(tmp_path):
    for folder in ("center_single", "distribute_four"):
        place = tmp_path / "I-RAVEN" / folder
        place.mkdir(parents=True)
        for number in (10, 2):
            np.savez_compressed(place / f"RAVEN_{number}_test.npz", image=panels(number), target=np.int64(5))
    (tmp_path / "I-RAVEN" / "center_single" / "RAVEN_2_test.xml").write_text("<Data/>")
    return tmp_path / "I-RAVEN"


@pytest.mark.parametrize("above", [0, 1])
def test_sets_are_configurations(raven, above):
    sets = load_sets([raven, raven.parent][above])
    assert [found.name for found in sets] == ["I-RAVEN/center_single", "I-RAVEN/distribute_four"]
    assert sets[0].names == ["RAVEN_2_test", "RAVEN_10_test"]


def test_a_problem(raven):
    problem = ProblemSet.load(raven / "center_single")["RAVEN_2_test"]
    assert (problem.type, problem.answer, problem.set_name) == ("3x3", 6, "I-RAVEN/center_single")
    assert np.allclose(problem["A"].ink, 1 - panels(2)[0] / 255)
    assert np.allclose(problem["1"].ink, 1 - panels(2)[8] / 255)
    assert problem.annotation["xml"].endswith("RAVEN_2_test.xml")


def test_one_file(raven):
    found = ProblemSet.load(raven / "distribute_four" / "RAVEN_10_test.npz")
    assert (found.name, len(found), found[0].annotation) == ("I-RAVEN/distribute_four", 1, {})


def test_the_set_is_named_by_its_folder_alone_where_no_data_set_is(raven):
    assert ProblemSet.load((raven / "center_single").rename(raven.parent / "plain")).name == "plain"


def test_what_is_not_needed_is_not_unpickled(tmp_path):
    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("unpickled",))

    structure = np.array([Trap()], dtype=object)
    np.savez(tmp_path / "RAVEN_0_test.npz", image=panels(), target=3, structure=structure)
    assert ProblemSet.load(tmp_path)[0].answer == 4
    np.savez(tmp_path / "RAVEN_0_test.npz", image=structure, target=3)
    with pytest.raises(ValueError, match=r"RAVEN_0_test.npz"):
        ProblemSet.load(tmp_path)[0]


@pytest.mark.parametrize(
    "arrays",
    [
        {"target": np.int64(1)},
        {"image": panels()[:15]},
        {"image": panels() / 255.0},
        {"image": panels()[0]},
        {"image": panels().astype(np.int16) - 1},
        {"image": np.zeros((16, 0, 4), np.uint8)},
    ],
)
def test_what_is_no_problem(tmp_path, arrays):
    np.savez(tmp_path / "RAVEN_0_test.npz", **arrays)
    with pytest.raises(ValueError):
        ProblemSet.load(tmp_path)[0]


@pytest.mark.parametrize("cut", [0, 10, 2000])
def test_broken_files(raven, cut):
    path = raven / "center_single" / "RAVEN_2_test.npz"
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ValueError, match=r"RAVEN_2_test.npz"):
        ProblemSet.load(path)[0]


@pytest.mark.parametrize("target", [8, -1, np.array([1, 2]), 0.5])
def test_an_impossible_target_is_unknown(tmp_path, caplog, target):
    np.savez(tmp_path / "RAVEN_0_test.npz", image=panels(), target=target)
    with caplog.at_level(logging.WARNING):
        assert ProblemSet.load(tmp_path)[0].answer is None
    assert "expected a target from 0 to 7" in caplog.text


def test_grey_values_out_of_range_are_told_with_their_file(tmp_path):
    image = panels().astype(np.uint16)
    image[3, 4, 5], image[image == 0] = 300, 1
    np.savez(tmp_path / "RAVEN_0_test.npz", image=image)
    with pytest.raises(ValueError, match=r"RAVEN_0_test.npz: .* from 0 to 255, got 1 to 300"):
        ProblemSet.load(tmp_path)[0]


def test_what_is_no_archive_is_called_what_it_seems_to_be(tmp_path):
    path = tmp_path / "RAVEN_0_test.npz"
    with open(path, "wb") as file:
        np.save(file, panels())
    with pytest.raises(ValueError, match=r"RAVEN_0_test.npz: .*seems to be a NumPy .npy array"):
        ProblemSet.load(tmp_path)[0]
    np.savez(path, image=np.array([{}], dtype=object))
    with pytest.raises(ValueError, match="expected an array of numbers, got pickled objects") as error:
        ProblemSet.load(tmp_path)[0]
    assert "allow_pickle" not in str(error.value)


def test_a_false_shape_is_refused_before_it_takes_memory(tmp_path):
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "|u1", "fortran_order": False, "shape": (16, 10**6, 10**6)})
    with zipfile.ZipFile(tmp_path / "RAVEN_0_test.npz", "w") as archive:
        archive.writestr("image.npy", content.getvalue() + bytes(100))
    with pytest.raises(ValueError, match="expected 16,000,000,000,000 bytes for shape"):
        ProblemSet.load(tmp_path)[0]


def test_levels_are_black_and_white(tmp_path, caplog):
    np.savez(tmp_path / "RAVEN_0_test.npz", image=np.uint8(panels() > 99))
    problem = ProblemSet.load(tmp_path)[0]
    assert set(np.unique(problem["A"].ink)) == {0.0, 1.0}
    assert "taken for levels" in caplog.text


def test_files_of_file_managers_are_left_out(raven):
    for name in ("._RAVEN_2_test.npz", "__MACOSX/center_single/RAVEN_9_test.npz"):
        (raven / name).parent.mkdir(parents=True, exist_ok=True)
        (raven / name).write_bytes(b"Mac OS X")
    assert [found.names for found in load_sets(raven)] == [["RAVEN_2_test", "RAVEN_10_test"]] * 2


def test_arrays_of_another_kind_are_named(tmp_path):
    np.savez(tmp_path / "made.npz", images=np.zeros((1, 16, 8, 8), np.uint8), answers=np.ones(1))
    with pytest.raises(ValueError, match=r"no image\.npy, only answers, images"):
        load_sets(tmp_path)[0][0]
