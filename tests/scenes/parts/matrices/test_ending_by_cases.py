"""The endings of films on matrices with symbols: nothing is claimed without its condition."""

import pytest

from linalg.notation import point, words
from scenes.captions.on_one_line import on_one_line
from scenes.lessons.catalogue import lesson
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import lint
from scenes.rehearsal.rehearsal import rehearse

K = "k 1 1; 1 k 1; 1 1 k"
INPUTS = [
    ("elimination", {"matrix": "1 2; 2 4", "rhs": "a b"}),
    ("elimination", {"matrix": K, "rhs": "1 1 1"}),
    ("elimination", {"matrix": "a", "rhs": "b"}),
    ("elimination", {"matrix": "a b; c d"}),
    ("elimination", {"matrix": "1/(a-1) 0; 0 1"}),
    ("elimination", {"matrix": "1 2; 2 4", "rhs": "a 1; b 2"}),
    ("elimination", {"matrix": "a a; a a", "rhs": "1 2"}),
    ("inverse", {"matrix": "a b; c d"}),
    ("inverse", {"matrix": "a b; 2*a 2*b"}),
    ("lu", {"matrix": "a 1; 1 a"}),
    ("lu", {"matrix": "0 a; 1 b"}),
    ("permuted-lu", {"matrix": "0 a; 1 b"}),
]


def played(name, given, **presentation):
    entry = lesson(name)
    parameters = entry.parameters.from_mapping(given)
    return rehearse(entry.storyboard(), parameters, Presentation(**presentation))


def said(rehearsal):
    return [item.caption.text for item in rehearsal.timeline.captions]


def listed(rehearsal):
    """The last frame, without its caption."""
    return [text.body for text in rehearsal.plays[-1].after.texts if "display" in text.body]


def written(rehearsal, *cells):
    return [rehearsal.lesson.markup(on_one_line(cell)) for cell in cells]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("name", "given"), INPUTS)
def test_every_rule_is_kept(name, given, language):
    rehearsal = played(name, given, language=language)
    assert lint(rehearsal) == []
    keys = [item.caption.key for item in rehearsal.timeline.captions]
    assert {"cases", "cases.always"} & set(keys)
    assert keys[-1] in ("cases", "cases.always", "check.done")  # where the factors rebuild A after


def test_a_system_that_is_solvable_for_some_right_hand_sides():
    rehearsal = played(*INPUTS[0])
    assert "Row 2 says 0 = b - 2a: only where that holds is there a solution." in said(rehearsal)
    assert not any("no solution" in text for text in said(rehearsal))
    solution = (point("x", "y"), "=", point("a", 0), "+", "y", "·", point(-2, 1))
    assert listed(rehearsal) == written(
        rehearsal,
        ("b", "≠", (2, "a")),
        (words("no solution"),),
        ("b", "=", (2, "a")),
        solution,
    )


def test_one_solution_none_or_a_family_by_the_value_of_k():
    """k = 1 leaves x + y + z = 1; k = -2 adds up to 0 = 3."""
    rehearsal = played(*INPUTS[1])
    last = listed(rehearsal)
    assert len(last) == 6
    assert last[2:5] == written(rehearsal, ("k", "=", -2), (words("no solution"),), ("k", "=", 1))
    family = (point("x", "y", "z"), "=", point(1, 0, 0), "+", "y", "·", point(-1, 1, 0))
    assert last[5] == written(rehearsal, (*family, "+", "z", "·", point(-1, 0, 1)))[0]
    assert "exactly" not in " ".join(said(rehearsal))


def test_what_a_matrix_alone_is_told_of_carries_its_condition():
    words_said = said(played(*INPUTS[3]))
    assert "A is invertible as long as no pivot is 0." in words_said
    assert not any("one in each row and column" in text for text in words_said)


def test_a_contradiction_after_a_pivot_that_may_be_zero_carries_its_condition():
    words_said = said(played(*INPUTS[6]))
    assert "Row 2 says 0 = 1: no solution as long as no pivot is 0." in words_said


def test_an_inverse_is_there_or_not():
    rehearsal = played(*INPUTS[7])
    assert listed(rehearsal)[1:] == written(
        rehearsal, (words("invertible"),), (words("otherwise"),), (words("no inverse"),)
    )
    rehearsal = played(*INPUTS[8])
    assert listed(rehearsal) == written(rehearsal, (words("always"),), (words("no inverse"),))
    assert said(rehearsal)[-1] == "Whatever the values of the symbols are, this holds."


def test_a_rotation_has_its_transpose_for_an_inverse_always():
    rehearsal = played("inverse", {"matrix": "cos(t) -sin(t); sin(t) cos(t)"})
    assert rehearsal.lesson.inverse.matrix == rehearsal.lesson.elimination.A.T
    assert listed(rehearsal) == written(rehearsal, (words("always"),), (words("invertible"),))
    assert "It is a pivot as long as cos(t) ≠ 0." in said(rehearsal)


@pytest.mark.parametrize(
    ("matrix", "rhs"), [("1 2 1; 3 8 1; 0 4 1", "2 12 2"), ("1 a; 0 1", "1 2"), ("2", "a")]
)
def test_what_holds_for_all_values_ends_as_ever(matrix, rhs):
    rehearsal = played("elimination", {"matrix": matrix, "rhs": rhs})
    assert said(rehearsal)[-1] == "This solves every equation."


def test_cases_that_fail_their_check_are_not_shown(monkeypatch):
    from linalg.check import Check
    from linalg.elimination.cases import AnswerByCases

    monkeypatch.setattr(AnswerByCases, "check", lambda record: Check("Ax = b", False))
    with pytest.raises(UnprovenRecordError, match="AnswerByCases fails its check"):
        played(*INPUTS[0])
