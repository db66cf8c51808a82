"""Descents as they were recorded: why they ended, and what they suffered from."""
