"""Hiraku-Release of one record: the release in which it, or what is shown of others in it, last changed."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
import requests

from conftest import publish_result, run_program
from small_instance import KPIS, OBSERVATIONS, Instance

VISITORS, RATE = "/v1/kpis/visitors", "/v1/kpis/rate"
FIRST, SECOND = (f"/v1/observations/visitors.{year}.actual.level._._._" for year in ("FY2020", "FY2021"))

SHOWS_REPORT = "/v1/observations/rate.2020.actual.level._._._"  # the title of its source


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


def numbers(server, *paths):
    found = []
    for path in paths:
        answer = requests.get(server.url + path, timeout=30)
        assert answer.status_code == 200, answer.text
        again = requests.get(server.url + path, headers={"If-None-Match": answer.headers["ETag"]}, timeout=30)
        assert again.status_code == 304
        assert answer.headers["Hiraku-Release"] == again.headers["Hiraku-Release"]
        found.append(int(answer.headers["Hiraku-Release"]))
    return found


@pytest.fixture
def third(store, instance):
    """Release 2 changes one figure, release 3 the definition of one KPI."""
    publish_result(store, instance.path)
    instance.write("observations", [row.replace(",120,", ",125,") for row in OBSERVATIONS])
    publish_result(store, instance.path)
    instance.write("kpis", [row.replace("割合", "比率") for row in KPIS])
    publish_result(store, instance.path)
    return store


def test_each_record_has_its_own_release(third, serve):
    with serve(third) as server:
        assert numbers(server, FIRST, SECOND, VISITORS, RATE) == [1, 2, 1, 3]
        table = requests.get(server.url + "/v1/kpis", timeout=30)
        assert table.json()["changed_in"] == 3


def test_it_is_the_same_after_a_rebuild_and_when_releases_are_thin(third, instance, serve):
    instance.write("sources", ["id,title_ja,kind", "plan,計画書,plan", "report,報告,report"])
    publish_result(third, instance.path, "--keep", "1")
    assert run_program("rebuild", "--store", third).returncode == 0
    with serve(third) as server:
        assert numbers(server, "/v1/sources/plan", "/v1/sources/report", SHOWS_REPORT) == [1, 4, 4]
        assert numbers(server, FIRST, SECOND, VISITORS, RATE) == [1, 2, 1, 3]


def test_a_record_that_came_back_is_of_the_release_it_came_back_in(store, instance, serve):
    publish_result(store, instance.path)
    instance.write("observations", OBSERVATIONS[:-1])
    publish_result(store, instance.path)
    instance.write("observations", OBSERVATIONS)
    publish_result(store, instance.path)
    with serve(store) as server:
        assert numbers(server, SHOWS_REPORT, FIRST) == [3, 1]


def test_data_that_came_back_have_another_tag(store, instance, serve):
    tags = []
    for rows in (OBSERVATIONS, OBSERVATIONS[:-1], OBSERVATIONS):
        instance.write("observations", rows)
        publish_result(store, instance.path)
        with serve(store) as server:
            answer = requests.get(server.url + "/v1/observations", timeout=30)
            tags.append((answer.headers["ETag"], answer.content))
    assert len(set(tags)) == 3 and len({tag for tag, _ in tags}) == 3


def validators(server, *paths):
    answers = {path: requests.get(server.url + path, timeout=30) for path in paths}
    return {path: {name: answer.headers[name] for name in ("ETag", "Last-Modified", "Hiraku-Release")}
            for path, answer in answers.items()}


FORMS = [f"{VISITORS}.{form}" for form in ("json", "csv", "ndjson")] + [FIRST + ".json", SHOWS_REPORT + ".json"]


def published(store, release):
    at = json.loads((store / "releases" / str(release) / "release.json").read_text())["published_at"]
    return datetime.fromisoformat(at)


def test_all_validators_of_a_record_are_its_own(store, instance, serve):
    publish_result(store, instance.path)
    with serve(store) as server:
        first = validators(server, *FORMS)
    instance.write("kpis", [row.replace("割合", "比率") for row in KPIS])
    instance.write("observations", [row.replace(",120,", ",125,") for row in OBSERVATIONS])
    instance.instance(title_ja="別の題")
    publish_result(store, instance.path)
    with serve(store) as server:
        assert validators(server, *FORMS) == first
        for path in FORMS:
            assert parsedate_to_datetime(first[path]["Last-Modified"]) == published(store, 1)
        changed = validators(server, RATE + ".json")[RATE + ".json"]
        assert (parsedate_to_datetime(changed["Last-Modified"]), changed["Hiraku-Release"]) == (published(store, 2), "2")


@pytest.mark.parametrize("change", [{"base_url": "https://other.example.jp"}, {"fiscal_year_first_month": 1}])
def test_what_the_instance_gives_to_a_record_changes_its_validators(store, instance, serve, change):
    seen = []
    for changes in ({}, change):
        instance.instance(**changes)
        publish_result(store, instance.path)
        with serve(store) as server:
            seen.append((requests.get(server.url + FIRST, timeout=30).json(), validators(server, FIRST)[FIRST]))
    (old, before), (new, after) = seen
    assert old != new and before["ETag"] != after["ETag"] and (before["Hiraku-Release"], after["Hiraku-Release"]) == ("1", "2")


def test_one_tag_of_a_record_is_one_body_whatever_came_and_went(store, instance, serve, tmp_path):
    bodies = {}
    for folder, values in (("one", (120, 121, 120, 122)), ("two", (130, 131))):
        for value in values:
            instance.write("observations", [row.replace(",120,", f",{value},") for row in OBSERVATIONS])
            publish_result(tmp_path / folder, instance.path)
            with serve(tmp_path / folder) as server:
                answer = requests.get(server.url + SECOND, timeout=30)
                assert bodies.setdefault(answer.headers["ETag"], answer.content) == answer.content
                stale = {"If-None-Match": ", ".join(set(bodies) - {answer.headers["ETag"]}) or '"x"'}
                assert requests.get(server.url + SECOND, headers=stale, timeout=30).status_code == 200
    assert len(bodies) == 6
