"""Names of every kind fit in a line, in a file's name and in UTF-8."""

import pytest

from problems.names import file_name, meant, one_line

ODD = ["a\rb", "a\x0bb", "a\x1cb", "a\x85b", "a\u2028b", "\x1b[31mred", "caf\udce9"]


@pytest.mark.parametrize("name", ODD)
def test_one_line(name):
    shown = one_line(name)
    assert len(shown.splitlines()) == 1 and shown.isprintable() and shown.encode()


@pytest.mark.parametrize("name", ["Problem B-01", "naïve \N{SNOWMAN}", "=1", "²"])
def test_ordinary_names_stay(name):
    assert one_line(name) == name == file_name(name)


@pytest.mark.parametrize("name", [*ODD, "a/b", "a:b?", 'x<>"|*\\', "CON", "nul.txt", "end.", "end ", "", "x" * 300])
def test_names_of_files_are_legal_everywhere(name):
    written = file_name(name)
    assert 0 < len(written) <= 110 and written.isprintable() and written.encode()
    assert not set('<>:"/\\|?*') & set(written) and written[-1] not in ". "
    assert written.split(".")[0].upper() not in ("CON", "NUL")


def test_names_of_files_stay_apart():
    names = ["a:b", "a%3Ab", "a?b", "con", "%63on", "x" * 300, "x" * 301, "a\rb", "a\nb"]
    assert len({file_name(name) for name in names}) == len(names)


def test_of_equally_likely_names_the_first_is_meant():
    names = ["Problem 12", "Problem 10", "Problem 01"]
    assert meant(["Problem 1"], names) == " (did you mean 'Problem 12'?)"
    assert meant(["Problem 1"], names[::-1]) == " (did you mean 'Problem 01'?)"
    assert meant(["rotatoin"], ["reflection", "rotation"]) == " (did you mean rotation?)" and meant(["x"], names) == ""
