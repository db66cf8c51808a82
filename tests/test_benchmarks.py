"""The measuring itself, and that every subject has something to measure."""

from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

import pytest

import benchmarks
from benchmarks.__main__ import FRAMEWORK, duration, main
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


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_yields_cases_whose_sides_run(subject, monkeypatch):
    module = import_module(f"benchmarks.{subject}")
    monkeypatch.setattr(module, "QUALITY", "low", raising=False)  # of the videos
    cases = module.cases()
    case = next(cases)
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
