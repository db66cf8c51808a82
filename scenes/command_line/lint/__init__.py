"""``optviz lint``: of which lesson, and what its rehearsal shows."""

from scenes.command_line.lint.command import lint

__all__ = ["lint"]
