"""``optviz exercises``: which topics, which options, which files."""

from scenes.command_line.exercises.command import exercises

__all__ = ["exercises"]
