"""Remedies for errors that are often made: a module is missing, another Manim is meant.

Source: the changelogs of Manim Community, on what was renamed since it parted from ManimGL.
"""

from __future__ import annotations

import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path

__all__ = ["AS_UTF_8", "remedy_for"]

AS_UTF_8 = "save it as UTF-8"

_OTHER_MANIM = ("manimlib", "manimgl", "manim_imports_ext", "big_ol_pile_of_manim_imports")

_RENAMED = {
    "ShowCreation": "Create",
    "TextMobject": "Tex",
    "TexMobject": "MathTex",
    "TexText": "Tex",
    "GraphScene": "Axes in a Scene",
    "FadeInFrom": "FadeIn(…, shift=…)",
    "FadeOutAndShift": "FadeOut(…, shift=…)",
    "FadeInFromLarge": "FadeIn(…, scale=…)",
    "ShowCreationThenDestruction": "ShowPassingFlash",
    "CircleIndicate": "Circumscribe",
    "WiggleOutThenIn": "Wiggle",
    "FRAME_WIDTH": "config.frame_width",
    "FRAME_HEIGHT": "config.frame_height",
}
"""Names of ManimGL and of Manim before 2021, with what they are called now."""

_PACKAGES = {
    "cv2": "opencv-python",
    "sklearn": "scikit-learn",
    "skimage": "scikit-image",
    "yaml": "PyYAML",
    "bs4": "beautifulsoup4",
    "Bio": "biopython",
    "serial": "pyserial",
    "dateutil": "python-dateutil",
}
"""Packages whose modules have another name."""

_FAR = 4
"""Folders above a file, in which a module is looked for."""

_ENCODING = re.compile(r"\(unicode error\) '(?!unicodeescape)[\w-]+' codec can't decode|^Non-UTF-8")


def remedy_for(error: BaseException, file: Path) -> str | None:
    """Return what helps against an error that a file has made, in one line, or None.

    Parameters
    ----------
    error : BaseException
    file : Path
        Where it was made.

    Examples
    --------
    >>> remedy_for(NameError("", name="ShowCreation"), Path("talk.py"))
    'ShowCreation is of another Manim: in Manim Community, Create'
    """
    if isinstance(error, SystemExit):
        return (
            'return ends a scene; what reads the command line goes under if __name__ == "__main__"'
        )
    if isinstance(error, SyntaxError) and _ENCODING.search(error.msg):
        return f"{file.name} is not UTF-8: {AS_UTF_8}, or begin it by its encoding: # coding: cp949"
    if isinstance(error, NameError) and error.name in _RENAMED:
        return f"{error.name} is of another Manim: in Manim Community, {_RENAMED[error.name]}"
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _way_to(error.name, file)
    return None


def _way_to(module: str, file: Path) -> str | None:
    """Return how a module that is missing is found."""
    above = module.partition(".")[0]
    if above in _OTHER_MANIM:
        return "That is ManimGL; optviz renders scenes of Manim Community: from manim import *"
    sought = Path(*module.split("."))
    for folder in (Path.cwd(), *list(file.absolute().parents)[1:_FAR]):
        place, is_searched = folder / sought, os.fspath(folder) in sys.path
        if not is_searched and (place.with_suffix(".py").is_file() or any(place.glob("*.py"))):
            shown = "." if folder == Path.cwd() else folder
            return (
                f"{sought} is in {folder}, where Python does not look: PYTHONPATH={shown} adds it"
            )
    if find_spec(above) is not None:
        return None
    return f"To install it where optviz is: {_installer()} {_PACKAGES.get(above, above)}"


def _installer() -> str:
    """Return the command that installs a package for this Python."""
    if find_spec("pip") is not None:
        return f"{sys.executable} -m pip install"
    return f"uv pip install --python {sys.executable}"
