"""Conventions of other systems: which relation, which list, which pivots."""
