"""One moment of a film as a picture, of which no other frame is drawn; and where its beats are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError
from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import Stretch, stretch_called
from scenes.rendering.processes.workspace import workspace
from scenes.rendering.session import Rendered, faster_manim
from scenes.signature import MADE_BY, is_own

if TYPE_CHECKING:
    from manim import Scene

    from scenes.rendering.engine.drawing.pictures import Frame

__all__ = ["beats_of", "picture_of"]


def beats_of(make_scene: Callable[..., Scene], options: RenderOptions) -> tuple[Stretch, ...]:
    """Return the beats of a film, without drawing it."""
    with workspace(options.target("beats")) as space, faster_manim(options, space.folder):
        from scenes.rendering.skimming import Skim

        return tuple(Skim(make_scene).beats)


def picture_of(
    make_scene: Callable[..., Scene],
    title: str,
    options: RenderOptions,
    at: float | str,
    *,
    force: bool = False,
) -> Rendered:
    """Render one moment of a film as a PNG, SVG or PDF.

    Parameters
    ----------
    make_scene : callable
        Makes the scene from the keywords of Manim's ``Scene``.
    title : str
        The name of the file unless `options` give one.
    options : RenderOptions
    at : float or str
        Seconds from the beginning, or a beat, which is seen at its last frame.
    force : bool, optional
        Write over a picture that another hand or program has made.

    Raises
    ------
    ParameterError
        For a moment that the film does not have.
    """
    fps, target = options.resolution.fps, options.target(title)
    if not force and target.is_file() and not is_own(target.read_bytes(), MADE_BY.encode()):
        raise ParameterError(
            "output",
            f"{target.name} is there already and was not made by this command: take another name, "
            "or --force to write over it",
        )
    with (
        workspace(target) as space,
        faster_manim(options, space.folder),
    ):
        from scenes.rendering.engine.drawing.pictures import write_frame
        from scenes.rendering.engine.lettering.letters import missing_letters

        frame, is_straight = _frame_at(make_scene, at, fps)
        made = space.folder / f"made{space.target.suffix.lower()}"
        write_frame(
            frame,
            made,
            transparent=options.background_opacity < 1,
            straight_alpha=is_straight,
            maker=MADE_BY,
        )
        space.publish(made, space.target)
        return Rendered(
            path=space.target, frames=1, fps=fps, subtitles=(), remarks=missing_letters()
        )


def _frame_at(make_scene: Callable[..., Scene], at: float | str, fps: float) -> tuple[Frame, bool]:
    """Return the frame of a moment, and whether its colours are written as they are."""
    from scenes.rendering.engine.drawing.pictures import seen
    from scenes.rendering.skimming import Skim

    frames: dict[int, Frame] = {}
    is_straight = False

    def look(scene: Scene, frame: int) -> None:
        nonlocal is_straight
        is_straight = getattr(scene, "straight_alpha", False)
        frames[frame] = seen(scene)

    if isinstance(at, str):
        beats = Skim(make_scene, look).beats
        return frames[beats[stretch_called(at, beats, "at")].rest], is_straight
    skim = Skim(make_scene, look, frame=int(at * fps + 1e-6))
    if not frames:
        raise ParameterError("at", f"the film is only {skim.frames / fps:.1f} s long")
    return next(iter(frames.values())), is_straight
