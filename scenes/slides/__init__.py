"""Films as slides that pause at their beats: one HTML file, or a PowerPoint file."""
