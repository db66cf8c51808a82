"""A training step of a 64-128-10 network in single precision, and whole trainings.

Against its matrix products alone, which it can be no faster than, and against other ways to write
it. Run with one BLAS thread: the matrices are small. PyTorch is measured where it is installed.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks.measure import Case
from optviz.network import (
    Linear,
    ReLU,
    Sequential,
    SoftmaxCrossEntropy,
    TrainingSettings,
    collect,
    digits,
    run,
    train,
)
from optviz.rules import Adam, GradientDescent

RATE = 1e-3


def cases() -> Iterator[Case]:
    """Yield the step at two batch sizes, then whole trainings."""
    for batch, goal in ((64, 2.1), (256, 1.7)):
        x, y = examples(batch)
        yield Case(f"step, batch {batch}", step(x, y), products(x), "its matrix products", goal)
    x, y = examples(64)
    yield Case("step, batch 64", step(x, y), naive_step(x, y), "plain NumPy", 1 / 1.5)
    torch_step = pytorch_step(x, y)
    if torch_step is not None:
        yield Case("step, batch 64", step(x, y), torch_step, "PyTorch on the CPU", 1 / 2.5)
    yield whole_training()


def examples(batch: int) -> tuple[Any, Any]:
    """A mini-batch of the bundled digits."""
    data = digits()
    return data.x[:batch].copy(), data.y[:batch].copy()


def step(x: Any, y: Any) -> Callable[[], object]:
    """Forward, backward and update with this package's layers and rule."""
    network = Sequential(Linear(64, 128), ReLU(), Linear(128, 10))
    loss, rule = SoftmaxCrossEntropy(), GradientDescent()
    parameters = network.parameters(0, dtype=np.float32)
    gradient, vector = parameters.copy(), parameters.vector

    def ours() -> object:
        tape = run(network, parameters, x, y, loss)
        collect(tape, gradient)
        delta, _, _ = rule.update(gradient.vector, {}, 0, vector, RATE)
        np.add(vector, delta, out=vector)
        return tape

    return ours


def products(x: Any) -> Callable[[], object]:
    """The five matrix products that a step cannot do without."""
    rng = np.random.default_rng(0)
    W1, W2 = (rng.normal(size=shape).astype(np.float32) for shape in ((64, 128), (128, 10)))
    h = x @ W1
    dy = h @ W2

    def peer() -> object:
        return x @ W1, h @ W2, h.T @ dy, dy @ W2.T, x.T @ h

    return peer


def naive_step(x: Any, y: Any) -> Callable[[], object]:
    """The step as it is written in a first course, with a dictionary of parameters."""
    rng = np.random.default_rng(0)
    p = {
        "W1": (rng.normal(size=(64, 128)) * 0.1).astype(np.float32),
        "b1": np.zeros(128, np.float32),
        "W2": (rng.normal(size=(128, 10)) * 0.1).astype(np.float32),
        "b2": np.zeros(10, np.float32),
    }

    def peer() -> object:
        n = x.shape[0]
        hidden = np.maximum(0, x @ p["W1"] + p["b1"])
        scores = hidden @ p["W2"] + p["b2"]
        exponentials = np.exp(scores - np.max(scores, axis=1, keepdims=True))
        probabilities = exponentials / np.sum(exponentials, axis=1, keepdims=True)
        loss = np.mean(-np.log(probabilities[np.arange(n), y]))
        dscores = probabilities.copy()
        dscores[np.arange(n), y] -= 1
        dscores /= n
        gradients = {"W2": hidden.T @ dscores, "b2": np.sum(dscores, axis=0)}
        dhidden = dscores @ p["W2"].T
        dhidden[hidden <= 0] = 0
        gradients |= {"W1": x.T @ dhidden, "b1": np.sum(dhidden, axis=0)}
        for name in p:
            p[name] -= RATE * gradients[name]
        return loss

    return peer


def pytorch_step(x: Any, y: Any) -> Callable[[], object] | None:
    """The step in PyTorch with one thread; None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    network = torch.nn.Sequential(
        torch.nn.Linear(64, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10)
    )
    optimizer = torch.optim.SGD(network.parameters(), lr=RATE)
    inputs, labels = torch.from_numpy(x), torch.from_numpy(y)

    def peer() -> object:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(network(inputs), labels)
        loss.backward()
        optimizer.step()
        return loss

    return peer


def whole_training() -> Case:
    """Twenty epochs of the digits, which end above 97 % on held-out data."""
    from sklearn.neural_network import MLPClassifier

    data = digits()
    network = Sequential(Linear(64, 128), ReLU(), Linear(128, 10))
    options = {"batch_size": 64, "max_iter": 20, "learning_rate_init": 0.003, "random_state": 0}
    warnings.filterwarnings("ignore", message="Stochastic Optimizer: Maximum iterations")
    return Case(
        "digits, 20 epochs, > 97 %",
        lambda: train(
            network,
            SoftmaxCrossEntropy(),
            Adam(),
            data,
            TrainingSettings(epochs=20, learning_rate=0.003),
        ),
        lambda: MLPClassifier(128, alpha=0, n_iter_no_change=100, **options).fit(data.x, data.y),
        "scikit-learn's MLPClassifier",
        1.0,
    )
