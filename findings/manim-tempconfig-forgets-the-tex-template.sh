#!/bin/sh
# Manim Community 0.22.0 (needs the headers of cairo and pango to be installed), seen 2026-11-30.
#
# Guess:   after `with tempconfig({}): ...` the configuration is what it was; so a template that a
#          file sets at its top (`config.tex_template = ...`) serves every scene of the file.
# Happens: the values come back, but not the template, which is kept outside of them: it is the
#          default one again. `manim render -a` opens a tempconfig for each scene, so that only the
#          first scene of a file is typeset with the file's template.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check manim==0.22.0
cat >"$folder/try.py" <<'P'
from manim import TexTemplate, config, tempconfig

template = TexTemplate()
template.add_to_preamble("% mine")
config.tex_template = template
config.frame_rate = 12
with tempconfig({}):
    print("inside:", "% mine" in config.tex_template.preamble, config.frame_rate)
print("after: ", "% mine" in config.tex_template.preamble, config.frame_rate)
P
cat >"$folder/two.py" <<'P'
from manim import Scene, TexTemplate, config

template = TexTemplate()
template.add_to_preamble("% mine")
config.tex_template = template


class First(Scene):
    def construct(self):
        print(type(self).__name__, "% mine" in config.tex_template.preamble)


class Second(First):
    pass
P
cd "$folder"
{
    "$folder/venv/bin/python" try.py
    "$folder/venv/bin/manim" render -a --dry_run -v ERROR two.py | grep -E '^(First|Second)'
} >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
inside: True 12
after:  False 12
First True
Second False
SEEN
