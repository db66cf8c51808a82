"""Run what is written for other systems in them, and store it with what they answer.

    python tests/linalg/writing/oracles/systems.py [SYSTEM …]

What is asked for is renewed: maxima; matlab, which needs `octave-cli`; mathematica, which needs
`mathics` of the package Mathics3. Nothing else of this project needs them.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import linalg
from linalg.writing.systems import for_system

RECORDS = {
    "lu": lambda: linalg.lu("2 1; 8 7"),
    "plu of a cycle": lambda: linalg.plu("0 1/3 2; 0 0 3; 4 0 1"),
    "ldu": lambda: linalg.ldu("2 1; 3 4"),
    "ldlt": lambda: linalg.ldlt("2 1; 1 3"),
    "symbols": lambda: linalg.plu("a 1; 1 b"),
    "symbols, ldlt": lambda: linalg.ldlt("a x_1; x_1 end"),
    "functions": lambda: linalg.lu("exp(t) abs(t); pi*exp(t) t"),
    "roots": lambda: linalg.solve("sqrt(2) 1; 2 sqrt(2)", "1 sqrt(2)"),
    "floats": lambda: linalg.plu([[0.1, 1e10], [3.0, -4e-7]]),
    "wide": lambda: linalg.eliminate("1 2 3; 2 4 7"),
    "inverse": lambda: linalg.inverse("1 2; 3 5"),
    "inverse of floats": lambda: linalg.inverse([[2.0, 1.0], [1.0, 3.0]]),
    "no solution": lambda: linalg.solve("1 2; 2 4", "1 3"),
    "product": lambda: linalg.multiply("1 2; 3 4", "1 0 1; 0 1 1"),
    "permutation": lambda: linalg.permutation("2 3 1"),
    "subspaces": lambda: linalg.four_subspaces("1 2 3; 2 4 6"),
    "names": lambda: linalg.lu("A L; U P"),
    "long": lambda: linalg.lu(f"{10**20} 1; 1/{7**25} 3"),
}
STORED = Path(__file__).with_suffix(".json")
COMMANDS = {
    "maxima": ["maxima", "--very-quiet", "-b"],
    "matlab": ["octave-cli", "--no-gui"],
    "mathematica": ["mathics", "--file"],
}
ENDINGS = {"maxima": ".mac", "matlab": ".m", "mathematica": ".wl"}
OF_OCTAVE = [
    name for name in RECORDS if name not in {"symbols", "symbols, ldlt", "functions", "names"}
]
"""Its package of symbols is no part of Octave."""


def answers(system, program):
    """What the checks print, a truth value each."""
    if system == "mathematica":  # a file of which prints nothing by itself
        program = re.sub(r"^((?:Simplify|Norm)\[.*)$", r"Print[\1]", program, flags=re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"program{ENDINGS[system]}"
        file.write_text(program)
        done = subprocess.run(
            [*COMMANDS[system], file], capture_output=True, text=True, check=False
        )
    found = re.findall(r"^\s*(true|false|unknown|True|False|[01])$", done.stdout, re.MULTILINE)
    return [answer in ("true", "True", "1") for answer in found]


def version(system):
    command = [COMMANDS[system][0], "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return said.strip().split("\n")[0]


def renewed(system):
    names = OF_OCTAVE if system == "matlab" else RECORDS
    programs = {name: for_system(RECORDS[name](), system) for name in names}
    programs["wrong"] = re.sub(r"0, 3([]}])", r"0, 4\1", programs["lu"])  # the last entry of U
    return {
        name: {"program": program, "answers": answers(system, program)}
        for name, program in programs.items()
    }


if __name__ == "__main__":
    stored = json.loads(STORED.read_text("utf-8"))
    for each in sys.argv[1:] or COMMANDS:
        stored["versions"][each] = version(each)
        stored[each] = renewed(each)
    STORED.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")
