"""The base of layers and losses: a short repr, and hyperparameters that are checked."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, ClassVar

from linalg.options import check_options

__all__ = ["Concise"]


class Concise:
    """Gives a dataclass (made with ``repr=False``) a short repr, and every class its name.

    A dataclass's options are checked as `linalg.options.check_options` does.

    Examples
    --------
    >>> from optviz.network.layers.linear import Linear
    >>> Linear(64, 128), Linear(64, 128, bias=None)
    (Linear(64, 128), Linear(64, 128, bias=None))
    """

    name: ClassVar[str]
    """The name that a drawn graph shows."""

    def __post_init__(self) -> None:
        check_options(self)

    def __init_subclass__(cls) -> None:
        cls.name = cls.__name__

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
