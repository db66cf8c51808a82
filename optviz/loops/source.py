"""Source of the loop x ← x + update(∇f(x)): on floats for one start, on arrays for many."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.compilation import ArraySource, Node, ScalarSource, in_order
from optviz.loops.plan import Step


def _names(nodes: Sequence[Node]) -> list[str]:
    return [node.value for node in nodes]


def _function(head: str, *blocks: tuple[int, Sequence[str]]) -> str:
    """A function from blocks of lines, each with its indentation."""
    return "\n".join([head, *("    " * depth + line for depth, lines in blocks for line in lines)])


def scalar_loop(step: Step, *, stops: bool) -> str:
    """Loop on floats: ``loop(record, places, rates, tolerance, *parameters, *x, *state)``.

    Each step calls ``write(record, place, …)`` with the point, the gradient and the new state; a
    gradient within the tolerance ends the loop, if it `stops`. Returns the place behind the last
    step's and the last point. `rates` is a function, called only if the step reads its rate.
    Where a value does not exist, it raises as Python's arithmetic does.
    """
    n, m = len(step.x), len(step.state)
    # The new state is recorded and carried on: asked for twice, it gets a name.
    outputs = [*step.gradient, *step.next_state, *step.next_state, *step.next_x]
    code = ScalarSource(outputs, step.levels)
    gradient, state, x = code.results[:n], code.results[n : n + m], _names(step.x)
    body = [*code.lines.get(1, []), *code.lines.get(2, [])]
    if stops:
        small = " and ".join(f"absolute({g}) <= tolerance" for g in gradient)
        body.append(f"if {small}: return place, [{', '.join(x)}]")
    body.append(f"write(record, place, {', '.join([*x, *gradient, *state])})")
    read = {*in_order(outputs), *step.x}
    moved = zip([*step.x, *step.state], [*code.results[n + 2 * m :], *state], strict=True)
    body += [f"{node.value} = {formula}" for node, formula in moved if node in read]
    arguments = ["record", "places", "rates", "tolerance", *_names(step.parameters)]
    head = "for place in places:"
    if step.k in read or step.rate in read:
        head = "for k, (place, r) in enumerate(zip(places, rates())):"
    return _function(
        f"def loop({', '.join([*arguments, *x, *_names(step.state)])}):",
        (1, [*code.lines.get(0, []), head]),
        (2, body),
        (1, [f"return places.stop, [{', '.join(x)}]"]),
    )


def array_loop(step: Step, spread: Sequence[Node]) -> tuple[str, ArraySource]:
    """Loop on rows of the record: ``loop(first, rates, rows, *parameters, *buffers)``.

    A row holds the point, the state before the step, the gradient and the value; the loop reads
    point and state from one row, completes it, and writes the next row's. `spread` are the
    parameters, and the rate, that differ from start to start. Returns the source and the
    calls in it, with their buffers and constants.
    """
    n, m = len(step.x), len(step.state)
    here = [f"a{i}" for i in range(2 * n + m + 1)]
    there = [f"b{i}" for i in range(n + m)]
    made = [*step.gradient, step.value, *step.next_x, *step.next_state]
    wide = {*step.x, *step.state, *spread}
    order = in_order(made)
    for node in order:
        if not wide.isdisjoint(node.args):
            wide.add(node)
    used = {argument for node in order if node in wide for argument in node.args}
    narrow = [a for a in order if a in used - wide and a.operation != "constant"]
    code = ScalarSource(narrow, step.levels)
    names = {node: f"n{i}" for i, node in enumerate(narrow)}
    calls = ArraySource(
        list(zip(made, [*here[n + m :], *there], strict=True)),
        {node: node.value for node in spread}
        | dict(zip([*step.x, *step.state], here, strict=False)),
        names,
    )
    lines = {level: list(code.lines.get(level, [])) for level in (0, 1)}
    for node, formula in zip(narrow, code.results, strict=True):
        # As an array of shape (): NumPy would make one of a float in each call.
        lines[code.level[node]].append(f"{names[node]} = array({formula})")
    arguments = ["first", "rates", "rows", *_names(step.parameters), *calls.buffers]
    rows = f"({', '.join(here)}), ({', '.join(there)}, *_)"
    source = _function(
        f"def loop({', '.join(arguments)}):",
        (1, [*lines[0], "following = iter(rows)", "next(following)"]),
        (1, [f"for k, (r, {rows}) in enumerate(zip(rates, rows, following), first):"]),
        (2, [*lines[1], *calls.lines]),
    )
    return source, calls
