"""cite_as: the URL under which an answer stays, in JSON and as Link (RFC 8574), and a line to quote it with.

What is expected of the URL is what the server answered before the next release changed the figures.
"""

import csv
import json
import re
import shutil
import urllib.parse

import pytest
import requests
from conftest import SAMPLE, fetch, publish_result, run_program
from small_instance import KPIS, OBSERVATIONS, Instance

BASE = "http://127.0.0.1:8080"
# Release 1, then one that changes the startups, then one that changes everything else that is asked for below.
TIMES = ["2026-03-31T23:30:00+09:00", "2026-04-01T00:30:00+09:00", "2026-05-01T12:00:00+09:00"]
KPI, OTHER = "yokohama-oi-kpi2", "yokohama-oi-kpi1"
NAME_JA = "国際コンベンションへの海外からの参加者数（オンラインを含む）"
NAME_EN = "Participants from abroad in the international convention (online included)"
FORMS = ["json", "ndjson", "csv", "rdf", "ttl", "nt", "jsonld"]
JSON = ["/v1/programs?limit=3", "/v1/programs?facet=kind&limit=1", "/v1/programs?q=DX&sort=-id", f"/v1/kpis/{KPI}",
        f"/v1/kpis/{KPI}/series", f"/v1/kpis/{KPI}/series?derive=difference", "/v1/search?q=DX",
        "/v1/aggregate/programs?measure=count&group=kind", f"/v1/compare?kpi={KPI},{OTHER}", "/v1/instance"]
OTHERS = [f"/v1/programs.{form}" for form in FORMS[1:]] + [f"/v1/kpis/{KPI}/series.{form}" for form in FORMS[1:]] + [
    f"/v1/kpis/{KPI}.ttl", f"/v1/kpis/{KPI}.csv", f"/v1/kpis/{KPI}/series.csv?derive=difference",
    "/v1/programs.csv?kind=plan&profile=excel", "/v1/aggregate/programs.csv?measure=count", f"/v1/compare.csv?kpi={KPI},{OTHER}",
    "/v1/downloads/programs.csv", "/v1/downloads/programs.ttl"]
TRANSIENT = ["/v1/changes", "/v1/freshness", "/v1/releases", "/v1/releases/1", "/v1/downloads", "/v1/datasets/programs.ttl",
             "/catalog.ttl", "/docs/getInstance", "/v1/openapi.json", "/v1/programs/no-such-id", "/v1/programs?nothing=1"]


def spoil(folder, table, column, change, copies=0):
    """Changes a column of all rows of a table; then adds copies of the first row under new ids."""
    path = folder / "data" / f"{table}.csv"
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    at = rows[0].index(column)
    for row in rows[1:]:
        row[at] = change(row[at])
    rows += [[f"copy-{number}", *rows[1][1:]] for number in range(copies)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def cited(answer):
    """The permanent URL by the header, read by requests' own parser."""
    return answer.links.get("cite-as", {}).get("url")


def path_of(url, base=BASE):
    assert url.startswith(base + "/v1/"), url
    return url[len(base):]


def bare(content):
    """Without what names the release that was asked for in links to further pages."""
    return re.sub(rb'[?&](cursor|release)=[\w-]+', b"", content)


def said(answer):
    """The members of the citation."""
    return tuple(answer.json()[name] for name in ("cite_as", "citation_ja", "citation_en"))


@pytest.fixture(scope="module")
def changed(tmp_path_factory, publish_at, serve):
    """A store of three releases; .then: what the second said of every path while it was current."""
    base = tmp_path_factory.mktemp("cite")
    shutil.copytree(SAMPLE, base / "instance")
    history = type("History", (), {"store": base / "store", "then": {}})
    publish_at(TIMES[0], history.store, base / "instance")
    spoil(base / "instance", "startups", "name_ja", lambda name: name + "改")
    publish_at(TIMES[1], history.store, base / "instance")
    with serve(history.store) as server:
        for path in JSON + OTHERS:
            history.then[path] = fetch(server, path)
    spoil(base / "instance", "programs", "name_ja", lambda name: name + "新", copies=1)
    spoil(base / "instance", "kpis", "name_ja", lambda name: name + "新")
    spoil(base / "instance", "observations", "value", lambda value, once=["10001.00"]: once.pop() if once and value == "10000.00" else value)
    keys = json.loads((base / "instance" / "instance.json").read_text())
    (base / "instance" / "instance.json").write_text(json.dumps({**keys, "publisher_name_ja": "新しい公開者"}))
    publish_at(TIMES[2], history.store, base / "instance")
    return history


@pytest.fixture(scope="module")
def now(changed, serve):
    with serve(changed.store) as server:
        yield server


@pytest.mark.parametrize("path", JSON + OTHERS)
def test_the_url_gives_the_same_after_the_next_release(path, changed, now):
    then, today = changed.then[path], fetch(now, path)
    assert then.status_code == today.status_code == 200
    assert today.content != then.content
    again = fetch(now, path_of(cited(then)))
    assert bare(again.content) == bare(then.content)
    assert again.headers["Content-Type"] == then.headers["Content-Type"]
    assert cited(again) == cited(then)


@pytest.mark.parametrize("path", JSON + OTHERS)
def test_it_names_the_release_in_which_the_answer_last_changed(path, changed):
    then = changed.then[path]
    number = then.headers["Hiraku-Release"]
    assert number == ("2" if path == "/v1/instance" or "search" in path else "1")
    assert re.search(rf"[?&]release={number}$|^{BASE}/v1/releases/{number}/downloads/", cited(then))


@pytest.mark.parametrize("path", JSON)
def test_json_says_the_same_as_the_header(path, changed):
    url, japanese, english = said(changed.then[path])
    assert url == cited(changed.then[path])
    assert japanese.endswith(url) and english.endswith(" " + url)


def test_the_line_says_publisher_title_release_and_day(changed, now):
    url, japanese, english = said(changed.then[f"/v1/kpis/{KPI}/series"])
    assert url == f"{BASE}/v1/kpis/{KPI}/series.json?release=1"
    assert japanese == f"hiraku サンプル「{NAME_JA}」公開版1（2026年3月31日公開）{url}"
    assert english == f"hiraku sample instance: {NAME_EN}. Release 1, published 31 March 2026. {url}"
    url, japanese, english = said(fetch(now, f"/v1/kpis/{KPI}/series"))
    assert japanese == f"新しい公開者「{NAME_JA}新」『hiraku サンプル』公開版3（2026年5月1日公開）{url}"
    assert english == f"hiraku sample instance: {NAME_EN}. Release 3, published 1 May 2026. {url}"
    assert said(fetch(now, "/v1/programs?limit=3"))[1].startswith("新しい公開者「事業」")


def test_a_record_is_cited_with_the_publisher_of_its_release(changed, now):
    """It is older than the instance's new name, and its answer is the same as before."""
    record = fetch(now, "/v1/startups?limit=1").json()["items"][0]["id"]
    _, japanese, _ = said(fetch(now, f"/v1/startups/{urllib.parse.quote(record)}"))
    assert japanese.startswith("hiraku サンプル「") and "公開版2（2026年4月1日公開）" in japanese


@pytest.mark.parametrize("path", ["/v1/programs.json", "/v1/programs.csv", f"/v1/kpis/{KPI}/series.json", "/v1/search.json?q=DX"])
def test_of_an_old_release_it_is_the_one_that_the_figures_are_of(path, changed, now):
    sign = "&" if "?" in path else "?"
    for asked in ("release=2", "as_of=2026-04-01"):
        answer = fetch(now, f"{path}{sign}{asked}")
        assert cited(answer).endswith(f"release={answer.headers['Hiraku-Release']}")
        assert bare(fetch(now, path_of(cited(answer))).content) == bare(answer.content)


@pytest.mark.parametrize("pin", ["", "&release=2"])
def test_every_page_of_a_walk_is_citable(pin, changed, now):
    path, pages = f"/v1/programs?limit=2{pin}", 0
    while path and pages < 3:
        page = fetch(now, path)
        again = fetch(now, path_of(page.json()["cite_as"]))
        assert again.json()["items"] == page.json()["items"]
        path, pages = page.json()["next"], pages + 1
    assert pages == 3


def test_a_file_of_a_release_is_its_own_permanent_url(changed, now):
    answer = fetch(now, "/v1/releases/1/downloads/programs.csv")
    assert cited(answer) == f"{BASE}/v1/releases/1/downloads/programs.csv"


def test_a_304_and_a_head_say_it_too(now):
    whole = fetch(now, "/v1/programs.json")
    same = requests.get(now.url + "/v1/programs.json", headers={"If-None-Match": whole.headers["ETag"]}, timeout=30)
    head = requests.head(now.url + "/v1/programs.json", timeout=30)
    assert same.status_code == 304 and cited(same) == cited(head) == cited(whole)


@pytest.mark.parametrize("path", TRANSIENT)
def test_what_has_no_permanent_form_promises_none(path, now):
    answer = fetch(now, path)
    assert cited(answer) is None
    if answer.status_code == 200 and answer.headers["Content-Type"] == "application/json":
        assert not answer.json().get("cite_as")


def test_a_list_without_a_permanent_form_says_so(now):
    assert said(fetch(now, "/v1/changes")) == said(fetch(now, "/v1/freshness")) == (None, None, None)


def test_a_url_too_long_for_a_header_stands_in_the_body_alone(now):
    ids = ",".join(f"no-such-id-{number}" for number in range(90))
    answer = fetch(now, f"/v1/programs?id={ids}")
    assert cited(answer) is None and answer.links["license"]
    assert len(answer.json()["cite_as"]) > 1024
    assert fetch(now, path_of(answer.json()["cite_as"])).json()["items"] == []


def test_a_release_that_was_withdrawn_is_not_named(store, tmp_path, serve):
    instance = Instance(tmp_path / "instance")
    publish_result(store, instance.path)
    instance.write("observations", [row.replace(",120,", ",125,") for row in OBSERVATIONS])
    publish_result(store, instance.path)
    instance.write("municipalities", ["id,name_ja,kind,prefecture", "130001,東京都,prefecture,", "141003,横浜,designated_city,"])
    publish_result(store, instance.path)
    with serve(store) as server:
        before = fetch(server, "/v1/observations.json")
    assert run_program("withdraw", "--store", store, "--reason", "個人名", "2").returncode == 0
    with serve(store) as server:
        after = fetch(server, "/v1/observations.json")
        again = fetch(server, path_of(cited(after), "https://data.example.jp"))
    assert (cited(before)[-1], cited(after)[-1]) == ("2", "3")
    assert again.json()["items"] == after.json()["items"] == before.json()["items"]
    assert after.headers["ETag"] != before.headers["ETag"]


def test_a_base_url_that_is_given_to_the_server_is_in_it(sample_store, serve):
    with serve(sample_store, "--base-url", "https://open.example.jp/data") as server:
        assert cited(fetch(server, "/v1/programs.csv")).startswith("https://open.example.jp/data/v1/programs.csv?release=")
