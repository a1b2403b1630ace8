"""What generators of clients, consoles and readers need of the API document beside its being true: named components,
names that do not collide, no example sent unasked; the document in Japanese and the short one.
"""

import collections
import json
import re

import pytest
import requests

from contract import Contract
from test_contract import COMMITTED, CONTRACT, OPERATIONS

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def get(server, query=""):
    return requests.get(f"{server.url}/v1/openapi.json{query}", timeout=60)


def walk(value, path=()):
    """(path, object) of every object of a document."""
    if isinstance(value, dict):
        yield path, value
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from walk(member, (*path, name))


def references(document):
    return {one["$ref"] for _, one in walk(document) if isinstance(one.get("$ref"), str)}


def test_references_lead_to_named_components_that_are_there():
    for reference in references(COMMITTED):
        _, kind, name = re.fullmatch(r"#/(components)/(\w+)/([\w-]+)", reference).groups()
        assert name in COMMITTED["components"][kind], reference


def test_a_list_has_no_bound_that_a_generator_writes_out():
    """Which makes a tuple of so many optional members (findings/openapi-client-axios-typegen-makes-tuples-of-lists.sh)."""
    assert [path for path, one in walk(COMMITTED) if isinstance(one.get("maxItems"), int)] == []


def test_no_two_names_of_a_kind_are_one_to_a_generator():
    """Which writes them as identifiers, in files whose system may not tell capitals."""
    kinds = [*COMMITTED["components"].values(),
             {operation["operationId"]: None for _, _, operation in CONTRACT.methods()}]
    for names in kinds:
        written = collections.Counter(re.sub(r"[^a-z0-9]", "", name.lower()) for name in names)
        assert [name for name, count in written.items() if count > 1] == []


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_no_name_stands_twice_in_an_operation(path, operation):
    names = collections.Counter(re.sub(r"[^a-z0-9]", "", CONTRACT.resolve(one)["name"].lower())
                                for one in operation["parameters"])
    assert [name for name, count in names.items() if count > 1] == []
    assert re.fullmatch(r"[a-z][A-Za-z0-9]*", operation["operationId"])


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_json_is_the_only_form_where_it_is_one(path, operation):
    """The entry page has one address for people and programs; a download is whatever its name says."""
    content = CONTRACT.response(operation, 200)["content"] if "200" in operation["responses"] else {}
    if "application/json" in content and path != "/" and not operation.get("x-files"):
        assert list(content) == ["application/json"]
    for media in content.values():
        assert list(media["schema"]) == ["$ref"]


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_a_console_sends_no_parameter_that_nobody_filled_in(path, operation):
    for one in map(CONTRACT.resolve, operation["parameters"]):
        assert one.get("required") or not {"example", "examples"} & set(one), one["name"]
        assert one.get("required") or "example" not in one["schema"], one["name"]
    calls = operation.get("x-example-requests", [])
    assert not calls or f"`{calls[0]}`" in operation["description"]


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_what_can_be_had_from_a_release_can_be_asked_for_by_a_time(path, operation):
    names = {one["name"] for one in map(CONTRACT.resolve, operation["parameters"])}
    assert ("as_of" in names) == ("Accept-Datetime" in names) == ("302" in operation["responses"])


def test_codes_are_strings_and_null_is_a_choice_beside_them():
    for path, one in walk(COMMITTED):
        if isinstance(one.get("enum"), list):
            assert all(isinstance(value, str) and value for value in one["enum"]), path
            assert len(set(one["enum"])) == len(one["enum"]), path


def test_examples_are_valid():
    checked = 0
    for path, one in walk(COMMITTED):
        pairs = [(one["schema"], one["example"])] if "schema" in one and "example" in one else []
        if isinstance(one.get("examples"), list):
            pairs += [(one, example) for example in one["examples"]]
        for schema, example in pairs:
            assert CONTRACT.schema_errors(schema, example) == [], (path, example)
            checked += 1
    assert checked > 200


def test_lists_are_declared_as_the_default_style_has_them():
    arrays = [one for one in COMMITTED["components"]["parameters"].values() if one["schema"].get("type") == "array"]
    assert len(arrays) > 100 and all((one["style"], one["explode"]) == ("form", True) for one in arrays)


# --- in Japanese, and short ---

def test_the_document_in_japanese_is_the_same_in_japanese(server):
    whole, japanese = get(server).json(), get(server, "?lang=ja").json()
    names = [[(path, one["operationId"]) for path, _, one in Contract(document).methods()] for document in (whole, japanese)]
    assert names[0] == names[1]
    for path, one in walk(japanese):
        assert not [key for key in one if re.fullmatch(r"x-.*-ja", key)], path
        for key in ("summary", "description"):
            if isinstance(one.get(key), str):
                assert JAPANESE.search(one[key]) or one[key] in ("CSS。", "RFC 9111。"), (path, one[key])
    assert japanese["info"]["title"] == whole["info"]["x-title-ja"]
    kind = japanese["components"]["schemas"]["ProgramKind"]
    assert kind["title"] == whole["components"]["schemas"]["ProgramKind"]["x-title-ja"]
    assert references(japanese) == references(whole)


@pytest.mark.parametrize("query", ["?detail=brief", "?lang=ja&detail=brief"])
def test_the_short_document_is_whole_in_itself(query, server):
    whole, brief = get(server), get(server, query)
    assert len(brief.content) * 3 < len(whole.content)
    document = brief.json()
    assert list(document["paths"]) == list(whole.json()["paths"])
    for reference in references(document):
        _, kind, name = reference[2:].split("/")
        assert name in document["components"][kind], reference
    for path, _, operation in Contract(document).methods():
        assert operation["summary"] and "default" in operation["responses"], path
    places = {one["in"] for _, one in walk(document) if isinstance(one.get("in"), str)}
    assert places == {"path", "query"}


def test_english_and_full_are_the_document_itself(server):
    assert get(server, "?detail=full&lang=en").content == get(server).content


def test_each_view_has_a_validator_and_a_place_of_its_own(server):
    answers = [get(server, query) for query in ("", "?lang=ja", "?detail=brief", "?detail=brief&lang=ja")]
    assert len({answer.headers["ETag"] for answer in answers}) == 4
    assert answers[3].headers["Content-Location"] == "/v1/openapi.json?lang=ja&detail=brief"
    for answer in answers:
        again = requests.get(answer.url, headers={"If-None-Match": answer.headers["ETag"]}, timeout=60)
        assert again.status_code == 304


@pytest.mark.parametrize("query, allowed", [("?lang=fr", ["en", "ja"]), ("?detail=short", ["full", "brief"]),
                                            ("?language=ja", ["lang", "detail"])])
def test_another_view_is_refused_with_those_that_there_are(query, allowed, server):
    answer = get(server, query)
    assert answer.status_code == 400 and answer.json()["errors"][0]["allowed"] == allowed


def test_a_view_is_asked_for_once(server):
    assert get(server, "?lang=ja&lang=ja").status_code == 400
