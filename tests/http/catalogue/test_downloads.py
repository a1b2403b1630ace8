"""Files for download: what each holds, as other programs read it; the list; linking; limits; hiraku verify FILE."""

import base64
import csv
import email.utils
import gzip
import hashlib
import io
import json
import os
import re
import sqlite3
import urllib.parse
import zipfile

import openpyxl
import pandas
import pytest
import requests

from conftest import publish_result
from small_instance import KPIS, Instance

ARCHIVE, DATABASE = "hiraku-141003-1.zip", "hiraku-141003-1.sqlite"


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def published(store, instance):
    """publish(*options, env) → the directory of the release."""
    def publish(*options, env=None):
        return store / "releases" / str(publish_result(store, instance.path, *options, env=env)["release"])
    return publish


@pytest.fixture(scope="module")
def files(sample_store):
    return sample_store / "releases" / "1" / "files"


def read_csv(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def shown(cell):
    """A cell of a workbook as a person sees it."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        decimals = re.fullmatch(r"0(?:\.(0+))?", cell.number_format).group(1) or ""
        return f"{cell.value:.{len(decimals)}f}"
    assert cell.data_type in ("s", "inlineStr"), (cell.coordinate, cell.data_type)
    return cell.value


def sheet_rows(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[shown(cell) for cell in row] for row in sheet.iter_rows()]


def own_columns(rows):
    """Without what stands beside references: kpi__name_ja."""
    kept = [at for at, name in enumerate(rows[0]) if "__" not in name]
    return [[row[at] for at in kept] for row in rows]


def listed(path):
    return json.loads((path / "derived.json").read_text(encoding="utf-8"))["files"]


# --- workbooks ---

def test_every_workbook_of_the_sample_has_the_cells_of_its_csv(files):
    workbooks = sorted(files.glob("*.xlsx"))
    assert len(workbooks) == len([p for p in files.glob("*.csv") if not p.name.endswith(".excel.csv")])
    for path in workbooks:
        assert own_columns(sheet_rows(path)) == read_csv(path.with_suffix(".csv")), path.name


def test_a_code_keeps_its_leading_zero(files):
    sheet = openpyxl.load_workbook(files / "municipalities.xlsx").worksheets[0]
    ids = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert "011002" in ids and all(isinstance(one, str) and len(one) == 6 for one in ids)


def test_figures_are_numbers_shown_with_their_published_decimals(published, instance):
    instance.write("kpis", [line.replace(",1,ratio,", ",2,ratio,") for line in KPIS])
    instance.observe("rate,2020,actual,level,,,,5.00,,exact,final,plan,",
                     "rate,2021,actual,level,,,,-0.1,,exact,final,plan,",
                     "rate,2022,actual,level,,,,12345678901234.5,,exact,final,plan,",
                     "rate,2023,actual,level,,,,1234567890123456.78,,exact,final,plan,")
    path = published() / "files" / "observations.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    column = [cell.value for cell in sheet[1]].index("value")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert [shown(cell) for cell in cells] == ["5.00", "-0.1", "12345678901234.5", "1234567890123456.78"]
    assert [cell.data_type for cell in cells][:3] == ["n", "n", "n"]
    assert cells[3].value == "1234567890123456.78"  # beyond 15 digits: text


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(\"http://x\")", "@SUM(1)", "+1", "_x000D_", "0123", "1e5"])
def test_text_is_never_a_formula_or_a_number(text, published, instance):
    instance.observe(f'rate,2020,actual,level,,,,1,,exact,final,plan,"{text.replace(chr(34), chr(34) * 2)}"')
    path = published() / "files" / "observations.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cell = sheet.cell(2, [one.value for one in sheet[1]].index("note_ja") + 1)
    assert cell.data_type != "f"
    assert cell.value.replace("_x005F_", "_") == text


def test_a_workbook_has_names_filter_source_and_dictionary(files):
    book = openpyxl.load_workbook(files / "kpis.xlsx")
    sheet = book["kpis"]
    assert (sheet["A1"].value, sheet.freeze_panes) == ("id", "A2")
    assert sheet.auto_filter.ref == sheet.dimensions
    about = {row[1]: row[2] for row in book["about"].iter_rows(values_only=True)}
    assert about["Licence URL"].startswith("https://") and about["Attribution"] and about["Date of the data"]
    assert about["Release in which this table last changed"] == "1"
    dictionary = list(book["dictionary"].iter_rows(values_only=True))
    assert [row[1] for row in dictionary[1:]] == [cell.value for cell in sheet[1]]
    assert {row[1]: row[2] for row in dictionary}["id"] == "ID"
    assert ("kind", "kpi") in [row[:2] for row in book["codes"].iter_rows(values_only=True)]


def test_a_text_too_long_for_a_cell_says_where_it_is_whole(published, instance):
    """No column of the model is so long today; the longest one must come through as it is."""
    note = "長" * 600
    instance.observe(f"rate,2020,actual,level,,,,1,,exact,final,plan,{note}")
    rows = sheet_rows(published() / "files" / "observations.xlsx")
    assert note in rows[1]


def test_pandas_reads_workbook_and_csv_alike(files):
    book = pandas.read_excel(files / "programs.xlsx", dtype=str, keep_default_na=False)
    table = pandas.read_csv(files / "programs.csv", dtype=str, keep_default_na=False)
    assert book[table.columns].equals(table)


def test_pandas_finds_the_names_and_the_figures_without_options(files):
    book = pandas.read_excel(files / "observations.xlsx")
    table = pandas.read_csv(files / "observations.csv")
    assert len(book) == len(table) and set(table.columns) < set(book.columns)
    assert book["value"].sum() == pytest.approx(table["value"].sum())


def test_names_stand_beside_the_references(files):
    tables = {name: {row["id"]: row for row in csv.DictReader(io.StringIO((files / f"{name}.csv").read_text("utf-8")))}
              for name in ("observations", "kpis", "sources", "categories", "municipalities")}
    head, *rows = sheet_rows(files / "observations.xlsx")
    place = head.index("kpi")
    assert head[place:place + 3] == ["kpi", "kpi__name_ja", "kpi__unit_ja"]
    for row in (dict(zip(head, cells)) for cells in rows):
        for reference, table in (("kpi", "kpis"), ("item", "categories"), ("segment", "categories"),
                                 ("area", "municipalities"), ("source", "sources")):
            record = tables[table].get(row[reference], {})
            for name in (name for name in head if name.startswith(reference + "__")):
                assert row[name] == record.get(name.removeprefix(reference + "__"), "")
        assert row["source__title_ja"] and row["kpi__unit_ja"]


def test_what_stands_beside_references_is_in_the_dictionary(files):
    rows = list(openpyxl.load_workbook(files / "observations.xlsx")["dictionary"].iter_rows(values_only=True))
    row = dict(zip(rows[0], next(row for row in rows if row[1] == "kpi__unit_ja")))
    assert (row["table"], row["title_ja"], row["required"]) == ("observations", "指標：単位", "false")


def test_no_sheet_marks_codes_as_numbers_in_text(files):
    with zipfile.ZipFile(files / "municipalities.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 4
        for name in sheets:
            text = book.read(name).decode("utf-8")
            (area,) = re.findall(r'<ignoredError sqref="([A-Z]+\d+:[A-Z]+\d+)" numberStoredAsText="1"/>', text)
            last = max((int(row) for row in re.findall(r'<row r="(\d+)"', text)), default=1)
            assert area.startswith("A1:") and int(re.search(r"\d+$", area).group()) >= last


def test_a_workbook_is_made_anew_when_a_name_beside_a_reference_changes(published, instance):
    first = published()
    instance.write("kpis", [line.replace("割合,", "比率,") for line in KPIS])
    second = published()
    head, *rows = sheet_rows(second / "files" / "observations.xlsx")
    assert {row[head.index("kpi__name_ja")] for row in rows if row[head.index("kpi")] == "rate"} == {"比率"}
    assert digests(first)["observations.csv"] == digests(second)["observations.csv"]


# --- archive and database ---

def test_the_archive_holds_the_tables_and_what_explains_them(published):
    folder = published()
    with zipfile.ZipFile(folder / "files" / ARCHIVE) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:5] == ["README.txt", "LICENCE.txt", "dictionary.csv", "codes.csv", "datapackage.json"]
        for path in folder.glob("data/*.csv"):
            assert archive.read(f"data/{path.name}") == (folder / "files" / path.name).read_bytes()
        package = json.loads(archive.read("datapackage.json"))
        assert {one["path"] for one in package["resources"]} == {n for n in names if n.startswith("data/")}
        for one in package["resources"]:
            assert one["hash"] == "sha256:" + hashlib.sha256(archive.read(one["path"])).hexdigest()
        readme = archive.read("README.txt").decode("utf-8")
        assert "試験市" in readme and "Release: 1" in readme
        dictionary = list(csv.DictReader(io.StringIO(archive.read("dictionary.csv").decode("utf-8"))))
        assert {"table": "kpis", "column": "unit_ja"}.items() <= next(
            one for one in dictionary if one["column"] == "unit_ja").items()
        assert "https://creativecommons.org/" in archive.read("LICENCE.txt").decode("utf-8")


def test_the_database_holds_the_published_cells(published):
    folder = published()
    with sqlite3.connect(f"file:{folder / 'files' / DATABASE}?immutable=1", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA freelist_count").fetchone() == (0,)
        for path in folder.glob("data/*.csv"):
            rows = read_csv(folder / "files" / path.name)
            found = database.execute(f"SELECT * FROM \"{path.stem}\" ORDER BY rowid").fetchall()
            assert [["" if cell is None else str(cell) for cell in row] for row in found] == rows[1:]
        assert database.execute("SELECT value, typeof(value) FROM observations WHERE kpi='rate'").fetchone() == \
            ("5.0", "text")
        assert database.execute("SELECT value FROM observations_real WHERE kpi='rate'").fetchone() == (5.0,)
        assert dict(database.execute("SELECT * FROM _instance"))["publisher_code"] == "141003"
        assert database.execute("SELECT title_ja FROM _columns WHERE \"table\"='kpis' AND \"column\"='id'").fetchone()
        names = {name for name, in database.execute("SELECT name FROM sqlite_master")}
        assert not [name for name in names if name.endswith("_text") or "__key" in name]


def test_the_database_itself_says_where_decimals_are_numbers(published):
    folder = published()
    with sqlite3.connect(f"file:{folder / 'files' / DATABASE}?immutable=1", uri=True) as database:
        decimals = database.execute("SELECT \"table\", type FROM _columns WHERE type LIKE 'decimal%'").fetchall()
        assert ("observations", "decimal as text; as numbers in the view observations_real") in decimals
        for table, kind in decimals:
            assert f"{table}_real" in kind
            assert database.execute(f"SELECT count(*) FROM {table}_real").fetchone()
            (schema,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
            assert f"{table}_real" in schema


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_says_where_decimals_are_numbers(language, server):
    page = requests.get(server.url + "/v1/downloads.html", headers={"Accept-Language": language}, timeout=60).text
    assert "observations_real" in page and "SQLite" in page


# --- the same release, the same bytes ---

def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (folder / "files").iterdir()}


def test_made_again_later_elsewhere_every_file_is_the_same(run, published, store):
    folder = published()
    first = digests(folder)
    env = {"TZ": "Asia/Tokyo", "HIRAKU_DOWNLOAD_THREADS": "1"}
    done = run("rebuild", "--store", store, env=env)
    assert done.returncode == 0, done.stderr
    assert digests(folder) == first
    assert {p.name for p in folder.iterdir()} == {
        "data", "files", "release.json", "instance.json", "changes.csv", "retired.csv", "derived.json",
        "store.sqlite", "store.columns"}


def test_files_of_unchanged_tables_are_linked_workbooks_too(published, instance):
    first = published()
    instance.add("visitors,FY2023,actual,level,,,,1,,exact,final,plan,")
    second = published()
    for name in ("sources.xlsx", "sources.excel.csv", "sources.csv.gz", "sources.rdf.gz"):
        assert os.path.samefile(first / "files" / name, second / "files" / name), name
    for name in ("observations.xlsx", "observations.csv"):
        assert not os.path.samefile(first / "files" / name, second / "files" / name), name


# --- limits ---

def test_above_the_limit_only_the_packed_file_is_kept_but_csv_has_both(published, run, store, instance):
    folder = published(env={"HIRAKU_DOWNLOAD_PLAIN_BYTES": "1500"})
    entries = {one["path"]: one for one in listed(folder)}
    names = {p.name for p in (folder / "files").iterdir()}
    assert {"observations.csv", "observations.csv.gz", "observations.rdf.gz", "observations.json.gz"} <= names
    assert not {"observations.rdf", "observations.json"} & names
    assert {"pilots.ndjson", "pilots.ndjson.gz"} <= names  # below it
    packed = entries["files/observations.rdf.gz"]
    plain = gzip.decompress((folder / "files" / "observations.rdf.gz").read_bytes())
    assert (packed["plain_bytes"], packed["plain_sha256"]) == (len(plain), hashlib.sha256(plain).hexdigest())
    assert run("verify", "--store", store).returncode == 0
    instance.write("sources", ["id,title_ja,kind", "plan,計画書2,plan", "report,報告書,report"])
    second = published()  # without the limit nothing packed alone is linked
    assert {"observations.rdf", "kpis.json"} <= {p.name for p in (second / "files").iterdir()}


def test_a_table_with_too_many_rows_has_no_workbook_and_that_is_said(published, store, serve):
    folder = published(env={"HIRAKU_DOWNLOAD_SHEET_ROWS": "3"})
    assert not (folder / "files" / "observations.xlsx").exists() and (folder / "files" / "kpis.xlsx").exists()
    with serve(store) as server:
        items = requests.get(server.url + "/v1/downloads.json", timeout=60).json()["items"]
        item = next(one for one in items if one["file"] == "observations.xlsx")
        assert (item["missing"], item["rows"], item["url"], item["bytes"]) == ("too-many-rows", 4, None, None)
        answer = requests.get(server.url + "/v1/downloads/observations.xlsx", timeout=60)
        (error,) = answer.json()["errors"]
        there = {one["file"] for one in items if one["table"] == "observations" and not one["missing"]}
        assert (answer.status_code, error["reason"], set(error["allowed"])) == (404, "too-many-rows", there)
        assert requests.get(server.url + "/readyz", timeout=60).json()["status"] == "ready"


def test_published_without_downloads_whole_tables_are_streamed(published, run, store, serve):
    folder = published("--no-downloads")
    assert list((folder / "files").iterdir()) == []
    assert run("verify", "--store", store).returncode == 0
    with serve(store) as server:
        answer = requests.get(server.url + "/v1/downloads.json", timeout=60).json()
        assert (answer["total"], answer["missing"], answer["items"]) == (0, "not-made", [])
        assert len(requests.get(server.url + "/v1/observations.csv", timeout=60).text.splitlines()) == 5
        assert requests.get(server.url + "/readyz", timeout=60).json()["status"] == "ready"
        assert requests.get(server.url + "/v1/downloads", headers={"Accept": "text/html"}, timeout=60).status_code \
            == 200


# --- over HTTP ---

def test_every_listed_file_is_sent_as_listed(server):
    answer = requests.get(server.url + "/v1/downloads.json", timeout=60).json()
    assert answer["total"] == len(answer["items"]) and answer["missing"] is None
    with requests.Session() as session:
        for item in answer["items"]:
            got = session.get(f"{server.url}/v1/downloads/{item['file']}", timeout=60,
                              headers={"Accept-Encoding": "identity"})
            assert got.status_code == 200, item
            assert (len(got.content), hashlib.sha256(got.content).hexdigest()) == (item["bytes"], item["sha256"])
            assert got.headers["Content-Type"] == item["media_type"]
            if item["table"]:
                stem, ending = item["file"].split(".", 1)
                assert f'filename="000001_{stem}_{item["modified"][:10]}.{ending}"' in got.headers["Content-Disposition"]
            else:
                assert f'filename="{item["file"]}"' in got.headers["Content-Disposition"]
            if item["plain_sha256"]:
                assert hashlib.sha256(gzip.decompress(got.content)).hexdigest() == item["plain_sha256"]


def test_the_list_is_the_same_in_csv(server):
    items = requests.get(server.url + "/v1/downloads.json", timeout=60).json()["items"]
    rows = list(csv.DictReader(io.StringIO(requests.get(server.url + "/v1/downloads.csv", timeout=60).text)))
    assert [{k: "" if v is None else str(v) for k, v in one.items()} for one in items] == rows


def test_a_packed_copy_is_sent_to_those_who_accept_it(server):
    url = server.url + "/v1/downloads/programs.csv"
    plain = requests.get(url, timeout=60, headers={"Accept-Encoding": "identity"})
    packed = requests.get(url, timeout=60, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and packed.content == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]
    workbook = requests.get(server.url + "/v1/downloads/programs.xlsx", timeout=60,
                            headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in workbook.headers
    fresh = requests.get(url, timeout=60, headers={"Accept-Encoding": "identity",
                                                   "If-None-Match": plain.headers["ETag"]})
    assert fresh.status_code == 304


@pytest.mark.parametrize("name, status, nearest", [
    ("program.csv", 404, "/v1/downloads/programs.csv"), ("programs", 404, None), ("x.zip", 404, None),
    ("..%2Fderived.json", 404, None), ("hiraku-000001-9.zip", 404, "/v1/downloads/hiraku-000001-1.zip")])
def test_no_such_file(name, status, nearest, server):
    answer = requests.get(f"{server.url}/v1/downloads/{name}", timeout=60)
    assert answer.status_code == status
    if nearest:
        assert answer.json()["errors"][0]["did_you_mean"] == nearest


def test_an_interrupted_download_goes_on_where_it_stopped(server):
    url = server.url + "/v1/downloads/municipalities.xlsx"
    whole = requests.get(url, timeout=60)
    rest = requests.get(url, timeout=60, headers={"Range": "bytes=1000-", "If-Range": whole.headers["ETag"]})
    assert rest.status_code == 206 and whole.content[:1000] + rest.content == whole.content
    digest = base64.b64encode(hashlib.sha256(whole.content).digest()).decode()
    assert whole.headers["Repr-Digest"] == rest.headers["Repr-Digest"] == f"sha-256=:{digest}:"


def test_a_file_that_is_kept_packed_is_unpacked_for_who_does_not_take_gzip(published, store, serve):
    folder = published(env={"HIRAKU_DOWNLOAD_PLAIN_BYTES": "1500"})
    packed = (folder / "files" / "observations.rdf.gz").read_bytes()
    with serve(store) as server:
        for path in ("/v1/downloads/observations.rdf", "/v1/observations.rdf"):
            for encoding in ("identity", "gzip"):
                answer = requests.get(server.url + path, headers={"Accept-Encoding": encoding}, timeout=60)
                assert answer.status_code == 200 and answer.content == gzip.decompress(packed), (path, encoding)
                assert answer.headers["Content-Type"] == "application/rdf+xml"
                sent = packed if encoding == "gzip" else answer.content
                digest = base64.b64encode(hashlib.sha256(sent).digest()).decode()
                assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:", (path, encoding)
        etag = requests.get(server.url + "/v1/downloads/observations.rdf", timeout=60).headers["ETag"]
        assert requests.get(server.url + "/v1/downloads/observations.rdf", headers={"If-None-Match": etag},
                            timeout=60).status_code == 304


def test_a_whole_table_for_excel_is_the_ready_file(server, files):
    for query, ready in [("profile=excel", True), ("profile=excel&headers=ja", False), ("profile=excel&lang=ja", False)]:
        answer = requests.get(f"{server.url}/v1/programs.csv?{query}", timeout=60)
        assert (answer.headers["Accept-Ranges"] == "bytes") == ready, query
        assert (answer.content == (files / "programs.excel.csv").read_bytes()) == ready, query


def test_accept_chooses_nothing_of_a_file(server):
    answer = requests.get(server.url + "/v1/downloads/programs.xlsx", headers={"Accept": "text/html"}, timeout=60)
    assert answer.status_code == 200 and answer.content[:2] == b"PK"


def test_the_archive_of_an_older_release_while_it_is_kept(published, instance, store, serve, run):
    first = published()
    instance.add("visitors,FY2023,actual,level,,,,1,,exact,final,plan,")
    published()
    with serve(store) as server:
        got = requests.get(f"{server.url}/v1/downloads/{ARCHIVE}", timeout=60)
        assert got.status_code == 200 and got.content == (first / "files" / ARCHIVE).read_bytes()
    saved = store.parent / "saved.xlsx"
    saved.write_bytes((first / "files" / "observations.xlsx").read_bytes())
    instance.add("visitors,FY2023,actual,level,,,,2,,exact,final,plan,")
    published("--keep", "1")
    with serve(store) as server:
        assert requests.get(f"{server.url}/v1/downloads/{ARCHIVE}", timeout=60).status_code == 410
        assert requests.get(f"{server.url}/v1/downloads/hiraku-1-1.zip", timeout=60).status_code == 404
    done = run("verify", "--json", "--store", store, saved)
    assert done.returncode == 0, done.stdout  # its digest is kept
    found = json.loads(done.stdout)["files"][0]
    assert (found["release"], found["file"], found["current"]) == (1, "files/observations.xlsx", False)
    assert run("verify", "--store", store).returncode == 0


def test_a_listed_file_that_is_gone_for_the_moment_is_not_denied(published, store, serve):
    folder = published()
    (folder / "files").chmod(0o755)
    (folder / "files" / "kpis.xlsx").unlink()
    with serve(store) as server:
        answer = requests.get(server.url + "/v1/downloads/kpis.xlsx", timeout=60)
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0


# --- hiraku verify FILE ---

def test_a_downloaded_file_is_recognised_and_a_cut_one_is_not(published, run, store, tmp_path):
    folder = published()
    whole = (folder / "files" / "observations.csv").read_bytes()
    for name, data, good in [("a.csv", whole, True), ("b.csv", whole[:-1], False), ("c.csv", b"", False),
                             ("d.gz", gzip.compress(whole, 1), True),
                             ("e.gz", gzip.compress(whole, 1)[:-9], False),
                             ("g.gz", gzip.compress(whole, 1) + b"more", False),
                             ("h.gz", gzip.compress(whole[:9]) + gzip.compress(whole[9:]), True),
                             ("f.xlsx", (folder / "files" / "kpis.xlsx").read_bytes(), True)]:
        (tmp_path / name).write_bytes(data)
        done = run("verify", "--lang", "en", "--store", store, tmp_path / name)
        assert done.returncode == (0 if good else 1), (name, done.stdout, done.stderr)
        assert ("of release 1, the current one" in done.stdout) == good, name


def test_what_the_archive_holds_is_recognised_also_when_it_is_gone(published, instance, run, store, serve, tmp_path):
    folder = published()
    with zipfile.ZipFile(folder / "files" / ARCHIVE) as archive:
        archive.extractall(tmp_path / "archive")
    with serve(store) as server:
        served = requests.get(server.url + "/datapackage.json", timeout=60).content
    (tmp_path / "datapackage.json").write_bytes(served)
    paths = [path for path in (tmp_path / "archive").rglob("*") if path.is_file()] + [tmp_path / "datapackage.json"]
    assert len(paths) > 8 and served != (tmp_path / "archive" / "datapackage.json").read_bytes()

    def recognised():
        done = run("verify", "--json", "--store", store, *paths)
        assert done.returncode == 0, done.stdout
        found = {one["path"]: (one["release"], one["file"]) for one in json.loads(done.stdout)["files"]}
        assert found[str(tmp_path / "archive" / "README.txt")] == (1, f"{ARCHIVE}/README.txt")
        assert found[str(tmp_path / "datapackage.json")] == (1, "datapackage.json")
    recognised()
    instance.add("visitors,FY2023,actual,level,,,,1,,exact,final,plan,")
    published("--keep", "1")
    assert not (folder / "files").exists()
    paths = [path for path in paths if path.name in ("README.txt", "datapackage.json", "changes.csv")]
    recognised()
    assert run("verify", "--store", store).returncode == 0


@pytest.mark.parametrize("path", ["pipe", "/dev/zero", "."])
def test_what_is_no_file_is_refused_and_not_waited_for(path, published, run, store, tmp_path):
    published()
    os.mkfifo(tmp_path / "pipe")
    done = run("verify", "--lang", "en", "--store", store, tmp_path / path, timeout=20)
    assert done.returncode == 3 and "not a regular file" in done.stderr


def test_a_saved_list_serves_in_place_of_a_store(published, run, store, serve, tmp_path):
    folder = published()
    with serve(store) as server:
        (tmp_path / "downloads.json").write_bytes(
            requests.get(server.url + "/v1/downloads.json", timeout=60).content)
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes((folder / "files" / DATABASE).read_bytes())
    bad.write_bytes(b"x")
    done = run("verify", "--lang", "en", "--digest-list", tmp_path / "downloads.json", good)
    assert done.returncode == 0 and DATABASE in done.stdout
    done = run("verify", "--json", "--digest-list", tmp_path / "downloads.json", good, bad)
    assert done.returncode == 1
    assert [one["release"] for one in json.loads(done.stdout)["files"]] == [1, None]
    assert run("verify", "--digest-list", good, bad).returncode == 2
    assert run("verify", good, env={"HIRAKU_STORE": ""}).returncode == 2
    assert run("verify", "--store", store, tmp_path / "none").returncode == 3


def test_a_file_that_is_not_known_is_called_what_it_may_be(published, instance, run, store, serve, tmp_path):
    folder = published()
    old = tmp_path / "141003_観測値_2026-11-22 (1).csv"
    old.write_bytes((folder / "files" / "observations.csv").read_bytes())
    instance.add("visitors,FY2023,actual,level,,,,1,,exact,final,plan,")
    second = published()
    with serve(store) as server:
        for path in ("/v1/downloads.json", "/v1/kpis.nt", "/datapackage.json"):
            (tmp_path / path.rsplit("/", 1)[1]).write_bytes(requests.get(server.url + path, timeout=60).content)
    cut, readme = tmp_path / "kpis.csv", tmp_path / "README.txt"
    cut.write_bytes((second / "files" / "kpis.csv").read_bytes()[:-1])
    readme.write_bytes(zipfile.ZipFile(second / "files" / "hiraku-141003-2.zip").read("README.txt"))

    def said(*where):
        """{name: (exit code, reason, message)}"""
        answers = {}
        for path in (old, tmp_path / "kpis.nt", tmp_path / "datapackage.json", cut, readme):
            text = run("verify", "--lang", "en", *where, path)
            one = json.loads(run("verify", "--json", *where, path).stdout)["files"][0]
            answers[path.name] = (text.returncode, one["reason"], text.stdout)
        return answers
    answers = said("--store", store)
    assert {name: one[:2] for name, one in answers.items()} == {
        old.name: (0, None), "kpis.nt": (1, "unknown"), "datapackage.json": (0, None),
        "kpis.csv": (1, "differs"), "README.txt": (0, None)}
    assert "cut short" in answers["kpis.csv"][2] and "a release that is not in this store" in answers["kpis.csv"][2]
    assert "not a file of a release in this store" in answers["kpis.nt"][2]
    assert "cut short" not in answers["kpis.nt"][2]
    answers = said("--digest-list", tmp_path / "downloads.json")
    assert {name: one[:2] for name, one in answers.items()} == {
        old.name: (1, "differs"), "kpis.nt": (1, "unknown"), "datapackage.json": (1, "unknown"),
        "kpis.csv": (1, "differs"), "README.txt": (1, "unknown")}
    assert "not of release 2 (this list is of that one only)" in answers[old.name][2]
    assert "of release 2 only" in answers["README.txt"][2]


def write_list(folder, change):
    """Writes derived.json anew, changed; its last member is the SHA-256 of all bytes before it."""
    path = folder / "derived.json"
    text = change(path.read_text(encoding="utf-8"))
    body = text[:text.rindex(',\n  "self": "')]
    path.unlink()
    path.write_text(f'{body},\n  "self": "{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n', encoding="utf-8")


def without_columns(folder):
    """As a program published that had no columns."""
    (folder / "store.columns").unlink()
    write_list(folder, lambda text: re.sub(r'\n    \{[^}]*"store\.columns"[^}]*\},', "", text))


def columns_of_another_version(folder):
    """The version stands behind the eight bytes of the magic (section_file.h)."""
    with open(folder / "store.columns", "r+b") as file:
        file.seek(8)
        file.write(b"\x63")


@pytest.mark.parametrize("former", [
    lambda folder: write_list(folder, lambda text: re.sub(r'\n  "form": \d+,', "", text)),
    without_columns, columns_of_another_version], ids=["list of another form", "no columns", "other columns"])
def test_a_store_of_another_version_says_rebuild(published, run, store, former):
    folder = published()
    former(folder)
    for command in (["export", "--format", "csv", "kpis"], ["serve", "--listen", "127.0.0.1:0"]):
        done = run(*command, "--lang", "en", "--store", store)
        assert done.returncode == 1, command
        assert "was made by another version of the program. Run `hiraku rebuild --store" in done.stderr
        assert f"{folder}" in done.stderr
    assert run("rebuild", "--store", store).returncode == 0
    assert run("verify", "--store", store).returncode == 0
    assert run("export", "--store", store, "--format", "csv", "kpis").returncode == 0


def test_publishing_the_same_into_a_store_without_columns_makes_them(published, run, store):
    folder = published()
    without_columns(folder)
    assert published() == folder
    assert run("export", "--store", store, "--format", "csv", "kpis").returncode == 0


def test_columns_that_are_gone_are_damage(published, run, store):
    folder = published()
    (folder / "store.columns").unlink()
    done = run("export", "--lang", "en", "--store", store, "--format", "csv", "kpis")
    assert done.returncode == 1
    assert f"{folder}/store.columns: it is missing. Restore it from a copy, or run `hiraku rebuild --store" in done.stderr


def kept_as(server, file):
    """The two names under which a download is kept, and the day of its data."""
    answer = requests.head(f"{server.url}/v1/downloads/{file}", timeout=60)
    ascii_name, utf8_name = answer.headers["Content-Disposition"].split("; ")[1:]
    return (re.fullmatch('filename="(.*)"', ascii_name).group(1),
            urllib.parse.unquote(utf8_name.removeprefix("filename*=UTF-8''")),
            email.utils.parsedate_to_datetime(answer.headers["Last-Modified"]).date())


@pytest.mark.parametrize("file, kept, title", [
    ("observations.csv", "000001_observations_{day}.csv", "000001_観測値_{day}.csv"),
    ("observations.excel.csv", "000001_observations_{day}.excel.csv", "000001_観測値_{day}.excel.csv"),
    ("observations.xlsx", "000001_observations_{day}.xlsx", "000001_観測値_{day}.xlsx"),
    ("observations.rdf.gz", "000001_observations_{day}.rdf.gz", "000001_観測値_{day}.rdf.gz"),
    ("hiraku-000001-1.zip", "hiraku-000001-1.zip", "000001_hiraku サンプル_公開版1.zip")])
def test_a_file_has_a_name_in_ascii_and_one_in_japanese(server, file, kept, title):
    *names, day = kept_as(server, file)
    assert names == [kept.format(day=day), title.format(day=day)]


def test_files_of_a_publisher_without_a_code_have_none_in_their_names(published, instance, store, serve):
    instance.instance(publisher_code=None)
    published()
    with serve(store) as server:
        *names, day = kept_as(server, "observations.csv")
        assert names == [f"observations_{day}.csv", f"観測値_{day}.csv"]
        assert kept_as(server, "hiraku-1.zip")[:2] == ("hiraku-1.zip", "試験_公開版1.zip")


def test_a_form_that_is_only_a_file_is_led_to_it(server):
    answer = requests.get(server.url + "/v1/programs.xlsx", timeout=60)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["did_you_mean"] == "/v1/downloads/programs.xlsx"
