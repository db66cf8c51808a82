"""Text just beyond each limit is refused, by every reader, and nothing in a text runs.

The texts are harmless to a reader that would take them. How long a refusal takes is no test here:
the bounds are held before the work that they bound.
"""

import pytest

from linalg.errors import LimitError, LinalgError, ParseError
from linalg.reading import read_expression, read_matrix, read_vector
from linalg.reading.lexing.bounds import (
    ENTRY_CHARACTERS,
    MATRIX_COLUMNS,
    MATRIX_ROWS,
    TEXT_CHARACTERS,
)

READERS = (read_expression, read_matrix, read_vector)

BEYOND = {
    "a power": "2**65",
    "a power of a name": "x^65",
    "a raised power": "x⁶⁵",
    "a number": "2^64*2^64*2^64*2^48",
    "digits": "9" * 73,
    "a power of ten": "1e65",
    "characters": "1" + "+1" * (ENTRY_CHARACTERS // 2),
    "parts": "+".join(["x"] * 201),
    "parentheses": "(" * 62 + "1" + ")" * 62,
    "signs": "-" * 61 + "x",
    "powers": "^".join(["x"] * 70),
    "functions in one another": "sin(" * 6 + "x" + ")" * 6,
    "functions in an entry": "+".join(f"sin(x{k})" for k in range(41)),
    "arguments": f"max({','.join(f'x{k}' for k in range(42))})",
    "roots": "+".join(f"√(10^60+{k})" for k in range(11)),
    "a constant": "exp(167)",
    "a small constant": "log(1 + exp(-168))",
    "groups": "\\sqrt{" * 61 + "2" + "}" * 61,
    "fractions": "\\frac{1}{" * 61 + "2" + "}" * 61,
    "half a fraction": "\\frac" * 62 + "1",
    "indices": "\\sin" * 62 + "x",
}

BEYOND_IN_A_MATRIX = {
    "rows": "1;" * (MATRIX_ROWS + 1),
    "lines": "1\n" * (MATRIX_ROWS + 1),
    "rows in brackets": "[" + ",".join(["[1]"] * (MATRIX_ROWS + 1)) + "]",
    "rows in braces": "{" + ",".join(["{1}"] * (MATRIX_ROWS + 1)) + "}",
    "rows of LaTeX": "1\\\\" * (MATRIX_ROWS + 1),
    "columns": "1 " * (MATRIX_COLUMNS + 1),
    "columns of LaTeX": "&".join(["1"] * (MATRIX_COLUMNS + 1)),
    "columns after a bar": "1 |" + " 1" * (MATRIX_COLUMNS + 1),
    "rows of R": "".join(f"[{k},] 1\n" for k in range(1, MATRIX_ROWS + 2)),
    "printed rows": "⎡1⎤\n" + "⎢1⎥\n" * MATRIX_ROWS,
    "equations": "; ".join(f"x = {k}" for k in range(MATRIX_ROWS + 1)),
    "unknowns": " + ".join(f"x{k}" for k in range(MATRIX_COLUMNS + 1)) + " = 1",
    "functions": "\n".join(" ".join(f"sin(x{k}+{j})" for k in range(60)) for j in range(9)),
    "parts": "+ " * 20_001,
    "a text": "1 " * (TEXT_CHARACTERS // 2 + 1),
}

CANARY = 'open("canary", "w")'
REFUSED = [
    CANARY,
    f"[{CANARY}]",
    f"x = {CANARY}",
    f"array([[{CANARY}]])",
    f"Matrix([[{CANARY}]])",
    f"\\begin{{pmatrix}}{CANARY}\\end{{pmatrix}}",
    f"$${CANARY}$$",
    "\\input{canary}",
    "\\write18{canary}",
    "(3).real",
    "x.real",
    "f'{x}'",
    "unknown(x)",
    "x := 1",
    '#read("canary")',
    "\u202e1\u202c",
    "1\x00",
    "\x1b[31m1",
]


@pytest.mark.parametrize("text", BEYOND.values(), ids=BEYOND)
@pytest.mark.parametrize("read", READERS)
def test_beyond_a_limit(text, read):
    with pytest.raises(LimitError):
        read(text)


@pytest.mark.parametrize("text", BEYOND_IN_A_MATRIX.values(), ids=BEYOND_IN_A_MATRIX)
def test_beyond_a_limit_of_the_whole(text):
    with pytest.raises(LimitError):
        read_matrix(text)


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("read", READERS)
def test_nothing_runs(text, read, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParseError):
        read(text)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sign", "()[]{}+-,;|&=√½²\\$\"'\n\t _.~@")
@pytest.mark.parametrize("read", READERS)
def test_a_message_stays_short(sign, read):
    with pytest.raises(LinalgError) as caught:
        read(sign * 2100)
    assert len(str(caught.value)) < 300
