"""A solver from outside the package: a class in a module or in a file."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any


class OwnSolverError(Exception):
    """A solver from outside could not be made or used; the text is its traceback."""


@dataclass(frozen=True)
class SolverClass:
    """What makes a solver from outside.

    Attributes
    ----------
    name : str
        As the user wrote it.
    factory : callable
        A class with a method `solve(problem)`.
    """

    name: str
    factory: Any

    def make(self, seed: int | None = None) -> Any:
        """A new solver; its class gets the `seed` if it takes one."""
        try:
            takes_seed = seed is not None and "seed" in inspect.signature(self.factory).parameters
            solver = self.factory(seed=seed) if takes_seed else self.factory()
        except Exception as error:
            raise OwnSolverError(f"solver {self.name}: cannot be made\n{own_traceback(error)}") from error
        if not hasattr(solver, "name"):
            solver.name = self.name
        return solver


def is_own_solver(name: str) -> bool:
    """Whether a solver's name means one from outside: it has a colon, or ends in .py."""
    return ":" in name or name.endswith(".py")


def load_solver_class(name: str) -> SolverClass:
    """The class that "module:Class", "file.py" or "file.py:Class" means.

    Modules are also looked for in the working directory. Without a class's name the file must define one class
    with a method `solve`. Raises ValueError where there is none, and OwnSolverError where the import fails.
    """
    place, class_name = _split(name)
    module = _module(place, name)
    if class_name:
        if not hasattr(module, class_name):
            raise ValueError(f"solver {name}: expected a class {class_name} in {place}, found {_classes(module)}")
        found = getattr(module, class_name)
    else:
        classes = _classes(module)
        if len(classes) != 1:
            raise ValueError(f"solver {name}: expected one class with a method solve in {place}, found {classes}; "
                             f"name it as {place}:Class")
        found = getattr(module, classes[0])
    if not callable(getattr(found, "solve", None)):
        raise ValueError(f"solver {name}: expected a class with a method solve(problem), got {found!r}")
    return SolverClass(name, found)


def own_traceback(error: BaseException) -> str:
    """The traceback of an error from where it enters the user's code: the frames of this package are left out."""
    ours = str(Path(__file__).resolve().parent.parent)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if not frame.filename.startswith((ours, "<frozen"))
              and os.path.basename(os.path.dirname(frame.filename)) != "importlib"]
    lines = traceback.format_list(frames) + traceback.format_exception_only(type(error), error)
    return "".join(lines).rstrip()


def _split(name: str) -> tuple[str, str]:
    r"""The place and the class of a name; a drive's colon, as in C:\solver.py, separates nothing."""
    if name.endswith(".py"):
        return name, ""
    place, _, class_name = name.rpartition(":")
    return place, class_name


def _module(place: str, name: str) -> ModuleType:
    try:
        if place.endswith(".py"):
            return _file_module(Path(place), name)
        if os.getcwd() not in sys.path:  # a console script's path does not have it
            sys.path.insert(0, os.getcwd())
        if importlib.util.find_spec(place.partition(".")[0]) is None:
            raise ValueError(f"solver {name}: no module {place!r} here or installed")
        return importlib.import_module(place)
    except ValueError:
        raise
    except Exception as error:
        raise OwnSolverError(f"solver {name}: cannot be imported\n{own_traceback(error)}") from error


def _file_module(path: Path, name: str) -> ModuleType:
    if not path.is_file():
        raise ValueError(f"solver {name}: no such file {path}")
    folder = str(path.resolve().parent)
    if folder not in sys.path:
        sys.path.append(folder)  # last: a file beside it must not stand in for a package of ours
    spec = importlib.util.spec_from_file_location(f"own_solver_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"solver {name}: expected a Python file, got {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _classes(module: ModuleType) -> list[str]:
    """The names of the classes with a method `solve` that a module defines itself."""
    return [name for name, found in vars(module).items()
            if inspect.isclass(found) and found.__module__ == module.__name__ and hasattr(found, "solve")]
