"""The lessons in a person's own file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scenes.rendering.files.importing import import_apart
from scenes.rendering.files.scene_files import SceneFileError, scenes_in
from scenes.rendering.options import RenderOptions
from scenes.rendering.settings import import_manim

if TYPE_CHECKING:
    from scenes.parts.lesson import Lesson

__all__ = ["lessons_in"]


def lessons_in(path: Path) -> dict[str, type[Lesson]]:
    """Import a file and return the lessons that it defines, in its order.

    Raises
    ------
    SceneFileError
        When there is no such file, or no lesson in it.
    """
    import_manim()
    from scenes.parts.lesson import Lesson

    with import_apart(RenderOptions()):
        scenes = scenes_in(path)
    found = {name: scene for name, scene in scenes.items() if issubclass(scene, Lesson)}
    if not found:
        raise SceneFileError(
            f"{path.name} has no lesson, only scenes of Manim: lint holds a class that inherits "
            "from scenes.parts.lesson.Lesson, which says what it claims, to the rules for films"
        )
    return found
