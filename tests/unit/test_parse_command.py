from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"
LINE = '{"coverage":{"id":"c"},"headline":"Bridge closes"}\n'


def test_entries_are_printed_as_json_lines(run, tmp_path):
    page = tmp_path / "page.gz"
    page.write_bytes(gzip.compress((PAGES / "times_first.txt").read_bytes()))
    url = "https://paper.example/storm"
    code, out, err = run("parse", page, "--desk", "world", "--source", "courier", "--url", url)
    entries = [json.loads(line) for line in out.splitlines()]
    assert (code, err, len(entries)) == (0, "", 6)
    assert {(e["desk"], e["source"], e["coverage"]["id"]) for e in entries} == {
        ("world", "courier", url)
    }


def test_what_is_printed_can_be_parsed_again(run, tmp_path):
    _, out, _ = run("parse", PAGES / "key_points.txt")
    again = tmp_path / "again.txt"
    again.write_text(out)
    assert run("parse", again) == (0, out, "")


def test_malformed_records_are_named_and_fail(run, tmp_path):
    file = tmp_path / "lines"
    file.write_text(LINE + "{}\n")
    code, out, err = run("parse", file)
    assert (code, out.count("\n")) == (1, 1)
    assert err == f"malformed: {file}, line 2: coverage: Field required\n"


@pytest.mark.parametrize("content", ["", " \n", "Nothing but a headline", "<html></html>", "[]"])
def test_a_useless_file_ends_in_one_line_and_code_2(run, tmp_path, content):
    file = tmp_path / "file"
    file.write_text(content)
    code, out, err = run("parse", file)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"copydesk: {file}: ")


@pytest.mark.parametrize(
    "options",
    [("--desk", "No Desk"), ("--url", "ftp://x"), ("--fetched-at", "noon"), ("--source", " ")],
)
def test_a_bad_option_is_not_blamed_on_the_entries(run, options):
    code, out, err = run("parse", PAGES / "key_points.txt", *options)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_pretty_is_for_people(run):
    code, out, _ = run("parse", PAGES / "times_only.txt", "--pretty")
    assert code == 0
    assert '\n  "body": "Good afternoon' in out


def test_help_has_an_example(run):
    code, out, _ = run("parse", "--help")
    assert code == 0
    assert "copydesk parse page.html.gz" in out
