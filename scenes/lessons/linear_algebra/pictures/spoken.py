"""The captions that speak of lines or of planes."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["OF_ROWS", "OF_SPAN"]

OF_ROWS: Mapping[int, Mapping[str, str]] = {
    2: {
        "beat.tilt": "lines.beat.tilt",
        "rows": "lines.rows",
        "meet": "lines.meet",
        "none.rows": "lines.none.rows",
        "family.rows": "lines.family.rows",
        "first": "lines.first",
        "all": "lines.all",
        "slide": "lines.slide",
        "tilt": "lines.tilt",
        "runs": "lines.runs",
        "stays": "lines.stays",
        "onto.line": "lines.onto.line",
        "many.1": "lines.many.1",
        "off.line": "lines.off.line",
    },
    3: {
        "beat.tilt": "planes.beat.tilt",
        "rows": "planes.rows",
        "meet": "planes.meet",
        "none.rows": "planes.none.rows",
        "family.rows": "planes.family.rows",
        "first": "planes.first",
        "all": "planes.all",
        "slide": "planes.slide",
        "tilt": "planes.tilt",
        "runs": "planes.runs",
        "stays": "planes.stays",
        "onto.line": "planes.onto.line",
        "onto.plane": "planes.onto.plane",
        "many.1": "planes.many.1",
        "many.2": "planes.many.2",
        "off.line": "planes.off.line",
        "off.plane": "planes.off.plane",
    },
}
"""By the number of unknowns: equations are lines or planes."""

OF_SPAN: Mapping[int, Mapping[str, str]] = {
    1: {
        "columns": "line.columns",
        "why": "line.why",
        "none": "line.none",
    },
    2: {
        "columns": "plane.columns",
        "why": "plane.why",
        "none": "plane.none",
    },
}
"""By the rank: all combinations of the columns are a line or a plane."""
