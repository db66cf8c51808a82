"""Explanations in every format, as a user asks for them."""

import json
import re

import pytest

EXPLAIN = ["explain", "elimination", "--matrix", "1 2 1; 3 8 1; 0 4 1", "--rhs", "2 12 2"]

# What Strang's example must show in each format: the multiplier, and the solution (2, 1, -2).
SHOWN = {
    "text": ["R₂ ← R₂ - 3 R₁", "(x, y, z) = (2, 1, -2)"],
    "latex": [r"\begin{document}", r"\begin{", "12"],
    "markdown": ["# Gaussian elimination", "$$"],
    "typst": ["= Gaussian elimination", "mat("],
    "html": ["<html", "</html>", "Gaussian elimination"],
}


@pytest.mark.parametrize("target", SHOWN)
def test_a_page_in_each_format(optviz, target):
    page = optviz.here(*EXPLAIN, "--to", target).stdout
    assert all(piece in page for piece in SHOWN[target])
    assert page.endswith("\n")
    assert "\x1b" not in page
    assert optviz.left() == []


def test_a_process_of_its_own_writes_the_same(optviz):
    assert optviz(*EXPLAIN).stdout == optviz.here(*EXPLAIN).stdout


def test_data(optviz):
    data = json.loads(optviz.here(*EXPLAIN, "--to", "json").stdout)
    assert data["record"] == "Elimination"
    assert data["U"] == [["1", "2", "1"], ["0", "2", "-2"], ["0", "0", "5"]]
    assert data["L"] == [["1", "0", "0"], ["3", "1", "0"], ["0", "2", "1"]]


def test_a_handout(optviz):
    done = optviz(*EXPLAIN, "--to", "pdf")
    assert done.stdout == "elimination.pdf\n"
    assert optviz.left() == ["elimination.pdf"]
    data = (optviz.folder / "elimination.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert len(data) > 10_000


def test_the_name_of_the_file_says_the_format(optviz):
    for name, beginning in [("a.tex", rb"\documentclass"), ("b.json", b"{"), ("c.pdf", b"%PDF-")]:
        assert optviz.here(*EXPLAIN, "--output", name).stdout == f"{name}\n"
        assert (optviz.folder / name).read_bytes().startswith(beginning)
    optviz.here(*EXPLAIN, "--output", "notes", "--to", "markdown")
    assert (optviz.folder / "notes").read_text(encoding="utf-8").startswith("# ")
    assert optviz.left() == ["a.tex", "b.json", "c.pdf", "notes"]


def test_the_pivoting_is_the_users_choice(optviz):
    matrix = ["--matrix", "0 1; 2 3"]
    exchanged = optviz.here("explain", "elimination", *matrix).stdout
    assert re.search(r"R₁ (↔|<->) R₂", exchanged)
    refused = optviz.here("explain", "elimination", *matrix, "--pivoting", "none", status=1)
    assert refused.stderr.startswith("optviz: zero in the pivot place of row 1, column 1")


def test_symbols_fractions_and_singular_systems(optviz):
    symbols = optviz.here("explain", "elimination", "--matrix", "a b; c d").stdout
    assert "a" in symbols
    fractions = optviz.here("explain", "elimination", "--matrix", "1/2 0.25; 1 3").stdout
    assert "1/2" in fractions
    family = ["explain", "elimination", "--matrix", "1 3; 2 6", "--rhs", "1 2"]
    assert "0.33" not in optviz.here(*family).stdout
