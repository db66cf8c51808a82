"""Parameters of lessons and explanations."""
