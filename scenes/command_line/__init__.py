"""The command ``optviz``, one file a command; none loads Manim before it renders."""
