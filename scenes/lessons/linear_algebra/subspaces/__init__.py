"""The lesson on column space and null space."""
