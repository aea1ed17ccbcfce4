"""The secrets that deliveries are signed with: made, sealed, and used."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from standardwebhooks import Webhook

from streams.errors import UserError
from streams.settings import Settings

from .model import Secret

_PREFIX: Final = "whsec_"
# what the specification asks of a symmetric secret
_SHORTEST_BYTES: Final = 24
_LONGEST_BYTES: Final = 64
_OURS_BYTES: Final = 32


class Vault:
    """Seals secrets, so that Kafka does not hold them in the clear.

    Args:
        keys: of Fernet; the first seals, all of them unseal.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, secret: str) -> str:
        """Encrypt a secret."""
        return self._fernet.encrypt(secret.encode()).decode()

    def sign(
        self, sealed: Iterable[Secret], id_: str, body: bytes, now: datetime
    ) -> dict[str, str]:
        """The headers of a delivery, with a signature by each secret that is valid now.

        Raises:
            InvalidToken: a secret was sealed with another key.
        """
        said = body.decode()
        valid = [one for one in sealed if one.expires_at is None or now < one.expires_at]
        signatures = [
            Webhook(self._fernet.decrypt(one.sealed).decode()).sign(id_, now, said) for one in valid
        ]
        return {
            "webhook-id": id_,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def vault(settings: Settings) -> Vault | None:
    """The vault that the settings give keys for; ``None`` where there is no key.

    Raises:
        UserError: a key is none.
    """
    given = settings.webhooks_key.get_secret_value() if settings.webhooks_key else ""
    keys = [key.strip() for key in given.split(",") if key.strip()]
    if not keys:
        return None
    try:
        return Vault(keys)
    except ValueError:
        raise UserError(
            "COPYDESK_WEBHOOKS_KEY is not a key; make one with: copydesk webhooks --new-key"
        ) from None


def needed_vault(settings: Settings) -> Vault:
    """The same, where nothing goes without.

    Raises:
        UserError: there is no key, or it is none.
    """
    found = vault(settings)
    if found is None:
        raise UserError(
            "set COPYDESK_WEBHOOKS_KEY, which seals the secrets of subscriptions; "
            "make one with: copydesk webhooks --new-key"
        )
    return found


def new_key() -> str:
    """A key for the setting."""
    return Fernet.generate_key().decode()


def new_secret() -> str:
    """A secret to sign with, as subscribers get it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_OURS_BYTES)).decode()


def checked(secret: str) -> str:
    """A secret that a subscriber brings.

    Raises:
        ValueError: it is not of the form that the specification wants.
    """
    if not secret.startswith(_PREFIX):
        raise ValueError(f"a secret begins with {_PREFIX}")
    try:
        found = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError(f"behind {_PREFIX} a secret is base64") from None
    if not _SHORTEST_BYTES <= len(found) <= _LONGEST_BYTES:
        raise ValueError(f"a secret has {_SHORTEST_BYTES} to {_LONGEST_BYTES} bytes")
    return secret


__all__ = ["InvalidToken", "Vault", "checked", "needed_vault", "new_key", "new_secret", "vault"]
