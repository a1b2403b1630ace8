"""hiraku witness: three neighbours, one of which takes releases back, signs two histories, or rewrites its past."""

import base64
import hashlib
import json
import shutil

import nacl.signing
import pytest

from conftest import publish_directory, run_program, serve_store
from small_instance import Instance

ROW = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"
HONEST = ("a.example", "b.example")


class Neighbour:
    """A publisher whose store can be put back to what it was."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        folder.mkdir()
        self.instance = Instance(folder / "instance")
        self.values = 0
        self.key = json.loads(run_program("key", "new", folder / "key", "--name", name, "--json").stdout)["key"]
        self.publish()
        self.publish()

    def publish(self, value=None, *options):
        self.values += 1
        self.instance.add(ROW.format(self.values if value is None else value))
        publish_directory(self.folder / "store", self.instance.path, "--no-downloads", "--key", self.folder / "key", *options)

    def save(self, name):
        shutil.copytree(self.folder / "store", self.folder / name, symlinks=True)

    def restore(self, name):
        shutil.rmtree(self.folder / "store")
        shutil.copytree(self.folder / name, self.folder / "store", symlinks=True)


@pytest.fixture
def neighbours(tmp_path):
    return {name: Neighbour(tmp_path / name, name) for name in (*HONEST, "liar.example")}


@pytest.fixture
def look(neighbours, tmp_path):
    """look(*options) → hiraku witness run once; look.json() → its exit code, and what it says of each neighbour."""
    witness = json.loads(run_program("key", "new", tmp_path / "w.key", "--name", "w.example", "--witness", "--json").stdout)

    def call(*options):
        servers = [serve_store(one.folder / "store") for one in neighbours.values()]
        running = [one.__enter__() for one in servers]
        try:
            lines = ["# neighbours", ""] + [f"{server.url}/ {one.key}" for server, one in zip(running, neighbours.values(), strict=True)]
            (tmp_path / "list").write_text("\n".join(lines) + "\n")
            done = run_program("witness", "--key", tmp_path / "w.key", "--seen", tmp_path / "seen", tmp_path / "list", *options)
        finally:
            for one in servers:
                one.__exit__(None, None, None)
        return done
    call.key = witness["key"]
    call.json = lambda: parse(call("--json"), neighbours)
    return call


def parse(done, neighbours):
    return done.returncode, dict(zip(neighbours, json.loads(done.stdout)["logs"], strict=True))


def newest(tmp_path, name):
    [folder] = [path for path in (tmp_path / "seen").iterdir() if path.name.startswith(name)]
    return folder


def test_what_goes_on_is_cosigned(neighbours, look, tmp_path):
    assert look.json()[0] == 0
    neighbours["a.example"].publish()
    code, logs = look.json()
    assert code == 0 and logs["a.example"]["seen_size"] == 2 and logs["a.example"]["size"] == 3
    text, lines = (newest(tmp_path, "a.example") / "checkpoint").read_text().rsplit("\n\n", 1)
    dash, name, code = lines.splitlines()[-1].split(" ")
    decoded = base64.b64decode(code)
    public = base64.b64decode(look.key.split("+", 2)[2])[1:]
    assert (dash, name) == ("—", "w.example")
    assert decoded[:4] == hashlib.sha256(b"w.example\n\x04" + public).digest()[:4]
    message = f"cosignature/v1\ntime {int.from_bytes(decoded[4:12], 'big')}\n{text}\n"
    nacl.signing.VerifyKey(public).verify(message.encode(), decoded[12:])


def lie(neighbours, look, tmp_path, status):
    """All are seen; then the liar has changed its store: only that is reported, with both checkpoints, and kept."""
    code, logs = look.json()
    assert code == 1
    assert {name: one["status"] for name, one in logs.items()} == {"a.example": "ok", "b.example": "ok", "liar.example": status}
    liar = logs["liar.example"]
    assert liar["seen"].startswith("liar.example\n") and liar["checkpoint"].startswith("liar.example\n")
    assert liar["seen"].split("\n\n")[0] != liar["checkpoint"].split("\n\n")[0]
    folder = newest(tmp_path, "liar.example")
    assert (folder / "checkpoint").read_text() == liar["seen"]
    [kept] = folder.glob("contradiction-*")
    assert kept.read_text() == liar["checkpoint"]


def test_releases_that_were_taken_back(neighbours, look, tmp_path):
    liar = neighbours["liar.example"]
    liar.save("before")
    liar.publish()
    assert look.json()[0] == 0
    liar.restore("before")
    lie(neighbours, look, tmp_path, "log-rolled-back")


def test_two_histories(neighbours, look, tmp_path):
    liar = neighbours["liar.example"]
    liar.save("before")
    liar.publish(7)
    assert look.json()[0] == 0
    liar.restore("before")
    liar.publish(8)
    lie(neighbours, look, tmp_path, "log-forked")


def test_a_past_that_was_rewritten(neighbours, look, tmp_path):
    liar = neighbours["liar.example"]
    liar.save("before")
    liar.publish(7)
    assert look.json()[0] == 0
    liar.restore("before")
    liar.publish(8)
    liar.publish(9)
    lie(neighbours, look, tmp_path, "log-rewritten")


def test_a_lie_is_told_loudly(neighbours, look):
    liar = neighbours["liar.example"]
    liar.save("before")
    liar.publish()
    look("--lang", "en")
    liar.restore("before")
    done = look("--lang", "en")
    assert done.returncode == 1 and "!!!" in done.stdout and "fewer releases" in done.stdout
    assert done.stdout.count("liar.example\n") >= 2


def test_a_changed_key_is_followed(neighbours, look, tmp_path):
    assert look.json()[0] == 0
    one = neighbours["a.example"]
    run_program("key", "new", one.folder / "new", "--name", one.name)
    (one.folder / "key").rename(one.folder / "old")
    (one.folder / "new").rename(one.folder / "key")
    one.publish(None, "--former-key", one.folder / "old")
    one.publish()
    code, logs = look.json()
    assert code == 0 and logs["a.example"]["size"] == 4


def test_a_key_that_nobody_named_is_not(neighbours, look):
    assert look.json()[0] == 0
    one = neighbours["a.example"]
    run_program("key", "new", one.folder / "new", "--name", one.name)
    (one.folder / "new").rename(one.folder / "key")
    one.publish(None, "--key-lost")
    code, logs = look.json()
    assert code == 1 and logs["a.example"]["status"] == "checkpoint-key"


def test_one_that_is_not_there_keeps_nobody_from_looking(neighbours, look, tmp_path):
    (tmp_path / "list2").write_text(f"http://127.0.0.1:1 {neighbours['a.example'].key}\n")
    done = run_program("witness", "--json", "--key", tmp_path / "w.key", "--seen", tmp_path / "seen", tmp_path / "list2")
    assert done.returncode == 3 and json.loads(done.stdout)["failed"] == 1
    assert look is not None


def test_a_line_that_is_none_is_said(look, tmp_path):
    (tmp_path / "list2").write_text("http://127.0.0.1:1 no-key\n")
    done = run_program("witness", "--json", "--key", tmp_path / "w.key", "--seen", tmp_path / "seen", tmp_path / "list2")
    assert done.returncode == 2 and look is not None
