"""The drawing of a figure block, as an SVG that carries all it needs."""

from __future__ import annotations

from io import StringIO

from linalg.page.model import Figure

SIZE = (5.6, 3.6)  # inches


def svg(figure: Figure) -> str:
    """Return a figure as SVG, its letters as outlines."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=SIZE, layout="constrained")
    figure.draw(canvas.add_subplot(projection=figure.projection))
    file = StringIO()
    # A fixed salt and no date make the same drawing the same text.
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "page"}):
        canvas.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()
