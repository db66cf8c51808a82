"""Names of methods: as a person types them, whatever the library, and as they are shown.

Every method has a key, which programs use (``"lbfgs"``), and a title, which pages, figures and
films show (L-BFGS). Capitals, blanks, hyphens and underscores make no difference to what is typed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from linalg.language import say, verbatim

__all__ = ["NAMES", "MethodName", "key_of", "nearest_keys", "title_of", "titles_of"]


@dataclass(frozen=True)
class MethodName:
    """The names of one method.

    Attributes
    ----------
    key : str
    title : str
        As it stands in a sentence.
    spellings : tuple of str
        What it is called elsewhere: in SciPy, Optim.jl, PyTorch, Keras and books.
    """

    key: str
    title: str
    spellings: tuple[str, ...] = ()


NAMES: Mapping[str, MethodName] = MappingProxyType(
    {
        name.key: name
        for name in (
            MethodName("gd", "gradient descent", ("SGD", "steepest descent")),
            MethodName(
                "momentum", "momentum",
                ("momentum gradient descent", "gradient descent with momentum", "SGD with momentum",
                 "heavy ball"),
            ),
            MethodName(
                "nesterov", "Nesterov",
                ("accelerated gradient descent", "Nesterov momentum", "NAG",
                 "Nesterov accelerated gradient"),
            ),
            MethodName("adagrad", "AdaGrad"),
            MethodName("adadelta", "Adadelta"),
            MethodName("rmsprop", "RMSProp"),
            MethodName("adam", "Adam"),
            MethodName("adamw", "AdamW", ("Adam with weight decay",)),
            MethodName("amsgrad", "AMSGrad"),
            MethodName("adamax", "Adamax"),
            MethodName("nadam", "NAdam"),
            MethodName("lion", "Lion"),
            MethodName("radam", "RAdam", ("rectified Adam",)),
            MethodName("rprop", "Rprop", ("resilient propagation",)),
            MethodName("adafactor", "Adafactor"),
            MethodName("muon", "Muon"),
            MethodName("schedule_free", "schedule-free descent", ("schedule-free SGD",)),
            MethodName("polyak", "Polyak's step", ("Polyak step", "Polyak SGD")),
            MethodName("newton", "Newton's method", ("Newton method", "Newton-Raphson")),
            MethodName("damped_newton", "damped Newton", ("damped Newton method",)),
            MethodName("modified_newton", "modified Newton", ("modified Newton method",)),
            MethodName(
                "trust_region", "trust region",
                ("trust-exact", "Newton trust region", "trust region method"),
            ),
            MethodName("gauss_newton", "Gauss-Newton", ("Gauss-Newton method",)),
            MethodName("levenberg_marquardt", "Levenberg-Marquardt", ("LM",)),
            MethodName("bfgs", "BFGS"),
            MethodName("lbfgs", "L-BFGS", ("L-BFGS-B", "limited memory BFGS")),
            MethodName(
                "cg", "conjugate gradients",
                ("conjugate gradient", "nonlinear conjugate gradient", "nonlinear CG"),
            ),
        )
    }
)  # fmt: skip
"""Every method by its key."""


def _plain(text: str) -> str:
    """The letters and digits of a name, small."""
    return re.sub(r"[\W_]+", "", text).casefold()


_KEYS = {
    _plain(spelling): name.key
    for name in NAMES.values()
    for spelling in (name.key, name.title, *name.spellings)
}


def key_of(text: str) -> str | None:
    """Return the key of a method in any spelling, or None for what is no name of one.

    The module before a name, as in ``torch.optim.Adam``, makes no difference either.

    Examples
    --------
    >>> key_of("L-BFGS-B"), key_of("optim.SGD"), key_of("Conjugate_Gradient"), key_of("Powell")
    ('lbfgs', 'gd', 'cg', None)
    """
    return _KEYS.get(_plain(text)) or _KEYS.get(_plain(text.rpartition(".")[2]))


def nearest_keys(text: str, among: Collection[str]) -> list[str]:
    """Return the keys whose spellings are like a text, the most alike first.

    Examples
    --------
    >>> nearest_keys("Nestrov", NAMES)[0]
    'nesterov'
    """
    near = difflib.get_close_matches(_plain(text), _KEYS, n=3)
    return [key for key in dict.fromkeys(_KEYS[each] for each in near) if key in among]


def title_of(name: str) -> str:
    """Return what is shown of a method: the title, with what its name adds; else the name itself.

    Parameters
    ----------
    name : str
        The `name` of a method.

    Examples
    --------
    >>> title_of("adam"), title_of("trust region (exact)"), title_of("clip_norm + sgd")
    ('Adam', 'trust region (exact)', 'clip_norm + gradient descent')
    """
    parts, _, last = name.rpartition(" + ")
    head, bracket, rest = last.partition(" (")
    key = key_of(head)
    title = head if key is None else NAMES[key].title
    own = say("{title}{rest}", title=title, rest=bracket + rest)
    return say("{before} + {title}", before=verbatim(parts), title=own) if parts else own


def titles_of(methods: Mapping[str, Any]) -> dict[str, str]:
    """Return what is shown of each method: its title, with the hyperparameters that were typed.

    A label that is no name of a method is shown itself, as are those of two with one title.

    Parameters
    ----------
    methods : mapping of str to method
        By label, as typed.

    Examples
    --------
    >>> from optviz.rules import Adam, GradientDescent, Momentum
    >>> race = {"ADAM": Adam(), "SGD(momentum=0.9)": Momentum(), "mine": GradientDescent()}
    >>> list(titles_of(race).values())
    ['Adam', 'momentum (momentum=0.9)', 'mine']
    """
    titles = {label: _titled(label, method.name) for label, method in methods.items()}
    shown = list(titles.values())
    return {label: t if shown.count(t) == 1 else label for label, t in titles.items()}


def _titled(label: str, name: str) -> str:
    """The title of a method, and what stands behind its name in a label, if there it is named."""
    head, bracket, rest = label.partition("(")
    if key_of(head) is None:
        return label
    if not bracket:
        return title_of(name)
    return say("{title} {rest}", title=title_of(name), rest=verbatim(bracket + rest))
