"""The handout, looked at as pixels: whole, within its margins, nothing broken over two pages."""

import io
import re

import numpy as np
import pytest
import sympy as sp
import typst
from PIL import Image

from linalg import eliminate, inverse, solve
from linalg.notation.roles import ON_DARK, ON_PAPER
from linalg.page import Equation, Figure, Page, Paragraph, Table, to_typst, words
from scenes.theme import DARK, LIGHT, Role
from scenes.typesetting.handout import compile_pdf
from scenes.typesetting.typeset import STANDARDS, TypesettingError, fonts, pdf

DPI = 40


def pages(page):
    """The pages of a handout as arrays of grey, 0 black."""
    source = to_typst(page).encode()
    compiled = typst.compile(source, format="png", ppi=DPI, font_paths=fonts())
    images = compiled if isinstance(compiled, list) else [compiled]
    return [np.asarray(Image.open(io.BytesIO(image)).convert("L")) for image in images]


def ink(image):
    """The first and last row and column with ink, in centimetres."""
    rows, columns = (np.flatnonzero((image < 200).any(axis=axis)) for axis in (1, 0))
    return np.array([rows[0], rows[-1], columns[0], columns[-1]]) / DPI * 2.54


rng = np.random.default_rng(0)
RECORDS = {
    "2x2": lambda: eliminate("1 2; 3 4", "5 6"),
    "course": lambda: eliminate("1 2 1; 3 8 1; 0 4 1", "2 12 2"),
    "fractions": lambda: eliminate("1/2 -2/3 3 4; 2 1/7 -1 1; 5 5 2/9 1", "1 2 3"),
    "8x9": lambda: eliminate(rng.integers(-5, 6, (8, 9)), list(range(8))),
    "symbolic": lambda: eliminate("a b c; d e f; g h k", "p q r"),
    "none": lambda: eliminate("1 2 1; 3 8 1; 0 4 -4", "2 12 2"),
    "family": lambda: eliminate("1 2 2 2; 2 4 6 8; 3 6 8 10", "1 5 6"),
    "exchange": lambda: eliminate("0 1 1; 1 2 1; 2 7 9"),
    "floats": lambda: eliminate(rng.standard_normal((6, 6)), rng.standard_normal(6)),
    "long": lambda: solve("123456789012345678901/3 2; 7 98765432109876543210", "1 2"),
    "wide": lambda: eliminate(rng.integers(-99, 99, (3, 40))),
    "inverse": lambda: inverse("2 1 1; 4 -6 0; -2 7 2"),
    "twelve": lambda: eliminate(rng.integers(-2, 3, (12, 12))),
}


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_leaves_the_page(name):
    for image in pages(RECORDS[name]().page()):
        assert image.shape == pytest.approx((29.7 / 2.54 * DPI, 21 / 2.54 * DPI), abs=1)
        top, bottom, left, right = ink(image)
        assert top > 1.8
        assert bottom < 29.7 - 1.0
        assert left > 2.2
        assert right < 21 - 2.2


def test_tables_stay_on_the_page():
    numbers = Table([f"column {k}" for k in range(14)], [[k / 7 for k in range(14)]] * 60)
    prose = Table(["k", "note"], [[k, "some words " * 20] for k in range(9)])
    several = pages(Page("t", [numbers, prose]))
    assert len(several) > 1
    for image in several:
        top, bottom, left, right = ink(image)
        assert 1.8 < top < bottom < 29.7 - 1.0
        assert 2.2 < left < right < 21 - 2.2


def test_a_small_system_is_one_page():
    assert len(pages(RECORDS["2x2"]().page())) == 1
    assert len(pages(RECORDS["course"]().page())) == 1


def test_a_matrix_is_never_broken_over_two_pages():
    tall = Equation(sp.Matrix(10, 2, range(20)))
    (alone,) = map(bracket_heights, pages(Page("t", [tall])))
    assert len(alone) == 1
    several = [bracket_heights(image) for image in pages(Page("t", [tall] * 9))]
    assert len(several) >= 3
    assert sum(map(len, several)) == 9
    assert all(abs(height - alone[0]) <= 1 for heights in several for height in heights)


def bracket_heights(image):
    """The heights of the left brackets: the long vertical strokes at the left."""
    inked = (image[:, : int(3.4 / 2.54 * DPI)] < 200).any(axis=1).astype(int)
    changes = np.flatnonzero(np.diff(inked, prepend=0, append=0))
    lengths = np.diff(changes)[::2]
    return [length for length in lengths if length > 2 / 2.54 * DPI]


def test_pdf():
    pdf = compile_pdf(RECORDS["course"]().page())
    assert pdf.startswith(b"%PDF-")
    assert b"%%EOF" in pdf[-1024:]
    assert re.search(rb"/Count 1\b", pdf)


def test_korean_and_figures_and_tables_are_printed():
    page = Page(
        "행렬의 소거",
        [
            Paragraph("가역 행렬의 소거와 ", "x", " 그리고 해."),
            Table(["k", "값"], [["시작", 1.5], ["끝", sp.Rational(1, 3)]]),
            Figure(lambda axes: axes.plot([0, 1], [1, 0]), "곡선"),
        ],
    )
    (image,) = pages(page)
    above_the_footer = image[: int(26 / 2.54 * DPI)]
    assert ink(above_the_footer)[1] > 12


def test_korean_has_glyphs_in_prose_and_in_formulas():
    # Characters that no font holds would all be the same box.
    one, other = (pages(Page(letter, []))[0] for letter in "가나")
    assert not np.array_equal(one, other)
    one, other = (pages(Page("", [Equation(words(letter))]))[0] for letter in "가나")
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(("colours", "theme"), [(ON_PAPER, LIGHT), (ON_DARK, DARK)])
def test_pages_and_films_use_the_same_colours(colours, theme):
    for role, colour in colours.items():
        assert theme[Role(role)] == colour


# For screen readers and archives


SYSTEM = solve("1 2 1; 3 8 1; 0 4 1", "2 12 2")
HELD_TO = pytest.mark.parametrize("standard", STANDARDS)


@HELD_TO
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_handout_is_held_to_its_standard_and_its_bytes_are_the_same_each_time(language, standard):
    page = SYSTEM.page().in_language(language)
    made = compile_pdf(page, standard)
    assert made == compile_pdf(page, standard)
    assert {"ua-1": b"pdfuaid:part>1", "a-2b": b"pdfaid:part>2", "a-4": b"pdfaid:part>4"}[
        standard
    ] in made


def test_typst_refuses_a_formula_without_words():
    with pytest.raises(TypesettingError, match="missing alt text"):
        pdf(to_typst(SYSTEM.page()), "ua-1")


def test_a_handout_has_its_title_its_language_and_no_date():
    made = compile_pdf(SYSTEM.page().in_language("ko"))
    assert b"<rdf:li>ko</rdf:li>" in made
    assert b"CreationDate" not in made
    assert b"<dc:title>" in made
    assert "연립일차방정식".encode() in made


@pytest.mark.parametrize("standard", [None, *STANDARDS])
def test_the_date_is_the_one_of_the_environment(standard, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(365 * 24 * 3600))
    made = compile_pdf(SYSTEM.page(), standard)
    assert b"1971-01-01T00:00:00" in made
    assert made == compile_pdf(SYSTEM.page(), standard)


@pytest.mark.parametrize("given", ["", "yesterday", "-1", "1.5"])
def test_a_date_of_the_environment_that_is_none_is_told(given, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(ValueError, match="a whole number of seconds"):
        compile_pdf(SYSTEM.page())


def test_every_formula_has_its_words_in_the_language_of_the_page():
    english = to_typst(SYSTEM.page(), spoken=True)
    korean = to_typst(SYSTEM.page().in_language("ko"), spoken=True)
    assert english.count("math.equation(") == korean.count("math.equation(") > 10
    assert english.count("alt: ") == english.count("math.equation(")
    assert "beside row 2: R sub 2 becomes R sub 2 minus 3 R sub 1" in english
    assert "2행 옆: R 2를 R 2 빼기 3 R 1로 바꿈" in korean
    assert "alt" not in to_typst(SYSTEM.page())


def test_words_that_look_like_markup_stay_words():
    page = Page(
        "t", [Equation(words('#read("a") \\ "x"'), "=", 1), Table(("a",), [(("x", "=", 2),)])]
    )
    assert compile_pdf(page, "ua-1")
