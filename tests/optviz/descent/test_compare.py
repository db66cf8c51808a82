"""Races: fair rates, stated; arrivals counted; methods read from text without running it."""

import csv
import io
import json

import numpy as np
import pytest

from linalg.errors import ParseError
from optviz.descent.compare import RATES, best_rate, compare
from optviz.descent.methods import METHODS, read_methods
from optviz.descent.minimize import minimize
from optviz.method_names import NAMES, key_of, title_of
from optviz.objectives.gallery import quadratic, rosenbrock
from optviz.objectives.objective import Objective
from optviz.rules import Adam, GradientDescent, Momentum, RMSProp
from optviz.schedules.schedules import Cosine
from optviz.second_order import newton
from optviz.trajectories.diagnosis import best_fixed_rate

RACE = compare(
    quadratic(20), "gd(lr=0.05), momentum, adam(beta1=0.5), newton", [20, 1], steps=150,
)  # fmt: skip


def test_tuned_rate_is_the_grid_s_best():
    rates = np.linspace(0.01, 0.12, 34)
    f = quadratic(20, rotation=0.5)
    found = best_rate(f, GradientDescent(), [3, 2], steps=400, rates=rates)
    assert found == pytest.approx(best_fixed_rate([1, 20]), abs=0.005)
    ends = [minimize(f, GradientDescent(), [3, 2], steps=400, learning_rate=r).f[-1] for r in rates]
    assert found == rates[int(np.argmin(ends))]


def test_grids_are_stated_only_for_those_that_were_tuned():
    assert RACE.labels == ["gd(lr=0.05)", "momentum", "adam(beta1=0.5)", "newton"]
    assert {label: len(grid) for label, grid in RACE.grids.items()} == {
        "gd(lr=0.05)": 0,
        "momentum": len(RATES),
        "adam(beta1=0.5)": len(RATES),
        "newton": 0,
    }
    assert "momentum, Adam (beta1=0.5), each of 16 learning rates from 0.0001 to 10" in " ".join(
        str(RACE).split()
    )
    assert np.all(RACE.trajectories["gd(lr=0.05)"].learning_rate == 0.05)


def test_untuned_says_so_and_uses_the_defaults():
    race = compare(quadratic(20), "gd, adam", [20, 1], tune=False)
    assert "Untuned" in str(race)
    assert np.all(race.trajectories["adam"].learning_rate == Adam().default_rate)


def test_nothing_is_said_of_rates_where_no_method_has_one():
    assert "No method here has a learning rate." in str(
        compare(quadratic(20), "newton, bfgs", [2, 1])
    )
    assert "Every learning rate was given." in str(
        compare(quadratic(20), "gd(lr=0.1), bfgs", [2, 1])
    )


def test_arrivals():
    steps = RACE.steps_to()
    assert steps["newton"] == 1
    gd = RACE.trajectories["gd(lr=0.05)"].f
    k = steps["gd(lr=0.05)"]
    assert gd[k] <= 1e-6 * gd[0] < gd[k - 1]
    assert RACE.winner == "newton"
    nobody = compare(rosenbrock(), "gd(lr=1e-5), gd(lr=1e-4)", [-1.2, 1], steps=5)
    assert nobody.steps_to() == {"gd(lr=1e-5)": None, "gd(lr=1e-4)": None}
    assert nobody.winner == "gd(lr=1e-4)"


def test_every_method_that_needs_no_residuals_takes_part():
    names = sorted(set(METHODS) - {"gauss_newton", "levenberg_marquardt"})
    race = compare(rosenbrock(), ", ".join(names), [-1.2, 1], steps=60)
    assert set(race.labels) == set(names)
    for label, trajectory in race.trajectories.items():
        assert np.isfinite(trajectory.x).all(), label
        assert trajectory.f[-1] < trajectory.f[0], label


def test_a_rule_that_always_diverges_is_an_error():
    with pytest.raises(ValueError, match="momentum diverges with every rate"):
        best_rate(Objective("-x**2"), Momentum(), [1.0], steps=2000, rates=[1.0, 2.0])


def test_faces():
    rows = list(csv.DictReader(io.StringIO(RACE.to_csv())))
    assert {row["method"] for row in rows} == set(RACE.labels)
    newton_rows = [row for row in rows if row["method"] == "newton"]
    assert [float(row["x"]) for row in newton_rows] == RACE.trajectories["newton"].x[:, 0].tolist()
    assert {row["learning_rate"] for row in newton_rows} == {""}
    data = json.loads(json.dumps(RACE.to_dict()))
    assert set(data["trajectories"]) == set(RACE.labels)
    for target in ("latex", "markdown", "typst", "html"):
        assert getattr(RACE, f"to_{target}")()


def test_labels_with_commas_and_quotes_are_one_cell_of_a_table():
    text = 'adam(convention="keras", beta1=0.5, lr=0.1), gd(lr=cosine(0.05, 9)), newton'
    mapping = {'so-called "best",\nof all': Momentum(), "newton": newton()}
    for methods in (text, mapping):
        race = compare(rosenbrock(), methods, [-1.2, 1.0], steps=4, rates=[1e-3])
        header, *rows = csv.reader(io.StringIO(race.to_csv()), strict=True)
        assert {len(row) for row in rows} == {len(header)}
        assert list(dict.fromkeys(row[0] for row in rows)) == race.labels
        for label, trajectory in race.trajectories.items():
            own = [row for row in rows if row[0] == label]
            assert [float(row[header.index("y")]) for row in own] == trajectory.x[:, 1].tolist()


def test_archive(tmp_path):
    RACE.to_npz(tmp_path / "race.npz")
    stored = np.load(tmp_path / "race.npz")
    np.testing.assert_array_equal(stored["newton/x"], RACE.trajectories["newton"].x)


def test_text_gives_methods_and_rates():
    gd, momentum, method = read_methods(
        "gd(lr=5e-2), momentum(momentum=.5, lr=cosine(0.1, 9)), newton"
    )
    assert gd.learning_rate == 0.05
    assert isinstance(momentum.learning_rate, Cosine)
    assert momentum.method.momentum == 0.5
    assert method.method == newton()
    assert not method.needs_rate
    assert read_methods('adam(convention="keras")')[0].method.epsilon == 1e-7
    assert read_methods("newton(length=0.5)")[0].method.globalisation.length == 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((spelling, "bfgs") for spelling in ("BFGS", "bfgs", "Bfgs")),
        *((spelling, "l-bfgs") for spelling in ("L-BFGS-B", "LBFGS", "l_bfgs", "L-BFGS(memory=5)")),
        *((spelling, "gd") for spelling in ("SGD", "GradientDescent", "gradient descent")),
        *((spelling, "adam") for spelling in ("Adam", "ADAM", "Adam(beta_1=0.9, eps=1e-8)")),
        *((spelling, "momentum") for spelling in ("SGD(momentum=0.9)", "MomentumGradientDescent")),
        *((spelling, "conjugate gradient (pr+)") for spelling in ("CG", "ConjugateGradient")),
        *((spelling, "trust region (exact)") for spelling in ("trust-exact", "NewtonTrustRegion")),
        ("SGD(momentum=0.9, nesterov=True)", "nesterov"),
        ("SGD(momentum=0)", "gd"),
        ("AcceleratedGradientDescent", "nesterov"),
        ("Adam(amsgrad=True)", "amsgrad"),
        ("RMSprop(alpha=0.9, centered=True)", "rmsprop"),
        ("Adagrad", "adagrad"),
        ("AdaDelta", "adadelta"),
        ("Nadam", "nadam"),
        ("AdaMax", "adamax"),
        ("AdamW(weight_decay=0.1)", "adamw"),
        ("Newton's method", "newton"),
        ("Levenberg–Marquardt", "levenberg-marquardt"),
        ("Gauss-Newton", "gauss-newton"),
    ],
)
def test_methods_in_the_spellings_of_other_libraries(text, name):
    (named,) = read_methods(text)
    assert (named.method.name, named.label) == (name, text)


def test_a_module_before_a_name_and_a_rate_without_one():
    text = "torch.optim.Adam(lr=0.1), tf.keras.optimizers.SGD(0.2), optax.lion(cosine(0.1, 9))"
    adam, sgd, lion = read_methods(text)
    assert [e.method.name for e in (adam, sgd, lion)] == ["adam", "gd", "lion"]
    assert (adam.learning_rate, sgd.learning_rate) == (0.1, 0.2)
    assert isinstance(lion.learning_rate, Cosine)
    race = compare(quadratic(10), text, [4, 1], steps=2)
    assert list(race.names.values())[:2] == ["Adam (lr=0.1)", "gradient descent (0.2)"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("adam(0.1, 0.9)", "write each hyperparameter as name=value"),
        ("adam(0.1, lr=0.2)", "lr is given twice"),
        ("adam('fast')", "a learning rate is a number or a schedule, not 'fast'"),
        ("torch.optim.Powell", "there is no method torch.optim.Powell"),
    ],
)
def test_what_is_no_rate_is_refused(text, message):
    with pytest.raises(ParseError, match=message):
        read_methods(text)


def test_pairs_as_pytorch_users_type_them():
    adam, rprop, short = read_methods(
        "Adam(lr=0.1, betas=(0.8, 0.95)), Rprop(etas=(0.4, 1.3), step_sizes=[1e-5, 9]), "
        "adam(b1=0.7, beta_2=99/100)"
    )
    assert (adam.method.beta1, adam.method.beta2, adam.learning_rate) == (0.8, 0.95, 0.1)
    r = rprop.method
    assert (r.shrink, r.grow, r.shortest, r.longest) == (0.4, 1.3, 1e-5, 9)
    assert (short.method.beta1, short.method.beta2) == (0.7, 0.99)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("adam(betas=0.9)", r"betas are two numbers, written betas=\(a, b\)"),
        ("adam(betas=(0.9, 0.99, 0.9))", "betas are two numbers"),
        ("adam(betas=(0.9, 0.99), beta1=0.5)", "beta1 is given twice"),
        ("gd(betas=(0.9, 0.99))", "there is no hyperparameter betas here: it takes lr"),
        ("adam(betas=(0.9, 1.5))", "beta2"),
        ("adam(betas=(0.9, x))", "a value is a number"),
        ("adam(eps=(1, 2))", "a value is a number"),
    ],
)
def test_what_is_no_pair_is_refused(text, message):
    with pytest.raises(ParseError, match=message):
        read_methods(text)


def test_hyperparameters_in_the_spellings_of_other_libraries():
    (named,) = read_methods("SGD(learning_rate=0.1, momentum=0.5, nesterov=True)")
    assert (named.learning_rate, named.method.momentum) == (0.1, 0.5)
    assert read_methods("L-BFGS(maxcor=4)")[0].method.direction.memory == 4


def test_every_method_has_a_name_and_every_name_a_method():
    assert set(METHODS) == set(NAMES)
    for key, make in METHODS.items():
        title = title_of(make().name)
        assert title.startswith(NAMES[key].title)
        assert key_of(title.partition(" (")[0]) == key_of(key.upper()) == key


def test_fractions_as_rates():
    assert [e.learning_rate for e in read_methods("gd(lr=1/4), adam(lr=3/2/2)")] == [0.25, 0.75]
    assert repr(read_methods("gd(lr=cosine(1/4, 9))")[0].learning_rate) == repr(Cosine(0.25, 9))


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("gd, gdd", "there is no method gdd: did you mean gd", 4),
        ("gd(lr=-1)", "a learning rate must be a positive number", 0),
        ("gd(lr=0)", "a learning rate must be a positive number", 0),
        ("gd(rate=3)", "no hyperparameter rate here: it takes lr, weight_decay", 0),
        ("newton(speed=3)", "no hyperparameter speed here: it takes length", 0),
        ("gd(lr=1/0)", "divided by 0", 6),
        ("gd(lr='a'/2)", "a number by a number", 6),
        ("newton(lr=1)", "Newton's method chooses its own step lengths", 0),
        ("adam(beta1=2)", "beta1 must lie in", 0),
        ("gd newton", "there is no method gd newton: write gd, newton", 0),
        ("Nelder-Mead", "there is no method Nelder-Mead: there are gd", 0),
        ("L-BFGS, l-bgfs", "there is no method l-bgfs: did you mean lbfgs", 8),
        ("Levenberg–Marquardt, gdd", "there is no method gdd", 21),
        ("gd(lr=1, learning_rate=1)", "lr is given twice", 0),
        ("open('canary')", "there is no method open", 0),
        ("gd(lr=open('x'))", "there is no schedule open", 6),
        ("gd(lr=[1])", "a value is a number", 6),
        ("gd(**{})", "name=value", 0),
        ("(2).real()", "here a method is named", 0),
        ("", "no method is named", 0),
        ("gd(", "methods are written like", None),
        ("gd; adam", "methods are written like", None),
        ("gd(" * 600, "more than 2000 characters|methods are written like", None),
        ("x" * 3000, "more than 2000 characters", 0),
    ],
)
def test_text_that_is_no_list_of_methods(text, message, position):
    with pytest.raises(ParseError, match=message) as caught:
        read_methods(text)
    if position is not None:
        assert caught.value.position == position


def test_two_of_the_same_label_are_refused():
    with pytest.raises(ValueError, match="a label of its own"):
        compare(quadratic(), "gd, gd", [1, 1])


def test_nobody_races():
    with pytest.raises(ValueError, match="at least one"):
        compare(quadratic(), [], [1, 1])


def test_a_race_without_steps():
    race = compare(quadratic(), "gd, newton", [1, 1], steps=0)
    assert [t.steps for t in race.trajectories.values()] == [0, 0]


def test_without_arrivals_the_end_decides_not_the_beginning():
    race = compare(quadratic(10), "gd(lr=0.1), gd(lr=0.17)", [4, 1], steps=12)
    first, last = ([t.f[k] for t in race.trajectories.values()] for k in (1, -1))
    assert first[0] < first[1]
    assert last[0] > last[1]
    assert set(race.steps_to().values()) == {None}
    assert race.winner == "gd(lr=0.17)"


@pytest.mark.parametrize(
    ("objective", "rules", "settled"),
    [
        (rosenbrock(), "gd(lr=0.0001)", True),  # its minimum is known
        (Objective("x**2 + y**2"), "gd(lr=0.001), newton", True),
        (Objective("x**2 + 10*y**2"), "gd(lr=0.09)", True),  # almost
        (Objective("x**2 + y**2"), "gd(lr=0.001)", False),
        (Objective("x + y"), "gd(lr=0.1), newton", False),
        (Objective("-x**2 - y**2"), "gd(lr=0.01), newton", False),
        (Objective("x**2 - y**2"), "gd(lr=0.1), newton", False),
    ],
)
def test_whether_the_lowest_value_is_that_of_a_minimum(objective, rules, settled):
    assert compare(objective, rules, [1, 1], steps=50).settled is settled


@pytest.mark.parametrize(
    ("objective", "rules", "steps", "sentence"),
    [
        (rosenbrock(), "newton, gd(lr=0.001)", 100, "First to arrive: Newton's method."),
        (rosenbrock(), "gd(lr=0.0001), momentum(lr=0.0001)", 5, "None of them arrived; momentum"),
        (Objective("x**2 + y**2"), "gd(lr=2), momentum(lr=1.5)", 50, "None of them ended at a min"),
        (Objective("x**3 + y**2"), "gd(lr=0.1), adam(lr=0.1)", 50, "None of them ended at a min"),
    ],
)
def test_the_page_says_who_arrived_or_that_nobody_did(objective, rules, steps, sentence):
    race = compare(objective, rules, [1, 1.5], steps=steps)
    text = " ".join(race.to_text().split())
    assert sentence in text


def test_methods_one_after_the_other():
    race = compare(quadratic(20), [newton(), "gd(lr=0.05), adam", Momentum()], [20, 1], steps=20)
    assert race.labels == ["newton", "gd(lr=0.05)", "adam", "momentum"]
    assert len(race.grids["momentum"]) == len(RATES)
    with pytest.raises(TypeError, match="is no method"):
        compare(quadratic(20), [Adam], [20, 1])
    with pytest.raises(TypeError, match="is no method"):
        compare(quadratic(20), [5], [20, 1])


def test_nobody_arrives_on_a_saddle():
    """Momentum swings towards the saddle of x² - y², Newton's method ends on it."""
    race = compare(Objective("x**2 - y**2"), "momentum(lr=0.0046), newton", [1, 0])
    assert not race.settled
    assert "None of them ended at a minimum" in race.to_text()


def test_pages_show_the_names_of_the_registry():
    rules = "ADAM, sgd(momentum=0.9), L-BFGS-B, gd, SGD, Newton-Raphson(length=1/2)"
    race = compare(quadratic(10), rules, [4, 1], steps=3, tune=False)
    assert list(race.names.values()) == [
        *("Adam", "momentum (momentum=0.9)", "L-BFGS"),
        *("gd", "SGD", "Newton's method (length=1/2)"),  # two with one title: as they were typed
    ]
    assert "L-BFGS-B" not in race.to_text()
    labels = [text.get_text() for text in race.plot_loss().get_legend().get_texts()]
    assert labels[:3] == ["Adam", "momentum (momentum=0.9)", "L-BFGS"]
    mine = compare(quadratic(10), {"with a hat": Adam()}, [4, 1], steps=3, tune=False)
    assert list(mine.names.values()) == ["with a hat"]


def test_all_who_ended_lowest_are_named():
    """On a kink neither of them moves."""
    race = compare(Objective("max(x, 0)^2 + x + y^2"), "newton, trust_region", [0, 1], steps=3)
    text = " ".join(race.to_text().split())
    assert "minimum; Newton's method and trust region (exact) ended lowest." in text


def test_ties_are_named():
    race = compare(quadratic(1), "newton, gd(lr=1)", [4, 1], steps=5)
    assert race.steps_to() == {"newton": 1, "gd(lr=1)": 1}
    assert "First to arrive: Newton's method, gradient descent (lr=1)." in race.to_text()
    nowhere = compare(quadratic(10), "newton, gd(lr=0.1)", [0, 0], steps=5)
    assert "Every method started at a stationary point" in nowhere.to_text()


def test_the_minimum_of_a_quadratic_need_not_be_given():
    """Else a descent on its way would arrive with its last step, and its curve dive there."""
    race = compare(Objective("x**2 + 10*y**2 - 2*x"), "gd(lr=0.05)", [4, 1], steps=30)
    assert race.lowest == -1
    assert race.trajectories["gd(lr=0.05)"].f[-1] > -1
    ax = race.plot_loss()
    assert ax.get_ylabel() == "value above the minimum"
    assert len(ax.lines[0].get_ydata()) == 31


def test_a_calm_rate_never_leads_above_the_start():
    """RMSProp with rate 10 jumps 100 far and ends lowest, since its divider remembers the jump."""
    f, start = Objective("x^2/2 + 10*y^2"), [-4, 1]
    wild = best_rate(f, RMSProp(), start, steps=100)
    calm = best_rate(f, RMSProp(), start, steps=100, calm=True)
    assert minimize(f, RMSProp(), start, steps=100, learning_rate=wild).f.max() > f(start)
    assert minimize(f, RMSProp(), start, steps=100, learning_rate=calm).f.max() == f(start)
    assert calm < wild


def test_where_every_rate_leads_higher_a_calm_one_is_the_lowest():
    f, rates = Objective("x^2"), [1.1, 1.5]
    options = {"steps": 5, "rates": rates}
    assert best_rate(f, GradientDescent(), [1.0], **options, calm=True) == 1.1
