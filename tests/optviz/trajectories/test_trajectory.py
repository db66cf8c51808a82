"""Faces of a trajectory: data, tables, archives, pages, figures, models."""

import csv
import io
import json

import numpy as np
import pytest

from optviz.descent.minimize import minimize
from optviz.objectives.data_objectives import LeastSquares
from optviz.objectives.gallery import quadratic, rosenbrock, saddle_between_minima
from optviz.objectives.objective import Objective
from optviz.rules import Adam, GradientDescent
from optviz.second_order import newton
from optviz.trajectories.figures import plot_losses, plot_paths, plot_surface, plot_term

PATH = minimize(rosenbrock(), Adam(), [-1.2, 1], steps=6, learning_rate=0.1)
MANY = minimize(rosenbrock(), Adam(), [[-1.2, 1], [0, 0], [1, 1]], steps=6, tolerance=1e-6)


def test_a_repr_is_a_line():
    assert repr(PATH.objective) == "Objective Rosenbrock(x, y)"
    assert repr(PATH) == "Trajectory of adam on Rosenbrock(x, y): 6 steps"
    assert repr(MANY) == "Trajectory of adam on Rosenbrock(x, y) from 3 starts: 6 steps"


def test_csv_gives_the_same_floats_back():
    rows = list(csv.DictReader(io.StringIO(PATH.to_csv())))
    assert len(rows) == 7
    np.testing.assert_array_equal([[float(r["x"]), float(r["y"])] for r in rows], PATH.x)
    np.testing.assert_array_equal([float(r["value"]) for r in rows], PATH.f)
    np.testing.assert_array_equal([float(r["v_1"]) for r in rows[:-1]], PATH.terms["v"][:, 1])
    assert rows[-1]["m_0"] == rows[-1]["learning_rate"] == ""


def test_csv_of_many_lists_each_start_as_long_as_it_lasted():
    rows = list(csv.DictReader(io.StringIO(MANY.to_csv())))
    assert [r["start"] for r in rows] == ["0"] * 7 + ["1"] * 7 + ["2"]


def test_archive(tmp_path):
    MANY.to_npz(tmp_path / "trajectory.npz")
    stored = np.load(tmp_path / "trajectory.npz")
    np.testing.assert_array_equal(stored["x"], MANY.x)
    np.testing.assert_array_equal(stored["term:m"], MANY.terms["m"])
    assert stored["ending"].tolist() == MANY.ending.tolist()


def test_json():
    data = json.loads(json.dumps(PATH.to_dict()))
    np.testing.assert_array_equal(data["x"], PATH.x)
    assert data["variables"] == ["x", "y"]
    assert data["status"].startswith("step limit")
    assert json.loads(json.dumps(MANY.to_dict()))["steps"] == [6, 6, 0]


@pytest.mark.parametrize("record", [PATH, MANY, PATH.objective], ids=["one", "many", "function"])
@pytest.mark.parametrize("target", ["text", "latex", "markdown", "typst", "html"])
def test_pages_in_every_target(record, target):
    page = getattr(record, f"to_{target}")()
    assert "Rosenbrock" in page


def test_page_tells_the_table_and_the_ending():
    path = minimize(quadratic(100), GradientDescent(), [100, 1], steps=50, learning_rate=2 / 101)
    text = str(path)
    assert "zig-zagged from step 0 to step 50" in text
    assert "shrank by the factor 0.980198 a step; theory says 0.980198" in text
    assert "condition number there is 100" in text


def test_model_is_the_taylor_polynomial():
    model = PATH.model(2)
    f, x = PATH.objective, PATH.x[2]
    assert model(x) == f(x)
    for size in (1e-3, 1e-4):
        d = size * np.array([0.6, 0.8])
        assert abs(model(x + d) - f(x + d)) < 1000 * size**3
        assert abs(model.linear(x + d) - f(x + d)) < 1000 * size**2
    np.testing.assert_allclose(
        model.gradient + model.hessian @ (model.stationary_point - x), 0, atol=1e-10
    )
    np.testing.assert_array_equal(MANY.model(1, start=1).centre, MANY.x[1, 1])


def test_figures():
    pytest.importorskip("matplotlib").use("Agg")
    from matplotlib import pyplot as plt

    ax = plot_paths([PATH, MANY], labels=["one", "many"])
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["one", "many"]
    assert ax.collections
    ax = plot_losses([PATH])
    assert ax.get_yscale() == "log"
    assert ax.get_ylabel() == "value above the minimum"
    np.testing.assert_allclose(ax.lines[0].get_ydata(), PATH.f)
    bowl = Objective("x**2 + y**2", minima=[(0, 0)])
    arrived = minimize(bowl, newton(), [3, 4], steps=4)
    mark, line = plot_losses([arrived, minimize(bowl, Adam(), [3, 4], steps=4)]).lines[:2]
    assert line.get_ydata()[0] == 25
    assert mark.get_xydata()[0].tolist() == [1, line.get_ydata()[-1]]
    assert len(line.get_ydata()) == 2
    at_rest = plot_losses([minimize(bowl, newton(), [0, 0], steps=2)])
    at_rest.figure.canvas.draw()
    assert at_rest.lines[0].get_xdata() == [0]
    assert len(plot_term(PATH, "effective_rate").lines) == 2
    assert PATH.plot_loss(log=False).get_yscale() == "linear"
    surface = plot_surface([PATH])
    assert surface.get_zlim()[1] == pytest.approx(1.2 * PATH.f.max())
    assert surface.get_zlabel() == PATH.objective.name
    with pytest.raises(ValueError, match='projection="3d"'):
        plot_surface([PATH], ax)
    with pytest.raises(KeyError, match="has no term 'u'; it has m, v, m_hat"):
        plot_term(PATH, "u")
    plt.close("all")


@pytest.mark.parametrize(
    ("function", "texts"),
    [
        (Objective("x1^2 + x2^2"), ("x₁", "$x_{1}$", "$x_(1)$", "<msub><mi>x</mi><mn>1</mn>")),
        (Objective("theta0^2 + w_1^2"), ("w₁", "$w_{1}$", "$w_(1)$", "<msub><mi>w</mi><mn>1</mn>")),
        (
            LeastSquares([[1, 2], [3, 4], [5, 7]], [1, 0, 2]),
            ("w₁", "$w_{1}$", "$w_(1)$", "<msub><mi>w</mi><mn>1</mn>"),
        ),
        (Objective("a1b^2 + x_^2"), ("a1b", r"$\mathrm{a1b}$", '$upright("a1b")$', "<mi>a1b</mi>")),
    ],
)
def test_coordinates_have_their_index_on_every_page(function, texts):
    path = minimize(function, newton(), [1, 2], steps=3)
    pages = (str(path), path.to_latex(), path.to_typst(), path._repr_html_())
    for text, written in zip(texts, pages, strict=True):
        assert text in written


def test_coordinates_have_their_index_on_every_figure():
    pytest.importorskip("matplotlib").use("Agg")
    from matplotlib import pyplot as plt

    path = minimize(Objective("theta0^2 + x_1^2"), Adam(), [1, 2], steps=3)
    for ax in (path.plot(), plot_surface([path])):
        assert (ax.get_xlabel(), ax.get_ylabel()) == (r"$\theta_{0}$", "$x_{1}$")
    path.plot().figure.canvas.draw()
    assert [line.get_label() for line in plot_term(path, "m").lines] == [r"$\theta_{0}$", "$x_{1}$"]
    plt.close("all")


@pytest.mark.parametrize(
    ("text", "start", "method", "rate", "beyond", "sentence"),
    [
        ("x - log(x)", [2], GradientDescent(), 5, [-0.5], "(-0.5), and log(x) has no finite"),
        ("x - log(x)", [3], newton(), None, [-3], "(-3), and log(x) has no finite value there."),
        ("y^2 + x1*log(x1)", [1, 1], newton(), None, [0, 0], "(0, 0), and log(x1) has no finite"),
        ("sqrt(x) + x^2", [1], GradientDescent(), 0.4, [0], "1/sqrt(x), a part of the gradient,"),
        ("2 + 1/log(x - 1)", [2.5], GradientDescent(), 0.1, None, "step limit"),
    ],
)
def test_the_part_without_a_value_is_named_where_a_path_leaves_the_domain(
    text, start, method, rate, beyond, sentence
):
    """By hand: 2 - 5 · 1/2; 3 - (1 - 1/3) · 9; 1 - (ln 1 + 1) · 1; 1 - 0.4 · 2.5."""
    path = minimize(Objective(text), method, start, steps=40, learning_rate=rate)
    assert (path.beyond is None) == (beyond is None)
    if beyond is not None:
        assert path.ending == "not finite"
        np.testing.assert_allclose(path.beyond, beyond, atol=1e-15)
        assert not np.isin(path.x, beyond).any()
    assert sentence in " ".join(str(path).split())


def test_status_of_many_counts_each_start():
    f = saddle_between_minima()
    path = minimize(
        f, GradientDescent(), [[1, 1e-6], [0, 1], [1, 0]], steps=400, learning_rate=0.05
    )
    assert path.status.tolist() == [
        "converged, escaped a saddle",
        "converged",
        "saddle point",
    ]
