"""Write rule_defaults.json: the defaults of the optimisers of five libraries.

Run in an environment with torch, keras, optax, jax, mlx (``mlx[cpu]``) and autograd:
``KERAS_BACKEND=jax python rule_defaults.py``.
"""

import inspect
import json
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

import keras
import mlx.optimizers
import optax
import optax.contrib
import torch
from autograd.misc import optimizers as autograd_optimizers

OPTIMISERS = {
    "torch": (
        torch.optim,
        {"gd": "SGD", "adagrad": "Adagrad", "adadelta": "Adadelta", "rmsprop": "RMSprop"}
        | {"adam": "Adam", "adamw": "AdamW", "adamax": "Adamax", "nadam": "NAdam"}
        | {"radam": "RAdam", "rprop": "Rprop", "muon": "Muon", "adafactor": "Adafactor"}
        | {"momentum": "SGD", "nesterov": "SGD", "amsgrad": "Adam"},
    ),
    "keras": (
        keras.optimizers,
        {"gd": "SGD", "adagrad": "Adagrad", "adadelta": "Adadelta", "rmsprop": "RMSprop"}
        | {"adam": "Adam", "adamw": "AdamW", "adamax": "Adamax", "nadam": "Nadam", "lion": "Lion"}
        | {"muon": "Muon", "adafactor": "Adafactor"}
        | {"momentum": "SGD", "nesterov": "SGD", "amsgrad": "Adam"},
    ),
    "optax": (
        optax,
        {"gd": "sgd", "momentum": "sgd", "nesterov": "sgd", "amsgrad": "amsgrad"}
        | {name: name for name in ("adagrad", "adadelta", "rmsprop", "adam", "adamw")}
        | {name: name for name in ("adamax", "nadam", "lion", "radam", "rprop", "adafactor")}
        | {"schedule_free": "contrib.schedule_free_sgd", "muon": "contrib.muon"},
    ),
    "mlx": (mlx.optimizers, {"momentum": "SGD", "muon": "Muon"}),
    "autograd": (autograd_optimizers, {"momentum": "sgd"}),
}
NAMES = {
    "learning_rate": ("lr", "learning_rate", "step_size"),
    "epsilon": ("eps", "epsilon"),
    "weight_decay": ("weight_decay", "weight_decay_rate"),
    "rho": ("rho", "alpha", "decay"),
    "initial": ("initial_accumulator_value",),
    "momentum_decay": ("momentum_decay",),
    "momentum": ("momentum", "beta"),
}


def defaults(optimiser):
    """Numbers that the signature gives, under our names; None where it names one without any."""
    signature = inspect.signature(optimiser)
    found = {}
    for ours, theirs in NAMES.items():
        for name in theirs:
            if name in signature.parameters:
                value = signature.parameters[name].default
                if isinstance(value, tuple):  # PyTorch's Adafactor: ε of the precision
                    continue
                found[ours] = value if isinstance(value, (int, float)) else None
    return found


def main():
    """Write the file beside this script."""
    text = {
        "versions": {name: version(name) for name in OPTIMISERS},
        "defaults": {
            library: {rule: defaults(attrgetter(name)(module)) for rule, name in rules.items()}
            for library, (module, rules) in OPTIMISERS.items()
        },
    }
    written = json.dumps(text, indent=1)
    Path(__file__).with_suffix(".json").write_text(written + "\n")


if __name__ == "__main__":
    main()
