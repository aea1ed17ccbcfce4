"""The pure modules of the wall, in the engine that runs them: spans, differences, times, filters."""

from __future__ import annotations

import importlib.util
import json

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from tests.conftest import ROOT

from .reader import Reader
from .stand_in import StandIn

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@pytest_asyncio.fixture(loop_scope="package", scope="module")
async def run(browser):
    """Calls a function of a module of the wall."""
    server = TestServer(StandIn().app, host="127.0.0.1")
    await server.start_server()
    reader = Reader(browser)
    page = await reader.open(str(server.make_url("/")), timezone_id="Europe/London")

    async def call(module: str, expression: str, *arguments):
        return await page.evaluate(
            "async ([module, expression, given]) => {"
            "  const m = await import(`/wall/${module}.js`);"
            "  return CALLS[expression](m, ...given);"
            "}".replace("CALLS[expression]", f"({expression})"),
            [module, expression, list(arguments)],
        )

    yield call
    await reader.leave()
    await server.close()


SHOWN = """(m, text, spans) => {
  const unit = m.toUnits(text);
  const marks = spans.map(([start, end, value]) => ({ start: unit(start), end: unit(end), value }));
  const shown = (pieces) => pieces.map((piece) => typeof piece === 'string' ? piece
    : `<${piece.value}:${shown(piece.children)}>`).join('');
  return shown(m.lay(text, marks));
}"""


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("six killed", [], "six killed"),
        ("six killed", [[0, 3, "n"]], "<n:six> killed"),
        # emoji, flags and letters beyond the first plane are one code point and two units each
        ("😀 six 🇬🇧 in 𝔸th", [[2, 5, "n"], [12, 15, "p"]], "😀 <n:six> 🇬🇧 in <p:𝔸th>"),
        ("👩‍🚀 said", [[0, 3, "p"], [4, 8, "v"]], "<p:👩‍🚀> <v:said>"),
        # one in another, the same span twice, and two that cross
        ("Ann said six died", [[0, 17, "c"], [9, 12, "n"]], "<c:Ann said <n:six> died>"),
        ("Ann", [[0, 3, "a"], [0, 3, "b"]], "<a:<b:Ann>>"),
        ("abcdef", [[0, 4, "a"], [2, 6, "b"]], "<a:ab<b:cd>><b:ef>"),
        ("abcdef", [[0, 3, "a"], [1, 5, "b"], [2, 6, "c"]], "<a:a<b:b<c:c>>><c:<b:de>f>"),
        # empty, beyond the end, the wrong way round
        ("abc", [[1, 1, "a"], [2, 9, "b"], [7, 9, "c"], [2, 1, "d"]], "ab<b:c>"),
        ("", [[0, 3, "a"]], ""),
    ],
)
async def test_spans_are_laid_into_a_text(run, text, spans, shown):
    assert await run("spans", SHOWN, text, spans) == shown


async def test_no_spans_of_any_kind_change_the_text(run):
    wrong = await run(
        "spans",
        """(m) => {
          let seed = 7;
          const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
          const plain = (pieces) => pieces.map((p) => typeof p === 'string' ? p : plain(p.children)).join('');
          const letters = ['a', ' ', '😀', 'é', '\\n', '𝔸'];
          for (let turn = 0; turn < 2000; turn += 1) {
            const text = Array.from({ length: random(30) }, () => letters[random(6)]).join('');
            const marks = Array.from({ length: random(8) }, (_, value) => {
              const start = random(34);
              return { start, end: start + random(12), value };
            });
            if (plain(m.lay(text, marks)) !== text) return [text, marks];
            const lines = m.layLines(text, marks).map(plain);
            if (lines.join('|') !== text.split('\\n').filter((line) => line.trim()).join('|')) return [text, marks];
          }
          return null;
        }""",
    )
    assert wrong is None


DIFF = """(m, before, after) => m.diff(before, after).map(({ kind, text }) => ({
  same: text, old: `-${text}-`, new: `+${text}+` })[kind]).join('')"""


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("six killed", "eight killed", "-six-+eight+ killed"),
        ("Turnout at 58.3%", "Turnout at 53.8%", "Turnout at -58.3%-+53.8%+"),
        ("a b c d", "a x y d", "a -b c-+x y+ d"),
        ("same", "same", "same"),
        ("", "new words", "+new words+"),
        ("old words", "", "-old words-"),
        ("Ann’s dog", "Ann’s cat", "Ann’s -dog-+cat+"),
        ("one two three", "one three", "one -two -three"),
    ],
)
async def test_differences_are_told_by_words(run, before, after, shown):
    assert await run("diff", DIFF, before, after) == shown


async def test_a_difference_has_both_texts_in_it_whatever_they_are(run):
    wrong = await run(
        "diff",
        """(m) => {
          let seed = 3;
          const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
          const words = ['a', 'b', ' ', '  ', ', ', '12.5', 'é', '😀', '\\n'];
          const text = (most) => Array.from({ length: random(most) }, () => words[random(9)]).join('');
          for (let turn = 0; turn < 1500; turn += 1) {
            const [before, after] = turn % 100 ? [text(20), text(20)] : [text(1200), text(1200)];
            const parts = m.diff(before, after);
            const told = (kind) => parts.filter((p) => p.kind !== kind).map((p) => p.text).join('');
            if (told('new') !== before || told('old') !== after) return [before, after, parts];
          }
          return null;
        }""",
    )
    assert wrong is None


async def test_times_are_told_as_readers_take_them_in(run):
    relative = "(m, seconds) => m.relative(1e12, 1e12 + seconds * 1000)"
    for seconds, said in (
        (3, "just now"),
        (-20, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (7200, "2 h ago"),
        (86400 * 3, "3 d ago"),
        (86400 * 8, ""),
        (-7200, "in 2 h"),
    ):
        assert await run("time", relative, seconds) == said
    clock = "(m, then, now) => m.clock(Date.parse(then), Date.parse(now))"
    told = [
        await run("time", clock, then, "2026-07-14T20:00:00Z")
        for then in ("2026-07-14T08:05:00Z", "2026-07-13T23:30:00Z", "2026-07-01T08:05:00Z")
    ]
    assert told == ["09:05", "00:30", "1 Jul, 09:05"]  # in the reader's zone, here London
    assert (
        await run("time", clock, "2025-01-02T08:05:00Z", "2026-01-02T20:00:00Z")
        == "2 Jan 2025, 08:05"
    )
    for ms, said in ((42, "40 ms"), (999, "1.0 s"), (59_400, "59 s"), (200_000, "3 min")):
        assert await run("time", "(m, ms) => m.duration(ms)", ms) == said
    day = "(m, start, end) => m.range(Date.parse(start), Date.parse(end))"
    assert await run("time", day, "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z") == "5 Jan 2026"
    span = await run("time", day, "2026-01-05T09:00:00Z", "2026-01-05T12:00:00Z")
    assert span == "5 Jan 2026, 09:00–12:00"


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("", ""),
        ("?desk=world&desk=politics,world", "desk=world%2Cpolitics"),
        ("?q=two++words&urgency=2", "urgency=2&q=two+words"),
        ("?type=corrected,nonsense&urgency=9&other=1", "type=corrected"),
    ],
)
async def test_filters_are_read_from_the_address_and_written_to_it(run, query, written):
    assert await run("filters", "(m, query) => m.write(m.read(query)).toString()", query) == written


EVENT = {
    "type": "copydesk.entry.published.v1",
    "desk": "world",
    "source": "courier",
    "kind": "report",
    "urgency": 3,
    "headline": "Zürich votes",
    "body": "The poll is over.",
    "topics": [{"code": "medtop:11000000", "name": "politics and government"}],
    "places": [{"country": "CH", "geonames_id": 2657896, "name": "Zürich"}],
}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", True),
        ("?desk=world,sport&urgency=3&q=zurich+POLL", True),
        ("?desk=sport", False),
        ("?urgency=2", False),
        ("?topic=11000000", True),
        ("?topic=politics and government", True),
        ("?topic=04000000", False),
        ("?place=ch", True),
        ("?place=2657896", True),
        ("?place=FR", False),
        ("?type=corrected", False),
        ("?q=poll+bern", False),
        ('?q="poll is" -bern', True),
        ('?q="is poll"', False),
        ("?q=poll+-votes", False),
    ],
)
async def test_the_page_asks_itself_what_it_wants(run, query, wanted):
    assert (
        await run("filters", "(m, q, event) => m.wants(m.read(q), event)", query, EVENT) is wanted
    )


async def test_the_dots_lie_where_the_outlines_are_drawn(run):
    path = ROOT / "tools" / "build_outlines.py"
    spec = importlib.util.spec_from_file_location("build_outlines", path)
    drawing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)
    sheet = json.loads(drawing.OUT.read_text("utf-8"))
    for place in ((0, 0), (180, 0), (-0.13, 51.5), (151.2, -33.9), (-70.9, -53.2), (25, 71)):
        x, y = drawing.project(*place)
        found = await run("map", "(m, x, y, sheet) => m.project(x, y, sheet)", *place, sheet)
        assert found == pytest.approx([x, sheet["top"] - y], abs=0.01)
        assert 0 <= found[0] <= sheet["width"]
        assert 0 <= found[1] <= sheet["height"]
