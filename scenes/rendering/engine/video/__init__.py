"""Frames as H.264."""
