"""Start, stop, new releases under load, a store that breaks."""

import os
import shutil
import signal
import socket
import threading
import time

import requests

from conftest import SAMPLE
from http_raw import exchange, get, read_all, status
from growing_instance import add_programs, fetch, instance, wait_for_release  # noqa: F401


def test_sigterm_ends_it_with_zero(serve, sample_store):
    with serve(sample_store) as server:
        os.kill(server.pid, signal.SIGTERM)
        assert server.process.wait(10) == 0


def test_the_end_of_its_terminal_is_an_orderly_end(serve, sample_store):
    with serve(sample_store) as server:
        os.kill(server.pid, signal.SIGHUP)
        assert server.process.wait(10) == 0


def test_with_nohup_it_outlives_its_terminal(serve, sample_store):
    former = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup(1) does; children inherit it
    try:
        with serve(sample_store) as server:
            os.kill(server.pid, signal.SIGHUP)
            time.sleep(1)
            assert requests.get(server.url + "/healthz", timeout=10).status_code == 200
    finally:
        signal.signal(signal.SIGHUP, former)


def test_idle_connections_do_not_delay_the_end(serve, sample_store):
    with serve(sample_store) as server:
        held = [socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(5)]
        held[0].sendall(get("/healthz", close=False).encode())
        held[0].recv(1000)
        begun = time.monotonic()
        os.kill(server.pid, signal.SIGTERM)
        assert server.process.wait(10) == 0
        assert time.monotonic() - begun < 3
        for connection in held:
            connection.close()


def test_a_request_under_way_is_finished_before_the_end(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    chosen = add_programs(instance, "zzzz", 20000)
    publish(store, instance)
    with serve(store) as server:
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            connection.sendall(get(f"/v1/programs.rdf?{chosen}").encode())
            received = connection.recv(1000)
            os.kill(server.pid, signal.SIGTERM)
            time.sleep(0.3)
            received += read_all(connection)
        assert received.endswith(b"\r\n0\r\n\r\n")
        assert server.process.wait(15) == 0


def test_a_reader_that_does_not_read_cannot_hold_the_end_for_ever(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    chosen = add_programs(instance, "zzzz", 20000)
    publish(store, instance)
    with serve(store) as server:
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            connection.sendall(get(f"/v1/programs.rdf?{chosen}").encode())
            connection.recv(10)
            os.kill(server.pid, signal.SIGTERM)
            assert server.process.wait(20) == 0
            assert not read_all(connection).endswith(b"\r\n0\r\n\r\n")


def test_a_new_release_is_picked_up_within_a_second(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish(store, instance)
    with serve(store) as server:
        assert fetch(server, "/readyz").json()["release"] == 1
        add_programs(instance, "zzzz", 1)
        publish(store, instance)
        begun = time.monotonic()
        wait_for_release(server, 2)
        assert time.monotonic() - begun < 1


def test_an_answer_changes_only_with_what_it_reads(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish(store, instance)
    with serve(store) as server:
        before = {path: fetch(server, path).headers for path in ("/v1/events", "/v1/programs")}
        add_programs(instance, "zzzz", 1)
        publish(store, instance)
        wait_for_release(server, 2)
        after = {path: fetch(server, path).headers for path in before}
        assert after["/v1/events"]["ETag"] == before["/v1/events"]["ETag"]
        assert after["/v1/events"]["Hiraku-Release"] == "1"
        assert after["/v1/programs"]["ETag"] != before["/v1/programs"]["ETag"]
        assert after["/v1/programs"]["Hiraku-Release"] == "2"


def test_no_request_fails_or_mixes_releases_while_publishing(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish(store, instance)
    wrong, stop = [], threading.Event()
    with serve(store, "--query-ms", "20000") as server:
        def load():
            session = requests.Session()
            while not stop.is_set():
                for path in ("/v1/programs?limit=1000", "/v1/programs.csv"):
                    answer = session.get(server.url + path, timeout=30)
                    if answer.status_code != 200:
                        wrong.append((answer.status_code, path, answer.text[:300]))
                        continue
                    release = int(answer.headers["Hiraku-Release"])
                    added = answer.text.count("zzzz-") // (3 if "csv" not in path else 1)
                    if path.endswith("csv") and added != release - 1:
                        wrong.append((release, added))

        threads = [threading.Thread(target=load) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(5):
            add_programs(instance, f"zzzz-{number}", 1)
            publish(store, instance)
            wait_for_release(server, number + 2)
        stop.set()
        for thread in threads:
            thread.join()
    assert not wrong


def test_a_store_that_cannot_be_opened_leaves_the_old_one_serving(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish(store, instance)
    log = open(tmp_path / "log", "w+b")
    with serve(store, log=log) as server:
        shutil.copytree(store / "releases" / "1", store / "releases" / "2")
        os.truncate(store / "releases" / "2" / "store.sqlite", 100)
        os.symlink("releases/2", store / "current.new")
        os.rename(store / "current.new", store / "current")
        time.sleep(1.2)
        assert fetch(server, "/v1/programs?limit=1").status_code == 200
        assert fetch(server, "/readyz").json()["release"] == 1
    log.seek(0)
    assert log.read().count(b"the old one stays") == 1
    log.close()


def test_without_a_release_it_says_so_and_takes_the_first_one(serve, publish, tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    with serve(store) as server:
        assert fetch(server, "/readyz").status_code == 503
        assert fetch(server, "/healthz").status_code == 200
        answer = fetch(server, "/v1/programs")
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
        publish(store, SAMPLE)
        time.sleep(1)
        assert fetch(server, "/readyz").status_code == 200


def test_a_full_queue_is_503_and_passes(serve, sample_store):
    with serve(sample_store, "--queue", "1", "--workers", "1") as server:
        answers = []
        lock = threading.Lock()

        def ask():
            one = requests.get(server.url + "/v1/municipalities?limit=1000", timeout=30)
            with lock:
                answers.append(one)

        threads = [threading.Thread(target=ask) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        codes = {answer.status_code for answer in answers}
        assert 200 in codes and codes <= {200, 503}
        assert all("Retry-After" in a.headers for a in answers if a.status_code == 503)
        assert fetch(server, "/v1/programs?limit=1").status_code == 200


def test_a_stream_broken_off_does_not_look_whole(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    chosen = add_programs(instance, "zzzz", 20000)
    publish(store, instance)
    for version, whole in (("HTTP/1.1", True), ("HTTP/1.0", False)):
        with serve(store) as server:
            with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
                connection.sendall(get(f"/v1/programs.rdf?{chosen}", version=version).encode())
                received = connection.recv(100)
                os.kill(server.pid, signal.SIGTERM)
                server.process.wait(20)
                reset = False
                try:
                    while chunk := connection.recv(65536):
                        received += chunk
                except ConnectionResetError:
                    reset = True
            if whole:
                assert not received.endswith(b"0\r\n\r\n")
            else:
                assert reset


def access_lines(serve, store, tmp_path, form, requested):
    log = open(tmp_path / "log", "w+b")
    with serve(store, "--access-log", form, log=log) as server:
        exchange(server, requested)
        time.sleep(0.2)
    log.seek(0)
    text = log.read().decode()
    log.close()
    return [line for line in text.splitlines() if "healthz" in line]


def test_the_access_log_is_combined(serve, sample_store, tmp_path):
    lines = access_lines(serve, sample_store, tmp_path, "combined",
                         get("/healthz", 'User-Agent: a"b\tc', "Referer: http://x/"))
    assert len(lines) == 1
    assert lines[0].startswith("127.0.0.1 - - [")
    assert lines[0].endswith('"GET /healthz HTTP/1.1" 200 16 "http://x/" "a\\"b\\x09c"')


def test_the_access_log_is_logfmt(serve, sample_store, tmp_path):
    lines = access_lines(serve, sample_store, tmp_path, "logfmt", get("/healthz"))
    assert len(lines) == 1 and " status=200 bytes=16 " in lines[0]


def test_a_pipelined_request_after_a_stream_is_answered(serve, sample_store):
    with serve(sample_store) as server:
        answer = exchange(server, get("/v1/programs.csv?kind=plan", close=False) + get("/healthz"))
        assert status(answer) == 200 and answer.endswith(b'{"status":"ok"}\n')


def test_a_record_that_a_release_dropped_is_410(serve, publish, tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    path = instance / "data" / "programs.csv"
    before = path.read_bytes()
    add_programs(instance, "zzzz", 1)
    publish(store, instance)
    path.write_bytes(before)
    publish(store, instance)
    with serve(store) as server:
        for suffix in ("", ".csv", ".rdf"):
            answer = fetch(server, "/v1/programs/zzzz-0" + suffix)
            assert answer.status_code == 410 and "2" in answer.json()["detail"]
        assert fetch(server, "/v1/programs/zzzz-1").status_code == 404


def test_a_ready_file_of_another_size_is_not_sent(serve, publish, tmp_path):
    store = tmp_path / "store"
    publish(store, SAMPLE)
    with serve(store) as server:
        whole = requests.get(server.url + "/v1/schemes.csv", headers={"Accept-Encoding": "identity"}, timeout=10).content
        path = store / "releases" / "1" / "files" / "schemes.csv"
        path.unlink()  # not in place: the file may be shared with another release
        path.write_bytes(whole[:10])
        answer = requests.get(server.url + "/v1/schemes.csv", headers={"Accept-Encoding": "identity"}, timeout=10)
        assert answer.content == whole


def test_a_lost_store_is_said_in_the_log_and_the_open_release_stays(serve, publish, tmp_path):
    store = tmp_path / "store"
    publish(store, SAMPLE)
    with open(tmp_path / "log", "w+b") as log:
        with serve(store, log=log) as server:
            (store / "current").unlink()
            time.sleep(1.5)
            assert requests.get(server.url + "/v1/schemes", timeout=10).status_code == 200
        log.seek(0)
        assert log.read().count(b"store lost") == 1


def test_a_port_beyond_the_last_one_is_refused(run, sample_store):
    done = run("serve", "--store", sample_store, "--listen", "127.0.0.1:99999")
    assert done.returncode == 2
