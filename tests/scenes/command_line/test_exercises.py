"""``optviz exercises``: the files that it writes, and what it says of mistakes."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner
from processes import PATIENCE

from linalg.exercises.topics import TOPICS
from scenes.command_line.cli import cli, main
from scenes.command_line.exercises.options import ENDINGS, SUMMARIES, SheetOptions
from scenes.parameters.declarations import ParameterError


def run(*words):
    return CliRunner().invoke(cli, ["exercises", *words])


def failed(capsys, *words):
    """The status and the line with which the command ends."""
    with pytest.raises(SystemExit) as ended:
        main(["exercises", *words])
    return ended.value.code, capsys.readouterr().err


def test_the_topics_are_those_of_linalg():
    assert SUMMARIES.keys() == TOPICS.keys()


def test_without_a_topic_the_topics_are_listed():
    shown = run().output
    assert all(name in shown for name in SUMMARIES)


def test_a_sheet_on_the_terminal_has_no_answers():
    done = run("lu", "--seed", "2026", "--variants", "2")
    assert done.exit_code == 0
    assert done.output.count("Variant") == 2
    assert "Answer" not in done.output


@pytest.mark.parametrize("topic", SUMMARIES)
def test_a_sheet_of_every_topic_and_its_key_are_held_to_a_standard(topic, tmp_path):
    sheet, key = tmp_path / "sheet.pdf", tmp_path / "key.pdf"
    done = run(topic, "--seed", "1", "--size", "2", "--standard", "ua-1", "-o", str(sheet),
               "--key", str(key))  # fmt: skip
    assert done.exit_code == 0, done.output
    assert b"pdfuaid:part>1" in sheet.read_bytes()
    assert b"pdfuaid:part>1" in key.read_bytes()


def test_a_key_may_be_a_pdf_for_archives_and_the_sheet_text(tmp_path):
    sheet, key = tmp_path / "sheet.txt", tmp_path / "key.pdf"
    run("lu", "--seed", "1", "--standard", "a-2b", "-o", str(sheet), "--key", str(key))
    assert b"pdfaid:part>2" in key.read_bytes()


@pytest.mark.parametrize("ending", [e for e in ENDINGS.values() if e not in (".json", ".xml")])
def test_the_key_lies_beside_the_sheet(tmp_path, monkeypatch, ending):
    monkeypatch.chdir(tmp_path)
    words = ["lu", "--seed", "2026", "--variants", "3", "-o", f"sheet{ending}"]
    done = run(*words)
    assert done.output.split() == [f"sheet{ending}", f"sheet-key{ending}"]
    sheet, key = (tmp_path / name for name in done.output.split())
    before = sheet.read_bytes(), key.read_bytes()
    assert before[0] != before[1]
    assert run(*words).exit_code == 0
    assert (sheet.read_bytes(), key.read_bytes()) == before, "the same seed, the same bytes"
    if ending == ".pdf":
        assert all(made.startswith(b"%PDF-") for made in before)
    else:
        assert "Steps" not in before[0].decode()
        assert "Steps" in before[1].decode()
    assert not list(tmp_path.glob(".rendering-*"))


def test_a_key_may_lie_elsewhere_and_be_a_table_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("lu", "--seed", "1", "-o", "sheet.tex", "--key", "answers.md", "--no-worked")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.md", "sheet.tex"]
    key = (tmp_path / "answers.md").read_text()
    assert key.startswith("# Key: Factorisation A = LU")
    assert "## Variant 1" not in key


def test_moodle_holds_its_answers_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("inverse", "--seed", "1", "--variants", "30", "-o", "moodle.xml")
    assert [path.name for path in tmp_path.iterdir()] == ["moodle.xml"]
    root = ET.parse(tmp_path / "moodle.xml").getroot()
    assert len(root.findall("question[@type='cloze']")) == 30
    run("inverse", "--seed", "1", "--to", "json", "-o", "data.json")
    assert json.loads((tmp_path / "data.json").read_text())["topic"] == "inverse"


def test_files_that_hold_something_else_are_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    kept = tmp_path / "sheet-key.md"
    kept.write_text("mine")
    words = ["lu", "--seed", "1", "-o", "sheet.md"]
    status, said = failed(capsys, *words)
    assert status == 2
    assert "sheet-key.md is there already and holds something else" in said
    assert "--force" in said
    assert kept.read_text() == "mine"
    assert not (tmp_path / "sheet.md").exists(), "neither file is written without the other"
    assert run(*words, "--force").exit_code == 0
    assert kept.read_text() != "mine"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["lux"], "there is no topic 'lux' of exercises; did you mean lu?"),
        (["lu", "--size", "9"], "--size: 9 is out of range: from 2 to 6"),
        (["newton", "--size", "4"], "--size: size must be"),
        (["inverse", "--size", "2", "--variants", "500"], "--variants: of inverse of size 2"),
        (["lu", "--to", "pdf"], "--output: a PDF is a file"),
        (["lu", "--standard", "ua-1"], "--standard: only a PDF is held to a standard"),
        (["lu", "-o", "sheet.doc"], "--output: 'sheet.doc' does not end in one of .txt"),
        (["lu", "-o", "a.md", "--to", "pdf"], "'a.md' is not a name for pdf"),
        (["lu", "-o", "a.md", "--key", "a.md"], "--key: the key and the sheet are two files"),
        (["lu", "-o", "a.md", "--key", "a.json"], "--key: 'a.json' does not end in one of"),
    ],
)
def test_mistakes_get_a_line_and_write_nothing(tmp_path, monkeypatch, capsys, words, message):
    monkeypatch.chdir(tmp_path)
    status, said = failed(capsys, *words)
    assert status == 2
    assert message in said
    assert list(tmp_path.iterdir()) == []


def test_a_seed_that_was_drawn_is_said():
    done = run("rank")
    seed = done.stderr.split("--seed ")[1].split()[0]
    assert run("rank", "--seed", seed).stdout == done.stdout


def test_a_folder_that_is_missing_is_said(tmp_path, capsys):
    status, said = failed(capsys, "lu", "-o", str(tmp_path / "none" / "sheet.md"))
    assert status == 1
    assert "make it first" in said


def test_the_format_follows_from_the_name():
    assert SheetOptions.from_mapping({"output": "a.XML"}).format == "moodle"
    assert SheetOptions.from_mapping({"to": "latex"}).key_target is None
    with pytest.raises(ParameterError):
        SheetOptions.from_mapping({"variants": "many"})


def test_making_a_sheet_loads_neither_manim_nor_matplotlib():
    code = (
        "import sys; from click.testing import CliRunner; from scenes.command_line.cli import cli;"
        "CliRunner().invoke(cli, ['exercises', 'multiply', '--seed', '1']);"
        "assert 'linalg' in sys.modules;"
        "assert not {'manim', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=PATIENCE)
