"""A neural network whose inside can be seen."""
