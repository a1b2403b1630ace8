"""GET /v1/freshness: what is due and what is late, by the day on which it is asked. Figures are made up."""

import csv
import datetime
import io
import json
import re

import pytest
import rdflib

from conftest import fetch, publish_directory, serve_store
from small_instance import Instance, OBSERVATION_HEADER

HK = rdflib.Namespace("https://data.example.jp/ns#")
JAPAN = datetime.timezone(datetime.timedelta(hours=9))
PROGRAMS = [
    "id,name_ja,kind,status,period,evaluation_month,source",
    "reviewed,評価する事業,project,running,2020-04-01/..,8,plan",
    "over,終わった事業,project,ended,2020-04-01/2022-03-31,8,plan",
]
KPIS = [
    "id,kind,program,name_ja,unit_ja,nature,frequency,delay_days,source",
    "late,kpi,,遅れている指標,人,flow,yearly,60,plan",
    "fresh,kpi,,新しい指標,人,flow,daily,30,plan",
    "reviewed,kpi,reviewed,毎年評価する指標,人,flow,yearly,,plan",
    "over,kpi,over,終わった指標,人,flow,yearly,60,plan",
    "silent,kpi,,頻度のない指標,人,flow,,60,plan",
    "undelayed,kpi,,日数のない指標,人,flow,yearly,,plan",
    "once,statistic,,一度の統計,人,flow,once,60,plan",
    "expected,kpi,,目標だけの指標,人,flow,yearly,60,plan",
    "settled,kpi,,値がないと分かった指標,人,flow,yearly,60,plan",
]


def today():
    return datetime.datetime.now(JAPAN).date()


def observation(kpi, period, value="1", value_type="actual", missing=""):
    return f"{kpi},{period},{value_type},level,,,,{value},{missing},exact,final,plan,"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("freshness")
    instance = Instance(folder / "instance")
    instance.write("programs", PROGRAMS)
    instance.write("kpis", KPIS)
    instance.write("observations", [
        OBSERVATION_HEADER,
        observation("late", "FY2018"), observation("late", "FY2019"), observation("late", "FY2023", value_type="target"),
        observation("fresh", str(today() - datetime.timedelta(days=3))),
        observation("reviewed", "FY2020"), observation("over", "FY2021"), observation("silent", "FY2021"),
        observation("undelayed", "FY2021"), observation("once", "FY2021"),
        observation("expected", "FY2022", value_type="target"),
        observation("expected", "FY2021", value_type="target"),
        observation("settled", "FY2018"), observation("settled", "FY2019", "", missing="not_applicable"),
        observation("settled", "FY2020", "", missing="not_yet_reported"),
    ])
    publish_directory(folder / "store", instance.path)
    with serve_store(folder / "store") as running:
        yield running


def rows(server, query="limit=1000"):
    answer = fetch(server, f"/v1/freshness?{query}")
    assert answer.status_code == 200, answer.text
    return {item["id"]: item for item in answer.json()["items"]}


def of_kpi(server, kpi):
    return rows(server, f"kpi={kpi}")[f"kpis.{kpi}"]


def test_a_yearly_figure_is_due_so_many_days_after_its_period(server):
    row = of_kpi(server, "late")
    due = datetime.date(2021, 3, 31) + datetime.timedelta(days=60)
    assert (row["last_period"], row["next_period"], row["due_on"]) == ("FY2019", "FY2020", str(due))
    assert row["days_late"] == (today() - due).days
    assert row["late"] is True and row["reason"] is None


def test_what_is_not_yet_due_is_not_late(server):
    row = of_kpi(server, "fresh")
    assert row["due_on"] == str(today() - datetime.timedelta(days=2) + datetime.timedelta(days=30))
    assert (row["late"], row["days_late"]) == (False, 0)


def test_a_figure_of_a_programme_is_due_with_its_evaluation(server):
    row = of_kpi(server, "reviewed")
    assert (row["next_period"], row["due_on"], row["evaluation_month"]) == ("FY2021", "2022-08-31", 8)


def test_a_target_without_a_figure_is_waited_for(server):
    row = of_kpi(server, "expected")
    assert (row["last_period"], row["next_period"], row["due_on"]) == (None, "FY2021", "2022-05-30")


def test_a_figure_that_will_not_come_is_not_waited_for(server):
    row = of_kpi(server, "settled")
    assert (row["last_period"], row["next_period"]) == ("FY2018", "FY2020")


@pytest.mark.parametrize("kpi, reason", [
    ("over", "ended"), ("silent", "no_frequency"), ("undelayed", "no_delay"), ("once", "once")])
def test_a_date_that_the_data_does_not_give_is_not_made_up(server, kpi, reason):
    row = of_kpi(server, kpi)
    assert (row["due_on"], row["days_late"], row["late"], row["reason"]) == (None, None, None, reason)


def test_the_late_ones_can_be_asked_for(server):
    assert set(rows(server, "late=true&table=kpis")) == {
        "kpis.late", "kpis.reviewed", "kpis.expected", "kpis.settled"}


def test_each_table_tells_when_it_changed_and_that_of_figures_what_is_due_first(server):
    tables = {id.split(".")[0]: row for id, row in rows(server).items() if id.endswith("._")}
    assert {"programs", "kpis", "observations", "periods"} <= set(tables)
    assert tables["programs"]["changed_in"] == 1
    assert tables["programs"]["reason"] == "no_frequency"
    assert tables["observations"]["due_on"] == "2021-05-30"
    assert tables["observations"]["last_period"] == str(today() - datetime.timedelta(days=3))


def test_pages_follow_each_other(server):
    path, ids = "/v1/freshness?limit=4", []
    while path:
        body = fetch(server, path).json()
        assert body["total"] == len(rows(server))
        ids += [item["id"] for item in body["items"]]
        path = body["next"]
    assert ids == list(rows(server))


def test_every_form_holds_the_same_rows(server):
    expected = list(rows(server))
    assert [json.loads(line)["id"] for line in fetch(server, "/v1/freshness.ndjson").text.splitlines()] == expected
    assert [row["id"] for row in csv.DictReader(io.StringIO(fetch(server, "/v1/freshness.csv").text))] == expected
    for form, name in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")):
        graph = rdflib.Graph().parse(data=fetch(server, f"/v1/freshness.{form}").content, format=name)
        assert len(set(graph.subjects(rdflib.RDF.type, None)) & {
            rdflib.URIRef(f"https://data.example.jp/id/freshness/{id}") for id in expected}) == len(expected)


def test_a_csv_for_spreadsheets_can_be_had(server):
    answer = fetch(server, "/v1/freshness.csv?profile=cp932&headers=ja")
    assert answer.status_code == 200
    assert answer.content.decode("cp932").startswith("ID,表,指標,")


def test_the_iri_of_a_row_leads_to_it(server):
    answer = fetch(server, "/id/freshness/kpis.late", Accept="application/json")
    assert [item["id"] for item in answer.json()["items"]] == ["kpis.late"]
    assert rows(server, "kpi=late")["kpis.late"]["url"] == "https://data.example.jp/v1/freshness?id=kpis.late"


def test_the_answer_says_for_which_day_it_is(server):
    answer = fetch(server, "/v1/freshness?kpi=late")
    assert answer.json()["items"][0]["counted_on"] == str(today())
    modified = datetime.datetime.strptime(answer.headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S %Z")
    assert modified.replace(tzinfo=datetime.timezone.utc) >= datetime.datetime.combine(
        today(), datetime.time(), JAPAN)
    again = fetch(server, "/v1/freshness?kpi=late", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_an_unknown_parameter_names_what_can_be_asked(server):
    for name in ("sort", "q", "facet", "include"):
        answer = fetch(server, f"/v1/freshness?{name}=kpi")
        assert answer.status_code == 400, name
        assert answer.json()["type"] == "/problems/unknown-parameter"
    answer = fetch(server, "/v1/freshness?lates=true&kpi=late")
    assert answer.json()["errors"][0]["example"] == "/v1/freshness?late=true&kpi=late"
    assert fetch(server, "/v1/freshness?kpi.frequency=yearly").status_code == 400


def test_operators_see_how_many_are_late(server):
    text = fetch(server, "/metrics").text
    late = rows(server, "late=true&table=kpis").values()
    assert re.search(r"^hiraku_series_late (\d+)$", text, re.M).group(1) == str(len(late))
    longest = max(row["days_late"] for row in late)
    assert re.search(r"^hiraku_series_late_days_max (\d+)$", text, re.M).group(1) == str(longest)
