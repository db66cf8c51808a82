"""The row picture and the column picture of a linear system, side by side."""
