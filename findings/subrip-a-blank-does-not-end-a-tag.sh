#!/bin/sh
# PyAV 18.1.0 and the libavcodec in its wheel, seen 2026-11-30.
#
# Guess:   SubRip has no escapes, but "<" followed by a blank is no tag, so "< B & C>" is shown as
#          it is written, as "< C & D>" is.
# Happens: the decoder takes "< B & C>" for bold, whatever follows the letter: the event holds
#          {\b1} and no text. "< C & D>" and "< strong >" are shown. A word joiner (U+2060) after
#          "<" keeps the text.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0
cat >"$folder/try.py" <<'P'
import sys
import av

for text in ("< B & C>", "< C & D>", "< strong >", "<\u2060B & C>"):
    path = sys.argv[1] + "/t.srt"
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n")
    with av.open(path) as container:
        for packet in container.demux():
            for part in packet.decode():
                event = part.ass.decode() if isinstance(part.ass, bytes) else part.ass
                print(ascii(text), "->", ascii(event.split(",", 8)[-1]))
P
"$folder/venv/bin/python" "$folder/try.py" "$folder" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
'< B & C>' -> '{\\b1}'
'< C & D>' -> '< C & D>'
'< strong >' -> '< strong >'
'<\u2060B & C>' -> '<\u2060B & C>'
SEEN
