"""The solvers by name; the module of each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

from agent.solvers.base import Solver

SOLVERS = {
    "relations": "agent.solvers.relational:RelationalSolver",
    "transformation": "agent.solvers.transformation:TransformationSolver",
    "seed": "agent.solvers.transformation:SeedSolver",
    "same-different": "agent.solvers.same_different:SameDifferentSolver",
    "pixels": "agent.solvers.baselines:PixelSolver",
    "random": "agent.solvers.baselines:RandomSolver",
}
DEFAULT_SOLVER = "relations"


def make_solver(name: str = DEFAULT_SOLVER) -> Solver:
    """A new solver by its name. Raises ValueError where there is none of that name."""
    if name not in SOLVERS:
        raise ValueError(f"expected a solver of {', '.join(SOLVERS)}, got {name!r}")
    module, _, factory = SOLVERS[name].partition(":")
    return getattr(import_module(module), factory)()
