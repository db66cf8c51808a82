"""Whatever the package exports says what it takes, what it gives back, and shows it."""

import inspect
import re

import pytest

import optviz
import optviz.network
import optviz.rules
import optviz.second_order

PACKAGES = (optviz, optviz.network, optviz.rules, optviz.second_order)
PUBLIC = {
    f"{package.__name__}.{name}": thing
    for package in PACKAGES
    for name in package.__all__
    if inspect.isclass(thing := getattr(package, name)) or inspect.isfunction(thing)
}


def sections(thing):
    """The headings of its own docstring; a class does not borrow that of the class above it."""
    text = inspect.cleandoc(thing.__doc__ or "")
    return set(re.findall(r"^(\w+)\n-+$", text, re.MULTILINE)), text


@pytest.mark.parametrize("name", PUBLIC)
def test_names_what_it_takes_and_gives_and_shows_it(name):
    thing = PUBLIC[name]
    found, text = sections(thing)
    assert "Examples" in found
    assert ">>> " in text
    parameters = inspect.signature(thing).parameters
    if inspect.isclass(thing):
        assert not parameters or found & {"Parameters", "Attributes"}
    else:
        assert not parameters or "Parameters" in found
        assert found & {"Returns", "Yields"} or thing.__annotations__["return"] == "None"
    for each in parameters:
        assert each.startswith("_") or re.search(rf"\b{each}\b", text), each
