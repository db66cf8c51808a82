"""Differences of libraries in schedules, losses and layers, each with its own defaults: data.

The numbers of PyTorch, Keras, optax, JAX and MLX were computed by
``tests/optviz/oracles/library_conventions.py``, which stores them beside it; those of scikit-learn
and optviz are computed by the tests. Schedules have the rate 1 and are shown from step 0.
"""

from collections.abc import Mapping
from typing import TypeAlias

Answers: TypeAlias = Mapping[str, float | tuple[float, ...]]
"""Library, and its number or its rates."""

LIBRARY_VERSIONS: Mapping[str, str] = {
    "torch": "2.15.0",
    "keras": "3.15.1",
    "optax": "0.2.8",
    "jax": "0.10.2",
    "mlx": "0.32.4",
}
"""The versions that answered."""

SCHEDULES_ELSEWHERE: Mapping[str, Answers] = {
    "warm-up over 4 steps": {
        "optviz": (0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0, 1.0),
        "torch": (0.333333, 0.5, 0.666667, 0.833333, 1.0, 1.0, 1.0, 1.0),
        "keras": (0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0),
        "optax": (0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0),
        "mlx": (0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0),
    },
    "a tenth from step 2": {
        "optviz": (1.0, 1.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
        "torch": (1.0, 1.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
        "keras": (1.0, 1.0, 1.0, 0.1, 0.1, 0.1, 0.1, 0.1),
        "optax": (1.0, 1.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
        "mlx": (1.0, 1.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
    },
    "polynomial of 4 steps": {
        "optviz": (1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0, 0.0),
        "torch": (1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0, 0.0),
        "keras": (1.0, 0.750025, 0.50005, 0.250075, 0.0001, 0.0001, 0.0001, 0.0001),
        "optax": (1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0, 0.0),
        "mlx": (1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0, 0.0),
    },
    "cosine of 4 steps": {
        "optviz": (1.0, 0.853553, 0.5, 0.146447, 0.0, 0.146447, 0.5, 0.853553),
        "torch": (1.0, 0.853553, 0.5, 0.146447, 0.0, 0.146447, 0.5, 0.853553),
        "keras": (1.0, 0.853553, 0.5, 0.146447, 0.0, 0.0, 0.0, 0.0),
        "optax": (1.0, 0.853553, 0.5, 0.146447, 0.0, 0.0, 0.0, 0.0),
        "mlx": (1.0, 0.853553, 0.5, 0.146447, 0.0, 0.0, 0.0, 0.0),
    },
}
"""Eight steps of each, from step 0."""

LOSSES_ELSEWHERE: Mapping[str, Answers] = {
    "hinge of the frog": {
        "optviz": 12.9,
        "torch": 4.3,
        "keras": 6.6,
        "optax": 6.6,
        "scikit-learn": 6.6,
    },
    "squared error of (1, 2), (0, 0) for (1, 0), (0, 0)": {
        "optviz": 2.0,
        "torch": 1.0,
        "keras": 1.0,
        "optax": 0.5,
    },
    "Huber loss of the same": {
        "optviz": 0.75,
        "torch": 0.375,
        "keras": 0.375,
        "optax": 0.375,
    },
    "binary cross-entropy of the same": {
        "optviz": 1.91324,
        "torch": 0.956621,
        "keras": 0.956621,
        "optax": 0.956621,
    },
}
"""The lecture's frog has the scores 2.2, 2.5 and -3.1, the last of them the right one."""

LAYERS_ELSEWHERE: Mapping[str, Answers] = {
    "ε of batch normalisation": {
        "optviz": 1e-05,
        "torch": 1e-05,
        "keras": 0.001,
    },
    "share of the old running mean": {
        "optviz": 0.9,
        "torch": 0.9,
        "keras": 0.99,
    },
    "ε of layer normalisation": {
        "optviz": 1e-05,
        "torch": 1e-05,
        "keras": 0.001,
    },
    "ε of group normalisation": {
        "optviz": 1e-05,
        "torch": 1e-05,
        "keras": 0.001,
    },
    "ε of RMS normalisation": {
        "optviz": 1e-06,
        "torch": 1.19209e-07,
        "keras": 1e-06,
    },
    "GELU of 1": {
        "optviz": 0.841345,
        "torch": 0.841345,
        "keras": 0.841345,
        "jax": 0.841192,
    },
    "leaky ReLU of -1": {
        "optviz": -0.01,
        "torch": -0.01,
        "keras": -0.3,
        "jax": -0.01,
    },
    "deviation of a truncated normal of deviation 1": {
        "torch": 0.88,
        "keras": 0.88,
    },
    "deviation of He's truncated normal, times √(n/2)": {
        "keras": 1.0,
        "jax": 1.0,
    },
    "variance of 0 and 2": {
        "torch": 2.0,
        "keras": 1.0,
        "jax": 1.0,
    },
    "variance by which whitening divides, of 0 and 2": {
        "optviz": 1.0,
        "scikit-learn": 2.0,
    },
    "variance by which standardising divides, of 0 and 2": {
        "optviz": 1.0,
        "scikit-learn": 1.0,
    },
}
"""Defaults of layers, and values that follow from them."""
