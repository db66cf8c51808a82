"""Formulas as they stand in a sentence that is read, and read out: a³ - 2a, 3 · 10¹⁷, √2.

`to_text` alone writes values so that they can be typed in again: a^3 - 2*a, 3e17, sqrt(2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from linalg.notation.elements import (
    Call,
    Fenced,
    Formula,
    Identifier,
    Number,
    Operator,
    Over,
    Power,
    Root,
    Row,
    Script,
    Words,
)
from linalg.notation.names import spelled
from linalg.notation.parts import formula
from linalg.notation.symbols import INVISIBLE_TIMES, JUXTAPOSED

__all__ = ["read_out"]

_ROOTS = {2: "√", 3: "∛", 4: "∜"}


def read_out(part: object) -> Formula:
    """Return a part in the sense of ``linalg.notation`` without what only a program reads.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> from sympy.abc import a, b
    >>> to_text(read_out(a**3 - 2 * a)), to_text(read_out(3e17)), to_text(read_out(a * (b - 1)))
    ('a³ - 2a', '3 · 10¹⁷', 'a(b - 1)')
    """
    node: Formula = _readable(formula(part))
    return node


def _readable(node: Any) -> Any:
    match node:
        case tuple():
            return tuple(map(_readable, node))
        case Identifier(name):
            return spelled(name)
        case Number(digits, int(exponent)):
            power = Script(Number("10"), sup=formula(exponent))
            return power if digits == "1" else Row((Number(digits), Operator("·"), power))
        case Power(base, exponent):
            return Script(_readable(base), sup=_readable(exponent))
        case Call("abs", (argument,), exponent):
            return _raised(Fenced(_readable(argument), "||"), exponent)
        case Call("exp", (Number("1"),), exponent):
            return _raised(Identifier("e"), exponent)
        case Call(_, arguments, exponent, base):
            inner = _readable(arguments)
            return _raised(replace(node, arguments=inner, exponent=None, base=base), exponent)
        case Root(radicand, index) if index in _ROOTS:
            body = _readable(radicand)
            return Row((Words(_ROOTS[index]), body if _is_tight(body) else Fenced(body)))
        case Root(radicand, index):
            return Script(Fenced(_readable(radicand)), sup=Over(Number("1"), Number(f"{index}")))
        case Row(items):
            return Row(tuple(_without_stars(_readable(items))))
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{f.name: _readable(getattr(node, f.name)) for f in fields(node)})
    return node


def _raised(base: Formula, exponent: Formula | None) -> Formula:
    return base if exponent is None else Script(base, sup=_readable(exponent))


def _without_stars(items: tuple[Formula, ...]) -> Iterator[Formula]:
    """Leave the sign of a product out; a blank stays where words would run together."""
    for i, item in enumerate(items):
        if item != Operator(INVISIBLE_TIMES):
            yield item
        elif not (_is_tight(items[i - 1]) and _is_tight(items[i + 1])):
            yield Operator(JUXTAPOSED)


def _is_tight(node: Formula) -> bool:
    """Say whether a factor stands close to its neighbour: a number, a letter, a parenthesis."""
    match node:
        case Number() | Fenced():
            return True
        case Identifier(name):
            return len(name) == 1
        case Script(base):
            return _is_tight(base)
        case Row((Words(sign), _)):
            return sign in _ROOTS.values()
    return False
