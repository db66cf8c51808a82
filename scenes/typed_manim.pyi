# mypy: disable-error-code="assignment, misc, override"
# Each class narrows what Manim's own says, which is what these three are about.

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeAlias, overload

import manim
from manim import DOWN as DOWN
from manim import PI as PI
from manim import UL as UL
from manim import UP as UP
from manim import UR as UR
from manim import LineJointType as LineJointType
from manim import config as config
from manim import linear as linear
from manim import smooth as smooth
from manim import squish_rate_func as squish_rate_func
from manim.mobject.mobject import _AnimationBuilder
from manim.utils.color import ParsableManimColor
from typing_extensions import TypeVar

# What is drawn.

_Mobject = TypeVar("_Mobject", bound=Mobject)
_Part = TypeVar("_Part", bound=VMobject, default=VMobject, covariant=True)

class Mobject(manim.Mobject):
    __getattr__: None  # Manim's finds get_x and set_x for x, and promises every attribute
    submobjects: list[Mobject]

    def get_family(self, recurse: bool = True) -> list[Mobject]: ...
    def family_members_with_points(self) -> list[Mobject]: ...

class Group(Mobject, manim.Group): ...

class VMobject(Mobject, manim.VMobject):
    submobjects: list[VMobject]

    def __iter__(self) -> Iterator[VMobject]: ...

class VGroup(VMobject, manim.VGroup, Generic[_Part]):
    def __init__(self, *parts: _Part, **style: Any) -> None: ...
    def __iter__(self) -> Iterator[_Part]: ...
    @overload
    def __getitem__(self, key: int) -> _Part: ...
    @overload
    def __getitem__(self, key: slice) -> VGroup[_Part]: ...

class Arrow(manim.Arrow, VMobject): ...
class Dot(manim.Dot, VMobject): ...
class Line(manim.Line, VMobject): ...
class RoundedRectangle(manim.RoundedRectangle, VMobject): ...

# What moves.

class Animation(manim.Animation):
    mobject: Any  # a subclass says what it animates

class AnimationGroup(manim.AnimationGroup, Animation): ...
class Create(manim.Create, ShowPartial): ...
class FadeIn(manim.FadeIn, Animation): ...
class FadeOut(manim.FadeOut, Animation): ...
class LaggedStart(manim.LaggedStart, Animation): ...
class ShowPartial(manim.ShowPartial, Animation): ...
class Transform(manim.Transform, Animation): ...

class UpdateFromAlphaFunc(manim.UpdateFromAlphaFunc, Animation):
    def __init__(
        self, mobject: _Mobject, update: Callable[[_Mobject, float], object], **options: Any
    ) -> None: ...

class Wait(manim.Wait, Animation): ...

Motion: TypeAlias = Animation | Mobject | _AnimationBuilder

class Camera(manim.Camera):
    background_color: ParsableManimColor

class Scene(manim.Scene):
    mobjects: list[Mobject]

    @property
    def camera(self) -> Camera: ...
