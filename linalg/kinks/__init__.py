"""Where functions have no derivative, or jump."""
