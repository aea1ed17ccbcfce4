"""Reading an answer's body, decompressed piece by piece, never more than fits."""

from __future__ import annotations

import zlib
from typing import Final

from aiohttp import ClientResponse

from streams.errors import FetchFailed, FetchRefused

ACCEPT_ENCODING: Final = "gzip"
_PLAIN: Final = frozenset({"", "identity"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS
_PIECE: Final = 65_536
# Files put together by appending have a few; thousands of empty ones only cost time.
_MOST_MEMBERS: Final = 1_000


async def read(response: ClientResponse, max_bytes: int, *, cut: bool = False) -> bytes:
    """The body of an answer.

    Args:
        response: the answer, its body still packed.
        max_bytes: the most that is taken.
        cut: take the beginning of a larger one, rather than refuse it.

    Raises:
        FetchRefused: it is larger, or packed in a way that was not asked for.
        FetchFailed: it is cut short or broken.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _PLAIN | _GZIP:
        raise FetchRefused("the answer is packed in a way that was not asked for")
    body = _Body(max_bytes, packed=encoding in _GZIP)
    async for piece in response.content.iter_chunked(_PIECE):
        body.feed(piece)
        if body.overflows:
            if cut:
                return bytes(body.data[:max_bytes])
            raise FetchRefused(f"the answer has more than {max_bytes} bytes")
    body.end()
    return bytes(body.data)


class _Body:
    # ``data`` may grow one byte over the limit: that is how an overflow is seen

    def __init__(self, max_bytes: int, *, packed: bool) -> None:
        self.data = bytearray()
        self._room = max_bytes + 1
        self._taken = 0
        self._members = 1
        self._unpacker = zlib.decompressobj(_GZIP_WINDOW) if packed else None

    @property
    def overflows(self) -> bool:
        # packed bytes count as well: gzip may stand for nothing at all
        return len(self.data) >= self._room or self._taken > self._room + _PIECE

    def feed(self, piece: bytes) -> None:
        self._taken += len(piece)
        if self._unpacker is None:
            self.data += piece[: self._room - len(self.data)]
            return
        try:
            while piece and not self.overflows:
                if self._unpacker.eof:
                    # another member, as concatenated gzip files have; padding ends the stream
                    piece = piece.lstrip(b"\0")
                    if not piece:
                        return
                    self._members += 1
                    if self._members > _MOST_MEMBERS:
                        raise FetchRefused("the answer has too many gzip members")
                    self._unpacker = zlib.decompressobj(_GZIP_WINDOW)
                self.data += self._unpacker.decompress(piece, self._room - len(self.data))
                piece = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        except zlib.error as error:
            raise FetchFailed("the answer is not the gzip that it says it is") from error

    def end(self) -> None:
        if self._unpacker is not None and not self._unpacker.eof:
            raise FetchFailed("the answer is cut short")
