"""The page and the figure of a gradient check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linalg.language import listing, say
from linalg.page import Figure, Page, Paragraph, Table, point, symbol, verdict
from linalg.record import page_of
from optviz.gradient_checks.gradient_check import GradientCheck

if TYPE_CHECKING:
    pass

MOST_ROWS = 20
EXPLAINED = {
    "right": "Every relative error is at most 1e-7, or within the difference's own error.",
    "doubtful": "Some relative errors lie between 1e-7 and 1e-2: try another step, or double "
    "precision.",
    "wrong": "Some relative errors are above 1e-2: the gradient is wrong there.",
}


@page_of.register
def gradient_check_page(record: GradientCheck) -> Page:
    """Write a check: the gradients side by side, worst coordinates first."""
    worst = (-record.relative_error).argsort(kind="stable")[:MOST_ROWS]
    rows: list[list[Any]] = [
        [
            int(i) + 1,
            float(record.analytic[i]),
            float(record.numeric[i]),
            float(f"{record.relative_error[i]:.2g}"),
            record.verdicts[i],
        ]
        for i in worst
    ]
    at = point(*(float(f"{coordinate:.6g}") for coordinate in record.x[:MOST_ROWS]))
    more = ", …" if len(record.x) > MOST_ROWS else ""
    header = [
        symbol("i"),
        "analytic",
        f"numeric ({record.formula})",
        "relative error",
        "verdict",
    ]
    return Page(
        "Gradient check",
        [
            Paragraph("At ", at, f"{more}, a component a line:"),
            Table(header, rows),
            *(Paragraph(text) for text in _explained(record)),
            Figure(record.plot, "Error of the difference against its step"),
            verdict(record.check()),
        ],
    )


def _explained(record: GradientCheck) -> list[str]:
    """Explain the verdicts, in sentences."""
    texts = [EXPLAINED[worst] for worst in ("wrong", "doubtful") if worst in record.verdicts][:1]
    if record.unresolved:
        other = "the difference" if record.formula == "complex" else "the complex step"
        texts.append(
            say(
                "The difference cannot tell in {components}: its own error, by cancellation "
                "or by curvature, is larger than what separates it from the analytic value. "
                "That says nothing for or against the gradient there: take {other}.",
                components=_components(record.unresolved),
                other=other,
            )
        )
    if record.kinks:
        texts.append(
            say(
                "There is a kink in {components}: the slopes to the left and to the right "
                "differ, and a difference across it mixes them, so that the relative error "
                "tells nothing there. The analytic value is one that the function allows.",
                components=_components(record.kinks),
            )
        )
    return texts or [EXPLAINED["right"]]


def _components(places: tuple[int, ...]) -> str:
    """Name components, counted from 1.

    Examples
    --------
    >>> _components((0,)), _components((0, 2))
    ('component 1', 'components 1, 3')
    """
    shown = listing([place + 1 for place in places[:MOST_ROWS]], ",")
    more = ", …" if len(places) > MOST_ROWS else ""
    one, several = "component {numbers}{more}", "components {numbers}{more}"
    return say(several if len(places) > 1 else one, numbers=shown, more=more)
