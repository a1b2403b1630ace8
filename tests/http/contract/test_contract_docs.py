"""The pages for people: the reference shows what the document says, the dictionary what the model says, in two
languages, without script in them, from this service alone, and in the shape that WCAG 2.2 asks for.
"""

import html.parser
import re

import pytest
import requests

from test_contract import COMMITTED, CONTRACT

PAGES = ["/docs", "/docs/listPrograms", "/docs/dictionary", "/problems/bad-parameter.html", "/"]
VOID = {"meta", "link", "br", "input"}
TABLES = [operation["tags"][0] for _, operation in CONTRACT.operations()
          if operation["operationId"].startswith("list") and operation["tags"][0] not in ("service", "history")]


class Page(html.parser.HTMLParser):
    """A page as (tag, attributes) in order, with the text of each element and the faults of its nesting."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.faults, self.text = [], [], [], {}
        self.feed(text)
        self.faults += [f"<{tag}> is not closed" for tag, _ in self.open]

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append((tag, len(self.elements) - 1))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        for _, number in self.open:
            self.text[number] = self.text.get(number, "") + data

    def all(self, *tags):
        return [(number, tag, attributes) for number, (tag, attributes) in enumerate(self.elements) if tag in tags]

    def ids(self):
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


def get(server, target, language="ja", **fields):
    return requests.get(server.url + target, headers={"Accept": "text/html", "Accept-Language": language, **fields},
                        timeout=60)


@pytest.fixture(scope="module", params=["ja", "en"])
def language(request):
    return request.param


@pytest.fixture(params=PAGES)
def page(request, server, language):
    answer = get(server, request.param, language)
    assert answer.status_code == 200
    answer.page = Page(answer.text)
    return answer


def test_elements_are_nested(page):
    assert page.page.faults == []


def test_ids_are_unique(page):
    ids = page.page.ids()
    assert len(ids) == len(set(ids))


def test_headings_step_down_one_by_one_from_one_h1(page):
    levels = [int(tag[1]) for _, tag, _ in page.page.all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1 and all(after - before <= 1 for before, after in zip([0, *levels], levels[0:]))


def test_landmarks_and_a_skip_link_are_there(page):
    tags = [tag for tag, _ in page.page.elements]
    assert [tags.count(tag) for tag in ("main", "header", "footer")] == [1, 1, 1] and "nav" in tags
    first = page.page.all("a")[0][2]
    assert first["href"] == "#main" and dict(page.page.all("main")[0][2])["id"] == "main"
    for _, _, attributes in page.page.all("nav"):
        assert attributes.get("aria-label") or attributes.get("aria-labelledby") in page.page.ids()


def test_a_page_is_in_the_language_asked_for(page, language):
    assert page.page.all("html")[0][2]["lang"] == language == page.headers["Content-Language"]
    assert "Accept-Language" in page.headers["Vary"]


def test_the_other_language_is_linked_and_marked(page, server, language):
    other = {"ja": "en", "en": "ja"}[language]
    link = next(attributes for _, _, attributes in page.page.all("a") if attributes.get("hreflang") == other)
    assert link["lang"] == other
    answer = get(server, link["href"], language)
    assert answer.headers["Content-Language"] == other and f'<html lang="{other}">' in answer.text


def test_nothing_is_run_and_nothing_is_loaded_but_our_style_sheet_and_script(page, server):
    assert page.page.all("style", "img", "iframe", "object") == []
    scripts = [attributes["src"] for _, _, attributes in page.page.all("script") if attributes.get("type") != "application/ld+json"]
    assert len(scripts) == 1 and re.fullmatch("/docs/[0-9a-f]{16}/script.js", scripts[0])
    assert [text for text in re.findall(r'<script(?! type="application/ld\+json")[^>]*>(.*?)</script>', page.text, re.DOTALL) if text] == []
    assert [attributes["action"] for _, _, attributes in page.page.all("form")
            if attributes["action"] != "/docs/listPrograms#answer"] == ["/search"]
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.page.elements for name in attributes)
    loaded = [attributes["href"] for _, _, attributes in page.page.all("link")
              if attributes["rel"] not in ("canonical", "alternate")]
    assert len(loaded) == 2 and re.fullmatch("/docs/[0-9a-f]{16}/style.css /site/1/[0-9a-f]{16}/colours.css", " ".join(loaded))
    assert [requests.get(server.url + one, timeout=60).headers["Content-Type"] for one in loaded] == ["text/css; charset=utf-8"] * 2
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; ") and "form-action 'self'" in policy and "unsafe" not in policy


def test_every_link_within_the_service_leads_somewhere(page, server):
    targets = {attributes["href"] for _, _, attributes in page.page.all("a")}
    assert {target for target in targets if target.startswith("#")} <= {"#" + name for name in page.page.ids()}
    dictionary = {"/docs/dictionary#" + name for name in Page(get(server, "/docs/dictionary").text).ids()}
    wrong = []
    for target in sorted(targets):
        if target.startswith("/docs/dictionary#"):
            wrong += [target] if target not in dictionary else []
        elif target.startswith("/"):
            status = get(server, target, Accept="text/html, */*;q=0.1").status_code
            wrong += [(target, status)] if status != 200 else []
    assert wrong == []


def test_tables_have_headings_and_can_be_scrolled_by_keyboard(page):
    wide = [attributes for _, tag, attributes in page.page.all("div") if attributes.get("class") == "wide"]
    assert len(wide) == len(page.page.all("table"))
    assert all(one["tabindex"] == "0" and one["aria-label"] for one in wide)
    assert all(attributes.get("scope") in ("col", "row") for _, _, attributes in page.page.all("th"))


def test_the_reference_leads_to_the_page_of_every_operation(server, language):
    page = Page(get(server, "/docs", language).text)
    text = page.text[next(number for number, _, _ in page.all("main"))]
    links = {attributes["href"] for _, _, attributes in page.all("a")}
    for path, method, operation in CONTRACT.methods():
        assert operation["operationId"] in page.ids() and f"{method.upper()} {path}" in text and f"/docs/{operation['operationId']}" in links
    for name in COMMITTED["components"]["headers"]:
        assert name in text
    for status in ("400", "410", "503"):
        assert re.search(rf"(?<!\d){status}(?!\d)", text)


@pytest.mark.parametrize("path, method, operation", [
    pytest.param(*one, id=one[2]["operationId"]) for one in CONTRACT.methods()])
def test_the_page_of_an_operation_shows_its_parameters_and_answers(path, method, operation, server, language):
    name = operation["operationId"]
    answer = get(server, f"/docs/{name}", language)
    assert answer.status_code == 200
    page = Page(answer.text)
    text = page.text[next(number for number, _, _ in page.all("main"))]
    assert page.faults == [] and f"{method.upper()} {path}" in text
    assert all(media in text for media in operation.get("requestBody", {}).get("content", {}))
    for one in CONTRACT.parameters(operation):
        assert one["name"] in text or "x-operator" in one or one["in"] == "header"
    for status in operation["responses"]:
        assert re.search(rf"[ >]{status}[,<]", answer.text)


def test_there_is_no_page_of_an_operation_that_there_is_not(server):
    for name in ("nothing", "list{Tables}", "listprograms", "x" * 300):
        assert get(server, f"/docs/{name}").status_code == 404


def test_the_reference_in_japanese_leaves_no_summary_in_english(server):
    page = Page(get(server, "/docs", "ja").text)
    headings = [page.text[number] for number, _, _ in page.all("h1", "h2")]
    summaries = [one["x-summary-ja"] for _, _, one in CONTRACT.methods() if one["operationId"] in page.ids()]
    assert len(summaries) == len(list(CONTRACT.methods()))
    assert [text for text in headings if not re.search("[ぁ-んァ-ヶ一-龠]", text)] == []


@pytest.mark.parametrize("table", TABLES)
def test_the_dictionary_shows_every_column_with_its_term_and_codes(table, server, language):
    answer = get(server, "/docs/dictionary", language)
    page = Page(answer.text)
    name = CONTRACT.response(COMMITTED["paths"][f"/v1/{table}/{{id}}"]["get"], 200)["content"][
        "application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    assert table in page.ids()
    for column, schema in COMMITTED["components"]["schemas"][name]["properties"].items():
        if "title" not in schema:
            continue
        assert f"{table}.{column}" in page.ids()
        row = answer.text.split(f'<tr id="{table}.{column}">')[1].split("</tr>")[0]
        assert {"ja": schema["x-title-ja"], "en": schema["title"]}[language] in html.unescape(row)
        meaning = {"ja": schema.get("x-description-ja"), "en": schema.get("description")}[language]
        assert (meaning or "").replace("`", "") in html.unescape(row.replace("<code>", "").replace("</code>", ""))
        assert "lang=\"en\"" not in row
        assert all(f"<code>{code}</code>" in row for code in schema.get("x-codes", {}))
        assert all(f'href="{iri}"' in row for iri in schema.get("x-rdf", {}).get("predicates", []))


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out_in_both_colour_schemes(server):
    style = requests.get(server.url + "/docs/style.css", timeout=60).text
    schemes = [dict(re.findall(r"--(\w+):(#\w+)", block)) for block in re.findall(r":root\{([^}]*)\}", style)]
    assert len(schemes) == 2
    for colours in schemes:
        for ground in ("back", "soft"):
            assert all(contrast(colours[name], colours[ground]) >= 7 for name in ("text", "link", "seen"))
            assert contrast(colours["line"], colours[ground]) >= 3


def test_pages_name_the_instance(server, language):
    instance = requests.get(server.url + "/v1/instance", timeout=60).json()
    text = get(server, "/docs", language).text
    assert instance[f"title_{language}"] in html.unescape(text) and instance["base_url"] in text


def test_a_page_has_a_validator(server):
    etag = get(server, "/docs").headers["ETag"]
    assert get(server, "/docs", **{"If-None-Match": etag}).status_code == 304
    assert get(server, "/docs", "en").headers["ETag"] != etag
