"""Recorded descents against PyTorch, optax, SciPy and NumPy loops that record the same.

Run with one BLAS thread. PyTorch and optax are measured where they are installed.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import numpy as np
from scipy import optimize

from benchmarks.measure import Case
from optviz.descent.minimize import minimize
from optviz.loops import plan_rule
from optviz.loops.running import array_runner
from optviz.objectives.gallery import beale, goldstein_price, rosenbrock, six_hump_camel
from optviz.objectives.objective import Objective
from optviz.rules import Adam, GradientDescent, Rule
from optviz.second_order import bfgs, newton

RATE = 1e-3
STEPS, MANY_STEPS = 1000, 300
START = [0.5, 0.5]
STARTS = np.random.default_rng(0).uniform(0, 0.5, size=(10_000, 2))
RULES: dict[str, Rule] = {"gd": GradientDescent(), "adam": Adam()}


def cases() -> Iterator[Case]:
    """Yield one start, many starts, kernels, then second-order methods."""
    f = beale()
    for name, rule in RULES.items():
        one = f"{name}, one start, {STEPS} steps"
        many = f"{name}, 10 000 starts, {MANY_STEPS} steps"

        def ours(rule: Rule = rule) -> object:
            return minimize(f, rule, START, steps=STEPS, learning_rate=RATE)

        def ours_many(rule: Rule = rule) -> object:
            return minimize(f, rule, STARTS, steps=MANY_STEPS, learning_rate=RATE)

        yield Case(one, ours, numpy_walk(name), "idiomatic NumPy", 1 / 5)
        torch_one, torch_many = torch_walk(name, START, STEPS), torch_walk(name, STARTS, MANY_STEPS)
        if torch_one is not None and torch_many is not None:
            yield Case(one, ours, torch_one, "PyTorch autograd, optim", 1 / 150)
            yield Case(many, ours_many, torch_many, "PyTorch autograd, optim", 1 / 5)
        scan = optax_walk(name)
        if scan is not None:
            yield Case(many, ours_many, scan, "optax in a jitted scan", 1 / 1.5)
        if name == "adam":
            yield Case(
                f"{many}, recorded", ours_many, unrecorded(f, rule), "the same, unrecorded", 3
            )
    yield from kernels()
    yield from newton_cases()
    yield many_bfgs()


def numpy_walk(name: str) -> Callable[[], object]:
    """The loop as one writes it: arrays of length 2, lists of what happened."""

    def gradient(p: Any) -> Any:
        x, y = p
        a, b, c = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
        return 2 * np.array(
            [a * (y - 1) + b * (y**2 - 1) + c * (y**3 - 1), x * (a + 2 * b * y + 3 * c * y**2)]
        )

    def value(p: Any) -> Any:
        x, y = p
        return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2

    def walk() -> object:
        p, m, v = np.array(START), np.zeros(2), np.zeros(2)
        record: dict[str, list[Any]] = {"x": [], "f": [], "g": [], "m": [], "v": []}
        for t in range(1, STEPS + 1):
            g = gradient(p)
            record["x"].append(p)
            record["f"].append(value(p))
            record["g"].append(g)
            if name == "gd":
                p = p - RATE * g
                continue
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            record["m"].append(m)
            record["v"].append(v)
            p = p - RATE * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        return {name: np.array(values) for name, values in record.items()}

    return walk


def torch_walk(name: str, start: Any, steps: int) -> Callable[[], object] | None:
    """PyTorch's autograd and optimiser, with copies of all that our record holds."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)

    def walk() -> object:
        x = torch.tensor(np.asarray(start), dtype=torch.float64, requires_grad=True)
        kind = torch.optim.SGD if name == "gd" else torch.optim.Adam
        optimiser = kind([x], lr=RATE)
        record = []
        for _ in range(steps):
            optimiser.zero_grad()
            a, b = x[..., 0], x[..., 1]
            f = (1.5 - a + a * b) ** 2 + (2.25 - a + a * b**2) ** 2 + (2.625 - a + a * b**3) ** 2
            f.sum().backward()
            record.append((x.detach().clone(), f.detach(), x.grad.clone()))
            optimiser.step()
            if name == "adam":
                state = optimiser.state[x]
                record.append((state["exp_avg"].clone(), state["exp_avg_sq"].clone()))
        return record

    return walk


def optax_walk(name: str) -> Callable[[], object] | None:
    """A jitted scan of optax over (n, B), recording the same."""
    try:
        import jax
        import jax.numpy as jnp
        import optax
    except ImportError:
        return None
    jax.config.update("jax_enable_x64", True)
    rule = optax.sgd(RATE) if name == "gd" else optax.adam(RATE)

    def f(x: Any) -> Any:
        a, b = x
        return (1.5 - a + a * b) ** 2 + (2.25 - a + a * b**2) ** 2 + (2.625 - a + a * b**3) ** 2

    def step(carried: Any, _: Any) -> Any:
        x, state = carried
        value, pull = jax.vjp(f, x)
        (g,) = pull(jnp.ones_like(value))
        change, after = rule.update(g, state, x)
        kept = (after[0].mu, after[0].nu) if name == "adam" else ()
        return (optax.apply_updates(x, change), after), (x, value, g, *kept)

    @jax.jit
    def scan(x: Any) -> Any:
        return jax.lax.scan(step, (x, rule.init(x)), None, length=MANY_STEPS)

    columns = jnp.array(STARTS.T)
    return lambda: jax.block_until_ready(scan(columns))


def unrecorded(f: Objective, rule: Rule) -> Callable[[], object]:
    """The generated loop on two rows that it writes by turns."""
    columns = np.ascontiguousarray(STARTS.T)
    plan = plan_rule(rule, columns)
    loop, buffers = array_runner(f, plan, spread_rate=False)
    rates = [RATE] * MANY_STEPS
    block = len(STARTS)

    def walk() -> object:
        rows = np.empty((2, 2 * f.n + len(plan.state) + 1, len(STARTS)))
        rows[0, : f.n], rows[0, f.n : f.n + len(plan.state)] = columns, plan.state
        for low in range(0, len(STARTS), block):
            two = [list(row) for row in rows[:, :, low : low + block]]
            turns = [row for row, _ in zip(cycle(two), range(MANY_STEPS + 1), strict=False)]
            loop(0, rates, turns, *plan.parameters, *np.empty((buffers, block)))
        return rows

    return walk


def kernels() -> Iterator[Case]:
    """Gradients of three functions at 10 000 points, against NumPy written by hand."""
    points = np.random.default_rng(1).uniform(-1, 1, size=(2, 10_000))
    by_hand = {beale: hand_beale, six_hump_camel: hand_camel, goldstein_price: hand_goldstein}
    for make, written in by_hand.items():
        f = make()
        kernel = f.gradient_kernel
        np.testing.assert_allclose(kernel(points), np.array(written(*points)), rtol=1e-6, atol=1e-6)
        yield Case(
            f"gradient of {f.name}",
            lambda kernel=kernel: kernel(points),
            lambda written=written: written(*points),
            "NumPy by hand",
            1.1,
        )


def hand_beale(x: Any, y: Any) -> Any:
    """The gradient, with shared parts and without powers."""
    y2 = y * y
    y3 = y2 * y
    a, b, c = 1.5 - x + x * y, 2.25 - x + x * y2, 2.625 - x + x * y3
    return (
        2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1)),
        2 * x * (a + 2 * b * y + 3 * c * y2),
    )


def hand_camel(x: Any, y: Any) -> Any:
    """The gradient as a polynomial in Horner's form."""
    x2 = x * x
    return x * (8 + x2 * (-8.4 + 2 * x2)) + y, x + y * (-8 + 16 * y * y)


def hand_goldstein(x: Any, y: Any) -> Any:
    """The gradient by the product rule."""
    s, d = x + y + 1, 2 * x - 3 * y
    s2, d2, x2, y2, xy = s * s, d * d, x * x, y * y, x * y
    p = 19 - 14 * x + 3 * x2 - 14 * y + 6 * xy + 3 * y2
    q = 18 - 32 * x + 12 * x2 + 48 * y - 36 * xy + 27 * y2
    first, second = 1 + s2 * p, 30 + d2 * q
    df = 2 * s * p + s2 * (-14 + 6 * x + 6 * y)
    gx = 4 * d * q + d2 * (-32 + 24 * x - 36 * y)
    gy = -6 * d * q + d2 * (48 - 36 * x + 54 * y)
    return df * second + first * gx, df * second + first * gy


def newton_cases() -> Iterator[Case]:
    """As many iterations of Newton's method as SciPy makes."""
    f = rosenbrock()
    start = [-1.2, 1.0]
    oracles = {"Newton-CG": 1 / 60, "trust-exact": 1 / 60}
    for method, goal in oracles.items():

        def theirs(method: str = method) -> Any:
            return optimize.minimize(
                optimize.rosen,
                start,
                jac=optimize.rosen_der,
                hess=optimize.rosen_hess,
                method=method,
            )

        count = theirs().nit
        yield Case(
            f"newton, {count} iterations, 2 variables",
            lambda count=count: minimize(f, newton(), start, steps=count),
            theirs,
            f"scipy.optimize {method}",
            goal,
        )
    never = Objective("x**3/3 + x", ["x"])  # its slope has no zero: the iterates never settle
    yield Case(
        "newton, 1000 iterations, 1 variable",
        lambda: minimize(never, newton(), [0.3], steps=1000),
        lambda: optimize.newton(
            lambda x: x * x + 1, 0.3, fprime=lambda x: 2 * x, tol=1e-300, maxiter=1000, disp=False
        ),
        "scipy.optimize.newton",
        1 / 60,
    )


def many_bfgs() -> Case:
    """1000 starts, each until its gradient is 1e-5."""
    f = rosenbrock()
    starts = np.random.default_rng(0).uniform([-2, -1], [2, 3], size=(1000, 2))

    def theirs() -> object:
        return [
            optimize.minimize(
                optimize.rosen, start, jac=optimize.rosen_der, method="BFGS", tol=1e-5
            )
            for start in starts
        ]

    return Case(
        "bfgs, 1000 starts",
        lambda: minimize(f, bfgs(), starts, steps=200, tolerance=1e-5),
        theirs,
        "a loop over scipy BFGS",
        1 / 100,
    )


def remarks() -> Iterator[str]:
    """Yield what a recorded trajectory takes in memory, against the arrays' own size."""
    for name, rule in RULES.items():
        minimize(beale(), rule, STARTS, steps=2, learning_rate=RATE)  # whatever is kept for later
        tracemalloc.start()
        run = minimize(beale(), rule, STARTS, steps=MANY_STEPS, learning_rate=RATE)
        kept, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        yield (
            f"memory, {name}, 10 000 starts, {MANY_STEPS} steps: {run.nbytes / 2**20:.0f} MiB of "
            f"arrays, {kept / run.nbytes:.2f} of that kept, {peak / run.nbytes:.2f} at the peak"
        )
