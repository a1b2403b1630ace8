"""The pages for people: every one of the sample in both languages, whatever it says compared with the API, every link
followed; made by the model, so no table is named but as an example.
"""

import csv
import html.parser
import io
import re
import urllib.parse

import pytest
import requests

from conftest import fetch
from small_instance import Instance

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
VOID = {"meta", "link", "br", "input", "img"}
# Of a table of more rows (the reference of all local governments) so many stand for all.
MOST = 100
LANGUAGES = ("ja", "en")


class Page(html.parser.HTMLParser):
    """What a page says: facts by column, links, the faults of its nesting."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.facts, self.links, self.elements = [], [], {}, [], []
        self.fact = self.value = None
        self.rows, self.text = [], ""
        self.feed(text)
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "div" and attributes.get("id", "").startswith("c-"):
            self.fact = attributes["id"][2:]
        if tag == "dd" and self.fact:
            self.value = []
        if tag == "tr":
            self.rows.append([])
        if tag == "data" and self.rows and "tbody" in self.open:
            self.rows[-1].append(attributes["value"])
        if tag == "data" and self.value is not None:
            self.facts.setdefault(self.fact, attributes["value"])

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")
        if tag == "dd" and self.fact:
            self.facts.setdefault(self.fact, "".join(self.value))
            self.value = self.fact = None

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":  # data for programs
            return
        self.text += data
        if self.value is not None:
            self.value.append(data)

    def scripts(self):
        """Those that run and are not that of the service: what is JSON is data."""
        return [one for one in self.all("script") if one.get("type") != "application/ld+json" and not re.fullmatch("/docs/[0-9a-f]{16}/script.js", one.get("src") or "")]

    def all(self, tag, **wanted):
        return [attributes for name, attributes in self.elements
                if name == tag and all(attributes.get(key) == value for key, value in wanted.items())]


def read(server, target, language="ja"):
    answer = requests.get(server.url + target, headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60)
    assert answer.status_code == 200, (target, answer.status_code)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8", target
    return Page(answer.text)


def tables(server):
    return [table["name"] for table in fetch(server, "/").json()["tables"]]


def rows(server, table):
    """Each as texts: as the CSV has them."""
    return list(csv.DictReader(io.StringIO(fetch(server, f"/v1/{table}.csv").content.decode("utf-8"))))


def path_of(table, identifier):
    return f"/{table}/{urllib.parse.quote(identifier, safe='')}"


@pytest.fixture(scope="module")
def sample(server):
    return {table: rows(server, table) for table in tables(server)}


@pytest.fixture(scope="module")
def crawled(server, sample):
    """Every page, and which links it has."""
    pages = {}
    for language in LANGUAGES:
        for table, records in sample.items():
            pages[f"/{table}", language] = read(server, f"/{table}", language)
            for record in records[:MOST]:
                path = path_of(table, record["id"])
                pages[path, language] = read(server, path, language)
    return pages


def test_elements_are_nested_and_there_is_one_h1(crawled):
    assert [(key, page.faults) for key, page in crawled.items() if page.faults] == []
    assert [key for key, page in crawled.items() if len(page.all("h1")) != 1] == []


def test_ids_are_unique(crawled):
    for key, page in crawled.items():
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), key


def test_every_value_of_a_record_is_that_of_the_api(crawled, sample):
    for table, records in sample.items():
        for record in records[:MOST]:
            wanted = {column: cell for column, cell in record.items() if cell}
            for language in LANGUAGES:
                facts = crawled[path_of(table, record["id"]), language].facts
                told = {column: cell for column, cell in facts.items() if record[column]}
                assert told == wanted, (table, record["id"])


def test_what_is_missing_is_said_and_why(crawled, sample):
    missing = [row for row in sample["observations"] if row["missing"]]
    assert missing
    for row in missing:
        page = crawled[path_of("observations", row["id"]), "ja"]
        assert page.facts["value"] in ("未設定", "該当なし", "未報告", "未収集", "不明", "秘匿")


def test_an_empty_cell_is_named_as_not_stated(crawled, sample):
    for table, records in sample.items():
        for record in records[:MOST]:
            page = crawled[path_of(table, record["id"]), "en"]
            for column in (column for column, cell in record.items() if not cell and column not in page.facts):
                assert f"/docs/dictionary#{table}.{column}" in page.links, (record["id"], column)


FOR_PROGRAMS = {"id", "unit_code", "unit_multiplier", "decimals"}


def test_what_is_for_programs_or_in_the_other_language_comes_last(crawled, sample):
    for language, other in zip(LANGUAGES, reversed(LANGUAGES)):
        for record in sample["kpis"]:
            columns = list(crawled[path_of("kpis", record["id"]), language].facts)
            aside = [column in FOR_PROGRAMS or column.endswith(f"_{other}") and bool(record[f"{column[:-2]}{language}"])
                     for column in columns]
            assert aside == sorted(aside), (record["id"], columns)
            assert aside[-1] and columns.index("kind") < columns.index("source") < columns.index("id"), columns


def test_a_list_has_columns_for_programs_where_they_are_asked_for(server):
    heads = [read(server, path).text for path in ("/kpis", "/kpis?fields=name_ja,unit_code")]
    assert ["単位コード" in head for head in heads] == [False, True]


def test_every_value_in_a_list_is_that_of_the_row(crawled, sample):
    for table, records in sample.items():
        for language in LANGUAGES:
            shown = [row for row in crawled[f"/{table}", language].rows if row]
            for cells, record in zip(shown, records):
                assert set(cells) <= set(record.values()) | set(record["id"].split()), (table, record["id"])


def test_a_list_leads_to_the_page_of_each_row(crawled, sample):
    for table, records in sample.items():
        links = crawled[f"/{table}", "ja"].links
        assert [record["id"] for record in records[:100] if path_of(table, record["id"]) not in links] == []


@pytest.mark.parametrize("path", ["/programs", "/outcomes", "/releases", "/kpis/yokohama-oi-kpi1", "/downloads", "/catalog.html", "/docs/getInstance"])
def test_each_cell_has_the_words_of_its_head(server, path):
    text = requests.get(server.url + path, headers={"Accept": BROWSER, "Accept-Language": "en"}, timeout=60).text
    tables = re.findall("<table.*?</table>", text, re.DOTALL)
    assert tables
    for table in tables:
        heads = [html.unescape(re.sub("<[^>]*>", "", head)) for head in re.findall(r'<th scope="col".*?</th>', table.partition("</thead>")[0])]
        for row in re.findall("<tr.*?</tr>", table.partition("</thead>")[2], re.DOTALL):
            labels = [html.unescape(label) for label in re.findall('<td data-label="([^"]*)"', row)]
            assert labels == heads[1:] or ("colspan" in row and labels == heads[1:len(labels) + 1]), row


def test_a_record_leads_to_what_refers_to_it(crawled, sample):
    for pilot in sample["pilots"]:
        assert path_of("pilots", pilot["id"]) in crawled[path_of("programs", pilot["program"]), "ja"].links


def test_every_link_answers(crawled, server):
    wanted, wrong = {}, []
    for (path, _), page in crawled.items():
        for link in page.links:
            target = urllib.parse.urldefrag(urllib.parse.urljoin(path, link))[0]
            if target.startswith("/"):
                wanted.setdefault(target, path)
    session = requests.Session()
    for target, page in wanted.items():
        answer = session.get(server.url + target, headers={"Accept": BROWSER}, timeout=60)
        wrong += [(target, page, answer.status_code)] if answer.status_code != 200 else []
    assert len(wanted) > 500 and wrong == []


def test_every_fragment_of_a_page_is_there(crawled):
    for key, page in crawled.items():
        ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        assert {link[1:] for link in page.links if link.startswith("#")} <= ids, key


def test_headings_step_down_one_by_one(crawled):
    for key, page in crawled.items():
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in zip([0, *levels], levels)), key


# --- addresses ---

@pytest.mark.parametrize("asked, canonical", [
    ("/programs?status=running&kind=plan", "/programs?kind=plan&status=running"),
    ("/programs?kind=&q=&status=running", "/programs?status=running"),
    ("/programs?lang=en&kind=plan", "/programs?kind=plan&lang=en"),
    ("/programs?release=1&kind=plan", "/programs?kind=plan&release=1"),
    ("/programs?kind=plan&utm_source=x", "/programs?kind=plan"),
    ("/programs?limit=100", "/programs"), ("/programs/yusa?release=1&lang=en", "/programs/yusa?lang=en&release=1"),
    ("/programs/yusa?lang=", "/programs/yusa"), ("/?release=1&lang=en", "/?lang=en&release=1"), ("/?lang=", "/")])
def test_a_page_has_one_address(server, asked, canonical):
    answer = requests.get(server.url + asked, allow_redirects=False, headers={"Accept": BROWSER}, timeout=60)
    assert (answer.status_code, answer.headers["Location"]) == (308, canonical)
    assert requests.get(server.url + canonical, allow_redirects=False, headers={"Accept": BROWSER}, timeout=60).status_code == 200


def test_a_page_says_its_address_and_those_of_its_data(server, sample):
    identifier = sample["programs"][0]["id"]
    page = read(server, f"/programs/{identifier}?lang=en")
    base = fetch(server, "/v1/instance").json()["base_url"]
    assert page.all("link", rel="canonical")[0]["href"] == f"{base}/programs/{identifier}?lang=en"
    languages = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate") if "hreflang" in link}
    assert languages == {"ja": f"{base}/programs/{identifier}?lang=ja", "en": f"{base}/programs/{identifier}?lang=en",
                         "x-default": f"{base}/programs/{identifier}"}
    forms = {link["type"]: link["href"] for link in page.all("link", rel="alternate") if "type" in link}
    assert forms["application/json"] == f"/v1/programs/{identifier}.json"
    for media_type, path in forms.items():
        assert fetch(server, path).headers["Content-Type"].startswith(media_type)


@pytest.mark.parametrize("path, told", [
    ("/programs", []), ("/programs?kind=plan", ["noindex, nofollow"]), ("/programs?sort=id", ["noindex, nofollow"]),
    ("/municipalities?limit=5", ["noindex, nofollow"]), ("/programs?release=1", ["noindex, nofollow"])])
def test_search_engines_are_kept_from_what_is_a_part_or_past(server, path, told):
    assert [meta["content"] for meta in read(server, path).all("meta", name="robots")] == told


def test_search_engines_go_on_from_a_list_to_its_end(server):
    path = next(link for link in read(server, "/municipalities").links if "cursor=" in link)
    assert [meta["content"] for meta in read(server, path).all("meta", name="robots")] == ["noindex"]


def test_the_language_that_was_asked_for_goes_along(server):
    page = read(server, "/programs?lang=en", "ja")
    within = [link for link in page.links if re.match(r"/(programs|kpis|municipalities|startups)(/|\?|$)", link)]
    assert len(within) > 50 and [link for link in within if "lang=" not in link] == []
    assert all("lang" not in link for link in read(server, "/programs").links
               if link.startswith("/programs/"))


def test_an_older_release_says_so_and_keeps_to_itself(server):
    page = read(server, "/programs?release=1", "en")
    assert "This is release 1" in page.text and "/programs" in page.links
    assert [link for link in page.links if link.startswith("/programs/") and "release=1" not in link] == []
    assert "This is release" not in read(server, "/programs", "en").text


def test_a_list_goes_on_to_its_end(server):
    seen, path = [], "/municipalities?limit=500"
    while path:
        page = read(server, path)
        seen += [link for link in page.links if re.fullmatch(r"/municipalities/\d{6}", link)]
        path = next((link for link in page.links if "cursor=" in link), None)
    assert len(set(seen)) == len(rows(server, "municipalities"))


def test_the_form_holds_what_it_does_not_show(server):
    page = read(server, "/programs?kind=plan&period__ge=2020&sort=-period")
    names = {field["name"]: field.get("value") for field in page.all("input", type="hidden")}
    assert names == {"period__ge": "2020", "sort": "-period"}


@pytest.mark.parametrize("path, status", [
    ("/programs/nothing", 404), ("/programs?kind=zzz", 400), ("/programs?colour=red", 400), ("/programs?source=zzz", 400),
    ("/programs?cursor=zzz", 400), ("/programs?release=99", 404), ("/programs/nothing?lang=en", 404), ("/nothing", 404), ("/nothing/x", 404)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_said_with_a_way_on(server, path, status, language):
    answer = requests.get(server.url + path, headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60)
    assert answer.status_code == status
    page = Page(answer.text)
    ways = [link for link in page.links if link.startswith("/programs") or link == "/"]
    assert page.faults == [] and ways
    for link in ways:
        assert requests.get(server.url + link, headers={"Accept": BROWSER}, timeout=60).status_code == 200


def test_a_japanese_name_has_its_reading_above_it(server, sample):
    """Of the tables whose model has one; behind it in brackets for who knows no ruby."""
    read_aloud = [(table, row) for table in ("municipalities", "organizations", "startups") for row in sample[table] if row["name_kana"]]
    assert len(read_aloud) > 1000
    for table, row in read_aloud[::400]:
        heading = {language: re.search("<h1[^>]*>(.*?)</h1>", requests.get(
            server.url + path_of(table, row["id"]), headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60).text)[1]
            for language in LANGUAGES}
        assert heading["ja"] == f"<ruby>{row['name_ja']}<rp>（</rp><rt>{row['name_kana']}</rt><rp>）</rp></ruby>"
        assert "ruby" not in heading["en"]


# --- from data to pages ---


@pytest.mark.parametrize("path, page", [
    ("/v1/programs", "/programs"), ("/v1/programs?kind=plan", "/programs?kind=plan"), ("/v1/programs/yusa", "/programs/yusa"),
    ("/v1/programs/yusa?release=1", "/programs/yusa?release=1"), ("/id/programs/yusa", "/programs/yusa"),
    ("/v1/kpis/yokohama-oi-kpi1/series?value_type=target&lang=en", "/kpis/yokohama-oi-kpi1?lang=en"),
    ("/v1/kpis/yokohama-oi-kpi1/vintages?release=1", "/kpis/yokohama-oi-kpi1?release=1"),
    ("/v1/aggregate/programs?group=kind&measure=count", "/docs/aggregatePrograms?call-now=yes&group=kind&measure=count"),
    ("/v1/programs/yusa/history?limit=3", "/changes?id=yusa&table=programs"),
    ("/v1/search?q=DX", "/search?q=DX")])
def test_a_browser_is_led_to_the_page_and_a_program_is_not(server, path, page):
    def led(accept):
        return requests.get(server.url + path, headers={"Accept": accept} if accept else {}, allow_redirects=False, timeout=60)
    for accept in (BROWSER, "text/html", "text/html, application/json;q=0.9"):
        answer = led(accept)
        assert (answer.status_code, answer.headers["Location"]) == (303, page)
        assert "Accept" in answer.headers["Vary"].split(", ")
    # Requests has no `lang` where data have both languages.
    for accept in (None, "*/*", "application/json", "application/json, text/html", "text/html;q=0.5, */*"):
        answer = led(accept)
        assert answer.status_code == (303 if path.startswith("/id/") else 200), accept
        assert answer.headers.get("Location", ".json").endswith(".json"), accept


PAIR = "kpi=jetro-2022-open-innovation-obstacles,yokohama-image-2015-known"


@pytest.mark.parametrize("path, page", [
    ("/v1/kpis/yokohama-oi-kpi1/chart?value_type=target&width=400", "/kpis/yokohama-oi-kpi1"),
    (f"/v1/compare/chart?{PAIR}&width=400&lang=en", f"/compare?{PAIR}&lang=en"),
    ("/v1/aggregate/programs/chart?group=kind&lang=en", "/docs/getAggregateChart?table=programs&group=kind&lang=en")])
def test_the_address_of_a_picture_leads_a_browser_to_its_page_and_a_page_to_the_picture(server, path, page):
    answer = requests.get(server.url + path, headers={"Accept": BROWSER}, allow_redirects=False, timeout=60)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert read(server, page).faults == []
    for accept in ("image/avif,image/webp,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "*/*", "image/svg+xml, text/html"):
        answer = requests.get(server.url + path, headers={"Accept": accept}, allow_redirects=False, timeout=60)
        assert answer.status_code != 303 and "html" not in answer.headers["Content-Type"], accept


def test_a_picture_that_was_called_for_is_shown(server):
    page = read(server, "/docs/getAggregateChart?table=programs&group=kind", "en")
    source, = [image["src"] for image in page.all("img")]
    answer = fetch(server, source)
    assert answer.headers["Content-Type"] == "image/svg+xml" and "/v1/aggregate/programs/chart.svg?group=kind" in source


@pytest.mark.parametrize("path", ["/v1/programs.json", "/v1/programs.csv", "/v1/programs/yusa.ttl", "/id/concept-schemes/kpis"])
def test_who_names_a_form_gets_it_in_a_browser_too(server, path):
    answer = requests.get(server.url + path, headers={"Accept": BROWSER}, timeout=60)
    assert answer.status_code == 200 and "html" not in answer.headers["Content-Type"]


def test_a_cache_keeps_page_and_data_apart(server):
    """One after the other, and again: what the server keeps of one is not given to the other."""
    for _ in range(2):
        assert requests.get(server.url + "/v1/startups", headers={"Accept": BROWSER}, timeout=60).text.startswith("<!DOCTYPE")
        assert requests.get(server.url + "/v1/startups", timeout=60).json()["items"]


# --- the first page, search ---

def test_the_first_page_leads_to_every_table_and_to_what_is_new(server, sample):
    for language in LANGUAGES:
        page = read(server, "/", language)
        assert page.faults == []
        assert [table for table in sample if sample[table] and f"/{table}" not in page.links] == []
    running = [row["id"] for row in sample["programs"] if row["status"] == "running"]
    assert sum(f"/programs/{identifier}" in page.links for identifier in running) >= 5
    assert "/programs?status=running" in page.links and "/releases/1" in page.links
    assert [f"/adoptions/{row['id']}" in page.links for row in sample["adoptions"]] == [True, True]


@pytest.mark.parametrize("words", ["横浜", "DX", "スタートアップ", "yokohama city"])
def test_the_search_finds_what_the_api_finds(server, words):
    query = urllib.parse.urlencode({"q": words}, quote_via=urllib.parse.quote)
    found = fetch(server, f"/v1/search?{query}").json()
    page = read(server, f"/search?{query}", "en")
    assert page.faults == []
    hits = [link for link in page.links if len(link.split("/")) == 3 and link.split("/")[1] in {item["table"] for item in found["items"]}]
    assert hits == [path_of(item["table"], item["id"]) for item in found["items"]]
    for table in found["tables"]:
        assert f"/{table['table']}?{query}" in page.links
    assert str(found["total"]) in page.text


def test_the_search_without_words_is_a_form(server):
    page = read(server, "/search", "en")
    assert page.faults == [] and page.all("input", name="q") and not page.all("mark")


def test_words_of_a_search_are_marked(server):
    marked = re.findall("<mark>(.*?)</mark>", requests.get(server.url + "/search?q=横浜", headers={"Accept": BROWSER}, timeout=60).text)
    assert set(marked) == {"横浜"}


def test_the_sitemap_names_canonical_pages(server, sample):
    named = re.findall("<loc>(.*?)</loc>", fetch(server, "/sitemap.xml").text)
    base = fetch(server, "/v1/instance").json()["base_url"]
    assert {f"{base}/{table}" for table in sample} <= set(named)
    assert {f"{base}/programs/{row['id']}" for row in sample["programs"]} <= set(named)
    for address in named[::200]:
        page = requests.get(server.url + address[len(base):], headers={"Accept": BROWSER}, timeout=60)
        assert Page(page.text).all("link", rel="canonical")[0]["href"] == address


# --- text that means harm ---

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;</title></dd>"


def test_hostile_text_stays_text(tmp_path, publish, serve):
    town = Instance(tmp_path / "town")
    cell = '"' + HOSTILE.replace('"', '""') + '"'
    town.write("sources", ["id,title_ja,kind,publisher_ja", f"plan,{cell},plan,{cell}", "report,報告書,report,"])
    publish(tmp_path / "store", town.path)
    with serve(tmp_path / "store") as server:
        for path in ("/sources", "/sources/plan", "/kpis/visitors", "/sources?q=alert", "/kpis"):
            page = read(server, path)
            assert page.faults == page.scripts() == page.all("img") == [], path
            assert HOSTILE in page.text or path == "/kpis"
        assert HOSTILE in read(server, "/sources/plan").facts["title_ja"]


# --- conditions in words ---

@pytest.mark.parametrize("target, japanese, english", [
    ("/kpis?kind=survey&municipality=141003", ["種別：調査項目", "市区町村・都道府県：横浜市"], ["kind: survey question", "municipality: 横浜市"]),
    ("/kpis?kind__in=budget,kpi", ["種別：予算・事業費、KPI"], None),
    ("/programs?kind__ne=plan", ["種別：計画以外"], None),
    ("/observations?kpi__in=yokohama-oi-kpi2,yokohama-oi-kpi3",
     ["指標：国際コンベンションへの海外からの参加者数（オンラインを含む）、若い世代の海外活躍への関心度"],
     ["KPI: Participants from abroad in the international convention (online included), Interest of the young in working abroad"]),
    ("/kpis?program.kind=plan", ["事業 › 種別：計画"], None),
])
def test_conditions_are_told_in_words(server, target, japanese, english):
    for language, wanted in (("ja", japanese), ("en", english)):
        if wanted:
            text = requests.get(server.url + target, headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60).text
            told = re.search('<ul class="conditions">(.*?)</ul>', text, re.DOTALL)[1]
            assert [re.sub("<[^>]*>", "", one).rsplit(" ", 1)[0] for one in told.split("</li>")[:-1]] == wanted
