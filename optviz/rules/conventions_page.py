"""The tables of conventions, a page of the docs: python -m optviz.rules.conventions_page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from linalg.page import Heading, Page, Paragraph, Table, to_markdown
from optviz.conventions.library_conventions import (
    LAYERS_ELSEWHERE,
    LIBRARY_VERSIONS,
    LOSSES_ELSEWHERE,
    SCHEDULES_ELSEWHERE,
)
from optviz.conventions.slopes_at_kinks import CLAMP_OF_TORCH, KINK_VERSIONS, SLOPES_AT_KINKS
from optviz.rules.forms import FORMS, VERSIONS, Form

DOCUMENT = Path(__file__).parents[2] / "docs" / "optimisation" / "conventions.md"
SYMBOLS = {
    "rho": "ρ",
    "initial": "s before step 1",
    "momentum_decay": "ψ",
    "momentum": "μ",
    "factored_from": "least m and n with v = rc / mean r",
}


def conventions_page() -> Page:
    """Every rule in each of its conventions, with the versions that were compared.

    Examples
    --------
    >>> [block.text for block in conventions_page().blocks if isinstance(block, Heading)][:3]
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
    return Page("Conventions", [*blocks, *_kinks(), *_elsewhere()])


def _elsewhere() -> list[Heading | Paragraph | Table]:
    """Schedules, losses and layers with each library's own defaults."""
    blocks: list[Heading | Paragraph | Table] = []
    for title, about, cases in (
        (
            "Schedules",
            (
                "A warm-up starts at 0 in Keras, optax and MLX, at 1/3 in PyTorch, here at the "
                "first step's share; Keras's boundary is the last step of the old rate; its "
                "polynomial ends at 0.0001; after its end PyTorch's cosine rises again, as here. "
                "The rates of steps 0 to 7, from a rate of 1"
            ),
            SCHEDULES_ELSEWHERE,
        ),
        (
            "Losses",
            (
                "Here the terms of one example add up, and examples are averaged. The others "
                "average over both, but for the hinge of Keras, optax and scikit-learn, which is "
                "the worst class's; optax's l2_loss is half the squared error. The frog has the "
                "scores 2.2, 2.5 and -3.1, the last of them the right one"
            ),
            LOSSES_ELSEWHERE,
        ),
        ("Layers", "Defaults, and what follows from them", LAYERS_ELSEWHERE),
    ):
        versions = ", ".join(
            f"{name} {version}"
            for name, version in LIBRARY_VERSIONS.items()
            if any(name in answers for answers in cases.values())
        )
        rows = [
            [case if place == 0 else "", library, _answer(value)]
            for case, answers in cases.items()
            for place, (library, value) in enumerate(answers.items())
        ]
        blocks += [
            Heading(title),
            Paragraph(f"{about} ({versions})."),
            Table(["of", "library", "value"], rows),
        ]
    return blocks


def _answer(value: float | tuple[float, ...]) -> str:
    return ", ".join(f"{v:.4g}" for v in (value if isinstance(value, tuple) else (value,)))


def _kinks() -> list[Heading | Paragraph | Table]:
    """List the slopes of libraries at kinks, beside optviz's own rule."""
    about = (
        "Here, at a tie of max or min those that tie share the slope equally, and |x| has the "
        "slope 0 at 0: max(x, 0) and max(0, x) have ½, in objectives and in graphs, and a max in "
        "a max is one max of all. An objective is simplified before: max(x, min(x, y)) is x, with "
        "the slope 1, where a graph has a node for each that was typed. Layers follow PyTorch's: "
        "the ReLU has 0, pooling and maxout give all of it to the first. A second derivative that "
        "depends on the side does not exist, and is NaN. The libraries' slopes, where every input "
        "is 0 if nothing else is said; PyTorch's clamp changed with 2.14:"
    )
    clamps = [
        [f"torch {version}", "clamp(x, 0, 1), at 0 and 1", _slopes(slopes)]
        for version, slopes in CLAMP_OF_TORCH.items()
    ]
    rows = [
        [f"{library} {KINK_VERSIONS[library]}", spelling, _slopes(slopes)]
        for library, found in SLOPES_AT_KINKS.items()
        for spelling, slopes in found.items()
    ]
    return [
        Heading("Slopes at kinks"),
        Paragraph(about),
        Table(["library", "function", "slope for each input"], [*rows, *clamps]),
    ]


def _slopes(slopes: Iterable[float]) -> str:
    return ", ".join(f"{slope:.4g}" for slope in slopes)


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
    DOCUMENT.write_text(to_markdown(conventions_page()) + "\n", encoding="utf-8")
