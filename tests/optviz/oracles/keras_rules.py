"""Write keras_rules.json: iterates of Keras 3 optimisers on the quadratic ½(x² + 10y²).

Run in an environment with keras and jax: ``KERAS_BACKEND=jax python keras_rules.py``.
"""

import json
from importlib.metadata import version
from pathlib import Path

import jax
import keras
import numpy as np

jax.config.update("jax_enable_x64", True)
keras.config.set_floatx("float64")

STEPS = 40
CASES = {
    "gd": ("GradientDescent", {"weight_decay": 0.1}, "SGD", {"weight_decay": 0.1}, 0.05),
    "momentum": ("Momentum", {}, "SGD", {"momentum": 0.9}, 0.02),
    "nesterov": ("Nesterov", {}, "SGD", {"momentum": 0.9, "nesterov": True}, 0.02),
    "adagrad": ("AdaGrad", {}, "Adagrad", {}, 0.5),
    "adadelta": ("Adadelta", {}, "Adadelta", {}, 1.0),
    "rmsprop": ("RMSProp", {}, "RMSprop", {}, 0.02),
    "rmsprop-momentum": (
        "RMSProp",
        {"momentum": 0.5, "centred": True},
        "RMSprop",
        {"momentum": 0.5, "centered": True},
        0.02,
    ),
    "adam": ("Adam", {}, "Adam", {}, 0.1),
    "adamw": ("AdamW", {"weight_decay": 0.1}, "AdamW", {"weight_decay": 0.1}, 0.1),
    "amsgrad": ("AMSGrad", {}, "Adam", {"amsgrad": True}, 0.1),
    "adamax": ("Adamax", {}, "Adamax", {}, 0.1),
    "nadam": ("NAdam", {}, "Nadam", {}, 0.1),
    "adafactor": ("Adafactor", {"weight_decay": 0.1}, "Adafactor", {"weight_decay": 0.1}, 0.05),
    "lion": ("Lion", {}, "Lion", {}, 0.05),
    "lion-decay": ("Lion", {"weight_decay": 0.1}, "Lion", {"weight_decay": 0.1}, 0.05),
}


def path(optimiser, arguments, rate):
    """Iterates, with the gradient (x, 10y) given by hand."""
    x = keras.Variable(np.array([4.0, 1.0]), dtype="float64")
    optimiser = getattr(keras.optimizers, optimiser)(learning_rate=rate, **arguments)
    points = [[4.0, 1.0]]
    for _ in range(STEPS):
        optimiser.apply_gradients([(np.asarray(x.value) * np.array([1.0, 10.0]), x)])
        points.append(np.asarray(x.value).tolist())
    return points


def main():
    """Write the file beside this script."""
    cases = {
        name: {"rule": rule, "arguments": ours, "rate": rate, "path": path(theirs, extra, rate)}
        for name, (rule, ours, theirs, extra, rate) in CASES.items()
    }
    versions = {name: version(name) for name in ("keras", "jax")}
    text = json.dumps({"versions": versions, "cases": cases}).replace('}, "', '},\n"')
    Path(__file__).with_suffix(".json").write_text(text + "\n")


if __name__ == "__main__":
    main()
