"""Endings in instance.json: fields of answers (RFC 9745, RFC 8594, RFC 5829), 410 after the last day of a path."""

import datetime
import email.utils
import json

import pytest
import requests

from conftest import fetch, publish_directory, publish_result, run_program, serve_store
from small_instance import Instance

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
TODAY = datetime.datetime.now(JAPAN).date()
YESTERDAY, NEXT_YEAR = TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=365)
ENDINGS = [
    {"path": "/v1/compare", "date": str(YESTERDAY), "successor": "/v1/aggregate/observations",
     "reason_ja": "集計に統合しました。", "reason_en": "It became part of the sums."},
    {"path": "/v1/old-name", "date": str(YESTERDAY), "successor": "/v1/programs"},
    {"path": "/v1/search", "date": str(NEXT_YEAR), "successor": "https://search.example.jp/"},
    {"kpi": "visitors", "date": "2022-03-31", "successor": "/v1/kpis/rate", "reason_ja": "定義を改めました。"},
    {"table": "sources", "date": "2024-03-31"},
]


def moment_behind(day):
    return int(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), JAPAN).timestamp())


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("endings")
    instance = Instance(folder / "instance")
    instance.instance(endings=ENDINGS)
    publish_directory(folder / "store", instance.path)
    with serve_store(folder / "store") as running:
        yield running


def links(answer):
    return {link["rel"]: link["url"] for link in requests.utils.parse_header_links(answer.headers["Link"])}


@pytest.mark.parametrize("path", ["/v1/compare", "/v1/compare.csv?kpi=rate", "/v1/compare?kpi=rate&kpi=visitors"])
def test_a_path_after_its_last_day_is_gone_and_names_its_successor(server, path):
    answer = fetch(server, path, **{"Accept-Language": "en"})
    assert answer.status_code == 410
    body = answer.json()
    assert body["type"] == "/problems/path-ended"
    assert body["errors"][0]["example"] == "/v1/aggregate/observations"
    assert "It became part of the sums." in body["detail"]
    assert links(answer)["successor-version"] == "/v1/aggregate/observations"


def test_a_path_that_is_no_more_is_no_bare_404(server):
    answer = fetch(server, "/v1/old-name")
    assert answer.status_code == 410
    assert answer.json()["errors"][0]["example"] == "/v1/programs"
    assert fetch(server, "/v1/other-name").status_code == 404


def test_a_path_before_its_last_day_says_when_it_ends(server):
    answer = fetch(server, "/v1/search?q=来訪")
    assert answer.status_code == 200
    assert answer.headers["Deprecation"] == f"@{moment_behind(NEXT_YEAR)}"
    assert email.utils.parsedate_to_datetime(answer.headers["Sunset"]).timestamp() == moment_behind(NEXT_YEAR)
    assert links(answer)["successor-version"] == "https://search.example.jp/"
    assert links(answer)["deprecation"] == "/docs#endings"


@pytest.mark.parametrize("path", [
    "/v1/kpis/visitors", "/v1/kpis/visitors/series", "/v1/kpis/visitors/series.csv", "/v1/kpis/visitors.ttl",
    "/v1/kpis/visitors/series?derive=difference"])
def test_an_ended_kpi_stays_readable_and_is_marked(server, path):
    answer = fetch(server, path)
    assert answer.status_code == 200
    assert answer.headers["Deprecation"] == f"@{moment_behind(datetime.date(2022, 3, 31))}"
    assert "Sunset" not in answer.headers
    assert links(answer)["successor-version"] == "/v1/kpis/rate"
    same = fetch(server, path, **{"If-None-Match": answer.headers["ETag"]})
    assert same.status_code == 304 and same.headers["Deprecation"] == answer.headers["Deprecation"]


def test_the_series_says_that_it_has_ended(server):
    ending = fetch(server, "/v1/kpis/visitors/series").json()["ending"]
    assert ending == {"path": None, "table": None, "kpi": "visitors", "date": "2022-03-31",
                      "successor": "/v1/kpis/rate", "reason_ja": "定義を改めました。", "reason_en": None}
    assert "ending" not in fetch(server, "/v1/kpis/rate/series").json()


def test_an_ended_table_stays_readable_and_is_marked(server):
    for path in ("/v1/sources", "/v1/sources/plan", "/v1/sources.csv"):
        answer = fetch(server, path)
        assert answer.status_code == 200
        assert answer.headers["Deprecation"] == f"@{moment_behind(datetime.date(2024, 3, 31))}"
        assert "successor-version" not in links(answer)
    assert fetch(server, "/v1/sources").json()["ending"]["table"] == "sources"


def test_what_does_not_end_has_none_of_this(server):
    answer = fetch(server, "/v1/kpis/rate")
    assert "Deprecation" not in answer.headers and "successor-version" not in links(answer)


def test_nothing_is_due_of_an_ended_kpi(server):
    (row,) = fetch(server, "/v1/freshness?kpi=visitors").json()["items"]
    assert row["reason"] == "ended"


def test_the_documentation_lists_what_ends(server):
    page = fetch(server, "/docs.html").text
    section = page[page.index('id="endings"'):]
    for text in ("/v1/compare", "2022-03-31", "集計に統合しました。", "/v1/kpis/rate"):
        assert text in section


def test_the_catalogue_says_that_a_table_has_ended(server):
    turtle = fetch(server, "/v1/datasets/sources.ttl").text
    assert "2024-03-31" in turtle


def test_endings_are_part_of_the_release(server, tmp_path):
    instance = Instance(tmp_path / "instance")
    first = publish_result(tmp_path / "store", instance.path)
    instance.instance(endings=ENDINGS[3:4])
    second = publish_result(tmp_path / "store", instance.path)
    assert second["release"] == first["release"] + 1
    kept = json.loads((tmp_path / "store/releases" / str(second["release"]) / "instance.json").read_text())
    assert kept["endings"] == ENDINGS[3:4]
    assert publish_result(tmp_path / "store", instance.path)["release"] == second["release"]


@pytest.mark.parametrize("ending, rule, line, words", [
    ({"kpi": "rate", "dat": "2024-03-31"}, "unknown-key", 15, "date"),
    ({"kpi": "rate"}, "missing-key", 13, "date"),
    ({"date": "2024-03-31"}, "missing-key", 13, "path | table | kpi"),
    ({"kpi": "rate", "table": "kpis", "date": "2024-03-31"}, "bad-key-value", 14, "path | table | kpi"),
    ({"table": "source", "date": "2024-03-31"}, "bad-key-value", 14, "sources"),
    ({"kpi": "rate", "date": "2024-03-31", "successor": "rate"}, "bad-key-value", 16, "https://"),
    ({"path": "v1/compare", "date": "2024-03-31"}, "bad-key-value", 14, "/v1/compare"),
    ({"kpi": "rate", "date": 2024}, "json-type", 15, "2024"),
    ({"kpi": "rate", "date": "2024-13-01"}, None, 15, "2024-13-01"),
])
def test_what_is_wrong_is_said_with_its_line_and_what_to_write(tmp_path, ending, rule, line, words):
    instance = Instance(tmp_path / "instance")
    instance.instance(endings=[ending])
    lines = (instance.path / "instance.json").read_text(encoding="utf-8").splitlines()
    assert lines[12].strip() == "{"
    done = run_program("check", "--json", instance.path)
    findings = [f for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"]
    assert len(findings) == 1, findings
    assert findings[0]["line"] == line and (rule is None or findings[0]["rule"] == rule)
    assert words in json.dumps(findings[0], ensure_ascii=False)
    assert done.returncode != 0


# --- what is not there ---


def findings(folder, *options):
    done = run_program("check", "--json", *options, folder)
    return done.returncode, json.loads(done.stdout)["findings"]


def test_a_kpi_that_is_not_in_the_data_is_an_error_with_what_is_near(tmp_path):
    instance = Instance(tmp_path / "instance")
    instance.instance(endings=[{"kpi": "rate", "date": "2024-03-31"}, {"kpi": "visitor", "date": "2024-03-31"}])
    code, found = findings(instance.path)
    wrong, = [one for one in found if one["severity"] == "error"]
    lines = (instance.path / "instance.json").read_text(encoding="utf-8").splitlines()
    assert code == 1
    assert (wrong["rule"], wrong["file"], wrong["column"], wrong["value"], wrong["mended"]) == \
        ("no-such-record", "instance.json", "kpi", "visitor", "visitors")
    assert '"kpi": "visitor"' in lines[wrong["line"] - 1]
    done = run_program("publish", "--store", tmp_path / "store", instance.path)
    assert done.returncode == 1
    assert not (tmp_path / "store" / "current").exists()


def test_where_nothing_is_near_nothing_is_proposed(tmp_path):
    instance = Instance(tmp_path / "instance")
    instance.instance(endings=[{"kpi": "something-else", "date": "2024-03-31"}])
    wrong, = [one for one in findings(instance.path)[1] if one["severity"] == "error"]
    assert wrong["value"] == "something-else" and not wrong["mended"]


def test_where_the_kpis_cannot_be_read_that_is_the_finding(tmp_path):
    instance = Instance(tmp_path / "instance")
    instance.instance(endings=[{"kpi": "visitor", "date": "2024-03-31"}])
    (instance.path / "data" / "kpis.csv").write_bytes(b"nonsense\n")
    assert "instance.json" not in {one["file"] for one in findings(instance.path)[1]}
