"""A GIF in two passes over the segments: the first finds the palette, the second uses it.

Upstream's ``SceneFileWriter.combine_files`` does both in one filter graph, which keeps every frame
of the film in memory until the last has been seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av

__all__ = ["write_gif"]


def write_gif(segments: Sequence[Path], target: Path) -> None:
    """Write the frames of all segments, in order, as one GIF."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(segments[0])) as first, av.open(str(target), mode="w") as container:
        template = first.streams.video[0]
        rate = template.average_rate or Fraction(15)
        stream = container.add_stream("gif", rate=rate)
        stream.pix_fmt, stream.width, stream.height = "pal8", template.width, template.height
        palette = _palette(segments, template)
        for index, frame in enumerate(_coloured(segments, template, palette)):
            frame.pts, frame.time_base = index, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _frames(segments: Sequence[Path]) -> Iterator[av.VideoFrame]:
    for segment in segments:
        with av.open(str(segment)) as container:
            yield from container.decode(video=0)


def _palette(segments: Sequence[Path], template: av.VideoStream) -> av.VideoFrame:
    """Return the 256 colours that serve the film best, most of all what moves in it."""
    graph = av.filter.Graph()
    source = graph.add_buffer(template=template)
    graph.link_nodes(source, graph.add("palettegen", "stats_mode=diff"), graph.add("buffersink"))
    graph.configure()
    (palette,) = _through(graph, source, _frames(segments))
    return palette


def _coloured(
    segments: Sequence[Path], template: av.VideoStream, palette: av.VideoFrame
) -> Iterator[av.VideoFrame]:
    """Yield the frames in the colours of the palette."""
    graph = av.filter.Graph()
    source = graph.add_buffer(template=template)
    colours = graph.add_buffer(
        width=palette.width,
        height=palette.height,
        format=palette.format,
        time_base=template.time_base,
    )
    use = graph.add("paletteuse", "dither=bayer:bayer_scale=5:diff_mode=rectangle")
    source.link_to(use, 0, 0)
    colours.link_to(use, 0, 1)
    use.link_to(graph.add("buffersink"))
    graph.configure()
    colours.push(palette)
    colours.push(None)
    yield from _through(graph, source, _frames(segments))


def _through(
    graph: av.filter.Graph, source: av.filter.FilterContext, frames: Iterable[av.VideoFrame]
) -> Iterator[av.VideoFrame]:
    """Yield what comes out of a graph, frame by frame, so that none wait inside it."""
    for index, frame in enumerate(frames):
        frame.pts = index
        source.push(frame)
        yield from _ready(graph)
    source.push(None)
    yield from _ready(graph)


def _ready(graph: av.filter.Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.vpull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
