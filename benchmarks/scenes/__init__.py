"""Plain Manim scenes in the style of a good lecturer, rendered by us and by Manim side by side."""
