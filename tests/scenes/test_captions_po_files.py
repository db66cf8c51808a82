"""Catalogues read as they are written: the same as those that a compiler makes of them."""

import gettext
import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scenes.captions.catalogue import LESSONS, LOCALE
from scenes.captions.po_files import PoFileError, translations_of

FILES = sorted([*LESSONS.glob("*/*/locale/*/LC_MESSAGES/*.po"), *LOCALE.glob("*/*/*.po")])


def compiled(path):
    with path.open("rb") as file:
        catalogue = read_po(file)
    write_mo(made := io.BytesIO(), catalogue)
    made.seek(0)
    return gettext.GNUTranslations(made)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.stem}-{path.parts[-3]}")
def test_a_catalogue_is_what_a_compiler_makes_of_it(path):
    ours, theirs = translations_of(path), compiled(path)
    told = {key: text for key, text in theirs._catalog.items() if key}
    assert {key: text for key, text in ours._catalog.items() if key} == told
    assert len(told) > 5
    for key in {key[0] for key in told if isinstance(key, tuple)}:
        for count in range(4):
            assert ours.ngettext(key, key, count) == theirs.ngettext(key, key, count)


def test_what_is_written_in_unusual_ways(tmp_path):
    path = tmp_path / "some.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '# a comment\n#, fuzzy\nmsgid "unsure"\nmsgstr "left out"\n\n'
        'msgid "empty"\nmsgstr ""\n'
        'msgid "long"\nmsgstr "one "\n  "and \\"two\\"\\n"\n'
    )
    ours, theirs = translations_of(path), compiled(path)
    for key in ("unsure", "empty", "long"):
        assert ours.gettext(key) == theirs.gettext(key)
    assert ours.gettext("long") == 'one and "two"\n'


@pytest.mark.parametrize("line", ["msgid matrix", '"nothing before"', 'msgstrr "x"'])
def test_a_line_that_says_nothing_is_shown(tmp_path, line):
    path = tmp_path / "some.po"
    path.write_text(f"# a comment\n{line}\n")
    with pytest.raises(PoFileError, match=r"some\.po, line 2: ") as told:
        translations_of(path)
    assert line in str(told.value)
