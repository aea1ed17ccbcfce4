import pytest

from streams.core.enrich.facts import extract


def facts(body, headline="", bylines=()):
    return extract(headline, body, at=None, bylines=bylines)


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("Northland’s mayor Pavel Dorin spoke.", "Pavel Dorin", "mayor", "Northland"),
        ("Moldovan president Ana Rusu won.", "Ana Rusu", "president", "Moldovan"),
        ("UN secretary general Tor Halvorsen is here.", "Tor Halvorsen", "secretary general", "UN"),
        (
            "South Korea’s defence ministry spokesperson Min Ha-rin said so.",
            "Min Ha-rin",
            "defence ministry spokesperson",
            "South Korea",
        ),
        (
            "The UK’s permanent ambassador to the UN, Carla Whitcombe, agreed.",
            "Carla Whitcombe",
            "permanent ambassador to the UN",
            "UK",
        ),
        (
            "“We wait,” said Luc Marin, the UN chief’s spokesperson.",
            "Luc Marin",
            "the UN chief’s spokesperson",
            "UN",
        ),
        (
            "Former prosecutor general Ion Ceban ran.",
            "Ion Ceban",
            "Former prosecutor general",
            None,
        ),
        ("Lt Gen Omar Basri commands the south.", "Omar Basri", "Lt Gen", None),
        ("The Labour MP Ruth Penrose resigned.", "Ruth Penrose", "Labour MP", None),
    ],
)
def test_roles(text, name, role, affiliation):
    (person,) = facts(text).people
    assert (person.name, person.role) == (name, role)
    assert affiliation is None or person.affiliation == affiliation


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maria Lopez left. Lopez’s car was found, and Ms Lopez is missing.", {"Maria Lopez"}),
        ("Greta von der Heide won. Von der Heide said so.", {"Greta von der Heide"}),
        ("Anna Berg met Paul Berg. Berg was late.", {"Anna Berg", "Paul Berg"}),
        ("South Korean officials and North Korean troops met.", set()),
        ("Police Scotland said it knew.", set()),
        ("John Marsh reports.", set()),
    ],
)
def test_names(text, names):
    assert {person.name for person in facts(text).people} == names


def test_surnames_join_and_two_of_one_surname_do_not():
    (person,) = facts("Maria Lopez left. Lopez’s car was found, and Ms Lopez is missing.").people
    assert len(person.mentions) == 3
    assert all(len(p.mentions) == 1 for p in facts("Anna Berg met Paul Berg. Berg left.").people)


def test_authors_are_not_people_of_the_news():
    assert facts("Emma Stone in Leeds writes this.", bylines=("Emma Stone",)).people == ()


@pytest.mark.parametrize(
    ("text", "name", "seat", "metonym"),
    [
        (
            "Moldova’s Central Electoral Commission met.",
            "Central Electoral Commission",
            "MD",
            False,
        ),
        ("The University of Leeds is closed.", "University of Leeds", None, False),
        ("The Kremlin declined to comment.", "Kremlin", "RU", True),
        ("Kyiv said it would wait.", "Kyiv", "UA", True),
        ("The talks failed, says Seoul", "Seoul", "KR", True),
        ("Nato met in the morning.", "Nato", None, False),
    ],
)
def test_organisations(text, name, seat, metonym):
    (found,) = [one for one in facts(text).organisations if one.name == name]
    assert (found.seat, found.metonym) == (seat, metonym)


def test_a_place_that_speaks_is_not_a_place_there():
    found = facts("Kyiv said so. There were blasts in Kyiv.")
    (place,) = found.places
    (body,) = found.organisations
    assert [span.start for span in body.mentions] == [0]
    assert [span.start for span in place.mentions] == [35]


@pytest.mark.parametrize(
    "text", ["Russia’s defence ministry said so.", "The Ukrainian air force was ready."]
)
def test_what_is_described_is_no_name(text):
    assert facts(text).organisations == ()


def test_a_surname_alone_is_its_bearer_whatever_it_else_names():
    found = facts("Maria Stuttgart resigned. Stuttgart had led the council, said Stuttgart’s aide.")
    (person,) = found.people
    assert len(person.mentions) == 3
    assert found.places == ()


def test_a_first_name_joins_its_bearer():
    (person,) = facts("Maria Lopez won the race. “I am glad,” Maria said.").people
    assert len(person.mentions) == 2


def test_what_is_said_of_a_place_is_not_said_by_it():
    assert facts("Officials in Kyiv said so.").organisations == ()
