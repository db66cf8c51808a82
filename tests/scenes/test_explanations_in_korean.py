"""Pages in Korean: every sentence of every topic, nothing left in English."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from linalg.notation.elements import Words
from linalg.page import Aligned, Equation, Figure, Heading, Paragraph, Table
from scenes.explanations.topics import TOPICS, UNTRANSLATED, topic

SQUARES = ["2 1; 8 7", "0 2; 3 4", "1 2; 2 4", "a b; c d", "1 2 1; 3 8 1; 0 4 1", "1.5 2; 1 3", "1"]
SHAPES = [*SQUARES, "1 2 2 2; 2 4 6 8; 3 6 8 10", "0 0; 0 0", "1 2; 3 4; 5 6", "k 1; 1 k"]
SIDES = {1: ["6"], 2: ["1 2", "p q", "1 2; 3 4"], 3: ["2 12 2", "1 1 1"]}


def systems():
    for matrix in SHAPES:
        yield {"matrix": matrix}
        yield from ({"matrix": matrix, "rhs": rhs} for rhs in SIDES[matrix.count(";") + 1])


def each(option, values):
    return [{option: value} for value in values]


SYSTEMS = list(systems())
MATRICES = each("matrix", SHAPES)
PAIRS = [
    {"left": "1 3; 2 7", "right": "2 1; 8 7"},
    {"left": "a b; c d", "right": "1 2; 3 4"},
]
INPUTS = {
    "cases": SYSTEMS,
    "column-picture": SYSTEMS,
    "contains": [{"matrix": m, "vector": v} for m in SHAPES for v in SIDES[m.count(";") + 1]],
    "cost": MATRICES,
    "definiteness": each("matrix", ["2 -1; -1 2", "1 0; 0 -1", "0 1; 1 0", "1 a; a 2", "0"]),
    "determinant": SYSTEMS,
    "directional-derivative": [{"function": "abs(x) + y", "direction": "1, 0"}],
    "elimination": [*SYSTEMS, *({**given, "form": "reduced"} for given in SYSTEMS)],
    "elimination-matrices": MATRICES,
    "exercise": each("kind", ["lu", "inverse", "exchange", "rank", "condition"]),
    "gradient": each("function", ["x^2", "a*abs(x)", "max(x, y)", "sqrt(x)*z"]),
    "hessian": each("function", ["x*abs(x)", "x^4 + y", "max(x, y)"]),
    "inverse": MATRICES,
    "inverse-of-product": PAIRS,
    "inverse-of-transpose": MATRICES,
    "is-subspace": each(
        "constraints", ["x*y >= 0", "x + y = 0", "x + y = 1", "x >= 0", "x^2 + y^2 <= 1"]
    ),
    "jacobian": each("functions", ["r*cos(t); r*sin(t)", "x*y; max(x, y)"]),
    "layer-jacobian": each("layer", ["relu", "softmax", "linear", "layer-norm"]),
    "ldlt": MATRICES,
    "ldu": MATRICES,
    "lu": MATRICES,
    "multiply": [*PAIRS, {"left": "1 2", "right": "3; 4"}],
    "permutation": each("matrix", ["2 3 1", "1 2 3", "2 1", "2 1 4 3"]),
    "permutations": each("n", ["1", "3", "4"]),
    "plu": MATRICES,
    "rank": MATRICES,
    "row-picture": SYSTEMS,
    "rref": MATRICES,
    "solve": [*SYSTEMS, {"matrix": "2x + y = 3; a*x - y = 0"}],
    "subspaces": MATRICES,
    "symmetric-products": MATRICES,
    "taylor": [{"function": "a*x^2", "at": "1", "variables": "x"}],
    "transpose-of-product": PAIRS,
}
"""Beside its example, what a topic is asked for: inputs of every kind that its page tells apart."""

NAMES = set("rank NumPy matrix_rank LAPACK float64 eps max det Jv".split())
"""What is written in Latin letters in Korean too."""


def words_in(node: object) -> Iterator[str]:
    """The words of a page, outside its mathematics."""
    match node:
        case str():
            yield node
        case Words(text):
            yield text
        case Heading(text):
            yield text
        case Paragraph(inline):
            yield from words_in(inline)
        case Equation(formula):
            yield from words_in_formula(formula)
        case Aligned(lines):
            yield from words_in_formula(lines)
        case Table(header, rows):
            yield from words_in((header, *rows))
        case Figure(_, caption):
            yield caption
        case tuple():
            for part in node:
                yield from words_in(part)
        case _:
            yield from words_in_formula(node)


def words_in_formula(node: object) -> Iterator[str]:
    if isinstance(node, Words):
        yield node.text
    elif isinstance(node, tuple):
        for part in node:
            yield from words_in_formula(part)
    elif is_dataclass(node):
        for f in fields(node):
            yield from words_in_formula(getattr(node, f.name))


def english(page):
    """The English words that a page has kept."""
    texts = [page.title, *words_in(page.blocks)]
    words = re.compile("[A-Za-z_]*[A-Za-z][a-z][a-z0-9_]*")
    found = {word for text in texts for word in words.findall(text)}
    return found - NAMES


def asked(name):
    yield topic(name).example()
    for given in INPUTS.get(name, ()):
        try:
            asked = topic(name).from_mapping(given)
            asked.record()
        except ValueError:  # what that topic refuses
            continue
        yield asked


@pytest.mark.parametrize("name", sorted(TOPICS.keys() - UNTRANSLATED))
def test_a_page_in_korean_keeps_no_english(name):
    pages = [each.record().page().with_remarks(each.remarks) for each in asked(name)]
    kept = {page.title: english(page.in_language("ko")) for page in pages}
    assert {title: words for title, words in kept.items() if words} == {}


def test_english_words_on_a_page_are_seen():
    page = topic("solve").example().record().page()
    assert {"Steps", "The", "system", "Check"} <= english(page)
