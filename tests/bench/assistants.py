"""What an assistant's call costs beside the path that gives the same rows."""

import http.client
import json
import statistics
import time

from rig import ROWS, Memory, Server

PAGE = 10
CALLS = 300


def timed(connection, method, target, text=None):
    began = time.perf_counter()
    connection.request(method, target, text, {"Content-Type": "application/json",
                                              "Accept": "application/json, text/event-stream"})
    answer = connection.getresponse()
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
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        pairs = [(timed(connection, "POST", "/mcp", message(kpi)),
                  timed(connection, "GET", f"/v1/observations.json?kpi={kpi}&limit={PAGE}&count=no&include=kpi")) for kpi in kpis]
    ours, theirs = (statistics.median(column) for column in zip(*pairs))
    rig.line(f"{PAGE} rows by a tool of /mcp, and by their path", ours, theirs, "ms", None, memory.kib, more_is_better=False, at_most=1.3)
