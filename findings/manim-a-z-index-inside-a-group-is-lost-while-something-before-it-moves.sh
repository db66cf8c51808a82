#!/bin/sh
# Manim 0.22.0, Python 3.11, 2026-12-01: z_index of a member of a group, with the Cairo renderer.
#
# One would guess: a square with z_index = -1 lies below what has 0, in a VGroup as on its own.
#
# What happens: it lies below while the scene waits, and on top while anything that was added before
# it is animated: a play draws what stays and what moves apart, and the split goes by the places of
# the groups, whose own z_index is 0. So it jumps up as the play begins and down as it ends. Added on
# its own it stays below. (A play looks first at what stays alone, and then at its frames.)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check manim==0.22.0

cat >"$folder/below.py" <<'EOF'
import sys

from manim import BLUE, RED, RIGHT, UP, Scene, Square, VGroup, tempconfig


def colours(grouped):
    seen = []

    class Below(Scene):
        def construct(self):
            above = Square(2, fill_opacity=1, color=BLUE)
            moving = Square(0.5).shift(4 * RIGHT)
            below = Square(3, fill_opacity=1, color=RED).set_z_index(-1)
            self.add(above, moving, VGroup(below) if grouped else below)
            draw = self.renderer.update_frame

            def look(*args, **kwargs):
                draw(*args, **kwargs)
                frame = self.renderer.get_frame()
                red, _, blue, _ = frame[frame.shape[0] // 2, frame.shape[1] // 2]
                seen.append("red" if red > blue else "blue")

            self.renderer.update_frame = look
            self.wait(0.2)
            seen.append("|")
            self.play(moving.animate.shift(UP), run_time=0.2)
            seen.append("|")
            self.wait(0.2)

    with tempconfig({"quality": "low_quality", "disable_caching": True, "verbosity": "ERROR",
                     "media_dir": sys.argv[1], "progress_bar": "none"}):
        Below().render()
    return " ".join(k for i, k in enumerate(seen) if not i or k != seen[i - 1])


print("in a group:", colours(True))
print("on its own:", colours(False))
EOF
"$folder/venv/bin/python" "$folder/below.py" "$folder/media" 2>/dev/null >"$folder/seen"
cat "$folder/seen"
cat >"$folder/expected" <<'EOF'
in a group: blue | blue red | blue
on its own: blue | blue | blue
EOF
cmp "$folder/seen" "$folder/expected"
