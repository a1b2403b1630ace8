"""What changed since a day: `since` and `until` take days and moments as `as_of` does, by the publisher's clocks."""

import re

import pytest
from conftest import fetch
from test_as_of import TIMES, spoil
from test_changes import get, make_instance

TABLES = ["programs", "startups", "programs"]


@pytest.fixture(scope="module")
def days(tmp_path_factory, publish_at, serve):
    """Four releases, published at TIMES: the second and the third around a midnight of the publisher."""
    folder = tmp_path_factory.mktemp("days")
    instance, store = make_instance(folder / "instance"), folder / "store"
    for number, time in enumerate(TIMES, 1):
        if number > 1:
            spoil(instance, TABLES[number - 2], number)
        publish_at(time, store, instance)
    with serve(store) as server:
        yield server


def releases(server, parameters):
    return [one["release"] for one in get(server, f"/v1/changes?{parameters}")["items"]]


@pytest.mark.parametrize("parameters, found", [
    ("since=2026-03-30", [4, 3, 2]), ("since=2026-03-31", [4, 3, 2]), ("since=2026-04-01", [4, 3]), ("since=2026-04-02", [4]),
    ("since=2026-05-01", [4]), ("since=2026-05-02", []), ("since=9999-12-31", []), ("since=0001-01-01", [4, 3, 2]),
    ("until=2026-03-30", []), ("until=2026-03-31", [2]), ("until=2026-04-01", [3, 2]), ("until=9999-12-31", [4, 3, 2]),
    ("since=2026-04-01&until=2026-04-01", [3]), ("since=2026-03-31&until=3", [3, 2]), ("since=2026-04-01&table=programs", [4]),
    ("since=2026-03-31T14:30:00Z", [4, 3]), ("since=2026-03-31T14:29:59Z", [4, 3, 2]), ("until=2026-03-31T14:30:00Z", [2]),
    ("since=2026-03-31T23:30:00%2B09:00", [4, 3]),
])
def test_days_and_moments_choose_releases(days, parameters, found):
    assert releases(days, parameters) == found


@pytest.mark.parametrize("day", ["2026-03-30", "2026-03-31", "2026-04-01", "2026-05-01", "2026-03-31T14:30:00Z"])
def test_what_a_day_had_and_what_changed_since_are_the_whole(days, day):
    """until=DAY ends with the release that as_of=DAY gives."""
    assert fetch(days, f"/v1/instance?as_of={day}").status_code == 200
    then = int(re.search(r"release=(\d+)", fetch(days, f"/v1/instance?as_of={day}").headers["Content-Location"]).group(1))
    assert releases(days, f"until={day}") == list(range(then, 1, -1))


def test_a_bound_stands_once(days):
    answer = fetch(days, "/v1/changes?since=2&since=2026-04-01")
    assert answer.status_code == 400 and answer.json()["errors"][0]["parameter"] == "since"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", ["/v1/changes", "/changes", "/v1/changes.csv"])
@pytest.mark.parametrize("value", ["2026-13-01", "yesterday", "2026-04", "-1"])
def test_what_is_neither_is_told_both_forms(days, path, value, language):
    answer = fetch(days, f"{path}?since={value}", **{"Accept-Language": language})
    assert answer.status_code == 400
    assert "YYYY-MM-DD" in answer.text and "0, 1, 2" in answer.text


def test_the_page_says_the_same_and_keeps_the_day(days):
    page = fetch(days, "/changes?table=&since=2026-04-01&until=2026-04-30").text
    assert re.search(r'<input[^>]*type="date"[^>]*name="since"[^>]*value="2026-04-01"', page)
    assert re.search(r'<input[^>]*type="date"[^>]*name="until"[^>]*value="2026-04-30"', page)
    assert set(re.findall(r'href="/releases/(\d+)"', page.partition("<table")[2].partition("</table>")[0])) == {"3"}


def test_the_form_keeps_conditions_that_it_does_not_show(days):
    page = fetch(days, "/changes?change=modified&since=2026-03-31T14:30:00Z").text
    form = re.search(r'<form action="/changes".*?</form>', page, re.DOTALL).group()
    assert 'name="change" value="modified"' in form
    assert 'name="published_at__gt" value="2026-03-31T14:30:00Z"' in form
