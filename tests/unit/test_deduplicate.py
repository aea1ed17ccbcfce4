from __future__ import annotations

from datetime import timedelta

import pytest

from schemas import RawEntry
from streams.core.deduplicate import Decision, EntryState, Index, decide, identify
from tests.helpers.making import TEXT, at, raw

MEMORY = timedelta(days=14)
OTHER = "A second text about something else, the harbour and its ferries."


class Past:
    """Decides about entries one after the other, and remembers as a worker does."""

    def __init__(self) -> None:
        self.states: dict[str, EntryState] = {}
        self.index = Index()

    def take(self, entry: RawEntry, minutes: float = 0) -> Decision:
        self.index.forget(entry.desk, at(minutes))
        arrival = identify(entry, self.index)
        before = self.states.get(arrival.key)
        decision = decide(arrival, before, self.index, at(minutes), MEMORY)
        if decision.state is not None:
            if before is not None:
                self.index.remove(before)
            self.index.add(decision.state)
            self.states[decision.state.key] = decision.state
        return decision

    def change(self, entry: RawEntry, minutes: float = 0) -> str:
        """What happened, in a word."""
        decision = self.take(entry, minutes)
        assert (decision.entry is None) != (decision.reason is None)
        return decision.entry.change if decision.entry else str(decision.reason)


@pytest.fixture
def past() -> Past:
    return Past()


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"updated_at": "2025-03-01T13:00:00Z"},
        {"published_at": "2025-03-01T12:00:00+02:00"},
        {"fetched_at": "2025-03-01T13:00:00Z", "tags": ["traffic"], "language": "en"},
        {"body": f"  {TEXT.replace(' ', chr(160) + ' ')}\n\n"},
        {"body": TEXT.replace("over", "&#111;ver")},
        {"body": f"<p>{TEXT}</p>", "body_format": "html"},
        {"headline": "Bridge&nbsp;closes"},
        {"links": [{"url": "https://a.example/x?utm_source=mail&fbclid=1&id=7"}]},
    ],
    ids=lambda fields: ",".join(fields) or "same",
)
def test_the_same_entry_again_is_a_no_op(past, again):
    links = {"links": [{"url": "https://a.example/x?id=7"}]} if "links" in again else {}
    first = {"published_at": "2025-03-01T10:00:00Z", **links}
    assert past.change(raw(**first)) == "published"
    assert past.change(raw(**{**first, **again}), 1) == "unchanged"


@pytest.mark.parametrize(
    ("again", "deltas"),
    [
        ({"body": OTHER}, ["text-removed", "text-added"]),
        ({"body": f"{TEXT}\n{OTHER}"}, ["text-added"]),
        ({"headline": "Bridge to stay closed"}, ["headline"]),
        ({"bylines": ["Ada Lund"]}, ["byline"]),
        ({"headline": "Bridge reopens", "body": f"{TEXT}\n{OTHER}"}, ["headline", "text-added"]),
        ({"key_event": True}, ["flags"]),
        ({"pinned": True}, ["flags"]),
        ({"body": TEXT.replace("closed", "“closed”")}, ["cosmetic"]),
        ({"links": [{"url": "https://a.example/y"}]}, ["cosmetic"]),
    ],
)
def test_a_change_is_a_revision_and_says_what_changed(past, again, deltas):
    past.take(raw())
    revised = past.take(raw(**again), 1).entry
    assert revised.change == "revised"
    assert [delta.type for delta in revised.deltas] == deltas


def test_revisions_are_numbered_and_supersede_one_another(past):
    entries = [past.take(raw(body=f"{TEXT} {n}"), n).entry for n in range(4)]
    assert [entry.revision for entry in entries] == [1, 2, 3, 4]
    events = [entry.event for entry in entries]
    assert [entry.supersedes for entry in entries] == [None, *events[:-1]]
    assert len(set(events)) == 4
    assert len({(entry.entry, entry.story) for entry in entries}) == 1


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("This article was amended on 3 March.", "corrected"),
        ("An earlier version of this post gave a wrong date.", "corrected"),
        ("Correction: the bridge is closed, not the tunnel.", "corrected"),
        ("Police corrected the number of cars.", "revised"),
        ("The law was amended by parliament.", "revised"),
    ],
)
def test_only_a_text_that_says_so_of_itself_is_a_correction(past, text, change):
    past.take(raw())
    assert past.change(raw(body=f"{TEXT}\n{text}"), 1) == change


def test_a_correction_is_one_only_when_its_mark_appears(past):
    marked = f"{TEXT}\nThis article was amended on 3 March."
    past.take(raw())
    assert past.change(raw(body=marked), 1) == "corrected"
    assert past.change(raw(body=f"{marked}\n{OTHER}"), 2) == "revised"


def test_a_withdrawal_names_all_that_was_published(past):
    events = [past.take(raw(body=f"{TEXT} {n}"), n).entry.event for n in range(3)]
    gone = past.take(raw(operation="withdraw"), 5).entry
    assert (gone.change, gone.revision) == ("withdrawn", 4)
    assert gone.withdraws == tuple(events)
    assert gone.supersedes == events[-1]
    assert (gone.headline, gone.body) == ("Bridge closes", "")


@pytest.mark.parametrize("later", ["upsert", "withdraw"])
def test_nothing_comes_after_a_withdrawal(past, later):
    past.take(raw())
    past.take(raw(operation="withdraw"), 1)
    assert past.change(raw(operation=later), 2) == "withdrawn"


def test_a_withdrawal_may_come_before_its_entry(past):
    assert past.change(raw(operation="withdraw")) == "withdrawn-before-creation"
    assert past.change(raw(), 1) == "withdrawn"


def test_what_is_held_can_be_withdrawn_unseen(past):
    assert past.change(raw(embargoed_until=at(10))) == "held"
    assert past.change(raw(operation="withdraw"), 1) == "withdrawn-while-held"
    assert past.change(raw(operation="release"), 11) == "nothing-to-release"
    assert past.change(raw(), 12) == "withdrawn"


def test_the_same_words_elsewhere_on_the_desk_are_a_repeat(past):
    first = past.take(raw()).entry
    other = raw(coverage={"id": "wire"}, source="agency", entry_id="w", headline="Closed")
    repeat = past.take(other, 1).entry
    assert repeat.change == "duplicated"
    assert (repeat.original.entry, repeat.original.event) == (first.entry, first.event)
    assert repeat.original.source == "courier"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"desk": "world"}),
        ({"body": "Watch live"}, {"body": "Watch live"}),
        ({"body": "At least 12 people were killed"}, {"body": "At least 15 people were killed"}),
        (
            {"body": "", "media": [{"kind": "embed", "url": "https://a.example/1"}]},
            {"body": "", "media": [{"kind": "embed", "url": "https://a.example/1"}]},
        ),
    ],
    ids=["other desk", "too few words", "other number", "no words"],
)
def test_what_only_looks_alike_is_no_repeat(past, one, other):
    past.take(raw(**one))
    assert past.change(raw(entry_id="e-2", **other), 1) == "published"


def test_a_repeat_of_what_was_withdrawn_is_published(past):
    past.take(raw())
    past.take(raw(operation="withdraw"), 1)
    assert past.change(raw(entry_id="e-2"), 2) == "published"


def test_an_older_state_is_stale_and_one_of_the_same_time_is_not(past):
    past.take(raw(updated_at=at(0)))
    assert past.change(raw(updated_at=at(-1), body=OTHER), 1) == "stale"
    assert past.change(raw(updated_at=at(0), body=OTHER), 1) == "revised"


@pytest.mark.parametrize(("expires", "change"), [(-1, "expired"), (0, "expired"), (1, "published")])
def test_what_has_expired_is_not_published(past, expires, change):
    assert past.change(raw(expires_at=at(expires))) == change


def test_an_embargo_holds_until_its_time_and_no_longer(past):
    assert past.change(raw(embargoed_until=at(10))) == "held"
    assert past.change(raw(embargoed_until=at(10)), 1) == "unchanged"
    assert past.change(raw(operation="release"), 9.99) == "embargo-not-over"
    assert past.change(raw(operation="release"), 10) == "published"
    assert past.change(raw(operation="release"), 11) == "nothing-to-release"
    assert past.change(raw(embargoed_until=at(10)), 12) == "unchanged"


def test_a_release_publishes_what_was_held_last_whole(past):
    past.take(raw(embargoed_until=at(10), bylines=["Ada Lund"]))
    assert past.change(raw(embargoed_until=at(12), body=OTHER, tags=["x"]), 1) == "held"
    assert past.change(raw(operation="release"), 10) == "embargo-not-over"
    entry = past.take(raw(operation="release", source="someone"), 12).entry
    assert (entry.body, entry.tags, entry.source, entry.revision) == (OTHER, ("x",), "courier", 1)


def test_a_source_may_lift_its_embargo(past):
    past.take(raw(embargoed_until=at(10)))
    assert past.change(raw(), 1) == "published"
    assert past.change(raw(operation="release"), 10) == "nothing-to-release"


def test_an_embargo_that_is_over_holds_nothing(past):
    assert past.change(raw(embargoed_until=at(0))) == "published"


def test_a_held_entry_is_nobodys_original(past):
    past.take(raw(embargoed_until=at(10)))
    assert past.change(raw(entry_id="e-2"), 1) == "published"
    assert past.change(raw(operation="release"), 10) == "duplicated"


def test_an_embargo_longer_than_the_memory_still_ends(past):
    later = 30 * 24 * 60
    past.take(raw(embargoed_until=at(later)))
    assert past.change(raw(operation="release"), later) == "published"


def test_what_is_past_its_age_is_forgotten(past):
    age = MEMORY / timedelta(minutes=1)
    past.take(raw())
    assert past.change(raw(), age) == "unchanged"
    assert past.change(raw(entry_id="e-2"), age + 1) == "published"
    assert past.change(raw(), age + 1) == "duplicated"


def test_ids_depend_on_the_entry_alone():
    entries = [Past().take(raw(), minutes).entry for minutes in (0, 99)]
    assert entries[0] == entries[1]
    # ids are stored by subscribers: this one must never change
    assert entries[0].event == "05c9c0cafe8f9684469c21ea7898fadf"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {"body": OTHER, "headline": "x"}, True),
        ({}, {"entry_id": "e-2"}, False),
        ({}, {"desk": "world"}, False),
        ({}, {"coverage": {"id": "other"}}, False),
        ({"entry_id": None}, {"entry_id": None, "body": OTHER}, True),
        ({"entry_id": None}, {"entry_id": None, "headline": "BRIDGE&nbsp;closes!"}, True),
        ({"entry_id": None}, {"entry_id": None, "headline": "Bridge opens"}, False),
        (
            {"entry_id": None, "headline": None},
            {"entry_id": None, "headline": None, "body": f"<p>{TEXT}</p>", "body_format": "html"},
            True,
        ),
    ],
)
def test_an_entry_is_known_by_its_id_or_else_by_its_heading(one, other, same):
    assert (identify(raw(**one), Index()).key == identify(raw(**other), Index()).key) is same


@pytest.mark.parametrize(
    "arrivals",
    [
        [("withdraw", 0), ("hold", 1), ("withdraw", 1)],
        [("withdraw", 0), ("hold", 1), ("withdraw", None)],
        [("withdraw", 0), ("withdraw", None), ("hold", 1)],
        [("withdraw", None), ("withdraw", 0), ("hold", 1)],
    ],
)
def test_what_waits_is_withdrawn_by_any_withdrawal_that_is_not_older(past, arrivals):
    for what, minute in arrivals:
        time = {} if minute is None else {"updated_at": at(minute)}
        if what == "hold":
            past.take(raw(embargoed_until=at(60), **time), 10)
        else:
            past.take(raw(operation="withdraw", **time), 10)
    assert past.change(raw(operation="release"), 61) == "nothing-to-release"


def test_the_share_that_makes_a_copy_is_a_setting():
    long = (
        "Engineers closed the eastern tunnel after sensors reported water behind the lining. "
        "Commuters were sent to buses at Marlow and Denby while inspectors went in on foot. "
        "The operator expects trains to return on Thursday once pumps have been installed."
    )
    trimmed = f"{long[:170]} Tickets remain valid aboard ferries."
    for share, change in ((0.6, "duplicated"), (0.95, "published")):
        past = Past()
        past.index = Index(share=share)
        past.take(raw(body=long))
        assert past.change(raw(entry_id="e-2", body=trimmed), 1) == change
