"""What a call of CKAN's clients costs beside the path that gives the same rows."""

import http.client
import json
import statistics

from assistants import timed
from rig import ROWS, Memory, Server

PAGES = (10, 1000)
CALLS = 200


def ckan(rig):
    """A page of a KPI's figures by datastore_search and as JSON, in turn, nothing from the cache."""
    store = rig.store(ROWS, downloads=False)
    kpis = [f"kpi-{n % max(ROWS // 1000, 1):05d}" for n in range(CALLS)]
    with Server(rig, store, "--cache-bytes", "0") as server, Memory(server.pid) as memory:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        for page in PAGES:
            def call(kpi):
                return json.dumps({"resource_id": "observations-csv", "filters": {"kpi": kpi}, "limit": page})
            pairs = [(timed(connection, "POST", "/api/3/action/datastore_search", call(kpi)),
                      timed(connection, "GET", f"/v1/observations.json?kpi={kpi}&limit={page}")) for kpi in kpis]
            ours, theirs = (statistics.median(column) for column in zip(*pairs))
            rig.line(f"{page} rows by datastore_search, and by their path", ours, theirs, "ms", None, memory.kib, more_is_better=False, at_most=1.3)
