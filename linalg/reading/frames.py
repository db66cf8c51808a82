r"""Frames that people copy along with a matrix: quotes, dollars, a name, a call, printed frames.

It is blanked out, so that positions stay. What is left is rows and entries.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linalg.errors import ParseError

_QUOTES = {
    '"': '"',
    "'": "'",
    "“": "”",
    "„": "“”",
    "‘": "’",
    "«": "»",
    "`": "`",
    "”": "”",
    "’": "’",
}
_MATH = (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)"))

_SIZE = re.compile(
    r"\s*(?P<begin>\{\\(?:tiny|(?:script|footnote|normal)size|small|large|Large)\b).*(?P<end>\})\s*",
    re.DOTALL,
)
"""A group of LaTeX in letters of another size, as pages put wide formulas in."""

_NAME = re.compile(
    r"\s*(?:\\math(?:bf|rm|it|sf)\{\w+\}|\\boldsymbol\{\w+\}|[^\W\d]\w*)"
    r"(?:[⁻⁰¹²³ᵀ]+|'|\^\{?[-\w]+\}?)?\s*(?::=|=|<-)(?=\s*[\[{⎡⎛]|[ \t]*\r?\n|"
    r"\s*(?:[A-Za-z]+\.)?[A-Za-z]+\(\s*\[|\s*\\begin\{(?:\w?matrix|array)|\s*\\left)"
)
_TRANSPOSED = re.compile(
    r"(?:[\])}⎦]\s{0,9}(?P<mark>\.?['’′]|\.T|\.transpose\(\))"
    r"|(?:\]|\\end\{\w*(?:matrix|array)\}|\\right.)\s{0,9}"
    r"(?P<power>\^\s{0,9}\{?\s{0,9}(?:T|\\(?:top|intercal|mathsf\{?T\}?|mathrm\{?T\}?|prime))\s{0,9}\}?|ᵀ))"
    r"[\s;.,]*\Z"
)
"""What asks for the transpose, after a matrix: ' or .' as MATLAB does, ^T, .T as NumPy does."""
_CALL = re.compile(
    r"\s*(?:(?:np|numpy|jnp|sp|sympy|torch)\.)?"
    r"(array|asarray|matrix|tensor|Matrix|(?:Immutable|Mutable)(?:Dense)?Matrix)\s*\("
)
_KIND = re.compile(r",\s*dtype\s*=\s*[\w.']+\s*\Z")
_LONGEST_KIND = 40
_NO_ROWS = "give the rows in brackets, Matrix([[1, 2], [3, 4]])"

_R_HEADER = re.compile(r"^[ \t]*(?:\[,\d+\][ \t]*)+$", re.MULTILINE)
_R_ROW = re.compile(r"^[ \t]*\[(\d+),\][ \t]", re.MULTILINE)
_R_VECTOR = re.compile(r"\A\s*\[1\][ \t]+(?=[-+.\d])")

_OPENINGS, _CLOSINGS = "⎡⎢⎣⎛⎜⎝", "⎤⎥⎦⎞⎟⎠"
_PRINTED_ROW = re.compile(
    rf"(?P<before>[^{_OPENINGS}{_CLOSINGS}\n]*)[{_OPENINGS}](?P<row>[^{_OPENINGS}{_CLOSINGS}\n]*)"
    rf"[{_CLOSINGS}](?P<after>[^\n]*)"
)


class Unframed(NamedTuple):
    """A text as long as before, and what was called around one list, such as ``Matrix``."""

    text: str
    call: str | None = None


def undressed(text: str) -> str:
    r"""Blank out quotes, the signs $ or \[ \] of LaTeX, or a size of its letters, around a text.

    Examples
    --------
    >>> undressed('"1 2"')
    ' 1 2 '
    """
    if sized := _SIZE.fullmatch(text):
        text = _blanked(_blanked(text, *sized.span("begin")), *sized.span("end"))
    stripped = text.strip()
    closing = _QUOTES.get(stripped[:1], "")
    pairs = [(stripped[:1], sign) for sign in closing] + list(_MATH)
    for before, after in pairs:
        if len(stripped) < len(before) + len(after) + 1:
            continue
        if stripped.startswith(before) and stripped.endswith(after):
            inner = stripped[len(before) : -len(after)].replace(r"\\", "")
            if before not in inner and after not in inner:
                begin = text.index(before)
                end = text.rindex(after)
                return undressed(
                    _blanked(_blanked(text, begin, begin + len(before)), end, end + len(after))
                )
    return text


def unframed(text: str) -> Unframed:
    """Blank out all that stands around the rows of a matrix.

    Raises
    ------
    ParseError
        If it is certain that more than one matrix is there, or not all of one.
    """
    text = undressed(text)
    text = _without_r_frame(_without_box(text))
    if (name := _NAME.match(text)) and "=" not in text[name.end() :].replace("dtype=", ""):
        text = undressed(_blanked(text, 0, name.end()))
    if mark := _TRANSPOSED.search(text):
        reason = "a matrix is read as it stands, never transposed"
        raise ParseError(reason, text, mark.start(mark.lastgroup or 0), "write its columns as rows")
    call = _CALL.match(text)
    if call is None:
        return Unframed(text)
    end = len(text.rstrip("; \t\r\n")) - 1
    inner = text[call.end() : end]
    if text[end] != ")" or not inner.lstrip().startswith("["):
        raise ParseError(f"this {call.group(1)}(…) is not read", text, call.start(1), _NO_ROWS)
    inner = inner[:-_LONGEST_KIND] + _KIND.sub("", inner[-_LONGEST_KIND:])
    is_flat = not inner.lstrip()[1:].lstrip().startswith("[")
    kept = (" " * call.end() + inner.rstrip().rstrip(",")).ljust(len(text))
    return Unframed(kept, call.group(1) if is_flat else None)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _blanked(text: str, begin: int, end: int) -> str:
    return text[:begin] + " " * (end - begin) + text[end:]


def _without_r_frame(text: str) -> str:
    """Blank out the [1,] and [,1] that R prints, and the [1] before a vector."""
    labels = list(_R_ROW.finditer(text))
    for number, label in enumerate(labels, start=1):
        if int(label.group(1)[:9]) != number:
            hint = "print it in one piece, after options(width = 1000)"
            raise ParseError(f"row [{number},] is missing", text, label.start(1), hint)
    if labels:
        return _R_ROW.sub(_blanks, _R_HEADER.sub(_blanks, text))
    vector = _R_VECTOR.match(text)
    return _blanked(text, *vector.span()) if vector and "\n" not in text.strip() else text


def _without_box(text: str) -> str:
    """Blank out the tall brackets of a printed matrix, its name and the steps beside its rows."""
    if not any(sign in text for sign in _OPENINGS):
        return text
    lines = []
    position = 0
    for line in text.splitlines(keepends=True):
        row = _PRINTED_ROW.match(line)
        if row is None or any(sign in row["after"] for sign in _OPENINGS):
            if any(sign in line for sign in _OPENINGS + _CLOSINGS):
                hint = "give one matrix, each row between its brackets"
                raise ParseError("this is not one printed matrix", text, position, hint)
            lines.append(line)
        else:
            before, after = row["before"], row["after"]
            kept = "" if before.rstrip().endswith("=") else before
            beside = "" if "←" in after or after.strip() in {"", ",", "."} else after
            inner = f" {row['row']} "
            lines.append(
                kept.ljust(len(before)) + inner + beside.ljust(len(after)) + line[row.end() :]
            )
        position += len(line)
    return "".join(lines)
