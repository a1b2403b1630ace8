"""Bytes that are no good request, or an unusual one: the right status, the connection closed where nothing
behind can be trusted (RFC 9112), no hang, no server error, and the server lives on."""

import socket
import time

import pytest

from http_raw import closes, exchange, get, read_all, status

ALIVE = get("/healthz")


def send(server, data, pause=0.0, timeout=10):
    """The answer, also where the server closes before all is sent."""
    if isinstance(data, str):
        data = data.encode("latin-1")
    with socket.create_connection(("127.0.0.1", server.port), timeout) as connection:
        begun = time.monotonic()
        try:
            if pause:
                for i in range(len(data)):
                    connection.sendall(data[i:i + 1])
                    time.sleep(pause)
            else:
                connection.sendall(data)
        except OSError:
            pass
        answer = read_all(connection)
        assert time.monotonic() - begun < timeout - 1, "it hangs"
    return answer


def request(*lines, body=b""):
    """Lines as they are, each with CR LF."""
    return b"\r\n".join(line.encode("latin-1") if isinstance(line, str) else line for line in lines) + b"\r\n\r\n" + body


def codes(answer):
    """The status of each answer on the connection."""
    return [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]] if answer else []


SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"
LINE = "GET /healthz HTTP/1.1"

# name: (bytes, status of the one answer; None: closed without any). What follows on the connection is not answered.
REFUSED = {
    "CL and TE": (request("POST /v1/programs HTTP/1.1", "Host: h", "Content-Length: 6", "Transfer-Encoding: chunked",
                          body=b"0\r\n\r\n" + SMUGGLED), 411),
    "TE and CL": (request("GET / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked", "Content-Length: 4",
                          body=b"0\r\n\r\n" + SMUGGLED), 411),
    "TE twice": (request("GET / HTTP/1.1", "Host: h", "Transfer-Encoding: identity", "Transfer-Encoding: chunked",
                         body=b"0\r\n\r\n" + SMUGGLED), 411),
    "TE with NUL": (request("GET / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked\0", body=b"0\r\n\r\n" + SMUGGLED), (400, 411)),
    "TE with tab": (request("GET / HTTP/1.1", "Host: h", "Transfer-Encoding:\tchunked", body=b"0\r\n\r\n" + SMUGGLED), 411),
    "TE of HTTP/1.0": (request("GET / HTTP/1.0", "Transfer-Encoding: chunked", body=b"0\r\n\r\n" + SMUGGLED), 411),
    "TE in upper case": (request("GET / HTTP/1.1", "Host: h", "TRANSFER-ENCODING: CHUNKED", body=b"0\r\n\r\n" + SMUGGLED), 411),
    "TE with a space before the colon": (request("GET / HTTP/1.1", "Host: h", "Transfer-Encoding : chunked",
                                                 body=b"0\r\n\r\n" + SMUGGLED), 400),
    "TE folded": (request("GET / HTTP/1.1", "Host: h", "Transfer-Encoding:", " chunked", body=b"0\r\n\r\n" + SMUGGLED), (400, 411)),
    "TE behind a bare CR": (request("GET / HTTP/1.1", "Host: h", "X: y\rTransfer-Encoding: chunked",
                                    body=b"0\r\n\r\n" + SMUGGLED), 400),
    "chunk extension of 200 kB": (request("GET / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked",
                                          body=b"1;" + b"x" * 200000 + b"\r\na\r\n0\r\n\r\n"), 411),
    "CL twice, different": (request("GET / HTTP/1.1", "Host: h", "Content-Length: 0", "Content-Length: 40", body=SMUGGLED), 400),
    "CL twice, the same": (request("GET / HTTP/1.1", "Host: h", "Content-Length: 0", "Content-Length: 0", body=SMUGGLED), 400),
    "CL as a list": (request("GET / HTTP/1.1", "Host: h", "Content-Length: 0, 40", body=SMUGGLED), 400),
    "CL with a sign": (request("GET / HTTP/1.1", "Host: h", "Content-Length: +40", body=SMUGGLED), 400),
    "CL in hexadecimal": (request("GET / HTTP/1.1", "Host: h", "Content-Length: 0x28", body=SMUGGLED), 400),
    "CL beyond 64 bits": (request("GET / HTTP/1.1", "Host: h", "Content-Length: 18446744073709551656", body=SMUGGLED), (400, 413)),
    "CL empty": (request("GET / HTTP/1.1", "Host: h", "Content-Length:", body=SMUGGLED), 400),
    "CL folded": (request("GET / HTTP/1.1", "Host: h", "Content-Length: 0", " 40", body=SMUGGLED), 400),
    "bare LF in all lines": (b"GET /healthz HTTP/1.1\nHost: h\n\n" + SMUGGLED, 400),
    "bare LF behind the request line": (b"GET /healthz HTTP/1.1\nHost: h\r\n\r\n" + SMUGGLED, 400),
    "bare LF behind a field": (b"GET /healthz HTTP/1.1\r\nHost: h\nX: y\r\n\r\n" + SMUGGLED, 400),
    "bare LF for the empty line": (b"GET /healthz HTTP/1.1\r\nHost: h\r\n\n" + SMUGGLED, 400),
    "bare LF in a value": (request(LINE, "Host: h", "X: a\nContent-Length: 40", body=SMUGGLED), 400),
    "bare CR in a value": (request(LINE, "Host: h", "X: a\rb", body=SMUGGLED), 400),
    "folded field": (request(LINE, "Host: h", "X: a", " b", body=SMUGGLED), 400),
    "folded field with tab": (request(LINE, "Host: h", "X: a", "\tb", body=SMUGGLED), 400),
    "folded first field": (request(LINE, " X: a", "Host: h", body=SMUGGLED), 400),
    "NUL in a value": (request(LINE, "Host: h", "X: a\0b", body=SMUGGLED), 400),
    "NUL at the end of a value": (request(LINE, "X: a\0", "Host: h", body=SMUGGLED), 400),
    "NUL in a name": (request(LINE, "Host: h", "X\0Y: a", body=SMUGGLED), 400),
    "NUL in the host": (request(LINE, "Host: h\0x", body=SMUGGLED), 400),
    "NUL in the target": (request("GET /health\0z HTTP/1.1", "Host: h", body=SMUGGLED), 400),
    "NUL in the method": (request("GE\0T /healthz HTTP/1.1", "Host: h", body=SMUGGLED), 400),
    "control character in a value": (request(LINE, "Host: h", "X: a\x01b", body=SMUGGLED), 400),
    "field without a name": (request(LINE, "Host: h", ": x", body=SMUGGLED), 400),
    "field without a colon": (request(LINE, "Host: h", "nothing", body=SMUGGLED), 400),
    "space before the colon": (request(LINE, "Host: h", "X : a", body=SMUGGLED), 400),
    "space before the colon of Host": (request(LINE, "Host : h", body=SMUGGLED), 400),
    "name that is no token": (request(LINE, "Host: h", "X(Y): a", body=SMUGGLED), 400),
    "name beyond ASCII": (request(LINE, "Host: h", "X\xe4: a", body=SMUGGLED), 400),
    "two hosts": (request(LINE, "Host: h", "Host: g", body=SMUGGLED), 400),
    "two hosts, the same": (request(LINE, "Host: h", "Host: h", body=SMUGGLED), 400),
    "no host": (request(LINE, "X: y", body=SMUGGLED), 400),
    "no host in HTTP/1.2": (request("GET /healthz HTTP/1.2", "X: y", body=SMUGGLED), (400, 505)),
    "empty host": (request(LINE, "Host:", body=SMUGGLED), 400),
    "host with a path": (request(LINE, "Host: h/x", body=SMUGGLED), 400),
    "body of a GET": (request(LINE, "Host: h", f"Content-Length: {len(SMUGGLED)}", body=SMUGGLED), 413),
    "another expectation": (request(LINE, "Host: h", "Expect: 200-ok", body=SMUGGLED), 417),
    "tab for the spaces of the line": (request("GET\t/healthz\tHTTP/1.1", "Host: h", body=SMUGGLED), (400, None)),
    "tab before the version": (request("GET /healthz\tHTTP/1.1", "Host: h", body=SMUGGLED), 400),
    "two spaces": (request("GET  /healthz HTTP/1.1", "Host: h", body=SMUGGLED), 400),
    "space at the end of the line": (request("GET /healthz HTTP/1.1 ", "Host: h", body=SMUGGLED), 400),
    "HTTP/0.9": (b"GET /healthz\r\n\r\n", 400),
    "HTTP/0.9 with a version": (request("GET /healthz HTTP/0.9", "Host: h"), (400, 505)),
    "HTTP/2 preface": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00", 505),
    "HTTP/3": (request("GET /healthz HTTP/3.0", "Host: h"), 505),
    "version in lower case": (request("GET /healthz http/1.1", "Host: h", body=SMUGGLED), 400),
    "version with more digits": (request("GET /healthz HTTP/1.10", "Host: h", body=SMUGGLED), 400),
    "another protocol": (request("GET /healthz FTP/1.1", "Host: h", body=SMUGGLED), 400),
    "method that is no token": (request("G(T /healthz HTTP/1.1", "Host: h", body=SMUGGLED), 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) + b"\r\n\r\n", (400, None)),
    "header of 100 kB": (request(LINE, "Host: h", "X: " + "a" * 100000, body=SMUGGLED), 431),
    "5000 fields": (request(LINE, "Host: h", *[f"X{i}: a" for i in range(5000)], body=SMUGGLED), 431),
    "target of 100 kB": (request("GET /" + "a" * 100000 + " HTTP/1.1", "Host: h", body=SMUGGLED), (414, 431)),
    "method of 100 kB": (request("A" * 100000 + " / HTTP/1.1", "Host: h", body=SMUGGLED), (400, 414, 431)),
}


@pytest.mark.parametrize("data, expected", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_trusted_is_refused_once_and_the_connection_closed(server, data, expected):
    answer = send(server, data)
    expected = expected if isinstance(expected, tuple) else (expected,)
    if answer or None not in expected:
        # the library repeats the head of a refusal of its own in front of its page
        assert len(codes(answer)) == (2 if answer.endswith(b"</html>") and answer.count(b"HTTP/1.1 ") > 1 else 1)
        assert codes(answer)[0] in expected and len(set(codes(answer))) == 1, answer[:300]
        assert closes(answer), answer[:300]
    assert status(exchange(server, ALIVE)) == 200


# What the library closes without an answer, as contrib/docs/security.md tells; an answer would be better.
UNANSWERED = {
    "tabs in the request line": request("GET\t/healthz\tHTTP/1.1", "Host: h", body=SMUGGLED),
    "space before the request line": request(" GET /healthz HTTP/1.1", "Host: h", body=SMUGGLED),
    "method alone": b"GET\r\n\r\n" + SMUGGLED,
    "target of 15.8 kB": request("GET /" + "a" * 15800 + " HTTP/1.1", "Host: h", body=SMUGGLED),
}


@pytest.mark.parametrize("data", UNANSWERED.values(), ids=UNANSWERED.keys())
def test_what_is_closed_without_an_answer_smuggles_nothing(server, data):
    answer = send(server, data)
    assert set(codes(answer)) <= {400, 414, 431}
    assert status(exchange(server, ALIVE)) == 200


# name: (bytes, status); the connection may stay, so each ends with Connection: close.
ANSWERED = {
    "absolute form": (get("http://h/healthz"), 200),
    "absolute form of another host": (get("http://other:81/healthz"), 200),
    "absolute form without a path": (get("http://h"), 200),
    "absolute form of another scheme": (get("ftp://h/healthz"), 400),
    "absolute form, scheme in capitals": (get("HTTP://h/healthz"), 200),
    "absolute form, https in both cases": (get("HttpS://h/healthz"), 200),
    "absolute form of an IPv6 address": (get("http://[::1]:80/healthz"), 200),
    "absolute form with an empty port": (get("http://h:/healthz"), 200),
    "absolute form, parameters without a path": (get("http://h?"), 200),
    "absolute form without a host": (get("http:///healthz"), 400),
    "absolute form, port without a host": (get("http://:80/healthz"), 400),
    "absolute form of nothing": (get("http://"), 400),
    "absolute form, parameters without a host": (get("http://?x=1"), 400),
    "absolute form with a user": (get("http://u@h/healthz"), 400),
    "absolute form with a password": (get("http://u:p@h/healthz"), 400),
    "absolute form, port that is no number": (get("http://h:x/healthz"), 400),
    "absolute form, half a bracket": (get("http://[::1/healthz"), 400),
    "authority form": (get("h:80"), 400),
    "asterisk of OPTIONS": (get("*", method="OPTIONS"), 204),
    "asterisk of GET": (get("*"), 400),
    "CONNECT": (get("h:443", method="CONNECT"), 405),
    "TRACE": (get("/healthz", "Max-Forwards: 0", "Cookie: secret", method="TRACE"), 405),
    "lower-case method": (get("/healthz", method="get"), 405),
    "method of 200 letters": (get("/healthz", method="A" * 200), 405),
    "overlong UTF-8, encoded": (get("/v1/%c0%af"), 400),
    "overlong UTF-8, raw": (get("/v1/\xc0\xaf"), 400),
    "surrogate, encoded": (get("/v1/programs?q=%ed%a0%80"), 400),
    "beyond Unicode": (get("/v1/programs?q=%f4%90%80%80"), 400),
    "NUL, encoded": (get("/v1/programs/a%00b"), 400),
    "dots, encoded": (get("/v1/%2e%2e/healthz"), 400),
    "backslash": (get("/v1\\programs"), 400),
    "fragment": (get("/healthz#x"), 400),
    "1000 ranges": (get("/v1/programs.csv", "Range: bytes=" + ",".join(f"{i}-{i}" for i in range(0, 2000, 2))), (200, 206, 416)),
    "ranges that overlap": (get("/v1/programs.csv", "Range: bytes=" + ",".join(["0-"] * 500)), (200, 206, 416)),
    "range beyond 64 bits": (get("/v1/programs.csv", "Range: bytes=0-99999999999999999999999"), (200, 206, 416)),
    "range of letters": (get("/v1/programs.csv", "Range: bytes=a-b"), 200),
    "expectation in upper case": (get("/healthz", "Expect: 100-CONTINUE"), (100, 200)),
    "white space behind the host": (get("/healthz", host="h  \t"), 200),
    "white space around a value": (get("/v1/programs.csv", "If-None-Match:   *  "), 304),
    "field without a value": (get("/healthz", "X:"), 200),
    "value beyond ASCII": (get("/healthz", "X: \xe6\xa8\xaa"), 200),
    "empty lines before the request": (b"\r\n\r\n" + get("/healthz").encode(), 200),
    "no host in HTTP/1.0": (get("/healthz", version="HTTP/1.0", host=None), 200),
    "60 fields": (get("/healthz", *[f"X{i}: a" for i in range(60)]), 200),
    "300 qualities": (get("/v1/programs?limit=1", "Accept: " + ",".join(f"a/b{i};q=0.{i}" for i in range(300)) + ",*/*"), 200),
    "If-None-Match of 2 kB": (get("/v1/programs", "If-None-Match: " + ",".join(['"x"'] * 500)), 200),
}


@pytest.mark.parametrize("data, expected", ANSWERED.values(), ids=ANSWERED.keys())
def test_what_is_unusual_is_answered(server, data, expected):
    answer = send(server, data)
    assert status(answer) in (expected if isinstance(expected, tuple) else (expected,)), answer[:300]
    assert status(exchange(server, ALIVE)) == 200


def test_trace_reflects_nothing(server):
    assert b"secret" not in send(server, get("/healthz", "Cookie: secret", method="TRACE"))


def test_a_redirect_follows_no_host_that_the_request_names(server):
    answer = send(server, get("http://evil.example/id/programs/yokohama-x", "X-Forwarded-Host: evil.example", host="evil.example"))
    assert b"evil.example" not in answer.split(b"\r\n\r\n")[0]


def test_fifty_pipelined_requests_are_answered_in_order(server):
    targets = ["/healthz", "/v1/programs?limit=1", "/nothing", "/readyz", "/v1/schemes.csv"] * 10
    answer = send(server, "".join(get(target, close=False) for target in targets) + get("/healthz"), timeout=20)
    assert codes(answer) == [200, 200, 404, 200, 200] * 10 + [200]


def test_a_refusal_ends_a_pipeline(server):
    answer = send(server, get("/healthz", close=False) + get("/healthz", "Host: twice", close=False) + get("/readyz"))
    assert codes(answer) == [200, 400]


def test_a_request_in_single_bytes_is_answered(server):
    assert status(send(server, get("/v1/programs?limit=1"), pause=0.005)) == 200


def test_a_refusal_in_single_bytes_is_the_same(server):
    answer = send(server, b"GET /healthz HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", pause=0.005)
    assert status(answer) == 400 and closes(answer)


@pytest.mark.parametrize("part", ["", "G", "GET /healthz", LINE + "\r\n", LINE + "\r\nHost: h", LINE + "\r\nHost: h\r\n"])
def test_half_closed_in_the_middle_of_a_request_it_is_closed(server, part):
    begun = time.monotonic()
    answer = exchange(server, part, half_close=True, timeout=10)
    assert answer == b"" or status(answer) == 400
    assert time.monotonic() - begun < 6


def test_bytes_at_random_do_no_harm(server):
    import random
    chance = random.Random(4242)
    words = [b"GET ", b"/healthz", b" HTTP/1.1", b"\r\n", b"\n", b"\r", b"Host: h", b":", b" ", b"\0", b"\t", b"\xff",
             b"Content-Length: 5", b"Transfer-Encoding: chunked", b"Expect: 100-continue", b"0\r\n\r\n", b"%", b"?", b"#", b"a" * 300]
    for _ in range(150):
        data = b"".join(chance.choice(words) for _ in range(chance.randrange(1, 25)))
        with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(0.05)
            answer = read_all(connection)
        assert all(code < 500 or code == 505 for code in codes(answer)), (data, answer[:200])
    assert status(exchange(server, ALIVE)) == 200
