"""Rendering with Manim: every touch of Manim's internals is in this folder."""
