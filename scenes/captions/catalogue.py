"""The catalogues: gettext, one domain for each lesson, in its folder, one for what lessons share.

The lessons of this package have theirs compiled; a lesson outside has its ``.po`` files read.

Both languages are looked up by key, English too, so that neither is the other's source.
"""

from __future__ import annotations

import gettext
import glob
import string
from pathlib import Path

from scenes.captions.caption import Caption, Piece
from scenes.captions.po_files import translations_of

__all__ = [
    "LANGUAGES",
    "LESSONS",
    "LOCALE",
    "Catalogue",
    "NoCaptionsError",
    "has_captions",
    "locale_of",
]

LANGUAGES = ("en", "ko")
LOCALE = Path(__file__).parent / "locale"
LESSONS = Path(__file__).resolve().parents[1] / "lessons"
_SHARED = "shared"


class NoCaptionsError(ValueError):
    """A lesson that does not speak a language."""


class Catalogue:
    """The captions of one lesson in one language.

    Parameters
    ----------
    language : {"en", "ko"}
    lesson : str or Path or None
        The name of a lesson of this package, or the folder of any; the folder's name is also its
        gettext domain. None for what lessons share, alone.

    Examples
    --------
    >>> Catalogue("ko", "elimination").caption("beat.column", column=2).text
    '2열'
    """

    def __init__(self, language: str, lesson: str | Path | None) -> None:
        self.language = language
        own = {} if lesson is None else dict([_domain(lesson)])
        self._translations = [
            _translations(locale / language / "LC_MESSAGES" / domain)
            for domain, locale in {**own, _SHARED: LOCALE}.items()
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


def has_captions(folder: Path) -> bool:
    """Say whether a folder is that of a lesson: whether it has catalogues of its own name.

    Examples
    --------
    >>> has_captions(LESSONS / "linear_algebra" / "lu")
    True
    """
    return any(folder.glob(f"locale/*/LC_MESSAGES/{glob.escape(folder.name)}.[mp]o"))


def _domain(lesson: str | Path) -> tuple[str, Path]:
    """Return the domain of a lesson, and the folder of its catalogues."""
    if isinstance(lesson, Path):
        return lesson.name, lesson / "locale"
    return lesson, locale_of(lesson)


def _translations(place: Path) -> gettext.NullTranslations:
    """Return the catalogue at a place without an ending: compiled, or else as written."""
    compiled, written = (place.with_name(f"{place.name}.{ending}") for ending in ("mo", "po"))
    if compiled.is_file():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if not written.is_file():
        language, lesson = place.parts[-3], place.name
        raise NoCaptionsError(f"the lesson {lesson} has no captions in {language}: {written}")
    return translations_of(written)


def _pieces(value: object) -> tuple[Piece, ...]:
    return value.pieces if isinstance(value, Caption) else (Piece(value, False),)
