"""The solvers by name; each one's module is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

SOLVERS = {
    "relations": "agent.relational:RelationalSolver",
    "transformation": "agent.transformation:TransformationSolver",
    "seed": "agent.transformation:SeedSolver",
    "same-different": "agent.same_different:SameDifferentSolver",
    "pixels": "agent.pixels:PixelSolver",
    "random": "agent.chance:RandomSolver",
}
DEFAULT_SOLVER = "relations"


def make_solver(name=DEFAULT_SOLVER):
    """A new solver of that name, ready to solve. Raises ValueError where there is none."""
    if name not in SOLVERS:
        raise ValueError(f"expected a solver of {', '.join(SOLVERS)}, got {name!r}")
    module, _, factory = SOLVERS[name].partition(":")
    return getattr(import_module(module), factory)()
