"""Text, numbers and formulas."""
