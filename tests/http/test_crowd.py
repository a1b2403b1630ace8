"""Many idle connections and many slow readers: the others notice little, and memory stays within its bounds.

Times are compared with those of a second server without a crowd, in turn, best of some rounds: so what else the
machine does counts for both."""

import contextlib
import resource
import socket
import time

import pytest
import requests

from conftest import publish_many, serve_store
from http_raw import get

ROUNDS, REQUESTS = 8, 150
SLACK_MS = 5  # below this nobody notices, and a scheduler's tick is more
MIB = 1 << 20
POOL = 16384  # of a connection: connection_memory


def most_connections():
    """As many as files may be open on both sides, 10,000 at most."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return min(10000, (hard - 1000) // 2 if hard != resource.RLIM_INFINITY else 10000)


def anonymous_bytes(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("RssAnon")) * 1024


@contextlib.contextmanager
def held(server, count, request, first=12, buffer=0):
    """So many connections that have sent a request and read the beginning of its answer."""
    sockets = []
    try:
        for i in range(count):
            one = socket.socket()
            if buffer:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            one.settimeout(20)
            one.bind((f"127.0.0.{2 + i % 8}", 0))
            one.connect(("127.0.0.1", server.port))
            one.sendall(request)
            sockets.append(one)
            if len(sockets) % 100 == 0:
                for later in sockets[-100:]:
                    assert later.recv(first).startswith(b"HTTP/1.1 200"[:first])
        yield sockets
    finally:
        for one in sockets:
            one.close()


def p99(server):
    """The 99th percentile in ms of requests on one connection, every tenth on a new one."""
    times = []
    with requests.Session() as session:
        for i in range(REQUESTS):
            begun = time.perf_counter()
            answer = (requests if i % 10 == 9 else session).get(server.url + "/v1/programs?limit=1", timeout=20)
            times.append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200
    return sorted(times)[int(len(times) * 0.99)]


def compare(quiet, crowded):
    """The best p99 of each."""
    time.sleep(2)  # what the crowd has asked for is made
    rounds = [(p99(quiet), p99(crowded)) for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds)]


def test_idle_connections_leave_the_others_their_time(sample_store):
    count = most_connections()
    options = ("--connections", "12000", "--connections-per-address", "0", "--request-seconds", "600",
               "--idle-seconds", "600", "--access-log", "off")
    with serve_store(sample_store, *options) as quiet, serve_store(sample_store, *options) as server:
        p99(server)
        before = anonymous_bytes(server.pid)
        with held(server, count, get("/healthz", close=False).encode()):
            normal, crowded = compare(quiet, server)
            bytes_each = (anonymous_bytes(server.pid) - before) / count
        print(f"\n{count} idle connections: p99 {normal:.1f} ms -> {crowded:.1f} ms; "
              f"{before / MIB:.1f} MiB and {bytes_each / 1024:.1f} KiB each")
        assert crowded <= 2 * normal + SLACK_MS
        assert before <= 64 * MIB
        assert bytes_each <= POOL + 6 * 1024


def test_500_connections_stay_within_64_mib(sample_store):
    with serve_store(sample_store, "--connections-per-address", "0", "--access-log", "off") as server:
        with held(server, 500, get("/v1/programs?limit=100", close=False).encode()):
            assert anonymous_bytes(server.pid) <= 64 * MIB


@pytest.fixture(scope="module")
def large_store(tmp_path_factory):
    return publish_many(tmp_path_factory.mktemp("large"), 60000)


@pytest.mark.parametrize("target", ["/v1/observations.csv", "/v1/observations.csv?value__ge=0"], ids=["file", "stream"])
def test_slow_readers_leave_the_others_their_time(large_store, target):
    options = ("--connections-per-address", "0", "--streams", "600", "--streams-per-address", "0",
               "--queue-per-address", "0", "--queue", "600", "--query-ms", "60000", "--access-log", "off")
    with serve_store(large_store, *options) as quiet, serve_store(large_store, *options) as server:
        with held(server, 500, get(target, close=False).encode(), buffer=4096):
            normal, crowded = compare(quiet, server)
        print(f"\n500 slow readers: p99 {normal:.1f} ms -> {crowded:.1f} ms; {anonymous_bytes(server.pid) / MIB:.1f} MiB")
        assert crowded <= 2 * normal + SLACK_MS
