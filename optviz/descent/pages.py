"""The pages of comparisons: of methods on a function, and of the conventions of a rule."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from linalg.language import listing, say, verbatim
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
    return Page(say("A race on {name}", name=verbatim(objective.name)), blocks)


def _fairness(race: Comparison) -> str:
    if not any(isinstance(t.method, Rule) for t in race.trajectories.values()):
        return "No method here has a learning rate."
    tuned = [(race.names[label], grid) for label, grid in race.grids.items() if grid]
    if not race.tuned:
        return "Untuned: each rule without a given learning rate ran at its default one."
    if not tuned:
        return "Every learning rate was given."
    grid = tuned[0][1]
    return say(
        "Tuned: for {names}, each of {count} learning rates from {low:g} to {high:g} was tried and "
        "the one that ended lowest kept.",
        names=listing((name for name, _ in tuned), ","),
        count=len(grid),
        low=min(grid),
        high=max(grid),
    )


def _result(race: Comparison) -> str:
    ends = {name: float(race.trajectories[label].f[-1]) for label, name in race.names.items()}
    least = min(ends.values())
    lowest = listing(name for name, end in ends.items() if end == least)
    if not race.settled:
        return say("None of them ended at a minimum; {lowest} ended lowest.", lowest=lowest)
    steps = {label: step for label, step in race.steps_to().items() if step is not None}
    if not steps:
        return say("None of them arrived; {lowest} ended lowest.", lowest=lowest)
    soonest = min(steps.values())
    if soonest == 0:
        return "Every method started at a stationary point, and none ended lower."
    first = [race.names[label] for label, step in steps.items() if step == soonest]
    return say(
        "First to arrive: {first}. A method has arrived when its distance from the "
        "lowest value is a millionth of the first.",
        first=listing(first, ","),
    )


def _table(race: Comparison) -> Table:
    steps = race.steps_to() if race.settled else dict.fromkeys(race.labels)
    rows = []
    for label, trajectory in race.trajectories.items():
        rates = trajectory.learning_rate
        constant = len(rates) > 0 and rates.min() == rates.max()
        rate = shown(float(rates[0])) if constant else "its own"
        arrived = "-" if steps[label] is None else steps[label]
        value = shown(float(trajectory.f[-1]))
        rows.append([race.names[label], rate, value, arrived, trajectory.status])
    header = ["method", "learning rate", symbol("f"), "arrived at step", "status"]
    return Table(header, rows)


@page_of.register
def conventions_page(record: Conventions) -> Page:
    """Write for each pair of conventions where they begin to differ, and by how much."""
    objective = next(iter(record.trajectories.values())).objective
    planar = objective.n == 2
    rows = [
        [listing(first, ","), listing(second, ","), record.parting(first[0], second[0]), far]
        for first, second in combinations(record.groups(), 2)
        for far in [float(f"{record.distance(first[0], second[0]).max():.3g}")]
    ]
    header = ["conventions", "and", "differ from step", "largest distance"]
    figures = [Figure(record.plot, "Level sets and the paths")] if planar else []
    if rows:
        figures.append(Figure(record.plot_distances, "Distances of the paths that differ"))
    return Page(
        say("Conventions of {method}", method=title_of(record.rule.name)),
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
        own = (say("{name} {rate}", name=name, rate=shown(r)) for name, r in begun.items())
        rate += [" (", listing(own, ","), ")"]
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
        return Paragraph(say("There is one convention, {name}.", name=groups[0][0]))
    if len(groups) == 1:
        return Paragraph(say("The same steps are made by {names}.", names=listing(groups[0])))
    same = [listing(group) for group in groups if len(group) > 1]
    if not same:
        return Paragraph("Each makes steps of its own.")
    return Paragraph(say("The same steps are made by {names}.", names=listing(same, ";")))


def _endings(record: Conventions) -> list[Any]:
    """Write the endings of those that diverged or met a number that is not finite."""
    lost = [
        say("{name} {ending} after step {step}", name=name, ending=t.ending, step=len(t.x) - 1)
        for name, t in record.trajectories.items()
        if t.ending in (DIVERGED, NOT_FINITE)
    ]
    return [Paragraph(say("Meanwhile: {lost}.", lost=listing(lost, ",")))] if lost else []
