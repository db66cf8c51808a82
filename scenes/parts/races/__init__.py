"""Methods in a race."""
