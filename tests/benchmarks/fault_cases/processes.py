"""Processes that are killed, outputs that go away, schedulers that are none."""

from __future__ import annotations

import http.server
import importlib.util
import os
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import problems
from tests.benchmarks.fault_cases.command import Command, Finding, row_count

SETS = Path(problems.__file__).parent / "sets"
UNGUARDED = """
import run_agent
{}run_agent.main([{!r}, '--solver', 'pixels', '-j', '2', '--output', {!r}, '--limit', '4']){}
"""
FORKS = """
import os, sys, threading, time
from agent import Agent
from problems import ProblemSet
problem = ProblemSet.load(sys.argv[1])[0]
def solve():
    agent = Agent()
    while True:
        agent.Solve(problem)
threading.Thread(target=solve, daemon=True).start()
time.sleep(float(sys.argv[2]))
child = os.fork()
if child == 0:
    os._exit(0 if Agent().Solve(problem) > 0 else 1)
for _ in range(300):
    found, status = os.waitpid(child, os.WNOHANG)
    if found:
        os._exit(status)
    time.sleep(0.1)
os.kill(child, 9)
os._exit(3)
"""


def cases(folder: Path) -> Iterator[Finding]:
    """All of them."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        yield _killed(folder / number.name, number)
    for label, before, after in (("called", "", ""), ("exits by it", "import sys; sys.exit(", ")")):
        yield _unguarded(folder, label, before, after)
    yield from _outputs(folder)
    yield _deleted(folder / "deleted")
    for wait in (0.0, 0.2, 0.5, 1.0, 2.0):
        script = folder / "forks.py"
        script.write_text(FORKS)
        ending = Command([str(SETS / "Generated Problems B"), str(wait)], str(script)).run(folder / f"fork {wait}")
        yield ending.finding(f"fork while a thread solves, after {wait} s")
    if importlib.util.find_spec("distributed"):
        yield from _schedulers(folder)


def _killed(output: Path, number: signal.Signals) -> Finding:
    """No worker outlives the process that started it."""
    process = Command([str(SETS), "-j", "2", "--output", str(output)]).start(output)
    workers = _wait(lambda: [child for child in _children(process.pid) if b"spawn_main" in _command(child)], 2)
    rows = bool(_wait(lambda: ["a row"] * row_count(output), 1))
    process.send_signal(number)
    process.wait()
    left = _wait(lambda: ["all gone"] if not any(map(_command, workers)) else [], 1)
    complaint = "" if left else f"workers are left: {workers}"
    return Finding(f"{number.name} of the parent", complaint if workers and rows else "did not begin")


def _unguarded(folder: Path, label: str, before: str, after: str) -> Finding:
    script, output = folder / f"{label}.py", folder / label
    script.write_text(UNGUARDED.format(before, str(SETS), str(output), after))
    ending = Command([], str(script)).run(output)
    rows = row_count(output)
    return ending.finding(f"a script without a main guard that {label}", other="" if rows == 20 else f"{rows} rows")


def _outputs(folder: Path) -> Iterator[Finding]:
    """The standard output closed or full; no room for the results."""
    for jobs in ("1", "2"):
        arguments = [str(SETS), "--solver", "pixels", "-j", jobs, "--output"]
        closed = Command([*arguments, str(folder / f"closed {jobs}")])
        ending = closed.run(folder / f"closed {jobs}", preexec_fn=lambda: os.close(1))
        rows = row_count(folder / f"closed {jobs}")
        yield ending.finding(f"output closed, {jobs} processes", other="" if rows == 60 else f"{rows} rows")
        with open("/dev/full", "wb") as full:
            ending = Command([*arguments, str(folder / f"full {jobs}")]).run(folder / f"full {jobs}", stdout=full)
        yield ending.finding(f"output full, {jobs} processes", codes=(1, 2))
        room = Command([*arguments, str(folder / f"room {jobs}")])
        ending = room.run(folder / f"room {jobs}", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (1500, 1500)))
        yield ending.finding(f"no room for results, {jobs} processes", (2,),
                             r"(AgentAnswers.csv|results.json): File too large")


def _deleted(output: Path) -> Finding:
    """The folder of results is deleted while the run goes on."""
    process = Command([str(SETS), "--output", str(output)]).start(output)
    _wait(lambda: ["a row"] * row_count(output), 1)
    shutil.rmtree(output)
    try:
        code = process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        return Finding("output folder deleted", "the run went on")
    errors = Path(f"{output}.err").read_text()
    said = "deleted while the run was writing" in errors and "Traceback" not in errors
    return Finding("output folder deleted", "" if said and code == 2 else f"exit code {code}: {errors[-300:]}")


def _schedulers(folder: Path) -> Iterator[Finding]:
    silent = socket.create_server(("127.0.0.1", 0))
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Quiet)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    banner = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_greet, args=(banner,), daemon=True).start()
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, protocol="tcp", dashboard_address=None) as cluster:
        for kind, address, says in (
            ("says nothing", f"tcp://127.0.0.1:{silent.getsockname()[1]}", "got no answer"),
            ("is a web server", f"tcp://127.0.0.1:{web.server_address[1]}", "expected a Dask scheduler"),
            ("is a mail server", f"tcp://127.0.0.1:{banner.getsockname()[1]}", "got another service"),
            ("is not there", "tcp://127.0.0.1:1", "expected a Dask scheduler"),
            ("has no workers", cluster.scheduler_address, "has no workers"),
        ):
            output = folder / kind
            command = Command([str(SETS), "--engine", "dask", "--scheduler", address, "--output", str(output)])
            yield command.run(output).finding(f"a scheduler that {kind}", (2,), says)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Keep what it would log to itself."""


def _greet(server: socket.socket) -> None:
    while True:
        server.accept()[0].sendall(b"220 mail.example.org ESMTP is ready for whatever you may send\r\n")


def _children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(entry.parent.name))
    return found


def _command(process: int) -> bytes:
    """A process's command line; empty where it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _wait(found: object, count: int, seconds: float = 40.0) -> list:
    """What `found()` gives once it has `count` entries, or nothing where it never does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        entries = found()  # type: ignore[operator]
        if len(entries) >= count:
            return list(entries)
        time.sleep(0.1)
    return []
