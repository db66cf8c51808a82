"""Forward and backward through a computational graph."""
