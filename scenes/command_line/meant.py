"""Guesses at what was meant: by a word that names no command or topic, or by words unquoted."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any

import click

from scenes.explanations.topics import TOPICS
from scenes.lessons.catalogue import lesson_names

__all__ = ["AskingCommand", "meant", "places"]

ALIASES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("gauss", "gaussian", "gaussian-elimination", "row-reduction", "pivots"), ("elimination",)
    ),
    **dict.fromkeys(("row-column", "lines", "planes", "two-pictures"), ("pictures", "row-picture")),
    "gauss-jordan": ("inverse", "rref"),
    **dict.fromkeys(("echelon", "row-echelon", "reduced"), ("rref",)),
    **dict.fromkeys(("lu-decomposition", "lu-factorisation", "lu-factorization"), ("lu",)),
    **dict.fromkeys(("plu", "palu", "permuted-lu", "pivoting"), ("permuted-lu", "plu")),
    **dict.fromkeys(("det", "cofactors", "cramer", "adjugate"), ("determinant",)),
    **dict.fromkeys(("invert", "inv"), ("inverse",)),
    **dict.fromkeys(("system", "linear-system", "equations"), ("solve", "elimination")),
    **dict.fromkeys(("kernel", "null-space", "nullspace", "column-space"), ("subspaces",)),
    **dict.fromkeys(("definite", "positive-definite", "inertia"), ("definiteness",)),
    **dict.fromkeys(("product", "multiplication", "matmul"), ("products", "multiply")),
    **dict.fromkeys(("derivative", "derivatives", "nabla"), ("gradient",)),
    **dict.fromkeys(("tangent", "tangent-plane", "taylor-polynomial"), ("taylor",)),
    **dict.fromkeys(("gradient-descent", "newton", "sgd", "adam", "optimise"), ("descent",)),
    **dict.fromkeys(("backprop", "back-propagation"), ("backpropagation",)),
    **dict.fromkeys(("hinge", "softmax", "cross-entropy", "svm"), ("losses", "loss")),
    **dict.fromkeys(("xor", "hidden-layer", "decision-boundary"), ("regions", "decision-regions")),
    **dict.fromkeys(
        ("ridge", "lasso", "l1", "l2", "regularisation", "regularization"),
        ("diamond-and-circle", "regularisation-path"),
    ),
}
"""Other words for lessons and topics, each with the names that it may stand for."""

OPTIONS_ALIKE: tuple[tuple[str, ...], ...] = (
    ("--function", "--functions", "--objective", "--expression"),
    ("--at", "--start", "--point", "--x0"),
    ("--rules", "--methods", "--method", "--optimizer", "--optimiser"),
    ("--matrix", "--system", "--equations", "--data"),
    ("--output", "--out", "--file"),
    ("--to", "--format"),
)
"""Options that hold the same, under the names that they have in one command or another."""


def places() -> dict[str, Sequence[str]]:
    """Return the lessons and the topics by the command that shows them."""
    return {"render": lesson_names(), "explain": list(TOPICS)}


def meant(word: str, own: Iterable[str], elsewhere: Mapping[str, Iterable[str]]) -> str:
    """Return ``"; did you mean …?"`` for a name that was not found, or nothing.

    Parameters
    ----------
    word : str
        As it was typed; case does not matter.
    own : iterable of str
        The names that might stand there.
    elsewhere : mapping from command to names
        Those that stand after another command.

    Examples
    --------
    >>> meant("LU", ["lu", "plu"], {})
    '; did you mean lu?'
    >>> meant("gauss", ["guessing", "elimination"], {})
    '; did you mean elimination?'
    >>> meant("determinant", ["lu"], {"explain": ["determinant"]})
    '; did you mean optviz explain determinant?'
    """
    plain = word[:100].casefold().replace("_", "-")
    own = list(own)
    far = {command: list(names) for command, names in elsewhere.items()}
    for near in (False, True):
        if name := _found(plain, own, near=near):
            return f"; did you mean {name}?"
        found = [
            f"optviz {command} {name}"
            for command, names in far.items()
            if (name := _found(plain, names, near=near))
        ]
        if found:
            return f"; did you mean {' or '.join(found)}?"
    return ""


def _found(word: str, names: Sequence[str], *, near: bool) -> str | None:
    """Return the name that is a word, or that it is another word for; or one near those."""
    known = {name: name for name in names}
    for alias, targets in ALIASES.items():
        target = next((target for target in targets if target in names), None)
        if target and alias not in known:
            known[alias] = target
    if not near:
        return known.get(word)
    close = get_close_matches(word, known, n=1)
    return known[close[0]] if close else None


class AskingCommand(click.Command):
    """A command that says what is missing where words or options do not fit: quotes, mostly."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            hint = self._quoted(typed) or self._after_option(typed)
            if hint and re.fullmatch(r"-[\d.]+", error.option_name):
                raise click.UsageError(hint, ctx) from error
            # Options of other names too, which click, that takes only near ones, holds as final.
            error.possibilities = (  # type: ignore[misc]
                self._called_otherwise(error.option_name)
                or error.possibilities
                or self._of_that_letter(error.option_name)
            )
            raise
        except click.UsageError as error:
            hint = self._quoted(typed) or self._after_option(typed)
            if "extra argument" in error.message and hint:
                raise click.UsageError(hint, ctx) from error
            raise

    def _called_otherwise(self, option: str) -> list[str]:
        """Return the options that hold what another command's option of that name does."""
        others = next((group for group in OPTIONS_ALIKE if option in group), ())
        return [name for parameter in self.params for name in parameter.opts if name in others]

    def _after_option(self, typed: Sequence[str]) -> str | None:
        """Say where words stand that came before any option: after the first one, mostly."""
        options = {name for parameter in self.params for name in parameter.opts}
        words = list(takewhile(lambda word: word not in options and word[:2] != "--", typed))
        takes_words = any(isinstance(parameter, click.Argument) for parameter in self.params)
        if not words or takes_words or not self.params:
            return None
        value = shlex.quote(" ".join(words))
        return f"a value stands after its option: {self.params[0].opts[0]} {value}"

    def _of_that_letter(self, option: str) -> list[str]:
        """Return the options that begin with the letter of a short one, as --quality for -q."""
        names = [name for parameter in self.params for name in parameter.opts]
        return [name for name in names if name.startswith(f"--{option.strip('-')}")]

    def _quoted(self, typed: Sequence[str]) -> str | None:
        """Say how the first value of several words is written."""
        options = {name for parameter in self.params for name in parameter.opts}
        for place, word in enumerate(typed):
            if word in options:
                rest: list[Any] = []
                for value in typed[place + 1 :]:
                    if value in options:
                        break
                    rest.append(value)
                if len(rest) > 1:
                    value = shlex.quote(" ".join(rest))
                    return f"a value of several words stands in quotes: {word} {value}"
        return None
