"""Tables of old releases are had back from the changes of the releases behind them, to the byte, or kept packed."""

import gzip
import hashlib
import json
import random

import pytest

from conftest import fetch, publish_directory, serve_store
from small_instance import SOURCES, Instance

RELEASES = 9


def release(store, number):
    return store / "releases" / str(number)


def files(store, number):
    return {path.name: path.read_bytes() for path in (release(store, number) / "data").glob("*.csv")}


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


def change_all_kinds(instance, chance):
    """Sources and figures that come, go, come back and change, with cells that CSV must quote."""
    titles = ["題", '"題, 二つ目"', '"「""引用""」"', "題 2"]
    sources = [f"s-{n},{chance.choice(titles)},web,{chance.choice(['', *titles])}" for n in range(12) if chance.random() < 0.6]
    instance.write("sources", ["id,title_ja,kind,title_en", *[f"{row}," for row in SOURCES[1:]], *sources])
    instance.add(*[f"visitors,FY{year},actual,level,,,,{chance.randrange(9)},,exact,provisional,plan,"
                   for year in range(2005, 2020) if chance.random() < 0.5],
                 *[f"rate,{year},actual,level,,,,{chance.randrange(9)}.0,,exact,provisional,report,"
                   for year in range(2005, 2020) if chance.random() < 0.3])


@pytest.fixture
def history(store, instance):
    """A store with nine releases, all kept whole, and the canonical files of each."""
    chance, written = random.Random(9110), {}
    for number in range(1, RELEASES + 1):
        change_all_kinds(instance, chance)
        publish_directory(store, instance.path)
        written[number] = files(store, number)
    return written


def thin(run, store, instance, keep="1"):
    """One release more, after which only the newest `keep` are kept whole."""
    instance.write("sources", [*SOURCES, "last,題,web"])
    publish_directory(store, instance.path, "--keep", keep)


def test_what_is_had_back_is_what_was_published(run, store, instance, history):
    thin(run, store, instance)
    for number in range(1, RELEASES + 1):
        assert not (release(store, number) / "data").exists()
    done = run("verify", "--store", store)
    assert done.returncode == 0, done.stdout
    for number in (RELEASES - 1, 4, 1):
        assert run("rollback", "--store", store, number).returncode == 0
        newest = max(int(path.name) for path in (store / "releases").iterdir())
        again = files(store, newest)
        assert {name: again[name] for name in history[number]} == history[number]


def test_disk_holds_no_rows_of_old_releases_but_those_that_changed(run, store, instance, history):
    thin(run, store, instance)
    kept = {path.name for number in range(1, RELEASES + 1) for path in release(store, number).rglob("*") if path.is_file()}
    assert kept == {"release.json", "instance.json", "changes.csv", "retired.csv", "derived.json"}


@pytest.mark.parametrize("number", [2, 5])
def test_a_change_that_is_lost_is_found_and_what_is_older_with_it(run, store, instance, history, number):
    thin(run, store, instance)
    path = release(store, number) / "changes.csv"
    lines = path.read_bytes().split(b"\r\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(b"observations,") and line.endswith(b",added"))
    path.write_bytes(b"\r\n".join(lines[:at] + lines[at + 1:]))
    said = run("verify", "--store", store).stdout
    assert f"releases/{number}/changes.csv" in said and f"releases/{number - 1}/data/observations.csv" in said
    assert f"releases/{number}/data/observations.csv" not in said
    done = run("rollback", "--store", store, number - 1)
    assert done.returncode == 1 and f"releases/{number - 1}" in done.stderr


def test_a_table_that_changes_do_not_give_back_stays_packed(run, store, instance, history):
    """As the releases of a program that recorded less."""
    path = release(store, 5) / "changes.csv"
    whole = path.read_bytes()
    path.write_bytes(b"".join(line + b"\r\n" for line in whole.split(b"\r\n")[:-1] if not line.startswith(b"periods,")))
    thin(run, store, instance)
    assert [path.name for path in (release(store, 4) / "data").iterdir()] == ["periods.csv.gz"]
    assert gzip.decompress((release(store, 4) / "data" / "periods.csv.gz").read_bytes()) == history[4]["periods.csv"]
    assert not (release(store, 3) / "data").exists() and not (release(store, 5) / "data").exists()
    path.write_bytes(whole)
    assert run("verify", "--store", store).returncode == 0
    assert run("rollback", "--store", store, "3").returncode == 0
    packed = bytearray((release(store, 4) / "data" / "periods.csv.gz").read_bytes())
    packed[4] ^= 1
    (release(store, 4) / "data" / "periods.csv.gz").write_bytes(packed)
    assert run("verify", "--store", store).returncode == 1


def test_a_release_with_other_columns_keeps_them(run, store, instance):
    """A column that this program does not know: file, digests and chain as that program would have left them."""
    publish_directory(store, instance.path)
    path, manifest = release(store, 1) / "data" / "sources.csv", release(store, 1) / "release.json"
    lines = path.read_bytes().decode().split("\r\n")[:-1]
    path.unlink()
    path.write_bytes("".join(f"{line},{'shelf' if n == 0 else n}\r\n" for n, line in enumerate(lines)).encode())
    told = json.loads(manifest.read_text())
    told["tables"]["sources"]["columns"].append("shelf")
    told["tables"]["sources"]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told))
    listed = release(store, 1) / "derived.json"
    listed.write_text(json.dumps(json.loads(listed.read_text()) | {
        "release": hashlib.sha256(manifest.read_bytes()).hexdigest()}))
    thin(run, store, instance)
    assert [path.name for path in (release(store, 1) / "data").iterdir()] == ["sources.csv.gz"]
    assert run("verify", "--store", store).returncode == 0


def test_columns_of_then_are_those_of_the_file(run, store, instance):
    """A column that came later: the file of then has it not."""
    publish_directory(store, instance.path)
    path, manifest = release(store, 1) / "data" / "sources.csv", release(store, 1) / "release.json"
    rows = [line.split(",") for line in path.read_bytes().decode().split("\r\n")[:-1]]
    drop = rows[0].index("licence")
    path.unlink()
    path.write_bytes("".join(",".join(row[:drop] + row[drop + 1:]) + "\r\n" for row in rows).encode())
    told = json.loads(manifest.read_text())
    told["tables"]["sources"]["columns"].remove("licence")
    told["tables"]["sources"]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told))
    listed = release(store, 1) / "derived.json"
    listed.write_text(json.dumps(json.loads(listed.read_text()) | {
        "release": hashlib.sha256(manifest.read_bytes()).hexdigest()}))
    thin(run, store, instance)
    assert not (release(store, 1) / "data").exists()
    assert run("verify", "--store", store).returncode == 0


def test_changes_that_were_altered_date_no_record(store, instance):
    """The history ends there: what is older counts as of that release, so that nobody goes on with an answer that is not it."""
    rows = ["a-source,題,web", "b-source,題,web", "c-source,題,web"]
    for number in range(3):
        instance.write("sources", [*SOURCES, *(row.replace("題", f"題 {number}") if row[0] == "abc"[number] else row for row in rows)])
        publish_directory(store, instance.path)
    changes = release(store, 2) / "changes.csv"
    content = changes.read_bytes()
    assert b"b-source" in content
    changes.write_bytes(content.replace(b"b-source", b"c-source"))
    instance.write("sources", [*SOURCES, *rows, "d-source,題,web"])
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        changed = {name: int(fetch(server, f"/v1/sources/{name}.json").headers["Hiraku-Release"])
                   for name in ("plan", "b-source", "c-source", "d-source")}
    assert changed == {"plan": 2, "b-source": 3, "c-source": 4, "d-source": 4}
