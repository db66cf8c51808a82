"""The English words that a page in Korean has kept, outside its mathematics."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from matplotlib.text import Text

from linalg.notation.elements import Words
from linalg.page import Aligned, Equation, Figure, Heading, Page, Paragraph, Table
from linalg.page.drawing import drawn

NAMES = set(
    """
    rank NumPy matrix_rank LAPACK float64 eps max min det exp ln tanh Ax Jv dy lr nan prox
    ReLU LeakyReLU PReLU SiLU HardSwish Mish Sigmoid Softplus Tanh Normal Xavier He
    AdaGrad Adam Gauss Levenberg Marquardt torch keras optax cs231n mlx autograd scikit learn KiB
    Himmelblau Rosenbrock Beale pr
    Dense Diagonal BlockDiagonal Permutation Kronecker
    Compose Residual Sequential FractionalMaxPool StochasticDepth rate branch
    setosa versicolor virginica
    """.split()
)
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


def english(page: Page) -> set[str]:
    """The English words that a page has kept."""
    texts = [page.title, *words_in(page.blocks)]
    return _words(text for text in texts if not text.startswith("출처:")) - NAMES


def _words(texts: Iterable[str]) -> set[str]:
    calls = re.compile(r"[A-Za-z]+\([^()]*\)")  # layers and such, as they are made
    words = re.compile("[A-Za-z_]*[A-Za-z][a-z][A-Za-z0-9_]*")
    return {word for text in texts for word in words.findall(calls.sub("", text))}


def english_in_figures(page: Page) -> set[str]:
    """The English words that its figures have kept, outside their mathematics."""
    canvases = [drawn(block, "ko") for block in page.blocks if isinstance(block, Figure)]
    texts = [text.get_text() for canvas in canvases for text in canvas.findobj(Text)]
    plain = (re.sub(r"\$[^$]*\$", "", text) for text in texts)
    return _words(plain) - NAMES - {"dx", "sin"}
