"""The row picture and the column picture."""
