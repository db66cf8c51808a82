"""What cannot be done is refused in one line, at once, and leaves nothing."""

import ctypes
import os
import resource
import sys

import pytest

from scenes.parameters.declarations import ParameterError
from scenes.parameters.linear_system import LinearSystem

PICTURE = ["--quality", "low", "--format", "png"]
FILM = ["--quality", "low", "--captions", "none", "--pace", "fast"]
SYSTEM = ["--matrix", "2 1; 8 7"]

# Each with the character at which the reader must point, or None where a whole entry is too much.
HOSTILE = {
    'open("canary", "w")': '"',
    "(3).real": ".",
    "2**65": None,
    "2^64*2^64*2^64*2^48": None,
    "(" * 61 + "1" + ")" * 61: None,
    "-" * 61 + "x": None,
    "9" * 73: None,
    '#read("canary")': "#",
    "$x": "$",
    "\\input{canary}": "\\",
    "x\u0430": "\u0430",
    "\u2460": "\u2460",
    "1 2\x003": "\x00",
    "\x1b[2J": "\x1b",
    "x: 1": ":",
    "{}": "{",
    "1;" * 65: None,
    "exp(167)": None,
    "\u202e1": "\u202e",
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_refused_at_its_place(text):
    with pytest.raises(ParameterError) as caught:
        LinearSystem.from_mapping({"matrix": text})
    error, there = caught.value, HOSTILE[text]
    assert str(error).startswith("matrix: ")
    if there is not None:
        assert error.text.startswith(there[0], error.position), error


def test_a_huge_matrix_is_refused_in_a_moment(optviz):
    (optviz.folder / "huge.csv").write_text("\n".join([",".join(["1"] * 10_000)] * 1000))
    huge = " ".join(["1"] * 10_000) + "\n"
    for words, stdin in ((["@huge.csv"], None), (["-"], huge * 20)):
        done = optviz("explain", "elimination", "--matrix", *words, status=2, stdin=stdin)
        assert done.stderr.startswith("optviz: --matrix: ")
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["explain", "elimination"], ["render", "elimination"]])
def test_hostile_text_does_nothing_and_is_shown_harmless(optviz, command):
    for text in ('open("canary", "w")', "1 \x1b]0;title\x07 2", "x\u0430"):
        done = optviz(*command, "--matrix", text, status=2)
        assert done.stdout == ""
        assert done.stderr.startswith("optviz: --matrix: ")
        assert len(done.stderr.splitlines()) == 3
        assert done.stderr.splitlines()[2].strip() == "^"
        assert "\x1b" not in done.stderr
        assert "Traceback" not in done.stderr
    assert optviz.left() == []


def test_the_matrix_is_refused_before_manim_is_loaded(optviz):
    done = optviz("render", "elimination", "--matrix", "1 (", *PICTURE, status=2)
    assert "elimination.png" not in optviz.left()
    assert len(done.stderr.splitlines()) == 3


def refused(optviz, *words, **options):
    done = optviz("render", "elimination", *SYSTEM, *words, status=1, **options)
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("optviz: ")
    return line


def test_places_that_cannot_be_written(optviz):
    (optviz.folder / "file").touch()
    (optviz.folder / "folder.mp4").mkdir()
    for output, message in [
        ("nowhere/a.mp4", "there is no folder"),
        ("file/a.mp4", "there is no folder"),
        ("folder.mp4", "is a folder: name a file in it"),
    ]:
        assert message in refused(optviz, *FILM, "--output", output)
    assert optviz.left() == ["file", "folder.mp4"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="macOS has no /proc")
def test_a_folder_nobody_may_write_in(optviz):
    assert "cannot write in /proc: " in refused(optviz, *FILM, "--output", "/proc/a.mp4")


def test_a_missing_font_is_named_with_its_remedy(optviz):
    hide = "import sys; sys.modules['koreanize_matplotlib'] = None; "
    run = hide + "from scenes.command_line.cli import main; main(sys.argv[1:])"
    words = ["render", "elimination", *SYSTEM, *PICTURE, "--language", "ko"]
    done = optviz(*words, status=1, command=[sys.executable, "-c", run])
    (line,) = done.stderr.splitlines()
    assert "no font here has" in line
    assert "pip install koreanize-matplotlib" in line
    assert optviz.left() == []


def test_what_does_not_fit_the_frame_is_refused_before_it_is_drawn(optviz):
    row = " ".join(["123456789/987654321"] * 12)
    words = ["--matrix", "; ".join([row] * 12), *PICTURE]
    done = optviz("render", "elimination", *words, status=1)
    (line,) = done.stderr.splitlines()
    assert line.startswith("optviz: ")
    assert optviz.left() == []


# A disk that is full


def limit_file_size():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_file_that_may_not_grow(optviz):
    (optviz.folder / "elimination.mp4").write_bytes(b"older")
    line = refused(optviz, *FILM, preexec_fn=limit_file_size)
    assert "a file grew beyond the size that is allowed here" in line
    assert optviz.left() == ["elimination.mp4"]
    assert (optviz.folder / "elimination.mp4").read_bytes() == b"older"


@pytest.fixture
def small_disk(optviz):
    """The user's folder on a disk of its own with 200 KB, where this process may mount one."""
    libc = ctypes.CDLL(None, use_errno=True)
    folder = os.fsencode(optviz.folder)
    if not sys.platform.startswith("linux") or libc.mount(
        b"tmpfs", folder, b"tmpfs", 0, b"size=200k"
    ):
        pytest.skip("only root can mount a small disk; the test before this one needs none")
    yield optviz
    libc.umount2(folder, 0)


def test_a_full_disk(small_disk):
    (small_disk.folder / "elimination.mp4").write_bytes(b"older")
    line = refused(small_disk, *FILM)
    assert "the disk is full" in line
    assert small_disk.left() == ["elimination.mp4"]
    assert (small_disk.folder / "elimination.mp4").read_bytes() == b"older"
    (small_disk.folder / "filler").write_bytes(bytes(190_000))
    words = ["explain", "elimination", *SYSTEM, "--output", "notes.pdf"]
    done = small_disk(*words, status=1)
    assert done.stderr.startswith("optviz: cannot write ")
    assert done.stderr.endswith("notes.pdf: the disk is full\n")
    assert small_disk.left() == ["elimination.mp4", "filler"]
