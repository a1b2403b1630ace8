"""hiraku pull: a copy has the bytes of the origin, and moves what changed."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import time

import pytest
import requests

from conftest import SAMPLE, clean_environment, program, publish_directory, run_program, serve_store
from growing_instance import add_programs, instance, wait_for_release  # noqa: F401
from pull_proxy import proxy

# What origin and node must answer alike.
ANSWERS = [
    "/v1/programs", "/v1/programs.csv", "/v1/programs?limit=3", "/v1/observations.ttl", "/v1/instance",
    "/v1/kpis", "/v1/downloads.json", "/v1/downloads/programs.csv", "/v1/downloads/programs.csv.gz",
    "/v1/downloads/programs.xlsx", "/v1/feed.atom", "/v1/feeds/programs.atom", "/v1/releases", "/v1/changes", "/catalog",
    "/datapackage.json", "/", "/releases/1", "/v1/openapi.json", "/v1/releases/1/changes", "/sitemap.xml",
    "/v1/releases/1/downloads/programs.json", "/v1/programs?release=1", "/v1/releases/leaves.txt", "/v1/copies",
]
# What only tells of the connection or the moment.
OWN = {"date", "connection", "keep-alive"}


def pull(node, url, *options, env=None):
    return run_program("pull", "--json", "--store", node, *options, url, env=env)


def pulled(node, url, *options, env=None):
    done = pull(node, url, *options, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def files_of(store):
    return {str(path.relative_to(store)): path.read_bytes() for path in sorted((store / "releases").rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Two releases with all their files, served; .store, .url."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(SAMPLE, folder / "instance")
    publish_directory(folder / "origin", folder / "instance")
    add_programs(folder / "instance", "more", 3)
    publish_directory(folder / "origin", folder / "instance")
    with serve_store(folder / "origin") as server:
        yield server


@pytest.fixture
def origin(instance, tmp_path):  # noqa: F811
    """The same without files for download, to go on with."""
    store = tmp_path / "origin"
    publish_directory(store, instance, "--no-downloads")
    add_programs(instance, "more", 3)
    publish_directory(store, instance, "--no-downloads")
    with serve_store(store) as server:
        yield server


def test_a_copy_is_the_same_to_the_byte_and_verifies(whole, tmp_path):
    node = tmp_path / "node"
    result = pulled(node, whole.url)
    assert (result["release"], result["releases"]) == (2, 2)
    assert files_of(node) == files_of(whole.store)
    assert os.readlink(node / "current") == "releases/2"
    assert run_program("verify", "--store", node).returncode == 0
    assert sorted(path.name for path in node.iterdir()) == ["current", "lock", "releases"]


def test_a_node_answers_as_the_origin_does(whole, tmp_path):
    node = tmp_path / "node"
    pulled(node, whole.url)
    with serve_store(node) as copy:
        for path in ANSWERS:
            for encoding in ("identity", "gzip"):
                asked = {"Accept-Encoding": encoding}
                one, other = (requests.get(server.url + path, headers=asked, timeout=60) for server in (whole, copy))
                fields = [{k: v for k, v in answer.headers.items() if k.lower() not in OWN} for answer in (one, other)]
                assert one.status_code == 200, path
                assert fields[0] == fields[1], path
                assert one.content == other.content, path
            etag = one.headers.get("ETag")
            assert not etag or requests.get(copy.url + path, headers={**asked, "If-None-Match": etag}, timeout=60).status_code == 304


def test_what_did_not_change_is_not_sent_again(origin, instance, tmp_path):  # noqa: F811
    node = tmp_path / "node"
    first = pulled(node, origin.url)["bytes"]
    assert pulled(node, origin.url)["releases"] == 0
    add_programs(instance, "again", 1)
    publish_directory(origin.store, instance, "--no-downloads")
    wait_for_release(origin, 3)
    with proxy(origin.url) as between:
        result = pulled(node, between.url)
    # all tables but programs and periods are those of before; lists and manifests are most of what is sent
    digests = {entry["sha256"]: entry["path"] for entry in requests.get(origin.url + "/v1/copies/3", timeout=60).json()["files"]}
    sent = {digests[path.rsplit("/", 1)[1]] for path, _ in between.paths if path.rsplit("/", 1)[1] in digests}
    assert sent == {"release.json", "changes.csv", "data/programs.csv", "derived.json"}
    assert result["bytes"] < first
    assert files_of(node) == files_of(origin.store)


def test_of_a_large_file_only_the_pieces_that_changed_are_sent(tmp_path):
    from small_instance import OBSERVATION_HEADER, Instance
    instance = Instance(tmp_path / "instance")  # noqa: F811
    rows = [f"visitors,{year}-{month:02d}-{day:02d},actual,level,,,,{year * month * day},,exact,final,plan,"
            for year in range(1990, 2020) for month in range(1, 13) for day in range(1, 29)]
    instance.write("observations", [OBSERVATION_HEADER, *rows])
    store, node = tmp_path / "origin", tmp_path / "node"
    publish_directory(store, instance.path, "--no-downloads")
    with serve_store(store) as origin:
        first = pulled(node, origin.url, "--no-downloads")["bytes"]
        whole = (store / "releases/1/data/observations.csv").stat().st_size
        assert first > whole > 500_000
        rows[5000] = rows[5000].replace(",plan,", ",report,")
        instance.write("observations", [OBSERVATION_HEADER, *rows])
        publish_directory(store, instance.path, "--no-downloads")
        wait_for_release(origin, 2)
        with proxy(origin.url) as between:
            pulled(node, between.url, "--no-downloads")
        assert between.bytes < first / 10
        assert len([1 for path, part in between.paths if part]) == 1
    assert files_of(node) == files_of(store)


def test_what_was_cut_off_goes_on_where_it_was(whole, tmp_path):
    node = tmp_path / "node"
    listed = requests.get(whole.url + "/v1/copies/1", timeout=60).json()["files"]
    largest = max((entry for entry in listed if entry["path"].startswith("data/")), key=lambda entry: entry["bytes"])

    def cut(path, status, fields, body):
        if path.endswith(largest["sha256"]) and status == 200:
            return status, {**fields, "Content-Length": str(len(body))}, body[:50_000]
        return None

    with proxy(whole.url, cut) as between:
        done = pull(node, between.url)
        assert done.returncode == 3 and json.loads(done.stdout)["error"]["status"] == "remote"
        assert not (node / "current").exists()
        between.change, between.paths = None, []
        pulled(node, between.url)
        parts = [part for path, part in between.paths if path.endswith(largest["sha256"])]
    assert parts == ["bytes=50000-"]
    assert files_of(node) == files_of(whole.store)


def test_a_node_keeps_as_many_releases_as_it_is_told(whole, tmp_path):
    node = tmp_path / "node"
    pulled(node, whole.url, "--keep", "1")
    assert not (node / "releases/1/files").exists() and (node / "releases/2/files").exists()
    assert run_program("verify", "--store", node).returncode == 0


def test_releases_that_the_origin_put_away_come_as_they_are_there(instance, tmp_path):  # noqa: F811
    store, node = tmp_path / "origin", tmp_path / "node"
    for number in range(4):
        add_programs(instance, f"more{number}", 1)
        publish_directory(store, instance, "--no-downloads", "--keep", "2")
    with serve_store(store) as origin:
        pulled(node, origin.url, "--no-downloads", "--keep", "2")
        assert files_of(node) == files_of(store)
        assert run_program("verify", "--store", node).returncode == 0


def test_a_withdrawal_reaches_the_nodes_and_its_contents_go_to_no_new_one(origin, tmp_path):
    node, late = tmp_path / "node", tmp_path / "late"
    pulled(node, origin.url)
    done = run_program("withdraw", "--store", origin.store, "--reason", "個人名", "1")
    assert done.returncode == 0, done.stderr
    changes = (origin.store / "releases/1/changes.csv")
    deadline = time.monotonic() + 10
    while pulled(node, origin.url)["withdrawn"] != 1:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert files_of(node) == files_of(origin.store)
    pulled(late, origin.url)
    assert changes.exists()
    assert sorted(path.name for path in (late / "releases/1").rglob("*")) == ["release.json", "withdrawn.json"]
    with serve_store(late) as copy:
        assert requests.get(copy.url + "/v1/programs?release=1", timeout=60).status_code == 451
        assert requests.get(copy.url + "/v1/programs", timeout=60).content == requests.get(origin.url + "/v1/programs", timeout=60).content


def test_a_server_that_offers_no_copies_has_no_such_paths(origin, tmp_path):
    with serve_store(origin.store, "--copies", "0") as server:
        assert requests.get(server.url + "/v1/copies", timeout=60).status_code == 404
        done = pull(tmp_path / "node", server.url)
    assert (done.returncode, json.loads(done.stdout)["error"]["status"]) == (1, "remote-missing")
    assert not (tmp_path / "node").exists() or not list((tmp_path / "node").iterdir())


@pytest.mark.parametrize("name", ["../../current", "..%2f..%2flock", "release.json", "%2fetc%2fpasswd", "0" * 64])
def test_no_path_of_the_disk_can_be_asked_for(whole, name):
    answer = requests.get(f"{whole.url}/v1/copies/1/files/{name}", timeout=60)
    assert answer.status_code in (400, 404)


def test_a_follower_has_a_release_within_two_seconds_and_readyz_tells_of_a_lost_origin(origin, instance, tmp_path):  # noqa: F811
    node = tmp_path / "node"
    pulled(node, origin.url, "--no-downloads")
    follower = subprocess.Popen([program(), "pull", "--follow", "--no-downloads", "--store", node, origin.url],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean_environment())
    try:
        with serve_store(node, "--origin-seconds", "5") as copy:
            def state():
                return requests.get(copy.url + "/readyz", timeout=60).json()

            deadline = time.monotonic() + 10
            while not (node / "origin.json").exists():
                assert time.monotonic() < deadline
                time.sleep(0.05)
            assert state() == {"status": "ready", "release": 2}
            add_programs(instance, "lag", 1)
            publish_directory(origin.store, instance, "--no-downloads")
            wait_for_release(origin, 3)
            served = time.monotonic()
            while not (node / "releases/3").exists():
                assert time.monotonic() < served + 2
                time.sleep(0.02)
            wait_for_release(copy, 3)
            os.kill(origin.process.pid, signal.SIGSTOP)  # it takes connections and never answers
            deadline = time.monotonic() + 20
            while (told := state())["status"] == "ready":
                assert time.monotonic() < deadline
                time.sleep(0.2)
            assert told["release"] == 3 and "origin" in told["reasons"][0]
            assert requests.get(copy.url + "/readyz", timeout=60).status_code == 200
            assert requests.get(copy.url + "/v1/programs", timeout=60).status_code == 200
            os.kill(origin.process.pid, signal.SIGCONT)
            while state()["status"] != "ready":
                assert time.monotonic() < deadline + 20
                time.sleep(0.2)
    finally:
        follower.kill()
        follower.wait()


def test_one_who_is_killed_leaves_nothing_in_the_way(whole, tmp_path):
    for wait in (0.1, 0.5):
        node = tmp_path / f"node{wait}"
        process = subprocess.Popen([program(), "pull", "--store", node, whole.url], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=clean_environment())
        time.sleep(wait)
        process.kill()
        process.wait()
        pulled(node, whole.url)
        assert files_of(node) == files_of(whole.store)
        shutil.rmtree(node)


def test_what_this_machine_makes_otherwise_is_fetched(whole, tmp_path):
    """Workbooks: this node makes none."""
    node = tmp_path / "node"
    pulled(node, whole.url, env={"HIRAKU_DOWNLOAD_SHEET_ROWS": "0"})
    assert files_of(node) == files_of(whole.store)
    assert [path for path in files_of(node) if path.endswith(".xlsx")]


@pytest.mark.parametrize("signed", [True, False])
def test_of_signed_releases_only_files_that_were_signed_are_fetched(instance, tmp_path, signed):  # noqa: F811
    node, store, key = tmp_path / "node", tmp_path / "origin", tmp_path / "a.key"
    assert run_program("key", "new", key, "--name", "data.example.jp").returncode == 0
    publish_directory(store, instance, *(["--key", key] if signed else []))
    with serve_store(store) as origin:
        def other(path, status, fields, body):
            """A list with a workbook that nobody signed."""
            if path != "/v1/copies/1":
                return None
            files = json.loads(body)["files"]
            derived = next(file for file in files if file["path"] == "derived.json")
            derived["sha256"], derived["bytes"] = hashlib.sha256(lie).hexdigest(), len(lie)
            for file in files:
                if file["path"] == "files/kpis.xlsx":
                    file["sha256"], file["bytes"] = hashlib.sha256(b"evil").hexdigest(), 4
            text = json.dumps({**json.loads(body), "files": files}).encode()
            return status, {**fields, "Content-Length": str(len(text))}, text

        lie = forged((store / "releases/1/derived.json").read_text(), "files/kpis.xlsx", b"evil")
        with proxy(origin.url) as between:
            def change(path, status, fields, body):
                for bytes_ in (lie, b"evil"):
                    if path.endswith(hashlib.sha256(bytes_).hexdigest()):
                        return 200, {**fields, "Content-Length": str(len(bytes_))}, bytes_
                return other(path, status, fields, body)

            between.change = change
            pulled(node, between.url)
        assert (files_of(node)["releases/1/files/kpis.xlsx"] == b"evil") == (not signed)
        assert (files_of(node) == files_of(store)) == signed


def forged(text, path, content):
    """A derived.json that has other bytes for a file, and is right in itself: its last member is the digest of what is before."""
    entry = next(file for file in json.loads(text)["files"] if file["path"] == path)
    text = text.replace(entry["sha256"], hashlib.sha256(content).hexdigest()).replace(
        f'"bytes": {entry["bytes"]}, "missing": "", "path": "{path}"', f'"bytes": {len(content)}, "missing": "", "path": "{path}"')
    head = text[:text.index('\n  "self"')].rstrip(",")
    return (head + f',\n  "self": "{hashlib.sha256(head.encode()).hexdigest()}"\n}}\n').encode()
