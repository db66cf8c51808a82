"""Mobjects that lessons are drawn with."""
