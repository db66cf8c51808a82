"""Verdicts in Korean: every sentence, the same formulas and numbers, no English words."""

import re

import numpy as np
import pytest
from korean_pages import english, words_in

from linalg import CONVENTIONS, recognise, verify
from linalg.notation import to_text
from linalg.notation.elements import Formula
from linalg.page import Paragraph

CYCLE = "0 1 2; 0 0 3; 4 0 1"
ONES = "1 0 0; 0 1 0; 0 0 1"
ECHELON = "4 0 1; 0 1 2; 0 0 3"
A, L, U = "2 1 1; 4 -6 0; -2 7 2", "1 0 0; 2 1 0; -1 -1 1", "2 1 1; 0 -8 -2; 0 0 1"
S, LS, DS, US = "2 4; 4 11", "1 0; 2 1", "2 3", "1 2; 0 1"
BOOK = "Higham, Accuracy and Stability of Numerical Algorithms"


def floats(*matrices):
    return [np.array([row.split() for row in M.split(";")], dtype=float) for M in matrices]


def in_floats():
    lower, upper = floats(L, U)
    return verify(lower @ upper, L=lower, U=upper)


FACTORS = {
    "it holds": {},
    "a sign": {"L": "1 0 0; -2 1 0; -1 -1 1"},
    "upside down": {"L": "1 0 0; 1/2 1 0; -1 -1 1"},
    "left out": {"L": "1 0 0; 0 1 0; -1 -1 1"},
    "of another row": {"L": "1 0 0; 2 1 0; 2 -1 1"},
    "a multiplier": {"L": "1 0 0; 9 1 0; -1 -1 1"},
    "two multipliers": {"L": "1 0 0; -1 1 0; 2 -1 1"},
    "several mistakes": {"L": "1 0 0; 9 1 0; -7 -1 1"},
    "a decimal": {"L": "1 0 0; 2 1 0; -1 -1 1", "A": "3 1; 1 1", "U": "3 1; 0 0.67"}
    | {"L": "1 0; 0.33 1"},
    "an entry of U": {"U": "2 1 1; 0 -9 -2; 0 0 1"},
    "a sign in U": {"U": "2 1 1; 0 8 -2; 0 0 1"},
    "not eliminated": {"U": "2 1 1; 0 -8 0; 0 0 1"},
    "a row of U": {"U": "2 1 1; 0 -9 -3; 0 0 1"},
    "the last entry": {"U": "2 1 1; 0 -8 -2; 0 0 7"},
    "an entry of A": {"A": "2 1 1; 4 -5 0; -2 7 2"},
    "the first entry of A": {"A": "3 1 1; 4 -6 0; -2 7 2"},
    "a row of A": {"A": "2 1 1; 4 -6 0; 5 6 8"},
    "form of L": {"L": "1 5 0; 2 1 0; -1 -1 1"},
    "diagonal of L": {"L": "1 0 0; 2 3 0; -1 -1 1"},
    "form of U": {"U": "2 1 1; 4 -8 -2; 0 0 1"},
    "L⁻¹": {"L": "1 0 0; -2 1 0; -1 1 1"},
    "order of the steps": {"L": "1 0 0; 2 1 0; -3 -1 1"},
    "U⁻¹": {"A": "2 1; 8 7", "L": "1 0; 4 1", "U": "1/2 -1/6; 0 1/3"},
    "all signs": {"L": "1 0 0; -2 1 0; 1 1 1"},
    "added": {"L": "1 0 0; 2 1 0; -1 -5/4 1", "U": "2 1 1; 0 -8 -2; 0 0 7/2"}
    | {"A": "2 1 1; 4 -6 0; -2 9 5"},
    "L and U exchanged": {"L": U, "U": L},
    "transposed L": {"L": "1 2 -1; 0 1 -1; 0 0 1"},
    "transposed U": {"U": "2 0 0; 1 -8 0; 1 -2 1"},
    "both transposed": {"L": "2 0 0; 1 -8 0; 1 -2 1", "U": "1 2 -1; 0 1 -1; 0 0 1"},
    "of the transpose": {"A": "2 4 -2; 1 -6 7; 1 0 2"},
    "pivots in L": {"L": "2 0 0; 4 -8 0; -2 8 1"},
    "Crout": {"L": "2 0 0; 4 -8 0; -2 8 1", "U": "1 1/2 1/2; 0 1 1/4; 0 0 1"},
    "a diagonal in the wrong factor": {"L": "2 0 0; 4 1 0; -2 -1 1"}
    | {"U": "1 1/2 1/2; 0 -8 -2; 0 0 1"},
    "no D": {"U": "1 1/2 1/2; 0 1 1/4; 0 0 1"},
    "an exchange left out": {"A": "4 -6 0; 2 1 1; -2 7 2"},
    "an exchange too many": {"P": [1, 0, 2]},
    "exchanges": {"A": CYCLE, "L": ONES, "U": ECHELON, "P": "R1 <-> R3; R2 <-> R3"},
    "transposed P": {"A": CYCLE, "L": ONES, "U": ECHELON, "P": [1, 2, 0]},
    "another P": {"A": CYCLE, "L": ONES, "U": ECHELON, "P": [1, 0, 2]},
    "no permutation": {"P": "1 0 0; 0 1 0; 1 0 0"},
    "columns": {"A": "1 2; 3 8", "L": "1 0; 1/4 1", "U": "8 3; 0 1/4", "P": [1, 0], "Q": [1, 0]},
    "multipliers left behind": {"A": A, "L": "1 0 0; 2 1 0; -1 -1 1", "P": [0, 2, 1]}
    | {"U": "2 1 1; 0 8 3; 0 0 1"},
    "permuted L": {"A": "4 -6 0; 2 1 1; -2 7 2", "L": "2 1 0; 1 0 0; -1 -1 1"},
    "permuted L as Octave has it": {"A": "4 -6 0; 2 1 1; -2 7 2", "L": "2 1 0; 1 0 0; -1 -1 1"}
    | {"convention": "octave"},
    "permuted L as Octave has it, wrong": {"A": "4 -6 0; 2 1 1; -2 7 2", "convention": "octave"}
    | {"L": "2 1 0; 1 0 0; -1 -2 1"},
    "a zero pivot": {"A": "0 1; 2 3", "L": "1 0; 2 1", "U": "0 1; 0 3"},
    "one column of L": {"A": "1 2; 3 4", "L": "1; 3", "U": "1 2"},
    "LDU": {"A": S, "L": LS, "D": DS, "U": US},
    "an entry of D": {"A": S, "L": LS, "D": "2 5", "U": US},
    "D in U": {"A": S, "L": LS, "D": DS, "U": "2 4; 0 3"},
    "D in L": {"A": S, "L": "2 0; 4 3", "D": DS, "U": US},
    "D⁻¹": {"A": S, "L": LS, "D": "1/2 1/3", "U": US},
    "form of D": {"A": S, "L": LS, "D": "2 1; 0 3", "U": US},
    "LDLᵀ": {"A": S, "L": LS, "D": "2 5", "U": None},
    "symbols": {"A": "a b; c d", "L": "1 0; c/a 1", "U": "a b; 0 d - b*c/a"},
    "symbols without fractions": {"A": "a b; a*c d", "L": "1 0; c 1", "U": "a b; 0 d"},
    "Crout's convention": {"A": "2 4; 6 8", "L": "1 0; 3 1", "U": "2 4; 0 4"}
    | {"convention": "pracma"},
}
OTHERS = {
    "floats": in_floats,
    "wrong floats": lambda: verify(*floats("2 1; 8 7"), L="1 0; 4 1", U="2 1; 0 3.0001"),
    "a solution": lambda: verify("2 1; 8 7", x="1 1", b="3 15"),
    "a wrong unknown": lambda: verify("2 1; 8 7", x="1 2", b="3 15"),
    "signs": lambda: verify("2 1; 8 7", x="-1 -1", b="3 15"),
    "a sign": lambda: verify("2 1; 8 7", x="1 -2", b="4 22"),
    "upside down": lambda: verify("2 1; 8 7", x="1/2 1", b="5 23"),
    "exchanged": lambda: verify("2 1; 8 7", x="1 2", b="5 23"),
    "rounded": lambda: verify("3 0; 0 3", x="0.33 0.67", b="1 2"),
    "transposed": lambda: verify("2 1; 8 7", x="1 1", b="10 8"),
    "a multiple": lambda: verify("2 1; 8 7", x="3 3", b="3 15"),
    "an equation": lambda: verify("2 1; 8 7", x="1 1", b="3 16"),
    "no solution": lambda: verify("1 2; 2 4", x="1 1", b="3 7"),
    "several sides": lambda: verify("2 1; 8 7", x="1 0; 1 2", b="3 1; 15 7"),
    "rows": lambda: verify("2 1; 8 7", x="1 1; 1 0", b="3 1; 15 7"),
    "an inverse": lambda: verify("2 1; 8 7", inverse="7/6 -1/6; -4/3 1/3"),
    "a determinant": lambda: verify("2 1; 8 7", inverse="7 -1; -8 2"),
    "cofactors": lambda: verify("2 1; 8 7", inverse="7/6 1/6; 4/3 1/3"),
    "of the transpose": lambda: verify("2 1; 8 7", inverse="7/6 -4/3; -1/6 1/3"),
    "columns": lambda: verify("2 1; 8 7", inverse="-1/6 7/6; 1/3 -4/3"),
    "entry of A": lambda: verify("2 1; 8 6", inverse="7/6 -1/6; -4/3 1/3"),
    "singular": lambda: verify("1 2; 2 4", inverse="1 0; 0 1"),
    "inverse in floats": lambda: verify(*floats("2 1; 8 7"), inverse="1.1 0; 0 1"),
    "steps": lambda: verify("2 1; 8 7", steps="R2 - 4 R1", U="2 1; 0 3"),
    "steps, wrong": lambda: verify("2 1; 8 7", steps="R2 + 4 R1", U="2 1; 0 3"),
    "steps, other row": lambda: verify(A, steps="R2 - 2 R1; R3 + R2; R3 + R2", U=U),
    "steps, entry": lambda: verify("2 1; 8 7", steps="R2 - 4 R1", U="2 1; 0 4"),
    "steps, written": lambda: verify(A, steps="R2 - 2 R1: 2 1 1; 0 -8 -2; -2 7 3", U=U),
    "steps, lost": lambda: verify("2 1; 8 7", steps="R2 <- 0 R2", U="2 1; 0 3"),
    "steps, no row": lambda: verify("2 1; 8 7", steps="R5 - R1", U="2 1; 0 3"),
    "steps, no end": lambda: verify("2 1; 8 7", steps="R2 - R1; R1 <-> R2"),
    "steps in floats": lambda: verify(*floats("2 1; 8 7"), steps="R2 - 4 R1"),
    "several claims": lambda: verify("2 1; 8 7", L="1 0; 4 1", U="2 1; 0 3", x="1 1", b="3 15"),
    "recognised": lambda: recognise(CYCLE, ONES, ECHELON, p=[1, 2, 0]),
    "twice": lambda: recognise("0 1; 1 0", "1 0; 0 1", "1 0; 0 1", p=[1, 0]),
    "pairs": lambda: recognise(CYCLE, ONES, ECHELON, p=[[0, 2], [1, 2]]),
    "exchange lists": lambda: recognise(CYCLE, ONES, ECHELON, p=[3, 3, 3]),
    "smallest": lambda: recognise("2 1; 1 3", "1 0; 2 1", "1 3; 0 -5", p=[1, 0]),
    "unit U": lambda: recognise("2 4; 6 8", "2 0; 6 -4", "1 2; 0 1"),
    "full": lambda: recognise("1 2; 3 8", "1 0; 1/4 1", "8 3; 0 1/4", p=[1, 0], Q=[1, 0]),
    "nothing": lambda: recognise("2 1; 8 7", "1 0; 3 1", "2 1; 0 3"),
} | {
    f"as {key} writes it": lambda key=key: verify("2 1; 8 7", L="1 0; 4 1", U="2 1; 0 3",
                                                  convention=key)
    for key in CONVENTIONS
    if key != "pracma"
}  # fmt: skip
NAMES = {each.name for each in CONVENTIONS.values()}


def made(name):
    if name in OTHERS:
        return OTHERS[name]()
    given = {"A": A, "L": L, "U": U} | FACTORS[name.removeprefix("factors: ")]
    return verify(given.pop("A"), **given)


def numbers(page):
    """The formulas within sentences, and the numbers in their words but for "zero"."""
    inline = [part for b in page.blocks if isinstance(b, Paragraph) for part in b.inline]
    formulas = {to_text(part) for part in inline if isinstance(part, Formula)}
    words = " ".join(part for part in inline if isinstance(part, str))
    return formulas, set(re.findall(r"\d+", words)) - {"0"}


@pytest.mark.parametrize("name", [*(f"factors: {kind}" for kind in FACTORS), *OTHERS])
def test_a_verdict_in_korean_says_the_same_and_keeps_no_english(name):
    page = made(name).page()
    translation = page.in_language("ko")
    kept = english(translation) - set(re.findall(r"\w+", " ".join([BOOK, *NAMES])))
    assert kept == set()
    assert numbers(translation) == numbers(page)
    assert all(re.search("[가-힣]", text) for text in words_in(translation.blocks)
               if re.search("[^\\W\\d_]{3}", text))  # fmt: skip
