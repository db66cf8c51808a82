"""Sentences that can be said in several languages, each written once, where it is meant.

>>> from linalg.notation import formula
>>> sentence = say("Row {row} says {equation}.", row=3, equation=("x", "=", 2))
>>> print(sentence)
Row 3 says x = 2.
>>> [piece for piece in sentence.pieces("en") if isinstance(piece, str)]
['Row 3 says ', '.']
"""

from linalg.language.catalogue import LANGUAGES, UntranslatedError
from linalg.language.sentences import (
    Said,
    capitalised,
    listing,
    pieces,
    said_in,
    say,
    say_counted,
    together,
    translated,
    verbatim,
    word,
    word_or_name,
)

__all__ = [
    "LANGUAGES",
    "Said",
    "UntranslatedError",
    "capitalised",
    "listing",
    "pieces",
    "said_in",
    "say",
    "say_counted",
    "together",
    "translated",
    "verbatim",
    "word",
    "word_or_name",
]
