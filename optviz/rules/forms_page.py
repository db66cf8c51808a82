"""The table of conventions, a page of the documentation: ``python -m optviz.rules.forms_page``."""

from __future__ import annotations

import math
from pathlib import Path

from linalg.page import Heading, Page, Paragraph, Table, to_markdown
from optviz.rules.forms import FORMS, VERSIONS, Form

DOCUMENT = Path(__file__).parents[2] / "docs" / "optimisation" / "conventions.md"
SYMBOLS = {"rho": "ρ", "initial": "s before step 1", "momentum_decay": "ψ", "momentum": "μ"}


def forms_page() -> Page:
    """Every rule in each of its conventions, with the versions that were compared.

    Examples
    --------
    >>> [block.text for block in forms_page().blocks if isinstance(block, Heading)][:3]
    ['gd', 'momentum', 'nesterov']
    """
    versions = "; ".join(f"{name} is {version}" for name, version in VERSIONS.items())
    intro = (
        "How each library writes each rule: the formula, ε and where it stands, the learning rate "
        "of whoever gives none, and weight decay. A number in parentheses is one that the library "
        "does not have: there it is PyTorch's, for Lion its authors' program's. An optax "
        "rule without weight decay gets it as optax's adamw has it."
    )
    header = ["convention", "step", "ε", "its place", "lr", "weight decay", "others"]
    blocks: list[Heading | Paragraph | Table] = [Paragraph(intro), Paragraph(f"{versions}.")]
    for rule, forms in FORMS.items():
        rows = [[convention, form.formula, *_numbers(form)] for convention, form in forms.items()]
        blocks += [Heading(rule), Table(header, rows)]
    return Page("Conventions", blocks)


def _numbers(form: Form) -> list[str]:
    """ε, its place, the rate, the decay and what else the convention decides."""
    decay = "beside the step" if form.decoupled else "in the gradient"
    if "weight_decay" in form.defaults:
        decay = f"{_number(form, 'weight_decay')}, {decay}"
    named = ("learning_rate", "epsilon", "weight_decay")
    others = [f"{SYMBOLS[n]} = {_number(form, n)}" for n in form.defaults if n not in named]
    epsilon = _number(form, "epsilon") if form.epsilon else ""
    rate = _number(form, "learning_rate")
    return [epsilon, form.epsilon, rate, decay, ", ".join(others)]


def _number(form: Form, name: str) -> str:
    value = form.defaults[name]
    shown = "∞" if math.isinf(value) else f"{value:g}"
    return f"({shown})" if name in form.borrowed else shown


if __name__ == "__main__":
    DOCUMENT.write_text(to_markdown(forms_page()) + "\n", encoding="utf-8")
