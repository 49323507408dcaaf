"""Our table of Twilio's API says what the official documents say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.trial.facts import Operation, fits, match, operations, problems

OPENAPI = Path(__file__).parents[3] / "shared" / "twilio" / "openapi"
ACCOUNT = "AC" + "0" * 32
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"


def create() -> Operation:
    found = match("POST", MESSAGES)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", MESSAGES),
        ("POST", MESSAGES.removesuffix(".json")),
        ("GET", "/2010-04-01/Accounts/AC1/Messages.json"),
        ("GET", "/v2/Services"),
    ],
)
def test_another_address_or_method_is_none(method, path):
    assert match(method, path) is None


def test_a_proper_request_has_no_problems():
    form = [
        ("To", "+15550100200"),
        ("From", "+15550100001"),
        ("Body", "Hi\n"),
        ("MediaUrl", "https://a.b/1"),
        ("MediaUrl", "https://a.b/2"),
    ]

    assert problems(create(), (), form) == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (("Too", "x"), "knows no Too"),
        (("MessagingServiceSid", "MG1"), "must be sid MG"),
        (("StatusCallback", "/sms/status"), "must be uri"),
        (("StatusCallback", "https://my_host.example/x"), "must be uri"),
        (("SendAt", "2026-03-05T10:00:00+01:00"), "must be time"),
        (("ValidityPeriod", "36001"), "must be whole 1 36000"),
        (("ScheduleType", "later"), "must be one-of"),
        (("SmartEncoded", "True"), "must be flag"),
        (("To", "+15550100201"), "given twice"),
    ],
)
def test_each_problem_is_named(field, words):
    found = problems(create(), (), [("To", "+15550100200"), field])

    assert [words in problem for problem in found] == [True]


def test_a_missing_field_is_named():
    assert problems(create(), (), []) == ["form: To is missing"]


def test_kinds_are_whole_values():
    assert not fits("sid MG", "MG" + "0" * 32 + "\n")


@pytest.mark.shared
def test_the_table_is_the_official_one():
    if not OPENAPI.exists():
        pytest.skip("Twilio's OpenAPI documents are not on this machine")

    official = {key: value for document in sorted(OPENAPI.glob("*.json")) for key, value in _official(document).items()}
    ours = {(o.method, re.sub(r"\{.*?\}", "{}", o.template)): _ours(o) for o in operations()}

    assert ours == official


def _ours(operation: Operation) -> dict[str, object]:
    path = [_comparable(kind) for kind in re.findall(r"\{(.*?)\}", operation.template)]
    fields = {f"query {n}": _comparable(k) for n, k in operation.query.items()}
    fields |= {f"form {n}": _comparable(k) for n, k in operation.form.items()}
    return {"path": path, "required": set(operation.required), **fields}


def _comparable(kind: str) -> str:
    """Bounds and time formats are our own additions where the official document gives none."""
    word, *rest = kind.split()
    if word == "sid":
        return f"^{'|'.join(rest)}" if len(rest) == 1 else f"^({'|'.join(rest)})"
    return {"many": "many", "one-of": " ".join(rest), "whole": "whole"}.get(word, word)


def _official(document: Path) -> dict[tuple[str, str], dict[str, object]]:
    spec = json.loads(document.read_text())
    found = {}
    for path, item in spec["paths"].items():
        for method in {"get", "post", "delete"} & item.keys():
            parameters = item.get("parameters", []) + item[method].get("parameters", [])
            body = item[method].get("requestBody", {}).get("content", {}).get("application/x-www-form-urlencoded", {})
            schema = body.get("schema", {})
            fields = {f"query {p['name']}": _kind(p["schema"], spec) for p in parameters if p["in"] == "query"}
            fields |= {f"form {name}": _kind(s, spec) for name, s in schema.get("properties", {}).items()}
            sids = [
                _kind(p["schema"], spec)
                for p in sorted(parameters, key=lambda p: path.find("{" + p["name"] + "}"))
                if p["in"] == "path"
            ]
            key = (method.upper(), re.sub(r"\{.*?\}", "{}", path))
            found[key] = {"path": sids, "required": set(schema.get("required", [])), **fields}
    return found


def _kind(schema: dict[str, object], spec: dict[str, dict[str, dict[str, object]]]) -> str:
    if "$ref" in schema:
        return _kind(spec["components"]["schemas"][str(schema["$ref"]).rsplit("/", 1)[1]], spec)
    if "enum" in schema:
        return " ".join(schema["enum"])
    if "pattern" in schema:
        return str(schema["pattern"]).removesuffix("[0-9a-fA-F]{32}$")
    if schema["type"] == "string":
        return {"uri": "uri", "date-time": "time"}.get(str(schema.get("format")), "text")
    return {"array": "many", "boolean": "flag", "integer": "whole", "number": "number"}[str(schema["type"])]
