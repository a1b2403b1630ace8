"""hiraku releases: what a store holds, to choose from."""

import csv
import io
import json
import re

import pytest

from conftest import publish_directory, publish_result
from small_instance import SOURCES, Instance

ADDED = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def releases(run, store):
    def call():
        done = run("releases", "--json", "--store", store)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)["releases"]
    return call


def test_every_release_is_told_and_the_last_one_is_current(store, instance, releases):
    results = [publish_result(store, instance.path)]
    instance.write("sources", [*SOURCES, "third,題,web"])
    results.append(publish_result(store, instance.path))
    instance.write("sources", SOURCES)
    instance.instance(title_ja="別の題")
    instance.add(ADDED.format(7))
    results.append(publish_result(store, instance.path))
    numbers = ("release", "rows", "added", "removed", "modified")
    assert [[one[key] for key in numbers] for one in releases()] == [[one[key] for key in numbers] for one in results]
    assert [one["current"] for one in releases()] == [False, False, True]
    for one in releases():
        manifest = json.loads((store / "releases" / str(one["release"]) / "release.json").read_text())
        assert one["published_at"] == manifest["published_at"]


def test_a_record_with_several_changed_cells_is_one(store, instance, releases):
    instance.write("sources", ["id,title_ja,kind", "plan,計画書,plan", "report,報告書,report"])
    publish_directory(store, instance.path)
    instance.write("sources", ["id,title_ja,kind", "plan,新しい計画,web", "report,\"報告,書\",web"])
    publish_directory(store, instance.path)
    rows = list(csv.reader(io.StringIO((store / "releases/2/changes.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 5 and releases()[1]["modified"] == 2


def test_remarks_and_what_is_restored(run, store, instance, releases):
    publish_directory(store, instance.path)
    instance.add(ADDED.format(7))
    publish_directory(store, instance.path, "--message", "六月の分")
    assert run("rollback", "--store", store, "1").returncode == 0
    assert [(one["message"], one["restores"]) for one in releases()] == [(None, None), ("六月の分", None), (None, 1)]
    text = run("releases", "--store", store, "--lang", "ja").stdout
    assert "    六月の分\n" in text and re.search("^3 .*公開版 1 のデータ.*現在", text, re.MULTILINE)


def test_packed_releases(store, instance, releases):
    for value in (1, 2, 3):
        instance.add(ADDED.format(value))
        publish_directory(store, instance.path, "--keep", "1")
    kept = [not (store / "releases" / str(number) / "store.sqlite").exists() for number in (1, 2, 3)]
    assert [one["packed"] for one in releases()] == kept and kept[0]


def test_the_time_is_that_of_the_place(run, store, instance):
    publish_directory(store, instance.path)
    lines = [run("releases", "--store", store, env={"TZ": zone}).stdout for zone in ("UTC0", "JST-9")]
    assert "+0000" in lines[0] and "+0900" in lines[1]


def test_a_control_character_in_a_remark_is_shown_as_such(run, store, instance):
    publish_directory(store, instance.path, "--message", "before")
    path = store / "releases/1/release.json"
    path.write_text(path.read_text().replace("before", "a\\u001b[31mb"))
    done = run("releases", "--store", store)
    assert done.returncode == 0 and "\x1b" not in done.stdout


def test_without_a_release_it_says_how_to_make_one(run, store):
    done = run("releases", "--store", store)
    assert done.returncode == 1 and "hiraku publish" in done.stderr and not store.exists()


def test_a_damaged_release_is_named(run, store, instance):
    publish_directory(store, instance.path)
    (store / "releases/1/release.json").write_text("{")
    done = run("releases", "--json", "--store", store)
    assert done.returncode == 1 and "releases/1" in json.loads(done.stdout)["error"]["subject"]
