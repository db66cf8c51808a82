"""A row operation as it is written on a board beside its row: + ½ · row 1."""

from __future__ import annotations

from linalg import Subtract
from linalg.elimination.step_blocks import taken_away
from linalg.notation import marked, words
from scenes.mobjects.text import Text, region_of
from scenes.parts.matrices.matrix_stage import MatrixStage

__all__ = ["operation_tag", "size_in"]

_AFTER_SIGN = 0.2  # in ems


def operation_tag(stage: MatrixStage, step: Subtract) -> Text:
    """Return the tag of a row operation: a negative multiple is added, and 1 is not written."""
    sign, size = taken_away(step.multiplier)
    times = () if size == 1 else (marked(size, "multiplier"), "·")
    row = stage.lesson.words("row.name", row=step.source + 1)
    return stage.label(sign, *times, words(row if times else f" {row}"))


def size_in(stage: MatrixStage, step: Subtract, tag: Text) -> Text:
    """Return the size of the multiplier as it stands in a tag, to leave from there."""
    sign, size = taken_away(step.multiplier)
    before = stage.label(sign).width + _AFTER_SIGN * stage.label_size / 96
    return stage.label(size).stand_at(region_of(tag).left + before, tag.baseline, "left")
