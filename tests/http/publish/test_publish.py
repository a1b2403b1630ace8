"""Publishing: releases are whole, chained, found damaged when they are, and the same for the same input."""

import fcntl
import functools
import gzip
import json
import os
import random
import signal
import subprocess
import time

import pytest

from conftest import clean_environment, program, publish_result
from small_instance import KPIS, OBSERVATIONS, SOURCES, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def published(store, instance):
    """publish(*options) → the object that --json gives."""
    return functools.partial(publish_result, store, instance.path)


def release(store, number):
    return store / "releases" / str(number)


def manifest(store, number):
    return json.loads((release(store, number) / "release.json").read_text())


def current(store):
    return os.readlink(store / "current")


def change(instance, value):
    instance.add(f"visitors,FY2023,actual,level,,,,{value},,exact,final,plan,")


def test_first_release(published, store):
    result = published()
    assert (result["release"], result["changed"]) == (1, True) and current(store) == "releases/1"


def test_no_change_no_release(published, store):
    published()
    result = published()
    assert (result["release"], result["changed"], result["rebuilt"]) == (1, False, False)
    assert not release(store, 2).exists()


def test_order_of_rows_and_files_is_no_change(published, instance):
    published()
    instance.write("observations", [OBSERVATIONS[0], *reversed(OBSERVATIONS[1:])])
    assert published()["changed"] is False


def test_change_makes_a_release(published, store, instance):
    published()
    change(instance, 1)
    assert published()["release"] == 2 and current(store) == "releases/2"


def test_instance_json_makes_a_release(published, store, instance):
    published()
    instance.instance(title_ja="別の題")
    published()
    assert "instance,instance,title_ja,試験,別の題" in (release(store, 2) / "changes.csv").read_text()


def test_errors_make_no_release(run, store, instance):
    change(instance, "x")
    done = run("publish", "--json", "--store", store, instance.path)
    assert done.returncode == 1 and not (store / "current").exists()
    assert json.loads(done.stdout)["findings"] and not list((store / "releases").iterdir())


def test_errors_leave_the_release_before(run, published, store, instance):
    published()
    change(instance, "x")
    assert run("publish", "--store", store, instance.path).returncode == 1
    assert current(store) == "releases/1"


def test_canonical_csv(published, store):
    published()
    text = (release(store, 1) / "data" / "sources.csv").read_bytes().decode()
    lines = text.split("\r\n")
    assert lines[0].startswith("id,title_ja,title_en,kind") and lines[-1] == ""
    assert lines[1].startswith("plan,計画書,,plan") and lines[2].startswith("report,")


def test_changes_of_a_cell(published, store, instance):
    published()
    instance.write("sources", [SOURCES[0], SOURCES[1], "report,新しい題,report"])
    result = published()
    assert (result["added"], result["removed"], result["modified"]) == (0, 0, 1)
    lines = (release(store, 2) / "changes.csv").read_bytes().decode().split("\r\n")
    assert lines == ["table,key,column,old,new", "sources,report,title_ja,報告書,新しい題", ""]


def test_changes_of_records(published, store, instance):
    published()
    instance.write("sources", [SOURCES[0], SOURCES[1], SOURCES[2], "third,題,web"])
    published()
    assert "sources,third,*,,added" in (release(store, 2) / "changes.csv").read_text()
    instance.write("sources", SOURCES)
    published()
    assert (release(store, 3) / "changes.csv").read_bytes().decode().split("\r\n") == [
        "table,key,column,old,new", "sources,third,*,,removed", "sources,third,id,third,",
        "sources,third,title_ja,題,", "sources,third,kind,web,", ""]


def test_the_manifest_counts_what_changed_in_each_table(published, store, instance):
    instance.write("sources", [*SOURCES, "third,題,web"])
    published()
    instance.write("sources", [SOURCES[0], "plan,別の題,plan", SOURCES[2], "fourth,題,web", "fifth,題,web"])
    change(instance, 1)
    instance.instance(title_ja="別の題")
    published()
    counts = [{name: (table["added"], table["removed"], table["modified"])
               for name, table in manifest(store, n)["tables"].items()} for n in (1, 2)]
    assert counts[0]["sources"] == (3, 0, 0) and counts[0]["observations"] == (4, 0, 0)
    assert counts[1]["sources"] == (2, 1, 1) and counts[1]["observations"] == (1, 0, 0)
    assert counts[1]["kpis"] == (0, 0, 0) and counts[1]["periods"] == (1, 0, 0)
    assert [manifest(store, n)["instance"]["modified"] for n in (1, 2)] == [0, 1]


def test_a_message_in_each_language(run, published, store, instance):
    published("--message", "初版", "--message-en", "the first")
    assert (manifest(store, 1)["message"], manifest(store, 1)["message_en"]) == ("初版", "the first")
    shown = [run("releases", "--store", store, "--lang", lang).stdout for lang in ("ja", "en")]
    assert "    初版\n" in shown[0] and "    the first\n" in shown[1]


def test_retired_ids(published, store, instance):
    instance.write("sources", [*SOURCES, "third,題,web"])
    published()
    instance.write("sources", SOURCES)
    published()
    text = (release(store, 2) / "retired.csv").read_bytes().decode()
    assert text == "id,table,release\r\nthird,sources,2\r\n"


def test_retired_id_comes_back_with_a_warning(published, store, instance):
    for rows in ([*SOURCES, "third,題,web"], SOURCES):
        instance.write("sources", rows)
        published()
    instance.write("sources", [*SOURCES, "third,題,web"])
    result = published()
    assert [f["expected"] for f in result["findings"] if f["rule"] == "retired-id"] == ["2"]
    assert (release(store, 3) / "retired.csv").read_text().strip() == "id,table,release"


def test_id_with_several_key_columns(published, store, instance):
    published()
    change(instance, 1)
    published()
    assert "observations,visitors.FY2023.actual.level._._._,*,,added" in (
        release(store, 2) / "changes.csv").read_text()


def test_manifest(published, store, instance):
    published()
    change(instance, 1)
    published()
    first, second = manifest(store, 1), manifest(store, 2)
    assert second["tables"]["observations"]["changed_in"] == 2
    for member in ("changed_at", "changed_in", "columns", "rows", "sha256"):
        assert second["tables"]["sources"][member] == first["tables"]["sources"][member]
    assert second["tables"]["observations"]["rows"] == 5
    assert first["previous"] == "" and len(second["previous"]) == 64


def test_unchanged_files_are_hard_links(published, store, instance):
    instance.write("events", ["id,kind,status,name_ja,source", "e,pitch,held,催し,plan"])
    published()
    instance.write("schemes", ["id,name_ja", "s,分類"])
    published()
    for name in ("data/sources.csv", "files/sources.csv", "files/sources.json.gz"):
        assert (release(store, 1) / name).samefile(release(store, 2) / name), name


def test_changed_targets_are_not_linked(published, store, instance):
    published()
    instance.write("sources", [SOURCES[0], "plan,改題,plan", SOURCES[2]])
    published()
    assert "改題" in (release(store, 2) / "files" / "observations.json").read_text()


def test_gz_files_hold_the_plain_ones(published, store):
    published()
    files = release(store, 1) / "files"
    for plain in files.glob("*.csv"):
        assert gzip.decompress((files / f"{plain.name}.gz").read_bytes()) == plain.read_bytes()


def test_same_input_twice_gives_the_same_bytes(run, tmp_path, instance):
    digests = []
    for name in ("one", "two"):
        assert run("publish", "--store", tmp_path / name, instance.path).returncode == 0
        folder = tmp_path / name / "releases" / "1"
        found = json.loads((folder / "release.json").read_text())
        digests.append({t: s["sha256"] for t, s in found["tables"].items()})
        digests[-1].update({p.name: p.read_bytes() for p in (folder / "data").iterdir()})
        # workbooks, archive and database say when their release was published
        digests[-1].update({p.name: p.read_bytes() for p in (folder / "files").iterdir()
                            if p.suffix not in (".xlsx", ".zip", ".sqlite")})
    assert digests[0] == digests[1]


@pytest.mark.parametrize("encoding, bom", [("cp932", b""), ("utf-16-le", b"\xff\xfe"),
                                           ("utf-8", b"\xef\xbb\xbf")])
def test_encoding_does_not_change_the_release(published, instance, encoding, bom):
    published()
    for name, rows in (("sources", SOURCES), ("kpis", KPIS)):
        (instance.path / "data" / f"{name}.csv").write_bytes(bom + "\r\n".join(rows).encode(encoding))
    assert published()["changed"] is False


def test_left_over_folders_are_removed(published, store):
    (store / "releases" / "7.tmp" / "data").mkdir(parents=True)
    (store / "releases" / "3.old").mkdir()
    published()
    assert [p.name for p in (store / "releases").iterdir()] == ["1"]


def test_lock_holder_is_named(run, published, store, instance):
    published()
    with open(store / "lock", "r+", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("pid 4711, somewhere, 2026-01-01T00:00:00Z\n")
        lock.flush()
        done = run("publish", "--store", store, instance.path)
    assert done.returncode == 3 and "pid 4711, somewhere" in done.stderr


def test_release_that_a_crash_left_aside_becomes_current(published, store, instance):
    published()
    change(instance, 1)
    published()
    (store / "current").unlink()
    (store / "current").symlink_to("releases/1")
    assert published()["release"] == 2 and current(store) == "releases/2"


def test_old_releases_are_thinned(run, published, store, instance):
    for value in range(4):
        change(instance, value)
        published("--keep", 2)
    names = {p.name for p in release(store, 1).iterdir()}
    assert names == {"release.json", "instance.json", "changes.csv", "retired.csv", "derived.json"}
    assert (release(store, 3) / "store.sqlite").exists()
    assert run("verify", "--store", store).returncode == 0


def test_not_a_store_ends_with_3(run, tmp_path, instance):
    (tmp_path / "file").write_text("x")
    done = run("publish", "--store", tmp_path / "file" / "store", instance.path)
    assert done.returncode == 3 and "file" in done.stderr


def test_full_disk_ends_with_3(published, store):
    published()
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program(), "export", "--store", store, "--format", "csv", "sources"],
                              stdout=full, stderr=subprocess.PIPE, env=clean_environment(), check=False)
    assert done.returncode == 3 and done.stderr


# --- verify, rebuild, export


def test_verify_good_store(run, published, store):
    published()
    assert run("verify", "--store", store).returncode == 0


@pytest.mark.parametrize("name", [
    "release.json", "derived.json", "instance.json", "changes.csv", "retired.csv", "store.sqlite", "store.columns",
    "data/sources.csv", "files/sources.json", "files/sources.csv.gz", "files/kpis.rdf"])
@pytest.mark.parametrize("number", [1, 2])
def test_verify_finds_one_flipped_bit(run, published, store, instance, name, number):
    published()
    change(instance, 1)
    published()
    path = release(store, number) / name
    data = bytearray(path.read_bytes())
    data[random.Random(name).randrange(len(data))] ^= 1
    path.unlink()
    path.write_bytes(data)
    done = run("verify", "--store", store)
    assert done.returncode == 1 and f"releases/{number}" in done.stdout


def test_verify_finds_a_missing_file(run, published, store):
    published()
    (release(store, 1) / "files" / "sources.csv").unlink()
    assert run("verify", "--store", store).returncode == 1


def test_verify_without_release_ends_with_1(run, store):
    store.mkdir()
    assert run("verify", "--store", store).returncode == 1


def test_rebuild_gives_the_same_files(run, published, store):
    published()
    before = (release(store, 1) / "derived.json").read_bytes()
    (release(store, 1) / "files" / "sources.csv").write_text("damaged")
    assert run("rebuild", "--store", store).returncode == 0
    assert (release(store, 1) / "derived.json").read_bytes() == before
    assert run("verify", "--store", store).returncode == 0


def test_publish_derives_anew_after_another_program(published, store):
    published()
    (release(store, 1) / "derived.json").unlink()
    result = published()
    assert (result["changed"], result["rebuilt"]) == (False, True)
    assert (release(store, 1) / "derived.json").exists()


@pytest.mark.parametrize("suffix", ["csv", "json", "rdf"])
def test_export_is_the_ready_file(published, store, suffix):
    published()
    written = subprocess.check_output(
        [program(), "export", "--store", store, "--format", suffix, "kpis"], env=clean_environment())
    assert written == (release(store, 1) / "files" / f"kpis.{suffix}").read_bytes()


def test_export_of_an_unknown_table_names_the_nearest(run, published, store):
    published()
    done = run("export", "--store", store, "--format", "csv", "kpi")
    assert done.returncode == 2 and "kpis" in done.stderr


def test_export_in_an_unknown_format_lists_all(run, published, store):
    published()
    done = run("export", "--store", store, "--format", "xls", "kpis")
    assert done.returncode == 2 and "csv" in done.stderr


# --- kill -9


@pytest.mark.parametrize("turn", range(12))
def test_killed_publisher_leaves_the_old_or_the_new_release(run, published, store, instance, turn):
    published()
    instance.write("sources", [*SOURCES, *(f"s{i},題{i},web" for i in range(3000))])
    process = subprocess.Popen([program(), "publish", "--store", store, instance.path],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=clean_environment())
    time.sleep(0.012 * turn)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert current(store) in ("releases/1", "releases/2")
    assert run("verify", "--store", store).returncode == 0
    assert published()["release"] == 2 and current(store) == "releases/2"
    assert sorted(p.name for p in (store / "releases").iterdir()) == ["1", "2"]


def test_an_empty_store_name_is_a_usage_error(run, instance):
    done = run("publish", "--store", "", instance.path)
    assert done.returncode == 2 and "--store" in done.stderr


def test_a_release_that_lacks_a_table_of_the_program_says_publish(run, published, store):
    """As a program that did not have the table yet published it."""
    folder = published() and release(store, 1)
    path = folder / "release.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["tables"]["periods"]
    path.unlink()
    path.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    (folder / "data" / "periods.csv").unlink()
    for arguments in (("rebuild",), ("export", "--format", "csv", "kpis")):
        done = run(arguments[0], "--lang", "en", "--store", store, *arguments[1:])
        assert done.returncode == 1, done.stderr
        assert "hiraku publish" in done.stderr and "rebuild`" not in done.stderr and "free space" not in done.stderr
    result = published()
    assert (result["changed"], result["release"]) == (True, 2)
    assert run("rebuild", "--store", store).returncode == 0


def test_a_message_is_kept_with_the_release(run, published, store, instance):
    published("--message", "令和5年度の実績を加えた")
    assert manifest(store, 1)["message"] == "令和5年度の実績を加えた"
    change(instance, 1)
    published()
    assert "message" not in manifest(store, 2)
    assert run("verify", "--store", store).returncode == 0


@pytest.mark.parametrize("message", ["x" * 501, "two\nlines", " around ", "bell\a"])
def test_a_message_is_one_line(run, store, instance, message):
    done = run("publish", "--store", store, "--message", message, instance.path)
    assert done.returncode == 2 and "--message" in done.stderr and not store.exists()


def test_people_are_told_where_to_see_it(run, store, instance):
    instance.instance(base_url="https://opendata.town.example.jp")
    done = run("publish", "--store", store, instance.path)
    assert done.stdout.splitlines()[-1].endswith(": https://opendata.town.example.jp/")


@pytest.mark.parametrize("store", ["town", "town/", "town/data", "town/data/new", "town/../town/data/releases", ".", "linked/data"])
def test_releases_and_data_are_not_put_into_one_another(store, run, tmp_path):
    instance = Instance(tmp_path / "town")
    (tmp_path / "linked").symlink_to("town")
    before = sorted(tmp_path.rglob("*"))
    done = run("publish", "--store", f"{tmp_path}/{store}", instance.path)
    assert done.returncode == 2 and str(instance.path) in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("store", ["town-store", "town/store", "new/below/store"])
def test_a_store_beside_the_data_is_none_within_them(store, run, tmp_path):
    instance = Instance(tmp_path / "town")
    (tmp_path / store).parent.mkdir(parents=True, exist_ok=True)
    assert run("publish", "--store", tmp_path / store, instance.path).returncode == 0
