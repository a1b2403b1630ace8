"""The page of downloads: all that the list for programs says of a file, by table, with terms, and lines that work."""

import csv
import html
import io
import json
import re
import shutil
import subprocess

import pytest
import requests

from conftest import fetch
from small_instance import Instance

LANGUAGES = ["ja", "en"]


def read(server, target, language):
    answer = requests.get(server.url + target, headers={"Accept": "text/html", "Accept-Language": language}, timeout=60)
    assert answer.status_code == 200
    return answer.text


def rows_of(text):
    """{file: the cells of its row}"""
    rows = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", text):
        cells = [html.unescape(re.sub(r"<br>", " ", cell)) for cell in re.split(r"</t[hd]>(?:<td[^>]*>)?", row)]
        rows[re.sub(r"<[^>]*>", "", cells[0])] = [re.sub(r"<[^>]*>", "", cell) for cell in cells]
    return rows


def sections(text):
    """{id: what is below that heading}"""
    parts = re.split(r'<h2 id="([^"]*)">', text)
    return dict(zip(parts[1::2], parts[2::2]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_told_of_as_in_the_list(language, server):
    listed = fetch(server, "/v1/downloads.json").json()["items"]
    rows = rows_of(read(server, "/downloads", language))
    names = {one["file"] for one in listed}
    assert rows.keys() == {name for name in names if not name.endswith(".gz") or name[:-3] not in names}
    for one in listed:
        if one["file"] not in rows:
            continue
        cells = rows[one["file"]]
        assert str(one["rows"]) in cells and one["sha256"] in cells and one["permanent_url"] in cells
        assert any(cell.endswith(f' {one["bytes"]} {"バイト" if language == "ja" else "bytes"}') for cell in cells)
        assert any(cell.endswith(f' {one["modified"]}') for cell in cells)


def test_the_day_is_that_of_the_publishers_clocks_in_both_calendars(store, publish_at, serve):
    """15:30 UTC is half past midnight of the next day in Japan; 2019-05-01 is the first day of Reiwa."""
    publish_at("2019-04-30T15:30:00+00:00", store, Instance(store.parent / "instance").path)
    with serve(store) as server:
        japanese, english = (rows_of(read(server, "/downloads", language))["kpis.csv"] for language in LANGUAGES)
    assert "2019年5月1日（令和元年5月1日） 2019-04-30T15:30:00Z" in japanese
    assert any("2019" in cell and "2019-04-30T15:30:00Z" in cell and "令和" not in cell for cell in english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_stand_below_their_table_and_all_tables_come_first(language, server):
    parts = sections(read(server, "/downloads", language))
    tables = list(dict.fromkeys(one["table"] for one in fetch(server, "/v1/downloads.json").json()["items"] if one["table"]))
    assert list(parts) == ["all", *tables, "terms", "open"]
    assert ".zip</a>" in parts["all"] and ".sqlite</a>" in parts["all"]
    for table in tables:
        assert {name.split(".")[0] for name in rows_of(parts[table])} == {table}
        assert re.search(r"<p>[^<]{8,}", parts[table])


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_and_how_to_quote_are_told(language, server):
    instance = fetch(server, "/v1/instance").json()
    terms = sections(read(server, "/downloads", language))["terms"]
    assert instance["licence_url"] in terms and instance[f"licence_name_{language}"] in html.unescape(terms)
    links = re.findall(r'href="(/v1/cite[^"]*)"', terms)
    assert len(links) == 4
    for link in links:
        answer = requests.get(server.url + html.unescape(link), timeout=60)
        assert answer.status_code == 200 and "/downloads/" in answer.text


def test_an_older_release_stays(store, publish, serve):
    instance = Instance(store.parent / "instance")
    publish(store, instance.path)
    with serve(store) as server:
        text = read(server, "/downloads?release=1", "en")
        assert '"noindex' in text
        link = html.unescape(re.search(r'href="(/v1/downloads/kpis\.csv[^"]*)"', text)[1])
        assert link == "/v1/downloads/kpis.csv?release=1" and fetch(server, link).status_code == 200
        assert requests.get(server.url + "/downloads?release=9", headers={"Accept": "text/html"}, timeout=60).status_code == 404


def test_the_page_has_one_address(server):
    canonical = re.compile(r'<link rel="canonical" href="([^"]*)"')
    assert canonical.search(read(server, "/v1/downloads.html", "ja"))[1].endswith("/downloads")
    assert canonical.search(read(server, "/downloads", "ja"))[1].endswith("/downloads")


# --- the lines ---

PROGRAMS = {"curl": (["sh", "-c"], ""), "Python": (["/usr/bin/python3", "-c"], "\nimport json\nprint(json.dumps(rows))"),
            "R": (["Rscript", "--vanilla", "-e"], '\nwrite.csv(rows, row.names = FALSE, na = "", fileEncoding = "UTF-8")'),
            "JavaScript": (["node", "--input-type=module", "-e"], "")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_lines_read_every_cell_as_it_is_in_the_file(name, language, server):
    """Codes keep their zeros."""
    program, tell = PROGRAMS[name]
    if not shutil.which(program[0]):
        pytest.skip(f"{program[0]} is not there")
    base = fetch(server, "/v1/instance").json()["base_url"]
    part = sections(read(server, "/downloads", language))["open"]
    lines = html.unescape(re.search(rf"<h3>{name}</h3><pre[^>]*><code>(.*?)</code>", part, re.DOTALL)[1])
    url = re.search(r"""["'](http[^"']*)["']""", lines)[1].replace(base, server.url)
    expected = list(csv.reader(io.StringIO(requests.get(url, timeout=60).content.decode("utf-8"))))
    lines = re.sub(r"\n(print|str)\(.*\)$", "", lines.replace(base, server.url)) + tell
    done = subprocess.run([*program, lines], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    if name == "Python":
        given = [expected[0], *[[row[column] for column in expected[0]] for row in json.loads(done.stdout)]]
    else:
        given = [row for row in csv.reader(io.StringIO(done.stdout)) if row]
    assert given == expected and any(row[0].startswith("0") for row in expected)
