"""The door to Manim: the names that lessons and mobjects draw with, under types that are right.

Manim's own annotations let any attribute of a mobject pass, take what an animation moves for an
OpenGL mobject, and forget what a group is made of. ``typed_manim.pyi``, beside this file, says how
it is; when a film is made these are Manim's own classes. Beside this file ``scenes.rendering``
imports Manim, parts of which it stands in for and takes as they are, and the catalogue of lessons,
late.
"""

from manim import (
    DOWN,
    PI,
    UL,
    UP,
    UR,
    Animation,
    AnimationGroup,
    Arrow,
    Camera,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Line,
    LineJointType,
    Mobject,
    RoundedRectangle,
    Scene,
    ShowPartial,
    Transform,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    Wait,
    config,
    linear,
    smooth,
    squish_rate_func,
)
from manim.mobject.mobject import _AnimationBuilder

__all__ = [
    "DOWN",
    "PI",
    "UL",
    "UP",
    "UR",
    "Animation",
    "AnimationGroup",
    "Arrow",
    "Camera",
    "Create",
    "Dot",
    "FadeIn",
    "FadeOut",
    "Group",
    "LaggedStart",
    "Line",
    "LineJointType",
    "Mobject",
    "Motion",
    "RoundedRectangle",
    "Scene",
    "ShowPartial",
    "Transform",
    "UpdateFromAlphaFunc",
    "VGroup",
    "VMobject",
    "Wait",
    "config",
    "linear",
    "smooth",
    "squish_rate_func",
]

Motion = Animation | Mobject | _AnimationBuilder
"""What a scene plays: an animation, or what calling a method of ``mobject.animate`` gives."""
