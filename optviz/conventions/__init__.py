"""How libraries part, as data."""
