"""/v1/cite: how what a URL is answered with is quoted, read by programs that keep literature.

Debian's python3-bibtexparser, bibutils and citeproc-py read what is written here; what they are asked for is the title,
publisher, day and URL that the instance has.
"""

import html
import json
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree

import bibtexparser
import pytest
import requests
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import convert_to_unicode
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from conftest import fetch
from small_instance import KPIS, OBSERVATIONS, Instance

BASE = "https://data.example.jp"
SERIES = "/v1/kpis/visitors/series.csv"
CITED = f"{BASE}{SERIES}?release=2"
# No line ends in it: the checker takes none in a name.
HOSTILE = "率 {B} } 100% \"q\" 「x」 \\y & #1 $z a_b ~ <x> '; @misc{k, title={z}}"
TABLE = re.compile("<table.*?</table>", re.S)
MODS = {"m": "http://www.loc.gov/mods/v3"}
TYPES = {"json": "application/json", "txt": "text/plain; charset=utf-8", "bib": "application/x-bibtex; charset=utf-8",
         "ris": "application/x-research-info-systems; charset=utf-8", "csl": "application/vnd.citationstyles.csl+json"}


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


@pytest.fixture(scope="module")
def server(tmp_path_factory, publish_at, serve):
    """Release 2, in the night to April, changes the figure; release 3 the definition of another KPI."""
    base = tmp_path_factory.mktemp("cite")
    instance = Instance(base / "instance")
    instance.instance(publisher_name_en="Test City", licence_name_en="Attribution 4.0")
    kpis = [KPIS[0].replace("unit_ja", "name_en,unit_ja"), KPIS[1].replace("来訪者数,人", "来訪者数,Visitors,人"),
            KPIS[2].replace("割合,%", f"{quoted(HOSTILE)},,%")]
    instance.write("kpis", kpis)
    publish_at("2026-03-30T12:00:00+09:00", base / "store", instance.path)
    instance.write("observations", [row.replace(",120,", ",125,") for row in OBSERVATIONS])
    publish_at("2026-04-01T00:30:00+09:00", base / "store", instance.path)
    instance.write("municipalities", ["id,name_ja,kind,prefecture", "130001,東京,prefecture,", "141003,横浜市,designated_city,"])
    publish_at("2026-05-01T12:00:00+09:00", base / "store", instance.path)
    with serve(base / "store") as running:
        yield running


def cite(server, form, url=SERIES, status=200, **parameters):
    answer = requests.get(f"{server.url}/v1/cite.{form}", params={"url": url, **parameters}, timeout=30)
    assert answer.status_code == status, answer.text
    return answer


def mods_of(text, program):
    """What bibutils make of a file: its one record in MODS."""
    done = subprocess.run([program, "-i", "utf8"], input=text.encode(), capture_output=True, check=True)
    records = xml.etree.ElementTree.fromstring(done.stdout.decode("utf-8-sig")).findall("m:mods", MODS)
    assert len(records) == 1
    return lambda path: records[0].find(path, MODS).text


def entry_of(text):
    """The one entry of a BibTeX file. No string of months is given to the reader."""
    entries = bibtexparser.loads(text, BibTexParser(customization=convert_to_unicode, common_strings=False)).entries
    assert len(entries) == 1
    return entries[0]


# --- what it says ---


def test_json_has_all_parts(server):
    assert cite(server, "json").json() == {
        "cite_as": CITED,
        "citation_ja": f"試験市「来訪者数」『試験』公開版2（2026年4月1日公開）{CITED}",
        "citation_en": f"Test City: Visitors. Test, release 2, published 1 April 2026. {CITED}",
        "title_ja": "来訪者数", "title_en": "Visitors", "publisher_name_ja": "試験市", "publisher_name_en": "Test City",
        "collection_ja": "試験", "collection_en": "Test", "release": 2, "released_on": "2026-04-01",
        "licence": "https://creativecommons.org/licenses/by/4.0/", "licence_name_ja": "CC BY 4.0", "licence_name_en": "Attribution 4.0",
    }


def test_plain_text_is_the_two_lines(server):
    lines = cite(server, "json").json()
    assert cite(server, "txt").text.splitlines() == [lines["citation_ja"], lines["citation_en"]]
    assert cite(server, "txt", lang="en").text.splitlines() == [lines["citation_en"], lines["citation_ja"]]


@pytest.mark.parametrize("url, title, cited", [
    ("/v1/kpis/visitors", "来訪者数", "/v1/kpis/visitors.json?release=1"),
    ("/v1/kpis/visitors/series?derive=difference", "来訪者数", "/v1/kpis/visitors/series.json?derive=difference&release=2"),
    ("/v1/observations.csv?kpi=visitors", "観測値", "/v1/observations.csv?kpi=visitors&release=2"),
    ("/v1/aggregate/observations?group=kpi", "観測値", "/v1/aggregate/observations.json?group=kpi&measure=count&release=2"),
    ("/v1/search?q=来訪", "試験", "/v1/search.json?q=%E6%9D%A5%E8%A8%AA&release=3"),
    ("/v1/downloads/kpis.csv", "指標", "/v1/releases/1/downloads/kpis.csv"),
    ("/v1/releases/1/downloads/kpis.csv", "指標", "/v1/releases/1/downloads/kpis.csv"),
    ("/v1/kpis/visitors/series.csv?release=1", "来訪者数", "/v1/kpis/visitors/series.csv?release=1"),
    ("/v1/kpis/visitors/series.csv?as_of=2026-03-31", "来訪者数", "/v1/kpis/visitors/series.csv?release=1"),
    (f"{BASE}/v1/kpis/visitors/series.csv", "来訪者数", "/v1/kpis/visitors/series.csv?release=2"),
])
def test_it_is_what_the_answer_itself_says(url, title, cited, server):
    said = cite(server, "json", url).json()
    assert (said["title_ja"], said["cite_as"]) == (title, BASE + cited)
    answer = fetch(server, url.removeprefix(BASE))
    assert answer.links["cite-as"]["url"] == said["cite_as"]
    if answer.headers["Content-Type"] == "application/json":
        assert {name: said[name] for name in ("citation_ja", "citation_en")} == \
               {name: answer.json()[name] for name in ("citation_ja", "citation_en")}


@pytest.mark.parametrize("url, title_ja, title_en, cited", [
    ("/", "試験", "Test", "/?release=3"),
    ("/kpis", "指標", "KPIs", "/kpis?release=1"),
    ("/kpis/visitors", "来訪者数", "Visitors", "/kpis/visitors?release=2"),
    (f"{BASE}/kpis/visitors?lang=en", "来訪者数", "Visitors", "/kpis/visitors?lang=en&release=2"),
    ("/outcomes", "採択された提案がその後どうなったか", "What became of the proposals that were adopted", "/outcomes?release=1"),
    ("/search?q=来訪", "「来訪」を含むもの", "Records with “来訪”", "/search?q=%E6%9D%A5%E8%A8%AA&release=3"),
    ("/embed/kpis/visitors", "来訪者数", "Visitors", "/embed/kpis/visitors?release=2"),
    ("/kpis?q=&nature=flow&kind=kpi", "指標", "KPIs", "/kpis?kind=kpi&nature=flow&release=1"),
])
def test_a_page_is_quoted_by_what_it_is_about(url, title_ja, title_en, cited, server):
    said = cite(server, "json", url).json()
    assert (said["title_ja"], said["title_en"]) == (title_ja, title_en)
    assert re.sub(r"release=\d+", "release=", said["cite_as"]) == BASE + re.sub(r"release=\d+", "release=", cited)
    page = requests.get(server.url + url.removeprefix(BASE), headers={"Accept": "text/html"}, timeout=30)
    assert page.links["cite-as"]["url"] == said["cite_as"]


# What was changed and published so far grows with every release; bounded by one it stays.
@pytest.mark.parametrize("url, title, release, cited", [
    ("/changes", "何がなぜ変わったか", 3, "/changes?release__le=3"),
    ("/changes?table=observations&lang=en", "何がなぜ変わったか", 3, "/changes?release__le=3&table=observations&lang=en"),
    ("/changes?until=2", "何がなぜ変わったか", 2, "/changes?release__le=2"),
    ("/changes?release__le=99", "何がなぜ変わったか", 3, "/changes?release__le=3"),
    ("/changes?release=2", "何がなぜ変わったか", 3, "/changes?release=2&release__le=3"),
    ("/releases", "公開した版", 3, "/releases?number__le=3"),
    ("/releases/2", "公開版 2", 2, "/releases/2"),
    ("/releases/2/changes?table=observations", "公開版 2", 2, "/releases/2?table=observations"),
])
def test_what_changed_is_quoted_up_to_a_release(url, title, release, cited, server):
    said = cite(server, "json", url).json()
    assert (said["title_ja"], said["release"], said["cite_as"]) == (title, release, BASE + cited)
    page = requests.get(server.url + url, headers={"Accept": "text/html", "Accept-Language": "ja"}, timeout=30)
    assert page.links["cite-as"]["url"] == said["cite_as"]
    line = said["citation_en" if "lang=en" in url else "citation_ja"]
    assert html.escape(line) in page.text
    again = requests.get(server.url + cited, headers={"Accept": "text/html", "Accept-Language": "ja"}, allow_redirects=False, timeout=30)
    assert again.status_code == 200 and html.escape(line) in again.text
    assert TABLE.findall(again.text) == TABLE.findall(page.text) != []


def test_before_the_first_release_nothing_changed_that_is_quoted(server):
    assert cite(server, "json", "/changes?release__le=0", status=400).json()["type"].endswith("/not-citable")


def test_what_changed_until_then_is_shown_after_the_next_release(tmp_path, publish, serve):
    instance = Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path)
    instance.write("observations", [row.replace(",120,", ",125,") for row in OBSERVATIONS])
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as running:
        then = {}
        for path in ("/changes", "/releases"):
            line = cite(running, "json", path).json()["cite_as"]
            then[line] = requests.get(running.url + line.removeprefix(BASE), headers={"Accept": "text/html"}, timeout=30).text
    instance.write("observations", [row.replace(",120,", ",130,") for row in OBSERVATIONS])
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as running:
        for line, text in then.items():
            now = requests.get(running.url + line.removeprefix(BASE), headers={"Accept": "text/html"}, timeout=30).text
            assert TABLE.findall(now) == TABLE.findall(text) != [] and "公開版2（" in now and "公開版3（" not in now
        assert "130" in requests.get(running.url + "/changes", headers={"Accept": "text/html"}, timeout=30).text


def test_the_history_that_a_page_leads_to_is_there(server):
    page = requests.get(server.url + "/outcomes", headers={"Accept": "text/html"}, timeout=30)
    answer = fetch(server, page.links["timemap"]["url"].removeprefix(BASE))
    assert answer.status_code == 200 and "/outcomes?release=1" in answer.text


def test_a_url_of_another_base_is_of_this_instance_too(server, serve):
    with serve(server.store, "--base-url", "https://open.example.jp") as other:
        for base in ("https://open.example.jp", BASE):
            assert cite(other, "json", base + SERIES).json()["cite_as"] == f"https://open.example.jp{SERIES}?release=2"


# --- for programs that keep literature ---


@pytest.mark.parametrize("lang, author, title, part", [("ja", "試験市", "来訪者数", "試験"), ("en", "Test City", "Visitors", "Test")])
def test_a_reader_of_bibtex_finds_all_parts(lang, author, title, part, server):
    entry = entry_of(cite(server, "bib", lang=lang).text)
    assert (entry["ENTRYTYPE"], entry["author"], entry["title"], entry["howpublished"]) == ("misc", author, title, part)
    assert (entry["year"], entry["month"], entry["url"]) == ("2026", "4", CITED)
    assert "CC BY 4.0" in entry["note"] or "Attribution 4.0" in entry["note"]


def test_bibutils_find_all_parts_of_bibtex(server):
    found = mods_of(cite(server, "bib").text, "bib2xml")
    assert found("m:titleInfo/m:title") == "来訪者数"
    assert found("m:name/m:namePart") == "試験市"
    assert found("m:originInfo/m:dateIssued") == "2026-04"
    assert found("m:location/m:url") == CITED


def test_bibutils_find_all_parts_of_ris(server):
    found = mods_of(cite(server, "ris").text, "ris2xml")
    assert found("m:titleInfo/m:title") == "来訪者数"
    assert found("m:name/m:namePart") == "試験市"
    assert found("m:originInfo/m:dateIssued") == "2026-04-01"
    assert found("m:originInfo/m:publisher") == "試験市"
    assert found("m:location/m:url") == CITED


def bibliography_of(items):
    """A list of literature in the Harvard style that citeproc-py brings."""
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard1", validate=False)
    made = CitationStylesBibliography(style, source, formatter.plain)
    made.register(Citation([CitationItem(item["id"]) for item in items]))
    return "\n".join(str(line) for line in made.bibliography())


def test_citeproc_makes_a_reference_of_csl_json(server):
    line = bibliography_of(cite(server, "csl", lang="en").json())
    assert line.startswith("Test City, 2026.") and "Visitors" in line and CITED in line


# --- names that mean something elsewhere ---


def test_a_hostile_name_is_one_title_in_json_csl_and_text(server):
    url = "/v1/kpis/rate"
    assert cite(server, "json", url).json()["title_ja"] == cite(server, "csl", url).json()[0]["title"] == HOSTILE
    lines = cite(server, "txt", url).text.split("\n")
    assert len(lines) == 3 and f"試験市「{HOSTILE}」" in lines[0]


def test_a_hostile_name_is_one_title_in_ris(server):
    text = cite(server, "ris", "/v1/kpis/rate").text
    assert mods_of(text, "ris2xml")("m:titleInfo/m:title") == HOSTILE
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n")[:-1])


def test_a_hostile_name_is_one_title_in_bibtex(server):
    """bibutils know braces but no backslash, bibtexparser the backslash but no braces; quotation marks become those of
    typography, as LaTeX sets them."""
    text = cite(server, "bib", "/v1/kpis/rate").text
    typographic = HOSTILE.replace('"', "”").replace("'", "’")
    assert mods_of(text, "bib2xml")("m:titleInfo/m:title").replace("\\textbackslash", "\\") == typographic
    title = entry_of(text)["title"]
    assert title.replace("\\textbraceleft", "{").replace("\\textbraceright", "}") == HOSTILE


# --- forms ---


@pytest.mark.parametrize("form", TYPES)
def test_the_form_is_chosen_by_suffix_or_accept(form, server):
    by_suffix = cite(server, form)
    by_accept = requests.get(f"{server.url}/v1/cite", params={"url": SERIES}, headers={"Accept": TYPES[form].split(";")[0]}, timeout=30)
    assert by_suffix.headers["Content-Type"] == by_accept.headers["Content-Type"] == TYPES[form]
    assert by_accept.text == by_suffix.text


@pytest.mark.parametrize("form", TYPES)
def test_it_has_validators_and_changes_with_what_it_says(form, server):
    one, other = cite(server, form), cite(server, form, "/v1/kpis/rate/series.csv")
    again = requests.get(one.url, headers={"If-None-Match": one.headers["ETag"]}, timeout=30)
    assert again.status_code == 304 and one.headers["ETag"] != other.headers["ETag"]
    assert one.headers["Hiraku-Release"] == "2"
    assert fetch(server, one.headers["Content-Location"]).content == one.content


def test_a_head_is_that_of_the_get(server):
    head = requests.head(f"{server.url}/v1/cite.bib", params={"url": SERIES}, headers={"Accept-Encoding": "identity"}, timeout=30)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(cite(server, "bib").content)))


# --- what is refused ---

ELSEWHERE = ["https://other.example/v1/kpis", "http://data.example.jp/v1/kpis", f"{BASE}.other.example/v1/kpis", "//data.example.jp/v1/kpis",
             "v1/kpis", "file:///etc/passwd", "/v1/kpis#visitors", "javascript:alert(1)"]
TRANSIENT = [f"{BASE}/docs/getInstance", "/docs/getInstance", "/v1/changes", "/v1/freshness", "/v1/releases/1", "/v1/cite?url=/v1/kpis", "/v1/openapi.json", "/v1/downloads",
             "/v1/datasets/kpis.ttl", "/v1/kpis.csv-metadata.json", "/v1/releases/1/proof/release.json", "/v1/feed.atom"]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_url_of_elsewhere_is_refused(url, server):
    problem = cite(server, "bib", url, status=400).json()
    assert problem["type"].endswith("/bad-parameter")
    assert problem["errors"][0]["parameter"] == "url"
    assert fetch(server, problem["errors"][0]["example"]).status_code == 200


@pytest.mark.parametrize("url", TRANSIENT)
def test_what_has_no_permanent_form_is_refused(url, server):
    problem = cite(server, "txt", url, status=400).json()
    assert problem["type"].endswith("/not-citable")
    assert fetch(server, problem["errors"][0]["example"]).status_code == 200


@pytest.mark.parametrize("url, status, kind", [
    ("/v1/kpis/no-such", 404, "not-found"), ("/v1/no-such", 404, "not-found"), ("/v1", 404, "not-found"), ("/v1/kpis?limt=1", 400, "unknown-parameter"),
    ("/v1/kpis.csv?limit=1", 400, "parameter-elsewhere"),
    ("/v1/kpis?release=9", 404, "unknown-release"), ("/v1/kpis?as_of=2020-01-01", 400, "before-first-release"),
    ("/v1/kpis/../kpis", 400, "bad-parameter"), ("/v1/kpis/%FF", 400, "bad-parameter"), ("/v1/kpis.docx", 404, "not-found"),
])
def test_what_the_url_itself_is_refused_with(url, status, kind, server):
    assert cite(server, "json", url, status=status).json()["type"].endswith("/" + kind)


@pytest.mark.parametrize("query, kind, parameter", [
    ("", "missing-parameter", "url"), ("url=", "missing-parameter", "url"), ("url=/v1/kpis&url=/v1/units", "repeated-parameter", "url"),
    ("url=/v1/kpis&lang=fr", "bad-parameter", "lang"), ("url=/v1/kpis?a=1&limit=5", "unknown-parameter", "limit"),
    ("url=/v1/kpis&release=1", "unknown-parameter", "release"),
])
def test_a_question_that_is_wrong_is_refused(query, kind, parameter, server):
    problem = fetch(server, f"/v1/cite.txt?{query}").json()
    assert problem["type"].endswith("/" + kind)
    assert problem["errors"][0]["parameter"] == parameter


def test_json_has_both_languages_and_takes_none(server):
    assert cite(server, "json", lang="ja", status=400).json()["type"].endswith("/parameter-elsewhere")


def test_a_long_url_is_quoted_whole(server):
    words = urllib.parse.quote("x" * 3000)
    said = json.loads(cite(server, "json", f"/v1/kpis?name_ja__ne={words}").content)
    assert fetch(server, said["cite_as"].removeprefix(BASE)).status_code == 200
