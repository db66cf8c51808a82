import itertools

import pytest
import sympy as sp

from linalg import LimitError, LinalgError, eliminate
from linalg.cases import cases


def test_the_general_two_by_two():
    a, b, c, d = sp.symbols("a b c d")
    first, *others = cases(eliminate("a b; c d"))
    assert first.nonzero == (a, a * d - b * c)
    assert first.elimination.rank == 2
    assert {case.elimination.rank for case in others} == {0, 1, 2}


@pytest.mark.parametrize("text", ["a b; c d", "1 2; 3 k", "a 1 2; 1 a 1", "a b | 1; 1 a | b"])
def test_every_point_of_a_grid_is_in_exactly_one_case_with_its_rank(text):
    record = eliminate(text)
    symbols = sorted(record.A.free_symbols, key=str)
    found = cases(record)
    for values in itertools.product([-1, 0, 1, 2, 6], repeat=len(symbols)):
        point = dict(zip(symbols, values, strict=True))
        fitting = [case for case in found if _fits(case, point)]
        assert len(fitting) == 1, (point, [str(case) for case in fitting])
        assert fitting[0].elimination.rank == record.A.subs(point).rank()


def _fits(case, point):
    return all(e.subs(point) != 0 for e in case.nonzero) and all(
        _equal(symbol, value, point) for symbol, value in case.substitutions
    )


def _equal(symbol, value, point):
    numerator, denominator = sp.fraction(sp.together(value))
    return denominator.subs(point) != 0 and (symbol * denominator - numerator).subs(point) == 0


def test_numbers_have_one_case():
    assert len(cases(eliminate("1 2; 3 4"))) == 1


def test_bounds():
    with pytest.raises(LimitError, match="more than 16 cases"):
        cases(eliminate("a b c; d e f; g h i"))
    with pytest.raises(LinalgError, match="cannot solve"):
        cases(eliminate("a^2+1 1; 1 1"))
