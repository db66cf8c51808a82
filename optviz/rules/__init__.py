"""First-order rules: pure pairs of a state and an update."""

from optviz.rules.adam import Adam, Adamax, AdamW, AMSGrad, NAdam
from optviz.rules.adaptive import Adadelta, AdaGrad, RMSProp
from optviz.rules.lion import Lion
from optviz.rules.momentum import GradientDescent, Momentum, Nesterov
from optviz.rules.parts import ClipNorm, ClipValue, Noise, WithParts
from optviz.rules.rule import Rule

__all__ = [
    "AMSGrad",
    "AdaGrad",
    "Adadelta",
    "Adam",
    "AdamW",
    "Adamax",
    "ClipNorm",
    "ClipValue",
    "GradientDescent",
    "Lion",
    "Momentum",
    "NAdam",
    "Nesterov",
    "Noise",
    "RMSProp",
    "Rule",
    "WithParts",
]
