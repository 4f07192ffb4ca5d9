"""The training loop: it learns, logs, stops early, and resumes exactly."""

import csv
import threading

import numpy as np
import pytest

from nets import (
    SGD,
    Adam,
    BatchNorm,
    Conv2D,
    CrossEntropy,
    Dropout,
    Flatten,
    Layer,
    Linear,
    MaxPool2D,
    MeanSquaredError,
    MultiLoss,
    OtherRunError,
    ReLU,
    Sequential,
    Trainer,
    accuracy,
    cosine,
    predict,
    step_decay,
)
from nets.batches import ahead


def data(count=120):
    """Return small images and whether their upper half is brighter."""
    images = np.random.default_rng(0).normal(size=(count, 1, 6, 6)).astype(np.float32)
    upper, lower = images[:, 0, :3], images[:, 0, 3:]
    return images, (upper.sum(axis=(1, 2)) > lower.sum(axis=(1, 2))).astype(int)


def make_trainer(seed=1, **options):
    rng = np.random.default_rng(seed)
    network = Sequential([
        Conv2D(1, 4, 3, padding=1, rng=rng), BatchNorm(4), ReLU(), MaxPool2D(2), Flatten(),
        Dropout(0.2, rng=np.random.default_rng(seed + 1)), Linear(36, 2, rng=rng)], input_gradient=False)
    options = {"metrics": {"accuracy": accuracy}, "report": None, **options}
    return Trainer(network, CrossEntropy(), Adam(0.01), rng=rng, batch_size=16, **options)


def test_it_learns():
    trainer = make_trainer()
    history = trainer.fit(data(400), 12, validation=data(400)[:2])
    assert history.rows[-1]["validation_accuracy"] > 0.9
    assert history.column("epoch") == list(range(1, 13))
    assert history.rows[-1]["training_loss"] < history.rows[0]["training_loss"]


@pytest.mark.parametrize("killed_in", [1, 2, 4])
def test_a_killed_run_resumes_bit_equal(killed_in, tmp_path):
    def options(folder):
        return {"folder": folder, "schedule": cosine(35), "patience": 10,
                "augment": lambda images, rng: images + rng.normal(size=images.shape).astype(np.float32)}

    whole = make_trainer(**options(tmp_path / "whole"))
    whole.fit(data(), 5, validation=0.2)

    killed = make_trainer(**options(tmp_path / "killed"))
    original, calls = killed.step, []

    def step(*batch):
        calls.append(1)
        if len(calls) > 6 * (killed_in - 1) + 3:
            raise KeyboardInterrupt
        return original(*batch)

    killed.step = step
    with pytest.raises(KeyboardInterrupt):
        killed.fit(data(), 5, validation=0.2)
    resumed = make_trainer(**options(tmp_path / "killed"))
    resumed.fit(data(), 5, validation=0.2, resume=True)
    for name, array in whole.network.state().items():
        np.testing.assert_array_equal(array, resumed.network.state()[name], err_msg=name)
    losses = [trainer.history.column("training_loss") for trainer in (whole, resumed)]
    assert losses[0] == losses[1]
    with open(tmp_path / "killed" / "log.csv") as file:
        assert [float(row["training_loss"]) for row in csv.DictReader(file)] == losses[0]


def test_early_stopping_keeps_the_best():
    trainer = make_trainer(patience=2)
    values = iter([3.0, 1.0, 2.0, 2.0, 0.5])
    states = []

    def evaluate(_):
        states.append({name: array.copy() for name, array in trainer.network.state().items()})
        return {"loss": next(values)}

    trainer.evaluate = evaluate
    history = trainer.fit(data(), 9, validation=data())
    assert len(history.rows) == 4
    for name, array in trainer.network.state().items():
        np.testing.assert_array_equal(array, states[1][name])


def test_schedule_sets_the_learning_rate():
    trainer = make_trainer(schedule=step_decay(8, 0.5))
    history = trainer.fit(data(128), 3)
    assert history.column("learning_rate") == [0.01, 0.005, 0.0025]


def test_streams_and_several_masked_outputs():
    class TwoHeads(Layer):
        """A network with a dict of outputs, as a user writes it."""

        def __init__(self, rng):
            super().__init__()
            self.sum, self.sign = Linear(3, 1, rng=rng), Linear(3, 2, rng=rng)

        def children(self):
            return {"sum": self.sum, "sign": self.sign}

        def forward(self, x, training=False):
            return {name: layer.forward(x["rows"], training) for name, layer in self.children().items()}

        def backward(self, dy):
            return {"rows": sum(layer.backward(dy[name]) for name, layer in self.children().items())}

    def batches(rng, count=40):
        for _ in range(count):
            rows = rng.normal(size=(32, 3)).astype(np.float32)
            total = rows.sum(axis=1)
            mask = (np.arange(32) % 2).astype(np.float32)
            yield {"rows": rows}, {"sum": np.where(mask > 0, total, 99), "sign": total > 0}, {"sum": mask}

    rng = np.random.default_rng(0)
    loss = MultiLoss({"sum": MeanSquaredError(), "sign": CrossEntropy()})
    metrics = {"sign_accuracy": lambda answer, target, weight: accuracy(answer["sign"], target["sign"])}
    trainer = Trainer(TwoHeads(rng), loss, SGD(0.1, 0.9), rng=rng, metrics=metrics, report=None)
    history = trainer.fit(batches, 3, validation=next(iter(batches(np.random.default_rng(9), 1))))
    assert history.rows[-1]["validation_sign_accuracy"] > 0.9
    np.testing.assert_allclose(trainer.network.sum.params["weight"], 1, atol=0.01)


def test_predict_goes_batch_by_batch():
    network = Sequential([Linear(3, 2, rng=np.random.default_rng(0))])
    x = np.random.default_rng(1).normal(size=(10, 3)).astype(np.float32)
    np.testing.assert_allclose(predict(network, x, batch_size=4), network.forward(x), rtol=1e-5)


def test_learning_curve(tmp_path):
    pytest.importorskip("matplotlib")
    history = make_trainer().fit(data(), 2, validation=0.25)
    history.plot(tmp_path / "curve.png", right=["validation_accuracy"])
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
    other = history.figure({"validation_accuracy": "of 1"}).axes[1]
    assert other.get_ylabel() == "validation accuracy (of 1)"


def test_missing_matplotlib_is_said_in_a_line(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(ImportError, match=r"needs matplotlib: pip install 'ravens-agent\[plots\]'"):
        make_trainer().fit(data(), 1).plot(tmp_path / "curve.png")


def test_a_run_of_other_options_is_not_resumed(tmp_path):
    make_trainer(folder=tmp_path, about={"seed": 1, "rates": (1, 2)}).fit(data(), 1)
    again = make_trainer(folder=tmp_path, about={"seed": 1, "rates": (1, 2)})
    assert len(again.fit(data(), 2, resume=True).rows) == 2
    other = make_trainer(folder=tmp_path, about={"seed": 2, "rates": (1, 2)})
    with pytest.raises(OtherRunError, match=r"of other options: seed 1 there, 2 here$"):
        other.fit(data(), 2, resume=True)
    assert not other.history.rows


def test_an_older_state_without_options_is_accepted(tmp_path):
    make_trainer(folder=tmp_path).fit(data(), 1)
    assert len(make_trainer(folder=tmp_path, about={"seed": 2}).fit(data(), 2, resume=True).rows) == 2


def test_a_later_fit_keeps_the_validation_samples():
    trainer, seen = make_trainer(), []
    trainer.evaluate = lambda validation: seen.append(validation[0]) or {"loss": 0.0}
    trainer.fit(data(), 1, validation=0.2)
    trainer.fit(data(), 2, validation=0.2)
    np.testing.assert_array_equal(*seen)
    with pytest.raises(ValueError, match=r"120 samples and validation fraction 0.2, got 90 and 0.2"):
        trainer.fit(data(90), 3, validation=0.2)


def test_no_samples_are_refused_in_a_line():
    network = make_trainer().network
    for function in (network.forward, lambda images: predict(network, images)):
        with pytest.raises(ValueError, match="expected at least one sample"):
            function(data()[0][:0])


def test_batches_are_worked_out_ahead_and_come_in_order():
    begun, second = [], threading.Event()

    def numbers():
        for number in range(3):
            begun.append(number)
            if number == 1:
                second.set()
            yield number

    came = []
    for number in ahead(numbers()):
        if not came:
            assert second.wait(10)  # the second is worked out while the first is in use
        came.append(number)
    assert came == begun == [0, 1, 2]


def test_what_fails_ahead_is_told():
    def broken():
        yield 1
        raise ZeroDivisionError("drawn badly")

    came = ahead(broken())
    assert next(came) == 1
    with pytest.raises(ZeroDivisionError, match="drawn badly"):
        next(came)
