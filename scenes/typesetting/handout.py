"""A page of notes as a PDF handout."""

from __future__ import annotations

from linalg.page import Page, to_typst
from scenes.typesetting.typeset import pdf

__all__ = ["compile_pdf"]


def compile_pdf(page: Page) -> bytes:
    """Typeset a page on A4 and return the bytes of its PDF.

    Parameters
    ----------
    page : Page
        Such as ``record.page()``.

    Raises
    ------
    TypesettingError
        With Typst's own diagnostics.

    Examples
    --------
    >>> from linalg.page import Equation
    >>> compile_pdf(Page("Notes", [Equation("x", "=", 2)]))[:5]
    b'%PDF-'
    """
    return pdf(to_typst(page))
