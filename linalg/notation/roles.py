"""The colour of each role on paper and on a dark screen: the Okabe-Ito hues.

The paper variants are darkened until text in them reads at 4.5 : 1 on white; the films of `scenes`
use the same colours.
Colour never stands alone: a pivot is also boxed and an eliminated entry underlined.
"""

from linalg.notation.elements import Role

ON_PAPER: dict[Role, str] = {
    "pivot": "#A15200",
    "source": "#0F699C",
    "target": "#1B1E24",
    "multiplier": "#6B6500",
    "eliminated": "#A8397A",
    "result": "#00704F",
    "gradient": "#B23A00",
    "newton": "#0F699C",
    "model": "#6B6500",
    "level set": "#596373",
    "constraint": "#A8397A",
    "solution": "#00704F",
}
ON_DARK: dict[Role, str] = {
    "pivot": "#E69F00",
    "source": "#56B4E9",
    "target": "#ECEDEE",
    "multiplier": "#F0E442",
    "eliminated": "#CC79A7",
    "result": "#00B386",
    "gradient": "#E0671A",
    "newton": "#56B4E9",
    "model": "#F0E442",
    "level set": "#9AA3B2",
    "constraint": "#CC79A7",
    "solution": "#00B386",
}
BOXED: frozenset[Role] = frozenset({"pivot"})
UNDERLINED: frozenset[Role] = frozenset({"eliminated"})
