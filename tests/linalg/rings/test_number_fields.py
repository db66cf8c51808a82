"""Square roots as elements of their field: their squares and their values say which they are."""

import pytest
import sympy as sp

from linalg import inverse, rank
from linalg.rings.number_fields import element, number_field, powers


@pytest.mark.parametrize(
    "radicands", [(2,), (2, 3), (3, 5, 7), (2, 15, 77), (5, 6, 7), (2, 3, 6, 8)]
)
def test_independent_square_roots_are_found_by_solving(radicands):
    field = number_field(frozenset(map(sp.sqrt, radicands)))
    for n in radicands:
        found = element(field, sp.sqrt(n))
        assert found**2 == field(n)
        assert sp.N(field.to_sympy(found), 30) > 0


def test_powers_of_the_generator_are_written_by_the_roots():
    field = number_field(frozenset([sp.sqrt(3), sp.sqrt(5)]))
    theta = field.ext.as_expr()
    for k, power in enumerate(powers(field)):
        roots = [sp.Mul(*map(sp.Pow, field.orig_ext, e)) * sp.Rational(c) for e, c in power.items()]
        assert sp.expand(theta**k - sum(roots)) == 0


@pytest.mark.parametrize("numbers", [[sp.cbrt(2)], [sp.sqrt(sp.sqrt(2) + 1), sp.sqrt(2)]])
def test_other_numbers_are_left_to_sympy(numbers):
    field = number_field(frozenset(numbers))
    for number in numbers:
        value = field.to_sympy(element(field, number))
        assert abs(sp.N(value - number, 30)) < sp.Float("1e-25")


def test_no_search_for_relations_beside_nested_radicals(monkeypatch):
    def never(*_):
        raise AssertionError("a search for relations takes seconds")

    monkeypatch.setattr("sympy.polys.numberfields.subfield.field_isomorphism_pslq", never)
    assert rank("sqrt(2+sqrt(3)) sqrt(5); sqrt(7) 1") == 2
    found = inverse("sqrt(2+sqrt(3)) sqrt(5); sqrt(7) 1").matrix
    exact = sp.Matrix([[sp.sqrt(2 + sp.sqrt(3)), sp.sqrt(5)], [sp.sqrt(7), 1]])
    assert (sp.N(found * exact, 30) - sp.eye(2)).norm() < sp.Float("1e-25")
    page = inverse("sqrt(2) a sqrt(3); a 1 sqrt(5); sqrt(5) 1 a").to_text()
    assert "a = sqrt(5) " in page
