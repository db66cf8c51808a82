"""The catalogues of this package's sentences, made known to pages."""

from pathlib import Path

from linalg.language.catalogue import add_catalogues

add_catalogues(Path(__file__).parent / "locale")
