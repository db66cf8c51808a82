"""How hyperparameters print: those without a default, and those that differ from it."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

__all__ = ["Concise"]


class Concise:
    """Gives a dataclass (made with ``repr=False``) a short repr.

    Examples
    --------
    >>> from optviz.network.linear import Linear
    >>> Linear(64, 128), Linear(64, 128, bias=None)
    (Linear(64, 128), Linear(64, 128, bias=None))
    """

    def __repr__(self) -> str:
        shown = []
        own: tuple[Field[Any], ...] = fields(self) if is_dataclass(self) else ()
        for f in own:
            value = getattr(self, f.name)
            if f.default is MISSING:
                shown.append(repr(value))
            elif value != f.default:
                shown.append(f"{f.name}={value!r}")
        return f"{type(self).__name__}({', '.join(shown)})"
