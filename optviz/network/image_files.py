"""Images from files that somebody has: MNIST's IDX files and CIFAR-10's archive.

Nothing is downloaded, and nothing in a file is run. CIFAR-10 comes as plain bytes or as Python
pickles; a pickle may name any function to be called, so that the ones here are read by a loader
that knows only the four names an array of bytes needs.
"""

from __future__ import annotations

import gzip
import io
import pickle
import tarfile
import zlib
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.data import Data

__all__ = ["cifar10", "mnist", "read_idx"]

_TYPES = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
_LARGEST = 2**30  # bytes that a file may unpack to: MNIST has 47 MB, a batch of CIFAR-10 31 MB
_MNIST = ("train-images", "train-labels", "t10k-images", "t10k-labels")
_CIFAR_CLASSES = (
    *("airplane", "automobile", "bird", "cat", "deer"),
    *("dog", "frog", "horse", "ship", "truck"),
)
_PIXELS = 3 * 32 * 32


def read_idx(path: str | Path) -> NDArray[Any]:
    """An array from an IDX file, plain or compressed with gzip.

    Raises
    ------
    ValueError
        When the header is not that of an IDX file, or the length does not agree with it.

    Notes
    -----
    Two zero bytes, one for the type, one for the number of axes, then each axis' length in four
    bytes, all with the most significant byte first (yann.lecun.com/exdb/mnist).
    """
    path = Path(path)
    raw = _contents(path)
    if len(raw) < 4 or raw[:2] != b"\0\0" or raw[2] not in _TYPES or not 1 <= raw[3] <= 4:
        raise ValueError(
            f"{path.name}: not an IDX file, it starts with {raw[:4].hex(' ')}; expected 00 00, "
            "a type (08 for bytes), and the number of axes"
        )
    axes, dtype = raw[3], np.dtype(_TYPES[raw[2]])
    shape = tuple(int.from_bytes(raw[4 * i + 4 : 4 * i + 8], "big") for i in range(axes))
    expected = 4 + 4 * axes + prod(shape) * dtype.itemsize
    if len(raw) != expected:
        raise ValueError(
            f"{path.name}: the header says {' × '.join(map(str, shape))} of {dtype.itemsize} "
            f"bytes each, {expected:,} bytes in all; the file has {len(raw):,}"
        )
    return np.frombuffer(raw, dtype, offset=4 + 4 * axes).reshape(shape)


def mnist(folder: str | Path, *, flat: bool = True) -> Data:
    """MNIST, or a set in its format, from a folder with its four IDX files.

    Parameters
    ----------
    folder : path
        With train-images…, train-labels…, t10k-images…, t10k-labels…; ".gz" or not.
    flat : bool
        Shape (N, 784); else (N, 1, 28, 28). Pixels from 0 to 1.

    Raises
    ------
    FileNotFoundError
        Which file is missing.
    ValueError
        When a file is not what its place asks for.
    """
    x, y, x_held_out, y_held_out = (read_idx(_one_file(Path(folder), name)) for name in _MNIST)
    for name, images, labels in (("train", x, y), ("t10k", x_held_out, y_held_out)):
        if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
            raise ValueError(
                f"{name}: images of shape {images.shape}, labels of shape {labels.shape}; "
                "expected (N, height, width) and (N,)"
            )
    x, x_held_out = (_scaled(images[:, None], flat) for images in (x, x_held_out))
    return Data(x, y.astype(np.intp), x_held_out, y_held_out.astype(np.intp))


def cifar10(folder: str | Path, *, flat: bool = False) -> Data:
    """CIFAR-10 from its archive, or from the folder that it unpacks to.

    Parameters
    ----------
    folder : path
        The unpacked folder or the .tar.gz file, of the binary version (data_batch_1.bin …) or of
        the Python version (data_batch_1 …).
    flat : bool
        Shape (N, 3072); else (N, 3, 32, 32). Colours from 0 to 1.

    Raises
    ------
    FileNotFoundError
        When a batch is missing.
    ValueError
        When a batch has the wrong length, or holds anything but arrays, lists, texts and numbers.
    """
    batches = dict(_cifar_files(Path(folder)))
    names = [f"data_batch_{i}" for i in range(1, 6)] + ["test_batch"]
    missing = [name for name in names if name not in batches]
    if missing:
        raise FileNotFoundError(f"{folder}: no {', '.join(missing)}, with or without .bin")
    parts = [_cifar_batch(name, *batches[name]) for name in names]
    x, y = (np.concatenate([part[k] for part in parts[:5]]) for k in (0, 1))
    held = parts[5]
    return Data(_scaled(x, flat), y, _scaled(held[0], flat), held[1], _CIFAR_CLASSES)


def _one_file(folder: Path, name: str) -> Path:
    found = [path for path in sorted(folder.glob(f"{name}*")) if path.suffix in ("", ".gz")]
    found += sorted(set(folder.glob(f"{name}*ubyte*")) - set(found))
    if not found:
        raise FileNotFoundError(f"{folder}: no file whose name starts with {name}")
    return found[0]


def _contents(path: Path) -> bytes:
    """The bytes of a file, unpacked if its name says so, and no more than is sensible."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            raw: bytes = file.read(_LARGEST + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(f"{path.name}: not a whole gzip file ({error})") from None
    if len(raw) > _LARGEST:
        raise ValueError(f"{path.name}: unpacks to more than {_LARGEST:,} bytes")
    return raw


def _cifar_files(place: Path) -> Iterator[tuple[str, tuple[bytes, bool]]]:
    """Each batch by its name without .bin, its bytes, and whether it is of the binary version."""
    if place.is_dir():
        for path in sorted(place.rglob("*_batch*")):
            if path.is_file():
                yield path.name.removesuffix(".bin"), (_contents(path), path.suffix == ".bin")
        return
    try:
        with tarfile.open(place) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None and "_batch" in member.name and member.size <= _LARGEST:
                    name = member.name.rpartition("/")[2]
                    yield name.removesuffix(".bin"), (file.read(), name.endswith(".bin"))
    except tarfile.TarError as error:
        raise ValueError(f"{place.name}: not a tar archive ({error})") from None


def _cifar_batch(name: str, raw: bytes, binary: bool) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Images (N, 3, 32, 32) as bytes, and labels."""
    if binary:
        if not raw or len(raw) % (1 + _PIXELS):
            raise ValueError(f"{name}: {len(raw):,} bytes are no whole number of images of 3073")
        table = np.frombuffer(raw, np.uint8).reshape(-1, 1 + _PIXELS)
        images, labels = table[:, 1:], table[:, 0].astype(np.intp)
    else:
        images, labels = _from_pickle(name, raw)
    if labels.size and not 0 <= labels.min() <= labels.max() < 10:
        raise ValueError(f"{name}: labels run from {labels.min()} to {labels.max()}, not 0 … 9")
    return images.reshape(-1, 3, 32, 32), labels


def _from_pickle(name: str, raw: bytes) -> tuple[NDArray[Any], NDArray[np.intp]]:
    try:
        content = _ArraysOnly(io.BytesIO(raw), encoding="bytes").load()
        images, labels = content[b"data"], np.asarray(content[b"labels"])
    except Exception as error:
        raise ValueError(f"{name}: not a batch of CIFAR-10 ({error})") from None
    if not (
        isinstance(images, np.ndarray)
        and images.dtype == np.uint8
        and images.shape == (len(labels), _PIXELS)
        and labels.dtype.kind == "i"
    ):
        raise ValueError(f"{name}: expected N × 3072 bytes and N labels")
    return images, labels.astype(np.intp)


class _ArraysOnly(pickle.Unpickler):
    """Reads arrays and plain containers; any other name in the pickle is refused."""

    _ALLOWED = frozenset(
        {
            ("numpy.core.multiarray", "_reconstruct"),
            ("numpy._core.multiarray", "_reconstruct"),
            ("numpy", "ndarray"),
            ("numpy", "dtype"),
            ("_codecs", "encode"),
        }
    )

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._ALLOWED:
            raise pickle.UnpicklingError(f"it names {module}.{name}, which is not an array")
        return super().find_class(module.replace("numpy.core", "numpy._core"), name)


def _scaled(images: NDArray[Any], flat: bool) -> NDArray[Any]:
    scaled = images.astype(np.float32) / np.float32(255)
    return scaled.reshape(len(scaled), -1) if flat else scaled
