"""The needs of rendering, checked by using them, with the remedy for each thing missing."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from optviz_command import PACKAGES
from scenes.rendering.files.shadowed import shadowing
from scenes.rendering.latex.faults import installation
from scenes.rendering.latex.kept_files import PLACE, KeptFiles, user_folder

__all__ = ["Finding", "examine"]

_LEAST_SPACE = 2**30

_SYSTEM_PACKAGES = (
    "Debian, Ubuntu: apt install pkg-config libcairo2-dev libpango1.0-dev gcc python3-dev; "
    "macOS: brew install pkg-config cairo pango"
)


_SHADOWED = (
    "your files import yours, and optviz its own; to import both, give yours another name "
    "(or remove the __init__.py of a folder)"
)


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    Attributes
    ----------
    name : str
        What was looked for.
    present : bool
    detail : str
        What was found, or what went wrong.
    remedy : str
        How to get it; empty if it is here.
    needed : bool
        Whether nothing can be rendered without it.
    """

    name: str
    present: bool
    detail: str
    remedy: str = ""
    needed: bool = True


@dataclass(frozen=True)
class _Check:
    name: str
    look: Callable[[], str]
    remedy: str
    needed: bool = True

    def finding(self) -> Finding:
        try:
            return Finding(self.name, True, self.look(), needed=self.needed)
        except Exception as error:  # whatever a broken installation raises is what it has to say
            message = getattr(error, "strerror", None) or str(error)
            detail = message.partition("\n")[0] or type(error).__name__
            return Finding(self.name, False, detail, self.remedy, self.needed)


def examine(folder: Path | None = None) -> list[Finding]:
    """Check everything, and whether videos can be written in a folder.

    Parameters
    ----------
    folder : Path, optional
        This one if left out.

    Returns
    -------
    list of Finding
        Manim itself is not imported, so that this takes a moment only.
    """
    place = Path.cwd() if folder is None else folder
    checks = [
        _Check("Python", platform.python_version, "install Python 3.11 or later"),
        _Check("Manim", _manim, "pip install 'manim>=0.22,<0.23'"),
        _Check("cairo", _cairo, f"{_SYSTEM_PACKAGES}; then pip install --force-reinstall pycairo"),
        _Check(
            "Pango", _pango, f"{_SYSTEM_PACKAGES}; then pip install --force-reinstall manimpango"
        ),
        _Check("Typst", _typst, "pip install --force-reinstall typst"),
        _Check("font for mathematics", _mathematics, "pip install --force-reinstall typst"),
        _Check("font for Korean", _korean, "pip install koreanize-matplotlib", needed=False),
        _Check("encoder for mp4 and mov", _encoder("libx264"), "pip install --force-reinstall av"),
        _Check(
            "encoder for webm", _encoder("libvpx-vp9"), "pip install --force-reinstall av", False
        ),
        _Check("LaTeX, for scenes of your own", _latex, installation(), needed=False),
        _Check("kept formulas of LaTeX", _kept_formulas, f"name another folder in {PLACE}", False),
        _Check("folder to write in", lambda: _writable(place), "change to a folder of your own"),
        _Check("modules of optviz", lambda: _modules(place), _SHADOWED, needed=False),
        _Check("space on the disk", lambda: _space(place), "a long 4k video needs 1 GB", False),
    ]
    return [check.finding() for check in checks]


def _manim() -> str:
    from scenes.rendering.settings import check_manim

    return check_manim()


def _cairo() -> str:
    return str(import_module("cairo").cairo_version_string())


def _pango() -> str:
    return str(import_module("manimpango").pango_version())


def _typst() -> str:
    import_module("typst")
    return version("typst")


def _mathematics() -> str:
    from scenes.typesetting.typeset import mathematics, typeset

    typeset(mathematics("integral_0^1 x^2 dif x"))
    return "New Computer Modern Math"


def _korean() -> str:
    from scenes.typesetting.typeset import prose, typeset

    typeset(prose("가우스 소거법"))
    return "NanumGothic"


def _latex() -> str:
    versions = []
    for program in ("latex", "dvisvgm"):
        place = shutil.which(program)
        if place is None:
            raise RuntimeError(f"{program} is not installed; MathTypst and Typst do without")
        said = subprocess.run([place, "--version"], capture_output=True, text=True, check=True)
        versions.append(said.stdout.partition("\n")[0])
    return ", ".join(versions)


def _encoder(codec: str) -> Callable[[], str]:
    def look() -> str:
        av = import_module("av")
        av.codec.Codec(codec, "w")
        return codec

    return look


def _kept_formulas() -> str:
    folder = user_folder()
    if folder is None:
        return "none are to be kept"
    files = KeptFiles(folder)
    number, size = files.measure()
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if not (existing.is_dir() and os.access(existing, os.W_OK)):
        raise RuntimeError(f"nothing can be kept in {folder}")
    most = files.most_bytes / 2**20
    return f"{number}, {size / 2**20:.1f} MB of {most:.0f} MB at most, in {folder}"


def _writable(folder: Path) -> str:
    with tempfile.TemporaryFile(dir=folder):
        return str(folder)


def _modules(folder: Path) -> str:
    found = shadowing([str(folder), *sys.path])
    if found:
        raise RuntimeError(", ".join(f"{name} is {place} here" for name, place in found.items()))
    return " and ".join((", ".join(PACKAGES[:-1]), PACKAGES[-1])) + " are its own"


def _space(folder: Path) -> str:
    free = shutil.disk_usage(folder).free
    if free < _LEAST_SPACE:
        raise RuntimeError(f"{free / 2**20:.0f} MB free")
    return f"{free / 2**30:.0f} GB free"
