"""The page of a path of coefficients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from linalg.language import listing, say, say_counted, verbatim
from linalg.page import Block, Figure, Page, Paragraph, Table, spelled, symbol, verdict
from linalg.record import page_of
from optviz.regularisation.paths import CoefficientPath
from optviz.regularisation.penalty_formula import SQUARES, minimised

MOST_ROWS = 10
ROUNDING = 1e-12
"""A mean below this share of a column's size is 0."""


@page_of.register
def path_page(path: CoefficientPath) -> Page:
    """Write a path: what is minimised, the figure, up to ten λ, what is to be known of it."""
    last = len(path.strengths) - 1
    shown = np.unique(np.linspace(0, last, MOST_ROWS).round().astype(int))
    constant = path.means is not None
    rows: list[list[Any]] = [
        [
            float(path.strengths[k]),
            *([float(path.intercepts[k])] if constant else []),
            *path.coefficients[k].tolist(),
            float(path.losses[k]),
        ]
        for k in shown
    ]
    header = [symbol("lambda"), *(["constant"] if constant else []), *map(spelled, path.names)]
    blocks: list[Block] = [
        minimised(SQUARES, path.penalty, "The coefficients w minimise "),
        *_about_the_constant(path),
        Figure(path.plot, "Coefficients against λ; the penalty weakens to the right."),
        Table((*header, "loss"), rows),
        *_about_the_columns(path),
        *_unfinished(path),
        verdict(path.check()),
    ]
    return Page(say("{name} path", name=path.penalty.name), blocks)


def _about_the_constant(path: CoefficientPath) -> Iterator[Block]:
    """Say that a constant is fitted, or that none is though the means are not 0."""
    if path.means is not None:
        yield Paragraph(
            "A constant is fitted too and not penalised: X and y stand for the columns and the "
            "targets less their means."
        )
        return
    data = np.column_stack([path.loss.X, path.loss.y])
    means, sizes = data.mean(axis=0), np.abs(data).max(axis=0)
    if (np.abs(means) > ROUNDING * sizes).any():
        yield Paragraph(
            "The columns and y are taken as they are, not centred, and no constant is fitted: "
            "where all columns are 0 the fit is 0, and the coefficients have to make up for the "
            "means. With an intercept a constant does that, and is not penalised."
        )


def _about_the_columns(path: CoefficientPath) -> Iterator[Block]:
    """Columns of zeros, and where there are other coefficients that do as well."""
    X = path.loss.X
    empty = [name for name, column in zip(path.names, X.T, strict=True) if not column.any()]
    if empty:
        one = "{names} is a column of zeros: no coefficient of it is better than 0."
        several = "{names} are columns of zeros: no coefficient of it is better than 0."
        yield Paragraph(say_counted(len(empty), one, several, names=_names(empty)))
    if path.unique.all():
        return
    many = path.strengths[~path.unique]
    where = (
        f"λ = {many[0]:.6g}"
        if len(many) == 1
        else say("λ from {first:.6g} to {last:.6g}", first=many[0], last=many[-1])
    )
    yield Paragraph(
        say(
            "At {where} the coefficients are one of many that fit alike and cost the same: columns "
            "depend on one another{which}.",
            where=where,
            which=_equal_columns(path),
        )
    )


def _equal_columns(path: CoefficientPath) -> str:
    """Name the columns that are equal to others, if there are any."""
    groups: dict[bytes, list[str]] = {}
    for name, column in zip(path.names, path.loss.X.T, strict=True):
        if column.any():
            groups.setdefault((column + 0.0).tobytes(), []).append(name)
    equal = [
        say("{names} are equal", names=_names(names)) for names in groups.values() if len(names) > 1
    ]
    return say(" ({columns})", columns=listing(equal, ";")) if equal else ""


def _unfinished(path: CoefficientPath) -> Iterator[Block]:
    late = path.strengths[~path.finished]
    if len(late):
        where = ", ".join(f"{strength:.6g}" for strength in late[:5])
        more = ", …" if len(late) > 5 else ""
        yield Paragraph(
            say(
                "The solver ran out of steps at λ = {where}{more}: the coefficients there "
                "are not the solution yet. The active set needs few steps.",
                where=where,
                more=more,
            )
        )


def _names(columns: list[str]) -> str:
    return listing(map(verbatim, columns))
