"""Formulas in words, as one reads them aloud: the alternative text of an equation."""

from __future__ import annotations

import re

from linalg.language.spoken_english import English
from linalg.language.spoken_korean import Korean
from linalg.notation.parts import formula

_VOICES = {"en": English(), "ko": Korean()}


def spoken(part: object, language: str = "en") -> str:
    """Return a part in the sense of ``linalg.notation`` in words.

    Parameters
    ----------
    part : object
    language : {"en", "ko"}

    Examples
    --------
    >>> from linalg.notation import symbol
    >>> spoken((symbol("A", sup="T"), "=", [[1, 2], [3, 4]]))
    'A transpose equals, the 2 by 2 matrix, row 1: 1, 2; row 2: 3, 4, end of matrix'
    """
    said = _VOICES[language].read(formula(part))
    return re.sub(r"(\s*,)+", ",", re.sub(r"\s+", " ", said)).strip(" ,")
