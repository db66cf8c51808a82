import itertools
from typing import get_args

import pytest

from linalg.notation.elements import Role as FormulaRole
from scenes.theme import LEAST_CONTRAST, SMALLEST, THEMES, Role, TextKind, contrast

THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
TOGETHER = [
    [Role.PIVOT, Role.SOURCE, Role.MULTIPLIER, Role.ELIMINATED, Role.RESULT, Role.FOREGROUND],
    [Role.GRADIENT, Role.NEWTON, Role.MODEL, Role.LEVEL_SET, Role.CONSTRAINT, Role.SOLUTION],
]


def test_contrast_of_known_pairs():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    # The two greys on either side of 4.5 : 1 that the WCAG gives as its example.
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEME
@pytest.mark.parametrize("role", Role)
def test_text_of_every_role_is_readable_on_both_grounds(theme, role):
    assert contrast(theme[role], theme.background) >= LEAST_CONTRAST
    assert contrast(theme[role], theme.surface) >= LEAST_CONTRAST


def test_the_grounds_are_those_of_the_design():
    assert {name: theme.background for name, theme in THEMES.items()} == {
        "dark": "#111318",
        "light": "#FBFAF7",
    }


@THEME
@pytest.mark.parametrize("roles", TOGETHER, ids=["elimination", "descent"])
def test_roles_seen_together_differ(theme, roles):
    for one, other in itertools.combinations(roles, 2):
        assert theme[one] != theme[other], (one, other)


def test_every_role_that_a_formula_can_mark_has_a_colour():
    assert set(get_args(FormulaRole)) <= set(Role)


def test_no_text_may_be_smaller_than_the_design_allows():
    assert SMALLEST[TextKind.CAPTION] == 32
    assert SMALLEST[TextKind.FORMULA] == 44
    assert min(SMALLEST.values()) == 28
