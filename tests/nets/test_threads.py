"""Threads leave the process as they found it."""

import copy
import os
import pickle
import subprocess
import sys
import threading

import numpy as np
import pytest

from nets import Conv2D, ReLU, Sequential, limited_threads, set_threads, thread_count
from nets.fast.blas import blas_control, single_blas_thread
from nets.threads import run_parallel


@pytest.fixture(autouse=True)
def default_threads():
    yield
    set_threads(None)


def test_environment_sets_the_default(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    assert thread_count() == 3
    set_threads(2)
    assert thread_count() == 2
    set_threads(None)
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert 1 <= thread_count() <= os.cpu_count()
    with pytest.raises(ValueError, match="1 or more"):
        set_threads(0)


def test_a_limit_ends_with_its_block():
    set_threads(3)
    with pytest.raises(ZeroDivisionError), limited_threads(1):
        assert thread_count() == 1
        raise ZeroDivisionError
    assert thread_count() == 3


def test_results_come_in_order_and_errors_come_out():
    set_threads(3)
    assert run_parallel(lambda index: index * index, 7) == [0, 1, 4, 9, 16, 25, 36]
    with pytest.raises(ZeroDivisionError):
        run_parallel(lambda index: 1 // (index - 2), 4)


def test_work_that_is_shared_out_may_share_out_work_itself():
    set_threads(2)
    found = []

    def share():
        found.append(run_parallel(lambda i: sum(run_parallel(lambda j: 10 * i + j, 3)), 4))

    thread = threading.Thread(target=share, daemon=True)
    thread.start()
    thread.join(20)
    assert found == [[3, 33, 63, 93]]


def test_blas_setting_is_put_back():
    if blas_control() is None:
        pytest.skip("NumPy has no OpenBLAS here")
    get, change = blas_control()
    before = get()
    change(2)
    try:
        with pytest.raises(KeyError), single_blas_thread():
            assert get() == 1
            raise KeyError
        assert get() == 2
    finally:
        change(before)


def test_networks_can_be_copied_and_pickled_after_use():
    network = Sequential([Conv2D(1, 2, 3, rng=np.random.default_rng(0)), ReLU()])
    x = np.ones((20, 1, 6, 6), np.float32)
    y = network.forward(x, training=True)
    for twin in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        np.testing.assert_array_equal(twin.forward(x), y)
    assert len(pickle.dumps(network)) < 5000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_works_too():
    program = """
import os, numpy as np
from nets import Conv2D, Sequential, set_threads
from nets.fast import fused_run
set_threads(2)
fused_run.THREADS_FROM = 0
network = Sequential([Conv2D(1, 2, 3, rng=np.random.default_rng(0))])
x = np.ones((40, 1, 6, 6), np.float32)
network.forward(x)
child = os.fork()
if child == 0:
    network.forward(x)
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=60)
