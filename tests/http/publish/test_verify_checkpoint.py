"""hiraku verify --checkpoint: who kept a checkpoint sees whether the past was rewritten since, in a store and at an address."""

import json
import shutil

import pytest

from conftest import publish_directory, run_program, serve_store
from small_instance import Instance

NAME = "data.example.jp"
ROW = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"
RELEASES = 3


def make_key(path, name=NAME):
    return json.loads(run_program("key", "new", path, "--name", name, "--json").stdout)["key"]


def publish(store, instance, key, *values, options=()):
    for value in values:
        instance.add(ROW.format(value))
        publish_directory(store, instance.path, "--no-downloads", *(("--key", key) if key else ()), *options)


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A signed store; .kept(N): the checkpoint of N releases as a reader kept it."""
    class History:
        folder = tmp_path_factory.mktemp("kept")
        store, private = folder / "store", folder / "a.key"
        key = make_key(private)

        def kept(self, number):
            return self.folder / f"kept-{number}"

    one = History()
    publish(one.store, Instance(one.folder / "instance"), one.private, *range(1, RELEASES + 1))
    for number in range(1, RELEASES + 1):
        shutil.copy(one.store / f"releases/{number}/checkpoint", one.kept(number))
    return one


@pytest.fixture
def begun_anew(history, tmp_path):
    """store(*values) → the same publisher with the same key has published them into an empty store."""
    def make(*values, key=history.private):
        publish(tmp_path / "anew", Instance(tmp_path / "instance"), key, *values)
        return tmp_path / "anew"
    return make


@pytest.fixture
def since_release_1(history, tmp_path):
    """The first release is the one that was published, those behind it are not."""
    store = tmp_path / "since"
    publish(store, Instance(tmp_path / "instance"), history.private, 1)
    shutil.rmtree(store / "releases/1")
    shutil.copytree(history.store / "releases/1", store / "releases/1")
    publish(store, Instance(tmp_path / "instance-2"), history.private, 8, 9, 10)
    return store


@pytest.fixture(params=["store", "url"])
def verify(request):
    """verify(store, kept, *options, json=True) → the exit code and what is said of the store, or of a server of it."""
    def call(store, kept, *options, as_json=True):
        options = (*(["--json"] if as_json else []), *options, "--checkpoint", kept)
        if request.param == "store":
            done = run_program("verify", "--store", store, *options)
        else:
            with serve_store(store) as server:
                done = run_program("verify", server.url, *options)
        return done, json.loads(done.stdout) if as_json else done.stdout
    return call


@pytest.mark.parametrize("number", range(1, RELEASES + 1))
def test_what_goes_on_is_good(history, verify, number):
    done, said = verify(history.store, history.kept(number), "--key", history.key)
    assert done.returncode == 0 and said["status"] == "ok"
    assert said["kept"]["status"] == "ok" and said["kept"]["size"] == number and said["kept"]["signed"] is True


@pytest.mark.parametrize("language, words", [("ja", "控えたあとに書き換えられた公開版はありません"), ("en", "none of these was rewritten since")])
def test_one_sentence_says_so(history, verify, language, words):
    done, text = verify(history.store, history.kept(2), "--lang", language, as_json=False)
    assert done.returncode == 0 and words in text


def contradicts(history, verify, store, number, status, *options):
    """The exit code is 1, and both checkpoints are shown."""
    done, said = verify(store, history.kept(number), *options)
    assert done.returncode == 1 and said["status"] == said["kept"]["status"] == status
    assert said["kept"]["checkpoint"] == history.kept(number).read_text()
    return said["kept"]


@pytest.mark.parametrize("number, status", [(2, "log-rewritten"), (3, "log-rewritten")])
def test_a_past_that_was_rewritten_since_release_2(history, verify, since_release_1, number, status):
    kept = contradicts(history, verify, since_release_1, number, status)
    assert kept["now"] == (since_release_1 / "releases/4/checkpoint").read_text() and kept["signed"] is True


def test_what_was_kept_before_it_was_rewritten_cannot_tell(history, verify, since_release_1):
    assert verify(since_release_1, history.kept(1))[0].returncode == 0


@pytest.mark.parametrize("number, status", [(2, "log-rewritten"), (3, "log-forked")])
def test_a_store_that_was_begun_anew_with_the_same_key(history, verify, begun_anew, number, status):
    contradicts(history, verify, begun_anew(1, 8, 3), number, status)


def test_releases_that_were_taken_back(history, verify, begun_anew):
    contradicts(history, verify, begun_anew(1, 2), 3, "log-rolled-back")


@pytest.mark.parametrize("language, words", [("ja", "過去の公開版が書き換えられています"), ("en", "earlier ones were rewritten")])
def test_a_rewritten_past_is_told_with_both_checkpoints(history, verify, since_release_1, language, words):
    done, text = verify(since_release_1, history.kept(2), "--lang", language, as_json=False)
    assert done.returncode == 1 and words in done.stderr
    assert history.kept(2).read_text() in text and (since_release_1 / "releases/4/checkpoint").read_text() in text


def test_another_key_does_not_hide_it_from_who_knows_the_former(history, verify, begun_anew, tmp_path):
    make_key(tmp_path / "new")
    done, said = verify(begun_anew(1, 8, 9, 10, key=tmp_path / "new"), history.kept(2), "--key", history.key)
    assert done.returncode == 1 and said["kept"]["status"] == "log-rewritten" and said["kept"]["signed"] is True


def test_a_checkpoint_that_nobody_signed_accuses_nobody(history, verify, tmp_path):
    forged = tmp_path / "forged"
    lines = history.kept(2).read_text().splitlines(keepends=True)
    forged.write_text("".join([*lines[:2], history.kept(3).read_text().splitlines(keepends=True)[2], *lines[3:]]))
    done, said = verify(history.store, forged, "--key", history.key)
    assert done.returncode == 1 and said["status"] == "checkpoint-unproved" and said["kept"]["signed"] is False


def test_that_of_another_publisher_is_called_so(history, verify, tmp_path):
    make_key(tmp_path / "other", "other.example")
    publish(tmp_path / "store", Instance(tmp_path / "instance"), tmp_path / "other", 1, 2)
    done, said = verify(history.store, tmp_path / "store/releases/2/checkpoint", "--key", history.key)
    assert done.returncode == 1 and said["status"] == "checkpoint-of-another"


def test_a_witness_s_cosignature_beside_it_does_no_harm(history, verify, tmp_path):
    make = run_program("key", "new", tmp_path / "w.key", "--name", "w.example", "--witness", "--json")
    with serve_store(history.store) as server:
        (tmp_path / "list").write_text(f"{server.url} {history.key}\n")
        run_program("witness", "--key", tmp_path / "w.key", "--seen", tmp_path / "seen", tmp_path / "list")
    [folder] = (tmp_path / "seen").iterdir()
    assert "w.example" in (folder / "checkpoint").read_text() and make.returncode == 0
    assert verify(history.store, folder / "checkpoint", "--key", history.key)[0].returncode == 0


def test_what_is_no_checkpoint_is_said(history, verify, tmp_path):
    (tmp_path / "text").write_text("a letter\n")
    done, said = verify(history.store, tmp_path / "text")
    assert done.returncode == 1 and said["error"]["status"] == "no-checkpoint"


def test_signatures_that_were_taken_out_are_missed(history, begun_anew):
    """Of a store alone: an address without signatures has no checkpoint."""
    store = begun_anew(1, 8, 9, key=None)
    done = run_program("verify", "--json", "--store", store, "--checkpoint", history.kept(2))
    assert done.returncode == 1 and json.loads(done.stdout)["kept"]["status"] == "checkpoint-unproved"
    done = run_program("verify", "--store", store, "--checkpoint", history.kept(2), "--key", history.key, "--lang", "en")
    assert done.returncode == 1 and "no signed checkpoint is there" in done.stdout


def test_beside_files_it_is_compared_too(history, since_release_1):
    path = since_release_1 / "releases/4/data/observations.csv"
    for kept, code in ((history.kept(1), 0), (history.kept(2), 1)):
        done = run_program("verify", "--json", "--store", since_release_1, "--checkpoint", kept, path)
        assert done.returncode == code and json.loads(done.stdout)["files"][0]["release"] == 4


def test_a_list_of_digests_has_no_history(history):
    done = run_program("verify", "--json", "--digest-list", "downloads.json", "--checkpoint", history.kept(1), "observations.csv")
    assert done.returncode == 2
