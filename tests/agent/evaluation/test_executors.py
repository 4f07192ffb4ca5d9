"""Results come in order from every engine, and nothing that goes wrong in a worker stops a run."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

import nets
from agent.evaluation import executors
from agent.evaluation.executors import ordered_results, parallel_map, pool
from nets.fast.blas import blas_control


def square(number):
    time.sleep(0.02 * (number % 3 == 0))  # some are late
    if number == 5:
        raise ValueError("five")
    if number == 7 and threading.current_thread() is threading.main_thread() and os.getpid() != PARENT:
        os._exit(1)  # a worker dies
    return number * number


PARENT = int(os.environ.setdefault("PARENT_OF_WORKERS", str(os.getpid())))


def failed(number, error):
    return f"{number}: {type(error).__name__}"


def test_serial_runs_one_at_a_time():
    asked = []
    with pool() as opened:
        results = ordered_results(opened, square, (asked.append(n) or n for n in range(100)), failed)
        assert [next(results) for _ in range(6)] == [0, 1, 4, 9, 16, "5: ValueError"]
    assert len(asked) == 6


def test_processes_keep_the_order_and_outlive_a_worker():
    asked = []
    with pool(workers=2) as opened:
        results = ordered_results(opened, square, (asked.append(n) or n for n in range(40)), failed)
        first = next(results)
        assert len(asked) <= 8  # a bounded number in flight
        found = [first, *results]
    expected = [n * n for n in range(40)]
    expected[5], expected[7] = "5: ValueError", "7: BrokenProcessPool"
    assert found == expected


def test_a_dask_cluster_at_an_address():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(1, processes=False, dashboard_address=None) as cluster:
        with pool(engine="dask", scheduler=cluster.scheduler_address) as opened:
            found = list(ordered_results(opened, abs, [-1, "x", *range(20)], failed))
    assert found == [1, "x: TypeError", *range(20)]


def test_a_scheduler_that_is_not_there():
    pytest.importorskip("distributed")
    with pytest.raises(ConnectionError, match="expected a Dask scheduler at nowhere"):
        with pool(engine="dask", scheduler="nowhere"):
            pass


def threads_of_a_task(number):
    if number is None:
        raise ValueError("no number")
    return number, os.getpid(), nets.thread_count(), blas_control()[0]() if blas_control() else 1


def test_tasks_are_shared_among_processes_of_one_thread(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)  # BLAS would take all cores
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    found, results = [], parallel_map(threads_of_a_task, [(number,) for number in (0, 1, 2, 3, None)], 2)
    with pytest.raises(ValueError, match="no number"):  # what a task raises is raised here
        found.extend(results)
    assert [number for number, *_ in found] == [0, 1, 2, 3]
    assert all(process != os.getpid() for _, process, *_ in found)
    assert [rest for _, _, *rest in found] == [[1, 1]] * 4


def test_one_job_or_one_task_stays_in_this_process():
    for tasks, jobs in (([(1,), (2,)], 1), ([(1,)], 2)):
        assert {process for _, process, *_ in parallel_map(threads_of_a_task, tasks, jobs)} == {os.getpid()}


def silent_server():
    server = socket.create_server(("127.0.0.1", 0))
    return server, f"tcp://127.0.0.1:{server.getsockname()[1]}"


def test_a_scheduler_that_never_answers(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(executors, "_PATIENCE", 1)
    server, address = silent_server()
    with server, pytest.raises(ConnectionError, match="got no answer"):
        with pool(engine="dask", scheduler=address):
            pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_workers_end_with_the_process_that_started_them(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys, time\n"
        f"sys.path.insert(0, {os.getcwd()!r})\n"
        "from agent.evaluation.executors import pool\n"
        "if __name__ == '__main__':\n"
        "    with pool(2) as opened:\n"
        "        print(opened.executor.submit(os.getpid).result(), flush=True)\n"
        "        time.sleep(60)\n")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        worker = int(parent.stdout.readline())
        parent.kill()
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail(f"worker {worker} is left")


def test_workers_do_not_run_the_main_script_again(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text(
        "import os, sys\n"
        f"sys.path.insert(0, {os.getcwd()!r})\n"
        "print('run', flush=True)\n"
        "from agent.evaluation.executors import ordered_results, pool\n"
        "with pool(2) as opened:\n"
        "    print(list(ordered_results(opened, abs, [-1, 2, -3], None)), flush=True)\n")
    found = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert found.stdout == "run\n[1, 2, 3]\n", found.stderr
