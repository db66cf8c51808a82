import sympy as sp

from linalg.symmetry.symmetry import is_symmetric, symmetric_part


def test_symmetric_part_has_the_same_quadratic_form():
    A = sp.Matrix([[1, 4, 0], [2, 3, -1], [5, 7, 2]])
    x = sp.Matrix(sp.symbols("x y z"))
    S = symmetric_part(A)
    assert is_symmetric(S)
    assert sp.expand((x.T * A * x)[0] - (x.T * S * x)[0]) == 0
