#!/usr/bin/python3
"""usage: bench.py HIRAKU FOLDER [SECTION…]

Every claim about speed, measured against another program on the same machine: each pair in turn in one run, medians of
BENCH_RUNS (5) runs of BENCH_SECONDS (3) each, with the anonymous memory of the server while it was measured. Prints a
table, writes FOLDER/bench.json for comparison between versions, and ends with 1 where a target was missed.

BENCH_RELEASES (50), BENCH_CHANGED (1000): a history of so many releases, with so many rows changed in each.
BENCH_RDF_RUNS (BENCH_RUNS): the same for RDF/XML, where rapper takes minutes.
BENCH_ROWS (1000000): observations; BENCH_ROWS_MAX (the same): the last step of the sizes, and the questions are asked of so
many, too; the instances and stores stay in FOLDER for the next run. BENCH_FORMER (none): another build of the program, with
which the questions, check, publish and size are compared; it publishes stores of its own.
SECTIONS: cached, download, uncached, stream, rdf, questions, clients, check, publish, size, history, start, sizes, memory, pages,
lighthouse, assistants, ckan; all of them by default. Needs the programs load and select and the packages of duckdb and lighthouse (make bench makes
them) in FOLDER."""

import json
import os
import pathlib
import re
import subprocess
import sys
import time

from assistants import assistants
from ckan import ckan
from history import history
from pages import lighthouse, pages
from questions import clients, questions
from releases import check, publish, size
from rig import MIB, PATIENCE, ROWS, ROWS_MAX, Memory, Nginx, Rig, Server, body, fetch, field, resident_kib, seconds
from table import sqlite_file

RDF_RUNS = int(os.environ.get("BENCH_RDF_RUNS", os.environ.get("BENCH_RUNS", "5")))
CONNECTIONS = 32
FILE_MIB = 60
LIST = "/v1/observations.json?limit=100"
ONE_KPI = "/v1/observations.json?count=no&kpi=kpi-{%d}&limit=100"
ALL = "value_type=actual"  # all rows pass


def columns_of(port):
    """What a served CSV has, as it stands in SELECT."""
    answer = body(fetch(port, "/v1/observations/kpi-00000.2021-04-01.actual.level._._._.csv"))
    return re.search(rb"id,kpi,[a-z0-9_,]+", answer).group(0).decode().split(",")


def series_of(rows):
    """How many series an instance of so many observations has (make_instance.py): 1000 rows each."""
    return max(1, min(rows // 1000, 99999))


# --- sections -----------------------------------------------------------------------------------------------------------


def cached(rig):
    """A list of 100 records out of the cache, and nginx with the same bytes as files."""
    store = rig.store(10000)
    for log in ("off", "combined"):
        with Server(rig, store, log=log) as server, Nginx(rig, log) as nginx:
            answer = fetch(server.port, LIST)
            (nginx.html / "list.json").write_bytes(body(answer))
            (nginx.html / "list.json.gz").write_bytes(body(fetch(server.port, LIST, "Accept-Encoding: gzip")))
            here, there = (f"If-None-Match: {field(one, b'ETag')}" for one in (answer, fetch(nginx.port, "/list.json")))
            note = "" if log == "off" else ", with access logs"
            with Memory(server.pid) as memory:
                figures = rig.in_turn(lambda: rig.wrk(server.port, CONNECTIONS, LIST),
                                      lambda: rig.wrk(nginx.port, CONNECTIONS, "/list.json"))
            rig.line(f"cached list, JSON{note}", *figures, "1/s", 1.0, memory.kib)
            gzip = "Accept-Encoding: gzip"
            with Memory(server.pid) as memory:
                figures = rig.in_turn(lambda: rig.wrk(server.port, CONNECTIONS, LIST, gzip),
                                      lambda: rig.wrk(nginx.port, CONNECTIONS, "/list.json", gzip))
            rig.line(f"cached list, gzip{note}", *figures, "1/s", 1.0, memory.kib)
            with Memory(server.pid) as memory:
                figures = rig.in_turn(lambda: same(rig, server.port, LIST, here), lambda: same(rig, nginx.port, "/list.json", there))
            rig.line(f"304{note}", *figures, "1/s", 1.0, memory.kib)


def same(rig, port, target, condition):
    return rig.load(port, CONNECTIONS, target, condition, status="304")["per_second"]


def download(rig):
    """A ready file of at least 60 MiB; nginx sends the same file. Of a smaller one the figures are printed only."""
    store = rig.store(ROWS)
    file = store / "current/files/observations.csv"
    with Server(rig, store) as server, Nginx(rig) as nginx:
        # the same file, not a copy: how pages of a file lie in memory makes up to a fifth of the rate
        os.link(file, nginx.html / "observations.csv")
        size = file.stat().st_size / MIB
        if size < FILE_MIB:
            rig.say(f"the file has only {size:.0f} MiB: take more rows, or nothing is shown")

        def rate(port, connections, target):
            done = rig.load(port, connections, target)
            return done["bytes"] / done["seconds"] / MIB

        for connections in (1, 4):
            with Memory(server.pid) as memory:
                figures = rig.in_turn(lambda c=connections: rate(server.port, c, "/v1/observations.csv"),
                                      lambda c=connections: rate(nginx.port, c, "/observations.csv"))
            rig.line(f"CSV file of {size:.0f} MiB, {connections} at a time", *figures, "MiB/s",
                     0.9 if size >= FILE_MIB else None, memory.kib)


def uncached(rig):
    """A filtered list of 100 that nobody asked for before; the same SELECT in a loop of the library."""
    store, database = rig.store(ROWS, downloads=False), sqlite_file(rig, ROWS)
    series = series_of(ROWS)
    with Server(rig, store, "--cache-bytes", "0") as server:
        sql = (f"SELECT {','.join(columns_of(server.port))} FROM observations WHERE kpi=?1 ORDER BY rowid LIMIT 101")
        kpis = [f"kpi-{n:05d}" for n in range(series)]

        def loop():
            done = subprocess.run([rig.folder / "select", f"file:{database}?immutable=1", str(rig.seconds), sql, *kpis],
                                  capture_output=True, encoding="utf-8", check=True).stdout
            return json.loads(done)["per_second"]

        for connections in (1, 4):
            with Memory(server.pid) as memory:
                figures = rig.in_turn(lambda c=connections: rig.load(server.port, c, ONE_KPI % series)["per_second"], loop)
            rig.line(f"uncached list of 100 of {ROWS:,}, count=no, {connections} at a time", *figures, "1/s", 1.0, memory.kib)


def read_all(port, target):
    begin = time.perf_counter()
    subprocess.run(["curl", "-sf", "-o", "/dev/null", f"http://127.0.0.1:{port}{target}"], check=True)
    return time.perf_counter() - begin


def stream(rig):
    store, database = rig.store(ROWS, downloads=False), sqlite_file(rig, ROWS)
    with Server(rig, store) as server:
        sql = f"SELECT {','.join(columns_of(server.port))} FROM observations WHERE value_type='actual' ORDER BY rowid"
        with Memory(server.pid) as memory:
            figures = rig.in_turn(
                lambda: read_all(server.port, f"/v1/observations.csv?{ALL}"),
                lambda: seconds("sqlite3", "-readonly", "-csv", database, sql))
    rig.line(f"CSV of {ROWS:,} rows, streamed", *figures, "s", 1.0, memory.kib, more_is_better=False)


def rdf(rig):
    """RDF/XML, and rapper writing it from N-Triples of the same graph."""
    store = rig.store(ROWS, downloads=False)
    triples = rig.folder / f"observations-{ROWS}-{rig.generator}.nt"
    with Server(rig, store, "--query-ms", "60000") as server:
        if not triples.exists():
            rig.say("making N-Triples")
            subprocess.run(["curl", "-sf", "-o", triples, f"http://127.0.0.1:{server.port}/v1/observations.nt?{ALL}"], check=True)
        with Memory(server.pid) as memory:
            figures = rig.in_turn(
                lambda: read_all(server.port, f"/v1/observations.rdf?{ALL}"),
                lambda: seconds("rapper", "-q", "-i", "ntriples", "-o", "rdfxml", str(triples)), runs=RDF_RUNS)
    rig.line(f"RDF/XML of {ROWS:,} rows, streamed", *figures, "s", 10.0, memory.kib, more_is_better=False)


def start(rig):
    store = rig.store(ROWS, downloads=False)

    def once():
        with Server(rig, store, first="/v1/observations.json?limit=1&kpi=kpi-00000") as server:
            return server.started * 1000

    rig.line(f"start to first answer, {ROWS:,} rows", rig.in_turn(once)[0], None, "ms", None, at_most=50)


def sizes(rig):
    """Latency of the same reads while the table grows: of as many series as the smallest table has, and, of the larger
    ones, of as many as they have, so that reads go all over the table."""
    steps = sorted({rows for rows in (10000, 100000, 1000000, ROWS, ROWS_MAX) if rows <= max(ROWS, ROWS_MAX)})
    kinds = {"record": "/v1/observations/kpi-{%d}.2021-09-13.actual.level._._._.json",
             "list, count=no": ONE_KPI,
             "series": "/v1/kpis/kpi-{%d}/series.json?limit=100",
             "list, counted": "/v1/observations.json?kpi=kpi-{%d}&limit=100",
             "facet": "/v1/observations.json?facet=status&limit=1",
             "aggregate": "/v1/aggregate/observations?group=fiscal_year&measure=count"}
    steady = ("record", "list, count=no", "series")
    few = series_of(steps[0])
    asked = [(rows, few) for rows in steps] + [(rows, series_of(rows)) for rows in steps[1:]]
    stores = {rows: rig.store(rows, downloads=False) for rows in steps}
    servers = {rows: Server(rig, store, *PATIENCE) for rows, store in stores.items()}

    def percentiles(rows, target):
        done = rig.load(servers[rows].port, 1, target)
        return done["p50_us"] / 1000, done["p99_us"] / 1000

    try:
        for kind, target in kinds.items():
            one = "%d" in target
            reads = asked if one else [(rows, 1) for rows in steps]
            figures = rig.in_turn(*[lambda rows=rows, series=series: percentiles(rows, target % series if one else target)
                                    for rows, series in reads])
            for (rows, series), (p50, p99) in zip(reads, figures):
                last = rows == steps[-1] and len(steps) > 1
                limit = 1.5 if last and kind in steady else None
                name = f"{kind}, of {rows:,}" + (f", {series:,} series" if one else "")
                kib = resident_kib(servers[rows].pid)
                rig.line(f"{name}: p50", p50, figures[0][0] if last else None, "ms", None, kib, at_most=limit)
                rig.line(f"{name}: p99", p99, figures[0][1] if last else None, "ms", None, kib)
    finally:
        for server in servers.values():
            server.__exit__()


def fill_cache(rig, server, connections):
    """The memory of a server whose cache is filled over and over, with small answers first and large ones then."""
    series = series_of(ROWS)
    with Memory(server.pid) as figure:
        for month in range(1, 9):
            rig.load(server.port, 4, "/v1/observations/kpi-{%d}.2022-%02d-13.actual.level._._._.json" % (series, month))
        for limit in range(90, 95):
            rig.load(server.port, connections, f"/v1/observations.json?kpi=kpi-{{{series}}}&count=no&limit={limit}", status=None)
    return figure.kib


def memory(rig):
    """500 connections, and 1,500: each further one may take its 16 KiB and 6 more."""
    store = rig.store(ROWS, downloads=False)
    for connections in (500, 1500):
        with Server(rig, store, "--connections", "2000", "--connections-per-address", "0") as server:
            kib = fill_cache(rig, server, connections)
        rig.line(f"memory with {connections:,} connections, 64 MiB of cache", kib / 1024, None, "MiB", None, kib,
                 at_most=128 + (connections - 500) * 22 / 1024)


SECTIONS = (cached, download, uncached, stream, rdf, questions, clients, check, publish, size, history, start, sizes, memory, pages,
            lighthouse, assistants, ckan)


def main():
    hiraku, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    chosen = [section for section in SECTIONS if section.__name__ in sys.argv[3:]] or SECTIONS
    rig = Rig(hiraku, folder, int(os.environ.get("BENCH_RUNS", "5")), int(os.environ.get("BENCH_SECONDS", "3")))
    rig.heading()
    for section in chosen:
        section(rig)
    version = subprocess.run([hiraku, "--version"], capture_output=True, encoding="utf-8", check=False).stdout.strip()
    (folder / "bench.json").write_text(json.dumps({
        "version": version, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "processors": os.cpu_count(),
        "rows": ROWS, "runs": rig.runs, "lines": rig.lines}, indent=2) + "\n", encoding="utf-8")
    return any(line["met"] is False for line in rig.lines)


if __name__ == "__main__":
    sys.exit(main())
