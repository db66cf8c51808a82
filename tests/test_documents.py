"""The documentation builds; its examples and the README's run; links lead somewhere."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLES = [page for page in PAGES if ">>>" in page.read_text(encoding="utf-8")]
FENCE = re.compile(r"^\s*(```|:::).*$", re.MULTILINE)


def name(page):
    """Return the path that a person would look for."""
    return page.relative_to(ROOT).as_posix()


def failures(text, page_name):
    """Run the examples of a page, one after the other in one namespace."""
    # A fence becomes a blank line: it ends the expected output and keeps the line numbers.
    page = doctest.DocTestParser().get_doctest(FENCE.sub("", text), {}, page_name, page_name, 0)
    report = []
    runner = doctest.DocTestRunner(
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, verbose=False
    )
    runner.run(page, out=report.append)
    return "".join(report)


@pytest.mark.parametrize("page", EXAMPLES, ids=name)
def test_examples_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert not (report := failures(page.read_text(encoding="utf-8"), name(page))), report


def test_the_readme_has_examples():
    assert ROOT / "README.md" in EXAMPLES


def test_a_wrong_example_is_seen():
    assert "Expected" in failures("```pycon\n>>> 1 + 1\n3\n```\n", "wrong.md")
    assert not failures("```pycon\n>>> 1 + 1\n2\n```\n", "right.md")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.longest
def test_the_documentation_builds_without_warnings(tmp_path):
    sphinx = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    sphinx += ["-D", "film_clips=0"]  # each lesson is rendered by its own tests
    # A theme writes the contents of all pages on every page; objects in them take a minute.
    sphinx += ["-D", "toc_object_entries=0"]
    command = [*sphinx, "--doctree-dir", tmp_path / "trees", ROOT / "docs", tmp_path / "html"]
    build = subprocess.run(command, capture_output=True, text=True, check=False)
    assert build.returncode == 0, build.stderr
    assert (tmp_path / "html" / "index.html").exists()
