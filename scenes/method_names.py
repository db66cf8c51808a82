"""What the methods of `optviz` are called on screen, and how it is said that one has ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from optviz.endings import (
    CONVERGED,
    DIVERGED,
    FLAT_GROUND,
    INFLECTION,
    MAXIMUM,
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
_PROPER: Mapping[str, str] = MappingProxyType(
    {
        "adagrad": "AdaGrad",
        "adadelta": "Adadelta",
        "rmsprop": "RMSProp",
        "adam": "Adam",
        "adamw": "AdamW",
        "amsgrad": "AMSGrad",
        "adamax": "Adamax",
        "nadam": "NAdam",
        "lion": "Lion",
        "bfgs": "BFGS",
        "lbfgs": "L-BFGS",
    }
)

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
        STEP_LIMIT: "ending.limit",
        DIVERGED: "ending.diverged",
        NOT_FINITE: "ending.lost",
        STALLED: "ending.stalled",
    }
)
"""The caption that says how a descent ended, of one that has not arrived."""


def method_names(labels: Sequence[str], words: Callable[[str], str]) -> list[str]:
    """Return the name of each method, or what was typed where two would have the same name.

    Parameters
    ----------
    labels : sequence of str
        As ``optviz.entrants`` reads them.
    words : callable
        Returns the text of a key.

    Examples
    --------
    >>> method_names(["gd(lr=0.1)", "adam", "gd(lr=0.2)"], str)
    ['gd(lr=0.1)', 'Adam', 'gd(lr=0.2)']
    """
    heads = [label.partition("(")[0].strip() for label in labels]
    return [
        label if heads.count(head) > 1 else _PROPER.get(head) or words(_TRANSLATED[head])
        for label, head in zip(labels, heads, strict=True)
    ]
