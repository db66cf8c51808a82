"""What is kept comes back as it was, or not at all; it is bounded, and nothing depends on it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.rendering.latex.kept_files import KeptFiles, user_folder


@pytest.fixture
def kept(tmp_path):
    return KeptFiles(tmp_path / "kept")


def names(kept):
    return sorted(path.stem for path in kept.folder.iterdir())


def test_what_was_kept_is_there_for_another_process(kept):
    assert kept.get("a") is None
    kept.put("a", b"\x00outlines")
    kept.put("b", b"")
    again = KeptFiles(kept.folder)
    assert again.get("a") == b"\x00outlines"
    assert again.get("b") == b""
    assert again.measure() == (2, 2 * 32 + len(b"\x00outlines"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-1],
        lambda whole: whole + b"\0",
        lambda whole: whole[:40] + b"X" + whole[41:],
        lambda whole: bytes(len(whole)),
        lambda whole: b"",
    ],
)
def test_a_damaged_file_is_as_good_as_none(kept, damage):
    kept.put("a", b"the outlines of a formula")
    (place,) = kept.folder.iterdir()
    place.write_bytes(damage(place.read_bytes()))
    assert kept.get("a") is None
    assert list(kept.folder.iterdir()) == []
    kept.put("a", b"again")
    assert kept.get("a") == b"again"


def test_the_least_recently_used_go(kept):
    for number, name in enumerate("abcd"):
        kept.put(name, bytes(68))  # a hundred with the digest
        os.utime(kept.folder / f"{name}.kept", (number, number))
    assert kept.get("a") == bytes(68)  # used just now
    kept.most_bytes = 250
    kept.prune()
    assert names(kept) == ["a", "d"]


def test_room_is_made_while_much_is_kept(kept):
    kept.most_bytes = 10 * 40
    for number in range(450):
        kept.put(str(number), bytes(8))
    assert len(names(kept)) <= 10 + 200


def test_only_what_is_new_makes_a_process_look_for_room(kept):
    kept.put("a", bytes(8))
    reader = KeptFiles(kept.folder, most_bytes=0)
    reader.prune_if_new()
    assert names(kept) == ["a"]
    reader.put("b", bytes(8))
    reader.prune_if_new()
    assert names(kept) == []


def test_what_a_killed_process_left_goes_after_an_hour(kept):
    kept.put("a", b"")
    for name, age in (("new-old", 4000), ("new-fresh", 0)):
        (kept.folder / name).touch()
        if age:
            os.utime(kept.folder / name, (1, 1))
    kept.prune()
    assert names(kept) == ["a", "new-fresh"]


def test_other_files_in_the_folder_are_left_alone(kept):
    kept.folder.mkdir()
    (kept.folder / "notes.txt").write_text("mine")
    kept.most_bytes = 0
    kept.put("a", b"")
    kept.prune()
    assert names(kept) == ["notes"]
    assert kept.measure() == (0, 0)


@pytest.mark.parametrize("blocked", ["a file", "a folder under a file"])
def test_a_folder_that_cannot_be_made_keeps_nothing_quietly(tmp_path, blocked):
    (tmp_path / "file").touch()
    kept = KeptFiles(tmp_path / "file" / ("x" if "under" in blocked else ""))
    kept.put("a", b"x")
    assert kept.get("a") is None
    assert kept.measure() == (0, 0)
    kept.prune()


def test_a_full_disk_keeps_nothing_quietly(kept, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    kept.put("a", b"x")
    assert names(kept) == []


def test_several_processes_keep_the_same_names(kept):
    """Each reads only what is whole, whoever wrote it last."""
    program = """
import sys
from pathlib import Path
from scenes.rendering.latex.kept_files import KeptFiles
kept = KeptFiles(Path(sys.argv[1]), most_bytes=20_000)
for turn in range(300):
    name = str(turn % 7)
    found = kept.get(name)
    assert found is None or found == name.encode() * 1000
    kept.put(name, name.encode() * 1000)
"""
    words = [sys.executable, "-c", program, str(kept.folder)]
    others = [subprocess.Popen(words) for _ in range(3)]
    assert [other.wait() for other in others] == [0, 0, 0]
    assert names(kept) == list("0123456")


def test_the_place(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert user_folder({}) == tmp_path / ".cache" / "optviz"
    assert user_folder({"XDG_CACHE_HOME": "/var/x"}) == Path("/var/x/optviz")
    assert user_folder({"XDG_CACHE_HOME": "x"}) == tmp_path / ".cache" / "optviz"
    assert user_folder({"XDG_CACHE_HOME": "/var/x", "OPTVIZ_CACHE_DIR": "/y"}) == Path("/y")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert user_folder({}) == tmp_path / "Library" / "Caches" / "optviz"


def test_without_a_home_nothing_is_kept(monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert user_folder({}) is None
