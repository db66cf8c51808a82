"""Loops generated for one objective and one method, recorded at every step."""

from optviz.loops.plan import Plan, Step, plan_rule
from optviz.loops.running import run_many, run_one, run_rule

__all__ = ["Plan", "Step", "plan_rule", "run_many", "run_one", "run_rule"]
