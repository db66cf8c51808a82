"""What a log of LaTeX's complains of: each log here was written by TeX Live 2022.

Only the blanks at the ends of lines are left out."""

from __future__ import annotations

import pytest

from scenes.rendering.latex.faults import complaint_lines, missing_lines

UNDEFINED_IN_AN_ARGUMENT = r"""
! Undefined control sequence.
<argument> ...\special {dvisvgm:raw </g>} + \frcc
                                                  {1}{2} \special {dvisvgm:r...
l.8 \end{align*}

Here is how much of TeX's memory you used:
"""

UNDEFINED = r"""
! Undefined control sequence.
l.7 ...ial{dvisvgm:raw <g id='unique001'>}two \foo
                                                  \special{dvisvgm:raw </g>}...

Here is how much of TeX's memory you used:
"""

DOLLAR = r"""
LaTeX Font Info:    Trying to load font information for U+msa on input line 7.
! Missing $ inserted.
<inserted text>
                $
l.7 ...{dvisvgm:raw <g id='unique000'>}the root x_
                                                  1 is $\sqrt{2}$\special{dv...

"""

STYLE = """
! LaTeX Error: File `nosuchthing.sty' not found.

Type X to quit or <RETURN> to proceed,
or enter new name. (Default extension: sty)

Enter file name:
! Emergency stop.
<read *>

l.6 \\begin
          {document}^^M
"""

LETTER = r"""
! LaTeX Error: Unicode character 한 (U+D55C)
               not set up for use with LaTeX.

See the LaTeX manual or LaTeX Companion for explanation.
Type  H <return>  for immediate help.
 ...

l.7 \special{dvisvgm:raw <g id='unique000'>}한
                                               글\special{dvisvgm:raw </g>}
"""

ENVIRONMENT = r"""
! LaTeX Error: Environment matrx undefined.

See the LaTeX manual or LaTeX Companion for explanation.
Type  H <return>  for immediate help.
 ...

l.8 \end{align*}

"""

PACKAGE = """
! Package amsmath Error: \\begin{aligned} allowed only in paragraph mode,
(amsmath)                or within a formula.

See the amsmath package documentation for explanation.
l.7 \\begin{aligned}
                   x
"""

LONG = (
    "! LaTeX Error: Environment a-name-that-is-rather-long-and-goes-on-and-on-and-on\n"
    "-and-on undefined.\n\nl.3 \\begin{a}\n             b\n"
)


TOLD = {
    UNDEFINED_IN_AN_ARGUMENT: r"""
Undefined control sequence \frcc
l.8 … + \frcc
             {1}{2} …
""",
    UNDEFINED: r"""
Undefined control sequence \foo
l.7 two \foo
""",
    DOLLAR: r"""
Missing $ inserted
l.7 the root x_
               1 is $\sqrt{2}$…
""",
    STYLE: """
LaTeX Error: File `nosuchthing.sty' not found
To get it: Debian, Ubuntu: apt-file search nosuchthing.sty; TeX Live: tlmgr install nosuchthing
""",
    LETTER: """
LaTeX Error: Unicode character 한 (U+D55C) not set up for use with LaTeX
l.7 한
      글
Text, MarkupText and Typst draw such letters
""",
    ENVIRONMENT: """
LaTeX Error: Environment matrx undefined
""",
    PACKAGE: r"""
Package amsmath Error: \begin{aligned} allowed only in paragraph mode, or within a formula
l.7 \begin{aligned}
                   x
""",
    LONG: r"""
LaTeX Error: Environment a-name-that-is-rather-long-and-goes-on-and-on-and-on-and-on undefined
l.3 \begin{a}
             b
""",
    "! Emergency stop.": "\nEmergency stop\n",
    "no complaint\n": "\n\n",
}


@pytest.mark.parametrize(("log", "told"), TOLD.items())
def test_the_first_complaint_is_told_with_its_place(log, told):
    assert complaint_lines(log) == tuple(told.strip("\n").splitlines())


@pytest.mark.parametrize(
    ("style", "package"),
    [
        ("physics", "texlive-science"),
        ("dsfont", "texlive-fonts-extra"),
        ("ctex", "texlive-lang-chinese"),
    ],
)
def test_the_package_of_debian_is_named_where_it_is_known(style, package):
    _, remedy = complaint_lines(f"! LaTeX Error: File `{style}.sty' not found.\n\n")
    assert f"apt install {package};" in remedy


def test_what_is_missing_is_told_with_the_way_to_it_and_around_it():
    install, instead = missing_lines("xelatex", ("Mine", "Tex", "MathTex"))
    assert "apt install texlive-latex-extra texlive-xetex dvisvgm;" in install
    assert instead.startswith('Without it: Typst("…")')
    install, instead = missing_lines("latex", ("Unknown", "object"))
    assert "apt install texlive-latex-extra dvisvgm;" in install
    assert instead.startswith("Without it: MathTypst(")
