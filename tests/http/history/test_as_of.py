"""release=N and as_of=: the answer that a release gave, as long as it lasts.

What is expected is what the server answered while the release was the current one.
"""

import csv
import datetime
import hashlib
import json
import re
import shutil
import urllib.parse

import pytest
import requests
from conftest import SAMPLE, fetch

# When each release was published, on the clocks of the instance: two of them around midnight.
TIMES = ["2026-03-30T09:00:00+09:00", "2026-03-31T23:30:00+09:00", "2026-04-01T00:30:00+09:00",
         "2026-05-01T12:00:00+09:00"]
FOR_EVER = "public, max-age=31536000, immutable"
FORMS = ["json", "ndjson", "csv", "rdf", "ttl", "nt", "jsonld"]
QUERIES = [f"/v1/programs.{form}" for form in FORMS] + [f"/v1/observations.{form}?sort=-value&kpi.nature=flow"
                                                       for form in FORMS] + [
    "/v1/programs?limit=3", "/v1/programs?facet=kind&limit=1", "/v1/programs?q=DX", "/v1/programs?fields=id,name_ja",
    "/v1/programs?include=municipality&limit=5", "/v1/programs.csv?profile=excel&headers=ja&name_ja__contains=1",
    "/v1/startups?sort=-id&limit=7", "/v1/observations?period__ge=FY2020&count=no", "/v1/search?q=DX",
    "/v1/aggregate/programs?measure=count&group=kind", "/v1/aggregate/programs.csv?measure=count&group=kind",
    "/v1/instance", "/v1/instance.ttl", "/v1/structures/observations", "/v1/datasets/programs.ttl",
    "/v1/datasets/programs.schema.jsonld",
    "/v1/datasets/programs.croissant.json",
    "/v1/datasets/all.croissant.json",
]


def spoil(folder, table, number):
    """Changes the first name of a table."""
    path = folder / "data" / f"{table}.csv"
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    rows[1][rows[0].index("name_ja")] += str(number)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def asked(path, **parameters):
    return path + ("&" if "?" in path else "?") + urllib.parse.urlencode(parameters)


def bare(text):
    """Without what names the release that was asked for, and without the cursors in links; of a page what is said in it,
    for what stands around that says which release is shown."""
    main = re.search(b"<h1.*</main>", text, re.DOTALL)
    text = main.group() if main else text
    return re.sub(rb'[?&](cursor|release)=[\w-]+', b"", text)


@pytest.fixture(scope="module", params=["kept", "put away"])
def history(request, tmp_path_factory, publish_at, serve):
    """A store of some releases, which have stores of their own or only the newest one has; .then: what each said of
    every query while it was current."""
    keep = [] if request.param == "kept" else ["--keep", "1"]
    base = tmp_path_factory.mktemp("history")
    shutil.copytree(SAMPLE, base / "instance")
    history = type("History", (), {"store": base / "store", "then": {}, "paths": list(QUERIES), "kept": not keep})
    for number, time in enumerate(TIMES, 1):
        if number > 1:
            spoil(base / "instance", ["programs", "startups", "programs"][number - 2], number)
        publish_at(time, history.store, base / "instance", *keep)
        with serve(history.store) as server:
            if number == 1:
                record = fetch(server, "/v1/programs?limit=1").json()["items"][0]["id"]
                kpi = fetch(server, "/v1/observations?limit=1").json()["items"][0]["kpi"]
                history.paths += [f"/v1/programs/{record}{form}" for form in ("", ".csv", ".ttl")]
                history.paths += [f"/v1/kpis/{kpi}/series{form}" for form in ("", ".csv", ".rdf")]
            for path in history.paths:
                history.then[number, path] = fetch(server, path)
    return history


@pytest.fixture(scope="module", params=["cached", "uncached"])
def now(request, history, serve):
    """A server of all of them, with and without a cache."""
    with serve(history.store, *([] if request.param == "cached" else ["--cache-bytes", "0"])) as server:
        yield server


@pytest.mark.parametrize("number", range(1, len(TIMES) + 1))
def test_a_release_answers_as_it_did_when_it_was_current(number, history, now):
    for path in history.paths:
        if "/datasets/" in path and not history.kept:
            continue  # tells which files there are
        then = history.then[number, path]
        for _ in range(2):  # made, and found
            answer = fetch(now, asked(path, release=number))
            assert (answer.status_code, then.status_code) == (200, 200), path
            assert bare(answer.content) == bare(then.content), path
            for field in ("Content-Type", "Content-Disposition", "Hiraku-Release", "Last-Modified"):
                assert answer.headers.get(field) == then.headers.get(field), (path, field)


def test_something_did_change(history):
    assert any(history.then[1, path].content != history.then[4, path].content for path in history.paths)


def test_the_answer_names_its_release_and_is_for_ever(history, now):
    for path in history.paths:
        then, answer = history.then[2, path], fetch(now, asked(path, release=2))
        assert (answer.headers["Cache-Control"] == FOR_EVER) == ("/datasets/" not in path), path
        place = answer.headers["Content-Location"]
        assert place == asked(then.headers["Content-Location"], release=2)
        again = fetch(now, place)
        assert again.content == answer.content
        assert again.headers["Content-Location"] == place
        assert again.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize("moment, number", [
    ("2026-03-30", 1), ("2026-03-31", 2), ("2026-04-01", 3), ("2026-04-30", 3), ("2026-05-01", 4),
    ("2026-03-31T23:29:59+09:00", 1), ("2026-03-31T23:30:00+09:00", 2), ("2026-03-31T14:30:00Z", 2),
    ("2026-03-31T14:29:59.999z", 1), ("2026-03-31T10:30:00-04:00", 2), ("2026-03-31t15:30:00Z", 3),
    ("2026-02-30", None), ("2026-03-30T23:00:00", None), ("2026-3-30", None), ("yesterday", None), ("", None),
    ("2026-03-30T24:00:00Z", None), ("2026-03-30T10:00:00+0900", None), ("2026-03-30T10:00:00.Z", None),
])
def test_a_day_or_a_time_means_what_was_published_then(moment, number, history, now):
    answer = fetch(now, asked("/v1/programs.json", as_of=moment))
    if number is None:
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["parameter"] == "as_of"
        assert fetch(now, answer.json()["errors"][0]["example"]).status_code == 200
        return
    assert answer.headers["Content-Location"] == f"/v1/programs.json?release={number}"
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert bare(answer.content) == bare(history.then[number, "/v1/programs.json"].content)


def test_the_plus_of_an_offset_may_stand_as_it_is(now):
    answer = fetch(now, "/v1/programs.json?as_of=2026-03-31T23:30:00+09:00")
    assert answer.headers["Content-Location"] == "/v1/programs.json?release=2"


def test_days_end_by_the_clocks_of_the_instance(tmp_path, publish_at, serve):
    shutil.copytree(SAMPLE, tmp_path / "instance")
    keys = json.loads((tmp_path / "instance" / "instance.json").read_text())
    (tmp_path / "instance" / "instance.json").write_text(json.dumps({**keys, "utc_offset_minutes": -210}))
    publish_at("2026-04-01T12:29:00+09:00", tmp_path / "store", tmp_path / "instance")
    spoil(tmp_path / "instance", "programs", 1)
    publish_at("2026-04-01T12:31:00+09:00", tmp_path / "store", tmp_path / "instance")
    with serve(tmp_path / "store") as server:
        for day, number in (("2026-03-31", 1), ("2026-04-01", 2)):
            answer = fetch(server, asked("/v1/programs.csv", as_of=day))
            assert answer.headers["Content-Location"] == f"/v1/programs.csv?release={number}"


def test_a_day_that_is_not_over_is_the_current_release_and_may_change(now):
    ahead = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)
    for moment in (ahead.date().isoformat(), ahead.strftime("%Y-%m-%dT%H:%M:%SZ")):
        answer = fetch(now, asked("/v1/programs.json", as_of=moment))
        assert answer.headers["Content-Location"] == "/v1/programs.json?release=4"
        assert "immutable" not in answer.headers["Cache-Control"]


def test_a_moment_that_has_just_passed_is_not_settled(now):
    just = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=5)
    answer = fetch(now, asked("/v1/programs.json", as_of=just.strftime("%Y-%m-%dT%H:%M:%SZ")))
    assert answer.headers["Content-Location"] == "/v1/programs.json?release=4"
    assert "immutable" not in answer.headers["Cache-Control"]


def test_before_the_first_release_there_was_nothing(now):
    answer = fetch(now, "/v1/programs?as_of=2026-03-29")
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/before-first-release"
    assert "2026-03-30T00:00:00Z" in answer.json()["detail"]
    assert fetch(now, answer.json()["errors"][0]["example"]).status_code == 200


@pytest.mark.parametrize("number", ["5", "99999999999999999999999"])
def test_a_release_that_there_is_not_is_404_and_names_those_there_are(number, now):
    for language, text in (("ja", "公開版 1–4"), ("en", "only 1–4")):
        answer = fetch(now, f"/v1/programs?release={number}", **{"Accept-Language": language})
        assert answer.status_code == 404
        assert text in answer.json()["detail"]
    assert fetch(now, answer.json()["errors"][0]["example"]).headers["Content-Location"].endswith("release=4")


@pytest.mark.parametrize("query", ["release=0", "release=-1", "release=01", "release=1.0", "release=", "release=x",
                                   "release=1&release=1", "release=1&as_of=2026-04-01",
                                   "as_of=2026-04-01&as_of=2026-04-01"])
def test_what_names_no_release_is_400(query, now):
    for path in ("/v1/programs", "/v1/instance", "/v1/search?q=DX"):
        answer = fetch(now, path + ("&" if "?" in path else "?") + query)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["parameter"] in ("release", "as_of")
        assert fetch(now, answer.json()["errors"][0]["example"]).status_code == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/openapi.json", "/catalog", "/ns", "/datapackage.json",
                                  "/v1/releases/1/downloads/programs.csv"])
def test_what_is_not_of_one_release_takes_no_release(path, now):
    for query in ("release=1", "as_of=2026-04-01"):
        assert fetch(now, f"{path}?{query}").status_code == 400


def test_an_unknown_parameter_still_is_and_its_mended_form_keeps_the_release(now):
    problem = fetch(now, "/v1/programs?release=2&limitt=3").json()
    assert problem["errors"][0]["parameter"] == "limitt"
    assert {"release", "as_of"} <= set(problem["errors"][0]["allowed"])
    assert problem["errors"][0]["example"] == "/v1/programs?limit=3&release=2"
    assert fetch(now, "/v1/instance?relaese=2").json()["errors"][0]["did_you_mean"] == "release"


def test_a_walk_stays_in_its_release(history, now):
    for first in ("/v1/programs?limit=7&release=2", "/v1/programs?limit=7&as_of=2026-03-31"):
        ids, path = [], first
        while path:
            page = fetch(now, path)
            assert page.status_code == 200
            assert page.headers["Content-Location"].endswith("&release=2")
            ids += [item["name_ja"] for item in page.json()["items"]]
            path = page.json()["next"]
            assert (path is None) == ("next" not in page.links)
            assert path is None or path == page.links["next"]["url"]
        then = json.loads(history.then[2, "/v1/programs.json"].content)
        assert ids == [item["name_ja"] for item in then["items"]]


def test_a_cursor_of_another_release_is_400(now):
    following = fetch(now, "/v1/programs?limit=7&release=2").json()["next"]
    for query in ("release=3", "as_of=2026-04-01"):
        answer = fetch(now, re.sub(r"release=2", query, following))
        assert answer.status_code == 400
        assert answer.json()["type"] == "/problems/cursor-of-another-release"
        example = answer.json()["errors"][0]["example"]
        assert fetch(now, example).headers["Content-Location"] == "/v1/programs.json?limit=7&release=3"


def test_validators_hold_and_a_head_says_the_same(now):
    for path in ("/v1/programs.json?release=2", "/v1/programs.csv?release=2", "/v1/programs.ttl?kind=challenge&release=2"):
        got = fetch(now, path)
        same = fetch(now, path, **{"If-None-Match": got.headers["ETag"]})
        head = requests.head(now.url + path, timeout=60)
        assert same.status_code == 304
        for field in ("ETag", "Cache-Control", "Content-Location", "Hiraku-Release"):
            assert same.headers[field] == head.headers[field] == got.headers[field]
        assert head.content == same.content == b""


def test_a_part_of_a_file_of_a_release(history, now):
    part = fetch(now, "/v1/programs.csv?release=1", Range="bytes=10-99", **{"Accept-Encoding": "identity"})
    if not history.kept:
        assert part.status_code == 200 and part.headers["Accept-Ranges"] == "none"
        return
    assert part.status_code == 206
    assert part.content == history.then[1, "/v1/programs.csv"].content[10:100]


def test_metadata_of_a_csv_are_about_its_url(now):
    answer = fetch(now, "/v1/programs.csv?release=2")
    described = answer.links["describedby"]["url"]
    assert described == "/v1/programs.csv-metadata.json?release=2"
    table = fetch(now, described).json()["tables"][0]
    assert urllib.parse.urljoin("/v1/programs.csv-metadata.json", table["url"]) == "/v1/programs.csv?release=2"
    assert fetch(now, "/v1/programs.csv?kind=challenge&release=2").headers["Link"].count("csv-metadata") == 0


def test_lists_that_a_search_leads_to_are_of_its_release(now):
    answer = fetch(now, "/v1/search?q=DX&release=2").json()
    for table in answer["tables"]:
        listed = fetch(now, table["list"])
        assert listed.headers["Content-Location"].endswith("release=2")
        assert listed.json()["total"] == table["total"]


def test_a_file_of_a_release(history, now):
    for number in (1, 2, 4) if history.kept else (4,):
        fixed = fetch(now, f"/v1/releases/{number}/downloads/programs.csv")
        asked_for = fetch(now, f"/v1/downloads/programs.csv?release={number}")
        assert asked_for.content == fixed.content
        assert asked_for.headers["ETag"] == fixed.headers["ETag"]
        assert asked_for.headers["Cache-Control"] == FOR_EVER
        assert re.fullmatch(r"/v1/releases/\d/downloads/programs.csv", asked_for.headers["Content-Location"])


def test_a_file_that_was_put_away_is_410_and_leads_to_its_rows(history, now):
    if history.kept:
        return
    answer = fetch(now, "/v1/downloads/programs.csv?release=1")
    assert answer.status_code == 410
    example = answer.json()["errors"][0]["example"]
    assert example == "/v1/programs.csv?release=1"
    assert fetch(now, example).content == history.then[1, "/v1/programs.csv"].content


def test_a_list_of_files_may_change_and_does_not_promise_otherwise(now):
    answer = fetch(now, "/v1/downloads.json?release=1")
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


def test_a_release_withdrawn_for_legal_reasons_is_451(tmp_path, history, serve):
    shutil.copytree(history.store, tmp_path / "store", symlinks=True)
    folder = tmp_path / "store" / "releases" / "2"
    (folder / "withdrawn.json").write_text(json.dumps({
        "reason": "個人情報を含むため", "reason_en": "it holds personal data", "withdrawn_at": "2026-06-01T00:00:00Z",
        "release": hashlib.sha256((folder / "release.json").read_bytes()).hexdigest()}))
    with serve(tmp_path / "store") as server:
        for query in ("release=2", "as_of=2026-03-31"):
            answer = fetch(server, f"/v1/programs?{query}")
            assert answer.status_code == 451
            assert "個人情報を含むため" in answer.json()["detail"]
            english = fetch(server, f"/v1/programs?{query}", **{"Accept-Language": "en"})
            assert "it holds personal data" in english.json()["detail"]
            assert answer.links["blocked-by"]["url"].endswith("/v1/instance")
        assert fetch(server, "/v1/programs?release=3").status_code == 200


def test_too_many_open_releases_are_503(history, serve):
    with serve(history.store, "--open-releases", "2") as server:
        for number in (1, 2, 3, 4, 1):  # those that nobody reads give way
            assert fetch(server, f"/v1/programs?release={number}").status_code == 200
