"""Names of the methods of `optviz` on screen, and the words for their endings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from optviz.method_names import key_of, title_of
from optviz.trajectories.endings import (
    CONVERGED,
    DIVERGED,
    FLAT_GROUND,
    INFLECTION,
    MAXIMUM,
    NO_HESSIAN,
    NO_MINIMUM,
    NOT_FINITE,
    SADDLE,
    STALLED,
    STEP_LIMIT,
    TAIL,
    ZERO_CURVATURE,
)

__all__ = ["ENDINGS", "method_names"]

_TRANSLATED: Mapping[str, str] = MappingProxyType(
    {
        "gd": "rule.gd",
        "momentum": "rule.momentum",
        "nesterov": "rule.nesterov",
        "newton": "rule.newton",
        "damped_newton": "rule.damped",
        "modified_newton": "rule.modified",
        "trust_region": "rule.trust",
        "gauss_newton": "rule.gauss",
        "levenberg_marquardt": "rule.levenberg",
        "cg": "rule.cg",
    }
)
"""Captions of those whose names are translated; the others have proper names."""

ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        CONVERGED: "ending.converged",
        SADDLE: "ending.saddle",
        MAXIMUM: "ending.maximum",
        INFLECTION: "ending.inflection",
        FLAT_GROUND: "ending.flat",
        TAIL: "ending.tail",
        NO_MINIMUM: "ending.nothing",
        ZERO_CURVATURE: "ending.curvature",
        NO_HESSIAN: "ending.kink",
        STEP_LIMIT: "ending.limit",
        DIVERGED: "ending.diverged",
        NOT_FINITE: "ending.lost",
        STALLED: "ending.stalled",
    }
)
"""The caption that says how a descent ended, of one that has not arrived."""


def method_names(methods: Mapping[str, Any], words: Callable[[str], str]) -> list[str]:
    """Return the name of each method, or what was typed where two would have the same name.

    Parameters
    ----------
    methods : mapping of str to method
        The methods by their labels, as ``optviz.descent.methods`` reads them.
    words : callable
        Returns the text of a key.

    Examples
    --------
    >>> from optviz.rules import Adam, GradientDescent
    >>> rules = {"gd(lr=0.1)": GradientDescent(), "Adam": Adam(), "SGD": GradientDescent()}
    >>> method_names(rules, str)
    ['gd(lr=0.1)', 'Adam', 'SGD']
    >>> method_names({"SGD": GradientDescent()}, str)
    ['rule.gd']
    """
    names = [_name(method, words) for method in methods.values()]
    pairs = zip(methods, names, strict=True)
    return [label if names.count(name) > 1 else name for label, name in pairs]


def _name(method: Any, words: Callable[[str], str]) -> str:
    caption = _TRANSLATED.get(key_of(method.name.partition(" (")[0]) or "")
    return words(caption) if caption else title_of(method.name)
