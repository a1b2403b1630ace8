"""What the server gives up, and what every answer says to browsers."""

import os
import pathlib
import pwd
import shutil
import tempfile

import pytest
import requests

from conftest import SAMPLE, is_instrumented, publish_directory, publish_many, serve_store
from http_raw import exchange, get

FIELDS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def process_status(pid):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def needs_filter():
    if is_instrumented():
        pytest.skip("an instrumented program has no filter")


def test_every_thread_is_filtered_and_gains_no_rights(server):
    needs_filter()
    threads = [process_status(f"{server.pid}/task/{task.name}")
               for task in pathlib.Path(f"/proc/{server.pid}/task").iterdir()]
    assert len(threads) > 2
    assert {(one["Seccomp"], one["NoNewPrivs"]) for one in threads} == {("2", "1")}


def test_the_filter_can_be_switched_off_but_rights_are_never_gained(sample_store):
    with serve_store(sample_store, "--sandbox", "off") as server:
        status = process_status(server.pid)
        assert (status["Seccomp"], status["NoNewPrivs"]) == ("0", "1")


def test_a_sort_larger_than_memory_works_behind_the_filter(tmp_path):
    """SQLite writes a temporary file then; here it has no name and needs no right to make one."""
    with serve_store(publish_many(tmp_path, 30000), "--query-ms", "60000") as server:
        answer = requests.get(server.url + "/v1/observations.csv?value__ge=0&sort=-source,value", timeout=60)
        assert answer.status_code == 200 and answer.text.count("\n") > 20000


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another")
def test_root_becomes_the_user_of_the_setting():
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        publish_directory(folder / "store", SAMPLE)
        folder.chmod(0o755)
        with serve_store(folder / "store", "--user", "nobody") as server:
            status = process_status(server.pid)
            nobody = pwd.getpwnam("nobody")
            assert status["Uid"].split() == [str(nobody.pw_uid)] * 4
            assert status["Gid"].split() == [str(nobody.pw_gid)] * 4
            assert int(status["CapEff"], 16) == int(status["CapPrm"], 16) == 0
            assert requests.get(server.url + "/v1/programs", timeout=10).status_code == 200
    finally:
        shutil.rmtree(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another")
def test_a_user_that_there_is_not_is_refused(run, sample_store):
    assert run("serve", "--store", sample_store, "--listen", "127.0.0.1:0", "--user", "no-such-user").returncode == 2


@pytest.mark.parametrize("target, fields, code", [
    ("/", {}, 200), ("/", {"Accept": "text/html"}, 200), ("/docs", {}, 200), ("/docs/style.css", {}, 200), ("/docs/script.js", {}, 200),
    ("/v1/programs", {}, 200), ("/v1/programs.csv", {}, 200), ("/v1/programs.rdf?kind=plan", {}, 200),
    ("/v1/programs?x=1", {}, 400), ("/nothing", {}, 404), ("/problems/busy", {"Accept": "text/html"}, 200),
    ("/v1/programs", {"If-None-Match": "*"}, 304), ("/v1/programs", {"Accept": "image/png"}, 406),
    ("/healthz", {}, 200), ("/readyz", {}, 200)])
def test_every_answer_has_the_fields_for_browsers(server, target, fields, code):
    answer = requests.get(server.url + target, headers=fields, timeout=10)
    assert answer.status_code == code
    check_fields(answer.headers)


def check_fields(headers):
    for name, value in FIELDS.items():
        assert headers[name] == value
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy and "unsafe" not in policy


REFUSALS = {
    "body": get("/v1/programs", "Content-Length: 5"), "method": get("/v1/programs", method="POST"),
    "long target": get("/" + "a" * 5000), "two hosts": get("/", "Host: twice"),
    "no refusal but OPTIONS": get("/", method="OPTIONS"), "303": get("/id/programs/x"),
    "large head": get("/v1/programs", "X: " + "a" * 12500), "larger head": get("/v1/programs", "X: " + "a" * 15000)}


@pytest.mark.parametrize("request_text", REFUSALS.values(), ids=REFUSALS.keys())
def test_refusals_have_them_too(server, request_text):
    head = exchange(server, request_text).split(b"\r\n\r\n")[0].decode().split("\r\n")
    check_fields(dict(line.split(": ", 1) for line in head[1:]))


def test_503_has_them_too(tmp_path):
    (tmp_path / "store").mkdir()
    with serve_store(tmp_path / "store") as server:
        answer = requests.get(server.url + "/v1/programs", timeout=10)
        assert answer.status_code == 503
        check_fields(answer.headers)


INJECTIONS = ["%0a%0dtime=forged level=error", "%22 level=error x=%22", "\\\" status=200", "%1b[31mred",
              "%e2%80%a8second", "%c2%85next", "%00cut"]


@pytest.mark.parametrize("form", ["combined", "logfmt"])
@pytest.mark.parametrize("text", INJECTIONS)
def test_no_request_can_forge_a_line_of_the_log(sample_store, tmp_path, form, text):
    raw = text.encode()
    for code, byte in ((b"%0a", b"\n"), (b"%0d", b"\r"), (b"%22", b'"'), (b"%1b", b"\x1b"), (b"%00", b"\0"),
                       (b"%e2%80%a8", b"\xe2\x80\xa8"), (b"%c2%85", b"\xc2\x85")):
        raw = raw.replace(code, byte)
    with open(tmp_path / "log", "w+b") as log:
        with serve_store(sample_store, "--access-log", form, log=log) as server:
            requests_sent = [
                b"GET /x" + raw.replace(b" ", b"") + b" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                b"GET /x" + text.replace(" ", "%20").replace("\\", "%5c").encode() + b" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                b"GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nUser-Agent: a" + raw + b"\r\n\r\n",
                b"GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nReferer: a" + raw + b"\r\n\r\n",
                b"GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Request-Id: a" + raw + b"\r\n\r\n"]
            for one in requests_sent:
                exchange(server, one, timeout=5)
        log.seek(0)
        lines = log.read().split(b"\n")
    assert not any(line.startswith((b"time=forged", b"second", b"next")) for line in lines)
    assert b"\r" not in b"".join(lines) and b"\x1b" not in b"".join(lines) and b"\0" not in b"".join(lines)
    for line in lines:
        assert b'" level=error x="' not in line.replace(b'\\"', b"")
        line.decode("utf-8")
        assert not {"\u2028", "\u0085"} & set(line.decode("utf-8"))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "MKCOL"])
@pytest.mark.parametrize("target", ["/", "/v1/programs", "/v1/instance", "/readyz", "/metrics"])
def test_nothing_can_be_written(server, method, target):
    answer = requests.request(method, server.url + target, timeout=10)
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_credentials_change_nothing(server):
    plain = requests.get(server.url + "/v1/programs", timeout=10)
    told = requests.get(server.url + "/v1/programs", timeout=10, headers={
        "Authorization": "Bearer x", "Cookie": "session=admin", "X-Api-Key": "x", "X-User": "root"})
    assert (told.status_code, told.content) == (200, plain.content)
    assert "Set-Cookie" not in told.headers and told.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("text", ["' OR '1'='1", "x'; DROP TABLE programs; --", "\" UNION SELECT 1 --", "a\\", "%", "_", "*", "NEAR("])
def test_sql_in_a_value_is_a_value(server, text):
    before = requests.get(server.url + "/v1/programs?limit=1000", timeout=10).json()["total"]
    for parameter in ("name_ja", "id", "name_ja__contains", "id__in", "q"):
        answer = requests.get(server.url + "/v1/programs", params={parameter: text}, timeout=10)
        assert answer.status_code in (200, 400), answer.text
        assert answer.status_code == 400 or answer.json()["total"] <= before
    assert requests.get(server.url + f"/v1/programs/{requests.utils.quote(text, safe='')}", timeout=10).status_code in (400, 404)
    assert requests.get(server.url + "/v1/programs?limit=1000", timeout=10).json()["total"] == before
