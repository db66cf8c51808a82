"""What holds for every test and doctest."""

import os
import sys
from collections.abc import Iterator

import pytest

os.environ["OPTVIZ_CACHE_DIR"] = ""  # no test finds or leaves anything in the user's own folder


@pytest.fixture(autouse=True)
def no_figure_stays_open() -> Iterator[None]:
    """Close the figures of a test: matplotlib keeps them, and warns at the twentieth."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
