"""Validators: one strong ETag per form and encoding, 304, HEAD."""

import pytest
import requests

from http_raw import closes, exchange, get, status

PATHS = ["/v1/programs", "/v1/programs.csv", "/v1/programs.rdf", "/v1/programs.csv?kind=plan",
         "/v1/municipalities/141003", "/v1/instance", "/v1/openapi.json", "/"]


def fetch(server, path, method="GET", **headers):
    fields = {"Accept-Encoding": "identity"}
    fields.update({k.replace("_", "-"): v for k, v in headers.items()})
    return requests.request(method, server.url + path, headers=fields, timeout=30)


@pytest.mark.parametrize("path", PATHS)
def test_if_none_match_is_304(server, path):
    first = fetch(server, path)
    again = fetch(server, path, If_None_Match=first.headers["ETag"])
    assert again.status_code == 304 and again.content == b""
    for field in ("ETag", "Vary", "Cache-Control", "Content-Location", "Access-Control-Allow-Origin"):
        assert again.headers.get(field) == first.headers.get(field), field


@pytest.mark.parametrize("path", PATHS)
def test_if_match_that_does_not_hold_is_412(server, path):
    etag = fetch(server, path).headers["ETag"]
    for _ in range(2):  # made, and out of the cache
        for field in ('"other"', "W/" + etag, f'"a", W/{etag}', ""):
            answer = fetch(server, path, If_Match=field)
            assert answer.status_code == 412, field
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["type"] == "/problems/precondition-failed"


@pytest.mark.parametrize("path", PATHS)
def test_if_match_that_holds_changes_nothing(server, path):
    first = fetch(server, path)
    for field in (first.headers["ETag"], "*", f'"a", {first.headers["ETag"]}'):
        again = fetch(server, path, If_Match=field)
        assert (again.status_code, again.content) == (200, first.content)


def test_if_match_comes_before_if_none_match_and_range(server):
    etag = fetch(server, "/v1/programs.csv").headers["ETag"]
    assert fetch(server, "/v1/programs.csv", If_Match='"a"', If_None_Match=etag).status_code == 412
    assert fetch(server, "/v1/programs.csv", If_Match=etag, If_None_Match=etag).status_code == 304
    assert fetch(server, "/v1/programs.csv", If_Match='"a"', Range="bytes=0-1").status_code == 412
    assert fetch(server, "/v1/programs.csv", If_Match=etag, Range="bytes=0-1").status_code == 206


def test_if_unmodified_since_before_the_last_change_is_412_unless_there_is_if_match(server):
    first = fetch(server, "/v1/programs.csv")
    before = "Sun, 06 Nov 1994 08:49:37 GMT"
    assert fetch(server, "/v1/programs.csv", If_Unmodified_Since=before).status_code == 412
    assert fetch(server, "/v1/programs.csv", If_Unmodified_Since=first.headers["Last-Modified"]).status_code == 200
    assert fetch(server, "/v1/programs.csv", If_Unmodified_Since="yesterday").status_code == 200
    both = fetch(server, "/v1/programs.csv", If_Match=first.headers["ETag"], If_Unmodified_Since=before)
    assert both.status_code == 200


@pytest.mark.parametrize("path, status", [("/id/programs/yokohama-overseas-oi", 303), ("/v1/programs/nobody", 404)])
def test_preconditions_are_not_asked_of_what_is_no_2xx(server, path, status):
    answer = requests.get(server.url + path, headers={"If-Match": '"a"'}, allow_redirects=False, timeout=30)
    assert answer.status_code == status


@pytest.mark.parametrize("path", PATHS)
def test_a_304_says_the_length_of_the_200_or_none(server, path):
    first = fetch(server, path)
    again = fetch(server, path, If_None_Match="*")
    assert again.status_code == 304
    assert "Transfer-Encoding" not in again.headers
    if "Content-Length" in again.headers:
        assert again.headers["Content-Length"] == first.headers["Content-Length"]


def test_a_304_before_any_200_is_right_too(serve, sample_store):
    with serve(sample_store) as other:
        etag = fetch(other, "/v1/programs").headers["ETag"]
    with serve(sample_store) as other:
        again = fetch(other, "/v1/programs", If_None_Match=etag)
        assert again.status_code == 304 and int(again.headers["Content-Length"]) > 0


@pytest.mark.parametrize("field", ['"x", {}', 'W/{}', 'W/"x",W/{}', "*"])
def test_lists_weak_tags_and_star_match(server, field):
    etag = fetch(server, "/v1/programs").headers["ETag"]
    assert fetch(server, "/v1/programs", If_None_Match=field.format(etag)).status_code == 304


def test_another_tag_is_200(server):
    assert fetch(server, "/v1/programs", If_None_Match='"x"').status_code == 200


def test_etags_are_strong_and_differ_by_form(server):
    tags = {fetch(server, f"/v1/programs{suffix}").headers["ETag"]
            for suffix in (".json", ".csv", ".rdf", ".json?limit=1", ".json?limit=2")}
    assert len(tags) == 5 and all(tag.startswith('"') for tag in tags)


def test_one_form_has_one_etag_however_it_was_asked_for(server):
    by_suffix = fetch(server, "/v1/programs.csv")
    by_accept = fetch(server, "/v1/programs", Accept="text/csv")
    assert by_suffix.headers["ETag"] == by_accept.headers["ETag"]
    assert by_suffix.content == by_accept.content


def test_if_modified_since_is_304(server):
    date = fetch(server, "/v1/programs").headers["Last-Modified"]
    assert fetch(server, "/v1/programs", If_Modified_Since=date).status_code == 304
    assert fetch(server, "/v1/programs",
                 If_Modified_Since="Sun, 06 Nov 1994 08:49:37 GMT").status_code == 200


@pytest.mark.parametrize("field", [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}])
@pytest.mark.parametrize("path", ["/v1/kpis/nothing/series.csv", "/v1/kpis/nothing/series.json", "/v1/kpis/nothing/vintages.csv",
                                  "/v1/kpis/nothing.csv", "/v1/kpis/nothing/series.nt"])
def test_what_there_is_not_is_not_unmodified(server, path, field):
    assert requests.get(server.url + path, headers=field, timeout=20).status_code == 404


def test_if_none_match_goes_before_if_modified_since(server):
    date = fetch(server, "/v1/programs").headers["Last-Modified"]
    answer = fetch(server, "/v1/programs", If_Modified_Since=date, If_None_Match='"x"')
    assert answer.status_code == 200


def test_a_problem_is_never_304(server):
    assert fetch(server, "/v1/nothing", If_None_Match="*").status_code == 404


@pytest.mark.parametrize("path", PATHS + ["/v1/nothing", "/healthz"])
def test_head_has_the_fields_of_get(server, path):
    one, other = fetch(server, path), fetch(server, path, "HEAD")
    assert other.content == b"" and other.status_code == one.status_code
    skipped = {"Date"}
    if "Transfer-Encoding" in one.headers:  # no length is known, nor anything coded (RFC 9110 s.9.3.2)
        skipped |= {"Transfer-Encoding", "Connection"}
    assert {k: v for k, v in one.headers.items() if k not in skipped} == \
        {k: v for k, v in other.headers.items() if k not in skipped}


def test_a_head_leaves_the_connection_usable(server):
    answer = exchange(server, get("/v1/programs.csv", method="HEAD", close=False) + get("/healthz"))
    assert status(answer) == 200 and answer.endswith(b'{"status":"ok"}\n')


@pytest.mark.parametrize("path", ["/v1/programs.csv?kind=plan", "/v1/programs.ndjson?sort=-id"])
def test_a_head_of_unknown_length_has_no_last_chunk_and_closes(server, path):
    """RFC 9112 s.6.3: whatever came behind the fields would be read as the next answer."""
    answer = exchange(server, get(path, method="HEAD", close=False) + get("/healthz"))
    head, behind = answer.split(b"\r\n\r\n", 1)
    assert status(head) == 200 and b"\r\nTransfer-Encoding:" not in head
    assert behind == b"" and closes(answer)
