"""The door to films: opened when a film is asked for, and a clear word where there are none."""

import subprocess
import sys

import pytest

import linalg
import optviz
import scenes.notebook
from linalg import notebook
from linalg.errors import LinalgError


def test_films_are_made_by_the_package_above():
    assert notebook.film_maker() is scenes.notebook


def test_nothing_of_it_is_loaded_before_a_film_is_asked_for():
    code = "import sys, linalg, optviz; print(*(n for n in sys.modules if n.startswith('scenes')))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []


@pytest.mark.parametrize(
    "ask", [linalg.lu("2 1; 8 7").film, lambda: optviz.load_ipython_extension(0)]
)
def test_what_is_missing_is_named(ask, monkeypatch):
    monkeypatch.setattr(notebook, "MAKER", "no_such_package.notebook")
    with pytest.raises(notebook.MissingFilmsError, match="which needs no_such_package: install"):
        ask()
    assert issubclass(notebook.MissingFilmsError, LinalgError)
    assert issubclass(notebook.MissingFilmsError, ImportError)
