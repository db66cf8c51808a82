"""Computational graphs on the frame, with values above their lines and gradients below."""
