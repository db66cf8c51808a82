"""The rules for plots, as `scenes.rehearsal.lint` asks them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from scenes.rehearsal.rehearsal import CurveSeen, Rehearsal
from scenes.stage import Region
from scenes.theme import Role

__all__ = ["PLOT_RULES"]

CLEARLY_WIDER = 1.5
_TOUCH = 0.02


def curves_stay_in_their_plots(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """A curve does not leave the box of the plot that it lies in."""
    for play in rehearsal.plays:
        for curve, plot in itertools.product(play.after.curves, play.after.plots):
            if _lies_in(plot, curve) and not plot.contains(curve.region, slack=_TOUCH):
                yield (
                    play.start + play.seconds,
                    f"a {curve.role} curve leaves its plot: {curve.region}",
                )


def curves_differ_in_more_than_colour(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Two curves of different roles in one plot differ in their dashes, or clearly in width."""
    for play in rehearsal.plays:
        if not play.still:
            continue
        for plot in play.after.plots:
            inside = [curve for curve in play.after.curves if _lies_in(plot, curve)]
            for one, other in itertools.combinations(inside, 2):
                if _differ_by_colour_only(one, other):
                    yield play.start, f"{one.role} and {other.role} differ by colour only"


def curves_spare_the_text(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Whenever the picture holds still, no curve runs through a text."""
    for play in rehearsal.plays:
        if not play.still:
            continue
        for body in play.after.crossed:
            yield play.start, f"a curve runs through {body}"


PLOT_RULES = (
    curves_stay_in_their_plots,
    curves_differ_in_more_than_colour,
    curves_spare_the_text,
)


def _lies_in(plot: Region, curve: CurveSeen) -> bool:
    """Tell whether a curve, perhaps a straight one without height, shares something with a plot."""
    return plot.overlaps(curve.region, slack=-1e-6)


def _differ_by_colour_only(one: CurveSeen, other: CurveSeen) -> bool:
    roles = {one.role, other.role}
    if len(roles) == 1 or Role.MUTED in roles or one.dash != other.dash:
        return False
    narrow, wide = sorted((one.width, other.width))
    return wide < CLEARLY_WIDER * narrow
