"""Start-up: what our own modules add to the libraries they need, each in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

from benchmarks.measure import Case


def cases() -> Iterator[Case]:
    """Yield the imports of the packages and the command's help."""
    yield Case(
        "import linalg",
        fresh("-c", "import linalg"),
        fresh("-c", "import numpy, scipy.linalg, sympy"),
        "import numpy, scipy.linalg, sympy",
    )
    yield Case(
        "import optviz",
        fresh("-c", "import optviz"),
        fresh("-c", "import numpy, scipy.linalg, sympy"),
        "import numpy, scipy.linalg, sympy",
    )
    yield Case(
        "optviz --help",
        fresh("-m", "scenes", "--help"),
        fresh("-m", "manim", "--help"),
        "manim --help",
    )


def fresh(*arguments: str) -> Callable[[], object]:
    """Return a run of a new interpreter with these arguments."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
