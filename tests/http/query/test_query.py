"""What a list can be asked for beside filters: words, counts beside the list, embedded records, chosen columns."""

import collections

import pytest
import requests

import small_instance
from conftest import CITATION


def fetch(server, path, **parameters):
    answer = requests.get(server.url + path, params=parameters, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def programs(server):
    return fetch(server, "/v1/programs", limit=1000)["items"]


def test_a_facet_counts_every_value_among_all_matches(server, programs):
    page = fetch(server, "/v1/programs", facet="kind,municipality", limit=1)
    for column in ("kind", "municipality"):
        facet = page["facets"][column]
        assert facet["complete"] is True
        assert {v["value"]: v["count"] for v in facet["values"]} == collections.Counter(p[column] for p in programs)


def test_a_facet_counts_what_the_filters_leave(server, programs):
    page = fetch(server, "/v1/programs", facet="status", kind="survey")
    assert ({v["value"]: v["count"] for v in page["facets"]["status"]["values"]}
            == collections.Counter(p["status"] for p in programs if p["kind"] == "survey"))


def test_a_facet_that_is_cut_says_so(server):
    facet = fetch(server, "/v1/municipalities", facet="id", limit=1)["facets"]["id"]
    assert facet["complete"] is False and len(facet["values"]) == 100


def test_included_records_are_those_that_their_own_urls_give(server):
    for item in fetch(server, "/v1/adoptions", include="startup,program")["items"]:
        for reference, table in (("startup", "startups"), ("program", "programs")):
            own = fetch(server, f"/v1/{table}/{item[reference]}")
            embedded = item[reference + "_record"]
            assert embedded == {key: own[key] for key in embedded}
            assert set(own) - set(embedded) - set(CITATION) <= {"source_title_ja", "source_title_en"}


def test_an_empty_reference_includes_null(server, programs):
    without = [p["id"] for p in programs if p["parent"] is None]
    items = fetch(server, "/v1/programs", include="parent", limit=1000)["items"]
    assert [i["id"] for i in items if i["parent_record"] is None] == without


def test_fields_are_the_columns_that_were_asked_for(server, programs):
    items = fetch(server, "/v1/programs", fields="id,name_ja", limit=1000)["items"]
    assert items == [{key: p[key] for key in ("id", "url", "name_ja")} for p in programs]


@pytest.mark.parametrize("words", ["ｲﾉﾍﾞｰｼｮﾝ", "いのべーしょん", "イノベーション"])
def test_kana_of_any_width_finds_the_same(server, words):
    found = [i["id"] for i in fetch(server, "/v1/programs", q=words, limit=1000)["items"]]
    named = {p["id"] for p in fetch(server, "/v1/programs", name_ja__contains="イノベーション")["items"]}
    assert named and named <= set(found)


def test_a_word_of_one_character_is_found_where_it_stands(server, programs):
    searched = ("name_ja", "name_en", "reference_ja", "area_ja", "summary_ja", "reference_en", "area_en", "summary_en")
    wanted = {p["id"] for p in programs if any("市" in (p[c] or "") for c in searched)}
    assert {i["id"] for i in fetch(server, "/v1/programs", q="市", limit=1000)["items"]} == wanted


def test_all_words_must_be_there(server):
    one = {i["id"] for i in fetch(server, "/v1/programs", q="横浜", limit=1000)["items"]}
    both = {i["id"] for i in fetch(server, "/v1/programs", q="横浜 調査", limit=1000)["items"]}
    assert both and both < one


def test_a_snippet_marks_the_word(server):
    for item in fetch(server, "/v1/programs", q="まち")["items"]:
        assert "<mark>まち</mark>" in item["snippet"]


def test_pages_of_a_ranked_search_give_each_match_once(server):
    whole = [i["id"] for i in fetch(server, "/v1/programs", q="市", limit=1000)["items"]]
    path, walked = "/v1/programs?q=市&limit=4", []
    while path:
        page = fetch(server, path)
        walked += [i["id"] for i in page["items"]]
        path = page["next"]
    assert walked == whole and len(set(walked)) == len(walked)


def test_a_search_of_everything_counts_what_the_lists_count(server):
    answer = fetch(server, "/v1/search", q="横浜", limit=5)
    assert answer["returned"] == len(answer["items"]) == 5 and answer["complete"] is False
    assert answer["total"] == sum(table["total"] for table in answer["tables"])
    for table in answer["tables"]:
        assert fetch(server, table["list"])["total"] == table["total"]


def test_a_found_record_is_where_its_url_says(server):
    for item in fetch(server, "/v1/search", q="横浜", limit=20)["items"]:
        assert fetch(server, f"/v1/{item['table']}/{item['id']}")["url"] == item["url"]


def without_original(answer):
    """Its links but those of RFC 7089, whose original is the URL as it was asked for."""
    return [link for link in answer.headers["Link"].split(", <") if "original" not in link and "timemap" not in link]


@pytest.mark.parametrize("several, one", [
    ("/v1/programs?kind=plan&limit=3&kind=project", "/v1/programs?kind=plan,project&limit=3"),
    ("/v1/programs.csv?kind[]=plan&kind[]=project", "/v1/programs.csv?kind=plan,project"),
    ("/v1/programs?kind%5B%5D=plan", "/v1/programs?kind=plan"),
    ("/v1/aggregate/observations?group=kpi.kind&group=value_type&measure=count&measure[]=min&kpi.kind=budget",
     "/v1/aggregate/observations?group=kpi.kind,value_type&measure=count,min&kpi.kind=budget"),
    ("/v1/compare?kpi=yokohama-oi-kpi1&kpi=yokohama-oi-kpi2", "/v1/compare?kpi=yokohama-oi-kpi1,yokohama-oi-kpi2"),
    ("/v1/kpis/yokohama-oi-kpi1/series?value_type=target&value_type=baseline",
     "/v1/kpis/yokohama-oi-kpi1/series?value_type=target,baseline")])
def test_a_list_in_several_parameters_is_the_same_answer(several, one, server):
    left, right = (requests.get(server.url + path, timeout=30) for path in (several, one))
    assert left.status_code == 200 and left.content == right.content
    for field in ("ETag", "Content-Location"):
        assert left.headers[field] == right.headers[field]
    assert without_original(left) == without_original(right)


@pytest.mark.parametrize("query, nearest", [
    ("kpi=yokohama-oi-kpi9", "yokohama-oi-kpi1"), ("kpi=yokohama-oi-kpi2,yokohama-oi-kpj3", "yokohama-oi-kpi3"),
    ("kpi.program=yokohama-oversea-oi", "yokohama-overseas-oi"), ("area=14100", "141003"), ("area=141004", "141003"),
    ("kpi=%E3%81%82", None), ("kpi__ne=yokohama-oi-kpi", "yokohama-oi-kpi1")])
@pytest.mark.parametrize("path", ["/v1/observations", "/v1/observations.csv", "/v1/aggregate/observations"])
def test_a_reference_that_does_not_exist_is_refused_with_the_nearest(path, query, nearest, server):
    for language, word in (("ja", "使えません"), ("en", "is not a value")):
        answer = requests.get(f"{server.url}{path}?{query}", headers={"Accept-Language": language}, timeout=30)
        assert answer.status_code == 400 and word in answer.json()["detail"]
        (error,) = answer.json()["errors"]
        assert error["parameter"] == query.split("=")[0]
        assert error.get("did_you_mean") == nearest
        assert requests.get(server.url + error["example"], timeout=30).status_code == 200


@pytest.mark.parametrize("path, nearest", [
    ("/v1/serach?q=x", "/v1/search"), ("/v1/aggregates/programs", "/v1/aggregate/programs"), ("/v1/compares", "/v1/compare"),
    ("/v1/program", "/v1/programs"), ("/v1/download/programs.csv", "/v1/downloads/programs.csv"), ("/v1/zzzzzz", None)])
def test_a_path_that_does_not_exist_names_the_kinds_of_paths(path, nearest, server):
    answer = requests.get(server.url + path, timeout=30)
    (error,) = answer.json()["errors"]
    assert answer.status_code == 404 and error.get("did_you_mean") == nearest
    assert {"programs", "/v1/{table}", "/v1/aggregate/{table}", "/v1/compare", "/v1/search", "/v1/kpis/{kpi}/series",
            "/v1/downloads"} <= set(error["allowed"])


def test_a_word_is_found_whatever_parts_it(server, tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    instance.write("sources", small_instance.SOURCES + ["lab,ひかり・ロボット・工房 Wi-Fi実験,report"])
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as running:
        for words in ("ひかりロボット工房", "ヒカリ ロボット", "ﾋｶﾘ･ﾛﾎﾞｯﾄ", "ロボット‐工房", "wifi", "wi-fi", "ＷＩＦＩ　工房"):
            answer = requests.get(running.url + "/v1/sources", params={"q": words}, timeout=30).json()
            assert [item["id"] for item in answer["items"]] == ["lab"], words
            assert "<mark>" in answer["items"][0]["snippet"]
        for words in ("ひかり工房", "ロボット実験"):
            assert requests.get(running.url + "/v1/sources", params={"q": words}, timeout=30).json()["total"] == 0


def test_an_empty_search_is_refused_with_an_example_that_works(server):
    answer = requests.get(server.url + "/v1/search", timeout=30)
    assert answer.status_code == 400
    example = answer.json()["errors"][0]["example"]
    assert requests.get(server.url + example, timeout=30).status_code == 200
