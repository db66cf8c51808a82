"""Figures on their own, beside texts, and what is never written over."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scenes.explanations.figure_options import FigureOptions
from scenes.explanations.files import files_of, publish, refuse_others
from scenes.explanations.topics import topic
from scenes.explanations.writing import WritingOptions
from scenes.parameters.declarations import ParameterError
from scenes.theme import DARK, contrast

CONVENTIONS = topic("conventions").example().record()
GROWTH = topic("loss").example().record()
NAMES = {"png": b"\x89PNG", "svg": b"<?xml", "pdf-figure": b"%PDF"}


def made(record, name, to=None, language="en", **look):
    options = WritingOptions(to=to, output=Path(name), language=language)
    return files_of(record, [], Path(name), options, FigureOptions(**look))


def picture(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


@pytest.mark.parametrize("to", NAMES)
def test_one_figure_has_the_name_and_several_are_numbered(to):
    ending = to.removesuffix("-figure")
    (one,) = made(GROWTH, f"loss.{ending}", to).items()
    assert one[0] == Path(f"loss.{ending}")
    assert one[1].startswith(NAMES[to])
    several = made(CONVENTIONS, f"notes/c.{ending}", to)
    assert list(several) == [Path(f"notes/c-{k}.{ending}") for k in (1, 2)]
    assert several == made(CONVENTIONS, f"notes/c.{ending}", to)  # the same bytes each time


def test_a_record_without_a_figure_says_so():
    record = topic("lu").example().record()
    with pytest.raises(ParameterError, match="no figure of this topic: take --to pdf"):
        made(record, "lu.png")


def test_size_and_dots_are_those_asked_for_but_for_the_empty_edges():
    small = picture(made(GROWTH, "x.png", size=(4.0, 3.0), dpi=100.0)[Path("x.png")])
    large = picture(made(GROWTH, "x.png", size=(4.0, 3.0), dpi=200.0)[Path("x.png")])
    assert 380 <= small.shape[1] <= 410
    assert 280 <= small.shape[0] <= 310
    np.testing.assert_allclose(np.divide(large.shape[:2], small.shape[:2]), 2, rtol=0.01)


def test_what_is_empty_at_the_edges_is_cut_off():
    (data,) = made(topic("objective").example().record(), "x.png", size=(9.0, 3.0)).values()
    drawn = picture(data)[..., :3]
    assert drawn.shape[1] < 5 * 144  # the plane is square, and no wider than it is high
    assert (drawn[:, :12] < 200).any()
    assert (drawn[:, -12:] < 200).any()


@pytest.mark.parametrize("name", ["contains", "loss", "column-picture", "cross-validation"])
def test_on_a_dark_ground_what_is_drawn_is_light(name):
    (data,) = made(topic(name).example().record(), "x.png", theme="dark").values()
    pixels = picture(data)[..., :3]
    ground = tuple(int(DARK.background[k : k + 2], 16) for k in (1, 3, 5))
    assert tuple(pixels[0, 0]) == ground
    assert 0 < (pixels.max(axis=-1) > 200).mean() < 0.2
    darker = (pixels.max(axis=-1).astype(int) < min(ground) - 4).mean()
    assert darker < 0.001  # nothing black on nearly black
    assert contrast("#ECEDEE", DARK.background) > 10


def test_without_a_ground_the_corner_is_clear():
    (data,) = made(GROWTH, "x.png", transparent=True).values()
    assert picture(data)[0, 0, 3] == 0
    assert picture(made(GROWTH, "x.png")[Path("x.png")])[0, 0, 3] == 255


def test_letters_are_outlines_or_text():
    outlined, written = (
        made(GROWTH, "x.svg", letters=kind)[Path("x.svg")].decode() for kind in ("outlines", "text")
    )
    assert ">class 1</text>" in written
    assert "</text>" not in outlined
    assert (
        ">클래스 1</text>"
        in made(GROWTH, "x.svg", language="ko", letters="text")[Path("x.svg")].decode()
    )


def test_the_marks_of_an_axis_are_translated():
    record = topic("definiteness").example().record()
    third = list(made(record, "x.svg", language="ko", letters="text").values())[2].decode()
    assert ">피벗</text>" in third
    assert "pivots" not in third


@pytest.mark.parametrize(("name", "ending"), [("c.tex", "pdf"), ("c.md", "svg")])
def test_figures_stand_beside_latex_and_markdown(name, ending):
    contents = made(CONVENTIONS, name)
    text = contents.pop(Path(name)).decode()
    assert list(contents) == [Path(f"c-{k}.{ending}") for k in (1, 2)]
    places = [text.index(path.name) for path in contents]
    assert places == sorted(places)
    assert ("\\usepackage{graphicx}" in text) == (ending == "pdf")


def test_a_name_with_blanks_is_a_link_in_markdown():
    text = made(GROWTH, "my notes.md")[Path("my notes.md")].decode()
    assert "](my%20notes-1.svg)" in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("6", "write a width and a height"),
        ("6x", "write a width and a height"),
        ("0.1x3", "a side is 1 to 40 inches"),
        ("400x300cm", "a side is 1 to 40 inches"),
        ("1e9x1", "write a width and a height"),
        ("nanxnan", "write a width and a height"),
        ("-4x3", "write a width and a height"),
    ],
)
def test_what_is_no_size_is_refused(typed, words):
    with pytest.raises(ParameterError, match=words):
        FigureOptions.from_mapping({"size": typed})


def test_more_dots_than_anybody_sees_are_refused():
    with pytest.raises(ParameterError, match="more than 100 million dots"):
        FigureOptions.from_mapping({"size": "40x40", "dpi": "1200"})


def test_a_look_where_no_figure_is_written_is_refused():
    with pytest.raises(ParameterError, match="only figures in files of their own"):
        FigureOptions(theme="dark").check_for("html", to_a_file=True)
    FigureOptions(theme="dark").check_for("latex", to_a_file=True)
    with pytest.raises(ParameterError):
        FigureOptions(theme="dark").check_for("latex", to_a_file=False)


FORMATS = {
    "x.tex": "lu", "x.md": "lu", "x.html": "lu", "x.typ": "lu", "x.txt": "lu", "x.json": "lu",
    "x.pdf": "lu", "x.png": "loss", "x.svg": "loss", "x.csv": "descent", "x.npz": "descent",
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_only_an_earlier_output_is_written_over(tmp_path, name):
    contents = made(topic(FORMATS[name]).example().record(), tmp_path / name)
    publish(contents)
    refuse_others(contents)
    path = next(iter(contents))
    older = path.read_bytes()
    path.write_bytes(older.replace(b"2", b"3"))  # the same of another input
    refuse_others(contents)
    path.write_bytes(b"what somebody has written\n")
    with pytest.raises(ParameterError, match="was not made by this command: take another name"):
        refuse_others(contents)
