"""The page of the conventions of a rule: where they part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from linalg.page import Figure, Page, Paragraph, Table, point
from linalg.record import page_of
from optviz.descent.conventions import Conventions
from optviz.method_names import title_of
from optviz.objectives.objective import Objective
from optviz.objectives.pages import function_equation, shown
from optviz.trajectories.endings import DIVERGED, NOT_FINITE

_APART = (
    "Two paths count as different once their distance exceeds a billionth of the largest "
    "coordinate."
)


@page_of.register
def conventions_page(record: Conventions) -> Page:
    """Write for each pair of conventions where they begin to differ, and by how much."""
    objective = next(iter(record.trajectories.values())).objective
    planar = objective.n == 2
    rows = [
        [", ".join(first), ", ".join(second), record.parting(first[0], second[0]), far]
        for first, second in combinations(record.groups(), 2)
        for far in [float(f"{record.distance(first[0], second[0]).max():.3g}")]
    ]
    header = ["conventions", "and", "differ from step", "largest distance"]
    figures = [Figure(record.plot, "Level sets and the paths")] if planar else []
    if rows:
        figures.append(Figure(record.plot_distances, "Distances of the paths that differ"))
    return Page(
        f"Conventions of {title_of(record.rule.name)}",
        [
            *([function_equation(objective)] if isinstance(objective, Objective) else []),
            Paragraph(*_setting(record)),
            _same(record),
            *([Table(header, rows)] if rows else []),
            *_endings(record),
            *figures,
        ],
    )


def _setting(record: Conventions) -> list[Any]:
    """Write the common setting, and when two paths count as different."""
    first = next(iter(record.trajectories.values()))
    made = {name: t.learning_rate for name, t in record.trajectories.items()}
    rates = np.concatenate(list(made.values()))
    begun = {name: float(rates[0]) for name, rates in made.items() if len(rates)}
    if len(rates) and (rates == rates[0]).all():
        rate = ["with the learning rate ", shown(float(rates[0]))]
    elif len(set(begun.values())) > 1:
        rate = ["each with its own learning rate"]
        for place, (name, own) in enumerate(begun.items()):
            rate += [", " if place else " (", f"{name} ", shown(own)]
        rate += [")"]
    else:
        rate = ["at equal rates"]
    return [
        "From ",
        point(*map(shown, first.x[0].tolist())),
        ", ",
        *rate,
        f", and the same hyperparameters where they agree. {_APART}",
    ]


def _same(record: Conventions) -> Any:
    """Group the conventions that make the same steps."""
    groups = record.groups()
    if len(record.trajectories) == 1:
        return Paragraph(f"There is one convention, {groups[0][0]}.")
    if len(groups) == 1:
        return Paragraph(f"The same steps are made by {_listed(groups[0])}.")
    same = [_listed(group) for group in groups if len(group) > 1]
    if not same:
        return Paragraph("Each makes steps of its own.")
    return Paragraph(f"The same steps are made by {'; '.join(same)}.")


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _endings(record: Conventions) -> list[Any]:
    """Write the endings of those that diverged or met a number that is not finite."""
    lost = [
        f"{name} {t.ending} after step {len(t.x) - 1}"
        for name, t in record.trajectories.items()
        if t.ending in (DIVERGED, NOT_FINITE)
    ]
    return [Paragraph(f"Meanwhile: {', '.join(lost)}.")] if lost else []
