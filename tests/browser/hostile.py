"""Texts that try to be more than text."""

from __future__ import annotations

from typing import NamedTuple

from schemas import RawEntry


class Payload(NamedTuple):
    """One attempt.

    Attributes:
        mark: words that must be readable on the page.
        text: the attempt, with the mark in it.
    """

    mark: str
    text: str


_ATTEMPTS = (
    "<script>hacked = 1</script>",
    "<img src=x onerror=\"hacked = 1; alert('{mark}')\">",
    '"><svg onload=alert(1)><animate onbegin=alert(1) attributeName=x>',
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>press</a>",
    "javascript:alert(document.cookie)//",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<style>*{{display:none}}</style><link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0>",
    "</p></article></main></body><script>alert(1)</script>",
    "<div style=position:fixed;inset:0 onmouseover=alert(1)>over all</div>",
    "<b><i><p><<unclosed <!-- <![CDATA[ ]]> &lt;script&gt; &#60;script&#62;",
    "{{{{constructor.constructor('alert(1)')()}}}} ${{alert(1)}} `+alert(1)+`",
    "\u202eTEN SI SIHT\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069 \u200f(abc)\u200f",
    "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645 <b>12</b> said",
    "W" + "\u0300\u0301\u0302\u0303\u0304" * 40,
    "\U0001f469\u200d\U0001f680\U0001f1ec\U0001f1e7 killed 12 in Paris, “\U0001f600 no” said Ann Ora",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 6,
    "\x00\x07\x1b[31m\ufeff\ud800 controls",
    "a\u00adb\u200bc\u2028d\u2029e \ufff9x\ufffb",
)
PAYLOADS = tuple(
    Payload(f"hostile{number:02}", f"hostile{number:02} " + attempt.format(mark=number))
    for number, attempt in enumerate(_ATTEMPTS)
)


def hostile_entries(desk: str, *, revised: bool = False) -> list[RawEntry]:
    """An entry for each attempt, with the attempt in every field that is a text."""
    return [_entry(desk, payload.text, number, revised) for number, payload in enumerate(PAYLOADS)]


def _entry(desk: str, text: str, number: int, revised: bool) -> RawEntry:
    words = f"Place {number} of the list. " + "".join(
        chr(97 + number) * n + " " for n in range(3, 9)
    )
    body = (
        f"{text}\n“{text}”, said Mayor {text}, in Paris on Monday.\n"
        f"At least {number + 3} people were hurt, {text} said. {words}"
    )
    time = f"2026-05-01T1{int(revised)}:{number:02}:00Z"
    return RawEntry.model_validate(
        {
            "desk": desk,
            "source": f"source {text}"[:400],
            "coverage": {
                "id": f"coverage {number} {text}"[:400],
                "url": "https://paper.example/?q=<script>alert(1)</script>",
                "headline": text,
                "standfirst": text,
            },
            "entry_id": f"entry {number} {text}"[:400],
            "headline": f"{text} {'again' if revised else ''}",
            "body": f"{body} {text} once more." if revised else body,
            "bylines": [text, f"{text} 2"],
            "published_at": f"2026-05-01T10:{number:02}:00Z",
            "updated_at": time,
            "media": [
                {
                    "kind": "image",
                    "url": "https://x.example/'onerror=alert(1)",
                    "caption": text,
                    "credit": text,
                },
                {"kind": "embed", "caption": text},
            ],
            "links": [{"url": 'https://x.example/"onclick=alert(1)', "text": text}],
            "tags": [text],
        }
    )
