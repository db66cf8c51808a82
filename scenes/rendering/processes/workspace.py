"""A private folder beside the target: work happens there, and only what is whole comes out.

Nobody sees a half-written file: the result is renamed into place, which a file system does at once
or not at all, and the folder is removed whatever happens. A folder whose process was killed is
removed by the next render into the same folder: its lock went with the process.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from scenes.rendering.faults import RenderError, system_fault
from scenes.rendering.processes.interruption import not_now, undone_by_signals

__all__ = ["Workspace", "check_target", "workspace"]

_LOCK = "lock"
_PREFIX = ".rendering-"


@dataclass(frozen=True)
class Workspace:
    """The folder of one render, beside its target."""

    folder: Path
    target: Path

    def publish(self, made: Path, place: Path) -> None:
        """Rename what was made in the folder to its place, over an older one of its kind."""
        with not_now():
            if place.is_dir():
                place.rename(self.folder / "older")
            made.replace(place)

    def remove(self) -> None:
        """Remove the folder, even while a thread may still be writing into it."""
        for _ in range(10):
            shutil.rmtree(self.folder, ignore_errors=True)
            if not self.folder.exists():
                return


@contextmanager
def workspace(target: Path, *, of_frames: bool = False) -> Iterator[Workspace]:
    """Make a private folder beside `target` and remove it at the end.

    Parameters
    ----------
    target : Path
        A file; or, `of_frames`, a folder of numbered pictures.

    Raises
    ------
    RenderError
        When nothing can be written there, when `target` is something that must not be replaced,
        and for what the operating system refuses meanwhile, such as space on the disk.
    """
    target = target.resolve()
    check_target(target, of_frames=of_frames)
    _remove_abandoned(target.parent)
    with ExitStack() as stack:
        try:
            with not_now():
                folder, lock = _make_folder(target)
                space = Workspace(folder, target)
                stack.callback(space.remove)
                stack.callback(lock.release)
                stack.enter_context(undone_by_signals(space.remove))
            yield space
        except Exception as error:
            fault = None if isinstance(error, RenderError) else system_fault(error)
            if fault is None:
                raise
            raise RenderError(f"cannot write {target}: {fault}") from error


def _make_folder(target: Path) -> tuple[Path, FileLock]:
    """Make a private folder, and hold its lock."""
    while True:
        try:
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=target.parent))
        except OSError as error:
            raise RenderError(f"cannot write in {target.parent}: {error.strerror}") from error
        lock = FileLock(folder / _LOCK)
        try:
            lock.acquire()
        except FileNotFoundError:  # before it was held, another render removed the folder
            continue
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder, lock


def check_target(target: Path, *, of_frames: bool = False) -> None:
    """Refuse a place that cannot be written, and a folder that holds something else than frames.

    Raises
    ------
    RenderError
    """
    if not target.parent.is_dir():
        raise RenderError(f"there is no folder {target.parent}: make it first")
    if not target.is_dir():
        if target.exists() and not target.is_file():
            raise RenderError(f"{target} is not a file that can be replaced")
        return
    if not of_frames:
        raise RenderError(f"{target} is a folder: name a file in it")
    strangers = [item.name for item in target.iterdir() if not _is_frame(item)]
    if strangers:
        raise RenderError(f"{target} holds other things than frames ({strangers[0]}): not replaced")


def _is_frame(path: Path) -> bool:
    return path.suffix == ".png" and path.stem.isdecimal()


def _remove_abandoned(place: Path) -> None:
    """Remove the folders that killed renders left behind."""
    for folder in place.glob(f"{_PREFIX}*"):
        lock = folder / _LOCK
        with suppress(OSError):  # it is in use
            if lock.exists():
                with FileLock(lock, blocking=False):
                    shutil.rmtree(folder, ignore_errors=True)
                shutil.rmtree(folder, ignore_errors=True)  # Windows keeps a file that is open
