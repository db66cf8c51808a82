"""One render, from a scene to a whole file in its place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.rendering.faults import RenderError
from scenes.rendering.interruption import undone_by_signals
from scenes.rendering.options import RenderOptions
from scenes.rendering.settings import manim_settings
from scenes.rendering.subtitles import Cue, to_srt, to_webvtt
from scenes.rendering.workspace import Workspace, workspace

if TYPE_CHECKING:
    from manim import Animation, Scene

    from scenes.rendering.writer import ListenedWriter, Listener

__all__ = ["Rendered", "render"]

_TURN = 2e-4
"""Seconds after which a thread lets another one go on."""


@dataclass(frozen=True)
class Rendered:
    """What a render made."""

    path: Path
    frames: int
    fps: float
    subtitles: tuple[Path, ...]
    left_to_manim: tuple[str, ...] = ()
    """What the engine left to Manim's own drawing, frame by frame, if anything."""

    @property
    def duration(self) -> float:
        """How long it plays, in seconds."""
        return self.frames / self.fps


def render(
    make_scene: Callable[..., Scene],
    title: str,
    options: RenderOptions,
    listener: Listener,
    *,
    subtitles: bool = False,
    rehearse: bool = False,
) -> Rendered:
    """Render one scene; the file appears in its place when it is whole, or not at all.

    Parameters
    ----------
    make_scene : callable
        Makes the scene from the keywords of Manim's ``Scene``; called with Manim configured.
    title : str
        The title in the file, and its name unless `options` give one.
    options : RenderOptions
    listener : Listener
        Is told of sections, steps and frames.
    subtitles : bool, optional
        Whether the scene's subcaptions, if it has any, are written beside the file.
    rehearse : bool, optional
        Whether the scene is first played without drawing it, so that `listener` knows how many
        steps will come.

    Raises
    ------
    RenderError
        With one line that says what went wrong.
    """
    with (
        workspace(options.target(title)) as space,
        manim_settings(options, space.folder / "media"),
        _faster_manim(options.drawing_processes),
    ):
        if rehearse:
            listener.plan(_rehearse(make_scene))
        scene = make_scene()
        writer = _play(scene, listener, options.drawing_processes)
        made = _finished(writer, title, space)
        beside = _write_subtitles(writer, space) if subtitles and writer.subcaptions else ()
        space.publish(made, space.target)
        return Rendered(
            space.target,
            max(1, writer.frames_written),
            options.resolution.fps,
            beside,
            getattr(scene.renderer, "summary", ()),
        )


@contextmanager
def _faster_manim(processes: int) -> Iterator[None]:
    from scenes.rendering.engine.memory import give_back_large_pieces
    from scenes.rendering.engine.substitutes import forkable, substitutes

    give_back_large_pieces()
    with substitutes(), _short_turns(), forkable() if processes > 1 else nullcontext():
        yield


@contextmanager
def _short_turns() -> Iterator[None]:
    """Within this context an encoder gets its turn at once when it wants the interpreter.

    It does several times a frame, and each time it would wait the usual 5 ms for the drawing.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _rehearse(make_scene: Callable[..., Scene]) -> int:
    """Return how many steps the scene has."""
    from scenes.rendering.dry_run import DryRenderer

    counter = _Counter()
    scene = make_scene(renderer=DryRenderer(counter))
    scene.setup()
    scene.construct()
    scene.tear_down()
    return counter.steps


class _Counter:
    """Watches a rehearsal and counts its steps."""

    def __init__(self) -> None:
        self.steps = 0

    def before(self, scene: Scene, animations: list[Animation]) -> None:
        self.steps += 1

    def midway(self, scene: Scene) -> None:
        pass

    def after(self, scene: Scene, seconds: float) -> None:
        pass


def _play(scene: Scene, listener: Listener, processes: int) -> ListenedWriter:
    """Play a scene, drawn by the engine, into the file of a writer that is listened to."""
    from scenes.rendering.engine.renderer import EngineRenderer
    from scenes.rendering.engine.writer import EngineWriter, ForkingWriter

    scene.renderer = renderer = EngineRenderer(scene.renderer)
    if processes == 1:
        renderer.file_writer = EngineWriter(scene.file_writer_settings, listener)
        scene.render()
        return renderer.file_writer
    renderer.file_writer = writer = ForkingWriter(scene.file_writer_settings, listener, processes)
    writer.summary = renderer.counts
    with undone_by_signals(writer.children.kill):
        try:
            scene.render()
        finally:
            writer.children.kill()
    for report in writer.children.reports:
        renderer.add_counts(report.said)
    return writer


def _finished(writer: ListenedWriter, title: str, space: Workspace) -> Path:
    """Return the whole result, still in the workspace."""
    made = Path(writer.final_file_path)
    encoder = writer.video_encoder
    if encoder is None or writer.output_spec.is_gif:
        return made

    from scenes.rendering.containers import count_frames, finish_video

    whole = space.folder / f"whole{made.suffix}"
    finish_video(made, whole, title=title, chapters=writer.chapters, fps=encoder.frame_rate)
    found = count_frames(whole)
    if found != writer.frames_written:
        raise RenderError(
            f"the video came out with {found} frames instead of {writer.frames_written}: "
            "is the disk full?"
        )
    return whole


def _write_subtitles(writer: ListenedWriter, space: Workspace) -> tuple[Path, ...]:
    cues = [Cue(item.content, item.start, item.end) for item in writer.subcaptions]
    places = []
    for ending, write in ((".srt", to_srt), (".vtt", to_webvtt)):
        made = space.folder / f"subtitles{ending}"
        made.write_text(write(cues), encoding="utf-8")
        place = space.target.with_suffix(ending)
        space.publish(made, place)
        places.append(place)
    return tuple(places)
