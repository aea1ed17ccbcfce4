"""Files, folders and standard input as bytes, plain or gzipped, never more than fits."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from streams.errors import SourceError

MAX_BYTES: Final = 64 * 1024 * 1024
"""The most that one input may hold, decompressed."""

GOLDEN: Final = ".events.jsonl"
"""How the names of expected results end; a folder may keep them beside its inputs."""

_GZIP = b"\x1f\x8b"
_AUTO_HEADER = 16 + zlib.MAX_WBITS


def read_inputs(paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each input, in order; a folder is all its files, sorted by path.

    ``-`` is standard input. Gzip is known by its content. Hidden files and golden results are
    passed over in folders.

    Raises:
        SourceError: an input is missing, unreadable, empty, broken or too large.
    """
    for path in paths:
        if path == "-":
            yield path, _checked(path, _read(sys.stdin.buffer))
        elif os.path.isdir(path):  # noqa: PTH112 - a name with a NUL is no folder, no error
            yield from _folder(Path(path))
        else:
            yield path, _file(path)


def _folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    names = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names += [Path(parent, name) for name in files if not name.startswith(".")]
    wanted = sorted(name for name in names if not name.name.endswith((GOLDEN, GOLDEN + ".gz")))
    if not wanted:
        raise SourceError(f"{folder}: there are no files in this folder; give a file")
    for name in wanted:
        yield str(name), _file(str(name))


def _file(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = _read(file)
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file; check the path") from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise SourceError(
            f"{path}: cannot be read ({said}); check the path and its rights"
        ) from None
    return _checked(path, data)


def _read(file: BinaryIO) -> bytes:
    return file.read(MAX_BYTES + 1)


def _checked(path: str, data: bytes) -> bytes:
    if len(data) <= MAX_BYTES and data.startswith(_GZIP):
        data = _unzip(path, data)
    if len(data) > MAX_BYTES:
        raise SourceError(f"{path}: holds more than {MAX_BYTES >> 20} MiB; split it")
    if not data:
        raise SourceError(f"{path}: the file is empty; give one with a page or JSON Lines")
    return data


def _unzip(path: str, data: bytes) -> bytes:
    # piece by piece with a limit: a few kilobytes of gzip can stand for gigabytes
    parts = []
    size = 0
    try:
        while data:
            member = zlib.decompressobj(_AUTO_HEADER)
            part = member.decompress(data, MAX_BYTES + 1 - size)
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES:
                break
            if not member.eof:
                raise SourceError(f"{path}: this gzip file is cut short; fetch it again")
            data = member.unused_data.lstrip(b"\x00")
    except zlib.error:
        raise SourceError(f"{path}: this gzip file is broken; fetch it again") from None
    return b"".join(parts)
