"""What is remembered, in one file for each page, replaced as a whole."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from streams import __version__
from streams.core.ids import digest
from streams.errors import UserError

from .config import Watched
from .fetch import Validators
from .memory import Remembered

_log = logging.getLogger(__name__)

_FORM: Final = 1


class _File(BaseModel):
    model_config = ConfigDict(frozen=True)

    form: int
    version: str
    url: str
    remembered: Remembered
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered of a page, and what to ask for its changes with."""

    remembered: Remembered
    validators: Validators | None = None


class Store:
    """A folder of states.

    Args:
        folder: is made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other watchers out of the folder, which would push everything a second time.

        Raises:
            UserError: another one is there, or the folder cannot be used.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = (self._folder / "lock").open("w")
        except OSError as error:
            raise UserError(
                f"{self._folder}: cannot be used ({error.strerror}); set COPYDESK_DATA_DIR"
            ) from None
        with file:
            with contextlib.suppress(ImportError):  # on Windows it goes without
                import fcntl  # noqa: PLC0415 - not on every platform

                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    raise UserError(
                        f"another copydesk watch runs on {self._folder}; give both one list of "
                        "pages, or each a COPYDESK_DATA_DIR"
                    ) from None
            yield

    def load(self, watched: Watched) -> State:
        """The state of a page; an empty one where there is none, or none that can be read."""
        path = self._path(watched)
        try:
            found = _File.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return State(Remembered())
        except (OSError, ValidationError) as error:
            _log.warning(
                "%s cannot be read (%s): everything on %s is sent again",
                path,
                type(error).__name__,
                watched.address,
            )
            return State(Remembered())
        if found.form != _FORM:
            return State(Remembered())
        # another version may see more in an unchanged page: it must get it once more
        return State(found.remembered, found.validators if found.version == __version__ else None)

    def save(self, watched: Watched, state: State) -> None:
        """Replace the state of a page; a crash leaves the old one or the new one."""
        path = self._path(watched)
        content = _File(
            form=_FORM,
            version=__version__,
            url=watched.address,
            remembered=state.remembered,
            validators=state.validators,
        ).model_dump_json(exclude_none=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=path.stem, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _path(self, watched: Watched) -> Path:
        return self._folder / f"{digest('watch', watched.address, watched.desk or '')}.json"
