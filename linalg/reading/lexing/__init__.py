"""Characters, and the pieces that they make."""
