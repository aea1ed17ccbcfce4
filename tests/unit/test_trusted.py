"""Models that are built without validation are the same as those that pydantic builds."""

from __future__ import annotations

from datetime import UTC, datetime

from streams.core.enrich.facts import extract

BODY = (
    "“The bridge will open on Monday,” said Ada Lim, the mayor of Northwick. "
    "The port authority denied that it had been warned. The claim could not be verified."
)


def test_trusted_models_hold_all_fields_in_the_order_of_the_model_and_are_valid() -> None:
    found = extract("", BODY, at=datetime(2026, 3, 2, 12, tzinfo=UTC), bylines=())
    assert found.quotes
    assert found.claims
    for fact in (*found.quotes, *found.claims):
        for one in (fact, fact.evidence):
            model = type(one)
            again = model.model_validate(one.model_dump())
            assert list(vars(one)) == list(model.model_fields)
            assert one == again
            assert one.model_fields_set == again.model_fields_set
            assert one.model_dump_json() == again.model_dump_json()
