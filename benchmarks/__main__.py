"""``python -m benchmarks [SUBJECT …]``: measure and print the table of ratios."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from pkgutil import iter_modules

import benchmarks

FRAMEWORK = {"__main__", "machine", "measure", "scenes"}
ON_REQUEST = {"films", "suite"}  # each takes an hour


def main() -> None:
    """Measure the chosen subjects; by default all, but for films and suite."""
    subjects = sorted({m.name for m in iter_modules(benchmarks.__path__)} - FRAMEWORK)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(subjects))
    parser.add_argument("--threads", type=int, metavar="N", help="BLAS threads; 1 is steadier")
    parser.add_argument("--samples", type=int, default=7, metavar="N", help="of each side (7)")
    arguments = parser.parse_args()
    if unknown := set(arguments.subjects) - set(subjects):
        parser.error(f"no subject {', '.join(sorted(unknown))}; there are {', '.join(subjects)}")
    if arguments.threads:
        for library in ["OPENBLAS", "OMP", "MKL"]:
            os.environ[f"{library}_NUM_THREADS"] = str(arguments.threads)
    report(arguments.subjects or sorted({*subjects} - ON_REQUEST), arguments.samples)


def report(subjects: list[str], samples: int) -> None:
    """Print the machine, then a line for each case as soon as it is measured."""
    # Only now: BLAS reads its number of threads when NumPy is imported.
    from benchmarks.machine import description
    from benchmarks.measure import measure

    print(description())
    print(f"best of up to {samples}, by turns; ratio = our time / the peer's; goals are ratios")
    missed = 0
    for subject in subjects:
        module = import_module(f"benchmarks.{subject}")
        if hasattr(module, "report"):  # it measures in a way of its own
            missed += module.report(samples)
            continue
        print(f"\n{subject:34}{'ours':>10}{'peer':>10}{'ratio':>8}{'goal':>8}")
        for case in module.cases():
            result = measure(case, samples)
            goal = "" if case.goal is None else f"≤ {case.goal:.3g}"
            verdict = {None: "", True: "reached", False: "MISSED"}[result.reached]
            missed += result.reached is False
            print(
                f"{case.name:34}{duration(result.ours):>10}{duration(result.peer):>10}"
                f"{result.ratio:>8.3g}{goal:>8}  {verdict:8} {case.against}",
                flush=True,
            )
        for remark in getattr(module, "remarks", tuple)():
            print(remark)
    print(f"\n{missed} goals missed" if missed else "\nevery goal reached")


def duration(seconds: float) -> str:
    """Write seconds with three digits and a unit.

    Examples
    --------
    >>> duration(0.00123)
    '1.23 ms'
    """
    for unit, size in [("s", 1), ("ms", 1e-3)]:
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"


if __name__ == "__main__":
    main()
