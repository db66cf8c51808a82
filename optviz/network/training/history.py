"""The record of a training run: what it measured, and why it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.language import say
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record, as_json
from optviz.figures import FOREGROUND, legend_above, line_style, new_axes
from optviz.network.layers.layer import Layer
from optviz.network.layers.parameters import Parameters
from optviz.network.training.figures import draw_region_history
from optviz.network.training.regions import classify
from optviz.tables import as_csv

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Status", "TrainingHistory"]

Array = NDArray[Any]
Status = Literal["finished", "stopped early", "diverged", "interrupted"]


@dataclass(frozen=True, eq=False, kw_only=True)
class TrainingHistory(Record):
    """The history of a training: what was measured, and the parameters.

    Attributes
    ----------
    network : Layer
    parameters : Parameters
        As they were at the end.
    best : Parameters or None
        With early stopping: as they were at `best_epoch`.
    best_epoch : int or None
        From 0.
    steps : mapping of str to array of shape (T,)
        "loss" of each mini-batch and "learning rate".
    epochs : mapping of str to array of shape (E,)
        "loss" (the mean over the epoch's mini-batches), and, as far as there are held-out examples
        and labels, "accuracy", "held-out loss", "held-out accuracy".
    probes : mapping of str to array of shape (E, …)
    probe_labels : mapping of str to tuple of str
    status : {"finished", "stopped early", "diverged", "interrupted"}
    reason : str
        Why it ended, in words.
    classes : int
        C, or 0 for targets that are not labels.
    chance : float or None
        The loss that all-zero scores have.

    Examples
    --------
    >>> from optviz.network.data.data import digits
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.training.settings import TrainingSettings
    >>> from optviz.network.training.training import train
    >>> from optviz.rules import Adam
    >>> settings = TrainingSettings(epochs=5)
    >>> history = train(Linear(64, 10), SoftmaxCrossEntropy(), Adam(), digits(), settings)
    >>> history.status, history.number_of_epochs, sorted(history.epochs)
    ('finished', 5, ['accuracy', 'held-out accuracy', 'held-out loss', 'loss'])
    """

    network: Layer
    parameters: Parameters
    best: Parameters | None
    best_epoch: int | None
    steps: Mapping[str, Array]
    epochs: Mapping[str, Array]
    probes: Mapping[str, Array]
    probe_labels: Mapping[str, tuple[str, ...]]
    status: Status
    reason: str
    classes: int = 0
    chance: float | None = None
    _figure_size: tuple[float, float] = field(default=(6.0, 4.0), repr=False)

    def predict(self, x: Array) -> Array:
        """The class of each example; from the best parameters, where early stopping kept them."""
        parameters = self.best or self.parameters
        scores, _ = self.network.forward(parameters, np.asarray(x, parameters.vector.dtype))
        return classify(scores)

    @property
    def number_of_epochs(self) -> int:
        """E, whole epochs."""
        return len(self.epochs["loss"])

    def _brief(self) -> str:
        return f"of {type(self.network).__name__}: {self.number_of_epochs} epochs, {self.status}"

    def page(self) -> Page:
        """Write how it ended, and the numbers of some epochs."""
        chosen = np.unique(np.linspace(0, self.number_of_epochs - 1, 12).astype(int))
        rows = [
            (str(epoch + 1), *(f"{values[epoch]:.4g}" for values in self.epochs.values()))
            for epoch in chosen
            if self.number_of_epochs
        ]
        return Page(
            "Training",
            [
                Paragraph(
                    say(
                        "{status}: {reason}.",
                        status=self.status.capitalize(),
                        reason=self.reason,
                    )
                ),
                Table(("epoch", *self.epochs), rows),
                Figure(lambda ax: self.plot(ax), "Loss and accuracy by epoch."),
            ],
        )

    def to_dict(self) -> dict[str, Any]:
        names = ("status", "reason", "best_epoch", "steps", "epochs", "probes", "probe_labels")
        shown = {name: as_json(getattr(self, name)) for name in names}
        return {"record": "TrainingHistory", "network": repr(self.network), **shown}

    def to_csv(self) -> str:
        """A line for each epoch, floats in full, so that reading them back gives the same numbers.

        Columns: the epoch from 1, then what was measured after each, then the probes that measure
        one number for each row, such as "DeadUnits ReLU 1".
        """
        columns = {"epoch": list(range(1, self.number_of_epochs + 1))}
        columns |= {name: values.tolist() for name, values in self.epochs.items()}
        for name, values in self.probes.items():
            if values.ndim == 2:
                labels = self.probe_labels[name]
                columns |= {
                    f"{name} {label}": values[:, i].tolist() for i, label in enumerate(labels)
                }
        return as_csv([tuple(columns), *zip(*columns.values(), strict=True)])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw losses, and accuracies on a second axis, against the epoch.

        A run that ended before its second epoch is drawn step by step.
        """
        ax = new_axes(ax, self._figure_size)
        if self.number_of_epochs < 2:
            return self._plot_steps(ax)
        epoch = np.arange(1, self.number_of_epochs + 1)
        right = ax.twinx() if any("accuracy" in name for name in self.epochs) else ax
        for place, (name, values) in enumerate(self.epochs.items()):
            side = ax if "loss" in name else right
            side.plot(epoch, values, label=name, **line_style(place))
        ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
        ax.locator_params(axis="x", integer=True)
        if right is not ax:
            right.set(ylabel="accuracy", ylim=(None, 1.02))
        if self.best_epoch is not None:
            ax.axvline(self.best_epoch + 1, color="0.5", linewidth=1, label="best trend")
        lines = [*ax.get_lines(), *(right.get_lines() if right is not ax else [])]
        legend_above(ax, lines)
        return ax

    def _plot_steps(self, ax: Axes) -> Axes:
        losses = self.steps["loss"]
        shown = np.isfinite(losses)
        step = np.arange(1, len(losses) + 1)
        ax.plot(step[shown], losses[shown], marker=".", label="loss", **line_style(0))
        ax.set(xlabel="step", ylabel="loss")
        ax.locator_params(axis="x", integer=True)
        if self.status == "diverged" and (losses[shown] > 0).any():
            ax.set_yscale("log")
        for ended in step[~shown]:
            ax.axvline(ended, color=FOREGROUND, linestyle=":", label="no number any more")
        legend_above(ax)
        return ax

    def plot_probe(self, name: str, ax: Axes | None = None) -> Axes:
        """Draw what a probe measured against the epoch, a line for each row.

        Parameters
        ----------
        name : str
            "DeadUnits", "Saturation", "GradientNorms", "UpdateRatio"; "ActivationStatistics", of
            which the standard deviations are drawn; or "DecisionRegions", whose boundaries are
            drawn after some epochs, the last one over the regions.

        Raises
        ------
        ValueError
            When this training measured nothing of that name.
        """
        if name not in self.probes:
            measured = ", ".join(self.probes) or "nothing"
            raise ValueError(f"no probe {name!r} in this history; it measured {measured}")
        ax = new_axes(ax, self._figure_size)
        values = self.probes[name]
        if name == "DecisionRegions":
            draw_region_history(ax, values, self.probe_labels[name])
            return ax
        rows = values[..., -1] if values.ndim == 3 else values
        epoch = np.arange(1, len(rows) + 1)
        for place, label in enumerate(self.probe_labels[name]):
            ax.plot(epoch, rows[:, place], label=label, **line_style(place))
        ax.set(xlabel="epoch", ylabel=name)
        ax.locator_params(axis="x", integer=True)
        if name in ("GradientNorms", "UpdateRatio"):
            ax.set_yscale("log")
        ax.legend()
        return ax
