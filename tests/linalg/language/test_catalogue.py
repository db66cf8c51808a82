"""The catalogues of pages: complete, in step, and in Korean."""

import re
import string

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import optviz  # noqa: F401 - makes its catalogue known
from linalg.language.catalogue import DOMAIN, places
from linalg.language.particles import with_particles

PLACES = pytest.mark.parametrize("place", places(), ids=lambda place: place.parent.name)


def messages(place, ending):
    path = place / "ko" / "LC_MESSAGES" / f"{DOMAIN}.{ending}"
    with path.open("rb") as file:
        read = read_po(file, locale="ko") if ending == "po" else read_mo(file)
    said = {m.id if isinstance(m.id, str) else tuple(m.id): m for m in read}
    return {key: message for key, message in said.items() if key}


def templates(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def names(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@PLACES
def test_the_compiled_catalogue_is_that_of_the_source(place):
    """If not: pybabel compile --directory PACKAGE/locale --domain pages."""
    source, compiled = (messages(place, ending) for ending in ("po", "mo"))
    said = {key if isinstance(key, str) else key[0]: templates(m) for key, m in source.items()}
    assert {k if isinstance(k, str) else k[0]: templates(m) for k, m in compiled.items()} == said


@PLACES
def test_a_translation_has_the_values_of_its_sentence_and_is_finished(place):
    for key, message in messages(place, "po").items():
        english = key if isinstance(key, tuple) else (key,)
        for template in templates(message):
            assert template.strip(), key
            assert set().union(*map(names, english)) - {"chosen", "percent"} <= names(template), key
            assert names(template) <= set().union(*map(names, english)), key
            assert not message.fuzzy, key
            assert all(not spec for _, _, spec, _ in string.Formatter().parse(template)), key


@PLACES
def test_a_translation_is_korean(place):
    for key, message in messages(place, "po").items():
        assert all(re.search("[가-힣]", template) for template in templates(message)), key


@PLACES
def test_no_particle_after_a_value_is_fixed_beforehand(place):
    """Write 은(는) there: the right one follows the value."""
    for key, message in messages(place, "po").items():
        for template in templates(message):
            assert not re.search(r"\}(은|는|이|가|을|를|과|와|으로|로)(?![가-힣(])", template), key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("행렬은(는)", "행렬은"), ("행렬식이(가)", "행렬식이"), ("성분과(와)", "성분과"),
        ("열(으)로", "열로"), ("행(으)로", "행으로"), ("3(으)로", "3으로"), ("7(으)로", "7로"),
        ("100을(를)", "100을"), ("0.5이(가)", "0.5가"), ("0이(가)", "0이"), ("M은(는)", "M은"),
        ("U은(는)", "U는"), ("12(이)다", "12다"), ("계수(rank)은(는)", "계수(rank)는"),
        ("x이(가) 2은(는)", "x가 2는"), ("1, 2, 0 괄호 닫고은(는)", "1, 2, 0 괄호 닫고은"),
    ],
)  # fmt: skip
def test_particles(text, said):
    assert with_particles(text) == said
