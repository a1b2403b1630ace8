"""Where the server listens, and what it says where it cannot."""

import socket

import pytest

from conftest import run_program


def busy_port():
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken, taken.getsockname()[1]


@pytest.mark.parametrize("form", ["127.0.0.1:{}", "{}"])
@pytest.mark.parametrize("language, word", [("ja", "ほかのプログラム"), ("en", "another program")])
def test_a_port_in_use_is_named_with_the_option_that_changes_it(form, language, word, sample_store):
    taken, port = busy_port()
    with taken:
        done = run_program("serve", "--lang", language, "--store", sample_store, "--listen", form.format(port))
    assert done.returncode == 3
    assert str(port) in done.stderr and word in done.stderr and "--listen" in done.stderr


def test_the_port_of_the_environment_is_used(sample_store):
    taken, port = busy_port()
    with taken:
        done = run_program("serve", "--store", sample_store, env={"HIRAKU_PORT": str(port)})
    assert done.returncode == 3 and f"127.0.0.1:{port}" in done.stderr


def test_an_address_of_another_machine_is_told(sample_store):
    done = run_program("serve", "--store", sample_store, "--listen", "192.0.2.7:0")
    assert done.returncode == 3 and "192.0.2.7:0 is not an address of this machine" in done.stderr


@pytest.mark.parametrize("option, value, allowed", [
    ("--listen", "x", "127.0.0.1:8080"), ("--listen", "127.0.0.1:99999", "0–65535"), ("--metrics-listen", "1:2:3", "[::1]:8080"),
    ("--access-log", "logfmt2", "combined, logfmt, off"), ("--sandbox", "maybe", "on, off"), ("--queue", "0", "1–65536")])
@pytest.mark.parametrize("language, word", [("ja", "使える"), ("en", "Allowed")])
def test_a_setting_that_cannot_be_is_refused_with_those_that_can(option, value, allowed, language, word, sample_store):
    listen = [] if option == "--listen" else ["--listen", "127.0.0.1:0"]
    done = run_program("serve", "--lang", language, "--store", sample_store, *listen, option, value, timeout=20)
    assert done.returncode == 2 and value in done.stderr and allowed in done.stderr and word in done.stderr
