"""Which pages to watch: addresses on the command line, or a ``sources.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from yarl import URL

from schemas.base import DeskName, Identifier
from streams.core.reason import reason
from streams.errors import SourceError, UserError
from streams.sources import named

from .changes import Withdraw

_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0}
_SHORTEST_S: Final = 1.0
_LONGEST_S: Final = 86_400.0
_LARGEST_FILE: Final = 4 * 1024 * 1024


def _seconds(value: Any) -> Any:
    if isinstance(value, str):
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smh])", value.strip())
        if found is None:
            raise ValueError('must be like "30s", "5m" or "1h"')
        value = float(found[1]) * _UNITS[found[2]]
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError('must be like "30s", "5m" or "1h"')  # noqa: TRY004 - pydantic takes only ValueError
    if not _SHORTEST_S <= value <= _LONGEST_S:
        raise ValueError("must lie between 1s and 24h")
    return value


def _http(value: str) -> str:
    try:
        url = URL(value)
        if url.scheme in {"http", "https"} and url.host and url.port:
            return str(url.with_fragment(None))
    except ValueError:
        pass
    raise ValueError("must be an address like https://paper.example/live")


def _known(value: str) -> str:
    try:
        named(value)
    except SourceError as error:
        raise ValueError(str(error)) from None
    return value


class Watched(BaseModel):
    """A page or feed to watch.

    Attributes:
        url: where it is; a user name and password in it are sent to its own origin only.
        desk: where its entries go; absent: where the page says, otherwise to ``main``.
        source: who publishes it, where the page does not say.
        every_s: seconds between two polls.
        withdraw: whether entries that are proven to be gone are withdrawn.
        format: what it promises to be, such as ``ninjs-1.1``; absent: the content tells.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, hide_input_in_errors=True
    )

    url: Annotated[str, Field(max_length=4_096), AfterValidator(_http)]
    desk: DeskName | None = None
    source: Identifier | None = None
    every_s: Annotated[float, BeforeValidator(_seconds)] = Field(30.0, alias="every")
    withdraw: Withdraw = "proven"
    format: Annotated[str, AfterValidator(_known)] | None = None

    @property
    def address(self) -> str:
        """The address without user name and password: for entries, files and logs."""
        return str(URL(self.url).with_user(None))


def from_arguments(arguments: Sequence[str], **options: Any) -> list[Watched]:
    """What to watch, from addresses and names of files; the options hold for the addresses.

    Raises:
        UserError: an address, option or file is wrong, or there is nothing to watch.
    """
    found: list[Watched] = []
    given = {name: value for name, value in options.items() if value is not None}
    for argument in arguments:
        if "://" in argument:
            found.append(_watched({"url": argument, **given}, _redacted(argument)))
        else:
            found += from_file(Path(argument))
    names = [(watched.address, watched.desk) for watched in found]
    for address, desk in names:
        if names.count((address, desk)) > 1:
            raise UserError(f"{address} is given twice; give it once, or with another desk")
    return found


def from_file(path: Path) -> list[Watched]:
    """What a ``sources.toml`` says.

    Raises:
        UserError: it cannot be read, or what it says does not hold.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_FILE).decode()
        document = tomllib.loads(text)
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file; give an address or a file") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{path}: this is not TOML: {error}") from None
    unknown = sorted(document.keys() - {"source"})
    if unknown:
        raise UserError(f"{path}: unknown key {unknown[0]!r}; pages are listed as [[source]]")
    tables = document.get("source")
    if not isinstance(tables, list) or not tables:
        raise UserError(f'{path}: it lists nothing; add [[source]] with url = "https://…"')
    return [_watched(table, f"{path}, source {n}") for n, table in enumerate(tables, 1)]


def _watched(table: Any, where: str) -> Watched:
    try:
        return Watched.model_validate(table)
    except ValidationError as error:
        raise UserError(f"{where}: {reason(error)}") from None


def _redacted(address: str) -> str:
    return re.sub(r"//[^/@]*@", "//", address)
