"""The solvers by name; each one's module is imported when it is asked for."""

from __future__ import annotations

import concurrent.futures.thread  # noqa: F401  its own hooks at a fork are to be there before the ones below
import os
import threading
from importlib import import_module

SOLVERS = {
    "relations": "agent.solvers.relational:RelationalSolver",
    "transformation": "agent.solvers.transformation:TransformationSolver",
    "seed": "agent.solvers.transformation:SeedSolver",
    "same-different": "agent.solvers.same_different:SameDifferentSolver",
    "pixels": "agent.solvers.baselines:PixelSolver",
    "random": "agent.solvers.baselines:RandomSolver",
}
DEFAULT_SOLVER = "relations"

# A process that is forked off while another thread imports inherits import locks that nobody gives back, and waits
# for ever at its own first import. So a fork waits until an import here has ended.
_importing = threading.RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_importing.acquire, after_in_parent=_importing.release, after_in_child=_importing.release
    )


def make_solver(name=DEFAULT_SOLVER):
    """A new solver of that name, ready to solve. Raises ValueError where there is none."""
    if name not in SOLVERS:
        raise ValueError(f"expected a solver of {', '.join(SOLVERS)}, got {name!r}")
    module, _, factory = SOLVERS[name].partition(":")
    with _importing:
        found = import_module(module)
    return getattr(found, factory)()
