"""``python -m streams.cli`` is ``copydesk``."""

from streams.cli import main

if __name__ == "__main__":
    main()
