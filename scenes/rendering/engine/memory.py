"""Memory that is given back when it is no longer needed, where the C library is glibc."""

from __future__ import annotations

import ctypes
import sys

__all__ = ["give_back_large_pieces"]

_MMAP_THRESHOLD = -3
"""``M_MMAP_THRESHOLD`` of ``malloc.h``."""

_LARGE = 4 << 20
"""Bytes of a piece that is asked of the system, and given back to it."""


def give_back_large_pieces() -> None:
    """Have pictures and encoders' buffers given back to the system as soon as they are freed.

    Left to itself, glibc keeps them, in each thread that ever encoded a segment: half as much
    again as a render needs.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_MMAP_THRESHOLD, _LARGE)
