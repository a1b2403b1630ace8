"""Statuses and codes of /mcp: JSON-RPC 2.0 s.5.1 and the revisions 2026-07-28 and 2025-11-25 of MCP."""

import base64

import pytest
import requests

from http_raw import exchange, status
from mcp_client import BOTH, LEGACY, META, MODERN, legacy, modern, modern_message, post

SERVER = {"name": "hiraku", "version": "0.1.0"}


def refused(answer, number, code, request_id=None):
    assert (answer.status_code, answer.headers["Content-Type"]) == (number, "application/json"), answer.text
    body = answer.json()
    assert (body["jsonrpc"], body["id"], body["error"]["code"]) == ("2.0", request_id, code), body
    assert body["error"]["message"]
    return body["error"]


# --- modern ---

def test_discover_tells_the_version_and_the_tools(server):
    result = modern(server, "server/discover", number="server-discover-probe-1").json()
    assert result["id"] == "server-discover-probe-1"
    result = result["result"]
    assert result["supportedVersions"] == [MODERN]
    assert result["capabilities"] == {"tools": {}}
    assert result["resultType"] == "complete"
    assert (isinstance(result["ttlMs"], int), result["cacheScope"]) == (True, "public")
    assert result["_meta"]["io.modelcontextprotocol/serverInfo"] == SERVER


@pytest.mark.parametrize("number", [0, 1, -5, "1", "å \" \\ \n", 2**53])
def test_the_id_comes_back_as_it_was(server, number):
    assert modern(server, "tools/list", number=number).json()["id"] == number


@pytest.mark.parametrize("field", ["MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"])
@pytest.mark.parametrize("value", [None, "other"])
def test_a_field_that_is_missing_or_other_than_the_body(server, field, value):
    answer = modern(server, "tools/call", {"name": "search", "arguments": {"q": "DX"}}, **{field: value})
    assert field in refused(answer, 400, -32020, 1)["message"]


def test_a_name_in_base64_is_the_same_name(server):
    name = f"=?base64?{base64.b64encode(b'search').decode()}?="
    answer = modern(server, "tools/call", {"name": "search", "arguments": {"q": "DX"}}, **{"Mcp-Name": name})
    assert answer.status_code == 200 and "result" in answer.json()
    other = f"=?base64?{base64.b64encode('検索'.encode()).decode()}?="
    refused(modern(server, "tools/call", {"name": "search"}, **{"Mcp-Name": other}), 400, -32020, 1)
    assert refused(modern(server, "tools/call", {"name": "検索"}, **{"Mcp-Name": other}), 200, -32602, 1)


def test_a_version_that_there_is_not(server):
    message = modern_message("tools/list")
    message["params"]["_meta"] = {**META, "io.modelcontextprotocol/protocolVersion": "2099-01-01"}
    error = refused(post(server, message, **{"MCP-Protocol-Version": "2099-01-01", "Mcp-Method": "tools/list"}), 400, -32022, 1)
    assert error["data"] == {"supported": [MODERN], "requested": "2099-01-01"}


@pytest.mark.parametrize("left_out", ["_meta", "io.modelcontextprotocol/clientCapabilities"])
def test_what_a_modern_request_says_of_itself(server, left_out):
    message = modern_message("tools/list")
    if left_out == "_meta":
        del message["params"]["_meta"]
    else:
        message["params"]["_meta"] = {name: value for name, value in META.items() if name != left_out}
    refused(post(server, message, **{"MCP-Protocol-Version": MODERN, "Mcp-Method": "tools/list"}), 400, -32602, 1)


@pytest.mark.parametrize("method", ["ping", "initialize", "logging/setLevel", "resources/list", "nothing"])
def test_a_method_that_the_modern_era_has_not(server, method):
    refused(modern(server, method), 404, -32601, 1)


@pytest.mark.parametrize("accept, number", [("application/json", 200), ("*/*", 200), (BOTH, 200), ("text/event-stream", 406), ("text/html", 406)])
def test_json_must_be_acceptable(server, accept, number):
    assert modern(server, "tools/list", Accept=accept).status_code == number


# --- legacy ---

@pytest.mark.parametrize("asked, given", [("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"),
                                          ("2024-11-05", "2024-11-05"), (MODERN, LEGACY), ("1999-01-01", LEGACY)])
def test_initialize_agrees_on_a_version(server, asked, given):
    answer = post(server, {"jsonrpc": "2.0", "id": 0, "method": "initialize",
                           "params": {"protocolVersion": asked, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}})
    result = answer.json()["result"]
    assert (answer.status_code, result["protocolVersion"], result["serverInfo"]) == (200, given, SERVER)
    assert result["capabilities"] == {"tools": {}} and result["instructions"]
    assert "Mcp-Session-Id" not in answer.headers


def test_a_ping_is_answered(server):
    assert legacy(server, "ping").json() == {"jsonrpc": "2.0", "id": 1, "result": {}}


def test_a_notification_is_taken_without_an_answer(server):
    answer = post(server, {"jsonrpc": "2.0", "method": "notifications/initialized"}, **{"MCP-Protocol-Version": LEGACY})
    assert (answer.status_code, answer.content) == (202, b"")
    assert "Content-Type" not in answer.headers


def test_a_method_that_the_legacy_era_has_not(server):
    refused(legacy(server, "server/discover"), 200, -32601, 1)
    refused(legacy(server, "prompts/list"), 200, -32601, 1)


def test_a_legacy_version_that_there_is_not(server):
    refused(legacy(server, "tools/list", **{"MCP-Protocol-Version": "1999-01-01"}), 400, -32600, 1)


def test_without_a_version_it_is_an_old_client(server):
    assert len(legacy(server, "tools/list", **{"MCP-Protocol-Version": None}).json()["result"]["tools"]) == 8


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream", "text/html"])
def test_legacy_clients_accept_both_types(server, accept):
    refused(legacy(server, "tools/list", Accept=accept), 406, -32600, 1)


def test_a_batch_is_refused(server):
    refused(post(server, [{"jsonrpc": "2.0", "id": 1, "method": "ping"}]), 400, -32600)


# --- both ---

@pytest.mark.parametrize("ask", [legacy, modern])
def test_a_tool_that_there_is_not(server, ask):
    assert "nothing" in refused(ask(server, "tools/call", {"name": "nothing", "arguments": {}}), 200, -32602, 1)["message"]


@pytest.mark.parametrize("ask", [legacy, modern])
def test_wrong_arguments_are_said_to_the_caller(server, ask):
    result = ask(server, "tools/call", {"name": "search", "arguments": {"query": "DX"}}).json()["result"]
    assert result["isError"] is True and "structuredContent" not in result
    assert "query" in result["content"][0]["text"] and "q" in result["content"][0]["text"]


@pytest.mark.parametrize("body", [b"", b"{", b"nothing", b"\xff", b'{"a":1}{', b'{"jsonrpc":"2.0","jsonrpc":"2.0"}'])
def test_what_is_no_json(server, body):
    refused(post(server, body), 400, -32700)


@pytest.mark.parametrize("body", [
    {}, 1, "a", None, {"jsonrpc": "1.0", "id": 1, "method": "ping"}, {"jsonrpc": "2.0", "id": None, "method": "ping"},
    {"jsonrpc": "2.0", "id": 1.5, "method": "ping"}, {"jsonrpc": "2.0", "id": [1], "method": "ping"}])
def test_what_is_no_message(server, body):
    refused(post(server, body), 400, -32600)


@pytest.mark.parametrize("kind", [None, "text/plain", "application/jsonx", "application/x-www-form-urlencoded"])
def test_another_content_type(server, kind):
    refused(post(server, b'{"jsonrpc":"2.0","id":1,"method":"ping"}', Content_Type=kind), 415, -32600)


def test_parameters_of_the_content_type_do_not_matter(server):
    assert legacy(server, "ping", Content_Type="application/json; charset=utf-8").status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_there_is_nothing_but_post(server, method):
    answer = requests.request(method, server.url + "/mcp", headers={"Accept": "text/event-stream"}, timeout=30)
    assert (answer.status_code, answer.headers["Allow"], answer.headers["Content-Type"]) == (405, "POST", "application/json")
    if method != "HEAD":
        assert answer.json()["error"]["code"] == -32600


def test_a_browser_may_ask(server):
    answer = requests.options(server.url + "/mcp", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}, timeout=30)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    for field in ("content-type", "accept", "mcp-protocol-version", "mcp-method", "mcp-name"):
        assert field in allowed


def test_more_than_64_kib_are_too_much(server):
    body = b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"' + b"x" * 65536 + b'"}}'
    answer = exchange(server, b"POST /mcp HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body))
    assert status(answer) == 413 and b'"code":-32600' in answer and b'"id":null' in answer
    fits = b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"' + b"x" * 65000 + b'"}}'
    assert post(server, fits).json() == {"jsonrpc": "2.0", "id": 1, "result": {}}


def test_only_the_sites_that_are_named_may_ask(serve, sample_store):
    with serve(sample_store, "--mcp-origins", "https://a.example,https://b.example") as server:
        assert legacy(server, "ping").status_code == 200
        assert legacy(server, "ping", Origin="https://b.example").status_code == 200
        refused(legacy(server, "ping", Origin="https://c.example"), 403, -32600)


def test_any_site_may_ask_where_none_is_named(server):
    assert legacy(server, "ping", Origin="https://example.org").status_code == 200


def test_one_setting_closes_the_door(serve, sample_store):
    with serve(sample_store, "--mcp", "0") as server:
        answer = legacy(server, "ping")
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_message_is_counted_and_logged_without_what_it_says(server):
    before = requests.get(server.url + "/metrics", timeout=30).text
    modern(server, "tools/call", {"name": "search", "arguments": {"q": "秘密の語"}})
    after = requests.get(server.url + "/metrics", timeout=30).text
    assert "秘密の語" not in after and after != before


@pytest.mark.parametrize("form, wanted", [("combined", '"POST /mcp HTTP/1.1" {number} {size} "-" "judge/1"'),
                                          ("logfmt", 'method="POST" target="/mcp" status={number} bytes={size} ')])
def test_a_message_is_logged_with_its_status_and_the_size_of_its_answer(serve, sample_store, tmp_path, form, wanted):
    with (tmp_path / "log").open("wb") as log, serve(sample_store, "--access-log", form, log=log) as server:
        answers = [modern(server, method, {"name": "search", "arguments": {"q": "DX"}} if method == "tools/call" else None,
                          User_Agent="judge/1", Accept_Encoding="identity") for method in ("tools/call", "tools/list", "nothing")]
        answers.append(post(server, b"{", User_Agent="judge/1"))
        answers.append(post(server, {"jsonrpc": "2.0", "method": "notifications/initialized"}, User_Agent="judge/1"))
    assert [answer.status_code for answer in answers] == [200, 200, 404, 400, 202]
    lines = [line for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines() if "/mcp" in line]
    assert len(lines) == len(answers)
    for line, answer in zip(lines, answers):
        assert wanted.format(number=answer.status_code, size=len(answer.content)) in line, line
        assert "tools" not in line and "DX" not in line
