"""The drawing of the house: it is that of the imports as they are."""

import ast

import house


def test_the_drawing_is_up_to_date():
    drawn = house.SVG.read_text(encoding="utf-8")
    assert drawn == house.drawing(), "run: python docs/house.py"


def test_a_statement_names_the_modules_that_it_imports():
    known = house.modules()
    found = {
        text: house.imported(ast.parse(text).body[0], known)
        for text in (
            "from scenes import theme",
            "from linalg import errors, lu",
            "import linalg.record, numpy",
            "from numpy import linalg",
        )
    }
    assert list(found.values()) == [
        ["scenes.theme"],
        ["linalg.errors", "linalg"],
        ["linalg.record"],
        [],
    ]
