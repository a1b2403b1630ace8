"""What was known when: /v1/kpis/{kpi}/vintages, revised_in, and what a withdrawn release said.

A made-up monthly series as those of an epidemic are: each release has one month more and revises the last ones; one
figure goes and comes back, one is corrected with a reason. What is expected is worked out from the CSV that each
release gives of itself.
"""

import csv
import decimal
import io
import random
import time

import pandas
import pytest
import rdflib

from conftest import fetch, publish_directory, run_program
from small_instance import OBSERVATION_HEADER, Instance

KPI = "cases"
RELEASES = 12
WITHDRAWN = 7
UNTOUCHED = 11  # changes another KPI only
FIGURE = ("value", "missing", "qualifier")
SHOWN = (*FIGURE, "status", "published_on", "text", "certainty")
REASON = ["observations", f"{KPI}.2024-01.actual.level._._._", "value", "correction", "重複があった。", "Counted twice.",
          "2025-09-01"]
KPIS = [
    "id,kind,municipality,name_ja,unit_ja,decimals,nature,frequency,source,note_ja",
    f"{KPI},statistic,141003,陽性者数,人,1,flow,monthly,plan,試験",
    "beds,statistic,141003,病床数,床,0,stock,monthly,plan,試験",
]


def day_of(release):
    return f"2025-{release:02d}-05"


def series_of(release, chance):
    """The figures of a release: month → value."""
    figures = {f"2024-{month:02d}": str(100 * month + sum(chance[month][:release - month + 1][:3]))
               for month in range(1, release + 1)}
    if 5 <= release < 8:
        del figures["2024-02"]
    if release == WITHDRAWN:
        figures["2024-03"] = "31337"
    if release >= 9:
        figures["2024-01"] = "88.5"
    if release >= UNTOUCHED:
        figures = {month: value for month, value in series_of(UNTOUCHED - 1, chance).items()} \
            if release == UNTOUCHED else figures
    return figures


def rows_of(release, chance):
    rows = [f"{KPI},{month},actual,level,,,,{value},,exact,{'provisional' if month > '2024-06' else 'final'},plan,"
            for month, value in series_of(release, chance).items()]
    if release >= 4:
        rows.append(f"{KPI},2024,target,level,,,,{'' if release < 6 else 5000},{'not_set' if release < 6 else ''},"
                    f"{'exact' if release < 10 else 'at_most'},final,plan,試験")
    return rows + [f"beds,2024-01,actual,level,,,,{40 + release},,exact,final,plan,試験"]


@pytest.fixture(scope="module")
def history(tmp_path_factory, publish_at, serve):
    folder = tmp_path_factory.mktemp("vintages")
    instance, store = Instance(folder / "instance"), folder / "store"
    instance.write("kpis", KPIS)
    draw = random.Random(2024)
    chance = {month: [draw.choice([0, 0, -3, 5, 8]) for _ in range(3)] for month in range(1, RELEASES + 1)}
    for release in range(1, RELEASES + 1):
        instance.write("observations", [OBSERVATION_HEADER, *rows_of(release, chance)])
        if release == 9:
            instance.write("corrections", ["table,id,column,kind,note_ja,note_en,decided_on", ",".join(REASON)])
        publish_at(f"{day_of(release)}T10:00:00+09:00", store, instance.path)
    done = run_program("withdraw", "--store", store, "--reason", "誤り", "--reason-en", "wrong", WITHDRAWN)
    assert done.returncode == 0, done.stderr
    with serve(store) as server:
        yield server


def table(server, path):
    answer = fetch(server, path)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def shown_releases(last):
    return [release for release in range(1, last + 1) if release != WITHDRAWN]


@pytest.fixture(scope="module")
def downloads(history):
    """Of each release that may be shown its own figures: id → row."""
    return {release: {row["id"]: row for row in table(history, f"/v1/observations.csv?kpi={KPI}&release={release}")}
            for release in shown_releases(RELEASES)}


def expected_vintages(downloads, last):
    """Walks through the releases one after the other: id → its vintages as (from, to, cells)."""
    found = {}
    for release in shown_releases(last):
        rows = downloads[release]
        for one in set(found) | set(rows):
            vintages = found.setdefault(one, [])
            cells = tuple(rows[one][name] for name in SHOWN) if one in rows else None
            holds = bool(vintages) and vintages[-1][1] is None
            if holds and vintages[-1][2] == cells:
                continue
            if holds:
                vintages[-1] = (vintages[-1][0], release, vintages[-1][2])
            if cells is not None:
                vintages.append((release, None, cells))
    return found


def given_vintages(rows):
    found = {}
    for row in rows:
        one, release = row["id"].rsplit(".", 1)
        assert release == str(row["known_from"])
        to = int(row["known_to"]) if row["known_to"] else None
        found.setdefault(one, []).append((int(row["known_from"]), to, tuple(row[name] or "" for name in SHOWN)))
    return found


def get(server, path):
    answer = fetch(server, path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pages(server, path):
    items = []
    while path:
        page = get(server, path)
        items += page["items"]
        path = page["next"]
    return items


# --- what was known when ---


@pytest.mark.parametrize("last", [1, 2, 6, 8, 10, RELEASES])
def test_vintages_are_what_the_releases_said_one_after_the_other(history, downloads, last):
    rows = table(history, f"/v1/kpis/{KPI}/vintages.csv?release={last}")
    assert given_vintages(rows) == expected_vintages(downloads, last)


def test_the_series_is_one_that_was_revised(downloads):
    vintages = expected_vintages(downloads, RELEASES)
    assert sum(len(one) for one in vintages.values()) > len(vintages) + 8


def test_without_a_release_it_is_the_current_one(history):
    assert table(history, f"/v1/kpis/{KPI}/vintages.csv") == \
        table(history, f"/v1/kpis/{KPI}/vintages.csv?release={RELEASES}")


def test_the_days_are_those_of_the_releases(history):
    for row in table(history, f"/v1/kpis/{KPI}/vintages.csv"):
        assert row["known_from_on"] == day_of(int(row["known_from"]))
        assert row["known_to_on"] == (day_of(int(row["known_to"])) if row["known_to"] else "")


def test_a_release_that_changed_another_kpi_only_is_in_none(history):
    rows = table(history, f"/v1/kpis/{KPI}/vintages.csv")
    assert str(UNTOUCHED) not in {row[name] for row in rows for name in ("known_from", "known_to")}
    assert str(UNTOUCHED) in {row["known_from"] for row in table(history, "/v1/kpis/beds/vintages.csv")}


def test_a_figure_that_came_back_is_a_second_row(history):
    rows = table(history, f"/v1/kpis/{KPI}/vintages.csv?period=2024-02&known_from__ge=3")
    last, back = rows[-2:]
    assert (last["known_to"], last["ended"]) == ("5", "removed")
    assert (back["known_from"], back["change"], back["known_to"], back["ended"]) == ("8", "added", "", "")


def test_of_a_withdrawn_release_nothing_is_told(history):
    text = fetch(history, f"/v1/kpis/{KPI}/vintages.csv").text
    assert "31337" not in text
    rows = table(history, f"/v1/kpis/{KPI}/vintages.csv")
    assert str(WITHDRAWN) not in {row[name] for row in rows for name in ("known_from", "known_to")}


def test_the_reason_stands_beside_what_it_explains(history):
    rows = table(history, f"/v1/kpis/{KPI}/vintages.csv?period=2024-01")
    before, corrected = rows[-2:]
    assert (corrected["value"], corrected["known_from"], corrected["change"]) == ("88.5", "9", "modified")
    assert [corrected[name] for name in ("kind", "note_ja", "note_en", "decided_on")] == REASON[3:]
    assert [before[name] for name in ("ended", "ended_kind", "ended_note_ja", "ended_note_en")] == \
        ["modified", *REASON[3:6]]
    assert {row["kind"] for row in table(history, f"/v1/kpis/{KPI}/vintages.csv")} == {"", "correction"}


def test_rows_are_in_the_order_of_time_and_then_of_releases(history):
    rows = table(history, f"/v1/kpis/{KPI}/vintages.csv?value_type=actual")
    order = [(row["starts"], int(row["known_from"])) for row in rows]
    assert order == sorted(order)


# --- asking ---


@pytest.mark.parametrize("parameters, keep", [
    ("period=2024-03", lambda row: row["period"] == "2024-03"),
    ("value_type=target", lambda row: row["value_type"] == "target"),
    ("kind=correction", lambda row: row["kind"] == "correction"),
    ("known_to__isnull=true", lambda row: not row["known_to"]),
    ("known_from__le=4&known_from__gt=2", lambda row: 2 < int(row["known_from"]) <= 4),
    ("period__ge=2024-10", lambda row: row["value_type"] == "actual" and row["period"] >= "2024-10"),
    ("ended=removed", lambda row: row["ended"] == "removed"),
])
def test_every_column_is_a_condition(history, parameters, keep):
    every = table(history, f"/v1/kpis/{KPI}/vintages.csv")
    kept = [row for row in every if keep(row)]
    assert kept and len(kept) < len(every)
    assert table(history, f"/v1/kpis/{KPI}/vintages.csv?{parameters}") == kept


def test_pages_hold_all_rows_once(history):
    every = table(history, f"/v1/kpis/{KPI}/vintages.csv")
    items = pages(history, f"/v1/kpis/{KPI}/vintages?limit=5")
    assert [one["id"] for one in items] == [row["id"] for row in every]
    assert get(history, f"/v1/kpis/{KPI}/vintages?limit=5")["total"] == len(every)


def test_what_still_holds_has_null(history):
    last = get(history, f"/v1/kpis/{KPI}/vintages?period=2024-12")["items"][-1]
    assert (last["known_to"], last["known_to_on"], last["ended"], last["known_from"]) == (None, None, None, RELEASES)


def test_the_list_tells_of_its_kpi_and_each_row_has_an_address(history):
    page = get(history, f"/v1/kpis/{KPI}/vintages?limit=3")
    assert page["kpi"]["id"] == KPI
    for one in page["items"]:
        path = one["url"].removeprefix("https://data.example.jp")
        assert get(history, path)["items"] == [one]


def test_the_cursor_of_an_old_release_goes_on_in_it(history):
    path = f"/v1/kpis/{KPI}/vintages?release=6&limit=4"
    items = pages(history, path)
    assert [one["id"] for one in items] == [row["id"] for row in
                                            table(history, f"/v1/kpis/{KPI}/vintages.csv?release=6")]
    following = get(history, path)["next"]
    assert "release=6" in following
    answer = fetch(history, following.replace("release=6", "release=8"))
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (400, "cursor-of-another-release")


def test_a_kpi_that_is_not_there_is_none(history):
    assert fetch(history, "/v1/kpis/nothing/vintages").status_code == 404


def test_the_withdrawn_release_itself_is_blocked(history):
    assert fetch(history, f"/v1/kpis/{KPI}/vintages?release={WITHDRAWN}").status_code == 451


def test_an_old_release_gives_the_same_for_ever_and_the_tag_stays(history):
    first = fetch(history, f"/v1/kpis/{KPI}/vintages.csv?release=6")
    assert "immutable" in first.headers["Cache-Control"]
    again = fetch(history, f"/v1/kpis/{KPI}/vintages.csv?release=6", **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_release_that_is_withdrawn_while_it_is_served_is_told_no_more(tmp_path, serve):
    instance = Instance(tmp_path / "instance")
    for value in ("100", "666", "101"):
        instance.observe(f"visitors,FY2020,actual,level,,,,{value},,exact,final,plan,試験")
        publish_directory(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        path = "/v1/kpis/visitors/vintages"
        assert [one["value"] for one in get(server, path)["items"]] == [100, 666, 101]
        page = fetch(server, "/kpis/visitors")
        assert "666" in page.text
        assert run_program("withdraw", "--store", tmp_path / "store", "--reason", "誤り", 2).returncode == 0
        # found as a new release is
        end = time.monotonic() + 10
        while len(get(server, path)["items"]) == 3 and time.monotonic() < end:
            time.sleep(0.02)
        assert [(one["value"], one["known_from"], one["known_to"]) for one in get(server, path)["items"]] == \
            [(100, 1, 3), (101, 3, None)]
        now = fetch(server, "/kpis/visitors", **{"If-None-Match": page.headers["ETag"]})
        assert now.status_code == 200 and "666" not in now.text


# --- others ---


def test_pandas_finds_what_was_known_on_a_day(history, downloads):
    frame = pandas.read_csv(f"{history.url}/v1/kpis/{KPI}/vintages.csv", parse_dates=["known_from_on", "known_to_on"])
    day = pandas.Timestamp(day_of(6))
    known = frame[(frame.known_from_on <= day) & (frame.known_to_on.isna() | (frame.known_to_on > day))]
    values = {row.id.rsplit(".", 1)[0]: row.value for row in known.itertuples() if row.value_type == "actual"}
    assert values == {one: float(row["value"]) for one, row in downloads[6].items() if row["value_type"] == "actual"}


def test_linked_data_tell_of_which_observation_and_of_which_releases(history):
    graph = rdflib.Graph().parse(data=fetch(history, f"/v1/kpis/{KPI}/vintages.ttl?period=2024-01").text)
    base = "https://data.example.jp"
    observation = rdflib.URIRef(f"{base}/id/observations/{KPI}.2024-01.actual.level._._._")
    vintages = set(graph.subjects(rdflib.DCTERMS.isVersionOf, observation))
    rows = table(history, f"/v1/kpis/{KPI}/vintages.csv?period=2024-01")
    assert len(vintages) == len(rows)
    known = [predicate for predicate in set(graph.predicates()) if str(predicate).endswith("knownFrom")]
    assert len(known) == 1
    assert {str(release) for release in graph.objects(None, known[0])} == \
        {f"{base}/id/releases/{row['known_from']}" for row in rows}


def test_the_thing_of_a_vintage_leads_to_its_row(history):
    row = get(history, f"/v1/kpis/{KPI}/vintages?limit=1")["items"][0]
    answer = fetch(history, f"/id/vintages/{row['id']}", Accept="application/json")
    assert answer.json()["items"] == [row]


@pytest.mark.parametrize("form", ["ndjson", "csv", "rdf", "ttl", "nt", "jsonld", "json"])
def test_every_form_has_them(history, form):
    assert fetch(history, f"/v1/kpis/{KPI}/vintages.{form}").status_code == 200


# --- revised_in ---


def expected_revisions(downloads, last):
    """Of each figure the release in which it last became another one, also through a withdrawn release."""
    revised, known = {}, {}
    for release in range(1, last + 1):
        if release not in downloads:
            continue
        for one, row in downloads[release].items():
            figure = tuple(row[name] for name in FIGURE)
            if one in known and known[one] != figure:
                revised[one] = str(release)
            known[one] = figure
    return {one: revised.get(one, "") for one in downloads[last]}


@pytest.mark.parametrize("last", [1, 4, 6, 9, RELEASES])
def test_a_figure_says_when_it_was_revised_as_far_as_was_known_then(history, downloads, last):
    rows = table(history, f"/v1/observations.csv?kpi={KPI}&release={last}")
    touched = f"{KPI}.2024-03.actual.level._._._"  # was another figure in the release that was withdrawn
    found = {row["id"]: row["revised_in"] for row in rows}
    expected = expected_revisions(downloads, last)
    if last > WITHDRAWN:
        assert found.pop(touched) == str(WITHDRAWN + 1) and expected.pop(touched) is not None
    assert found == expected
    assert last < 6 or set(found.values()) > {""}


def test_series_records_and_lists_say_the_same(history):
    path = f"/v1/observations/{KPI}.2024-01.actual.level._._._"
    record = get(history, path)
    in_series = get(history, f"/v1/kpis/{KPI}/series?period=2024-01")["items"]
    assert [one["revised_in"] for one in in_series] == [record["revised_in"]] == [9]
    assert get(history, f"/v1/observations?kpi={KPI}&revised_in=9&period=2024-01")["total"] == 1


def test_a_comparison_says_it_too(history):
    compared, _ = get(history, f"/v1/compare?kpi={KPI}&kpi=beds&period=2024-01")["items"]
    assert [one["revised_in"] for one in compared["values"]] == [9]


def test_what_never_changed_has_null(history):
    assert get(history, f"/v1/kpis/{KPI}/series?period=2024-12")["items"][0]["revised_in"] is None


# --- derive=revision ---


def decimal_of(row):
    bounds = {"at_least", "more_than", "at_most", "less_than"}
    return decimal.Decimal(row["value"]) if row["value"] and row["qualifier"] not in bounds else None


def expected_changes(now, then):
    """id → what is derived of a figure: value, or why there is none."""
    found = {}
    for one in set(now) | set(then):
        if one not in then:
            found[one] = "added"
        elif one not in now:
            found[one] = "removed"
        else:
            later, earlier = decimal_of(now[one]), decimal_of(then[one])
            lacking = [row for row in (now[one], then[one]) if decimal_of(row) is None]
            found[one] = "inequality" if lacking and lacking[0]["value"] else "missing" if lacking \
                else str(later - earlier)
    return found


def given_changes(history, parameters):
    rows = table(history, f"/v1/kpis/{KPI}/series.csv?derive=revision&{parameters}")
    return {row["from"]: row["value"] or row["reason"] for row in rows}


@pytest.mark.parametrize("now, then", [(12, 1), (12, 6), (9, 8), (8, 6), (6, 4), (6, 6), (10, 8), (4, 1)])
def test_a_revision_is_the_later_value_less_the_earlier(history, downloads, now, then):
    expected = expected_changes(downloads[now], downloads[then])
    assert given_changes(history, f"release={now}&against={then}") == expected


def test_some_pair_shows_each_case(downloads):
    cases = {case for now, then in ((12, 1), (12, 6), (9, 8), (8, 6), (6, 4))
             for case in expected_changes(downloads[now], downloads[then]).values()}
    assert {"added", "removed", "missing", "inequality", "0"} <= cases
    assert any("." in case for case in cases)


def test_without_against_it_is_the_value_less_the_first_that_was_published(history, downloads):
    first = {}
    for release in shown_releases(RELEASES):
        for one, row in downloads[release].items():
            first.setdefault(one, row)
    now = downloads[RELEASES]
    expected = {one: expected_changes({one: row}, {one: first[one]})[one] for one, row in now.items()}
    assert given_changes(history, "") == expected


def test_a_day_names_the_release_of_that_day(history):
    body = get(history, f"/v1/kpis/{KPI}/series?derive=revision&against={day_of(6)}")
    assert (body["derive"], body["against"], body["unit_ja"]) == ("revision", 6, "人")
    assert body == get(history, f"/v1/kpis/{KPI}/series?derive=revision&against=6")
    assert get(history, f"/v1/kpis/{KPI}/series?derive=revision")["against"] is None


def test_the_formula_names_the_releases_that_brought_the_values(history):
    item, = get(history, f"/v1/kpis/{KPI}/series?derive=revision&period=2024-01&against=1")["items"]
    assert item["formula"] == "value[2024-01, release 9] - value[2024-01, release 1]"
    assert item["from"] == [f"{KPI}.2024-01.actual.level._._._"]


@pytest.mark.parametrize("against, status", [
    ("99", 404), (str(WITHDRAWN), 451), ("2020-01-01", 400), ("soon", 400), ("0", 400), ("", 400),
    ("3&against=4", 400),
])
def test_a_release_that_cannot_be_compared_with_is_refused(history, against, status):
    answer = fetch(history, f"/v1/kpis/{KPI}/series?derive=revision&against={against}")
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["errors"][0]["parameter"] == "against"
        assert fetch(history, answer.json()["errors"][0]["example"]).status_code == 200


def test_what_is_newer_than_the_release_that_is_asked_for_is_unknown(history):
    assert fetch(history, f"/v1/kpis/{KPI}/series?derive=revision&release=4&against=6").status_code == 404


def test_nothing_else_is_compared_with_a_release(history):
    answer = fetch(history, f"/v1/kpis/{KPI}/series?derive=difference&against=6")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (400, "unknown-parameter")
