"""The catalogues: gettext, one domain for each lesson, in its folder, one for what lessons share.

Both languages are looked up by key, English too, so that neither is the other's source.
"""

from __future__ import annotations

import gettext
import string
from pathlib import Path

from scenes.captions.caption import Caption, Piece

__all__ = ["LANGUAGES", "LESSONS", "LOCALE", "Catalogue", "locale_of"]

LANGUAGES = ("en", "ko")
LOCALE = Path(__file__).parent / "locale"
LESSONS = Path(__file__).resolve().parents[1] / "lessons"
_SHARED = "shared"


class Catalogue:
    """The captions of one lesson in one language.

    Parameters
    ----------
    language : {"en", "ko"}
    lesson : str or None
        The lesson's name, which is also its gettext domain; None for what lessons share, alone.

    Examples
    --------
    >>> Catalogue("ko", "elimination").caption("beat.column", column=2).text
    '2열'
    """

    def __init__(self, language: str, lesson: str | None) -> None:
        self.language = language
        own = {} if lesson is None else {lesson: locale_of(lesson)}
        domains = {**own, _SHARED: LOCALE}
        self._translations = [
            gettext.translation(domain, place, [language]) for domain, place in domains.items()
        ]

    def caption(self, key: str, /, count: int | None = None, **values: object) -> Caption:
        """Return a caption with its values in place.

        Parameters
        ----------
        key : str
        count : int, optional
            Chooses between singular and plural, and fills ``{count}``.
        **values
            What stands for the names in braces: another caption, or a part in the sense of
            ``linalg.notation``. A name of one letter, as in ``{A}``, is the symbol itself.

        Raises
        ------
        KeyError
            For a key that the catalogue does not hold, or a name without a value.
        """
        template = self._template(key, count)
        if count is not None:
            values["count"] = count
        pieces: list[Piece] = []
        for words, name, _, _ in string.Formatter().parse(template):
            pieces += [Piece(words, True)] if words else []
            if name:
                pieces += _pieces(name if len(name) == 1 and name not in values else values[name])
        return Caption(key, self.language, tuple(pieces))

    def _template(self, key: str, count: int | None) -> str:
        for translation in self._translations:
            if count is None:
                found = translation.gettext(key)
            else:
                found = translation.ngettext(key, key, count)
            if found != key:
                return found
        raise KeyError(f"no caption {key!r} in the {self.language} catalogues")


def locale_of(lesson: str) -> Path:
    """Return the folder of a lesson's catalogues, beside its storyboard.

    Examples
    --------
    >>> locale_of("lu").relative_to(LESSONS).as_posix()
    'linear_algebra/lu/locale'
    """
    return next(LESSONS.glob(f"*/{lesson}/locale"), LESSONS / lesson / "locale")


def _pieces(value: object) -> tuple[Piece, ...]:
    return value.pieces if isinstance(value, Caption) else (Piece(value, False),)
