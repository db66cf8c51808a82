"""Hinge and softmax loss while scores slide."""
