"""Sentences that can be said in several languages, each written once, where it is meant.

>>> from linalg.notation import formula
>>> sentence = say("Row {row} says {equation}.", row=3, equation=("x", "=", 2))
>>> print(sentence)
Row 3 says x = 2.
>>> sentence.pieces("en")
('Row 3 says ', Row(items=(Identifier(name='x'), Operator(sign='='), Number(digits='2', exponent=None))), '.')
"""

from linalg.language.catalogue import LANGUAGES, UntranslatedError
from linalg.language.sentences import (
    Said,
    listing,
    pieces,
    said_in,
    say,
    say_counted,
    translated,
)

__all__ = [
    "LANGUAGES",
    "Said",
    "UntranslatedError",
    "listing",
    "pieces",
    "said_in",
    "say",
    "say_counted",
    "translated",
]
