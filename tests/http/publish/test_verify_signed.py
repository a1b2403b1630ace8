"""hiraku verify of signed releases: whatever is changed in a store is found, and who signed is told."""

import json
import os
import random
import shutil

import pytest

from conftest import publish_directory, run_program
from small_instance import Instance

NAME = "data.example.jp"
ROW = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"
RELEASES = 3
MUTATIONS = int(os.environ.get("HIRAKU_VERIFY_MUTATIONS", "24"))


def make_key(path, name=NAME):
    done = run_program("key", "new", path, "--name", name, "--json")
    return json.loads(done.stdout)["key"]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A store of several releases, one in which all but the last are put away, the instance and the key that signed."""
    folder = tmp_path_factory.mktemp("signed")
    instance = Instance(folder / "instance")
    key = make_key(folder / "a.key")
    for value in range(RELEASES):
        instance.add(ROW.format(value))
        for store, keep in ("store", "12"), ("put-away", "1"):
            publish_directory(folder / store, instance.path, "--key", folder / "a.key", "--keep", keep)
    return folder, key


@pytest.fixture(params=["store", "put-away"])
def copy(published, tmp_path, request):
    """A copy of a store that may be spoilt."""
    store = tmp_path / "store"
    shutil.copytree(published[0] / request.param, store, symlinks=True)
    return store


def verify(store, *options):
    done = run_program("verify", "--json", "--store", store, *options)
    return done, json.loads(done.stdout)


def test_what_is_whole_is_good(published):
    done, said = verify(published[0] / "store", "--key", published[1])
    assert done.returncode == 0 and said["differences"] == []
    assert said["log"] == {"releases": RELEASES, "signed_since": 1, "origin": NAME, "key": published[1], "trusted": True}


@pytest.mark.parametrize("language, words", [("ja", "署名したとおりです"), ("en", "nothing was changed afterwards")])
def test_one_sentence_says_who_signed(published, language, words):
    done = run_program("verify", "--store", published[0] / "store", "--key", published[1], "--lang", language)
    assert done.returncode == 0 and words in done.stdout and NAME in done.stdout


def test_without_a_key_nobody_is_trusted(published):
    done, said = verify(published[0] / "store")
    assert done.returncode == 0 and said["log"]["trusted"] is False


def test_another_key_is_not_trusted(published, tmp_path):
    done, said = verify(published[0] / "store", "--key", make_key(tmp_path / "b.key"))
    assert done.returncode == 1 and said["log"]["trusted"] is False


def test_a_private_key_is_no_public_one(published):
    done = run_program("verify", "--store", published[0] / "store", "--key", published[0] / "a.key", "--json")
    assert done.returncode == 2 and json.loads(done.stdout)["error"]["status"] == "no-public-key"


def test_any_flipped_bit_is_found(published, copy):
    """In any file but `lock`, which holds no data. HIRAKU_VERIFY_MUTATIONS=… for more, SEED=… to repeat."""
    seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
    print("seed", seed)
    chance = random.Random(seed)
    files = sorted(path for path in copy.rglob("*")
                   if path.is_file() and not path.is_symlink() and path.name != "lock" and path.stat().st_size > 0)
    missed = []
    for _ in range(MUTATIONS):
        path = chance.choice(files)
        content = path.read_bytes()
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        path.unlink()  # unchanged files of releases are one file
        path.write_bytes(content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1:])
        done = run_program("verify", "--store", copy, "--key", published[1])
        if done.returncode == 0:
            missed.append((str(path.relative_to(copy)), at, bit))
        path.write_bytes(content)
    assert missed == [], f"seed {seed}"
    assert run_program("verify", "--store", copy, "--key", published[1]).returncode == 0


@pytest.mark.parametrize("name", ["checkpoint", "release.json.minisig", "SHA256SUMS.minisig"])
def test_every_byte_of_a_signature_counts(published, copy, name):
    path = copy / "releases" / "2" / name
    content = path.read_bytes()
    for at in range(0, len(content), 7):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
        assert run_program("verify", "--store", copy, "--key", published[1]).returncode == 1, at


def test_swapped_releases_are_found(published, copy):
    releases = copy / "releases"
    (releases / "1").rename(releases / "x")
    (releases / "2").rename(releases / "1")
    (releases / "x").rename(releases / "2")
    assert verify(copy, "--key", published[1])[0].returncode == 1


@pytest.mark.parametrize("number", ["2", "3"])
def test_a_dropped_change_is_found(published, copy, number):
    path = copy / "releases" / number / "changes.csv"
    lines = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join(lines[:1] + lines[2:]))
    assert verify(copy, "--key", published[1])[0].returncode == 1


def test_reordered_rows_are_found(published, copy):
    path = copy / "releases" / "3" / "data" / "observations.csv"
    header, first, second, *rest = path.read_bytes().split(b"\r\n")
    path.unlink()
    path.write_bytes(b"\r\n".join([header, second, first, *rest]))
    assert verify(copy, "--key", published[1])[0].returncode == 1


def test_an_old_checkpoint_in_the_place_of_a_new_one_is_found(published, copy):
    """It is signed, and of fewer releases."""
    shutil.copy(copy / "releases" / "2" / "checkpoint", copy / "releases" / "3" / "checkpoint")
    assert verify(copy, "--key", published[1])[0].returncode == 1


def test_signatures_that_were_taken_away_are_missed(published, copy):
    (copy / "releases" / "3" / "checkpoint").unlink()
    assert verify(copy, "--key", published[1])[0].returncode == 1


def test_who_trusts_the_former_key_can_follow(published, copy, tmp_path):
    new = make_key(tmp_path / "b.key")
    publish_directory(copy, published[0] / "instance", "--key", tmp_path / "b.key", "--former-key", published[0] / "a.key")
    for key in (published[1], new):
        done, said = verify(copy, "--key", key)
        assert done.returncode == 0 and said["log"]["trusted"] is True and said["log"]["key"] == new


def test_nobody_can_follow_where_the_former_key_was_lost(published, copy, tmp_path):
    new = make_key(tmp_path / "b.key")
    publish_directory(copy, published[0] / "instance", "--key", tmp_path / "b.key", "--key-lost")
    assert verify(copy, "--key", new)[0].returncode == 0
    assert verify(copy, "--key", published[1])[0].returncode == 1


@pytest.mark.parametrize("name", ["files/observations.csv", "files/observations.csv.gz", "data/observations.csv", "changes.csv"])
def test_a_file_of_a_release_is_signed(published, tmp_path, name):
    path = next(path for path in [published[0] / "store/releases/3" / name] if path.exists())
    copied = tmp_path / path.name
    shutil.copy(path, copied)
    done, said = verify(published[0] / "store", "--key", published[1], copied)
    assert done.returncode == 0
    assert said["files"][0]["signed"] is True and said["log"]["trusted"] is True


def test_a_changed_file_is_not(published, tmp_path):
    copied = tmp_path / "observations.csv"
    copied.write_bytes((published[0] / "store/releases/3/files/observations.csv").read_bytes().replace(b"100", b"101"))
    done, said = verify(published[0] / "store", "--key", published[1], copied)
    assert done.returncode == 1 and said["files"][0]["signed"] is False


def test_unsigned_releases_say_so(tmp_path):
    instance = Instance(tmp_path / "instance")
    publish_directory(tmp_path / "store", instance.path, "--no-downloads")
    done, said = verify(tmp_path / "store")
    assert done.returncode == 0 and said["log"]["signed_since"] is None
