"""What is served of the log of releases: the checkpoint, the leaves, proofs; and who proves with them what."""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys

import pytest

from conftest import ROOT, fetch, publish_directory, run_program, serve_store
from small_instance import Instance

NAME = "data.example.jp"
ROW = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"
RELEASES = 5
RECORD = "/v1/observations/visitors.FY2020.actual.level._._._"


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """A server of a signed store; .key is the public one."""
    folder = tmp_path_factory.mktemp("log")
    instance = Instance(folder / "instance")
    done = run_program("key", "new", folder / "a.key", "--name", NAME, "--json")
    for value in range(RELEASES):
        instance.add(ROW.format(value))
        publish_directory(folder / "store", instance.path, "--key", folder / "a.key")
    with serve_store(folder / "store") as server:
        server.key = json.loads(done.stdout)
        server.store = folder / "store"
        yield server


def decoded(text):
    return base64.b64decode(text, validate=True)


def checkpoint_of(log):
    return fetch(log, "/.well-known/hiraku/checkpoint").text


def climb(leaf, index, size, path):
    """RFC 6962 s.2.1.1, as RFC 9162 s.2.1.3.2 goes through it."""
    fn, sn = index, size - 1
    for one in path:
        if fn & 1 or fn == sn:
            leaf = hashlib.sha256(b"\1" + one + leaf).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            leaf = hashlib.sha256(b"\1" + leaf + one).digest()
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    return leaf


def test_the_checkpoint_is_served_as_it_was_signed(log):
    answer = fetch(log, "/.well-known/hiraku/checkpoint")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content == (log.store / f"releases/{RELEASES}/checkpoint").read_bytes()


def test_the_leaves_are_those_of_the_manifests(log):
    manifests = [(log.store / f"releases/{n}/release.json").read_bytes() for n in range(1, RELEASES + 1)]
    wanted = [base64.b64encode(hashlib.sha256(b"\0" + one).digest()).decode() for one in manifests]
    assert fetch(log, "/v1/releases/leaves.txt").text.splitlines() == wanted


@pytest.mark.parametrize("number", range(1, RELEASES + 1))
def test_a_release_is_included(log, number):
    proof = fetch(log, f"/v1/releases/{number}/proof.json").json()
    manifest = fetch(log, proof["manifest"]).content
    leaf = hashlib.sha256(b"\0" + manifest).digest()
    root = climb(leaf, proof["index"], proof["size"], [decoded(one) for one in proof["inclusion"]])
    assert decoded(proof["leaf"]) == leaf and proof["index"] == number - 1
    assert base64.b64encode(root).decode() == checkpoint_of(log).splitlines()[2] == proof["root"]


@pytest.mark.parametrize("size", range(1, RELEASES + 1))
def test_a_proof_for_an_older_checkpoint_leads_to_that(log, size):
    proof = fetch(log, f"/v1/releases/1/proof.json?size={size}").json()
    assert proof["root"] == fetch(log, proof["checkpoint"]).text.splitlines()[2]


@pytest.mark.parametrize("query, status", [("?size=0", 400), ("?size=99", 400), ("?from=x", 400), ("?from=3&size=2", 400),
                                           ("?size=2&size=2", 400), ("?to=1", 400)])
def test_what_cannot_be_proved_is_refused(log, query, status):
    assert fetch(log, f"/v1/releases/2/proof.json{query}").status_code == status


@pytest.mark.parametrize("path", ["/v1/releases/0/proof.json", f"/v1/releases/{RELEASES + 1}/proof.json", "/v1/releases/01/proof.json",
                                  "/v1/releases/1/proof/lock", "/v1/releases/9/proof/checkpoint", "/v1/observations/none/proof.json"])
def test_what_is_not_there_is_404(log, path):
    assert fetch(log, path).status_code == 404


def test_the_files_never_change_and_say_so(log):
    answer = fetch(log, "/v1/releases/1/proof/release.json")
    assert "immutable" in answer.headers["Cache-Control"]


def test_minisign_verifies_what_is_served(log, tmp_path):
    for name in ("release.json", "SHA256SUMS"):
        for ending in ("", ".minisig"):
            (tmp_path / (name + ending)).write_bytes(fetch(log, f"/v1/releases/{RELEASES}/proof/{name}{ending}").content)
        assert subprocess.run(["minisign", "-V", "-q", "-P", log.key["minisign"], "-m", tmp_path / name], check=False).returncode == 0


def test_sha256sum_checks_downloads(log, tmp_path):
    (tmp_path / "SHA256SUMS").write_bytes(fetch(log, f"/v1/releases/{RELEASES}/proof/SHA256SUMS").content)
    (tmp_path / "observations.csv").write_bytes(fetch(log, "/v1/downloads/observations.csv").content)
    done = subprocess.run(["sha256sum", "--ignore-missing", "-c", "SHA256SUMS"], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0 and "observations.csv: OK" in done.stdout


def test_a_row_is_in_its_table(log):
    answer = fetch(log, RECORD + "/proof.json")
    proof = answer.json()
    manifest = json.loads(fetch(log, proof["manifest"]).content)
    root = climb(hashlib.sha256(b"\0" + proof["record"].encode()).digest(), proof["index"], proof["size"],
                 [decoded(one) for one in proof["inclusion"]])
    assert root.hex() == manifest["tables"]["observations"]["rows_root"]
    assert proof["record"].encode() in (log.store / f"releases/{RELEASES}/data/observations.csv").read_bytes()


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unsigned")
    publish_directory(folder / "store", Instance(folder / "instance").path, "--no-downloads")
    with serve_store(folder / "store") as server:
        yield server


def test_without_signatures_there_is_no_checkpoint(unsigned):
    assert fetch(unsigned, "/.well-known/hiraku/checkpoint").status_code == 404
    assert fetch(unsigned, "/v1/releases/1/proof.json").json()["checkpoint"] is None


# --- those who prove ---

def client(log, *arguments, key=None):
    return subprocess.run([sys.executable, ROOT / "contrib/clients/verify.py", log.url, key or log.key["key"], *arguments],
                          capture_output=True, text=True, check=False)


def test_the_client_is_short():
    assert len((ROOT / "contrib/clients/verify.py").read_text().splitlines()) < 60


def test_the_client_proves_the_log(log):
    done = client(log)
    assert done.returncode == 0, done.stderr
    assert f"{NAME} signed the log of {RELEASES} releases" in done.stdout


def test_the_client_proves_a_row_and_a_file(log, tmp_path):
    path = tmp_path / "observations.csv"
    path.write_bytes(fetch(log, "/v1/downloads/observations.csv").content)
    done = client(log, RECORD, path)
    assert done.returncode == 0, done.stderr
    assert "visitors,FY2020,actual,level,,,,100," in done.stdout and f"a file of release {RELEASES}" in done.stdout


def test_the_client_refuses_a_changed_file(log, tmp_path):
    path = tmp_path / "observations.csv"
    path.write_bytes(fetch(log, "/v1/downloads/observations.csv").content.replace(b"100", b"101"))
    assert client(log, path).returncode != 0


def test_the_client_refuses_another_key(log, tmp_path):
    other = json.loads(run_program("key", "new", tmp_path / "k", "--name", NAME, "--json").stdout)
    assert client(log, key=other["key"]).returncode != 0


def verify_url(log, path="", *options):
    done = run_program("verify", "--json", log.url + path, *options)
    return done, json.loads(done.stdout)


def test_an_instance_is_verified_by_its_address(log):
    done, said = verify_url(log, "", "--key", log.key["key"])
    assert done.returncode == 0 and said["size"] == RELEASES and said["trusted"] is True


def test_a_row_is_verified_by_its_address(log):
    done, said = verify_url(log, RECORD, "--key", log.key["key"])
    assert done.returncode == 0 and said["record"].startswith("visitors,FY2020,actual,level,,,,100,")


def test_a_download_is_verified_by_its_address(log):
    done, said = verify_url(log, "/v1/downloads/observations.csv", "--key", log.key["key"])
    assert done.returncode == 0 and said["release"] == RELEASES


def test_one_sentence_in_two_languages(log):
    for language, words in (("ja", "署名したとおりです"), ("en", "published and signed it in release")):
        done = run_program("verify", log.url + RECORD, "--key", log.key["key"], "--lang", language)
        assert done.returncode == 0 and words in done.stdout


def test_another_key_is_refused(log, tmp_path):
    other = json.loads(run_program("key", "new", tmp_path / "k", "--name", NAME, "--json").stdout)
    done, said = verify_url(log, "", "--key", other["key"])
    assert done.returncode == 1 and said["error"]["status"] == "checkpoint-key"


def test_an_unsigned_instance_proves_nothing(unsigned):
    done, said = verify_url(unsigned)
    assert done.returncode == 1 and said["error"]["status"] == "remote-missing"


def test_nobody_there_is_a_failure_of_the_machine():
    done = run_program("verify", "--json", "http://127.0.0.1:1")
    assert done.returncode == 3 and json.loads(done.stdout)["error"]["status"] == "remote"


@pytest.fixture
def without_an_old_manifest(log):
    manifest = log.store / "releases/2/release.json"
    content = manifest.read_bytes()
    manifest.unlink()
    yield log.store
    manifest.write_bytes(content)


def test_without_an_old_manifest_there_are_no_proofs_and_all_else(without_an_old_manifest):
    with serve_store(without_an_old_manifest) as other:
        assert fetch(other, "/v1/releases/leaves.txt").status_code == 500
        assert fetch(other, "/v1/observations.json").status_code == 200
        assert fetch(other, "/readyz").status_code == 200


def test_without_an_old_manifest_a_file_is_known_all_the_same(without_an_old_manifest):
    path = without_an_old_manifest / f"releases/{RELEASES}/data/observations.csv"
    done = run_program("verify", "--json", "--store", without_an_old_manifest, path)
    assert done.returncode == 0 and json.loads(done.stdout)["files"][0]["release"] == RELEASES


def test_a_spoilt_release_is_not_what_was_signed(log, tmp_path):
    """The server's disk is changed under it: the signature does not fit any more."""
    assert pathlib.Path(log.store).exists()
    manifest = log.store / "releases/2/release.json"
    content = manifest.read_bytes()
    manifest.write_bytes(content.replace(b'"number": 2', b'"number":  2'))
    try:
        with serve_store(log.store) as other:
            done = run_program("verify", "--json", other.url, "--key", log.key["key"])
            client_done = subprocess.run([sys.executable, ROOT / "contrib/clients/verify.py", other.url, log.key["key"]],
                                         capture_output=True, text=True, check=False)
    finally:
        manifest.write_bytes(content)
    assert client_done.returncode != 0
    assert done.returncode in (0, 1)
