"""Figures for operators, reasons of readiness, and what the log says of each request."""

import re
import time

import requests

from conftest import open_files, serve_store
from http_raw import exchange, get, status

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
SAMPLE_LINE = re.compile(rf'^({NAME})(\{{({NAME}="(?:[^"\\]|\\.)*",?)*\}})? (-?[0-9.]+(e[+-]?[0-9]+)?|[+-]Inf|NaN)$')


def figures(url):
    """{name with labels: value}; insists on the text format 0.0.4."""
    answer = requests.get(url + "/metrics", timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    found, types = {}, {}
    assert answer.text.endswith("\n")
    for line in answer.text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in types
            types[name] = kind
        elif not line.startswith("# HELP "):
            assert SAMPLE_LINE.match(line), line
            name, value = line.rsplit(" ", 1)
            assert name not in found
            family = re.sub(r"\{.*", "", name)
            assert family in types or re.sub(r"_(bucket|sum|count)$", "", family) in types, line
            found[name] = float(value)
    return found


def test_answers_are_counted_by_route_and_status(sample_store):
    with serve_store(sample_store) as server:
        for target in ["/v1/programs", "/v1/programs?limit=2", "/v1/programs?x=1", "/nothing"]:
            requests.get(server.url + target, timeout=10)
        exchange(server, get("/v1/programs", method="POST"))
        now = figures(server.url)
        assert now['hiraku_requests_total{route="/v1/{table}",status="200"}'] == 2
        assert now['hiraku_requests_total{route="/v1/{table}",status="400"}'] == 1
        assert now['hiraku_requests_total{route="/v1/{table}",status="405"}'] == 1
        assert now['hiraku_requests_total{route="none",status="404"}'] == 1


def test_the_last_row_of_the_table_of_routes_has_a_count_of_its_own(sample_store):
    with serve_store(sample_store) as server:
        requests.get(server.url + "/programs/yusa", timeout=10)
        assert figures(server.url)['hiraku_requests_total{route="/{table}/{id}",status="200"}'] == 1


def test_the_histogram_adds_up(sample_store):
    with serve_store(sample_store) as server:
        for _ in range(10):
            requests.get(server.url + "/v1/programs", timeout=10)
        now = figures(server.url)
        buckets = [value for name, value in now.items() if name.startswith("hiraku_response_seconds_bucket")]
        assert buckets == sorted(buckets) and buckets[-1] == now["hiraku_response_seconds_count"] == 10
        assert 0 < now["hiraku_response_seconds_sum"] < 10


def test_it_tells_the_release_the_load_and_the_memory(sample_store):
    with serve_store(sample_store, "--connections", "77", "--workers", "3") as server:
        now = figures(server.url)
        assert now["hiraku_release"] == 1 and now["hiraku_release_good"] == 1
        assert 0 <= now["hiraku_release_age_seconds"] < 100000
        assert abs(now["hiraku_start_timestamp_seconds"] - time.time()) < 60
        assert now["hiraku_connections_limit"] == 77 and now["hiraku_connections"] >= 1
        assert now["hiraku_workers"] == 3 and now["hiraku_workers_busy"] == now["hiraku_queue_length"] == 0
        assert 1 << 20 < now["hiraku_memory_anonymous_bytes"] < 64 << 20


def test_without_a_release_the_figures_are_there(tmp_path):
    (tmp_path / "store").mkdir()
    with serve_store(tmp_path / "store") as server:
        now = figures(server.url)
        assert now["hiraku_release"] == 0 and "hiraku_release_age_seconds" not in now


def test_figures_can_have_a_listener_of_their_own(sample_store):
    with serve_store(sample_store, "--metrics-listen", "127.0.0.2:0") as server:
        inside = f"http://127.0.0.2:{own_port(server)}"
        assert requests.get(server.url + "/metrics", timeout=10).status_code == 404
        assert figures(inside)["hiraku_release"] == 1
        assert requests.get(inside + "/readyz", timeout=10).status_code == 200
        assert requests.get(inside + "/v1/programs", timeout=10).status_code == 404
        assert requests.get(server.url + "/v1/programs", timeout=10).status_code == 200


def own_port(server):
    """The port on 127.0.0.2 that the process listens on."""
    with open(f"/proc/{server.pid}/net/tcp") as table:
        inodes = {}
        for line in table.readlines()[1:]:
            cells = line.split()
            if cells[3] == "0A" and cells[1].startswith("0200007F:"):
                inodes[cells[9]] = int(cells[1].split(":")[1], 16)
    for target in open_files(server):
        if target.startswith("socket:[") and target[8:-1] in inodes:
            return inodes[target[8:-1]]
    raise AssertionError("no listener on 127.0.0.2")


def test_an_address_that_is_none_is_refused(run, sample_store):
    done = run("serve", "--store", sample_store, "--listen", "127.0.0.1:0", "--metrics-listen", "nowhere")
    assert done.returncode == 2 and "metrics_listen" in done.stderr


def log_of(store, tmp_path, options, requested):
    with open(tmp_path / "log", "w+b") as log:
        with serve_store(store, "--access-log", "logfmt", *options, log=log) as server:
            for one in requested:
                exchange(server, one)
            time.sleep(0.2)
        log.seek(0)
        return [line for line in log.read().decode().splitlines() if " target=" in line]


def field(line, name):
    return re.search(rf' {name}="?([^" ]*)', line).group(1)


def test_each_line_of_the_log_has_an_id_and_where_the_time_went(sample_store, tmp_path):
    lines = log_of(sample_store, tmp_path, (), [get("/v1/programs"), get("/v1/programs"), get("/v1/x")])
    assert len(lines) == 3
    assert len({field(line, "id") for line in lines}) == 3
    for line in lines:
        assert re.fullmatch("[0-9a-f]{16}", field(line, "id"))
        parts = [int(field(line, name)) for name in ("parse_us", "queue_us", "store_us", "write_us")]
        assert sum(parts) <= (int(field(line, "ms")) + 1) * 1000
    assert int(field(lines[0], "store_us")) > 0
    assert field(lines[2], "store_us") == "0"


def test_the_id_of_a_trusted_proxy_is_kept_and_no_other(sample_store, tmp_path):
    asked = [get("/healthz", f"X-Request-Id: {name}") for name in ("abc-123.X", "a b", "x" * 200, 'a"b')]
    trusted = log_of(sample_store, tmp_path, ("--trusted-proxies", "127.0.0.1"), asked)
    assert field(trusted[0], "id") == "abc-123.X"
    assert all(re.fullmatch("[0-9a-f]{16}", field(line, "id")) for line in trusted[1:])
    assert re.fullmatch("[0-9a-f]{16}", field(log_of(sample_store, tmp_path, (), asked)[0], "id"))


def test_the_id_is_in_no_answer(server):
    """Answers are shared: what belongs to one request stays in the log."""
    assert b"request-id" not in exchange(server, get("/healthz", "X-Request-Id: abc")).lower()
    assert status(exchange(server, get("/healthz"))) == 200
