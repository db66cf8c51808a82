"""A function along a line: the tangent is off by order 2, the parabola by order 3."""

import dataclasses

import numpy as np
import pytest
import sympy as sp

from linalg.geometry.contact import Contact, most_bent
from linalg.geometry.zoom import zoom

EXPONENTIAL = zoom(["exp(x)*cos(y)", "exp(x)*sin(y)"], [0, 0])


def test_the_polynomials_of_an_exponential_are_those_of_the_book():
    along_x = Contact(EXPONENTIAL, 0, (1, 0))
    np.testing.assert_allclose(along_x.coefficients, [1, 1, 0.5])
    np.testing.assert_allclose(along_x.errors(1, [0.5]), np.exp(0.5) - 1.5)
    np.testing.assert_allclose(along_x.errors(2, [0.5]), np.exp(0.5) - 1.625)
    assert along_x.check()


def test_a_diagonal_takes_all_second_derivatives():
    # exp(s)cos(s) = 1 + s - s³/3 - …, by hand
    diagonal = Contact(EXPONENTIAL, 0, (1, 1))
    np.testing.assert_allclose(diagonal.coefficients, [1, 1, 0], atol=1e-15)


def test_the_orders_are_read_off():
    contact = most_bent(zoom(["r*cos(t)", "r*sin(t)"], [sp.Rational(3, 2), sp.pi / 3]))
    assert contact.order(1) == pytest.approx(2, abs=0.05)
    assert contact.order(2) == pytest.approx(3, abs=0.05)
    assert contact.factor(1) == pytest.approx(4, rel=0.03)


def test_a_function_of_second_degree_is_its_parabola():
    contact = most_bent(zoom(["x^2 - y^2", "2*x*y"], [1, 2]))
    assert contact.order(1) == pytest.approx(2)
    assert not contact.errors(2, np.linspace(-1, 1, 9)).any()


@pytest.mark.parametrize("second", ["x - y", "x - y + x^3"])
def test_where_nothing_is_bent_at_the_point_there_is_no_line(second):
    assert most_bent(zoom(["x + y", second], [0, 0])) is None


def test_a_line_is_chosen_on_which_errors_fall_all_the_way():
    contact = most_bent(zoom(["r*cos(t)", "r*sin(t)"], [sp.Rational(3, 2), sp.pi / 3]))
    s = contact.side * np.linspace(0, 1, 200)
    assert (np.diff(contact.errors(1, s)) >= 0).all()


def test_wrong_polynomials_fail_the_check():
    contact = Contact(EXPONENTIAL, 0, (1, 0))
    first, second = contact.polynomials
    wrong = dataclasses.replace(second, value=second.value + 1)
    contact.__dict__["polynomials"] = first, wrong
    assert not contact.check()
