"""A network as a table: what each layer puts out, and how many numbers it learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import legend_above, new_axes
from optviz.network.graph.concise import Concise
from optviz.network.graph.graph import Tape
from optviz.network.layers.parameters import Parameters, Tree

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Row", "Summary", "summarise"]


class Network(Protocol):
    """A network that can be listed: it draws its parameters and records its pass on a tape."""

    def parameters(self, rng: Any = None) -> Parameters:
        """Fresh parameters."""

    def trace(self, tape: Tape, x: int, parameters: Tree) -> int:
        """Run forward on a node; the output's place."""


@dataclass(frozen=True)
class Row:
    """One layer: what it is, the shape of its output for one example, its trained numbers."""

    layer: str
    output: tuple[int, ...]
    parameters: int


@dataclass(frozen=True)
class Summary(Record):
    """A network's layers in the order in which they run.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.layers.sequential import Sequential
    >>> print(summarise(Sequential(Linear(64, 128), ReLU(), Linear(128, 10)), (64,)))
    Network
    =======
    <BLANKLINE>
        layer            output  parameters
        ───────────────  ──────  ──────────
        Linear(64, 128)  128     8320
        ReLU()           128     0
        Linear(128, 10)  10      1290
    <BLANKLINE>
    9610 parameters, 37.5 KiB in single precision.
    <BLANKLINE>
    [Figure: Trained numbers and outputs of each layer.]
    <BLANKLINE>
    """

    input: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def parameters(self) -> int:
        """All trained numbers."""
        return sum(row.parameters for row in self.rows)

    def page(self) -> Page:
        """The table."""
        rows = [
            (row.layer, " × ".join(map(str, row.output)), str(row.parameters)) for row in self.rows
        ]
        size = say("{size:.1f} KiB in single precision", size=self.parameters * 4 / 1024)
        return Page(
            "Network",
            [
                Table(("layer", "output", "parameters"), rows),
                Paragraph(
                    say("{parameters} parameters, {size}.", parameters=self.parameters, size=size)
                ),
                Figure(lambda ax: self.plot(ax), "Trained numbers and outputs of each layer."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw how many numbers each layer learns and puts out, the first layer on top."""
        ax = new_axes(ax, (6.0, 0.6 + 0.45 * len(self.rows)))
        place = np.arange(len(self.rows))
        kinds = {
            "parameters": ([row.parameters for row in self.rows], ON_PAPER["solution"], ""),
            "outputs": ([int(np.prod(row.output)) for row in self.rows], "none", "////"),
        }
        for side, (name, (counts, face, hatch)) in zip((-0.2, 0.2), kinds.items(), strict=True):
            edge = ON_PAPER["level set"] if hatch else face
            bars = ax.barh(
                place + side, counts, 0.36, label=name, facecolor=face, edgecolor=edge, hatch=hatch
            )
            ax.bar_label(bars, [f"{count:,}" for count in counts], padding=3, fontsize="small")
        ax.set(yticks=place, yticklabels=[row.layer for row in self.rows], xlabel="numbers")
        ax.set_xscale("symlog", linthresh=1)
        ax.margins(x=0.15)
        ax.invert_yaxis()
        legend_above(ax)
        return ax


def summarise(network: Network, input_shape: tuple[int, ...]) -> Summary:
    """List the layers of a network for examples of a given shape.

    Parameters
    ----------
    network : Layer
    input_shape : tuple of int
        The shape of one example, such as (64,) or (3, 32, 32).

    Returns
    -------
    Summary
        A row for each layer.

    Raises
    ------
    ShapeError
        When a layer does not take what comes; the message names it.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.layers.sequential import Sequential
    >>> summarise(Sequential(Linear(64, 32), ReLU(), Linear(32, 10)), (64,)).parameters
    2410
    """
    p = network.parameters(0)
    tape = Tape()
    network.trace(tape, tape.leaf("x", np.zeros((1, *input_shape))), p)
    rows = []
    for node in tape:
        if node.operation is not None:
            own = [tape[i].name for i in node.inputs[1:] if isinstance(tape[i].value, Mapping)]
            count = sum(p.at(path).size for path in p.paths() if path.rpartition(".")[0] in own)
            layer = repr(node.operation) if isinstance(node.operation, Concise) else node.name
            rows.append(Row(layer, np.shape(node.value)[1:], count))
    return Summary(tuple(input_shape), tuple(rows))
