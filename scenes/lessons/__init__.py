"""The lessons, one folder each: ``parameters.py`` and ``storyboard.py``."""
