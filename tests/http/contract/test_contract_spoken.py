"""Operations that speak a protocol of their own (tag protocols): calls and refusals are as the document describes
them, and their pages call what can be called.
"""

import html
import json
import re

import pytest
import requests

import http_raw
import mcp_client
from test_contract import COMMITTED, CONTRACT
from test_contract_statuses import parse

ACTION = "/api/3/action/"
SPOKEN = {operation["operationId"]: (path, method, operation) for path, method, operation in CONTRACT.spoken()}


def check(name, answer, status):
    assert answer.status_code == status, answer.text[:300]
    assert CONTRACT.faults(SPOKEN[name][2], answer) == []


def get(server, call, **fields):
    headers = {name.replace("_", "-"): value for name, value in fields.items()}
    return requests.get(server.url + ACTION + call, headers=headers, timeout=60)


def post(server, target, body, **fields):
    headers = {"Accept": "application/json, text/event-stream", **{k.replace("_", "-"): v for k, v in fields.items()}}
    return requests.post(server.url + target, json=body, headers=headers, timeout=60)


def test_all_that_is_spoken_is_described():
    assert set(SPOKEN) == {"getCkanAction", "postCkanAction", "postMcp"}


@pytest.mark.parametrize("target", SPOKEN["getCkanAction"][2]["x-example-requests"])
def test_an_example_of_an_action_works(target, server):
    check("getCkanAction", requests.get(server.url + target, timeout=60), 200)


@pytest.mark.parametrize("call, status", [
    ("nothing", 400), ("package_search?zzzz=1", 400), ("datastore_search_sql?sql=x", 400), ("package_show?id=nothing", 404),
    ("package_show", 409), ("datastore_search?resource_id=programs&filters=a", 409)])
def test_an_action_is_refused_as_described(call, status, server):
    check("getCkanAction", get(server, call), status)
    name, _, query = call.partition("?")
    body = dict(pair.split("=") for pair in query.split("&")) if query else {}
    check("postCkanAction", post(server, ACTION + name, body), status)


def test_an_action_is_validated(server):
    answer = get(server, "package_list")
    check("getCkanAction", get(server, "package_list", If_None_Match=answer.headers["ETag"]), 304)


def test_a_message_is_answered_as_described(server):
    check("postMcp", post(server, "/mcp", COMMITTED["components"]["schemas"]["McpMessage"]["examples"][0]), 200)
    check("postMcp", post(server, "/mcp", {"jsonrpc": "2.0", "method": "notifications/initialized"}), 202)
    answer = mcp_client.modern(server, "server/discover")
    assert CONTRACT.body_faults({"$ref": "#/components/schemas/McpAnswer"}, answer.json()) == []


@pytest.mark.parametrize("body, fields, status", [
    ({"jsonrpc": "2.0"}, {}, 400), ([], {}, 400), ({"jsonrpc": "2.0", "id": 1, "method": "ping"}, {"Accept": "text/html"}, 406),
    ({"jsonrpc": "2.0", "id": 1, "method": "ping"}, {"Content_Type": "text/plain"}, 415),
    ({"jsonrpc": "2.0", "id": 1, "method": "none"}, {"MCP_Protocol_Version": "2026-07-28"}, 400)])
def test_a_message_is_refused_as_described(body, fields, status, server):
    check("postMcp", post(server, "/mcp", body, **fields), status)


@pytest.mark.parametrize("name, target", [("postCkanAction", ACTION + "package_list"), ("postMcp", "/mcp")])
def test_what_comes_before_the_body_is_refused_as_described(name, target, server):
    for head, status in (("Transfer-Encoding: chunked", 411), ("Content-Length: 100000", 413), ("X: " + "a" * 40000, 431)):
        answer = parse(http_raw.exchange(server, http_raw.get(target, head, method="POST")))
        assert answer.status_code == status
        if "json" in answer.headers.get("Content-Type", ""):
            assert CONTRACT.faults(SPOKEN[name][2], answer) == []
    check(name, requests.delete(server.url + target, timeout=60), 405)


def test_without_a_release_they_say_so(tmp_path, serve):
    with serve(tmp_path) as unready:
        check("getCkanAction", get(unready, "package_list"), 503)
        check("postMcp", post(unready, "/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}), 503)


def test_what_is_switched_off_is_not_there(serve, sample_store):
    with serve(sample_store, "--ckan", "0", "--mcp", "0") as without:
        assert get(without, "package_list").status_code == 404
        assert post(without, "/mcp", {"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code == 404


# --- their pages ---

def page(server, target):
    return requests.get(server.url + target, headers={"Accept": "text/html", "Accept-Language": "en"}, timeout=60)


def test_the_page_of_an_action_calls_it(server):
    empty = page(server, "/docs/getCkanAction").text
    assert 'value="package_search"' in empty
    shown = html.unescape(page(server, "/docs/getCkanAction?action=package_show&id=programs").text)
    assert json.dumps("programs") in re.sub(r"<[^>]+>", "", shown) and ACTION + "package_show?id=programs" in shown
    refused = page(server, "/docs/getCkanAction?action=package_show&id=nothing")
    assert refused.status_code == 200 and "404" in refused.text


@pytest.mark.parametrize("name", ["postCkanAction", "postMcp"])
def test_the_page_of_what_is_sent_has_no_form_for_it(name, server):
    """A page that sends a body would let other sites send it, too; how it is sent is told."""
    shown = page(server, f"/docs/{name}")
    assert shown.status_code == 200 and f'action="/docs/{name}' not in shown.text and "POST " in shown.text
    led = requests.get(f"{server.url}/docs/{name}?call-now=yes", headers={"Accept": "text/html"}, timeout=60,
                       allow_redirects=False)
    assert (led.status_code // 100, led.headers["Location"]) == (3, f"/docs/{name}")
