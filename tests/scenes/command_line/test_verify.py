"""``optviz verify``: the verdict is the exit status, and the page says why."""

import json

import numpy as np
import pytest

from linalg import CONVENTIONS
from scenes.command_line.cli import main
from scenes.explanations.linear_algebra.verification import VerifiedFactors
from scenes.parameters.declarations import declared

A, L, U = "2 1; 8 7", "1 0; 4 1", "2 1; 0 3"
FORMATS = ["text", "latex", "markdown", "typst", "html", "json"]


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    """What the command says, after its exit status was the one that is expected."""
    monkeypatch.chdir(tmp_path)

    def called(*words, status=0):
        with pytest.raises(SystemExit) as left:
            main(["verify", *words])
        said = capsysbinary.readouterr()
        assert left.value.code == status, said
        return (said.out if status < 2 else said.err).decode()

    return called


def test_what_holds_leaves_with_0_and_what_does_not_with_1(run):
    assert "A = LU holds exactly." in run("--matrix", A, "--L", L, "--U", U)
    said = run("--matrix", A, "--L", "1 0; -4 1", "--U", U, status=1)
    assert "The sign of the multiplier of row 2 was forgotten" in said


def test_without_words_the_example_is_verified(run):
    assert "A = LU holds exactly." in run()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("lower", "status"), [(L, 0), ("1 0; -4 1", 1)])
def test_every_format(run, form, lower, status):
    said = run("--matrix", A, "--L", lower, "--U", U, "--to", form, status=status)
    assert "hold" in said
    if form == "json":
        assert json.loads(said)["holds"] is (status == 0)


@pytest.mark.parametrize("form", ["text", "latex", "markdown", "typst", "html"])
def test_every_format_in_korean(run, form):
    said = run("--matrix", A, "--L", "1 0; -4 1", "--U", U, "--language", "ko", "--to", form,
               status=1)  # fmt: skip
    assert "성립하지 않는다" in said
    assert "2행의 승수에서 부호를 틀렸다" in said


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("more", [(), ("--x", "1 1", "--rhs", "3 15")])
def test_a_handout_is_held_to_a_standard(run, tmp_path, language, more):
    """Its headings leave out no level, of one claim and of several."""
    given = ("--matrix", A, "--L", "1 0; -4 1", "--U", U, *more, "--language", language)
    run(*given, "--standard", "ua-1", "--output", "a.pdf", status=1)
    assert b"pdfuaid:part>1" in (tmp_path / "a.pdf").read_bytes()


def test_a_product_without_a_sign_is_said_to_be_one_symbol(run):
    given = ("--matrix", "a b; c d", "--L", "1 0; c/a 1", "--U", "a b; 0 d - bc/a")
    assert "bc is one symbol; write b*c for the product." in run(*given, status=1)
    assert "bc: 한 개의 기호로 읽는다" in run(*given, "--language", "ko", status=1)


def test_a_handout_in_korean(run, tmp_path):
    run("--matrix", A, "--L", "1 0; -4 1", "--U", U, "--language", "ko", "--output", "a.pdf",
        status=1)  # fmt: skip
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_handout_is_written_to_a_file(run, tmp_path):
    run("--matrix", A, "--L", "1 0; -4 1", "--U", U, "--output", "answer.pdf", status=1)
    assert (tmp_path / "answer.pdf").read_bytes().startswith(b"%PDF")


def test_solutions_inverses_steps_and_diagonals(run):
    run("--matrix", A, "--rhs", "3 15", "--x", "1 1")
    run("--matrix", "2 1 | 3; 8 7 | 15", "--x", "1 2", status=1)
    run("--matrix", A, "--inverse", "7/6 -1/6; -4/3 1/3")
    run("--matrix", A, "--steps", "R2 - 4 R1", "--U", U)
    run("--matrix", A, "--steps", "R2 + 4 R1", "--U", U, status=1)
    run("--matrix", A, "--L", L, "--D", "2 3", "--U", "1 1/2; 0 1")


def test_conventions_and_orders_of_rows(run):
    given = ("--matrix", "0 1 2; 0 0 3; 4 0 1", "--L", "1 0 0; 0 1 0; 0 0 1", "--U")
    given = (*given, "4 0 1; 0 1 2; 0 0 3")
    run(*given, "--P", "3 1 2")
    run(*given, "--P", "(1 3 2)")
    run(*given, "--P", "0 0 1; 1 0 0; 0 1 0")
    run(*given, "--P", "1 2 0", "--convention", "scipy")
    run(*given, "--P", "3 3 3", "--convention", "lapack")
    run(*given, "--P", "[[0, 2], [1, 2]]", "--convention", "sympy")
    said = run(*given, "--P", "0 1 0; 0 0 1; 1 0 0", status=1)
    assert "A = PLU" in said


def test_files_and_pipes(run, tmp_path):
    np.save(tmp_path / "a.npy", np.array([[2, 1], [8, 7]]))
    (tmp_path / "l.csv").write_text("1,0\n4,1\n")
    (tmp_path / "p.csv").write_text("1,0\n0,1\n")
    (tmp_path / "steps.txt").write_text("R2 - 4 R1 : 2 1; 0 3\n")
    run("--matrix", "@a.npy", "--L", "@l.csv", "--U", U, "--P", "@p.csv")
    run("--matrix", "@a.npy", "--steps", "@steps.txt")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--matrix", A), "there is nothing to verify"),
        (("--matrix", A, "--L", L), "the factor U is missing"),
        (("--matrix", A, "--L", "1 0; 4"), "--L: row 2 has 1 entry"),
        (("--matrix", A, "--L", "1 0 0; 4 1 0", "--U", U), "as many rows as L has columns"),
        (("--matrix", A, "--L", L, "--U", U, "--convention", "skipy"), "did you mean scipy"),
        (("--matrix", A, "--steps", "R2 - R1 R2"), "no sum of multiples of rows"),
        (("--matrix", A, "--x", "1 1"), "give b"),
        (("--matrix", "2 1 | 3; 8 7 | 15", "--rhs", "1 2", "--x", "1 1"), "has one already"),
        (("--matrix", A, "--L", "1 0 | 1; 4 1 | 2", "--U", U), "--L: has a right-hand side"),
        (("--matrix", A, "--L", L, "--U", U, "--P", "1 3"), "no order of the rows"),
    ],
)
def test_bad_input_leaves_with_2_and_a_line(run, words, said):
    assert said in run(*words, status=2)


def test_the_systems_are_those_of_the_table():
    (kind,) = [d.kind for d in declared(VerifiedFactors) if d.name == "convention"]
    assert set(kind.words) == set(CONVENTIONS)
