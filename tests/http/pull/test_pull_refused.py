"""What lies between a node and its origin, or the origin itself, does wrong: nothing is taken, nothing is lost."""

import hashlib
import json
import os
import shutil
import time

import pytest

from conftest import publish_directory, run_program, serve_store
from growing_instance import wait_for_release
from pull_proxy import proxy
from small_instance import Instance

ROW = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"


def pull(node, url, *options, env=None):
    return run_program("pull", "--json", "--no-downloads", "--store", node, *options, url, env=env)


def refused(done, code, slug):
    assert done.returncode == code, done.stdout + done.stderr
    problem = json.loads(done.stdout)["error"]
    assert problem["status"] == slug
    assert problem["detail_en"] and problem["detail_ja"]


def state_of(store):
    return {str(path): path.read_bytes() for path in sorted((store / "releases").rglob("*")) if path.is_file()}, os.readlink(store / "current")


def make_key(path, name="data.example.jp"):
    done = run_program("key", "new", path, "--name", name, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["key"]


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A store of two releases, served, and one of the first of them."""
    folder = tmp_path_factory.mktemp("two")
    instance = Instance(folder / "instance")
    publish_directory(folder / "origin", instance.path, "--no-downloads")
    shutil.copytree(folder / "origin", folder / "first", symlinks=True)
    instance.add(ROW.format(2))
    publish_directory(folder / "origin", instance.path, "--no-downloads")
    with serve_store(folder / "origin") as origin:
        yield origin, folder / "first"


@pytest.fixture
def world(two, tmp_path):
    """That origin, a node that has its first release, a proxy between them."""
    origin, first = two
    for name in ("node", "first"):
        shutil.copytree(first, tmp_path / name, symlinks=True)
    with proxy(origin.url) as between:
        between.node, between.store, between.origin = tmp_path / "node", origin.store, origin
        yield between


def listed(store, number, path):
    return hashlib.sha256((store / "releases" / str(number) / path).read_bytes()).hexdigest()


@pytest.mark.parametrize("path", ["release.json", "data/observations.csv", "changes.csv", "derived.json"])
def test_one_flipped_byte_is_refused_and_nothing_is_lost(world, path):
    before, digest = state_of(world.node), listed(world.store, 2, path)

    def flip(asked, status, fields, body):
        if not asked.endswith(digest):
            return None
        at = len(body) // 2
        return status, fields, body[:at] + bytes([body[at] ^ 1]) + body[at + 1:]

    world.change = flip
    refused(pull(world.node, world.url), 1, "copy-differs")
    assert state_of(world.node) == before
    assert run_program("verify", "--store", world.node).returncode == 0
    world.change = None
    assert pull(world.node, world.url).returncode == 0
    assert os.readlink(world.node / "current") == "releases/2"


def rewritten(body, **changes):
    return json.dumps({**json.loads(body), **changes}).encode()


def sized(status, fields, body):
    return status, {**fields, "Content-Length": str(len(body))}, body


def another_file(body, path, digest):
    files = [{**file, "sha256": digest} if file["path"] == path else file for file in json.loads(body)["files"]]
    return rewritten(body, files=files)


def with_path(body, path):
    return rewritten(body, files=json.loads(body)["files"] + [{"path": path, "bytes": 3, "sha256": "0" * 64}])


LISTS = {
    "number": lambda body: rewritten(body, number=7),
    "no files": lambda body: rewritten(body, files=[]),
    "no JSON": lambda body: body[:-20],
    "no list": lambda body: b"[]",
    "another file": lambda body: another_file(body, "data/kpis.csv", "0" * 64),
    "a table less": lambda body: rewritten(body, files=[f for f in json.loads(body)["files"] if f["path"] != "instance.json"]),
    "a path outside": lambda body: with_path(body, "../../../evil"),
    "a path of the server": lambda body: with_path(body, "store.sqlite"),
    "an absolute path": lambda body: with_path(body, "/etc/passwd"),
    "a path twice": lambda body: with_path(body, "changes.csv"),
    "a negative size": lambda body: rewritten(body, files=[{**f, "bytes": -1} for f in json.loads(body)["files"]]),
}


@pytest.mark.parametrize("how", LISTS)
def test_a_list_that_lies_is_refused(world, how):
    before = state_of(world.node)
    world.change = lambda path, status, fields, body: sized(status, fields, LISTS[how](body)) if path == "/v1/copies/2" else None
    refused(pull(world.node, world.url), 1, "copy-list")
    assert state_of(world.node) == before


def test_a_manifest_of_other_data_is_refused(world, tmp_path):
    """Another history, whole and right in itself, under the same numbers."""
    other = Instance(tmp_path / "other")
    other.add(ROW.format(99))
    for value in (1, 2):
        other.write("sources", ["id,title_ja,kind", f"plan,計画書{value},plan", "report,報告書,report"])
        publish_directory(tmp_path / "forged", other.path, "--no-downloads")
    before = state_of(world.node)
    with serve_store(tmp_path / "forged") as forged:
        refused(pull(world.node, forged.url), 1, "log-rewritten")
    assert state_of(world.node) == before


def test_an_origin_with_fewer_releases_is_refused(world, tmp_path):
    assert pull(world.node, world.url).returncode == 0
    before = state_of(world.node)
    with serve_store(tmp_path / "first") as older:
        refused(pull(world.node, older.url), 1, "log-rolled-back")
    assert state_of(world.node) == before


def test_another_release_of_the_same_number_is_refused(world, tmp_path):
    assert pull(world.node, world.url).returncode == 0
    before = state_of(world.node)
    other = Instance(tmp_path / "other")
    other.add(ROW.format(77))
    publish_directory(tmp_path / "first", other.path, "--no-downloads")
    with serve_store(tmp_path / "first") as fork:
        refused(pull(world.node, fork.url), 1, "log-forked")
    assert state_of(world.node) == before


def test_a_shorter_file_is_refused(world):
    digest = listed(world.store, 2, "data/observations.csv")
    world.change = lambda path, status, fields, body: sized(status, fields, body[:-9]) if path.endswith(digest) else None
    before = state_of(world.node)
    refused(pull(world.node, world.url), 1, "copy-differs")
    assert state_of(world.node) == before


@pytest.mark.parametrize("what", ["/v1/copies", "/v1/copies/2", "release.json", "changes.csv"])
def test_a_body_without_end_is_refused(world, what):
    target = what if what.startswith("/") else listed(world.store, 2, what)

    def endless(path, status, fields, body):
        return sized(status, fields, body + b" " * (40 << 20)) if path.endswith(target) else None

    before = state_of(world.node)
    world.change = endless
    refused(pull(world.node, world.url), 3, "remote-too-much")
    assert state_of(world.node) == before


def test_a_file_above_the_limit_is_not_asked_for(world):
    entry = {"path": "data/observations.csv", "bytes": 4 << 20, "sha256": listed(world.store, 2, "data/observations.csv")}

    def large(path, status, fields, body):
        if path != "/v1/copies/2":
            return None
        files = [entry if file["path"] == entry["path"] else file for file in json.loads(body)["files"]]
        return sized(status, fields, rewritten(body, files=files))

    world.change, world.paths[:] = large, []
    refused(pull(world.node, world.url, env={"HIRAKU_PULL_BYTES": "1048576"}), 3, "remote-too-much")
    assert not any(path.endswith(entry["sha256"]) for path, _ in world.paths)


@pytest.mark.parametrize("what", ["/v1/copies", "/v1/copies/2", "changes.csv"])
def test_a_redirection_is_not_followed(world, what):
    target = what if what.startswith("/") else listed(world.store, 2, what)

    def moved(path, status, fields, body):
        return (302, {"Location": world.origin.url + path, "Content-Length": "0"}, b"") if path.endswith(target) else None

    before = state_of(world.node)
    world.change = moved
    refused(pull(world.node, world.url), 3, "remote-moved")
    assert state_of(world.node) == before


def test_an_answer_that_stands_still_is_given_up(world):
    def slow(path, status, fields, body):
        if path == "/v1/copies/2":
            time.sleep(6)
        return None

    world.change = slow
    begun = time.monotonic()
    refused(pull(world.node, world.url, env={"HIRAKU_PULL_SECONDS": "1"}), 3, "remote")
    assert time.monotonic() - begun < 5


def test_a_node_that_is_published_into_is_not_overwritten(world, tmp_path):
    instance = Instance(tmp_path / "own")
    instance.add(ROW.replace("FY2024", "FY2025").format(5))
    publish_directory(world.node, instance.path, "--no-downloads")
    before = state_of(world.node)
    refused(pull(world.node, world.url), 1, "log-forked")
    assert state_of(world.node) == before


# --- signed releases ------------------------------------------------------------------------------------------------


@pytest.fixture
def signed(tmp_path):
    """An origin of two signed releases; .keys a and b, private and public."""
    instance, store = Instance(tmp_path / "instance"), tmp_path / "origin"
    public = {name: make_key(tmp_path / f"{name}.key") for name in "ab"}
    publish_directory(store, instance.path, "--no-downloads", "--key", tmp_path / "a.key")
    instance.add(ROW.format(1))
    publish_directory(store, instance.path, "--no-downloads", "--key", tmp_path / "a.key")
    with serve_store(store) as origin, proxy(origin.url) as between:
        between.instance, between.store, between.public, between.folder = instance, store, public, tmp_path
        between.origin = origin
        yield between


def test_a_signed_copy_verifies_with_the_key(signed, tmp_path):
    node = tmp_path / "node"
    done = pull(node, signed.url, "--key", signed.public["a"])
    assert done.returncode == 0, done.stdout
    done = run_program("verify", "--store", node, "--key", signed.public["a"])
    assert done.returncode == 0 and "signed them" in done.stdout, done.stdout


def test_what_another_key_signed_is_refused(signed, tmp_path):
    node = tmp_path / "node"
    refused(pull(node, signed.url, "--key", signed.public["b"]), 1, "checkpoint-key")
    assert not (node / "current").exists()


def test_what_is_not_signed_is_refused_where_a_key_is_trusted(world, tmp_path):
    before = state_of(world.node)
    refused(pull(world.node, world.url, "--key", make_key(tmp_path / "k.key")), 1, "checkpoint-key")
    assert state_of(world.node) == before


def test_the_key_of_what_is_here_is_trusted_from_then_on(signed, tmp_path):
    """An origin that goes on without the key, and tells a whole history."""
    node = tmp_path / "node"
    assert pull(node, signed.url).returncode == 0
    before = state_of(node)
    shutil.copytree(signed.store, tmp_path / "forged", symlinks=True)
    signed.instance.add(ROW.replace("FY2024", "FY2025").format(9))
    done = run_program("publish", "--no-downloads", "--store", tmp_path / "forged", "--key", tmp_path / "b.key", "--key-lost", signed.instance.path)
    assert done.returncode == 0, done.stderr
    with serve_store(tmp_path / "forged") as forged:
        refused(pull(node, forged.url), 1, "checkpoint-key")
    assert state_of(node) == before


def test_a_change_of_keys_is_followed(signed, tmp_path):
    node = tmp_path / "node"
    assert pull(node, signed.url, "--key", signed.public["a"]).returncode == 0
    signed.instance.add(ROW.replace("FY2024", "FY2025").format(9))
    publish_directory(signed.store, signed.instance.path, "--no-downloads", "--key", tmp_path / "b.key", "--former-key", tmp_path / "a.key")
    wait_for_release(signed.origin, 3)
    assert pull(node, signed.url, "--key", signed.public["a"]).returncode == 0
    assert os.readlink(node / "current") == "releases/3"


def test_a_manifest_that_is_changed_after_it_was_proved_is_refused(signed, tmp_path):
    """The list of the release is asked for twice: for its proof, and for its files."""
    node, asked = tmp_path / "node", []
    other = Instance(tmp_path / "other")
    publish_directory(tmp_path / "lies", other.path, "--no-downloads")
    lie = (tmp_path / "lies/releases/1/release.json").read_bytes()
    digest = hashlib.sha256(lie).hexdigest()

    def second(path, status, fields, body):
        if path.endswith(digest):
            return sized(200, fields, lie)
        if path == "/v1/copies/1":
            asked.append(path)
            if len(asked) > 1:
                files = [{"path": "release.json", "bytes": len(lie), "sha256": digest} if file["path"] == "release.json" else file
                         for file in json.loads(body)["files"]]
                return sized(status, fields, rewritten(body, files=files))
        return None

    signed.change = second
    refused(pull(node, signed.url, "--key", signed.public["a"]), 1, "copy-list")
    assert len(asked) == 2 and not (node / "current").exists()
