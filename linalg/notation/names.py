"""Names of symbols: a letter or a word, and its subscripts."""

from linalg.notation.elements import Formula, Identifier, Number, Operator, Row, Script, Words
from linalg.notation.prose import printable
from linalg.notation.symbols import GREEK


def split_name(name: str) -> tuple[str, tuple[str, ...]] | None:
    """A symbol's letter and its subscripts, or None for what is no name of a symbol.

    A name that is read from text always is one: a letter and then letters, digits and ``_``.

    >>> split_name("x"), split_name("lambda_1"), split_name("x12"), split_name("a b")
    (('x', ()), ('lambda', ('1',)), ('x', ('12',)), None)
    >>> split_name("a1b"), split_name("x__1"), split_name("x_")
    (('a1b', ()), ('x', ('1',)), ('x', ()))
    """
    base, *subscripts = name.split("_")
    letters = base.rstrip("0123456789")
    if digits := base[len(letters) :]:
        subscripts.insert(0, digits)
    indices = tuple(filter(None, subscripts))
    is_word = letters.isalpha() or (letters.isidentifier() and letters.isascii())
    if not is_word or not all(i.isascii() and i.isalnum() for i in indices):
        return None
    return letters, indices


def spelled(name: str) -> Formula:
    """A name as it is typeset: its letter with its subscripts; upright words if it is no name.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(spelled("theta0")), to_text(spelled("house price"))
    ('θ₀', 'house price')
    """
    split = split_name(name)
    if split is None:
        return Words(printable(name))
    letter, indices = GREEK.get(split[0], split[0]), split[1]
    return Script(Identifier(letter), sub=subscripts(indices)) if indices else Identifier(letter)


def subscripts(indices: tuple[str, ...]) -> Formula:
    """The subscripts of a name such as ``a_12_max``, with commas between them."""
    return listed(tuple(Number(i) if i.isdigit() else Identifier(i) for i in indices), commas=True)


def listed(items: tuple[Formula, ...], *, commas: bool) -> Formula:
    """Items of a script one after the other, as 32 or as 3,2."""
    row: list[Formula] = []
    for item in items:
        row += [Operator(","), item] if row and commas else [item]
    return row[0] if len(row) == 1 else Row(tuple(row))
