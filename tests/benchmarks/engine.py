"""How fast nets/ is: python -m tests.benchmarks.engine [--rounds N].

Prints, for three networks, images a CPU second and the ratio to PyTorch's (where installed): contestants take
turns step by step, and the ratio is the median of the rounds' (in brackets: their quartiles), so that a busy machine
slows all alike. A ratio above 1 says that nets/ is faster. The two-thread figures are wall time: they need a quiet
machine, and the load that is printed tells whether it was. Then where the time goes: see engine_profile.
"""

import argparse
import itertools
import os
import sys
import time
import tracemalloc

PINNED = [name for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE") if name in os.environ]
if __name__ == "__main__" and PINNED:  # read by OpenBLAS when NumPy is imported: start anew without them
    print("set here, and now left out because it slows NumPy down:",
          ", ".join(f"{name}={os.environ.pop(name)}" for name in PINNED), flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "tests.benchmarks.engine", *sys.argv[1:]])

import numpy as np  # noqa: E402

from agent.network.model import TransformationNet  # noqa: E402
from nets import (  # noqa: E402
    SGD,
    BatchNorm,
    Conv2D,
    Flatten,
    Linear,
    MaxPool2D,
    MeanSquaredError,
    ReLU,
    Sequential,
    set_threads,
)
from nets.fast.blas import single_blas_thread  # noqa: E402
from problems.cli import positive, run_command  # noqa: E402
from tests.benchmarks.engine_profile import print_profile  # noqa: E402


def digits_net(rng):
    """Return a small network for digits, its input shape, its batch size."""
    return Sequential([Conv2D(1, 8, 3, padding=1, rng=rng), ReLU(), MaxPool2D(2), Flatten(),
                       Linear(8 * 14 * 14, 10, rng=rng)], input_gradient=False), (1, 28, 28), 32


def pair_net(rng):
    """Return a network for pairs of 64 x 64 figures, its input shape, its batch size."""
    layers, channels = [], 2
    for count in (16, 32, 64):
        layers += [Conv2D(channels, count, 3, padding=1, rng=rng), BatchNorm(count), ReLU(), MaxPool2D(2)]
        channels = count
    layers += [Flatten(), Linear(64 * 8 * 8, 128, rng=rng), ReLU(), Linear(128, 8, rng=rng)]
    return Sequential(layers, input_gradient=False), (2, 64, 64), 64


def project_net(rng):
    """Return the encoder of the project's network, for figures folded to 32 x 32; 64 pairs a batch."""
    encoder = TransformationNet(20, rng=rng).parts["encoder"]
    return encoder, (encoder.layers[0].in_channels, 32, 32), 128


NETWORKS = {"28x28x1 conv8 pool fc10": digits_net, "64x64x2 conv16/32/64 bn fc128 fc8": pair_net,
            "the project's encoder": project_net}


def our_steps(network, x, target):
    """Return (training step, inference step) of nets/."""
    loss, optimizer = MeanSquaredError(), SGD(1e-3, 0.9)

    def train():
        loss.forward(network.forward(x, training=True), target)
        network.backward(loss.backward())
        optimizer.step(network)

    return train, lambda: network.forward(x)


def torch_steps(network, x, target, channels_last):
    """Return (training step, inference step) of the same network in PyTorch."""
    import torch

    def twin(layer):
        if isinstance(layer, Conv2D):
            return torch.nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride,
                                   layer.padding, layer.dilation)
        if isinstance(layer, Linear):
            return torch.nn.Linear(layer.in_features, layer.out_features)
        if isinstance(layer, BatchNorm):
            return torch.nn.BatchNorm2d(layer.features)
        return {ReLU: torch.nn.ReLU, Flatten: torch.nn.Flatten,
                MaxPool2D: lambda: torch.nn.MaxPool2d(2)}[type(layer)]()

    order = torch.channels_last if channels_last else torch.contiguous_format
    model = torch.nn.Sequential(*map(twin, network.layers)).to(memory_format=order)
    x, target = torch.tensor(x).contiguous(memory_format=order), torch.tensor(target)
    optimizer = torch.optim.SGD(model.parameters(), 1e-3, momentum=0.9)

    def train():
        model.train()
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(x), target).backward()
        optimizer.step()

    def infer():
        model.eval()
        with torch.inference_mode():
            model(x)

    return train, infer


def take_turns(contestants, rounds, clock, rest=0.0):
    """Return name -> seconds of each round, the contestants taking turns in changing order.

    rest: seconds of sleep before each turn, for the other's threads to stop waiting for work.
    """
    times = {name: [] for name in contestants}
    for step in contestants.values():
        step()
        step()
    for number in range(rounds):
        names = list(contestants)
        for name in names[number % len(names):] + names[:number % len(names)]:
            time.sleep(rest)
            started = clock()
            contestants[name]()
            times[name].append(clock() - started)
    return {name: np.array(values) for name, values in times.items()}


def gemm_peak(size=1024, rounds=15):
    """Return the multiply-adds a CPU second of the machine's best matrix product, one thread."""
    a = np.ones((size, size), np.float32)
    product = {"product": lambda: a @ a}
    with single_blas_thread():
        return size ** 3 / np.median(take_turns(product, rounds, time.process_time)["product"])


def compare(name, rounds, torch):
    """Print one network's lines of the table."""
    network, shape, batch = NETWORKS[name](np.random.default_rng(0))
    rng = np.random.default_rng(1)
    x = rng.normal(size=(batch, *shape)).astype(np.float32)
    target = rng.normal(size=(batch, *network.output_shape(shape))).astype(np.float32)
    steps = {"nets": our_steps(network, x, target)}
    if torch:
        steps["default"] = torch_steps(network, x, target, channels_last=False)
        steps["last"] = torch_steps(network, x, target, channels_last=True)
    adds, first = network.multiply_adds(shape), network.layers[0].multiply_adds(shape)
    for kind, index, work in (("training", 0, 3 * adds - first), ("inference", 1, adds)):
        contestants = {key: step[index] for key, step in steps.items()}
        peak = gemm_peak()
        set_all_threads(1, torch)
        times = take_turns(contestants, rounds, time.process_time)
        speed = batch / np.median(times["nets"])
        cells = [f"{speed:,.0f}", f"{speed * work / peak:.0%}", *ratios(times)]
        cells.append(two_to_one(contestants["nets"], rounds))
        set_all_threads(2, torch)
        cells += ratios(take_turns(contestants, rounds, time.perf_counter, rest=0.02))
        print(f"| {name} | {kind} | " + " | ".join(cells) + " |", flush=True)


def ratios(times: dict[str, np.ndarray]) -> list[str]:
    """Return how many times faster than each of the others nets/ was: median and quartiles over the rounds."""
    return ["{1:.2f} ({0:.2f}-{2:.2f})".format(*np.percentile(times[key] / times["nets"], [25, 50, 75]))
            for key in times if key != "nets"]


def two_to_one(step, rounds):
    """Return how many times faster a step is with two threads than with one, as text."""
    def run(threads):
        set_threads(threads)
        for _ in range(3):  # the first ones make the threads and their scratch memory
            step()
        started = time.perf_counter()
        for _ in range(3):
            step()
        return time.perf_counter() - started

    return f"{np.median([run(1) / run(2) for _ in range(rounds)]):.2f}"


def set_all_threads(count, torch):
    set_threads(count)
    if torch:
        torch.set_num_threads(count)


def print_layers(name: str, rounds: int) -> None:
    """Print where the time of training and of inference goes, and the memory that a training step allocates."""
    set_threads(1)
    tracemalloc.start()
    network, shape, batch = NETWORKS[name](np.random.default_rng(0))
    x = np.random.default_rng(1).normal(size=(batch, *shape)).astype(np.float32)
    train, infer = our_steps(network, x, np.zeros((batch, *network.output_shape(shape)), np.float32))
    train()
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"\n{name}: {memory / 2 ** 20:.0f} MiB at most, batches of {batch}")
    print_profile(network, shape, batch, train, True, rounds)
    print_profile(network, shape, batch, infer, False, rounds)


def six_loops(x, weight, dy):
    """Return y, dweight of a convolution with padding 1, as six plain loops do it."""
    _, rows, columns = dy.shape
    y, dweight = np.zeros(dy.shape, np.float32), np.zeros(weight.shape, np.float32)
    for o, i, u, v in itertools.product(*map(range, weight.shape)):
        for r, c in itertools.product(range(rows), range(columns)):
            if 0 <= r + u - 1 < rows and 0 <= c + v - 1 < columns:
                y[o, r, c] += weight[o, i, u, v] * x[i, r + u - 1, c + v - 1]
                dweight[o, i, u, v] += dy[o, r, c] * x[i, r + u - 1, c + v - 1]
    return y, dweight


def print_six_loops():
    """Print how many times faster than six loops the first convolution of the digits' network is."""
    network, shape, batch = digits_net(np.random.default_rng(0))
    part = Sequential(network.layers[:1], input_gradient=False)
    x = np.random.default_rng(1).normal(size=(batch, *shape)).astype(np.float32)
    dy = part.forward(x, training=True)
    started = time.process_time()
    six_loops(x[0], part.layers[0].params["weight"], dy[0])
    loops = time.process_time() - started
    step = {"nets": lambda: (part.forward(x, training=True), part.backward(dy))}
    ours = np.median(take_turns(step, 20, time.process_time)["nets"]) / batch
    print(f"\nconv8 on 28x28, forward and backward: {loops / ours:,.0f} times as fast as six loops in Python")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.engine",
                                     description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=positive, default=25, help="steps of each (default %(default)s)")
    rounds = parser.parse_args().rounds
    try:
        import torch
    except ImportError:
        torch = None
    print(f"NumPy {np.__version__}, PyTorch {torch.__version__ if torch else 'not installed'}, "
          f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
          f"OPENBLAS_CORETYPE {os.environ.get('OPENBLAS_CORETYPE', 'unset')}, "
          f"matrix product {2 * gemm_peak() / 1e9:.0f} GFLOP a CPU second")
    print("default, last: times the speed of PyTorch in its default layout and in channels last; with one "
          "thread\nby CPU time, with two by wall time\n")
    heads = ["network", "pass", "images a CPU second", "of GEMM peak"]
    heads += ["default, 1", "last, 1"] if torch else []
    heads.append("2 threads to 1")
    heads += ["default, 2", "last, 2"] if torch else []
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for name in NETWORKS:
        compare(name, rounds, torch)
    for name in NETWORKS:
        print_layers(name, rounds)
    print_six_loops()
    print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    run_command(main)
