"""Weights are those whose hashes are recorded, or are refused in a line before anything is solved."""

import shutil

import pytest

import nets
from agent.inference.weights import EvidenceWeights
from agent.network.encoder import TransformationEncoder
from agent.solvers import relational
from agent.weights import FOLDER
from agent.weights.files import CHECKSUMS, load_networks, record, save_networks, verify

SHIPPED = ("evidence.csv", "object_network.npz", "same_different.npz", "transformation.npz")


@pytest.fixture
def weights(tmp_path):
    """A copy of the shipped weights."""
    for name in (*SHIPPED, CHECKSUMS):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def test_the_shipped_files_are_those_recorded():
    """Where this fails, a file was changed by hand: `sha256sum *.npz evidence.csv > SHA256SUMS` in agent/weights."""
    assert verify(*SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_damage_is_told_by_name(weights, name):
    content = bytearray((weights / name).read_bytes())
    content[len(content) // 2] ^= 1
    (weights / name).write_bytes(content)
    with pytest.raises(ValueError, match=f"{name}: damaged or changed since it was written"):
        verify(*SHIPPED, folder=weights)
    (weights / name).unlink()
    with pytest.raises(FileNotFoundError, match=f"{name}: expected a file of weights, found none"):
        verify(*SHIPPED, folder=weights)


def test_what_is_saved_is_recorded(weights):
    networks, metadata = load_networks(weights / "same_different.npz", "same_different")
    save_networks(weights / "mine.npz", networks, metadata)
    assert verify("mine.npz", *SHIPPED, folder=weights)
    nets.save(weights / "mine.npz", networks, {"other": 1})
    with pytest.raises(ValueError, match=r"mine.npz: damaged or changed"):
        load_networks(weights / "mine.npz", "same_different")


def test_another_network_is_refused(weights):
    shutil.copy(weights / "same_different.npz", weights / "transformation.npz")
    record(weights / "transformation.npz")
    with pytest.raises(ValueError, match="expected a network 'transformation', found same_different"):
        TransformationEncoder.load(weights / "transformation.npz")


@pytest.mark.parametrize("text", [
    "", "junk", "pool,one,two\na,x,1\n", "pool,one,two\na,nan,1\n", "pool,one,two\na,1\n", "pool,one,two\na,1,2,3\n",
    "pool,one,two\na,1,2\nb,1,0.2", 'pool,one,two\n"a,1,2\n',
])
def test_junk_as_evidence_weights_is_refused(tmp_path, text):
    (tmp_path / "evidence.csv").write_text(text)
    with pytest.raises(ValueError, match=r"evidence.csv: "):
        EvidenceWeights.load(tmp_path / "evidence.csv")


def test_the_default_solver_checks_all_that_it_may_need(weights, monkeypatch):
    """A network that only some problems need is checked before the first of them."""
    (weights / "object_network.npz").write_bytes(b"junk")
    monkeypatch.setattr(relational, "verify", lambda *names: verify(*names, folder=weights))
    with pytest.raises(ValueError, match=r"object_network.npz: damaged"):
        relational.RelationalSolver()
