"""Problems (RFC 9457): what they say, and that they help."""

import html

import pytest
import requests


def fetch(server, path, method="GET", **headers):
    fields = {k.replace("_", "-"): v for k, v in headers.items()}
    return requests.request(method, server.url + path, headers=fields, timeout=30)


@pytest.mark.parametrize("path, expected", [
    ("//", 404), ("/k", 404), ("/v1", 404), ("/v1/programs/", 404), ("/v1//programs", 404),
    ("/v1/programs/a/b/c", 404), ("/v1/nothing", 404), ("/v1/programs/nothing", 404),
    ("/v1/kpis/nothing/series", 404), ("/id/nothing/x", 404), ("/problems/nothing", 404),
    ("/a/b/c/d/e/f/g/h/i/j", 404), ("/v1/programs?nothing=1", 400), ("/v1/programs?kind=x", 400),
    ("/v1/programs?limit=0", 400), ("/v1/programs?limit=1001", 400), ("/v1/programs?limit=1&limit=1", 400),
    ("/v1/programs?cursor=x", 400), ("/v1/programs.csv?limit=1", 400), ("/healthz?x=1", 400),
    ("/v1/programs/nothing?x=1", 400)])
def test_status_and_form(server, path, expected):
    answer = fetch(server, path)
    assert answer.status_code == expected
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    body = answer.json()
    assert body["status"] == expected and body["title"] and body["detail"]
    assert body["instance"] == path
    assert fetch(server, body["type"]).status_code == 200


def test_a_table_has_a_near_match(server):
    error = fetch(server, "/v1/program").json()["errors"][0]
    assert error["did_you_mean"] == "/v1/programs"
    assert fetch(server, error["example"]).status_code == 200


def test_a_path_has_a_near_match(server):
    assert fetch(server, "/v1/programs/").json()["errors"][0]["did_you_mean"] == "/v1/programs"


def test_an_id_has_a_near_match(server):
    known = fetch(server, "/v1/programs?limit=1").json()["items"][0]["id"]
    error = fetch(server, f"/v1/programs/{known}x").json()["errors"][0]
    assert error["did_you_mean"] == known
    assert fetch(server, error["example"]).status_code == 200


def test_an_unknown_parameter_names_itself_and_what_is_allowed(server):
    error = fetch(server, "/v1/programs?knd=plan").json()["errors"][0]
    assert error["parameter"] == "knd" and error["did_you_mean"] == "kind"
    assert {"kind", "limit", "cursor"} <= set(error["allowed"])
    assert fetch(server, error["example"]).status_code == 200


@pytest.mark.parametrize("path", ["/", "/v1/programs", "/v1/instance", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_405_with_allow(server, path, method):
    answer = fetch(server, path, method)
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_options_is_204_with_allow_and_cors(server):
    answer = fetch(server, "/v1/programs", "OPTIONS", Origin="https://example.org",
                   Access_Control_Request_Method="GET", Access_Control_Request_Headers="x-a")
    assert answer.status_code == 204 and answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] == "*"


def test_options_of_nothing_is_404(server):
    assert fetch(server, "/v1/nothing", "OPTIONS").status_code == 404


@pytest.mark.parametrize("language, title", [("ja", "見つかりません"), ("en", "Not found")])
def test_a_problem_type_is_explained(server, language, title):
    page = fetch(server, "/problems/not-found", Accept="text/html", Accept_Language=language)
    assert page.status_code == 200 and f"404 {title}</h1>" in page.text
    assert fetch(server, "/problems/not-found").json()["title_en"] == "Not found"


def test_cors_exposes_our_fields(server):
    exposed = fetch(server, "/v1/programs").headers["Access-Control-Expose-Headers"]
    assert {"Link", "ETag", "Hiraku-Release"} <= set(exposed.split(", "))


def test_markup_in_a_target_comes_back_as_text(server):
    answer = fetch(server, "/v1/programs?x=%22%3E%3Cscript%3E")
    assert answer.status_code == 400 and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["errors"][0]["parameter"] == "x"


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path, status, link", [
    ("/v1/programs?fbclid=x", 400, "/v1/programs"), ("/v1/program", 404, "/v1/programs"),
    ("/docs?lang=xx", 400, "/docs"), ("/v1/programs/nothing", 404, "/v1/programs"), ("/catalog.png", 404, "/catalog"),
    ("/%3Cscript%3E", 404, "/")])
@pytest.mark.parametrize("language, lang", [("ja", "ja"), ("en", "en")])
def test_a_browser_reads_what_is_wrong(server, path, status, link, language, lang):
    answer = fetch(server, path, Accept=BROWSER, Accept_Language=language)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Language"] == lang and "Accept" in answer.headers["Vary"].split(", ")
    assert answer.headers["Cache-Control"] == "no-store"
    program = fetch(server, path, Accept="*/*", Accept_Language=language).json()
    assert f'<html lang="{lang}">' in answer.text and program["title"] in answer.text
    assert program["detail"] in html.unescape(answer.text)
    assert f'href="{link}"' in answer.text and "<script>" not in answer.text


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, text/html", "text/html, application/problem+json",
                                    "application/json, text/plain, */*", "image/png", "text/html;q=0.5, */*"])
def test_a_program_gets_the_document(server, accept):
    answer = fetch(server, "/v1/nothing", Accept=accept)
    assert answer.status_code == 404 and answer.headers["Content-Type"] == "application/problem+json"
