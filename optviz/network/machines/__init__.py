"""The first learning machines."""
