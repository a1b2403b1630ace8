"""By what readers choose what became of proposals, and what a source states: where, and how certain."""

import csv
import re
import shutil

import pytest
import requests

from conftest import ROOT, fetch
from test_pages import BROWSER, Page
from test_story_pages import html_of, items

COPIED = {"id": "test-none", "round": "", "challenge": "", "product_ja": "募集回のないもの", "product_en": "Without a round"}
LATER = {"id": "test-2022", "round": "test-2022", "challenge": "", "product_ja": "次の回のもの", "product_en": "Of the next round"}


def append(folder, table, **cells):
    """A copy of the first row with other cells."""
    path = folder / "data" / f"{table}.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows([*rows, {**rows[0], **cells}])


@pytest.fixture(scope="module")
def years(tmp_path_factory, publish, serve):
    """The sample, in which one more proposal is of fiscal 2021 (January 2022), one of an undated round, one of none."""
    folder = tmp_path_factory.mktemp("years")
    shutil.copytree(ROOT / "contrib/instances/sample", folder / "city")
    append(folder / "city", "rounds", id="test-2022", name_ja="2022年1月", name_en="January 2022", period="2022-01", period_text="")
    append(folder / "city", "rounds", id="test-undated", name_ja="時期のない回", name_en="Undated", period="", period_text="")
    append(folder / "city", "adoptions", **LATER)
    append(folder / "city", "adoptions", **{**LATER, "id": "test-undated", "round": "test-undated"})
    append(folder / "city", "adoptions", **COPIED)
    publish(folder / "store", folder / "city")
    with serve(folder / "store") as server:
        yield server


def told(server, query):
    return len(items(html_of(server, f"/outcomes?{query}"), "trail"))


@pytest.mark.parametrize("query, count", [
    ("year=2020", 2), ("year=FY2020", 2), ("year=2021", 1), ("year=2022", 0), ("year=unknown", 1), ("year=undated", 1), ("year=", 5),
    ("year=2021&program=urban-innovation-kumamoto", 1), ("year=2021&startup=waizu-riidingu", 0),
])
def test_proposals_are_chosen_by_fiscal_year(years, query, count):
    assert told(years, query) == count


@pytest.mark.parametrize("language, words", [
    ("ja", ["2021年度（令和3年度）（1）", "2020年度（令和2年度）（2）", "不明（募集回の時期の記載なし）（1）", "不明（募集回の記載なし）（1）"]),
    ("en", ["fiscal year 2021 (1)", "fiscal year 2020 (2)", "unknown: no time of the round is stated (1)", "unknown: no round is stated (1)"]),
])
def test_the_field_has_the_years_there_are_and_what_is_not_known(years, language, words):
    field = re.search(r'<select name="year".*?</select>', html_of(years, "/outcomes", language), re.S).group()
    assert re.findall(r"<option[^>]*>([^<]*)</option>", field)[1:] == words


def test_what_was_chosen_stays_chosen_and_can_be_taken_back(years):
    page = html_of(years, "/outcomes?program=urban-innovation-kumamoto&year=2021")
    assert re.search(r'<option value="FY2021" selected="selected">', page)
    conditions = Page(re.search(r'<ul class="conditions">.*?</ul>', page, re.S).group()).text
    assert "募集回の年度：2021年度（令和3年度）" in conditions and "period__" not in conditions
    assert 'href="/outcomes?program=urban-innovation-kumamoto"' in page
    form = re.search(r"<form action=\"/outcomes\".*?</form>", page, re.S).group()
    assert "period__" not in form


def test_a_programme_can_be_chosen_where_there_is_but_one(server):
    field = re.search(r'<select name="program".*?</select>', html_of(server, "/outcomes"), re.S)
    assert field and "URBAN INNOVATION KUMAMOTO" in field.group()


@pytest.mark.parametrize("query", ["year=20", "year=2020-H2", "year=FY", "year=unknwn", "year=2020&year=2021"])
def test_what_is_no_year_is_refused(years, query):
    answer = requests.get(f"{years.url}/outcomes?{query}", headers={"Accept": BROWSER}, timeout=30)
    assert answer.status_code == 400 and "year" in answer.text


def test_an_unknown_parameter_is_told_of_the_year(years):
    answer = requests.get(f"{years.url}/outcomes?yeer=2020", headers={"Accept": BROWSER}, timeout=30)
    assert answer.status_code == 400 and "year" in Page(answer.text).text


@pytest.mark.parametrize("language, heads, certainty", [("ja", ("出典箇所", "確からしさ"), {"stated": "明記", "inferred": "推定", "disputed": "疑義あり"}),
                                                        ("en", ("locator", "certainty"), {"stated": "stated", "inferred": "inferred", "disputed": "disputed"})])
def test_a_source_says_where_it_states_each_figure_and_how_certain_that_is(server, language, heads, certainty):
    figures = fetch(server, "/v1/observations?source=kumamoto-article").json()["items"]
    page = html_of(server, "/sources/kumamoto-article", language)
    table = page[page.index('id="observations-source"'):]
    table = table[:table.index("</table>")]
    assert len(figures) == 7 and [head for head in heads if head not in table] == []
    for figure in figures:
        row = next(row for row in table.split("<tr>") if f'/observations/{figure["id"]}"' in row)
        assert figure["locator"] in row
        assert certainty[figure["certainty"] or "stated"] in Page(row).text


def test_certainty_that_goes_without_saying_is_not_called_missing(server):
    page = html_of(server, "/programs/urban-innovation-kumamoto")
    empty = re.search(r'<p class="empty">.*?</p>', page, re.S).group()
    assert "確からしさ" not in empty and "ウェブサイト" in empty
    assert "明記" in Page(page[page.index("出典と注記"):]).text


def test_a_place_without_an_english_name_is_marked_as_japanese_where_it_is_chosen(server):
    page = html_of(server, "/programs", "en")
    assert re.search(r'<option lang="ja" value="141003">横浜市', page)
    assert re.search(r'<option value="130001">Tokyo', page)
