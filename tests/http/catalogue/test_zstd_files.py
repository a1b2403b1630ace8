"""Copies of large files that are packed with Zstandard (RFC 8878): there where they are smaller than the .gz by a fifth,
with the bytes that zstd(1) makes."""

import os
import shutil
import subprocess

import pytest

from conftest import ROOT, SAMPLE, fetch, publish_directory, publish_many, publish_result, serve_store

FORMATS = ["csv", "ndjson", "ttl"]
ROWS = 6500


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A store of a table with so many rows."""
    return publish_many(tmp_path_factory.mktemp("many"), ROWS)


@pytest.fixture(scope="module")
def files(many):
    return many / "releases" / "1" / "files"


def with_settings(**settings):
    return {**os.environ, **{f"HIRAKU_DOWNLOAD_{name.upper()}": str(value) for name, value in settings.items()}}


def zstd(*arguments):
    return subprocess.run(["zstd", "-q", "--single-thread", *map(str, arguments)], stdout=subprocess.PIPE, check=True).stdout


def test_a_large_table_has_them_and_no_other_has(files):
    assert sorted(path.name for path in files.glob("*.zst")) == [f"observations.{form}.zst" for form in FORMATS]


@pytest.mark.parametrize("form", FORMATS)
def test_they_are_smaller_than_the_gzip_by_a_fifth(files, form):
    packed, gzip = (files / f"observations.{form}.{packing}" for packing in ("zst", "gz"))
    assert packed.stat().st_size <= 0.8 * gzip.stat().st_size
    assert zstd("-dc", packed) == (files / f"observations.{form}").read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_they_are_what_zstd_makes(files, form):
    """Level 15, one thread: the same bytes wherever libzstd is of this version."""
    assert zstd("-15", "-c", files / f"observations.{form}") == (files / f"observations.{form}.zst").read_bytes()


def test_of_each_file_it_is_measured_whether_it_is_worth_it(tmp_path):
    """The sample with no least size: what zstd(1) makes tells which there must be."""
    publish_result(tmp_path / "store", SAMPLE, env=with_settings(zstd_bytes=1))
    files = tmp_path / "store" / "releases" / "1" / "files"
    wanted = [f"{plain.name}.zst" for form in FORMATS for plain in files.glob(f"*.{form}")
              if ".excel." not in plain.name and
              len(zstd("-15", "-c", plain)) <= 0.8 * files.joinpath(plain.name + ".gz").stat().st_size]
    assert sorted(path.name for path in files.glob("*.zst")) == sorted(wanted)
    assert len(wanted) < len(list(files.glob("*.gz"))) / 4


def test_of_what_is_kept_packed_only_there_is_one_too(many, tmp_path):
    publish_result(tmp_path / "store", many.parent / "instance", env=with_settings(plain_bytes=2000000))
    files = tmp_path / "store" / "releases" / "1" / "files"
    assert not (files / "observations.ttl").exists() and (files / "observations.csv").exists()
    unpacked = subprocess.run(["gzip", "-dc", files / "observations.ttl.gz"], stdout=subprocess.PIPE, check=True).stdout
    assert zstd("-dc", files / "observations.ttl.zst") == unpacked


def test_none_is_made_where_the_setting_says_so(many, tmp_path):
    publish_result(tmp_path / "store", many.parent / "instance", env=with_settings(zstd_bytes=0))
    assert list((tmp_path / "store" / "releases" / "1" / "files").glob("*.zst")) == []


def test_the_next_release_links_them(tmp_path):
    """Where nothing near the table has changed."""
    store, instance = publish_many(tmp_path, ROWS), tmp_path / "instance"
    shutil.copy(ROOT / "contrib/instances/template/examples/schemes.csv", instance / "data")
    publish_directory(store, instance)
    kept = [store / "releases" / number / "files" / "observations.csv.zst" for number in "12"]
    assert kept[0].samefile(kept[1])


def test_they_are_listed_served_and_in_the_catalogue(many, files):
    with serve_store(many) as server:
        listed = {one["file"]: one for one in fetch(server, "/v1/downloads?release=1").json()["items"]}
        one = listed["observations.csv.zst"]
        assert (one["media_type"], one["rows"], one["missing"]) == ("application/zstd", ROWS, None)
        answer = fetch(server, "/v1/releases/1/downloads/observations.csv.zst", **{"Accept-Encoding": "gzip"})
        assert answer.content == (files / "observations.csv.zst").read_bytes()
        assert answer.headers["Content-Type"] == "application/zstd" and "Content-Encoding" not in answer.headers
        assert '.csv.zst"' in answer.headers["Content-Disposition"]
        part = fetch(server, "/v1/downloads/observations.csv.zst", Range="bytes=0-3")
        assert (part.status_code, part.content) == (206, bytes.fromhex("28b52ffd"))  # RFC 8878 s.3.1.1
        assert fetch(server, "/v1/downloads/kpis.csv.zst").status_code == 404
        described = fetch(server, "/catalog.ttl").text.split("/id/distributions/observations-csv-zst> a dcat:Distribution")[1]
        assert "/media-types/text/csv>" in described.split(" .\n")[0]
        assert "dcat:compressFormat <http://www.iana.org/assignments/media-types/application/zstd>" in described.split(" .\n")[0]
        resource = fetch(server, "/api/3/action/resource_show?id=observations-csv-zst").json()["result"]
        assert (resource["format"], resource["mimetype"], resource["mimetype_inner"]) == ("ZST", "application/zstd", "text/csv")
        assert ".zst" not in fetch(server, "/downloads.html").text
