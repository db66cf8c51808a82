"""Formulas and pages, typeset by Typst."""
