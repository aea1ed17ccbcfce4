"""Places of names that are given: every text here is invented, and its places were written down first."""

import re

import pytest

from streams.core.enrich.geo.resolve import Home, Named, resolve


def resolved(text, *names, home=None):
    """What the first mention of each name means; the rest of the names are context."""
    given = []
    for name in names:
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        given.append(Named(text, found.start(), found.end()))
    return dict(zip(names, resolve(given, home), strict=True))


# text; names that are marked in it; the one that is asked for; its GeoNames id, or feature and
# country or region where it has none there
CASES = [
    # by size alone
    ("Trams stood still across Vienna on Monday.", ["Vienna"], "Vienna", 2761369),
    ("A water main burst in Birmingham overnight.", ["Birmingham"], "Birmingham", 2655603),
    ("Flood sirens were tested in Portland.", ["Portland"], "Portland", 5746545),
    ("Bakers in Cairo raised their prices.", ["Cairo"], "Cairo", 360630),
    ("Envoys gathered in Washington for a second day.", ["Washington"], "Washington", 4140963),
    ("The port of Odesa reopened to grain ships.", ["Odesa"], "Odesa", 698740),
    ("Fog closed both runways in Moscow.", ["Moscow"], "Moscow", 524901),
    # said by the text itself
    ("A barn burned down near Paris, Texas, on Friday.", ["Paris", "Texas"], "Paris", 4717560),
    ("Crews reached Newark, Ohio, before dawn.", ["Newark", "Ohio"], "Newark", 5164466),
    ("The bus left Cairo, Ga., at noon.", ["Cairo", "Ga."], "Cairo", 4185632),
    ("MOSCOW, Idaho — A bakery has won a prize.", ["MOSCOW", "Idaho"], "MOSCOW", 5601538),
    ("She grew up in Vienna, W.Va., he said.", ["Vienna", "W.Va."], "Vienna", 4825976),
    ("The clinic in Augusta, ME will close.", ["Augusta", "ME"], "Augusta", 4957003),
    ("Buses burned in Pakistan's Hyderabad.", ["Pakistan", "Hyderabad"], "Hyderabad", 1176734),
    ("Buses burned in the Pakistani city of Hyderabad.", ["Hyderabad"], "Hyderabad", 1176734),
    ("Clashes broke out in Tripoli, in northern Lebanon.", ["Tripoli", "Lebanon"], "Tripoli", 266826),
    ("A ferry sank off Newcastle in New South Wales.", ["Newcastle", "New South Wales"], "Newcastle", 2155472),
    ("He was born in Athens (Georgia) in 1951.", ["Athens", "Georgia"], "Athens", 4180386),
    ("The council of Perth, Ontario, voted late.", ["Perth", "Ontario"], "Perth", 6101546),
    ("Police in Frankfort, Ky., found the van.", ["Frankfort", "Ky."], "Frankfort", 4292188),
    # by the company that they keep
    ("A storm that crossed Valdosta and Moultrie tore roofs off in Rome.", ["Valdosta", "Moultrie", "Rome"], "Rome", 4219762),
    ("Deputies of Licking County searched homes in Newark, Heath and Granville.", ["Licking County", "Newark", "Heath", "Granville"], "Newark", 5164466),
    ("Deputies of Licking County searched homes in Newark, Heath and Granville.", ["Licking County", "Newark", "Heath", "Granville"], "Granville", 5156270),
    ("Ferries link Glace Bay with Sydney, and Nova Scotia pays.", ["Glace Bay", "Sydney", "Nova Scotia"], "Sydney", 6354908),
    ("Ontario will rebuild the road from London to Hamilton and Windsor.", ["Ontario", "London", "Hamilton", "Windsor"], "London", 6058560),
    ("Ontario will rebuild the road from London to Hamilton and Windsor.", ["Ontario", "London", "Hamilton", "Windsor"], "Hamilton", 5969782),
    ("Officials in Venezuela said power was back in Valencia and Barcelona.", ["Venezuela", "Valencia", "Barcelona"], "Barcelona", 3648559),
    ("Natchez and Ferriday share a bridge; Vidalia pays for its lights.", ["Natchez", "Ferriday", "Vidalia"], "Vidalia", 4344599),
    ("Mexico sent soldiers to Sinaloa and to Mérida.", ["Mexico", "Sinaloa", "Mérida"], "Mérida", 3523349),
    ("Colombia closed schools in Córdoba and Barranquilla.", ["Colombia", "Córdoba", "Barranquilla"], "Córdoba", 3685889),
    ("From Bangor the fire crews of Maine went on to Augusta.", ["Bangor", "Maine", "Augusta"], "Augusta", 4957003),
    ("Nablus, Jenin and Bethlehem were quiet, the mayor of Hebron said.", ["Nablus", "Jenin", "Bethlehem", "Hebron"], "Bethlehem", 284315),
    ("Nablus, Jenin and Bethlehem were quiet, the mayor of Hebron said.", ["Nablus", "Jenin", "Bethlehem", "Hebron"], "Hebron", 285066),
    ("Tbilisi sued, and Georgia waits for a ruling.", ["Tbilisi", "Georgia"], "Georgia", 614540),
    ("Atlanta and Macon lost power, as did much of Georgia.", ["Atlanta", "Macon", "Georgia"], "Georgia", 4197000),
    ("Troops left Herat for Farah, a spokesman for Afghanistan's army said.", ["Herat", "Farah", "Afghanistan"], "Farah", 1142264),
    ("Homs, Hama and Tartus have no power.", ["Homs", "Hama", "Tartus"], "Hama", 170017),
    # one sense in one text
    ("Paris, Tenn., will vote. Paris has 10,000 people.", ["Paris", "Tenn."], "Paris", 4647963),
    # countries, regions, counties
    ("Georgia's parliament sat through the night.", ["Georgia"], "Georgia", 614540),
    ("Lebanon buried its dead.", ["Lebanon"], "Lebanon", 272103),
    ("A depot burned in the Kursk region.", ["Kursk region"], "Kursk region", 538555),
    ("A depot burned in Kursk.", ["Kursk"], "Kursk", 538560),
    ("Shells fell on Kharkiv Oblast again.", ["Kharkiv Oblast"], "Kharkiv Oblast", 706482),
    ("Rain fell over northern Gaza Strip all day.", ["northern Gaza Strip"], "northern Gaza Strip", 281132),
    ("Oxfordshire will close nine libraries.", ["Oxfordshire"], "Oxfordshire", ("A", "GB-ENG")),
    ("Lowndes County and Valdosta agreed on a price.", ["Lowndes County", "Valdosta"], "Lowndes County", ("A", "US-GA")),
    ("Lowndes County, Miss., buys two fire engines.", ["Lowndes County", "Miss."], "Lowndes County", ("A", "US-MS")),
    ("Farmers of County Galway blocked the road.", ["County Galway"], "County Galway", ("A", "IE-C")),
    ("Police from NSW helped at the border.", ["NSW"], "NSW", 2155400),
    ("The U.K. and the U.S. signed a pact.", ["U.K.", "U.S."], "U.K.", 2635167),
    ("Kyiv and Minsk exchanged prisoners.", ["Kyiv", "Minsk"], "Kyiv", 703448),
    ("Miners struck in North Kivu.", ["North Kivu"], "North Kivu", 206938),
    # adjectives
    ("Turkish rescuers landed at night.", ["Turkish"], "Turkish", 298795),
    ("South American leaders met.", ["South American"], "South American", 6255150),
    ("A Texan won the derby.", ["Texan"], "Texan", 4736286),
    # waters, heights, areas
    ("A tanker drifted in the Black Sea.", ["Black Sea"], "Black Sea", ("H", None)),
    ("Snow closed passes in the Alps.", ["Alps"], "Alps", ("T", None)),
    ("Prices rose across Europe.", ["Europe"], "Europe", 6255148),
    ("Fighting went on in Donbas.", ["Donbas"], "Donbas", ("L", "UA")),
    ("Boats turned back in the Strait of Hormuz.", ["Strait of Hormuz"], "Strait of Hormuz", ("H", None)),
    # spellings
    ("The market of Qamishli was shut.", ["Qamishli"], "Qamishli", 173377),
    ("SAINT LOUIS — The arch will be cleaned.", ["SAINT LOUIS"], "SAINT LOUIS", 4407066),
    # what stands somewhere
    ("He was flown to Colchester General Hospital.", ["Colchester General Hospital"], "Colchester General Hospital", ("S", "GB-ENG")),
    # the country of the source
    ("The bypass round Newport was shut.", ["Newport"], "Newport", 2641598),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "asked", "expected"), CASES)
def test_resolved(text, names, asked, expected):
    place = resolved(text, *names)[asked]
    if isinstance(expected, int):
        assert place.id == expected
    else:
        assert (place.feature, place.region or place.country) == expected
        assert place.latitude is not None


def test_where_the_source_is_tips_the_scale():
    text = "The bridge at Cambridge is shut."
    assert resolved(text, "Cambridge")["Cambridge"].country == "GB"
    home = Home("US", "US-MA")
    assert resolved(text, "Cambridge", home=home)["Cambridge"].id == 4931972


def test_a_list_of_states_is_no_town_and_its_state():
    found = resolved("Nevada, Missouri and Ohio voted.", "Nevada", "Missouri", "Ohio")
    assert found["Nevada"].region == "US-NV"


@pytest.mark.parametrize("name", ["Xyzzyville", "Tuesday Morning Club", ""])
def test_what_is_unknown_is_no_place(name):
    assert resolve([Named(name, 0, len(name))]) == [None]


def test_the_order_of_names_decides_nothing():
    text = "Deputies of Licking County searched homes in Newark, Heath and Granville."
    names = ["Licking County", "Newark", "Heath", "Granville"]
    assert resolved(text, *names) == resolved(text, *reversed(names))


def test_a_town_that_is_not_known_has_the_region_that_the_text_gives_it():
    place = resolved("A silo fell in Orient, Ohio, at noon.", "Orient")["Orient"]
    assert (place.id, place.region, place.latitude) == (None, "US-OH", None)


def test_counties_are_told_by_the_word_at_the_end_of_the_list():
    text = "Nebraska counted again in Hitchcock and Hayes counties."
    found = resolved(text, "Nebraska", "Hitchcock", "Hayes")
    assert [found[name].region for name in ("Hitchcock", "Hayes")] == ["US-NE", "US-NE"]
    assert found["Hayes"].feature == "A"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The sheriff said the high school in Cambridge was safe, and the governor agreed.", "US"),
        ("Councillors in Cambridge said the lorry hit a kerb; petrol cost £2,000.", "GB"),
    ],
)
def test_the_english_of_a_text_tips_the_scale(text, country):
    assert resolved(text, "Cambridge")["Cambridge"].country == country


@pytest.mark.parametrize("name", ["Earth", "West", "Alma Street", "City Hall"])
def test_a_word_is_no_town_because_some_town_has_its_name(name):
    assert resolved(f"They saw {name} again.", name) == {name: None}


def test_what_nothing_speaks_for_is_less_sure():
    lonely = resolved(
        "Crowds met in Nairobi, Kisumu, Nakuru and Olten.", "Nairobi", "Kisumu", "Nakuru", "Olten"
    )
    at_home = resolved(
        "Crowds met in Zurich, Basel, Bern and Olten.", "Zurich", "Basel", "Bern", "Olten"
    )
    assert lonely["Olten"].confidence < at_home["Olten"].confidence
    assert lonely["Olten"].id == at_home["Olten"].id
