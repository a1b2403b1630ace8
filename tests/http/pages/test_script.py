"""The one script of the pages, in a browser: values of charts by pointer and keys, series on and off, tables in another order,
lines to copy; and that everything is told without it. One browser goes all journeys; each test looks at the end of one.
"""

import json
import re
import subprocess

import pytest
import requests

import chart_instance
from conftest import ROOT, clean_environment
from test_browser import PACKAGES, chromium_or_skip

SCRIPT = ROOT / "api/pages/script.js"
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
SAID = "document.querySelector('body > [role=status]').textContent"
TIP = "[...document.querySelectorAll('.tip')].filter((one) => !one.hidden).map((one) => one.textContent)"
FIRST_COLUMN = ("[...document.querySelectorAll('table.sorts')[0].tBodies[0].rows].map((row) => row.cells[0].querySelector('data'))"
                ".filter((one) => one.textContent === 'x').map((one) => one.value)")
VALUES = ("[...document.querySelectorAll('table.sorts')[0].tBodies[0].rows].map((row) => "
          "row.cells[1].querySelector('data')?.value ?? row.cells[1].textContent)")
SPOKEN = ["until", f"{SAID} !== ''"]
# What main tells, without the buttons that the script adds; those that it puts around a text keep that.
TEXT = """(() => { const copy = document.querySelector("main").cloneNode(true);
  copy.querySelectorAll("button.small, .legend, .tip").forEach((one) => one.remove());
  return copy.textContent; })()"""


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    with chart_instance.served(tmp_path_factory.mktemp("script")) as server:
        yield server


JOURNEYS = {}


def journey(name, path, *steps, language="en", **context):
    """To be gone before the tests: steps of clicks.cjs, options of the browser's context."""
    assert name not in JOURNEYS
    JOURNEYS[name] = {"name": name, "url": path, "locale": LOCALES[language], "context": context, "steps": [*steps]}


@pytest.fixture(scope="module")
def read(city):
    """Of a journey what it read, without what gave nothing."""
    asked = {"chromium": chromium_or_skip(), "journeys": [one | {"url": city.url + one["url"]} for one in JOURNEYS.values()]}
    done = subprocess.run(["node", ROOT / "tests/http/pages/clicks.cjs"], input=json.dumps(asked), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8", timeout=900, check=False, env=clean_environment({"NODE_PATH": str(PACKAGES)}))
    assert done.returncode == 0, done.stderr
    ends = json.loads(done.stdout)

    def look(name):
        end = ends[name]
        assert "failed" not in end, end
        assert end["said"] == [], "the console is not empty"
        return [one for one in end["read"] if one is not None]
    return look


def focus(selector):
    return ["read", f"[...document.querySelectorAll('{selector}')].find((one) => one.checkVisibility()).focus()"]


# --- the file ---

def test_the_script_is_small_and_has_no_words_of_a_language():
    text = SCRIPT.read_text(encoding="ascii")
    assert len(text) <= 12000
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|fetch\(|XMLHttpRequest|import\b|localStorage|cookie|parseFloat", text)


def test_the_script_is_served_as_it_is_in_the_tree(server):
    answer = requests.get(server.url + "/docs/script.js", timeout=60)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8" and answer.content == SCRIPT.read_bytes()
    again = requests.get(server.url + "/docs/script.js", headers={"If-None-Match": answer.headers["ETag"]}, timeout=60)
    assert again.status_code == 304


@pytest.mark.parametrize("path, scripts", [("/kpis/supported", True), ("/kpis", True), ("/nothing", True), ("/embed/kpis/supported", False)])
def test_only_pages_that_are_not_for_frames_may_run_it(city, path, scripts):
    answer = requests.get(city.url + path, headers={"Accept": "text/html"}, timeout=60)
    assert bool(re.search(r'src="/docs/[0-9a-f]{16}/script.js"', answer.text)) == scripts
    assert ("script-src 'self';" in answer.headers["Content-Security-Policy"]) == scripts


@pytest.mark.parametrize("path", ["/v1/kpis/supported", "/v1/kpis/supported.json", "/v1/kpis/supported/chart.svg"])
def test_data_may_run_nothing(city, path):
    policy = requests.get(city.url + path, timeout=60).headers["Content-Security-Policy"]
    assert "script-src" not in policy and "default-src 'none'" in policy


# --- the same without it ---

TOLD = ["/kpis/supported", "/kpis/invested?release=1", "/kpis", "/", "/changes", "/search?q=figures"]
for one in TOLD:
    journey(f"with {one}", one, ["read", TEXT])
    journey(f"without {one}", one, ["read", TEXT], javaScriptEnabled=False)


@pytest.mark.parametrize("path", TOLD)
def test_main_tells_the_same_without_the_script(read, path):
    assert read(f"with {path}") == read(f"without {path}") and len(read(f"with {path}")[0]) > 20


# --- charts ---

journey("keys", "/kpis/supported", focus(".chart > [tabindex]"), ["press", "ArrowRight"], ["read", TIP], ["press", "ArrowRight"], ["read", TIP],
        SPOKEN, ["read", SAID], ["press", "ArrowRight"], ["read", TIP], ["press", "ArrowLeft"], ["press", "ArrowDown"],
        ["read", TIP], ["press", "Escape"], ["read", TIP])

# Two keys at once: what is said between them, from the first change of the words on.
journey("fast keys", "/kpis/supported", focus(".chart > [tabindex]"),
        ["read", f"""new Promise((end) => {{ const said = []; const status = document.querySelector('[role=status]');
           new MutationObserver(() => status.textContent && said.push(status.textContent)).observe(status, {{ childList: true }});
           for (const key of ["ArrowRight", "ArrowRight"])
             document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true, cancelable: true }}));
           setTimeout(() => end(said), 500); }})"""])


def test_only_the_last_of_two_keys_is_said(read):
    said, = read("fast keys")
    assert len(said) == 1 and "131 companies" in said[0]


def test_arrow_keys_go_from_value_to_value_and_say_each(read):
    """Of the actual values: 96 in the fiscal year 2020, then 131; of 2022 none was collected; up and down stay in a year."""
    first, second, said, missing, other, closed = read("keys")
    assert len(first) == 1 and "96 companies" in first[0] and "FY2020" in first[0]
    assert "131 companies" in second[0] and said == second[0] and "118" in said, "the former value is told, too"
    assert "FY2022" in missing[0] and "not collected" in missing[0]
    assert "FY2021" in other[0] and "target" in other[0] and "120 companies" in other[0]
    assert closed == []


journey("pointer", "/kpis/supported", ["point", ".broad .hk-point[data-role=target][data-place=FY2026] > path"], ["read", TIP], ["press", "Escape"], ["read", TIP])


def test_the_pointer_shows_the_value_below_it_until_escape(read):
    shown, closed = read("pointer")
    assert len(shown) == 1 and "target: " in shown[0] and closed == []


SWITCHES = "[...document.querySelectorAll('.legend button')].map((one) => [one.textContent, one.getAttribute('aria-pressed')])"
SEEN = "[...document.querySelectorAll('.broad .hk-point')].filter((one) => one.getBoundingClientRect().width).map((one) => one.dataset.role)"
journey("series", "/kpis/supported", ["read", SEEN], ["read", SWITCHES], ["click", "target"], ["read", SWITCHES], ["read", SEEN],
        ["click", "target"], ["read", SEEN])


def test_a_series_is_taken_out_and_put_back(read):
    before, switches, off, seen, back = read("series")
    assert {"actual", "target"} <= set(before)
    assert ["target", "true"] in switches and ["target", "false"] in off
    assert set(seen) == set(before) - {"target"} and back == before


journey("passed", "/kpis/invested", ["click", "actual"], focus(".chart > [tabindex]"), ["press", "ArrowRight"], ["read", TIP])


def test_keys_pass_over_a_series_that_is_not_shown(read):
    (text,), = read("passed")
    assert "target" in text and "5.00" in text


# --- tables ---

journey("numbers", "/kpis/invested", ["read", VALUES], ["click", "Value"], ["read", VALUES], ["click", "Value"], ["read", VALUES],
        ["click", "Value"], ["read", VALUES])
journey("long", "/kpis/wide", ["click", "Value"], ["read", VALUES])
HEADS = "[...document.querySelectorAll('table.sorts')[0].tHead.rows[0].cells].map((head) => head.getAttribute('aria-sort'))"
journey("order", "/kpis/monthly", ["read", HEADS], ["click", "期間"], ["read", HEADS], SPOKEN, ["read", SAID], language="ja")
journey("list", "/kpis", ["read", "[...document.querySelectorAll('thead th')].map((one) => one.firstElementChild?.localName)"])


def test_numbers_are_ordered_as_numbers_and_put_back(read):
    """4.25 before 11.50; the one that is not known last both ways; the third press gives the order as published."""
    known = sorted((row.split(",")[7] for row in chart_instance.ROWS if row.startswith("invested,") and row.split(",")[7]), key=float)
    published, up, down, back = read("numbers")
    assert up == [*known, "not yet reported"] and down == [*known[::-1], "not yet reported"]
    assert back == published != up


def test_a_column_of_long_numbers_loses_no_digit(read):
    assert read("long") == [["0.0000000001", "123456789012.3456", "999999999999999999"]]


def test_the_order_is_told(read):
    before, after, said = read("order")
    assert set(before) == {"none"} and after == ["ascending"] + ["none"] * (len(after) - 1)
    assert said.startswith("期間") and "昇順" in said


def test_lists_that_the_service_orders_keep_their_links(read):
    heads, = read("list")
    assert "a" in heads and "button" not in heads


PERIODS = {
    "mixed": (["2024-07", "FY2024", "2024-Q3", "undated", "2023-12-31"], ["2023-12-31", "FY2024", "2024-07", "2024-Q3", "undated"]),
    "halves": (["FY2024-H2", "2024", "2024-09-30", "FY2023-Q4"], ["2024", "FY2023-Q4", "2024-09-30", "FY2024-H2"])}


def table_of(periods):
    """An expression that puts them into the heads of the first rows of a page's table, as «x»."""
    return f"""(() => {{ const table = document.querySelector("table.sorts"), rows = [...table.tBodies[0].rows], periods = {json.dumps(periods)};
      periods.forEach((one, i) => {{ rows[i].cells[0].innerHTML = `<data value="${{one}}">x</data>`; }}); }})()"""


for name, (given, _) in PERIODS.items():
    journey(name, "/kpis/invested", ["read", table_of(given)], ["click", "Period"], ["read", FIRST_COLUMN])


@pytest.mark.parametrize("name", PERIODS)
def test_periods_are_ordered_by_their_beginning(read, name):
    """The fiscal year begins in April: FY2023-Q4 in January 2024, FY2024-H2 in October 2024; what begins together keeps its order."""
    assert read(name) == [PERIODS[name][1]]


# --- lines to copy ---

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
COPIED = {"ja": ("コピー: APIの呼び出し", "コピーしました。"), "en": ("Copy: Call of the API", "Copied.")}
for language, (button, _) in COPIED.items():
    journey(f"call {language}", "/kpis/supported", ["click", button], ["read", "navigator.clipboard.readText()"], SPOKEN, ["read", SAID],
            language=language, **CLIPBOARD)
journey("citation", "/programs", ["click", "Copy: Cite"], ["read", "navigator.clipboard.readText()"],
        ["read", "document.querySelector('blockquote').textContent.trim()"], **CLIPBOARD)
journey("refused", "/programs", ["read", "void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))"], ["click", "Copy: Cite"],
        SPOKEN, ["read", SAID], ["read", "getSelection().toString().trim() === document.querySelector('blockquote').innerText.trim()"])


@pytest.mark.parametrize("language", COPIED)
def test_a_line_is_copied_and_it_is_said(read, language):
    copied, told = read(f"call {language}")
    assert copied.startswith("curl -s") and copied.endswith("/v1/kpis/supported/series.json'") and told == COPIED[language][1]


def test_a_citation_is_copied(read):
    copied, quoted = read("citation")
    assert copied == quoted and "/programs" in copied


def test_it_is_said_where_nothing_can_be_copied(read):
    assert read("refused") == ["Nothing was copied: copy the text that is selected.", True]
