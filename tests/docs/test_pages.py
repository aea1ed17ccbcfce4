"""Pages: generated ones are fresh, links and paths lead somewhere, the picture is the table."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from streams.agents import all_agents
from streams.cli import register_all
from streams.reference import all_settings, settings_page, topics_page
from streams.settings import Settings
from streams.topics import TOPICS

from .pages import ROOT, anchors, pages, without_code

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:streams|schemas|tests|deploy|docs|tools)/[\w./-]*)`")


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    # links often stand on code: `[`RawEntry`](…)`
    text = re.sub(r"\[`([^`\n]*)`\]", r"[\1]", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(without_code(text)):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert target.resolve().is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_exist(page: Path) -> None:
    if page.name == "CHANGELOG.md":
        return
    for path in _PATH.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_settings_that_exist(page: Path) -> None:
    known = {one.variable for one in all_settings()} | {"COPYDESK_EVAL_DATA"}
    named = re.findall(r"COPYDESK_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8"))
    assert set(named) <= known


def test_the_page_of_settings_is_fresh() -> None:
    text = (ROOT / "docs" / "SETTINGS.md").read_text(encoding="utf-8")
    assert text == settings_page(), "run: make docs"


def test_the_page_of_topics_is_fresh() -> None:
    text = (ROOT / "docs" / "TOPICS.md").read_text(encoding="utf-8")
    assert text == topics_page(), "run: make docs"


def test_the_pages_do_not_depend_on_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings_page(), topics_page()
    monkeypatch.setenv("COPYDESK_GROUP", "other")
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert (settings_page(), topics_page()) == before


def test_every_setting_is_described() -> None:
    assert len(all_settings()) == len(Settings.model_fields)
    assert [one.variable for one in all_settings() if not one.description] == []


def test_secrets_are_redacted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_SASL_PASSWORD", "s3cret")
    assert Settings().sasl_password == SecretStr("s3cret")
    for option in ([], ["--json"], ["--markdown"]):
        done = CliRunner().invoke(register_all(), ["settings", *option])
        assert done.exit_code == 0
        assert "s3cret" not in done.output
    rows = json.loads(CliRunner().invoke(register_all(), ["settings", "--json"]).output)
    (row,) = [row for row in rows if row["name"] == "sasl_password"]
    assert row["is_secret"]
    assert row["is_set"]
    assert set(row["value"]) == {"*"}


def test_the_picture_shows_every_topic_and_agent() -> None:
    picture = ET.parse(ROOT / "docs" / "data-flow.svg")
    shown = {element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")}
    named = {topic.name for topic in TOPICS} | {agent.name for agent in all_agents(Settings())}
    assert {text for text in shown if text and text.startswith("news.")} | named == named
    assert named <= shown
