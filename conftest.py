"""What holds for every test and doctest."""

import ctypes
import os
import sys
from collections.abc import Iterator

import pytest

os.environ["OPTVIZ_CACHE_DIR"] = ""  # no test finds or leaves anything in the user's own folder

# What a process has compiled, the hundreds that the tests start need not compile again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Each worker has a core; threads of its own would wait for one another on small matrices.
for library in ["OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM"]:
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests that must not be what a run waits for in the end."""
    config.addinivalue_line("markers", "longest: takes minutes, so it starts before all others")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the longest tests first; the others keep their order."""
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)


@pytest.fixture(autouse=True)
def no_figure_stays_open() -> Iterator[None]:
    """Close the figures of a test: matplotlib keeps them, and warns at the twentieth."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@pytest.fixture(autouse=True, scope="module")
def nothing_is_remembered_longer_than_its_module(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let go of what functions of a module of tests have cached, and of what has been freed.

    A film takes 20 MB, and glibc keeps the small pieces of a gigabyte of frames until it is told.
    """
    yield
    for thing in vars(request.node.obj).values():
        if getattr(thing, "__module__", None) == request.node.obj.__name__:
            getattr(thing, "cache_clear", int)()
    if TRIM is not None:
        TRIM(0)
