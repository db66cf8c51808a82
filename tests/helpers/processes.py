"""Processes of a render, as the system lists them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest


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
    for _ in range(400):
        if found := condition():
            return found
        time.sleep(0.1)
    pytest.fail("nothing of the kind in 40 s")
