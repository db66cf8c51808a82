"""The gallery notebook runs from top to bottom, and shows pages, a figure, a film and one error."""

import base64
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter, LatexExporter

GALLERY = Path(__file__).parents[2] / "docs" / "guide" / "gallery.ipynb"


@pytest.fixture(scope="module")
def notebook():
    run = nbformat.read(GALLERY, as_version=4)
    NotebookClient(run, timeout=120, resources={"metadata": {"path": GALLERY.parent}}).execute()
    return run


def shown(notebook):
    """What stands below each cell of code, by kind; a cell that was quiet has nothing."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [
        [sorted(output.get("data", {})) or output["name"] for output in cell.outputs]
        for cell in cells
    ]


def test_it_is_stored_without_outputs():
    stored = nbformat.read(GALLERY, as_version=4)
    nbformat.validate(stored)
    assert {len(cell.get("outputs", [])) for cell in stored.cells} == {0}


def test_each_cell_shows_one_thing(notebook):
    page = ["text/html", "text/latex", "text/plain"]
    figure, film = ["image/png", "text/plain"], ["image/jpeg", "text/html", "text/plain"]
    assert shown(notebook) == [[page], [figure], [film], [], [page], ["stderr"]]


def test_an_error_is_one_line(notebook):
    (output,) = notebook.cells[-1].outputs
    assert output["text"] == "optviz: --matrix: row 2 has 1 entry, row 1 has 2\n"


def test_html_plays_the_film(notebook):
    html, _ = HTMLExporter().from_notebook_node(notebook)
    (video,) = re.findall(r"<video[^>]*>", html)
    (film,) = re.findall(r'src="data:video/mp4;base64,([^"]+)"', video)
    assert " controls" in video
    assert 'poster="data:image/jpeg;base64,' in video
    assert base64.b64decode(film)[4:8] == b"ftyp"
    assert html.count('<div class="page-of-notes">') == 2


def test_latex_has_the_poster_and_the_page(notebook):
    code = nbformat.v4.new_notebook(  # words in Markdown would take Pandoc
        cells=[cell for cell in notebook.cells if cell.cell_type == "code"]
    )
    latex, resources = LatexExporter().from_notebook_node(code)
    assert r"\section*{The factors of A = LU}" in latex
    assert r"\boxed{2}" in latex
    endings = {Path(name).suffix for name in resources["outputs"]}
    assert endings == {".png", ".jpg"}
