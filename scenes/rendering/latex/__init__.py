"""What LaTeX needs, keeps and complains of."""
