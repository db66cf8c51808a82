"""Methods by name, as a person types them: each with its hyperparameters and learning rate.

>>> [e.label for e in read_methods("gd(lr=0.05), adam(beta1=0.5), newton")]
['gd(lr=0.05)', 'adam(beta1=0.5)', 'newton']
"""

from __future__ import annotations

import ast
import difflib
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linalg.errors import ParseError
from optviz import rules, second_order
from optviz.method_names import key_of, nearest_keys, title_of
from optviz.rules import Rule
from optviz.schedules import schedules
from optviz.schedules.schedule import Schedule, positive_rate

METHODS: dict[str, Callable[..., Any]] = {
    "gd": rules.GradientDescent,
    "momentum": rules.Momentum,
    "nesterov": rules.Nesterov,
    "adagrad": rules.AdaGrad,
    "adadelta": rules.Adadelta,
    "rmsprop": rules.RMSProp,
    "adam": rules.Adam,
    "adamw": rules.AdamW,
    "amsgrad": rules.AMSGrad,
    "adamax": rules.Adamax,
    "nadam": rules.NAdam,
    "lion": rules.Lion,
    "radam": rules.RAdam,
    "rprop": rules.Rprop,
    "adafactor": rules.Adafactor,
    "muon": rules.Muon,
    "schedule_free": rules.ScheduleFree,
    "polyak": second_order.polyak,
    "newton": second_order.newton,
    "damped_newton": second_order.damped_newton,
    "modified_newton": second_order.modified_newton,
    "trust_region": second_order.trust_region,
    "gauss_newton": second_order.gauss_newton,
    "levenberg_marquardt": second_order.levenberg_marquardt,
    "bfgs": second_order.bfgs,
    "lbfgs": second_order.lbfgs,
    "cg": second_order.conjugate_gradient,
}
"""Every method by its key; `optviz.method_names` tells in which spellings it is found."""

SCHEDULES: dict[str, Callable[..., Schedule]] = {
    "constant": schedules.Constant,
    "step": schedules.StepDecay,
    "exponential": schedules.Exponential,
    "cosine": schedules.Cosine,
    "cosine_restarts": schedules.CosineRestarts,
    "linear": schedules.Linear,
    "polynomial": schedules.Polynomial,
    "inverse_sqrt": schedules.InverseSquareRoot,
    "inverse_time": schedules.InverseTime,
    "warm_up": schedules.WarmUp,
    "one_cycle": schedules.OneCycle,
    "cyclic": schedules.Cyclic,
    "lecture": schedules.lecture_piecewise,
}
"""Schedules that ``lr=`` takes."""

SYNONYMS = {
    "learningrate": "lr",
    "eps": "epsilon",
    "centered": "centred",
    "alpha": "rho",
    "historysize": "memory",
    "maxcor": "memory",
    "b1": "beta1",
    "b2": "beta2",
    "decay": "rho",
    "mass": "momentum",
    "lrdecay": "ratedecay",
    "initialaccumulatorvalue": "initial",
    "etaminus": "shrink",
    "etaplus": "grow",
    "minstepsize": "shortest",
    "maxstepsize": "longest",
    "nssteps": "rounds",
}
"""What hyperparameters are called elsewhere, without underscores; capitals make no difference."""

PAIRS = {
    "betas": ("beta1", "beta2"),
    "etas": ("shrink", "grow"),
    "stepsizes": ("shortest", "longest"),
}
"""What PyTorch gives two numbers at once, and what each is here."""

MOST_CHARACTERS = 2000

_JOINT = re.compile(r"(?<=\w)[ \t.'’‐‑–—-]+(?=\w)")


@dataclass(frozen=True, eq=False)
class NamedMethod:
    """A method with the learning rate it was given, if any, and the label to show."""

    label: str
    method: Any
    learning_rate: Schedule | float | None = None

    @property
    def needs_rate(self) -> bool:
        """True if its learning rate is still to be chosen."""
        return isinstance(self.method, Rule) and self.learning_rate is None


def read_methods(text: str) -> list[NamedMethod]:
    """Read methods as a person types them: names, with hyperparameters in parentheses.

    ``"gd(lr=0.05), momentum(momentum=0.9, lr=cosine(0.1, 100)), newton"``; nothing is run. A label
    is the text itself. Names are found in any case and in the spellings of SciPy, Optim.jl, PyTorch
    and Keras: ``L-BFGS-B``, ``ConjugateGradient``, ``SGD(learning_rate=0.1, momentum=0.9)``,
    ``Adam(betas=(0.9, 0.999))``.

    Raises
    ------
    ParseError
        With the position: an unknown name (and the nearest known one), an unknown or impossible
        hyperparameter.
    """
    if len(text) > MOST_CHARACTERS:
        raise ParseError(f"more than {MOST_CHARACTERS} characters", text[:40], 0)
    return _Reader(text).methods()


def _in_one_word(text: str) -> str:
    """Return the text, as long as before, with each name of several parts as one word.

    ``L-BFGS(memory=5), trust region`` becomes ``L_BFGS(memory=5), trust_region``.
    """
    written = text
    for joint in _JOINT.finditer(text):
        before = text[: joint.start()]
        if before.count("(") == before.count(")"):
            word = "_" * len(joint.group())
            written = f"{written[: joint.start()]}{word}{written[joint.end() :]}"
    return written


class _Reader:
    """Turns the syntax tree of one text into methods, by whitelist."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._source = f"[{_in_one_word(text)}]"

    def methods(self) -> list[NamedMethod]:
        try:
            tree = ast.parse(self._source, mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            place = max((getattr(error, "offset", None) or 2) - 2, 0)
            reason = "methods are written like gd(lr=0.05), newton"
            raise ParseError(reason, self.text, place) from error
        if not isinstance(tree, ast.List) or not tree.elts:
            raise ParseError("no method is named", self.text, 0, "write gd(lr=0.05), newton")
        return [self.method(node) for node in tree.elts]

    def method(self, node: ast.expr) -> NamedMethod:
        make, positional, named = self.call(node, METHODS, "method")
        if isinstance(make, type) and issubclass(make, Rule) and positional:
            if len(positional) > 1:
                raise self.error(node, "write each hyperparameter as name=value")
            if "lr" in named:
                raise self.error(node, "lr is given twice")
            named["lr"] = positional.pop()  # as Keras and optax have it: Adam(0.001)
        rate = named.pop("lr", None)
        method = self.made(node, make, positional, named)
        if rate is not None and not isinstance(method, Rule):
            reason = f"{title_of(method.name)} chooses its own step lengths: leave lr out"
            raise self.error(node, reason)
        if isinstance(rate, str | bool):
            raise self.error(node, f"a learning rate is a number or a schedule, not {rate!r}")
        if rate is not None and not isinstance(rate, Schedule):
            rate = self.made(node, positive_rate, [rate], {})
        return NamedMethod(self.typed(node), method, rate)

    def call(
        self, node: ast.expr, known: Mapping[str, Callable[..., Any]], kind: str
    ) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
        head = node.func if isinstance(node, ast.Call) else node
        if not isinstance(head, ast.Name):
            raise self.error(node, f"here a {kind} is named, such as {next(iter(known))}")
        name = head.id if kind == "schedule" else key_of(self.typed(head)) or head.id
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            near = near if kind == "schedule" else nearest_keys(name, known)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            typed = self.typed(head)
            if kind == "method" and all(map(key_of, typed.split())):
                hint = f"write {', '.join(typed.split())}"
            raise self.error(node, f"there is no {kind} {typed}", hint)
        if not isinstance(node, ast.Call):
            return known[name], [], {}
        positional = [self.value(argument) for argument in node.args]
        named: dict[str, Any] = {}
        for keyword in node.keywords:
            if keyword.arg is None:
                raise self.error(node, "write each hyperparameter as name=value")
            takes = ("lr", *inspect.signature(known[name]).parameters)
            for own, value in self.hyperparameters(keyword.arg, keyword.value, takes):
                if own in named:
                    raise self.error(node, f"{own} is given twice")
                named[own] = value
        return _with_flags(known[name], named), positional, named

    def hyperparameters(
        self, typed: str, node: ast.expr, takes: Sequence[str]
    ) -> Iterator[tuple[str, Any]]:
        """Yield what was typed as name=value: under our names, and a pair one by one."""
        plain = typed.replace("_", "").casefold()
        own = {each.replace("_", ""): each for each in takes}
        pair = PAIRS.get(plain, ())
        if pair and not set(pair) <= set(takes):
            yield typed, None  # `made` says that there is no such one
        elif pair:
            if not (isinstance(node, ast.Tuple | ast.List) and len(node.elts) == 2):
                raise self.error(node, f"{typed} are two numbers, written {typed}=(a, b)")
            yield from zip(pair, map(self.value, node.elts), strict=True)
        else:
            name = plain if plain in own else SYNONYMS.get(plain, plain)
            yield own.get(name, typed), self.value(node)

    def value(self, node: ast.expr) -> Any:
        sign = 1
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            sign, node = -1, node.operand
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return sign * self.fraction(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float | str):
            return -node.value if sign < 0 and not isinstance(node.value, str) else node.value
        if isinstance(node, ast.Call) and sign > 0:
            return self.made(node, *self.call(node, SCHEDULES, "schedule"))
        raise self.error(node, "a value is a number, True, False, a quoted word or a schedule")

    def fraction(self, node: ast.BinOp) -> float:
        above, below = self.value(node.left), self.value(node.right)
        for part in (above, below):
            if isinstance(part, bool) or not isinstance(part, int | float):
                raise self.error(node, "a fraction is a number by a number, such as 1/3")
        if below == 0:
            raise self.error(node, "a number is divided by 0")
        return float(above / below)

    def made(
        self, node: ast.expr, make: Callable[..., Any], positional: list[Any], named: dict[str, Any]
    ) -> Any:
        known = list(inspect.signature(make).parameters)
        # A rule is made without its rate, which whoever types may give beside the others.
        takes = ["lr", *known] if isinstance(make, type) and issubclass(make, Rule) else known
        unknown = [name for name in named if name not in known]
        if unknown:
            hint = f"it takes {', '.join(takes)}" if takes else None
            raise self.error(node, f"there is no hyperparameter {unknown[0]} here", hint)
        try:
            inspect.signature(make).bind(*positional, **named)
            return make(*positional, **named)
        except (TypeError, ValueError) as error:
            order = f"in this order: {', '.join(known)}" if isinstance(error, TypeError) else None
            raise self.error(node, str(error), order) from error

    def typed(self, node: ast.expr) -> str:
        """Return what was typed for a node."""
        return self.text[self.place(node.col_offset) : self.place(node.end_col_offset or 0)]

    def place(self, offset: int) -> int:
        """Return the index into the text of an offset in bytes into the source."""
        return max(len(self._source.encode()[:offset].decode()) - 1, 0)

    def error(self, node: ast.expr, reason: str, hint: str | None = None) -> ParseError:
        return ParseError(reason, self.text, self.place(node.col_offset), hint)


def _with_flags(make: Callable[..., Any], named: dict[str, Any]) -> Callable[..., Any]:
    """Return the rule that is meant where other libraries set a flag, and take the flag out."""
    if make is rules.Adam and "amsgrad" in named:
        return rules.AMSGrad if named.pop("amsgrad") else make
    if make is rules.GradientDescent and named.keys() & {"momentum", "nesterov"}:
        ahead = named.pop("nesterov", False)
        if named.get("momentum"):
            return rules.Nesterov if ahead else rules.Momentum
        named.pop("momentum", None)
    return make
