"""Generated programs: SymPy expressions as kernels on floats and on arrays."""

from linalg.compilation.array_source import ArraySource
from linalg.compilation.kernel import BLOCK, Kernel
from linalg.compilation.lowering import WhereZero, lower
from linalg.compilation.nodes import Graph, Node, in_order
from linalg.compilation.scalar_source import ScalarSource, compile_source

__all__ = [
    "BLOCK",
    "ArraySource",
    "Graph",
    "Kernel",
    "Node",
    "ScalarSource",
    "WhereZero",
    "compile_source",
    "in_order",
    "lower",
]
