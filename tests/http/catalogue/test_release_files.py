"""Files by their release: an address whose bytes never change; downloads under another base URL."""

import hashlib
import json
import subprocess
import time

import pytest
import requests

from conftest import publish_result
from small_instance import OBSERVATIONS, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


def fetch(server, path, **fields):
    headers = {"Accept-Encoding": "identity", **{k.replace("_", "-"): v for k, v in fields.items()}}
    return requests.get(path if path.startswith("http") else server.url + path, headers=headers, timeout=60)


def listed(server):
    return {item["file"]: item for item in fetch(server, "/v1/downloads.json").json()["items"]}


def local(server, url):
    """The path of an absolute URL of the instance, on this server."""
    return server.url + "/" + url.split("/", 3)[3]


def publish(store, instance, value=None, *options):
    if value is not None:
        instance.observe(f"visitors,FY2023,actual,level,,,,{value},,exact,final,plan,")
    return publish_result(store, instance.path, *options)["release"]


def await_release(server, number):
    end = time.monotonic() + 20
    while json.loads(fetch(server, "/v1/downloads.json").text)["release"] != number:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_every_listed_file_has_an_address_that_never_changes(store, instance, serve):
    publish(store, instance)
    publish(store, instance, 1)
    with serve(store) as server:
        for name, item in listed(server).items():
            assert item["permanent_url"].startswith("https://data.example.jp/v1/releases/")
            fixed, moving = fetch(server, local(server, item["permanent_url"])), fetch(server, f"/v1/downloads/{name}")
            assert fixed.status_code == 200, item
            assert hashlib.sha256(fixed.content).hexdigest() == item["sha256"]
            assert fixed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            for field in ("ETag", "Last-Modified", "Content-Type", "Content-Disposition", "Repr-Digest", "Hiraku-Release"):
                assert fixed.headers[field] == moving.headers[field]
            assert moving.headers["Content-Location"] == "/" + item["permanent_url"].split("/", 3)[3]
            assert fixed.headers["Content-Location"] == moving.headers["Content-Location"]
            assert "immutable" not in moving.headers["Cache-Control"]


def test_the_number_is_that_of_the_last_change(store, instance, serve):
    publish(store, instance)
    publish(store, instance, 1)
    with serve(store) as server:
        items = listed(server)
        assert "/releases/1/" in items["kpis.csv"]["permanent_url"]
        assert "/releases/2/" in items["observations.csv"]["permanent_url"]
        for release in (1, 2):
            assert fetch(server, f"/v1/releases/{release}/downloads/kpis.csv").text == fetch(server, "/v1/kpis.csv").text
        assert fetch(server, "/v1/releases/1/downloads/observations.csv").text != fetch(server, "/v1/observations.csv").text


def test_a_file_of_a_release_is_also_sent_packed_and_in_parts(store, instance, serve):
    publish(store, instance)
    publish(store, instance, 1)
    with serve(store) as server:
        path = "/v1/releases/1/downloads/observations.csv"
        whole, packed = fetch(server, path), fetch(server, path, Accept_Encoding="gzip")
        assert packed.headers["Content-Encoding"] == "gzip" and packed.content == whole.content
        part = fetch(server, path, Range="bytes=20-", Accept_Encoding="gzip")
        assert part.status_code == 206 and part.content == whole.content[20:]
        assert fetch(server, path, If_None_Match=whole.headers["ETag"]).status_code == 304
        head = requests.head(server.url + path, headers={"Accept-Encoding": "identity"}, timeout=30)
        assert head.headers["ETag"] == whole.headers["ETag"] and head.headers["Content-Length"] == str(len(whole.content))


def test_curl_goes_on_with_the_same_file_after_a_new_release(store, instance, serve, tmp_path):
    publish(store, instance)
    with serve(store) as server:
        item = listed(server)["observations.csv"]
        old = fetch(server, "/v1/observations.csv").content
        (tmp_path / "part.csv").write_bytes(old[:50])
        publish(store, instance, 7)
        await_release(server, 2)
        subprocess.run(["curl", "-sSf", "-C", "-", "-o", tmp_path / "part.csv", local(server, item["permanent_url"])],
                       check=True, timeout=60)
        assert (tmp_path / "part.csv").read_bytes() == old
        assert hashlib.sha256(old).hexdigest() == item["sha256"]


def test_what_is_no_longer_kept_is_410_and_says_what_is(store, instance, serve):
    publish(store, instance)
    publish(store, instance, 1)
    publish(store, instance, 2, "--keep", "1")
    with serve(store) as server:
        gone = fetch(server, "/v1/releases/1/downloads/observations.csv", Accept_Language="en")
        assert gone.status_code == 410 and gone.json()["type"] == "/problems/file-gone"
        assert "release 1" in gone.json()["detail"] and gone.headers["Cache-Control"] == "no-store"
        (error,) = gone.json()["errors"]
        assert error["did_you_mean"] == error["example"] == "/v1/releases/3/downloads/observations.csv"
        assert fetch(server, error["example"]).status_code == 200
        # what has not changed since is the same bytes, wherever they are kept
        item = listed(server)["kpis.csv"]
        assert item["permanent_url"].endswith("/v1/releases/1/downloads/kpis.csv")
        for release in (1, 2, 3):
            kept = fetch(server, f"/v1/releases/{release}/downloads/kpis.csv")
            assert kept.status_code == 200 and hashlib.sha256(kept.content).hexdigest() == item["sha256"]


def test_a_running_server_knows_what_was_put_away_while_it_had_it_open(store, instance, serve):
    publish(store, instance)
    with serve(store) as server:
        archive = next(name for name in listed(server) if name.endswith("-1.zip"))
        for release, value in ((2, 31), (3, 32)):
            publish(store, instance, value, "--keep", "2")
            await_release(server, release)
        items = listed(server)
        assert any("/releases/1/" in item["permanent_url"] for item in items.values())
        for item in items.values():
            kept = fetch(server, local(server, item["permanent_url"]))
            assert (kept.status_code, hashlib.sha256(kept.content).hexdigest()) == (200, item["sha256"])
        for path in ("/v1/releases/1/downloads/observations.csv", f"/v1/downloads/{archive}"):
            gone = fetch(server, path)
            assert (gone.status_code, gone.json()["type"]) == (410, "/problems/file-gone")
        assert fetch(server, "/v1/releases/2/downloads/observations.csv").status_code == 200


def test_a_walk_through_a_release_that_was_put_away_ends_or_is_410(store, instance, serve):
    publish(store, instance)
    with serve(store) as server:
        whole = [row["id"] for row in fetch(server, "/v1/observations").json()["items"]]
        page = fetch(server, "/v1/observations?limit=1").json()
        for release, value in ((2, 41), (3, 42), (4, 43)):
            publish(store, instance, value, "--keep", "1")
            await_release(server, release)
        ids = [row["id"] for row in page["items"]]
        while page["next"]:
            answer = fetch(server, local(server, page["next"]) if page["next"].startswith("http") else page["next"])
            assert answer.status_code in (200, 410)
            if answer.status_code == 410:
                assert answer.json()["type"] == "/problems/release-gone"
                return
            page = answer.json()
            ids += [row["id"] for row in page["items"]]
        assert ids == whole


@pytest.mark.parametrize("path, nearest", [
    ("2/downloads/kpis.csv", "/v1/releases/1/downloads/kpis.csv"), ("1/downloads/kpi.csv", "/v1/releases/1/downloads/kpis.csv"),
    ("0/downloads/kpis.csv", "/v1/releases/1/downloads/kpis.csv"), ("01/downloads/kpis.csv", "/v1/releases/1/downloads/kpis.csv"),
    ("x/downloads/kpis.csv", "/v1/releases/1/downloads/kpis.csv"), ("1/downloads/kpis", None),
    ("99999999999999999999999/downloads/kpis.csv", "/v1/releases/1/downloads/kpis.csv"), ("1/downloads/..%2Frelease.json", None)])
def test_no_such_file_of_a_release(path, nearest, server):
    answer = fetch(server, f"/v1/releases/{path}")
    assert answer.status_code == 404
    if nearest:
        assert answer.json()["errors"][0]["did_you_mean"] == nearest
    assert fetch(server, answer.json()["errors"][0]["example"]).status_code == 200


@pytest.mark.parametrize("language, word", [("ja", "引用にはこのアドレス"), ("en", "Address to quote")])
def test_pages_show_the_address_to_quote(language, word, store, instance, serve):
    publish(store, instance)
    publish(store, instance, 1)
    with serve(store) as server:
        items = listed(server)
        for page, names in (("/v1/downloads.html", ["kpis.csv", "observations.xlsx"]), ("/v1/datasets/kpis.html", ["kpis.csv", "kpis.xlsx"])):
            text = fetch(server, page, Accept_Language=language).text
            assert word in text
            for name in names:
                url = items[name]["permanent_url"]
                assert f'<a href="/{url.split("/", 3)[3]}">{url}</a>' in text


# --- another base URL ---

def test_under_another_base_url_the_files_that_do_not_hold_it_stay(store, instance, serve):
    publish(store, instance)
    with serve(store) as server:
        original = listed(server)
    with serve(store, "--base-url", "https://other.example.net") as server:
        items = listed(server)
        assert fetch(server, "/v1/downloads.json").json()["missing"] is None
        assert items.keys() == original.keys()
        for name, item in items.items():
            answer = fetch(server, f"/v1/downloads/{name}")
            if name.removesuffix(".gz").endswith(".csv"):
                assert (answer.status_code, item["missing"]) == (200, None)
                assert item["sha256"] == original[name]["sha256"] == hashlib.sha256(answer.content).hexdigest()
                assert item["url"] == f"https://other.example.net/v1/downloads/{name}"
                assert fetch(server, local(server, item["permanent_url"])).content == answer.content
            else:
                assert (answer.status_code, item["missing"]) == (404, "other-base-url")
                assert item["url"] is item["permanent_url"] is item["sha256"] is None
                assert answer.json()["type"] == "/problems/other-base-url"
                assert "https://data.example.jp" in answer.json()["detail"]
        assert fetch(server, "/v1/observations.csv").headers["Accept-Ranges"] == "bytes"
        assert "https://other.example.net/id/" in fetch(server, "/v1/observations.rdf").text
        page = fetch(server, "/v1/downloads", Accept="text/html", Accept_Language="en").text
        assert "for another base URL" in page and 'href="/v1/downloads/kpis.csv"' in page


def test_the_files_that_stay_are_those_that_are_the_same(tmp_path, instance):
    """What is told of the kinds is true: published under two base URLs, just the CSV files are equal."""
    found = {}
    for base in ("https://one.example.jp", "https://two.example.jp"):
        instance.instance(base_url=base)
        instance.write("observations", OBSERVATIONS)
        store = tmp_path / base[8:11]
        publish_result(store, instance.path)
        for file in (store / "releases" / "1" / "files").iterdir():
            found.setdefault(file.name, set()).add(file.read_bytes())
    assert {name for name, contents in found.items() if len(contents) == 1} >= {
        name for name in found if name.removesuffix(".gz").endswith(".csv")}
