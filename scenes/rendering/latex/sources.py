"""The dependencies of a formula typeset by LaTeX, and whether they are still as they were.

Asking LaTeX for its version would start it for every render, and says nothing of the packages and
fonts. Instead, once a document is typeset, everything that it came from is written down with its
size and times, which the file system tells in microseconds:

* the programs, which LaTeX and dvisvgm are when their names are looked up;
* the files that LaTeX says it read (``-recorder``): the format, which is LaTeX itself, every
  package and class, metrics of fonts, and a person's own files;
* the lists of what is installed (``ls-R``), in which TeX looks up packages and fonts: whatever is
  installed or removed is entered there, and nothing in these trees is found without;
* all files of the trees that have no such list, such as a person's own ``texmf``;
* the maps from names of fonts to outlines, which dvisvgm reads.

What may be found before any of these, because TeX looks into the current folder first, is part of
the question: the names of TeX's files there, and the variables that lead TeX elsewhere.

Sources: the manuals of Web2c (``-recorder``) and of Kpathsea ("Filename database", "Supported file
formats"), TeX Live 2022-2024.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["Sources", "files_read", "is_of_the_moment", "surroundings"]

State = tuple[int, ...] | None
"""Size and times of a file, or of all files of a tree; None if there is nothing."""

_READ_BY_TEX = frozenset(
    ".tex .ltx .sty .cls .clo .cfg .def .fd .ldf .ini .lua .cnf .map .enc .tfm .vf .pfb .pfa "
    ".ttf .otf .afm .mf .pro .eps .ps".split()
)

_VARIABLES = re.compile(
    r"^TEX|^VARTEX|INPUTS|FONTS|^FONTCONFIG|HEADERS|_any$|^shell_escape"
    r"|^(HOME|LIBGS|SOURCE_DATE_EPOCH|FORCE_SOURCE_DATE)$"
)
"""Names of Kpathsea's variables, of fontconfig's, and of what sets TeX's clock."""

_OF_THE_MOMENT = re.compile(
    r"\\(today|maketitle|year|month|day|time|currenttime|DTM\w*)(?![A-Za-z])"
    r"|\\\w*(deviate|elapsedtime|resettimer|creationdate|file(moddate|size|dump)|mdfivesum)"
    r"|\\\w*rand(om)?\w*|\b(rand|rnd|random (steps|number))\b"
    r"|\\write\s*18|\\\w*[Ss]hell|\\(directlua|luaexec|luadirect)|\\\w*input\W*\|"
)
"""The clock, chance, other files asked for their date, and other programs."""

_TEXTS = frozenset(".tex .ltx .sty .cls .clo .cfg .def .fd .ldf".split())

_MAPS = ("ps2pk.map", "dvipdfm.map", "psfonts.map")
_LIST = "ls-R"
_LARGEST_TREE = 20_000

_GRAIN = 100_000_000
"""Nanoseconds by which a file system's clock may lag behind."""

_FONTS_OF_THE_SYSTEM = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/etc/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/Library/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "~/.config/fontconfig",
)
"""XeTeX and LuaTeX read these as well."""


def is_of_the_moment(text: str) -> bool:
    r"""Say whether a document may come out otherwise each time, by what it says itself.

    Examples
    --------
    >>> is_of_the_moment(r"Seoul, \today"), is_of_the_moment(r"\frac{1}{x}")
    (True, False)
    """
    return _OF_THE_MOMENT.search(text) is not None


def surroundings(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return what leads TeX to one file rather than another, here and now."""
    variables = [f"{key}={value}" for key, value in environment.items() if _VARIABLES.search(key)]
    with os.scandir() as here:
        names = [item.name for item in here if Path(item.name).suffix.lower() in _READ_BY_TEX]
    return sorted(variables) + sorted(names)


def files_read(record: str, folder: Path) -> list[str]:
    """Return the files that TeX says it read, but for its own ones in the folder it works in."""
    lines = [line for line in record.splitlines() if line.startswith("INPUT ")]
    read = dict.fromkeys(line.removeprefix("INPUT ") for line in lines)
    return [place for place in read if not _is_inside(place, [folder.as_posix()])]


class Sources:
    """The sources of documents; trees of files are found and gone through once.

    One of these serves one render: while that goes on, nothing is installed.
    """

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._installed: dict[tuple[str, ...], list[str]] = {}

    def found(self, programs: list[str], read: list[str], began: int) -> list[tuple[str, State]]:
        """Return the places that a document came from, each with its state.

        Parameters
        ----------
        programs : list of str
            The places of the programs that made it, TeX first.
        read : list of str
            The files that TeX read.
        began : int
            When it was begun, in nanoseconds.

        Returns
        -------
        list of (str, state)
            Empty where nobody could tell later that it is out of date: no list of what is installed
            is found, something was changed meanwhile, or comes out otherwise each time.
        """
        files = [*programs, *read]
        try:
            trees = self._trees(programs[0])
            lists = [place for place in trees if Path(place).name == _LIST and Path(place).exists()]
            if not lists or any(map(_is_of_the_moment_inside, _own(read, lists))):
                return []
            places = dict.fromkeys([*files, *trees, *_fonts(programs[0])])
            states = {place: self._state(place) for place in places}
        except OSError:
            return []
        if any(states[place] is None for place in files):
            return []  # TeX runs elsewhere, as in a container
        if any(state and max(state[1:]) >= began - _GRAIN for state in states.values()):
            return []
        return list(states.items())

    def hold(self, found: Iterable[tuple[str, Iterable[int] | None]]) -> bool:
        """Say whether all places are in the state in which they were found."""
        try:
            return all(
                self._state(place) == (None if state is None else tuple(state))
                for place, state in found
            )
        except OSError:
            return False

    def _trees(self, program: str) -> list[str]:
        """Return the lists of the trees that have one, the trees that have none, and the maps."""
        here = (program, *surroundings())
        if here not in self._installed:
            asker = str(Path(program).with_name("kpsewhich"))
            roots: dict[str, str] = {}
            for part in _said(asker, "-progname=latex", "-expand-braces=$TEXMF:$TEXINPUTS"):
                root = str(Path(part.removeprefix("!!")).expanduser())
                if root == ".":
                    _check_that_it_ends_here(part)
                elif not _is_inside(root, roots):
                    roots[root] = f"{root}/{_LIST}" if part.startswith("!!") else root
            self._installed[here] = [*roots.values(), *_said(asker, *_MAPS)]
        return self._installed[here]

    def _state(self, place: str) -> State:
        if place in self._states:
            return self._states[place]
        try:
            state = Path(place).stat()
        except OSError:
            return None
        if stat.S_ISDIR(state.st_mode):
            self._states[place] = tree = _state_of_tree(place)
            return tree
        if not stat.S_ISREG(state.st_mode):  # /dev/null
            return 0, 0, 0
        return state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _check_that_it_ends_here(part: str) -> None:
    """Refuse to watch all that lies below the current folder, where films come and go."""
    if part.endswith("//"):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), part)


def _said(*words: str) -> list[str]:
    """Return what a program says, cut into its parts."""
    answer = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    return [part for line in answer.splitlines() for part in line.split(os.pathsep) if part]


def _is_inside(place: str, roots: Iterable[str]) -> bool:
    return any(place == root or place.startswith(f"{root}/") for root in roots)


def _own(read: Iterable[str], listed: Iterable[str]) -> list[str]:
    """Return the texts that a person wrote: those that are in none of the trees with lists."""
    roots = [place.removesuffix(f"/{_LIST}") for place in listed]
    texts = (place for place in read if Path(place).suffix in _TEXTS)
    return [place for place in texts if not _is_inside(place, roots)]


def _is_of_the_moment_inside(place: str) -> bool:
    return is_of_the_moment(Path(place).read_text(encoding="utf-8", errors="replace"))


def _fonts(program: str) -> list[str]:
    """Return where the system's fonts are, for a program that reads them."""
    if Path(program).stem in ("latex", "pdflatex"):
        return []
    return [str(Path(place).expanduser()) for place in _FONTS_OF_THE_SYSTEM]


def _state_of_tree(root: str) -> State:
    """Return one state for all files of a tree.

    Raises
    ------
    OSError
        If they are too many.
    """
    newest, items = 0, []
    for folder, _, names in os.walk(root):
        for path in [Path(folder), *(Path(folder, name) for name in names)]:
            state = path.lstat()
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
            items.append((str(path), state.st_size, state.st_mtime_ns, state.st_ctime_ns))
        if len(items) > _LARGEST_TREE:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    digest = hashlib.sha256(repr(sorted(items)).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]), newest, newest
