"""Pages about schemas. They are built as trees, so that nothing in a text can become markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson
from lxml import html
from lxml.html import builder as E  # noqa: N812 - as its documentation has it

_DEFINITIONS: Final = "#/$defs/"


def index(schemas: Mapping[str, Any], files: Sequence[str], openapi: Mapping[str, Any]) -> bytes:
    """The list of all schemas, files, and paths."""
    return _page(
        "The contract",
        E.P("What producers send, what subscribers get, and how to ask for it."),
        E.H2("Schemas"),
        E.UL(
            *(
                E.LI(E.A(name, href=f"/contract/{name}"), *_note(one))
                for name, one in schemas.items()
            )
        ),
        E.H2("Files"),
        E.UL(
            *(E.LI(E.A(name, href=f"/v1/contract/{name}")) for name in files),
            E.LI(E.A("openapi.json", href="/openapi.json")),
        ),
        E.H2("Paths"),
        _table(
            ("method", "path", "what"),
            (
                (E.CODE(method.upper()), E.CODE(path), one["summary"])
                for path, methods in openapi["paths"].items()
                for method, one in methods.items()
            ),
        ),
    )


def schema(name: str, document: Mapping[str, Any]) -> bytes:
    """One schema: its models, and the document itself."""
    models = document.get("$defs", {})
    parts = [part for title, one in models.items() for part in _model(title, one)]
    return _page(
        name,
        E.P(E.A("all of the contract", href="/contract")),
        *_model(document.get("title", name), document),
        *parts,
        E.H2("JSON Schema"),
        E.PRE(E.CODE(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())),
    )


def _model(title: str, one: Mapping[str, Any]) -> Iterator[Any]:
    heading = E.H2(title)
    heading.set("id", title)
    yield heading
    if said := one.get("description"):
        yield E.P(said, E.CLASS("said"))
    if "properties" not in one:
        yield E.P(*_type(one))
        return
    required = one.get("required", ())
    yield _table(
        ("field", "type", "always there", "what"),
        (
            (
                E.CODE(name),
                E.SPAN(*_type(field)),
                "yes" if name in required else "",
                field.get("description", ""),
            )
            for name, field in one["properties"].items()
        ),
    )


def _type(field: Mapping[str, Any]) -> Iterator[Any]:
    """What a field holds, as words and links to models."""
    if reference := field.get("$ref"):
        target = str(reference).removeprefix(_DEFINITIONS)
        yield E.A(target, href=f"#{target}")
    elif "const" in field:
        yield E.CODE(str(field["const"]))
    elif "enum" in field:
        yield from _joined([[E.CODE(str(one))] for one in field["enum"]])
    elif several := field.get("anyOf") or field.get("oneOf"):
        yield from _joined([list(_type(one)) for one in several if one.get("type") != "null"])
    elif field.get("type") == "array":
        yield "list of "
        yield from _type(field.get("items", {}))
    else:
        yield str(field.get("format") or field.get("type") or "anything")


def _joined(parts: Sequence[Sequence[Any]]) -> Iterator[Any]:
    for number, part in enumerate(parts):
        if number:
            yield ", "
        yield from part


def _note(one: Mapping[str, Any]) -> Iterator[Any]:
    if said := str(one.get("description", "")).partition("\n")[0]:
        yield f" – {said}"


def _table(head: Sequence[str], rows: Iterator[Sequence[Any]]) -> Any:
    return E.DIV(
        E.TABLE(
            E.THEAD(E.TR(*(E.TH(one, scope="col") for one in head))),
            E.TBODY(*(E.TR(*(E.TD(cell) for cell in row)) for row in rows)),
        ),
        E.CLASS("wide"),
    )


def _page(title: str, *content: Any) -> bytes:
    document = E.HTML(
        E.HEAD(
            E.META(charset="utf-8"),
            E.META(name="viewport", content="width=device-width, initial-scale=1"),
            E.TITLE(f"{title} – Copydesk"),
            E.LINK(rel="stylesheet", href="/contract/style.css"),
        ),
        E.BODY(E.MAIN(E.H1(title), *content)),
        lang="en",
    )
    return bytes(html.tostring(document, doctype="<!doctype html>", encoding="utf-8"))
