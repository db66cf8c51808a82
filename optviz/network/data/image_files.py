"""Images from files that somebody has: MNIST's IDX files and CIFAR-10's archive.

Nothing is downloaded, and nothing in a file is run: CIFAR-10 comes as plain bytes or as Python
pickles, for which there is :mod:`optviz.network.data.pickled_arrays`. A file is read no further
than its header says, and never further than is sensible, whatever it would unpack to.
"""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.data.data import Data
from optviz.network.data.pickled_arrays import load_arrays

__all__ = ["cifar10", "mnist", "read_idx"]

_TYPES = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
_LARGEST = 2**30  # bytes of an array, and of all that an archive unpacks to: MNIST has 47 MB
_LARGEST_BATCH = 2**26  # CIFAR-10's have 31 MB
_MNIST = ("train-images", "train-labels", "t10k-images", "t10k-labels")
_CIFAR_CLASSES = (
    *("airplane", "automobile", "bird", "cat", "deer"),
    *("dog", "frog", "horse", "ship", "truck"),
)
_PIXELS = 3 * 32 * 32


def read_idx(path: str | Path) -> NDArray[Any]:
    """An array from an IDX file, plain or compressed with gzip.

    Parameters
    ----------
    path : path

    Returns
    -------
    array
        Of the type and shape that the header names.

    Raises
    ------
    ValueError
        When the header is not that of an IDX file, or the length does not agree with it.

    Notes
    -----
    Two zero bytes, one for the type, one for the number of axes, then each axis' length in four
    bytes, all with the most significant byte first (yann.lecun.com/exdb/mnist).

    Examples
    --------
    Two by two bytes: the type 8 is for bytes, 2 axes of length 2.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     file.write(bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 5, 6, 7, 8]))
    ...     file.flush()
    ...     read_idx(file.name)
    16
    array([[5, 6],
           [7, 8]], dtype=uint8)
    """
    path = Path(path)
    header = _contents(path, 4)
    if (
        len(header) < 4
        or header[:2] != b"\0\0"
        or header[2] not in _TYPES
        or not 1 <= header[3] <= 4
    ):
        raise ValueError(
            f"{path.name}: not an IDX file, it starts with {header.hex(' ')}; expected 00 00, "
            "a type (08 for bytes), and the number of axes"
        )
    dtype, start = np.dtype(_TYPES[header[2]]), 4 + 4 * header[3]
    lengths = _contents(path, start)[4:]
    shape = tuple(int.from_bytes(lengths[i : i + 4], "big") for i in range(0, len(lengths), 4))
    expected = start + prod(shape) * dtype.itemsize
    if expected > _LARGEST:
        raise ValueError(f"{path.name}: the header says {_sides(shape)}, {expected:,} bytes in all")
    raw = _contents(path, expected + 1)
    if len(raw) != expected:
        raise ValueError(
            f"{path.name}: the header says {_sides(shape)} of {dtype.itemsize} bytes each, "
            f"{expected:,} bytes in all; the file has {_how_many(len(raw), expected)}"
        )
    return np.frombuffer(raw, dtype, offset=start).reshape(shape)


def _sides(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))


def _how_many(found: int, expected: int) -> str:
    return "more" if found > expected else f"{found:,}"


def mnist(folder: str | Path, *, flat: bool = True) -> Data:
    """MNIST, or a set in its format, from a folder with its four IDX files.

    Parameters
    ----------
    folder : path
        With train-images…, train-labels…, t10k-images…, t10k-labels…; ".gz" or not.
    flat : bool
        Shape (N, 784); else (N, 1, 28, 28). Pixels from 0 to 1.

    Returns
    -------
    Data
        The t10k files are the held-out part.

    Raises
    ------
    FileNotFoundError
        Which file is missing.
    ValueError
        When a file is not what its place asks for.

    Examples
    --------
    >>> mnist("/nowhere")
    Traceback (most recent call last):
        ...
    FileNotFoundError: ...
    """
    x, y, x_held_out, y_held_out = (read_idx(_one_file(Path(folder), name)) for name in _MNIST)
    for name, images, labels in (("train", x, y), ("t10k", x_held_out, y_held_out)):
        shaped = images.ndim == 3 and labels.ndim == 1 and len(images) == len(labels)
        if not shaped or images.dtype != np.uint8 or labels.dtype != np.uint8:
            raise ValueError(
                f"{name}: images of shape {images.shape} and {images.dtype}, labels of shape "
                f"{labels.shape} and {labels.dtype}; expected bytes, (N, height, width) and (N,)"
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

    Returns
    -------
    Data
        50 000 training and 10 000 held-out images in ten classes.

    Raises
    ------
    FileNotFoundError
        When a batch is missing.
    ValueError
        When a batch has the wrong length, or holds anything but arrays, lists, texts and numbers.

    Examples
    --------
    >>> cifar10("/nowhere")
    Traceback (most recent call last):
        ...
    FileNotFoundError: ...
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


def _contents(path: Path, most: int) -> bytes:
    """At most so many bytes of a file, unpacked if its name says so."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            raw: bytes = file.read(most)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(f"{path.name}: not a whole gzip file ({error})") from None
    return raw


def _cifar_files(place: Path) -> Iterator[tuple[str, tuple[bytes, bool]]]:
    """Each batch by its name without .bin, its bytes, and whether it is of the binary version."""
    if place.is_dir():
        for path in sorted(place.rglob("*_batch*")):
            if path.is_file():
                raw = _contents(path, _LARGEST_BATCH + 1)
                yield path.name.removesuffix(".bin"), (raw, path.suffix == ".bin")
        return
    if not place.is_file():
        raise FileNotFoundError(f"{place}: no such file or folder")
    unpacked = 0
    try:
        with tarfile.open(place) as archive:
            for member in archive:
                unpacked += member.size
                if unpacked > _LARGEST:
                    raise ValueError(f"{place.name}: unpacks to more than {_LARGEST:,} bytes")
                file = archive.extractfile(member) if member.isreg() else None
                if file is not None and "_batch" in member.name:
                    name = member.name.rpartition("/")[2]
                    raw = file.read(_LARGEST_BATCH + 1)
                    yield name.removesuffix(".bin"), (raw, name.endswith(".bin"))
    except (tarfile.TarError, EOFError, zlib.error) as error:
        reason = str(error).partition(":\n")[0]  # tarfile lists every way that it tried
        raise ValueError(f"{place.name}: not a whole tar archive ({reason})") from None


def _cifar_batch(name: str, raw: bytes, binary: bool) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Images (N, 3, 32, 32) as bytes, and labels."""
    if len(raw) > _LARGEST_BATCH:
        raise ValueError(f"{name}: more than {_LARGEST_BATCH:,} bytes; a batch has 31 million")
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
        content = load_arrays(raw)
        images, labels = content[b"data"], content[b"labels"]
    except Exception as error:  # a broken pickle may raise anything
        reason = str(error).partition("\n")[0][:200]
        raise ValueError(f"{name}: not a batch of CIFAR-10 ({reason})") from None
    if not (
        isinstance(images, np.ndarray)
        and isinstance(labels, list)
        and images.shape == (len(labels), _PIXELS)
        and all(type(label) is int and 0 <= label < 256 for label in labels)
    ):
        raise ValueError(f"{name}: expected N × 3072 bytes and N labels")
    return images, np.array(labels, np.intp)


def _scaled(images: NDArray[Any], flat: bool) -> NDArray[Any]:
    scaled = images.astype(np.float32) / np.float32(255)
    return scaled.reshape(len(scaled), -1) if flat else scaled
