import pytest

from streams.core.enrich.facts import extract


def places(text, headline=""):
    found = extract(headline, text, at=None, bylines=()).places
    return {place.name: place for place in found}


@pytest.mark.parametrize(
    ("text", "name", "geonames_id", "country"),
    [
        ("Blasts were heard in Kyiv.", "Kyiv", 703448, "UA"),
        ("Troops moved into Kursk.", "Kursk", 538560, "RU"),
        ("Troops moved into the Kursk border region.", "Kursk", 538555, "RU"),
        ("Voting began in Moldova.", "Moldova", 617790, "MD"),
        ("He flew to Odessa in Ukraine.", "Odessa", 698740, "UA"),
        ("He flew to Odessa, Texas.", "Odessa", 5527554, "US"),
        ("She lives in Springfield, Illinois.", "Springfield", 4250542, "US"),
        ("The talks are in Washington.", "Washington", 4140963, "US"),
        ("Fires burn across California.", "California", 5332921, "US"),
        ("Aid for the Democratic People’s Republic of Korea", "Democratic People’s Republic of Korea", 1873107, "KP"),
    ],
)  # fmt: skip
def test_resolved(text, name, geonames_id, country):
    place = places(text)[name]
    assert (place.geonames_id, place.country) == (geonames_id, country)
    assert place.latitude is not None
    assert place.longitude is not None


@pytest.mark.parametrize(
    "text",
    [
        "Reading is good for you, and Mobile phones are not.",
        "Nice work, of course. March came.",
        "Jordan Henderson and Austin Reed met Sydney Sweeney.",
        "Ukrainian drones and North Korean soldiers",
        "Leeds United and Manchester United drew.",
    ],
)
def test_not_places(text):
    assert places(text) == {}


def test_kursk_has_its_region():
    assert places("A fire in Kursk.")["Kursk"].region == "RU-KRS"


def test_every_country_that_has_people_has_a_position():
    for name in ("Fiji", "Russia", "United States", "Vanuatu", "South Sudan", "Kosovo"):
        place = places(f"They arrived in {name}.")[name]
        assert place.latitude is not None
        assert place.feature == "A"
