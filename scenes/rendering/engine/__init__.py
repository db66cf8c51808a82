"""The fast engine: the same frames as Manim's, of which it draws and encodes only what changes."""
