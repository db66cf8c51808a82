"""A course is built: what changed is made again, what fails does not stop the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from scenes.courses.course_file import Course, Item
from scenes.courses.fingerprints import fingerprint
from scenes.courses.index_page import index_page
from scenes.rendering.faults import RenderError

__all__ = ["Built", "build", "pending"]

_MANIFEST = ".optviz-course.json"


@dataclass
class Built:
    """The outcome of a build.

    Attributes
    ----------
    made, kept, failed : list of str
        The files of items: made now, as they were, and those that could not be made.
    index : Path
        The index page.
    """

    index: Path
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class _Manifest:
    """The account of a folder: of each item its fingerprint, and how its files were left."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _MANIFEST
        try:
            self.items: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.items = {}

    def holds(self, item: Item, mark: str) -> bool:
        """Say whether an item's files are those that its fingerprint made, untouched since."""
        known = self.items.get(item.file)
        if not isinstance(known, dict) or known.get("mark") != mark:
            return False
        files: Mapping[str, Any] = known.get("files", {})
        return bool(files) and all(_state(self.path.parent / n) == s for n, s in files.items())

    def is_own(self, path: Path) -> bool:
        """Say whether a file was made here, and is as it was left."""
        return any(
            _state(path) == known.get("files", {}).get(path.name)
            for known in self.items.values()
            if isinstance(known, dict)
        )

    def note(self, item: Item, mark: str, names: list[str]) -> None:
        """Note that an item was made; written at once, so that nothing is made twice."""
        files = {name: _state(self.path.parent / name) for name in names}
        self.items[item.file] = {"mark": mark, "files": files}
        _write(self.path, json.dumps(self.items, indent=1).encode())


def _state(path: Path) -> list[int] | None:
    """The size of a file and when it was written; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def pending(course: Course) -> list[Item]:
    """Return the items that are to be made: those that changed, or whose files did."""
    manifest = _Manifest(course.folder)
    return [item for item in course.items if not manifest.holds(item, fingerprint(item))]


def build(
    course: Course,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    force: bool = False,
    tell: Callable[[str, Item, str], object] = lambda *_: None,
) -> Built:
    """Build a course into its folder.

    Parameters
    ----------
    course : Course
    jobs : int
        How many items are made at a time, each by a process of its own.
    scheduler : str, optional
        The address of a Dask scheduler whose workers make them instead.
    force : bool
        Write over files that others have made or changed.
    tell : callable
        Is told ``"made"``, ``"kept"`` or ``"failed"``, of which item, and why it failed.

    Raises
    ------
    RenderError
        If the folder cannot be written, or no scheduler answers.
    """
    try:
        course.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"cannot make the folder {course.folder}: {error.strerror}") from error
    manifest, built = _Manifest(course.folder), Built(course.folder / "index.html")
    wanted = pending(course)
    for item in course.items:
        if item not in wanted:
            built.kept.append(item.file)
            tell("kept", item, "")
    if wanted:
        with _workers(jobs, scheduler) as submit:
            waiting = {submit(item): item for item in wanted}
            for done in as_completed(waiting):
                item = waiting[done]
                try:
                    names = _store(course.folder, done.result(), manifest, force=force)
                except Exception as error:
                    built.failed.append(item.file)
                    tell("failed", item, str(error) or type(error).__name__)
                    continue
                manifest.note(item, fingerprint(item), names)
                built.made.append(item.file)
                tell("made", item, "")
    order = [item.file for item in course.items]
    built.made.sort(key=order.index)
    built.failed.sort(key=order.index)
    there = [item for item in course.items if item.file not in built.failed]
    page = index_page(course, there).encode()
    if not built.index.exists() or built.index.read_bytes() != page:
        _write(built.index, page)
    return built


def _store(
    folder: Path, files: Mapping[str, bytes], manifest: _Manifest, *, force: bool
) -> list[str]:
    """Write the files of an item, unless one stands there that was not made here."""
    for name, data in files.items():
        path = folder / name
        strange = path.exists() and not manifest.is_own(path) and path.read_bytes() != data
        if strange and not force:
            raise RenderError(
                f"{name} is there already and was not made by this course, or was changed since: "
                "move it, or --force to write over it"
            )
    for name, data in files.items():
        _write(folder / name, data)
    return list(files)


@contextmanager
def _workers(jobs: int, scheduler: str | None) -> Iterator[Callable[[Item], Future[Any]]]:
    """Within this context items can be handed to processes here, or to a cluster."""
    if scheduler is not None:
        with _cluster(scheduler) as submit:
            yield submit
        return
    pool: Executor = ProcessPoolExecutor(
        max_workers=jobs, mp_context=get_context("spawn"), max_tasks_per_child=None
    )
    with pool:
        yield lambda item: pool.submit(_made, item)


@contextmanager
def _cluster(address: str) -> Iterator[Callable[[Item], Future[Any]]]:
    try:
        from distributed import Client
    except ImportError as error:
        raise RenderError("a scheduler needs Dask: pip install 'optviz[cluster]'") from error
    try:
        client = Client(address, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise RenderError(f"no Dask scheduler answers at {address}") from error
    with client, client.get_executor(pure=False, retries=1) as pool:  # type: ignore[no-untyped-call]
        yield lambda item: pool.submit(_made, item)


def _made(item: Item) -> dict[str, bytes]:
    """Make an item in another process; what went wrong comes back in words."""
    from scenes.courses.making import made_of
    from scenes.rendering.faults import said_by

    try:
        return made_of(item)
    except Exception as error:
        raise RenderError(said_by(error)) from None
