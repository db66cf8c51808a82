"""Text that is made again and again, as in ``always_redraw``, is read from its file once.

Manim keeps the glyphs of a text in a file that is named after all they depend on. It writes them in
place, and looks only whether the file is there: two processes must not share a folder of them.
"""

from __future__ import annotations

import copy
import os
from io import BytesIO
from os import PathLike
from typing import Any
from xml.etree import ElementTree

import svgelements
from manim import RIGHT, TAU, MarkupText, SVGMobject, Text, config
from manimpango.utils import PangoUtils

__all__ = ["ReadTexts", "typeset_apart"]

_general_clean = PangoUtils.remove_last_M

_MOST = 500
"""Texts that are remembered; a lecture has some hundred."""


def typeset_apart() -> None:
    """From now on what this process typesets goes into folders that no other process uses."""
    for kind in ("text_dir", "tex_dir"):
        config[kind] = f"{config[kind]}-{os.getpid()}"


class ReadTexts:
    """The glyphs of the texts read so far, by file and style."""

    def __init__(self) -> None:
        self._cleaned: set[str] = set()
        self._read: dict[tuple[object, ...], tuple[list[Any], dict[str, Any]]] = {}

    def clean(self, file_name: str | PathLike[str]) -> None:
        """Take out of a text's file what says nothing, once.

        In place of ``PangoUtils.remove_last_M`` (manimpango/utils.py), which reads and writes the
        file each time that the text is made.
        """
        if str(file_name) not in self._cleaned:
            _general_clean(file_name)
            self._cleaned.add(str(file_name))

    def generate_mobject(self, mobject: SVGMobject) -> SVGMobject:
        """Add the glyphs of a text to it, or the shapes of another picture.

        In place of ``SVGMobject.generate_mobject`` (manim/mobject/svg/svg_mobject.py), which
        parses the file and builds every glyph, each time. Remembered only for text, whose glyphs
        depend on nothing else than that file and the style.
        """
        if type(mobject) not in (Text, MarkupText) or str(mobject.file_name) not in self._cleaned:
            return _read(mobject)
        key = _key(mobject)
        if key not in self._read:
            if len(self._read) >= _MOST:
                self._read.clear()
            result = _read(mobject)
            self._read[key] = copy.deepcopy((mobject.submobjects, mobject.id_to_vgroup_dict))
            return result
        mobject.rotate_sheen_direction(TAU / 2, RIGHT)  # as the glyphs were, see _read
        glyphs, mobject.id_to_vgroup_dict = copy.deepcopy(self._read[key])
        mobject.add(*glyphs)
        return mobject


def _read(mobject: SVGMobject) -> SVGMobject:
    """Add the shapes of a picture to it.

    Manim writes a second picture beside the first, over one of that name, to parse it from there.
    """
    styled = BytesIO()
    tree: Any = ElementTree.parse(mobject.get_file_path())
    mobject.modify_xml_tree(tree).write(styled)
    styled.seek(0)
    shapes, mobject.id_to_vgroup_dict = mobject.get_mobjects_from(svgelements.SVG.parse(styled))
    mobject.add(*shapes)
    mobject.flip(RIGHT)
    return mobject


def _key(mobject: SVGMobject) -> tuple[object, ...]:
    return (
        type(mobject),
        mobject.file_name,
        repr(mobject.svg_default),
        repr(mobject.path_string_config),
    )
