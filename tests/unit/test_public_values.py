"""What the scorer of public sets makes of a case; the sets themselves are not in the repository."""

import json

from bench.score import public_cases, public_values


def written(folder, name, cases):
    path = folder / "values" / "recognizers_specs" / "Specs" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(cases), "utf-8")


def date_case(text, said, value, kind="date"):
    return {
        "Input": text,
        "Context": {"ReferenceDateTime": "2025-10-08T12:00:00"},
        "Results": [
            {"Text": said, "TypeName": f"datetimeV2.{kind}", "Start": text.index(said),
             "Resolution": {"values": [value]}}
        ],
    }  # fmt: skip


def figures(kind, tmp_path):
    cases, left = public_cases.cases(kind, tmp_path)
    found = public_values._figures("x", cases, left)
    return [(one.value, one.count) for one in found], left


def test_dates_are_judged_by_span_and_value(tmp_path):
    written(tmp_path, "DateTime/English/MergedParser", [
        date_case("It shut on 3 May 2024.", "3 May 2024", {"value": "2024-05-03"}),
        date_case("It shut on 4 May 2024.", "4 May 2024", {"value": "2024-05-05"}),
        date_case("It shuts every Friday.", "every Friday", {}, kind="set"),
    ])  # fmt: skip
    written(tmp_path, "DateTime/English/DateTimeModel", [])
    assert figures("dates", tmp_path) == ([(1.0, 2), (0.5, 2)], 1)


def test_measures_are_judged_by_span_value_and_unit(tmp_path):
    for name in public_cases._MEASURES:
        written(tmp_path, name, [])
    case = {
        "Input": "It cost about 20 euros for 3 people.",
        "Results": [
            {"Text": "20 euros", "Start": 14, "Resolution": {"value": "20", "unit": "Euro"}}
        ],
    }
    strange = {
        "Input": "It cost 5 quatloos.",
        "Results": [
            {"Text": "5 quatloos", "Start": 8, "Resolution": {"value": "5", "unit": "Quatloo"}}
        ],
    }
    written(tmp_path, "NumberWithUnit/English/CurrencyModel", [case, strange])
    assert figures("measures", tmp_path) == ([(1.0, 1), (1.0, 1)], 1)


def test_nothing_is_measured_without_the_data():
    assert {score.value for score in public_values.scores(None)} == {None}
