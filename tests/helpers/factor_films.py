"""What the tests of the lessons on triangular factors share: input, and what a film has shown."""

from itertools import groupby

import sympy as sp

from scenes.mobjects.matrices.measures import entry_markup
from scenes.theme import TextKind

EIGHT = [[(i * i * 7 + 3 * j * (i + 1) + i * j) % 11 - 5 for j in range(8)] for i in range(8)]
SMALL_EIGHT = [[min(i, j) + 1 for j in range(8)] for i in range(8)]
INPUTS = {
    "example": None,
    "1 by 1": "2",
    "2 by 2": "2 1; 8 7",
    "4 by 4": "2 1 1 0; 4 3 3 1; 8 7 9 5; 6 7 9 8",
    "5 by 5": "2 1 0 3 1; 4 1 1 2 0; -2 3 5 1 1; 1 0 2 2 1; 3 1 1 0 4",
    "8 by 8": str(EIGHT),
    "8 by 8 in small numbers": str(SMALL_EIGHT),
    "symbols": "a b; c d",
    "nine symbols": "a b c; d e f; g h i",
    "exchange at first": "0 1 1; 1 2 1; 2 7 9",
    "exchange later": "1 2 1; 3 6 1; 2 8 1",
    "singular": "1 3; 2 6",
    "a column without a pivot": "1 2 3; 2 4 8; 3 6 9",
    "zero": "0 0; 0 0",
    "tall": "1 2; 3 4; 5 6; 7 8",
    "tall and packed": "3 2 3; 1 3 5; 1 4 9; 2 3 1; 5 1 9; 7 7 2; 1 9 2; 3 6 1",
    "one row": "1 2 3 4 5 6 7 8 9",
    "one column": "2; 4; 6; 1",
    "large numbers": "100000 20000; 3 -123456789",
    "long fractions": "1/97 2/89; 31/83 -44/101",
    "roots": "2^(1/2) 1; 1 2^(1/2)",
    "identity": "1 0 0; 0 1 0; 0 0 1",
}

WORDY = ["example", "8 by 8", "nine symbols", "tall and packed", "long fractions"]
"""Those whose captions and labels are long, for a second language."""

_NUMBERS = [sp.Rational(p, q) for q in (1, 2) for p in range(-40, 41)]
_VALUES = {entry_markup(number): number for number in _NUMBERS}


def said(rehearsal):
    return [item.caption.text for item in rehearsal.timeline.captions]


def keys(rehearsal):
    return [item.caption.key for item in rehearsal.timeline.captions]


def titles(rehearsal):
    return [beat.title for beat in rehearsal.timeline.beats]


def formulas(rehearsal):
    """Return each formula that was shown, once, in order."""
    seen = [
        text.body
        for play in rehearsal.plays
        for text in play.after.texts
        if text.kind is TextKind.FORMULA
    ]
    return list(dict.fromkeys(seen))


def read(written):
    """Return the matrix that is written on the frame, in small numbers."""
    return sp.Matrix([[_VALUES[entry] for entry in row] for row in written])


def rows_of_matrices(rehearsal):
    """Return what stood on the frame whenever it held still: matrices from left to right."""
    views = []
    for play in rehearsal.plays:
        if play.still:
            placed = zip(play.after.frames, play.after.matrices, strict=True)
            row = [read(written) for _, written in sorted(placed, key=lambda item: item[0].left)]
            views.append(tuple(row))
    return [row for row, _ in groupby(views)]
