"""Text from a person: numbers, expressions, matrices, CSV files.

Nothing here runs the text: it is split into tokens, checked against a small grammar, and built
from a whitelist of operations.
"""

from linalg.reading.expressions import read_expression
from linalg.reading.files.files import read_bytes, read_file
from linalg.reading.files.tables import read_csv
from linalg.reading.matrices import ReadMatrix, read_matrix, read_vector
from linalg.reading.permutations import read_permutation
from linalg.reading.row_operations import RowOperation, read_row_operations

__all__ = [
    "ReadMatrix",
    "RowOperation",
    "read_bytes",
    "read_csv",
    "read_expression",
    "read_file",
    "read_matrix",
    "read_permutation",
    "read_row_operations",
    "read_vector",
]
