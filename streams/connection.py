"""How to connect to Kafka, as aiokafka and as Faust name it."""

from __future__ import annotations

import ssl
from typing import Any

from streams.errors import UserError
from streams.settings import Settings


def client_options(settings: Settings) -> dict[str, Any]:
    """Options of every aiokafka client."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.brokers,
        "security_protocol": settings.security_protocol,
        "client_id": settings.group,
    }
    if "SSL" in settings.security_protocol.split("_"):
        options["ssl_context"] = _ssl_context(settings)
    if settings.security_protocol.startswith("SASL"):
        user, password = _login(settings)
        options |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": user,
            "sasl_plain_password": password,
        }
    return options


def faust_credentials(settings: Settings) -> Any:
    """The same for Faust; ``None`` for a plain connection."""
    from faust import SASLCredentials, SSLCredentials  # noqa: PLC0415 - Faust loads in a second

    encrypted = "SSL" in settings.security_protocol.split("_")
    context = _ssl_context(settings) if encrypted else None
    if settings.security_protocol.startswith("SASL"):
        user, password = _login(settings)
        return SASLCredentials(
            username=user, password=password, mechanism=settings.sasl_mechanism, ssl_context=context
        )
    return SSLCredentials(context) if context else None


def _login(settings: Settings) -> tuple[str, str]:
    if settings.sasl_username is None or settings.sasl_password is None:
        raise UserError(
            f"{settings.security_protocol} needs COPYDESK_SASL_USERNAME and COPYDESK_SASL_PASSWORD"
        )
    return settings.sasl_username, settings.sasl_password.get_secret_value()


def _ssl_context(settings: Settings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=settings.ssl_ca)
        if settings.ssl_certificate is not None:
            context.load_cert_chain(settings.ssl_certificate, settings.ssl_key)
    except OSError as error:
        raise UserError(f"the TLS files cannot be read: {error}; see COPYDESK_SSL_…") from error
    return context
