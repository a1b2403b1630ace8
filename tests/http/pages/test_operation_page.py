"""The page of each operation of the API: a form without script that makes the call, and shows its URL, what it gives, and
lines in four languages. What the page shows is compared with what the service answers to the same URL.
"""

import html.parser
import json
import re
import shutil
import subprocess
import urllib.parse

import pytest
import requests

from conftest import ROOT, fetch, serve_store
from contract import Contract

CONTRACT = Contract(json.loads((ROOT / "openapi" / "hiraku.json").read_text(encoding="utf-8")))

OPERATIONS = [operation["operationId"] for _, operation in CONTRACT.operations()]
HTML = {"Accept": "text/html"}
# Operations whose call needs more than the example of the document and a record that there is: two KPIs to compare.
MORE = {"compareKpis", "exportComparisonCsv", "getComparisonChart"}
# Of which the sample has no record: nothing has changed yet.
EMPTY = {"getChange"}
# Letters that mean something to HTML, a URL, a shell, or in a string of a language.
HOSTILE = ["'", '"', "\\", "\\'", "$(touch hit)", "`touch hit`", "${HOME}", "'; touch hit; '", '"); touch("hit', "a\\",
           "</code></pre><script>x</script>", "%s %n %27", "&limit=1#x", "花 \u2028é😀", "!!", "*", "~"]


class Page(html.parser.HTMLParser):
    """Fields of the form, what is in the sections, lines by the heading above them, rows of tables."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.fields, self.options, self.lines, self.rows, self.tags, self.links, self.robots = [], {}, {}, {}, [], [], False
        self.heading, self.name, self.within, self.cells = "", None, [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        one = dict(attributes)
        self.tags.append(tag)
        self.within.append(tag) if tag not in ("meta", "link", "br", "input") else None
        if tag in ("input", "select") and one.get("name") != "q" or tag == "input" and one.get("id") == "field-q":
            self.fields.append([one["name"], one.get("value", "")])
        if tag == "select":
            self.options[one["name"]] = []
        if tag == "option" and "datalist" not in self.within:
            self.options[self.fields[-1][0]].append(one["value"])
            if "selected" in one:
                self.fields[-1][1] = one["value"]
        if tag in ("h2", "h3"):
            self.heading = ""
        if tag == "tr":
            self.cells = []
        if tag in ("th", "td"):
            self.cells.append("")
        if tag == "a":
            self.links.append(one["href"])
        self.robots = self.robots or (tag == "meta" and one.get("content", "").startswith("noindex"))

    def handle_endtag(self, tag):
        self.within.pop()
        if tag == "tr" and len(self.cells) == 2:
            self.rows.setdefault(self.cells[0], []).append(self.cells[1])

    def handle_data(self, data):
        if {"h2", "h3"} & set(self.within):
            self.heading += data
        if "pre" in self.within and "code" in self.within:
            self.lines[self.heading] = self.lines.get(self.heading, "") + data
        if {"th", "td"} & set(self.within):
            self.cells[-1] += data
        if "strong" in self.within:
            self.status = data


def get_page(server, target, language="en"):
    answer = requests.get(server.url + target, headers={**HTML, "Accept-Language": language}, timeout=60)
    assert answer.status_code == 200, (target, answer.text)
    return Page(answer.text)


def submit(server, name, **values):
    """As a browser sends the form: every field, and the button."""
    page = get_page(server, f"/docs/{name}")
    fields = [(key, values.pop(key, value)) for key, value in page.fields] + [("call-now", "yes"), *values.items()]
    return get_page(server, f"/docs/{name}?" + urllib.parse.urlencode(fields))


def base_of(server):
    return fetch(server, "/v1/instance").json()["base_url"]


def url_of(page, server):
    """That of the call, at the server under test."""
    curl = page.lines["curl"]
    return server.url + re.search(r"'([^']*)'$", curl)[1].removeprefix(base_of(server))


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_form_has_a_field_for_every_parameter_that_is_no_operator(name, server):
    _, operation = CONTRACT.operation(name)
    page = get_page(server, f"/docs/{name}")
    fields = dict(page.fields)
    for place in ("path", "query"):
        for one in CONTRACT.parameters(operation, place):
            schema = CONTRACT.resolve(one["schema"])
            items = CONTRACT.resolve(schema.get("items", schema)) if "x-operators" in one else schema
            key = "call-lang" if one["name"] == "lang" else one["name"]
            if "enum" in items:
                assert page.options[key] == ["", *items["enum"]] and all(isinstance(value, str) for value in items["enum"])
            elif "x-operators" not in one and "x-operator" not in one and schema["type"] != "object":
                assert key in fields
            assert place == "query" or fields[key] or "enum" in items or name in EMPTY


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_form_as_it_comes_makes_a_call_and_shows_what_is_answered(name, server):
    page = submit(server, name)
    if name in EMPTY:
        assert not hasattr(page, "status") and "/problems/missing-parameter.html" in page.links
        return
    if name in MORE:
        assert page.status.startswith("400 ") and "Python" not in page.lines
        return
    answer = requests.get(url_of(page, server), headers={"Accept-Encoding": "identity", "Accept-Language": "en"},
                          allow_redirects=False, timeout=60)
    assert page.status.startswith(f"{answer.status_code} ") and answer.status_code < 400
    for field in ("Content-Type", "ETag", "Content-Location", "Hiraku-Release", "Location"):
        assert page.rows.get(field, [answer.headers.get(field)]) == [answer.headers.get(field)]
    assert ("ETag" in page.rows) == ("ETag" in answer.headers)
    shown = page.lines.get("Body")
    if shown is not None and name not in ("getMetrics",):
        assert answer.content.decode().replace("\r\n", "\n").startswith(shown.replace("\r\n", "\n").rstrip("\r\n"))


def test_a_condition_is_chosen_by_name(server):
    page = submit(server, "listObservations", **{"condition-1": "value__ge", "value-1": "90", "condition-2": "kpi", "value-2": "yokohama-oi-kpi1",
                                                  "call-lang": "en"})
    answer = requests.get(url_of(page, server), timeout=60)
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.url).query)
    assert (asked["value__ge"], asked["kpi"], asked["lang"]) == (["90"], ["yokohama-oi-kpi1"], ["en"])
    assert answer.text.startswith(page.lines["Body"][:4000])


def test_one_call_has_one_address(server):
    long = "/docs/listPrograms?q=&limit=2&condition-1=kind&value-1=plan&value-2=x&call-lang=&call-now=yes"
    answer = requests.get(server.url + long, headers=HTML, allow_redirects=False, timeout=60)
    assert (answer.status_code, answer.headers["Location"]) == (308, "/docs/listPrograms?limit=2&kind=plan")
    page = get_page(server, "/docs/listPrograms?limit=2&kind=plan")
    assert page.robots and dict(page.fields)["kind"] == "plan" and dict(page.fields)["limit"] == "2"
    assert not get_page(server, "/docs/listPrograms").robots


def test_a_page_is_as_fresh_as_the_answer_that_it_shows(server):
    target = server.url + "/docs/listPrograms?limit=2"
    answer = requests.get(target, headers=HTML, timeout=60)
    again = requests.get(target, headers={**HTML, "If-None-Match": answer.headers["ETag"]}, timeout=60)
    assert again.status_code == 304
    for passing in ("/docs/listPrograms?knd=1", "/docs/getHealth?call-now=yes", "/docs/getProgram?id=nothing"):
        answer = requests.get(server.url + passing, headers=HTML, timeout=60)
        assert answer.headers["Cache-Control"] == "no-store" and "ETag" not in answer.headers


@pytest.mark.parametrize("target, status, slug, word", [
    ("/docs/listPrograms?knd=plan", "400 Bad Request", "unknown-parameter", "kind"),
    ("/docs/listPrograms?limit=x", "400 Bad Request", "bad-parameter", "limit"),
    ("/docs/getProgram?id=nothing", "404 Not Found", "not-found", "/v1/programs"),
    ("/docs/listPrograms?release=99", "404 Not Found", "unknown-release", "99"),
    ("/docs/listPrograms?id=x&limit=1&cursor=zz", "400 Bad Request", "bad-cursor", "cursor")])
def test_a_problem_says_what_to_do(target, status, slug, word, server):
    page = get_page(server, target)
    assert page.status == status and f"/problems/{slug}.html" in page.links
    assert word in page.lines["Body"] and "Python" not in page.lines
    assert json.loads(page.lines["Body"])["type"] == f"/problems/{slug}"


def test_a_parameter_of_the_path_that_is_missing_is_named(server):
    answer = requests.get(server.url + "/docs/getProgram?call-now=yes", headers={**HTML, "Accept-Language": "en"}, timeout=60)
    page = Page(answer.text)
    assert answer.status_code == 200 and "/problems/missing-parameter.html" in page.links and "id" in answer.text
    assert not hasattr(page, "status")


def test_of_a_long_answer_the_beginning_is_shown(server):
    page = submit(server, "exportMunicipalitiesCsv")
    assert 7000 < len(page.lines["Body"].encode()) <= 8192
    assert fetch(server, "/v1/municipalities.csv").text.replace("\r\n", "\n").startswith(page.lines["Body"].replace("\r\n", "\n").rstrip("\n"))


@pytest.mark.parametrize("target", ["/docs/getDownloadFile?file=municipalities.xlsx", "/docs/exportProgramsCsv?profile=cp932"])
def test_what_is_no_text_is_not_shown(target, server):
    page = get_page(server, target)
    assert page.status == "200 OK" and "Body" not in page.lines and "curl" in page.lines


def test_nothing_but_the_service_itself_can_be_called(server):
    """A value stays within its segment, whatever it is."""
    for value in ("../../metrics", "http://127.0.0.1:1/", "//x", "x?y=1", "x#y", "..", "a/b"):
        page = get_page(server, "/docs/getProgram?" + urllib.parse.urlencode({"id": value}))
        assert page.status in ("404 Not Found", "400 Bad Request")


def test_figures_for_operators_stay_on_their_listener(sample_store):
    with serve_store(sample_store, "--metrics-listen", "127.0.0.1:0") as server:
        page = get_page(server, "/docs/getMetrics?call-now=yes")
        assert page.status == "404 Not Found" and "hiraku_" not in page.lines["Body"]
    with serve_store(sample_store) as server:
        assert "hiraku_" in get_page(server, "/docs/getMetrics?call-now=yes").lines["Body"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_text_on_the_page(value, server):
    page = get_page(server, "/docs/listPrograms?" + urllib.parse.urlencode({"name_ja__contains": value}))
    harmless = get_page(server, "/docs/listPrograms?name_ja__contains=x")
    assert page.tags.count("script") == harmless.tags.count("script") and dict(page.fields)["value-1"] == value
    assert urllib.parse.parse_qs(urllib.parse.urlsplit(url_of(page, server)).query)["name_ja__contains"] == [value]


def test_a_choice_is_called_as_in_the_data(server):
    for language, words in (("ja", "トライアル発注 (trial_procurement)"), ("en", "trial procurement (trial_procurement)")):
        text = requests.get(server.url + "/docs/listPrograms", params={"lang": language}, timeout=60).text
        assert f'<option value="trial_procurement">{words}</option>' in text


def test_a_page_leads_to_the_form_of_its_call(server):
    link = next(link for link in get_page(server, "/kpis/yokohama-oi-kpi1").links if link.startswith("/docs/get"))
    page = get_page(server, link)
    assert page.status == "200 OK" and "/v1/kpis/yokohama-oi-kpi1/series" in page.lines["curl"]


# --- the lines, read by the programs that they are for ---

SHELL = {"curl": ["sh", "-c"], "Python": ["/usr/bin/python3", "-c"], "R": ["Rscript", "--vanilla", "-e"],
         "JavaScript": ["node", "--input-type=module", "-e"]}
# Prints what was read, as JSON.
TELL = {"curl": "", "Python": "", "R": '\ncat(toJSON(data, auto_unbox = TRUE, null = "null", digits = NA))',
        "JavaScript": "\nconsole.log(JSON.stringify(data));"}
CALLS = ["/docs/getInstance?call-now=yes", "/docs/listPrograms?limit=3&sort=-id&fields=id,name_ja,kind",
         "/docs/getKpiSeries?kpi=yokohama-oi-kpi1&fields=id,value", "/docs/search?q=%E6%A8%AA%E6%B5%9C%20%22DX%22%27",
         "/docs/getReleaseProof?release=1"]


def run_lines(language, lines, folder):
    done = subprocess.run([*SHELL[language], lines], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=120,
                          check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def need(language):
    if not shutil.which(SHELL[language][0]):
        pytest.skip(f"{SHELL[language][0]} is not there")


@pytest.mark.parametrize("language", SHELL)
@pytest.mark.parametrize("target", CALLS)
def test_the_lines_give_what_the_service_answers(language, target, server, tmp_path):
    need(language)
    page = get_page(server, target)
    lines = page.lines[language].replace(base_of(server), server.url)
    expected = requests.get(url_of(page, server), timeout=60).json()
    if language == "JavaScript":
        lines = lines.replace("console.log(data);", "")
    elif language == "R":
        lines = lines.replace("fromJSON(", "jsonlite::read_json(").replace("str(data, 1)", "")
    given = json.loads(run_lines(language, lines + TELL[language], tmp_path))
    assert given == expected if language != "R" else names(given) == names(expected)


def names(value):
    """What R keeps of a document: names and texts; it knows no null within a list, and no digits behind a number."""
    if isinstance(value, dict):
        return {key: names(one) for key, one in value.items() if one is not None and one != {} and one != []}
    return [names(one) for one in value] if isinstance(value, list) else value if isinstance(value, str) else None


@pytest.mark.parametrize("language", SHELL)
def test_lines_of_rows_read_all_of_them(language, server, tmp_path):
    need(language)
    tell = {"curl": "", "Python": "\nprint(json.dumps(rows))".replace("json", "__import__('json')"),
            "R": "\ncat(jsonlite::toJSON(rows, na = \"string\"))", "JavaScript": ""}
    page = get_page(server, "/docs/exportMunicipalitiesCsv?fields=id,name_ja&sort=-id")
    lines = re.sub(r"\n(print|str)\(.*\)$", "", page.lines[language].replace(base_of(server), server.url))
    given = run_lines(language, lines + tell[language], tmp_path)
    expected = fetch(server, "/v1/municipalities.csv?fields=id,name_ja&sort=-id").text.split()
    if language in ("curl", "JavaScript"):
        assert given.split() == expected
    else:
        assert [f'{row["id"]},{row["name_ja"]}' for row in json.loads(given)] == expected[1:]


@pytest.mark.parametrize("language", SHELL)
def test_lines_of_a_file_keep_its_bytes(language, server, tmp_path):
    need(language)
    page = get_page(server, "/docs/getDownloadFile?file=programs.xlsx")
    run_lines(language, page.lines[language].replace(base_of(server), server.url), tmp_path)
    assert (tmp_path / "programs.xlsx").read_bytes() == requests.get(server.url + "/v1/downloads/programs.xlsx", timeout=60).content


@pytest.mark.parametrize("language", SHELL)
@pytest.mark.parametrize("value", ["".join(HOSTILE), " ".join(HOSTILE[::-1]), "\\"])
def test_a_value_is_text_in_the_lines(language, value, server, tmp_path):
    """Nothing but the call is done, and the service is asked for that value."""
    need(language)
    page = get_page(server, "/docs/listPrograms?" + urllib.parse.urlencode({"name_ja__contains": value}))
    run_lines(language, page.lines[language].replace(base_of(server), server.url), tmp_path)
    assert not (tmp_path / "hit").exists()
