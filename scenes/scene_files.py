"""Scenes in a person's own file, as Manim's command line takes them."""

from __future__ import annotations

import inspect
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from scenes.kinds import closest

if TYPE_CHECKING:
    from manim import Scene

__all__ = ["SceneFileError", "make_scene_in", "scene_in"]


class SceneFileError(ValueError):
    """A file that has no such scene; says which it has."""


def scene_in(path: Path, name: str | None) -> type[Scene]:
    """Import a file and return one of the scenes that it defines.

    The file is a person's own program, and is run as such; the folder it lies in can be imported
    from.

    Parameters
    ----------
    path : Path
    name : str, optional
        Not needed where the file defines one scene only.

    Raises
    ------
    SceneFileError
    """
    if not path.is_file():
        raise SceneFileError(f"there is no file {path}")
    from manim import Scene

    module = _run(path)
    found = {
        key: item
        for key, item in vars(module).items()
        if inspect.isclass(item) and issubclass(item, Scene) and item.__module__ == module.__name__
    }
    if name is None and len(found) == 1:
        (name,) = found
    if name in found:
        return found[name]
    if not found:
        raise SceneFileError(f"{path.name} has no scene: a class in it that inherits from Scene")
    listed = ", ".join(found)
    if name is None:
        raise SceneFileError(f"say which scene of {path.name}: {listed}")
    hint = closest(name, list(found)) or f"; it has {listed}"
    raise SceneFileError(f"{path.name} has no scene {name!r}{hint}")


def make_scene_in(path: Path, name: str | None, **keywords: Any) -> Scene:
    """Import a file and make one of its scenes, from the keywords of Manim's ``Scene``."""
    return scene_in(path, name)(**keywords)


def _run(path: Path) -> ModuleType:
    taken = path.stem in sys.modules  # as scenes.py would be
    found = spec_from_file_location(f"{path.stem} of {path}" if taken else path.stem, path)
    if found is None or found.loader is None:
        raise SceneFileError(f"{path.name} is not a Python file")
    module = module_from_spec(found)
    sys.modules[found.name] = module
    sys.path.insert(0, str(path.parent.absolute()))
    found.loader.exec_module(module)
    return module
