"""Names that may mean something else than a variable: asked, not guessed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence

from linalg.errors import ParseError
from linalg.reading.lexing.characters import GREEK
from linalg.reading.lexing.names import CONSTANTS, FUNCTIONS
from linalg.reading.lexing.pieces import Token

_ONE_ARGUMENT = [name for name in FUNCTIONS if name not in {"max", "min", "sign", "abs"}]
_RUN_TOGETHER = re.compile(
    rf"({'|'.join(sorted(_ONE_ARGUMENT, key=len, reverse=True))})_?([0-9]+|[a-zA-Z]|"
    rf"{'|'.join(sorted(GREEK.values(), key=len, reverse=True))})"
)
_MULTIPLE_OF_PI = re.compile(r"pi_?([0-9]+)|pi([a-zA-Z])")
_ELSEWHERE = {"tg": "tan", "sen": "sin", "ctg": "cot", "cotg": "cot", "arctg": "arctan"}
_KNOWN = "known are sqrt, exp, log, abs, sign, max, min, the trigonometric and hyperbolic functions"
_LETTERS_IN_A_ROW = frozenset("hj")
_LONGEST_PRODUCT = 3


def meant(name: str) -> str | None:
    """Say what to write for a name that is no likely variable, or None.

    Examples
    --------
    >>> meant("sqrt2"), meant("Pi"), meant("sinx"), meant("rate")
    ('write sqrt(2)', 'write pi', 'write sin(x), or give the variable another name', None)
    """
    if name not in CONSTANTS and name.lower() == "pi":
        return "write pi"
    if found := _RUN_TOGETHER.fullmatch(name):
        call = f"write {found[1]}({found[2]})"
        return call if found[2].isdigit() else f"{call}, or give the variable another name"
    if found := _MULTIPLE_OF_PI.fullmatch(name):
        return f"write pi*{found[1] or found[2]}, or give the variable another name"
    return None


def check_names(text: str, tokens: Sequence[Token], known: Collection[str] = ()) -> None:
    """Refuse a name that may be a product of others, and an i that may be the imaginary unit.

    Parameters
    ----------
    text : str
    tokens : sequence of Token
        All of a text.
    known : collection of str
        Names that are variables for certain.

    Raises
    ------
    ParseError
        At the name, with the remedy.
    """
    names = {token.text: token for token in reversed(tokens) if token.kind == "name"}
    for name, token in names.items():
        if name in known or name in FUNCTIONS or name in CONSTANTS or name in GREEK.values():
            continue
        is_word = name.isalpha() and 1 < len(name) <= _LONGEST_PRODUCT
        if is_word and all(letter in names for letter in name):
            reason = f"{name} may be one name or a product"
            hint = f"write {'*'.join(name)}, or give the variable another name"
            raise ParseError(reason, text, token.start, hint)
    if "i" in names and "sqrt" in names and "i" not in known and not _LETTERS_IN_A_ROW & {*names}:
        raise ParseError(
            "i beside a root may be the imaginary unit", text, names["i"].start,
            "complex numbers are not read; give a variable another name",
        )  # fmt: skip


def function_meant(name: str) -> str:
    """Say what to write where an unknown function is called."""
    plain = name.lower()
    plain = _ELSEWHERE.get(plain, plain)
    if plain in FUNCTIONS:
        return f"write {plain}(…)"
    if len(name) <= 2 or name in GREEK.values() or name[-1].isdigit():
        return f"for a product write {name[:20]}*(…)"
    near = difflib.get_close_matches(plain[:20], FUNCTIONS, n=1)
    return f"did you mean {near[0]}?" if near else _KNOWN
