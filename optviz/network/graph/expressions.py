"""From an expression that a person typed to nodes on a tape, in the order in which it is written.

The text goes through the grammar of :mod:`linalg.reading`, which runs nothing. It is not turned
into a SymPy expression on the way, since that would sort ``(x + y)*z`` into ``z*(x + y)``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from linalg.errors import ParseError
from linalg.reading.grammar import check_size, syntax_tree, token_of
from linalg.reading.lexing.names import CONSTANTS, wanted_arguments
from linalg.reading.lexing.sizes import with_sizes
from linalg.reading.tokens import Token, tokenize
from optviz.network.graph.graph import Tape
from optviz.network.graph.scalars import OPERATIONS, Scalar, apply, constant, leaf

__all__ = ["read_graph"]

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_SYNONYMS = {
    "ln": "log",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "atan2": "arctan2",
    **dict.fromkeys(("asinh", "arsinh"), "arcsinh"),
    **dict.fromkeys(("acosh", "arcosh"), "arccosh"),
    **dict.fromkeys(("atanh", "artanh"), "arctanh"),
}
_BASES = {"log2": 2.0, "log10": 10.0}


def read_graph(text: str, values: Mapping[str, float]) -> Scalar:
    """Write the computation of an expression on a new tape.

    Parameters
    ----------
    text : str
        Numbers, pi and E, names, ``+ - * / ^``, parentheses, and functions: exp, log and its
        bases, sqrt, sin, cos, tan, sinh, cosh, tanh, their inverses (arctan or atan), arctan2,
        sigmoid, relu, abs or ``|x|``, max, min.
    values : mapping of str to float
        A number for each name. They come first on the tape, in this order.

    Raises
    ------
    ParseError
        With the position of the trouble: a name without a value, a function that is not known.
    ValueError
        When a number is not finite, and, with the node's name, when a function is used outside its
        domain or at its edge.

    Examples
    --------
    >>> f = read_graph("(x + y)*z", {"x": -2, "y": 5, "z": -4})
    >>> f
    Scalar(*, -12)
    """
    tokens = [token for token in tokenize(text) if token.kind != "newline"]
    tokens = with_sizes(text, tokens)
    check_size(tokens)
    tree = syntax_tree(text, tokens)
    tape = Tape()
    known = {name: leaf(tape, name, value) for name, value in values.items()}
    return _Reading(text, tokens, tape, known).node(tree)


class _Reading:
    """One text, and what its names stand for."""

    def __init__(
        self, text: str, tokens: Sequence[Token], tape: Tape, known: Mapping[str, Scalar]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.tape = tape
        self.known = known

    def node(self, tree: ast.expr) -> Scalar:
        match tree:
            case ast.Name():
                return self._operand(token_of(tree, self.tokens))
            case ast.UnaryOp(op=ast.UAdd()):
                return self.node(tree.operand)
            case ast.UnaryOp(op=ast.USub()):
                return self._negative(tree.operand)
            case ast.BinOp():
                return apply(_SIGNS[type(tree.op)], self.node(tree.left), self.node(tree.right))
            case ast.Call(func=ast.Name()):
                return self._call(tree)
        raise self._error("this is not read", tree)

    def _operand(self, token: Token) -> Scalar:
        if token.kind == "number":
            return constant(self.tape, token.text)
        if token.text not in self.known:
            if token.text in CONSTANTS:
                return leaf(self.tape, token.text, float(CONSTANTS[token.text]))
            known = ", ".join(self.known) or "none"
            raise ParseError(
                f"{token.text} has no value", self.text, token.start, f"given: {known}"
            )
        return self.known[token.text]

    def _negative(self, operand: ast.expr) -> Scalar:
        """-2 is a number, -x a node."""
        if isinstance(operand, ast.Name) and token_of(operand, self.tokens).kind == "number":
            return constant(self.tape, -float(token_of(operand, self.tokens).text))
        return apply("negate", self.node(operand))

    def _call(self, call: ast.Call) -> Scalar:
        typed = self._word(call.func)
        name = _SYNONYMS.get(typed, typed)
        if name in _BASES or (name == "log" and len(call.args) == 2):
            return self._logarithm(name, call)
        functions = [known for known in OPERATIONS if known.isidentifier() and known != "negate"]
        if name not in functions:
            known = ", ".join([*functions, *_BASES])
            raise self._error(f"{typed} is not a function here", call, known)
        wanted = wanted_arguments(typed, len(call.args))
        if wanted is not None:
            raise self._error(f"{typed} takes {wanted}", call)
        arguments = self._arguments(call, name) if OPERATIONS[name].is_variadic else call.args
        return apply(name, *map(self.node, arguments))

    def _arguments(self, call: ast.Call, name: str) -> Iterator[ast.expr]:
        """The arguments of a max; a max among them is one with it, as it is in an objective."""
        for argument in call.args:
            match argument:
                case ast.Call(func=ast.Name() as func) if self._word(func) == name:
                    yield from self._arguments(argument, name)
                case _:
                    yield argument

    def _word(self, tree: ast.expr) -> str:
        """Return the text that was typed there."""
        return token_of(tree, self.tokens).text

    def _logarithm(self, name: str, call: ast.Call) -> Scalar:
        """A logarithm to a base: log x / log b, which are nodes of their own."""
        if name in _BASES and len(call.args) != 1:
            raise self._error(f"{name} takes one argument", call)
        of = apply("log", self.node(call.args[0]))
        base = constant(self.tape, _BASES[name]) if name in _BASES else self.node(call.args[1])
        return apply("/", of, apply("log", base))

    def _error(self, reason: str, tree: ast.expr, hint: str | None = None) -> ParseError:
        return ParseError(reason, self.text, token_of(tree, self.tokens).start, hint)
