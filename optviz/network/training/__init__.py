"""Training, and what is recorded of it."""
