"""The coverages in tests/fixtures: that they are what their README says.

The reckoning below is a second, deliberately plain reading of the editorial rules. It shares
nothing with the pipeline but the text helpers, so the two can be held against each other.
"""

import html
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas import MAX_RECORD_BYTES, RawEntry
from streams.core.text import fold, from_html

COVERAGES = Path(__file__).parents[1] / "fixtures" / "coverages"
JSON_LINES = ("bad-records.jsonl", "election-night.jsonl", "quake.jsonl", "quiet-day.de.jsonl")
COUNTS = (
    "records",
    "entries",
    "published",
    "revised",
    "corrected",
    "withdrawn",
    "duplicated",
    "no-ops",
    "dead letters",
)
_ROW = re.compile(r"^\| `([^`]+)` \|(.+)\|$", re.MULTILINE)
_NO_OP = re.compile(r"^\| `([a-z-]+)` \| (\d+) \|", re.MULTILINE)
_CORRECTION = re.compile(r"\bThis post was corrected at\b")


def readme() -> str:
    return (COVERAGES.parent / "README.md").read_text(encoding="utf-8")


def promised() -> dict[str, dict[str, int]]:
    rows = {}
    for name, cells in _ROW.findall(readme()):
        numbers = [int(cell) for cell in cells.split("|") if cell.strip().isdigit()]
        if len(numbers) == len(COUNTS):
            rows[name] = dict(zip(COUNTS, numbers, strict=True))
    return rows


def records(name: str) -> list[bytes]:
    return (COVERAGES / name).read_bytes().removesuffix(b"\n").split(b"\n")


def parsed(name: str) -> list[RawEntry | None]:
    found: list[RawEntry | None] = []
    for record in records(name):
        try:
            found.append(RawEntry.model_validate_json(record))
        except ValidationError:
            found.append(None)
    return found


def text_of(entry: RawEntry) -> str:
    body = from_html(entry.body) if entry.body_format == "html" else entry.body
    return fold(f"{entry.headline or ''}\n{body}")


@dataclass
class Reckoning:
    """What an editor would say of each record, in order."""

    counts: Counter[str] = field(default_factory=Counter)
    no_ops: Counter[str] = field(default_factory=Counter)
    log: list[tuple[str, str]] = field(default_factory=list)
    live: dict[tuple[str, str, str], tuple[str, bool, bool]] = field(default_factory=dict)
    texts: dict[tuple[str, str], tuple[str, str, str]] = field(default_factory=dict)
    withdrawn: set[tuple[str, str, str]] = field(default_factory=set)
    held: dict[tuple[str, str, str], RawEntry] = field(default_factory=dict)

    def say(self, what: str, entry: RawEntry) -> None:
        self.counts[what] += 1
        self.log.append((what, entry.entry_id or ""))

    def no_op(self, reason: str) -> None:
        self.counts["no-ops"] += 1
        self.no_ops[reason] += 1

    def take(self, entry: RawEntry) -> None:
        now = entry.fetched_at or datetime.max.replace(tzinfo=UTC)
        for key, waiting in list(self.held.items()):
            if waiting.embargoed_until and waiting.embargoed_until <= now:
                self.put(key, self.held.pop(key))
        key = (entry.desk, entry.coverage.id, entry.entry_id or text_of(entry))
        if entry.operation == "withdraw":
            self.take_back(key, entry)
        elif key in self.withdrawn:
            self.no_op("withdrawn")
        elif entry.expires_at and entry.expires_at <= now:
            self.no_op("expired")
        elif entry.embargoed_until and entry.embargoed_until > now:
            self.held[key] = entry
        else:
            self.put(key, entry)

    def take_back(self, key: tuple[str, str, str], entry: RawEntry) -> None:
        self.withdrawn.add(key)
        if key in self.live:
            self.say("withdrawn", entry)
        else:
            self.no_op("nothing-to-withdraw")

    def put(self, key: tuple[str, str, str], entry: RawEntry) -> None:
        text = text_of(entry)
        state = (text, entry.key_event, entry.pinned)
        if self.live.get(key) == state:
            self.no_op("unchanged")
            return
        if key in self.live:
            self.say("corrected" if _CORRECTION.search(entry.body) else "revised", entry)
        elif text and self.texts.get((entry.desk, text), key) != key:
            self.say("duplicated", entry)
        else:
            self.say("published", entry)
        self.live[key] = state
        if text:
            self.texts.setdefault((entry.desk, text), key)


def reckon(name: str) -> Reckoning:
    reckoning = Reckoning()
    for entry in parsed(name):
        if entry is None:
            reckoning.counts["dead letters"] += 1
        else:
            reckoning.take(entry)
    assert not reckoning.held, "an embargo must end within its coverage"
    return reckoning


def test_the_readme_names_every_file_and_no_other() -> None:
    files = {path.name for path in COVERAGES.iterdir() if path.name != "README.md"}
    assert set(promised()) == files
    assert sum(row["entries"] for row in promised().values()) >= 60


@pytest.mark.parametrize("name", JSON_LINES)
def test_json_lines_come_out_as_the_readme_says(name: str) -> None:
    reckoning = reckon(name)
    entries = [entry for entry in parsed(name) if entry is not None]
    counted = {
        "records": len(records(name)),
        "entries": len({(e.coverage.id, e.entry_id or e.body) for e in entries}),
        **{what: reckoning.counts[what] for what in COUNTS[2:]},
    }
    assert counted == promised()[name]


def test_no_op_reasons_of_the_election_are_those_of_the_readme() -> None:
    reasons = {reason: int(number) for reason, number in _NO_OP.findall(readme())}
    assert reckon("election-night.jsonl").no_ops == reasons


@pytest.mark.parametrize("name", JSON_LINES)
def test_no_record_is_too_large(name: str) -> None:
    assert max(map(len, records(name))) <= MAX_RECORD_BYTES


@pytest.mark.parametrize("name", JSON_LINES)
def test_now_never_goes_back(name: str) -> None:
    times = [e.fetched_at for e in parsed(name) if e is not None and e.fetched_at is not None]
    assert times == sorted(times)


def test_good_records_stand_between_the_bad_ones() -> None:
    lines = [number for number, entry in enumerate(parsed("bad-records.jsonl"), 1) if entry]
    assert lines == [1, 5, 11, 17, 23, 24]


def test_control_characters_are_stripped_from_good_records() -> None:
    entry = parsed("bad-records.jsonl")[10]
    assert entry is not None
    assert entry.headline == "Bakers win award in Lyon"
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", entry.body)


def test_every_election_record_says_when_it_was_fetched() -> None:
    entries = parsed("election-night.jsonl")
    assert all(entry is not None and entry.fetched_at is not None for entry in entries)
    assert {entry.desk for entry in entries if entry} == {"politics"}
    times = [entry.fetched_at for entry in entries if entry and entry.fetched_at]
    assert all(before < after for before, after in pairwise(times))


def test_the_embargoed_entry_is_published_when_its_time_has_come() -> None:
    log = reckon("election-night.jsonl").log
    assert log.index(("published", "e-104")) == log.index(("published", "e-111")) - 1
    assert ("published", "e-106") not in log
    assert ("published", "e-108") not in log


def test_the_number_in_the_revision_changed() -> None:
    six, eight = [e for e in parsed("election-night.jsonl") if e and e.entry_id == "e-103"]
    assert "six of the ten" in six.body
    assert six.body.replace("six", "eight") == eight.body


def test_the_dead_of_the_earthquake_are_counted_by_different_entries() -> None:
    entries = [entry for entry in parsed("quake.jsonl") if entry]
    tolls = [
        int(found[1])
        for entry in entries
        if (
            found := re.search(
                r"At least (\d+) killed|Death toll rises to (\d+)", entry.headline or ""
            )
        )
        and found[1]
    ]
    assert tolls == [12, 15, 19]
    assert [e.coverage.id for e in entries].count("aegean-quake") == 7
    assert all(entry.body_format == "html" for entry in entries)


def test_entries_without_text_are_not_each_others_duplicates() -> None:
    silent = [entry for entry in parsed("quake.jsonl") if entry and not text_of(entry)]
    assert len(silent) == 2
    assert all(entry.media[0].kind == "embed" for entry in silent)


def test_the_quiet_day_is_german() -> None:
    assert {e.language for e in parsed("quiet-day.de.jsonl") if e} == {"de"}


def json_ld() -> list[str]:
    page = (COVERAGES / "rail-strike.liveblog.html").read_text(encoding="utf-8")
    return re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)


def live_blog() -> dict:
    return next(
        node for node in json.loads(json_ld()[0])["@graph"] if "LiveBlogPosting" in node["@type"]
    )


def test_the_strike_page_holds_one_live_blog_and_one_broken_block() -> None:
    whole, broken = json_ld()
    assert "@graph" in json.loads(whole)
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken)
    updates = live_blog()["liveBlogUpdate"]
    assert len(updates) == promised()["rail-strike.liveblog.html"]["published"] == 12
    assert len({update["@id"] for update in updates}) == len(updates)


def test_the_strike_page_runs_newest_first_with_two_zones_for_one_instant() -> None:
    updates = live_blog()["liveBlogUpdate"]
    times = [datetime.fromisoformat(update["datePublished"]) for update in updates]
    assert times == sorted(times, reverse=True)
    same = [(a, b) for a, b in pairwise(times) if a == b]
    assert len(same) == 1
    assert same[0][0].utcoffset() != same[0][1].utcoffset()


def test_one_update_of_the_strike_was_modified_and_one_is_only_a_headline() -> None:
    updates = live_blog()["liveBlogUpdate"]
    modified = [u["headline"] for u in updates if u["dateModified"] != u["datePublished"]]
    assert modified == ["One in five trains running, says operator"]
    assert [u["headline"] for u in updates if not u["articleBody"]] == [
        "Watch: picket line choir at Millbrook Junction"
    ]


def test_the_strike_page_shows_every_update() -> None:
    page = (COVERAGES / "rail-strike.liveblog.html").read_text(encoding="utf-8")
    shown = fold(from_html(page.split("<main>")[1].split("</main>")[0]))
    for update in live_blog()["liveBlogUpdate"]:
        assert fold(update["headline"]) in shown
        assert fold(html.unescape(from_html(update["articleBody"]))) in shown


def storm() -> list[str]:
    return (COVERAGES / "harbour-storm.page.txt").read_text(encoding="utf-8").splitlines()


def test_the_storm_page_has_the_headings_that_the_readme_lists() -> None:
    listed = re.findall(r"^\d\. (.+)$", readme(), re.MULTILINE)
    assert len(listed) == promised()["harbour-storm.page.txt"]["published"] - 1
    places = [storm().index(heading) for heading in listed]
    assert places == sorted(places)


def test_the_storm_page_has_the_traps_of_a_scraped_page() -> None:
    lines = storm()
    assert any("on journalism.A forty-metre" in line for line in lines)
    assert sum(line.endswith(("reports.", "report.", "St Brannoc.")) for line in lines) >= 3
    opened = [line for line in lines if line.count("“") > line.count("”")]
    assert len(opened) == 2, "a quotation of two paragraphs, closed by neither"
    assert sum(line.count("”") for line in opened) == 0
    assert lines[-1] == "Comments"


@pytest.mark.parametrize("path", sorted(COVERAGES.iterdir()), ids=lambda path: path.name)
def test_no_fixture_points_at_a_real_site(path: Path) -> None:
    hosts = re.findall(rb"https?://([^/\s\"'<>)]+)", path.read_bytes())
    assert all(host.endswith((b".example", b"schema.org")) for host in hosts)
