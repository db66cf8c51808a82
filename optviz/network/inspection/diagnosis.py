"""The diagnosis of a training run from its curves, each finding with its evidence.

The rules are those of CS231n, lectures 5 and 6 ("babysitting the learning process"): simple, with
their thresholds written here, and silent where a run gives no evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.language import listing, say
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record, as_json
from optviz.figures import FOREGROUND, new_axes
from optviz.network.training.history import TrainingHistory
from optviz.network.training.stopping import trend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["RULES", "Diagnosis", "Finding", "diagnose"]


@dataclass(frozen=True)
class Finding:
    """One thing that the curves show.

    Attributes
    ----------
    name : str
        "learning rate too high", "overfitting" …
    evidence : str
        The numbers it rests on.
    remedy : str
        What to try.
    epoch : float or None
        Where the curves show it, as a figure counts epochs; none for what is seen elsewhere.
    """

    name: str
    evidence: str
    remedy: str
    epoch: float | None = None


@dataclass(frozen=True)
class Diagnosis(Record):
    """The findings, the gravest first; none means that nothing stands out.

    Attributes
    ----------
    findings : tuple of Finding
    history : TrainingHistory
        What was diagnosed.

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.training.settings import TrainingSettings
    >>> from optviz.network.training.training import train
    >>> from optviz.rules import GradientDescent
    >>> settings = TrainingSettings(learning_rate=1e4)
    >>> wild = train(Linear(2, 2), SoftmaxCrossEntropy(), GradientDescent(), moons(), settings)
    >>> diagnose(wild).names
    ('learning rate too high',)
    """

    findings: tuple[Finding, ...]
    history: TrainingHistory = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the findings."""
        return tuple(finding.name for finding in self.findings)

    def page(self) -> Page:
        """A table of findings."""
        if not self.findings:
            text = (
                "Nothing stands out: no sign of divergence, of a learning rate that is too high or "
                "too low, of a bad start, dead or saturated units, over- or underfitting."
            )
            return Page("Diagnosis", [Paragraph(text), self._figure()])
        rows = [(finding.name, finding.evidence, finding.remedy) for finding in self.findings]
        return Page("Diagnosis", [Table(("finding", "evidence", "try"), rows), self._figure()])

    def _figure(self) -> Figure:
        return Figure(lambda ax: self.plot(ax), "The curves, and where they show what was found.")

    def to_dict(self) -> dict[str, Any]:
        return {"record": "Diagnosis", "findings": as_json(self.findings)}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the curves of the run, a line where they show a finding, and all names above."""
        ax = self.history.plot(new_axes(ax, (6.0, 4.0)))
        for finding in self.findings:
            if finding.epoch is not None:
                ax.axvline(finding.epoch, color=FOREGROUND, linewidth=1, linestyle=(0, (1, 2)))
                left = finding.epoch < np.mean(ax.get_xlim())
                ax.annotate(
                    finding.name,
                    (finding.epoch, 0.5),
                    xycoords=("data", "axes fraction"),
                    xytext=(3 if left else -3, 0),
                    textcoords="offset points",
                    rotation=90,
                    ha="left" if left else "right",
                    va="center",
                )
        ax.set_title(listing(self.names, ",") or "nothing stands out", pad=40)
        return ax


def diagnose(history: TrainingHistory) -> Diagnosis:
    """Say what the curves of a training run show.

    Parameters
    ----------
    history : TrainingHistory

    Returns
    -------
    Diagnosis
        The findings, the gravest first.

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.training.settings import TrainingSettings
    >>> from optviz.network.training.training import train
    >>> from optviz.rules import GradientDescent
    >>> settings = TrainingSettings(learning_rate=1e-4)
    >>> slow = train(Linear(2, 2), SoftmaxCrossEntropy(), GradientDescent(), moons(), settings)
    >>> diagnose(slow).names
    ('learning rate too low',)
    """
    found = [rule(history) for rule in RULES]
    return Diagnosis(tuple(finding for finding in found if finding is not None), history)


def _as_epoch(history: TrainingHistory, step: float) -> float:
    """Return the place of a step on the axis of epochs."""
    return step / max(len(history.steps["loss"]), 1) * max(history.number_of_epochs, 1)


def _diverged(history: TrainingHistory) -> Finding | None:
    if history.status != "diverged":
        return None
    end = float(history.number_of_epochs)
    return Finding("diverged", history.reason, "a learning rate ten times lower", end or None)


def _rate_too_high(history: TrainingHistory) -> Finding | None:
    """The loss jumps or ends above where it began, or bounces without getting better."""
    losses = history.epochs["loss"]
    if history.status == "diverged" or len(losses) < 4:
        return None
    remedy = "a learning rate three to ten times lower, or a schedule that lowers it"
    first, peak = history.steps["loss"][0], history.steps["loss"].max()
    if max(peak / 3, losses[-1] / 1.5) > first:
        evidence = say(
            "the loss began at {first:.3g}, rose to {peak:.3g} at step {step} and "
            "ended at {last:.3g}",
            first=first,
            peak=peak,
            step=history.steps["loss"].argmax() + 1,
            last=losses[-1],
        )
        peak_at = _as_epoch(history, int(history.steps["loss"].argmax()) + 1)
        return Finding("learning rate too high", evidence, remedy, peak_at)
    rises = float(np.mean(np.diff(losses) > 0))
    half = len(losses) // 2
    gained = 1 - losses[half:].mean() / losses[:half].mean()
    bounces = float(np.abs(np.diff(losses)).mean() / losses.mean())
    if rises > 0.3 and bounces > 0.02 and gained < 0.1 and losses[-1] > 0.2 * first:
        evidence = say(
            "the loss rose in {rises:.0%} of the epochs, and its mean over the second "
            "half is only {gained:.0%} below that over the first",
            rises=rises,
            gained=gained,
        )
        return Finding("learning rate too high", evidence, remedy)
    return None


def _rate_too_low(history: TrainingHistory) -> Finding | None:
    """The loss falls steadily, nearly in a straight line, and is still high at the end."""
    losses = history.epochs["loss"]
    if history.status == "diverged" or len(losses) < 6:
        return None
    third = len(losses) // 3
    early, late = losses[0] - losses[third], losses[-1 - third] - losses[-1]
    steady = np.mean(np.diff(losses) < 0) > 0.8
    if not (steady and losses[-1] > 0.5 * losses[0] and late > 0.4 * early > 0):
        return None
    evidence = say(
        "the loss fell by {early:.2g} in the first third of the epochs and still by "
        "{late:.2g} in the last, down to {last:.3g} from {first:.3g}",
        early=early,
        late=late,
        last=losses[-1],
        first=losses[0],
    )
    if "UpdateRatio" in history.probes:
        evidence += say(
            "; steps are about {ratio:.1g} of the weights",
            ratio=_weight_ratio(history),
        )
    remedy = "a learning rate ten times higher, or more epochs"
    return Finding("learning rate too low", evidence, remedy)


def _bad_start(history: TrainingHistory) -> Finding | None:
    """A first loss far above that of chance, or a plateau at it before learning sets in."""
    if not history.chance or not len(history.steps["loss"]):
        return None
    remedy = "Xavier's initialisation for tanh, He's for ReLU; normalised inputs"
    first = history.steps["loss"][0]
    if first > 3 * history.chance:
        evidence = say(
            "the first loss is {first:.3g}; all-zero scores would have {chance:.3g}",
            first=first,
            chance=history.chance,
        )
        return Finding("bad start", evidence, remedy)
    steps = trend(history.steps["loss"].tolist(), 5)
    away = np.flatnonzero((steps < 0.95 * history.chance) | (steps > 2 * history.chance))
    if _rate_too_low(history) is not None:
        return None  # it has not had the time to leave
    waited = int(away[0]) if len(away) else len(steps)
    share = waited / len(steps)
    if share > 0.2 and waited >= 30:
        evidence = say(
            "for the first {share:.0%} of the steps the loss stayed at {chance:.3g}, "
            "that of guessing",
            share=share,
            chance=history.chance,
        )
        return Finding("bad start", evidence, remedy, _as_epoch(history, waited))
    return None


def _overfitting(history: TrainingHistory) -> Finding | None:
    """The held-out loss turns up while the training loss falls, or the accuracies part."""
    held = history.epochs.get("held-out loss", np.zeros(0))
    remedy = "more data or augmentation, weight decay, dropout, or early stopping"
    if len(held) >= 6:
        smooth = trend(held.tolist(), 3)
        best = int(np.argmin(smooth))
        falling = history.epochs["loss"][-1] < history.epochs["loss"][best]
        if best < 0.8 * len(held) and smooth[-1] > 1.1 * smooth[best] and falling:
            evidence = say(
                "the held-out loss was lowest at epoch {best} ({lowest:.3g}) and is "
                "{last:.3g} now, while the training loss fell on",
                best=best + 1,
                lowest=smooth[best],
                last=smooth[-1],
            )
            return Finding("overfitting", evidence, remedy, best + 1)
    if "held-out accuracy" in history.epochs and history.number_of_epochs:
        train, other = (history.epochs[k][-1] for k in ("accuracy", "held-out accuracy"))
        if train - other > 0.1:
            evidence = say(
                "accuracy {training:.0%} in training, {held_out:.0%} held out",
                training=train,
                held_out=other,
            )
            return Finding("overfitting", evidence, remedy)
    return None


def _underfitting(history: TrainingHistory) -> Finding | None:
    """The training loss has come to rest, far from zero."""
    losses = history.epochs["loss"]
    if len(losses) < 10 or not history.chance or _rate_too_low(history) is not None:
        return None
    quarter = max(len(losses) // 4, 2)
    rest = 1 - losses[-quarter:].mean() / losses[-2 * quarter : -quarter].mean()
    accuracy = history.epochs["accuracy"][-1]
    if not (abs(rest) < 0.02 and losses[-1] > 0.3 * history.chance and accuracy < 0.9):
        return None
    evidence = say(
        "the loss rests at {last:.3g} (chance: {chance:.3g}) with {accuracy:.0%} "
        "of the training examples right",
        last=losses[-1],
        chance=history.chance,
        accuracy=accuracy,
    )
    return Finding("underfitting", evidence, "a wider or deeper network, less regularisation")


def _dead_units(history: TrainingHistory) -> Finding | None:
    shares = history.probes.get("DeadUnits")
    if shares is None or not shares.size or shares[-1].max() < 0.25:
        return None
    worst = int(shares[-1].argmax())
    evidence = say(
        "{share:.0%} of the units of {layer} pass nothing for any example of the sample",
        share=shares[-1, worst],
        layer=history.probe_labels["DeadUnits"][worst],
    )
    remedy = "a lower learning rate, a leaky ReLU, or biases that start a little above 0"
    return Finding("dead units", evidence, remedy)


def _saturation(history: TrainingHistory) -> Finding | None:
    shares = history.probes.get("Saturation")
    labels = history.probe_labels.get("Saturation", ())
    squashing = [i for i, label in enumerate(labels) if label.startswith(("Sigmoid", "Tanh"))]
    if shares is None or not shares.size or not squashing:
        return None
    worst = max(squashing, key=lambda i: shares[-1, i])
    if shares[-1, worst] < 0.4:
        return None
    evidence = say(
        "{share:.0%} of the outputs of {layer} lie where it is flat",
        share=shares[-1, worst],
        layer=labels[worst],
    )
    return Finding("saturation", evidence, "smaller initial weights, or batch normalisation")


def _update_ratio(history: TrainingHistory) -> Finding | None:
    if "UpdateRatio" not in history.probes or not history.number_of_epochs:
        return None
    ratio = _weight_ratio(history)
    if not np.isfinite(ratio) or 1e-5 <= ratio <= 3e-2:
        return None
    size = "large" if ratio > 1e-3 else "small"
    evidence = say(
        "a step is about {ratio:.1g} of the weights; about 0.001 is a good sign", ratio=ratio
    )
    return Finding(f"{size} steps", evidence, "another learning rate")


def _weight_ratio(history: TrainingHistory) -> float:
    """The median ratio of step to weights, over weight arrays and epochs."""
    labels = history.probe_labels["UpdateRatio"]
    weights = [i for i, label in enumerate(labels) if label.rpartition(".")[2] == "W"]
    return float(np.nanmedian(history.probes["UpdateRatio"][:, weights]))


RULES: tuple[Callable[[TrainingHistory], Finding | None], ...] = (
    _diverged,
    _rate_too_high,
    _rate_too_low,
    _bad_start,
    _dead_units,
    _saturation,
    _update_ratio,
    _overfitting,
    _underfitting,
)
"""The rules, in the order in which their findings are told."""
