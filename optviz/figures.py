"""The figures of this package look as those of `linalg` do."""

from linalg.figures import FOREGROUND, line_style, new_axes

__all__ = ["FOREGROUND", "line_style", "new_axes"]
