"""The catalogues: gettext, one for each package, English being the key.

A package has its own in ``locale/LANGUAGE/LC_MESSAGES/pages.po``; those of packages above this one
are made known by `add_catalogues`.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "ko": "Korean"}
DOMAIN = "pages"
_PLACES = [Path(__file__).parents[1] / "locale"]


class UntranslatedError(LookupError):
    """A sentence that a language lacks; a page is never half in one language.

    Examples
    --------
    >>> print(UntranslatedError("ko", "The rank is {rank}."))
    there is no Korean yet for 'The rank is {rank}.'
    """

    def __init__(self, language: str, template: str) -> None:
        super().__init__(language, template)
        self.language = language
        self.template = template

    def __str__(self) -> str:
        return f"there is no {LANGUAGES[self.language]} yet for {self.template!r}"


def add_catalogues(place: Path) -> None:
    """Make known the catalogues of another package, in its folder `place`."""
    if place not in _PLACES:
        _PLACES.append(place)
        _translations.cache_clear()


def places() -> tuple[Path, ...]:
    """Return the folders of all catalogues that are known."""
    return tuple(_PLACES)


def found(language: str, template: str, count: int | None = None) -> str | None:
    """Return a sentence's template in another language, None where it has none."""
    for translation in _translations(language) if template else ():
        said = template if count is not None else translation.gettext(template)
        if said == template:  # gettext finds no plural forms in Python 3.11.2
            said = translation.ngettext(template, "", 1 if count is None else count)
        if said not in (template, ""):
            return said
    return None


@cache
def _translations(language: str) -> tuple[gettext.NullTranslations, ...]:
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ValueError(f"there are no pages in {language!r}: the languages are {known}")
    return tuple(
        gettext.translation(DOMAIN, place, [language])
        for place in _PLACES
        if gettext.find(DOMAIN, place, [language])
    )
