"""Rolling back: the data of an earlier release becomes a new one, and nothing that was published is lost."""

import fcntl
import hashlib
import json
import os
import signal
import subprocess

import pytest
import requests

from conftest import SAMPLE, clean_environment, program, publish_directory, publish_result, serve_store
from small_instance import OBSERVATIONS, SOURCES, Instance

ADDED = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def rollback(run, store):
    """rollback(number, *options) → the object that --json gives; `code` is what it must end with."""
    def call(number, *options, code=0):
        done = run("rollback", "--json", "--store", store, *options, number)
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)
    return call


def release(store, number):
    return store / "releases" / str(number)


def manifest(store, number):
    return json.loads((release(store, number) / "release.json").read_text())


def digests(store, number):
    tables = manifest(store, number)["tables"]
    return {name: table["sha256"] for name, table in tables.items()} | {
        "instance": manifest(store, number)["instance"]["sha256"]}


def current(store):
    return os.readlink(store / "current")


def publish_values(store, instance, *values, options=()):
    for value in values:
        instance.add(ADDED.format(value))
        publish_directory(store, instance.path, *options)


def test_the_data_comes_back_as_a_new_release(run, store, instance, rollback):
    publish_values(store, instance, 1, 2, 3)
    result = rollback(1)
    assert (result["restores"], result["release"], result["changed"]) == (1, 4, True)
    assert current(store) == "releases/4" and digests(store, 4) == digests(store, 1) != digests(store, 3)
    assert manifest(store, 4)["restores"] == 1 and "restores" not in manifest(store, 3)
    assert [p.name for p in sorted((store / "releases").iterdir())] == ["1", "2", "3", "4"]
    assert run("verify", "--store", store).returncode == 0


def test_the_changes_are_those_to_the_release_before(store, instance, rollback):
    publish_values(store, instance, 1, 2)
    rollback(1)
    text = (release(store, 3) / "changes.csv").read_bytes().decode()
    assert text.split("\r\n")[1:-1] == ["observations,visitors.FY2024.actual.level._._._,value,2,1"]


def test_instance_json_comes_back_with_the_data_and_is_warned_of(store, instance, rollback):
    publish_directory(store, instance.path)
    instance.instance(base_url="https://moved.example.jp", title_ja="別の題")
    publish_directory(store, instance.path)
    result = rollback(1)
    assert digests(store, 3)["instance"] == digests(store, 1)["instance"]
    assert [(f["value"], f["expected"]) for f in result["findings"] if f["rule"] == "base-url-changed"] == [
        ("https://data.example.jp", "https://moved.example.jp")]


def test_findings_have_no_row_since_nobody_has_the_file(run, store, instance, rollback):
    for value in (1, 2):
        instance.write("observations", [*OBSERVATIONS, ADDED.format(value)])
        publish_directory(store, instance.path)
    found = [f for f in rollback(1)["findings"] if f["rule"] == "final-changed"]
    assert [(f["file"], f["line"], f["value"], f["expected"]) for f in found] == [("data/observations.csv", None, "1", "2")]
    people = run("rollback", "--lang", "en", "--store", store, 2).stdout
    assert "data/observations.csv: value: warning: A final figure changes from 1 (release 3) to 2." in people


def test_a_message_is_kept(store, instance, rollback):
    publish_values(store, instance, 1, 2)
    rollback(1, "--message", "誤った表を公開したため")
    assert manifest(store, 3)["message"] == "誤った表を公開したため"


@pytest.mark.parametrize("number", [1, 2])
def test_a_release_that_is_kept_as_changes(run, store, instance, rollback, number):
    publish_values(store, instance, 1, 2, 3, 4, options=["--keep", "1"])
    assert not (release(store, number) / "data").exists()
    rollback(number, "--keep", "1")
    assert digests(store, 5) == digests(store, number)
    assert run("verify", "--store", store).returncode == 0


def test_the_whole_sample_comes_back(run, store, instance, rollback):
    publish_directory(store, SAMPLE)
    publish_directory(store, instance.path)
    result = rollback(1)
    assert (result["errors"], digests(store, 3)) == (0, digests(store, 1))
    assert run("verify", "--store", store).returncode == 0


def test_retired_ids_come_back_and_newer_ones_are_retired(store, instance, rollback):
    instance.write("sources", [*SOURCES, "third,題,web"])
    publish_directory(store, instance.path)
    instance.write("sources", [*SOURCES, "fourth,題,web"])
    publish_directory(store, instance.path)
    result = rollback(1)
    assert (release(store, 3) / "retired.csv").read_bytes().decode() == "id,table,release\r\nfourth,sources,3\r\n"
    assert [f["rule"] for f in result["findings"] if f["severity"] == "warning"] == ["record-removed"]
    with serve_store(store) as server:
        assert requests.get(f"{server.url}/v1/sources/third", timeout=20).status_code == 200
        assert requests.get(f"{server.url}/v1/sources/fourth", timeout=20).status_code == 410


def test_an_older_release_without_a_column_is_written_with_all_of_them(run, store, instance, rollback):
    """As a program with fewer columns would have left it: file, digests and chain agree."""
    publish_directory(store, instance.path)
    instance.write("sources", [*SOURCES, "third,題,web"])
    publish_directory(store, instance.path)
    path = release(store, 1) / "data" / "sources.csv"
    rows = [line.split(",") for line in path.read_bytes().decode().split("\r\n")[:-1]]
    drop = rows[0].index("licence")
    path.unlink()
    path.write_bytes("".join(",".join(row[:drop] + row[drop + 1:]) + "\r\n" for row in rows).encode())
    text = (release(store, 1) / "release.json").read_text()
    old = digests(store, 1)["sources"]
    (release(store, 1) / "release.json").write_text(
        text.replace(old, hashlib.sha256(path.read_bytes()).hexdigest()))
    rollback(1)
    assert (release(store, 3) / "data" / "sources.csv").read_bytes().decode().split("\r\n")[0].split(",") == rows[0]


# --- what cannot be ----------------------------------------------------------------------------


def test_the_current_release_is_refused(store, instance, rollback):
    publish_values(store, instance, 1, 2)
    assert rollback(2, code=2)["error"]["status"] == "release-current"
    assert current(store) == "releases/2"


@pytest.mark.parametrize("number", [3, 999999999])
def test_an_unknown_release_is_refused_with_first_and_last(run, store, instance, number):
    publish_values(store, instance, 1, 2)
    done = run("rollback", "--store", store, number)
    assert done.returncode == 2 and str(number) in done.stderr and "1–2" in done.stderr


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.0", "99999999999999999999"])
def test_what_is_no_number_is_refused(run, store, instance, number):
    publish_values(store, instance, 1, 2)
    done = run("rollback", "--store", store, "--", number)
    assert done.returncode == 2 and current(store) == "releases/2"


def test_without_a_release_there_is_nothing_to_roll_back_to(run, store):
    assert run("rollback", "--store", store, "1").returncode == 1 and not store.exists()


def test_a_withdrawn_release_is_refused_with_its_reason(run, store, instance):
    publish_values(store, instance, 1, 2)
    assert run("withdraw", "--store", store, "--reason", "個人名が含まれていたため", "1").returncode == 0
    done = run("rollback", "--store", store, "1")
    assert done.returncode == 2 and "個人名が含まれていたため" in done.stderr and current(store) == "releases/2"


def test_a_damaged_release_is_not_published_again(run, store, instance):
    publish_values(store, instance, 1, 2)
    path = release(store, 1) / "data" / "observations.csv"
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data.replace(b",100,", b",900,"))
    done = run("rollback", "--store", store, "1")
    assert done.returncode == 1 and "SHA-256" in done.stderr and current(store) == "releases/2"
    assert sorted(p.name for p in (store / "releases").iterdir()) == ["1", "2"]


def test_a_release_whose_changes_are_damaged_is_not_published_again(run, store, instance):
    publish_values(store, instance, 1, 2, options=["--keep", "1"])
    path = release(store, 2) / "changes.csv"
    path.write_bytes(path.read_bytes().replace(b",1,2\r\n", b",3,2\r\n"))
    done = run("rollback", "--store", store, "1")
    assert done.returncode == 1 and "releases/1" in done.stderr and current(store) == "releases/2"
    assert sorted(p.name for p in (store / "releases").iterdir()) == ["1", "2"]


def test_twice_the_same_changes_nothing_the_second_time(run, store, instance, rollback):
    publish_values(store, instance, 1, 2)
    rollback(1)
    result = rollback(1)
    assert (result["release"], result["changed"]) == (3, False)
    assert "nothing was published" in run("rollback", "--store", store, "1").stdout


def test_beside_another_publisher_it_does_nothing(run, store, instance):
    publish_values(store, instance, 1, 2)
    with open(store / "lock", "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run("rollback", "--store", store, "1").returncode == 3
    assert current(store) == "releases/2"


def test_killed_at_any_moment_the_store_is_whole(run, store, instance):
    """Moments are spread over what it takes; whichever it is hit in, the same must hold."""
    publish_values(store, instance, 1, 2, options=["--keep", "1"])
    done = 0
    for delay in [n / 200 for n in range(1, 40)]:
        process = subprocess.Popen([program(), "rollback", "--store", str(store), "1" if done % 2 == 0 else "2"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=clean_environment())
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        newest = max(int(p.name) for p in (store / "releases").iterdir() if p.name.isdigit())
        assert int(current(store).split("/")[1]) in (newest, newest - 1)
        done += 1
    assert run("publish", "--store", store, instance.path).returncode == 0
    assert run("verify", "--store", store).returncode == 0
    assert all(p.name.isdigit() for p in (store / "releases").iterdir())


def test_the_folder_of_the_data_is_published_over_it_again(store, instance, rollback):
    publish_values(store, instance, 1, 2)
    rollback(1)
    assert publish_result(store, instance.path)["release"] == 4
    assert digests(store, 4) == digests(store, 2)
