"""First-order rules: pure pairs of a state and an update."""

from optviz.rules.adafactor import Adafactor
from optviz.rules.adam import Adam, Adamax, AdamW, AMSGrad, NAdam
from optviz.rules.adaptive import Adadelta, AdaGrad, RMSProp
from optviz.rules.lion import Lion
from optviz.rules.matrix import Muon, newton_schulz
from optviz.rules.momentum import GradientDescent, Momentum, Nesterov
from optviz.rules.parts import ClipNorm, ClipValue, Noise, WithParts
from optviz.rules.radam import RAdam
from optviz.rules.resilient import Rprop
from optviz.rules.rule import Rule
from optviz.rules.schedule_free import ScheduleFree

__all__ = [
    "AMSGrad",
    "AdaGrad",
    "Adadelta",
    "Adafactor",
    "Adam",
    "AdamW",
    "Adamax",
    "ClipNorm",
    "ClipValue",
    "GradientDescent",
    "Lion",
    "Momentum",
    "Muon",
    "NAdam",
    "Nesterov",
    "Noise",
    "RAdam",
    "RMSProp",
    "Rprop",
    "Rule",
    "ScheduleFree",
    "WithParts",
    "newton_schulz",
]
