"""``optviz new``: a lesson to begin with."""

from scenes.command_line.new.command import new

__all__ = ["new"]
