"""The colour of each role on paper and on a dark screen: the Okabe-Ito hues.

The paper variants are darkened until text in them reads at 4.5 : 1 on white and on #FBFAF7.
Colour never stands alone: a pivot is also boxed and an eliminated entry underlined.
"""

from linalg.notation.formula import Role

ON_PAPER: dict[Role, str] = {
    "pivot": "#B34700",
    "source": "#0A6EA8",
    "target": "#0A6EA8",
    "multiplier": "#7A6400",
    "eliminated": "#A0407A",
    "result": "#00754F",
    "gradient": "#B34700",
    "newton": "#A0407A",
    "model": "#7A6400",
    "level set": "#0A6EA8",
    "constraint": "#7A6400",
    "solution": "#00754F",
}
ON_DARK: dict[Role, str] = {
    "pivot": "#E69F00",
    "source": "#56B4E9",
    "target": "#56B4E9",
    "multiplier": "#F0E442",
    "eliminated": "#CC79A7",
    "result": "#2BC79A",
    "gradient": "#E69F00",
    "newton": "#CC79A7",
    "model": "#F0E442",
    "level set": "#56B4E9",
    "constraint": "#F0E442",
    "solution": "#2BC79A",
}
BOXED: frozenset[Role] = frozenset({"pivot"})
UNDERLINED: frozenset[Role] = frozenset({"eliminated"})
