"""A person's own settings of a film, under Manim's names: checked, followed, announced.

They come from a ``manim.cfg`` and from what a scene file does to ``config`` while it is imported.
What says how the film looks is followed; what is typed on the command line goes before it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from numbers import Integral, Real
from typing import Any

__all__ = ["FOLLOWED", "IGNORED", "announcement", "check_setting"]

FOLLOWED = (
    "background_color",
    "background_opacity",
    "frame_rate",
    "pixel_width",
    "pixel_height",
    "frame_width",
    "frame_height",
    "quality",
    "format",
    "seed",
    "tex_template_file",
    "assets_dir",
    "preview",
)
"""What a ``manim.cfg`` may say of a film."""

IGNORED = frozenset(
    (
        "disable_caching",
        "disable_caching_warning",
        "enable_wireframe",
        "encoder_queue_size",
        "frame_x_radius",
        "frame_y_radius",
        "fullscreen",
        "gui_location",
        "log_to_file",
        "max_files_cached",
        "max_inflight_encoders",
        "media_embed",
        "media_loglevel",
        "media_width",
        "no_latex_cleanup",
        "notify_outdated_version",
        "plugins",
        "preview_command",
        "progress_bar",
        "show_in_file_browser",
        "use_projection_fill_shaders",
        "use_projection_stroke_shaders",
        "verbosity",
        "window_monitor",
        "window_position",
        "window_size",
        "zero_pad",
    )
)
"""What concerns Manim's terminal, window and caches, which have no part in a render here; the radii
are halves of what is followed."""

_RANGES: Mapping[str, tuple[float, float]] = {
    "background_opacity": (0, 1),
    "frame_rate": (1, 240),
    "frame_width": (0.01, 10_000),
    "frame_height": (0.01, 10_000),
    "pixel_width": (16, 16_384),
    "pixel_height": (16, 16_384),
    "seed": (0, 2**32 - 1),
}
_WHOLE = ("pixel_width", "pixel_height", "seed")


def check_setting(key: str, value: object) -> None:
    """Refuse a number that no film can have.

    Raises
    ------
    ValueError
        With the reason.

    Examples
    --------
    >>> check_setting("frame_rate", 0)
    Traceback (most recent call last):
    ValueError: 0 is out of range: from 1 to 240
    """
    if key not in _RANGES or (key == "seed" and value is None):
        return
    lowest, highest = _RANGES[key]
    if not isinstance(value, Integral if key in _WHOLE else Real) or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a {'whole ' if key in _WHOLE else ''}number")
    if not (math.isfinite(value) and lowest <= float(value) <= highest):
        raise ValueError(f"{value} is out of range: from {lowest:g} to {highest:g}")


def announcement(
    source: str,
    said: Mapping[str, object],
    *,
    typed: Collection[str] = (),
    not_followed: Collection[str] = (),
    unknown: Collection[str] = (),
) -> str | None:
    """Return the line that says what is followed of a person's settings, if there are any.

    Parameters
    ----------
    source : str
        Where they stand.
    said : mapping
        What is said there of the film.
    typed : collection of str
        What the command line says as well.
    not_followed, unknown : collection of str

    Examples
    --------
    >>> announcement(
    ...     "manim.cfg",
    ...     {"frame_rate": "30", "seed": "4"},
    ...     typed=["seed"],
    ...     not_followed=["media_dir"],
    ... )
    'manim.cfg: frame_rate = 30; the command line goes before seed; not followed: media_dir'
    """
    parts = [
        ", ".join(f"{key} = {_shown(value)}" for key, value in said.items() if key not in typed),
        _listed("the command line goes before", [key for key in said if key in typed]),
        _listed("not followed:", not_followed),
        _listed("unknown to Manim:", unknown),
    ]
    told = "; ".join(part for part in parts if part)
    return f"{source}: {told}" if told else None


def _listed(title: str, keys: Collection[str]) -> str:
    return f"{title} {', '.join(keys)}" if keys else ""


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 and "\n" not in text else "…"
