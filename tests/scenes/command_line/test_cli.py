"""The command line without a render: help, listings, completion, and what is said of mistakes."""

import shlex
import subprocess
import sys
from pathlib import Path

import click
import commands
import pytest

from scenes.command_line.cli import COMMANDS
from scenes.command_line.exercises.options import SUMMARIES, SheetOptions
from scenes.command_line.faults import fault_lines, is_for_a_person, place
from scenes.command_line.options import example_line, options_of, parameters_from
from scenes.explanations.topics import TOPICS, topic
from scenes.explanations.writing import WritingOptions
from scenes.lessons.catalogue import UnknownLessonError, lesson, lesson_names
from scenes.lessons.linear_algebra.lu.parameters import LUParameters
from scenes.parameters.declarations import ParameterError, declared
from scenes.parameters.kinds import Choice, Matrix, Switch
from scenes.parameters.linear_system import LinearSystem
from scenes.parameters.presentation import Presentation
from scenes.rendering.options import RenderOptions

HEAVY = ("manim", "numpy", "sympy", "matplotlib", "rich", "typst", "av")

LEAVES = [
    *(["render", name] for name in lesson_names()),
    ["slides", "lu"],
    ["lint", "lu"],
    *(["explain", name] for name in TOPICS),
    *(["exercises", name] for name in SUMMARIES),
    ["lessons"],
    ["verify"],
    ["doctor"],
    ["completion"],
]


def optviz(*words, folder, status=0, **given):
    done = commands.run(*words, folder=folder, **given)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


def asked_for(words):
    """The parameters of what a command shows, makes or asks."""
    command, name = words
    if command == "exercises":
        return SheetOptions
    return lesson(name).parameters if command in ("render", "slides", "lint") else topic(name)


# Help


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["render"],
        ["slides"],
        ["lint"],
        ["new"],
        ["new", "lesson"],
        ["course"],
        ["course", "build"],
        ["explain"],
        ["exercises"],
        *LEAVES,
    ],
)
def test_every_command_has_help_with_an_example(tmp_path, words):
    shown = optviz(*words, "--help", folder=tmp_path).stdout
    assert "Usage: " in shown
    assert "Example" in shown
    assert "  optviz " in shown or 'eval "$(optviz' in shown


@pytest.mark.parametrize("words", [[], ["render"]])
def test_a_command_alone_says_what_it_needs(tmp_path, words):
    done = optviz(*words, folder=tmp_path, status=2)
    assert done.stderr.startswith("Usage: ")
    assert "elimination" in done.stderr


def test_help_is_made_from_the_declarations():
    for parameters in (Presentation, RenderOptions, WritingOptions, SheetOptions, LinearSystem):
        for declaration, option in zip(declared(parameters), options_of(parameters), strict=True):
            assert declaration.option in option.opts
            assert option.help.startswith(declaration.help)
            assert option.is_flag == isinstance(declaration.kind, Switch)
            assert option.metavar == (None if option.is_flag else declaration.kind.metavar)
            assert ("if nothing is given" in option.help) == declaration.required


@pytest.mark.parametrize("words", [leaf for leaf in LEAVES if len(leaf) == 2])
def test_the_examples_of_the_help_are_read(words):
    parameters = asked_for(words)
    line = example_line("optviz", parameters)
    assert all(d.option in line for d in declared(parameters) if d.required)
    assert parameters.example() is not None


def test_every_example_is_one_that_its_kind_reads():
    for parameters in (Presentation, RenderOptions, WritingOptions, SheetOptions, LinearSystem):
        for declaration in declared(parameters):
            declaration.read(declaration.example)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["lessons"], ["explain"]])
def test_nothing_heavy_is_loaded_to_answer_quickly(tmp_path, words):
    code = (
        "import sys\nfrom scenes.command_line.cli import cli\n"
        f"cli.main({words!r}, prog_name='optviz', standalone_mode=False)\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout.splitlines()[-1].strip() == "LOADED"


def test_explaining_never_loads_manim(tmp_path):
    code = (
        "import sys\nfrom scenes.command_line.cli import cli\n"
        "words = ['explain', 'elimination', '--matrix', '1 2; 3 4', '--to', sys.argv[1]]\n"
        "cli.main(words, prog_name='optviz', standalone_mode=False)\n"
        "sys.exit('manim' in sys.modules)"
    )
    for target in ("text", "pdf"):
        words = [sys.executable, "-c", code, target]
        subprocess.run(words, stdout=subprocess.DEVNULL, cwd=tmp_path, check=True)


def test_version_and_listings(tmp_path):
    assert optviz("--version", folder=tmp_path).stdout.startswith("optviz 0.")
    assert "elimination  " in optviz("lessons", folder=tmp_path).stdout
    assert "elimination  " in optviz("explain", folder=tmp_path).stdout


def test_the_installed_command_is_the_same(tmp_path):
    command = Path(sys.executable).with_name("optviz")
    done, other = (
        subprocess.run([*words, "lessons"], capture_output=True, text=True, check=True)
        for words in ([command], [sys.executable, "-m", "scenes"])
    )
    assert done.stdout == other.stdout == optviz("lessons", folder=tmp_path).stdout


# Mistakes


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["rendr"], "optviz: there is no command 'rendr'; did you mean render?"),
        (
            ["render", "elimnation"],
            "optviz: no lesson is called 'elimnation'; did you mean elimination?",
        ),
        (["render", "zzz"], "optviz: no lesson is called 'zzz'; 'optviz lessons' lists them"),
        (["explain", "zzz"], "optviz: there is no topic 'zzz'; 'optviz explain' lists them"),
        (
            ["render", "elimination", "--rhs", "1"],
            "optviz: --matrix: is missing; for example '1 2 1; 3 8 1",
        ),
        (["render", "elimination", "--matrix"], "optviz: Option '--matrix' requires an argument."),
        (["render", "elimination", "--qualty", "low"], "optviz: No such option"),
        (
            ["render", "elimination", "--quality", "hgih"],
            "optviz: --quality: 'hgih' is not one of low, medium, high, 4k; did you mean high?",
        ),
        (
            ["render", "elimination", "--output", "a.gif", "--format", "mp4"],
            "optviz: --output: 'a.gif' is not a name for mp4: end it in .mp4, or ask for another",
        ),
        (
            ["render", "elimination", "--format", "png", "--captions", "file"],
            "optviz: --captions: a single picture has no subtitles: burned or none",
        ),
        *(
            (
                ["explain", "lu", "--output", name],
                f"optviz: --output: {name!r} does not end in one of .txt, .tex, .md, .typ, .html,",
            )
            for name in ("fig.gif", "fig.EPS", "lu.docx", "lu.tex.bak", "notes", ".tex", "week.2")
        ),
        *(
            (
                ["explain", "lu", "--to", target, "--output", name],
                f"optviz: --output: {name!r} is not a name for {target}: end it in {ending}, or",
            )
            for target, name, ending in [
                ("pdf", "notes.tex", ".pdf"),
                ("latex", "notes.pdf", ".tex"),
                ("text", "fig.png", ".txt"),
                ("json", "lu.csv", ".json"),
            ]
        ),
        (["explain", "elimination", "--to", "word"], "optviz: --to: 'word' is not one of text,"),
        (
            ["explain", "elimination", "--matrix", "@no.csv"],
            "optviz: --matrix: cannot read 'no.csv': No such file or directory",
        ),
    ],
)
def test_a_mistake_gets_one_line_and_status_2(tmp_path, words, message):
    done = optviz(*words, folder=tmp_path, status=2)
    assert done.stdout == ""
    first, *rest = done.stderr.splitlines()
    assert first.startswith(message)
    assert rest == [] or (len(rest) == 1 and rest[0].startswith("Help: "))
    assert list(tmp_path.iterdir()) == []


def test_the_place_of_a_mistake_is_shown(tmp_path):
    done = optviz("explain", "elimination", "--matrix", "1 2; 3 2x", folder=tmp_path, status=2)
    assert done.stderr.splitlines()[1:] == ["    1 2; 3 2x", "            ^"]
    done = optviz("explain", "elimination", "--matrix", "1 2\n3 $", folder=tmp_path, status=2)
    assert done.stderr.splitlines()[1:] == ["    3 $", "      ^"]


@pytest.mark.parametrize(
    ("text", "position", "lines"),
    [
        ("1 2x", 3, ["    1 2x", "       ^"]),
        ("", 0, ["    ", "    ^"]),
        ("(1", 2, ["    (1", "      ^"]),
        ("가나 $", 3, ["    가나 $", "         ^"]),
        ("a\x1b[31m$", 6, ["    a\\x1b[31m$", "             ^"]),
        ("1 2\n3 x\n4 5", 6, ["    3 x", "      ^"]),
    ],
)
def test_a_caret_stands_under_the_place(text, position, lines):
    assert place(text, position) == lines


def test_a_long_text_is_cut_around_the_place():
    text, caret = place("1 " * 5000 + "$" + " 2" * 5000, 10_000)
    assert text[len(caret) - 1] == "$"
    assert len(text) < 80


def test_errors_of_this_project_are_messages_and_others_are_not():
    assert is_for_a_person(UnknownLessonError("x"))
    assert is_for_a_person(ParameterError("x", "y"))
    assert not is_for_a_person(ValueError("x"))
    assert fault_lines(ParameterError("learning_rate", "too\nlarge")) == [
        "--learning-rate: too; large"
    ]
    assert fault_lines(KeyError()) == ["KeyError"]
    empty = ParameterError("matrix", "row 1, column 2 is empty", " ", 0)  # an empty cell
    assert fault_lines(empty) == ["--matrix: row 1, column 2 is empty"]


def test_an_error_inside_is_told_from_a_mistake_and_debug_shows_where(tmp_path):
    code = (
        "import sys, scenes.lessons.catalogue, scenes.command_line.lessons as module\n"
        "module.lesson_names = lambda: 1 / 0\n"
        "from scenes.command_line.cli import main\nmain(sys.argv[1:])"
    )
    words = [sys.executable, "-c", code, "lessons"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "optviz: an error inside: ZeroDivisionError: division by zero",
        "Please report it with what --debug shows.",
    ]
    done = subprocess.run([*words, "--debug"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" in done.stderr


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ("import scenes\n\nx = nothing\n", "parameters.py, line 3: NameError: name 'nothing' is"),
        ("class (:\n", "parameters.py, line 1: SyntaxError: invalid syntax"),
        ("import no_such\n", "parameters.py, line 1: ModuleNotFoundError: No module named 'no_s"),
        ("", "TypeError: scenes.lessons.mine.a_broken_one.parameters defines 0 Parameters classes"),
        (
            None,
            "ModuleNotFoundError: No module named 'scenes.lessons.mine.a_broken_one.parameters'",
        ),
    ],
)
def test_one_broken_lesson_hides_no_other(tmp_path, parameters, why):
    folder = tmp_path / "mine" / "a_broken_one"
    folder.mkdir(parents=True)
    for package in (folder, folder.parent):
        (package / "__init__.py").touch()
    if parameters is not None:
        (folder / "parameters.py").write_text(parameters)
    code = (
        "import sys, scenes.lessons; scenes.lessons.__path__.insert(0, sys.argv[1])\n"
        "from scenes.command_line.cli import main\nmain(sys.argv[2:])"
    )

    def asked(*words):
        line = [sys.executable, "-c", code, str(tmp_path), *words]
        return subprocess.run(line, capture_output=True, text=True, check=False)

    listed = asked("lessons")
    assert "elimination  " in listed.stdout
    assert "a-broken-one" not in listed.stdout
    assert listed.stderr.startswith(f"optviz: the lesson a-broken-one cannot be loaded: {why}")
    assert len(listed.stderr.splitlines()) == 1
    assert listed.returncode == 0
    helped = asked("render", "--help")
    assert "elimination" in helped.stdout
    assert "a-broken-one" in helped.stdout
    tried = asked("render", "a-broken-one", "--quality", "low")
    assert tried.returncode == 1
    assert tried.stderr == listed.stderr


# Where texts come from


def test_values_come_from_files_and_pipes(tmp_path):
    (tmp_path / "a.csv").write_text("2,1\n8,7\n")
    typed = optviz("explain", "elimination", "--matrix", "2 1; 8 7", folder=tmp_path)
    for source in ("@a.csv", f"@{tmp_path / 'a.csv'}"):
        read = optviz("explain", "elimination", "--matrix", source, folder=tmp_path)
        assert read.stdout == typed.stdout
    piped = optviz("explain", "elimination", "--matrix", "-", folder=tmp_path, stdin="2 1\n8 7\n")
    assert piped.stdout == typed.stdout


def test_a_file_and_a_pipe_are_read_alike(tmp_path):
    table = "x,y\n2,1\n8,7\n"
    (tmp_path / "a.csv").write_text(table)
    words = ("explain", "lu", "--matrix")
    read = optviz(*words, "@a.csv", folder=tmp_path)
    assert read.stdout.splitlines()[3] == "The first line, x and y, is left out as a header."
    assert optviz(*words, "@-", folder=tmp_path, stdin=table).stdout == read.stdout


def test_a_value_may_begin_with_a_minus(tmp_path):
    words = ["explain", "elimination", "--matrix", "-1 0; 0 -2", "--rhs", "-1 2", "--to", "json"]
    assert '"-1"' in optviz(*words, folder=tmp_path).stdout


def test_only_matrices_stand_in_files():
    with pytest.raises(ParameterError, match="'@low' is not one of"):
        parameters_from(RenderOptions, {"quality": "@low"})
    assert Matrix().metavar == "MATRIX"


@pytest.mark.parametrize("words", [["--no-products", "--ldu"], ["--products", "--no-ldu"]])
def test_yes_and_no_are_two_flags(words):
    command = click.Command("lu", params=options_of(LUParameters))
    asked = parameters_from(LUParameters, command.make_context("lu", list(words)).params)
    assert (asked.products, asked.ldu) == ("--products" in words, "--ldu" in words)
    assert asked.A == LUParameters.example().A


@pytest.mark.parametrize("words", [leaf for leaf in LEAVES if len(leaf) == 2])
def test_nobody_chooses_between_the_words_yes_and_no(words):
    asked = asked_for(words)
    choices = [set(d.kind.words) for d in declared(asked) if isinstance(d.kind, Choice)]
    assert {"yes", "no"} not in choices


def test_where_only_choices_are_typed_the_rest_is_the_examples():
    chosen = parameters_from(LUParameters, {"ldu": False})
    assert (chosen.ldu, chosen.products) == (False, True)
    assert chosen.A == LUParameters.example().A
    assert parameters_from(LUParameters, {}) == LUParameters.example()
    with pytest.raises(ParameterError, match="'never' is not one of"):
        parameters_from(LUParameters, {"ldu": "never"})


def test_a_closed_pipe_ends_quietly(tmp_path):
    python = shlex.quote(sys.executable)
    words = f"{python} -m scenes render elimination --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", words], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "1")


def test_the_letter_for_the_output(tmp_path):
    done = optviz("explain", "lu", "-o", "lu.tex", folder=tmp_path)
    assert done.stdout == "lu.tex\n"
    assert (tmp_path / "lu.tex").is_file()


@pytest.mark.parametrize("name", ["fig.png", "notes.tex", "lu.docx"])
def test_what_was_there_under_another_ending_is_kept(tmp_path, name):
    (tmp_path / name).write_bytes(b"older")
    optviz("explain", "lu", "--to", "pdf", "-o", name, folder=tmp_path, status=2)
    assert (tmp_path / name).read_bytes() == b"older"
    optviz("explain", "lu", "--to", "latex", "-o", "without", folder=tmp_path)
    assert (tmp_path / "without").read_text().startswith(r"\documentclass")


@pytest.mark.parametrize("content", [(), ("1.png",)])
def test_a_folder_is_not_replaced_by_a_page(tmp_path, content):
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in content:
        (folder / name).touch()
    words = ("explain", "lu", "--to", "latex", "--output", "notes")
    done = optviz(*words, folder=tmp_path, status=1)
    assert "notes is a folder: name a file in it" in done.stderr
    assert [item.name for item in folder.iterdir()] == list(content)


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(tmp_path, shell):
    script = optviz("completion", shell, folder=tmp_path).stdout
    assert "_OPTVIZ_COMPLETE" in script
    assert "optviz" in script


@pytest.mark.parametrize(
    ("typed", "completions"),
    [
        ("optviz ren", {"render"}),
        ("optviz render eli", {"elimination"}),
        ("optviz explain elimination --to la", {"latex", "latex-matrix"}),
        ("optviz render elimination --quality ", {"low", "medium", "high", "4k"}),
        ("optviz render elimination --th", {"--theme"}),
    ],
)
def test_completions(tmp_path, typed, completions):
    done = optviz(
        folder=tmp_path,
        _OPTVIZ_COMPLETE="bash_complete",
        COMP_WORDS=typed,
        COMP_CWORD=str(len(typed.split(" ")) - 1),
    )
    assert {line.partition(",")[2] for line in done.stdout.split()} == completions


def test_commands_are_all_there():
    assert set(COMMANDS) == {
        *("lessons", "render", "slides", "course", "explain", "verify", "exercises"),
        *("doctor", "lint", "new", "completion"),
    }
    assert Choice("a").metavar == "a"
