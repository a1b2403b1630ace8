"""datastore_search and datastore_info: the rows of the list, with published digits, and what is refused as CKAN refuses it."""

import csv
import decimal
import io
import json

import pytest
import requests

from ckan_client import API, call, get, post, refused, result


def search(server, **parameters):
    return call(server, "datastore_search", **{"resource_id": "observations-csv", **parameters})


def published(server, table, query=""):
    """The rows of the CSV, as dictionaries of texts."""
    text = requests.get(f"{server.url}/v1/{table}.csv{query}", timeout=60).content.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("table", ["observations", "programs", "municipalities", "kpis", "units"])
def test_the_rows_are_those_of_the_csv_with_their_digits(server, table):
    records = search(server, resource_id=table + "-csv", limit=32000)["records"]
    rows = published(server, table)
    assert [{name: as_text(cell) for name, cell in record.items() if name != "_id"} for record in records] == rows
    assert [record["_id"] for record in records] == list(range(1, len(rows) + 1))


def test_a_column_has_the_type_of_its_figures(server):
    types = {field["id"]: field["type"] for field in search(server, limit=0)["fields"]}
    assert list(types)[0] == "_id"
    assert {name: types[name] for name in ("_id", "kpi", "value", "rank", "starts", "period", "fiscal_year")} == {
        "_id": "int", "kpi": "text", "value": "numeric", "rank": "int", "starts": "date", "period": "text", "fiscal_year": "int"}


def test_no_row_at_all_tells_columns_and_total(server):
    found = search(server, limit=0)
    assert (found["records"], found["total"], found["limit"], len(found["fields"])) == ([], 99, 0, 27)


def test_id_does_for_resource_id_and_numbers_may_be_texts(server):
    """As @portaljs/ckan sends it."""
    found = call(server, "datastore_search", id="observations-csv", limit="32000")
    assert (found["limit"], len(found["records"]), found["total"]) == (32000, 99, 99)


def test_a_hundred_rows_come_unasked_and_32000_at_most(server):
    found = call(server, "datastore_search", resource_id="municipalities-csv")
    assert (len(found["records"]), found["limit"], found["total"]) == (100, 100, 1789)
    assert call(server, "datastore_search", resource_id="municipalities-csv", limit=99999, fields="id")["limit"] == 32000


@pytest.mark.parametrize("offset", [0, 1, 98, 99, 100, 5000])
@pytest.mark.parametrize("sort", [None, "value desc", "kpi, period desc"])
def test_an_offset_passes_over_rows(server, offset, sort):
    given = {"sort": sort} if sort else {}
    whole = search(server, limit=200, fields=["id"], **given)["records"]
    assert search(server, limit=200, offset=offset, fields=["id"], **given)["records"] == whole[offset:]


def test_an_offset_counts_the_rows_of_the_conditions(server):
    whole = search(server, filters={"value_type": "actual"}, fields="id")["records"]
    part = search(server, filters={"value_type": "actual"}, fields="id", offset=5, limit=3)
    assert part["records"] == whole[5:8] and part["total"] == len(whole)


def test_links_lead_through_all_pages(server):
    rows, link = [], "/api/3/action/datastore_search?resource_id=observations-csv&limit=40&fields=id&filters=" + json.dumps({"status": "final"})
    while True:
        page = result(requests.get(server.url + link, timeout=60))
        if not page["records"]:
            break
        rows += page["records"]
        link = page["_links"]["next"]
    assert [row["id"] for row in rows] == [row["id"] for row in published(server, "observations", "?status=final")]


def test_the_next_page_is_a_condition_on_the_place(server):
    first = search(server, limit=60, fields=["_id", "id"], include_next_page=True)
    rest = search(server, limit=60, fields=["_id", "id"], filters=first["next_page"])
    assert first["next_page"] == {"_id": {"gt": 60}}
    assert [row["_id"] for row in first["records"] + rest["records"]] == list(range(1, 100))
    assert rest["total"] == 39


CONDITIONS = [
    ({"value_type": "actual"}, "value_type=actual"),
    ({"value_type": ["actual", "target"]}, "value_type=actual,target"),
    ({"value_type": ["actual"]}, "value_type=actual"),
    ({"fiscal_year": 2020}, "fiscal_year=2020"),
    ({"fiscal_year": "2020"}, "fiscal_year=2020"),
    ({"fiscal_year": {"gte": 2019, "lt": 2021}}, "fiscal_year__ge=2019&fiscal_year__lt=2021"),
    ({"value": {"gt": 99.5}}, "value__gt=99.5"),
    ({"value": 10.7}, "value=10.7"),
    ({"value_type": {"in": ["baseline", "projection"]}}, "value_type__in=baseline,projection"),
    ({"item": None}, "item__isnull=true"),
    ({"item": ""}, "item__isnull=true"),
    ({"value_type": "actual", "status": "final"}, "value_type=actual&status=final"),
]


@pytest.mark.parametrize("filters, query", CONDITIONS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_conditions_are_those_of_the_list(server, method, filters, query):
    given = {"resource_id": "observations-csv", "limit": 1000, "fields": "id"}
    answer = (get(server, "datastore_search", filters=json.dumps(filters), **given) if method == "get"
              else post(server, "datastore_search", {"filters": filters, **given}))
    rows = published(server, "observations", "?" + query)
    assert [row["id"] for row in result(answer)["records"]] == [row["id"] for row in rows]
    assert result(answer)["filters"] == json.loads(json.dumps(filters), parse_float=decimal.Decimal) and result(answer)["total"] == len(rows)


def test_a_value_in_any_of_none_is_none(server):
    assert search(server, filters={"value_type": []})["records"] == []


def test_words_are_found_in_all_columns_or_in_one(server):
    ids = [row["id"] for row in published(server, "kpis", "?q=人口")]
    found = [{row["id"] for row in call(server, "datastore_search", resource_id="kpis-csv", fields="id", limit=1000, **given)["records"]}
             for given in ({"q": "人口"}, {"full_text": "人口"}, {"q": {"name_ja": "人口"}}, {"q": '{"name_ja":"人口"}'})]
    assert found[0] == found[1] == set(ids) and found[0]
    assert found[2] == found[3] == {row["id"] for row in published(server, "kpis", "?name_ja__contains=人口")}


def test_fields_are_chosen(server):
    found = search(server, limit=2, fields=["value", "kpi"])
    assert [field["id"] for field in found["fields"]] == list(found["records"][0])
    assert set(found["records"][0]) == {"value", "kpi"}
    assert search(server, limit=2, fields="_id")["records"] == [{"_id": 1}, {"_id": 2}]


def test_lists_csv_and_tsv_hold_the_same_rows(server):
    given = {"limit": 99, "fields": ["_id", "id", "value", "note_ja"]}
    objects = search(server, **given)["records"]
    rows = [[as_text(cell) for cell in row.values()] for row in objects]
    assert [[as_text(cell) for cell in row] for row in search(server, records_format="lists", **given)["records"]] == rows
    for form, mark in (("csv", ","), ("tsv", "\t")):
        text = search(server, records_format=form, **given)["records"]
        assert list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) == rows


def test_a_total_is_left_out_when_it_is_not_asked_for(server):
    assert "total" not in search(server, include_total=False)
    assert search(server)["total_was_estimated"] is False


@pytest.mark.parametrize("number", [10**18, 2**63 - 1, 2**64])
def test_a_limit_beyond_all_bounds_is_the_bound_and_no_row_is_behind_such_an_offset(server, number):
    all_rows = search(server, limit=number)
    assert (all_rows["limit"], len(all_rows["records"])) == (32000, 99)
    assert search(server, offset=number)["records"] == [] and search(server, offset=number)["total"] == 99


REFUSED = [
    ({"filters": "a"}, "filters", "a"),  # what ckanapi with get_only makes of {"a": ["x"]}
    ({"filters": "[]"}, "filters", "[]"), ({"filters": 5}, "filters", "5"),
    ({"filters": {"nothing": 1}}, "filters", "nothing"), ({"filters": {"kpi_url": 1}}, "filters", "kpi_url"),
    ({"filters": {"value_type": "x"}}, "filters", "x"), ({"filters": {"value_type": "actual,target"}}, "filters", "actual,target"),
    ({"filters": {"fiscal_year": {"near": 1}}}, "filters", "near"), ({"filters": {"value_type__ne": "actual"}}, "filters", "value_type__ne"),
    ({"filters": {"text": ["a", "b"]}}, "filters", "text"), ({"filters": {"value_type": [["a"]]}}, "filters", "a"),
    ({"filters": {"$or": []}}, "filters", "$or"), ({"filters": {"_id": "x"}}, "filters", "x"),
    ({"fields": "nothing"}, "fields", "nothing"), ({"sort": "nothing"}, "sort", "nothing"), ({"sort": "kpi up"}, "sort", "kpi up"),
    ({"sort": "_id desc"}, "sort", "_id desc"), ({"limit": "x"}, "limit", "Invalid integer"), ({"limit": -1}, "limit", "natural"),
    ({"offset": -1}, "offset", "natural"), ({"records_format": "xml"}, "records_format", "objects"), ({"distinct": True}, "distinct", "aggregate"),
    ({"q": {"nothing": "a"}}, "q", "nothing"), ({"resource_id": ""}, "resource_id", "Missing value"),
]


@pytest.mark.parametrize("parameters, field, told", REFUSED)
def test_what_cannot_be_asked_is_a_validation_error(server, parameters, field, told):
    error = refused(post(server, "datastore_search", {"resource_id": "observations-csv", **parameters}), 409, "Validation Error")
    assert list(error) == [field] and told in error[field][0]


@pytest.mark.parametrize("action", ["datastore_search", "datastore_info"])
@pytest.mark.parametrize("name", ["nothing", "all-zip", "observations-json", "observations-csv-gz", "../kpis"])
def test_what_is_not_in_the_datastore_is_not_found(server, action, name):
    assert name in refused(post(server, action, {"resource_id": name}), 404, "Not Found Error")["message"]


def test_other_parameters_are_passed_over(server):
    """As CKAN does here, unlike in package_search."""
    assert search(server, plain=True, language="japanese", nothing=1)["total"] == 99


def test_info_tells_columns_and_rows(server):
    told = call(server, "datastore_info", id="observations-csv")
    assert (told["meta"]["id"], told["meta"]["count"], told["meta"]["table_type"]) == ("observations-csv", 99, "BASE TABLE")
    names = list(published(server, "observations")[0])
    assert [field["id"] for field in told["fields"]] == names
    value = next(field for field in told["fields"] if field["id"] == "value")
    assert (value["type"], value["info"]["label"], value["schema"]["native_type"]) == ("numeric", "値", "numeric")


def test_only_resources_that_say_so_are_in_the_datastore(server):
    for package in call(server, "current_package_list_with_resources"):
        for resource in package["resources"]:
            answer = post(server, "datastore_search", {"resource_id": resource["id"], "limit": 0})
            assert answer.status_code == (200 if resource["datastore_active"] else 404), resource["id"]


def test_a_call_that_is_too_long_for_the_list_is_refused(server):
    filters = {"note_ja": "x" * 5000}
    refused(post(server, "datastore_search", {"resource_id": "observations-csv", "filters": filters}), 409, "Validation Error")
    assert requests.get(server.url + API + "datastore_search?resource_id=kpis", timeout=60).status_code == 200
