"""Walks of first-order rules, recorded at every step, as fast as generated code can be."""

from optviz.first_order.walks import walk, walk_many, walk_one

__all__ = ["walk", "walk_many", "walk_one"]
