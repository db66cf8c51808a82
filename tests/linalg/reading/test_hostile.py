"""Hostile text is refused at once, and nothing in it runs.

The time is bounded generously and in a process of its own, since a mistake here would hang or kill
the interpreter; the bounds themselves are tested without a clock.
"""

import subprocess
import sys

HOSTILE = r"""
import sys, time
from linalg.errors import LinalgError
from linalg.reading import read_expression, read_matrix, read_vector

TEXTS = {
    "import": "__import__('os').system('touch hostile')",
    "tower": "9**9**9",
    "tower on the left": "((9**9)**9)**9",
    "factorial": "9!!!!!!",
    "exp": "exp(10**50)",
    "sin of exp": "sin(exp(10**10))",
    "exp of exp": "exp(exp(exp(exp(10))))",
    "tower of products": "(" * 25 + "2*x" + ")^64" * 25,
    "small exp": "log(1 + exp(-10^50))",
    "power of exp": "(exp(160))^64",
    "matrix": ";".join([" ".join(["1"] * 10000)] * 10000),
    "columns": "1 " * 131071,
    "symbols": "a " * 131071,
    "rows": "1;" * 131071,
    "parentheses": "(" * 10000,
    "parentheses in a matrix": "(" * 262000,
    "brackets": "[" * 262000,
    "rows in brackets": "[" + "[1]," * 65000 + "]",
    "signs": "-" * 1999 + "1",
    "powers": "**".join(["2"] * 400),
    "digits": "9" * 262000,
    "zeros": "1e" + "9" * 1000,
    "many zeros": "0." + "0" * 1990 + "1",
    "name": "x" * 262000,
    "tanh": "tanh(" * 300 + "x" + ")" * 300,
    "tanh in a matrix": "[" + ", ".join(["tanh(" * 20 + "x" + ")" * 20] * 64) + "]",
    "roots": "*".join(f"sqrt(10^70+{k})" for k in range(80)),
    "max": "max(" + ",".join(f"x{k}" for k in range(300)) + ")",
    "nulls": "\0" * 100000,
    "marks": "\u202e1\u202c",
    "commas": "," * 262000,
    "lambda": "(lambda: 0)()",
    "typst": '#read("/etc/passwd")',
}
for name, text in TEXTS.items():
    for read in (read_expression, read_matrix, read_vector):
        begin = time.perf_counter()
        try:
            read(text)
        except LinalgError as error:
            if len(str(error)) > 300:
                sys.exit(f"{name}: a message of {len(str(error))} characters")
        else:
            if name not in {"many zeros"}:
                sys.exit(f"{name}: not refused")
        seconds = time.perf_counter() - begin
        if seconds > 3:
            sys.exit(f"{name}: {seconds:.1f} s with {read.__name__}")
"""


def test_hostile_text_is_refused_soon_and_does_nothing(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", HOSTILE],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert not list(tmp_path.iterdir())
