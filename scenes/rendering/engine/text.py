"""Text that is made again and again, as in ``always_redraw``, is read from its file once.

Manim keeps the glyphs of a text in a file that is named after all they depend on.
"""

from __future__ import annotations

import copy
from os import PathLike
from typing import Any

from manim import MarkupText, SVGMobject, Text
from manimpango.utils import PangoUtils

__all__ = ["ReadTexts"]

_general = SVGMobject.generate_mobject
_general_clean = PangoUtils.remove_last_M

_MOST = 500
"""Texts that are remembered; a lecture has some hundred."""


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
        """Add the glyphs of a text to it.

        In place of ``SVGMobject.generate_mobject`` (manim/mobject/svg/svg_mobject.py), which
        writes a second file, parses it and builds every glyph, each time. Only for text, whose
        glyphs depend on nothing else than that file and the style.
        """
        if type(mobject) not in (Text, MarkupText) or str(mobject.file_name) not in self._cleaned:
            return _general(mobject)
        key = _key(mobject)
        if key not in self._read:
            if len(self._read) >= _MOST:
                self._read.clear()
            result = _general(mobject)
            self._read[key] = copy.deepcopy((mobject.submobjects, mobject.id_to_vgroup_dict))
            return result
        glyphs, mobject.id_to_vgroup_dict = copy.deepcopy(self._read[key])
        mobject.add(*glyphs)
        return mobject


def _key(mobject: SVGMobject) -> tuple[object, ...]:
    return (
        type(mobject),
        mobject.file_name,
        repr(mobject.svg_default),
        repr(mobject.path_string_config),
    )
