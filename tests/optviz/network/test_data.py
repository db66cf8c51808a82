"""Data sets, and readers that refuse what is not what it says."""

import gzip
import os
import pickle
import struct
import tarfile

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.data import Data, breast_cancer, digits, iris, moons, spirals, wine
from optviz.network.image_files import cifar10, mnist, read_idx

rng = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("load", "total", "shape", "classes"),
    [
        (digits, 1797, (64,), 10),
        (lambda: digits(images=True), 1797, (1, 8, 8), 10),
        (iris, 150, (4,), 3),
        (wine, 178, (13,), 3),
        (breast_cancer, 569, (30,), 2),
        (lambda: moons(150), 150, (2,), 2),
        (lambda: spirals(150, arms=5), 150, (2,), 5),
    ],
)
def test_data_sets(load, total, shape, classes):
    data = load()
    assert len(data.x) + len(data.x_held_out) == total
    assert data.x.shape[1:] == data.x_held_out.shape[1:] == shape
    assert data.number_of_classes == classes
    np.testing.assert_array_equal(load().x, data.x)  # the seed decides


def test_nothing_is_in_both_halves():
    data = Data.split(np.arange(50)[:, None], np.arange(50))
    assert sorted([*data.y, *data.y_held_out]) == list(range(50))
    assert len(data.take(5).x) == 5


def test_bad_data_is_named():
    with pytest.raises(ShapeError, match="training data: 3 examples, but 2 targets"):
        Data(np.zeros((3, 2)), np.zeros(2))
    x = np.zeros((3, 2))
    x[1, 0] = np.nan
    with pytest.raises(ValueError, match=r"x of shape \(3, 2\) holds nan .*axis 1: 2, axis 2: 1"):
        Data(x, np.zeros(3))
    with pytest.raises(ValueError, match=r"held-out data: y of shape \(3,\) holds inf"):
        Data(np.ones((3, 2)), np.zeros(3), np.ones((3, 2)), np.array([0, np.inf, 1]))
    with pytest.raises(ShapeError, match=r"held-out examples have the shape \(3,\)"):
        Data(np.zeros((3, 2)), np.zeros(3), np.zeros((1, 3)), np.zeros(1))
    with pytest.raises(ShapeError, match="no example"):
        Data(np.zeros((0, 2)), np.zeros(0))


def idx(array):
    codes = {"u1": 8, "i2": 11, "f4": 13}
    kind = codes[array.dtype.str[1:]]
    header = struct.pack(f">HBB{array.ndim}I", 0, kind, array.ndim, *array.shape)
    return header + array.astype(array.dtype.newbyteorder(">")).tobytes()


@pytest.mark.parametrize("dtype", ["u1", "i2", "f4"])
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_idx_files_round_trip(tmp_path, dtype, suffix):
    array = rng.integers(0, 100, (3, 4, 2)).astype(dtype)
    path = tmp_path / f"images-idx3-ubyte{suffix}"
    path.write_bytes(gzip.compress(idx(array)) if suffix else idx(array))
    np.testing.assert_array_equal(read_idx(path), array)


def write_mnist(folder, suffix=""):
    images = {"train": rng.integers(0, 256, (6, 28, 28)), "t10k": rng.integers(0, 256, (2, 28, 28))}
    for name, x in images.items():
        files = {f"{name}-images-idx3-ubyte": x, f"{name}-labels-idx1-ubyte": np.arange(len(x))}
        for file, array in files.items():
            raw = idx(array.astype(np.uint8))
            (folder / (file + suffix)).write_bytes(gzip.compress(raw) if suffix else raw)
    return images


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_mnist(tmp_path, suffix):
    images = write_mnist(tmp_path, suffix)
    data = mnist(tmp_path, flat=False)
    assert data.x.shape == (6, 1, 28, 28)
    np.testing.assert_allclose(data.x[:, 0] * 255, images["train"], atol=1e-3)
    np.testing.assert_array_equal(data.y_held_out, [0, 1])
    assert mnist(tmp_path).x.shape == (6, 784)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "not an IDX file"),
        (b"\x89PNG\r\n", r"starts with 89 50 4e 47"),
        (b"\0\0\x08\x07", "not an IDX file"),
        (b"\0\0\x08\x01\0\0", "the header says"),
        (idx(np.zeros((2, 3), np.uint8))[:-1], r"2 × 3 of 1 bytes each, 18 bytes in all.*has 17"),
        (idx(np.zeros((2, 3), np.uint8)) + b"!", "has 19"),
        (struct.pack(">HBBII", 0, 8, 2, 2**31, 2**31), "in all; the file has 12"),
    ],
)
def test_a_wrong_idx_header_is_named(tmp_path, raw, message):
    path = tmp_path / "images"
    path.write_bytes(raw)
    with pytest.raises(ValueError, match=message):
        read_idx(path)


def test_a_broken_or_missing_file_of_mnist_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="starts with train-images"):
        mnist(tmp_path)
    write_mnist(tmp_path)
    labels = tmp_path / "train-labels-idx1-ubyte"
    labels.write_bytes(idx(np.zeros(5, np.uint8)))
    with pytest.raises(ValueError, match=r"train: images of shape \(6, 28, 28\), labels .*\(5,\)"):
        mnist(tmp_path)
    labels.unlink()
    (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(b"x" * 99)[:-9])
    with pytest.raises(ValueError, match="not a whole gzip file"):
        mnist(tmp_path)


def cifar_batch(n):
    return rng.integers(0, 256, (n, 3072)).astype(np.uint8), rng.integers(0, 10, n)


NAMES = [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]


def write_cifar(folder, binary, protocol=2):
    batches = {name: cifar_batch(2) for name in NAMES}
    for name, (images, labels) in batches.items():
        if binary:
            raw = np.column_stack([labels.astype(np.uint8), images]).tobytes()
            (folder / f"{name}.bin").write_bytes(raw)
        else:
            content = {b"data": images, b"labels": labels.tolist(), b"batch_label": b"one"}
            (folder / name).write_bytes(pickle.dumps(content, protocol))
    return batches


@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_cifar10(tmp_path, binary, packed):
    folder = tmp_path / "cifar-10-batches"
    folder.mkdir()
    batches = write_cifar(folder, binary)
    place = folder
    if packed:
        place = tmp_path / "cifar.tar.gz"
        with tarfile.open(place, "w:gz") as archive:
            archive.add(folder, "cifar-10-batches")
    data = cifar10(place)
    assert data.x.shape == (10, 3, 32, 32)
    first, labels = batches["data_batch_1"]
    np.testing.assert_allclose(data.x[0].ravel() * 255, first[0], atol=1e-3)
    np.testing.assert_array_equal(data.y[:2], labels)
    np.testing.assert_array_equal(data.y_held_out, batches["test_batch"][1])
    assert data.classes[3] == "cat"


class Bomb:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_a_pickle_that_names_anything_else_is_refused(tmp_path):
    write_cifar(tmp_path, binary=False)
    target = tmp_path / "made"
    (tmp_path / "data_batch_3").write_bytes(pickle.dumps(Bomb(str(target))))
    with pytest.raises(ValueError, match=r"data_batch_3: .*posix.mkdir, which is not an array"):
        cifar10(tmp_path)
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("data_batch_2", b"junk", "not a batch of CIFAR-10"),
        ("data_batch_2", pickle.dumps({b"data": np.zeros((1, 5)), b"labels": [1]}), "N × 3072"),
        ("data_batch_2.bin", b"x" * 100, "100 bytes are no whole number of images"),
        ("data_batch_2.bin", bytes([77]) + bytes(3072), "labels run from 77 to 77"),
    ],
)
def test_wrong_batches_of_cifar10_are_named(tmp_path, name, content, message):
    write_cifar(tmp_path, binary=False)
    (tmp_path / "data_batch_2").unlink()
    with pytest.raises(FileNotFoundError, match="no data_batch_2, with"):
        cifar10(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=message):
        cifar10(tmp_path)


def test_an_archive_that_is_none(tmp_path):
    path = tmp_path / "cifar.tar.gz"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match="not a tar archive"):
        cifar10(path)
