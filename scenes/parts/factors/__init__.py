"""Acts of factorisation: multipliers that are kept, factors that are proved."""
