"""Small files that are kept from one run to the next, for whoever asks first.

Nothing depends on them: whatever is missing, damaged or cannot be written is made again. So no
process locks another out. A file appears under its name when it is whole, and says in its first
bytes what the rest must add up to.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["PLACE", "KeptFiles", "user_folder"]

PLACE = "OPTVIZ_CACHE_DIR"
"""The variable that says where, in place of the system's folder for such files; or, empty, that
nothing is kept."""

_MOST_BYTES = 64 * 2**20
"""Some five thousand formulas."""

_ENDING = ".kept"
_UNFINISHED = "new-"
_AN_HOUR = 3600
_BETWEEN_PRUNINGS = 200
"""So many files may be kept before room is made in between."""


def user_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return where a user's files are kept, or None where nothing is to be.

    Examples
    --------
    >>> user_folder({"OPTVIZ_CACHE_DIR": "/tmp/there"}).as_posix()
    '/tmp/there'
    >>> user_folder({"OPTVIZ_CACHE_DIR": ""})
    """
    if PLACE in environment:
        return Path(environment[PLACE]).absolute() if environment[PLACE] else None
    try:
        return _system_folder(environment) / "optviz"
    except RuntimeError:  # there is no home
        return None


def _system_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder for what may be lost: the XDG base directories', Apple's, Windows'."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if sys.platform == "win32" and (place := environment.get("LOCALAPPDATA")):
        return Path(place)
    asked = Path(environment.get("XDG_CACHE_HOME", ""))
    return asked if asked.is_absolute() else Path.home() / ".cache"


@dataclass
class KeptFiles:
    """Files in a folder, the least recently used of which go when they get too many.

    Parameters
    ----------
    folder : Path
        Made when the first file is kept.
    most_bytes : int, optional
        What they may take together after `prune`.
    """

    folder: Path
    most_bytes: int = _MOST_BYTES
    _new: int = field(default=0, init=False)

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name; None if there is nothing, or not what was kept."""
        place = self._place(name)
        try:
            kept = place.read_bytes()
        except OSError:
            return None
        digest, content = kept[:32], kept[32:]
        if digest != _digest(content):
            with suppress(OSError):
                place.unlink()
            return None
        with suppress(OSError):
            os.utime(place)  # used just now
        return content

    def put(self, name: str, content: bytes) -> None:
        """Keep something under a name, where the folder can be written and has room."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, name_so_far = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
            os.close(number)
            unfinished = Path(name_so_far)
            try:
                unfinished.write_bytes(_digest(content) + content)
                unfinished.replace(self._place(name))
            finally:
                unfinished.unlink(missing_ok=True)
            self._new += 1
            if self._new >= _BETWEEN_PRUNINGS:
                self.prune()

    def prune(self) -> None:
        """Remove the least recently used files until the others take as much as they may."""
        self._new = 0
        files = sorted(self._files(), key=lambda file: file[1].st_mtime_ns, reverse=True)
        total = 0
        for path, state in files:
            total += state.st_size
            if total > self.most_bytes:
                with suppress(OSError):
                    path.unlink()
        for path in self._listed(_UNFINISHED):  # of a process that was killed
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - _AN_HOUR:
                    path.unlink()

    def prune_if_new(self) -> None:
        """Do so if anything was kept since."""
        if self._new:
            self.prune()

    def measure(self) -> tuple[int, int]:
        """Return how many files are kept, and how many bytes they take."""
        sizes = [state.st_size for _, state in self._files()]
        return len(sizes), sum(sizes)

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}{_ENDING}"

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self._listed():
            if path.suffix == _ENDING:
                with suppress(OSError):  # another process removed it
                    yield path, path.stat()

    def _listed(self, prefix: str = "") -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.name.startswith(prefix)]
        except OSError:
            return []


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
