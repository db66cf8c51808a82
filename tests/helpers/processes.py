"""Processes of a render, as the system lists them."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

PATIENCE = 900
"""Seconds to wait before something counts as hanging; no test asks how fast this machine is."""


def kin(process):
    """The processes that have this one as their parent."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[1] == str(process) and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    pytest.fail(f"nothing of the kind in {PATIENCE} s")


def children_s_work():
    """The processor seconds of the processes that this one has started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
