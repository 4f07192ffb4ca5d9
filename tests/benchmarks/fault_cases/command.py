"""Runs a command as a user does, bounded in time, and says what was wrong with how it ended."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import problems

ROOT = Path(__file__).resolve().parents[3]
PROBLEM = Path(problems.__file__).parent / "sets" / "Generated Problems B" / "Generated Problem B-01"
SECONDS = 60  # that a command may take on a quiet machine, where the largest takes a tenth
MEMORY = 1024  # MiB that a command may hold


@dataclass
class Finding:
    """One case: `complaint` is "" where all went well."""

    name: str
    complaint: str
    seconds: float = 0.0
    memory: float = 0.0


@dataclass
class Ending:
    """How a command ended; `memory` is its largest, in MiB, without that of its workers."""

    code: int | None
    output: str
    errors: str
    seconds: float
    memory: float

    def complaint(self, codes: tuple[int, ...] = (0,), says: str = "") -> str:
        """What is wrong with the ending: a traceback, a hang, memory, another exit code, words that lack."""
        if self.code is None:
            return f"hung for {self.seconds:.0f} s"
        if re.search(r"Traceback|\bError:|a fault of this program|Exception ignored", self.output + self.errors):
            return f"no clear line: {self.errors.strip()[-300:]}"
        if self.memory > MEMORY:
            return f"took {self.memory:.0f} MiB"
        if self.code not in codes:
            return f"exit code {self.code}: {self.errors.strip()[-300:]}"
        said = re.search(says, self.output + self.errors)
        return "" if said else f"does not say {says!r}: {self.errors.strip()[-300:]}"

    def finding(self, name: str, codes: tuple[int, ...] = (0,), says: str = "", other: str = "") -> Finding:
        """The ending as a Finding; `other` is a complaint of the caller's own."""
        return Finding(name, self.complaint(codes, says) or other, self.seconds, self.memory)


@dataclass
class Command:
    """A command line to run: `run_agent.py` where no other program is named."""

    arguments: list[str]
    program: str = str(ROOT / "run_agent.py")
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, output: Path, **options: object) -> subprocess.Popen[bytes]:
        """The process, its output and errors going to the files `output`.out and `output`.err."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self.environment}
        with open(f"{output}.out", "wb") as out, open(f"{output}.err", "wb") as errors:
            return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
                [sys.executable, self.program, *self.arguments],
                **{"stdout": out, "stderr": errors, "env": environment, "stdin": subprocess.DEVNULL, **options},
            )

    def run(self, output: Path, **options: object) -> Ending:
        """Run it to its end, or until its time is over."""
        start = time.monotonic()
        process = self.start(output, **options)
        code, usage = None, None
        while time.monotonic() < start + patience():
            found, status, usage = os.wait4(process.pid, os.WNOHANG)
            if found:
                code = process.returncode = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.02)
        else:
            process.kill()
            process.wait()
        memory = usage.ru_maxrss / 2**10 if usage and code is not None else 0.0
        texts = [Path(f"{output}{end}").read_bytes().decode(errors="backslashreplace") for end in (".out", ".err")]
        return Ending(code, *texts, time.monotonic() - start, memory)


def patience() -> float:
    """Seconds to wait for a command: on a machine that has more to do than it has cores, as many times longer."""
    return SECONDS * max(1.0, 1.5 * os.getloadavg()[0] / (os.cpu_count() or 1))


def solve(path: Path | str, output: Path, *options: str, environment: dict[str, str] | None = None) -> Ending:
    """Run `run_agent.py` on a path with the quickest solver that looks at pictures."""
    arguments = [os.fspath(path), "--solver", "pixels", "--output", str(output), *options]
    return Command(arguments, environment=environment or {}).run(output)


def make_problem(folder: Path | str) -> Path:
    """A whole problem at `folder`, a copy of a shipped one."""
    return Path(shutil.copytree(PROBLEM, folder))


def make_set(folder: Path) -> Path:
    """A set of one whole problem, "Whole", to which a case adds another."""
    make_problem(folder / "Set" / "Whole")
    return folder / "Set"


def row_count(output: Path) -> int:
    """How many problems AgentAnswers.csv in a folder of results has."""
    path = output / "AgentAnswers.csv"
    return len(path.read_bytes().splitlines()) - 1 if path.exists() else 0
