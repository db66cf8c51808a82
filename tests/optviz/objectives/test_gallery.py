"""Gallery: stated minima are minima, windows hold them, values are the literature's."""

import math

import numpy as np
import pytest

from linalg.errors import ParseError
from optviz.objectives.gallery import (
    GALLERY,
    quadratic,
    read_objective,
    rosenbrock,
    styblinski_tang,
)

LOWEST = {
    "beale": 0,
    "himmelblau": 0,
    "booth": 0,
    "matyas": 0,
    "six-hump-camel": -1.0316284535,
    "three-hump-camel": 0,
    "goldstein-price": 3,
    "rastrigin": 0,
    "ackley": 0,
    "styblinski-tang": -78.3323314075,
    "saddle-between-minima": -1,
    "mccormick": -1.9132229550,
    "easom": -1,
    "levy-13": 0,
    "branin": 0.3978873577,
    "rosenbrock": 0,
    "quadratic": 0,
}


def test_at_least_fifteen():
    assert len(GALLERY) >= 15
    assert set(LOWEST) == set(GALLERY) - {"monkey-saddle"}


@pytest.mark.parametrize("name", sorted(LOWEST))
def test_stated_minima(name):
    f = GALLERY[name]()
    assert f.minima
    assert f.source
    for point in f.minima:
        assert f(point) == pytest.approx(LOWEST[name], abs=1e-9)
        assert all(low <= c <= high for c, (low, high) in zip(point, f.domain, strict=True))
        if name != "ackley":  # a kink
            assert np.abs(f.gradient(point)).max() < 1e-9
            assert np.linalg.eigvalsh(f.hessian(point))[0] > 0
    low, high = np.array(f.domain).T
    samples = np.random.default_rng(0).uniform(low, high, size=(20_000, f.n))
    assert f(samples).min() >= LOWEST[name] - 1e-9


def test_saddles_have_no_minimum_at_the_origin():
    monkey = GALLERY["monkey-saddle"]()
    assert np.all(monkey.gradient([0, 0]) == 0)
    assert np.all(monkey.hessian([0, 0]) == 0)
    between = GALLERY["saddle-between-minima"]()
    assert list(np.linalg.eigvalsh(between.hessian([0, 0]))) == [-2, 2]


def test_condition_and_rotation_of_the_quadratic():
    f = quadratic(condition=100, rotation=math.pi / 6)
    curvatures, axes = np.linalg.eigh(f.hessian([1.0, 2.0]))
    np.testing.assert_allclose(curvatures, [1, 100])
    np.testing.assert_allclose(np.abs(axes[:, 0]), [math.cos(math.pi / 6), 0.5])


def test_rosenbrock_in_ten_dimensions():
    f = rosenbrock(10)
    assert f.names == tuple(f"x{i}" for i in range(1, 11))
    x = np.linspace(-1, 1, 10)
    assert f(x) == pytest.approx(sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))


def test_more_dimensions_keep_their_minimum():
    f = styblinski_tang(5)
    assert f(f.minima[0]) == pytest.approx(-39.16616570377142 * 5)


@pytest.mark.parametrize("make", [lambda: quadratic(0.5), lambda: rosenbrock(1)])
def test_impossible_shapes_are_refused(make):
    with pytest.raises(ValueError, match="at least"):
        make()


@pytest.mark.parametrize("text", ["six-hump-camel", " Six_Hump_Camel ", "six hump camel"])
def test_names_as_people_type_them(text):
    assert read_objective(text).name == "six-hump camel"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("rosenbrok", "rosenbrock"), ("himelblau", "himmelblau"), ("Eason", "easom")],
)
def test_a_name_that_is_nearly_one(text, meant):
    with pytest.raises(ParseError, match=f"did you mean {meant}"):
        read_objective(text)


@pytest.mark.parametrize("text", ["x", "x - y", "b", "levy - 13*x", "quad"])
def test_letters_that_are_variables(text):
    assert read_objective(text).names
