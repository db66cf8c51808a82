"""Scenes in a person's own file, as Manim's command line takes them."""

from __future__ import annotations

import inspect
import random
import sys
from collections.abc import Mapping
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from optviz_command import PACKAGES
from scenes.parameters.kinds import closest
from scenes.rendering.faults import said_by
from scenes.rendering.files.fault_places import FaultPlace, FileError
from scenes.rendering.files.importing import own_config
from scenes.rendering.files.remedies import AS_UTF_8
from scenes.rendering.files.who_asks import answer_by_who_asks
from scenes.rendering.processes.chance import chance_repeated

if TYPE_CHECKING:
    from manim import Scene

__all__ = ["SceneFileError", "SceneMaker", "make_scene_in", "scene_called", "scenes_in", "summary"]


class SceneFileError(ValueError):
    """A file that has no such scene; says which it has."""


def scenes_in(path: Path) -> dict[str, type[Scene]]:
    """Import a file and return the scenes that it defines, in its order.

    The file is a person's own program, and is run as such; the folder it lies in can be imported
    from. A class that leaves ``construct`` to Manim is what others inherit from, and left out,
    unless the file has no other. What the file draws by lot while it is imported is the same each
    time.

    Parameters
    ----------
    path : Path

    Raises
    ------
    SceneFileError
        When there is no such file, or no scene in it.
    """
    if not path.is_file():
        raise SceneFileError(f"there is no file {path}")
    from manim import Scene

    module = _run(path)
    found: dict[str, type[Scene]] = {}
    for name, item in vars(module).items():
        is_scene = inspect.isclass(item) and issubclass(item, Scene)
        if is_scene and item.__module__ == module.__name__ and item not in found.values():
            found[name] = item
    if not found:
        raise SceneFileError(f"{path.name} has no scene: a class in it that inherits from Scene")
    told = {name: scene for name, scene in found.items() if _has_story(scene)}
    return told or found


def _has_story(scene: type[Scene]) -> bool:
    is_for_others = inspect.isabstract(scene) or scene.construct.__module__.startswith("manim.")
    return not is_for_others


def scene_called(name: str, scenes: Mapping[str, type[Scene]], path: Path) -> type[Scene]:
    """Return the scene of that name among those of a file.

    Raises
    ------
    SceneFileError
        With the nearest name, or all.
    """
    if name not in scenes:
        hint = closest(name, list(scenes)) or f"; it has {', '.join(scenes)}"
        raise SceneFileError(f"{path.name} has no scene {name!r}{hint}")
    return scenes[name]


def summary(scene: type[Scene]) -> str:
    """Return the first line of a scene's own docstring, or nothing."""
    return inspect.cleandoc(vars(scene).get("__doc__") or "").partition("\n")[0]


class SceneMaker:
    """Makes a scene of a file that has been imported; another process imports it itself.

    Parameters
    ----------
    path : Path
    name : str
    scene : type
    """

    def __init__(self, path: Path, name: str, scene: type[Scene]) -> None:
        self.path, self.name, self.scene = path, name, scene

    def __call__(self, **keywords: Any) -> Scene:
        """Make it, from the keywords of Manim's ``Scene``."""
        return _made(self.scene, keywords)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial, (make_scene_in, self.path.absolute(), self.name)


def make_scene_in(path: Path, name: str, **keywords: Any) -> Scene:
    """Import a file and make one of its scenes, from the keywords of Manim's ``Scene``."""
    with own_config():  # its render has been told of it
        found = scenes_in(path)
    return _made(scene_called(name, found, path), keywords)


def _made(scene: type[Scene], keywords: Mapping[str, Any]) -> Scene:
    """Make a scene as Manim does, without arguments of its own."""
    try:
        return scene(**keywords)
    except TypeError as error:
        inside = error.__traceback__ and error.__traceback__.tb_next
        if inside is not None:
            raise
        place = FaultPlace(Path(inspect.getfile(scene)), inspect.getsourcelines(scene)[1])
        remedy = "A scene is made without arguments, in Manim too: give each of them a default"
        raise FileError(place, said_by(error), (remedy,)) from error


def _check_text(path: Path) -> None:
    """Refuse a file that cannot be read, or of which Python cannot say where it is no program."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SceneFileError(f"cannot read {path}: {error.strerror}") from error
    if b"\0" in content:
        raise SceneFileError(f"{path.name} is no program in UTF-8, but UTF-16 perhaps: {AS_UTF_8}")


def _run(path: Path) -> ModuleType:
    import numpy as np

    taken = path.stem in sys.modules or path.stem in PACKAGES  # as scenes.py would be
    _check_text(path)
    found = spec_from_file_location(f"{path.stem} of {path}" if taken else path.stem, path)
    if found is None or found.loader is None:
        raise SceneFileError(f"{path.name} is not a Python file")
    module = module_from_spec(found)
    sys.modules[found.name] = module
    sys.path.insert(0, str(path.parent.absolute()))
    # Scenes draw from these, whose numbers would be others in a process that imports it again.
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002
    answer_by_who_asks()
    with chance_repeated():
        found.loader.exec_module(module)
    return module
