#!/bin/sh
# PyAV 18.1.0 and the libavformat in its wheel, seen 2026-11-30.
#
# Guess:   add_stream_from_template copies what a player needs, so a WebM whose packets are passed
#          on unchanged is still described as transparent.
# Happens: the packets keep their alpha (BlockAdditional), but the track loses its element
#          AlphaMode, which tells a player that they are there. The demuxer reports VP9 with alpha as yuv420p,
#          and the muxer writes AlphaMode only for yuva420p: set pix_fmt on the new stream, though
#          nothing is encoded.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 numpy==2.2.6
cat >"$folder/try.py" <<'P'
import av
import numpy as np

picture = np.zeros((64, 64, 4), np.uint8)
picture[:32] = 200, 0, 0, 255
with av.open("made.webm", "w") as out:
    stream = out.add_stream("libvpx-vp9", rate=10)
    stream.width = stream.height = 64
    stream.pix_fmt = "yuva420p"
    frame = av.VideoFrame.from_ndarray(picture, format="rgba").reformat(format="yuva420p")
    out.mux(stream.encode(frame))
    out.mux(stream.encode())


def copied(name, pix_fmt):
    with av.open("made.webm") as source, av.open(name, "w") as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        if pix_fmt:
            stream.pix_fmt = pix_fmt
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)


copied("plain.webm", None)
copied("told.webm", "yuva420p")
for name in ("made", "plain", "told"):
    with av.open(f"{name}.webm") as file:
        video = file.streams.video[0]
        print(name, video.pix_fmt, "alpha_mode:", video.metadata.get("alpha_mode"))
P
cd "$folder"
"$folder/venv/bin/python" try.py 2>/dev/null >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
made yuv420p alpha_mode: 1
plain yuv420p alpha_mode: None
told yuv420p alpha_mode: 1
SEEN
