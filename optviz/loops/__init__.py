"""Loops generated for one objective and one method, recorded at every step."""

from optviz.loops.plan import Plan, Step, plan_rule
from optviz.loops.walks import walk_many, walk_one, walk_rule

__all__ = ["Plan", "Step", "plan_rule", "walk_many", "walk_one", "walk_rule"]
