"""The evaluation data, format by format."""

from __future__ import annotations

import pytest

from bench.score import formats
from bench.score.formats_gold import FORMATS
from streams.errors import SourceError
from streams.sources import Context, Malformed, parse

pytestmark = pytest.mark.data

EXPECTED = {
    "JSON-LD, English": 428,
    "JSON-LD, Italian": 79,
    "Guardian page": 13,
    "Guardian API": 6,
    "Superdesk Live Blog": 15,
    "dpa digitalwires": 19,
    "NewsML-G2": 18,
}


def entries(path):
    return list(parse(path.read_bytes(), Context()))


@pytest.mark.parametrize("name", [name for name, _, _ in FORMATS])
def test_every_entry_is_found_and_every_field_of_it_is_right(eval_data, name):
    found = [score for score in formats.scores(eval_data) if score.name.startswith(f"{name}:")]
    assert {score.name for score in found if score.value != 1} == set()
    assert {score.count for score in found} == {EXPECTED[name]}


def test_a_guardian_page_marks_its_summary_and_key_events(eval_data):
    found = entries(eval_data / "live/guardian/page.json")
    assert len(found) == 13
    assert [entry.headline for entry in found if entry.kind == "summary"] == ["Summary"]
    assert sum(entry.key_event for entry in found) == 1
    assert not any(entry.pinned for entry in found)
    assert {media.kind for entry in found for media in entry.media} == {"image", "embed"}


def test_a_superdesk_blog_withdraws_what_is_not_public(eval_data):
    found = entries(eval_data / "live/superdesk_dpa/posts.json")
    assert [entry.operation for entry in found].count("withdraw") == 1
    assert not any(entry.pinned or entry.key_event for entry in found)
    assert sum(media.kind == "embed" for entry in found for media in entry.media) == 8


def test_ninjs_files_that_must_pass_do(eval_data):
    for path in sorted((eval_data / formats.SUITE).glob("*/should_pass/*.json")):
        assert not any(isinstance(item, Malformed) for item in entries(path)), path.name


def test_ninjs_files_that_must_fail_do_but_for_rules_that_were_lifted(eval_data):
    accepted = set()
    for path in sorted((eval_data / formats.SUITE).glob("*/should_fail/*.json")):
        try:
            found = entries(path)
        except SourceError:
            continue
        if not all(isinstance(item, Malformed) and item.reason for item in found):
            accepted.add(f"{path.parents[1].name}/{path.stem}")
    assert accepted == {
        "1.0/014_type_component",
        "1.0/016_infosource",
        "1.1/001_type_component",
        "1.1/002_infosource",
    }


def test_ninjs_examples_are_read(eval_data):
    folder = eval_data / "wire/ninjs/examples"
    for version in ("1.4", "2.1", "3.0"):
        for path in sorted((folder / version).glob("*.json")):
            assert not any(isinstance(item, Malformed) for item in entries(path)), path.name


@pytest.mark.parametrize("folder", ["examples", "tests/test_files"])
def test_newsml_samples_are_read_or_clearly_refused(eval_data, folder):
    news = 0
    for path in sorted((eval_data / "wire/newsml_g2" / folder).glob("*.xml")):
        text = path.read_text(encoding="utf-8")
        item = "<newsItem" in text or "<packageItem" in text
        try:
            found = entries(path)
        except SourceError:
            assert not item or "nar/2006-10-01" not in text, path.name
            continue
        assert item, path.name
        # samples of metadata alone say nothing that could be published
        assert all(not isinstance(one, Malformed) or one.reason for one in found), path.name
        news += sum(not isinstance(one, Malformed) for one in found)
    assert news == {"examples": 14, "tests/test_files": 4}[folder]


def test_dpa_s_marks(eval_data):
    folder = eval_data / "wire/dpa_digitalwires/tests/data/input"
    found = {path.stem: entries(path)[0] for path in sorted(folder.glob("*.json"))}
    assert {name for name, entry in found.items() if entry.embargoed_until} == {
        "embargoed",
        "rubix_multimedia_testartikel",
    }
    assert {name for name, entry in found.items() if entry.urgency == 2} == {"eil", "image2"}
    assert {name for name, entry in found.items() if entry.kind == "correction"} == {
        "dw-1",
        "image",
        "tvo_pol",
    }
    assert "FC Augsburg | - | " in found["spe_tab"].body
    assert "\n\n" not in found["empty_paragraph"].body
