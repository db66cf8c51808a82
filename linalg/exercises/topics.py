"""The topics of exercise sheets: each draws one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np

from linalg.exercises.draws import Wish
from linalg.exercises.function_draws import draw_gradient, draw_gradient_descent, draw_newton
from linalg.exercises.matrix_draws import (
    draw_determinant,
    draw_elimination,
    draw_inverse,
    draw_ldlt,
    draw_lu,
    draw_multiply,
    draw_null_space,
    draw_permuted_lu,
    draw_rank,
    draw_singular,
    draw_solve,
)
from linalg.exercises.question import Question

TopicName: TypeAlias = Literal[
    "determinant",
    "elimination",
    "gradient",
    "gradient-descent",
    "inverse",
    "ldlt",
    "lu",
    "multiply",
    "newton",
    "null-space",
    "permuted-lu",
    "rank",
    "singular",
    "solve",
]
Draw: TypeAlias = Callable[[np.random.Generator, Wish], Question]

TOPICS: dict[TopicName, Draw] = {
    "determinant": draw_determinant,
    "elimination": draw_elimination,
    "gradient": draw_gradient,
    "gradient-descent": draw_gradient_descent,
    "inverse": draw_inverse,
    "ldlt": draw_ldlt,
    "lu": draw_lu,
    "multiply": draw_multiply,
    "newton": draw_newton,
    "null-space": draw_null_space,
    "permuted-lu": draw_permuted_lu,
    "rank": draw_rank,
    "singular": draw_singular,
    "solve": draw_solve,
}

LARGEST: dict[TopicName, int] = {"gradient": 3, "gradient-descent": 3, "newton": 3}
"""The largest size of a topic, if it is not 6."""
