"""Read a matrix from a file or a pipe: the contents say in which form it is."""

from __future__ import annotations

from os import PathLike

from linalg.errors import LimitError, LinalgError
from linalg.reading.files.arrays import read_array
from linalg.reading.files.contents import bounded_bytes, decoded
from linalg.reading.files.market import is_market, read_market
from linalg.reading.files.tables import read_table
from linalg.reading.lexing.bounds import TEXT_CHARACTERS
from linalg.reading.matrices import ReadMatrix

_NOT_READ = {b"\x89HDF": "HDF5", b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"\x80\x04": "pickle"}


def read_file(path: str | PathLike[str]) -> ReadMatrix:
    r"""Read a matrix from a file in any of the forms that are known; nothing in it is run.

    Parameters
    ----------
    path : str or path
        At most 256 KiB: a typed matrix, columns separated by blanks, CSV, Matrix Market (``.mtx``),
        an array of NumPy (``.npy``) or a file of MATLAB (``.mat``) with one matrix in it.

    Returns
    -------
    ReadMatrix
        Its remarks say what was assumed: a header left out, a variable chosen.

    Raises
    ------
    LinalgError
        If a binary file is none that is read.
    ParseError, ShapeError, LimitError
        As `read_matrix` and `read_csv`.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w", suffix=".txt") as file:
    ...     written = file.write("x y\n1 2\n3 4\n")
    ...     file.flush()
    ...     read = read_file(file.name)
    >>> read.rows, read.remarks
    (((1, 2), (3, 4)), ('The first line, x and y, is left out as a header.',))
    """
    return read_bytes(bounded_bytes(path))


def read_bytes(data: bytes) -> ReadMatrix:
    """Read what stood in a file or came through a pipe, as `read_file` does."""
    if len(data) > TEXT_CHARACTERS:
        raise LimitError(f"more than {TEXT_CHARACTERS} bytes")
    if (read := read_array(data)) is not None:
        return read
    for beginning, form in _NOT_READ.items():
        if data.startswith(beginning):
            hint = "save the matrix as CSV, .mtx, .npy or .mat (version 7 or older)"
            raise LinalgError(f"this is a file of the form {form}: {hint}")
    text = decoded(data)
    return read_market(text) if is_market(text) else read_table(text)
