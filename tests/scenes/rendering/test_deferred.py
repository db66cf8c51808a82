"""Manim does without the libraries until they are wanted, and then has them."""

from __future__ import annotations

import subprocess
import sys

BEGINNING = """
import sys
from scenes.rendering.settings import import_manim
import_manim()
assert not {"networkx", "scipy.spatial", "scipy.spatial.transform"} & sys.modules.keys()
import manim
"""


def run(program):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BEGINNING + program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_rotations_come_when_something_turns():
    said = run(
        "import numpy as np\n"
        "turned = manim.Square().rotate(0.3, axis=[1, 2, 3]).points\n"
        "from scipy.spatial.transform import Rotation\n"
        "axis = np.array([1, 2, 3]) / np.sqrt(14)\n"
        "expected = manim.Square().points @ Rotation.from_rotvec(0.3 * axis).as_matrix().T\n"
        "assert np.array_equal(turned, expected)\n"
        "import scipy.spatial\n"
        "print(scipy.spatial.transform.Rotation is Rotation)\n"
    )
    assert said == "True"


def test_graphs_come_when_one_is_drawn():
    said = run(
        "graph = manim.Graph([1, 2, 3], [(1, 2), (2, 3)], layout='circular')\n"
        "import networkx\n"
        "print(isinstance(graph._graph, networkx.Graph))\n"
        "assert manim.mobject.graph.nx.Graph is networkx.Graph\n"
        "manim.Graph.from_networkx(networkx.path_graph(4), layout='tree', root_vertex=0)\n"
    )
    assert said == "True"


def test_a_library_that_is_there_stays_as_it_is():
    import scipy.spatial.transform

    from scenes.rendering.deferred import deferred_imports

    before = scipy.spatial.transform
    with deferred_imports():
        assert sys.modules["scipy.spatial.transform"] is before
    assert sys.modules["scipy.spatial.transform"] is before


def test_a_parent_that_is_imported_meanwhile_gets_the_real_one():
    said = run(
        "from scenes.rendering.deferred import deferred_imports\n"
        "with deferred_imports():\n"
        "    import scipy.spatial\n"
        "print(type(scipy.spatial.transform).__name__, scipy.spatial.transform.Rotation.__name__)\n"
    )
    assert said == "module Rotation"
