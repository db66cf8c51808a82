"""Pages: what they hold, how each target writes it, and that no text becomes markup."""

import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import sympy as sp
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linalg.check import Check
from linalg.notation.elements import Brackets, Row
from linalg.notation.prose import escape_latex, escape_markdown, printable
from linalg.notation.text_box import text_width
from linalg.page import (
    Aligned,
    Block,
    Equation,
    Figure,
    Heading,
    Page,
    Paragraph,
    Table,
    brackets,
    marked,
    over,
    point,
    text_lines,
    to_html,
    to_latex,
    to_markdown,
    to_text,
    to_typst,
    verdict,
    words,
)
from linalg.page.breaking import broken, text_columns
from linalg.page.width import typeset_width

WRITERS = [to_text, to_latex, to_markdown, to_typst, to_html]
FONTS = typst.Fonts(include_system_fonts=False)


def draw(axes):
    axes.plot([0, 1], [0, 1])


SAMPLE = Page(
    "A step & more",
    [
        Paragraph("The multiplier is ", ("l_21", "=", 3), ", 50% of 6."),
        Equation(
            brackets(
                [[1, 2, 2], [3, 8, 12]],
                bar=2,
                marks={(0, 0): "pivot", (1, 0): "eliminated"},
                beside={1: ("R_2", "<-", "R_2", "-", marked(3, "multiplier"), "R_1")},
            )
        ),
        Heading("Back substitution"),
        Heading("In detail", 3),
        Aligned(("y", "=", over(6, 2), "=", 3), ("x", "=", 2, "-", 2, "*", 3, "=", -4)),
        Table(["step", "x"], [["start", 1], ["a|b", point(2, -4)]]),
        Figure(draw, "a line"),
    ],
)


def test_text():
    assert to_text(SAMPLE) == (
        "A step & more\n"
        "=============\n\n"
        "The multiplier is l₂₁ = 3, 50% of 6.\n\n"
        "    ⎡(1)  2 │  2⎤\n"
        "    ⎣ 3   8 │ 12⎦   R₂ ← R₂ - 3 R₁\n\n"
        "Back substitution\n"
        "-----------------\n\n"
        "In detail\n"
        "·········\n\n"
        "    y = 6/2 = 3\n"
        "    x = 2 - 2 · 3 = -4\n\n"
        "    step         x\n"
        "    ─────  ───────\n"
        "    start        1\n"
        "    a|b    (2, -4)\n\n"
        "[Figure: a line]\n"
    )


def test_markdown():
    assert to_markdown(SAMPLE) == (
        "# A step \\& more\n\n"
        "The multiplier is $l_{21} = 3$, 50% of 6.\n\n"
        "$$\n"
        "\\left[\\begin{array}{cc|c} \\boxed{1} & 2 & 2 \\\\ 3 & 8 & 12 \\end{array}\\right] "
        "\\quad \\begin{array}{l} {} \\phantom{\\boxed{1}} \\\\ R_{2} \\leftarrow R_{2} - 3 R_{1} "
        "\\phantom{1} \\end{array}\n"
        "$$\n\n"
        "## Back substitution\n\n"
        "### In detail\n\n"
        "$$\n"
        "\\begin{aligned}\n"
        "y &= \\frac{6}{2} = 3 \\\\[4pt]\nx &= 2 - 2 \\cdot 3 = -4\n\\end{aligned}\n"
        "$$\n\n"
        "| step | x |\n"
        "| --- | --: |\n"
        "| start | $1$ |\n"
        "| a\\|b | $\\left( 2 , -4 \\right)$ |\n\n"
        "*Figure: a line*\n"
    )


def test_latex_document():
    document = to_latex(SAMPLE)
    assert re.findall(r"\\usepackage\{(.*?)\}", document) == ["amsmath"]
    for environment in ("document", "aligned", "array", "tabular"):
        opened = document.count(rf"\begin{{{environment}}}")
        assert opened == document.count(rf"\end{{{environment}}}") > 0
    assert r"\section*{A step \& more}" in document
    assert "\n\n\\[" not in document  # a blank line there would be a gap on the page
    body = to_latex(SAMPLE, standalone=False)
    assert body in document
    assert "documentclass" not in body


def test_korean_words_bring_their_latex_package():
    assert r"\usepackage{kotex}" in to_latex(Page("행렬", []))


def test_html_needs_nothing_else():
    html = to_html(SAMPLE)
    assert not re.search(r"https?://(?!www\.w3\.org)", html)
    assert "<script" not in html
    parser = Outline()
    parser.feed(html)
    assert parser.open == []
    assert parser.tags.count("math") == 1 + 1 + 1 + 2
    fragment = to_html(SAMPLE, standalone=False)
    assert fragment.partition("</style>")[2] in html


class Outline(HTMLParser):
    """The tags and text of a document; complains of a tag that closes another's."""

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.text = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_typst_compiles_to_one_page():
    pages = typst.compile(to_typst(SAMPLE).encode(), format="svg", font_paths=FONTS)
    assert isinstance(pages, bytes)


def test_lines_carry_the_roles():
    spans = [span for line in text_lines(SAMPLE) for span in line]
    assert {(s.text, s.role) for s in spans if s.role} == {
        ("1", "pivot"),
        ("3", "eliminated"),
        ("3", "multiplier"),
    }


HOSTILE = [
    '#read("canary")',
    "$x$ $$y$$",
    "\\input{canary} \\\\ \\",
    "<script>alert(1)</script> &amp;",
    "*a* _b_ `c` ~d~ ^e^ [f](g) ![h](i) # j",
    "- a",
    "+ a",
    "1. a",
    "/ term: x",
    "= a",
    "a | b || c",
    "// comment /* x */ -- --- ... https://example.org @label <label>",
    ":smile: 'quoted' \"double\"",
    "[bold]rich[/bold]",
    "a\nb\r\n\n# c",
    "\x1b[31mred\x00\u202eright to left\ud800",
    "한글과 λ → ≤ ∇ é 😀",
    "{{}} {a:b} %s %d",
]
texts = st.one_of(st.text(max_size=40), st.text("#$*_`<>@~[]{}()\\/-=+.!|:\"' a1\n", max_size=20))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("write", WRITERS)
def test_hostile_text_is_written(write, hostile):
    blocks = [
        Paragraph(hostile, " and ", "x", hostile),
        Heading(hostile),
        Table([hostile], [[hostile]]),
        Equation(words(hostile)),
        Figure(draw, hostile),
    ]
    written = write(Page(hostile, blocks))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\ud800-\udfff]", written)
    if write is to_typst:
        typst.compile(written.encode(), format="svg", font_paths=FONTS)
    if write is to_html:
        parser = Outline()
        parser.feed(written)
        assert "script" not in parser.tags


@settings(max_examples=300, deadline=None)
@given(texts)
def test_markdown_prose_reads_as_it_was_meant(text):
    meant = printable(text).strip()
    html = MarkdownIt("commonmark").render(escape_markdown(meant))
    parser = Outline()
    parser.feed(html)
    assert set(parser.tags) <= {"p"}
    assert " ".join("".join(parser.text).split()) == " ".join(meant.split())


@settings(max_examples=100, deadline=None)
@given(texts)
def test_markdown_table_cells_stay_cells(text):
    page = Page("t", [Table(["a", "b"], [[printable(text), "x"]])])
    parser = Outline()
    parser.feed(MarkdownIt("commonmark").enable("table").render(to_markdown(page)))
    assert parser.tags.count("td") == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=8, max_size=8))
@example([*HOSTILE[:8]])
def test_typst_prose_reads_as_it_was_meant(texts):
    source = to_typst(Page("t", [Heading(text) for text in texts]))
    found = json.loads(typst.query(source.encode(), "heading", font_paths=FONTS))
    for heading, text in zip(found[1:], texts, strict=True):
        assert plain(heading["body"]).split() == printable(text).replace("’", "'").split()


def plain(content):
    """The characters of Typst's content tree; anything but plain text shows up as a failure."""
    match content:
        case {"func": "text" | "symbol", "text": text}:
            return text.replace("’", "'")
        case {"func": "space"}:
            return " "
        case {"func": "smartquote", "double": False}:
            return "'"
        case {"func": "sequence", "children": children}:
            return "".join(map(plain, children))
    raise AssertionError(content)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=5, max_size=5))
@example([*HOSTILE[5:10]])
def test_typst_paragraphs_are_no_lists(texts):
    markup = ["list", "enum", "terms", "ref", "link", "raw", "math.equation", "emph", "strong"]
    alarms = "".join(f'#show {element}: it => panic("{element}")\n' for element in markup)
    source = alarms + to_typst(Page("t", [Paragraph(text) for text in texts]))
    typst.compile(source.encode(), format="svg", font_paths=FONTS)


@given(texts)
def test_latex_prose_has_no_bare_specials(text):
    escaped = re.sub(r"\\(text\w+\{\}|[{}$&#%_])", "", escape_latex(printable(text)))
    assert not re.search(r"[\\{}$&#%^_~<>|]", escaped.replace("-{}-", ""))


@given(texts)
def test_printable_text_is_one_line_of_visible_characters(text):
    seen = printable(text)
    assert len(seen.splitlines()) <= 1
    assert seen == printable(seen)
    seen.encode()


def test_paragraphs_are_filled_with_formulas_as_words():
    page = Page("t", [Paragraph("word " * 30, "(", ("x_1", "=", 2), "), ", [[1, 2], [3, 4]], ".")])
    lines = to_text(page).splitlines()[3:]
    assert max(map(len, lines)) <= 80
    assert " ".join(lines).endswith("word (x₁ = 2), [1 2; 3 4].")


def test_wide_tables_are_printed_in_groups_with_their_first_column():
    table = Table(["k", *(f"column {j}" for j in range(14))], [[7, *range(100, 114)]])
    lines = to_text(Page("t", [table])).splitlines()
    assert max(map(len, lines)) <= 80
    rows = [line.split() for line in lines if line.strip().startswith("7")]
    assert len(rows) > 1
    assert [int(cell) for row in rows for cell in row[1:]] == list(range(100, 114))


def test_long_prose_in_a_table_is_filled():
    table = Table(["k", "note"], [[1, "word " * 40], [2, "short"]])
    lines = to_text(Page("t", [table])).splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.count("word") for line in lines) == 40
    assert sum(line.count("short") for line in lines) == 1


def test_wide_characters_count_twice():
    assert text_width("행렬 A\u0302") == 6
    assert "=====\n" not in to_text(Page("행렬", []))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 30), st.integers(1, 4), st.integers(40, 100), st.booleans())
def test_wide_matrices_lose_no_column(n, m, width, bar):
    matrix = brackets(np.arange(m * n).reshape(m, n), bar=n - 1 if bar else None)
    lines = broken(Row(Equation("A", "=", matrix).formula.items), width, text_columns)
    parts = [i for line in lines for i in (line.items if isinstance(line, Row) else (line,))]
    groups = [part for part in parts if isinstance(part, Brackets)]
    for i in range(m):
        assert [entry for group in groups for entry in group.rows[i]] == list(matrix.rows[i])
    assert all(text_columns(line) <= width for line in lines)
    if len(groups) > 1:
        edges = np.cumsum([0, *(len(group.rows[0]) for group in groups)])
        drawn = [edge + group.bar for edge, group in zip(edges, groups, strict=False) if group.bar]
        assert drawn == ([matrix.bar] if matrix.bar not in (None, *edges) else [])


def test_a_wide_equation_is_cut_at_its_relations():
    long = Equation(*(("x", "=") * 3), sum(sp.symbols("a0:40")))
    for line in broken(long.formula, 30, text_columns)[1:]:
        assert line.items[0].sign == "="


def test_typeset_width_orders_what_is_wider():
    narrow, wide = sp.Rational(1, 2), sp.Rational(100, 3)
    assert typeset_width(Equation(narrow).formula) < typeset_width(Equation(wide).formula)
    sizes = [typeset_width(brackets(np.eye(n))) for n in range(1, 9)]
    assert sizes == sorted(sizes)


def test_wide_latex_is_set_smaller():
    sizes = [r"\small", r"\footnotesize", r"\scriptsize"]
    pages = [to_latex(Page("t", [Equation(np.full((2, n), 10**6))])) for n in (4, 10, 11, 12)]
    assert not any(size in pages[0] for size in sizes)
    assert all(any(size in page for size in sizes) for page in pages[1:])


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        (Check("PA = LU", True), "PA = LU holds exactly."),
        (Check("yᵀA = 0, yᵀb ≠ 0", True), "yᵀA = 0, yᵀb ≠ 0 holds exactly."),
        (Check("AA⁻¹ = I", False), "AA⁻¹ = I does not hold."),
        (Check("gradient = slope", True), "Gradient = slope holds exactly."),
        (Check("prox(w - g) = w", True), "prox(w - g) = w holds exactly."),
        (
            Check("Ax = b", True, np.array([1.0, 2.0]), np.array([4.0, 4.0])),
            "Ax = b holds within rounding: the residual is up to 0.5 times its bound.",
        ),
        (
            Check("Ax = b", True, np.array([8e-5]), np.array([1.0])),
            "Ax = b holds within rounding: the residual is less than a thousandth of its bound.",
        ),
        (
            Check("Ax = b", False, np.array([1e7]), np.array([1.0])),
            "Ax = b does not hold: the residual is more than a thousand times its bound.",
        ),
    ],
)
def test_verdict(check, sentence):
    assert " ".join(to_text(Page("t", [verdict(check)])).split()[2:]) == sentence


def test_a_relation_of_letters_is_a_formula():
    assert "$P A = L U$ holds" in to_markdown(Page("t", [verdict(Check("PA = LU", True))]))
    assert "$y^{T} A = 0" in to_markdown(Page("t", [verdict(Check("yᵀA = 0", True))]))
    assert "$" not in to_markdown(Page("t", [verdict(Check("gradient = slope", True))]))


def test_what_does_not_fit_the_model_is_refused():
    with pytest.raises(ValueError, match="2 cells"):
        Table(["a", "b"], [["only one"]])
    with pytest.raises(ValueError, match="level 2 or 3"):
        Heading("h", 1)

    class Unknown(Block):
        pass

    for write in WRITERS:
        with pytest.raises(TypeError, match="no block"):
            write(Page("t", [Unknown()]))


def test_pages_are_values():
    assert Page("t", [Equation("x", "=", 2)]) == Page("t", (Equation("x", "=", sp.Integer(2)),))
    assert Paragraph("a", ("x",)) != Paragraph("a", ("y",))


def test_a_drawing_is_the_same_every_time():
    assert to_html(SAMPLE) == to_html(SAMPLE)
    assert to_typst(SAMPLE) == to_typst(SAMPLE)
