"""A person at the desk, in Chromium: signed in over plain http on this machine and over TLS behind nginx, without a barrier."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest
import requests

from conftest import ROOT, clean_environment
from desk_client import COOKIE, PASSWORD, desk_server, wait_for
from desk_fixtures import desk, folder, two_releases  # noqa: F401

PACKAGES = pathlib.Path(os.environ.get("HIRAKU_NPM") or ROOT / "build" / "npm") / "node_modules"
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
WORDS = {
    "name": ("名前", "Name"), "password": ("パスワード", "Password"), "setUp": ("決める", "Set up"), "account": ("アカウント", "Account"),
    "signOut": ("サインアウト", "Sign out"), "signIn": ("サインイン", "Sign in"), "releases": ("公開版", "Releases"),
    "again": ("1 に戻す", "Publish 1 again"), "reason": ("理由（公開版とともに残ります）", "The reason, which stays with the release"),
    "publishAgain": ("公開し直す", "Publish it again"), "progress": ("作業の進み具合を見る", "See how far the job has come"), "log": ("記録", "Log")}
END = {"ja": "公開版 3 を公開しました", "en": "Release 3 is published"}


def person(url, setup, language):
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("node") or not (PACKAGES / "playwright-core").is_dir():
        reason = f"chromium, or the npm packages of tests/http/clients in {PACKAGES}, are not there: type  make npm"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    words = {name: texts[language == "en"] for name, texts in WORDS.items()}
    done = subprocess.run(["node", pathlib.Path(__file__).with_name("desk.cjs")], encoding="utf-8", capture_output=True, timeout=200,
                          input=json.dumps({"chromium": chromium, "url": url, "setup": setup, "locale": LOCALES[language],
                                            "words": words, "password": PASSWORD}),
                          env=clean_environment({"NODE_PATH": str(PACKAGES)}), check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def is_good(came, language):
    for page in came["seen"]:
        assert (page["axe"], page["invalid"], page["wide"], page["scripts"]) == ([], [], 0, 0), page["url"]
    assert came["elsewhere"] == []
    assert any(END[language] in page["text"] for page in came["seen"]), [page["text"] for page in came["seen"]][-2:]
    assert [(cookie["name"], cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) for cookie in came["cookies"]] == [
        (COOKIE, True, True, "Strict")]


@pytest.mark.parametrize("language", LOCALES)
def test_from_the_first_link_to_a_release_taken_back(folder, language):
    with desk_server(folder / "instance", folder / "store", "--no-downloads") as running:
        came = person(running.url, running.setup, language)
        is_good(came, language)
        assert len(came["seen"]) == 9


def nginx_text(folder, upstream, port):
    """The file as it is, but for port, certificate and name of a place."""
    text = (ROOT / "contrib" / "deploy" / "nginx-desk.conf").read_text()
    for was, now in (("127.0.0.1:8081", f"127.0.0.1:{upstream}"), ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl;"),
                     ("listen [::]:443 ssl http2;", ""), ("/etc/ssl/certs/ssl-cert-snakeoil.pem", f"{folder}/cert.pem"),
                     ("/etc/ssl/private/ssl-cert-snakeoil.key", f"{folder}/key.pem"), ("server_name desk.example.jp;", "server_name 127.0.0.1;"),
                     ("$host;", "$host:$server_port;")):
        assert was in text, was
        text = text.replace(was, now)
    user = "user root; " if os.geteuid() == 0 else ""
    return (f"{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
            f"events {{}}\nhttp {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; "
            f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{text}\n}}\n")


def free_port():
    import socket
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def behind_nginx(folder, tmp_path):
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    (folder / "users.desk").rename(folder / "store.desk")
    front, port = tmp_path / "front", free_port()
    front.mkdir()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", front / "key.pem", "-out", front / "cert.pem",
                    "-days", "1", "-subj", "/CN=127.0.0.1"], check=True, capture_output=True)
    with desk_server(folder / "instance", folder / "store", "--no-downloads", "--desk-url", f"https://127.0.0.1:{port}/",
                     "--trusted-proxies", "127.0.0.1") as running:
        (front / "nginx.conf").write_text(nginx_text(front, running.url.rsplit(":", 1)[1], port))
        process = subprocess.Popen(["nginx", "-c", front / "nginx.conf"], stderr=subprocess.PIPE, text=True)
        try:
            wait_for(lambda: answers(f"https://127.0.0.1:{port}/desk/sign-in") or process.poll())
            assert process.poll() is None, process.stderr.read()
            yield f"https://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)
            process.stderr.close()


def answers(url):
    try:
        return requests.get(url, verify=False, timeout=10).status_code == 200
    except requests.ConnectionError:
        return False


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_the_desk_behind_nginx_with_tls(behind_nginx):
    is_good(person(behind_nginx, None, "ja"), "ja")


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_behind_nginx_each_address_waits_for_its_own_mistakes(behind_nginx):
    """The proxy says who asks; what a client says of itself is not believed."""
    fields = {"Sec-Fetch-Site": "same-origin", "Origin": behind_nginx}

    def attempt(**more):
        return requests.post(behind_nginx + "/desk/sign-in", {"name": "nobody", "password": "wrong wrong wrong"}, verify=False,
                             headers={**fields, **more}, timeout=30, allow_redirects=False).status_code

    assert [attempt(**{"X-Forwarded-For": f"192.0.2.{i}"}) for i in range(5)] == [401] * 4 + [429]
    answer = requests.get(behind_nginx + "/desk/sign-in", verify=False, timeout=30)
    assert "max-age" in answer.headers["Strict-Transport-Security"] and answer.headers["Cache-Control"] == "no-store"
