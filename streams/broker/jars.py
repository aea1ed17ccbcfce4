"""The jars of Kafka: fetched once, checked against the lock file at every start."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from streams.errors import BrokerError

LOCK = Path(__file__).with_name("kafka.lock.toml")

_TIMEOUT_S = 30

Progress = Callable[[str, int, int], None]
"""Called before each download: the jar's file name, its number from 1, how many there are."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the lock file.

    Attributes:
        group: Maven's group id.
        artifact: Maven's artifact id.
        version: Maven's version.
        sha256: what the file must hash to.
    """

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def file(self) -> str:
        """The file's name, in Maven's repositories and in the cache."""
        return f"{self.artifact}-{self.version}.jar"


def locked(lock: Path = LOCK) -> tuple[Jar, ...]:
    """The jars that the lock file names."""
    sums: dict[str, str] = tomllib.loads(lock.read_text(encoding="utf-8"))["sha256"]
    found = []
    for coordinates, expected in sums.items():
        group, artifact, version = coordinates.split(":")
        found.append(Jar(group, artifact, version, expected))
    return tuple(found)


def folder(cache: Path) -> Path:
    """Where the jars lie within the cache."""
    return cache.expanduser().absolute() / "kafka" / "jars"


def sha256(path: Path) -> str:
    """The sum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def missing(cache: Path) -> tuple[Jar, ...]:
    """The jars that are not in the cache."""
    return tuple(jar for jar in locked() if not (folder(cache) / jar.file).is_file())


def verified(cache: Path) -> list[Path]:
    """The jars in the cache, all there and all as the lock file says.

    All 43 MB are hashed each time: a seventh of a second, and no second cache that could be wrong.

    Raises:
        BrokerError: one is missing or was altered.
    """
    paths = []
    for jar in locked():
        path = folder(cache) / jar.file
        try:
            found = sha256(path)
        except FileNotFoundError:
            raise BrokerError(f"{path} is missing: run `copydesk broker --fetch`") from None
        except OSError as error:
            raise BrokerError(f"{path} cannot be read: {error.strerror}") from error
        if found != jar.sha256:
            raise BrokerError(
                f"{path} is not what the lock file says (SHA-256 {found[:16]}…, expected "
                f"{jar.sha256[:16]}…): delete it and run `copydesk broker --fetch`"
            )
        paths.append(path)
    return paths


def fetch(cache: Path, progress: Progress | None = None) -> int:
    """Fetch the jars that are missing or altered; the number of those.

    Raises:
        BrokerError: the repository cannot be reached, or gives something else.
    """
    target = folder(cache)
    wanted = [jar for jar in locked() if not _good(target / jar.file, jar)]
    if not wanted:
        return 0
    # A jar is moved into place only when it is complete and has its sum: an interrupted download
    # leaves nothing behind that looks like a jar, and two processes may fetch at the same time.
    try:
        target.mkdir(parents=True, exist_ok=True)
        incoming = Path(tempfile.mkdtemp(prefix="incoming-", dir=target.parent))
    except OSError as error:
        raise BrokerError(
            f"cannot write to {target}: {error.strerror}; choose another COPYDESK_CACHE_DIR"
        ) from error
    try:
        for number, jar in enumerate(wanted, 1):
            if progress is not None:
                progress(jar.file, number, len(wanted))
            _fetch_one(jar, incoming, target)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return len(wanted)


def _good(path: Path, jar: Jar) -> bool:
    return path.is_file() and sha256(path) == jar.sha256


def _fetch_one(jar: Jar, incoming: Path, target: Path) -> None:
    path = _download(jar, incoming)
    found = sha256(path)
    if found != jar.sha256:
        raise BrokerError(
            f"the Maven repository gave another {jar.file} than the lock file names (SHA-256 "
            f"{found[:16]}…, expected {jar.sha256[:16]}…): look at the mirror or proxy in between"
        )
    path.replace(target / jar.file)


def _download(jar: Jar, incoming: Path) -> Path:
    """Fetch one jar with jgo, which knows Maven's repositories and the user's mirrors of them.

    ``jgo.build`` would resolve the dependencies again and fetch a second JDK to look at the jars;
    the lock file names them all, so that each can be asked for by its coordinates.
    """
    try:
        from jgo.config import GlobalSettings  # noqa: PLC0415 - only the extra installs it
        from jgo.maven import MavenContext  # noqa: PLC0415
    except ImportError:
        raise BrokerError(
            "Kafka's jars are not there, and jgo, which fetches them, is not installed: "
            "pip install 'copydesk[broker]'"
        ) from None
    logging.getLogger("jgo").setLevel(logging.ERROR)  # the sums are ours to judge
    context = MavenContext(repo_cache=incoming, local_repos=[], timeout=_TIMEOUT_S)
    mirrors = GlobalSettings.load().repositories
    context.remote_repos = {
        **mirrors,
        **{k: v for k, v in context.remote_repos.items() if k not in mirrors},
    }
    try:
        component = context.project(jar.group, jar.artifact).at_version(jar.version)
        return Path(component.artifact().resolve())
    except (OSError, RuntimeError) as error:
        # The errors of requests are OSErrors; jgo's own "not found" is a RuntimeError.
        raise BrokerError(
            f"cannot fetch {jar.file} ({_root_cause(error)}): the first start needs the network, or a mirror "
            "named `central` under [repositories] in jgo's configuration"
        ) from error


def _root_cause(error: BaseException) -> str:
    """The innermost of wrapped errors: "connection refused" rather than four layers round it."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return str(error).partition("\n")[0] or type(error).__name__
