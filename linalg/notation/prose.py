"""A person's words, escaped for each target, so that no text is ever read as markup.

Control characters (a terminal's escape sequences among them), lone surrogates and the marks that
reverse the reading direction become U+FFFD; a line break becomes a blank.
"""

import html
import re
import unicodedata

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}


def printable(text: str) -> str:
    r"""The text with every character that does not print replaced.

    >>> printable("row 1\nrow 2 \x1b[31m")
    'row 1 row 2 �[31m'
    """
    blank = re.sub(r"[\t\n\r\v\f\u0085\u2028\u2029]+", " ", text)
    written = "".join("\ufffd" if unicodedata.category(c) in _UNPRINTABLE else c for c in blank)
    return text if written == text else written  # a sentence that can be said otherwise stays one


def escape_latex(text: str) -> str:
    r"""Words for LaTeX's text mode.

    >>> escape_latex("50% of $x_1$")
    '50\\% of \\$x\\_1\\$'
    """
    return "".join(_LATEX.get(c, c) for c in text).replace("--", "-{}-")


def escape_html(text: str) -> str:
    """Words for HTML and for the quoted value of an attribute."""
    return html.escape(text)


def escape_markdown(text: str) -> str:
    r"""Words for CommonMark, GitHub's tables and pandoc.

    >>> escape_markdown("a|b and *c*")
    'a\\|b and \\*c\\*'
    """
    escaped = re.sub(r"([\\`*_{}\[\]<>~$^&@|#])", r"\\\1", text)
    marker = re.sub(r"^(\s*)(?=[-+=])|^(\s*\d+)(?=[.)])", r"\1\2\\", escaped)  # of a list
    return re.sub(r"(?<=-)-|(?<!\w):(?=\w)|:(?=//)", r"\\\g<0>", marker)  # dashes, emoji, links


def escape_typst(text: str) -> str:
    r"""Words for Typst's markup, as one string expression, which no character can leave.

    >>> escape_typst('say "hi" #read')
    '#"say \\"hi\\" #read";'
    """
    return f"#{quote_typst(text)};"


def quote_typst(text: str) -> str:
    """Words as a Typst string literal, for math mode and for arguments."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
