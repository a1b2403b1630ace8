"""Every number, code and date that a page marks as data is the text that the API gives for the record beside which it stands:
all pages of the sample, in both languages. A page that was tampered with is found out.
"""

import html.parser
import json
import re
import urllib.parse

import pytest
import requests

from conftest import fetch
from test_pages import BROWSER, LANGUAGES, MOST, VOID, path_of, rows, tables

NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Marks(html.parser.HTMLParser):
    """Each element `data`: its value, the text in it, and the addresses in the row, the item or the fact around it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.scopes, self.marks, self.bare, self.cell = [], [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in VOID:
            return
        self.open.append(tag)
        if tag in ("tr", "li"):
            self.scopes.append({"depth": len(self.open), "links": [], "tag": tag})
        if tag == "a" and self.scopes:
            self.scopes[-1]["links"].append(attributes.get("href", ""))
        if tag == "data":
            mark = {"value": attributes["value"], "text": "", "links": [], "tag": None, **(self.scopes[-1] if self.scopes else {})}
            self.marks.append(mark)
            if self.cell is not None:
                self.cell["marks"] += 1
        if tag in ("td", "dd") and "number" in attributes.get("class", ""):
            self.cell = {"text": "", "marks": 0}
            self.bare.append(self.cell)

    def handle_endtag(self, tag):
        if self.scopes and self.scopes[-1]["depth"] == len(self.open):
            self.scopes.pop()
        self.open.pop()
        if tag in ("td", "dd"):
            self.cell = None

    def handle_data(self, data):
        if self.open and self.open[-1] == "data":
            self.marks[-1]["text"] += data
        if self.cell is not None:
            self.cell["text"] += data


def faults_of(text, own, known):
    """What is marked and is not so. `own`: the texts of the page's record or list; `known`: those of records by path, and,
    for items, which tell the newest figure of a KPI or what became of a proposal, of these by a path and a star."""
    page, faults = Marks(text), []
    for mark in page.marks:
        paths = [urllib.parse.unquote(urllib.parse.urlsplit(link).path) for link in mark["links"]]
        paths += [path + "*" for path in paths if mark["tag"] == "li"]
        told = own.union(*(known.get(path, set()) for path in paths))
        if mark["value"] not in told:
            faults.append((mark["value"], paths))
        shown = mark["text"].replace(",", "")
        if NUMBER.fullmatch(mark["value"]) and NUMBER.fullmatch(shown) and shown != mark["value"]:
            faults.append((mark["value"], mark["text"]))
    return faults + [cell["text"] for cell in page.bare if re.search(r"\d", cell["text"]) and not cell["marks"]]


def page(server, path, language):
    answer = requests.get(server.url + path, headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60)
    assert answer.status_code == 200, path
    return answer.text


@pytest.fixture(scope="module")
def known(server):
    """The cells of each record, as its CSV has them, by the path of its page."""
    found = {f"/{table}/{row['id']}": {cell for cell in row.values() if cell} for table in tables(server)
             for row in rows(server, table)}
    for row in rows(server, "observations"):
        found.setdefault(f"/kpis/{row['kpi']}*", set()).update((row["value"], row["period"]))
    pilots, results = rows(server, "pilots"), rows(server, "results")
    for adoption in rows(server, "adoptions"):
        tried = [row for row in pilots if row["adoption"] == adoption["id"]]
        ended = [row for row in results if row["pilot"] in {row["id"] for row in tried}]
        told = {cell for row in (adoption, *tried, *ended) for cell in row.values() if cell}
        found.setdefault(f"/startups/{adoption['startup']}*", set()).update(told)
        found.setdefault(f"/programs/{adoption['program']}*", set()).update(told)
    return found


def texts_of(server, path):
    """Every scalar in an answer, as it was written."""
    found = set()

    def take(one):
        if isinstance(one, dict):
            one = list(one.values())
        if isinstance(one, list):
            for each in one:
                take(each)
        elif one is not None:
            found.add(str(one) if not isinstance(one, bool) else str(one).lower())

    take(json.loads(fetch(server, path).content, parse_float=str, parse_int=str))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_of_every_record_and_list_is_the_text_of_the_api(server, known, language):
    seen, wrong = 0, []
    for table in tables(server):
        records = rows(server, table)
        text = page(server, f"/{table}", language)
        wrong += [(f"/{table}", fault) for fault in faults_of(text, set(), known)]
        seen += len(Marks(text).marks)
        for row in records[:MOST]:
            text = page(server, path_of(table, row["id"]), language)
            own = known[f"/{table}/{row['id']}"]
            wrong += [(row["id"], fault) for fault in faults_of(text, own, known)]
            seen += len(Marks(text).marks)
    assert wrong == [] and seen > 2000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path, data", [
    ("/", ["/v1/changes?limit=100", "/v1/releases", "/v1/freshness?limit=1000"]), ("/changes", ["/v1/changes?limit=100"]),
    ("/releases", ["/v1/releases"]), ("/releases/1", ["/v1/releases", "/v1/releases/1/changes"]),
    ("/outcomes", ["/v1/adoptions?limit=1000", "/v1/pilots?limit=1000", "/v1/results?limit=1000"])])
def test_every_mark_of_what_is_told_together_is_the_text_of_the_api(server, known, path, data, language):
    own = set().union(*(texts_of(server, one) for one in data))
    assert faults_of(page(server, path, language), own, known) == []


def test_every_figure_in_a_frame_is_that_of_the_api(server):
    for row in rows(server, "observations"):
        text = page(server, f"/embed/figures/{urllib.parse.quote(row['id'], safe='')}", "en")
        assert faults_of(text, {cell for cell in row.values() if cell}, {}) == [] and Marks(text).marks


@pytest.mark.parametrize("before, after", [
    (r'<data value="95\.00">95\.00<', '<data value="95.01">95.01<'),  # another figure
    (r'<data value="95\.00">95\.00<', '<data value="95.00">95.0<'),  # a digit is lost
    (r'<data value="FY2025">', '<data value="FY2024X">'),  # another period
    (r'(<td data-label="[^"]*" class="number whole">)<data value="[^"]*">([^<]*)</data>', r'\1\2'),  # no mark
])
def test_a_page_that_was_tampered_with_is_found_out(server, known, before, after):
    path = "/kpis/yokohama-oi-kpi1"
    text = page(server, path, "ja")
    spoilt = re.sub(before, after, text, count=1)
    assert faults_of(text, known[path], known) == [] and spoilt != text
    assert faults_of(spoilt, known[path], known) != []
