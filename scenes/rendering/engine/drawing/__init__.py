"""From display lists to a canvas."""
