"""The private folder of a render: where it may be, what comes out of it, that nothing stays."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.rendering.faults import RenderError, system_fault
from scenes.rendering.processes import workspace as workspaces
from scenes.rendering.processes.workspace import workspace


def test_places_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "folder.mp4").mkdir()
    for target, message in [
        (tmp_path / "no" / "x.mp4", "there is no folder"),
        (tmp_path / "file" / "x.mp4", "there is no folder"),
        (tmp_path / "folder.mp4", "is a folder: name a file in it"),
        (Path(os.devnull), "is not a file that can be replaced"),
    ]:
        with pytest.raises(RenderError, match=message), workspace(target):
            pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.mp4"]


def test_a_link_leads_to_what_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.mp4").write_text("older")
    (tmp_path / "x.mp4").symlink_to("real/x.mp4")
    with workspace(tmp_path / "x.mp4") as space:
        assert space.folder.parent == tmp_path / "real"
        (space.folder / "made").write_text("newer")
        space.publish(space.folder / "made", space.target)
    assert (tmp_path / "x.mp4").is_symlink()
    assert (tmp_path / "real" / "x.mp4").read_text() == "newer"


def test_a_workspace_in_use_is_left_alone_and_an_abandoned_one_removed(tmp_path):
    with workspace(tmp_path / "a.mp4") as used:
        (tmp_path / ".rendering-abandoned").mkdir()
        (tmp_path / ".rendering-abandoned" / "lock").touch()
        with workspace(tmp_path / "b.mp4") as other:
            assert sorted(tmp_path.iterdir()) == sorted([used.folder, other.folder])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_removed_before_it_was_held_is_made_again(tmp_path, monkeypatch):
    first = []

    def acquire(lock, *values, **keywords):
        if not first:
            first.append(Path(lock.lock_file).parent)
            shutil.rmtree(first[0])
            raise FileNotFoundError(lock.lock_file)
        return usual(lock, *values, **keywords)

    usual = workspaces.FileLock.acquire
    monkeypatch.setattr(workspaces.FileLock, "acquire", acquire)
    with workspace(tmp_path / "a.mp4") as space:
        assert [space.folder] == list(tmp_path.iterdir()) != first
    assert list(tmp_path.iterdir()) == []


def test_a_lock_goes_with_the_process_that_held_it(tmp_path):
    code = (
        "import os, sys; from pathlib import Path; "
        "from scenes.rendering.processes.workspace import workspace\n"
        "with workspace(Path('a.mp4')) as space: print(space.folder, flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    folder = Path(process.stdout.readline().strip())
    with workspace(tmp_path / "b.mp4"):
        assert folder.exists()
    process.kill()
    process.communicate()
    assert folder.exists()
    with workspace(tmp_path / "b.mp4"):
        assert not folder.exists()


@pytest.mark.parametrize(
    ("number", "explanation"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EACCES, "the permission to write is missing"),
    ],
)
def test_what_the_system_refused_is_found_under_other_errors(tmp_path, number, explanation):
    wrapped = RuntimeError("Failed to encode video segment")
    wrapped.__cause__ = OSError(number, os.strerror(number))
    message = f"cannot write .*a.mp4: {explanation}"
    with pytest.raises(RenderError, match=message), workspace(tmp_path / "a.mp4"):
        raise wrapped
    assert list(tmp_path.iterdir()) == []
    assert system_fault(RuntimeError("something else")) is None
