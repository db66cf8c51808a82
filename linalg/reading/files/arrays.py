"""Matrices in binary files: NumPy's .npy, without pickles, and MATLAB's .mat through SciPy."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from linalg.errors import LimitError, LinalgError, ShapeError
from linalg.language import say, verbatim
from linalg.reading.lexing.bounds import MATRIX_COLUMNS, MATRIX_ROWS
from linalg.reading.matrices import ReadMatrix

_NPY = b"\x93NUMPY"
_MAT = b"MATLAB "
_NO_NUMBERS = frozenset({"char", "cell", "struct", "object", "function", "opaque", "unknown"})
_LARGEST_WHOLE = 2**53
_WHOLE = "All numbers of the file are whole and taken as exact."
_FLOATS = "The numbers of the file are floats, and stay so."


def read_array(data: bytes) -> ReadMatrix | None:
    """Read the bytes of a .npy or .mat file; None for any other.

    Whole numbers become ints, whatever the file holds them in; other numbers stay floats. The shape
    is looked at before the entries are loaded.

    Raises
    ------
    ShapeError, LimitError
        If its shape is not that of a matrix, or too large.
    LinalgError
        If the file is damaged, holds no numbers or several matrices, or an entry is not finite.
    """
    if data.startswith(_NPY):
        return _matrix(*_numpy(data))
    return _matrix(*_matlab(data)) if data.startswith(_MAT) else None


def _numpy(data: bytes) -> tuple[np.ndarray[Any, Any], tuple[str, ...]]:
    file = io.BytesIO(data)
    try:
        version = np.lib.format.read_magic(file)
        header = np.lib.format.read_array_header_1_0 if version == (1, 0) else None
        shape, _, dtype = (header or np.lib.format.read_array_header_2_0)(file)
        _check_shape(shape)
        _check_numbers(dtype)
        file.seek(0)
        return np.load(file, allow_pickle=False), ()
    except LinalgError:
        raise
    except Exception:  # whatever a damaged header makes NumPy raise
        raise LinalgError("this .npy file is damaged") from None


def _matlab(data: bytes) -> tuple[np.ndarray[Any, Any], tuple[str, ...]]:
    from scipy.io import loadmat, whosmat

    try:
        held = whosmat(io.BytesIO(data))
        matrices = [(name, shape) for name, shape, kind in held if kind not in _NO_NUMBERS]
        if len(matrices) != 1:
            names = ", ".join(name[:20] for name, _ in matrices[:8])
            found = (
                f"this file holds several matrices, {names}"
                if names
                else "no matrix of numbers is in this file"
            )
            raise LinalgError(f"{found}: save one matrix of numbers in it")
        (name, shape), *_ = matrices
        _check_shape(shape)
        array = loadmat(io.BytesIO(data), variable_names=[name])[name]
    except LinalgError:
        raise
    except Exception:  # whatever a damaged file makes SciPy raise
        hint = "save it with -v7 or older, one matrix of numbers in it"
        raise LinalgError(f"SciPy cannot read this .mat file: {hint}") from None
    array = array.toarray() if hasattr(array, "toarray") else array
    _check_numbers(array.dtype)
    remark = (
        (say("{name} is the only matrix in the file.", name=verbatim(name)),)
        if len(held) > 1
        else ()
    )
    return array, remark


def _check_shape(shape: tuple[int, ...]) -> None:
    if len(shape) not in (1, 2) or 0 in shape:
        raise ShapeError(f"an array of the shape {shape[:6]}; a matrix has rows and columns")
    if shape[0] > MATRIX_ROWS or shape[-1] > MATRIX_COLUMNS:
        size = " × ".join(map(str, shape))
        raise LimitError(f"{size}; at most {MATRIX_ROWS} × {MATRIX_COLUMNS} are read from a file")


def _check_numbers(dtype: np.dtype[Any]) -> None:
    if dtype.kind not in "biuf":
        kind = "complex numbers" if dtype.kind == "c" else f"entries of the kind {dtype}"
        raise LinalgError(f"{kind[:60]} are not read: save real numbers")


def _matrix(array: np.ndarray[Any, Any], remarks: tuple[str, ...]) -> ReadMatrix:
    """Return the entries, ints where all of them are whole; one dimension makes one row."""
    if array.dtype.kind == "f":
        values = np.atleast_2d(array)
        if not np.isfinite(values).all():
            raise LinalgError("every entry must be finite")
        if (values == np.rint(values)).all() and (abs(values) < _LARGEST_WHOLE).all():
            whole = tuple(tuple(int(x) for x in row) for row in values)
            return ReadMatrix(whole, remarks=(*remarks, _WHOLE))
        # Floats of fewer digits keep their type, and with it their rounding.
        kept = values if values.dtype.itemsize < 8 else values.astype(float).tolist()
        return ReadMatrix(tuple(map(tuple, kept)), remarks=(*remarks, _FLOATS))
    rows = np.atleast_2d(array).tolist()
    return ReadMatrix(tuple(tuple(map(int, row)) for row in rows), remarks=remarks)
