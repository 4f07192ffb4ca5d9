"""Networks in one .npz file: arrays, and JSON for all else. No pickle, so a file cannot run code."""

import json
import os
from pathlib import Path

import numpy as np

from nets.layer import build, describe

FORMAT = 1


def save(path, networks, metadata=None):
    """Write networks, dict name -> Layer, with their architecture and JSON-able ``metadata``.

    The file appears whole or not at all, so an interruption cannot leave half a checkpoint.
    """
    arrays = {f"{name}/{key}": array for name, network in networks.items()
              for key, array in network.state().items()}
    header = {"networks": {name: describe(network) for name, network in networks.items()},
              "metadata": metadata or {}}
    write_arrays(path, arrays, header)


def load(path):
    """Return (networks, metadata) as given to ``save``.

    Raises FileNotFoundError, or ValueError where the file is no checkpoint of this format.
    """
    arrays, header = read_arrays(path)
    networks = {}
    for name, description in header["networks"].items():
        networks[name] = build(description)
        prefix = f"{name}/"
        networks[name].load_state({key[len(prefix):]: array for key, array in arrays.items()
                                   if key.startswith(prefix)})
    return networks, header["metadata"]


def write_arrays(path, arrays, header):
    """Write arrays, dict name -> array, and a JSON-able header to ``path``, all or nothing."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": FORMAT, **header})
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    with open(draft, "wb") as file:
        np.savez(file, **arrays, header=np.frombuffer(text.encode(), np.uint8))
    os.replace(draft, path)


def read_arrays(path):
    """Return (arrays, header) as given to ``write_arrays``."""
    if not Path(path).is_file():
        raise FileNotFoundError(f"checkpoint: no file {path}")
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(arrays.pop("header").tobytes().decode())
    except Exception as error:
        raise ValueError(f"checkpoint: {path} is not a checkpoint of this library ({error})") from error
    if header.get("format") != FORMAT:
        raise ValueError(f"checkpoint: {path} has format {header.get('format')!r}, expected {FORMAT}")
    return arrays, header
