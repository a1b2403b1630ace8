"""Every status that the document names for an operation can be had, and is answered as it says.

500 is what nobody can ask for: it is provoked once, by an answer beyond the limit of memory.
"""

import json
import re
import shutil
import types
import urllib.parse

import pytest
import requests
import requests.structures

import contract
import http_raw
import small_instance
import test_contract
from test_contract import CONTRACT, ROOT

SAMPLE = ROOT / "contrib" / "instances" / "sample"
# Those that the sample has an answer of: it has one release, and so no change.
OPERATIONS = [one for one in test_contract.OPERATIONS
              if all("example" in name for name in CONTRACT.parameters(one.values[1], "path"))]

# Statuses that come before any operation is looked at, and what provokes them.
BEFORE = {
    "405": lambda target: http_raw.get(target, method="POST"),
    "411": lambda target: http_raw.get(target, "Transfer-Encoding: chunked"),
    "413": lambda target: http_raw.get(target, "Content-Length: 5") + "hello",
    "414": lambda target: http_raw.get(f"{target}{'&' if '?' in target else '?'}x={'a' * 5000}"),
    "431": lambda target: http_raw.get(target, "X: " + "a" * 40000),
}


@pytest.fixture(scope="module")
def shrunk(tmp_path_factory, publish, serve):
    """A server of a second release that lacks nearly everything that the first one, not kept, had; .next:
    the walks begun in the first."""
    base = tmp_path_factory.mktemp("shrunk")
    publish(base / "store", SAMPLE, "--keep", "1")
    following = {}
    with serve(base / "store") as server:
        for path, operation in CONTRACT.operations():
            if operation["operationId"].startswith("list") or path.endswith("series"):
                page = requests.get(f"{server.url}{CONTRACT.fill(path, operation)}?limit=1", timeout=60).json()
                following[operation["operationId"]] = page["next"]
    publish(base / "store", small_instance.Instance(base / "small").path, "--keep", "1")
    shutil.rmtree(base / "store/releases/1")  # what is known of it would be answered
    with serve(base / "store") as server:
        server.next = following
        yield server


@pytest.fixture(scope="module")
def bare(tmp_path_factory, publish, serve):
    """A server of a release without files for download."""
    store = tmp_path_factory.mktemp("bare") / "store"
    publish(store, SAMPLE, "--no-downloads")
    with serve(store) as server:
        yield server


@pytest.fixture(scope="module")
def unready(tmp_path_factory, serve):
    """A server without a release."""
    with serve(tmp_path_factory.mktemp("empty")) as server:
        yield server


def target_of(path, operation):
    return next(CONTRACT.requests(path, operation))[0]


def documented(operation, status):
    return status in operation["responses"]


def get(server, target, **headers):
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(server.url + target, headers=fields, timeout=60, allow_redirects=False)


def check(operation, answer, status):
    assert answer.status_code == int(status), answer.text[:300]
    assert CONTRACT.faults(operation, answer) == []


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_an_unknown_parameter_is_400(path, operation, server):
    check(operation, get(server, CONTRACT.fill(path, operation) + "?zzzz=1"), 400)


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_a_form_that_there_is_not_is_406(path, operation, server):
    target = target_of(path, operation)
    by_encoding = "." in path or path.startswith("/id/") or operation.get("x-files")
    asked = {"Accept_Encoding": "identity;q=0, *;q=0"} if by_encoding else {"Accept": "image/png"}
    check(operation, get(server, target, **asked), 406)


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_an_answer_that_the_client_has_is_304_where_that_is_documented(path, operation, server):
    target = target_of(path, operation)
    etag = get(server, target).headers.get("ETag")
    assert bool(etag) == documented(operation, "304")
    if etag:
        check(operation, get(server, target, If_None_Match=etag), 304)


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_a_part_is_206_and_one_beyond_the_end_416_where_that_is_documented(path, operation, server):
    assert documented(operation, "206") == documented(operation, "416")
    if not documented(operation, "206"):
        return
    target = CONTRACT.fill(path, operation)
    check(operation, get(server, target, Range="bytes=0-9"), 206)
    check(operation, get(server, target, Range="bytes=99999999-"), 416)


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_what_there_is_not_is_404_where_that_is_documented(path, operation, server, bare):
    names = [one["name"] for one in CONTRACT.parameters(operation, "path") if one["name"] not in ("form", "graph")]
    if documented(operation, "404") and names:
        check(operation, get(server, re.sub(r"\{(table|id|kpi|slug)\}", "nothing", path)), 404)
    elif documented(operation, "404") and ("/downloads/" in path or path.endswith("/checkpoint")):
        check(operation, get(bare, path), 404)
    elif documented(operation, "404"):
        unknown = ("name=nothing" if "compare" in path else "archive=999999" if "feed" in path else
                   "url=/v1/nothing" if "timemap" in path or "cite" in path else "release=999999")
        check(operation, get(server, f"{path}?{unknown}"), 404)
    else:
        assert names == []


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_what_was_withdrawn_is_410_where_that_is_documented(path, operation, shrunk):
    if not documented(operation, "410"):
        return
    following = shrunk.next.get(operation["operationId"])
    answers = [get(shrunk, following)] if following else []
    if "{id}" in path or "{kpi}/chart" in path:
        answers.append(get(shrunk, CONTRACT.fill(path, operation)))
    if operation.get("x-files"):
        answers.append(get(shrunk, path.replace("{release}", "1").replace("{file}", "hiraku-000001-1.zip")))
    if "/cite" in path:
        record = CONTRACT.fill(*next(one for one in CONTRACT.operations() if one[0].endswith("programs/{id}")))
        answers.append(get(shrunk, f"{path.replace('{form}', 'bib')}?url={record}"))
    gone = [answer for answer in answers if answer.status_code == 410]
    assert gone, [(answer.url, answer.status_code) for answer in answers]
    for answer in gone:
        check(operation, answer, 410)


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_without_a_release_it_is_503_where_that_is_documented(path, operation, unready):
    answer = get(unready, target_of(path, operation))
    if documented(operation, "503"):
        check(operation, answer, 503)
        assert int(answer.headers["Retry-After"]) >= 0
    else:
        check(operation, answer, 200)


def parse(raw):
    """What requests would have made of these bytes."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = requests.structures.CaseInsensitiveDict(line.split(": ", 1) for line in lines[1:])
    return types.SimpleNamespace(status_code=http_raw.status(raw), headers=headers, content=body,
                                 text=body.decode("utf-8", "replace"), json=lambda: json.loads(body))


@pytest.mark.parametrize("status", BEFORE)
@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_a_request_that_is_refused_unread_is_answered_as_described(path, operation, status, server):
    answer = parse(http_raw.exchange(server, BEFORE[status](target_of(path, operation))))
    assert answer.status_code == int(status)
    if answer.headers.get("Content-Type") == contract.PROBLEM:
        assert CONTRACT.faults(operation, answer) == []
    else:
        assert status in ("413", "414", "431"), "the library answers by itself; the document says so"


def test_an_answer_beyond_the_limit_is_500(serve, store, publish, tmp_path):
    _, operation = CONTRACT.operation("listObservations")
    publish(store, small_instance.with_large_pages(tmp_path / "instance").path)
    with serve(store, "--response-bytes", "4194304") as server:
        check(operation, get(server, small_instance.LARGE_PAGE), 500)


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_a_head_has_the_fields_of_a_get(path, operation, server):
    target = urllib.parse.urljoin(server.url, target_of(path, operation))
    fields = [{name: value for name, value in method(target, timeout=60, allow_redirects=False).headers.items()
               if name not in ("Date", "Connection", "Transfer-Encoding") and
               (name, path) != ("Content-Length", "/metrics")}  # its figures move on
              for method in (requests.get, requests.head)]
    assert fields[0] == fields[1]
