"""Signed releases: keys, checkpoints and signatures, against minisign, openssl and NaCl."""

import base64
import hashlib
import json
import os
import subprocess

import nacl.signing
import pytest

from conftest import publish_directory, run_program
from small_instance import Instance

NAME = "data.example.jp"
ROW = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


def make_key(path, *options):
    done = run_program("key", "new", path, "--name", NAME, "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def key(tmp_path):
    """A private key; .path, and what hiraku says of it."""
    path = tmp_path / "a.key"
    return {"path": path, **make_key(path)}


def publish(store, instance, *options):
    return run_program("publish", "--json", "--no-downloads", "--store", store, *options, instance.path)


def status_of(done):
    return json.loads(done.stdout)["error"]["status"]


def release(store, number):
    return store / "releases" / str(number)


def signed(store, instance, key, count):
    """A store with so many signed releases."""
    for value in range(1, count + 1):
        instance.add(ROW.format(value))
        publish_directory(store, instance.path, "--no-downloads", "--key", key["path"])
    return store


def root_of(leaves):
    """MTH of RFC 6962 s.2.1, as it is written there."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:k]) + root_of(leaves[k:])).digest()


def public_bytes(verifier):
    return base64.b64decode(verifier.split("+", 2)[2])[1:]


def signature_lines(checkpoint):
    text, lines = checkpoint.rsplit("\n\n", 1)
    return text + "\n", [line.split(" ") for line in lines.splitlines()]


def test_a_key_is_for_its_owner_alone(key):
    assert os.stat(key["path"]).st_mode & 0o7777 == 0o600


def test_a_key_is_not_overwritten(key):
    before = key["path"].read_bytes()
    done = run_program("key", "new", key["path"], "--name", NAME, "--json")
    assert done.returncode == 2 and status_of(done) == "key-there"
    assert key["path"].read_bytes() == before


def test_a_key_is_shown_again(key):
    done = run_program("key", "show", key["path"], "--json")
    assert json.loads(done.stdout) == {"key": key["key"], "minisign": key["minisign"]}


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\tb"])
def test_a_name_that_no_note_may_have_is_refused(tmp_path, name):
    done = run_program("key", "new", tmp_path / "k", f"--name={name}", "--json")
    assert done.returncode == 2 and not (tmp_path / "k").exists()


def test_the_checkpoint_is_the_tree_of_all_manifests(store, instance, key):
    signed(store, instance, key, 5)
    for number in range(1, 6):
        text, _ = signature_lines((release(store, number) / "checkpoint").read_text())
        leaves = [(release(store, n) / "release.json").read_bytes() for n in range(1, number + 1)]
        assert text == f"{NAME}\n{number}\n{base64.b64encode(root_of(leaves)).decode()}\n"


def test_nacl_verifies_the_checkpoint(store, instance, key):
    signed(store, instance, key, 2)
    text, [line] = signature_lines((release(store, 2) / "checkpoint").read_text())
    dash, name, code = line
    decoded = base64.b64decode(code)
    public = public_bytes(key["key"])
    assert (dash, name) == ("—", NAME)
    assert decoded[:4] == hashlib.sha256(NAME.encode() + b"\n\1" + public).digest()[:4]
    nacl.signing.VerifyKey(public).verify(text.encode(), decoded[4:])


def test_openssl_verifies_the_checkpoint(store, instance, key, tmp_path):
    signed(store, instance, key, 1)
    text, [line] = signature_lines((release(store, 1) / "checkpoint").read_text())
    # SubjectPublicKeyInfo of RFC 8410 s.4
    (tmp_path / "public.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + public_bytes(key["key"]))
    (tmp_path / "text").write_text(text)
    (tmp_path / "signature").write_bytes(base64.b64decode(line[2])[4:])
    done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", tmp_path / "public.der",
                           "-rawin", "-in", tmp_path / "text", "-sigfile", tmp_path / "signature"], check=False)
    assert done.returncode == 0


def minisign(folder, key):
    return subprocess.run(["minisign", "-V", "-P", key["minisign"], "-m", folder / "release.json"],
                          capture_output=True, text=True, check=False)


def test_minisign_verifies_the_manifest(store, instance, key):
    signed(store, instance, key, 2)
    done = minisign(release(store, 2), key)
    assert done.returncode == 0, done.stderr
    assert f"Trusted comment: {NAME} release 2" in done.stdout


def test_minisign_refuses_another_manifest(store, instance, key):
    signed(store, instance, key, 2)
    manifest = release(store, 2) / "release.json"
    manifest.write_bytes((release(store, 1) / "release.json").read_bytes())
    assert minisign(release(store, 2), key).returncode != 0


def test_the_manifest_names_the_key(store, instance, key):
    signed(store, instance, key, 1)
    assert json.loads((release(store, 1) / "release.json").read_text())["key"] == key["key"]


def test_the_private_key_is_nowhere_in_the_store(store, instance, key):
    signed(store, instance, key, 1)
    secret = key["path"].read_text().strip().split("+", 4)[4].encode()  # which may have a + itself
    raw = base64.b64decode(secret)[1:]
    for path in store.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert secret not in content and raw not in content


def test_the_first_key_makes_a_release(store, instance, key):
    publish_directory(store, instance.path)
    assert json.loads(publish(store, instance, "--key", key["path"]).stdout)["changed"] is True
    assert json.loads(publish(store, instance, "--key", key["path"]).stdout)["changed"] is False
    text, _ = signature_lines((release(store, 2) / "checkpoint").read_text())
    assert text.splitlines()[1] == "2"


@pytest.mark.parametrize("command", ["publish", "rollback"])
def test_what_follows_a_signed_release_is_signed(store, instance, key, command):
    signed(store, instance, key, 2)
    instance.add(ROW.format(9))
    done = run_program(command, "--json", "--store", store, instance.path if command == "publish" else "1")
    assert done.returncode == 2 and status_of(done) == "key-needed"
    assert not release(store, 3).exists()


def test_a_rollback_is_signed(store, instance, key):
    signed(store, instance, key, 2)
    assert run_program("rollback", "--store", store, "--key", key["path"], 1).returncode == 0
    assert minisign(release(store, 3), key).returncode == 0


def test_a_new_key_needs_the_former_one(store, instance, key, tmp_path):
    signed(store, instance, key, 1)
    make_key(tmp_path / "b.key")
    done = publish(store, instance, "--key", tmp_path / "b.key")
    assert done.returncode == 2 and status_of(done) == "key-changed"


def test_both_keys_sign_the_change(store, instance, key, tmp_path):
    signed(store, instance, key, 1)
    other = make_key(tmp_path / "b.key")
    assert publish(store, instance, "--key", tmp_path / "b.key", "--former-key", key["path"]).returncode == 0
    text, lines = signature_lines((release(store, 2) / "checkpoint").read_text())
    for verifier, line in zip((other, key), lines, strict=True):
        nacl.signing.VerifyKey(public_bytes(verifier["key"])).verify(text.encode(), base64.b64decode(line[2])[4:])
    assert json.loads((release(store, 2) / "release.json").read_text())["key"] == other["key"]


def test_a_lost_key_is_said_to_be_lost(store, instance, key, tmp_path):
    signed(store, instance, key, 1)
    make_key(tmp_path / "b.key")
    assert publish(store, instance, "--key", tmp_path / "b.key", "--key-lost").returncode == 0
    _, lines = signature_lines((release(store, 2) / "checkpoint").read_text())
    assert len(lines) == 1


def test_the_log_keeps_its_name(store, instance, key, tmp_path):
    signed(store, instance, key, 1)
    run_program("key", "new", tmp_path / "b.key", "--name", "other.example")
    done = publish(store, instance, "--key", tmp_path / "b.key", "--former-key", key["path"])
    assert done.returncode == 2 and status_of(done) == "key-origin"


@pytest.mark.parametrize("place", ["store", "instance"])
def test_a_key_among_what_is_copied_is_refused(store, instance, key, place):
    publish_directory(store, instance.path)
    inside = (store if place == "store" else instance.path) / "a.key"
    inside.write_bytes(key["path"].read_bytes())
    inside.chmod(0o600)
    done = publish(store, instance, "--key", inside)
    assert done.returncode == 2 and status_of(done) == "key-place"


def test_a_key_that_others_can_read_is_refused(store, instance, key):
    key["path"].chmod(0o640)
    done = publish(store, instance, "--key", key["path"])
    assert done.returncode == 2 and status_of(done) == "key-open"


def test_no_second_history_is_signed(store, instance, key):
    """Whoever can write the store and not the key gets no signature for another past."""
    signed(store, instance, key, 3)
    manifest = release(store, 1) / "release.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"number": 1', b'"number":  1'))
    instance.add(ROW.format(9))
    done = publish(store, instance, "--key", key["path"])
    assert done.returncode == 1 and status_of(done) == "bad-release"
    assert not release(store, 4).exists()


def test_a_rebuilt_release_keeps_its_signatures(store, instance, key):
    signed(store, instance, key, 1)
    before = (release(store, 1) / "checkpoint").read_bytes()
    assert run_program("rebuild", "--store", store).returncode == 0
    assert (release(store, 1) / "checkpoint").read_bytes() == before
    assert minisign(release(store, 1), key).returncode == 0


def test_signatures_outlast_pruning(store, instance, key):
    signed(store, instance, key, 1)
    for value in range(5, 8):
        instance.add(ROW.format(value))
        publish_directory(store, instance.path, "--no-downloads", "--key", key["path"], "--keep", "1")
    assert minisign(release(store, 1), key).returncode == 0


def test_the_root_of_a_table_is_that_of_its_records(store, instance):
    publish_directory(store, instance.path)
    tables = json.loads((release(store, 1) / "release.json").read_text())["tables"]
    for name, table in tables.items():
        records = (release(store, 1) / "data" / f"{name}.csv").read_bytes().split(b"\r\n")[:-1]
        assert len(records) == table["rows"] + 1
        assert root_of([record + b"\r\n" for record in records]).hex() == table["rows_root"]
