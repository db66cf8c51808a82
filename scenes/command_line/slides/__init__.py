"""``optviz slides``: of which lesson, how large, into which file."""

from scenes.command_line.slides.command import slides

__all__ = ["slides"]
