"""What is served: lists, records, series, the instance, links, downloads."""

import csv
import io

import pytest
import requests

from conftest import CITATION, cells_of, fetch
from small_instance import Instance


def tables(server):
    return [table["name"] for table in fetch(server, "/").json()["tables"]]


def test_every_table_is_served_in_every_form(server):
    index = fetch(server, "/").json()
    for table in index["tables"]:
        for form in index["formats"]:
            answer = fetch(server, f"{table['path']}.{form['suffix']}")
            assert answer.status_code == 200, answer.url
            assert answer.headers["Content-Type"] == form["media_type"]


def test_csv_is_the_whole_table(server):
    for table in fetch(server, "/").json()["tables"]:
        rows = list(csv.reader(io.StringIO(fetch(server, table["path"] + ".csv").content.decode())))
        assert len(rows) - 1 == table["rows"], table["name"]


def test_a_filtered_csv_holds_what_the_json_holds(server):
    listed = fetch(server, "/v1/programs.json?kind=plan&limit=1000").json()
    rows = list(csv.DictReader(io.StringIO(fetch(server, "/v1/programs.csv?kind=plan").content.decode())))
    assert listed["complete"] and listed["total"] == len(rows) > 0
    assert [row["id"] for row in rows] == [item["id"] for item in listed["items"]]


def test_a_list_says_whether_it_is_complete(server):
    whole = fetch(server, "/v1/programs?limit=1000").json()
    assert whole["complete"] is True and whole["next"] is None
    assert whole["returned"] == whole["total"] == len(whole["items"])
    page = fetch(server, "/v1/programs?limit=1").json()
    assert page["complete"] is False and page["returned"] == 1 and page["total"] == whole["total"]


def test_a_csv_has_a_file_name(server):
    assert fetch(server, "/v1/programs.csv").headers["Content-Disposition"].startswith(
        'attachment; filename="000001_programs_20')


def test_links_lead_somewhere(server):
    answer = fetch(server, "/v1/programs?limit=1")
    assert answer.links["next"]["url"] == answer.json()["next"]
    for relation in ("next", "describedby", "service-desc"):
        assert fetch(server, answer.links[relation]["url"]).status_code == 200, relation
    assert answer.links["license"]["url"] == answer.json()["licence"]


def test_a_record_is_the_item_of_the_list(server):
    for table in tables(server):
        item = fetch(server, f"/v1/{table}?limit=1").json()["items"][0]
        path = requests.utils.quote(item["id"])
        record = fetch(server, f"/v1/{table}/{path}").json()
        assert list(record) == [*item, *CITATION]
        assert cells_of(record) == item
        assert item["url"].endswith(f"/v1/{table}/{path}")


def test_a_series_is_in_the_order_of_time_and_names_its_kpi(server):
    kpi = fetch(server, "/v1/observations?limit=1").json()["items"][0]["kpi"]
    series = fetch(server, f"/v1/kpis/{kpi}/series?limit=1000").json()
    assert series["kpi"]["id"] == kpi
    assert {item["kpi"] for item in series["items"]} == {kpi}
    order = [(item["starts"] or "", item["ends"] or "") for item in series["items"]]
    assert order == sorted(order)


@pytest.mark.parametrize("suffix", ["csv", "rdf"])
def test_a_series_is_served_in_other_forms(server, suffix):
    kpi = fetch(server, "/v1/observations?limit=1").json()["items"][0]["kpi"]
    assert fetch(server, f"/v1/kpis/{kpi}/series.{suffix}").status_code == 200


def test_a_series_cannot_be_filtered_by_its_kpi(server):
    kpi = fetch(server, "/v1/observations?limit=1").json()["items"][0]["kpi"]
    assert fetch(server, f"/v1/kpis/{kpi}/series?kpi={kpi}").status_code == 400


def test_the_instance_tells_release_and_software(server):
    instance = fetch(server, "/v1/instance").json()
    assert instance["release"] == instance["first_release"] == 1 and instance["software"].startswith("hiraku ")
    row = next(csv.DictReader(io.StringIO(fetch(server, "/v1/instance.csv").content.decode())))
    assert row["release"] == "1" and row["title_ja"] == instance["title_ja"]


def test_the_contract_is_served(server):
    assert fetch(server, "/v1/openapi.json").json()["openapi"].startswith("3.1")


def test_health_and_readiness(server):
    assert fetch(server, "/healthz").json() == {"status": "ok"}
    assert fetch(server, "/readyz").json() == {"status": "ready", "release": 1}


def test_every_row_that_states_a_fact_names_a_source_that_there_is(server):
    sources = {one["id"] for one in fetch(server, "/v1/sources?limit=1000").json()["items"]}
    stating = 0
    for table in tables(server):
        rows = list(csv.DictReader(io.StringIO(fetch(server, f"/v1/{table}.csv").content.decode(), newline="")))
        if "source" in rows[0]:
            stating += 1
            assert {row["source"] for row in rows} <= sources, table
    assert stating >= 10


def test_every_list_has_the_line_for_citing_the_service(server):
    instance = fetch(server, "/v1/instance").json()
    for table in tables(server):
        assert fetch(server, f"/v1/{table}?limit=1").json()["attribution"] == instance["attribution_ja"]


def test_the_licence_that_a_source_states_is_kept_with_it(tmp_path, publish, serve):
    instance = Instance(tmp_path / "instance")
    instance.write("sources", ["id,title_ja,kind,licence", "plan,計画書,plan,複製は申請が必要", "report,報告書,report,"])
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        assert fetch(server, "/v1/sources/plan.json").json()["licence"] == "複製は申請が必要"
        statements = fetch(server, "/v1/sources/plan.nt").text
        assert '/id/sources/plan> <http://purl.org/dc/terms/rights> "複製は申請が必要" .' in statements
        assert "dc/terms/rights" not in fetch(server, "/v1/sources/report.nt").text


def test_another_base_url_is_what_is_served(serve, sample_store):
    with serve(sample_store, "--base-url", "https://data.example.org") as server:
        item = fetch(server, "/v1/programs?limit=1").json()["items"][0]
        assert item["url"].startswith("https://data.example.org/v1/programs/")
        text = fetch(server, "/v1/programs.rdf").text
        assert "https://data.example.org/id/programs/" in text
        assert "127.0.0.1" not in text


def test_an_answer_with_a_length_says_it(server):
    for path in ("/v1/programs", "/v1/openapi.json", "/"):
        answer = fetch(server, path, **{"Accept-Encoding": "identity"})
        assert int(answer.headers["Content-Length"]) == len(answer.content)
