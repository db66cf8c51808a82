"""The page of a comparison."""

from __future__ import annotations

from functools import partial

from linalg.page import Block, Figure, Page, Paragraph, Table, symbol
from linalg.record import page_of
from optviz.descent.compare import Comparison
from optviz.objectives.objective import Objective
from optviz.objectives.pages import function_equation, shown
from optviz.rules import Rule


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
