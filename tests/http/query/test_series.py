"""A KPI's series: its gaps, and what is derived from it. Expected figures are by hand."""

import csv
import decimal
import io

import pytest

import figures_instance
from conftest import fetch
from small_instance import OBSERVATION_HEADER

D = decimal.Decimal


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with figures_instance.served(figures_instance.make(tmp_path_factory.mktemp("series") / "instance")) as running:
        yield running


def series(server, kpi, query=""):
    answer = fetch(server, f"/v1/kpis/{kpi}/series?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json(parse_float=D)


def derived(server, kpi, query):
    """(period, value or reason) of every derived item."""
    items = series(server, kpi, query)["items"]
    assert all(item["derived"] is True for item in items)
    return [(item["period"], item["value"] if item["reason"] is None else item["reason"]) for item in items]


# --- the series itself ---


def test_beside_the_series_stand_its_definition_unit_direction_and_attribution(server):
    body = series(server, "visitors-a")
    assert body["kpi"]["unit_ja"] == "人"
    assert body["kpi"]["direction"] == "increase"
    assert body["kpi"]["definition_ja"] == "年間の延べ来訪者"
    assert body["attribution"] and body["licence"]


def test_missing_rows_keep_their_reason(server):
    items = series(server, "visitors-a", "value_type=actual")["items"]
    assert [(i["period"], i["value"], i["missing"]) for i in items] == [
        ("FY2020", D("0.10"), None), ("FY2021", D("0.20"), None), ("FY2022", None, "not_collected"),
        ("FY2023", D("100.25"), None)]


def test_gaps_stand_beside_the_rows(server):
    body = series(server, "monthly")
    assert [gap["period"] for gap in body["gaps"]] == ["2020-12", "2021-01"]
    assert body["gaps_total"] == 2
    assert body["gaps"][0] == {
        "period": "2020-12", "starts": "2020-12-01", "ends": "2020-12-31", "fiscal_year": 2020,
        "value_type": "actual", "accumulation": "level", "item": None, "segment": None, "area": None, "value": None,
        "missing": None, "gap": True}
    assert body["total"] == len(body["items"]) == 4


@pytest.mark.parametrize("chosen", ["period__ge=2021-02", "period__ne=2021-02", "value__gt=3", "q=none"])
def test_what_a_filter_leaves_out_is_no_gap_in_the_data(server, chosen):
    assert [g["period"] for g in series(server, "monthly", chosen)["gaps"]] == ["2020-12", "2021-01"]


@pytest.mark.parametrize("chosen", ["period__ne=2021-02", "value__gt=3", "status=final"])
def test_nothing_is_derived_from_a_run_with_rows_left_out(server, chosen):
    answer = fetch(server, f"/v1/kpis/monthly/series?derive=difference&{chosen}")
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/unknown-parameter")
    assert "period" in answer.json()["errors"][0]["allowed"]


def test_nothing_is_derived_from_a_bound(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    instance.observe("visitors-a,FY2020,actual,level,,,,302,,exact,final,plan,試験",
                     "visitors-a,FY2021,actual,level,,,,302,,more_than,provisional,plan,試験")
    with figures_instance.served(instance) as server:
        for derivation in ("difference", "yoy", "cumulative"):
            last = series(server, "visitors-a", f"derive={derivation}")["items"][-1]
            assert (last["value"], last["reason"]) == (None, "inequality")


def test_a_gap_between_two_pages_is_seen(server):
    assert series(server, "monthly", "limit=1")["gaps_total"] == 2


def test_other_formats_have_no_rows_for_gaps(server):
    rows = list(csv.DictReader(io.StringIO(fetch(server, "/v1/kpis/monthly/series.csv").text)))
    assert len(rows) == 4
    assert b"2020-12" not in fetch(server, "/v1/kpis/monthly/series.rdf").content


def test_of_many_gaps_the_first_are_shown_and_all_are_counted(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    instance.write("observations", [OBSERVATION_HEADER, *(
        f"monthly,{month},actual,level,,,,1,,exact,final,plan,試験" for month in ("1920-01", "2020-01"))])
    with figures_instance.served(instance) as server:
        body = series(server, "monthly")
    assert body["gaps_total"] == 1199
    assert len(body["gaps"]) == 500 and body["gaps"][-1]["period"] == "1961-09"


# --- derived ---


def test_cumulative_sums_name_all_they_are_made_from(server):
    body = series(server, "visitors-a", "derive=cumulative&value_type=actual&period__le=FY2021")
    last = body["items"][-1]
    assert last["value"] == D("0.30")
    assert last["formula"] == "sum(value[FY2020] ... value[FY2021])"
    assert last["from"] == ["visitors-a.FY2020.actual.level._._._", "visitors-a.FY2021.actual.level._._._"]
    assert last["qualifier"] == "approximate"


def test_nothing_is_accumulated_behind_a_missing_value(server):
    items = series(server, "visitors-a", "derive=cumulative&value_type=actual")["items"]
    assert [(i["value"], i["reason"], i["missing"]) for i in items[2:]] == [
        (None, "missing", "not_collected"), (None, "missing", None)]


def test_differences(server):
    assert derived(server, "visitors-a", "derive=difference&value_type=actual") == [
        ("FY2020", "first"), ("FY2021", D("0.10")), ("FY2022", "missing"), ("FY2023", "missing")]


def test_gaps_are_items_in_json_only(server):
    path = "derive=difference&period__ge=2020-11"
    assert derived(server, "monthly", path) == [
        ("2020-11", "first"), ("2020-12", "gap"), ("2021-01", "gap"), ("2021-02", "gap"), ("2021-03", 2)]
    items = series(server, "monthly", path)["items"]
    assert [item["gap"] for item in items] == [False, True, True, False, False]
    rows = list(csv.DictReader(io.StringIO(fetch(server, f"/v1/kpis/monthly/series.csv?{path}").text)))
    assert [(row["period"], row["value"], row["reason"], row["derived"]) for row in rows] == [
        ("2020-11", "", "first", "true"), ("2021-02", "", "gap", "true"), ("2021-03", "2", "", "true")]


def test_changes_over_a_year_are_in_percent(server):
    body = series(server, "visitors-b", "derive=yoy")
    assert [(i["period"], i["value"], i["reason"]) for i in body["items"]] == [
        ("FY2020", None, "first"), ("FY2021", D("12.50"), None)]
    assert (body["derive"], body["unit_ja"], body["unit_en"]) == ("yoy", "%", "%")
    assert body["items"][1]["formula"] == "100 * (value[FY2021] - value[FY2020]) / value[FY2020]"


def test_progress_is_the_actual_in_percent_of_the_target(server):
    body = series(server, "visitors-a", "derive=progress&period__ge=FY2023")
    assert [(i["period"], i["value"], i["reason"]) for i in body["items"]] == [
        ("FY2023", D("33.42"), None), ("FY2024", None, "no_actual")]  # 100.25/300 = 33.41666… %
    assert body["items"][0]["from"] == ["visitors-a.FY2023.actual.level._._._",
                                        "visitors-a.FY2023.target.level._._._"]


def test_the_difference_of_percentages_is_in_points(server):
    body = series(server, "share", "derive=difference")
    assert [i["value"] for i in body["items"]] == [None, D("0.5")]
    assert (body["unit_ja"], body["unit_en"]) == ("ポイント", "percentage points")


def test_series_that_cannot_be_derived_from_are_named(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    instance.observe("members,FY2020,actual,level,,,,40,,exact,final,plan,試験",
                     "members,FY2021,actual,increment,,,,5,,exact,final,plan,試験")
    with figures_instance.served(instance) as server:
        body = series(server, "members", "derive=cumulative")
    assert [(i["period"], i["value"]) for i in body["items"]] == [("FY2021", 5)]
    assert [(one["accumulation"], one["reason"]) for one in body["left_out"]] == [("level", "stock")]


@pytest.mark.parametrize("kpi, derive, problem", [
    ("share", "cumulative", "nature"), ("share", "yoy", "nature"), ("members", "cumulative", "levels"),
    ("members", "progress", "targets"),
])
def test_what_makes_no_sense_is_refused_with_an_example_that_works(server, kpi, derive, problem):
    answer = fetch(server, f"/v1/kpis/{kpi}/series?derive={derive}")
    assert answer.status_code == 400
    assert answer.json()["type"] == f"/problems/not-derivable-{problem}"
    assert fetch(server, answer.json()["errors"][0]["example"]).status_code == 200


@pytest.mark.parametrize("query, kind, parameter", [
    ("derive=growth", "bad-parameter", "derive"), ("derive=", "bad-parameter", "derive"),
    ("derive=yoy&derive=yoy", "repeated-parameter", "derive"), ("derive=yoy&limit=3", "exclusive-parameters", "limit"),
    ("derive=yoy&kpi=share", "unknown-parameter", "kpi"), ("derived=yoy", "unknown-parameter", "derived"),
])
def test_no_parameter_is_ignored(server, query, kind, parameter):
    answer = fetch(server, f"/v1/kpis/visitors-a/series?{query}")
    assert answer.status_code == 400
    assert answer.json()["type"] == f"/problems/{kind}"
    assert answer.json()["errors"][0]["parameter"] == parameter
    assert fetch(server, answer.json()["errors"][0]["example"]).status_code == 200


def test_an_unknown_kpi_is_not_found_with_the_nearest(server):
    answer = fetch(server, "/v1/kpis/visitor-a/series?derive=yoy")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["did_you_mean"] == "visitors-a"


def test_derived_figures_are_not_published_as_data(server):
    for form in ("rdf", "ndjson"):
        answer = fetch(server, f"/v1/kpis/visitors-a/series.{form}?derive=yoy")
        assert answer.status_code == 406, form


def test_a_series_without_rows_derives_nothing(server):
    assert derived(server, "visitors-a", "derive=yoy&period=1990") == []


def test_the_validator_tells_derivations_apart(server):
    paths = [f"/v1/kpis/visitors-b/series?derive={d}" for d in ("yoy", "difference")] + ["/v1/kpis/visitors-b/series"]
    assert len({fetch(server, path).headers["ETag"] for path in paths}) == 3
    tag = fetch(server, paths[0]).headers["ETag"]
    assert fetch(server, paths[0], **{"If-None-Match": tag}).status_code == 304


def test_too_long_a_series_is_refused(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    instance.observe(*(f"monthly,{1950 + n // 12}-{n % 12 + 1:02},actual,level,,,,1,,exact,final,plan,試験"
                       for n in range(501)))
    with figures_instance.served(instance) as server:
        answer = fetch(server, "/v1/kpis/monthly/series?derive=cumulative")
        assert answer.json()["type"] == "/problems/too-many-rows"
        assert derived(server, "monthly", "derive=cumulative&period__ge=1950-02")[-1] == ("1991-09", 500)
    with figures_instance.served(instance, "--response-bytes", "4194304") as server:
        answer = fetch(server, "/v1/kpis/monthly/series?derive=cumulative&period__ge=1950-02")
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/answer-too-large")
