"""The rules under "How the animations look", held against a rehearsal of a lesson.

Each rule is a function that takes a rehearsal and yields what offends it; `lint` asks them all.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median

from scenes.captions.caption import LINE_LENGTH
from scenes.parts.lesson import PACE
from scenes.rehearsal.plot_rules import PLOT_RULES
from scenes.rehearsal.rehearsal import Ink, Play, Rehearsal, View
from scenes.stage import FRAME, SAFE, Region
from scenes.theme import LEAST_CONTRAST, SMALLEST, Role, TextKind, contrast

__all__ = ["RULES", "Finding", "lint"]

# The design's own figures, not those of the code that is held against them.
SHORTEST_MOTION, LONGEST_MOTION, SHORTEST_HOLD = 0.5, 3.0, 1.0
MOST_MOVING, MOST_MARKS, MOST_GROUPS = 1, 2, 7
MEDIAN_MOTION = (1.0, 2.5)
TOUCH = 0.02  # boxes that share less than this only touch
_NEAR = 0.25  # an underline is no further below its text than this


@dataclass(frozen=True)
class Finding:
    """Something that a viewer would mind.

    Attributes
    ----------
    rule : str
    time : float
        Seconds from the beginning.
    message : str
    """

    rule: str
    time: float
    message: str

    def __str__(self) -> str:
        return f"{self.time:6.1f} s  {self.rule}: {self.message}"


Rule = Callable[[Rehearsal], Iterator[tuple[float, str]]]


def lint(rehearsal: Rehearsal, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Return what offends any of the rules, or of those given, in the order of the film."""
    findings = [
        Finding(rule.__name__.replace("_", " "), time, message)
        for rule in (RULES if rules is None else rules)
        for time, message in rule(rehearsal)
    ]
    return sorted(set(findings), key=lambda finding: (finding.time, finding.rule))


def legible_sizes(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """No text is smaller than its kind allows."""
    for time, text in _texts(rehearsal):
        least = SMALLEST[text.kind]
        if text.size < least - 0.01:
            yield time, f"{text.kind} of size {text.size:.1f}, at least {least}: {text.body}"


def readable_colours(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Text stands out from both grounds of its theme."""
    theme = rehearsal.lesson.theme
    for time, text in _texts(rehearsal):
        for colour, ground in itertools.product(text.colours, (theme.background, theme.surface)):
            ratio = contrast(colour, ground)
            if ratio < LEAST_CONTRAST:
                yield time, f"{colour} on {ground} has contrast {ratio:.2f}: {text.body}"


def within_the_margins(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Everything stays half a unit inside the frame, and on the frame while it moves."""
    for play in rehearsal.plays:
        for region in play.after.regions:
            if not SAFE.contains(region, slack=TOUCH):
                yield _end(play), f"something reaches over the margin: {region}"
        for region in play.midway.regions:
            if not FRAME.contains(region):
                yield play.start, f"something leaves the frame: {region}"


def no_overlaps(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Whenever the picture holds still, no text lies over another, or over a bracket or a line."""
    for play in _holds(rehearsal):
        for one, other in itertools.combinations(play.after.texts, 2):
            if one.region.overlaps(other.region, slack=TOUCH):
                yield play.start, f"{one.body} lies over {other.body}"
        for text, frame in itertools.product(play.after.texts, play.after.frames):
            if text.region.overlaps(frame) and not frame.contains(text.region, slack=TOUCH):
                yield play.start, f"{text.body} lies over a bracket"


def one_thing_moves(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """At most one thing changes its place at a time."""
    for play in rehearsal.plays:
        if play.moving > MOST_MOVING:
            yield play.start, f"{play.moving} things move at once"


def few_marks(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """At most two things ask for attention at a time."""
    for play in rehearsal.plays:
        strong = sum(mark.strong for mark in play.after.marks)
        if strong > MOST_MARKS:
            yield _end(play), f"{strong} highlights at once"


def few_groups(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """At most seven groups stand beside the matrix."""
    for play in _holds(rehearsal):
        if play.after.groups > MOST_GROUPS:
            yield play.start, f"{play.after.groups} groups beside the matrix"


def the_matrix_keeps_its_place(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Brackets do not move, and at rest every entry is in its row and column."""
    for play in _holds(rehearsal):
        for body in play.after.strays:
            yield play.start, f"{body} is out of its place"
    places: dict[int, Region] = {}
    for play in rehearsal.plays:
        for number, new in zip(play.after.numbers, play.after.frames, strict=True):
            old = places.setdefault(number, new)
            if not (old.contains(new, slack=1e-6) and new.contains(old, slack=1e-6)):
                yield play.start, f"the matrix moves from {old} to {new}"
            places[number] = new


def motions_of_bearable_length(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """A motion takes 0.5 to 3 s; the middle one of those that move or rewrite takes about 2."""
    for play in rehearsal.plays:
        if not play.still and not SHORTEST_MOTION <= play.seconds <= LONGEST_MOTION:
            yield play.start, f"a motion of {play.seconds:.2f} s"
    pace = PACE[rehearsal.lesson.presentation.pace]
    lengths = [play.seconds / pace for play in rehearsal.plays if play.moving]
    least, most = MEDIAN_MOTION
    if lengths and not least <= median(lengths) <= most:
        yield 0.0, f"the median motion takes {median(lengths):.2f} s"


def holds_after_changes(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """After what is written in a matrix has changed, the picture holds still for a second."""
    plays = rehearsal.plays
    for k, play in enumerate(plays):
        if k == 0 or not _changed(plays[k - 1].after, play.after):
            continue
        still = itertools.takewhile(lambda later: later.still, plays[k + 1 :])
        rest = sum(later.seconds for later in still)
        if rest < SHORTEST_HOLD - 1e-6:
            yield _end(play), f"{rest:.2f} s of hold after a change"


def changes_are_announced(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Before each change of a matrix some new text or mark has said what is about to change."""
    announced = False
    plays = rehearsal.plays
    for earlier, play in itertools.pairwise(plays):
        if _changed(earlier.after, play.after):
            if not announced:
                yield play.start, "the matrix changes and nothing has said so"
            announced = False
        elif _pointers(play.after) - _pointers(earlier.after):
            announced = True


def captions_can_be_read(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """A caption stays long enough, on at most two lines of 42 characters."""
    for said in rehearsal.timeline.captions:
        stays, needs = said.end - said.start, said.caption.reading_time
        if stays < needs - 1e-6:
            yield said.start, f"{said.caption.key} stays {stays:.2f} s and takes {needs:.2f} s"
        lines = said.caption.subtitle.splitlines()
        if len(lines) > 2 or max(map(len, lines)) > LINE_LENGTH:
            yield said.start, f"{said.caption.key} is too long: {said.caption.text}"


def colour_never_alone(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """An entry in the colour of a role also wears a mark in it."""
    plain = {Role.FOREGROUND, Role.MUTED, Role.TARGET}
    for play in _holds(rehearsal):
        for text in play.after.texts:
            if not text.in_matrix or text.role in plain:
                continue
            around = [mark for mark in play.after.marks if mark.role == text.role]
            if not any(_is_marked(text, mark.region) for mark in around):
                yield play.start, f"{text.body} is {text.role} by its colour only"


def captions_have_a_picture(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """Whenever the picture holds still, there is more to see than a caption."""
    for play in _holds(rehearsal):
        if all(text.kind is TextKind.CAPTION for text in play.after.texts) and not (
            play.after.others or play.after.curves or play.after.plots or play.after.frames
        ):
            yield play.start, f"nothing but a caption for {play.seconds:.2f} s"


def beats_are_named(rehearsal: Rehearsal) -> Iterator[tuple[float, str]]:
    """A lesson is cut into named sections, each with something to see."""
    beats = rehearsal.timeline.beats
    if not beats or beats[0].start > 0:
        yield 0.0, "the lesson begins without a named section"
    ends = (*(beat.start for beat in beats[1:]), rehearsal.seconds)
    for beat, end in zip(beats, ends, strict=False):
        if not beat.title:
            yield beat.start, "a section without a name"
        if end - beat.start < SHORTEST_HOLD:
            yield beat.start, f"the section {beat.title} lasts {end - beat.start:.2f} s"


RULES: tuple[Rule, ...] = (
    legible_sizes,
    readable_colours,
    within_the_margins,
    no_overlaps,
    one_thing_moves,
    few_marks,
    few_groups,
    the_matrix_keeps_its_place,
    motions_of_bearable_length,
    holds_after_changes,
    changes_are_announced,
    captions_can_be_read,
    colour_never_alone,
    captions_have_a_picture,
    beats_are_named,
    *PLOT_RULES,
)


def _end(play: Play) -> float:
    return play.start + play.seconds


def _holds(rehearsal: Rehearsal) -> Iterator[Play]:
    return (play for play in rehearsal.plays if play.still)


def _texts(rehearsal: Rehearsal) -> Iterator[tuple[float, Ink]]:
    """Yield every text once, when it is first seen as it is."""
    seen = set()
    for play in rehearsal.plays:
        for text in play.after.texts:
            key = (text.body, text.kind, round(text.size, 2), text.colours)
            if key not in seen:
                seen.add(key)
                yield _end(play), text


def _changed(earlier: View, later: View) -> bool:
    """Tell whether something else is written in a matrix that is in sight before and after."""
    before = dict(zip(earlier.numbers, earlier.matrices, strict=True))
    after = dict(zip(later.numbers, later.matrices, strict=True))
    return any(before[number] != after[number] for number in before.keys() & after.keys())


def _pointers(view: View) -> frozenset[object]:
    """Return the texts outside the matrices, and the marks that ask for attention."""
    texts = {text.body for text in view.texts if not text.in_matrix}
    return frozenset(texts | {mark for mark in view.marks if mark.strong})


def _is_marked(text: Ink, mark: Region) -> bool:
    """Tell whether a mark stands around a text or close under it."""
    near = replace(text.region, bottom=text.region.bottom - _NEAR)
    return near.overlaps(mark, slack=-TOUCH)
