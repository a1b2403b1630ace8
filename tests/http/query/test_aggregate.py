"""/v1/aggregate: exact sums in groups, and refusals that say what to do instead.

Expected figures are by hand, or by Python's decimal module over the published CSV.
"""

import collections
import csv
import decimal
import io
import json

import pytest
import requests

import figures_instance
from conftest import CITATION, fetch


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with figures_instance.served(figures_instance.make(tmp_path_factory.mktemp("aggregate") / "instance")) as running:
        yield running


def figures(server, query, table="observations"):
    answer = requests.get(f"{server.url}/v1/aggregate/{table}?{query}", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json(parse_float=decimal.Decimal)["items"]


def refusal(server, query, language="ja", table="observations"):
    answer = fetch(server, f"/v1/aggregate/{table}?{query}", **{"Accept-Language": language})
    assert answer.status_code == 400, answer.text
    return answer.json()


def test_sums_are_exact_and_averages_have_two_more_decimals(server):
    (item,) = figures(server, "group=kpi&measure=sum,avg,min,max,count&kpi=visitors-a&value_type=actual")
    assert item == {"kpi": "visitors-a", "sum": decimal.Decimal("100.55"), "avg": decimal.Decimal("33.5167"),
                    "min": decimal.Decimal("0.10"), "max": decimal.Decimal("100.25"), "count": 3, "missing": 1,
                    "inexact": 1, "unit_ja": "人", "unit_en": "persons"}


def test_the_digits_are_as_published(server):
    text = fetch(server, "/v1/aggregate/observations?measure=sum,min&kpi=visitors-b").text
    assert '"sum":17.00,"min":8,' in text


def test_groups_are_in_order_and_go_through_references(server):
    items = figures(server, "group=fiscal_year,kpi.municipality&measure=sum&kpi.name_ja=来訪者数&kpi.counting=gross"
                            "&value_type=actual")
    assert [(i["fiscal_year"], i["kpi.municipality"], i["sum"]) for i in items] == [
        (2020, "130001", 8), (2020, "141003", decimal.Decimal("0.10")),
        (2021, "130001", decimal.Decimal("9.00")), (2021, "141003", decimal.Decimal("0.20")),
        (2022, "141003", None), (2023, "141003", decimal.Decimal("100.25"))]


def unique(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), names
    return dict(pairs)


def test_what_is_computed_never_has_the_name_of_a_group(server):
    query = "/v1/aggregate/observations{}?group=missing,value_type&measure=count&kpi=visitors-a&value_type=actual"
    items = json.loads(fetch(server, query.format("")).text, object_pairs_hook=unique)["items"]
    rows = list(csv.DictReader(io.StringIO(fetch(server, query.format(".csv")).text)))
    assert items == [{"missing": None, "value_type": "actual", "count": 3, "measure_missing": 0, "inexact": 1,
                      "unit_ja": "人", "unit_en": "persons"},
                     {"missing": "not_collected", "value_type": "actual", "count": 0, "measure_missing": 1,
                      "inexact": 0, "unit_ja": "人", "unit_en": "persons"}]
    assert [(row["missing"], row["measure_missing"], len(row)) for row in rows] == [("", "0", 7), ("not_collected", "1", 7)]


def test_municipalities_are_added_where_the_indicator_has_one_name(server):
    items = figures(server, "group=fiscal_year&measure=sum&kpi=visitors-a,visitors-b&value_type=actual")
    assert [i["sum"] for i in items] == [decimal.Decimal("8.10"), decimal.Decimal("9.20"), None,
                                         decimal.Decimal("100.25")]


def test_every_count_is_that_of_the_published_rows(server):
    rows = csv.DictReader(io.StringIO(fetch(server, "/v1/observations.csv").text))
    expected = collections.Counter((row["kpi"], row["value_type"]) for row in rows if row["value"])
    items = figures(server, "group=kpi,value_type")
    assert {(i["kpi"], i["value_type"]): i["count"] for i in items} == dict(expected)
    assert [(i["kpi"], i["value_type"]) for i in items] == sorted(expected)


def test_without_groups_there_is_one_item_even_of_nothing(server):
    assert figures(server, "measure=sum,count&kpi=visitors-b&period=1990") == [
        {"sum": None, "count": 0, "missing": 0, "inexact": 0, "unit_ja": None, "unit_en": None}]


def test_no_rows_make_no_groups(server):
    assert figures(server, "group=kpi&kpi=visitors-b&period=1990") == []


def test_other_tables_are_counted(server):
    assert figures(server, "group=nature", "kpis") == [
        {"nature": "flow", "count": 5}, {"nature": "ratio", "count": 1}, {"nature": "stock", "count": 1}]


def test_other_tables_are_counted_without_groups_too(server):
    assert figures(server, "", "kpis") == [{"count": 7}]


def test_empty_cells_are_a_group(server):
    assert figures(server, "group=counting", "kpis") == [
        {"counting": None, "count": 3}, {"counting": "gross", "count": 2}, {"counting": "unique", "count": 2}]


def test_csv_has_the_same_figures(server):
    answer = fetch(server, "/v1/aggregate/observations.csv?group=kpi&measure=sum,count&kpi=visitors-a,visitors-b"
                           "&value_type=actual")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.text == ("kpi,sum,count,missing,inexact,unit_ja,unit_en\r\n"
                           "visitors-a,100.55,3,1,1,人,persons\r\n"
                           "visitors-b,17.00,2,0,0,人,persons\r\n")


def test_the_envelope_is_that_of_lists(server):
    body = fetch(server, "/v1/aggregate/observations?group=kpi").json()
    assert list(body) == ["total", "returned", "complete", "next", "changed_in", "licence", "attribution", *CITATION, "items"]
    assert body["total"] == body["returned"] == len(body["items"]) == 7
    assert body["complete"] is True and body["next"] is None and body["changed_in"] == 1


@pytest.mark.parametrize("query, problem", [
    ("measure=sum&kpi=share", "nature"),
    ("measure=avg&kpi=share&period=2020", "nature"),
    ("group=kpi&measure=sum&kpi=members", "levels"),
    ("group=kpi&measure=avg&kpi=members", "levels"),
    ("measure=sum&kpi=visitors-b,cost&item__isnull=true", "units"),
    ("measure=min&kpi=visitors-b,cost", "units"),
    ("measure=sum&kpi=visitors-b,unique-visitors&period=FY2020", "kinds"),
    ("measure=sum&kpi=visitors-a&period=FY2023", "kinds"),
    ("group=kpi&measure=sum&kpi=cost", "parts"),
    ("group=kpi&measure=sum&kpi=monthly", "periods"),
])
def test_what_must_not_be_added_is_refused_with_an_example_that_works(server, query, problem):
    body = refusal(server, query)
    assert body["type"] == f"/problems/not-additive-{problem}"
    example = fetch(server, body["errors"][0]["example"])
    assert example.status_code == 200, example.text
    assert example.json()["items"]
    page = fetch(server, body["type"] + ".json")
    assert page.status_code == 200


def test_a_refusal_says_why_in_both_languages(server):
    assert "割合" in refusal(server, "measure=sum&kpi=share", "ja")["detail"]
    assert "ratios" in refusal(server, "measure=sum&kpi=share", "en")["detail"]


def test_levels_of_one_time_are_added(server):
    assert [i["sum"] for i in figures(server, "group=fiscal_year&measure=sum&kpi=members")] == [40, 50]


def test_parts_alone_are_added(server):
    (item,) = figures(server, "measure=sum&kpi=cost&item__isnull=false")
    assert item["sum"] == 10


def test_ratios_have_extremes(server):
    (item,) = figures(server, "measure=min,max&kpi=share")
    assert (item["min"], item["max"]) == (decimal.Decimal("5.0"), decimal.Decimal("5.5"))


def test_a_table_without_figures_says_so(server):
    body = refusal(server, "measure=sum", table="programs")
    assert body["type"] == "/problems/no-measure"
    assert body["errors"][0]["allowed"] == ["count"]


@pytest.mark.parametrize("query, kind, parameter", [
    ("gruop=kpi", "unknown-parameter", "gruop"),
    ("limit=3", "unknown-parameter", "limit"),
    ("sort=kpi", "unknown-parameter", "sort"),
    ("fields=kpi", "unknown-parameter", "fields"),
    ("text=a&text=b", "repeated-parameter", "text"), ("kpi=visitor-a", "unknown-reference", "kpi"),
    ("kpi__ne=visitors-a&kpi__notin=visitors-b,visitors-x", "unknown-reference", "kpi__notin"),
    ("group=nothing", "bad-parameter", "group"),
    ("group=a,b,c,d,e", "bad-parameter", "group"),
    ("measure=median", "bad-parameter", "measure"),
    ("period__contains=2", "bad-operator", None),
])
def test_no_parameter_is_ignored(server, query, kind, parameter):
    body = refusal(server, query)
    assert body["type"] == f"/problems/{kind}"
    if parameter:
        assert body["errors"][0]["parameter"] == parameter
    assert fetch(server, body["errors"][0]["example"]).status_code == 200


def test_an_unknown_table_is_not_found(server):
    assert fetch(server, "/v1/aggregate/observation").status_code == 404


def test_words_are_searched_for_without_ranking(server):
    assert figures(server, "group=nature&q=来訪者", "kpis") == [{"nature": "flow", "count": 3}]


def test_the_validator_is_kept_and_names_the_query(server):
    path = "/v1/aggregate/observations?group=kpi&measure=count&kpi=visitors-a"
    first, other = fetch(server, path), fetch(server, path.replace("visitors-a", "visitors-b"))
    assert first.headers["ETag"] != other.headers["ETag"]
    assert fetch(server, path, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    same = fetch(server, "/v1/aggregate/observations?kpi=visitors-a&measure=count&group=kpi")
    assert same.headers["ETag"] == first.headers["ETag"]


def test_the_validator_changes_with_every_table_read(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    path = "/v1/aggregate/observations?group=kpi&measure=count"
    with figures_instance.served(instance) as server:
        before = fetch(server, path).headers["ETag"]
    instance.write("kpis", [line.replace("千円", "円") for line in figures_instance.KPIS])
    with figures_instance.served(instance) as server:
        assert fetch(server, path).headers["ETag"] != before


def test_too_many_groups_are_refused_with_an_example_that_works(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    days = [f"{year}-{month:02}-{day:02}" for year in range(1950, 1981) for month in range(1, 13)
            for day in range(1, 29)]
    instance.observe(*(f"visitors-a,{day},actual,level,,,,1,,exact,final,plan,試験" for day in days[:10001]))
    with figures_instance.served(instance, "--query-ms", "60000") as server:
        body = refusal(server, "group=period")
        assert body["type"] == "/problems/too-many-groups"
        assert fetch(server, body["errors"][0]["example"]).status_code == 200
        assert len(figures(server, f"group=period&period__ne={days[0]}")) == 10000


def test_sums_of_random_figures_are_those_of_the_decimal_module(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    values = {}
    for year in range(1900, 2000):
        units = (year * 7919 * 104729) % 1_000_003
        values[year] = decimal.Decimal(units).scaleb(-(year % 3))
    instance.observe(*(f"visitors-a,{year},actual,level,,,,{value},,exact,final,plan,試験"
                       for year, value in values.items()))
    with figures_instance.served(instance) as server:
        (item,) = figures(server, "measure=sum,avg,min,max")
    total = sum(values.values())
    assert item["sum"] == total
    assert item["avg"] == (total / len(values)).quantize(decimal.Decimal("0.0001"), decimal.ROUND_HALF_EVEN)
    assert (item["min"], item["max"]) == (min(values.values()), max(values.values()))
