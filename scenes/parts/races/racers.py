"""Those who take part in a race, made from its record."""

from __future__ import annotations

from collections.abc import Callable

from linalg.notation import Formula, words
from optviz.descent.compare import Comparison
from optviz.rules import Rule
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.trail import STYLES
from scenes.parts.races.method_names import method_names

__all__ = ["ARRIVED", "racers_of", "subject"]

ARRIVED = 1e-6
"""Who has brought its value within this share of its first distance to a minimum has arrived."""


def racers_of(race: Comparison, words: Callable[[str], str]) -> list[Racer]:
    """Return everyone who takes part; the first of each order has the colour of its order.

    Parameters
    ----------
    race : Comparison
        Of at most as many methods as there are `STYLES`.
    words : callable
        Returns the text of a key.
    """
    styles = list(STYLES)
    arrivals = race.steps_to(ARRIVED) if race.settled else dict.fromkeys(race.labels)
    methods = {label: trajectory.method for label, trajectory in race.trajectories.items()}
    names = method_names(methods, words)
    racers = []
    for name, (label, trajectory) in zip(names, race.trajectories.items(), strict=True):
        wanted = STYLES[0] if isinstance(trajectory.method, Rule) else STYLES[1]
        others = [style for style in styles if style not in STYLES[:2]]
        style = wanted if wanted in styles else (others or styles)[0]
        styles.remove(style)
        arrival = arrivals[label]
        steps = trajectory.steps if arrival is None else arrival
        racers.append(Racer(name, style, trajectory, steps, arrival is not None))
    return racers


def subject(racer: Racer) -> Formula:
    """Return a name for the beginning of a sentence; what was typed stays as it is."""
    typed = "(" in racer.name
    return words(racer.name if typed else racer.name[0].upper() + racer.name[1:])
