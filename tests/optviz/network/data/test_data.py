"""Data sets, and readers that refuse what is not what it says."""

import gzip
import os
import pickle
import struct
import tarfile
import tracemalloc

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.data import image_files
from optviz.network.data.data import Data, breast_cancer, digits, iris, moons, spirals, wine
from optviz.network.data.image_files import cifar10, mnist, read_idx
from optviz.network.data.pickled_arrays import load_arrays

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
    with pytest.raises(ValueError, match=r"training data: y holds <U1, not numbers; of names"):
        Data(np.zeros((2, 2)), np.array(["a", "b"]))
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
        (idx(np.zeros((2, 3), np.uint8)) + b"!", "the file has more"),
        (struct.pack(">HBBII", 0, 8, 2, 2**31, 2**31), "2147483648 × 2147483648, 4,611,686"),
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
    with pytest.raises(
        ValueError, match=r"train: images of shape \(6, 28, 28\) .* labels of shape \(5,\)"
    ):
        mnist(tmp_path)
    labels.unlink()
    (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(
        gzip.compress(idx(np.zeros(6, np.uint8)))[:-9]
    )
    with pytest.raises(ValueError, match="not a whole gzip file"):
        mnist(tmp_path)


def cifar_batch(n):
    return rng.integers(0, 256, (n, 3072)).astype(np.uint8), rng.integers(0, 10, n)


def pickled(images, labels):
    return pickle.dumps({b"data": images, b"labels": labels}, 2)


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
        (
            "data_batch_2",
            pickle.dumps({b"data": np.zeros((1, 5)), b"labels": [1]}),
            "array is not of bytes",
        ),
        ("data_batch_2", pickled(np.zeros((1, 5), np.uint8), [1]), "N × 3072 bytes"),
        ("data_batch_2", pickled(np.zeros((1, 3072), np.uint8), [1.5]), "N × 3072 bytes"),
        ("data_batch_2", pickled(np.zeros((1, 3072), np.uint8), [10]), "labels run from 10 to 10"),
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


def as_python_2_wrote_it(images, labels):
    """The opcodes of the archive that is handed out: protocol 2, with strings of bytes."""
    shape, content = images.shape, images.tobytes()

    def text(value):
        return b"U" + bytes([len(value)]) + value

    array = b"cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02"
    array += b"K\x00\x85" + text(b"b") + b"\x87Rq\x03(K\x01"
    array += b"".join(b"J" + struct.pack("<i", side) for side in shape) + b"\x86"
    kind = b"cnumpy\ndtype\nq\x04" + text(b"u1") + b"K\x00K\x01\x87Rq\x05"
    kind += b"(K\x03" + text(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
    array += kind + b"\x89T" + struct.pack("<i", len(content)) + content + b"tb"
    numbers = b"]q\x06(" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
    return b"\x80\x02}q\x00(" + text(b"labels") + numbers + text(b"data") + array + b"u."


def test_a_batch_as_python_2_wrote_it():
    images, labels = cifar_batch(3)
    raw = as_python_2_wrote_it(images, labels)
    found = pickle.loads(raw, encoding="bytes")  # the fixture is a pickle of that
    np.testing.assert_array_equal(found[b"data"], images)
    read = load_arrays(raw)
    np.testing.assert_array_equal(read[b"data"], images)
    assert read[b"labels"] == labels.tolist()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x80\x02}r\xff\xff\xff\x7f.",  # a place that asks for 32 GiB
        b"\x80\x02)" + b"\x85" * 100_000 + b".",  # nested deeper than the stack of C
        b"\x80\x02]q\x00" + b"".join(b"](" + b"h\x00" * 9 + b"eq\x00" for _ in range(300)) + b".",
        b"\x80\x02\x8e" + b"\xff" * 8 + b".",  # bytes that the file does not hold
        b"cnumpy\nndarray\n(J\xff\xff\xff\x7ftR.",  # an array that is made, not read
        b"c_codecs\nencode\n(V" + b"x" * 9 + b"\nU\x03hex" + b"tR.",
        pickle.dumps({b"data": np.zeros(2, object), b"labels": []}, 2),
        pickle.dumps({b"data": np.zeros(2), b"labels": []}, 2),
    ],
    ids=["place", "depth", "laughs", "length", "array", "codec", "objects", "floats"],
)
def test_pickles_that_ask_for_more_are_refused(raw):
    with pytest.raises((pickle.UnpicklingError, ValueError, TypeError)):
        load_arrays(raw)


def test_a_file_is_read_no_further_than_its_header_says(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(idx(np.zeros(5, np.uint8)) + bytes(10**7)))
    tracemalloc.start()
    with pytest.raises(ValueError, match="13 bytes in all; the file has more"):
        read_idx(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10**6
    path.write_bytes(gzip.compress(struct.pack(">HBBI", 0, 8, 1, 2**31)))
    with pytest.raises(ValueError, match="the header says 2147483648, 2,147,483,656 bytes in all"):
        read_idx(path)


def test_an_archive_that_unpacks_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(image_files, "_LARGEST", 10_000)
    write_cifar(tmp_path, binary=True)
    place = tmp_path / "cifar.tar"
    with tarfile.open(place, "w") as archive:
        archive.add(tmp_path / "test_batch.bin")
        archive.add(tmp_path / "data_batch_1.bin")
    with pytest.raises(ValueError, match=r"cifar.tar: unpacks to more than 10,000 bytes"):
        cifar10(place)
    monkeypatch.setattr(image_files, "_LARGEST_BATCH", 5_000)
    with pytest.raises(ValueError, match="data_batch_1: more than 5,000 bytes"):
        cifar10(tmp_path)


def test_places_that_hold_no_file(tmp_path):
    os.mkfifo(tmp_path / "train-images-idx3-ubyte")  # would never end
    with pytest.raises(FileNotFoundError, match="no such file"):
        mnist(tmp_path)
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        cifar10(tmp_path / "nothing.tar.gz")
    with pytest.raises(FileNotFoundError, match="no such file"):
        read_idx(tmp_path)


def test_images_of_mnist_are_bytes(tmp_path):
    write_mnist(tmp_path)
    floats = np.zeros((6, 28, 28), np.float32).astype(">f4")
    header = struct.pack(">HBBIII", 0, 13, 3, *floats.shape)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(header + floats.tobytes())
    with pytest.raises(ValueError, match=r"and float32|and >f4"):
        mnist(tmp_path)
    write_mnist(tmp_path)
    header = struct.pack(">HBBI", 0, 13, 1, 6)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(header + bytes(24))
    with pytest.raises(ValueError, match=r"labels of shape \(6,\) and (float32|>f4)"):
        mnist(tmp_path)


def test_an_archive_that_is_none(tmp_path):
    path = tmp_path / "cifar.tar.gz"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match="not a whole tar archive") as error:
        cifar10(path)
    assert "\n" not in str(error.value)
