"""The commands of ``optviz``, one module each; none loads Manim before it renders."""
