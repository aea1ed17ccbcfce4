"""An event with its whole text, everything found in it, and everything that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from schemas import Action, Corrected, Duplicated, Event, Quantity, Revised, Withdrawn
from schemas.event import Content

from .changes import change_lines
from .compact import COLOURS, gone, head, repeat, title
from .marks import STYLES, line, marked

# A row of what was found: what it is, and its text.
_Row = tuple[str, Text]


def full(event: Event, before: Content | None = None, other: str | None = None) -> RenderableType:
    """A block of lines.

    Args:
        event: to be shown.
        before: for a withdrawal, what stood before, where it is known.
        other: for a repeat, the headline of what it repeats, where it is known.
    """
    parts: list[RenderableType] = [_rule(event)]
    rows: list[_Row] = []
    if isinstance(event, Content):
        parts += _content(event)
        rows += _facts(event)
    elif isinstance(event, Withdrawn):
        parts.append(gone(event))
        if before is not None and before.body:
            struck = marked(before.body, "body", before)
            struck.stylize("strike dim")
            parts.append(_indented(struck))
        rows += (
            ("no longer holds", Text(f"{one.fact}: {line(_named(one.name, one.value))}"))
            for one in event.retracts
        )
    elif isinstance(event, Duplicated):
        parts.append(repeat(event, other))
        if event.original.reported_by:
            rows.append(("reported by", Text(", ".join(map(line, event.original.reported_by)))))
    rows.append(("entry", Text(_identity(event), style="dim")))
    return Group(*parts, _table(rows), Text())


def _rule(event: Event) -> RenderableType:
    found = head(event)
    found.append(line(event.source), style="dim")
    if isinstance(event, Content):
        named = [event.kind, *(topic.name for topic in event.topics)]
        found.append(f" · {' · '.join(map(line, named))}", style="dim")
    name = event.type.split(".")[2]
    return Group(Rule(style=COLOURS[name], characters="─"), found)


def _content(event: Content) -> Iterator[RenderableType]:
    if event.headline:
        yield title(event, "bold")
    if event.bylines:
        yield Text(f"By {', '.join(map(line, event.bylines))}", style="dim")
    if isinstance(event, (Revised, Corrected)):
        yield from map(_indented, change_lines(event.deltas))
    if event.body:
        yield _indented(marked(event.body, "body", event))


def _indented(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, 2), expand=False)


def _table(rows: Iterable[_Row]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(f"  {name}", text)
    return table


def _facts(event: Content) -> Iterator[_Row]:
    yield from _listed("people", (_with(p.name, p.role) for p in event.people))
    yield from _listed("organisations", (_with(o.name, o.seat) for o in event.organisations))
    yield from _listed("places", (_with(p.name, p.country) for p in event.places))
    for quote in event.quotes:
        words = line(quote.text)
        said = f"“{words}”" if quote.directness == "direct" else words
        speaker = f" – {line(quote.speaker)}" if quote.speaker else ""
        yield "quote", Text(said + speaker, style=STYLES["quotes"])
    yield from _listed("numbers", map(_number, event.quantities), "quantities")
    yield from _listed("times", (f"{t.text} = {t.start:%Y-%m-%dT%H:%M}" for t in event.times))
    for act in event.actions:
        yield act.root.lower(), Text(line(_act(act)), style=STYLES["actions"])
    for claim in event.claims:
        who = claim.claimant or claim.outlet
        yield claim.status, Text(line(f"{claim.text} – {who}" if who else claim.text))


def _listed(name: str, values: Iterable[str], style: str | None = None) -> Iterator[_Row]:
    found = list(dict.fromkeys(map(line, values)))
    if found:
        yield name, Text(" · ".join(found), style=STYLES[style or name])


def _with(name: str, more: str | None) -> str:
    return f"{name} ({more})" if more else name


def _act(one: Action) -> str:
    source = one.source.name if one.source else "?"
    target = f" → {one.target.name}" if one.target else ""
    status = "" if one.status == "happened" else f" ({one.status})"
    place = f", {one.place}" if one.place else ""
    return f"{source}: {one.text}{target}{place}{status}"


def _number(one: Quantity) -> str:
    bound = {"exactly": "", "at-least": "≥ ", "at-most": "≤ ", "about": "~ "}[one.bound]
    what = [one.unit, one.casualty or one.counts]
    return " ".join([f"{bound}{one.value:,.12g}", *filter(None, what)])


def _named(name: str | None, value: float | None) -> str:
    shown = [] if value is None else [f"{value:,.12g}"]
    return " ".join([*shown, name or ("" if shown else "words that were quoted")]).strip()


def _identity(event: Event) -> str:
    parts = [event.entry, f"revision {event.revision}", f"event {event.id}"]
    if event.story:
        parts.append(f"story {event.story}")
    return line(" · ".join(parts))
