"""The rules for the story of a film: nothing false, a title, time for what matters, and a proof.

A film takes between 20 seconds and two minutes at every pace.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from scenes.rehearsal.rehearsal import Play, Rehearsal, View
from scenes.stage import MAIN, Region
from scenes.theme import TextKind

__all__ = ["LONGEST_FILM", "SHORTEST_FILM", "STORY_RULES", "a_film_of_bearable_length"]

SHORTEST_FILM, LONGEST_FILM = 20.0, 120.0
MOST_STILL = 0.45  # of a film's time
LEAST_HEIGHT = 0.55  # of the region of the subject
MOST_SMALL = 0.25  # of a film's time, with a smaller subject or none


def nothing_false_is_displayed(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Whenever the picture holds still, each relation on it holds, of what is drawn."""
    for play in _holds(rehearsal):
        for claim in play.after.claims:
            if not claim.holds:
                yield play.start, f"{claim.relation} is displayed and does not hold"


def numbers_say_their_values(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Whenever the picture holds still, a number is rounded to its own size, not to an axis's."""
    for play in _holds(rehearsal):
        for body, value in play.after.misread:
            yield play.start, f"{body} is written for {value:g}"


def few_still_pictures(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Still pictures fill at most 45 % of a film."""
    still = sum(play.seconds for play in _holds(rehearsal))
    if still > MOST_STILL * rehearsal.seconds:
        yield 0.0, f"still pictures fill {still / rehearsal.seconds:.0%} of the film"


def a_titled_first_frame(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """The first frame, which is the thumbnail, bears a title and the question."""
    first = rehearsal.plays[0].after if rehearsal.plays else None
    kinds = {text.kind for text in first.texts} if first else set()
    if not (rehearsal.plays and rehearsal.plays[0].still and TextKind.TITLE in kinds):
        yield 0.0, "the first frame has no title"
    elif TextKind.CAPTION not in kinds:
        yield 0.0, "the first frame has no question"


def the_subject_is_large(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """The subject fills most of the height of its region, nearly all of the time."""
    shown = [play for play in rehearsal.plays if not _is_titled(play.after)]
    small = sum(play.seconds for play in shown if _height(play.after) < LEAST_HEIGHT)
    if small > MOST_SMALL * rehearsal.seconds:
        yield 0.0, f"the subject is small for {small / rehearsal.seconds:.0%} of the film"


def the_proof_is_shown(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """The film ends with its answer tried out: on a relation that holds, of what is drawn."""
    if rehearsal.plays and not rehearsal.plays[-1].after.claims:
        yield rehearsal.seconds, "the film ends without a relation that proves its answer"


def a_film_of_bearable_length(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """A film takes between 20 seconds and two minutes; beside the others, for long tasks take long.

    Lessons are held to it with the examples of their parameters.
    """
    if not SHORTEST_FILM <= rehearsal.seconds <= LONGEST_FILM:
        limits = f"{SHORTEST_FILM:.0f} to {LONGEST_FILM:.0f} s"
        yield rehearsal.seconds, f"the film takes {rehearsal.seconds:.1f} s, not {limits}"


STORY_RULES = (
    nothing_false_is_displayed,
    numbers_say_their_values,
    few_still_pictures,
    a_titled_first_frame,
    the_subject_is_large,
    the_proof_is_shown,
)


def _holds(rehearsal: Rehearsal) -> Iterator[Play]:
    return (play for play in rehearsal.plays if play.still)


def _is_titled(view: View) -> bool:
    return any(text.kind is TextKind.TITLE for text in view.texts)


def _height(view: View) -> float:
    """Return which part of the region's height the subject takes: all but captions and formula."""
    apart = (TextKind.CAPTION, TextKind.FORMULA, TextKind.TITLE)
    texts = [text.region for text in view.texts if text.kind not in apart]
    regions = [*texts, *view.frames, *view.plots, *view.others]
    inside = [region for region in regions if region.overlaps(MAIN)]
    return reduce(Region.joined, inside).height / MAIN.height if inside else 0.0
