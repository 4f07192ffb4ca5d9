"""Training stops where numbers are none, and says where; data that does not fit is refused."""

import numpy as np
import pytest

from nets import Adam, BatchNorm, CrossEntropy, Linear, ReLU, Sequential, Trainer, save
from nets.checkpoint import read_arrays, write_arrays


def data(count=64):
    inputs = np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)
    return inputs, (inputs.sum(axis=1) > 0).astype(int)


def make_trainer(rate=0.01, **options):
    rng = np.random.default_rng(0)
    network = Sequential([Linear(4, 8, rng=rng), BatchNorm(8), ReLU(), Linear(8, 2, rng=rng)])
    return Trainer(network, CrossEntropy(), Adam(rate), rng=rng, **{"batch_size": 16, "report": None, **options})


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_inputs_that_are_no_numbers_stop_training(value):
    inputs, labels = data()
    inputs[40, 1] = value
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match=r"step [1-4]: NaN .* inputs"):
        make_trainer().fit((inputs, labels), 1)


@pytest.mark.parametrize("rate, says", [(np.nan, "step 1: a learning rate of nan"), (1e38, r"of layer [0-3] \w+$")])
def test_a_rate_that_is_none_stops_training(rate, says):
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match=says):
        make_trainer(rate).fit(data(), 9)


def test_a_weight_that_is_none_is_named():
    trainer = make_trainer()
    trainer.network.layers[3].params["weight"][0, 0] = np.nan
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match="weight of layer 3 weight"):
        trainer.fit(data(), 1)


@pytest.mark.parametrize("change, says", [
    (lambda x, y: (x, y[:9]), "as many targets as inputs, got 9 and 64"),
    (lambda x, y: (x, y, np.ones(3)), "as many weights as inputs, got 3 and 64"),
    (lambda x, y: (x[:0], y[:0]), "at least one sample"),
    (lambda x, y: (x, y + 0.5), "whole numbers as targets"),
    (lambda x, y: (x[:1], y[:1]), "at least 2 values of every feature"),
    (lambda x, y: lambda rng: iter(()), "at least one batch"),
])
def test_data_that_does_not_fit_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        make_trainer().fit(change(*data()), 1)


@pytest.mark.parametrize("fraction", [0.0, 0, 1, 1.0, -0.5, 0.001, 0.999])
def test_a_fraction_that_leaves_a_side_empty_is_refused(fraction):
    with pytest.raises(ValueError, match="validation fraction between 0 and 1"):
        make_trainer().fit(data(), 1, validation=fraction)


def test_batches_of_nothing_are_refused():
    with pytest.raises(ValueError, match="batch size of at least 1, got 0"):
        make_trainer(batch_size=0)


def test_one_sample_more_does_not_spoil_the_running_averages():
    variances, steps = [], []
    for count in (640, 641):
        trainer = make_trainer()
        trainer.fit(data(count), 3)
        variances.append(trainer.network.layers[1].buffers["variance"].min())
        steps.append(trainer.optimizer.steps)
    assert variances[1] > 0.8 * variances[0] and steps[0] == steps[1]


def test_checkpoints_of_no_numbers_are_neither_written_nor_read(tmp_path):
    trainer = make_trainer()
    save(tmp_path / "net.npz", {"net": trainer.network})
    arrays, _ = read_arrays(tmp_path / "net.npz")
    trainer.network.layers[0].params["bias"][0] = np.nan
    with pytest.raises(ValueError, match=r"net/0.bias holds NaN or infinity"):
        save(tmp_path / "net.npz", {"net": trainer.network})
    arrays["net/0.bias"][0] = np.inf
    np.savez(tmp_path / "inf.npz", **arrays, header=np.frombuffer(
        b'{"format": 1, "networks": {}, "metadata": {}}', np.uint8))
    with pytest.raises(ValueError, match=r"inf.npz: net/0.bias holds NaN or infinity"):
        read_arrays(tmp_path / "inf.npz")
    description = {"type": "Linear", "inputs": 10**6, "outputs": 10**6}
    write_arrays(tmp_path / "huge.npz", {}, {"networks": {"net": description}, "metadata": {}})
    with pytest.raises(ValueError, match="does not fit 0 stored numbers"):
        __import__("nets").load(tmp_path / "huge.npz")


def test_a_damaged_state_is_refused_by_name(tmp_path):
    make_trainer(folder=tmp_path).fit(data(), 1)
    path = tmp_path / "resume.npz"
    arrays, header = read_arrays(path)
    write_arrays(path, arrays, {"rows": header["rows"]})
    with pytest.raises(ValueError, match=r"resume.npz: expected the state of a run of this network"):
        make_trainer(folder=tmp_path).fit(data(), 2, resume=True)
