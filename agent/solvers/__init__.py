"""The solvers by name; each one's module is imported when it is asked for."""

from __future__ import annotations

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


def make_solver(name=DEFAULT_SOLVER):
    """A new solver of that name, ready to solve. Raises ValueError where there is none."""
    if name not in SOLVERS:
        raise ValueError(f"expected a solver of {', '.join(SOLVERS)}, got {name!r}")
    module, _, factory = SOLVERS[name].partition(":")
    return getattr(import_module(module), factory)()
