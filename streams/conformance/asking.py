"""How a subscriber is asked what it holds: an address, a file, or a command that prints it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from pydantic import ValidationError

from streams.errors import UserError

from .state import State

Ask = Callable[[], Awaitable[State]]

_TIMEOUT_S = 10.0


def at_address(url: str) -> Ask:
    """Asks with GET."""

    async def ask() -> State:
        timeout = aiohttp.ClientTimeout(total=_TIMEOUT_S)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.get(url, headers={"Accept": "application/json"}) as response,
            ):
                if not response.ok:
                    raise UserError(f"{url} answered {response.status}; it must show the state")
                return _read(await response.read(), url)
        except (aiohttp.ClientError, OSError) as error:
            raise UserError(f"{url} cannot be reached ({error}); it must show the state") from error

    return ask


def in_file(path: Path) -> Ask:
    """Reads a file."""

    async def ask() -> State:
        try:
            return _read(await asyncio.to_thread(path.read_bytes), str(path))
        except OSError as error:
            raise UserError(f"{path}: {error.strerror}; it must hold the state") from error

    return ask


def by_command(command: str) -> Ask:
    """Runs a command of the shell, which prints it."""

    async def ask() -> State:
        process = await asyncio.create_subprocess_shell(
            command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                out, err = await process.communicate()
        except TimeoutError:
            process.kill()
            await process.wait()
            raise UserError(f"{command}: not done after {_TIMEOUT_S:.0f} s") from None
        if process.returncode:
            said = err.decode("utf-8", "replace").strip().splitlines()
            reason = said[-1] if said else ""
            raise UserError(f"{command}: ended with {process.returncode}: {reason}")
        return _read(out, command)

    return ask


def _read(text: bytes, where: str) -> State:
    try:
        return State.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise UserError(
            f"{where} does not show a state: {place + ': ' if place else ''}{first['msg']}; "
            "its form: copydesk conformance --state-schema"
        ) from error
