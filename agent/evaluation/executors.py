"""Where problems are solved: in this process, in processes of this machine or on a Dask cluster.

All three are `concurrent.futures` executors, and one loop feeds them. Training shares its work out likewise.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

ENGINES = ("local", "dask")  # what may share out the problems among processes

_QUEUE = 4  # problems in flight for each worker: enough to keep it busy, few enough to hold in memory
_PATIENCE = 10  # seconds that a Dask scheduler has to answer, and then to have a worker


class SerialExecutor(Executor):
    """Runs each call at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        """A finished future."""
        future: Future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Pool:
    """An executor that can be opened again after a worker has died.

    Attributes
    ----------
    executor : concurrent.futures.Executor
    in_flight : int
        How many calls to keep submitted.
    """

    def __init__(self, open_executor: Callable[[], Executor], in_flight: int) -> None:
        self.in_flight = in_flight
        self._open = open_executor
        self.executor = open_executor()

    def reopen(self) -> None:
        """Replace a broken executor."""
        self.executor.shutdown(wait=False)
        self.executor = self._open()


@contextmanager
def pool(workers: int = 1, engine: str = "local", scheduler: str | None = None) -> Iterator[Pool]:
    """A Pool of `workers` processes, or of a Dask cluster's.

    With the engine "dask" and no address of a scheduler, a cluster of `workers` processes is started on
    this machine. Processes inherit the environment, with it the number of BLAS threads. Raises
    ConnectionError where the scheduler does not answer.
    """
    if engine == "dask":
        with _dask_client(workers, scheduler) as client:
            cores = max(1, sum(client.nthreads().values()))
            yield Pool(lambda: client.get_executor(pure=False), _QUEUE * cores)
        return
    if workers == 1:
        opened = Pool(SerialExecutor, 1)
    else:
        opened = Pool(lambda: _processes(workers, _WithoutMain()), _QUEUE * workers)
    try:
        yield opened
    except BaseException:
        opened.executor.shutdown(wait=False, cancel_futures=True)
        raise
    opened.executor.shutdown()  # it waits: a thread that is still ending when Python does may print a traceback


def parallel_map(function: Callable[..., Any], tasks: Sequence[tuple], jobs: int) -> Iterator[Any]:
    """Yield function(*task) for each of a list of tasks, in their order.

    `jobs` processes of one thread each work it out, or this one where one is enough. What a function raises is
    raised here: this is for the training commands, whose tasks all count.
    """
    jobs = min(jobs, len(tasks))
    if jobs == 1:
        yield from (_alone(function, *task) for task in tasks)
        return
    from nets import set_threads  # as in `_alone`

    with _processes(jobs, multiprocessing.get_context("spawn"), set_threads, 1) as executor:
        with _interrupts_ignored():  # by the processes, which start here
            results = executor.map(partial(_alone, function), *zip(*tasks, strict=True))
        yield from results


def _alone(function: Callable[..., Any], *task: Any) -> Any:
    """Run a function with one BLAS thread: with more, the last digits of its result differ."""
    from nets import single_blas_thread  # here and not above: `run_agent --help` need not load the networks

    with single_blas_thread():
        return function(*task)


def ordered_results(
    opened: Pool, function: Callable[[Any], Any], items: Iterable[Any], failed: Callable[[Any, Exception], Any]
) -> Iterator[Any]:
    """Yield function(item) for each item, in the items' order, with a bounded number in flight.

    A call that raises, or that kills its worker, yields failed(item, error). After a death the items
    that were in flight are done again one at a time, so that only the deadly one fails.
    """
    items = iter(items)
    waiting: deque[tuple[Any, Future]] = deque()
    again: deque[Any] = deque()
    while True:
        room = 1 if again else opened.in_flight
        while len(waiting) < room and (again or (item := next(items, failed)) is not failed):
            item = again.popleft() if again else item
            waiting.append((item, _submitted(opened.executor, function, item)))
        if not waiting:
            return
        item, future = waiting.popleft()
        try:
            result = future.result()
        except BrokenExecutor as error:
            opened.reopen()
            if room > 1:
                again.extend([item, *(other for other, _ in waiting)])
                waiting.clear()
                continue
            result = failed(item, error)
        except CancelledError as error:  # nobody here cancels: the cluster has dropped its tasks
            raise ConnectionError("the Dask scheduler has gone; --resume continues the run") from error
        except Exception as error:
            result = failed(item, error)
        yield result


def _submitted(executor: Executor, function: Callable[[Any], Any], item: Any) -> Future:
    try:
        return executor.submit(function, item)
    except BrokenExecutor as error:  # a worker died meanwhile; whoever asks for the result learns it
        future: Future = Future()
        future.set_exception(error)
        return future


def ignore_interrupts() -> None:
    """As `_interrupts_ignored`, in the process itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processes(
    workers: int, context: SpawnContext, initializer: Callable[..., None] = ignore_interrupts, *arguments: Any
) -> ProcessPoolExecutor:
    # spawned, not forked: a fork would inherit the threads that BLAS has already started
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin_worker, initargs=(initializer, *arguments)
    )


def _begin_worker(initializer: Callable[..., None], *arguments: Any) -> None:
    """Prepare a worker, and see to it that it ends when the process that started it does, killed or not."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    initializer(*arguments)


def _leave_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class _WorkerProcess(SpawnProcess):
    """A process that does not run the main script again when it starts, as spawned ones do.

    The functions that solve problems lie in modules of ours. A script without `if __name__ == "__main__"` would start
    its run anew in every worker, over the same files.
    """

    @staticmethod
    def _Popen(process: Any) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process)
        finally:
            sys.modules["__main__"] = main


class _WithoutMain(SpawnContext):
    """Makes processes of the class above."""

    Process = _WorkerProcess


@contextmanager
def _dask_client(workers: int, scheduler: str | None) -> Iterator[Any]:
    import asyncio  # here and not above: it takes long to load, and `--help` needs none of it

    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise ImportError("the engine dask needs distributed: pip install 'ravens-agent[cluster]'") from None
    with ExitStack() as stack:
        stack.callback(logging.disable, logging.root.manager.disable)
        if scheduler is None:
            with _interrupts_ignored():
                cluster = LocalCluster(workers, threads_per_worker=1, dashboard_address=None)
            scheduler = stack.enter_context(cluster)
        client = stack.enter_context(_connected(partial(Client, scheduler, timeout=_PATIENCE), scheduler))
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except (TimeoutError, asyncio.TimeoutError) as error:  # noqa: UP041  two before 3.11
            raise ConnectionError(f"the Dask scheduler at {scheduler} has no workers") from error
        try:
            yield client
        except KeyboardInterrupt:
            logging.disable(logging.CRITICAL)  # what the cluster says of work taken from it
            raise


def _connected(connect: Callable[[], Any], scheduler: Any) -> Any:
    """The client of a scheduler. What listens there may never answer, and that may not be waited for: a thread asks."""
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(connect())
        except Exception as error:  # what another service sends may raise anything in Dask, even a MemoryError
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=1.5 * _PATIENCE)
    except queue.Empty:
        raise ConnectionError(f"expected a Dask scheduler at {scheduler}, got no answer") from None
    if isinstance(answer, (OSError, ValueError)):
        raise ConnectionError(f"expected a Dask scheduler at {scheduler}, got none ({answer})") from answer
    if isinstance(answer, Exception):
        raise ConnectionError(f"expected a Dask scheduler at {scheduler}, got another service") from answer
    return answer


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let processes that start in this block ignore Ctrl-C: this process, which reports, handles it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread receives signals and may set their handlers
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
