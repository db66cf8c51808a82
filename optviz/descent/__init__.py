"""Running methods: one, several in a race, from many starts."""
