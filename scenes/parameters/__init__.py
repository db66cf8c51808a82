"""What lessons and explanations can be asked for."""
