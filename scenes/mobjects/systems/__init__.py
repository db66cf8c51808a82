"""Systems of equations whose numbers change."""
