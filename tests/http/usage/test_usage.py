"""Counts of use without people: what is counted, what is not, and what a crash loses."""

import csv
import io
import json
import os
import pathlib
import re
import signal
import socket
import time

import pytest
import rdflib
import requests

from conftest import fetch, publish_many, serve_store
import mcp_client
from http_raw import exchange, get, status

HK = rdflib.Namespace("https://w3id.org/hiraku/ns#")
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
SECONDS = ["--usage-seconds", "1"]
# Longer than usage_seconds and a step of the watch.
A_FLUSH = 1.6


@pytest.fixture(name="counts")
def fixture_counts(tmp_path):
    return tmp_path / "counts.usage"


@pytest.fixture(name="server")
def fixture_server(sample_store, counts):
    with serve_store(sample_store, "--usage", counts, *SECONDS) as server:
        yield server


def rows(server, query=""):
    """The rows of /v1/usage, once what was asked before has been flushed."""
    time.sleep(A_FLUSH)
    return list(csv.DictReader(io.StringIO(fetch(server, "/v1/usage.csv" + query).text)))


def counted(server, query=""):
    """{(use, table, kpi, file, format): (requests, those of bots)}"""
    return {(row["use"], row["table"], row["kpi"], row["file"], row["data_format"]):
            (int(row["requests"]), int(row["bot_requests"])) for row in rows(server, query)}


def a_kpi(server):
    return fetch(server, "/v1/kpis?limit=1").json()["items"][0]["id"]


# --- what is counted ---

def test_answers_are_counted_by_table_kpi_file_and_form(server):
    kpi = a_kpi(server)
    for path in ["/v1/programs", "/v1/programs.csv", "/v1/programs?limit=1", f"/v1/kpis/{kpi}/series",
                 "/v1/downloads/programs.csv", "/v1/feeds/programs.atom", f"/v1/kpis/{kpi}/chart.svg",
                 "/catalog.ttl", "/programs", f"/kpis/{kpi}", f"/embed/kpis/{kpi}", "/v1/freshness"]:
        assert fetch(server, path).status_code == 200, path
    assert counted(server) == {
        ("chart", "kpis", kpi, "", "svg"): (1, 0), ("data", "freshness", "", "", "json"): (1, 0),
        ("data", "kpis", "", "", "json"): (1, 0), ("data", "kpis", kpi, "", "json"): (1, 0),
        ("data", "programs", "", "", "csv"): (1, 0), ("data", "programs", "", "", "json"): (2, 0),
        ("description", "", "", "", "ttl"): (1, 0), ("embed", "kpis", kpi, "", "html"): (1, 0),
        ("feed", "programs", "", "", "atom"): (1, 0), ("file", "programs", "", "programs.csv", "csv"): (1, 0),
        ("page", "kpis", kpi, "", "html"): (1, 0), ("page", "programs", "", "", "html"): (1, 0)}


def test_a_file_has_one_name_in_all_releases_and_packed_or_not(server):
    files = [one["url"] for one in fetch(server, "/v1/downloads").json()["items"]]
    archive = next(url for url in files if url.endswith(".zip"))
    archive = "/v1/downloads/" + archive.rsplit("/", 1)[1]
    assert fetch(server, archive).status_code == 200
    assert fetch(server, "/v1/downloads/programs.csv", **{"Accept-Encoding": "identity"}).status_code == 200
    assert fetch(server, "/v1/downloads/programs.csv.gz").status_code == 200
    found = counted(server, "?use=file")
    assert found == {("file", "", "", "all.zip", "zip"): (1, 0), ("file", "programs", "", "programs.csv", "csv"): (2, 0)}


def test_bots_are_counted_apart(server):
    for agent in [BOT, BOT, "curl/7.88.1", "Mozilla/5.0 (Linux; Android 12; CUBOT P60) Chrome/120"]:
        fetch(server, "/v1/programs", **{"User-Agent": agent})
    assert counted(server) == {("data", "programs", "", "", "json"): (2, 2)}


def test_what_the_cache_has_is_counted_like_what_is_made(server):
    for _ in range(20):
        fetch(server, "/v1/startups")
    assert counted(server) == {("data", "startups", "", "", "json"): (20, 0)}


def test_who_has_it_already_uses_it(server):
    """304 counts: whether a client keeps a copy changes no count."""
    for path in ["/v1/programs", "/v1/programs.csv", "/v1/downloads/programs.csv"]:
        tag = fetch(server, path).headers["ETag"]
        assert fetch(server, path, **{"If-None-Match": tag}).status_code == 304
    assert set(counted(server).values()) == {(2, 0)}


def test_a_part_counts_where_it_begins_with_the_first_byte(server):
    for part in ["bytes=0-9", "bytes=10-19", "bytes=20-"]:
        assert fetch(server, "/v1/downloads/programs.csv", Range=part).status_code == 206
    assert counted(server) == {("file", "programs", "", "programs.csv", "csv"): (1, 0)}


def test_a_tool_of_an_assistant_counts_once_with_its_table(server):
    mcp_client.call(server, "query_records", dataset="programs")
    mcp_client.call(server, "query_records", dataset="programs", limit=1)
    mcp_client.modern(server, "tools/list")
    assert counted(server) == {("mcp", "programs", "", "", ""): (2, 0)}


def test_an_action_of_ckan_counts_once_however_it_is_sent(server):
    assert fetch(server, "/api/action/package_list").status_code == 200
    assert fetch(server, "/api/3/action/package_show?id=none").status_code == 404
    assert requests.post(server.url + "/api/3/action/status_show", json={}, timeout=10).status_code == 200
    assert counted(server) == {("ckan", "", "", "", ""): (2, 0)}


# --- what is not ---

def test_what_is_no_use_is_not_counted(server):
    requests.head(server.url + "/v1/programs", timeout=10)
    requests.options(server.url + "/v1/programs", timeout=10)
    for path in ["/healthz", "/readyz", "/metrics", "/robots.txt", "/sitemap.xml", "/docs/style.css", "/docs/script.js",
                 "/v1/usage", "/v1/usage.csv", "/nothing", "/v1/programs?x=1", "/v1/programs/none", "/problems/not-found"]:
        fetch(server, path)
    requests.get(server.url + "/id/datasets/programs", timeout=10, allow_redirects=False)
    assert not counted(server)


def test_what_was_broken_off_is_not_counted(tmp_path, counts):
    """More than what the system takes off the server's hands at once."""
    with serve_store(publish_many(tmp_path, 20000, "--no-downloads"), "--usage", counts, *SECONDS) as server:
        fetch(server, "/v1/programs.csv")
        for _ in range(3):
            with socket.socket() as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.connect(("127.0.0.1", server.port))
                client.sendall(get("/v1/observations.ttl").encode())
                assert client.recv(12) == b"HTTP/1.1 200"
                time.sleep(0.2)
        assert set(counted(server)) == {("data", "programs", "", "", "csv")}


def test_no_name_comes_from_a_request(server, counts):
    """Nor does a 304 that asks for nothing: the client says it has whatever there is."""
    strange = "zzz-not-there"
    for path in [f"/v1/kpis/{strange}/series", f"/v1/kpis/{strange}/series.csv", f"/v1/programs?q={strange}",
                 f"/v1/programs/{strange}", f"/v1/downloads/{strange}.csv", f"/{strange}"]:
        fetch(server, path, **{"If-None-Match": "*", "User-Agent": strange, "Referer": "https://" + strange})
    fetch(server, "/v1/programs", **{"User-Agent": strange})
    time.sleep(A_FLUSH)
    assert strange.encode() not in counts.read_bytes()
    assert b"127.0.0.1" not in counts.read_bytes()
    assert re.search(rb"k data,programs,,,json\n", counts.read_bytes())


# --- the list ---

def test_it_is_a_list_like_the_others(server):
    for path in ["/v1/programs", "/v1/startups", "/programs"]:
        fetch(server, path, **{"User-Agent": "x"})
    table = rows(server)
    month = table[0]["month"]
    assert [row["id"] for row in table] == sorted(row["id"] for row in table)
    page = fetch(server, f"/v1/usage?month={month}&use=data&limit=1").json()
    assert (page["total"], page["returned"], page["complete"]) == (2, 1, False)
    assert page["items"][0]["table"] == "programs" and page["items"][0]["kpi"] is None
    assert fetch(server, page["next"]).json()["items"][0]["table"] == "startups"
    assert fetch(server, "/v1/usage?month=1999-01").json()["total"] == 0
    lines = fetch(server, "/v1/usage.ndjson").text.splitlines()
    assert [json.loads(line)["requests"] for line in lines] == [1, 1, 1]
    graph = rdflib.Graph().parse(data=fetch(server, "/v1/usage.ttl").text, format="turtle")
    assert len(list(graph.subjects(rdflib.RDF.type, HK.UseCount))) == 3
    rdflib.Graph().parse(data=fetch(server, "/v1/usage.rdf").text, format="xml")


@pytest.mark.parametrize("query", ["month=2026-12-01", "month=2026", "month__ne=FY2026", "month=20261"])
def test_what_is_no_month_is_told_what_one_looks_like(server, query):
    answer = fetch(server, "/v1/usage?" + query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["allowed"] == ["2026-04", "令和8年4月"]


def test_it_is_of_no_release(server):
    fetch(server, "/v1/programs")
    time.sleep(A_FLUSH)
    answer = fetch(server, "/v1/usage")
    assert answer.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert answer.json()["cite_as"] is None
    assert "Memento-Datetime" not in answer.headers and "rel=\"cite-as\"" not in answer.headers["Link"]
    for query in ["release=1", "as_of=2026-01-01"]:
        assert fetch(server, "/v1/usage?" + query).status_code == 400
    assert fetch(server, "/v1/cite?url=/v1/usage").status_code == 400
    assert fetch(server, "/v1/usage", **{"If-None-Match": answer.headers["ETag"]}).status_code == 304
    fetch(server, "/v1/programs")
    time.sleep(A_FLUSH)
    other = fetch(server, "/v1/usage", **{"If-None-Match": answer.headers["ETag"]})
    assert other.status_code == 200 and other.json()["items"][0]["requests"] == 2


def test_it_is_in_the_metrics(server):
    fetch(server, "/v1/programs")
    fetch(server, "/v1/programs", **{"User-Agent": BOT})
    fetch(server, "/programs")
    time.sleep(A_FLUSH)
    text = fetch(server, "/metrics").text
    assert 'hiraku_usage_total{use="data",agent="other"} 1\n' in text
    assert 'hiraku_usage_total{use="data",agent="bot"} 1\n' in text
    assert 'hiraku_usage_total{use="page",agent="other"} 1\n' in text
    assert "hiraku_usage_in_file 1\n" in text and "hiraku_usage_flush_failures_total 0\n" in text
    assert abs(int(re.search(r"usage_flushed_timestamp_seconds (\d+)", text)[1]) - time.time()) < 60


def test_it_can_be_switched_off(sample_store, tmp_path):
    with serve_store(sample_store, "--usage", "off") as server:
        fetch(server, "/v1/programs")
        assert fetch(server, "/v1/usage").status_code == 404
        assert "hiraku_usage" not in fetch(server, "/metrics").text
    assert not list(tmp_path.iterdir())


# --- the file ---

def test_it_stays_within_its_bounds(sample_store, counts):
    """A key a record would be thousands; a key is a table, a KPI that there is, a form."""
    with serve_store(sample_store, "--usage", counts, *SECONDS) as server:
        for record in fetch(server, "/v1/observations?limit=300").json()["items"]:
            fetch(server, f"/v1/observations/{record['id']}")
            fetch(server, f"/v1/observations?q={record['id']}")
        assert set(counted(server)) == {("data", "observations", "", "", "json")}
    assert counts.stat().st_size < 4096


def test_an_orderly_stop_loses_nothing_and_a_restart_goes_on(sample_store, counts):
    for times in [3, 4]:
        with serve_store(sample_store, "--usage", counts) as server:
            for _ in range(times):
                fetch(server, "/v1/programs")
    with serve_store(sample_store, "--usage", counts) as server:
        (row,) = csv.DictReader(io.StringIO(fetch(server, "/v1/usage.csv").text))
        assert row["requests"] == "7"


def test_a_kill_loses_what_came_since_the_last_flush(sample_store, counts):
    with serve_store(sample_store, "--usage", counts, *SECONDS) as server:
        for _ in range(5):
            fetch(server, "/v1/programs")
        time.sleep(A_FLUSH)
        fetch(server, "/v1/startups")
        os.kill(server.pid, signal.SIGKILL)
    with serve_store(sample_store, "--usage", counts) as server:
        found = {row["table"]: int(row["requests"])
                 for row in csv.DictReader(io.StringIO(fetch(server, "/v1/usage.csv").text))}
    assert found["programs"] == 5


def test_a_kill_at_any_time_leaves_a_whole_file(sample_store, counts):
    """Each server counts for a while and is killed; counts only grow."""
    before = 0
    for turn in range(6):
        with serve_store(sample_store, "--usage", counts, *SECONDS) as server:
            end = time.monotonic() + 1.0 + 0.13 * turn
            while time.monotonic() < end:
                fetch(server, "/v1/programs")
            os.kill(server.pid, signal.SIGKILL)
        with serve_store(sample_store, "--usage", counts) as server:
            found = fetch(server, "/v1/usage").json()["items"]
            assert len(found) <= 1
            now = found[0]["requests"] if found else 0
            assert now >= before
            before = now
    assert before > 0 and not counts.with_suffix(".usage.damaged").exists()


def test_servers_share_a_file(sample_store, counts):
    with serve_store(sample_store, "--usage", counts, *SECONDS) as one, \
         serve_store(sample_store, "--usage", counts, *SECONDS) as two:
        for _ in range(10):
            fetch(one, "/v1/programs")
            fetch(two, "/v1/programs")
        time.sleep(A_FLUSH)
        assert counted(one) == counted(two) == {("data", "programs", "", "", "json"): (20, 0)}


def test_a_damaged_file_stops_nothing_and_is_kept(sample_store, counts):
    counts.write_bytes(b"these are no counts" * 200)
    with serve_store(sample_store, "--usage", counts, *SECONDS) as server:
        fetch(server, "/v1/programs")
        assert counted(server) == {("data", "programs", "", "", "json"): (1, 0)}
    assert pathlib.Path(f"{counts}.damaged").read_bytes() == b"these are no counts" * 200


def test_one_that_is_damaged_meanwhile_is_written_anew(server, counts):
    fetch(server, "/v1/programs")
    assert len(rows(server)) == 1
    counts.write_bytes(b"x" * 3000)
    fetch(server, "/v1/startups")
    assert set(counted(server)) == {("data", "programs", "", "", "json"), ("data", "startups", "", "", "json")}
    assert counts.read_bytes().startswith(b"hiraku-usage") or counts.read_bytes()[512:].startswith(b"hiraku-usage")


@pytest.mark.parametrize("place", ["/proc/nowhere/usage", "/", "x" * 300])
def test_without_a_place_it_counts_in_memory(sample_store, tmp_path, place):
    with open(tmp_path / "log", "wb") as log, \
         serve_store(sample_store, "--usage", place, *SECONDS, log=log) as server:
        fetch(server, "/v1/programs")
        assert counted(server) == {("data", "programs", "", "", "json"): (1, 0)}
        assert "hiraku_usage_in_file 0\n" in fetch(server, "/metrics").text


def test_the_file_is_beside_the_store(sample_store, tmp_path):
    link = tmp_path / "store"
    link.symlink_to(sample_store)
    with serve_store(f"{link}/", *SECONDS) as server:
        fetch(server, "/v1/programs")
        assert len(rows(server)) == 1
    assert (tmp_path / "store.usage").stat().st_size < 4096


def test_the_server_still_opens_no_file_for_writing(server):
    """Behind the filter there is the one descriptor that was opened before it."""
    assert status(exchange(server, get("/v1/programs"))) == 200
    writable = []
    for one in pathlib.Path(f"/proc/{server.pid}/fdinfo").iterdir():
        flags = int(re.search(r"flags:\s+(\d+)", one.read_text())[1], 8)
        target = os.readlink(f"/proc/{server.pid}/fd/{one.name}")
        if flags & 3 and re.match("/(?!dev/(?!shm/))", target):
            writable.append(target)
    assert [pathlib.Path(target).name for target in writable] == ["counts.usage"]
