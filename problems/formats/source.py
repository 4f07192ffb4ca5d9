"""Where a problem is read from: a folder or a file, which is opened when the problem is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from problems.problem import Problem


@dataclass(frozen=True)
class ProblemSource:
    """A problem's folder or file, read when asked.

    Attributes
    ----------
    path : str
        The absolute path of the problem's folder or file.
    set_name : str
        The set that the problem belongs to, such as "Basic Problems B" or "I-RAVEN/center_single".
    root : str
        The folder that no link may leave; "" stands for the problem's own.
    """

    path: str
    set_name: str
    root: str = ""

    @property
    def name(self) -> str:
        """The problem's name: its folder's, or its file's without the suffix."""
        return Path(self.path).name

    def load(self) -> Problem:
        """The problem. Raises OSError or ValueError, naming the file."""
        raise NotImplementedError
