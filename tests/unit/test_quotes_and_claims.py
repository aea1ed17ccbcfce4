import pytest

from streams.core.enrich.facts import extract


def facts(body, headline=""):
    return extract(headline, body, at=None, bylines=())


@pytest.mark.parametrize(
    ("body", "text", "speaker", "cue", "directness"),
    [
        ("“We wait,” said Luc Marin.", "We wait,", "Luc Marin", "said", "direct"),
        ('"We wait," Luc Marin said.', "We wait,", "Luc Marin", "said", "direct"),
        ("‘We don’t wait,’ Luc Marin said.", "We don’t wait,", "Luc Marin", "said", "direct"),
        ("Luc Marin said: “We wait.”", "We wait.", "Luc Marin", "said", "direct"),
        (
            "Maria Lopez is “very worried now” about it.",
            "very worried now",
            "Maria Lopez",
            None,
            "direct",
        ),
        (
            "It was “very bad”, his spokesman said.",
            "It was “very bad”",
            "his spokesman",
            "said",
            "mixed",
        ),
        ("The town is calm, says Luc Marin.", "The town is calm", "Luc Marin", "says", "indirect"),
        ("Maria Lopez arrived. “We wait,” she said.", "We wait,", "Maria Lopez", "said", "direct"),
        (
            "The envoy, Luc Marin, spoke after the talks.\n“We wait for them.\n“We have time.”",
            "We wait for them.\nWe have time.",
            "Luc Marin",
            "spoke",
            "direct",
        ),
        ("“We never knew why they left", "We never knew why they left", None, None, "direct"),
    ],
)
def test_quotes(body, text, speaker, cue, directness):
    (quote,) = facts(body).quotes
    assert (quote.text, quote.speaker, quote.cue) == (text, speaker, cue)
    assert quote.directness == directness
    assert "\n".join(body[span.start : span.end] for span in quote.spans) == text


def test_a_speaker_goes_on():
    (quote,) = facts("“We wait,” said Luc Marin. “There is time.”").quotes
    assert (quote.text, quote.speaker) == ("We wait,\nThere is time.", "Luc Marin")


@pytest.mark.parametrize(
    "body", ["The ‘90s were loud.", "She read “The Long Road” twice.", "It was a “win”."]
)
def test_not_quotes(body):
    assert facts(body).quotes == ()


@pytest.mark.parametrize(
    ("body", "status", "claimant", "outlet"),
    [
        ("The Kremlin claimed that its troops advanced.", "claimed", "Kremlin", None),
        ("The Kremlin denied that its troops fled.", "denied", "Kremlin", None),
        ("Buckingham Palace has confirmed the visit.", "confirmed", "Buckingham Palace", None),
        ("Kyiv said it won but could not verify the toll.", "unverified", "Kyiv", None),
        ("Five ships sank, the coast guard’s spokesman said, Reuters has reported.", "claimed", None, "Reuters"),
        ("The win was confirmed by Moldova’s Central Electoral Commission.", "confirmed", "Central Electoral Commission", None),
        ("The water is safe, the UN’s refugee agency insists.", "claimed", "UN’s refugee agency", None),
    ],
)  # fmt: skip
def test_claims(body, status, claimant, outlet):
    (claim,) = facts(body).claims
    assert (claim.status, claim.claimant, claim.outlet) == (status, claimant, outlet)
    assert claim.text == body


@pytest.mark.parametrize(
    "body",
    [
        "The ship sank.",
        "“We wait,” said Luc Marin.",
        "The Kremlin said its troops advanced.",
        "Jane Marsh reports.",
    ],
)
def test_not_claims(body):
    assert facts(body).claims == ()
