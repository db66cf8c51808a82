"""Write optax_rules.json: iterates of optax's (and autograd's) optimisers on ½(x² + 10y²).

Run in an environment with optax, jax and autograd: ``python optax_rules.py``.
"""

import json
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
import optax.contrib
from autograd.misc.optimizers import sgd

jax.config.update("jax_enable_x64", True)

STEPS = 40
START = (4.0, 1.0)
# name: (our class, our arguments, optax's name, its arguments, rate)
CASES = {
    "gd": ("GradientDescent", {}, "sgd", {}, 0.05),
    "momentum": ("Momentum", {}, "sgd", {"momentum": 0.9}, 0.02),
    "nesterov": ("Nesterov", {}, "sgd", {"momentum": 0.9, "nesterov": True}, 0.02),
    "adagrad": ("AdaGrad", {}, "adagrad", {}, 0.5),
    "adadelta": ("Adadelta", {"weight_decay": 0.1}, "adadelta", {"weight_decay": 0.1}, 1.0),
    "rmsprop": ("RMSProp", {}, "rmsprop", {}, 0.02),
    "rmsprop-momentum": (
        "RMSProp",
        {"momentum": 0.5, "centred": True},
        "rmsprop",
        {"momentum": 0.5, "centered": True},
        0.02,
    ),
    "adam": ("Adam", {}, "adam", {}, 0.1),
    "adamw": ("AdamW", {}, "adamw", {}, 0.1),
    "amsgrad": ("AMSGrad", {}, "amsgrad", {}, 0.1),
    "adamax": ("Adamax", {}, "adamax", {}, 0.1),
    "nadam": ("NAdam", {}, "nadam", {}, 0.1),
    "nadamw": ("NAdam", {"weight_decay": 0.1}, "nadamw", {"weight_decay": 0.1}, 0.1),
    "lion": ("Lion", {}, "lion", {}, 0.05),
    "radam": ("RAdam", {}, "radam", {}, 0.1),
    "radam-early": ("RAdam", {"beta2": 0.9}, "radam", {"b2": 0.9}, 0.1),
    "rprop": ("Rprop", {}, "rprop", {}, 0.1),
    "schedule-free": (
        "ScheduleFree",
        {"weight_decay": 0.1},
        "contrib.schedule_free_sgd",
        {"weight_decay": 0.1},
        0.05,
    ),
}


def gradient(x):
    """Gradient of ½(x² + 10y²)."""
    return x * np.array([1.0, 10.0])


def path(optimiser, arguments, rate):
    """Iterates of an optax transformation."""
    x = jnp.array(START)
    transformation = attrgetter(optimiser)(optax)(rate, **arguments)
    state = transformation.init(x)
    points = [list(START)]
    for _ in range(STEPS):
        updates, state = transformation.update(gradient(x), state, x)
        x = optax.apply_updates(x, updates)
        points.append(x.tolist())
    return points


def autograd_path(rate):
    """Iterates of autograd's sgd, whose velocity is a mean from the first step on."""
    points = []
    sgd(
        lambda x, k: gradient(x),
        np.array(START),
        callback=lambda x, k, g: points.append(x.tolist()),
        num_iters=STEPS + 1,
        step_size=rate,
        mass=0.9,
    )
    return points


def main():
    """Write the file beside this script."""
    cases = {
        name: {"rule": rule, "arguments": ours | {"convention": "optax"}, "rate": rate}
        | {"path": path(theirs, extra, rate)}
        for name, (rule, ours, theirs, extra, rate) in CASES.items()
    }
    cases["momentum-autograd"] = {
        "rule": "Momentum",
        "arguments": {"convention": "autograd"},
        "rate": 0.1,
        "path": autograd_path(0.1),
    }
    versions = {name: version(name) for name in ("optax", "jax", "autograd")}
    text = json.dumps({"versions": versions, "cases": cases}).replace('}, "', '},\n"')
    Path(__file__).with_suffix(".json").write_text(text + "\n")


if __name__ == "__main__":
    main()
