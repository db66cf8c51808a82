"""Manim's shapes, made without its detours."""
