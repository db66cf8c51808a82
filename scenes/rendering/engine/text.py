"""Text that is made again and again, as in ``always_redraw``, is read from its file once."""

from __future__ import annotations

import copy
from typing import Any

from manim import MarkupText, SVGMobject, Text

__all__ = ["ReadTexts"]

_general = SVGMobject.generate_mobject

_MOST = 500
"""Texts that are remembered; a lecture has some hundred."""


class ReadTexts:
    """The glyphs of the texts read so far, by content and style."""

    def __init__(self) -> None:
        self._read: dict[tuple[object, ...], tuple[list[Any], dict[str, Any]]] = {}

    def generate_mobject(self, mobject: SVGMobject) -> SVGMobject:
        """Add the glyphs of a text to it.

        In place of ``SVGMobject.generate_mobject`` (manim/mobject/svg/svg_mobject.py), which
        writes a second file, parses it and builds every glyph, each time. Only for text, whose
        glyphs depend on nothing else than that file's content and the style.
        """
        if type(mobject) not in (Text, MarkupText):
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
        mobject.get_file_path().read_bytes(),
        repr(mobject.svg_default),
        repr(mobject.path_string_config),
    )
