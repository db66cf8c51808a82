import json
from pathlib import Path

import pytest
from korean_pages import english, english_in_figures

from scenes.explanations.topics import TOPICS, topic
from scenes.explanations.writing import written
from scenes.parameters.declarations import declared


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_every_topic_explains_its_example_in_every_format(name):
    explanation = topic(name)
    assert explanation.summary()
    record = explanation.example().record()
    check = getattr(record, "check", None)
    assert check is None or check()
    texts = {f: written(record, f).decode() for f in ("text", "latex", "markdown", "typst", "html")}
    assert all(len(text) > 100 for text in texts.values())
    assert "\\begin{document}" in texts["latex"]
    assert "<html" in texts["html"]
    assert json.loads(written(record, "json"))["record"] == type(record).__name__
    page = record.page().with_remarks(explanation.example().remarks).in_language("ko")
    assert english(page) == set()
    assert english_in_figures(page) == set()


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_every_parameter_has_an_example_that_its_kind_reads(name):
    for declaration in declared(topic(name)):
        declaration.kind.read(declaration.example)


def test_topics_are_declared_where_the_table_says():
    for place in TOPICS.values():
        module, _, _ = place.partition(":")
        assert Path(*module.split(".")).with_suffix(".py").exists()


def test_what_was_assumed_stands_below_the_title_of_every_format():
    record = topic("lu").example().record()
    remark = "The first line, x and y, is a header."
    for name in ("text", "latex", "markdown", "typst", "html"):
        page = written(record, name, [remark]).decode()
        assert page.index(remark) < page.index("Check")
        assert remark not in written(record, name).decode()
    assert json.loads(written(record, "json", [remark]))["remarks"] == [remark]
    assert "remarks" not in json.loads(written(record, "json"))
