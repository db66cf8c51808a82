"""Equality by value: what differs in a bit, a type, a symbol or a step differs."""

import math
import pickle
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import linalg
from linalg.equality import digest, same
from linalg.record import Record
from optviz.rules import Adam

A = [[2.0, 1.0], [4.0, 7.0]]
a, b = sp.symbols("a b")


@dataclass(frozen=True)
class Held(Record):
    value: object
    beside: object = field(default=None, compare=False)

    @cached_property
    def twice(self):
        return (self.value, self.value)


class Plain:
    def __init__(self, value):
        self.value = value


@given(hnp.arrays(st.sampled_from([float, np.float32, int, bool]), hnp.array_shapes(max_dims=2)))
def test_arrays_are_the_same_bit_for_bit(array):
    assert same(array, array.copy())
    assert same(array, np.asfortranarray(array))
    assert digest(array) == digest(np.asfortranarray(array))
    other = array.copy()
    other.flat[-1] = not other.flat[-1]
    assert not same(array, other)
    assert not same(array, array.ravel()[:-1])
    assert not same(array, array.astype(complex))


numbers = st.one_of(st.integers(-9, 9), st.fractions(), st.floats(), st.booleans(), st.text())
values = st.recursive(
    numbers,
    lambda part: st.one_of(
        st.lists(part, max_size=3),
        st.tuples(part, part),
        st.dictionaries(st.text(max_size=2), part, max_size=3),
        st.builds(np.array, st.lists(st.floats(), max_size=3)),
        st.builds(Held, part),
        st.builds(Plain, part),
    ),
    max_leaves=8,
)


@given(values, values)
def test_a_pickle_is_the_same_and_what_is_the_same_has_one_digest(one, other):
    again = pickle.loads(pickle.dumps(one))
    assert same(one, again)
    assert digest(one) == digest(again)
    assert same(one, other) == same(other, one)
    if same(one, other):
        assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.0, -0.0),
        (1, 1.0),
        (1, True),
        (np.float32(1), np.float64(1)),
        ((1, 2), [1, 2]),
        ({"a": 1}, {"b": 1}),
        (a + b, a - b),
        (sp.Symbol("a"), sp.Symbol("a", positive=True)),
        (sp.ImmutableMatrix([[1, 2]]), sp.ImmutableMatrix([[1], [2]])),
        (len, sum),
        (lambda: 1, lambda: 1),
        (partial(round, 1), partial(round, 2)),
        (Plain(1), Plain(2)),
        (Held(1), Plain(1)),
        (np.array([1, None], dtype=object), np.array([1, 2], dtype=object)),
    ],
)
def test_what_differs(one, other):
    assert not same(one, other)
    assert Held(one) != Held(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (math.nan, float("nan")),
        (np.float64(0.1), 0.1),
        (Fraction(2), 2),
        (sp.Rational(1, 2), Fraction(1, 2)),
        (np.int32(3), 3),
        (partial(round, 1), partial(round, 1)),
        (Plain(np.ones(2)), Plain(np.ones(2))),
        (np.random.default_rng(1), np.random.default_rng(1)),
        (np.array([a, 1], dtype=object), np.array([a, 1], dtype=object)),
    ],
)
def test_what_is_the_same(one, other):
    assert same(one, other)
    assert Held(one) == Held(other)
    assert hash(Held(one)) == hash(Held(other))


def test_what_is_computed_on_demand_or_does_not_compare_makes_no_difference():
    record = Held(1, beside=2)
    assert record.twice
    assert record == Held(1, beside=3)
    assert hash(record) == hash(Held(1))


def test_one_factorisation_in_every_form_of_the_matrix():
    forms = ["2 1; 4 7", [[2, 1], [4, 7]], np.array([[2, 1], [4, 7]]), sp.Matrix([[2, 1], [4, 7]])]
    assert len({linalg.lu(form) for form in forms}) == 1
    assert linalg.lu(A) == linalg.lu(np.array(A))
    assert linalg.lu("a 1; 1 b") == linalg.lu(sp.Matrix([[a, 1], [1, b]]))


def test_what_makes_another_record():
    assert linalg.lu(A) != linalg.lu("2 1; 4 7")
    assert linalg.lu(A) != linalg.plu(A)
    assert linalg.lu(A) != linalg.lu(np.array(A, dtype=np.float32))  # which rounds at 2^-23
    assert linalg.lu(A) != linalg.lu([[2.0, 1.0], [4.0, np.nextafter(7, 8)]])
    assert linalg.lu("a 1; 1 b") != linalg.lu("a 1; 1 c")
    assert linalg.eliminate("2 1; 4 7") != linalg.eliminate("2 1; 4 7", form="reduced")
    assert linalg.lu(A) != 3


def test_rules_are_equal_by_their_hyperparameters():
    assert Adam(beta1=np.array([0.5, 0.9])) == Adam(beta1=np.array([0.5, 0.9]))
    assert Adam() != Adam(beta1=0.8)
