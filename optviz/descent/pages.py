"""The pages of comparisons: of methods on a function, and of the conventions of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from linalg.page import Block, Figure, Page, Paragraph, Table, point, symbol
from linalg.record import page_of
from optviz.descent.compare import Comparison
from optviz.descent.conventions import Conventions
from optviz.method_names import title_of
from optviz.objectives.objective import Objective
from optviz.objectives.pages import function_equation, shown
from optviz.rules import Rule
from optviz.trajectories.endings import DIVERGED, NOT_FINITE

_APART = (
    "Two paths count as different once their distance exceeds a billionth of the largest "
    "coordinate."
)


@page_of.register
def comparison_page(race: Comparison) -> Page:
    """Write a comparison: how rates were chosen, who got how far, the figures."""
    objective = next(iter(race.trajectories.values())).objective
    blocks: list[Block] = [function_equation(objective)] if isinstance(objective, Objective) else []
    blocks += [Paragraph(_fairness(race)), _table(race)]
    blocks.append(Paragraph(_result(race)))
    if objective.n == 2:
        blocks.append(Figure(race.plot, "Level sets and the paths"))
    blocks.append(Figure(partial(race.plot_loss), "The value against the step"))
    return Page(f"A race on {objective.name}", blocks)


def _fairness(race: Comparison) -> str:
    if not any(isinstance(t.method, Rule) for t in race.trajectories.values()):
        return "No method here has a learning rate."
    tuned = [(race.names[label], grid) for label, grid in race.grids.items() if grid]
    if not race.tuned:
        return "Untuned: each rule without a given learning rate ran at its default one."
    if not tuned:
        return "Every learning rate was given."
    grid = tuned[0][1]
    names = ", ".join(name for name, _ in tuned)
    return (
        f"Tuned: for {names}, each of {len(grid)} learning rates from {min(grid):g} to "
        f"{max(grid):g} was tried and the one that ended lowest kept."
    )


def _result(race: Comparison) -> str:
    ends = {name: float(race.trajectories[label].f[-1]) for label, name in race.names.items()}
    least = min(ends.values())
    lowest = _all_of([name for name, end in ends.items() if end == least])
    if not race.settled:
        return f"None of them ended at a minimum; {lowest} ended lowest."
    steps = {label: step for label, step in race.steps_to().items() if step is not None}
    if not steps:
        return f"None of them arrived; {lowest} ended lowest."
    soonest = min(steps.values())
    if soonest == 0:
        return "Every method started at a stationary point, and none ended lower."
    first = [race.names[label] for label, step in steps.items() if step == soonest]
    return (
        f"First to arrive: {', '.join(first)}. A method has arrived when its "
        "distance from the lowest value is a millionth of the first."
    )


def _all_of(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _table(race: Comparison) -> Table:
    steps = race.steps_to() if race.settled else dict.fromkeys(race.labels)
    rows = []
    for label, trajectory in race.trajectories.items():
        rates = trajectory.learning_rate
        constant = len(rates) > 0 and rates.min() == rates.max()
        rate = shown(float(rates[0])) if constant else "its own"
        arrived = "-" if steps[label] is None else steps[label]
        value = shown(float(trajectory.f[-1]))
        rows.append([race.names[label], rate, value, arrived, str(trajectory.status)])
    header = ["method", "learning rate", symbol("f"), "arrived at step", "status"]
    return Table(header, rows)


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
