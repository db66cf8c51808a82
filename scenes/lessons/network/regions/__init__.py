"""The lesson on decision regions."""
