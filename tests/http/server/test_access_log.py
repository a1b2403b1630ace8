"""The access log under bad conditions: nobody reads it, the disk is full, the server is stopped under load."""

import os
import re
import resource
import signal
import socket
import subprocess
import threading
import time
import types

import pytest

from conftest import clean_environment, program, read_until_listening
from http_raw import exchange, get, status

ENOUGH = 3000  # lines for more than a pipe and the buffer hold
LINE = re.compile(rb'127\.0\.0\.1 - - \[[^\]]*\] "GET /healthz HTTP/1\.1" 200 \d+ "-" "(k\d)"')


def start(store, **streams):
    return subprocess.Popen([program(), "serve", "--store", str(store), "--listen", "127.0.0.1:0", "--connections-per-address",
                             "0"], stdin=subprocess.DEVNULL, env=clean_environment(), **streams)


def many(connection, count, fields=""):
    """Answers to `count` requests on one connection, one after the other."""
    with connection.makefile("rb") as answers:
        for number in range(count):
            connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: h\r\n{fields}\r\n".encode())
            first = answers.readline()
            if not first.startswith(b"HTTP/1.1 200 "):
                return number
            length = 0
            while (line := answers.readline()) not in (b"\r\n", b""):
                length = int(line.split()[1]) if line.lower().startswith(b"content-length:") else length
            if len(answers.read(length)) < length:
                return number
    return count


@pytest.mark.parametrize("together", [False, True])
def test_a_log_that_nobody_reads_holds_up_neither_requests_nor_the_stop(sample_store, together):
    """Both logs in one pipe, or the access log alone."""
    reading, writing = os.pipe()
    try:
        process = start(sample_store, stdout=writing, stderr=subprocess.STDOUT if together else subprocess.DEVNULL)
        os.close(writing)
        text = b""
        while b"listening on" not in text or not text.endswith(b"\n"):
            text += os.read(reading, 65536)
        port = int(re.search(rb"listening on http://127\.0\.0\.1:(\d+)/", text).group(1))
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            assert many(connection, ENOUGH) == ENOUGH
        process.terminate()
        assert process.wait(10) == 0
    finally:
        process.kill()
        os.close(reading)


def test_lines_that_are_dropped_are_counted_and_those_that_are_written_are_whole(sample_store):
    process = start(sample_store, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        server = types.SimpleNamespace(port=read_until_listening(process))
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            assert many(connection, ENOUGH, "User-Agent: k1\r\n") == ENOUGH
        kept = []
        reader = threading.Thread(target=lambda: kept.extend(process.stdout.read().splitlines()))
        reader.start()
        time.sleep(0.5)
        assert status(exchange(server, get("/healthz", "User-Agent: k2"))) == 200
        process.terminate()
        assert process.wait(10) == 0
        reader.join()
        errors = process.stderr.read()
    finally:
        process.kill()
    lines = [line for line in kept if not line.startswith(b"listening")]
    assert all(LINE.fullmatch(line) for line in lines), [line for line in lines if not LINE.fullmatch(line)][:3]
    dropped = sum(map(int, re.findall(rb'msg="access log lines dropped" lines="(\d+)"', errors)))
    assert dropped > 0 and len(lines) + dropped == ENOUGH + 1 and lines[-1].endswith(b'"k2"')


def test_a_file_that_cannot_grow_does_no_harm(sample_store, tmp_path):
    """As on a full disk: a write is short, later ones fail."""
    path = tmp_path / "log"
    with open(path, "wb") as log:
        process = start(sample_store, stdout=log, stderr=subprocess.PIPE,
                        preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                            resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))))
    try:
        end = time.monotonic() + 10
        while b"listening" not in path.read_bytes() and time.monotonic() < end:
            time.sleep(0.05)
        port = int(re.search(rb":(\d+)/", path.read_bytes()).group(1))
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            assert many(connection, 200) == 200
        time.sleep(0.5)
        assert path.stat().st_size == 5000
        os.truncate(path, 1000)  # there is room again; the file's end stays where it is
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            assert many(connection, 1, "User-Agent: k3\r\n") == 1
        process.terminate()
        assert process.wait(10) == 0
        assert b"access log lines dropped" in process.stderr.read()
    finally:
        process.kill()


def test_a_stop_under_load_loses_and_tears_no_line(sample_store, tmp_path):
    answered = [0] * 6
    with open(tmp_path / "log", "wb") as log:
        process = start(sample_store, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        copy = subprocess.Popen(["tee", tmp_path / "first"], stdin=process.stdout, stdout=log)
    try:
        end = time.monotonic() + 10
        while time.monotonic() < end and not (tmp_path / "first").exists() or b"/" not in (tmp_path / "first").read_bytes():
            time.sleep(0.05)
        port = int(re.search(rb"127\.0\.0\.1:(\d+)/", (tmp_path / "first").read_bytes()).group(1))

        def one(number):
            with socket.create_connection(("127.0.0.1", port), 10) as connection:
                try:
                    answered[number] = many(connection, 10 ** 9, f"User-Agent: k{number}\r\n")
                except OSError:
                    pass

        threads = [threading.Thread(target=one, args=(number,)) for number in range(len(answered))]
        for thread in threads:
            thread.start()
        time.sleep(1)
        process.terminate()
        for thread in threads:
            thread.join()
        assert process.wait(20) == 0
        copy.wait(10)
    finally:
        process.kill()
    lines = [line for line in (tmp_path / "log").read_bytes().splitlines() if not line.startswith(b"listening")]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    agents = [LINE.fullmatch(line).group(1) for line in lines]
    assert [agents.count(b"k%d" % number) for number in range(len(answered))] == answered and min(answered) > 0


def test_a_stop_answers_what_has_arrived_though_none_of_it_is_begun(sample_store):
    """Requests that wait in their sockets when the signal comes, while no other is under way."""
    busy = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(2 * os.cpu_count())]
    try:
        for _ in range(12):
            process = start(sample_store, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            connections = []
            try:
                port = read_until_listening(process)
                connections = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(200)]
                assert [many(connection, 1) for connection in connections] == [1] * len(connections)  # all are accepted
                process.send_signal(signal.SIGSTOP)
                for connection in connections:
                    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                process.terminate()
                process.send_signal(signal.SIGCONT)
                assert [connection.recv(1000)[:12] for connection in connections] == [b"HTTP/1.1 200"] * len(connections)
                assert process.wait(20) == 0
            finally:
                process.kill()
                for connection in connections:
                    connection.close()
    finally:
        for process in busy:
            process.kill()
            process.wait()


def test_a_stop_that_is_asked_for_twice_is_still_orderly(sample_store):
    process = start(sample_store, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        port = read_until_listening(process)
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            assert many(connection, 1) == 1
            process.send_signal(signal.SIGTERM)
            process.send_signal(signal.SIGINT)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
    finally:
        process.kill()
