"""Slices all of whose macroblocks are skipped: the picture before, again.

Their data is what CABAC makes of two decisions a macroblock, "skipped" and "not the last one"
(ITU-T H.264, 7.3.4 and 9.3.4), some thirty bytes for 1920 × 1080.
"""

from __future__ import annotations

from functools import lru_cache

from scenes.rendering.engine.video.headers import BIDIRECTIONAL, PREDICTED

__all__ = ["QUALITY", "skipped_macroblocks"]

QUALITY = 51
"""The quantiser in the header: nothing is quantised, but it decides where CABAC begins."""

_FIRST_STATE = 42
_START = {PREDICTED: 42, BIDIRECTIONAL: 57}
"""States at which "skipped" is likely, from Tables 9-13 and 9-14 with this quantiser."""

_LAST_STATE = 62

# Table 9-44 from state 42 to 62: what the less likely decision takes, by the quarter of the range.
_UNLIKELY = (
    (16, 20, 23, 27),
    (15, 19, 22, 25),
    (14, 18, 21, 24),
    (14, 17, 20, 23),
    (13, 16, 19, 22),
    (12, 15, 18, 21),
    (12, 14, 17, 20),
    (11, 14, 16, 19),
    (11, 13, 15, 18),
    (10, 12, 15, 17),
    (10, 12, 14, 16),
    (9, 11, 13, 15),
    (9, 11, 12, 14),
    (8, 10, 12, 14),
    (8, 9, 11, 13),
    (7, 9, 11, 12),
    (7, 9, 10, 12),
    (7, 8, 10, 11),
    (6, 8, 9, 11),
    (6, 7, 9, 10),
    (6, 7, 8, 9),
)


@lru_cache(maxsize=64)
def skipped_macroblocks(count: int, kind: int) -> bytes:
    """Return the data of a slice of `count` skipped macroblocks, to its end.

    Parameters
    ----------
    count : int
        At least 1.
    kind : int
        `PREDICTED` or `BIDIRECTIONAL`.
    """
    # Likely decisions leave the lower end of CABAC's range at 0: each bit so far is a zero.
    span, state, zeros = 510, _START[kind], 0
    for _ in range(count):
        if span < 256:
            span, zeros = 2 * span, zeros + 1
        span -= _UNLIKELY[state - _FIRST_STATE][span >> 6 & 3]
        state = min(state + 1, _LAST_STATE)
        if span < 256:
            span, zeros = 2 * span, zeros + 1
        span -= 2
    # "The last one" is the upper end; its ten bits but the last, which is the stop bit, then end
    # the slice. The very first bit is never written.
    bits = ("0" * zeros + f"{span | 1:010b}")[1:]
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)
