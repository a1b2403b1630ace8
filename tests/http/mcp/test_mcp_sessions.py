"""What programs of others sent to /mcp, replayed byte for byte but for Host: no package of theirs is needed.

sessions.jsonl was recorded by record.py from @modelcontextprotocol/sdk 1.32.2 (`v1`), @modelcontextprotocol/client 2.4.0 as it
comes (`v2`) and with versionNegotiation `auto`, with the failures of mcp_client.py at the end of each; and from inspector 2.12.0.
"""

import gzip
import http.client
import json
import pathlib
import socket

import jsonschema
import pytest

from mcp_client import CALLS, FAULTS, LEGACY, MODERN, legacy

SESSIONS = [json.loads(line) for line in (pathlib.Path(__file__).parent / "sessions.jsonl").open(encoding="utf-8")]


def sent_by(judge):
    return [one for one in SESSIONS if one["by"] == judge]


def sound(judge):
    """Without the failures at the end."""
    session = sent_by(judge)
    return session[:len(session) - len(FAULTS.get(judge, []))]


def replay(server, one):
    """The answer: its status, its fields and what its JSON says; None: it has none."""
    head = "".join(f"{text}\r\n" for text in [one["line"], *(f"{name}: {value}" for name, value in one["fields"])])
    with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
        connection.sendall(head.encode() + b"\r\n" + one["body"].encode())
        answer = http.client.HTTPResponse(connection, method=one["line"].split()[0])
        answer.begin()
        content = answer.read()
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return answer.status, answer.headers, json.loads(content) if content else None


def asked(one):
    return json.loads(one["body"]) if one["body"] else {}


def test_each_program_was_recorded():
    for judge in FAULTS:
        methods = [asked(one).get("method") for one in sound(judge)]
        opening = ["server/discover"] if judge == "auto" else ["initialize", "notifications/initialized", None]
        assert [method for method in methods if method != "tools/call"] == opening + ["tools/list"], judge
        assert [[asked(one)["params"][member] for member in ("name", "arguments")] for one in sound(judge)
                if asked(one).get("method") == "tools/call"] == CALLS
    called = [asked(one)["params"]["name"] for one in sent_by("inspector") if asked(one).get("method") == "tools/call"]
    assert called == [name for name, _ in CALLS if name != "nothing"]  # of that it looks at the list


@pytest.fixture(scope="module")
def schemas(server):
    return {tool["name"]: tool["outputSchema"] for tool in legacy(server, "tools/list").json()["result"]["tools"]}


@pytest.mark.parametrize("judge", [*FAULTS, "inspector"])
def test_a_recorded_session_is_answered(server, schemas, judge):
    for one in sound(judge):
        number, head, answer = replay(server, one)
        message = asked(one)
        if one["line"].startswith("GET"):
            assert (number, head["Allow"]) == (405, "POST")
            continue
        if "id" not in message:
            assert (number, answer) == (202, None)
            continue
        assert (number, head["Content-Type"], answer["id"]) == (200, "application/json", message["id"])
        if message["method"] == "tools/call" and message["params"]["name"] == "nothing":
            assert answer["error"]["code"] == -32602
            continue
        result = answer["result"]
        assert ("resultType" in result) == (judge == "auto")
        if message["method"] == "initialize":
            assert result["protocolVersion"] == message["params"]["protocolVersion"] == LEGACY
        elif message["method"] == "server/discover":
            assert result["supportedVersions"] == [MODERN]
        elif message["method"] == "tools/list":
            assert {tool["name"]: tool["outputSchema"] for tool in result["tools"]} == schemas
        elif "query" in message["params"]["arguments"]:
            assert result["isError"] is True
        else:
            jsonschema.validate(result["structuredContent"], schemas[message["params"]["name"]])


@pytest.mark.parametrize("judge", list(FAULTS))
def test_a_recorded_failure_has_its_status_and_code(server, judge):
    spoilt = sent_by(judge)[-len(FAULTS[judge]):]
    for one, (fault, number, code) in zip(spoilt, FAULTS[judge]):
        status, head, answer = replay(server, one)
        assert (status, head["Content-Type"], answer["error"]["code"]) == (number, "application/json", code), fault


def test_nothing_of_a_machine_was_recorded():
    names = {name.lower() for one in SESSIONS for name, _ in one["fields"]}
    assert names <= {"host", "connection", "content-type", "accept", "accept-language", "sec-fetch-mode", "user-agent", "accept-encoding",
                     "content-length", "mcp-protocol-version", "mcp-method", "mcp-name"}
    assert {value for one in SESSIONS for name, value in one["fields"] if name.lower() in ("host", "user-agent")} == {"h", "node"}
