"""How every client of ours, worker and command line alike, connects to Kafka."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

from streams.errors import BrokerError
from streams.settings import Settings


def client_options(settings: Settings) -> dict[str, Any]:
    """What aiokafka's clients take: addresses, protocol, login and certificates.

    Raises:
        BrokerError: the settings do not fit together, or name a file that cannot be read.
    """
    protocol = settings.security_protocol
    found: dict[str, Any] = {
        "bootstrap_servers": settings.brokers.split(","),
        "security_protocol": protocol,
    }
    if protocol.startswith("SASL"):
        if settings.sasl_username is None or settings.sasl_password is None:
            raise BrokerError(
                f"COPYDESK_SECURITY_PROTOCOL={protocol} needs COPYDESK_SASL_USERNAME "
                "and COPYDESK_SASL_PASSWORD"
            )
        found["sasl_mechanism"] = settings.sasl_mechanism
        found["sasl_plain_username"] = settings.sasl_username
        found["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    if protocol.endswith("SSL"):
        found["ssl_context"] = _ssl_context(settings)
    return found


def _ssl_context(settings: Settings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=settings.ssl_ca)
    except OSError as error:
        raise BrokerError(f"COPYDESK_SSL_CA={settings.ssl_ca}: {_reason(error)}") from error
    if settings.ssl_certificate is not None:
        try:
            context.load_cert_chain(settings.ssl_certificate, settings.ssl_key)
        except OSError as error:
            raise BrokerError(
                f"COPYDESK_SSL_CERTIFICATE={settings.ssl_certificate} with "
                f"COPYDESK_SSL_KEY={settings.ssl_key}: {_reason(error)}"
            ) from error
    return context


def _reason(error: OSError) -> str:
    if isinstance(error, ssl.SSLError):
        return f"not a usable PEM file ({error.reason or error})"
    return error.strerror or str(error)


def faust_credentials(settings: Settings) -> Any:
    """The same for Faust; ``None`` for a plain connection."""
    from faust import SASLCredentials, SSLCredentials  # noqa: PLC0415 - Faust loads in a second

    options = client_options(settings)
    context = options.get("ssl_context")
    if settings.security_protocol.startswith("SASL"):
        return SASLCredentials(
            username=options["sasl_plain_username"],
            password=options["sasl_plain_password"],
            mechanism=options["sasl_mechanism"],
            ssl_context=context,
        )
    return SSLCredentials(context) if context else None


async def stop_consumer(consumer: Any) -> None:
    """Stop an aiokafka consumer.

    aiokafka 0.14 cancels its fetches when it stops. One that waits to be tried again passes the
    cancellation on to whoever stops the consumer, who then seems to be cancelled itself.
    """
    try:
        await consumer.stop()
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        await consumer._client.close()  # noqa: SLF001 - what stop() had still to do
