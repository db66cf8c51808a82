"""Questions of every topic: the key is right, a planted error is found, the numbers are nice."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg.exercises.draws import Wish
from linalg.exercises.topics import LARGEST, TOPICS
from linalg.numbers.record_matrix import RecordMatrix

seeds = st.integers(0, 2**32 - 1)


def drawn(topic, seed, size=3, *, fractions=False):
    return TOPICS[topic](np.random.default_rng(seed), Wish(size, fractions))


def values(question):
    return {answer.name: answer.value for answer in question.answers}


def numbers(question):
    """Every number of the answers."""
    for answer in question.answers:
        if isinstance(answer.value, sp.MatrixBase):
            yield from (entry for entry in answer.value if entry.is_number)
        elif answer.value is not None and not answer.choices:
            yield answer.value


def typed(value):
    """An answer as a person types it."""
    if isinstance(value, sp.MatrixBase):
        return "; ".join(" ".join(map(str, value.row(i))) for i in range(value.rows))
    return None if value is None else str(value)


def with_an_error(value, place, error):
    if not isinstance(value, sp.MatrixBase):
        return value + error
    changed = value.as_mutable()
    i, j = divmod(place % len(value), value.cols)
    changed[i, j] += error
    return RecordMatrix(changed)


wishes = st.builds(Wish, st.integers(2, 4), st.booleans())


def question_of(topic, seed, wish):
    size = min(wish.size, LARGEST.get(topic, 6))
    return drawn(topic, seed, size, fractions=wish.fractions)


@pytest.mark.parametrize("topic", TOPICS)
@given(seeds, wishes, st.integers(0, 50), st.sampled_from([-2, -1, 1, 3, Fraction(1, 2)]))
@settings(max_examples=25, deadline=None)
def test_the_key_is_right_and_a_planted_error_is_not(topic, seed, wish, place, error):
    question = question_of(topic, seed, wish)
    answers = values(question)
    assert question.check(), question.check()
    assert question.verified(answers)
    for answer in question.answers:
        if answer.value is None:
            continue
        if answer.choices:
            others = [word for word in answer.choices if word != answer.value]
            assert not question.verified({**answers, answer.name: others[place % 2]})
        else:
            wrong = with_an_error(answer.value, place, sp.sympify(error))
            assert not question.verified({**answers, answer.name: wrong}), answer.name


@pytest.mark.parametrize("topic", TOPICS)
@given(seeds, wishes)
@settings(max_examples=10, deadline=None)
def test_answers_may_be_typed(topic, seed, wish):
    question = question_of(topic, seed, wish)
    answers = {name: typed(value) for name, value in values(question).items()}
    assert question.verified(answers), answers


@pytest.mark.parametrize("topic", TOPICS)
@given(seeds, st.integers(2, 5))
@settings(max_examples=15, deadline=None)
def test_without_fractions_everything_asked_for_is_an_integer(topic, seed, size):
    question = drawn(topic, seed, min(size, LARGEST.get(topic, 6)))
    assert all(sp.sympify(number).is_Integer for number in numbers(question))


@pytest.mark.parametrize("topic", sorted(TOPICS.keys() - {"determinant", "gradient", "rank"}))
def test_fractions_occur_where_they_are_asked_for(topic):
    questions = [drawn(topic, seed, fractions=True) for seed in range(12)]
    found = [any(not sp.sympify(n).is_Integer for n in numbers(q)) for q in questions]
    solvable = [q for q in questions if values(q).get("solutions") != "none"]
    assert sum(found) >= 0.8 * len(solvable)
    denominators = [sp.sympify(n).q for q in questions for n in numbers(q)]
    assert max(denominators) <= 24


def test_factors_are_sympys():
    for seed in range(10):
        question = drawn("lu", seed, 4)
        L, U, swaps = sp.Matrix(question.work.A).LUdecomposition()
        assert (L, U, swaps) == (question.work.L, question.work.U, [])
        assert all(L[i, j] != 0 for i in range(4) for j in range(i)), "no multiplier is dull"


def test_exchanges_are_planned():
    orders = {drawn("permuted-lu", seed, 4).work.p for seed in range(40)}
    assert (0, 1, 2, 3) not in orders
    assert len(orders) > 4
    assert any(sum(p[i] != i for i in range(4)) == 4 for p in orders), "two exchanges too"


def test_another_permutation_is_another_answer():
    question = drawn("permuted-lu", 1)
    A = sp.Matrix(question.work.A)
    for order in ([2, 1, 0], [1, 0, 2], [2, 0, 1], [1, 2, 0], [0, 2, 1]):
        PA = A.extract(order, [0, 1, 2])
        if order == list(question.work.p) or 0 in [PA[:k, :k].det() for k in (1, 2)]:
            continue
        L, U, _ = PA.LUdecomposition()
        P = sp.eye(3).extract(order, [0, 1, 2])
        assert P * A == L * U
        assert not question.verified({"P": P, "L": L, "U": U})


def test_systems_are_of_the_kind_that_is_asked_for():
    kinds = {
        topic: {drawn(topic, seed).work.kind for seed in range(30)}
        for topic in ("elimination", "singular", "solve")
    }
    assert kinds == {
        "elimination": {"unique"},
        "singular": {"none", "family"},
        "solve": {"unique", "none", "family"},
    }


def test_solutions_are_sympys():
    for seed in range(20):
        work = drawn("solve", seed).work
        A, b = sp.Matrix(work.A), sp.Matrix(work.b)
        consistent = A.rank() == A.row_join(b).rank()
        assert (work.kind != "none") == consistent
        assert (work.kind == "unique") == (A.det() != 0)


def test_the_step_downhill_lowers_the_function():
    for topic in ("gradient-descent", "newton"):
        for seed in range(15):
            question = drawn(topic, seed, 2)
            f, variables = question.work.f, question.work.variables
            before = f.subs(dict(zip(variables, question.start, strict=True)))
            if topic == "gradient-descent":
                after = f.subs(dict(zip(variables, question.end, strict=True)))
                assert after < before
            H = sp.hessian(f, variables).subs(dict(zip(variables, question.start, strict=True)))
            assert H.is_positive_definite


def test_steps_are_the_textbooks():
    question = drawn("newton", 4, 2)
    x = question.work.variables
    here = dict(zip(x, question.start, strict=True))
    gradient = sp.Matrix([question.work.f.diff(v) for v in x]).subs(here)
    hessian = sp.hessian(question.work.f, x).subs(here)
    assert sp.Matrix(question.end) == sp.Matrix(question.start) - hessian.inv() * gradient


@pytest.mark.parametrize(
    "topic", sorted(TOPICS.keys() - {"gradient", "gradient-descent", "newton"})
)
def test_given_entries_fit_a_blackboard(topic):
    for seed in range(8):
        for _, M in drawn(topic, seed).given:
            assert max(abs(entry) for entry in M) <= 25
