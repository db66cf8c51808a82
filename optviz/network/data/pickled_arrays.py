"""Bytes, lists, texts and arrays of bytes from a pickle that somebody else wrote.

A pickle may name any function to be called, ask for any amount of memory, and nest without end. So
each of its opcodes is looked at before any is obeyed, and the few names that an array of bytes
needs stand here for functions of ours, which call nothing.
"""

from __future__ import annotations

import io
import pickle
import pickletools
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["load_arrays"]

_VALUES = frozenset(
    {
        *("PROTO", "FRAME", "STOP", "MARK", "MEMOIZE", "NONE", "NEWTRUE", "NEWFALSE", "INT"),
        *("BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT", "APPEND", "APPENDS"),
        *("SETITEM", "SETITEMS", "BINGET", "LONG_BINGET", "BINSTRING", "SHORT_BINSTRING"),
        *("BINUNICODE", "SHORT_BINUNICODE", "BINBYTES", "SHORT_BINBYTES"),
    }
)
_STRUCTURES = frozenset(
    {
        *("EMPTY_DICT", "EMPTY_LIST", "EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"),
        *("GLOBAL", "STACK_GLOBAL", "REDUCE", "BUILD"),
    }
)
_PLACES = frozenset({"BINPUT", "LONG_BINPUT"})
_MOST_STRUCTURES, _MOST_PLACES = 200, 1_000_000  # a batch of CIFAR-10 has 16 and 20 000


def load_arrays(raw: bytes) -> Any:
    """Read a pickle of plain values and arrays of bytes; text of Python 2 comes as bytes.

    Raises
    ------
    pickle.UnpicklingError
        When it holds, or asks for, anything else.

    Examples
    --------
    >>> load_arrays(pickle.dumps({b"data": np.arange(3, dtype=np.uint8), b"labels": [1, 2]}, 2))
    {b'data': array([0, 1, 2], dtype=uint8), b'labels': [1, 2]}
    """
    _check_opcodes(raw)
    found = _ArraysOnly(io.BytesIO(raw), encoding="bytes").load()
    return {k: _unwrapped(v) for k, v in found.items()} if isinstance(found, dict) else found


def _check_opcodes(raw: bytes) -> None:
    structures = 0
    for opcode, argument, _ in pickletools.genops(raw):
        if opcode.name in _VALUES:
            continue
        if opcode.name in _PLACES and argument is not None and argument <= _MOST_PLACES:
            continue
        structures += 1
        if opcode.name not in _STRUCTURES or structures > _MOST_STRUCTURES:
            raise pickle.UnpicklingError(f"it holds more than plain values: {opcode.name}")


class _ArrayOfBytes:
    """A stand-in for an array while a pickle is read: takes its state, and calls nothing."""

    values: NDArray[np.uint8]

    def __setstate__(self, state: Any) -> None:
        _, shape, kind, _, content = state
        whole = all(isinstance(side, int) and side >= 0 for side in shape)
        if not (isinstance(kind, _Kind) and isinstance(content, bytes) and whole):
            raise pickle.UnpicklingError("an array is not of bytes")
        self.values = np.frombuffer(content, np.uint8).reshape(shape)


class _Kind:
    """A stand-in for the dtype of an array of bytes; it has nothing to remember."""

    def __setstate__(self, state: Any) -> None:
        pass


def _kind(code: Any, *_: Any) -> _Kind:
    if code not in ("u1", b"u1"):
        raise pickle.UnpicklingError("an array is not of bytes")
    return _Kind()


def _new_array(*_: Any) -> _ArrayOfBytes:
    return _ArrayOfBytes()


def _latin(text: Any, _: Any) -> bytes:
    """Bytes as Python 3 writes them into an old pickle."""
    if not isinstance(text, str):
        raise pickle.UnpicklingError("bytes are not written as latin1")
    return text.encode("latin1")


_MEANT: dict[tuple[str, str], Any] = {
    ("numpy.core.multiarray", "_reconstruct"): _new_array,
    ("numpy._core.multiarray", "_reconstruct"): _new_array,
    ("numpy", "ndarray"): None,
    ("numpy", "dtype"): _kind,
    ("_codecs", "encode"): _latin,
}


class _ArraysOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _MEANT:
            raise pickle.UnpicklingError(f"it names {module}.{name}, which is not an array")
        return _MEANT[module, name]


def _unwrapped(value: Any) -> Any:
    return value.values if isinstance(value, _ArrayOfBytes) else value
