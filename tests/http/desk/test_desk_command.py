"""hiraku desk user, token, log: who works at the desk, and what they did."""

import csv
import io
import json
import os
import pty
import subprocess
import time

import pytest

from conftest import clean_environment, program

PASSWORD = "a sentence that is long"


def desk(store, *arguments, text=None):
    return subprocess.run([program(), "desk", *arguments, "--store", store], input=text, capture_output=True, encoding="utf-8",
                          env=clean_environment(), timeout=60, check=False)


@pytest.fixture
def store(tmp_path):
    return str(tmp_path / "store")


def add(store, name="hanako", role="approver", text=PASSWORD + "\n"):
    return desk(store, "user", "add", name, "--role", role, text=text)


def test_people_are_added_listed_and_removed(store):
    assert add(store).stdout == "Added hanako (approver)\n"
    assert add(store, "taro", "editor").returncode == 0
    assert desk(store, "user", "list").stdout == "hanako\tapprover\ntaro\teditor\n"
    assert json.loads(desk(store, "user", "list", "--json").stdout) == {
        "accounts": [{"name": "hanako", "role": "approver"}, {"name": "taro", "role": "editor"}]}
    assert desk(store, "user", "remove", "taro").returncode == 0
    assert desk(store, "user", "list").stdout == "hanako\tapprover\n"


def test_the_folder_is_beside_the_store_and_for_nobody_else(store):
    add(store)
    assert os.stat(store + ".desk").st_mode & 0o777 == 0o700
    os.chmod(store + ".desk", 0o755)
    refused = desk(store, "user", "list")
    assert refused.returncode == 2 and "chmod 700" in refused.stderr


@pytest.mark.parametrize("arguments, text, code, word", [
    (["user", "add", "hanako"], PASSWORD, 2, "--role"),
    (["user", "add", "hanako", "--role", "boss"], PASSWORD, 2, "editor, approver"),
    (["user", "add", "Hanako", "--role", "editor"], PASSWORD, 2, "lower-case"),
    (["user", "add", "hanako", "--role", "editor"], "short", 2, "12 characters"),
    (["user", "password", "nobody"], PASSWORD, 2, "nobody"),
    (["user", "add"], PASSWORD, 2, "NAME"),
    (["user"], None, 2, "user add"),
    (["user", "list", "hanako"], None, 2, "hanako"),
    (["token", "add", "nightly", "--role", "editor"], None, 2, "--until"),
    (["token", "add", "nightly", "--role", "editor", "--until", "2020-01-01"], None, 2, "2020-01-01"),
])
def test_a_mistake_is_told_with_what_to_do(store, arguments, text, code, word):
    refused = desk(store, *arguments, text=text)
    assert refused.returncode == code and word in refused.stderr


def test_a_store_or_a_folder_is_needed():
    refused = subprocess.run([program(), "desk", "user", "list"], capture_output=True, encoding="utf-8", env=clean_environment())
    assert refused.returncode == 2 and "--store" in refused.stderr


def test_a_token_is_shown_once_and_kept_as_a_digest(store):
    made = json.loads(desk(store, "token", "add", "nightly", "--role", "editor", "--until", "2099-03-31", "--json").stdout)
    assert made["token"].startswith("hiraku-desk-") and len(made["token"]) == 12 + 64
    with open(store + ".desk/tokens.json") as file:
        assert made["token"][12:] not in file.read()
    assert desk(store, "token", "list").stdout == "nightly\teditor\t2099-03-31\n"
    assert desk(store, "token", "remove", "nightly").returncode == 0
    assert desk(store, "token", "list").stdout == ""


def test_the_log_says_who_did_what_and_no_password(store):
    add(store)
    desk(store, "user", "password", "hanako", text="another long sentence\n")
    rows = list(csv.DictReader(io.StringIO(desk(store, "log", "--csv").stdout)))
    assert [(row["who"], row["what"], row["about"]) for row in rows] == [
        ("command", "account_add", "hanako"), ("command", "account_password", "hanako")]
    shown = desk(store, "log")
    assert shown.returncode == 0 and "2 lines follow each other" in shown.stdout and rows[-1]["digest"] in shown.stdout
    for name in os.listdir(store + ".desk"):
        with open(f"{store}.desk/{name}") as file:
            assert "sentence" not in file.read()


def test_an_altered_log_is_exit_code_1(store):
    add(store)
    add(store, "taro", "editor")
    with open(store + ".desk/log") as file:
        text = file.read()
    with open(store + ".desk/log", "w") as file:
        file.write(text.replace("hanako", "jiro"))
    shown = desk(store, "log")
    assert shown.returncode == 1 and "line 2" in shown.stderr


def test_two_commands_at_once_lose_nothing(store):
    add(store)
    running = [subprocess.Popen([program(), "desk", "token", "add", f"token{i}", "--role", "editor", "--until", "2099-01-01",
                                 "--store", store], env=clean_environment(), stdout=subprocess.DEVNULL) for i in range(8)]
    assert [one.wait(60) for one in running] == [0] * 8
    assert desk(store, "token", "list").stdout.count("\n") == 8
    assert "9 lines follow" in desk(store, "log").stdout


def test_a_terminal_shows_no_password(store):
    pid, fd = pty.fork()
    if pid == 0:
        os.execve(program(), [program(), "desk", "user", "add", "hanako", "--role", "approver", "--store", store],
                  clean_environment())
    seen = b""
    for question in (b"Password: ", b"Again: "):
        while question not in seen:
            seen += os.read(fd, 1024)
        time.sleep(0.1)
        os.write(fd, PASSWORD.encode() + b"\n")
    while b"Added" not in seen:
        seen += os.read(fd, 1024)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert PASSWORD.encode() not in seen
    os.close(fd)
