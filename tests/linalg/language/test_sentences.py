import json
import pickle

import pytest

from linalg.language import (
    UntranslatedError,
    capitalised,
    listing,
    say,
    say_counted,
    together,
    translated,
    verbatim,
)
from linalg.notation import symbol
from linalg.page import Equation, Figure, Heading, Page, Paragraph, Table, to_text, words


def korean(*blocks):
    return Page("Check", blocks).in_language("ko").blocks


def test_a_sentence_is_its_english_text_wherever_a_string_is_one():
    sentence = say("The rank is {rank}.", rank=2)
    assert sentence == "The rank is 2."
    assert json.dumps([sentence]) == '["The rank is 2."]'
    assert pickle.loads(pickle.dumps(sentence)).pieces("ko") == ("계수(rank)는 2이다.",)


def test_korean_has_an_order_of_its_own_and_formulas_stay():
    A, b = symbol("A"), symbol("b")
    place = (" in place of column ", symbol("j"), ":")
    paragraph = Paragraph("With ", symbol("A", "j"), " for ", A, " with ", b, *place)
    (said,) = korean(paragraph)
    assert to_text(Page("", [said])).strip() == "A의 j열을 b로 바꾼 행렬을 Aⱼ라 하면:"


@pytest.mark.parametrize(
    ("value", "said"),
    [(3, "3이"), (2, "2가"), (10, "10이"), (("x", "=", 0), "x = 0이"), (symbol("L"), "L이")],
)
def test_the_particle_is_that_of_the_value_before_it(value, said):
    sentence = together([say("{1}", **{"1": value})])
    assert to_text(Page("", [Paragraph(*sentence.pieces("en"))])).strip() == said[:-1]
    template = say("The inverse itself holds wherever {1} is defined, since {2}: only the steps "
                   "need those pivots.", **{"1": value, "2": 0})  # fmt: skip
    assert f"역행렬 자체는 {said} 정의되는" in translated(template, "ko")


def test_counted_things_have_a_singular_and_a_plural_in_english_alone():
    counted = [say_counted(k, "{count} equation", "{count} equations") for k in (1, 2)]
    assert counted == ["1 equation", "2 equations"]
    assert [translated(text, "ko") for text in counted] == ["방정식 1개", "방정식 2개"]


def test_an_enumeration_has_the_commas_of_its_language():
    assert listing([1, 2, 4]) == "1, 2 and 4"
    assert translated(listing([1, 2, 4]), "ko") == "1, 2, 4"
    assert translated(listing(["a", "b"], "or"), "ko") == "a 또는 b"


def test_a_capital_letter_is_english():
    sentence = capitalised(say("there is exactly one solution:"))
    assert sentence == "There is exactly one solution:"
    assert translated(sentence, "ko") == "해는 하나뿐이다:"


def test_a_page_without_a_translation_is_refused_and_says_of_which_sentence():
    for block in (
        Paragraph("No such sentence."),
        Heading("No such heading"),
        Paragraph("The rank is ", say("no {such} sentence", such="odd"), "."),
        Figure(print, "No such caption"),
        Table(("no such header",), [(1,)]),
        Paragraph(say("The rank is {rank}.", rank="of no such kind")),
    ):
        with pytest.raises(UntranslatedError, match=r"there is no Korean yet for '.*such"):
            korean(block)


def test_what_a_person_typed_and_names_stay():
    (said,) = korean(Paragraph(say("{names} is a parameter.", names=verbatim("House price"))))
    assert said.inline == ("House price는 매개변수이다.",)


def test_words_in_formulas_are_translated_and_data_is_not():
    (equation,) = korean(Equation(words(say("column {column}", column=2)), "=", 1))
    assert to_text(Page("", [equation])).strip() == "2열 = 1"


def test_a_page_in_korean_keeps_its_language_and_is_not_translated_twice():
    page = Page("Check", [Heading("Steps")]).in_language("ko")
    assert page.language == "ko"
    assert page.in_language("ko") is page
    with pytest.raises(ValueError, match="as it was written"):
        page.in_language("en")
    with pytest.raises(ValueError, match="the languages are en, ko"):
        Page("Check", [Heading("Steps")]).in_language("de")


def test_a_template_and_its_values_name_the_same():
    with pytest.raises(ValueError, match="do not name the same: rank"):
        say("The rank is {rank}.")
