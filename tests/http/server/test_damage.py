"""Releases that are damaged: at the start, while serving, whole or in parts; and machines that are not well."""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import time

import pytest
import requests

from conftest import program, publish_directory, serve_store
from growing_instance import add_programs, instance  # noqa: F401

QUERY = "/v1/observations?value__ge=0&sort=-value&limit=1000&count=no"


@pytest.fixture
def two_releases(tmp_path, instance):  # noqa: F811
    """A store with releases 1 and 2, whose files are not hard links of each other."""
    store = tmp_path / "store"
    publish_directory(store, instance)
    add_programs(instance, "zzzz", 1)
    publish_directory(store, instance)
    unlink_copies(store / "releases" / "2")
    return store


def unlink_copies(folder):
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_nlink > 1:
            copy = path.with_suffix(path.suffix + ".copy")
            shutil.copy2(path, copy)
            copy.rename(path)


def overwrite(path, start=0, count=None, byte=b"\xa5"):
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.seek(start)
        file.write(byte * (count if count is not None else size - start))


def truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def ready(server):
    answer = requests.get(server.url + "/readyz", timeout=10)
    return answer.status_code, answer.json()


def programs(server):
    return requests.get(server.url + "/v1/programs?limit=1000", timeout=10)


CURRENT = {
    "store.sqlite missing": lambda release: (release / "store.sqlite").unlink(),
    "store.sqlite short": lambda release: truncate(release / "store.sqlite"),
    "store.sqlite header": lambda release: overwrite(release / "store.sqlite", 0, 100),
    "store.sqlite schema": lambda release: overwrite(release / "store.sqlite", 100, 4000),
    "store.sqlite long": lambda release: open(release / "store.sqlite", "ab").write(b"x"),
    "store.columns missing": lambda release: (release / "store.columns").unlink(),
    "store.columns short": lambda release: truncate(release / "store.columns"),
    "store.columns long": lambda release: open(release / "store.columns", "ab").write(b"x"),
    "release.json missing": lambda release: (release / "release.json").unlink(),
    "release.json changed": lambda release: (release / "release.json").write_text(
        (release / "release.json").read_text() + " "),
    "release.json junk": lambda release: (release / "release.json").write_bytes(b"{"),
    "derived.json missing": lambda release: (release / "derived.json").unlink(),
    "derived.json changed": lambda release: overwrite(release / "derived.json", 30, 3, b"7"),
    "instance.json changed": lambda release: (release / "instance.json").write_text(
        (release / "instance.json").read_text().replace("}", " }", 1)),
    "instance.json missing": lambda release: (release / "instance.json").unlink(),
}


@pytest.mark.parametrize("damage", CURRENT.values(), ids=CURRENT.keys())
def test_a_release_found_damaged_at_the_start_gives_way_to_the_one_before(two_releases, tmp_path, damage):
    damage(two_releases / "releases" / "2")
    with open(tmp_path / "log", "w+b") as log:
        with serve_store(two_releases, log=log) as server:
            code, body = ready(server)
            assert (code, body["status"], body["release"]) == (200, "degraded", 1)
            assert "release 2 is damaged" in body["reasons"][0]
            answer = programs(server)
            assert answer.status_code == 200 and "zzzz" not in answer.text


@pytest.mark.parametrize("damage", CURRENT.values(), ids=CURRENT.keys())
def test_without_another_release_it_starts_and_says_503(tmp_path, damage, instance):  # noqa: F811
    publish_directory(tmp_path / "store", instance)
    damage(tmp_path / "store" / "releases" / "1")
    with serve_store(tmp_path / "store") as server:
        code, body = ready(server)
        assert code == 503 and "damaged" in body["detail"]
        assert programs(server).status_code == 503
        assert requests.get(server.url + "/healthz", timeout=10).status_code == 200


@pytest.mark.parametrize("harm", [truncate, lambda path: overwrite(path, 8192)], ids=["short", "overwritten"])
def test_damage_met_while_reading_leads_to_the_release_before(two_releases, tmp_path, harm):
    with open(tmp_path / "log", "w+b") as log:
        with serve_store(two_releases, log=log) as server:
            assert ready(server)[1]["release"] == 2
            harm(two_releases / "releases" / "2" / "store.columns")
            end, code = time.monotonic() + 10, 0
            while time.monotonic() < end:
                answer = requests.get(server.url + QUERY, timeout=10)
                assert answer.status_code in (200, 503), answer.text
                code, body = ready(server)
                if code == 200 and body["release"] == 1:
                    break
            assert body["status"] == "degraded" and "damage" in body["reasons"][0]
            assert requests.get(server.url + QUERY, timeout=10).status_code == 200
        log.seek(0)
        text = log.read()
        assert text.count(b"release damaged") == 1 and b"serving an older release" in text


def test_damage_without_another_release_is_503_until_it_is_made_anew(tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish_directory(store, instance)
    with serve_store(store) as server:
        overwrite(store / "releases" / "1" / "store.columns", 8192)
        assert requests.get(server.url + QUERY, timeout=10).status_code == 503
        code, body = ready(server)
        assert code == 503 and "damaged" in body["detail"]
        done = subprocess.run([program(), "rebuild", "--store", store], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        wait_until_ready(server, 1)
        assert ready(server)[1]["status"] == "ready"
        assert requests.get(server.url + QUERY, timeout=10).status_code == 200


def wait_until_ready(server, release, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        code, body = ready(server)
        if code == 200 and body["release"] == release and body["status"] == "ready":
            return
        time.sleep(0.1)
    raise AssertionError(body)


def test_a_new_good_release_ends_the_damage(two_releases, instance):  # noqa: F811
    truncate(two_releases / "releases" / "2" / "store.sqlite")
    with serve_store(two_releases) as server:
        assert ready(server)[1]["release"] == 1
        done = subprocess.run([program(), "rebuild", "--store", two_releases], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        wait_until_ready(server, 2)


@pytest.mark.parametrize("harm", [os.unlink, truncate, lambda path: path.write_bytes(b"")])
def test_a_damaged_ready_file_is_said_and_the_rows_are_read(tmp_path, instance, harm):  # noqa: F811
    """The data are whole: nothing older is served for it."""
    store = tmp_path / "store"
    publish_directory(store, instance)
    whole = {}
    with serve_store(store) as server:
        whole = {form: requests.get(f"{server.url}/v1/schemes.{form}", timeout=10).content for form in ("csv", "json", "rdf")}
    for form in whole:
        for name in (f"schemes.{form}", f"schemes.{form}.gz"):
            with contextlib.suppress(FileNotFoundError):
                harm(store / "releases" / "1" / "files" / name)
    with serve_store(store) as server:
        code, body = ready(server)
        assert (code, body["status"]) == (200, "degraded") and "schemes" in body["reasons"][0]
        for form, content in whole.items():
            assert requests.get(f"{server.url}/v1/schemes.{form}", timeout=10).content == content


LOST = "/v1/downloads/programs.csv"
PLAIN = {"Accept-Encoding": "identity"}


@pytest.mark.parametrize("harm", [os.unlink, truncate, lambda path: path.write_bytes(b"")], ids=["gone", "short", "empty"])
def test_a_ready_file_damaged_while_serving_is_said_until_it_is_whole(tmp_path, instance, harm):  # noqa: F811
    store = tmp_path / "store"
    publish_directory(store, instance)
    path = store / "releases" / "1" / "files" / "programs.csv"
    whole = path.read_bytes()
    with open(tmp_path / "log", "w+b") as log:
        with serve_store(store, log=log) as server:
            assert requests.get(server.url + LOST, headers=PLAIN, timeout=10).headers["Accept-Ranges"] == "bytes"
            for _ in range(2):
                harm(path)
                for _ in range(3):
                    answer = requests.get(server.url + LOST, headers=PLAIN, timeout=10)
                    assert (answer.status_code, answer.content) == (200, whole)
                code, body = ready(server)
                assert (code, body["status"]) == (200, "degraded") and "programs.csv" in body["reasons"][0]
                assert "hiraku_release_good 0" in requests.get(server.url + "/metrics", timeout=10).text
                path.write_bytes(whole)
                assert ready(server) == (200, {"status": "ready", "release": 1})
                assert requests.get(server.url + LOST, headers=PLAIN, timeout=10).headers["Accept-Ranges"] == "bytes"
        log.seek(0)
        assert log.read().count(b"ready file damaged") == 2


def test_every_damaged_ready_file_is_said_until_the_last_is_whole(tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish_directory(store, instance)
    paths = [store / "releases" / "1" / "files" / name for name in ("programs.csv", "rounds.csv")]
    with serve_store(store) as server:
        for path in paths:
            path.rename(path.with_suffix(".away"))
            requests.get(f"{server.url}/v1/downloads/{path.name}", headers=PLAIN, timeout=10)
        for path in reversed(paths):
            assert ready(server)[1]["status"] == "degraded"
            path.with_suffix(".away").rename(path)
        assert ready(server)[1]["status"] == "ready"


def test_rebuild_ends_the_damage_of_a_ready_file(tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish_directory(store, instance)
    with serve_store(store) as server:
        (store / "releases" / "1" / "files" / "programs.csv").unlink()
        requests.get(server.url + LOST, headers=PLAIN, timeout=10)
        assert ready(server)[1]["status"] == "degraded"
        done = subprocess.run([program(), "rebuild", "--store", store], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        wait_until_ready(server, 1)


def test_a_ready_file_that_cannot_be_opened_for_lack_of_files_is_not_damaged(tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish_directory(store, instance)
    with serve_store(store) as server, requests.Session() as session:
        whole = session.get(server.url + LOST, headers=PLAIN, timeout=10)
        limits = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (3, limits[1]))
        answer = session.get(server.url + "/v1/programs.csv", headers=PLAIN, timeout=10)
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, limits)
        assert (answer.status_code, answer.content) == (200, whole.content)
        assert answer.headers.get("Accept-Ranges") != "bytes"
        assert ready(server)[1]["status"] == "ready"


def test_a_release_that_is_put_away_has_no_damaged_files(tmp_path, instance):  # noqa: F811
    """What publishing takes away from older releases goes without a word: database first."""
    store = tmp_path / "store"
    publish_directory(store, instance)
    with open(tmp_path / "log", "w+b") as log:
        with serve_store(store, log=log) as server:
            (store / "releases" / "1" / "store.sqlite").unlink()
            (store / "releases" / "1" / "files" / "programs.csv").unlink()
            assert requests.get(server.url + "/v1/programs.csv", headers=PLAIN, timeout=10).status_code == 200
        log.seek(0)
        assert b"ready file damaged" not in log.read()


def test_a_lost_store_is_said_and_found_again(tmp_path, instance):  # noqa: F811
    store = tmp_path / "store"
    publish_directory(store, instance)
    with serve_store(store) as server:
        store.rename(tmp_path / "away")
        time.sleep(0.8)
        code, body = ready(server)
        assert (code, body["status"]) == (200, "degraded") and "store" in body["reasons"][0]
        (tmp_path / "away").rename(store)
        wait_until_ready(server, 1)


def test_after_kill_9_it_starts_again_at_once(sample_store):
    with contextlib.suppress(AssertionError), serve_store(sample_store) as server:
        port = server.port
        os.kill(server.pid, signal.SIGKILL)
        server.process.wait(10)
    begun = time.monotonic()
    with serve_store(sample_store, "--listen", f"127.0.0.1:{port}") as server:
        assert ready(server) == (200, {"status": "ready", "release": 1})
        assert time.monotonic() - begun < 5


CLOCK = """
#define _GNU_SOURCE
#include <time.h>
#include <sys/syscall.h>
#include <unistd.h>
static long moved;
int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = syscall(SYS_clock_gettime, clock, now);
    if (clock == CLOCK_REALTIME) now->tv_sec -= 20L * 365 * 86400 + moved++ * 3600;
    return result;
}
time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}
"""


@pytest.mark.skipif(not shutil.which("cc"), reason="no compiler for the clock")
def test_a_clock_that_is_wrong_and_runs_backwards_does_no_harm(sample_store, tmp_path):
    (tmp_path / "clock.c").write_text(CLOCK)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", tmp_path / "clock.so", tmp_path / "clock.c"], check=True)
    env = {"LD_PRELOAD": str(tmp_path / "clock.so"), "ASAN_OPTIONS": "verify_asan_link_order=0"}
    with serve_store(sample_store, env=env) as server:
        for _ in range(3):
            answer = programs(server)
            assert answer.status_code == 200
            again = requests.get(server.url + "/v1/programs?limit=1000", timeout=10,
                                 headers={"If-None-Match": answer.headers["ETag"]})
            assert again.status_code == 304
        text = requests.get(server.url + "/metrics", timeout=10).text
        assert "hiraku_release_age_seconds 0\n" in text


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a mount")
def test_a_read_only_file_system_is_enough(tmp_path, sample_store):
    """In a mount namespace where everything is read-only."""
    script = ('mount --make-rprivate / && mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && '
              '! touch "$1/x" 2>/dev/null && exec "$2" serve --store "$1" --listen 127.0.0.1:0')
    process = subprocess.Popen(["unshare", "--mount", "sh", "-c", script, "sh", sample_store, program()],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        line = process.stdout.readline()
        if not line:
            pytest.skip("no mount namespaces here")
        url = line.decode().split(" on ")[1].strip().rstrip("/")
        for target in ("/v1/programs", "/v1/programs.csv", "/v1/observations.csv?value__ge=0&sort=-value", "/docs"):
            assert requests.get(url + target, timeout=10).status_code == 200
    finally:
        process.terminate()
        assert process.wait(20) == 0
        process.stdout.close()
