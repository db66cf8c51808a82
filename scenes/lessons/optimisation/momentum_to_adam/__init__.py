"""From momentum to Adam: velocity as the sum of past gradients, and a divider for each axis."""
