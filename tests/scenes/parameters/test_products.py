"""A name that may be a product of names in another input is said to be one symbol."""

import pytest

from scenes.explanations.topics import topic
from scenes.parameters.products import product_remarks

BC = "bc is one symbol; write b*c for the product."


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("multiply", {"left": "b c; 1 2", "right": "bc 1; 0 1"}, [BC]),
        ("multiply", {"left": "b 2; 1 2", "right": "bc 1; 2 1"}, []),
        ("multiply", {"left": "m u; 1 2", "right": "mu 1; 2 1"}, []),
        ("multiply", {"left": "r a; t e", "right": "rate 1; 2 1"}, []),
        ("solve", {"matrix": "b 1; 1 c", "rhs": "2*bc 1"}, [BC]),
    ],
)
def test_what_is_read_as_one_symbol_beside_its_letters(name, given, said):
    assert list(topic(name).from_mapping(given).remarks) == said


def test_within_one_input_it_is_refused():
    with pytest.raises(ValueError, match="bc may be one name or a product"):
        topic("multiply").from_mapping({"left": "b 2; c bc", "right": "1 2; 3 4"})


def test_numbers_and_words_are_passed_over():
    assert product_remarks([1, None, "ab", (("a", 0.5),), {"a": 1}]) == ()
