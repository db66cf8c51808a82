"""The measuring itself, and that every subject has something to measure."""

import os
import subprocess
import sys
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

import pytest

import benchmarks
from benchmarks import rendering, suite
from benchmarks.__main__ import FRAMEWORK, ON_REQUEST, duration, main
from benchmarks.measure import Case, measure

SUBJECTS = sorted({m.name for m in iter_modules(benchmarks.__path__)} - FRAMEWORK)


def wait(turns):
    """Use time that grows with turns."""
    return lambda: sum(range(turns))


def test_the_slower_side_has_the_larger_time():
    slow_peer = measure(Case("sum", wait(2_000), wait(200_000), "a longer sum", goal=0.5), 3)
    assert slow_peer.ratio < 0.5
    assert slow_peer.reached
    assert not measure(Case("sum", wait(200_000), wait(2_000), "a shorter sum", 0.5), 3).reached
    assert measure(Case("sum", wait(10), wait(10), "itself"), 3).reached is None


def test_both_sides_are_measured_by_turns():
    calls = []
    measure(Case("turns", lambda: calls.append("a"), lambda: calls.append("b"), "b"), 3)
    changes = sum(x != y for x, y in pairwise(calls))
    assert changes == 7  # a warms up, b warms up, then three pairs


@pytest.mark.parametrize("subject", sorted({*SUBJECTS} - ON_REQUEST))
def test_every_subject_yields_cases_whose_sides_run(subject, monkeypatch):
    module = import_module(f"benchmarks.{subject}")
    monkeypatch.setattr(rendering, "QUALITY", "low")  # of the videos
    if subject == "formulas" and not os.environ.get("OPTVIZ_TEST_ALL"):
        pytest.skip("typesets and draws forty formulas four times; make test-all does it")
    cases = module.cases()
    case = next(cases, None)
    if case is None:
        pytest.skip("; ".join(module.remarks()))
    case.ours()
    case.peer()
    cases.close()


def test_durations_are_read_easily():
    assert [duration(x) for x in [2.5, 0.0123, 4.56e-6]] == ["2.5 s", "12.3 ms", "4.56 µs"]


def test_an_unknown_subject_is_refused_with_those_there_are(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["benchmarks", "weather"])
    with pytest.raises(SystemExit):
        main()
    assert "elimination" in capsys.readouterr().err


def test_a_suite_is_measured_with_all_that_its_processes_start(tmp_path):
    work = "x = b'x' * 300_000_000; sum(range(3_000_000))"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    script = tmp_path / "tests.py"
    script.write_text(f"{inner}\nprint('== 3 failed, 5 passed in 1.20s ==')")
    run = suite.Run.of(f"'{sys.executable}' tests.py", tmp_path)
    assert run.said == "3 failed, 5 passed in 1.20s"
    assert run.memory > 250
    assert 0.01 < run.work < 10
    assert run.wait > 0


def test_a_commit_is_laid_out_with_its_own_packages():
    if subprocess.run(["git", "rev-parse"], cwd=suite.ROOT, check=False).returncode:
        pytest.skip("not a git checkout")
    with suite.worktree("HEAD") as folder:
        command = suite.command_of(folder)
        asked = command.replace("-m pytest", "-c 'import linalg, numpy; print(linalg.__file__)'; :")
        shown = subprocess.run(asked, shell=True, cwd=folder, capture_output=True, text=True)
        assert shown.stdout.strip() == str(folder / "linalg" / "__init__.py"), shown.stderr
    assert not folder.exists()
