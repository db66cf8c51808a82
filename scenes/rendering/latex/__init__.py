"""The needs, files and complaints of LaTeX."""
