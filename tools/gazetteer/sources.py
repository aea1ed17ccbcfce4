"""What the sources of the gazetteer say, read."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

GENERIC = (
    "Oblast|Krai|Kray|Region|Province|State|Governorate|District|Prefecture|County|Department|"
    "Republic|Territory|Voivodeship|Canton|Okrug|Raion|Municipality|Parish|City|Emirate|Division"
)
_GENERIC = re.compile(rf"^(?:(?:{GENERIC}) of (?:the )?|)(.+?)(?:[- ](?:{GENERIC}))?$")
# Too general to name a place without more words round them.
VAGUE = {
    "Central",
    "Western",
    "Eastern",
    "Northern",
    "Southern",
    "North",
    "South",
    "East",
    "West",
    "Capital",
    "Centre",
    "Center",
    "Coast",
    "Islands",
    "Island",
    "Upper",
    "Lower",
    "Federal",
    "Columbia",
    "National",
    "Maritime",
    "Nice",
    "Littoral",
    "Plateau",
    "Savannah",
    "Volta",
    "Delta",
    "Rivers",
    "Gulf",
    "Community",
    "Union",
    "Independence",
    "Freedom",
    "Of",
    "Most",
    "University",
    "Police",
    "Government",
    "Army",
    "Trinity",
}


def ascii_fold(text: str) -> str:
    """The text without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def bare(name: str) -> str:
    """A region's name without its generic word ("Kursk Oblast", "Province of Turin")."""
    match = _GENERIC.match(name)
    return match[1] if match else name


def keys(name: str) -> set[str]:
    """Spellings under which a region may stand elsewhere; Slavic adjectives as their noun."""
    folded = re.sub(r"\W+", "", ascii_fold(bare(name)).lower()).replace("j", "y")
    folded = re.sub(r"(oblast|kray)$", "", folded)
    stem = re.sub(r"sk(aya|a|iy)$", "", folded)
    return {folded} if stem == folded else {folded, stem, f"{stem}sk"}


def words(sources: Path) -> Counter[str]:
    """How often each lower-case word occurs in running news text."""
    counts: Counter[str] = Counter()
    path = sources / "topics" / "wp_current_events" / "items_2019_2023.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(re.findall(r"(?<![\w'’-])[a-z]{2,}", json.loads(line)["text"]))
    return counts


def people(sources: Path) -> tuple[set[str], set[str]]:
    """First names and surnames, as written in Latin letters."""
    folder = sources / "lists" / "lists_names_by_country"
    first: set[str] = set()
    last: set[str] = set()
    for target, name in (
        (first, "common-forenames-by-country"),
        (last, "common-surnames-by-country"),
    ):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig") as rows:
            for row in csv.DictReader(rows):
                for part in (row["Romanized Name"], row["Localized Name"]):
                    spelling = part.strip()
                    if re.fullmatch(r"[A-ZÀ-Þ][a-zß-ÿĀ-ž'’-]{1,20}", spelling):
                        target |= {spelling, ascii_fold(spelling)}
    for name in ("legislators-current", "executive"):
        text = (sources / "lists" / "lists_us_congress" / f"{name}.yaml").read_text("utf-8")
        first |= set(re.findall(r"^    first: ([A-Z][a-z]{2,})$", text, re.MULTILINE))
        last |= set(re.findall(r"^    last: ([A-Z][a-z]{2,})$", text, re.MULTILINE))
    return first, last


def curated(name: str) -> list[list[str]]:
    """Rows of a hand-written table beside this script."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def subdivisions(sources: Path) -> dict[tuple[str, str], str]:
    """ISO 3166-2 codes by country and spelling."""
    found: dict[tuple[str, str], str] = {}
    with (sources / "lists" / "lists_iso3166_2" / "data.csv").open(encoding="utf-8") as rows:
        listed = [row for row in csv.reader(rows) if len(row) >= 5]
    # a city of its own rank goes before the region round it: Kyiv before Kyivska oblast
    for row in sorted(listed, key=lambda row: len(keys(row[2]))):
        for spelling in sorted(keys(row[2])):
            found.setdefault((row[-1], spelling), row[1])
    return found


def factbook(sources: Path) -> dict[str, dict[str, str]]:
    """Factbook rows by ISO 3166-1 code."""
    with (sources / "lists" / "lists_country_codes" / "country-codes.csv").open(
        encoding="utf-8-sig"
    ) as rows:
        iso = {row["FIPS"].lower(): row["ISO3166-1-Alpha-2"] for row in csv.DictReader(rows)}
    found = {}
    with (sources / "lists" / "factbook" / "_summary.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["code"] in iso:
                found[iso[row["code"]]] = row
    return found


def demonyms(book: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Demonyms with their country, for example ``Ukrainian``, ``UA``."""
    found = {
        (word, code)
        for code, row in book.items()
        for word in re.findall(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*", f"{row['adj']};{row['noun']}")
        if word not in {"None", "South", "North", "Island", "Islander"}
    }
    found |= {(name, code) for code, name in curated("demonyms.tsv")}
    taken = Counter(word for word, _ in found)
    known = {name: code for code, name in curated("demonyms.tsv")}
    return sorted(
        (word, code) for word, code in found if taken[word] == 1 or known.get(word) == code
    )
