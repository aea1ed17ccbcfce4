from __future__ import annotations

import sys

import pytest

from streams.cli import app, main


@pytest.fixture
def run(monkeypatch, capfd):
    """Run a command in this process; gives its exit code, output and errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["copydesk", *map(str, arguments)])
        for registered in ("registered_commands", "registered_groups"):
            monkeypatch.setattr(app, registered, [])  # a process has one command line only
        code = 0
        try:
            main()
        except SystemExit as exit_:
            code = exit_.code or 0
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return code, out, err

    return run
