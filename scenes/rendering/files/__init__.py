"""Scenes in a person's own files."""
