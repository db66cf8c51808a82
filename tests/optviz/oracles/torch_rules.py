"""Write torch_rules.json: iterates of PyTorch's optimisers (and of optax's for Lion).

Run in an environment with torch, optax and jax: ``python torch_rules.py``.
"""

import json
from importlib.metadata import version
from pathlib import Path

import jax
import jax.numpy as jnp
import optax
import torch

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)  # NAdam keeps its momentum product in the default

PROBLEMS = {
    "quadratic": ((4.0, 1.0), 100, lambda x: 0.5 * (x[0] * x[0] + 10 * x[1] * x[1])),
    "rosenbrock": (
        (-1.2, 1.0),
        20,
        lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] * x[0]) ** 2,
    ),
}

# name: (our class, our arguments, torch class, torch arguments, rate on quadratic, on rosenbrock)
CASES = {
    "gd": ("GradientDescent", {}, "SGD", {}, 0.05, 1e-4),
    "gd-decay": (
        "GradientDescent",
        {"weight_decay": 0.1},
        "SGD",
        {"weight_decay": 0.1},
        0.05,
        1e-4,
    ),
    "momentum": ("Momentum", {}, "SGD", {"momentum": 0.9}, 0.02, 1e-4),
    "momentum-dampened": (
        "Momentum",
        {"momentum": 0.8, "dampening": 0.5, "weight_decay": 0.1},
        "SGD",
        {"momentum": 0.8, "dampening": 0.5, "weight_decay": 0.1},
        0.02,
        1e-4,
    ),
    "nesterov": ("Nesterov", {}, "SGD", {"momentum": 0.9, "nesterov": True}, 0.02, 1e-4),
    "adagrad": ("AdaGrad", {}, "Adagrad", {}, 0.5, 0.1),
    "adagrad-decay": (
        "AdaGrad",
        {"rate_decay": 0.01, "weight_decay": 0.1, "initial": 0.2},
        "Adagrad",
        {"lr_decay": 0.01, "weight_decay": 0.1, "initial_accumulator_value": 0.2},
        0.5,
        0.1,
    ),
    "adadelta": ("Adadelta", {"weight_decay": 0.1}, "Adadelta", {"weight_decay": 0.1}, 1.0, 1.0),
    "rmsprop": ("RMSProp", {}, "RMSprop", {}, 0.02, 1e-3),
    "rmsprop-centred": ("RMSProp", {"centred": True}, "RMSprop", {"centered": True}, 0.02, 1e-3),
    "rmsprop-momentum": (
        "RMSProp",
        {"momentum": 0.5, "centred": True, "rho": 0.9, "weight_decay": 0.1},
        "RMSprop",
        {"momentum": 0.5, "centered": True, "alpha": 0.9, "weight_decay": 0.1},
        0.02,
        1e-3,
    ),
    "adam": ("Adam", {}, "Adam", {}, 0.1, 0.02),
    "adam-decay": ("Adam", {"weight_decay": 0.1}, "Adam", {"weight_decay": 0.1}, 0.1, 0.02),
    "adamw": ("AdamW", {"weight_decay": 0.1}, "AdamW", {"weight_decay": 0.1}, 0.1, 0.02),
    "amsgrad": ("AMSGrad", {}, "Adam", {"amsgrad": True}, 0.1, 0.02),
    "adamax": ("Adamax", {"weight_decay": 0.1}, "Adamax", {"weight_decay": 0.1}, 0.1, 0.02),
    "nadam": ("NAdam", {}, "NAdam", {}, 0.1, 0.02),
    "nadam-decay": (
        "NAdam",
        {"weight_decay": 0.1, "momentum_decay": 0.01},
        "NAdam",
        {"weight_decay": 0.1, "momentum_decay": 0.01},
        0.1,
        0.02,
    ),
    "radam": ("RAdam", {}, "RAdam", {}, 0.1, 1e-4),
    "radam-decay": (
        "RAdam",
        {"weight_decay": 0.1, "beta2": 0.9},
        "RAdam",
        {"weight_decay": 0.1, "betas": (0.9, 0.9)},
        0.1,
        1e-4,
    ),
    "rprop": ("Rprop", {}, "Rprop", {}, 0.1, 0.02),
    "adafactor": (
        "Adafactor",
        {"weight_decay": 0.1},
        "Adafactor",
        {"weight_decay": 0.1},
        0.1,
        0.02,
    ),
    "lion": ("Lion", {}, "lion", {"weight_decay": 0.0}, 0.05, 0.01),
    "lion-decay": ("Lion", {"weight_decay": 0.1}, "lion", {"weight_decay": 0.1}, 0.05, 0.01),
}


def torch_path(problem, optimiser, arguments, rate):
    """Iterates of a torch.optim optimiser with autograd's gradient."""
    start, steps, f = PROBLEMS[problem]
    x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimiser = getattr(torch.optim, optimiser)([x], lr=rate, foreach=False, **arguments)
    path = [list(start)]
    for _ in range(steps):
        optimiser.zero_grad()
        f(x).backward()
        optimiser.step()
        path.append(x.tolist())
    return path


def optax_path(problem, optimiser, arguments, rate):
    """Iterates of an optax transformation with JAX's gradient."""
    start, steps, f = PROBLEMS[problem]
    x = jnp.array(start)
    transformation = getattr(optax, optimiser)(rate, **arguments)
    state = transformation.init(x)
    path = [list(start)]
    for _ in range(steps):
        updates, state = transformation.update(jax.grad(f)(x), state, x)
        x = optax.apply_updates(x, updates)
        path.append(x.tolist())
    return path


def main():
    """Write the file beside this script."""
    cases = {}
    for name, (rule, ours, reference, theirs, *rates) in CASES.items():
        path = optax_path if reference == "lion" else torch_path
        cases[name] = {"rule": rule, "arguments": ours} | {
            problem: {"rate": rate, "path": path(problem, reference, theirs, rate)}
            for problem, rate in zip(PROBLEMS, rates, strict=True)
        }
    versions = {name: version(name) for name in ("torch", "optax", "jax")}
    text = json.dumps({"versions": versions, "cases": cases}).replace('}, "', '},\n"')
    Path(__file__).with_suffix(".json").write_text(text + "\n")


if __name__ == "__main__":
    main()
