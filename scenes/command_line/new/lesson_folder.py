"""The folder of a new lesson, written from a template."""

from __future__ import annotations

import keyword
import re
from importlib.util import find_spec
from pathlib import Path
from string import Template

from scenes.lessons.catalogue import lesson_names
from scenes.parameters.declarations import ParameterError

__all__ = ["write_lesson"]

_TEMPLATE = Path(__file__).parent / "template"
_MODULES = {"__init__.py": "init", "parameters.py": "parameters", "storyboard.py": "storyboard"}


def write_lesson(name: str, place: Path) -> list[Path]:
    """Write the folder of a lesson of that name, and return its files.

    Parameters
    ----------
    name : str
        Letters, digits and underscores; hyphens become underscores.
    place : Path
        Where the folder is to be.

    Raises
    ------
    ParameterError
        For a name that no module or lesson can have, or that something has already.
    """
    package = name.replace("-", "_")
    lesson = package.replace("_", "-")
    if re.fullmatch(r"[a-z][a-z0-9_]{0,50}", package) is None or keyword.iskeyword(package):
        raise ParameterError("name", f"{name!r} is not of small letters, digits and underscores")
    if lesson in lesson_names():
        raise ParameterError("name", f"there is a lesson {lesson} already: take another name")
    folder = place / package
    try:
        taken = not folder.exists() and find_spec(package) is not None
        if taken:
            raise ParameterError(
                "name", f"Python has a module {package} already: take another name"
            )
        folder.mkdir()
    except FileExistsError as error:
        raise ParameterError(
            "name", f"{package} is there already, and nothing is written over: take another name"
        ) from error
    except OSError as error:
        raise ParameterError("name", f"cannot make {package} here: {error.strerror}") from error
    words = {
        "folder": package,
        "lesson": lesson,
        "name": "".join(word.capitalize() for word in package.split("_")),
        "title": package.replace("_", " ").strip().capitalize(),
    }
    sources = {folder / file: f"{template}.txt" for file, template in _MODULES.items()}
    for catalogue in sorted(_TEMPLATE.glob("*.po")):
        sources[folder / "locale" / catalogue.stem / "LC_MESSAGES" / f"{package}.po"] = (
            catalogue.name
        )
    for path, template in sources.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template((_TEMPLATE / template).read_text(encoding="utf-8"))
        path.write_text(text.substitute(words), encoding="utf-8")
    return list(sources)
