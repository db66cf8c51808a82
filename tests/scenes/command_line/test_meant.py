"""What the command line says to words that are nearly right."""

import click
import pytest

from scenes.command_line.cli import cli
from scenes.command_line.meant import ALIASES, places
from scenes.explanations.topics import TOPICS
from scenes.lessons.catalogue import lesson_names
from scenes.parameters.declarations import ParameterError


def answer(*words):
    """What the command line says, without leaving the process."""
    with pytest.raises((click.UsageError, ParameterError)) as caught:
        cli.main(list(words), prog_name="optviz", standalone_mode=False)
    error = caught.value
    return error.format_message() if isinstance(error, click.UsageError) else str(error)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("explain LU", "did you mean lu?"),
        ("render LU", "did you mean lu?"),
        ("render plu", "did you mean permuted-lu?"),
        ("explain permuted-lu", "did you mean plu?"),
        ("explain PLU", "did you mean plu?"),
        ("explain gauss", "did you mean elimination?"),
        ("render Gauss", "did you mean elimination?"),
        ("explain gaus", "did you mean elimination?"),
        ("render determinant", "did you mean optviz explain determinant?"),
        ("explain det", "did you mean determinant?"),
        ("explain Diamond_and_Circle", "did you mean optviz render diamond-and-circle?"),
        ("render subspces", "did you mean subspaces?"),
        ("elimination", "did you mean optviz render elimination or optviz explain elimination?"),
        ("determinant", "did you mean optviz explain determinant?"),
        ("Render", "did you mean render?"),
        ("explain zzz", "'optviz explain' lists them"),
        ("render zzz", "'optviz lessons' lists them"),
        ("render lu --matrix 1 2 3", "stands in quotes: --matrix '1 2 3'"),
        ("explain solve --matrix [1 2] --to html", "stands in quotes: --matrix '[1 2]'"),
        ("explain gradient --function x*y --at -2, -4", "stands in quotes: --at '-2, -4'"),
        ("explain solve 2p+3q=20", "stands after its option: --matrix 2p+3q=20"),
        ("render lu 1 2 -o a.mp4", "stands after its option: --matrix '1 2'"),
        ("explain solve -1 2", "stands after its option: --matrix '-1 2'"),
        ("explain gradient x*y --to html", "stands after its option: --function 'x*y'"),
        ("render descent --function x*y", "Did you mean '--objective'?"),
        ("explain jacobian --function x*y", "Did you mean '--functions'?"),
        ("explain gradient --start 1", "Did you mean '--at'?"),
        ("explain lu --to PDF", "did you mean pdf?"),
        (
            "explain lu -o .",
            (
                "'.' does not end in one of .txt, .tex, .md, .typ, .html, .json, .csv, .npz, .pdf, "
                ".png, .svg, "
                ".mac, .m, .wl, .py"
            ),
        ),
        ("render elimination -q low", "Did you mean '--quality'?"),
        ("explain lu -m 1", "Did you mean '--matrix'?"),
        ("explain lu --matrix m.csv", "a file has an @ before it: --matrix @m.csv"),
        ("explain lu --matrix data/A.NPY", "a file has an @ before it: --matrix @data/A.NPY"),
    ],
)
def test_hints(words, hint):
    assert answer(*words.split(" ")).endswith(hint)


def test_other_words_stand_for_what_there_is():
    names = {name for group in places().values() for name in group}
    assert {target for targets in ALIASES.values() for target in targets} <= names
    assert not ALIASES.keys() & set(lesson_names()) & set(TOPICS)
