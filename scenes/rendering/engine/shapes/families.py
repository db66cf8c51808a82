"""A mobject and all that it is made of, gathered without a generator for each of them."""

from __future__ import annotations

from manim import Mobject
from manim.utils.iterables import remove_list_redundancies

__all__ = ["family_of"]


def family_of(self: Mobject, recurse: bool = True) -> list[Mobject]:
    """Return a mobject, its parts and theirs, each once, where it stands last.

    In place of ``Mobject.get_family`` (manim/mobject/mobject.py), where what lies ten levels deep
    goes through ten generators. What is a part of itself ends there.
    """
    if not self.submobjects:
        return [self]
    found: list[Mobject] = []
    _gather(self, found, set())
    return found if len(set(found)) == len(found) else remove_list_redundancies(found)


def _gather(mobject: Mobject, found: list[Mobject], above: set[Mobject]) -> None:
    """Append a mobject and its parts, but for those that it is itself a part of."""
    if mobject in above:
        return
    found.append(mobject)
    above.add(mobject)
    for part in mobject.submobjects:
        if part.submobjects:
            _gather(part, found, above)
        else:
            found.append(part)
    above.remove(mobject)
