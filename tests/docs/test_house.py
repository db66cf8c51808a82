"""The drawing of the house: it is that of the imports as they are."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_drawing_is_up_to_date(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "docs"), *sys.path])
    import house

    drawn = house.SVG.read_text(encoding="utf-8")
    assert drawn == house.drawing(), "run: python docs/house.py"
