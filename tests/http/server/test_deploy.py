"""The service behind the web servers of contrib/deploy: nothing is purged, nothing old stays, nothing is mixed.

What is not installed is skipped aloud."""

import contextlib
import datetime
import email.utils
import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import time

import pytest
import requests

from conftest import ROOT, publish_directory, serve_store
from growing_instance import add_programs, instance  # noqa: F401

DEPLOY = ROOT / "contrib" / "deploy"
MAX_AGE = 2


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for_port(port, process):
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("the web server did not start")


@contextlib.contextmanager
def stopping(process):
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def nginx_text(folder, upstream, port):
    """The file as it is, but for the names of a place: port, certificate, folder of the cache."""
    text = (DEPLOY / "nginx.conf").read_text()
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{upstream}").replace("/var/cache", str(folder)).replace("/var/lib", str(folder.parent))
    text = re.sub(r"listen (\[::\]:)?80;", "", text)
    text = re.sub(r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"listen \[::\]:443.*;", "", text)
    text = re.sub(r"ssl_certificate.*;", "", text)
    text = text.replace("return 301", f"listen 127.0.0.1:{free_port()}; return 301")
    user = "user root; " if os.geteuid() == 0 else ""  # its workers could not enter the folder
    return (f"{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
            f"events {{}}\nhttp {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; "
            f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{text}\n}}\n")


@contextlib.contextmanager
def nginx(folder, upstream):
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    folder.mkdir()
    port = free_port()
    (folder / "nginx.conf").write_text(nginx_text(folder, upstream, port))
    tested = subprocess.run(["nginx", "-t", "-c", folder / "nginx.conf"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    with stopping(subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)) as process:
        wait_for_port(port, process)
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def varnish(folder, upstream):
    if not shutil.which("varnishd"):
        pytest.skip("varnish is not installed")
    folder.mkdir()
    port = free_port()
    text = (DEPLOY / "varnish.vcl").read_text().replace('"8080"', f'"{upstream}"')
    (folder / "default.vcl").write_text(text)
    with stopping(subprocess.Popen(
            ["varnishd", "-F", "-n", folder / "work", "-a", f"127.0.0.1:{port}", "-f", folder / "default.vcl",
             "-j", "none", "-p", "http_gzip_support=off", "-p", "vcc_allow_inline_c=off", "-s", "malloc,32m"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)) as process:
        wait_for_port(port, process)
        yield f"http://127.0.0.1:{port}"


FRONTS = pytest.mark.parametrize("front", [nginx, varnish], ids=["nginx", "varnish"])


@pytest.fixture
def store(tmp_path, instance):  # noqa: F811
    publish_directory(tmp_path / "store", instance)
    return tmp_path / "store"


def served(store, **more):
    return serve_store(store, "--max-age", MAX_AGE, "--trusted-proxies", "127.0.0.1", **more)


@FRONTS
def test_a_release_is_seen_by_clients_within_max_age(front, store, tmp_path, instance):  # noqa: F811
    with served(store) as server, front(tmp_path / "front", server.port) as url:
        ask = lambda: requests.get(url + "/v1/programs?limit=1000", timeout=10)  # noqa: E731
        assert ask().headers["Hiraku-Release"] == "1" == ask().headers["Hiraku-Release"]
        add_programs(instance, "zzzz", 1)
        publish_directory(store, instance)
        begun = time.monotonic()
        while True:
            answer = ask()
            assert answer.status_code == 200, (answer.headers, answer.text[:500])
            assert ("zzzz" in answer.text) == (answer.headers["Hiraku-Release"] == "2"), "mixed"
            if answer.headers["Hiraku-Release"] == "2":
                break
            time.sleep(0.1)
            assert time.monotonic() - begun < MAX_AGE + 3
        assert all(ask().headers["Hiraku-Release"] == "2" for _ in range(5))


@FRONTS
def test_encodings_formats_and_languages_are_kept_apart(front, store, tmp_path):
    with served(store) as server, front(tmp_path / "front", server.port) as url:
        for _ in range(2):
            for target, fields in [("/v1/programs", {"Accept-Encoding": "gzip"}), ("/v1/programs", {"Accept-Encoding": "identity"}),
                                   ("/v1/programs", {"Accept": "text/csv"}), ("/", {"Accept": "text/html", "Accept-Language": "en"}),
                                   ("/", {"Accept": "text/html", "Accept-Language": "ja"})]:
                direct = requests.get(server.url + target, headers=fields, timeout=10)
                behind = requests.get(url + target, headers=fields, timeout=10)
                assert behind.content == direct.content
                for name in ("ETag", "Content-Type", "Content-Encoding", "Content-Language", "Cache-Control", "Hiraku-Release"):
                    assert behind.headers.get(name) == direct.headers.get(name), (target, fields, name)


@FRONTS
def test_the_past_and_the_present_are_kept_apart(front, store, tmp_path, instance):  # noqa: F811
    """RFC 7089: with Accept-Datetime a URL leads to what it was, without it is what it is now."""
    time.sleep(1)
    add_programs(instance, "zzzz", 1)
    publish_directory(store, instance)
    with serve_store(store, "--max-age", "60") as server, front(tmp_path / "front", server.port) as url:
        listed = requests.get(server.url + "/v1/timemap.json?url=/v1/programs", timeout=10).json()["mementos"]["list"]
        dates = [email.utils.format_datetime(datetime.datetime.fromisoformat(one["datetime"].replace("Z", "+00:00")), True)
                 for one in listed]
        for _ in range(2):
            for wanted, status, release in ((None, 200, None), (dates[0], 302, 1), (dates[1], 302, 2), ("x", 400, None)):
                answer = requests.get(url + "/v1/programs?limit=1000", timeout=10, allow_redirects=False,
                                      headers={"Accept-Datetime": wanted} if wanted else {})
                assert answer.status_code == status, wanted
                if release is None:
                    continue
                assert answer.headers["Location"] == f"/v1/programs?limit=1000&release={release}"
                memento = requests.get(url + answer.headers["Location"], timeout=10)
                assert memento.headers["Memento-Datetime"] == wanted
                assert ("zzzz" in memento.text) == (release == 2)


@FRONTS
def test_a_client_that_has_it_gets_304(front, store, tmp_path):
    with served(store) as server, front(tmp_path / "front", server.port) as url:
        tag = requests.get(url + "/v1/programs", timeout=10).headers["ETag"]
        again = requests.get(url + "/v1/programs", headers={"If-None-Match": tag}, timeout=10)
        assert again.status_code == 304 and again.headers["ETag"] == tag


@FRONTS
def test_repeated_requests_do_not_reach_the_service(front, store, tmp_path):
    with serve_store(store, "--max-age", "60") as server, front(tmp_path / "front", server.port) as url:
        for _ in range(20):
            assert requests.get(url + "/v1/programs", timeout=10).status_code == 200
        figures = requests.get(server.url + "/metrics", timeout=10).text
        assert 'route="/v1/{table}",status="200"} 1\n' in figures


@FRONTS
def test_an_old_answer_is_given_while_the_new_one_is_fetched(front, store, tmp_path):
    """stale-while-revalidate: the service is slow (stopped for a second), the client does not wait."""
    with served(store) as server, front(tmp_path / "front", server.port) as url:
        assert requests.get(url + "/v1/programs", timeout=10).status_code == 200
        time.sleep(MAX_AGE + 0.5)
        os.kill(server.pid, 19)  # SIGSTOP
        try:
            begun = time.monotonic()
            assert requests.get(url + "/v1/programs", timeout=10).status_code == 200
            assert time.monotonic() - begun < 0.9
            time.sleep(1)
        finally:
            os.kill(server.pid, 18)


@FRONTS
def test_nobody_is_first_to_get_an_answer_older_than_is_stated(front, store, tmp_path, instance):  # noqa: F811
    """Of a page that is rarely read: max-age, and as long again while it is checked, are over before it is asked for."""
    with serve_store(store, "--max-age", "1") as server, front(tmp_path / "front", server.port) as url:
        assert requests.get(url + "/v1/programs", timeout=10).headers["Hiraku-Release"] == "1"
        asked = time.monotonic()
        add_programs(instance, "zzzz", 1)
        publish_directory(store, instance)
        while requests.get(server.url + "/v1/programs", timeout=10).headers["Hiraku-Release"] != "2":
            assert time.monotonic() - asked < 20
        time.sleep(max(0, asked + 3.5 - time.monotonic()))  # caches count whole seconds
        assert requests.get(url + "/v1/programs", timeout=10).headers["Hiraku-Release"] == "2"


class Failing(http.server.ThreadingHTTPServer):
    """Answers 200 until it `fails`, then as hiraku with a full queue; counts the failures."""

    def __init__(self):
        self.fails, self.failures, self.holds = False, 0, "public, max-age=1, stale-while-revalidate=600"
        super().__init__(("127.0.0.1", 0), FailingHandler)


class FailingHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b'{"status":503}' if self.server.fails else b'{"items":[]}'
        self.send_response(503 if self.server.fails else 200)
        self.send_header("Cache-Control", "no-store" if self.server.fails else self.server.holds)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.failures += self.server.fails

    def log_message(self, *_):
        pass


@pytest.fixture
def failing():
    server = Failing()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def ask_until_it_fails(failing, url):
    """The statuses until max-age is over and the cache has been sent away with 503, and of three requests after that."""
    def ask():
        return requests.get(url + "/v1/programs", timeout=10).status_code
    begun = time.monotonic()
    statuses = {ask()}
    failing.fails = True
    while not failing.failures:
        statuses.add(ask())
        assert time.monotonic() - begun < 20
    return statuses, [ask() for _ in range(3)]


@FRONTS
def test_a_failure_in_the_background_keeps_the_good_answer(front, failing, tmp_path):
    with front(tmp_path / "front", failing.server_port) as url:
        assert ask_until_it_fails(failing, url) == ({200}, [200, 200, 200])


def test_nginx_gives_the_old_answer_when_the_service_fails(failing, tmp_path):
    failing.holds = "public, max-age=1"  # nothing about a time in which it may be renewed in the background
    with nginx(tmp_path / "front", failing.server_port) as url:
        assert ask_until_it_fails(failing, url) == ({200}, [200, 200, 200])


@FRONTS
def test_figures_are_not_for_the_public(front, store, tmp_path):
    with served(store) as server, front(tmp_path / "front", server.port) as url:
        assert requests.get(url + "/metrics", timeout=10).status_code == 404
        assert requests.get(url + "/metrics.prom", timeout=10).status_code == 404


def test_the_log_behind_nginx_names_who_asks(store, tmp_path):
    with open(tmp_path / "log", "w+b") as log:
        with served(store, log=log) as server, nginx(tmp_path / "front", server.port) as url:
            requests.get(url + "/healthz", timeout=10, headers={"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=1.1.1.1"})
        log.seek(0)
        # nginx adds the address of its own client, which is trusted here; the one before it asked
        assert b"203.0.113.7 - - " in log.read()


@pytest.mark.parametrize("unit", ["hiraku", "hiraku-publish", "hiraku-witness", "hiraku-pull"])
def test_the_unit_leaves_the_service_next_to_nothing(unit):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", DEPLOY / f"{unit}.service"],
                          capture_output=True, text=True, check=False)
    found = re.search(rf"Overall exposure level for {unit}\.service: ([0-9.]+)", done.stdout)
    if not found:
        pytest.skip("systemd-analyze cannot do that here: " + done.stderr[:200])
    assert float(found.group(1)) < 2.0


def test_the_unit_lets_the_program_filter_its_own_system_calls():
    """@system-service does not have seccomp(2)."""
    unit = (DEPLOY / "hiraku.service").read_text()
    assert re.search(r"^SystemCallFilter=@system-service .*\bseccomp\b", unit, re.MULTILINE)


@pytest.mark.parametrize("target", ["/v1/programs", "/v1/programs.csv", "/docs", "/"])
def test_caches_may_use_an_answer_while_they_check_it(server, target):
    value = requests.get(server.url + target, timeout=10).headers["Cache-Control"]
    assert value == "public, max-age=60, stale-while-revalidate=60"
