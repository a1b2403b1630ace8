"""Requests that libmicrohttpd lets through and HTTP does not: framing, Host, field names, targets, time."""

import concurrent.futures
import socket
import time

import pytest

from http_raw import closes, exchange, get, read_all, status


def refused(server, data, expected):
    answer = exchange(server, data)
    assert status(answer) == expected, answer[:200]
    assert closes(answer)
    return answer


@pytest.mark.parametrize("coding", ["chunked", "gzip, chunked", "identity", "chunked\t"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_transfer_encoding_is_411(server, coding, method):
    refused(server, get("/v1/programs", f"Transfer-Encoding: {coding}", method=method), 411)


def test_content_length_with_transfer_encoding_is_411(server):
    refused(server, get("/", "Content-Length: 5", "Transfer-Encoding: chunked"), 411)


def test_doubled_content_length_is_400(server):
    refused(server, get("/", "Content-Length: 0", "Content-Length: 0"), 400)


@pytest.mark.parametrize("length", ["0, 0", "+0", "-1", "0x0", "abc", "1 2"])
def test_content_length_that_is_no_number_is_400(server, length):
    refused(server, get("/", f"Content-Length: {length}"), 400)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_body_is_413(server, method):
    refused(server, get("/v1/programs", "Content-Length: 5", method=method) + "hello", 413)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY", "BREW"])
@pytest.mark.parametrize("fields, body", [
    (["Content-Length: 5"], "hello"), (["Transfer-Encoding: chunked"], "5\r\nhello\r\n0\r\n\r\n"),
    (["Content-Length: 5000000", "Expect: 100-continue"], "")])
def test_a_method_that_is_not_allowed_is_405_with_its_body(server, method, fields, body):
    for path in ("/v1/programs", "/v1/downloads/programs.csv", "/docs", "/healthz"):
        answer = refused(server, get(path, *fields, method=method) + body, 405)
        assert b"\r\nAllow: GET, HEAD, OPTIONS\r\n" in answer


@pytest.mark.parametrize("fields, expected", [
    (["Content-Length: 5", "Content-Length: 5"], 400), (["Content-Length: 5", "Transfer-Encoding: chunked"], 411),
    (["Content-Length: 5", "Host: other"], 400), (["Content-Length: x"], 400)])
def test_what_is_framed_wrongly_comes_before_the_method(server, fields, expected):
    refused(server, get("/v1/programs", *fields, method="POST") + "hello", expected)


def test_a_body_that_waits_for_100_is_413_at_once(server):
    refused(server, get("/", "Content-Length: 5", "Expect: 100-continue"), 413)


def test_doubled_host_is_400(server):
    refused(server, get("/", "Host: other"), 400)


def test_missing_host_is_400(server):
    refused(server, get("/", host=None), 400)


def test_http_1_0_needs_no_host(server):
    assert status(exchange(server, get("/healthz", host=None, version="HTTP/1.0"))) == 200


@pytest.mark.parametrize("host", ["", "a b", "a/b", "user@h", "h:x", "[::1", "h,g h"])
def test_malformed_host_is_400(server, host):
    refused(server, get("/", host=host), 400)


@pytest.mark.parametrize("line", ["X Y: 1", "X : 1", "X(Y): 1", "Content-Length : 0"])
def test_a_field_name_that_is_no_token_is_400(server, line):
    refused(server, get("/", line), 400)


@pytest.mark.parametrize("target", [
    "/%00", "/%zz", "/%", "/v1/../v1", "/%2e%2e/v1", "/v1/programs?x=%00", "/v1/programs?x=%ff",
    "/%c0%80", "/%ed%a0%80", "/v1/<x>", "/v1/programs?x=%1", "//../x", "no-slash"])
def test_a_bad_target_is_400(server, target):
    assert status(exchange(server, get(target))) == 400


def test_utf8_that_was_not_encoded_is_understood_in_the_target(server):
    line = "GET /v1/programs?q=横浜 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".encode()
    assert status(exchange(server, line, timeout=3)) == 200


@pytest.mark.parametrize("broken", [b"\xe4\xba", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80"])
def test_broken_utf8_in_the_target_is_400(server, broken):
    line = b"GET /v1/programs?q=" + broken + b" HTTP/1.1\r\nHost: h\r\n\r\n"
    assert status(exchange(server, line, timeout=3)) == 400


def test_nul_in_the_target_is_400(server):
    refused(server, b"GET /healthz\x00x HTTP/1.1\r\nHost: h\r\n\r\n", 400)


def test_two_spaces_in_the_request_line_are_refused(server):
    answer = exchange(server, b"GET /healthz  HTTP/1.1\r\nHost: h\r\n\r\n")
    assert answer == b"" or status(answer) == 400


def test_absolute_form_is_answered(server):
    assert status(exchange(server, get("http://h/healthz"))) == 200


def test_a_target_that_is_too_long_is_414(server):
    refused(server, get("/v1/programs?x=" + "a" * 4096), 414)


def test_a_target_just_short_enough_is_read(server):
    target = "/v1/programs?x="
    assert status(exchange(server, get(target + "a" * (4096 - len(target))))) == 400


@pytest.mark.parametrize("count", [65, 460, 920, 1300])
def test_many_parameters_get_an_answer(server, count):
    answer = exchange(server, get("/v1/programs?" + "&".join(["a=1"] * count))[:])
    assert status(answer) in (400, 414)


def test_headers_that_are_too_large_are_431(server):
    assert status(exchange(server, get("/", "X: " + "a" * 40000))) == 431


def test_trace_and_connect_are_405(server):
    for method in ("TRACE", "PUT", "DELETE", "PATCH", "BREW"):
        answer = exchange(server, get("/v1/programs", method=method))
        assert status(answer) == 405
        assert b"Allow: GET, HEAD, OPTIONS" in answer


def test_pipelined_requests_are_answered_in_order(server):
    answer = exchange(server, get("/healthz", close=False) + get("/readyz"))
    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert answer.index(b'"ok"') < answer.index(b'"ready"')


def test_a_request_before_a_half_close_is_answered(server):
    assert status(exchange(server, get("/v1/programs", close=False), half_close=True)) == 200


POSTED = b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"q":"DX"}}}'
POST = (b"POST /mcp HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (len(POSTED), POSTED))


@pytest.mark.parametrize("request_of", [lambda i: get(f"/v1/programs?limit={i + 1}&sort=-id", close=False), lambda i: POST],
                         ids=["GET", "POST"])
def test_many_requests_before_half_closes_are_answered(server, request_of):
    """None of them has its answer ready: a worker makes it, while the end of the client's half arrives."""
    with concurrent.futures.ThreadPoolExecutor(24) as clients:
        answers = list(clients.map(lambda i: exchange(server, request_of(i), half_close=True), range(96)))
    assert [answer[9:12] for answer in answers] == [b"200"] * 96


def test_a_half_closed_idle_connection_is_closed(server):
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.shutdown(socket.SHUT_WR)
        begun = time.monotonic()
        assert read_all(connection) == b""
        assert time.monotonic() - begun < 5


def test_a_request_that_never_ends_is_cut_off(serve, sample_store):
    with serve(sample_store, "--request-seconds", "2", "--idle-seconds", "30") as server:
        with socket.create_connection(("127.0.0.1", server.port), 20) as connection:
            begun = time.monotonic()
            connection.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n")
            ended = False
            while not ended and time.monotonic() - begun < 15:
                try:
                    connection.sendall(b"X: y\r\n")
                    connection.settimeout(0.3)
                    ended = connection.recv(1000) == b""
                except TimeoutError:
                    continue
                except OSError:
                    ended = True
            assert ended and time.monotonic() - begun < 8


def test_one_address_has_so_many_connections_only(serve, sample_store):
    with serve(sample_store, "--connections-per-address", "3") as server:
        held = [socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(6)]
        time.sleep(0.5)
        open_ones = 0
        for connection in held:
            try:
                connection.sendall(get("/healthz", close=False).encode())
                connection.settimeout(2)
                open_ones += connection.recv(12).startswith(b"HTTP/1.1 200")
            except OSError:
                pass
            connection.close()
        assert open_ones == 3
