"""A page of notes as a PDF handout: the same bytes each time, and for a screen reader as well."""

from __future__ import annotations

import os

from linalg.page import Page, to_typst
from scenes.signature import MADE_BY
from scenes.typesetting.typeset import Standard, pdf

__all__ = ["compile_pdf"]

_UNDATED = "#set document(date: none)\n"
_SIGNED = f'#set document(keywords: "{MADE_BY}")\n'


def compile_pdf(page: Page, standard: Standard | None = None) -> bytes:
    """Typeset a page on A4 and return the bytes of its PDF.

    It is tagged, has a title and a language, and every formula and figure has its words, so that
    a screen reader can read it. One page makes the same bytes each time: the file has a date only
    if the environment variable ``SOURCE_DATE_EPOCH`` gives one, in seconds since 1970, or if it is
    a PDF/A, which must have one: there it is then the first second of 1970.

    Parameters
    ----------
    page : Page
        Such as ``record.page()``.
    standard : {"ua-1", "a-2b", "a-4"}, optional
        The kind of PDF that the file declares itself to be, and has been held to.

    Raises
    ------
    TypesettingError
        With Typst's own diagnostics.
    ValueError
        If ``SOURCE_DATE_EPOCH`` is no whole number of seconds.

    Examples
    --------
    >>> from linalg.page import Equation
    >>> notes = Page("Notes", [Equation("x", "=", 2)])
    >>> compile_pdf(notes)[:5], compile_pdf(notes, "ua-1") == compile_pdf(notes, "ua-1")
    (b'%PDF-', True)
    """
    date = _date()
    if date is None and standard in ("a-2b", "a-4"):
        date = 0
    source = _SIGNED + to_typst(page, spoken=True)
    return pdf(source if date is not None else _UNDATED + source, standard, date)


def _date() -> int | None:
    """Return the date that the environment gives to what is built, in seconds since 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return None
    if not given.isdecimal():
        raise ValueError(f"SOURCE_DATE_EPOCH is {given!r}; it is a whole number of seconds")
    return int(given)
