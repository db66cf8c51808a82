"""Matrices to try: random ones of every kind and shape."""

from fractions import Fraction

import sympy as sp
from hypothesis import strategies as st

SYMBOLS = sp.symbols("a b c")


def _grids(entries, shapes):
    return shapes.flatmap(
        lambda shape: st.lists(
            st.lists(entries, min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        ).map(lambda rows: sp.Matrix(*shape, [x for row in rows for x in row]))
    )


def shapes(largest):
    """Every shape from 0 × 0 up: square, tall and wide."""
    return st.tuples(st.integers(0, largest), st.integers(0, largest))


integers = st.integers(-9, 9)
fractions = st.fractions(min_value=-5, max_value=5, max_denominator=6).map(
    lambda x: sp.Rational(x.numerator, x.denominator)
)
symbolic_entries = st.one_of(
    integers.map(sp.Integer),
    st.sampled_from([*SYMBOLS, SYMBOLS[0] + 1, SYMBOLS[0] * SYMBOLS[1], 1 / SYMBOLS[2]]),
)


def rank_deficient(matrices):
    """Products of thin matrices, so that pivots are missing."""
    return st.tuples(matrices, matrices).map(_product)


def _product(pair):
    left, right = pair
    k = min(left.cols, right.rows, 2)
    return left[:, :k] * right[:k, :]


def exact_matrices(largest=5):
    """Integer, rational, symbolic (at most 3 × 3) and rank-deficient matrices."""
    return st.one_of(
        _grids(integers, shapes(largest)),
        _grids(st.sampled_from([0, 0, 1, -1]), shapes(largest)),
        _grids(fractions, shapes(largest)),
        rank_deficient(_grids(integers, shapes(largest))),
        _grids(symbolic_entries, shapes(3)),
    )


def float_matrices(largest=6):
    """Lists of floats of very different sizes, with zeros and repeated rows among them."""
    entry = st.one_of(
        st.sampled_from([0.0, 1.0, -1.0, 1e-20, 1e8]),
        st.floats(1e-100, 1e3),
        st.floats(-1e3, -1e-100),
    )
    return shapes(largest).flatmap(
        lambda shape: st.lists(
            st.lists(entry, min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        ).map(lambda rows: (rows, shape))
    )


def fraction_rows(array):
    """An array of floats as exact fractions."""
    return [[Fraction(float(x)) for x in row] for row in array]
