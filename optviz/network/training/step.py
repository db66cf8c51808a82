"""One step of the four-step loop: sample, forward, backward, update."""

from __future__ import annotations

from optviz.network.graph.graph import Tape
from optviz.network.layers.layer import Array, Layer, Mode, Rng
from optviz.network.layers.parameters import Parameters
from optviz.network.losses.loss import Loss

__all__ = ["collect", "loss_and_gradient", "run"]


def run(
    network: Layer,
    parameters: Parameters,
    x: Array,
    targets: Array,
    loss: Loss,
    *,
    mode: Mode = "train",
    rng: Rng = None,
) -> Tape:
    """Run forward on a mini-batch; the loss is the value of the tape's last node.

    Parameters
    ----------
    network : Layer
    parameters : Parameters
    x : array of shape (N, …)
    targets : array
        What the loss compares with.
    loss : Loss
    mode : {"train", "test"}
    rng : numpy.random.Generator, optional
        For layers that draw random numbers.

    Returns
    -------
    Tape
        Ready to go back along.

    Examples
    --------
    >>> import numpy as np
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SquaredError
    >>> network = Linear(1, 1)
    >>> tape = run(network, network.parameters(0), np.ones((2, 1)), np.ones((2, 1)), SquaredError())
    >>> [node.name for node in tape][-2:]
    ['Linear', 'SquaredError']
    """
    tape = Tape(mode, rng)
    scores = network.trace(tape, tape.leaf("x", x, constant=True), parameters)
    loss.trace(tape, scores, targets)
    return tape


def collect(tape: Tape, gradient: Parameters) -> None:
    """Go back along a tape and write the gradients of the parameters into `gradient`.

    Parameters
    ----------
    tape : Tape
        As `run` returns it.
    gradient : Parameters
        Of the network's shape; written into.

    Examples
    --------
    >>> import numpy as np
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SquaredError
    >>> network = Linear(1, 1, bias=None)
    >>> p = network.parameters(0)
    >>> p.vector[:] = 3.0
    >>> gradient = p.like(p.vector * 0)
    >>> collect(run(network, p, np.array([[2.0]]), np.array([[5.0]]), SquaredError()), gradient)
    >>> gradient.vector  # 2 (wx - t) x
    array([4.])
    """
    for place, total in tape.gradients().items():
        node = tape[place]
        if node.operation is None:
            views = gradient.layers[node.name]
            for name, part in total.items():
                views[name][...] = part


def loss_and_gradient(
    network: Layer,
    parameters: Parameters,
    x: Array,
    targets: Array,
    loss: Loss,
    *,
    mode: Mode = "train",
    rng: Rng = None,
) -> tuple[float, Parameters]:
    """The loss on a mini-batch and its gradient with respect to all parameters.

    Parameters
    ----------
    network, parameters, x, targets, loss, mode, rng
        As in `run`.

    Returns
    -------
    loss : float
    gradient : Parameters

    Examples
    --------
    >>> import numpy as np
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> network = Linear(2, 2)
    >>> p = network.parameters(0)
    >>> x, labels = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 1])
    >>> value, g = loss_and_gradient(network, p, x, labels, SoftmaxCrossEntropy())
    >>> g.vector.shape == p.vector.shape, g["b"].shape
    (True, (2,))
    """
    tape = run(network, parameters, x, targets, loss, mode=mode, rng=rng)
    gradient = parameters.like(parameters.vector * 0)
    collect(tape, gradient)
    return float(tape[-1].value), gradient
