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


# What the SDKs are made to ask (clients/mcp.mjs), and what is spoilt of their requests on purpose: with the status and the
# code that the specification has for it. `v1` and `v2` speak the legacy era, `auto` the modern one.
CALLS = [["list_datasets", {}], ["describe", {"dataset": "kpis"}], ["query_records", {"dataset": "observations", "limit": 3}],
         ["series", {"kpi": "yokohama-oi-kpi1"}], ["summarize", {"dataset": "observations", "measure": ["sum"]}],
         ["compare", {"kpi": ["yokohama-oi-kpi1", "yokohama-oi-kpi2"]}], ["search", {"q": "熊本"}], ["what_changed", {}],
         ["nothing", {}], ["search", {"query": "熊本"}]]
META_PREFIX = "io.modelcontextprotocol/"
FAULTS_OF_BOTH = [({"head": {"content-type": "text/plain"}}, 415, -32600), ({"body": "{"}, 400, -32700), ({"body": "{}"}, 400, -32600),
                  ({"body": '{"jsonrpc":"2.0","id":null,"method":"tools/list"}'}, 400, -32600)]
FAULTS_OF_LEGACY = [({"head": {"mcp-protocol-version": "1999-01-01"}}, 400, -32600), ({"head": {"accept": "application/json"}}, 406, -32600),
                    ({"body": '[{"jsonrpc":"2.0","id":1,"method":"ping"}]'}, 400, -32600), ({"method": "nothing"}, 200, -32601)]
FAULTS_OF_MODERN = [({"head": {"mcp-protocol-version": None}}, 400, -32020), ({"head": {"mcp-method": None}}, 400, -32020),
                    ({"head": {"mcp-method": "ping"}}, 400, -32020),
                    ({"head": {"mcp-protocol-version": "2099-01-01"}, "meta": {META_PREFIX + "protocolVersion": "2099-01-01"}}, 400, -32022),
                    ({"meta": None}, 400, -32602), ({"meta": {META_PREFIX + "clientCapabilities": None}}, 400, -32602),
                    ({"method": "nothing"}, 404, -32601)]
FAULTS = {"v1": FAULTS_OF_BOTH + FAULTS_OF_LEGACY, "v2": FAULTS_OF_BOTH + FAULTS_OF_LEGACY, "auto": FAULTS_OF_BOTH + FAULTS_OF_MODERN}


def client_arguments(url):
    """The arguments of clients/mcp.mjs."""
    return [url, json.dumps(CALLS), json.dumps({judge: [fault for fault, *_ in faults] for judge, faults in FAULTS.items()})]
