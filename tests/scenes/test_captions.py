import ast
import re

import pytest
import sympy as sp
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from sympy.abc import a, b

from linalg.notation import to_text
from optviz.descent.methods import METHODS
from optviz.method_names import title_of
from optviz.trajectories.endings import MEANINGS
from scenes.captions import LANGUAGES, Caption, CaptionTooLongError, Catalogue
from scenes.captions.caption import LINE_LENGTH, Piece
from scenes.captions.catalogue import LESSONS, LOCALE
from scenes.captions.on_one_line import on_one_line
from scenes.parts.races.method_names import ENDINGS, method_names
from scenes.theme import DARK
from scenes.typesetting.typeset import typeset

PLACES = {"shared": LOCALE} | {path.parent.name: path for path in LESSONS.glob("*/*/locale")}
DOMAINS = sorted(PLACES)
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
DOMAIN = pytest.mark.parametrize("domain", DOMAINS)
SOURCES = list(LOCALE.parents[1].rglob("*.py"))


def catalogue(language, domain):
    with (PLACES[domain] / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language)


def said_once(messages):
    return {key: templates(message) for key, message in keys(messages).items()}


def keys(messages):
    return {m.id if isinstance(m.id, str) else m.id[0]: m for m in messages if m.id}


def templates(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def names(template):
    return set(re.findall(r"\{(\w+)\}", template))


def caption(text, language="en"):
    return Caption("key", language, (Piece(text, True),))


# The catalogues


def test_every_ending_has_a_caption():
    assert ENDINGS.keys() == MEANINGS.keys()


def test_methods_have_one_name_in_english_films_and_on_pages():
    spoken = Catalogue("en", "descent")
    shown = method_names(
        {key: make() for key, make in METHODS.items()}, lambda k: spoken.caption(k).text
    )
    parts = re.compile(r" \(.*")
    titles = [parts.sub("", title_of(make().name)) for make in METHODS.values()]
    assert [parts.sub("", name).replace("’", "'") for name in shown] == titles


@LANGUAGE
@DOMAIN
def test_the_compiled_catalogue_is_that_of_the_source(language, domain):
    """If not: pybabel compile -i DOMAIN.po -o DOMAIN.mo in the folder of the language."""
    path = PLACES[domain] / language / "LC_MESSAGES" / f"{domain}.mo"
    with path.open("rb") as file:
        assert said_once(read_mo(file)) == said_once(catalogue(language, domain))


@DOMAIN
def test_every_language_says_the_same_things(domain):
    english, korean = (keys(catalogue(language, domain)) for language in LANGUAGES)
    assert set(english) == set(korean)
    for key, message in english.items():
        asked = set().union(*map(names, templates(message)))
        for template in templates(korean[key]):
            assert names(template) <= asked, key


@LANGUAGE
@DOMAIN
def test_no_caption_is_missing_or_unfinished(language, domain):
    for key, message in keys(catalogue(language, domain)).items():
        assert all(template.strip() for template in templates(message)), key
        assert not message.fuzzy, key
        assert len(templates(message)) == 1 or language == "en", key


@DOMAIN
def test_korean_is_korean(domain):
    for key, message in keys(catalogue("ko", domain)).items():
        for template in templates(message):
            assert re.search("[가-힣]", template), key


@DOMAIN
def test_no_particle_hangs_on_a_value_whose_last_sound_is_unknown(domain):
    """After a value only what never changes: 의, 에서, 배, 행, 이다 …; letters have known names."""
    for key, message in keys(catalogue("ko", domain)).items():
        for template in templates(message):
            assert not re.search(r"\w\w\}(은|는|이|가|을|를|과|와|로)(\s|$|,|\.)", template), key


@DOMAIN
def test_every_caption_is_said_somewhere(domain):
    literals = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    words = literals | {literal.strip(".") for literal in literals}

    def composed(key):
        """Whether a key is put together from two literals, as f"{subject}.flat" does."""
        dots = [place for place, letter in enumerate(key) if letter == "."]
        return any(key[:dot] in words and key[dot + 1 :] in words for dot in dots)

    said = {key.removesuffix(".short") for key in keys(catalogue("en", domain))}
    assert {key for key in said - literals if not composed(key)} == set()


@LANGUAGE
@DOMAIN
def test_every_caption_can_be_drawn_and_fits_its_lines(language, domain):
    captions = Catalogue(language, domain)
    for key, message in keys(catalogue(language, domain)).items():
        counted = isinstance(message.id, tuple)
        asked = set().union(*map(names, templates(message)))
        values = {name: 12 for name in asked if len(name) > 1}
        values.pop("count", None)
        caption = captions.caption(key, count=2 if counted else None, **values)
        assert len(caption.lines) <= 2
        typeset(*(piece.markup(DARK.colours) for line in caption.lines for piece in line))


# Looking up


def test_a_key_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="no caption 'pivto' in the ko catalogues"):
        Catalogue("ko", "elimination").caption("pivto")


def test_a_name_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="column"):
        Catalogue("en", "elimination").caption("pivot", pivot=3)


def test_a_name_of_one_letter_is_the_symbol_itself():
    said = Catalogue("en", "elimination").caption("matrix.augmented")
    assert [piece.value for piece in said.pieces if not piece.is_words] == ["A", "b"]


def test_a_lesson_falls_back_on_what_lessons_share():
    assert Catalogue("en", "elimination").caption("beat.column", column=2).text == "Column 2"


def test_plurals():
    english, korean = (Catalogue(language, "elimination") for language in LANGUAGES)
    assert english.caption("equations", count=1).text == "1 equation"
    assert english.caption("equations", count=3).text == "3 equations"
    assert korean.caption("equations", count=1).text == "방정식 1개"


def test_a_caption_may_hold_another():
    korean = Catalogue("ko", "elimination")
    said = korean.caption(
        "system",
        equations=korean.caption("equations", count=3),
        unknowns=korean.caption("unknowns", count=2),
    )
    assert said.text == "미지수 2개, 방정식 3개인 연립일차방정식"


def test_values_stand_where_each_language_wants_them():
    values = {"multiplier": 3, "source": 1, "target": 2}
    english = Catalogue("en", "elimination").caption("subtract", **values)
    korean = Catalogue("ko", "elimination").caption("subtract", **values)
    assert english.text == "Subtract 3 times row 1 from row 2."
    assert korean.text == "2행에서 1행의 3배를 뺀다."


# Reading


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (a**3 - 2 * a, "a³ - 2a"),
        (3e17, "3 · 10¹⁷"),
        (-2.5e-7, "-2.5 · 10⁻⁷"),
        (1e20, "10²⁰"),
        (0.5, "0.5"),
        (sp.Rational(-3, 2), "-3/2"),
        (a * (b - 1), "a(b - 1)"),
        ((a + b) ** 2 / 3, "(a + b)²/3"),
        (1 / (a * b), "1/(ab)"),
        (sp.sqrt(2) / 2, "√2/2"),
        (2 * sp.sqrt(a + 1), "2√(a + 1)"),
        (sp.cbrt(a), "∛a"),
        (sp.Symbol("alpha") * sp.Symbol("x_1") ** 2, "αx₁²"),
        (2 * sp.pi, "2π"),
        (2 * sp.sin(a) ** 2, "2 sin(a)²"),
        (sp.Symbol("rate") * a, "a rate"),
        (abs(a) ** 2, "|a|²"),
        (sp.exp(a), "exp(a)"),
        (("x", "=", 2 * a), "x = 2a"),
    ],
)
def test_mathematics_in_a_subtitle_is_read_out_not_typed_in(value, read):
    assert Caption("key", "en", (Piece("It is ", True), Piece(value, False))).subtitle == (
        f"It is {read}"
    )


def test_reading_times_are_those_of_the_design():
    assert caption("one two three four five").reading_time == pytest.approx(2.0)
    assert caption("Now.").reading_time == 1.5
    assert caption("가" * 30, "ko").reading_time == pytest.approx(2.5)
    assert caption("가", "ko").reading_time == 1.5


def test_a_short_caption_is_one_line():
    assert caption("x" * LINE_LENGTH).subtitle == "x" * LINE_LENGTH


def test_a_long_caption_is_two_even_lines():
    words = "The largest entry is the safest pivot so exchange the two rows."
    lines = caption(words).subtitle.splitlines()
    assert " ".join(lines) == words
    assert abs(len(lines[0]) - len(lines[1])) <= 8


def test_a_line_ends_at_a_stop_where_that_costs_little():
    assert caption("Upper triangular: below the pivots everything is 0.").subtitle.splitlines() == [
        "Upper triangular:",
        "below the pivots everything is 0.",
    ]


def test_a_value_is_never_broken():
    """The most even break would fall within the condition."""
    pieces = (Piece("x " * 10, True), Piece((a, "≠", 0), False), Piece(" y" * 10, True))
    lines = Caption("key", "en", pieces).subtitle.splitlines()
    assert len(lines) == 2
    assert sum("a ≠ 0" in line for line in lines) == 1


@pytest.mark.parametrize("text", ["word " * 20, "x" * (LINE_LENGTH + 1)])
def test_what_does_not_fit_two_lines_is_refused(text):
    with pytest.raises(CaptionTooLongError, match="42 characters"):
        _ = caption(text.strip()).lines


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((a + b) ** 2 / 3, "(a + b)^2/3"),
        ((a * b + 1) / a, "(a*b + 1)/a"),
        (1 / (a * b), "1/(a*b)"),
        ((2, "÷", a / b), "2 ÷ (a/b)"),
        ((a / b, "÷", 2), "a/b ÷ 2"),
        ((2, "÷", -a / b), "2 ÷ (-a/b)"),
    ],
)
def test_fractions_in_a_sentence_keep_their_parentheses(value, expected):
    assert to_text(on_one_line(value)).replace(" ", "") == expected.replace(" ", "")
    (slash,) = typeset(Piece(value, False).markup(DARK.colours))
    assert slash.height < 1.6  # on one line, where a built-up fraction is 2 ems high
