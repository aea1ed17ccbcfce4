from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from streams.connection import client_options
from streams.errors import BrokerError
from streams.settings import Settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    import os

    for name in [name for name in os.environ if name.startswith("COPYDESK_")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_is_and_has_a_default(name):
    field = Settings.model_fields[name]
    assert field.description
    assert not field.is_required()


def test_the_environment_sets_them(monkeypatch):
    monkeypatch.setenv("COPYDESK_BROKERS", "kafka-1:9092,kafka-2:9092")
    monkeypatch.setenv("COPYDESK_PARTITIONS", "12")
    monkeypatch.setenv("COPYDESK_DATA_DIR", "/data")
    monkeypatch.setenv("COPYDESK_NO_SUCH_THING", "1")
    found = Settings()
    assert (found.partitions, found.data_dir) == (12, Path("/data"))
    assert client_options(found)["bootstrap_servers"] == ["kafka-1:9092", "kafka-2:9092"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("partitions", "0"),
        ("partitions", "many"),
        ("store", "paper"),
        ("health_port", "65536"),
        ("alert_urgency", "9"),
        ("commit_interval_s", "0"),
        ("log_level", "loud"),
        ("security_protocol", "HTTP"),
    ],
)
def test_what_cannot_be_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"COPYDESK_{name.upper()}", value)
    with pytest.raises(ValidationError, match=name):
        Settings()


def test_settings_do_not_change_while_a_worker_runs():
    with pytest.raises(ValidationError):
        Settings().partitions = 3  # type: ignore[misc]


def test_the_password_is_not_shown():
    found = Settings(sasl_password="hunter2")
    assert "hunter2" not in repr(found) + str(found) + found.model_dump_json()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"security_protocol": "SASL_SSL"}, "COPYDESK_SASL_USERNAME"),
        ({"security_protocol": "SSL", "ssl_ca": "/no/such.pem"}, "COPYDESK_SSL_CA"),
        (
            {"security_protocol": "SSL", "ssl_certificate": "/no/such.pem"},
            "COPYDESK_SSL_CERTIFICATE",
        ),
    ],
)
def test_settings_that_do_not_fit_together_say_which_one_to_set(fields, says):
    with pytest.raises(BrokerError, match=says):
        client_options(Settings.model_validate(fields))


def test_a_login_is_passed_on():
    fields = {"security_protocol": "SASL_PLAINTEXT", "sasl_username": "u", "sasl_password": "p"}
    options = client_options(Settings.model_validate(fields))
    assert options["sasl_plain_password"] == "p"
    assert options["sasl_mechanism"] == "SCRAM-SHA-512"
