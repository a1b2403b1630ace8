"""What pages say to programs that read pages (schema.org as JSON-LD, Open Graph): that it can be read, leads somewhere, and
says what the API says.
"""

import json
import re
import urllib.parse

import pyld.jsonld
import pytest
import requests

from conftest import fetch
from small_instance import Instance
from test_pages import BROWSER, LANGUAGES, Page, path_of, rows, tables

MOST = 60
# Types of schema.org by table, and its properties by column, as their definitions read.
TYPES = {"organizations": {"Organization", "GovernmentOrganization"}, "programs": {"Project"}, "startups": {"Organization"},
         "events": {"Event"}, "pilots": {"ResearchProject"}, "results": {"Report"}, "kpis": {"StatisticalVariable"},
         "municipalities": {"GovernmentOrganization"}, "challenges": {"Demand"}, "sources": {"CreativeWork"}}
NAMES = ("name", "title")


def load(url, options):
    """The context of schema.org, as far as it matters here: nothing is fetched."""
    assert url == "https://schema.org/", url
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": {"@context": {"@vocab": "https://schema.org/"}}}


def text_of(server, path, language="ja"):
    answer = requests.get(server.url + path, headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60)
    assert answer.status_code == 200, path
    return answer.text


def blocks(text):
    return [json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)]


def objects(text):
    return [one for block in blocks(text) for one in block.get("@graph", [block])]


def of_type(text, *types):
    return [one for one in objects(text) if one["@type"] in types]


@pytest.fixture(scope="module")
def base(server):
    return fetch(server, "/v1/instance").json()["base_url"]


@pytest.fixture(scope="module")
def sample(server):
    return {table: rows(server, table)[:MOST] for table in tables(server)}


@pytest.fixture(scope="module")
def read(server, sample):
    """The text of every page of a table, of its records, and of what is no table, in both languages."""
    paths = ["/", "/catalog.html", "/search", "/docs", "/changes", "/releases", "/outcomes", "/v1/downloads.html"]
    paths += [f"/v1/datasets/{table}.html" for table in sample] + [f"/{table}" for table in sample]
    paths += [path_of(table, row["id"]) for table, records in sample.items() for row in records]
    return {(path, language): text_of(server, path, language) for path in paths for language in LANGUAGES}


def ids_of(value):
    if isinstance(value, list):
        return set().union(*map(ids_of, value))
    if not isinstance(value, dict):
        return set()
    own = {value["@id"]} if "@id" in value else set()
    return own.union(*(ids_of(part) for part in value.values()))


def test_every_block_is_linked_data_of_schema_org(read):
    count = 0
    for key, text in read.items():
        for block in blocks(text):
            expanded = pyld.jsonld.expand(block, {"documentLoader": load})
            assert expanded and "@type" in json.dumps(expanded), key
            count += 1
    assert count > 500


def test_what_blocks_name_answers(read, server, base):
    names = set().union(*(ids_of(block) for text in read.values() for block in blocks(text)))
    own = {name[len(base):] for name in names if name.startswith(base + "/")}
    assert len(own) > 200
    session = requests.Session()
    for name in own:
        target = urllib.parse.urldefrag(name)[0]
        assert session.get(server.url + target, headers={"Accept": BROWSER}, timeout=60).status_code == 200, name


def pair(record, stem):
    return {language: record[f"{stem}_{language}"] for language in ("ja", "en") if record.get(f"{stem}_{language}")}


def spoken(values):
    return {one["@language"]: one["@value"] for one in values}


@pytest.mark.parametrize("table", TYPES)
def test_a_record_says_what_the_api_says(table, read, sample, base):
    for record in sample[table]:
        found = of_type(read[path_of(table, record["id"]), "ja"], *TYPES[table])
        assert len(found) == 1, record["id"]
        one = found[0]
        assert (one["identifier"], one["url"]) == (record["id"], base + path_of(table, record["id"]))
        names = [pair(record, stem) for stem in NAMES if f"{stem}_ja" in record]
        assert [spoken(one["name"])] == names if names else "name" not in one
        texts = pair(record, "summary") or pair(record, "definition")
        assert spoken(one.get("description", [])) == texts, record["id"]
        addresses = {record.get("website"), record.get("document")} - {None, ""}
        assert {one[key] for key in ("sameAs",) if key in one} == addresses, record["id"]
        if record.get("corporate_number"):
            assert one["iso6523Code"] == f"0188:{record['corporate_number']}"


def test_a_government_is_told_from_other_bodies(read, sample):
    for record in sample["organizations"]:
        found = of_type(read[path_of("organizations", record["id"]), "ja"], *TYPES["organizations"])
        public = record["kind"] in ("local_government", "national_government")
        assert found[0]["@type"] == ("GovernmentOrganization" if public else "Organization"), record["id"]


def test_an_event_says_when_and_where_and_by_whom(read, sample):
    told = 0
    for record in sample["events"]:
        one = of_type(read[path_of("events", record["id"]), "ja"], "Event")[0]
        if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", record["period"]):
            assert (one["startDate"], one["endDate"]) == (record["period"], record["period"])
            told += 1
        elif not record["period"] or re.match("FY|undated", record["period"]):
            assert "startDate" not in one and "endDate" not in one
        assert one.get("organizer", {}).get("url", "").rsplit("/", 1)[-1] == record["organizer"]
        assert one.get("location", {}).get("identifier", "") == record["municipality"]
    assert told > 0


def test_the_figure_of_a_kpi_is_that_of_the_api(read, sample, server, base):
    told = 0
    for record in sample["kpis"]:
        for one in of_type(read[path_of("kpis", record["id"]), "ja"], "Observation"):
            figure = fetch(server, "/v1/observations/" + one["@id"].rsplit("/", 1)[1], Accept="text/csv")
            cells = dict(zip(*[line.split(",") for line in figure.text.lstrip("\ufeff").splitlines()[:2]]))
            assert one["value"] == cells["value"] and isinstance(one["value"], str)
            assert (cells["kpi"], cells["value_type"], cells["item"], cells["segment"]) == (record["id"], "actual", "", "")
            assert cells["qualifier"] in ("", "exact")
            assert one["variableMeasured"]["@id"] == f"{base}/id/kpis/{record['id']}"
            assert one["unitText"] == record["unit_ja"]
            assert one.get("observationDate", "") in (cells["period"], cells["ends"])
            told += 1
    assert told > 3


def test_the_way_to_a_page_is_that_of_its_navigation(read, base):
    for (path, language), text in read.items():
        lists = of_type(text, "BreadcrumbList")
        crumbs = re.search(r'<nav class="crumbs".*?</nav>', text, re.DOTALL)
        assert len(lists) == (1 if crumbs else 0), path
        if not crumbs:
            continue
        page = Page(crumbs.group(0))
        steps = lists[0]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(page.links) + 2))
        assert [step["item"] for step in steps] == [base + link for link in page.links] + \
            re.findall('<link rel="canonical" href="([^"]*)"', text)


def test_the_first_page_says_how_to_search_and_what_there_is(read, server, base, sample):
    site, = of_type(read["/", "ja"], "WebSite")
    catalogue, = of_type(read["/", "ja"], "DataCatalog")
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template.startswith(base) and site["potentialAction"]["query-input"] == "required name=search_term_string"
    found = text_of(server, template[len(base):].replace("{search_term_string}", "DX"))
    assert "<mark>DX</mark>" in found
    assert {one["@id"] for one in catalogue["dataset"]} == {f"{base}/id/datasets/{table}" for table in sample}
    assert catalogue["license"] == fetch(server, "/v1/instance").json()["licence_url"]


# --- Open Graph ---

def properties(text):
    page = Page(text)
    return {one["property"]: one["content"] for one in page.all("meta") if "property" in one}


def test_every_page_says_how_a_link_to_it_is_shown(read):
    for (path, language), text in read.items():
        told = properties(text)
        assert {"og:type", "og:title", "og:description", "og:locale", "og:site_name", "og:url"} <= set(told), path
        assert told["og:locale"] == {"ja": "ja_JP", "en": "en_GB"}[language]
        assert [told["og:url"]] == [one["href"] for one in Page(text).all("link", rel="canonical")]
        assert told["og:title"] and told["og:description"]


def test_a_summary_describes_its_record_in_the_language_of_the_page(read, sample):
    for record in sample["programs"]:
        for language in LANGUAGES:
            summary = record[f"summary_{language}"]
            told = properties(read[path_of("programs", record["id"]), language])["og:description"]
            assert not summary or summary.startswith(told.removesuffix("…"))


# --- text that means harm ---

def test_hostile_text_stays_in_its_block(tmp_path, publish, serve):
    hostile = "</script><script>alert(1)</script><!-- ]]>"
    town = Instance(tmp_path / "town")
    town.write("sources", ["id,title_ja,kind,publisher_ja", f"plan,{hostile},plan,x", "report,報告書,report,"])
    publish(tmp_path / "store", town.path)
    with serve(tmp_path / "store") as server:
        text = text_of(server, "/sources/plan")
        scripts = [one for one in Page(text).all("script") if not one.get("src")]
        assert scripts and all(one.get("type") == "application/ld+json" for one in scripts)
        assert spoken(of_type(text, "CreativeWork")[0]["name"])["ja"] == hostile
