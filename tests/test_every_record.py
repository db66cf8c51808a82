"""What every record promises: nobody writes to it, and it goes to other processes whole."""

import contextlib
import copy
import functools
import importlib
import inspect
import multiprocessing
import pickle
import pkgutil
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property

import numpy as np
import pytest
import sympy as sp

import linalg
import optviz
from linalg.calculus import structured
from linalg.calculus.derivative import Derivative
from linalg.determinants.determinants import explain_determinant
from linalg.errors import LinalgError
from linalg.exercises.topics import TOPICS
from linalg.immutable import Immutable
from linalg.numbers.record_matrix import RecordMatrix
from linalg.page import Figure
from linalg.record import Record, page_of
from linalg.subspaces.ranks import explain_rank
from optviz import network as nn
from optviz.planar.planar_loss import PlanarLoss
from optviz.rules import Adam, Momentum
from optviz.schedules.rate_curve import rate_curve
from optviz.second_order import bfgs, newton

PLACES = {
    found.name: importlib.import_module(found.name)
    for package in (linalg, optviz)
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
}


def every_kind():
    """Every class of records in the two packages that can be made."""
    found, waiting = set(), [Record]
    while waiting:
        waiting += (kinds := waiting.pop().__subclasses__())
        found |= {kind for kind in kinds if not inspect.isabstract(kind)}
    found -= {Derivative}  # of which there are only its kinds
    # an example in a docstring defines one too, but its module does not hold it
    return {
        kind for kind in found if getattr(PLACES.get(kind.__module__), kind.__name__, 0) is kind
    }


A = "2 1 1; 4 -6 0; -2 7 2"
FLOATS = np.array([[2.0, 1.0], [1.0, -6.0]])
X = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [-1.0, 0.5]])
LABELS = np.array([0, 1, 1, 0])
BOWL = optviz.Objective("x^2 + 10*y^2")
ELLIPSE = PlanarLoss.from_ellipse((2, 1), (1, 2))
SQUARES = optviz.LeastSquares([[1, 0], [1, 1], [1, 2]], [1, 2, 4])
MOONS = nn.moons(20)
NET = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm(3), nn.ReLU(), nn.Linear(3, 2))
LOSS = nn.SoftmaxCrossEntropy()
PIXELS = nn.digits(images=True).take(3)


def held_sum(train, held, rng):
    return float(held.sum())


def score(at, *rest):
    return at["x"]


def a_day(x, setting):
    return x - setting["lr"], x * x


def with_states_read():
    record = linalg.eliminate(A, "1 2 3", form="reduced")
    assert len(list(record.states)) == len(record.steps) + 1
    return record


def with_views_read():
    record = linalg.multiply(FLOATS, FLOATS)
    assert len(record.views) == 5
    return record


def trained(**options):
    return nn.train(NET, LOSS, Adam(), MOONS, nn.TrainingSettings(epochs=2, **options))


def picture():
    return nn.decision_picture(MOONS, epochs=2, points=5)


def question(topic):
    return linalg.sheet(topic, seed=1, size=2).questions[0]


def network_backwards():
    return nn.backpropagate_network(NET, NET.parameters(0), X, LOSS, LABELS)


MADE = [
    lambda: linalg.eliminate(A, "1 2 3"),
    with_states_read,
    lambda: linalg.eliminate("a 1; 1 b", "1 c"),
    lambda: linalg.eliminate("sqrt(2) 1; 1 sqrt(2)"),
    lambda: linalg.eliminate(FLOATS, np.ones(2), form="reduced"),
    lambda: linalg.elimination_matrices(A),
    lambda: linalg.cost(A),
    lambda: linalg.lu(A),
    lambda: linalg.lu(FLOATS),
    lambda: linalg.plu(A),
    lambda: linalg.ldu(FLOATS),
    lambda: linalg.ldu("2 1; 3 4"),
    lambda: linalg.ldlt(FLOATS),
    lambda: linalg.inverse("a 1; 1 b"),
    lambda: linalg.inverse(FLOATS),
    lambda: linalg.rref(A),
    lambda: linalg.rref(FLOATS),
    lambda: linalg.solve(A, "1 2 3"),
    lambda: linalg.answer_by_cases("k sqrt(a) 1; 1 k cos(t)", "1 sqrt(2)"),
    lambda: explain_determinant(A, "1 2 3"),
    lambda: explain_determinant(FLOATS, [1.0, 2.0]),
    lambda: explain_rank(A),
    lambda: explain_rank(FLOATS),
    lambda: linalg.solve(FLOATS, [1.0, 2.0]),
    lambda: linalg.generate(3, seed=1),
    *(functools.partial(linalg.sheet, topic, seed=1, size=2) for topic in TOPICS),
    *(functools.partial(question, topic) for topic in TOPICS),
    lambda: linalg.four_subspaces("1 2; 2 4"),
    lambda: linalg.span([1, 2], [2, 4]),
    lambda: linalg.contains(linalg.span([1, 2]), [2, 4]),
    lambda: linalg.inertia("2 1; 1 2"),
    lambda: linalg.definiteness("2 b; b 2"),
    lambda: linalg.inertia(FLOATS),
    lambda: linalg.transpose_of_product(FLOATS, FLOATS),
    lambda: linalg.symmetric_products(FLOATS),
    lambda: linalg.multiply(A, A),
    with_views_read,
    lambda: linalg.multiply(FLOATS, FLOATS).views.block,
    lambda: linalg.permutation([2, 0, 1]),
    lambda: linalg.all_permutations(3),
    lambda: linalg.row_picture("1 2; 3 4", "5 6"),
    lambda: linalg.column_picture(FLOATS, [5.0, 6.0]),
    lambda: linalg.is_subspace("x + y = 0"),
    lambda: linalg.is_subspace("x >= 0"),
    lambda: linalg.verify(A, L="1 0 0; -2 1 0; -1 -1 1", U="2 1 1; 0 -8 -2; 0 0 1"),
    lambda: linalg.verify("a b; c d", L="1 0; c/a 1", U="a b; 0 d+b*c/a"),
    lambda: linalg.verify(A, x="1 2 3", b="1 2 3", steps="R2 - 2 R1"),
    lambda: linalg.recognise("0 1; 1 0", "1 0; 0 1", "1 0; 0 1", p=[1, 0]),
    lambda: linalg.recognise(FLOATS, np.eye(2), np.eye(2)),
    lambda: linalg.verify(FLOATS, L=np.eye(2), U=FLOATS),
    lambda: linalg.gradient("x^2*y"),
    lambda: linalg.gradient("abs(x) + y", at=[1, 2]),
    lambda: linalg.jacobian(["x*y", "sin(x)"]),
    lambda: linalg.hessian("x^2*y"),
    lambda: linalg.directional_derivative("x^2*y", [3, 4]),
    lambda: linalg.taylor("exp(x)*y", [0, 1]),
    lambda: structured.Diagonal(np.ones(3)),
    lambda: structured.Dense(np.eye(2)),
    lambda: structured.Permutation(np.array([2, 0, 1])),
    lambda: structured.Kronecker(structured.Diagonal(np.ones(3)), structured.Dense(np.eye(2))),
    lambda: structured.BlockDiagonal((structured.Dense(np.eye(2)),)),
    lambda: structured.LowRankPlusDiagonal(np.ones(2), np.ones((2, 1)), np.ones((2, 1))),
    lambda: optviz.Objective("x^2 + 10*y^2"),
    lambda: optviz.SumOfSquares(["10*(y - x^2)", "1 - x"]),
    lambda: SQUARES,
    lambda: optviz.LogisticRegression([[1.0], [-1.0]], [1, 0]),
    lambda: optviz.Sampled(SQUARES, 2),
    lambda: optviz.minimize(BOWL, Adam(), [4, 1], steps=5),
    lambda: optviz.minimize(BOWL, Adam(beta1=np.array([0.5, 0.9])), [4, 1], steps=5),
    lambda: optviz.minimize(BOWL, newton(), [[4, 1], [2, 3]], steps=5, tolerance=1e-9),
    lambda: optviz.minimize(BOWL, newton(), [[4, 1], [2, 3]], steps=5).start(1),
    lambda: optviz.minimize(BOWL, bfgs(), [[4, 1], [2, 3]], steps=9, tolerance=1e-9),
    lambda: optviz.minimize(optviz.Sampled(SQUARES, 2), Momentum(), [0, 0], steps=5),
    lambda: optviz.diagnose(optviz.minimize(BOWL, Momentum(), [4, 1], steps=50)),
    lambda: optviz.compare(BOWL, "gd(lr=0.01), newton", [4, 1], steps=5),
    lambda: optviz.compare_conventions(BOWL, Adam, [4, 1], steps=5),
    lambda: optviz.basins(BOWL, newton(), ((-1, 1), (-1, 1)), resolution=3, steps=5),
    lambda: optviz.gradient_check(BOWL, [4, 1], [8.0, 20.0]),
    lambda: optviz.gradient_noise(SQUARES, [0, 0], [1, 2]),
    lambda: optviz.newton_cost([2, 4, 8], repetitions=1),
    lambda: optviz.babysit(a_day, 1.0, {"lr": 0.1}, lambda days: {"lr": 0.05}, days=3),
    lambda: optviz.cross_validate(held_sum, 6, k=3),
    lambda: optviz.race(optviz.LinearClassifier(X, LABELS), trials=5, steps=5),
    lambda: optviz.race(optviz.LinearClassifier(X, LABELS), trials=5, steps=5).slope,
    lambda: optviz.lasso_path([[1, 0], [0, 2]], [3, 1], [4.0, 2.5, 1.0]),
    lambda: optviz.ista(optviz.LinearFit([[1, 0], [0, 2]], [3, 1]), optviz.L1(), 2.0),
    lambda: optviz.constrained(ELLIPSE, optviz.L1(), 1),
    lambda: optviz.touch_path(ELLIPSE, optviz.L1(), strengths=[0, 1, 2]),
    lambda: optviz.turned_touches(ELLIPSE, optviz.L1(), 1, [0, 90]),
    lambda: rate_curve("cosine"),
    lambda: optviz.successive_halving(score, {"x": optviz.Uniform(0, 1)}, 9),
    lambda: optviz.random_search(score, {"x": optviz.LogUniform(0.1, 1)}, 9),
    lambda: optviz.coarse_to_fine(score, {"x": optviz.Uniform(0, 1)}, 9),
    lambda: nn.activation_curve(nn.Sigmoid(), points=13),
    lambda: nn.activation_race(MOONS, hidden=[4], epochs=1, rates=[0.1]),
    lambda: nn.layer_statistics(nn.Tanh(), nn.Normal(0.01), depth=2, width=5, examples=5),
    lambda: nn.augmentation_picture(nn.Cutout(4), PIXELS.x, PIXELS.y, versions=2),
    lambda: nn.backpropagate("(x + y)*max(z, 1)", x=-2, y=5, z=-4),
    network_backwards,
    lambda: nn.boltzmann(np.eye(4), 2, epochs=2),
    lambda: nn.pretrain_autoencoder(np.eye(8), (8, 4, 2), machine_epochs=1, epochs=1),
    lambda: nn.capacities(MOONS, hidden=[1], weight_decay=[0.0], epochs=2),
    lambda: MOONS,
    picture,
    lambda: nn.one_for_each_and_one_for_all(MOONS, epochs=2, points=5),
    lambda: nn.diagnose(trained()),
    trained,
    lambda: trained(stopping=nn.EarlyStopping(patience=1)),
    lambda: nn.emptiness([1, 2], points=20),
    lambda: nn.compare_features(words=5, epochs=2),
    lambda: nn.check_gradients(NET, LOSS, X, LABELS),
    lambda: nn.first_loss(NET, LOSS, MOONS),
    lambda: nn.overfit_small_sample(NET, LOSS, MOONS, settings=nn.TrainingSettings(epochs=2)),
    lambda: nn.sanity_checks(NET, LOSS, MOONS),
    lambda: nn.explain_layer(nn.Dropout(0.5), np.array([[1.0, 2.0]])),
    lambda: nn.explain_layer(nn.Linear(2, 3), np.array([[1.0, 2.0]])),
    lambda: nn.explain_loss(nn.MulticlassHinge(), [3.2, 5.1, -1.7], 0),
    lambda: nn.madaline(X, 2 * LABELS - 1, passes=5),
    lambda: nn.perceptron(X, 2 * LABELS - 1),
    lambda: nn.polynomial_fit(3),
    nn.capacity_curve,
    lambda: nn.whiten(X),
    lambda: nn.per_channel(PIXELS.x),
    lambda: nn.loss_sensitivity(X, LABELS, trials=3, epochs=3),
    lambda: nn.summarise(NET, (2,)),
]
RECORDS = [
    pytest.param(make, id=f"{i}-{getattr(make, '__name__', '')}") for i, make in enumerate(MADE)
]


@pytest.fixture(scope="module")
def made():
    """One record of each kind, made once."""
    return functools.cache(lambda make: make())


def writable(value, name, seen):
    """The names of the arrays that can be written to, in everything that a value is made of."""
    if id(value) in seen:
        return
    seen[id(value)] = value
    if isinstance(value, np.ndarray) and value.flags.writeable:
        yield name
    inner = dict(enumerate(value)) if isinstance(value, tuple | list) else {}
    if isinstance(value, Mapping):
        inner |= value
    if type(value).__module__ in PLACES and hasattr(value, "__dict__"):
        inner |= vars(value)
    for key, part in inner.items():
        yield from writable(part, f"{name}.{key}", seen)


def read_everything(record):
    """Ask for what is computed on demand."""
    for name in dir(type(record)):
        if isinstance(inspect.getattr_static(type(record), name), cached_property):
            with contextlib.suppress(LinalgError, AttributeError):
                getattr(record, name)


def test_there_is_one_of_every_kind(made):
    assert every_kind() == {type(made(make)) for make in MADE}


def test_every_kind_has_a_page_that_stands_above_it():
    kinds = {kind for kind in every_kind() if kind.__module__.startswith("linalg.")}
    without = {kind for kind in kinds if page_of.dispatch(kind) is page_of.dispatch(object)}
    assert without == set()
    assert {kind for kind in kinds if kind.page is not Record.page} == set()


@pytest.mark.parametrize("make", RECORDS)
def test_no_array_can_be_written_to(made, make):
    record = made(make)
    read_everything(record)
    assert list(writable(record, type(record).__name__, {})) == []


@pytest.mark.parametrize("make", RECORDS)
def test_every_exact_matrix_becomes_an_array(made, make):
    record = made(make)
    read_everything(record)
    held = list(vars(record).values())
    for name in dir(record) if type(record).__module__.startswith("linalg.") else ():
        with contextlib.suppress(LinalgError):
            held.append(getattr(record, name, None))
    matrices = [value for value in flattened(held) if isinstance(value, sp.MatrixBase)]
    assert {type(matrix) for matrix in matrices} <= {RecordMatrix}


def flattened(values):
    for value in values:
        if isinstance(value, tuple | list):
            yield from flattened(value)
        else:
            yield value


@pytest.mark.parametrize("make", RECORDS)
def test_a_pickle_and_a_copy_are_the_same_record(made, make):
    record = made(make)
    read_everything(record)
    data = record.to_dict()
    checked = hasattr(record, "check") and bool(record.check())
    for other in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record), copy.copy(record)):
        assert type(other) is type(record)
        assert other == record
        assert hash(other) == hash(record)
        assert other.to_dict() == data
        assert not hasattr(record, "check") or bool(other.check()) == checked
        read_everything(other)
        assert list(writable(other, type(other).__name__, {})) == []


@pytest.mark.parametrize("make", RECORDS)
def test_made_twice_it_is_equal_and_nothing_else_is(made, make):
    record = made(make)
    assert record.__eq__(record.to_dict()) is NotImplemented
    assert [other for other in map(made, MADE) if other == record] == [record]
    if not isinstance(record, optviz.NewtonCost):  # which measures times
        again = make()
        assert again == record
        assert {again: "found"}[record] == "found"


def test_no_record_has_an_equality_of_its_own():
    assert {kind.__eq__ for kind in every_kind()} == {Immutable.__eq__}
    assert {kind.__hash__ for kind in every_kind()} == {Immutable.__hash__}


@pytest.mark.parametrize("make", RECORDS)
def test_a_repr_is_one_short_line(made, make):
    record = made(make)
    assert repr(record).startswith(type(record).__name__)
    assert len(repr(record).splitlines()) == 1
    assert len(repr(record)) <= 100


@pytest.mark.parametrize("make", RECORDS)
def test_a_record_with_a_figure_on_its_page_draws_it_alone(made, make):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    record = made(make)
    blocks = record.page().blocks if isinstance(record, Record) else ()
    if any(isinstance(block, Figure) for block in blocks):
        record.plot()
        assert [bool(plt.figure(number).axes) for number in plt.get_fignums()] == [True]
        plt.close("all")


def test_a_caller_s_own_arrays_stay_writable():
    x, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0, -1.0])
    records = [
        optviz.LeastSquares(x, y),
        optviz.LinearFit(x, y),
        optviz.gradient_check(BOWL, x[0], x[1]),
        nn.perceptron(x, y),
        nn.Data(x, y),
        nn.normalise(x),
        linalg.inverse(x),
    ]
    x[0, 0] = y[0] = 9.0
    assert optviz.LeastSquares(x, y).A[0, 0] == 9
    assert records[0].A[0, 0] == records[1].X[0, 0] == records[6].elimination.A[0, 0] == 1


def test_what_is_typed_most_is_refused():
    path = optviz.minimize(BOWL, Adam(), [4, 1], steps=3)
    with pytest.raises(ValueError, match="read-only"):
        path.x[0, 0] = 99
    with pytest.raises(ValueError, match="read-only"):
        path.terms["m"][0] = 99
    with pytest.raises(ValueError, match="read-only"):
        trained().parameters["0"]["W"][0, 0] = 99


def test_the_parameters_of_a_copy_are_one_memory():
    parameters = NET.parameters(0)
    for other in (pickle.loads(pickle.dumps(parameters)), copy.deepcopy(parameters)):
        other.vector[:] = 7
        assert other["0"]["W"].tolist() == [[7, 7, 7], [7, 7, 7]]
    assert not (parameters.vector == 7).any()


def test_a_record_of_many_processes():
    """What joblib and Dask do with a record: there and back through another process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        path = pool.submit(descend, BOWL, bfgs()).result()
    here = descend(BOWL, bfgs())
    assert path.to_dict() == here.to_dict()


def descend(function, method):
    return optviz.minimize(function, method, [[4, 1], [2, 3]], steps=9, tolerance=1e-9)
