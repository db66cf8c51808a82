"""Exercises for a class: questions drawn backwards from their answers, sheets and their keys."""
