"""The solvers by name, and solvers from outside; a module is imported only when its solver is asked for."""

from __future__ import annotations

import concurrent.futures.thread  # noqa: F401  first: its hooks at a fork must be registered before those below
import inspect
import os
import threading
from importlib import import_module
from typing import Any

from agent.solvers.base import Solver
from agent.solvers.own_solver import is_own_solver, load_solver_class
from problems.names import meant

# Name -> ".module:Class": a module is imported only when its solver is asked for.
SOLVERS = {
    "relations": ".relational:RelationalSolver",
    "transformation": ".transformation:TransformationSolver",
    "seed": ".transformation:SeedSolver",
    "same-different": ".same_different:SameDifferentSolver",
    "pixels": ".baselines:PixelSolver",
    "random": ".baselines:RandomSolver",
}
DEFAULT_SOLVER = "relations"

# A process that is forked while another thread imports inherits import locks that no thread will release, and hangs at
# its own first import. So a fork waits until an import here has ended.
_importing = threading.RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_importing.acquire, after_in_parent=_importing.release, after_in_child=_importing.release
    )


def make_solver(name: str = DEFAULT_SOLVER, seed: int | None = None) -> Solver:
    """A new solver, ready to solve.

    Parameters
    ----------
    name : str
        A name in `SOLVERS`, or one's own class: "module:Class", "file.py" or "file.py:Class".
    seed : int, optional
        Given to a solver whose class takes a `seed`; others do not draw random numbers.

    Raises
    ------
    ValueError
        Where there is no such solver.
    agent.solvers.own_solver.OwnSolverError
        Where one's own solver cannot be made; its text is the traceback.
    """
    if is_own_solver(name):
        return load_solver_class(name).make(seed)
    factory = _factory(name)
    return factory(seed=seed) if seed is not None and takes_seed(factory) else factory()


def solver_summaries() -> dict[str, str]:
    """What each solver in `SOLVERS` does, in a line: the first of its docstring."""
    return {name: (inspect.getdoc(_factory(name)) or "").splitlines()[0] for name in SOLVERS}


def takes_seed(factory: object) -> bool:
    """Whether a class or function can be called with a `seed`."""
    return "seed" in inspect.signature(factory).parameters  # type: ignore[arg-type]


def _factory(name: str) -> Any:
    if name not in SOLVERS:
        raise ValueError(f"expected a solver of {', '.join(SOLVERS)}, or your own as module:Class or file.py, "
                         f"got {name!r}{meant([name], list(SOLVERS))}")
    module, _, factory = SOLVERS[name].partition(":")
    with _importing:
        found = import_module(module, __name__)
    return getattr(found, factory)
