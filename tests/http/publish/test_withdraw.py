"""hiraku withdraw: an old release is marked, with the reason, and nothing else of the store changes."""

import hashlib
import json

import pytest

from conftest import publish_directory
from small_instance import Instance

ADDED = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"


@pytest.fixture
def three(tmp_path, store):
    """A store with three releases."""
    instance = Instance(tmp_path / "instance")
    for value in (1, 2, 3):
        instance.add(ADDED.format(value))
        publish_directory(store, instance.path)
    return store


@pytest.fixture
def withdraw(run, three):
    def call(*arguments):
        return run("withdraw", "--store", three, *arguments)
    return call


def contents(store):
    return {str(path.relative_to(store)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in store.rglob("*") if path.is_file() and path.name != "lock"}


def test_a_file_beside_the_manifest_says_so(run, three, withdraw):
    before = contents(three)
    assert withdraw("--reason", "個人名が含まれていたため", "--reason-en", "it named a person", "2").returncode == 0
    after = contents(three)
    assert set(after) - set(before) == {"releases/2/withdrawn.json"} and before.items() <= after.items()
    said = json.loads((three / "releases/2/withdrawn.json").read_text())
    assert (said["reason"], said["reason_en"]) == ("個人名が含まれていたため", "it named a person")
    assert said["release"] == before["releases/2/release.json"]
    assert run("verify", "--store", three).returncode == 0


def test_the_list_of_releases_tells_the_reason(run, three, withdraw):
    withdraw("--reason", "個人名が含まれていたため", "--reason-en", "it named a person", "2")
    listed = json.loads(run("releases", "--json", "--store", three).stdout)["releases"]
    assert [one["withdrawn"] for one in listed] == [None, "個人名が含まれていたため", None]
    assert "    取り下げ: 個人名が含まれていたため\n" in run("releases", "--store", three, "--lang", "ja").stdout
    assert "    withdrawn: it named a person\n" in run("releases", "--store", three, "--lang", "en").stdout


def test_a_reason_can_be_worded_anew(run, three, withdraw):
    for reason in ("初めの理由", "次の理由"):
        assert withdraw("--reason", reason, "1").returncode == 0
    listed = json.loads(run("releases", "--json", "--store", three).stdout)["releases"]
    assert listed[0]["withdrawn"] == "次の理由"


@pytest.mark.parametrize("arguments, said", [
    (["--reason", "x", "3"], "current"), (["--reason", "x", "4"], "1–3"), (["2"], "--reason"),
    (["--reason", "", "2"], "--reason"), (["--reason", "a\nb", "2"], "--reason"),
    (["--reason", "x" * 501, "2"], "500"), (["--reason", "x", "two"], "two")])
def test_what_is_wrong_is_said_and_nothing_written(three, withdraw, arguments, said):
    before = contents(three)
    done = withdraw(*arguments)
    assert done.returncode == 2 and said in done.stderr and contents(three) == before


def test_a_withdrawal_of_another_release_is_found(run, three, withdraw):
    withdraw("--reason", "x", "1")
    (three / "releases/1/withdrawn.json").rename(three / "releases/2/withdrawn.json")
    done = run("verify", "--store", three)
    assert done.returncode == 1 and "releases/2/withdrawn.json" in done.stdout


def test_a_damaged_withdrawal_is_found(run, three, withdraw):
    withdraw("--reason", "x", "1")
    (three / "releases/1/withdrawn.json").write_text("{}")
    done = run("verify", "--store", three)
    assert done.returncode == 1 and "releases/1/withdrawn.json" in done.stdout
    assert run("rollback", "--store", three, "1").returncode != 0
