"""``python -m scenes`` is ``optviz``."""

from scenes.command_line.cli import main

if __name__ == "__main__":
    main(name="python -m scenes")
