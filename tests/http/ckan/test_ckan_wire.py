"""How calls arrive and how they are refused: ckan/views/api.py of CKAN 2.11 to 2.13 tells both."""

import json

import pytest
import requests

import http_raw
from ckan_client import API, JSON, call, get, post, refused, result


def test_both_addresses_answer_alike(server):
    with_version = requests.get(server.url + "/api/3/action/status_show", timeout=60)
    without = requests.get(server.url + "/api/action/status_show", timeout=60)
    assert with_version.json() == without.json() and with_version.json()["success"]
    assert with_version.json()["help"].endswith("/api/3/action/help_show?name=status_show")


def test_status_tells_a_version_that_clients_can_read(server):
    status = call(server, "status_show")
    assert [part.isdigit() for part in status["ckan_version"].split(".")] == [True] * 3
    assert (status["extensions"], status["locale_default"]) == (["datastore"], "ja")


CALLS = [
    ("GET", "?id=observations", None, None),
    ("POST", "", "application/json", b'{"id":"observations"}'),
    ("POST", "", "application/json; charset=utf-8", b' \n{"id":"obs\\u0065rvations"}'),
    ("POST", "", "application/x-www-form-urlencoded", b"id=observations"),
    ("POST", "", "application/x-www-form-urlencoded", b'{"id":"observations"}'),
    ("POST", "", "application/x-www-form-urlencoded", b"%7B%22id%22%3A%22observations%22%7D=1"),
    ("POST", "?id=observations", None, None),
]


@pytest.mark.parametrize("method, query, kind, body", CALLS)
def test_parameters_arrive_in_every_way_that_clients_send_them(server, method, query, kind, body):
    answer = requests.request(method, server.url + API + "package_show" + query, data=body,
                              headers={"Content-Type": kind} if kind else {}, timeout=60)
    assert result(answer)["name"] == "observations"


def test_of_a_name_that_comes_twice_the_last_counts(server):
    answer = requests.post(server.url + API + "package_show", data=b'{"id":"kpis","id":"units"}',
                           headers={"Content-Type": "application/json"}, timeout=60)
    assert result(answer)["name"] == "units"


@pytest.mark.parametrize("action", ["nothing", "datastore_search_sql", "package_create", "user_show", "Status_Show"])
def test_an_action_that_is_not_known_is_refused_with_a_bare_string(server, action):
    answer = post(server, action, {"sql": "SELECT 1"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, JSON)
    assert answer.json() == "Bad request: Action name not known: " + action


FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"}


@pytest.mark.parametrize("body", [b"id=%", b"id=%zz", b"id=%00", b"id=%ff"])
def test_a_form_that_cannot_be_read_is_told_how_to_write_one(server, body):
    answer = requests.post(server.url + API + "package_show", data=body, headers=FORM, timeout=60)
    assert answer.status_code == 400 and "two hexadecimal digits" in answer.json() and "%25" in answer.json()


def test_a_form_of_too_many_fields_is_told_how_many_there_may_be(server):
    fields = [f"f{i}=1" for i in range(9000)]
    answer = requests.post(server.url + API + "package_show", data="&".join(fields[:7000]), headers=FORM, timeout=60)
    assert refused(answer, 409, "Validation Error") == {"parameters": ["too many; at most 256"]}


@pytest.mark.parametrize("body", [b"[1]", b'"text"', b"1", b"{", b"\xff", b'{"id":}', b"{} {}"])
def test_a_body_that_is_no_object_is_refused_with_a_bare_string(server, body):
    answer = requests.post(server.url + API + "package_show", data=body,
                           headers={"Content-Type": "application/json", "Accept-Language": "en"}, timeout=60)
    assert answer.status_code == 400 and answer.json().startswith("Bad request: JSON Error: ")


@pytest.mark.parametrize("action, parameters, field, message", [
    ("package_show", {}, "name_or_id", "Missing value"), ("resource_show", {}, "id", "Missing value"),
    ("organization_show", {}, "id", "Missing value"), ("group_show", {}, "id", "Missing value"),
    ("tag_show", {"id": None}, "id", "Missing value"), ("help_show", {}, "name", "Missing value"),
    ("package_list", {"limit": "x"}, "limit", "Invalid integer"), ("package_list", {"limit": -1}, "limit", "Must be a natural number"),
    ("current_package_list_with_resources", {"offset": 1.5}, "offset", "Invalid integer"),
])
def test_a_parameter_that_is_wrong_is_named_in_a_validation_error(server, action, parameters, field, message):
    assert refused(post(server, action, parameters), 409, "Validation Error") == {field: [message]}


@pytest.mark.parametrize("action", ["package_show", "resource_show", "organization_show", "group_show", "tag_show"])
def test_what_is_not_there_is_not_found(server, action):
    assert refused(get(server, action, id="nothing"), 404, "Not Found Error") == {"message": "Not found"}


def test_refusals_are_in_japanese_too(server):
    answer = requests.get(server.url + API + "package_show", headers={"Accept-Language": "ja"}, timeout=60)
    assert answer.json()["error"]["name_or_id"] == ["値がありません"]


def test_every_action_has_a_help(server):
    names = call(server, "help_show", name="help_show").split("\n")[2:]
    assert {"status_show", "package_show", "license_list"} <= set(names)
    assert all(call(server, "help_show", name=name) for name in names)


def test_lists_go_in_pages(server):
    names = call(server, "package_list")
    assert names == sorted(names) and len(names) > 15
    assert call(server, "package_list", limit="2", offset="3") == names[3:5]
    assert [one["name"] for one in call(server, "current_package_list_with_resources", limit=1)] == ["municipalities"]


def test_pages_of_any_site_may_ask(server):
    answer = requests.options(server.url + API + "package_show", headers={
        "Origin": "https://example.org", "Access-Control-Request-Method": "POST"}, timeout=60)
    assert answer.status_code == 204 and "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"].lower()
    assert get(server, "status_show").headers["Access-Control-Allow-Origin"] == "*"


def test_an_answer_to_get_can_be_validated(server):
    first = get(server, "package_show", id="kpis")
    again = requests.get(first.url, headers={"If-None-Match": first.headers["ETag"], "Accept-Language": "en"}, timeout=60)
    assert (first.status_code, again.status_code) == (200, 304)
    assert post(server, "package_show", {"id": "kpis"}).headers["Cache-Control"] == "no-store"


def test_there_is_no_jsonp(server):
    assert get(server, "status_show", callback="x").status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(server, method):
    assert requests.request(method, server.url + API + "package_show", timeout=60).status_code == 405


def test_a_body_has_a_limit(server):
    assert post(server, "package_show", {"id": "x" * 70000}).status_code == 413


@pytest.mark.parametrize("method, field, code", [
    ("POST", "Content-Length: 70000", 413), ("PUT", "Content-Length: 0", 405), ("POST", "Transfer-Encoding: chunked", 411)])
def test_what_is_refused_unread_names_its_action(server, method, field, code):
    """CKAN's help is of the action of the path, whatever came of it; of a request whose body has not come."""
    answer = http_raw.exchange(server, http_raw.get(API + "package_show", field, method=method))
    told = json.loads(answer.split(b"\r\n\r\n", 1)[1])
    assert http_raw.status(answer) == code
    assert told["help"].endswith("help_show?name=package_show") and told["success"] is False


def test_what_no_encoding_suits_names_its_action(server):
    answer = requests.post(server.url + API + "package_show", b"{}", headers={"Accept-Encoding": "br, identity;q=0"}, timeout=60)
    assert 400 <= answer.status_code < 500 and answer.json()["help"].endswith("help_show?name=package_show")


def test_it_can_be_switched_off(serve, sample_store):
    with serve(sample_store, "--ckan", "0") as without:
        for path in ("/api/3/action/status_show", "/api/action/status_show"):
            answer = requests.get(without.url + path, timeout=60)
            assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
            assert json.loads(answer.text)["status"] == 404
