"""Problems help: each names what is wrong, what would be right, and a URL that works; its type is a page."""

import re

import pytest
import requests

from test_contract import COMMITTED

SLUGS = COMMITTED["paths"]["/problems/{slug}"]["get"]["parameters"][0]["schema"]["enum"]
LANGUAGES = ("ja", "en")

# target → (slug, the parameter that is wrong)
MISTAKES = {
    "/v1/programs?zzz=1": ("unknown-parameter", "zzz"),
    "/v1/programs?knd=plan": ("unknown-parameter", "knd"),
    "/v1/programs.csv?limit=1": ("parameter-elsewhere", "limit"),
    "/v1/programs?kind=plan&limit=4&limit=5": ("repeated-parameter", "limit"),
    "/v1/programs?name_ja=a&name_ja=b": ("repeated-parameter", "name_ja"),
    "/v1/programs?page=2": ("unknown-parameter", "page"),
    "/v1/programs?filters=%5Bobject%20Object%5D": ("unknown-parameter", "filters"),
    "/v1/programs?parent=nosuch": ("unknown-reference", "parent"),
    "/v1/observations.csv?kpi=yokohama-oi-kpi1,no-such": ("unknown-reference", "kpi"),
    "/v1/programs?kind=nothing": ("bad-parameter", "kind"),
    "/v1/programs?limit=0": ("bad-parameter", "limit"),
    "/v1/programs?sort=nothing": ("bad-parameter", "sort"),
    "/v1/programs?fields=nam_ja": ("bad-parameter", "fields"),
    "/v1/programs?include=name_ja": ("bad-parameter", "include"),
    "/v1/programs?facet=nothing": ("bad-parameter", "facet"),
    "/v1/programs?count=maybe": ("bad-parameter", "count"),
    "/v1/programs?lang=fr": ("bad-parameter", "lang"),
    "/v1/programs.csv?profile=word": ("bad-parameter", "profile"),
    "/v1/programs?q=": ("bad-words", "q"),
    "/v1/programs?municipality.nothing=1": ("unknown-parameter", "municipality.nothing"),
    "/v1/observations?period__contains=2": ("bad-operator", "period__contains"),
    "/v1/observations?period__gee=2020": ("bad-operator", "period__gee"),
    "/v1/observations?period=yesterday": ("bad-parameter", "period"),
    "/v1/observations?value__ge=much": ("bad-parameter", "value__ge"),
    "/v1/observations?kpi.kind__ge=kpi": ("bad-operator", "kpi.kind__ge"),
    "/v1/programs?cursor=x": ("bad-cursor", "cursor"),
    "/v1/programs/nothing?x=1": ("unknown-parameter", "x"),
    "/v1/kpis/yokohama-oi-kpi1/series?x=1": ("unknown-parameter", "x"),
    "/v1/kpis/yokohama-oi-kpi1/series?derive=nothing": ("bad-parameter", "derive"),
    "/v1/search?q=": ("bad-words", "q"),
    "/v1/search?z=1": ("unknown-parameter", "z"),
    "/v1/aggregate/observations?measure=median": ("bad-parameter", "measure"),
    "/v1/aggregate/observations?group=nothing": ("bad-parameter", "group"),
    "/v1/aggregate/observations?z=1": ("unknown-parameter", "z"),
    "/v1/compare?z=1": ("unknown-parameter", "z"),
    "/v1/instance?x=1": ("unknown-parameter", "x"),
    "/v1/openapi.json?x=1": ("unknown-parameter", "x"),
    "/docs?lang=fr": ("bad-parameter", "lang"),
    "/docs?x=1": ("unknown-parameter", "x"),
    "/docs/dictionary?lang=ja&lang=en": ("repeated-parameter", "lang"),
    "/docs/style.css?x=1": ("unknown-parameter", "x"),
    "/docs/script.js?x=1": ("unknown-parameter", "x"),
    "/id/programs/x?x=1": ("unknown-parameter", "x"),
    "/problems/not-found.html?lang=fr": ("bad-parameter", "lang"),
    "/problems/not-found?lang=ja": ("unknown-parameter", "lang"),
    "/healthz?x=1": ("unknown-parameter", "x"),
    "/?x=1": ("unknown-parameter", "x"),
    "/v1/nothing": ("not-found", None),
    "/v1/programs/nothing": ("not-found", None),
    "/v1/aggregate/nothing": ("not-found", None),
    "/id/nothing/x": ("not-found", None),
    "/problems/nothing": ("not-found", None),
    "/doc": ("not-found", None),
    "/v1/programs.html": ("not-acceptable", None),
    "/v1/programs/nothing.html": ("not-acceptable", None),
    "/v1/instance.html": ("not-acceptable", None),
    "/docs.json": ("not-acceptable", None),
    "/v1/openapi.csv": ("not-acceptable", None),
    "/v1/search.csv?q=DX": ("not-acceptable", None),
    "/v1/aggregate/programs.rdf": ("not-acceptable", None),
    "/healthz.html": ("not-acceptable", None),
    "/v1/%00": ("bad-target", None),
}


def get(server, target, language="en", **fields):
    return requests.get(server.url + target, headers={"Accept-Language": language, **fields}, timeout=60)


@pytest.mark.parametrize("target, expected", MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_named_with_an_example_that_works(target, expected, server):
    slug, parameter = expected
    body = get(server, target).json()
    assert body["type"] == f"/problems/{slug}"
    error = body["errors"][0]
    assert error.get("parameter") == parameter
    assert error["reason"]
    answer = get(server, error["example"])
    assert answer.status_code == 200, error["example"]


@pytest.mark.parametrize("target, nearest", [
    ("/v1/programs?knd=plan", "kind"), ("/v1/programs?kind=platfrm", "platform"), ("/v1/program", "/v1/programs"),
    ("/v1/observations?period__gee=2020", "ge"), ("/v1/programs?sort=-nam_ja", "name_ja"),
    ("/docs/dictonary", "/docs/dictionary")])
def test_a_near_name_is_suggested(target, nearest, server):
    assert get(server, target).json()["errors"][0]["did_you_mean"] == nearest


@pytest.mark.parametrize("target, some", [
    ("/v1/programs?kind=nothing", {"platform", "matching"}), ("/v1/programs?limit=0", {"1–1000"}),
    ("/v1/observations?kind__contains=x", {"kpi", "period"}), ("/v1/observations?period__contains=x", {"ge", "isnull"}),
    ("/v1/programs.html", {".json", ".rdf"}), ("/docs?x=1", {"lang"}),
    ("/v1/kpis/yokohama-oi-kpi1/series?derive=x", {"yoy", "progress"})])
def test_what_would_be_right_is_listed(target, some, server):
    assert some <= set(get(server, target).json()["errors"][0]["allowed"])


def test_method_and_body_are_answered_with_an_example(server):
    for answer in (requests.post(server.url + "/v1/programs", timeout=60),
                   requests.put(server.url + "/v1/programs", data=b"x", timeout=60)):
        assert get(server, answer.json()["errors"][0]["example"]).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_in_the_language_asked_for(language, server):
    body = get(server, "/v1/programs?zzz=1", language).json()
    japanese = [bool(re.search("[ぁ-ん]", text)) for text in (body["title"], body["detail"], body["errors"][0]["reason"])]
    assert japanese == [language == "ja"] * 3


@pytest.mark.parametrize("slug", SLUGS)
def test_a_type_is_a_page_that_says_what_to_do(slug, server):
    for language in LANGUAGES:
        page = get(server, f"/problems/{slug}", language, Accept="text/html")
        assert page.status_code == 200 and f'<html lang="{language}">' in page.text
        text = re.sub(r"<[^>]+>", "", page.text.split("<main")[1].split("</main>")[0])
        assert len(text) > 60 and "{" not in text.replace("{table}", "")
        assert {"ja": "どうすればよいか", "en": "What to do"}[language] in text


@pytest.mark.parametrize("slug", SLUGS)
def test_a_type_is_explained_to_programs_in_both_languages(slug, server):
    body = get(server, f"/problems/{slug}").json()
    assert body["type"] == f"/problems/{slug}"
    assert all(body[f"{name}_{language}"] for name in ("title", "detail", "help") for language in LANGUAGES)


def test_an_error_of_the_service_blames_no_parameter(serve, tmp_path):
    with serve(tmp_path) as unready:
        answer = get(unready, "/v1/programs")
        assert answer.status_code == 503 and "errors" not in answer.json()
