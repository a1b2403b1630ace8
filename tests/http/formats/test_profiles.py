"""CSV profiles, Japanese headers, one language, NDJSON: the same rows shown in other ways.

Expected texts come from Python's own codecs and CSV reader. What a spreadsheet does with a file is said in
the tests' names; no spreadsheet is needed. Rows are made up.
"""

import csv
import io
import json
import re
import subprocess

import pytest
import requests

from conftest import cells_of
from small_instance import Instance

TIMEOUT = 60
EMOJI = "\U0001F600"
KPIS = [
    "id,kind,municipality,name_ja,name_en,unit_ja,decimals,nature,frequency,source,note_ja,note_en",
    "1-2,kpi,012025,ＫＰＩ～①髙,First,人,0,flow,yearly,plan,=1+1,-3",
    f"rate,statistic,,割合{EMOJI},Rate,%,1,ratio,irregular,plan,𠮷野,",
    "visitors,kpi,141003,来訪者数,Visitors,人,0,flow,yearly,odd,@SUM(A1),",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory, publish, serve):
    folder = tmp_path_factory.mktemp("profiles")
    instance = Instance(folder / "instance")
    instance.write("municipalities", [
        "id,name_ja,kind,prefecture", "010006,北海道,prefecture,", "012025,函館市,city,010006",
        "130001,東京都,prefecture,", "140007,神奈川県,prefecture,",
        "141003,横浜市,designated_city,140007"])
    instance.write("sources", ["id,title_ja,kind", "plan,計画書,plan", f"odd,奇書{EMOJI},report",
                               "report,報告書,report"])
    instance.write("kpis", KPIS)
    publish(folder / "store", folder / "instance")
    with serve(folder / "store") as running:
        yield running


def fetch(server, path, status=200, **headers):
    answer = requests.get(server.url + path, headers=headers, timeout=TIMEOUT)
    assert answer.status_code == status, (path, answer.status_code, answer.text[:500])
    return answer


def read_csv(content, encoding):
    text = content.decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def rows_of(server, parameters="", encoding="utf-8-sig"):
    return read_csv(fetch(server, "/v1/kpis.csv" + parameters).content, encoding)


def by_id(rows):
    return {row["id"]: row for row in rows}


def refused(server, path):
    """The first error of a 400 that names the parameter."""
    problem = fetch(server, path, 400).json()
    return problem["errors"][0]


# --- excel ---

def test_excel_finds_a_byte_order_mark(server):
    assert fetch(server, "/v1/kpis.csv?profile=excel").content.startswith(b"\xef\xbb\xbfid,")


def test_plain_has_no_byte_order_mark(server):
    assert fetch(server, "/v1/kpis.csv").content.startswith(b"id,")


def test_plain_is_the_default(server):
    named, bare = fetch(server, "/v1/kpis.csv?profile=plain"), fetch(server, "/v1/kpis.csv")
    assert named.content == bare.content
    assert named.headers["ETag"] == bare.headers["ETag"]


def test_every_line_ends_in_crlf(server):
    text = fetch(server, "/v1/kpis.csv?profile=excel").content.decode("utf-8")
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n", text)


def test_excel_shows_formulas_as_text(server):
    rows = by_id(rows_of(server, "?profile=excel"))
    assert rows['="1-2"']["note_ja"] == "'=1+1"
    assert rows["visitors"]["note_ja"] == "'@SUM(A1)"


def test_plain_keeps_formulas_as_published(server):
    assert by_id(rows_of(server))["1-2"]["note_ja"] == "=1+1"


def test_excel_keeps_leading_zeros(server):
    assert by_id(rows_of(server, "?profile=excel"))['="1-2"']["municipality"] == '="012025"'


def test_excel_leaves_numbers_as_numbers(server):
    content = fetch(server, "/v1/observations.csv?profile=excel").content
    rows = read_csv(content, "utf-8-sig")
    assert {row["value"] for row in rows} == {"100", "120", "", "5.0"}


def test_excel_changes_no_cell_but_those(server):
    plain, excel = rows_of(server), rows_of(server, "?profile=excel")
    for before, after in zip(plain, excel, strict=True):
        for name, cell in before.items():
            assert after[name] in (cell, "'" + cell, f'="{cell}"')


# --- cp932 ---

def test_cp932_is_read_by_the_codec(server):
    content = fetch(server, "/v1/kpis.csv?profile=cp932&id=1-2").content
    row = read_csv(content, "cp932")[0]
    assert row["name_ja"] == "ＫＰＩ～①髙"


def test_cp932_holds_the_cells_of_plain(server):
    plain = fetch(server, "/v1/municipalities.csv").content.decode("utf-8")
    cp932 = fetch(server, "/v1/municipalities.csv?profile=cp932").content
    assert cp932.decode("cp932") == plain


def test_cp932_says_so(server):
    headers = fetch(server, "/v1/municipalities.csv?profile=cp932").headers
    assert headers["Content-Type"] == "text/csv; charset=Shift_JIS; header=present"
    assert headers["Content-Disposition"].startswith('attachment; filename="141003_municipalities_20')


def test_a_character_that_cp932_lacks_is_refused_with_its_place(server):
    problem = fetch(server, "/v1/kpis.csv?profile=cp932", 406).json()
    assert problem["type"] == "/problems/unencodable-character"
    error = problem["errors"][0]
    assert (error["row"], error["column"]) == ("rate", "name_ja")
    assert error["character"] == f"{EMOJI} (U+1F600)"


def test_the_refusal_is_explained_by_a_page(server):
    problem = fetch(server, "/v1/kpis.csv?profile=cp932", 406).json()
    assert fetch(server, problem["type"]).status_code == 200


def test_the_refusal_names_a_url_that_works(server):
    problem = fetch(server, "/v1/kpis.csv?profile=cp932&sort=-id", 406).json()
    example = problem["errors"][0]["example"]
    assert example == "/v1/kpis.csv?profile=cp932&sort=-id&substitute=geta"
    assert fetch(server, example).content.startswith(b"id,")


def test_geta_stands_for_what_cp932_lacks(server):
    rows = by_id(rows_of(server, "?profile=cp932&substitute=geta", "cp932"))
    assert rows["rate"]["name_ja"] == "割合〓"
    assert rows["rate"]["note_ja"] == "〓野"


def test_rows_that_are_not_asked_for_do_not_matter(server):
    fetch(server, "/v1/kpis.csv?profile=cp932&id=visitors")


def test_columns_that_are_not_asked_for_do_not_matter(server):
    fetch(server, "/v1/kpis.csv?profile=cp932&fields=id,name_en")


def test_the_column_named_is_one_that_is_shown(server):
    problem = fetch(server, "/v1/kpis.csv?profile=cp932&fields=id,note_ja", 406).json()
    assert problem["errors"][0]["column"] == "note_ja"
    assert problem["errors"][0]["character"] == "𠮷 (U+20BB7)"


def test_embedded_records_are_looked_at_too(server):
    problem = fetch(server, "/v1/kpis.csv?profile=cp932&id=visitors&include=source", 406).json()
    error = problem["errors"][0]
    assert (error["row"], error["column"]) == ("visitors", "source__title_ja")


def test_embedded_records_of_other_rows_do_not_matter(server):
    fetch(server, "/v1/kpis.csv?profile=cp932&id=1-2&include=source")


def test_a_series_is_looked_at_too(server):
    fetch(server, "/v1/kpis/visitors/series.csv?profile=cp932")


# --- headers ---

def test_headers_are_japanese(server):
    first = fetch(server, "/v1/municipalities.csv?headers=ja").content.decode("utf-8")
    assert first.startswith("全国地方公共団体コード,名称,")


def test_headers_go_with_every_profile(server):
    excel = fetch(server, "/v1/municipalities.csv?headers=ja&profile=excel").content
    cp932 = fetch(server, "/v1/municipalities.csv?headers=ja&profile=cp932").content
    assert excel.decode("utf-8-sig").split("\r\n")[0] == cp932.decode("cp932").split("\r\n")[0]


# --- language ---

def test_lang_leaves_out_the_other_language(server):
    names = set(rows_of(server, "?lang=en")[0])
    assert {"id", "municipality", "name_en", "note_en"} <= names
    assert not [name for name in names if name.endswith("_ja")]


def test_lang_leaves_out_looked_up_titles(server):
    item = fetch(server, "/v1/kpis.json?lang=ja").json()["items"][0]
    assert "source_title_ja" in item
    assert not [name for name in item if name.endswith("_en")]


def test_lang_holds_in_embedded_records(server):
    rows = rows_of(server, "?lang=en&include=source")
    assert "source__kind" in rows[0]
    assert not [name for name in rows[0] if name.endswith("_ja")]


def test_lang_holds_in_rdf(server):
    text = fetch(server, "/v1/kpis.rdf?lang=en").text
    # the columns of records; codes and their lists, which the document explains, keep both languages
    records = "".join(re.findall(r'<skos:Concept rdf:about="[^"]*/id/kpis/.*?</skos:Concept>', text, re.S))
    assert 'xml:lang="en"' in records
    assert 'xml:lang="ja"' not in records


def test_lang_holds_in_the_record_above_a_series(server):
    answer = fetch(server, "/v1/kpis/visitors/series.json?lang=en").json()
    assert answer["kpi"]["name_en"] == "Visitors"
    assert "name_ja" not in answer["kpi"]


def test_lang_goes_on_with_the_next_page(server):
    page = fetch(server, "/v1/kpis.json?lang=en&limit=1").json()
    assert "name_ja" not in fetch(server, page["next"]).json()["items"][0]


def test_a_field_in_the_other_language_is_a_contradiction(server):
    assert refused(server, "/v1/kpis.csv?lang=en&fields=id,name_ja")["parameter"] == "fields"


# --- NDJSON ---

def lines_of(server, parameters=""):
    answer = fetch(server, "/v1/kpis.ndjson" + parameters)
    assert answer.content.endswith(b"\n")
    return [json.loads(line) for line in answer.content.decode("utf-8").splitlines()]


def test_lines_are_the_items_of_json(server):
    assert lines_of(server) == fetch(server, "/v1/kpis.json").json()["items"]


def test_lines_of_a_filtered_list_are_its_items(server):
    query = "?kind=kpi&sort=-id&include=source&lang=ja"
    assert lines_of(server, query) == fetch(server, "/v1/kpis.json" + query).json()["items"]


def test_lines_of_a_search_have_snippets(server):
    item = fetch(server, "/v1/kpis.json?q=来訪").json()["items"][0]
    assert item["snippet"]
    assert lines_of(server, "?q=来訪")[0]["snippet"] == item["snippet"]


def test_ndjson_is_negotiated(server):
    answer = fetch(server, "/v1/kpis", Accept="application/x-ndjson")
    assert answer.headers["Content-Type"] == "application/x-ndjson"


def test_a_whole_table_of_lines_is_a_ready_file(server):
    assert int(fetch(server, "/v1/kpis.ndjson", **{"Accept-Encoding": "identity"})
               .headers["Content-Length"]) > 0


def test_a_record_is_one_line(server):
    answer = fetch(server, "/v1/kpis/visitors.ndjson")
    assert json.loads(answer.content) == cells_of(fetch(server, "/v1/kpis/visitors.json").json())
    assert answer.content.count(b"\n") == 1


# --- identity ---

PRESENTATIONS = ["", "?profile=excel", "?profile=cp932&substitute=geta", "?headers=ja",
                 "?headers=ja&profile=excel", "?lang=ja", "?lang=en"]


def test_every_presentation_has_its_own_etag(server):
    etags = {fetch(server, "/v1/kpis.csv" + p).headers["ETag"] for p in PRESENTATIONS}
    assert len(etags) == len(PRESENTATIONS)


def test_every_presentation_has_its_own_location(server):
    for parameters in PRESENTATIONS:
        location = fetch(server, "/v1/kpis.csv" + parameters).headers["Content-Location"]
        assert location == "/v1/kpis.csv" + parameters


def test_parameters_are_named_in_order(server):
    answer = fetch(server, "/v1/kpis.csv?substitute=geta&profile=cp932&lang=ja&headers=ja")
    assert answer.headers["Content-Location"] == (
        "/v1/kpis.csv?headers=ja&lang=ja&profile=cp932&substitute=geta")


def test_a_presentation_is_not_made_twice(server):
    first = fetch(server, "/v1/kpis.csv?profile=excel")
    fetch(server, "/v1/kpis.csv?profile=excel", 304, **{"If-None-Match": first.headers["ETag"]})


# --- refusals ---

@pytest.mark.parametrize("parameter, value, allowed", [
    ("profile", "sjis", ["plain", "excel", "cp932"]), ("headers", "en", ["ja"]),
    ("lang", "de", ["ja", "en"])])
def test_an_unknown_value_lists_those_allowed(server, parameter, value, allowed):
    error = refused(server, f"/v1/kpis.csv?{parameter}={value}")
    assert (error["parameter"], error["allowed"]) == (parameter, allowed)


def test_an_unknown_substitute_lists_those_allowed(server):
    error = refused(server, "/v1/kpis.csv?profile=cp932&substitute=question-mark")
    assert (error["parameter"], error["allowed"]) == ("substitute", ["geta"])


@pytest.mark.parametrize("parameter", ["profile=excel", "headers=ja", "substitute=geta"])
@pytest.mark.parametrize("suffix", ["json", "ndjson", "rdf"])
def test_only_csv_has_profiles(server, suffix, parameter):
    error = refused(server, f"/v1/kpis.{suffix}?{parameter}")
    assert error["parameter"] == parameter.split("=")[0]


@pytest.mark.parametrize("parameters", ["substitute=geta", "profile=excel&substitute=geta"])
def test_geta_goes_with_cp932_only(server, parameters):
    assert refused(server, f"/v1/kpis.csv?{parameters}")["parameter"] == "substitute"


# --- hiraku export ---

def export(run, server, *options):
    return run("export", "--store", server.store, *options)


def test_export_writes_what_is_served(hiraku, server):
    written = subprocess.run(
        [hiraku, "export", "--store", server.store, "--format", "csv", "--profile", "excel",
         "--headers", "ja", "kpis"], stdout=subprocess.PIPE, timeout=TIMEOUT, check=True).stdout
    assert written == fetch(server, "/v1/kpis.csv?profile=excel&headers=ja").content


def test_export_refuses_what_cp932_lacks(run, server):
    done = export(run, server, "--format", "csv", "--profile", "cp932", "kpis")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "rate" in done.stderr and "U+1F600" in done.stderr


def test_export_shows_one_language(run, server):
    done = export(run, server, "--format", "ndjson", "--lang-columns", "en", "kpis")
    assert done.stdout == fetch(server, "/v1/kpis.ndjson?lang=en").content.decode("utf-8")


def test_export_has_profiles_of_csv_only(run, server):
    assert export(run, server, "--format", "json", "--profile", "excel", "kpis").returncode == 2
