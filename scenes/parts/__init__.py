"""Parts of all lessons: the base of every lesson, stages, and acts that play on them."""
