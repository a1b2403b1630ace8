"""Signing in at the desk: the first link, sessions, mistakes, other sites."""

import re
import subprocess
import time

import requests

from conftest import clean_environment, program
from desk_client import COOKIE, PASSWORD, Browser, desk_server, run_desk_command
from desk_fixtures import desk, folder, hanako, taro, two_releases  # noqa: F401


def test_the_first_start_shows_a_link_that_works_once(folder):
    with desk_server(folder / "instance", folder / "store") as desk:
        browser = Browser(desk)
        page = browser.get(desk.setup)
        assert page.status_code == 200 and "first person" in page.text
        token = re.search(r'name="token" value="(\w{64})"', page.text)[1]
        data = {"token": token, "name": "hanako", "password": PASSWORD}
        assert Browser(desk).post("/desk/setup", {**data, "token": "0" * 64}).status_code == 403
        assert Browser(desk).post("/desk/setup", {**data, "password": "short"}).status_code == 422
        done = browser.post("/desk/setup", data)
        assert (done.status_code, done.headers["Location"]) == (303, "/desk")
        assert browser.get("/desk").status_code == 200
        assert Browser(desk).post("/desk/setup", {**data, "name": "jiro"}).status_code == 403
    with desk_server(folder / "instance", folder / "store") as desk:
        assert desk.setup is None


def test_without_signing_in_pages_lead_to_it_and_the_api_refuses(desk):
    for path in ("/desk", "/desk/releases", "/desk/log", "/desk/log.csv", "/desk/account"):
        answer = Browser(desk).get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/sign-in")
    answer = Browser(desk).get("/desk/v1/status")
    assert answer.status_code == 401 and answer.json()["type"] == "/problems/desk-signed-out"
    assert answer.headers["Content-Type"] == "application/problem+json" and answer.json()["title_ja"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(desk):
    answer = Browser(desk).sign_in()
    assert re.fullmatch(COOKIE + r"=\w{64}; Path=/; Secure; HttpOnly; SameSite=Strict", answer.headers["Set-Cookie"])


def test_a_session_is_new_at_each_sign_in_and_ends_the_one_before(desk):
    """No fixation: an id that somebody brings is never taken."""
    browser = Browser(desk, cookie="f" * 64)
    browser.sign_in()
    first = browser.cookie
    assert first != "f" * 64
    browser.sign_in()
    assert browser.cookie != first
    assert Browser(desk, cookie=first).get("/desk").status_code == 303
    assert Browser(desk, cookie="f" * 64).get("/desk").status_code == 303
    assert browser.get("/desk").status_code == 200


def test_signing_out_ends_this_session_and_everywhere_ends_all(desk, hanako):
    other = Browser(desk)
    other.sign_in()
    kept = other.cookie
    assert other.post("/desk/sign-out").status_code == 303 and other.cookie is None
    assert Browser(desk, cookie=kept).get("/desk").status_code == 303
    assert hanako.get("/desk").status_code == 200
    other.sign_in()
    hanako.post("/desk/sign-out-everywhere")
    assert other.get("/desk").status_code == 303


def test_another_password_ends_all_sessions(desk, hanako):
    other = Browser(desk)
    other.sign_in()
    assert hanako.post("/desk/password", {"password": "wrong wrong wrong", "new": "another long sentence"}).status_code == 401
    assert hanako.post("/desk/password", {"password": PASSWORD, "new": "another long sentence"}).status_code == 303
    assert other.get("/desk").status_code == 303
    assert other.sign_in().status_code == 401
    assert other.sign_in(password="another long sentence").status_code == 303


def test_an_account_that_is_removed_is_signed_out(desk, taro):
    assert run_desk_command(desk.store, "user", "remove", "taro").returncode == 0
    assert taro.get("/desk").status_code == 303


def test_a_wrong_name_and_a_wrong_password_cannot_be_told_apart(desk, hanako):
    """The same words, and for both a hash is computed: counted, not timed."""
    def hashes():
        return hanako.get("/desk/v1/status").json()["hashes"]

    before = hashes()
    wrong_password = Browser(desk).sign_in("hanako", "wrong wrong wrong")
    assert hashes() == before + 1
    wrong_name = Browser(desk).sign_in("nobody", "wrong wrong wrong")
    assert hashes() == before + 2
    assert wrong_password.status_code == wrong_name.status_code == 401
    assert wrong_password.text == wrong_name.text


def test_after_mistakes_one_has_to_wait_whether_the_name_is_known_or_not(folder, desk):
    for name in ("hanako", "nobody"):
        answers = [Browser(desk).post("/desk/sign-in", {"name": name, "password": "wrong wrong wrong"}) for _ in range(6)]
        assert answers[-1].status_code == 429 and 1 <= int(answers[-1].headers["Retry-After"]) <= 60
        assert Browser(desk).sign_in().status_code == 429  # the address waits, too


def test_a_delay_ends(desk):
    answers = [Browser(desk).sign_in("taro", "wrong wrong wrong").status_code for _ in range(4)]
    assert answers == [401] * 4
    assert Browser(desk).sign_in("taro").status_code == 429
    time.sleep(1.2)
    assert Browser(desk).sign_in("taro").status_code == 303


def test_what_another_site_sends_changes_nothing(hanako):
    for fields in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
                   {"Origin": "http://evil.example", "Sec-Fetch-Site": None}, {"Origin": "null"},
                   {"Origin": None, "Sec-Fetch-Site": None}):
        for path, data in (("/desk/restore", {"release": "1", "reason": "x"}), ("/desk/sign-out", {}), ("/desk/sign-in", {}),
                           ("/desk/v1/publish", {})):
            assert hanako.post(path, data, fields).status_code == 403, (path, fields)
    assert hanako.get("/desk").status_code == 200
    assert hanako.get("/desk/v1/status").json()["current"] == 2


def test_another_name_of_the_desk_is_refused(desk):
    """A name that leads here today and elsewhere tomorrow gets nothing (DNS rebinding)."""
    port = desk.url.rsplit(":", 1)[1]
    for host, code in ((f"evil.example:{port}", 421), (f"localhost:{port}", 200), ("127.0.0.1", 421)):
        assert requests.get(desk.url + "/desk/sign-in", headers={"Host": host}, timeout=30).status_code == code


def test_the_desk_listens_on_this_machine_only(folder):
    refused = subprocess.run([program(), "desk", "--instance", folder / "instance", "--store", folder / "store", "--listen",
                              "0.0.0.0:0"], capture_output=True, text=True, env=clean_environment(), timeout=30)
    assert refused.returncode == 2 and "127.0.0.1" in refused.stderr and "proxy with TLS" in refused.stderr


def test_every_answer_keeps_browsers_from_harm(desk, hanako):
    answers = [hanako.get("/desk"), hanako.get("/desk/log.csv"), hanako.get("/desk/v1/status"), hanako.get("/nothing"),
               Browser(desk).get("/desk"), hanako.post("/desk/nothing"), hanako.post("/desk/sign-in", {}, {"Origin": "null"})]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_second_desk_of_the_same_folder_is_refused(desk):
    refused = subprocess.run([program(), "desk", "--instance", desk.instance, "--store", desk.store, "--listen", "127.0.0.1:0"],
                             capture_output=True, text=True, env=clean_environment(), timeout=30)
    assert refused.returncode == 3 and ".desk/lock" in refused.stderr
