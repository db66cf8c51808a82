"""Write library_conventions.json: schedules, losses and layers with the libraries' own defaults.

Run in an environment with torch, keras, optax, jax and mlx (``mlx[cpu]``):
``KERAS_BACKEND=jax python library_conventions.py``.
"""

import inspect
import itertools
import json
from importlib.metadata import version
from pathlib import Path

import jax
import jax.numpy as jnp
import keras
import mlx.core as mx
import mlx.optimizers
import numpy as np
import optax
import torch
from torch.nn import functional
from torch.optim import lr_scheduler

jax.config.update("jax_enable_x64", True)
keras.config.set_floatx("float64")

STEPS = 8
FROG, LABEL = [[2.2, 2.5, -3.1]], 2
ANSWERS, TARGETS = [[1.0, 2.0], [0.0, 0.0]], [[1.0, 0.0], [0.0, 0.0]]


def torch_rates(make):
    """Rates of a PyTorch scheduler with the base rate 1."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimiser)
    rates = []
    for _ in range(STEPS):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return rates


def rates(schedule):
    """Rates of a schedule that is a function of the step."""
    return [float(schedule(k)) for k in range(STEPS)]


def mlx_rates(schedule):
    """Rates with which an MLX optimiser steps, from the way of a weight with the gradient 1."""
    optimiser = mlx.optimizers.SGD(schedule)
    weights = [mx.array(0.0)]
    for _ in range(STEPS):
        weights.append(optimiser.apply_gradients({"x": mx.array(1.0)}, {"x": weights[-1]})["x"])
    return [round(float(a - b), 6) for a, b in itertools.pairwise(weights)]


def schedules():
    """Four steps of each."""
    s, k, m = lr_scheduler, keras.optimizers.schedules, mlx.optimizers
    return {
        "warm-up over 4 steps": {
            "torch": torch_rates(lambda o: s.LinearLR(o, total_iters=4)),
            "keras": rates(k.CosineDecay(0.0, 10**9, warmup_target=1.0, warmup_steps=4)),
            "optax": rates(optax.linear_schedule(0.0, 1.0, 4)),
            "mlx": mlx_rates(m.linear_schedule(0.0, 1.0, 4)),
        },
        "a tenth from step 2": {
            "torch": torch_rates(lambda o: s.MultiStepLR(o, [2])),
            "keras": rates(k.PiecewiseConstantDecay([2], [1.0, 0.1])),
            "optax": rates(optax.piecewise_constant_schedule(1.0, {2: 0.1})),
            "mlx": mlx_rates(m.join_schedules([lambda k: 1.0, lambda k: 0.1], [2])),
        },
        "polynomial of 4 steps": {
            "torch": torch_rates(lambda o: s.PolynomialLR(o, 4)),
            "keras": rates(k.PolynomialDecay(1.0, 4)),
            "optax": rates(optax.polynomial_schedule(1.0, 0.0, 1.0, 4)),
            "mlx": mlx_rates(m.linear_schedule(1.0, 0.0, 4)),
        },
        "cosine of 4 steps": {
            "torch": torch_rates(lambda o: s.CosineAnnealingLR(o, 4)),
            "keras": rates(k.CosineDecay(1.0, 4)),
            "optax": rates(optax.cosine_decay_schedule(1.0, 4)),
            "mlx": mlx_rates(m.cosine_decay(1.0, 4)),
        },
    }


def losses():
    """The lecture's frog, and two answers of two numbers."""
    one_hot = np.eye(3)[[LABEL]]
    answers, targets = np.array(ANSWERS), np.array(TARGETS)
    both = torch.tensor(answers), torch.tensor(targets)
    return {
        "hinge of the frog": {
            "torch": functional.multi_margin_loss(torch.tensor(FROG), torch.tensor([LABEL])).item(),
            "keras": float(keras.losses.CategoricalHinge()(one_hot, np.array(FROG))),
            "optax": float(
                optax.losses.multiclass_hinge_loss(jnp.array(FROG[0]), jnp.array(LABEL))
            ),
        },
        "squared error of (1, 2), (0, 0) for (1, 0), (0, 0)": {
            "torch": functional.mse_loss(*both).item(),
            "keras": float(keras.losses.MeanSquaredError()(targets, answers)),
            "optax": float(optax.l2_loss(answers, targets).mean()),
        },
        "Huber loss of the same": {
            "torch": functional.huber_loss(*both).item(),
            "keras": float(keras.losses.Huber()(targets, answers)),
            "optax": float(optax.huber_loss(answers, targets).mean()),
        },
        "binary cross-entropy of the same": {
            "torch": functional.binary_cross_entropy_with_logits(*both).item(),
            "keras": float(keras.losses.BinaryCrossentropy(from_logits=True)(targets, answers)),
            "optax": float(optax.sigmoid_binary_cross_entropy(answers, targets).mean()),
        },
    }


def default(function, name):
    """The default of a parameter."""
    return inspect.signature(function).parameters[name].default


def layers():
    """Defaults of layers, and values that follow from them."""
    nn, k = torch.nn, keras.layers
    one = torch.tensor([1.0, -1.0])
    spread = torch.nn.init.trunc_normal_(torch.empty(10**6), generator=torch.manual_seed(0))
    narrow = keras.initializers.TruncatedNormal(0.0, 1.0, seed=0)((10**6,))
    fan = keras.initializers.HeNormal(seed=0)((1000, 1000))
    he = jax.nn.initializers.he_normal()(jax.random.key(0), (1000, 1000))
    return {
        "ε of batch normalisation": {
            "torch": default(nn.BatchNorm1d, "eps"),
            "keras": default(k.BatchNormalization, "epsilon"),
        },
        "share of the old running mean": {
            "torch": 1 - default(nn.BatchNorm1d, "momentum"),
            "keras": default(k.BatchNormalization, "momentum"),
        },
        "ε of layer normalisation": {
            "torch": default(nn.LayerNorm, "eps"),
            "keras": default(k.LayerNormalization, "epsilon"),
        },
        "ε of group normalisation": {
            "torch": default(nn.GroupNorm, "eps"),
            "keras": default(k.GroupNormalization, "epsilon"),
        },
        "ε of RMS normalisation": {
            "torch": torch.finfo(torch.float32).eps,
            "keras": default(k.RMSNormalization, "epsilon"),
        },
        "GELU of 1": {
            "torch": functional.gelu(one)[0].item(),
            "keras": float(keras.activations.gelu(np.array(1.0))),
            "jax": float(jax.nn.gelu(jnp.array(1.0))),
        },
        "leaky ReLU of -1": {
            "torch": functional.leaky_relu(one)[1].item(),
            "keras": float(keras.layers.LeakyReLU()(np.array([-1.0]))[0]),
            "jax": float(jax.nn.leaky_relu(jnp.array(-1.0))),
        },
        "deviation of a truncated normal of deviation 1": {
            "torch": spread.std().item(),
            "keras": float(np.std(narrow)),
        },
        "deviation of He's truncated normal, times √(n/2)": {
            "keras": float(np.std(fan)) * 500**0.5,
            "jax": float(np.std(he)) * 500**0.5,
        },
        "variance of 0 and 2": {
            "torch": torch.tensor([0.0, 2.0]).var().item(),
            "keras": float(keras.ops.var(np.array([0.0, 2.0]))),
            "jax": float(jnp.var(jnp.array([0.0, 2.0]))),
        },
    }


def rounded(value, digits):
    """What differs, differs more."""
    if isinstance(value, list):
        return [rounded(v, digits) for v in value]
    return float(f"{value:.{digits}g}")


def main():
    """Write the file beside this script."""
    found = {"schedules": schedules(), "losses": losses(), "layers": layers()}
    text = {
        "versions": {name: version(name) for name in ("torch", "keras", "optax", "jax", "mlx")},
        **{
            kind: {
                # A deviation is of a million draws by chance.
                case: {
                    library: rounded(value, 2 if case.startswith("deviation") else 6)
                    for library, value in values.items()
                }
                for case, values in cases.items()
            }
            for kind, cases in found.items()
        },
    }
    Path(__file__).with_suffix(".json").write_text(
        json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
