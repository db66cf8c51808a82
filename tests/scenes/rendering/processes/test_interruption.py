"""Signals end a process at once, but not in the middle of what must be whole."""

import subprocess
import sys


def test_a_signal_waits_for_what_must_not_be_cut_short():
    code = (
        "import os, signal\n"
        "from scenes.rendering.processes.interruption import *\n"
        "end_on_signals()\n"
        "with undone_by_signals(lambda: print('undone', flush=True)):\n"
        "    with not_now():\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        print('whole', flush=True)\n"
        "    print('never')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (143, "whole\nundone\n")


def test_what_was_ignored_stays_ignored():
    code = (
        "import os, signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from scenes.rendering.processes.interruption import end_on_signals\n"
        "end_on_signals()\n"
        "os.kill(os.getpid(), signal.SIGHUP)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
