"""Null vectors beside those of other systems, stored with their versions: the same spaces.

The special solutions of A have 1 in their own free place and 0 in the other free places, so that
the entries of any null vectors in these places say of which special solutions they are the sum.
"""

import json
from fractions import Fraction
from math import gcd
from pathlib import Path

import numpy as np
import pytest

from linalg import null_space, primitive

ROOT = Path(__file__).parents[3]
STORED = json.loads((Path(__file__).parent / "oracles" / "null_vectors.json").read_text())
MATRICES = STORED.pop("matrices")
RUN = pytest.mark.parametrize(("key", "name"), [(k, n) for k in STORED for n in MATRICES])


def times(factor):
    return lambda theirs, ours: theirs == [[factor * x for x in v] for v in ours]


def one_multiple(theirs, ours):
    """The same whole number times every special solution."""
    factors = {
        x / y for v, w in zip(theirs, ours, strict=True) for x, y in zip(v, w, strict=True) if y
    }
    return len(factors) == 1 and times(*factors)(theirs, ours) and all_whole(theirs)


def all_primitive(theirs, ours):
    return theirs == [list(map(int, primitive(v))) for v in ours]


def all_whole(theirs, ours=None):
    return all(x == int(x) for v in theirs for x in v)


def all_short(theirs, ours):
    return all_whole(theirs) and all(gcd(*map(int, v)) == 1 for v in theirs)


def other_free_unknowns(theirs, ours):
    """Each has a 1 in a place where the others have 0."""
    columns = [[abs(x) for x in column] for column in zip(*theirs, strict=True)]
    n = range(len(theirs))
    return all([float(i == k) for i in n] in columns for k in n)


def orthonormal(theirs, ours):
    N = np.array(theirs)
    return abs(N @ N.T - np.eye(len(N))).max() < 4e-15


FORMS = {
    "sympy": ("special solutions", times(1)),
    "gap": ("special solutions", times(1)),
    "giac": ("special solutions with -1 for 1", times(-1)),
    "flint": ("special solutions times a common denominator, of either sign", one_multiple),
    "matker": ("special solutions in whole numbers without a common factor", all_primitive),
    "matkerint": ("a basis of the null vectors in whole numbers, short ones", all_short),
    "maxima": ("vectors in whole numbers", all_whole),
    "eigen": ("special solutions with other unknowns free, those left by full pivoting",
              other_free_unknowns),
    "scipy": ("orthonormal vectors", orthonormal),
    "octave": ("orthonormal vectors", orthonormal),
    "pracma": ("orthonormal vectors", orthonormal),
}  # fmt: skip


def special(name):
    """The special solutions of a matrix, in fractions, and their free places."""
    vectors = [[Fraction(int(x.p), int(x.q)) for x in v] for v in null_space(MATRICES[name])]
    free = [max(j for j, x in enumerate(v) if x) for v in vectors]
    assert all(v[j] == (i == k) for k, v in enumerate(vectors) for i, j in enumerate(free))
    return vectors, free


def found(key, name):
    """What a system wrote; floats as they are, all else as fractions."""
    vectors = STORED[key]["vectors"][name]
    return [[x if isinstance(x, float) else Fraction(x) for x in v] for v in vectors]


@RUN
def test_null_vectors_of_every_system_span_the_same_space(key, name):
    ours, free = special(name)
    theirs = found(key, name)
    assert len(theirs) == len(ours)
    if not ours:
        return
    shares = [[v[j] for j in free] for v in theirs]
    for v, share in zip(theirs, shares, strict=True):
        made = [sum(c * w[i] for c, w in zip(share, ours, strict=True)) for i in range(len(v))]
        assert all(abs(x - y) <= 1e-14 for x, y in zip(v, made, strict=True))
        assert all(x == y for x, y in zip(v, made, strict=True) if isinstance(x, Fraction))
    assert np.linalg.matrix_rank(np.array(shares, dtype=float)) == len(ours)


@RUN
def test_null_vectors_of_each_system_are_of_its_form(key, name):
    ours, _ = special(name)
    _, is_so = FORMS[key]
    assert not ours or is_so(found(key, name), ours)


def markdown():
    rows = []
    for key, (form, _) in FORMS.items():
        system, (v,) = STORED[key], found(key, "line")
        numbers = ", ".join(f"{x:.3f}" if isinstance(x, float) else str(x) for x in v)
        rows.append(f"| {system['version']} | `{system['call']}` | ({numbers}) | {form} |")
    return "\n".join(["| system | call | of [2 3] | what it writes |", "|---|---|---|---|", *rows])


def test_the_table_of_the_documentation_is_made_from_what_is_stored():
    """Write the table anew with `markdown()` where something changed."""
    assert markdown() in (ROOT / "docs" / "linalg" / "other-systems.md").read_text()
