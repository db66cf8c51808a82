"""The signature of files: what each says of its maker, by which an earlier output is known."""

from __future__ import annotations

import io
import zipfile

__all__ = ["MADE_BY", "is_own", "signed"]

MADE_BY = "Made by optviz"

_COMMENTS = {
    "latex": "% {}",
    "latex-matrix": "% {}",
    "markdown": "<!-- {} -->",
    "html": "<!-- {} -->",
    "typst": "// {}",
    "maxima": "/* {} */",
    "matlab": "% {}",
    "mathematica": "(* {} *)",
    "numpy": "# {}",
    "sympy": "# {}",
}


def signed(made: bytes, target_format: str) -> bytes:
    r"""Return what was made with its maker in a comment at its end, where the format has comments.

    Examples
    --------
    >>> signed(b"x = 1\n", "numpy")
    b'x = 1\n# Made by optviz\n'
    """
    comment = _COMMENTS.get(target_format)
    return made if comment is None else made + f"{comment.format(MADE_BY)}\n".encode()


def is_own(stands: bytes, made: bytes) -> bool:
    r"""Say whether a file is an earlier output: it is signed, or begins as the new one does.

    Parameters
    ----------
    stands : bytes
        What is in the file.
    made : bytes
        What is to be written over it.

    Examples
    --------
    >>> is_own(b"x = 2\n# Made by optviz\n", b"x = 1\n# Made by optviz\n")
    True
    >>> is_own(b"my notes\n", b"x = 1\n# Made by optviz\n")
    False
    """
    if not stands or stands == made:
        return True
    mark = MADE_BY.encode()
    if mark in made:
        return mark in stands or mark in _properties(stands)
    if made.startswith(b"PK"):
        return _members(stands) == _members(made)
    return _opening(stands) == _opening(made)


def _properties(data: bytes) -> bytes:
    """The properties of an Office document; none of what is no such document."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return b""


def _opening(data: bytes) -> bytes:
    """The title of a text, the header of a table, what the data in JSON is of."""
    return data.lstrip(b"{ \r\n").split(b"\n", 1)[0].rstrip()


def _members(data: bytes) -> list[str]:
    """The names of what is in an archive of arrays; none of what is no archive."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return []
