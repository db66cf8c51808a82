#!/bin/sh
# PyAV 18.1.0 (FFmpeg 8), Python 3.11, 2026-12-01: soft subtitles in an mp4.
#
# One would guess: add_stream("mov_text") beside a copied video, packets of QuickTime text muxed into
# it, and the file is whole; the words are raw bytes, and no encoder has anything to do.
#
# What happens: at the first packet the container opens the encoder of each stream, and mov_text's
# wants a header of another format, ASS, which is not written anywhere: without one it is
# "InvalidDataError … avcodec_open2("mov_text", …)", which names no header. Any text does; the
# packets then go out as they are, each its length in two bytes and the words.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.2

cat >"$folder/subtitles.py" <<'EOF'
import sys
from fractions import Fraction

import av
import numpy as np

folder = sys.argv[1]
with av.open(f"{folder}/film.mp4", "w") as made:
    video = made.add_stream("mpeg4", rate=10)
    video.width = video.height = 32
    for _ in range(10):
        made.mux(video.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8))))
    made.mux(video.encode())


def with_words(header):
    name = f"{folder}/{bool(header)}.mp4"
    try:
        with av.open(f"{folder}/film.mp4") as film, av.open(name, "w") as made:
            copied = made.add_stream_from_template(film.streams.video[0])
            words = made.add_stream("mov_text")
            if header:
                words.codec_context.subtitle_header = header
            packet = av.Packet(b"\x00\x05hello")
            packet.pts = packet.dts = 0
            packet.duration, packet.time_base, packet.stream = 500, Fraction(1, 1000), words
            made.mux(packet)
            for packet in film.demux():
                if packet.dts is not None:
                    packet.stream = copied
                    made.mux(packet)
    except av.error.InvalidDataError as error:
        return f"{type(error).__name__}: {str(error).split('] ')[1].split(',')[0]}"
    with av.open(name) as made:
        return [bytes(p) for p in made.demux(made.streams.subtitles[0]) if p.size > 2]


print("without a header:", with_words(b""))
print("with any text as header:", with_words(b"nothing\n"))
EOF
"$folder/venv/bin/python" "$folder/subtitles.py" "$folder" >"$folder/seen" 2>/dev/null
cat "$folder/seen"
cat >"$folder/expected" <<'EOF'
without a header: InvalidDataError: Invalid data found when processing input: 'avcodec_open2("mov_text"
with any text as header: [b'\x00\x05hello']
EOF
cmp "$folder/seen" "$folder/expected"
