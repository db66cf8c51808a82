"""How modules stand on one another: pages above records, figures below them, no circles."""

import ast
import functools
import importlib
import re
from graphlib import TopologicalSorter
from pathlib import Path

import house
import pytest

from linalg.record import Record

ROOT = Path(__file__).parent.parent
PACKAGES = house.PACKAGES
MODULES = house.modules()
FIGURES = [
    name
    for name in MODULES
    if re.search(r"(_figures?|_pictures|\.figures)$", name) and not name.startswith("scenes.")
]
LOADED_LATE = (
    "scenes.command_line.",  # a command loads nothing before it is asked for,
    "scenes.explanations.",  # nor does a topic,
    "scenes.parameters.",  # nor what reads and checks what either is given
    "scenes.courses.",  # a course that is as it was makes nothing
    "scenes.lessons.network.backpropagation.parameters",
    "scenes.lessons.network.regions.parameters",
    "scenes.lessons.optimisation.diamond_and_circle.parameters",
    "scenes.rendering.doctor",  # Manim is imported once it is known how it is configured
    "scenes.rendering.files.importing",
    "scenes.rendering.helping",
    "scenes.rendering.moments",
    "scenes.rendering.session",
)
"""Modules whose functions may import others of the project."""


@functools.cache
def tree(module):
    return ast.parse(MODULES[module].read_text())


def imported(node):
    """The project's modules that one statement imports."""
    return house.imported(node, MODULES)


@functools.cache
def imports(module):
    """What a module imports, be it in a function or for type checking alone."""
    return {name for node in ast.walk(tree(module)) for name in imported(node)}


@functools.cache
def below(module):
    """All that a module stands on."""
    reached, waiting = set(), [module]
    while waiting:
        new = imports(waiting.pop()) - reached
        reached |= new
        waiting += new
    return reached


def has_records(module):
    values = vars(importlib.import_module(module)).values()
    classes = [value for value in values if isinstance(value, type) and issubclass(value, Record)]
    return any(kind.__module__ == module for kind in classes)


def registers_pages(module):
    if "page_of.register" not in MODULES[module].read_text():
        return False
    functions = [node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef)]
    return any(ast.unparse(d) == "page_of.register" for f in functions for d in f.decorator_list)


@functools.cache
def records():
    """The modules that define records; all are imported to know."""
    return {name for name in MODULES if has_records(name)}


@functools.cache
def pages():
    """The modules that say how a record is written on a page."""
    return {name for name in MODULES if registers_pages(name)}


def test_there_are_figures_records_and_pages():
    assert {"linalg.figures", "linalg.geometry.figures"} <= set(FIGURES)
    assert {
        "linalg.record",
        "linalg.elimination.elimination",
        "linalg.calculus.structured",
    } <= records()
    assert {"linalg.elimination.pages", "linalg.exercises.generated"} <= pages()


DRAWN = {"linalg.record", "optviz.objectives.function"}
"""A function is what a figure draws, no record of how an answer came about."""


def test_no_figure_knows_a_record():
    known = {name: below(name) & records() - DRAWN for name in FIGURES}
    assert {name: found for name, found in known.items() if found} == {}


def test_no_record_knows_a_page():
    known = {name: below(name) & pages() - {name} for name in records()}
    assert {name: found for name, found in known.items() if found} == {}


@pytest.mark.parametrize("package", ["linalg", "optviz"])
def test_a_package_imports_all_of_its_pages(package):
    of_this = {name for name in pages() if name.startswith(f"{package}.")}
    assert of_this <= below(package)


def test_no_modules_import_one_another():
    TopologicalSorter({name: imports(name) for name in MODULES}).prepare()


def test_no_function_imports_a_module_of_the_project():
    found = [
        f"{MODULES[module].relative_to(ROOT)}:{node.lineno}"
        for module in MODULES
        if not module.startswith(LOADED_LATE)
        for function in ast.walk(tree(module))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if imported(node)
    ]
    assert found == []


def folders():
    """The folders of the packages with the Python files in each."""
    found = {path.parent for path in MODULES.values()}
    return {folder: sorted(folder.glob("*.py")) for folder in sorted(found)}


def test_a_folder_is_one_topic_of_fewer_than_fifteen_files():
    crowded = {str(folder): len(files) for folder, files in folders().items() if len(files) > 14}
    assert crowded == {}


def mirrored(test):
    """Whether a test stands where its module, or the folder that it is about, stands."""
    place = test.parent.relative_to(ROOT / "tests")
    stem = test.stem.removeprefix("test_")
    there = [path.stem for path in (ROOT / place).iterdir() if path.suffix in ("", ".py")]
    return any(stem == name or stem.startswith(f"{name}_") for name in there)


def test_tests_stand_where_their_modules_stand():
    tests = [test for package in PACKAGES for test in (ROOT / "tests" / package).rglob("test_*.py")]
    assert len(tests) > 50
    assert [str(test.relative_to(ROOT)) for test in tests if not mirrored(test)] == []


def test_no_module_has_the_name_of_what_its_package_exports():
    for name, path in MODULES.items():
        if path.name == "__init__.py":
            package = importlib.import_module(name)
            exported = set(getattr(package, "__all__", ()))
            modules = {file.stem for file in path.parent.glob("*.py")}
            assert exported & modules == set(), name


MANY_OPTIONS = {
    "check_gradients",  # torch.autograd.gradcheck
    "boltzmann",  # sklearn.neural_network.BernoulliRBM
    "elastic_net_path",  # sklearn.linear_model.enet_path
    "coarse_to_fine",  # options of every search, as sklearn.model_selection's
    "successive_halving",  # sklearn.model_selection.HalvingRandomSearchCV
    "verify",  # one for each thing that may be claimed
}
"""Public functions whose options are a library's that people know, each by name alone."""


def parameters(function):
    """The parameters of a function, without those that Python hands it: all, and by place."""
    by_place = [*function.args.posonlyargs, *function.args.args]
    by_place = [each for each in by_place if each.arg not in ("self", "cls")]
    return len(by_place) + len(function.args.kwonlyargs), len(by_place)


def functions_of_many(source):
    """Functions of more than seven parameters; where they are known options, of more than four."""
    for node in ast.walk(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count, by_place = parameters(node)
            if count > 7 and not (node.name in MANY_OPTIONS and by_place <= 4):
                yield node.name


def records_of_many(source):
    """Frozen dataclasses with more than five fields that may be given by place."""
    for node in ast.walk(source):
        if not isinstance(node, ast.ClassDef):
            continue
        marks = " ".join(map(ast.unparse, node.decorator_list))
        fields = [ast.unparse(each) for each in node.body if isinstance(each, ast.AnnAssign)]
        fields = [each for each in fields if not re.search(r"ClassVar|init=False", each)]
        by_place = [*fields, "_: KW_ONLY"].index("_: KW_ONLY")
        if "frozen=True" in marks and "kw_only=True" not in marks and by_place > 5:
            yield node.name


def test_no_function_has_more_than_seven_parameters():
    found = {name: list(functions_of_many(tree(name))) for name in MODULES}
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_a_record_of_more_than_five_fields_is_made_by_keyword():
    found = {name: list(records_of_many(tree(name))) for name in MODULES}
    assert {name: records for name, records in found.items() if records} == {}


def test_too_many_parameters_and_fields_are_found():
    function = "def f(self, a, b, c, d, e, f, g): ...\ndef g(a, b, c, d, e, f, *, g, h): ..."
    assert list(functions_of_many(ast.parse(function))) == ["g"]
    known = "def boltzmann(a, b, *, c, d, e, f, g, h): ..."
    assert list(functions_of_many(ast.parse(known))) == []
    assert list(functions_of_many(ast.parse(known.replace("*, c, d, e", "c, d, e, *")))) == [
        "boltzmann"
    ]
    fields = "".join(f"\n    {name}: int" for name in "abcdef")
    record = f"@dataclass(frozen=True)\nclass R:{fields}"
    assert list(records_of_many(ast.parse(record))) == ["R"]
    assert list(records_of_many(ast.parse(record.replace("c: int", "_: KW_ONLY")))) == []


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
QUESTION = re.compile(r"(What|How|Whether|Where|Which|Why|Who|When|If)\b")


def questions(source):
    """First lines of docstrings that ask, and neither do something nor name something."""
    nodes = [node for node in ast.walk(source) if isinstance(node, DOCUMENTED)]
    first = [(ast.get_docstring(node) or "").partition("\n")[0] for node in nodes]
    return [line for line in first if QUESTION.match(line)]


@pytest.mark.parametrize("package", PACKAGES)
def test_docstrings_begin_with_a_verb_or_name_the_thing(package):
    asked = {name: questions(tree(name)) for name in MODULES if name.partition(".")[0] == package}
    assert len(asked) > 50
    assert {name: lines for name, lines in asked.items() if lines} == {}


def test_a_docstring_that_asks_is_found():
    asks = '"""Records."""\ndef f():\n    """How many there are."""'
    assert questions(ast.parse(asks)) == ["How many there are."]
