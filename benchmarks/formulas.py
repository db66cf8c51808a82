"""The second render of a scene with forty formulas of LaTeX, against the second one of Manim.

Each side has typeset the formulas before, and finds its outlines again: Manim in the folder for its
TeX files, beside the film, ours in a cache of the user's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

from benchmarks.measure import Case
from benchmarks.rendering import SCENES, with_manim, with_optviz

FILE, SCENE = str(SCENES / "formulas.py"), "FortyFormulas"

GOAL = 0.5


def cases() -> Iterator[Case]:
    """Yield the scene, where LaTeX is installed, with a cache that begins empty."""
    if shutil.which("latex") is None or shutil.which("dvisvgm") is None:
        return
    with tempfile.TemporaryDirectory(prefix="optviz-bench-") as folder:
        place = Path(folder)
        kept = place / "kept"
        with patch.dict(os.environ, {"OPTVIZ_CACHE_DIR": str(kept)}):
            ours = partial(with_optviz, place, FILE, SCENE)
            stock = partial(with_manim, place, FILE, SCENE)
            ours()
            stock()
            found = len(list(kept.iterdir())), len(list(place.glob("Tex/*.svg")))
            if found != (40, 40):
                raise RuntimeError(f"{found} of 40 formulas are kept")
            yield Case("40 formulas, again", ours, stock, "manim render", GOAL)


def remarks() -> Iterator[str]:
    """Say what was not measured."""
    if shutil.which("latex") is None or shutil.which("dvisvgm") is None:
        yield "LaTeX is not installed: nothing measured"
