"""Pages drawn at random: each has a grammar of its own, its text comes from labelled pages.

A grammar says where times, headings and names stand, how times are printed, what stands under each
entry, how the page begins and ends. What papers say of themselves is in ``furniture``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from . import furniture as own
from .content import Bank, Entry

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
MONTHS = {key: value.split() for key, value in MONTHS.items()}
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass
class Row:
    """A line of a page, or a part of one, as in the gold."""

    text: str
    label: str
    opens: bool = False
    glued: bool = False


def r_choice(r: Random) -> int:
    """How many different marks a page has."""
    return r.choice([1, 1, 2])


def chance(r: Random, share: float) -> bool:
    return r.random() < share


class Page:
    """One page being written."""

    def __init__(self, r: Random, lang: str, bank: Bank) -> None:
        self.r, self.lang, self.bank = r, lang, bank
        self.rows: list[Row] = []
        self.paper = r.choice(own.PAPERS)
        self.topics = r.sample(own.TOPICS, 4)
        self.people = [self._person() for _ in range(r.randint(1, 5))]
        if chance(r, 0.06):
            self.people[0] = r.choice(
                ["Agencia Meridiana", "Newsroom", "Our reporters", self.paper]
            )
        self.day, self.month = r.randint(1, 28), r.randint(1, 12)
        self.year = r.randint(2022, 2026)
        self.zone = r.choice(
            ["GMT", "BST", "ET", "EST", "EDT", "PT", "CET", "IST", "AEST", "UTC", "CT"]
        )

    def _person(self) -> str:
        r = self.r
        last = r.choice(own.LAST) + (f"-{r.choice(own.LAST)}" if chance(r, 0.05) else "")
        return f"{r.choice(own.FIRST)} {last}"

    # --- words -------------------------------------------------------------------------------

    def of(self, table: dict[str, list[str]]) -> str:
        r = self.r
        lines = table.get(self.lang) or table["en"]
        return self.fill(r.choice(lines))

    def fill(self, text: str) -> str:
        r = self.r
        if "{" not in text:
            return text
        for key, value in (
            ("{P}", self.paper),
            ("{N}", r.choice(self.people)),
            ("{F}", self.people[0].split()[0]),
            ("{L}", r.choice(own.LETTERS)),
        ):
            text = text.replace(key, value)
        while "{T}" in text:
            text = text.replace("{T}", r.choice(self.topics), 1)
        while "{n}" in text:
            text = text.replace("{n}", str(r.choice([2, 3, 5, 8, 12, 18, 24, 37, 44, 112, 301])), 1)
        return text

    def add(self, text: str, label: str, opens: bool = False, glued: bool = False) -> Row:
        row = Row(" ".join(text.split()), label, opens, glued)
        self.rows.append(row)
        return row

    def plate(self, text: str) -> None:
        self.add(text, "boilerplate")

    def headline_like(self) -> str:
        bank, r = self.bank, self.r
        pool = [*bank.related, *bank.headings, *bank.headlines]
        return r.choice(pool)

    def caption(self) -> str:
        bank, r = self.bank, self.r
        if bank.captions and chance(r, 0.4):
            return r.choice(bank.captions)
        sentences = [
            text for entry in bank.entries for label, text in entry.items if label == "body"
        ]
        text = re.split(r"(?<=[.!?]) ", r.choice(sentences))[0]
        text = text if len(text) < 140 else text[:100].rsplit(" ", 1)[0]
        bare = text.rstrip(".")
        agency, person = r.choice(own.AGENCIES), self._person()
        return r.choice(
            [
                f"{bare} ({agency})",
                f"{bare} [{person}/{agency}]",
                f"{bare}. Photograph: {person}/{agency}",
                f"{bare} Credit: {person}",
                f"{bare}. Photo: {person}",
                f"{bare}. {person}/{agency}",
                f"{bare} {person} / {agency}",
                f"{bare} (Image: {agency})",
                f"{bare}. ({self.paper}: {person})",
                f"{bare} © {agency}",
                f"{bare}. Picture: {person}",
                f"{bare}. Foto: {person}/{agency}",
                f"{bare} | Bildquelle: {agency}",
                f"{bare}. ({person}/{self.paper})",
                f"Image source: {agency}",
                f"Image caption: {bare}",
                f"Photo: {person}",
                f"Photograph: {person}/{agency}",
                f"{person} | {agency}",
                f"Credit: {agency}",
                f"FILE - {bare}. ({agency}/{person}, File)",
                f"PHOTO: {bare}",
                f"{bare}. | Source: {agency}",
                f"{bare}.{agency}",
                f"{bare}. © {person}, {agency}",
                f"{bare}, {self.date_text()}. {agency}/{person}",
                f"{bare}.Credit...{person} for {self.paper}",
                f"{bare}.Credit...{person}/{agency}",
                f"{bare}Image: {person}/{agency}",
                f"{bare}. Foto {person.split()[-1]}",
                f"{bare} (foto {agency})",
                f"{bare}. {self.paper} graphic",
                f"Source: {self.fill(r.choice(own.TOPICS))} office. By {self.paper}",
                f"({agency})",
                f"({agency}/{person})",
            ]
        )

    def embed(self) -> list[str]:
        bank, r = self.bank, self.r
        if bank.embeds and chance(r, 0.3):
            return list(r.choice(bank.embeds))
        sentences = [
            text for entry in bank.entries for label, text in entry.items if label == "body"
        ]
        text = r.choice(sentences)[:220]
        person = self._person()
        handle = "@" + re.sub(r"\W", "", person)[: r.randint(5, 14)]
        day = self.date_text()
        sign = r.choice(
            [
                f"— {person} ({handle}) {day}",
                f"— {person} ({handle}) {day}",
                f"{person} {handle} · {day}",
                f"{person} ({handle})",
                f"— {person}, {handle}",
                f"A post shared by {person} ({handle})",
                "View this post on Instagram",
                f"{handle}",
            ]
        )
        return [text, sign] if chance(r, 0.85) else [sign]

    # --- times -------------------------------------------------------------------------------

    def date_text(self) -> str:
        r, month = self.r, MONTHS[self.lang][self.month - 1]
        if self.lang == "en":
            return r.choice(
                [
                    f"{self.day} {month} {self.year}",
                    f"{month} {self.day}, {self.year}",
                    f"{self.day} {month[:3]} {self.year}",
                    f"{month[:3]} {self.day}, {self.year}",
                    f"{r.choice(DAYS)} {self.day} {month} {self.year}",
                    f"{r.choice(DAYS)[:3]} {self.day} {month[:3]} {self.year}",
                    f"{r.choice(DAYS)}, {month} {self.day}",
                    f"{self.year}-{self.month:02}-{self.day:02}",
                ]
            )
        if self.lang == "de":
            return r.choice(
                [
                    f"{self.day:02}.{self.month:02}.{self.year}",
                    f"{self.day}. {month} {self.year}",
                ]
            )
        link = " de " if self.lang == "es" else " "
        return f"{self.day}{link}{month}{link}{self.year}"

    def doubled_date(self) -> str:
        """A date in figures and in words, as a page that hides one of them gives both."""
        words = f"{MONTHS['en'][self.month - 1]} {self.day}, {self.year}"
        return f"{self.month:02}/{self.day:02}/{self.year}{words}"

    def clock_text(self, minutes: int, form: str) -> str:
        minutes %= 1440
        hour, minute = divmod(minutes, 60)
        half, short = ("am" if hour < 12 else "pm"), (hour - 1) % 12 + 1
        zone, date = self.zone, f"{self.day} {MONTHS[self.lang][self.month - 1]}"
        forms: dict[str, Callable[[], str]] = {
            "24": lambda: f"{hour:02}:{minute:02}",
            "24.": lambda: f"{hour:02}.{minute:02}",
            "24z": lambda: f"{hour:02}:{minute:02} {zone}",
            "24.z": lambda: f"{hour:02}.{minute:02} {zone}",
            "12": lambda: f"{short}:{minute:02}{half}",
            "12s": lambda: f"{short}:{minute:02} {half}",
            "12S": lambda: f"{short}:{minute:02} {half.upper()}",
            "12Z": lambda: f"{short}:{minute:02}{half.upper()} {zone}",
            "12.": lambda: f"{short}.{minute:02}{half}",
            "12.z": lambda: f"{short}.{minute:02}{half} {zone}",
            "12p": lambda: f"{short}:{minute:02} {half[0]}.m. {zone}",
            "24sec": lambda: f"{hour:02}:{minute:02}:{(minute * 7) % 60:02}",
            "24date": lambda: f"{hour:02}:{minute:02} {date}",
            "24,date": lambda: f"{hour:02}:{minute:02}, {date} {self.year}",
            "date24": lambda: f"{date} {self.year} {hour:02}:{minute:02}",
            "date,12": lambda: f"{date} {self.year}, {short}.{minute:02}{half}",
            "US": lambda: (
                f"{MONTHS['en'][self.month - 1][:3]} {self.day}, {self.year}, {short}:{minute:02} {half.upper()} {zone}"
            ),
            "IN": lambda: (
                f"{MONTHS['en'][self.month - 1][:3]} {self.day}, {self.year} {hour:02}:{minute:02} IST"
            ),
            "AU": lambda: (
                f"{DAYS[self.day % 7][:3]} {self.day} {MONTHS['en'][self.month - 1][:3]} {self.year} at {short}:{minute:02}{half}"
            ),
            "brackets": lambda: f"[{hour:02}:{minute:02}]",
            "paren": lambda: f"({hour:02}:{minute:02} {zone})",
            "posted": lambda: f"Posted at {hour:02}:{minute:02}",
            "Posted": lambda: f"Posted at {short}:{minute:02}{half}",
            "published": lambda: f"Published {short}:{minute:02}{half}",
            "today": lambda: f"Today {hour:02}:{minute:02}",
            "dash": lambda: f"{hour:02}:{minute:02} –",
            "bar": lambda: f"{hour:02}:{minute:02} |",
            "24zdate": lambda: f"{hour:02}:{minute:02} {zone} {date}",
            "glued": lambda: f"{hour:02}:{minute:02}{self.people[minutes % len(self.people)]}",
            "doubled": lambda: f"{self.doubled_date()}",
            "yearglued": lambda: (
                f"{DAYS[self.day % 7][:3]}, {MONTHS['en'][self.month - 1][:3]} {self.day} {self.year}{short}:{minute:02} {half.upper()} {zone}"
            ),
            "hhmmz": lambda: f"{hour:02}{minute:02} {zone}",
            "uhr": lambda: f"{hour:02}:{minute:02} Uhr",
            "uhr.": lambda: f"{hour}.{minute:02} Uhr",
            "h": lambda: f"{hour}h{minute:02}",
            "H": lambda: f"{hour:02} h {minute:02}",
            "àh": lambda: f"à {hour}h{minute:02}",
            "comma": lambda: f"{hour:02}:{minute:02} , {self.people[minutes % len(self.people)]}",
            "dashname": lambda: (
                f"{short}.{minute:02}{half} – {self.people[minutes % len(self.people)]}"
            ),
            "byname": lambda: (
                f"{short}:{minute:02}{half} by {self.people[minutes % len(self.people)]}"
            ),
            "namebar": lambda: f"{hour:02}:{minute:02} | {self.people[minutes % len(self.people)]}",
            "nametime": lambda: f"{self.people[minutes % len(self.people)]} {hour:02}:{minute:02}",
        }
        return forms[form]()

    def ago_text(self, ago: int, form: str, minutes: int) -> str:
        hours = ago // 60
        exact = self.clock_text(minutes, "24z")
        words = [
            "Zero",
            "One",
            "Two",
            "Three",
            "Four",
            "Five",
            "Six",
            "Seven",
            "Eight",
            "Nine",
            "Ten",
        ]
        match form:
            case "m":
                return f"{ago}m ago" if ago < 60 else f"{hours}h ago"
            case "m()":
                short = f"{ago}m ago" if ago < 60 else f"{hours}h ago"
                return f"{short} ({exact})"
            case "min":
                rest = ago % 60
                return f"{ago} min ago" if ago < 60 else f"{hours} hr {rest} min ago"
            case "Ago":
                if ago < 60:
                    return f"{max(ago, 2)} Min Ago"
                return f"{hours} Hour{'s' * (hours > 1)} Ago"
            case "words":
                if ago < 60:
                    return f"{max(ago, 2)} minutes ago"
                return f"{hours} hour{'s' * (hours > 1)} ago"
            case "Words":
                if ago < 60:
                    return f"{max(ago, 2)} minutes ago"
                return "An hour ago" if hours == 1 else f"{words[min(hours, 10)]} hours ago"
            case "glued":
                short = f"{ago}m ago" if ago < 60 else f"{hours}h ago"
                return short + self.clock_text(minutes, "AU")
            case "slash":
                short = f"{ago}m ago" if ago < 60 else f"{hours}h ago"
                return f"{short} / {self.clock_text(minutes, '12Z')}"
            case "hace":
                return f"Hace {ago} minutos" if ago < 60 else f"Hace {hours} horas"
            case "vor":
                return f"vor {ago} Minuten" if ago < 60 else f"vor {hours} Stunden"
            case "ilya":
                return f"Il y a {ago} min" if ago < 60 else f"Il y a {hours} heures"
            case "fa":
                return f"{ago} minuti fa" if ago < 60 else f"{hours} ore fa"
        raise ValueError(form)


class Grammar:
    """How one page arranges things."""

    def __init__(self, r: Random, lang: str) -> None:
        clocks = {
            "en": "24 24 24. 24z 24.z 24.z 12 12 12s 12S 12Z 12. 12.z 12p 24sec 24date 24,date date24 date,12 "
            "US IN AU brackets paren posted Posted published today dash bar hhmmz comma dashname "
            "byname namebar nametime glued glued 24zdate 24zdate doubled yearglued",
            "de": "24 24 uhr uhr uhr. date24 24sec namebar",
            "fr": "24 h h H àh 24date",
            "es": "24 24 24. 24z date24 24date",
            "it": "24 24 24. 24. date24 24date",
        }[lang].split()
        agos = {
            "en": "m m m() min words words Words glued slash Ago Ago",
            "de": "vor m",
            "fr": "ilya",
            "es": "hace",
            "it": "fa",
        }[lang].split()
        self.ago = r.choice(agos) if chance(r, 0.25) else None
        self.clock = r.choice(clocks)
        self.times = r.choices(
            ["first", "after", "last", "none", "inline", "headline", "above-name"],
            [35, 21, 11, 18, 8, 3, 7],
        )[0]
        self.names_on_time = self.clock in {
            "comma",
            "dashname",
            "byname",
            "namebar",
            "nametime",
            "glued",
        } and (self.ago is None)
        self.headed = r.choices([1.0, 0.85, 0.6, 0.3, 0.0], [30, 30, 20, 8, 12])[0]
        if self.times == "none":
            self.headed = 1.0
        if self.times == "last" and chance(r, 0.5):
            self.headed = 0.0
        self.frame = r.choice(["{}", "{}", "{}:", "{} –", "{} -", "{} |"])
        if self.times == "inline" and self.clock not in {"doubled", "24zdate"}:
            self._framed(r, lang)
        self.skip = r.choice(own.SKIPS) if self.headed == 1.0 and chance(r, 0.02) else None
        self.links = chance(r, 0.06)
        self.match = chance(r, 0.1)
        self.untimed = r.choice([0.0, 0.0, 0.0, 0.1])
        if self.times == "headline":
            self.headed = 1.0
        self.byline = r.choices(["none", "under", "over", "end", "sign"], [45, 25, 12, 10, 8])[0]
        if self.names_on_time:
            self.byline = "none"
        self.byline_share = r.choice([1.0, 1.0, 0.6, 0.3])
        self.byline_form = r.choice(
            [
                "name",
                "name",
                "By",
                "From",
                "by",
                "role",
                "place",
                "dash",
                "report",
                "in",
                "Posted by",
            ]
        )
        self.buttons = [] if chance(r, 0.4) else [None] * r.choice([1, 1, 1, 2, 2, 3])
        self.before: list[None] = [None] if chance(r, 0.08) else []
        self.button_share = r.choice([1.0, 1.0, 1.0, 0.8, 0.5])
        self.mark_share = r.choice([0.0, 0.0, 0.0, 0.2, 0.4])
        self.updated_share = r.choice([0.0, 0.0, 0.0, 0.2, 0.4])
        self.offer_share = r.choice([0.0, 0.08, 0.15, 0.25])
        self.ad_share = r.choice([0.0, 0.0, 0.08, 0.2])
        self.related_share = r.choice([0.0, 0.1, 0.2, 0.35])
        self.related_form = r.choice(["inline", "inline", "inline", "bare", "over", "mixed"])
        self.teaser_text = r.choice([0.0, 0.0, 0.6, 1.0])
        self.gallery_share = r.choice([0.0, 0.05, 0.1])
        self.embed_share = r.choice([0.0, 0.08, 0.2])
        self.caption_share = r.choice([0.0, 0.1, 0.25])
        self.repeat_share = r.choice([0.0, 0.0, 0.0, 0.1, 0.3, 0.5])
        self.newest = chance(r, 0.65)
        self.bullet = r.choice(["• ", "• ", "", "", "- ", "* ", "– ", "·"])

    def _framed(self, r: Random, lang: str) -> None:
        # the time between signs or words: "+++ 19:41 … +++", "Ore 18:12 -", "UPDATE (9:45 p.m.):"
        if chance(r, 0.5 if lang == "de" else 0.08):
            self.frame, self.clock = (
                r.choice(["+++ {}", "+++ {}:", "*** {}"]),
                r.choice(["24", "24."]),
            )
            self.headed = 1.0
        elif lang == "it" and chance(r, 0.5):
            self.frame, self.clock = r.choice(["Ore {} -", "Ore {}:", "Ore {}"]), "24"
        elif lang == "en" and chance(r, 0.15):
            self.frame = r.choice(["UPDATE ({}):", "Update, {}:", "Update {}:", "UPDATE [{}]:"])
            self.clock, self.headed = (
                r.choice(["12s", "12S", "12p", "12"]),
                r.choice([0.0, 0.0, 0.3]),
            )
        if self.frame[0] in "+*OU":
            self.ago, self.names_on_time = None, False


def draw(seed: int, banks: dict[str, Bank], outside: Bank | None = None) -> list[Row]:
    """The gold of a page; the same for the same seed."""
    r = Random(seed)
    lang = r.choices([*banks], [8 if one == "en" else 1.2 for one in banks])[0]
    bank = banks[lang]
    if outside and lang == "en" and chance(r, 0.6):
        bank = mixed(r, bank, outside)
    page, grammar = Page(r, lang, bank), Grammar(r, lang)
    Writer(page, grammar).write()
    return page.rows


def mixed(r: Random, bank: Bank, outside: Bank) -> Bank:
    """A few of the entries of each, as one page would have them."""
    some = r.sample(outside.entries, 14)
    own_entries = r.sample(bank.entries, min(len(bank.entries), r.choice([0, 3, 6])))
    return replace(
        bank,
        entries=[*some, *own_entries],
        headings=[one.heading for one in some if one.heading],
        related=[
            *r.sample(outside.related, 12),
            *r.sample(bank.related, min(8, len(bank.related))),
        ],
        headlines=r.sample(outside.headlines, 4),
        captions=bank.captions if chance(r, 0.5) else [],
    )


class Writer:
    """Writes a page by its grammar."""

    def __init__(self, page: Page, grammar: Grammar) -> None:
        self.page, self.g, self.r, self.bank = page, grammar, page.r, page.bank
        self.furniture = [page.of(own.BUTTONS) for _ in grammar.buttons]
        self.leading = [page.of(own.BUTTONS) for _ in grammar.before]
        self.last: str | None = None
        self.marks = [page.of(own.MARKS) for _ in range(r_choice(page.r))]

    def write(self) -> None:
        r = self.r
        count = r.choice([1, 2, 2, 2, 3, 3, 3, 4, 5, 6, 8, 8, 10, 12, 14])
        self.small = count < 4 and chance(r, 0.65)
        entries = r.sample(self.bank.entries, min(count, len(self.bank.entries)))
        self.unused = r.sample(self.bank.headings, len(self.bank.headings))
        minutes = r.randint(300, 1380)
        self.when: list[int] = []
        for _ in entries:
            self.when.append(minutes)
            minutes -= r.randint(1, 70)
        self.agos = [self.when[0] - one + r.randint(0, 9) for one in self.when]
        if not self.g.newest:
            self.when.reverse()
            self.agos.reverse()
        self.head()
        for number, entry in enumerate(entries):
            self.between(number)
            self.entry(number, entry)
            self.after(last=number + 1 == len(entries))
        self.foot()

    # --- top ---------------------------------------------------------------------------------

    def head(self) -> None:
        r, page, bank = self.r, self.page, self.bank
        for _ in range(0 if self.small else r.choice([0, 0, 0, 1, 1, 2, 4])):
            page.plate(page.of(own.BADGES))
        if chance(r, 0.2) and not self.small:
            sections = r.sample(own.TOPICS, r.choice([1, 2, 3]))
            for one in [" / ".join(sections)] if chance(r, 0.3) else sections:
                page.plate(one)
        headline = (
            page.headline_like() if chance(r, 0.5) else r.choice(bank.headlines or bank.headings)
        )
        kind = r.random()
        if kind < 0.08:
            headline = f"LIVE: {headline}"
        elif kind < 0.14:
            headline = f"{headline} – live"
        elif kind < 0.18:
            headline = f"{headline} – as it happened"
        page.add(headline, "page-headline")
        if chance(r, 0.02):
            page.add(headline, "repeat")
        parts = [self.signed, self.dated]
        if chance(r, 0.3):
            parts.append(self.changed)
        if chance(r, 0.35):
            parts.append(self.notes)
        if chance(r, 0.35):
            parts.append(self.picture)
        r.shuffle(parts)
        if chance(r, 0.6):
            self.standfirst()
        elif chance(r, 0.15):
            parts.append(self.standfirst)
        for part in parts[: 0 if self.small else r.choice([0, 1, 2, 2, 3, 3, 5])]:
            part()
        order = []
        if chance(r, 0.5):
            order.append(self.points)
        timed = self.g.times != "none"
        if chance(r, 0.45 if timed else 0.75):
            order.append(self.lead)
        r.shuffle(order)
        for part in order:
            if chance(r, 0.25 if part == self.lead else 0.12):
                self.offer(glue=part == self.lead)
            part()
            self._glue = False
        if chance(r, 0.1):
            self.offer(glue=False)
        if chance(r, 0.4) and not self.small:
            for _ in range(r.choice([1, 1, 2, 3, 5])):
                page.plate(page.of(own.CONTROLS))
        if chance(r, 0.06):
            self.name_line(r.choice(page.people))

    def standfirst(self) -> None:
        r, bank = self.r, self.bank
        for _ in range(r.choice([1, 1, 1, 1, 2])):
            kind = r.random()
            if kind < 0.08:
                text = self.page.fill(r.choice(own.STANDFIRSTS))
            elif bank.standfirsts and kind < 0.5:
                text = r.choice(bank.standfirsts)
            elif kind < 0.75:
                text = self.page.headline_like()
            else:
                bodies = [t for e in bank.entries for label, t in e.items if label == "body"]
                text = re.split(r"(?<=[.!?]) ", r.choice(bodies))[0]
            if chance(r, 0.1):
                text = text.rstrip(".") + "."
            self.page.add(text, "standfirst")

    def signed(self) -> None:
        r, page = self.r, self.page
        people = page.people[: r.choice([1, 1, 2, 3])]
        joined = ", ".join(people[:-1]) + (r.choice([" and ", " & "]) if len(people) > 1 else "")
        joined += people[-1]
        by = {"en": "By", "de": "Von", "fr": "Par", "es": "Por", "it": "di"}[page.lang]
        kind = r.random()
        if kind < 0.3:
            page.add(f"{by} {joined}", "byline")
        elif kind < 0.42:
            page.add(joined, "byline")
        elif kind < 0.5:
            for one in people:
                page.add(one, "byline")
                if chance(r, 0.3):
                    page.add(page.of(own.ROLES), "byline")
        elif kind < 0.56:
            page.add(f"{by} {people[0]}, {page.of(own.ROLES)}", "byline")
        elif kind < 0.62:
            page.add(f"{joined}, {page.paper}", "byline")
        elif kind < 0.68:
            page.add(f"{people[0]} (now) and {page._person()} (earlier)", "byline")
        elif kind < 0.74:
            page.add(f"{people[0]} in {r.choice(page.topics)}", "byline")
        elif kind < 0.8:
            page.add(f"{by} {joined} | {page.paper}", "byline")
        elif kind < 0.85:
            page.add(f"Edited by {joined}", "byline")
        elif kind < 0.9:
            page.add(f"Written by {people[0]} | Edited by {page._person()}", "byline")
        elif kind < 0.95:
            page.add(f"{people[0]} · {page.paper} · {page.date_text()}", "byline")
        else:
            page.add(f"{by}{people[0]}", "byline")

    def dated(self) -> None:
        r, page = self.r, self.page
        text = page.date_text()
        clock = page.clock_text(r.randint(300, 1300), r.choice(["24", "12", "24z", "12p", "24.z"]))
        kind = r.random()
        if kind < 0.35:
            page.add(text, "date")
        elif kind < 0.6:
            page.add(f"{text} {clock}", "date")
        elif kind < 0.75:
            lead = {
                "en": "Published",
                "de": "Stand:",
                "fr": "Publié le",
                "es": "Publicado el",
                "it": "Pubblicato il",
            }
            page.add(f"{lead[page.lang]} {text} {clock if chance(r, 0.5) else ''}", "date")
        elif kind < 0.85:
            page.add(f"{clock}, {text}", "date")
        elif kind < 0.95 and page.lang == "en":
            page.add(
                r.choice(["Published On ", "First published on ", "Posted: ", "Published: "])
                + text,
                "date",
            )
        else:
            page.add(f"{text} - {clock}", "date")

    def changed(self) -> None:
        r, page = self.r, self.page
        clock = page.clock_text(r.randint(300, 1300), r.choice(["24", "12", "24z", "12p", "24.z"]))
        lead = {
            "en": [
                "Updated",
                "Last updated",
                "Last updated:",
                "Last modified on",
                "Updated at",
                "UPDATED",
                "Updated :",
                "last updated",
            ],
            "de": ["Aktualisiert am", "Zuletzt aktualisiert:", "Aktualisiert:"],
            "fr": ["Mis à jour le", "Modifié le"],
            "es": ["Actualizado:", "Actualizado el"],
            "it": ["Aggiornato il", "Ultimo aggiornamento:"],
        }[page.lang]
        kind = r.random()
        tail = f"{page.date_text()} {clock}" if kind < 0.6 else clock
        if kind > 0.85 and page.lang == "en":
            tail = r.choice(["12 minutes ago", "1 hour ago", "2h ago", "just now"])
        page.add(f"{r.choice(lead)} {tail}", "updated")

    def notes(self) -> None:
        r, page = self.r, self.page
        for _ in range(r.choice([1, 1, 2, 3, 4])):
            table = r.choice([own.HEAD_NOTES, own.HEAD_NOTES, own.BUTTONS, own.ADS])
            page.plate(page.of(table))

    def picture(self) -> None:
        self.page.add(self.page.caption(), "caption")

    def lead(self) -> None:
        r, bank = self.r, self.bank
        items = [
            item
            for item in (
                r.choice(bank.leads)
                if bank.leads and chance(r, 0.6)
                else r.choice(bank.entries).items
            )
            if item[0] == "body"
        ]
        items = items or [("body", self.page.headline_like() + ".")]
        text = items[0][1]
        if len(text) < 60 or text[0] in "-•–":
            text = next(
                (t for e in bank.entries for l, t in e.items if l == "body" and len(t) > 100), text
            )
        if chance(r, 0.1):
            text = f"{r.choice(['VESSPORT', 'HALDEN, Miss.', 'PORT AMRITH'])} ({r.choice(['AP', 'SP', 'AW'])}) — {text}"
        first = self.page.add(text, "body", opens=True)
        first.glued = self._after_glue()
        for label, text in items[1:]:
            self.page.add(text, label)
        if chance(r, 0.1):
            self.page.add(
                r.choice(["Follow the latest below.", "Here is how the day unfolded:"]), "body"
            )

    def points(self) -> None:
        r, page, bank = self.r, self.page, self.bank
        pool = [*bank.headings, *(p for points in bank.points for p in points)]
        some = (
            r.choice(bank.points)
            if bank.points and chance(r, 0.6)
            else r.sample(pool, min(len(pool), r.randint(2, 6)))
        )
        if chance(r, 0.25):
            said = [
                t for e in bank.entries for label, t in e.items if label == "body" and len(t) > 40
            ]
            some = [re.split(r"(?<=[.!?]) ", t)[0] for t in r.sample(said, min(len(said), 4))]
        bullet = self.g.bullet
        over = chance(r, 0.8)
        kind = r.random()
        if not over and not bullet.strip() and kind >= 0.2:
            bullet = "• "
        if over or kind < 0.2:
            page.add(page.of(own.POINTS_OVER), "key-points", opens=True)
        fresh = not (over or kind < 0.2)
        if kind < 0.2 and page.lang == "en":
            ago = 3
            for one in some:
                ago += r.randint(5, 90)
                stamp = r.choice(
                    [page.ago_text(ago, "m", 0)] * 2
                    + [page.clock_text(1200 - ago, "24"), page.clock_text(1200 - ago, "24.")]
                )
                one = one.rstrip(".")  # noqa: PLW2901
                if hash_share(page, 0) == 0:
                    page.add(stamp, "key-points")
                    page.add(one, "key-points")
                elif hash_share(page, 0) == 1:
                    page.add(f"{stamp} {one}", "key-points")
                else:
                    page.add(f"{stamp}{one}", "key-points")
            return
        for one in some:
            page.add(bullet + one, "key-points", opens=fresh)
            fresh = False

    # --- entries -----------------------------------------------------------------------------

    def stamp(self, number: int) -> str:
        if self.g.ago:
            return self.page.ago_text(self.agos[number], self.g.ago, self.when[number])
        return self.page.clock_text(self.when[number], self.g.clock)

    def name_line(self, person: str, first: bool = False) -> None:
        r, page = self.r, self.page
        by = {"en": "By", "de": "Von", "fr": "Par", "es": "Por", "it": "Di"}[page.lang]
        form = self.g.byline_form
        text = {
            "name": person,
            "By": f"{by} {person}",
            "From": f"From {page.paper}'s {person}" if chance(r, 0.5) else f"From {person}",
            "by": f"{by.lower()} {person}",
            "role": person,
            "place": f"{by} {person} in {page.topics[0]}",
            "dash": f"— {person}",
            "report": f"{person} reports.",
            "in": f"{person}, {page.of(own.ROLES)}",
            "Posted by": f"Posted by {person}",
        }[form]
        page.add(text, "byline", opens=first)
        if form == "role":
            page.add(page.of(own.ROLES), "byline")

    def entry(self, number: int, entry: Entry) -> None:
        r, page, g, bank = self.r, self.page, self.g, self.bank
        timed = g.times != "none"
        gallery = bool(bank.galleries or bank.headings) and chance(r, g.gallery_share)
        heading = self.heading(entry) if chance(r, g.headed) or (not timed) else None
        items = list(entry.items)
        if gallery:
            heading, items = None, []
        elif heading and g.match and chance(r, 0.5):
            heading, items = self.moment(items)
        self.last = heading
        if heading and g.skip:
            page.plate(g.skip.replace("{H}", heading))
        start = len(page.rows)
        signs = chance(r, g.byline_share)
        person = r.choice(page.people)
        stamp = self.stamp(number)
        times = g.times
        if heading and number and times in {"first", "inline"} and chance(r, g.untimed):
            times = "none"
        if times == "above-name" and signs:
            self.name_line(person)
            page.add(stamp, "timestamp")
            signs = False
        elif times in {"first", "above-name"}:
            page.add(stamp, "timestamp")
        elif times == "headline" and heading:
            page.add(stamp + r.choice(["", ":", " –", " -"]), "timestamp")
        elif times == "inline":
            first_told = number + 1 == len(self.when) and g.frame[0] == "U" and chance(r, 0.6)
            frame = "ORIGINAL STORY ({}):" if first_told else g.frame
            page.add(frame.replace("{}", stamp), "timestamp")
        if g.times in {"first", "above-name"} and chance(r, g.mark_share * 0.6):
            page.plate(r.choice(self.marks))
        if signs and g.byline == "over" and g.times != "none":
            self.name_line(person)
        if heading or gallery:
            glued = times in {"headline", "inline"}
            if gallery:
                title = self.gallery()
                page.add(title, "gallery", glued=glued)
            else:
                assert heading
                if times == "inline" and g.frame[0] in "+*":
                    page.add(f"{heading} {g.frame[:3]}", "heading", glued=glued)
                else:
                    page.add(heading, "heading", glued=glued)
                if chance(r, g.repeat_share):
                    page.add(self.again(heading), "repeat")
        if g.times == "after":
            page.add(stamp, "timestamp")
        if signs and g.byline == "under":
            self.name_line(person)
        self.body(items, gallery, glued=times == "inline" and not heading and not gallery)
        if chance(r, g.caption_share):
            self.captioned()
        if chance(r, g.embed_share) and not gallery:
            for line in page.embed():
                page.add(line, "embed")
        if signs and g.byline in {"end", "sign"} and not gallery:
            if g.byline == "sign":
                page.add(
                    r.choice(
                        [
                            f"— {person}",
                            f"{person} reports.",
                            f"{person} reports from {page.topics[0]}.",
                            f"By {person}",
                            f"({person})",
                            f"– {person} in {page.topics[1]}",
                        ]
                    ),
                    "byline",
                )
            else:
                self.name_line(person)
        if g.times == "last":
            page.add(stamp, "timestamp")
        page.rows[start].opens = True

    def captioned(self) -> None:
        """What stands under a picture, sometimes with its credit on a line of its own."""
        r, page = self.r, self.page
        if chance(r, 0.8):
            page.add(page.caption(), "caption")
            return
        pool = [
            text for entry in self.bank.entries for label, text in entry.items if label == "body"
        ]
        text = re.split(r"(?<=[.!?]) ", r.choice(pool))[0][:150]
        page.add(r.choice([text, f"{text.rstrip('.')}, {page.date_text()}."]), "caption")
        mark = r.choice([" | ", "/", " / ", " for "])
        page.add(f"{page._person()}{mark}{r.choice(own.AGENCIES)}", "caption")

    def moment(self, items: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
        """Of a match: a shouted heading, and sometimes the scorer over the text."""
        r = self.r
        one, two = (f"{r.choice(own.LAST)} {r.choice(own.CLUBS)}".strip() for _ in "ab")
        score = f"{one} {r.randint(0, 4)}-{r.randint(0, 3)} {two}"
        heading = r.choice(own.MOMENTS).replace("{S}", score)
        if "{S}" not in heading and chance(r, 0.5):
            items = [("body", f"{self.page._person()} ({r.randint(1, 118)} mins)"), *items]
        return heading, items

    def again(self, heading: str) -> str:
        r = self.r
        words = heading.split()
        if len(words) > 4 and chance(r, 0.3):
            # told the other way round: "Jury shown messages", "Messages shown to the jury"
            half = r.randint(2, len(words) - 2)
            words = [
                *words[half:],
                *r.sample(["to", "by", "as", "after", "for", "the"], 1),
                *words[:half],
            ]
            text = " ".join(word.lower() if n else word.title() for n, word in enumerate(words))
            return text.rstrip(".")
        if len(words) > 4 and chance(r, 0.3):
            more = self.page.headline_like().split()
            return " ".join([*words[: r.randint(2, 4)], *more[-r.randint(2, 5) :]])
        if len(words) > 4 and chance(r, 0.7):
            words = words[:-1] if chance(r, 0.5) else ["The", *words[:1], *words[1:]]
        return " ".join(words)

    def heading(self, entry: Entry) -> str:
        r = self.r
        if chance(r, 0.08):
            return self.page.of(own.GREETINGS)
        text = entry.heading or (self.unused.pop() if self.unused else self.page.headline_like())
        if chance(r, 0.06):
            text = text.rstrip(".") + "."
        elif chance(r, 0.03):
            text = text.upper()
        elif chance(r, 0.05):
            text = f"{r.choice(['Analysis', 'Recap', 'Watch', 'BREAKING', 'Exclusive', 'Update'])}: {text}"
        return text

    def gallery(self) -> str:
        r, bank = self.r, self.bank
        if bank.galleries and chance(r, 0.3):
            return r.choice(bank.galleries)
        title = r.choice([*bank.headings, *bank.headlines])
        return self.page.of(own.GALLERY).replace("{H}", title)

    def body(self, items: list[tuple[str, str]], gallery: bool, glued: bool) -> None:
        r, page, g = self.r, self.page, self.g
        if gallery:
            for _ in range(r.choice([0, 0, 1, 2])):
                if chance(r, 0.5):
                    page.plate(page.fill(r.choice(own.GALLERY_AFTER)))
                else:
                    page.add(page.caption(), "caption")
            return
        extra = r.choice(self.bank.entries).items if chance(r, 0.15) else []
        kept = [
            item for item in [*items, *extra] if item[0] not in {"related", "related-standfirst"}
        ]
        if chance(r, 0.1):
            line = ("body", page.of(own.GREETING_TEXTS))
            kept = r.choice([[line], [line, *kept], [*kept, line]])
        if self.small and chance(r, 0.5):
            kept = [
                ("body", " ".join(text.split()[:7]).rstrip(",;:") + ".") for _, text in kept[:2]
            ]
        kept = kept or [("body", page.headline_like() + ".")]
        if kept[0][0] == "caption":
            kept = kept[::-1] if len(kept) > 1 else [("body", "More soon."), *kept]
        if g.match and not self.last and kept[0][0] == "body" and chance(r, 0.3):
            kept[0] = ("body", f"{r.choice(own.SHOUTS)} {kept[0][1]}")
        if chance(r, 0.14):
            kept = self.listed(kept)
        for place, (label, text) in enumerate(kept):
            if place and chance(r, g.ad_share * 0.3):
                page.plate(page.of(own.ADS))
            if place and chance(r, g.offer_share * 0.3):
                self.offer(glue=chance(r, 0.3), under=label)
            row = page.add(text, label)
            if self._after_glue() or (glued and not place):
                row.glued = True
        if chance(r, g.related_share):
            self.related()

    def listed(self, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """With a list, rows, a subheading or questions and answers among the paragraphs."""
        r, page = self.r, self.page
        kind = r.random()
        if kind < 0.45:
            mark = r.choice(["", "", "• ", "- "])
            points = [page.headline_like() for _ in range(r.randint(2, 5))]
            short = [" ".join(one.split()[: r.randint(2, 9)]) for one in points]
            over = [
                "Here is what we know so far:", "These are the main points:", "It would mean:",
                "The list:", "What it says:", "He named three conditions:", "The main measures are:",
            ]  # fmt: skip
            added = [r.choice(over), *(mark + one for one in short)]
        elif kind < 0.65:
            places = r.sample(own.TOPICS, 4)
            unit = r.choice([" mm", "%", " seats", "", " points", "m"])
            added = [f"{place}: {r.randint(1, 400)}{unit}" for place in places]
        elif kind < 0.75:
            works = [" ".join(page.headline_like().split()[: r.randint(1, 3)]) for _ in "abcd"]
            some = [f"{page._person()}, ‘{work}’" for work in works[: r.randint(2, 4)]]
            added = [r.choice(["Winner: ", "Gold: ", "Elected: ", "1. "]) + some[0], *some[1:]]
        elif kind < 0.85 and self.g.times in {"first", "above-name", "inline"}:
            added = [page.headline_like(), r.choice(items)[1]]
        else:
            added = [f"Q: {page.headline_like()}?", "A: It is too early to say.", "- Robyn"]
        texts = [("body", text) for text in added]
        return [*items, *texts] if chance(r, 0.7) else [items[0], *texts, *items[1:]]

    def _after_glue(self) -> bool:
        if getattr(self, "_glue", False):
            self._glue = False
            return True
        return False

    def related(self) -> None:
        r, page, g = self.r, self.page, self.g
        form = r.choice(["inline", "over", "bare"]) if g.related_form == "mixed" else g.related_form
        if form == "inline":
            for _ in range(r.choice([1, 1, 1, 2])):
                line = page.of(own.RELATED_INLINE).replace("{R}", page.headline_like())
                page.add(line, "related")
            return
        if form == "over":
            page.add(page.of(own.RELATED_OVER), "related")
        elif g.times in {"after", "headline"} and form == "bare" and chance(r, 0.5):
            return
        told = form == "over" and chance(r, 0.2)
        for _ in range(r.choice([1, 1, 2, 2, 3])):
            title = page.headline_like()
            if self.last and chance(r, 0.25):
                title = self.again(self.last)  # an article on what the entry is about
            page.add(f"{r.choice(own.ABOUT)}: {title}." if told else title, "related")
            if g.teaser_text and chance(r, g.teaser_text):
                pool = self.bank.about or self.bank.standfirsts or self.bank.headlines
                bodies = [
                    re.split(r"(?<=[.!?]) ", t)[0]
                    for e in self.bank.entries
                    for l, t in e.items
                    if l == "body"
                ]
                page.add(
                    r.choice(pool) if chance(r, 0.4) else r.choice(bodies), "related-standfirst"
                )

    def after(self, last: bool) -> None:
        r, page, g = self.r, self.page, self.g
        if chance(r, g.updated_share):
            clock = page.clock_text(r.randint(300, 1300), r.choice(["24", "12", "24z", "24.z"]))
            lead = {
                "en": ["Updated at", "Updated", "Last updated", "Edited"],
                "de": ["Aktualisiert:"],
                "fr": ["Mis à jour à"],
                "es": ["Actualizado:"],
                "it": ["Aggiornato alle"],
            }[page.lang]
            page.add(f"{r.choice(lead)} {clock}", "updated")
        if g.links:
            page.plate(
                f"https://{page.paper.split()[-1].lower()}.example/p/{r.randrange(16**5):05x}"
            )
        if self.furniture and chance(r, g.button_share):
            for one in self.furniture:
                page.plate(one)
        del last

    def between(self, number: int) -> None:
        r, page, g = self.r, self.page, self.g
        if number:
            if chance(r, g.ad_share):
                page.plate(page.of(own.ADS))
            if chance(r, g.offer_share):
                self.offer(glue=False)
            if chance(r, g.offer_share * 0.2):
                self.poll()
            if chance(r, 0.02):
                self.own_run()
            if g.times == "none" and chance(r, 0.03):
                self.points_inside()
        for one in self.leading:
            page.plate(one)
        if g.times in {"after", "none"} and chance(r, g.mark_share):
            page.plate(r.choice(self.marks))

    def points_inside(self) -> None:
        r, page, bank = self.r, self.page, self.bank
        if not bank.points:
            return
        page.add(page.of(own.POINTS_OVER), "key-points", opens=True)
        for one in r.choice(bank.points):
            page.add(one, "key-points")

    def own_run(self) -> None:
        page, r, mine = self.page, self.r, self.bank.own
        start = r.randrange(max(1, len(mine) - 4))
        for text in mine[start : start + r.randint(1, 3)]:
            page.plate(text)

    def poll(self) -> None:
        page, r = self.page, self.r
        page.plate(page.of(own.POLLS).replace("{Q}", page.fill(r.choice(own.QUESTIONS))))
        for _ in range(r.randint(2, 4)):
            page.plate(page.fill(r.choice(own.OPTIONS)))

    def offer(self, glue: bool, under: str = "body") -> None:
        r, page = self.r, self.page
        page.plate(page.of(own.OFFERS))
        for _ in range(r.choice([0, 0, 1, 1, 1, 2, 3])):
            page.plate(page.of(own.OFFER_TEXTS))
        for _ in range(r.choice([0, 0, 0, 1, 2, 3])):
            page.plate(page.of(own.OFFER_ENDS))
        self._glue = glue and under == "body" and chance(r, 0.7)
        if self._glue and chance(r, 0.8):
            said = [text for text in own.OFFER_TEXTS.get(page.lang, []) if text.endswith(".")]
            if said:
                page.plate(page.fill(r.choice(said)))
        if self._glue and not re.search(r"[a-zà-ÿ][.!?]?$", page.rows[-1].text):
            self._glue = False

    # --- end ---------------------------------------------------------------------------------

    def foot(self) -> None:
        r = self.r
        self._glue = False
        parts = []
        if self.small and chance(r, 0.7):
            return
        if chance(r, 0.3):
            parts.append(self.others)
        if chance(r, 0.25):
            parts.append(self.lives)
        if chance(r, 0.3):
            parts.append(lambda: self.offer(glue=False))
        if chance(r, 0.75):
            parts.append(self.legal)
        if chance(r, 0.15):
            parts.append(self.own_run)
        r.shuffle(parts)
        for part in parts:
            part()

    def others(self) -> None:
        r, page = self.r, self.page
        page.add(page.of(own.RELATED_OVER), "related")
        for _ in range(r.randint(2, 6)):
            page.add(page.headline_like(), "related")

    def lives(self) -> None:
        r, page = self.r, self.page
        if chance(r, 0.3):
            page.plate(
                r.choice(
                    ["About the author", "About the authors", "ABOUT THE AUTHOR", "Sobre la firma"]
                )
            )
        for _ in range(r.choice([1, 1, 2])):
            if chance(r, 0.6):
                page.add(page.people[0], "byline")
                if chance(r, 0.4):
                    page.add(page.of(own.ROLES), "byline")
            page.add(page.of(own.BIOS), "byline")

    def legal(self) -> None:
        r, page = self.r, self.page
        for _ in range(r.choice([1, 2, 3, 5, 8, 12])):
            page.plate(page.of(own.FOOTER))


def hash_share(page: Page, salt: int) -> int:
    """A number from 0 to 2 that is the same all over a page."""
    return (page.day + salt) % 3


def text_of(rows: list[Row]) -> str:
    """The page as it is read; glued parts of furniture stand without a space."""
    out: list[str] = []
    for row in rows:
        if row.glued and out:
            before = out[-1]
            seam = (
                " " if re.search(r"[\d)\]:|–-]$|[ap]m$|[A-Z]{2,4}$|Uhr$|ago$|m\.$", before) else ""
            )
            out[-1] = before + seam + row.text
        else:
            out.append(row.text)
    return "\n".join(out)
