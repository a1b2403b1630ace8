"""Compatibility is a promise: nothing that the document of the last version says is removed or narrowed.

The documents of versions are openapi/VERSION.json, committed with each (`make contract-version`). Whether the comparison
would find a break is tested on the document itself.
"""

import copy
import json
import re

import pytest

import contract_compare
from test_contract import COMMITTED, ROOT


def versions():
    """number → document, of every version that was given out."""
    found = {tuple(map(int, path.stem.split("."))): path for path in (ROOT / "openapi").glob("*.json")
             if re.fullmatch(r"\d+\.\d+\.\d+", path.stem)}
    return {number: json.loads(path.read_text(encoding="utf-8")) for number, path in found.items()}


def test_nothing_of_the_last_version_is_removed_or_narrowed():
    documents = versions()
    last = documents[max(documents)]
    assert contract_compare.breaks(last, COMMITTED) == []


def test_each_version_says_which_it_is():
    for number, document in versions().items():
        assert document["info"]["version"] == ".".join(map(str, number)) and document["servers"][0]["url"] == "/"


def test_a_document_breaks_nothing_of_itself():
    assert contract_compare.breaks(COMMITTED, COMMITTED) == []


def parameters(document, name):
    return document["components"]["parameters"][name]


def schema(document, name):
    return document["components"]["schemas"][name]


def require(document):
    document["paths"]["/v1/programs"]["get"]["parameters"].append(
        {"name": "key", "in": "query", "required": True, "schema": {"type": "string"}})


def remove_property(document):
    for name in ("Program", "ProgramItem"):
        schema(document, name)["properties"].pop("kind")


BREAKS = {
    "removed path": (lambda d: d["paths"].pop("/v1/search"), "/v1/search: the path is gone"),
    "renamed operation": (lambda d: d["paths"]["/v1/search"]["get"].update(operationId="find"), "operationId search is gone"),
    "removed parameter": (lambda d: d["paths"]["/v1/search"]["get"]["parameters"].pop(0), "parameter q is gone"),
    "new required parameter": (require, "parameter key is new and required"),
    "parameter now required": (lambda d: parameters(d, "limit").update(required=True), "limit is required now"),
    "smaller maximum": (lambda d: parameters(d, "limit")["schema"].update(maximum=500), "maximum is narrower"),
    "other default": (lambda d: parameters(d, "limit")["schema"].update(default=10), "the default is another"),
    "narrowed enum of a parameter": (
        lambda d: schema(d, "ProgramKind")["enum"].pop(), "values are no longer accepted"),
    "removed operator": (lambda d: parameters(d, "programs-kind")["x-operators"].pop(), "operators"),
    "other style": (lambda d: parameters(d, "programs-kind").update(explode=False), "explode is another"),
    "removed option of sort": (
        lambda d: parameters(d, "programs-sort")["schema"]["items"]["enum"].pop(), "values are no longer accepted"),
    "removed filter of references": (
        lambda d: parameters(d, "programs-_filters")["schema"].update(patternProperties={}), "is no longer accepted"),
    "removed property": (remove_property, "member kind is gone"),
    "property no longer always there": (
        lambda d: schema(d, "Program")["required"].remove("kind"), "kind is no longer always there"),
    "property may be null": (lambda d: schema(d, "Program")["properties"]["name_ja"].update(type=["string", "null"]),
                             "may be ['null'] now"),
    "property of another type": (lambda d: schema(d, "Observation")["properties"]["value"].update(type="string"),
                                 "may be ['string'] now"),
    "narrowed enum of a property": (
        lambda d: schema(d, "ObservationValueType")["enum"].pop(0), "value baseline is gone"),
    "named property may be null": (lambda d: schema(d, "Program")["properties"].update(
        kind={"anyOf": [{"$ref": "#/components/schemas/ProgramKind"}, {"type": "null"}]}), "may be ['null'] now"),
    "removed member of the envelope": (lambda d: schema(d, "ListEnvelope")["properties"].pop("next"), "next is gone"),
    "removed form": (lambda d: d["paths"]["/v1/programs.csv"]["get"]["responses"]["200"]["content"].pop("text/csv"),
                     "text/csv is gone"),
    "removed status": (lambda d: d["paths"]["/v1/programs"]["get"]["responses"].pop("304"), "status 304 is gone"),
    "removed field": (lambda d: d["paths"]["/v1/programs"]["get"]["responses"]["200"]["headers"].pop("ETag"),
                      "field ETag is gone"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_found(name):
    change, said = BREAKS[name]
    changed = copy.deepcopy(COMMITTED)
    change(changed)
    assert said in "\n".join(contract_compare.breaks(COMMITTED, changed))


ADDITIONS = {
    "path": lambda d: d["paths"].update({"/v2/x": d["paths"]["/v1/search"]}),
    "optional parameter": lambda d: d["paths"]["/v1/search"]["get"]["parameters"].append(
        {"name": "x", "in": "query", "schema": {"type": "string"}}),
    "property": lambda d: schema(d, "Program")["properties"].update(x={"type": "string"}),
    "code": lambda d: schema(d, "ProgramKind")["enum"].append("x"),
    "larger maximum": lambda d: parameters(d, "limit")["schema"].update(maximum=5000),
    "prose": lambda d: schema(d, "Program").update(description="other"),
}


@pytest.mark.parametrize("name", ADDITIONS)
def test_an_addition_breaks_nothing(name):
    changed = copy.deepcopy(COMMITTED)
    ADDITIONS[name](changed)
    assert contract_compare.breaks(COMMITTED, changed) == []
