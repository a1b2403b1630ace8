"""Limits of connections, addresses, queue, streams and time: at the limit, beyond it, and afterwards."""

import contextlib
import pathlib
import re
import resource
import socket
import subprocess
import time
import types

import pytest

import small_instance
from conftest import SLOW, SLOW_ROWS, program, publish_directory, publish_many, serve_store
from http_raw import get, read_all, status

LONG = "/v1/observations.csv?value__ge=0"  # some megabytes


@pytest.fixture(scope="module")
def large_store(tmp_path_factory):
    return publish_many(tmp_path_factory.mktemp("large"), 20000)


@pytest.fixture(scope="module")
def slow_store(tmp_path_factory):
    return publish_many(tmp_path_factory.mktemp("slow"), SLOW_ROWS, "--no-downloads")


@contextlib.contextmanager
def connections(server, count, source="127.0.0.1", timeout=10, buffer=0):
    held = []
    try:
        for _ in range(count):
            one = socket.socket()
            if buffer:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            one.settimeout(timeout)
            one.bind((source, 0))
            one.connect(("127.0.0.1", server.port))
            held.append(one)
        yield held
    finally:
        for one in held:
            one.close()


def ask(server, target, source="127.0.0.1", timeout=30, *fields):
    with connections(server, 1, source, timeout) as (one,):
        one.sendall(get(target, *fields).encode())
        return read_all(one)


def answers(held, target="/healthz"):
    """How many of the connections answer."""
    count = 0
    for one in held:
        with contextlib.suppress(OSError):
            one.sendall(get(target, close=False).encode())
    for one in held:
        with contextlib.suppress(OSError):
            one.settimeout(2)
            count += one.recv(12).startswith(b"HTTP/1.1 200")
    return count


def test_an_address_at_its_limit_does_not_concern_another(sample_store):
    with serve_store(sample_store, "--connections-per-address", "4") as server:
        with connections(server, 4) as held:
            assert answers(held) == 4
            assert ask(server, "/healthz") == b""
            assert status(ask(server, "/healthz", "127.0.0.2")) == 200
        time.sleep(0.3)
        assert status(ask(server, "/healthz")) == 200


def test_a_trusted_proxy_has_as_many_connections_as_it_wants(sample_store):
    with serve_store(sample_store, "--connections-per-address", "4", "--trusted-proxies", "127.0.0.0/8") as server:
        with connections(server, 12) as held:
            assert answers(held) == 12


def test_more_connections_than_there_may_be_wait_and_are_answered_later(sample_store):
    with serve_store(sample_store, "--connections", "8", "--threads", "1") as server:
        with connections(server, 8) as held:
            assert answers(held) == 8
            with connections(server, 1, timeout=0.5) as (late,):
                late.sendall(get("/healthz").encode())
                assert read_all(late) == b""
                late.settimeout(10)
                held[0].close()
                assert status(read_all(late)) == 200


def test_when_connections_run_out_idle_ones_end_early(sample_store):
    options = ("--connections", "8", "--threads", "1", "--idle-seconds", "300")
    with serve_store(sample_store, *options) as server:
        with connections(server, 8) as held:
            assert answers(held) == 8
            begun = time.monotonic()
            assert status(ask(server, "/healthz")) == 200
            assert time.monotonic() - begun < 10


def watched_by_loops(server):
    """How many files each event loop of the server waits for, the fewest first (proc_pid_fdinfo(5))."""
    counts = []
    for one in pathlib.Path(f"/proc/{server.pid}/fdinfo").iterdir():
        with contextlib.suppress(FileNotFoundError):
            counts.append(one.read_text().count("tfd:"))
    return sorted(count for count in counts if count)


def test_few_connections_share_an_event_loop_and_many_are_spread(sample_store):
    with serve_store(sample_store, "--threads", "2", "--connections-per-address", "0") as server:
        idle, _ = watched_by_loops(server)
        with connections(server, 32) as few:
            assert answers(few) == 32
            assert watched_by_loops(server) == [idle, idle + 32]
            with connections(server, 100) as more:
                assert answers(more) == 100
                assert watched_by_loops(server)[0] >= idle + (32 + 100 - 32) // 2


@contextlib.contextmanager
def few_files(store, tmp_path, *options):
    """A server that may open 500 files and cannot raise that; its .most connections, as it says itself."""
    def limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (500, 500))

    arguments = [program(), "serve", "--store", str(store), "--listen", "127.0.0.1:0",
                 "--connections-per-address", "0", "--access-log", "off", *options]
    with open(tmp_path / "log", "w+b") as log:
        process = subprocess.Popen(["setpriv", "--bounding-set", "-sys_resource", "--inh-caps", "-sys_resource",
                                    *arguments], preexec_fn=limit, stdout=subprocess.PIPE, stderr=log)
        try:
            port = int(process.stdout.readline().split(b":")[-1].strip(b"/\n"))
            said = re.search(rb'fewer open files than the settings need.* connections="?(\d+)',
                             (tmp_path / "log").read_bytes())
            yield types.SimpleNamespace(port=port, most=int(said[1]))
        finally:
            process.terminate()
            assert process.wait(20) == 0
            process.stdout.close()


def test_when_only_a_few_connections_may_be_idle_ones_end_early_too(sample_store):
    with serve_store(sample_store, "--connections", "3", "--threads", "1", "--idle-seconds", "300") as server:
        with connections(server, 3) as held:
            assert answers(held) == 3
            assert status(ask(server, "/healthz", "127.0.0.1", 10)) == 200


def test_with_few_open_files_it_says_so_and_goes_on(sample_store, tmp_path):
    """Never so many connections that files run out."""
    with few_files(sample_store, tmp_path) as server:
        with connections(server, 600, timeout=2):
            time.sleep(0.5)
        time.sleep(0.5)
        for _ in range(3):
            assert status(ask(server, "/v1/programs?limit=1")) == 200


def test_with_few_open_files_idle_ones_make_room_for_others(sample_store, tmp_path):
    """What counts is how many connections there are room for, not how many the settings want."""
    with few_files(sample_store, tmp_path, "--request-seconds", "300", "--idle-seconds", "300") as server:
        with connections(server, server.most + 40):
            begun = time.monotonic()
            assert status(ask(server, "/healthz", "127.0.0.2")) == 200
            assert time.monotonic() - begun < 10


def access_log(store, tmp_path, options, *fields):
    with open(tmp_path / "log", "w+b") as log:
        with serve_store(store, "--access-log", "logfmt", *options, log=log) as server:
            assert status(ask(server, "/healthz", "127.0.0.1", 10, *fields)) == 200
            time.sleep(0.2)
        log.seek(0)
        return next(line for line in log.read().decode().splitlines() if "healthz" in line)


@pytest.mark.parametrize("options, fields, remote", [
    ((), ["X-Forwarded-For: 203.0.113.9"], "127.0.0.1"),
    (("--trusted-proxies", "192.0.2.0/24"), ["X-Forwarded-For: 203.0.113.9"], "127.0.0.1"),
    (("--trusted-proxies", "127.0.0.1,::1"), ["X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
    (("--trusted-proxies", "127.0.0.1,::1"), ["X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
    (("--trusted-proxies", "127.0.0.1"), ["Forwarded: for=203.0.113.9"], "127.0.0.1"),
    (("--trusted-proxies", "127.0.0.1", "--forwarded-field", "forwarded"),
     ['Forwarded: for="[2001:db8::9]:47"', "X-Forwarded-For: 1.1.1.1"], "2001:db8::9")])
def test_only_a_trusted_proxy_is_believed_who_asks(sample_store, tmp_path, options, fields, remote):
    assert f' remote="{remote}"' in access_log(sample_store, tmp_path, options, *fields)


def test_a_forwarded_address_changes_no_url(sample_store):
    with serve_store(sample_store, "--trusted-proxies", "127.0.0.1") as server:
        plain = ask(server, "/v1/programs?limit=1").split(b"\r\n\r\n")[1]
        told = ask(server, "/v1/programs?limit=1", "127.0.0.1", 10, "X-Forwarded-For: 203.0.113.9",
                   "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: gopher", "Forwarded: for=1.1.1.1;host=evil")
        assert told.split(b"\r\n\r\n")[1] == plain


@pytest.mark.parametrize("option, value", [
    ("--trusted-proxies", "localhost"), ("--trusted-proxies", "10.0.0.0/33"), ("--forwarded-field", "x-real-ip")])
def test_a_setting_that_is_none_is_refused(run, sample_store, option, value):
    done = run("serve", "--store", sample_store, "--listen", "127.0.0.1:0", option, value)
    assert done.returncode == 2 and value in done.stderr


def test_many_queries_of_one_address_do_not_delay_another(slow_store):
    """The lanes take turns: the other's query is made after two of the many, not after all."""
    with serve_store(slow_store, "--workers", "1", "--query-ms", "60000") as server:
        with connections(server, 60, timeout=60) as held:
            for number, one in enumerate(held):
                one.sendall(get(f"{SLOW}&limit={number + 1}").encode())
            time.sleep(0.2)
            assert status(ask(server, SLOW, "127.0.0.2", 60)) == 200
            done = 0
            for one in held:
                one.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    done += one.recv(12).startswith(b"HTTP/1.1 200")
            assert done < 45


def test_one_address_cannot_fill_the_queue(slow_store):
    with serve_store(slow_store, "--workers", "1", "--queue-per-address", "5", "--query-ms", "60000") as server:
        with connections(server, 20, timeout=60) as held:
            for one in held:
                one.sendall(get(SLOW).encode())
            time.sleep(0.3)
            assert status(ask(server, SLOW, "127.0.0.2", 60)) == 200
            codes = [status(read_all(one)) for one in held]
        assert codes.count(503) > 0 and 5 <= codes.count(200) < 20
        assert set(codes) == {200, 503}


def test_one_address_has_so_many_streams_only(large_store):
    with serve_store(large_store, "--streams-per-address", "2", "--streams", "4") as server:
        with connections(server, 2, buffer=4096) as held:
            for one in held:
                one.sendall(get(LONG).encode())
                assert one.recv(12).startswith(b"HTTP/1.1 200")
            assert status(ask(server, LONG)) == 503
            assert status(ask(server, LONG, "127.0.0.2")) == 200
        time.sleep(0.5)
        assert status(ask(server, LONG)) == 200


def test_an_answer_that_takes_too_long_to_send_is_cut_off(large_store):
    """Also where the reader makes progress all the time."""
    with serve_store(large_store, "--total-seconds", "2") as server:
        with connections(server, 1, buffer=4096) as (one,):
            one.sendall(get(LONG.replace(".csv", ".rdf")).encode())
            begun, received = time.monotonic(), b""
            with contextlib.suppress(ConnectionResetError):
                while chunk := one.recv(4096):
                    received = (received + chunk)[-100:]
                    time.sleep(0.02)
                    assert time.monotonic() - begun < 15
            assert not received.endswith(b"\r\n0\r\n\r\n")
            assert time.monotonic() - begun < 8


def test_the_number_of_parameters_is_limited(sample_store):
    with serve_store(sample_store, "--parameters", "3") as server:
        filters = "&".join(f"id__ne=x{i}" for i in range(0, 1)) + "&limit=1&count=no"
        assert status(ask(server, f"/v1/programs?{filters}")) == 200
        assert status(ask(server, f"/v1/programs?{filters}&sort=id")) == 400


def test_the_head_is_limited_by_the_memory_of_a_connection(sample_store):
    with serve_store(sample_store, "--connection-memory", "16384") as server:
        assert status(ask(server, "/healthz", "127.0.0.1", 10, "X: " + "a" * 12000)) == 200
        assert status(ask(server, "/healthz", "127.0.0.1", 10, "X: " + "a" * 12500)) == 431
        assert status(ask(server, "/healthz")) == 200


LEAST_RESPONSE_BYTES = ("--response-bytes", "4194304")


def test_an_answer_larger_than_its_buffer_is_refused(store, tmp_path):
    publish_directory(store, small_instance.with_large_pages(tmp_path / "instance").path)
    with serve_store(store) as server:
        assert status(ask(server, small_instance.LARGE_PAGE)) == 200
    with serve_store(store, *LEAST_RESPONSE_BYTES) as server:
        assert status(ask(server, "/v1/programs?limit=3")) == 200
        assert status(ask(server, small_instance.LARGE_PAGE)) == 500
        assert status(ask(server, small_instance.LARGE_PAGE.replace("?", ".ndjson?").replace("limit=1000&", ""))) == 200


@pytest.fixture(scope="module")
def narrow(large_store):
    """With the least memory for an answer."""
    with serve_store(large_store, *LEAST_RESPONSE_BYTES) as server:
        yield server


@pytest.mark.parametrize("suffix", ["csv", "ndjson", "rdf", "ttl", "nt", "jsonld"])
def test_the_least_memory_for_an_answer_is_enough_for_streams(narrow, suffix):
    head, body = ask(narrow, f"/v1/observations.{suffix}?value__isnull=false").split(b"\r\n\r\n", 1)
    assert status(head) == 200 and len(body) > 1000000 and body.endswith(b"\r\n0\r\n\r\n")


@pytest.mark.parametrize("target", [
    "/", "/v1/openapi.json", "/docs", "/docs/dictionary", "/metrics", "/sitemap.xml", "/v1/downloads", "/v1/observations",
    *(f"{path}.{suffix}" for path in ("/catalog", "/ns", "/v1/structures/observations", "/v1/datasets/observations")
      for suffix in ("rdf", "ttl", "nt", "jsonld"))])
def test_the_least_memory_for_an_answer_is_enough_for_our_own_documents(narrow, target):
    """Twice what the largest takes, for they grow with the model."""
    head, body = ask(narrow, target).split(b"\r\n\r\n", 1)
    assert status(head) == 200 and len(body) < 3 << 20


def test_less_memory_for_an_answer_is_refused(run, sample_store):
    done = run("serve", "--store", sample_store, "--listen", "127.0.0.1:0", "--response-bytes", "4194303")
    assert done.returncode == 2 and "response-bytes" in done.stderr
