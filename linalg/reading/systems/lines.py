"""Lines that other systems print around a matrix: labels, headings, a common factor, rows."""

from __future__ import annotations

import re
from fractions import Fraction

from linalg.errors import ParseError

_LABEL = re.compile(
    r"^[ \t]*(?:\(%[io]\d{1,9}\)|(?:Out|In)\[\d{1,9}\](?://\w{1,20})?[ \t]*:?=)", re.MULTILINE
)
"""``(%o3)`` of Maxima, ``Out[3]=`` of Mathematica."""
_HEADING = re.compile(
    r"^[ \t]*(?:(?:Diagonal|Permutation) Matrix"
    r"|\d{1,9}[×*]\d{1,9} [A-Z]\w{0,40}\{.{0,60}\}:)[ \t]*$"
    r"|\(sym \d{1,9}[×*]\d{1,9} matrix\)",
    re.MULTILINE,
)
"""Of Octave, of Julia, and of Octave's symbols."""
_FACTOR = re.compile(r"^[ \t]*1(?:\.0*)?[eE]([+-]?\d{1,3})[ \t]*\*[ \t]*$", re.MULTILINE)
"""``1.0e+03 *`` of MATLAB and Octave, above numbers that are all divided by it."""
_COLUMNS = re.compile(
    r"^[ \t]*Columns?[ \t]+\d{1,9}(?:[ \t]+(?:through|thru|to|and)[ \t]+\d{1,9})?[ \t]*:?[ \t]*$",
    re.MULTILINE,
)
_CONTINUED = re.compile(r"(?<=[^\s.])[ \t]{0,99}\.\.\.[ \t]{0,99}\r?\n")
"""Of MATLAB; NumPy leaves out entries with the same three points, in rows of [[ ]]."""
_ROW = re.compile(r"[ \t]*\[([^\[\]]*)\][ \t]*[,;]?[ \t]*")
_FLOOR = re.compile(r"(?:\A|\s)-{1,200}(?:\s|\Z)")
_ON_ONE_LINE = "print it on one line: display2d: false in Maxima"


def without_lines(text: str) -> tuple[str, Fraction | None]:
    r"""Blank out labels and headings, and return the factor that stands above the numbers.

    Raises
    ------
    ParseError
        For a matrix whose columns are printed in pieces, or fractions on several lines.

    Examples
    --------
    >>> without_lines("P =\n\nPermutation Matrix\n\n 0 1\n 1 0")[0].split()
    ['P', '=', '0', '1', '1', '0']
    >>> without_lines(" 1.0e+03 *\n 0.1 0.2")[1]
    Fraction(1000, 1)
    """
    if pieces := _COLUMNS.search(text):
        hint = "print it in one piece, with mat2str(A, 17)"
        raise ParseError("the columns are printed in pieces", text, pieces.start(), hint)
    is_labelled = bool(_LABEL.search(text))
    for pattern in (_LABEL, _HEADING, *([] if "[[" in text else [_CONTINUED])):
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    text = _rows_in_brackets(text, is_labelled)
    factors = list(_FACTOR.finditer(text))
    if not factors:
        return text, None
    if len(factors) > 1:
        raise ParseError(
            "a second factor above numbers", text, factors[1].start(), "give one matrix"
        )
    (factor,) = factors
    power = Fraction(10) ** int(factor.group(1))
    return f"{text[: factor.start()]}{' ' * len(factor.group())}{text[factor.end() :]}", power


def _rows_in_brackets(text: str, is_labelled: bool) -> str:
    """Make rows of the lines ``[1 2]`` below one another, as Sage, MATLAB and Maxima print them.

    Maxima, which leaves a blank before ], writes a quotient and a power on several lines and puts
    an empty one between the rows.
    """
    lines = text.splitlines(keepends=True)
    if lines and re.fullmatch(r"\s*[A-Za-z]\w{0,40}\s*=\s*", lines[0]):
        lines[0] = " " * (len(lines[0]) - 1) + lines[0][-1]
    found = [
        (k, _ROW.fullmatch(line.rstrip("\r\n"))) for k, line in enumerate(lines) if line.strip()
    ]
    rows = [(k, row) for k, row in found if row]
    if len(rows) < 2 or len(rows) < len(found):
        return text
    place = sum(map(len, lines[: rows[0][0]]))
    inner = [row.group(1) for _, row in rows]
    if any(_FLOOR.search(each) for each in inner):
        raise ParseError("a quotient stands on several lines", text, place, _ON_ONE_LINE)
    is_maximas = is_labelled or all(each.endswith(" ") for each in inner)
    if is_maximas and any(bool(each.strip()) == bool(k % 2) for k, each in enumerate(inner)):
        raise ParseError("a row stands on several lines", text, place, _ON_ONE_LINE)
    for k, row in rows:
        kept = (
            f" {row.group(1)} " if row.group(1).strip() else " " * (row.end(1) - row.start(1) + 2)
        )
        begin, end = row.start(1) - 1, row.end(1) + 1
        line = lines[k]
        lines[k] = (
            f"{line[:begin]}{kept}{' ' * (len(line.rstrip(chr(10) + chr(13))) - end)}"
            + (line[len(line.rstrip("\r\n")) :])
        )
    return "".join(lines)
