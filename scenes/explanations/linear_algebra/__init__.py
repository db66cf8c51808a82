"""Explanations of linear algebra and calculus."""
