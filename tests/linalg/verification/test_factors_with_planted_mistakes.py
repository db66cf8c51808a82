"""Random right factors are called right; with one mistake planted it is found at its place.

A mistake that leaves the relation true is none, which is decided here by plain products of
fractions, apart from the code that is tested.
"""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
import sympy as sp

from linalg import CONVENTIONS, verify
from linalg.verification.orders import inverse_order

SEEDS = range(12)


def matmul(A, B):
    columns = list(zip(*B, strict=True))
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns]
            for row in A]  # fmt: skip


def transposed(A):
    return [list(row) for row in zip(*A, strict=True)]


def inverted(A):
    rows = sp.Matrix(A).inv().tolist()
    return [[Fraction(int(x.p), int(x.q)) for x in row] for row in rows]


def is_right(A, L, U, rows, D=None):
    """PA = L D U with the forms, by definition."""
    n = len(A)
    unit = all(L[i][i] == 1 for i in range(n)) and (
        D is None or all(U[i][i] == 1 for i in range(n))
    )
    lower = not any(L[i][j] or U[j][i] for i in range(n) for j in range(i + 1, n))
    product = matmul(L, U) if D is None else matmul(matmul(L, D), U)
    return unit and lower and product == [A[i] for i in rows]


class Given:
    """Random factors with a matrix and an order of rows: row i of LU is row p[i] of A."""

    def __init__(self, seed, n=None):
        self.random = random = Random(seed)
        self.n = n = n or random.randint(3, 5)

        def entry():
            return random.choice([-5, -4, -3, -2, 2, 3, 4, 5]) * random.choice(
                [1, 1, Fraction(1, 2), Fraction(2, 3)]
            )

        self.L = [[entry() if j < i else int(i == j) for j in range(n)] for i in range(n)]
        self.U = [[entry() if j >= i else 0 for j in range(n)] for i in range(n)]
        self.p = list(range(n))
        random.shuffle(self.p)
        product = matmul(self.L, self.U)
        self.A = [product[i] for i in inverse_order(self.p)]

    @property
    def matrices(self):
        return {"A": self.A, "L": self.L, "U": self.U, "P": self.p}

    def place(self, below=True):
        """A random place below the diagonal, or on and above it."""
        i, j = sorted(self.random.sample(range(self.n), 2))
        if below:
            return j, i
        return self.random.choice([(i, j), (i, i)])

    def with_entry(self, name, i, j, value):
        M = [row[:] for row in getattr(self, name)]
        M[i][j] = value
        return {**self.matrices, name: M}


def planted_in_l(change):
    def plant(given):
        i, k = given.place()
        return given.with_entry("L", i, k, change(given, i, k)), ("L", i, k)

    return plant


def planted_in_u(change):
    def plant(given):
        i, j = given.place(below=False)
        return given.with_entry("U", i, j, change(given, i, j)), ("U", i, j)

    return plant


def entry_of_a(given):
    i, j = given.random.randrange(given.n), given.random.randrange(given.n)
    return given.with_entry("A", i, j, given.A[i][j] + given.random.choice([-3, 1, 7])), ("A", i, j)


def not_eliminated(given):
    i, j = given.place(below=False)
    return given.with_entry("U", i, j, given.A[given.p[i]][j]), ("U", i, j)


PLACES = {
    "a forgotten sign": planted_in_l(lambda g, i, k: -g.L[i][k]),
    "a multiplier upside down": planted_in_l(lambda g, i, k: 1 / Fraction(g.L[i][k])),
    "a multiplier left out": planted_in_l(lambda g, i, k: 0),
    "the multiplier of another row": planted_in_l(
        lambda g, i, k: g.L[next(r for r in range(g.n - 1, k, -1) if r != i or r == k + 1)][k]
    ),
    "a wrong multiplier": planted_in_l(lambda g, i, k: g.L[i][k] + 7),
    "a slip in U": planted_in_u(lambda g, i, j: g.U[i][j] + 1),
    "a sign in U": planted_in_u(lambda g, i, j: -g.U[i][j]),
    "a step left out in U": not_eliminated,
    "an entry of A copied wrongly": entry_of_a,
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", PLACES)
def test_a_mistake_in_one_place_is_found_there(kind, seed):
    for repetition in range(4):
        given = Given(100 * seed + repetition)
        matrices, place = PLACES[kind](given)
        record = verify(matrices["A"], L=matrices["L"], U=matrices["U"], P=matrices["P"])
        right = is_right(matrices["A"], matrices["L"], matrices["U"], matrices["P"])
        assert bool(record) is right
        if right:
            continue
        (claim,) = record.claims
        assert place in {(c.factor, c.row, c.column) for c in claim.diagnosis.causes}
        if place[0] != "A":
            fault = claim.diagnosis.fault
            assert (fault.factor, fault.row, fault.column) == place
            assert fault.expected == getattr(given, place[0])[place[1]][place[2]]
            assert fault.found == matrices[place[0]][place[1]][place[2]]


def all_signs(given):
    L = [[-x if j < i else x for j, x in enumerate(row)] for i, row in enumerate(given.L)]
    return {**given.matrices, "L": L}


def order_of_steps(given):
    """E₂₁⁻¹ E₃₁⁻¹ E₃₂⁻¹ … multiplied from the other side."""
    wrong = [[int(i == j) for j in range(given.n)] for i in range(given.n)]
    for k in range(given.n):
        step = [[int(i == j) for j in range(given.n)] for i in range(given.n)]
        for i in range(k + 1, given.n):
            step[i][k] = given.L[i][k]
        wrong = matmul(step, wrong)
    return {**given.matrices, "L": wrong}


def exchanged_multipliers(given):
    k = given.random.randrange(given.n - 2)
    i, r = given.random.sample(range(k + 1, given.n), 2)
    L = [row[:] for row in given.L]
    L[i][k], L[r][k] = L[r][k], L[i][k]
    return {**given.matrices, "L": L}


def left_behind(given):
    """Two rows change places after column 1, and their multipliers do not."""
    r = given.random.randrange(2, given.n)
    L = [row[:] for row in given.L]
    L[1][0], L[r][0] = L[r][0], L[1][0]
    return {**given.matrices, "L": L}


def added(given):
    """One step adds the multiple; what follows is done rightly with the row that comes of it."""
    n, random = given.n, given.random
    A = [[Fraction(x) for x in given.A[i]] for i in given.p]
    target = random.randrange(1, n)
    source = random.randrange(target)
    L = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(k + 1, n):
            multiplier = A[i][k] / A[k][k] if A[k][k] else Fraction(0)
            L[i][k] = multiplier
            sign = 1 if (i, k) == (target, source) else -1
            A[i] = [x + sign * multiplier * y for x, y in zip(A[i], A[k], strict=True)]
            A[i][k] = Fraction(0)
    return {**given.matrices, "L": L, "U": A}


def pivots_in_l(given):
    L = [[x * given.U[k][k] for k, x in enumerate(row)] for row in given.L]
    return {**given.matrices, "L": L}


def crout(given):
    L = pivots_in_l(given)["L"]
    U = [[x / Fraction(row[i]) for x in row] for i, row in enumerate(given.U)]
    return {**given.matrices, "L": L, "U": U}


def permuted_l(given):
    order = list(range(given.n))
    given.random.shuffle(order)
    A = [given.A[i] for i in given.p]
    return {"A": [A[i] for i in order], "L": [given.L[i] for i in order], "U": given.U, "P": None}


WHOLE = {
    "all signs": all_signs,
    "inverse of L": lambda g: {**g.matrices, "L": inverted(g.L)},
    "inverse of U": lambda g: {**g.matrices, "U": inverted(g.U)},
    "L and U exchanged": lambda g: {**g.matrices, "L": g.U, "U": g.L},
    "transposed L": lambda g: {**g.matrices, "L": transposed(g.L)},
    "transposed U": lambda g: {**g.matrices, "U": transposed(g.U)},
    "both transposed": lambda g: {**g.matrices, "L": transposed(g.U), "U": transposed(g.L)},
    "transposed P": lambda g: {**g.matrices, "P": list(inverse_order(g.p))},
    "exchange left out": lambda g: {**g.matrices, "P": None},
    "order of the steps": order_of_steps,
    "exchanged multipliers": exchanged_multipliers,
    "multipliers left behind": left_behind,
    "added": added,
    "pivots in L": pivots_in_l,
    "unit U": crout,
    "permuted L": permuted_l,
    "D left out": lambda g: {**g.matrices, "U": crout(g)["U"]},
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", WHOLE)
def test_what_was_done_to_a_whole_factor_is_named(kind, seed):
    given = Given(seed)
    matrices = WHOLE[kind](given)
    record = verify(matrices["A"], L=matrices["L"], U=matrices["U"], P=matrices["P"])
    order = matrices["P"] or list(range(given.n))
    right = is_right(matrices["A"], matrices["L"], matrices["U"], order)
    assert bool(record) is right
    if not right:
        assert kind in {cause.kind for cause in record.claims[0].diagnosis.causes}


DIAGONAL = {
    "D left in U": lambda L, D, U: (L, D, matmul(D, U)),
    "D left in L": lambda L, D, U: (matmul(L, D), D, U),
    "inverse of D": lambda L, D, U: (L, inverted(D), U),
    "entry of D": lambda L, D, U: (L, [[x + 3 * (i == j == 1) for j, x in enumerate(row)]
                                      for i, row in enumerate(D)], U),
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", DIAGONAL)
def test_a_mistake_with_d_is_named(kind, seed):
    given = Given(seed)
    n = given.n
    D = [[given.U[i][i] if i == j else 0 for j in range(n)] for i in range(n)]
    U = crout(given)["U"]
    assert verify(given.A, L=given.L, D=D, U=U, P=given.p)
    L, D, U = DIAGONAL[kind](given.L, D, U)
    record = verify(given.A, L=L, D=D, U=U, P=given.p)
    right = is_right(given.A, L, U, given.p, D)
    assert bool(record) is right
    if not right:
        assert kind in {cause.kind for cause in record.claims[0].diagnosis.causes}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", PLACES)
def test_a_mistake_in_floats_is_found_at_its_place(kind, seed):
    given = Given(seed)
    matrices, place = PLACES[kind](given)
    floats = {name: np.array(matrices[name], dtype=float) for name in "ALU"}
    record = verify(floats["A"], L=floats["L"], U=floats["U"], P=matrices["P"])
    right = is_right(matrices["A"], matrices["L"], matrices["U"], matrices["P"])
    assert bool(record) is right
    if not right:
        causes = record.claims[0].diagnosis.causes
        assert place in {(cause.factor, cause.row, cause.column) for cause in causes}


SYMBOLS = sp.symbols("a b c")


def with_symbols(M, seed):
    """The same matrix with some entries multiplied by symbols; zeros and ones stay."""
    random = Random(seed)
    return sp.Matrix([[sp.Rational(x) * random.choice([1, *SYMBOLS]) if x not in (0, 1) else x
                       for x in row] for row in M])  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["a forgotten sign", "a wrong multiplier", "a slip in U"])
def test_a_mistake_among_symbols_is_found_at_its_place(kind, seed):
    given = Given(seed, 3)
    L, U = with_symbols(given.L, seed), with_symbols(given.U, seed + 50)
    A = (L * U).applyfunc(sp.expand)
    assert verify(A, L=L, U=U)
    matrices, (factor, i, j) = PLACES[kind](given)
    wrong = {"L": L.copy(), "U": U.copy()}
    wrong[factor][i, j] = (
        -wrong[factor][i, j] if "sign" in kind else wrong[factor][i, j] + SYMBOLS[0]
    )
    record = verify(A, L=wrong["L"], U=wrong["U"])
    assert not record
    assert matrices[factor] != getattr(given, factor)
    causes = record.claims[0].diagnosis.causes
    assert (factor, i, j) in {(cause.factor, cause.row, cause.column) for cause in causes}


def written_by(key, given):
    """P, p, L and U as a system writes these factors; None where it does not."""
    row, p, n = CONVENTIONS[key], given.p, given.n
    L, U = (given.L, given.U) if row.unit == "L" else (crout(given)["L"], crout(given)["U"])
    P = [[int(j == p[i]) for j in range(n)] for i in range(n)]
    if row.relation == "A = PLU":
        P = transposed(P)
    exchanges, current = [], list(range(n))
    for k in range(n):
        i = current.index(p[k])
        current[k], current[i] = current[i], current[k]
        exchanges.append(i)
    listed = {
        "forward": list(p),
        "inverse": list(inverse_order(p)),
        "exchanges": exchanges,
        "pairs": [[k, i] for k, i in enumerate(exchanges) if k != i],
        None: None,
    }[row.form]
    if listed is not None and row.form != "pairs":
        listed = [i + row.base for i in listed]
    return P if row.has_matrix else None, listed, L, U


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("key", CONVENTIONS)
def test_right_factors_hold_in_every_convention(key, seed):
    given = Given(seed)
    P, p, L, U = written_by(key, given)
    for order in [each for each in (P, p) if each is not None] or [None]:
        A = given.A if order is not None else matmul(L, U)
        assert verify(A, L=L, U=U, P=order, convention=key)
        A, lower, upper = (np.array(M, dtype=float) for M in (A, L, U))
        assert verify(A, L=lower, U=upper, P=order, convention=key)
    if CONVENTIONS[key].permutes_l:
        back = inverse_order(given.p)
        assert verify(given.A, L=[given.L[i] for i in back], U=given.U, convention=key)


@pytest.mark.parametrize("seed", SEEDS)
def test_right_factors_hold_in_every_size_and_kind_of_number(seed):
    for n in range(1, 10):
        given = Given(seed, n)
        assert verify(given.A, L=given.L, U=given.U, P=given.p)
        large = [[10**30 * x for x in row] for row in given.A]
        assert verify(large, L=given.L, U=[[10**30 * x for x in row] for row in given.U], P=given.p)
        assert not verify(large, L=given.L, U=given.U, P=given.p)
        A, L, U = (np.array(M, dtype=float) for M in (given.A, given.L, given.U))
        assert verify(A, L=L, U=U, P=given.p)
        changed = [row[:] for row in given.U]
        changed[-1][-1] += Fraction(1, 10**9)
        assert not verify(given.A, L=given.L, U=changed, P=given.p)
