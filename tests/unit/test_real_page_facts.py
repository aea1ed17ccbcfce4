import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.core.enrich.facts import extract

AT = datetime(2024, 11, 4, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def found():
    default = Path(__file__).parents[2].parent / "shared" / "data"
    page = Path(os.environ.get("COPYDESK_EVAL_DATA", default)) / "seed" / "live-page.txt"
    if not page.exists():
        if os.environ.get("CI"):
            pytest.fail("the evaluation data are missing: set COPYDESK_EVAL_DATA")
        pytest.skip("needs the evaluation data: set COPYDESK_EVAL_DATA")
    return extract("", page.read_text("utf-8"), at=AT, bylines=())


@pytest.mark.data
@pytest.mark.parametrize("name", ["Kyiv", "Kursk", "Moldova"])
def test_places_have_ids_and_positions(found, name):
    place = next(place for place in found.places if place.name == name)
    assert place.geonames_id
    assert place.latitude
    assert place.longitude


@pytest.mark.data
def test_a_quote_over_two_paragraphs_has_the_speaker_whom_the_line_before_names(found):
    (quote,) = [quote for quote in found.quotes if quote.speaker == "Barbara Woodward"]
    assert len(quote.spans) == 2
    assert quote.directness == "direct"


@pytest.mark.data
def test_people_have_their_roles(found):
    roles = {person.name: person.role for person in found.people}
    assert roles["Vitali Klitschko"] == "mayor"
    assert roles["Maia Sandu"] == "president"
    assert roles["Jeon Ha-kyou"] == "defence ministry spokesperson"
    assert not {"Namita Singh", "Arpan Rai"} & set(roles)


@pytest.mark.data
def test_what_was_downed_is_counted(found):
    counted = {(one.value, (one.counts or "").rsplit(" ", 1)[-1]) for one in found.quantities}
    assert {(4, "HIMARS"), (4, "(HIMARS)"), (42, "drones")} <= counted
