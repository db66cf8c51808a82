"""``manim.cfg``: what it says of a film, read as Manim reads it, with its mistakes by line."""

from __future__ import annotations

import configparser
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.parameters.kinds import Choice, Integer, Number, closest
from scenes.rendering.faults import RenderError
from scenes.rendering.files.own_settings import FOLLOWED, IGNORED, check_setting

__all__ = ["CfgError", "CfgFile", "cfg_places", "film_settings", "read_cfg", "shown"]

_NAME = "manim.cfg"
_SECTION = "CLI"
_ENCODER = ("video_encoder", "video_encoder.options")
_HUGE = 10**12
_OF_QUALITY = ("frame_rate", "pixel_height", "pixel_width")
_BOOLEANS = configparser.RawConfigParser.BOOLEAN_STATES
_HEADING = re.compile(r"\s*\[(?P<name>[^\]]+)\]")
_ENTRY = re.compile(r"(?P<key>[^=:\s#;\[][^=:]*?)\s*[=:]")


class CfgError(RenderError):
    """A ``manim.cfg`` that cannot be read, or a value in it that cannot be meant."""


@dataclass(frozen=True)
class CfgFile:
    """The contents of one ``manim.cfg``.

    Attributes
    ----------
    path : Path
    texts : dict of str to str
        What it says of the film.
    not_followed, unknown : tuple of str
        What else it says, and what Manim does not know.
    lines : dict of str to int
        Where each key stands.
    """

    path: Path
    texts: dict[str, str]
    not_followed: tuple[str, ...]
    unknown: tuple[str, ...]
    lines: dict[str, int]


def cfg_places(scene_file: Path) -> list[Path]:
    """Return the files that are there to be read, the one that goes before the others last.

    They are the one in the user's place and the one beside the scene file, or else in the current
    folder, where Manim looks.
    """
    from manim._config.utils import config_file_paths

    users = config_file_paths()[1]
    beside = scene_file.absolute().parent / _NAME
    own = beside if beside.exists() else Path.cwd() / _NAME
    return [path for path in (users, own) if path.is_file()]


def read_cfg(path: Path, before: Mapping[str, str]) -> CfgFile:
    """Read one file.

    Parameters
    ----------
    path : Path
    before : mapping
        What was said before it; what repeats that, or Manim's own default, says nothing.

    Raises
    ------
    CfgError
        With the line.
    """
    defaults = _defaults()
    parser, text = _parsed(path)
    lines = _lines(text)
    section = dict(parser.items(_SECTION, raw=True)) if parser.has_section(_SECTION) else {}
    news = {
        key: said
        for key, said in section.items()
        if said != before.get(key, defaults.get(_SECTION, key, raw=True, fallback=""))
    }
    followed = [key for key in news if key in FOLLOWED]
    if "quality" in news:  # which Manim reads last
        followed = [key for key in followed if key not in _OF_QUALITY]
    others = [key for key in news if key not in followed and key not in IGNORED]
    known = [key for key in others if defaults.has_option(_SECTION, key)]
    encoder = [
        f"[{name}]"
        for name in _ENCODER
        if parser.has_section(name)
        and dict(parser.items(name, raw=True)) != dict(defaults.items(name, raw=True))
    ]
    return CfgFile(
        path,
        {key: _expanded(parser, key, path, lines) for key in followed},
        (*known, *encoder),
        tuple(f"{key}{closest(key, FOLLOWED)}" for key in others if key not in known),
        lines,
    )


def film_settings(files: Sequence[CfgFile]) -> dict[str, Any]:
    """Return the values that the files say together, under the names of Manim's ``config``.

    Raises
    ------
    CfgError
        For a value that cannot be meant, with its line.
    """
    values: dict[str, Any] = {}
    for file in files:
        for key, text in file.texts.items():
            try:
                values[key] = _value(key, text)
                check_setting(key, values[key])
            except ValueError as error:
                raise _fault(file.path, file.lines.get(key), f"{key}: {error}") from error
    if "tex_template_file" in values:
        values["tex_template"] = values.pop("tex_template_file")
    shaped = any(key in values for key in ("pixel_width", "pixel_height", "frame_height"))
    if shaped and "frame_width" not in values:
        ratio = values.get("pixel_width", 1920) / values.get("pixel_height", 1080)
        values["frame_width"] = values.get("frame_height", 8.0) * ratio
    quality = values.pop("quality", {})
    return {**values, **quality}


def _parsed(path: Path) -> tuple[configparser.ConfigParser, str]:
    """Read a file as Manim does; what cannot be read is told by its line."""
    parser = configparser.ConfigParser()
    try:
        text = path.read_text(encoding="utf-8-sig")
        parser.read_string(text, str(path))
    except OSError as error:
        raise CfgError(f"{shown(path)} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _fault(path, line, "is not UTF-8") from error
    except configparser.MissingSectionHeaderError as error:
        raise _fault(path, error.lineno, f"a [{_SECTION}] is missing above it") from error
    except configparser.ParsingError as error:
        raise _fault(
            path, error.errors[0][0], "is neither 'key = value' nor a [section]"
        ) from error
    except configparser.DuplicateOptionError as error:
        raise _fault(path, error.lineno, f"says {error.option} again") from error
    except configparser.DuplicateSectionError as error:
        raise _fault(path, error.lineno, f"begins [{error.section}] again") from error
    return parser, text


def _lines(text: str) -> dict[str, int]:
    """Return the lines at which the keys of Manim's section stand."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(line):
            section = heading["name"]
        elif section in (_SECTION, configparser.DEFAULTSECT) and (entry := _ENTRY.match(line)):
            found[entry["key"].strip().lower()] = number
    return found


def _expanded(
    parser: configparser.ConfigParser, key: str, path: Path, lines: Mapping[str, int]
) -> str:
    """Return what is said of a key, with %(others)s put in, as Manim does for numbers."""
    try:
        return parser.get(_SECTION, key, raw=key == "background_color").strip()
    except configparser.InterpolationError as error:
        raise _fault(path, lines.get(key), f"{key}: a % is not written so") from error


def _value(key: str, text: str) -> Any:
    """Return the value that a text means; ``ValueError`` carries the reason."""
    from manim import ManimColor, TexTemplate
    from manim._config.output import OutputFormat
    from manim._config.utils import _determine_quality
    from manim.constants import QUALITIES

    if key == "background_color":
        return ManimColor(text)
    if key in ("pixel_width", "pixel_height", "seed"):
        return Integer(-_HUGE, _HUGE).read(text)
    if key in ("frame_rate", "frame_width", "frame_height", "background_opacity"):
        return Number(-_HUGE, _HUGE).read(text)
    if key == "preview":
        return _BOOLEANS[Choice(*_BOOLEANS).read(text.lower())]
    if key == "quality":
        flags = [str(values["flag"]) for values in QUALITIES.values() if values["flag"]]
        named = _determine_quality(Choice(*QUALITIES, *flags).read(text))
        return {k: v for k, v in QUALITIES[named].items() if k != "flag"}
    if key == "format":
        return Choice(*OutputFormat).read(text.lower().replace("_", "-"))
    if key == "tex_template_file":
        if not Path(text).is_file():
            raise ValueError(f"there is no file {text}")
        return TexTemplate.from_file(text)
    return text


def _defaults() -> configparser.ConfigParser:
    """Return the settings in the file that Manim ships."""
    from manim._config.utils import config_file_paths

    parser = configparser.ConfigParser()
    with config_file_paths()[0].open(encoding="utf-8") as file:
        parser.read_file(file)
    return parser


def _fault(path: Path, line: int | None, what: str) -> CfgError:
    place = shown(path) if line is None else f"{shown(path)}, line {line}"
    return CfgError(f"{place}: {what}")


def shown(path: Path) -> str:
    """Return a path as short as it is in this folder, or at home."""
    for folder, sign in ((Path.cwd(), ""), (Path.home(), "~/")):
        if path.is_relative_to(folder):
            return f"{sign}{path.relative_to(folder).as_posix()}"
    return str(path)
