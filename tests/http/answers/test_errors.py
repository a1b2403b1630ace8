"""Problems (RFC 9457): what they say, and that they help."""

import html
import re

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
    ("/v1/programs.json?fbclid=x", 400, "/programs"), ("/v1/program", 404, "/programs"),
    ("/docs?lang=xx", 400, "/docs"), ("/v1/programs/nothing", 404, "/programs"), ("/catalog.png", 404, "/catalog"),
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
    # a path of rows that is quoted is that of their page
    assert re.sub('(["「])/v1/programs', r"\1/programs", program["detail"]) in html.unescape(answer.text)
    assert f'href="{link}"' in answer.text and "<script>" not in answer.text


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, text/html", "text/html, application/problem+json",
                                    "application/json, text/plain, */*", "image/png", "text/html;q=0.5, */*"])
def test_a_program_gets_the_document(server, accept):
    answer = fetch(server, "/v1/nothing", Accept=accept)
    assert answer.status_code == 404 and answer.headers["Content-Type"] == "application/problem+json"


NEAR_ADDRESSES = [("/v1", "/"), ("/v1/", "/"), ("/openapi.json", "/v1/openapi.json"), ("/openapi", "/v1/openapi.json"),
                  ("/api", "/docs"), ("/swagger.json", "/v1/openapi.json"), ("/v1/relaeses", "/v1/releases"), ("/v1/releases/7/x", "/v1/releases"),
                  ("/v1/structure/observations", "/v1/structures/observations"),
                  ("/v1/compare/x", None), ("/v1/aggregate/changes.json", None), ("/v1/serach.csv?q=x", "/v1/search"), ("/catalog.png", "/catalog")]


@pytest.mark.parametrize("path, nearest", NEAR_ADDRESSES)
def test_an_address_that_is_proposed_is_another_and_is_there(server, path, nearest):
    error = fetch(server, path).json()["errors"][0]
    assert error.get("did_you_mean") == nearest and nearest != path
    for address in filter(None, (nearest, error["example"])):
        assert fetch(server, address).status_code in (200, 400), address


KPI = "yokohama-oi-kpi1"
CURES = [  # what was asked, the type, what is proposed, the example
    ("/v1/observations?kpi.program.municipality.name_en=Yokohama&limit=2", "too-many-steps", "kpi.municipality.name_en",
     "/v1/observations?kpi.municipality.name_en=Yokohama&limit=2"),
    ("/v1/observations?kpi.program.parent.name_ja__contains=a", "too-many-steps", "program.parent.name_ja__contains", None),
    ("/v1/aggregate/observations?group=value_type,kpi.program.municipality.name_ja", "too-many-steps",
     "kpi.municipality.name_ja", "/v1/aggregate/observations?group=value_type%2Ckpi.municipality.name_ja"),
    ("/v1/aggregate/programs?group=municipality,kind,municipality", "repeated-value", None,
     "/v1/aggregate/programs?group=municipality%2Ckind"),
    ("/v1/programs?sort=name_ja,-name_ja&limit=5", "repeated-value", None, "/v1/programs?sort=name_ja&limit=5"),
    ("/v1/programs?fields=id,kind,id", "repeated-value", None, "/v1/programs?fields=id%2Ckind"),
    ("/v1/compare?kpi=a&name=b", "exclusive-parameters", None, None),
    ("/v1/compare?kpi=a,b,a", "repeated-value", None, None),
    ("/v1/search", "missing-parameter", None, None), ("/v1/search?keyword=x", "unknown-parameter", "q", None),
    ("/v1/search?s=x", "unknown-parameter", "q", None), ("/v1/search?txet=x", "unknown-parameter", None, None),
    (f"/v1/kpis/{KPI}/series?derive=difference&fields=value", "exclusive-parameters", None,
     f"/v1/kpis/{KPI}/series?fields=value"),
    ("/v1/kpis/nothing/series?x=1", "unknown-parameter", None, "/v1/kpis"),
    ("/v1/programs?municipality=神戸市", "unknown-reference", "municipality.name_ja=神戸市",
     "/v1/programs?municipality.name_ja=%E7%A5%9E%E6%88%B8%E5%B8%82"),
    ("/v1/programs?municipality=どこにもない市", "unknown-reference", None, "/v1/programs"),
    ("/v1/observations?fiscal_year=R4&limit=1", "bad-parameter", "2022", "/v1/observations?fiscal_year=2022&limit=1"),
    ("/v1/observations?fiscal_year=平成３１年", "bad-parameter", "2019", "/v1/observations?fiscal_year=2019"),
    ("/v1/programs?name_en=", "empty-value", "name_en__isnull=true", "/v1/programs?name_en__isnull=true"),
    ("/v1/observations?rank=null", "empty-value", "rank__isnull=true", "/v1/observations?rank__isnull=true"),
    ("/v1/observations?kpi.kind__ne=", "empty-value", "kpi.kind__isnull=true", "/v1/observations?kpi.kind__isnull=true"),
    ("/v1/programs?sort=kind,id desc", "bad-parameter", "-id", "/v1/programs?sort=kind%2C-id"),
    ("/v1/programs?sort=id:asc", "bad-parameter", "id", "/v1/programs?sort=id"),
    ("/v1/programs?order=DESC", "unknown-parameter", "sort=-name_ja", "/v1/programs?sort=-name_ja"),
    ("/v1/kpis?kind=ＳＵＲＶＥＹ", "bad-parameter", "survey", "/v1/kpis?kind=survey"),
    ("/v1/observations?value<=5", "unknown-parameter", "value__le=5", "/v1/observations?value__le=5"),
    ("/v1/observations?rank<3", "unknown-parameter", "rank__lt=3", "/v1/observations?rank__lt=3"),
    ("/v1/kpis?format=ttl&kind=survey", "unknown-parameter", "/v1/kpis.ttl", "/v1/kpis.ttl?kind=survey"),
    ("/v1/kpis.csv?format=json", "unknown-parameter", "/v1/kpis.json", "/v1/kpis.json"),
    ("/v1/aggregate/programs?by=kind", "unknown-parameter", "group", "/v1/aggregate/programs?group=kind"),
    ("/v1/aggregate/programs?metric=count", "unknown-parameter", "measure", "/v1/aggregate/programs?measure=count"),
    ("/v1/programs?kind=zzz&limit=2", "bad-parameter", None, "/v1/programs?kind=challenge&limit=2"),
    ("/v1/programs?nosuch=1&kind=plan&limit=0", "unknown-parameter", None, "/v1/programs?kind=plan"),
    ("/v1/observations?value__more=5&limit=1", "bad-operator", None, "/v1/observations?value__eq=5&limit=1"),
    ("/v1/downloads/kpis.csv?nosuch=1", "unknown-parameter", None, "/v1/downloads/kpis.csv"),
    ("/v1/downloads/nothing.csv?nosuch=1", "unknown-parameter", None, None),
    ("/v1/kpis/nothing?nosuch=1", "unknown-parameter", None, None),
    (f"/v1/kpis/{KPI}?nosuch=1", "unknown-parameter", None, f"/v1/kpis/{KPI}")]


@pytest.mark.parametrize("path, kind, nearest, example", CURES, ids=[cure[0] for cure in CURES])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_refusal_says_what_to_do_and_its_example_works(server, path, kind, nearest, example, language):
    body = fetch(server, path, Accept_Language=language).json()
    error = body["errors"][0]
    assert body["type"] == f"/problems/{kind}"
    if kind != "too-many-steps" or example:
        assert error.get("did_you_mean") == nearest
    assert example is None or error["example"] == example
    assert fetch(server, error["example"]).status_code == 200
    assert nearest is None or kind == "too-many-steps" or nearest in body["detail"]


def test_a_fiscal_year_is_named_in_every_way_in_which_it_can_be_given(server):
    error = fetch(server, "/v1/observations?fiscal_year=x").json()["errors"][0]
    assert error["allowed"] == ["2023", "FY2023", "令和5年度"]
    for year in error["allowed"]:
        assert fetch(server, f"/v1/observations?fiscal_year={year}").status_code == 200


@pytest.mark.parametrize("path, status, some", [
    ("/v1/kpis.xml", 406, {".json", ".csv", ".ttl"}), ("/v1/search.csv", 406, {".json"}),
    (f"/v1/kpis/{KPI}/series.xlsx", 404, {".json", ".csv"}), ("/v1/aggregate/programs.xlsx", 404, {".json", ".csv"})])
def test_a_form_that_there_is_not_is_answered_with_those_that_there_are(server, path, status, some):
    answer = fetch(server, path)
    allowed = set(answer.json()["errors"][0]["allowed"])
    assert answer.status_code == status and some <= allowed and ".xlsx" not in allowed


def test_a_refused_method_is_answered_with_the_methods(server):
    assert fetch(server, "/v1/programs", "POST").json()["errors"][0]["allowed"] == ["GET", "HEAD", "OPTIONS"]


def test_a_nature_has_its_name_in_japanese(server):
    for kpi in fetch(server, "/v1/kpis?nature=ratio,rank&limit=20").json()["items"]:
        answer = fetch(server, f"/v1/kpis/{kpi['id']}/series?derive=yoy", Accept_Language="ja").json()
        if answer.get("type") == "/problems/not-derivable-nature":
            assert "割合（ratio）" in answer["detail"] or "順位（rank）" in answer["detail"]
            return
    pytest.fail("no series of the sample is refused for its nature")
