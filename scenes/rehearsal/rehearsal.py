"""A lesson played through without drawing a frame, and what was seen on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeGuard, cast

import numpy as np

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.marks import Mark
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.plots.trail import TrailLine
from scenes.mobjects.text import Text, region_of
from scenes.mobjects.written import read_back
from scenes.parameters.declarations import Parameters
from scenes.parameters.presentation import Presentation
from scenes.parts.claims import Claim
from scenes.parts.lesson import Lesson
from scenes.parts.timeline import Timeline
from scenes.rendering.dry_run import DryRenderer
from scenes.rendering.engine.substitutes import substitutes
from scenes.stage import Region
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import Animation, Camera, Mobject, Scene, ShowPartial, VMobject, Wait

__all__ = ["ClaimSeen", "CurveSeen", "Ink", "MarkSeen", "Play", "Rehearsal", "View", "rehearse"]

_CAMERA = partial(Camera, pixel_width=16, pixel_height=9)  # its empty frames take up little
_STILL = 1e-3  # what moves less than this, in Manim's units, stands still
MISREAD = 0.05  # of a value, which a number on the frame may be off
_TOUCH = 0.05  # and what reaches into something by no more than this only touches it


@dataclass(frozen=True, kw_only=True)
class Ink:
    """One text as it is seen.

    Attributes
    ----------
    body : str
        Its Typst markup.
    kind : TextKind
    role : Role
    size : float
        The font size.
    colours : frozenset of str
        Of its glyphs, as ``#RRGGBB``.
    region : Region
    in_matrix : bool
        Whether it is an entry that stands in a matrix.
    """

    body: str
    kind: TextKind
    role: Role
    size: float
    colours: frozenset[str]
    region: Region
    in_matrix: bool


@dataclass(frozen=True)
class MarkSeen:
    """One box or underline as it is seen."""

    role: Role
    strong: bool
    region: Region


@dataclass(frozen=True)
class CurveSeen:
    """One line of a plot as it is seen.

    Attributes
    ----------
    role : Role
    dash : Dash
    width : float
    region : Region
    """

    role: Role
    dash: Dash
    width: float
    region: Region


@dataclass(frozen=True)
class ClaimSeen:
    """One relation as it is displayed, and whether it is true of what is drawn."""

    relation: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class View:
    """The frame at one moment.

    Attributes
    ----------
    texts : tuple of Ink
    marks : tuple of MarkSeen
    others : tuple of Region
        Whatever else is drawn: brackets, cards, lines.
    curves : tuple of CurveSeen
        The lines of plots.
    plots : tuple of Region
        The box of each plot, where its curves belong.
    crossed : tuple of str
        The texts that a curve runs through.
    groups : int
        How many things there are beside the matrices and the plots.
    matrices : tuple
        What is written in each matrix.
    numbers : tuple of int
        Which matrices these are: each keeps its number through the lesson.
    frames : tuple of Region
        The box of each matrix's brackets.
    strays : tuple of str
        The entries that are not in their places.
    claims : tuple of ClaimSeen
        The relations that are displayed and not muted.
    misread : tuple of (str, float)
        Live numbers, as they are written, that say something else than their values.
    """

    texts: tuple[Ink, ...]
    marks: tuple[MarkSeen, ...]
    others: tuple[Region, ...]
    curves: tuple[CurveSeen, ...]
    plots: tuple[Region, ...]
    crossed: tuple[str, ...]
    groups: int
    matrices: tuple[tuple[tuple[str, ...], ...], ...]
    numbers: tuple[int, ...]
    frames: tuple[Region, ...]
    strays: tuple[str, ...]
    claims: tuple[ClaimSeen, ...]
    misread: tuple[tuple[str, float], ...]

    @property
    def regions(self) -> Iterator[Region]:
        """Everything that is drawn."""
        yield from (text.region for text in self.texts)
        yield from (mark.region for mark in self.marks)
        yield from self.others


@dataclass(frozen=True, kw_only=True)
class Play:
    """One call of ``play`` or ``wait``.

    Attributes
    ----------
    start, seconds : float
    still : bool
        Whether nothing happens: a hold.
    moving : int
        How many things change their place.
    midway, after : View
    """

    start: float
    seconds: float
    still: bool
    moving: int
    midway: View
    after: View


@dataclass
class Rehearsal:
    """A whole lesson as it was seen, with the theme's grounds and the timeline."""

    lesson: Lesson
    plays: list[Play] = field(default_factory=list)

    @property
    def timeline(self) -> Timeline:
        """Beats and captions."""
        return self.lesson.timeline

    @property
    def seconds(self) -> float:
        """The duration of the lesson."""
        return sum(play.seconds for play in self.plays)


def rehearse(
    lesson: type[Lesson],
    parameters: Parameters | None = None,
    presentation: Presentation | None = None,
) -> Rehearsal:
    """Play a lesson through without drawing it.

    Parameters
    ----------
    lesson : subclass of Lesson
    parameters, presentation : optional
        As for the lesson.
    """
    observer = _Observer()
    with substitutes():  # as when it is drawn
        scene = lesson(parameters, presentation, renderer=DryRenderer(observer, _CAMERA))
        scene.setup()
        scene.construct()
        scene.tear_down()
    return Rehearsal(scene, observer.plays)


class _Observer:
    def __init__(self) -> None:
        self.plays: list[Play] = []
        self.grids: list[MatrixGrid] = []  # every one that was seen, in this order

    def before(self, scene: Scene, animations: list[Animation]) -> None:
        self.still = all(isinstance(a, Wait) for a in animations)
        # A mark belongs to what it marks, and a line that is drawn stays where it is.
        self.animations = [
            a
            for a in animations
            if not isinstance(a, ShowPartial) and not isinstance(a.mobject, Mark)
        ]
        self.starts = [_place(a.mobject) for a in self.animations]

    def midway(self, scene: Scene) -> None:
        self.middles = [_place(a.mobject) for a in self.animations]
        held = self.still and self.plays
        self.view = self.plays[-1].after if held else self._view(scene, judged=self.still)

    def after(self, scene: Scene, seconds: float) -> None:
        moving = sum(map(_differ, self.starts, self.middles))
        after = self.view if self.still else self._view(scene, judged=True)
        start = scene.time - seconds
        self.plays.append(
            Play(
                start=start,
                seconds=seconds,
                still=self.still,
                moving=moving,
                midway=self.view,
                after=after,
            )
        )

    def _view(self, scene: Scene, *, judged: bool) -> View:
        """Look at the frame; what it claims is judged when a play is over, not on the way."""
        grids = [m for top in scene.mobjects for m in top.get_family() if isinstance(m, MatrixGrid)]
        self.grids += [grid for grid in grids if grid not in self.grids]
        lesson = cast(Lesson, scene)
        claims = lesson.claims if judged else []
        return _view(lesson, grids, tuple(map(self.grids.index, grids)), claims)


def _place(mobject: Mobject) -> np.ndarray:
    return np.array([m.get_center() for m in mobject.family_members_with_points()])


def _differ(start: np.ndarray, middle: np.ndarray) -> bool:
    return start.shape == middle.shape and bool(np.any(np.abs(middle - start) > _STILL))


def _view(
    scene: Lesson, grids: list[MatrixGrid], numbers: tuple[int, ...], claims: list[Claim]
) -> View:
    entries = {id(entry) for grid in grids for row in grid.entries for entry in row}
    texts: list[Ink] = []
    marks: list[MarkSeen] = []
    others: list[Region] = []
    families = {top: top.get_family() for top in scene.mobjects}
    seen = [top for top, family in families.items() if any(map(_is_visible, family))]
    parts = [part for top in seen for part in families[top]]
    planes = [part for part in parts if isinstance(part, Plane)]
    lines = [part for part in parts if _is_curve(part) and _is_visible(part)]
    curves = tuple(
        CurveSeen(line.role, line.dash, line.get_stroke_width(), region_of(line)) for line in lines
    )
    present = set(map(id, parts))
    groups = 0
    for top in seen:
        groups += not isinstance(top, MatrixGrid) and not _belongs_to_a_plot(top, planes)
        _look(top, texts, marks, others, entries)
    return View(
        texts=tuple(texts),
        marks=tuple(marks),
        others=tuple(others),
        curves=curves,
        plots=tuple(plane.inner for plane in planes),
        crossed=tuple(
            text.body
            for text in texts
            for line, curve in zip(lines, curves, strict=True)
            if _crosses(line, curve.region, text)
        ),
        groups=groups,
        matrices=tuple(grid.written for grid in grids),
        numbers=numbers,
        frames=tuple(region_of(grid.frame) for grid in grids),
        strays=tuple(body for grid in grids for body in _strays(grid)),
        claims=tuple(
            ClaimSeen(claim.relation, claim.holds())
            for claim in claims
            if _is_made(claim, present, scene.theme)
        ),
        misread=tuple(
            (part.body, part.value)
            for part in parts
            if isinstance(part, LiveNumber) and _is_misread(part) and any(map(_is_visible, part))
        ),
    )


def _is_made(claim: Claim, present: set[int], theme: Theme) -> bool:
    """Tell whether a claim is displayed: some of what states it is seen, and not muted."""
    seen = [m for m in claim.shown.get_family() if id(m) in present and _is_visible(m)]
    return any(m.get_color().to_hex().upper() != theme[Role.MUTED].upper() for m in seen)


def _is_misread(number: LiveNumber) -> bool:
    """Tell whether what is written is further from the value than rounding to its size allows."""
    value, said = number.value, read_back(number.body)
    if not (np.isfinite(value) and np.isfinite(said)):
        return not (value == said or (np.isnan(value) and np.isnan(said)))
    if said == 0 and abs(value) <= number.noise:
        return False
    return abs(said - value) > MISREAD * abs(value)


def _is_curve(mobject: Mobject) -> TypeGuard[Curve | TrailLine]:
    return isinstance(mobject, Curve | TrailLine) and mobject.has_points()


def _belongs_to_a_plot(mobject: Mobject, planes: list[Plane]) -> bool:
    region = region_of(mobject)
    return any(plane.region.contains(region, slack=_TOUCH) for plane in planes)


def _crosses(line: VMobject, region: Region, text: Ink) -> bool:
    box = text.region
    if not region.overlaps(box, slack=-_STILL):  # a straight line has no height
        return False
    x, y = line.points[:, 0], line.points[:, 1]
    across = (box.left + _TOUCH < x) & (x < box.right - _TOUCH)
    return bool((across & (box.bottom + _TOUCH < y) & (y < box.top - _TOUCH)).any())


def _strays(grid: MatrixGrid) -> Iterator[str]:
    for i, row in enumerate(grid.entries):
        for j, entry in enumerate(row):
            if not grid.layout.cell(i, j).contains(region_of(entry), slack=_STILL):
                yield entry.body


def _look(
    mobject: Mobject,
    texts: list[Ink],
    marks: list[MarkSeen],
    others: list[Region],
    entries: set[int],
) -> None:
    """Sort what is visible of a mobject and its parts."""
    if isinstance(mobject, Text):
        if any(map(_is_visible, mobject)):
            texts.append(_ink(mobject, id(mobject) in entries))
    elif isinstance(mobject, Mark):
        if _is_visible(mobject):
            marks.append(MarkSeen(mobject.role, mobject.strong, region_of(mobject)))
    else:
        if _is_visible(mobject):
            others.append(region_of(mobject))
        for part in mobject.submobjects:
            _look(part, texts, marks, others, entries)


def _ink(text: Text, in_matrix: bool) -> Ink:
    of_each_fill = {glyph.get_fill_rgbas()[0].tobytes(): glyph for glyph in text}.values()
    region = region_of(text)
    return Ink(
        body=text.body,
        kind=text.kind,
        role=text.role,
        size=text.font_size_in(region),
        colours=frozenset(glyph.get_fill_color().to_hex() for glyph in of_each_fill),
        region=region,
        in_matrix=in_matrix,
    )


def _is_visible(mobject: Mobject) -> bool:
    if not isinstance(mobject, VMobject) or not mobject.has_points():
        return False
    filled = mobject.get_fill_opacity() > 0.01
    stroked = mobject.get_stroke_width() > 0 and mobject.get_stroke_opacity() > 0.01
    return bool(filled or stroked)
