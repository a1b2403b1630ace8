"""Messages of the Model Context Protocol as clients send them (revisions 2026-07-28 and 2025-11-25)."""

import json

import requests

MODERN = "2026-07-28"
LEGACY = "2025-11-25"
META = {"io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "0.1"},
        "io.modelcontextprotocol/clientCapabilities": {}}
BOTH = "application/json, text/event-stream"


def post(server, body, **fields):
    """The body as it is, or as JSON. A field whose value is None is left out."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = {"Content-Type": "application/json", "Accept": BOTH, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return requests.post(server.url + "/mcp", data=data, headers=head, timeout=60)


def modern_message(method, params=None, number=1):
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": {**(params or {}), "_meta": META}}


def modern(server, method, params=None, number=1, **fields):
    head = {"MCP-Protocol-Version": MODERN, "Mcp-Method": method}
    if method == "tools/call":
        head["Mcp-Name"] = params["name"]
    return post(server, modern_message(method, params, number), **{**head, **fields})


def legacy(server, method, params=None, number=1, **fields):
    message = {"jsonrpc": "2.0", "id": number, "method": method}
    if params is not None:
        message["params"] = params
    return post(server, message, **{"MCP-Protocol-Version": LEGACY, **fields})


def call(server, tool, **arguments):
    """The result of a call that gives one."""
    answer = modern(server, "tools/call", {"name": tool, "arguments": arguments})
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def rows(server, tool, **arguments):
    """The structured content of a call that succeeds."""
    result = call(server, tool, **arguments)
    assert not result.get("isError"), result
    return result["structuredContent"]
