"""The door to Manim: what it hands on, and what its stub says of it."""

import ast
from pathlib import Path

import manim

from scenes import typed_manim

STUB = ast.parse(Path(typed_manim.__file__).with_suffix(".pyi").read_text())


def said():
    """The public names that the stub gives types to."""
    for node in STUB.body:
        match node:
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.ImportFrom(names=names):
                yield from (name.asname for name in names if name.asname is not None)


def test_the_stub_speaks_of_the_names_that_are_handed_on():
    own = {name for name in said() if not name.startswith("_")}
    assert own == set(typed_manim.__all__)


def test_what_is_handed_on_is_manims_own():
    names = set(typed_manim.__all__) - {"Motion"}
    assert len(names) > 20
    assert {n for n in names if getattr(typed_manim, n) is not getattr(manim, n)} == set()
