"""The project as it lies on disk: light imports, pins, the set-up, nothing of one machine."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

import optviz

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = sorted((ROOT / "requirements").glob("*.txt"))


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def tracked_texts():
    """Yield the tracked files that hold text."""
    listing = run("git", "ls-files", "-z", cwd=ROOT)
    if listing.returncode:
        pytest.skip("not a git checkout")
    for name in listing.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield name, content.decode()


# ---------------------------------------------------------------- imports


def loaded(code):
    """Run code in a fresh interpreter, and return which of the heavy libraries it loaded."""
    heavy = "{'manim', 'matplotlib', 'sklearn', 'skimage', 'networkx', 'joblib', 'typst'}"
    code = f"{code}\nimport sys; print(*{heavy} & set(sys.modules))"
    result = run(sys.executable, "-c", code, cwd="/")
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


@pytest.mark.parametrize("package", ["linalg", "optviz", "scenes", "scenes.command_line.cli"])
def test_importing_a_package_loads_no_heavy_library(package):
    assert loaded(f"import {package}") == set()


def test_no_module_of_the_mathematics_loads_a_drawing_library():
    code = """
import importlib, pkgutil, linalg, optviz
for package in linalg, optviz:
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
"""
    assert loaded(code) & {"manim", "matplotlib", "typst"} == set()


# ---------------------------------------------------------------- packages


def packaged():
    """The files that an installation holds, by their places in it."""
    files = [ROOT / "optviz_command.py"]
    for package in ["linalg", "optviz", "scenes"]:
        files += [path for path in (ROOT / package).rglob("*") if "__pycache__" not in path.parts]
    return {path.relative_to(ROOT).as_posix() for path in files if path.is_file()}


def test_what_is_built_holds_the_packages_whole(tmp_path):
    result = run(sys.executable, "-m", "hatchling", "build", "--directory", tmp_path, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    (wheel,), (source,) = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    inside = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert inside == packaged()
    with tarfile.open(source) as archive:
        assert packaged() <= {name.partition("/")[2] for name in archive.getnames()}


def test_a_folder_called_scenes_goes_on_working(tmp_path):
    for name, color in [("base", "RED"), ("lessons_of_mine", "BLUE")]:
        (tmp_path / "scenes").mkdir(exist_ok=True)
        (tmp_path / "scenes" / f"{name}.py").write_text(f"COLOUR = {color!r}\n")
    code = (
        "from scenes.base import COLOUR; from scenes.lessons_of_mine import COLOUR as other; "
        "from scenes.theme import Role; import scenes; "
        "print(COLOUR, other, Role.PIVOT.name, scenes.__file__)"
    )
    result = run(sys.executable, "-c", code, cwd=tmp_path)
    assert (result.stdout, result.stderr) == ("RED BLUE PIVOT None\n", "")
    (tmp_path / "scenes" / "__init__.py").write_text("WIDTH = 7\n")
    result = run(sys.executable, "-c", "import scenes.base; print(scenes.WIDTH)", cwd=tmp_path)
    assert (result.stdout, result.stderr) == ("7\n", "")


# ---------------------------------------------------------------- versions and pins


def test_the_installed_version_is_the_declared_one():
    assert version("optviz") == optviz.__version__ == PROJECT["version"]


def test_the_citation_says_what_is_declared():
    cited = dict(re.findall(r"^([\w-]+): (.+)$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE))
    assert (cited["title"], cited["version"]) == (PROJECT["name"], PROJECT["version"])
    assert cited["license"] == PROJECT["license"]
    authors = re.findall(r"^  - name: (.+)$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    assert authors == [author["name"] for author in PROJECT["authors"]]


def test_an_image_is_built_with_the_pins_and_what_the_set_up_installs():
    dockerfile = (ROOT / "Dockerfile").read_text()
    (pattern,) = re.findall(r"sed -n '(s/.+/p)' /source/requirements/development.txt", dockerfile)
    pins = ROOT / "requirements" / "development.txt"
    constraints = run("sed", "-n", pattern, pins).stdout.splitlines()
    assert len(constraints) == len(re.findall(r"^\w.*==", pins.read_text(), re.MULTILINE)) > 100
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+ ?(; .*)?", line) for line in constraints)
    for package in ("g++", "pkg-config", "libcairo2-dev", "libpango1.0-dev"):
        assert f" {package} " in dockerfile.replace("\n", " ")
        assert package in (ROOT / "scripts" / "setup.sh").read_text()
    assert re.search(r"^USER (?!root)", dockerfile, re.MULTILINE)
    assert dockerfile.count('ENTRYPOINT ["optviz"]') == 1


def test_every_pin_has_hashes():
    for pins in PINS:
        requirements = re.split(r"\n(?=\S)", pins.read_text().replace("\\\n", ""))
        requirements = [r for r in requirements if not r.startswith("#")]
        assert requirements
        for requirement in requirements:
            assert re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement), requirement


def test_every_dependency_is_pinned():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    wanted = [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["data"],
        *(r for group in ["test", "docs", "check", "build"] for r in groups[group]),
    ]
    names = {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in wanted}
    pinned = (ROOT / "requirements" / "development.txt").read_text()
    assert names - set(re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE)) == set()


def test_pins_name_no_index_and_no_path():
    for pins in PINS:
        assert not re.search(r"https?:|file:|/|--(?!hash)", pins.read_text()), pins


def test_there_is_no_lock_file_in_the_repository():
    assert "uv.lock" not in dict(tracked_texts())


# ---------------------------------------------------------------- what may not be in a file


def test_no_tracked_file_names_a_package_index_or_a_place_on_one_machine():
    # The brackets keep this line from finding itself.
    forbidden = re.compile(r"py[p]i\.org|python[h]osted|/ro[o]t/|/hom[e]/\w")
    found = [(name, m[0]) for name, text in tracked_texts() if (m := forbidden.search(text))]
    assert found == []


def test_no_file_has_a_name_that_says_nothing():
    empty = {"utils", "helpers", "common", "core"}
    assert [name for name, _ in tracked_texts() if Path(name).stem in empty] == []


# ---------------------------------------------------------------- commands and set-up


def test_the_readme_names_only_targets_that_exist():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    texts = [(ROOT / name).read_text() for name in ["README.md", "CONTRIBUTING.md"]]
    named = {target for text in texts for target in re.findall(r"^make (\w+)", text, re.MULTILINE)}
    assert {"demo", "test", "check", "bench", "docs"} <= named <= targets


def checkout(folder, *commands):
    """Lay the set-up alone into a folder, with a PATH that holds these commands only.

    Returns the folder on the PATH; to the set-up it is a Linux on x86-64.
    """
    folder.mkdir()
    for part in ["scripts", "requirements"]:
        shutil.copytree(ROOT / part, folder / part)
    for part in ["pyproject.toml", "README.md", "LICENSE"]:
        shutil.copy(ROOT / part, folder)
    programs = folder / "programs"
    programs.mkdir()
    basics = "cat cksum cut dirname echo env head id mktemp rm sed sh xargs"
    for command in [*basics.split(), *commands]:
        (programs / command).symlink_to(shutil.which(command))
    add_program(programs, "uname", 'if [ "$1" = -m ]; then echo x86_64; else echo Linux; fi')
    return programs


def add_program(programs, name, script):
    (programs / name).unlink(missing_ok=True)
    (programs / name).write_text(f"#!{shutil.which('sh')}\n{script}\n")
    (programs / name).chmod(0o755)


def set_up(folder, programs, **environment):
    environment = {"PATH": str(programs), "HOME": str(folder), **environment}
    command = [shutil.which("sh"), str(folder / "scripts" / "setup.sh")]
    return run(*command, env=environment, stdin=subprocess.DEVNULL)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "a folder with spaces"


def test_an_unknown_system_is_told_what_to_install(folder):
    result = set_up(folder, checkout(folder))
    assert result.returncode == 1
    packages = "gcc libc6-dev pkg-config python3 python3-dev python3-venv"
    assert f"{packages} libcairo2-dev libpango1.0-dev" in result.stderr
    assert not (folder / ".venv").exists()


def test_without_root_or_sudo_the_exact_packages_are_named(folder):
    programs = checkout(folder)
    add_program(programs, "apt-get", "echo 'apt-get was called' >&2; exit 1")
    add_program(programs, "apt-cache", '[ "$2" = python3.12 ]')
    add_program(programs, "id", "echo 1000")
    result = set_up(folder, programs)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        "Install these, then run this again: python3.12 python3.12-dev python3.12-venv "
        "gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev"
    )
    assert "apt-get was called" not in result.stderr


def test_only_what_is_missing_is_installed(folder):
    programs = checkout(folder, "gcc")
    (programs / "python3").symlink_to(sys.executable)
    add_program(programs, "pkg-config", '[ "$2" != "${2#cairo}" ]')
    add_program(programs, "apt-get", 'echo "$*" >>"$HOME/calls"; [ "$1" = update ]')
    add_program(programs, "id", "echo 0")
    result = set_up(folder, programs)
    assert result.returncode == 1
    calls = (folder / "calls").read_text().splitlines()
    assert calls[0].startswith("update")
    assert calls[1].endswith(" libpango1.0-dev")
    assert "cairo2" not in calls[1]


def test_a_chosen_interpreter_that_does_not_fit_is_refused(folder):
    result = set_up(folder, checkout(folder), PYTHON="python2.7")
    assert result.returncode == 1
    assert "PYTHON=python2.7" in result.stderr


def test_an_interrupted_installation_does_not_count_as_whole(folder):
    programs = checkout(folder)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    result = set_up(folder, programs)
    assert result.returncode == 1, "a .venv without its stamp was taken for whole"


@pytest.mark.skipif(not (ROOT / ".venv/ready").exists(), reason="not set up by make")
def test_a_second_set_up_does_nothing(tmp_path):
    environment = {**os.environ, "HOME": str(tmp_path)}
    result = run("sh", "scripts/setup.sh", cwd=ROOT, env=environment)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
