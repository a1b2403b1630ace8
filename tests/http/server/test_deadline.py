"""A read that takes too long is given up, says so and names the file that has everything."""


import pytest
import requests

from conftest import SLOW, SLOW_ROWS, publish_many, serve_store



@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Many rows: a millisecond is not enough to look at all of them."""
    return publish_many(tmp_path_factory.mktemp("many"), SLOW_ROWS, "--no-downloads")


def test_beyond_the_deadline_the_answer_is_503_with_the_bulk_file(store):
    with serve_store(store, "--query-ms", "1", "--access-log", "off") as server:
        answer = requests.get(server.url + SLOW, timeout=30)
        problem = answer.json()
        assert (answer.status_code, problem["type"].rsplit("/", 1)[-1]) == (503, "deadline")
        assert int(answer.headers["Retry-After"]) > 0
        examples = [error["example"] for error in problem["errors"]]
        assert any(example.endswith("/v1/observations.csv") for example in examples), problem
    with serve_store(store, "--access-log", "off") as server:
        assert requests.get(server.url + "/v1/observations.csv", timeout=30).status_code == 200


def test_within_the_deadline_the_same_read_is_answered(store):
    with serve_store(store, "--query-ms", "60000", "--access-log", "off") as server:
        answer = requests.get(server.url + SLOW, timeout=60)
        assert answer.status_code == 200 and answer.json()["total"] >= SLOW_ROWS


def test_a_count_beyond_its_budget_is_null_and_says_how_many_at_least(store):
    with serve_store(store, "--count-ms", "0", "--query-ms", "60000", "--access-log", "off") as server:
        page = requests.get(server.url + "/v1/observations?value__ge=0&sort=value&limit=1", timeout=60).json()
        assert page["total"] is None
        assert 0 < page["total_at_least"] < SLOW_ROWS


def test_without_counting_the_total_is_null(store):
    with serve_store(store, "--access-log", "off") as server:
        page = requests.get(server.url + "/v1/observations?value__ge=0&count=no&limit=1", timeout=60).json()
        assert page["total"] is None and "total_at_least" not in page
