import re

import numpy as np
import pytest

from scenes.typesetting import typeset as module
from scenes.typesetting.typeset import (
    MissingGlyphError,
    TypesettingError,
    fonts,
    inline,
    mathematics,
    pdf,
    prose,
    typeset,
)


@pytest.fixture
def fresh():
    """Forget what was typeset and with which fonts, before the test and after it."""

    def forget():
        module._known.clear()
        module.fonts.cache_clear()
        module._boxes.cache_clear()

    forget()
    yield
    forget()


def test_only_the_fonts_that_come_with_the_packages_are_used():
    families = set(fonts().families())
    assert {"New Computer Modern", "New Computer Modern Math", "NanumGothic"} <= families
    assert all(font.path is None or "koreanize_matplotlib" in font.path for font in fonts().fonts())


def test_the_fonts_are_loaded_once():
    assert fonts() is fonts()


def test_digits_stand_on_the_baseline():
    (one,) = typeset(mathematics("1"))
    assert one.bottom == pytest.approx(0, abs=0.01)
    assert one.top == pytest.approx(0.666, abs=0.01)  # New Computer Modern's figures


def test_a_fraction_keeps_the_baseline_of_the_line_and_is_built_at_full_size():
    fraction, digit = typeset(mathematics("frac(3, 2)"), mathematics("3"))
    assert fraction.bottom < -0.5 < 1 < fraction.top
    assert fraction.top - fraction.bottom > 2 * digit.height
    numerator = fraction.outlines[0].curves
    assert np.ptp(numerator[:, 1]) == pytest.approx(digit.height, abs=0.01)


def test_rules_become_filled_shapes():
    (fraction,) = typeset(mathematics("frac(3, 2)"))
    bar = min(fraction.outlines, key=lambda outline: np.ptp(outline.curves[:, 1]))
    assert 0.02 < np.ptp(bar.curves[:, 1]) < 0.08
    assert np.ptp(bar.curves[:, 0]) > 0.3


def test_a_formula_in_a_sentence_is_lower_than_one_of_its_own():
    in_line, built = typeset(inline("frac(3, 2)"), mathematics("frac(3, 2)"))
    assert in_line.height < built.height


def test_colours_of_parts_survive():
    (formula,) = typeset(mathematics('3 - text(fill: #rgb("#e69f00"), 3)'))
    assert [outline.colour for outline in formula.outlines] == [None, None, "#e69f00"]


@pytest.mark.parametrize("words", ["피벗은 3입니다", "뷁", "후진대입", "Pivot"])
def test_words_in_both_languages_are_drawn(words):
    (line,) = typeset(prose(words))
    assert len(line.outlines) == len(words.replace(" ", ""))


@pytest.mark.parametrize("character", ["ก", "☃", "\U0001f600"])
@pytest.mark.parametrize("around", [prose, mathematics], ids=["prose", "formula"])
def test_a_missing_glyph_is_an_error_that_names_it(character, around):
    with pytest.raises(MissingGlyphError, match=f"U\\+{ord(character):04X}") as caught:
        typeset(around(f"x {character} y"))
    assert caught.value.characters == character


def test_a_missing_glyph_in_an_index_is_seen_too():
    with pytest.raises(MissingGlyphError):
        typeset(mathematics("x_(y_ก)"))


def test_without_the_hangul_font_the_remedy_is_named(fresh, monkeypatch):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingGlyphError, match="pip install koreanize-matplotlib"):
        typeset(prose("소거"))


def test_a_blank_result_from_before_the_font_came_does_not_come_back(fresh, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(module.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(MissingGlyphError):
            typeset(prose("소거"))
    module.fonts.cache_clear()
    module._boxes.cache_clear()
    assert len(typeset(prose("소거"))[0].outlines) == 2


def test_a_batch_is_one_compile(monkeypatch):
    module._boxes()
    calls = []
    compile_once = module._compile
    monkeypatch.setattr(module, "_compile", lambda *args: calls.append(args) or compile_once(*args))
    bodies = [mathematics(f"{n}/{n + 17}") for n in range(900, 960)]
    typeset(*bodies)
    assert len(calls) == 1
    typeset(*reversed(bodies))
    assert len(calls) == 1


def test_each_body_gets_its_own_outlines():
    bodies = [mathematics(str(n)) for n in (7, 77, 777, 7)]
    assert [len(result.outlines) for result in typeset(*bodies)] == [1, 2, 3, 1]


def test_hostile_words_are_only_drawn():
    for words in [
        '#read("canary")',
        "$x$",
        'quote " backslash \\',
        "#pagebreak()",
        "*_`<a>@b",
    ]:
        (line,) = typeset(prose(words))
        assert len(line.outlines) == len(re.sub(r"\s", "", words))


def test_what_typst_cannot_read_is_reported_in_its_words():
    with pytest.raises(TypesettingError, match="unknown variable: pivto"):
        typeset(mathematics("pivto"))


def test_a_document_becomes_a_pdf():
    assert pdf("= Elimination\n$ mat(1, 2; 3, 4) $").startswith(b"%PDF-")
