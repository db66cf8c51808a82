"""``optviz course``: films, pictures, handouts and slides from one file."""

from scenes.command_line.course.command import course

__all__ = ["course"]
