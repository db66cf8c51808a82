"""The pages of a trajectory and of its diagnosis."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

from linalg.language import capitalised, say, verbatim
from linalg.notation import Formula
from linalg.page import Block, Figure, Page, Paragraph, Table, fenced, point, spelled, symbol
from linalg.record import page_of
from optviz.method_names import title_of
from optviz.objectives.domain import part_without_value
from optviz.objectives.objective import Objective
from optviz.objectives.pages import function_equation, shown
from optviz.trajectories.diagnosis import Diagnosis, diagnose
from optviz.trajectories.endings import CONVERGED, MEANINGS, NOT_FINITE, STEP_LIMIT
from optviz.trajectories.iterates import FloatArray
from optviz.trajectories.trajectory import Trajectory

MOST_ROWS = 12
"""Longer tables show their first and last rows, and evenly spaced ones between."""


@page_of.register
def trajectory_page(trajectory: Trajectory) -> Page:
    """Write a trajectory: the function, the table of steps or of starts, how it ended."""
    blocks: list[Block] = []
    if isinstance(trajectory.objective, Objective):
        blocks.append(function_equation(trajectory.objective))
    if trajectory.n_starts is None:
        blocks += [_steps(trajectory), *_sentences(diagnose(trajectory)), *_beyond(trajectory)]
    else:
        blocks.append(_starts(trajectory))
    if trajectory.objective.n == 2:
        blocks.append(Figure(trajectory.plot, "Level sets and the path"))
    blocks.append(Figure(partial(trajectory.plot_loss), "The value against the step"))
    title = title_of(trajectory.method.name)
    name = verbatim(trajectory.objective.name)
    return Page(capitalised(say("{method} on {name}", method=title, name=name)), blocks)


@page_of.register
def diagnosis_page(diagnosis: Diagnosis) -> Page:
    """Write a diagnosis, a finding a sentence."""
    return Page("Diagnosis", list(_sentences(diagnosis)))


def _rows(count: int, most: int = MOST_ROWS) -> list[int]:
    chosen = np.linspace(0, count - 1, min(count, most)).round()
    return [int(k) for k in chosen]


def _telling_rows(x: FloatArray) -> list[int]:
    """Steps to show: where nothing moves any more, the last one alone."""
    last = len(x) - 1
    moving = np.flatnonzero((x != x[-1]).any(axis=1))
    arrived = int(moving[-1]) + 1 if len(moving) else 0
    return _rows(last + 1) if arrived == last else [*_rows(arrived + 1, MOST_ROWS - 1), last]


def _norm_of_gradient() -> Formula:
    return fenced(("∇", "f"), "‖‖")


def _steps(trajectory: Trajectory) -> Table:
    norms = np.linalg.norm(trajectory.g, axis=1)
    names = trajectory.objective.names
    rows = [
        [k, *map(shown, trajectory.x[k].tolist()), shown(trajectory.f[k]), shown(norms[k])]
        for k in _telling_rows(trajectory.x)
    ]
    return Table(["step", *map(spelled, names), symbol("f"), _norm_of_gradient()], rows)


def _starts(trajectory: Trajectory) -> Table:
    status = trajectory.status
    rows = [
        [
            b + 1,
            point(*map(shown, trajectory.x[0, b].tolist())),
            point(*map(shown, trajectory.x[-1, b].tolist())),
            shown(trajectory.f[-1, b]),
            int(trajectory.steps[b]),
            status[b],
        ]
        for b in _rows(trajectory.x.shape[1])
    ]
    return Table(["start", "from", "to", symbol("f"), "steps", "status"], rows)


def _stopped(ending: str) -> str:
    if ending == STEP_LIMIT:
        return "Stopped: step limit reached."
    return say("Stopped: {ending}; {meaning}.", ending=ending, meaning=MEANINGS[ending])


def _sentences(found: Diagnosis) -> Iterator[Paragraph]:
    yield Paragraph(_stopped(found.ending))
    if found.ending == CONVERGED and found.condition is None:
        yield Paragraph(
            "There the Hessian is singular, or nearly so beside the curvatures at the start, "
            "or does not exist: the minimum may be one of many."
        )
    if found.zig_zag:
        first, last = found.zig_zag
        yield Paragraph(
            say("It zig-zagged from step {first} to step {last}.", first=first, last=last)
        )
    if found.saddle:
        step, saddle = found.saddle
        at = point(*map(_six_digits, saddle))
        yield Paragraph(
            say("At step {step} it was slowest, beside the saddle at ", step=step), at, "."
        )
    if found.condition is not None and found.best is not None:
        yield Paragraph(
            "The condition number there is ",
            _six_digits(found.condition),
            "; with its best fixed step, gradient descent shrinks the distance by the factor ",
            _six_digits(found.best),
            " a step.",
        )
    if found.rate is not None:
        factor = _six_digits(found.rate)
        theory = [] if found.theory is None else ["; theory says ", _six_digits(found.theory)]
        if factor == 1:
            yield Paragraph("The gradient kept its size", *theory, ".")
        else:
            went = "shrank" if factor < 1 else "grew"
            yield Paragraph(
                f"The gradient {went} by the factor ",
                factor,
                " a step",
                *theory,
                ".",
            )
    if found.order is not None and math.isfinite(found.order):
        yield Paragraph(say("The order of convergence was about {order:.2g}.", order=found.order))


def _beyond(trajectory: Trajectory) -> Iterator[Paragraph]:
    """Say where it left the domain, and which part of the function has no value there."""
    at, function = trajectory.beyond, trajectory.objective
    if trajectory.ending != NOT_FINITE or at is None or not isinstance(function, Objective):
        return
    found = part_without_value(function, at)
    if found is not None:
        part, of_gradient = found
        where = ", a part of the gradient," if of_gradient else ""
        here = point(*map(_six_digits, at))
        yield Paragraph(
            "The next point was ",
            here,
            ", and ",
            part,
            f"{where} has no finite value there.",
        )


def _six_digits(number: float) -> float | int:
    return shown(float(f"{number:.6g}"))
