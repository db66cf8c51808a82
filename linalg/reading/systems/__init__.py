"""Notations of other systems, brought into the grammar with every sign in its place."""
