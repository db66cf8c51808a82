"""Write matrix_rules.json: iterates of Muon and Adafactor on matrices, by four libraries.

The function is ½Σ cᵢⱼ xᵢⱼ². Run in an environment with torch, keras, optax, jax and mlx:
``KERAS_BACKEND=jax python matrix_rules.py``.
"""

import json
from functools import partial
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

import jax
import jax.numpy as jnp
import keras
import mlx.core as mx
import mlx.optimizers
import numpy as np
import optax
import optax.contrib
import torch

jax.config.update("jax_enable_x64", True)
keras.config.set_floatx("float64")
mx.set_default_device(mx.cpu)  # the one with double precision

STEPS = 20
STARTS = {
    "tall": np.array([[4.0, 1.0], [-2.0, 3.0], [0.5, -1.0]]),
    "wide": np.array([[4.0, 1.0, -2.0, 0.3], [3.0, 0.5, -1.0, 2.0]]),
}


def gradient(x):
    """Gradient of ½Σ cᵢⱼ xᵢⱼ², c counting 1, 2, 3 …."""
    return (1 + np.arange(x.size).reshape(x.shape)) * x


def torch_path(name, start, rate):
    """Iterates of a torch.optim optimiser."""
    x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimiser = getattr(torch.optim, name)([x], lr=rate)
    path = [start.ravel().tolist()]
    for _ in range(STEPS):
        x.grad = torch.tensor(gradient(x.detach().numpy()))
        optimiser.step()
        path.append(x.detach().numpy().ravel().tolist())
    return path


def keras_path(name, start, rate):
    """Iterates of a keras.optimizers optimiser."""
    x = keras.Variable(start, dtype="float64", name="kernel")
    optimiser = getattr(keras.optimizers, name)(learning_rate=rate)
    path = [start.ravel().tolist()]
    for _ in range(STEPS):
        optimiser.apply_gradients([(gradient(np.asarray(x.value)), x)])
        path.append(np.asarray(x.value).ravel().tolist())
    return path


def optax_path(name, start, rate, **arguments):
    """Iterates of an optax transformation."""
    x = jnp.array(start)
    transformation = attrgetter(name)(optax)(rate, **arguments)
    state = transformation.init(x)
    path = [start.ravel().tolist()]
    for _ in range(STEPS):
        updates, state = transformation.update(jnp.array(gradient(np.asarray(x))), state, x)
        x = optax.apply_updates(x, updates)
        path.append(np.asarray(x).ravel().tolist())
    return path


def mlx_path(name, start, rate, **arguments):
    """Iterates of an MLX optimiser, which keeps the rate in single precision."""
    x = mx.array(start, dtype=mx.float64)
    optimiser = getattr(mlx.optimizers, name)(rate, **arguments)
    path = [start.ravel().tolist()]
    for _ in range(STEPS):
        g = mx.array(gradient(np.array(x)), dtype=mx.float64)
        x = optimiser.apply_gradients({"x": g}, {"x": x})["x"]
        path.append(np.array(x).ravel().tolist())
    return path


# name: (our class, convention, path, their name, rate)
CASES = {
    "muon-torch": ("Muon", "torch", torch_path, "Muon", 0.05),
    "muon-keras": ("Muon", "keras", keras_path, "Muon", 0.05),
    "muon-optax": ("Muon", "optax", optax_path, "contrib.muon", 0.05),
    "muon-mlx": ("Muon", "mlx", mlx_path, "Muon", 0.0625),
    "muon-mlx-plain": (
        "Muon",
        "mlx",
        partial(mlx_path, nesterov=False, weight_decay=0.5),
        "Muon",
        0.0625,
    ),
    "momentum-mlx": (
        "Momentum",
        "mlx",
        partial(mlx_path, momentum=0.9, dampening=0.5, weight_decay=0.1),
        "SGD",
        0.03125,
    ),
    "adafactor-torch": ("Adafactor", "torch", torch_path, "Adafactor", 0.05),
    "adafactor-keras": ("Adafactor", "keras", keras_path, "Adafactor", 0.05),
    "adafactor-optax": ("Adafactor", "optax", optax_path, "adafactor", 0.05),
    "adafactor-optax-factored": (
        "Adafactor",
        "optax",
        partial(optax_path, min_dim_size_to_factor=1, weight_decay_rate=0.01),
        "adafactor",
        0.05,
    ),
}
OURS = {
    "muon-mlx-plain": {"nesterov": False, "weight_decay": 0.5},
    "momentum-mlx": {"dampening": 0.5, "weight_decay": 0.1},
    "adafactor-optax-factored": {"factored_from": 1, "weight_decay": 0.01},
}
"""Arguments of ours, where theirs are not their defaults."""


def main():
    """Write the file beside this script."""
    cases = {
        f"{name}-{shape}": {"rule": rule, "rate": rate}
        | {"arguments": OURS.get(name, {}) | {"convention": convention}}
        | {"columns": start.shape[1], "path": path(theirs, start, rate)}
        for name, (rule, convention, path, theirs, rate) in CASES.items()
        for shape, start in STARTS.items()
    }
    versions = {name: version(name) for name in ("torch", "keras", "optax", "jax", "mlx")}
    text = json.dumps({"versions": versions, "cases": cases}).replace('}, "', '},\n"')
    Path(__file__).with_suffix(".json").write_text(text + "\n")


if __name__ == "__main__":
    main()
