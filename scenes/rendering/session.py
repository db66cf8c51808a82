"""One render, from a scene to a whole file in its place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scenes.rendering.faults import RenderError
from scenes.rendering.files.importing import typesetting
from scenes.rendering.film.beats import beats_file
from scenes.rendering.film.subtitles import Cue, in_film, to_srt, to_webvtt
from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import PartOptions, chosen_beats
from scenes.rendering.processes.chance import chance_repeated
from scenes.rendering.processes.interruption import undone_by_signals
from scenes.rendering.processes.replays import Replay, Replays, can_be_sent
from scenes.rendering.processes.workspace import Workspace, check_target, workspace
from scenes.rendering.settings import manim_settings

if TYPE_CHECKING:
    from manim import Scene
    from manim.renderer.cairo_renderer import CairoRenderer

    from scenes.rendering.engine.renderer import EngineRenderer
    from scenes.rendering.film.writer import ListenedWriter, Listener

__all__ = ["Rendered", "faster_manim", "render", "replay"]

_ARTICLE = {"mp4": "an mp4", "mov": "a mov", "gif": "a gif"}

_CLAIMS = "claims"
"""The folder in which processes say what they draw."""

_TURN = 2e-4
"""Seconds after which a thread lets another one go on."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """The result of a render."""

    path: Path
    frames: int
    fps: float
    subtitles: tuple[Path, ...]
    left_to_manim: tuple[str, ...] = ()
    """What the engine left to Manim's own drawing, frame by frame, if anything."""
    remarks: tuple[str, ...] = ()
    """What a person should know of it, in sentences."""

    @property
    def duration(self) -> float:
        """Its duration, in seconds."""
        return self.frames / self.fps


def render(
    make_scene: Callable[..., Scene],
    title: str,
    options: RenderOptions,
    listener: Listener,
    *,
    subtitles: bool = False,
    rehearse: bool = False,
    part: PartOptions | None = None,
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
    part : PartOptions, optional
        Which beats there are to be, and whether a file beside the film says where they are.

    Raises
    ------
    RenderError
        With one line that says what went wrong.
    """
    _check_size(options)
    part = part or PartOptions()
    if part.is_cut or not (options.forks or can_be_sent(make_scene)):
        options = replace(options, processes=1)
    with (
        workspace(options.target(title), of_frames=options.file_format == "png-sequence") as space,
        faster_manim(options, space.folder),
    ):
        from scenes.rendering.engine.lettering.letters import missing_letters

        plays: range | None = None
        if part.is_cut:
            plays = _plays(make_scene, part)
            listener.plan(len(plays))
        elif rehearse:
            listener.plan(_rehearse(make_scene))
        scene = make_scene()
        writer = _play(scene, make_scene, options, listener, space.folder, plays)
        if not writer.frames_written and options.file_format != "png":
            return _picture(scene, options, space)
        cues = _cues(scene, options.resolution.fps)
        made = _finished(writer, title, space, cues if subtitles else [], _language(scene))
        beside = _write_subtitles(cues, space) if subtitles and cues else ()
        if part.beats:
            beside += (_write_beats(title, scene, writer, cues, space),)
        if part.transcript is not None:
            beside += (_write_transcript(title, part.transcript, writer, cues, options, space),)
        space.publish(made, space.target)
        return Rendered(
            path=space.target,
            frames=max(1, writer.frames_written),
            fps=options.resolution.fps,
            subtitles=beside,
            left_to_manim=getattr(scene.renderer, "summary", ()),
            remarks=missing_letters(),
        )


def _check_size(options: RenderOptions) -> None:
    """Refuse what H.264 has no picture for, of which a GIF is made too."""
    size, file_format = options.resolution, options.file_format
    is_h264 = file_format in ("mp4", "mov", "gif") and options.background_opacity == 1
    if is_h264 and (size.width % 2 or size.height % 2):
        raise RenderError(
            f"{size.width} × {size.height} pixels cannot be {_ARTICLE[file_format]}, whose width "
            "and height are even numbers: another size, or --format webm or png"
        )


@contextmanager
def faster_manim(options: RenderOptions, folder: Path) -> Iterator[None]:
    """Within this context Manim renders what `options` ask for, in a private folder."""
    with manim_settings(options, folder / "media"):
        from scenes.rendering.engine.memory import give_back_large_pieces
        from scenes.rendering.engine.substitutes import forkable, substitutes

        forks = options.forks and options.drawing_processes > 1
        give_back_large_pieces()
        can_fork = forkable() if forks else nullcontext()
        with typesetting(), substitutes(), chance_repeated(), _short_turns(), can_fork:
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


def _plays(make_scene: Callable[..., Scene], part: PartOptions) -> range:
    """Return the plays of the beats that are wanted."""
    from scenes.rendering.skimming import Skim

    beats = chosen_beats(part, Skim(make_scene).beats)
    return range(beats[0].first_play, beats[-1].end_play)


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

    def before(self, scene: object, animations: object) -> None:
        self.steps += 1

    def midway(self, scene: object) -> None:
        pass

    def after(self, scene: object, seconds: float) -> None:
        pass


def _play(
    scene: Scene,
    make_scene: Callable[..., Scene],
    options: RenderOptions,
    listener: Listener,
    folder: Path,
    plays: range | None,
) -> ListenedWriter:
    """Play a scene, or some of its plays, drawn by the engine, into the file of a writer."""
    from scenes.rendering.engine.renderer import EngineRenderer
    from scenes.rendering.engine.sharing import ForkingWriter, ReplayingWriter
    from scenes.rendering.engine.video.writer import EngineWriter

    scene.renderer = renderer = EngineRenderer(cast("CairoRenderer", scene.renderer))
    renderer.cut = plays
    _may_play_nothing(scene)
    settings, processes = scene.file_writer_settings, options.drawing_processes
    if processes == 1:
        renderer.file_writer = alone = EngineWriter(settings, listener)
        alone.straight_alpha = getattr(scene, "straight_alpha", False)
        scene.render()
        return alone
    writer: ForkingWriter | ReplayingWriter
    if options.forks:
        writer = ForkingWriter(settings, listener, processes)
        writer.summary = renderer.counts
    else:
        writer = ReplayingWriter(settings, listener, folder / _CLAIMS)
        writer.others = Replays(Replay(make_scene, options, folder, os.getpid()), processes - 1)
    renderer.file_writer = writer
    writer.straight_alpha = getattr(scene, "straight_alpha", False)
    with undone_by_signals(writer.others.kill):
        try:
            scene.render()
        finally:
            writer.others.kill()
    for report in writer.others.reports:
        renderer.add_counts(report.said)
    return writer


def _engine_of(scene: Scene) -> EngineRenderer:
    """Return the renderer that a scene was given here."""
    return cast("EngineRenderer", scene.renderer)


def _may_play_nothing(scene: Scene) -> None:
    """Let a scene come to its end that only adds things (upstream: only where no format is set)."""
    session = scene.session_spec
    if session.output.is_video:
        still = replace(session.output, fallback_to_still=True)
        scene.session_spec = replace(session, output=still)


def _picture(scene: Scene, options: RenderOptions, space: Workspace) -> Rendered:
    """Give the picture that a scene is at its end, where it has no frame before that.

    Raises
    ------
    RenderError
        When a film was asked for by the name of its format.
    """
    from scenes.rendering.engine.lettering.letters import missing_letters

    renderer = _engine_of(scene)
    name = type(scene).__name__
    why = f"{name} {'skips all that it plays' if renderer.num_plays else 'plays nothing'}"
    if options.format is not None:
        raise RenderError(
            f"{why}, so there is no {options.format} of it: --format png makes a picture"
        )
    target = space.target.with_suffix(".png")
    check_target(target)
    made = space.folder / "picture.png"
    renderer.draw_last_frame(scene)
    renderer.file_writer.write_picture(renderer.get_frame(), made)
    space.publish(made, target)
    remarks = (f"{why}: a picture, not a film", *missing_letters())
    return Rendered(
        path=target,
        frames=1,
        fps=options.resolution.fps,
        subtitles=(),
        left_to_manim=renderer.summary,
        remarks=remarks,
    )


def replay(task: Replay) -> dict[str, Any]:
    """Help another process to render a scene; return what there is to tell of it."""
    with faster_manim(task.options, task.folder):
        from scenes.rendering.engine.lettering.text import typeset_apart
        from scenes.rendering.engine.renderer import EngineRenderer
        from scenes.rendering.engine.sharing import HelpingWriter

        typeset_apart()
        scene = task.make_scene()
        scene.renderer = renderer = EngineRenderer(cast("CairoRenderer", scene.renderer))
        writer = HelpingWriter(scene.file_writer_settings, task.folder / _CLAIMS, task.parent)
        renderer.file_writer = writer
        writer.straight_alpha = getattr(scene, "straight_alpha", False)
        scene.render()
    return {**renderer.counts(), "lengths": writer.lengths}


def _language(scene: Scene) -> str:
    """Return the language of what a lesson says, by three letters; of other scenes, und."""
    language = getattr(getattr(scene, "presentation", None), "language", "")
    return {"en": "eng", "ko": "kor"}.get(str(language), "und")


def _finished(
    writer: ListenedWriter, title: str, space: Workspace, cues: list[Cue], language: str
) -> Path:
    """Return the whole result, still in the workspace."""
    made = Path(writer.final_file_path)
    encoder = writer.video_encoder
    if encoder is None or writer.output_spec.is_gif:
        return made

    from scenes.rendering.film.containers import Subtitles, count_frames, finish_video

    whole = space.folder / f"whole{made.suffix}"
    finish_video(
        made,
        whole,
        title=title,
        chapters=writer.chapters,
        fps=encoder.frame_rate,
        subtitles=Subtitles(cues, language),
    )
    found = count_frames(whole)
    if found != writer.frames_written:
        raise RenderError(
            f"the video came out with {found} frames instead of {writer.frames_written}: "
            "is the disk full?"
        )
    return whole


def _cues(scene: Scene, fps: float) -> list[Cue]:
    renderer = _engine_of(scene)
    cues = [Cue(item.content, item.start, item.end) for item in renderer.file_writer.subcaptions]
    return in_film(cues, renderer.moments, fps)


def _write_beats(
    title: str, scene: Scene, writer: ListenedWriter, cues: list[Cue], space: Workspace
) -> Path:
    made, place = space.folder / "beats.json", space.target.with_suffix(".json")
    renderer = _engine_of(scene)
    fps = renderer.camera.frame_rate
    text = beats_file(title, writer.chapters, cues, renderer.rests, fps)
    made.write_text(text, encoding="utf-8")
    space.publish(made, place)
    return place


def _write_transcript(
    title: str,
    form: str,
    writer: ListenedWriter,
    cues: list[Cue],
    options: RenderOptions,
    space: Workspace,
) -> Path:
    from scenes.rendering.film.transcripts import transcript

    made, place = space.folder / "transcript", space.target.with_suffix(f".{form}")
    text = transcript(title, writer.chapters, cues, options.resolution.fps, form)
    made.write_text(text, encoding="utf-8")
    space.publish(made, place)
    return place


def _write_subtitles(cues: list[Cue], space: Workspace) -> tuple[Path, ...]:
    places = []
    for ending, write in ((".srt", to_srt), (".vtt", to_webvtt)):
        made = space.folder / f"subtitles{ending}"
        made.write_text(write(cues), encoding="utf-8")
        place = space.target.with_suffix(ending)
        space.publish(made, place)
        places.append(place)
    return tuple(places)
