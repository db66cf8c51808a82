"""What other systems wrote, stored with their versions, is read as they mean it."""

import json
from pathlib import Path

import numpy as np
import pytest

from linalg import CONVENTIONS, LinalgError, ShapeError, recognise, verify
from linalg.numbers.matrices import grid
from linalg.verification.conventions.columns import HEADER, rows_in_words
from linalg.verification.conventions.pivot_rules import orders_by_rule

ROOT = Path(__file__).parents[3]
STORED = json.loads((Path(__file__).parent / "oracles" / "other_systems.json").read_text())
MATRICES = STORED.pop("matrices")
FLOATS = STORED.pop("giac of floats")
RUN = [(key, name) for key in STORED for name in STORED[key]["factors"]]


def factors(key, name):
    """A, and what a system printed of its factors."""
    exact = key in ("sympy", "maxima", "giac")
    A = MATRICES[name] if exact else np.array(MATRICES[name], dtype=float)
    return A, STORED[key]["factors"][name]


def test_every_row_of_the_table_was_run_or_says_that_it_was_not():
    run = {key for key, row in CONVENTIONS.items() if row.version not in (None, "itself")}
    assert run == set(STORED)
    for key in run:
        assert CONVENTIONS[key].version in STORED[key]["version"].replace("-", ".")


@pytest.mark.parametrize(("key", "name"), RUN)
def test_the_list_of_each_system_is_read_as_it_means_it(key, name):
    A, found = factors(key, name)
    order = {"P": found.get("p"), "Q": found.get("q")}
    record = verify(A, L=found["L"], U=found["U"], **order, convention=key)
    assert record, record.message


@pytest.mark.parametrize(("key", "name"), RUN)
def test_the_matrix_of_each_system_is_read_as_it_means_it(key, name):
    A, found = factors(key, name)
    assert ("P" in found) == CONVENTIONS[key].has_matrix
    if "P" in found:
        order = {"P": found["P"], "Q": found.get("Q")}
        record = verify(A, L=found["L"], U=found["U"], **order, convention=key)
        assert record, record.message
        if name == "cycle" and key != "eigen-full":  # its permutation is not its own inverse
            turned = np.array(found["P"], dtype=float).T
            assert not verify(A, L=found["L"], U=found["U"], P=turned, convention=key)


@pytest.mark.parametrize("key", ["scipy", "octave"])
@pytest.mark.parametrize("name", MATRICES)
def test_l_with_its_rows_permuted(key, name):
    A, found = factors(key, name)
    assert CONVENTIONS[key].permutes_l
    assert verify(A, L=found["permuted L"], U=found["U"], convention=key)
    if found["permuted L"] != found["L"]:
        assert not verify(A, L=found["permuted L"], U=found["U"])


@pytest.mark.parametrize(("key", "name"), RUN)
def test_each_system_is_recognised_by_its_list_and_its_pivots(key, name):
    A, found = factors(key, name)
    record = recognise(A, found["L"], found["U"], p=found.get("p"), Q=found.get("q"))
    systems = {system for reading in record.readings for system in reading.systems}
    assert key in systems
    row = CONVENTIONS[key]
    if row.rule is not None:
        rules = {rule for each in record.readings for rule in each.rules if key in each.systems}
        assert row.rule in rules


@pytest.mark.parametrize(("key", "name"), [(k, n) for k, n in RUN if CONVENTIONS[k].has_matrix])
def test_each_system_is_recognised_by_its_matrix(key, name):
    A, found = factors(key, name)
    record = recognise(A, found["L"], found["U"], found["P"], Q=found.get("Q"))
    assert key in {system for reading in record.readings for system in reading.systems}


def test_a_cycle_of_three_rows_tells_lists_apart_and_an_exchange_of_two_does_not():
    lower, upper = "1 0 0; 0 1 0; 0 0 1", "4 0 1; 0 1 2; 0 0 3"
    (reading,) = recognise(MATRICES["cycle"], lower, upper, p=[1, 2, 0]).readings
    assert (reading.relation, reading.form, reading.base) == ("PA = LU", "inverse", 0)
    both = recognise("0 1; 1 0", "1 0; 0 1", "1 0; 0 1", p=[1, 0]).readings
    assert {(each.form, each.base) for each in both} == {("forward", 0), ("inverse", 0)}


def test_crout_s_factors_have_the_ones_in_u():
    lower, upper = "2 0; 6 -4", "1 2; 0 1"
    assert verify("2 4; 6 8", L=lower, U=upper, convention="pracma")
    record = verify("2 4; 6 8", L=lower, U=upper)
    assert not record
    assert any(cause.kind == "unit U" for cause in record.claims[0].diagnosis.causes)
    (reading,) = recognise("2 4; 6 8", lower, upper).readings
    assert (reading.relation, reading.unit) == ("A = LU", "U")
    assert "pracma" in reading.systems


def test_full_pivoting_exchanges_columns_too():
    """[1 2; 3 8] takes 8 first: rows and columns are exchanged."""
    record = recognise("1 2; 3 8", "1 0; 1/4 1", "8 3; 0 1/4", p=[1, 0], Q=[1, 0])
    assert any("full" in each.rules and "eigen-full" in each.systems for each in record.readings)
    assert verify("1 2; 3 8", L="1 0; 1/4 1", U="8 3; 0 1/4", P=[1, 0], Q=[1, 0])


def test_giac_takes_the_smallest_entry_and_of_floats_the_largest():
    """Of [2; 1] it takes the 1; what it wrote of floats is stored beside that of whole numbers."""
    exact = recognise("2 1; 1 3", "1 0; 2 1", "1 3; 0 -5", p=[1, 0])
    assert any("giac" in each.systems for each in exact.readings)
    for name, found in FLOATS["factors"].items():
        A = np.array(MATRICES[name], dtype=float)
        assert verify(A, L=found["L"], U=found["U"], P=found["p"], convention="giac")
        floats = recognise(A, found["L"], found["U"], p=found["p"]).readings
        rules = {rule for each in floats if "giac" in each.systems for rule in each.rules}
        assert "largest" in rules


@pytest.mark.parametrize(
    ("A", "p"),
    [
        ("2 1; 1 3", [1, 0]),
        ("5 1; -2 3", [1, 0]),
        ("-8 1; 8 2", [1, 0]),
        ("-5 1 0; 2 3 1; -2 1 7", [1, 2, 0]),
        ("-2 1 0; 5 3 1; 2 1 7", [2, 0, 1]),
        ("1/2 1; 3 5", [1, 0]),
        ("100 1; 1/2 5", [0, 1]),
    ],
)
def test_the_orders_that_giac_comes_to(A, p):
    """What Giac 1.9.0 gave: whole numbers before fractions, and 2 before -2."""
    assert orders_by_rule(grid(A))["smallest"][0] == tuple(p)


def test_which_of_several_fractions_giac_takes_is_not_said():
    """Giac 1.9.0 took 1/2 of [1/3; 1/2] and -2/3 of [-2/3; 1/100]; no rule for all was found."""
    assert "smallest" not in orders_by_rule(grid("1/3 1; 1/2 5"))
    found = recognise("1/3 1; 1/2 5", "1 0; 2/3 1", "1/2 5; 0 -7/3", p=[1, 0])
    assert any("giac" in each.systems for each in found.readings)


def test_where_nothing_holds_the_first_wrong_entry_is_named():
    record = recognise("2 1; 8 7", "1 0; 3 1", "2 1; 0 3")
    assert not record
    assert record.message.startswith("Nothing holds. A = LU does not hold. Row 2, column 1 of L")


def test_a_verdict_names_the_convention_in_which_factors_are_right():
    A, found = factors("scipy", "cycle")
    record = verify(A, L=found["L"], U=found["U"], P=found["P"])
    assert not record
    assert "A = PLU" in record.message
    assert "SciPy" in record.message
    assert "Another convention" in record.to_text()


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"convention": "casio"}, LinalgError, "convention is one of"),
        ({"convention": "numpy"}, LinalgError, "NumPy has no LU"),
        ({"P": [1, 2, 3], "convention": "scipy"}, ShapeError, "counted from 0"),
        ({"P": [0, 1, 2], "convention": "octave"}, ShapeError, "counted from 1"),
        ({"P": [0, 1, 2], "convention": "sage"}, LinalgError, "writes no list"),
    ],
)
def test_a_list_that_a_system_does_not_write_is_refused(arguments, error, said):
    unit = "1 0 0; 0 1 0; 0 0 1"
    with pytest.raises(error, match=said):
        verify(unit, L=unit, U=unit, **arguments)


def test_the_table_of_the_documentation_is_made_from_the_data():
    """Write the table anew with `markdown()` where a row changed."""
    page = (ROOT / "docs" / "linalg" / "other-systems.md").read_text()
    assert markdown() in page


def markdown():
    line = "| {} |".format
    rows = [line(" | ".join(f"`{row[0]}`" if not i else cell for i, cell in enumerate(row)))
            for row in rows_in_words()]  # fmt: skip
    return "\n".join([line(" | ".join(HEADER)), "|" + "---|" * len(HEADER), *rows])
