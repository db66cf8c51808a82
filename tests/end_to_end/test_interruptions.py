"""Ctrl-C, kill and renders side by side leave nothing behind and spoil nothing."""

import os
import re
import signal
import subprocess
import sys

import av
import pytest
from processes import PATIENCE, children_s_work, wait_for

RENDER = ["render", "elimination", "--matrix", "2 1; 8 7", "--rhs", "3 15"]
SLOW = [*RENDER, "--quality", "high"]
OLDER = b"an older film"


def await_segments(folder, process):
    """Wait until the render has begun to encode."""

    def begun():
        assert process.poll() is None, process.stderr.read()
        return any(path.stat().st_size for path in folder.glob(".*/**/*.mp4"))

    wait_for(begun)


def frame_count(path):
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_render_at_once_and_without_trace(optviz, number, status):
    (optviz.folder / "elimination.mp4").write_bytes(OLDER)
    before = children_s_work()
    process = optviz.start(*SLOW)
    await_segments(optviz.folder, process)
    process.send_signal(number)
    output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == status
    assert (output, errors) == ("", "")
    assert optviz.left() == ["elimination.mp4"]
    assert (optviz.folder / "elimination.mp4").read_bytes() == OLDER
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert children_s_work() - before < 8  # 2.2 was measured, and 20 for the whole film


def test_what_a_killed_render_left_is_removed_by_the_next(optviz):
    process = optviz.start(*SLOW)
    await_segments(optviz.folder, process)
    process.kill()
    process.communicate(timeout=PATIENCE)
    assert len(optviz.left()) == 1
    optviz(*RENDER, "--quality", "low", "--format", "png")
    assert optviz.left() == ["elimination.png"]


def test_a_terminal_shows_the_steps_and_gets_its_cursor_back(optviz):
    master, slave = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scenes", *RENDER, "--quality", "low"],
        cwd=optviz.folder,
        env={**optviz.environment(), "TERM": "xterm", "COLUMNS": "100"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    while not re.search(rb"step [5-9] of \d+", shown):
        shown += os.read(master, 4096)
    process.send_signal(signal.SIGINT)
    while chunk := read_until_closed(master):
        shown += chunk
    assert process.wait(timeout=PATIENCE) == 130
    assert b"elimination: " in shown
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l")
    assert optviz.left() == []


def read_until_closed(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other end is closed
        os.close(terminal)
        return b""


def test_two_at_once_into_one_folder(optviz):
    quick = ["--quality", "low", "--fps", "5", "--pace", "fast", "--captions", "none"]
    both = [
        optviz.start("render", "elimination", "--matrix", matrix, *quick)
        for matrix in ("2 1; 8 7", "1 2; 3 4")
    ]
    third = optviz.start(*RENDER, *quick, "--output", "other.mp4")
    for process in (*both, third):
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    assert optviz.left() == ["elimination.mp4", "other.mp4"]
    assert frame_count(optviz.folder / "elimination.mp4") > 40
    assert frame_count(optviz.folder / "other.mp4") > 40
