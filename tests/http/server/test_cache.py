"""What is answered from the cache is what would have been made: byte for byte, once for many, over releases.

How often an answer was made is read from the line about the cache that the server logs at its end."""

import contextlib
import re
import socket
import threading

import pytest

from conftest import SLOW, SLOW_ROWS, publish_many, serve_store
from http_raw import closes, exchange, get, read_all, status
from growing_instance import add_programs, instance, wait_for_release  # noqa: F401

TARGETS = ["/v1/programs?limit=3", "/v1/programs.json?limit=3", "/v1/startups", "/v1/observations.json?limit=5&count=no",
           "/v1/aggregate/programs?group=status", "/v1/search?q=DX", "/v1/openapi.json", "/v1/instance", "/", "/docs",
           "/v1/instance.csv", "/docs/style.css", "/docs/script.js", "/programs?limit=3", "/programs/yusa", "/search?q=DX", "http://other.example/v1/programs?limit=4"]
FIELDS = [[], ["Accept-Encoding: gzip"], ["Accept: text/html, */*;q=0.1", "Accept-Language: en"],
          ["Accept-Language: ja", "Accept-Encoding: br, gzip;q=0.5"]]
CROWD = 50
NAMES = ("hits", "misses", "waits", "evictions", "entries", "bytes")
FIGURES = re.compile(('msg="cache" ' + " ".join(rf'{name}="(\d+)"' for name in NAMES)).encode())


class Figures:
    """What the server said at its end."""


@contextlib.contextmanager
def serve_counting(store, path, *options):
    """A server; the figures of its cache are there afterwards."""
    figures = Figures()
    with open(path, "wb") as log, serve_store(store, "--access-log", "off", *options, log=log) as server:
        server.figures = figures
        yield server
    found = FIGURES.search(path.read_bytes())
    assert found, path.read_bytes()
    figures.__dict__.update(zip(NAMES, map(int, found.groups())))


@pytest.fixture
def counting(tmp_path):
    return lambda store, *options: serve_counting(store, tmp_path / "log", *options)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return publish_many(tmp_path_factory.mktemp("many"), SLOW_ROWS, "--no-downloads")


def ask(server, target, *fields, method="GET", close=True):
    """The whole answer but for its Date, which tells when it was sent."""
    return re.sub(rb"\r\nDate: [^\r]*", b"", exchange(server, get(target, *fields, method=method, close=close)))


def field(answer, name):
    found = re.search(rb"\r\n" + name + rb": ([^\r]*)", answer, re.I)
    return found.group(1).decode() if found else None


def crowd(server, target):
    """The answers to the same request sent by many at once."""
    answers, ready = [], threading.Barrier(CROWD)

    def one():
        with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
            ready.wait()
            connection.sendall(get(target).encode())
            answers.append(read_all(connection))

    threads = [threading.Thread(target=one) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_hit_equals_a_miss_in_every_byte_and_field(sample_store, counting, method):
    """An answer that leads a browser to a page is never kept, and made alike."""
    kept = 0
    with serve_store(sample_store, "--cache-bytes", "0") as never, counting(sample_store) as server:
        for target in TARGETS:
            for fields in FIELDS:
                made = ask(never, target, *fields, method=method)
                leads = "text/html" in str(fields) and re.search(r"/v1/(aggregate/)?(programs|startups|search)(\?|$)", target)
                assert status(made) == (303 if leads else 200), (target, made)
                kept += not leads
                for _ in range(3):
                    assert ask(server, target, *fields, method=method) == made, (target, fields)
    assert server.figures.hits >= 2 * kept
    assert server.figures.misses <= len(TARGETS) * len(FIELDS)


def test_a_304_from_the_cache_equals_one_that_was_made(sample_store, counting):
    with serve_store(sample_store, "--cache-bytes", "0") as never, counting(sample_store) as server:
        for target in TARGETS:
            tag = field(ask(never, target), b"ETag")
            since = field(ask(never, target), b"Last-Modified")
            for condition in [f"If-None-Match: {tag}", f'If-None-Match: "other", W/{tag}'] + (
                    [f"If-Modified-Since: {since}"] if since else []):
                made = ask(never, target, condition)
                assert status(made) == 304, (target, made)
                for _ in range(3):
                    assert ask(server, target, condition) == made, (target, condition)
                assert status(ask(server, target, 'If-None-Match: "other"')) == 200
    assert server.figures.hits > server.figures.misses


def test_a_304_needs_no_body_in_the_cache(sample_store, counting):
    """The body is pushed out by others; the 304 is still known by its validators."""
    with counting(sample_store, "--cache-bytes", "400000") as server:
        tag = field(ask(server, "/v1/programs?limit=2"), b"ETag")
        for number in range(200):
            assert status(ask(server, f"/v1/search?q=x{number}")) == 200
        for _ in range(5):
            answer = ask(server, "/v1/programs?limit=2", f"If-None-Match: {tag}")
            assert status(answer) == 304 and field(answer, b"Content-Length") not in (None, "0")
    assert server.figures.evictions > 0 and server.figures.bytes <= 400000


def test_forms_languages_and_codings_are_kept_apart(sample_store, counting):
    with counting(sample_store) as server:
        for _ in range(2):
            csv = ask(server, "/v1/programs/x", "Accept: text/csv")
            assert status(csv) == 404
            assert b"\r\n\r\n{" in ask(server, "/v1/programs?limit=1", "Accept: application/json")
            assert field(ask(server, "/v1/programs?limit=1", "Accept-Encoding: gzip"), b"Content-Encoding") == "gzip"
            assert field(ask(server, "/v1/programs?limit=1"), b"Content-Encoding") is None
            assert field(ask(server, "/docs", "Accept-Language: en"), b"Content-Language") == "en"
            assert field(ask(server, "/docs", "Accept-Language: ja"), b"Content-Language") == "ja"
            assert "Accept," not in field(ask(server, "/v1/programs.json?limit=1"), b"Vary") + ","
            assert ", Accept" in field(ask(server, "/v1/programs?limit=1"), b"Vary")


def test_problems_are_not_kept(sample_store, counting):
    with counting(sample_store) as server:
        for _ in range(3):
            assert status(ask(server, "/v1/programs/nobody")) == 404
            assert status(ask(server, "/v1/programs?colour=red")) == 400
    assert (server.figures.hits, server.figures.entries) == (0, 0)


def test_a_kept_answer_opens_no_way_around_the_guards(sample_store, counting):
    target = "/v1/programs?limit=2"
    with counting(sample_store) as server:
        for _ in range(2):
            assert status(ask(server, target)) == 200
        assert status(exchange(server, get(target, host=None))) == 400
        assert status(exchange(server, get(target, "Content-Length: 5"))) == 413
        assert status(exchange(server, get(target, "Transfer-Encoding: chunked"))) in (400, 411)
        assert status(exchange(server, get(target, "Bad field: 1"))) == 400
        assert status(exchange(server, get(target, method="DELETE"))) == 405
        assert status(exchange(server, get(target, method="OPTIONS"))) == 204
        assert status(exchange(server, get(target, "Accept: image/png"))) == 406


def test_a_hit_closes_the_connection_if_asked_to_and_only_then(sample_store, counting):
    target = "/v1/programs?limit=2"
    with counting(sample_store) as server:
        ask(server, target)
        assert closes(ask(server, target))
        twice = exchange(server, get(target, close=False) + get(target))
        assert twice.count(b"HTTP/1.1 200 ") == 2 and twice.lower().count(b"connection: close") == 1
        assert not closes(exchange(server, get(target, close=False), timeout=0.5))


def test_a_stampede_makes_the_answer_once(many, counting):
    with counting(many, "--query-ms", "60000") as server:
        answers = crowd(server, SLOW)
        assert {status(answer) for answer in answers} == {200}
        assert len({answer.split(b"\r\n\r\n", 1)[1] for answer in answers}) == 1
    assert server.figures.misses == 1
    assert server.figures.hits + server.figures.waits == CROWD - 1


def test_without_room_a_stampede_still_gets_its_answers(many, counting):
    with counting(many, "--query-ms", "60000", "--cache-bytes", "0") as server:
        assert {status(answer) for answer in crowd(server, SLOW)} == {200}
    assert server.figures.waits > 0 and server.figures.bytes == 0


def test_a_builder_that_fails_lets_nobody_wait(many, counting):
    with counting(many, "--query-ms", "1") as server:
        answers = crowd(server, SLOW)
        assert {status(answer) for answer in answers} == {503}
        assert all(field(answer, b"Retry-After") for answer in answers)
        assert status(ask(server, "/v1/observations?limit=1&count=no")) in (200, 503)
    assert server.figures.entries <= 1


def test_a_cold_query_delays_no_hit(many, counting):
    with counting(many, "--query-ms", "60000") as server:
        ask(server, "/v1/kpis?limit=1")
        slow = [threading.Thread(target=exchange, args=(server, get(f"{SLOW}&limit={n}"), 60)) for n in range(1, 40)]
        for thread in slow:
            thread.start()
        for _ in range(20):
            assert status(ask(server, "/v1/kpis?limit=1")) == 200
        unfinished = sum(thread.is_alive() for thread in slow)
        for thread in slow:
            thread.join()
        assert unfinished > 0, "the cold queries were over before the hits"


def test_a_count_that_was_cut_short_is_not_kept(many, counting):
    target = "/v1/observations?value__ge=0&sort=value&limit=1"
    with counting(many, "--count-ms", "0", "--query-ms", "60000") as server:
        for _ in range(3):
            assert b'"total":null,"total_at_least":' in ask(server, target)
    assert (server.figures.misses, server.figures.entries) == (3, 0)


def test_a_count_that_was_cut_short_has_no_validator(many, counting):
    """The exact answer has a strong ETag: other bytes under it would stay with clients and caches for ever."""
    target = "/v1/observations?value__ge=0&sort=value&limit=1"
    with counting(many, "--query-ms", "60000") as exact, serve_store(many, "--count-ms", "0", "--query-ms", "60000") as cut:
        whole = ask(exact, target)
        conditions = [f"If-None-Match: {field(whole, b'ETag')}", f"If-Modified-Since: {field(whole, b'Last-Modified')}"]
        for fields in ([], [conditions[0]], [conditions[1]]):
            for answer in (ask(cut, target, *fields), *crowd(cut, target)[:5]):
                assert status(answer) == 200 and b'"total":null' in answer
                assert field(answer, b"ETag") is None and field(answer, b"Last-Modified") is None
        assert [status(ask(exact, target, condition)) for condition in conditions] == [304, 304]


def test_an_entry_survives_a_release_that_changes_none_of_its_inputs(publish, tmp_path, instance, counting):  # noqa: F811
    store = tmp_path / "store"
    publish(store, instance)
    with counting(store) as server:
        kept, changed = ask(server, "/v1/events?limit=1"), ask(server, "/v1/programs?limit=1")
        add_programs(instance, "zzzz", 1)
        publish(store, instance)
        wait_for_release(server, 2)
        assert ask(server, "/v1/events?limit=1") == kept
        assert ask(server, "/v1/events?limit=1") == kept
        again = ask(server, "/v1/programs?limit=1")
        assert again != changed and field(again, b"Hiraku-Release") == "2"
        assert field(again, b"ETag") != field(changed, b"ETag")
        assert b'"release":2' in ask(server, "/v1/instance") or b"2" in ask(server, "/v1/instance")
    assert server.figures.misses == 4  # events once, programs twice, the instance once


def test_the_budget_holds_while_more_is_asked_for(many, counting):
    with counting(many, "--cache-bytes", "1000000") as server:
        for n in range(20):
            for day in range(1, 20):
                assert status(ask(server, f"/v1/observations?kpi=kpi-{n:05d}&period__ge=2021-05-{day:02d}&limit=20")) == 200
    assert server.figures.evictions > 0
    assert 0 < server.figures.bytes <= 1000000
