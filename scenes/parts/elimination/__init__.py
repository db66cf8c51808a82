"""Acts of elimination: row operations, back substitution."""
