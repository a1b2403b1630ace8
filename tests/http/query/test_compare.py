"""/v1/compare: KPIs of several municipalities side by side, and whether that can be done."""

import csv
import io

import pytest

import figures_instance
from conftest import fetch


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with figures_instance.served(figures_instance.make(tmp_path_factory.mktemp("compare") / "instance")) as running:
        yield running


def compare(server, query):
    answer = fetch(server, f"/v1/compare?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(server, query, status, kind):
    answer = fetch(server, f"/v1/compare?{query}")
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body["type"] == f"/problems/{kind}"
    assert fetch(server, body["errors"][0]["example"]).status_code == 200
    return body["errors"][0]


def test_equal_definitions_are_comparable(server):
    body = compare(server, "kpi=visitors-b,visitors-a&value_type=actual")
    assert body["comparable"] is True
    assert body["differences"] == []
    assert [item["id"] for item in body["items"]] == ["visitors-b", "visitors-a"]
    assert body["total"] == body["returned"] == 2


def test_each_item_has_its_definition_and_its_values_in_order_of_time(server):
    first, _ = compare(server, "kpi=visitors-a,visitors-b&value_type=actual")["items"]
    assert {name: first[name] for name in ("municipality", "municipality_name_ja", "unit_ja", "unit_en", "counting",
                                           "nature", "direction", "definition_ja")} == {
        "municipality": "141003", "municipality_name_ja": "横浜市", "unit_ja": "人", "unit_en": "persons",
        "counting": "gross", "nature": "flow", "direction": "increase", "definition_ja": "年間の延べ来訪者"}
    assert [(v["period"], v["value"], v["missing"]) for v in first["values"]] == [
        ("FY2020", 0.1, None), ("FY2021", 0.2, None), ("FY2022", None, "not_collected"), ("FY2023", 100.25, None)]
    assert (first["value_types"], first["accumulations"], first["period_basis"]) == (
        ["actual"], ["level"], ["fiscal_year"])


def test_digits_are_as_published(server):
    assert '"value":9.00,' in fetch(server, "/v1/compare?kpi=visitors-a,visitors-b").text


@pytest.mark.parametrize("query, expected", [
    ("kpi=visitors-b,members", ["counting", "nature"]),
    ("kpi=visitors-b,cost", ["unit", "unit_multiplier", "counting"]),
    ("kpi=visitors-b,visitors-a", ["value_type"]),
    ("kpi=members,share", ["unit", "counting", "nature", "period_basis"]),
    ("kpi=visitors-b,unique-visitors&value_type=actual", ["counting"]),
])
def test_what_differs_is_named(server, query, expected):
    body = compare(server, query)
    assert body["comparable"] is False
    assert [one["property"] for one in body["differences"]] == expected


def test_a_difference_has_the_value_of_every_kpi(server):
    (difference,) = [d for d in compare(server, "kpi=visitors-b,cost")["differences"] if d["property"] == "unit"]
    assert difference["values"] == {"visitors-b": "人", "cost": "千円"}


def test_a_name_finds_all_that_have_it(server):
    body = compare(server, "name=来訪者数")
    assert [item["id"] for item in body["items"]] == ["unique-visitors", "visitors-a", "visitors-b"]


def test_a_name_is_compared_as_nfkc_and_in_english_too(server):
    assert compare(server, "name=Ｖｉｓｉｔｏｒｓ")["total"] == 2


def test_csv_is_one_row_a_value(server):
    rows = list(csv.DictReader(io.StringIO(fetch(server, "/v1/compare.csv?kpi=visitors-b,cost").text)))
    assert [(r["kpi"], r["period"], r["item"], r["value"]) for r in rows] == [
        ("visitors-b", "FY2020", "", "8"), ("visitors-b", "FY2021", "", "9.00"),
        ("cost", "FY2020", "", "10"), ("cost", "FY2020", "men", "4"), ("cost", "FY2020", "women", "6")]
    assert {r["comparable"] for r in rows} == {"false"}
    assert {r["differences"] for r in rows} == {"unit unit_multiplier counting"}


def test_filters_choose_among_the_values(server):
    body = compare(server, "kpi=visitors-a,visitors-b&period=FY2021")
    assert [[v["period"] for v in item["values"]] for item in body["items"]] == [["FY2021"], ["FY2021"]]


def test_an_unknown_kpi_is_not_found_with_the_nearest(server):
    error = refused(server, "kpi=visitors-a,visitor-b", 404, "not-found")
    assert error["did_you_mean"] == "visitors-b"


def test_an_unknown_name_is_not_found(server):
    refused(server, "name=ない名前", 404, "not-found")


@pytest.mark.parametrize("query", ["", "kpi=visitors-a", "name=会員数",
                                   "kpi=" + ",".join(f"k{n}" for n in range(21)), "kpi="])
def test_two_to_twenty_are_compared(server, query):
    refused(server, query, 400, "not-comparable")


@pytest.mark.parametrize("query, kind", [
    ("kpi=visitors-a,visitors-a", "repeated-value"), ("kpi=visitors-a,visitors-b&name=来訪者数", "exclusive-parameters"), ("kpi=visitors-a,", "bad-parameter"),
    ("name=a&name=b", "repeated-parameter"), ("name=", "bad-parameter"),
    ("kpi=visitors-a,visitors-b&limit=1", "unknown-parameter"), ("kpis=a,b", "unknown-parameter"),
    ("kpi=visitors-a,visitors-b&value_type=real", "bad-parameter"),
])
def test_no_parameter_is_ignored(server, query, kind):
    refused(server, query, 400, kind)


def test_too_many_values_are_refused_with_an_example_that_works(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    days = [f"{year}-{month:02}-{day:02}" for year in range(1950, 1966) for month in range(1, 13)
            for day in range(1, 29)]
    instance.observe(*(f"{kpi},{day},actual,level,,,,1,,exact,final,plan,試験"
                       for kpi in ("visitors-a", "visitors-b") for day in days[:5001]))
    with figures_instance.served(instance, "--query-ms", "60000") as server:
        refused(server, "kpi=visitors-a,visitors-b", 400, "too-many-rows")
        assert compare(server, f"kpi=visitors-a,visitors-b&period__ne={days[0]}")["comparable"] is True


def test_the_validator_is_kept_and_knows_the_order(server):
    path = "/v1/compare?kpi=visitors-a,visitors-b"
    tag = fetch(server, path).headers["ETag"]
    assert fetch(server, path, **{"If-None-Match": tag}).status_code == 304
    assert fetch(server, "/v1/compare?kpi=visitors-b,visitors-a").headers["ETag"] != tag


def test_different_definitions_are_not_comparable(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    instance.write("kpis", [line.replace("increase,yearly,,", "increase,yearly,年間の実来訪者,")
                            for line in figures_instance.KPIS])
    with figures_instance.served(instance) as server:
        body = compare(server, "kpi=visitors-a,visitors-b&value_type=actual")
    assert body["comparable"] is False
    assert [one["property"] for one in body["differences"]] == ["definition"]
