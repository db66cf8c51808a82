r"""LaTeX, as far as matrices and systems need it, becomes the signs that it stands for.

``\frac{1}{2}`` becomes ``(1)/(2)``, ``\sin\theta`` becomes ``sin(theta)``, and an environment, or
the body of one with ``&`` and ``\\``, the rows of a matrix in brackets. There blanks mean nothing,
and what stands side by side is a product.
"""

from __future__ import annotations

from collections.abc import Sequence

from linalg.errors import LimitError, ParseError
from linalg.reading.latex.environments import environment
from linalg.reading.lexing.bounds import ENTRY_DEPTH
from linalg.reading.lexing.characters import GREEK
from linalg.reading.lexing.names import CONSTANTS, FUNCTIONS
from linalg.reading.lexing.pieces import Token, refuse, shown
from linalg.reading.lexing.products import with_products

_OPERATORS = {"cdot": "*", "times": "*", "ast": "*", "div": "/"}
_FUNCTIONS = frozenset("sin cos tan arcsin arccos arctan sinh cosh tanh exp ln log max min".split())
_GREEK = {name: name for name in GREEK.values()} | {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho",
    "varsigma": "sigma",
}  # fmt: skip
_FONTS = frozenset("mathrm mathbf mathit mathsf boldsymbol operatorname text textbf bm".split())
_BLANKS = frozenset(
    ", ; : ! > quad qquad displaystyle textstyle hline limits nonumber big Big bigl bigr Bigl Bigr"
    .split()
) | {" ", "\n", "\t"}  # fmt: skip
_BARS = frozenset("vert lvert rvert".split())
_DOTS = frozenset("dots ldots cdots vdots ddots".split())
_LENGTHS = frozenset("pt ex em mm cm".split())


def without_latex(text: str, pieces: Sequence[Token]) -> list[Token]:
    r"""Return tokens of the plain grammar for a text with LaTeX in it.

    Raises
    ------
    ParseError
        At a command that is not known, or where a group is missing or is not closed.
    LimitError
        If groups stand too deep in one another.
    """
    reading = _Reading(text, pieces)
    tokens = reading.tokens()
    return with_products(text, tokens) if reading.is_laid_out else tokens


class _Reading:
    """A cursor on the pieces of one text."""

    def __init__(self, text: str, pieces: Sequence[Token]) -> None:
        self.text = text
        self.rest = list(reversed(pieces))
        kinds = {piece.text for piece in pieces if piece.kind in {"command", "&"}}
        self.ends_rows = r"\\" in kinds
        self.is_laid_out = bool(kinds & {r"\\", "&", r"\begin"})
        self.spaced = False

    def tokens(self) -> list[Token]:
        found: list[Token] = []
        while self.rest:
            found += self.item(0)
        return found

    def item(self, depth: int) -> list[Token]:
        """Take the next piece, a group or command with its arguments, and return its tokens."""
        if depth > ENTRY_DEPTH:
            raise LimitError(f"groups more than {ENTRY_DEPTH} deep")
        piece = self.rest.pop()
        if piece.kind == "command":
            return self.command(piece, depth)
        if piece.kind == "{":
            return self.group(piece, depth)
        if piece.kind == "&":
            return [Token(",", "&", piece.start)]
        if piece.kind == "~":
            self.spaced = True
            return []
        if piece.kind == "newline":
            return [] if self.ends_rows else [piece]
        if piece.kind == "name":
            return self.name(piece)
        if piece.kind == "}":
            raise ParseError("this } closes nothing", self.text, piece.start)
        if piece.kind in {"_", ".", "@"}:
            refuse(self.text, piece.start)
        if piece.text == "**":
            return [self.placed(piece), *self.exponent(piece, depth)]
        return [self.placed(piece)]

    def placed(self, token: Token) -> Token:
        """Return a token with the blank before it, which means nothing between & and &."""
        spaced = (token.spaced or self.spaced) and not self.is_laid_out
        self.spaced = False
        return token._replace(spaced=spaced)

    def group(self, opening: Token, depth: int) -> list[Token]:
        """Take what stands before the closing brace, in parentheses unless it is one operand."""
        inner: list[Token] = []
        begin = self.placed(Token("(", opening.text, opening.start, opening.spaced))
        while self.rest and self.rest[-1].kind != "}":
            inner += self.item(depth + 1)
        if not self.rest:
            raise ParseError("this { is never closed", self.text, opening.start, "write } after it")
        closing = self.rest.pop()
        if len(inner) == 1 and inner[0].kind == ",":
            raise ParseError(
                "this is a decimal comma", self.text, opening.start, "write decimals with a point"
            )
        if len(inner) == 1 and inner[0].kind in {"number", "name"}:
            return [inner[0]._replace(spaced=begin.spaced)]
        return [begin, *inner, Token(")", closing.text, closing.start)] if inner else []

    def name(self, piece: Token) -> list[Token]:
        """Take a name and its index, x_{1}; letters side by side are no name in LaTeX."""
        text = piece.text
        following = self.rest[-1].kind if self.rest else ""
        if text.endswith("_") and following == "{":
            self.rest.pop()
            while self.rest and self.rest[-1].kind in {"number", "name"}:
                text += self.rest.pop().text
            if not self.rest or self.rest.pop().kind != "}":
                reason = "an index is a number or a name"
                raise ParseError(reason, self.text, piece.start, "write x_{1}")
        elif self.is_laid_out and _is_product(text):
            apart = " ".join(text) if len(text) < 9 else "a b"
            hint = rf"write {apart} if it is a product, else \mathrm{{…}} around the name"
            raise ParseError(f"{shown(piece)} has no meaning", self.text, piece.start, hint)
        return [self.placed(piece._replace(text=text))]

    def exponent(self, sign: Token, depth: int) -> list[Token]:
        r"""Take an exponent; x^12 is printed as x¹2."""
        following = self.rest[-1] if self.rest and self.is_laid_out else None
        if following is not None and following.kind == "number" and len(following.text) > 1:
            hint = f"write ^{{{following.text[:20]}}}"
            raise ParseError("LaTeX raises the first digit only", self.text, sign.start, hint)
        if self.rest and self.rest[-1].kind == "{":
            return self.item(depth + 1)
        return []

    def command(self, piece: Token, depth: int) -> list[Token]:
        name = piece.text[1:]
        if name in {"frac", "dfrac", "tfrac"}:
            return self.fraction(piece, depth)
        if name == "sqrt":
            return self.root(piece, depth)
        if name == "begin":
            return environment(self, piece, depth)
        if name == "\\":
            self.skip_length()
            return [Token(";", piece.text, piece.start)]
        if name in {"left", "right"}:
            return self.delimiter()
        if name in _BLANKS:
            self.spaced = True
            return []
        if name in _OPERATORS:
            return [self.placed(Token("operator", _OPERATORS[name], piece.start, piece.spaced))]
        if name in _BARS and not self.is_laid_out:
            return [self.placed(piece._replace(kind="|"))]
        if name in _GREEK:
            return self.name(self.indexed(piece._replace(kind="name", text=_GREEK[name])))
        if name in _FUNCTIONS:
            return self.function(self.placed(piece._replace(kind="name", text=name)), depth)
        if name in _FONTS:
            return self.word(piece, depth)
        raise self.unread(piece)

    def unread(self, piece: Token) -> ParseError:
        """Return the error of a command that has no meaning here."""
        name = piece.text[1:]
        hint = None
        if name in _DOTS:
            hint = "write every entry"
        elif name == "end":
            return ParseError(r"this \end ends nothing", self.text, piece.start)
        elif name in {"n", "r"}:
            hint = "rows end with ; or a line break"
        elif not name.isalpha():
            hint = r'rows end with \\; in a Python string, LaTeX is written r"…"'
        return ParseError(f"{shown(piece)} is not read", self.text, piece.start, hint)

    def indexed(self, name: Token) -> Token:
        r"""Take the index of \theta_1 or \theta_{1} to the name."""
        if len(self.rest) < 2 or self.rest[-1].kind != "_":
            return name
        if self.rest[-2].kind == "{":
            self.rest.pop()
            return name._replace(text=name.text + "_")
        if self.rest[-2].kind in {"number", "name"}:
            self.rest.pop()
            return name._replace(text=f"{name.text}_{self.rest.pop().text}")
        return name

    def fraction(self, piece: Token, depth: int) -> list[Token]:
        opening = self.placed(Token("(", piece.text, piece.start, piece.spaced))
        top, bottom = self.argument(piece, depth), self.argument(piece, depth)
        at = piece.start
        over = [Token(")", ")", at), Token("operator", "/", at), Token("(", "(", at)]
        closing = [Token(")", ")", at), Token(")", piece.text, at)]
        return [opening, Token("(", "(", at), *top, *over, *bottom, *closing]

    def root(self, piece: Token, depth: int) -> list[Token]:
        name = self.placed(Token("name", "sqrt", piece.start, piece.spaced))
        at = piece.start
        degree = self.degree()
        begin, end = Token("(", "(", at), Token(")", piece.text, at)
        radicand = [begin, *self.argument(piece, depth), end]
        if degree is None:
            return [name, *radicand]
        power = [Token("operator", "**", at), begin, Token("number", "1", at)]
        root = [*radicand, *power, Token("operator", "/", at), degree, end]
        return [begin._replace(text=piece.text, spaced=name.spaced), *root, end]

    def degree(self) -> Token | None:
        r"""Take the 3 of \sqrt[3]{x}."""
        if [piece.kind for piece in self.rest[:-4:-1]] != ["[", "number", "]"]:
            return None
        _, degree, _ = (self.rest.pop() for _ in range(3))
        return degree

    def argument(self, command: Token, depth: int) -> list[Token]:
        r"""Take one argument: a group, one digit or letter, or one command: \frac12, \sqrt\pi."""
        following = self.rest[-1] if self.rest else None
        if following is None or following.kind not in {"{", "number", "name", "command"}:
            hint = rf"write {command.text}{{…}}"
            raise ParseError(
                f"{shown(command)} has nothing to act on", self.text, command.start, hint
            )
        if following.kind in {"{", "command"}:
            return self.item(depth + 1)
        if len(following.text) > 1:
            if not following.text.isalnum():
                hint = f"write {command.text}{{{following.text[:20]}}}"
                raise ParseError("braces are missing", self.text, following.start, hint)
            self.rest[-1] = following._replace(
                text=following.text[1:], start=following.start + 1, spaced=False
            )
            return [following._replace(text=following.text[0], spaced=False)]
        return [self.rest.pop()._replace(spaced=False)]

    def function(self, name: Token, depth: int) -> list[Token]:
        r"""Take the argument of \sin\theta, \sin(x), \sin{x} or \sin^2\theta."""
        power: list[Token] = []
        if self.rest and self.rest[-1].text == "**":
            sign = self.rest.pop()
            exponent = self.argument(sign, depth)
            if [token.kind for token in exponent] != ["number"]:
                hint = rf"write ({name.text}(…))^{{…}}, or the inverse function by its name"
                raise ParseError("this power is not read", self.text, sign.start, hint)
            power = [sign._replace(spaced=False), *exponent]
        if self.rest and (self.rest[-1].kind == "(" or self.rest[-1].text == r"\left"):
            if not power:
                return [name]
            argument = self.parenthesised(depth)
        else:
            argument = self.simple_argument(name, depth)
        call = [name._replace(spaced=False), *argument]
        return [name, *argument] if not power else [
            Token("(", "(", name.start, name.spaced), *call, *power, Token(")", ")", name.start)
        ]  # fmt: skip

    def parenthesised(self, depth: int) -> list[Token]:
        taken = self.item(depth + 1)
        level = 1
        while self.rest and level:
            more = self.item(depth + 1)
            level += sum((token.kind == "(") - (token.kind == ")") for token in more)
            taken += more
        return taken

    def simple_argument(self, name: Token, depth: int) -> list[Token]:
        if self.rest and self.rest[-1].kind == "{":
            inner = self.item(depth + 1)
        else:
            inner = self.argument(Token("command", "\\" + name.text, name.start), depth)
        following = self.rest[-1] if self.rest else None
        if following is not None and not (inner and inner[0].kind == "("):
            side_by_side = following.kind in {"number", "name", "("} and (
                self.is_laid_out or not following.spaced
            )
            if side_by_side or following.text == "**":
                reason = f"how far does the argument of {name.text} go"
                hint = rf"write \{name.text}(…)"
                raise ParseError(reason, self.text, following.start, hint)
        if len(inner) > 1 and inner[0].kind == "(":
            return inner
        at = name.start
        return [Token("(", "(", at), *inner, Token(")", ")", at)]

    def word(self, piece: Token, depth: int) -> list[Token]:
        r"""Take the name of \mathrm{rate}."""
        if [p.kind for p in self.rest[:-4:-1]] != ["{", "name", "}"]:
            hint = rf"write {piece.text}{{name}}"
            raise ParseError(
                f"{shown(piece)} is read around a name alone", self.text, piece.start, hint
            )
        _, name, _ = (self.rest.pop() for _ in range(3))
        token = self.placed(name._replace(spaced=piece.spaced))
        return self.function(token, depth) if name.text in FUNCTIONS else [token]

    def delimiter(self) -> list[Token]:
        r"""Take the bracket after \left or \right; a point stands for none."""
        if not self.rest:
            return []
        bracket = self.rest.pop()
        if bracket.kind in {"(", ")", "[", "]"} or (bracket.kind == "|" and not self.is_laid_out):
            return [self.placed(bracket)]
        if bracket.kind == "." or bracket.text in {r"\{", r"\}"}:
            return []
        hint = r"write \left( or \left["
        raise ParseError(f"{shown(bracket)} is no bracket here", self.text, bracket.start, hint)

    def skip_length(self) -> None:
        r"""Leave out the distance of \\[2pt]."""
        following = self.rest[:-5:-1]
        kinds = [piece.kind for piece in following]
        if kinds == ["[", "number", "name", "]"] and following[2].text in _LENGTHS:
            del self.rest[-4:]


def _is_product(name: str) -> bool:
    """Say whether a name is letters side by side and nothing that is known."""
    is_known = name in FUNCTIONS or name in CONSTANTS or name in _GREEK
    return len(name) > 1 and name.isalpha() and not is_known
