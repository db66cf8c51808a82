"""Courses: films, pictures, handouts and slides from one file."""
