"""Calls that other systems print within a matrix: fractions, symbols, functions in brackets.

Each is written as the grammar has it, in as many characters, so that positions stay.
"""

from __future__ import annotations

import re

from linalg.errors import ParseError

_QUOTED = (
    r"\(\s{0,9}(['\"])([\w.+\-*/^ ]{1,200})\1\s{0,9}"
    r"(?:,\s{0,9}\w{1,20}\s{0,9}=\s{0,9}\w{1,20}\s{0,9})?\)"
)
_MODULE = r"\b(?:(?:np|numpy|sp|sympy|mpmath|fractions)\.)?"
_WRAPPED = re.compile(
    rf"{_MODULE}(?:sym|Symbol|mpf|Float|Integer|Rational|Fraction|S|Decimal){_QUOTED}"
)
"""``Symbol('a')``, ``mpf('0.5')``, ``sym('1/3')``."""
_NUMBER = re.compile(
    rf"{_MODULE}(?:float16|float32|float64|int8|int16|int32|int64|Integer|S)(?=\([-+\d.e]{{1,40}}\))"
)
"""``np.float64(0.5)``, ``S(1)/3``."""
_FRACTION = re.compile(
    rf"({_MODULE}(?:Rational|Fraction))([(\[])(\s{{0,9}}[-+]?\d{{1,200}}\s{{0,9}}),"
    r"(\s{0,9}[-+]?\d{1,200}\s{0,9})([)\]])"
)
_MAXIMA = re.compile(r"(?<![\w.])matrix\s{0,9}\(\s{0,9}(?=\[(?!\s{0,9}\[))")
_MAXIMA_NAME = re.compile(r"\A\s*[A-Za-z]\w{0,40}\s{0,9}:(?==?\s{0,9}(?:matrix\s{0,9}\(|\[))")
_SYM = re.compile(r"(?<![\w.])sym\s{0,9}\((?=\s{0,9}\[)")
_CONSTANT = re.compile(r"%(pi|e)\b")
_QUOTIENT = re.compile(r"(?<=\d)//(?=-?\d)")
"""``1//2`` of Julia."""
_FORM = re.compile(r"//\s{0,9}(?:MatrixForm|InputForm|TraditionalForm)\s*;?\s*\Z")
_MATRIX_FORM = re.compile(r"\A\s*MatrixForm\[(?P<inner>.*)\](?P<end>\s*;?\s*)\Z", re.DOTALL)
_HEAD = re.compile(r"\b(Sqrt|Log|Exp|Abs|Sign|Max|Min|(?:Arc)?(?:Sin|Cos|Tan)h?|Cot|Sec|Csc)(?=\[)")
_POWER_OF_TEN = re.compile(r"(\d{1,200}\.?\d{0,200})\*\^([+-]?\d{1,9})")
_JUXTAPOSED = re.compile(r"(?<=[\w)\]])[ \t](?=[ \t]{0,9}[A-Za-z(])")


_TEX = {
    r"\ifx\endpmatrix\undefined\pmatrix{\else\begin{pmatrix}\fi": r"\begin{pmatrix}",
    r"\ifx\endpmatrix\undefined}\else\end{pmatrix}\fi": r"\end{pmatrix}",
    r"\cr ": r"\\",
}
"""What Maxima's tex writes, for TeX and LaTeX at once."""
_OVER = re.compile(r"\{\{([^{}]{1,200})\}\\over\{([^{}]{1,200})\}\}")


def without_calls(text: str) -> str:
    """Write what other systems call as the grammar does, in as many characters.

    Raises
    ------
    ParseError
        For a logarithm with the base before its argument.

    Examples
    --------
    >>> without_calls("matrix([1,%pi],[3,4])")
    '      [[1, pi],[3,4]]'
    >>> without_calls("[[Rational(1, 3), S(1)/2]]")
    '[[        (1/ 3),  (1)/2]]'
    """
    text = _WRAPPED.sub(_unquoted, text)
    text = _NUMBER.sub(_blanks, text)
    text = _FRACTION.sub(lambda m: f"{_blanks(m, 1)}({m[3]}/{m[4]})", text)
    text = _CONSTANT.sub(lambda m: " E" if m[1] == "e" else " pi", text)
    text = _QUOTIENT.sub("/ ", text)
    text = _of_maxima(text)
    if next(iter(_TEX)) in text:
        text = _OVER.sub(r"((\1)    /(\2))", text)
        for printed, written in _TEX.items():
            text = text.replace(printed, written.ljust(len(printed)))
    if "\\" not in text and re.match(r"\A\s*(?:\w{1,40}\s*:?=\s*|MatrixForm\[\s*)?\{", text):
        text = _of_mathematica(text)
    return text


def _blanks(found: re.Match[str], group: int = 0) -> str:
    return " " * len(found[group])


def _unquoted(found: re.Match[str]) -> str:
    """Keep what stands between the quotes, in parentheses where it is more than one word."""
    kept = found[2] if re.fullmatch(r"[\w.]+", found[2]) else f"({found[2]})"
    return kept.rjust(len(found.group()))


def _of_maxima(text: str) -> str:
    """Put brackets around the rows of ``matrix([1,2],[3,4])``, and blank out ``sym(…)``."""
    text = re.sub(r"\$\s*\Z", _blanks, text) if _MAXIMA.search(text) else text
    if name := _MAXIMA_NAME.match(text):
        is_walrus = text[name.end() : name.end() + 1] == "="
        text = " " * (name.end() + is_walrus) + text[name.end() + is_walrus :]
    for pattern, opening, closing in ((_MAXIMA, "[", "]"), (_SYM, " ", " ")):
        call, end = pattern.search(text), len(text.rstrip("; \t\r\n")) - 1
        several = re.search(r"\]\s*,\s*\[", text) or pattern is _SYM
        if call and several and text[end : end + 1] == ")":
            head = opening.rjust(len(call.group()))
            text = f"{text[: call.start()]}{head}{text[call.end() : end]}{closing}{text[end + 1 :]}"
    return text


def _of_mathematica(text: str) -> str:
    text = _FORM.sub(_blanks, text)
    if form := _MATRIX_FORM.match(text):
        begin, end = form.span("inner")
        text = f"{' ' * begin}{text[begin:end]}{' ' * (len(text) - end)}"
    text = _functions_of_mathematica(text)
    text = _POWER_OF_TEN.sub(lambda m: f" {m[1]}e{m[2]}", text)
    text = re.sub(r"\bPi\b", "pi", text)
    rows = re.findall(r"\{([^{}]*)\}", text)
    if rows and all("," in row for row in rows):
        text = _JUXTAPOSED.sub("*", text)
    return text


def _functions_of_mathematica(text: str) -> str:
    """Write Sqrt[2] as sqrt(2)."""
    opened: list[int] = []
    closing = {}
    for place, sign in enumerate(text):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            closing[opened.pop()] = place
    signs = list(text)
    for head in _HEAD.finditer(text):
        end = closing.get(head.end())
        if end is None:
            continue
        if head[1] == "Log" and "," in text[head.end() : end]:
            raise ParseError("the base stands first here", text, head.start(), "write log(x, b)")
        signs[head.start() : head.end()] = head[1].lower()
        signs[head.end()], signs[end] = "(", ")"
    return "".join(signs)
