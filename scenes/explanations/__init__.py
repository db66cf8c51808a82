"""What can be explained in writing, and from which parameters."""
