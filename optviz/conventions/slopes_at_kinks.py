"""Slopes of libraries at a kink or a tie: they depend on the spelling.

Every slope is at 0, of several inputs at 0 each, unless its spelling says where. They were
computed by ``tests/optviz/oracles/slopes_at_kinks.py``, which stores them beside it; optviz's own
rule is in `optviz.objectives.kinks`.
"""

from collections.abc import Mapping
from math import inf, nan

_NODE_BY_NODE = (0.25, 0.25, 0.5)
_THIRDS = (1 / 3, 1 / 3, 1 / 3)

KINK_VERSIONS: Mapping[str, str] = {
    "torch": "2.15.0",
    "jax": "0.10.2",
    "autograd": "1.9.1",
    "sympy": "1.14.0",
}
"""The versions that answered."""

SLOPES_AT_KINKS: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "torch": {
        "maximum(x, y)": (0.5, 0.5),
        "maximum(maximum(x, y), z)": _NODE_BY_NODE,
        "max(x)": (0.5, 0.5),
        "amax(x)": (0.5, 0.5),
        "amax(x, y, z)": _THIRDS,
        "max(x, dim=0)": (1.0, 0.0),
        "max_pool1d(x, 2)": (1.0, 0.0),
        "relu(x)": (0.0,),
        "leaky_relu(x)": (0.01,),
        "clamp(x, min=0)": (0.0,),
        "relu6(x), at 0 and 6": (0.0, 0.0),
        "hardtanh(x), at -1 and 1": (0.0, 0.0),
        "abs(x)": (0.0,),
        "norm(x)": (0.0, 0.0),
        "sqrt(x)": (inf,),
    },
    "jax": {
        "maximum(x, y)": (0.5, 0.5),
        "maximum(maximum(x, y), z)": _NODE_BY_NODE,
        "max(x)": (0.5, 0.5),
        "max(x, y, z)": _THIRDS,
        "relu(x)": (0.0,),
        "leaky_relu(x)": (1.0,),
        "clip(x, 0)": (0.5,),
        "abs(x)": (1.0,),
        "norm(x)": (nan, nan),
        "sqrt(x)": (inf,),
    },
    "autograd": {
        "maximum(x, y)": (0.5, 0.5),
        "maximum(maximum(x, y), z)": _NODE_BY_NODE,
        "max(x)": (0.5, 0.5),
        "clip(x, 0, 1)": (0.0,),
        "abs(x)": (0.0,),
        "sqrt(x)": (inf,),
    },
    "sympy": {
        "Max(x, y)": (0.5, 0.5),
        "Max(Max(x, y), z)": (0.5, 0.5, 0.5),
        "Max(x, 0)": (0.5,),
        "Abs(x)": (0.0,),
        "Max(x, 2*x, 3*x)": (3.0,),
    },
}
"""Library, spelling, and the slope for each input."""

CLAMP_OF_TORCH: Mapping[str, tuple[float, ...]] = {
    "2.13.0": (1.0, 1.0),
    "2.14.0": (0.0, 0.0),
    "2.14.1": (0.0, 0.0),
    "2.15.0": (0.0, 0.0),
}
"""PyTorch's version, and the slope of ``clamp(x, 0, 1)`` at 0 and at 1: it was that inside."""
