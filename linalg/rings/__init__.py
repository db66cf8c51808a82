"""The rings that hold the entries of a matrix exactly."""
