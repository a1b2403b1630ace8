"""What an assistant's call costs beside the path that gives the same rows."""

import http.client
import json
import socket
import statistics
import time

from rig import ROWS, Memory, Server

PAGE = 10
CALLS = 300


def timed(connection, method, target, text=""):
    """In one piece, as the SDKs' clients write a request; http.client would send a body by itself, and that be measured, too."""
    fields = f"Content-Type: application/json\r\nContent-Length: {len(text.encode())}\r\n" if text else ""
    request = f"{method} {target} HTTP/1.1\r\nHost: h\r\nAccept: application/json, text/event-stream\r\n{fields}\r\n{text}".encode()
    began = time.perf_counter()
    connection.sendall(request)
    answer = http.client.HTTPResponse(connection, method=method)
    answer.begin()
    taken = answer.read()
    assert answer.status == 200, taken[:200]
    return (time.perf_counter() - began) * 1000


def message(kpi):
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "query_records", "arguments": {
        "dataset": "observations", "filters": {"kpi": kpi}, "limit": PAGE, "count": "no", "include": ["kpi"]}}})


def assistants(rig):
    """A page of a KPI's figures as an answer of /mcp and as JSON, in turn, nothing from the cache."""
    store = rig.store(ROWS, downloads=False)
    kpis = [f"kpi-{n % max(ROWS // 1000, 1):05d}" for n in range(CALLS)]
    with Server(rig, store, "--cache-bytes", "0") as server, Memory(server.pid) as memory:
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pairs = [(timed(connection, "POST", "/mcp", message(kpi)),
                  timed(connection, "GET", f"/v1/observations.json?kpi={kpi}&limit={PAGE}&count=no&include=kpi")) for kpi in kpis]
    ours, theirs = (statistics.median(column) for column in zip(*pairs))
    rig.line(f"{PAGE} rows by a tool of /mcp, and by their path", ours, theirs, "ms", None, memory.kib, more_is_better=False, at_most=1.3)
