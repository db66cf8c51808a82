#!/bin/sh
# Manim Community 0.22.0 (needs the headers of cairo and pango to be installed), seen 2026-11-30.
#
# Guess:   the shipped default.cfg lists "tex_template =" under [CLI], beside all other keys of a
#          manim.cfg, and its comment names the option --tex_template: a file given there is used.
# Happens: the key is never read, and nothing is said. The one that is read, tex_template_file, is
#          not listed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check manim==0.22.0
cd "$folder"
cat >mine.tex <<'T'
\documentclass{standalone}
% mine
\begin{document}
YourTextHere
\end{document}
T
cat >scene.py <<'P'
from manim import Scene, config


class One(Scene):
    def construct(self):
        print("is mine:", "% mine" in config.tex_template.body, "at", config.frame_rate)
P
defaults=$("$folder/venv/bin/python" -c "import importlib.util as u; print(u.find_spec('manim').origin)")
{
    grep -c '^tex_template =' "$(dirname "$defaults")/_config/default.cfg"
    grep -c '^tex_template_file' "$(dirname "$defaults")/_config/default.cfg" || true
    for key in tex_template tex_template_file; do
        printf '[CLI]\nframe_rate = 12\n%s = mine.tex\n' "$key" >manim.cfg
        echo "$key"
        "$folder/venv/bin/manim" render --dry_run -v WARNING scene.py One | grep mine
    done
} >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
1
0
tex_template
is mine: False at 12.0
tex_template_file
is mine: True at 12.0
SEEN
