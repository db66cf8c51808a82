"""Commands that take a lesson by its name."""

from scenes.command_line.lesson_group.group import LessonGroup

__all__ = ["LessonGroup"]
