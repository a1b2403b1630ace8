"""The pages of KPIs, and what other sites show in a frame: each figure of the API is in the table with its text as it was
published, targets stand against what was reached in words that were worked out by hand, a release keeps to itself.
"""

import html
import html.parser
import json
import re

import pytest
import requests

import chart_instance
from conftest import fetch
from test_pages import BROWSER, LANGUAGES, Page, path_of, read, rows

WHY = {"not_set": ("未設定", "not set"), "not_applicable": ("該当なし", "not applicable"),
       "not_yet_reported": ("未報告", "not yet reported"), "not_collected": ("未収集", "not collected"),
       "unknown": ("不明", "unknown"), "suppressed": ("秘匿", "suppressed")}
NO_ROW = ("データなし", "no data")


class Sections(html.parser.HTMLParser):
    """The rows below each heading that has an id, the items of lists, and what is to be copied."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tables, self.items, self.lines, self.heading, self.open = {}, [], [], None, []
        self.cell = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in ("meta", "link", "br", "input"):
            self.open.append(tag)
        if tag == "h2":
            self.heading = attributes.get("id")
        if tag == "tr" and "tbody" in self.open:
            self.tables.setdefault(self.heading, []).append([])
        if tag in ("td", "th") and "tbody" in self.open:
            self.cell = {"text": "", "data": [], "links": []}
            self.tables[self.heading][-1].append(self.cell)
        if self.cell and tag == "data":
            self.cell["data"].append(attributes["value"])
        if self.cell and tag == "a":
            self.cell["links"].append(attributes["href"])
        if tag == "li" and "main" in self.open:
            self.items.append("")
        if tag == "pre":
            self.lines.append("")

    def handle_endtag(self, tag):
        self.open.pop()
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data):
        if self.cell:
            self.cell["text"] += data
        if "li" in self.open and "main" in self.open:
            self.items[-1] += data
        if "pre" in self.open:
            self.lines[-1] += data


def page_text(server, target, language="ja", **headers):
    answer = requests.get(server.url + target, headers={"Accept": BROWSER, "Accept-Language": language, **headers}, timeout=60)
    assert answer.status_code == 200, (target, answer.text)
    return answer.text


def sections(server, target, language="ja"):
    return Sections(page_text(server, target, language))


def series(server, kpi, more=""):
    answer = json.loads(fetch(server, f"/v1/kpis/{kpi}/series.json?limit=1000{more}").content, parse_float=str, parse_int=str)
    assert answer["complete"]
    return answer


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    with chart_instance.served(tmp_path_factory.mktemp("kpis")) as server:
        yield server


# --- figures ---

def shown_figures(page):
    """Of the rows that have a record: its link, and what they say as programs read it."""
    cells = [row for row in page.tables.get("figures", []) if row[0]["links"]]
    return sorted((row[0]["links"][0], sorted(value for cell in row for value in cell["data"])) for row in cells)


def expected_figures(found):
    return sorted((path_of("observations", item["id"]),
                   sorted(one for one in (item["period"], item["value"], item["value_type"], item["accumulation"])
                          if one is not None)) for item in found["items"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_of_the_sample_is_in_the_table_as_it_was_published(server, language):
    seen = 0
    for kpi in rows(server, "kpis"):
        found = series(server, kpi["id"])
        figures = shown_figures(sections(server, f"/kpis/{kpi['id']}", language))
        assert figures == expected_figures(found), kpi["id"]
        seen += len(figures)
    assert seen == len(rows(server, "observations")) > 50


LONG = ("daily", "hits")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_of_every_kind_is_in_the_table(city, language):
    for kpi in rows(city, "kpis"):
        if kpi["id"] not in LONG:
            assert shown_figures(sections(city, f"/kpis/{kpi['id']}", language)) == expected_figures(series(city, kpi["id"]))


def listed_values(server, path):
    """The values of a list by the addresses of their records, page by page."""
    found = {}
    while path:
        text = page_text(server, path)
        for row in re.findall(r"<tr>.*?</tr>", text.split("<tbody>")[1], re.S):
            found[re.search('href="([^"]*)"', row)[1]] = re.findall('<td[^>]* class="number"><data value="([^"]*)"', row)
        following = re.search(r'href="(/observations\?[^"]*cursor=[^"]*)"[^>]*rel="next"|rel="next" href="(/observations\?[^"]*)"', text)
        path = html.unescape(following[1] or following[2]) if following else None
    return found


@pytest.mark.parametrize("kpi", LONG)
@pytest.mark.parametrize("language, said", [("ja", "この表は、{}件を省いています。"), ("en", "The table leaves out {} values.")])
def test_of_very_many_figures_the_first_and_the_last_are_in_the_table_and_all_in_the_list(city, kpi, language, said):
    found = series(city, kpi)
    page, expected = sections(city, f"/kpis/{kpi}", language), expected_figures(found)
    shown = shown_figures(page)
    assert len(shown) < len(expected) and all(one in expected for one in shown)
    in_time = sorted(found["items"], key=lambda item: item["starts"])
    assert {path_of("observations", item["id"]) for item in (in_time[0], in_time[-1])} <= {path for path, _ in shown}
    everything = len(expected) + len(found["gaps"])
    text = page_text(city, f"/kpis/{kpi}", language)
    left_out = everything - len([row for row in page.tables["figures"] if "…" not in row[0]["text"]])
    assert said.format(f"{left_out:,}") in text
    path = re.search(r'href="(/observations\?kpi=[^"]*)"', text)[1]
    assert listed_values(city, path) == {path_of("observations", item["id"]): [item["value"]] for item in found["items"]}
    assert f'href="/v1/kpis/{kpi}/series.csv"' in text


def test_a_number_has_all_digits_its_unit_and_what_bounds_it(city):
    values = {cell["data"][0]: cell["text"] for row in sections(city, "/kpis/wide").tables["figures"] for cell in row[1:2]}
    assert values == {"999999999999999999": "999,999,999,999,999,999 円", "0.0000000001": "0.0000000001 円",
                      "123456789012.3456": "123,456,789,012.3456 円"}
    bounds = [row[1]["text"] for row in sections(city, "/kpis/sure").tables["figures"]]
    assert bounds == ["40 人以上", "55 人以下", "48 人", "60 人超", "33 人"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_has_its_reason_in_words(city, server, language):
    at = LANGUAGES.index(language)
    for where in (city, server):
        for kpi in rows(where, "kpis"):
            found = series(where, kpi["id"])
            expected = [WHY[item["missing"]][at] for item in found["items"] if item["value"] is None]
            expected += [NO_ROW[at]] * len(found["gaps"])
            if kpi["id"] in LONG:
                drawn = read(where, f"/kpis/{kpi['id']}", language).all("g", **{"class": "hk-missing"})
                assert len(drawn) == len(expected), kpi["id"]
                continue
            table = sections(where, f"/kpis/{kpi['id']}", language).tables.get("figures", [])
            told = [cell["text"] for row in table for cell in row if cell["text"] in [*sum(WHY.values(), ()), *NO_ROW]]
            assert sorted(told) == sorted(expected), kpi["id"]


def test_the_chart_in_the_page_has_the_figures_of_the_series(city):
    for kpi in ("supported", "answers", "monthly"):
        page = read(city, f"/kpis/{kpi}")
        drawn = [(group["data-id"], group["data-value"]) for group in page.all("g", **{"class": "hk-point"}) if group["data-value"]]
        expected = [(item["id"], item["value"]) for item in series(city, kpi)["items"] if item["value"]]
        assert sorted(drawn) == sorted(2 * expected)  # for broad windows and for narrow ones
        assert [box.get("hidden") for box in page.all("div", **{"class": "narrow"})] == ["hidden"]


# --- targets ---

def test_the_plan_of_yokohama_tells_that_no_actual_values_are_published(server):
    """Facts F057–F062: what is not set is no target."""
    assert [item for item in sections(server, "/kpis/yokohama-oi-kpi1").items if "目標" in item] == [
        "2023年度〜2025年度（累計）　目標100.00億円に対し実績なし（未公表）",
        "2023年度（増加分）　目標0.00億円に対し実績なし（未公表）",
        "2024年度（増加分）　目標5.00億円に対し実績なし（未公表）",
        "2025年度（増加分）　目標95.00億円に対し実績なし（未公表）"]


def test_targets_against_actual_values_are_told_in_words(city):
    assert sections(city, "/kpis/supported").items == [
        "2020年度　目標100社に対し実績96社（目標を4社下回る、未達成）",
        "2021年度　目標120社に対し実績131社（目標を11社上回る、達成）",
        "2022年度　目標140社に対し実績なし（未収集）",
        "2023年度　目標160社に対し実績約150社",
        "2024年度　目標180社に対し実績171社（目標を9社下回る、未達成）",
        "2025年度　目標200社に対し実績なし（未公表）",
        "2026年度　目標220社に対し実績なし（未公表）"]
    assert sections(city, "/kpis/invested", "en").items == [
        "FY2020 (increment): target 5.00 × 100 million yen: actual value 4.25 × 100 million yen "
        "(0.75 × 100 million yen below the target, not met)",
        "FY2021 (increment): target 10.00 × 100 million yen: actual value 11.50 × 100 million yen "
        "(1.50 × 100 million yen above the target, met)",
        "FY2022 (increment): target 20.00 × 100 million yen: actual value 18.00 × 100 million yen "
        "(2.00 × 100 million yen below the target, not met)",
        "FY2023 (increment): target 40.00 × 100 million yen: actual value 52.75 × 100 million yen "
        "(12.75 × 100 million yen above the target, met)",
        "FY2024 (increment): target 80.00 × 100 million yen: no actual value (not yet reported)"]


def test_without_targets_nothing_is_told_of_them(city):
    assert sections(city, "/kpis/balance").items == []


# --- releases ---

def test_a_revised_figure_tells_what_was_known_when(city):
    page = sections(city, "/kpis/supported")
    assert [[cell["data"][0] if cell["data"] else cell["text"] for cell in row[:2]] for row in page.tables["vintages"]] == [
        ["FY2021", "118"], ["FY2021", "131"]]
    assert [row[1]["text"] for row in page.tables["vintages"]] == ["118 社", "131 社"]
    assert [[cell["text"].split("（")[0] for cell in row[2:4]] for row in page.tables["vintages"]] == [["1", "2"], ["2", "現在まで"]]
    assert any("公開版 2、訂正前 118" in cell["text"] for row in page.tables["figures"] for cell in row)
    assert "vintages" not in sections(city, "/kpis/invested").tables


def test_a_page_of_a_release_shows_and_hands_on_that_release(city):
    page, text = sections(city, "/kpis/supported?release=1"), page_text(city, "/kpis/supported?release=1")
    assert "118" in [value for row in page.tables["figures"] for cell in row for value in cell["data"]]
    assert 'value="131"' not in text and "vintages" not in page.tables
    assert [row[0]["links"][0] for row in page.tables["figures"] if "release=1" not in "".join(row[0]["links"])] == []
    assert len(page.lines) == 3 and all("release=1" in line for line in page.lines)
    assert all("release=" not in line for line in sections(city, "/kpis/supported").lines)


# --- to be used elsewhere ---

class Elements(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_to_copy_work(city, language):
    base = fetch(city, "/v1/instance").json()["base_url"]
    call, frame, picture = sections(city, "/kpis/supported", language).lines
    assert re.fullmatch(r"curl -sSL '(.+)'", call)[1] == f"{base}/v1/kpis/supported/series.json"
    (_, iframe), = Elements(frame).found
    (_, link), (_, image) = Elements(picture).found
    for address, kind in ((iframe["src"], "text/html"), (link["href"], "text/html"), (image["src"], "image/svg+xml")):
        answer = requests.get(city.url + address.removeprefix(base), headers={"Accept": "*/*"}, timeout=60)
        assert answer.status_code == 200 and address.startswith(base)
        assert answer.headers["Content-Type"].startswith(kind) or kind == "text/html"
    assert iframe["title"] == image["alt"] == {"ja": "支援企業数", "en": "Companies supported"}[language]


def test_hostile_names_stay_text_in_pages_lines_and_frames(city):
    name = '<b>&amp;]]> "悪意" <script>'
    for path in ("/kpis/hostile", "/embed/kpis/hostile"):
        page = read(city, path)
        assert page.faults == page.scripts() == page.all("b") == page.all("iframe") == page.all("img") == [], path
        assert name in page.text
    (tag, iframe), = Elements(sections(city, "/kpis/hostile").lines[1]).found
    assert (tag, iframe["title"]) == ("iframe", name)


# --- frames ---

def embed(server, path, language="ja"):
    page = read(server, path, language)
    return page, page.all("data")[0]["value"] if page.all("data") else None


@pytest.mark.parametrize("kpi, value, period", [
    ("supported", "171", "FY2024"), ("invested", "52.75", "FY2023"), ("balance", "950", "FY2023"), ("place", "3", "FY2023")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_frame_shows_the_newest_actual_value(city, kpi, value, period, language):
    page = read(city, f"/embed/kpis/{kpi}", language)
    assert [data["value"] for data in page.all("data")] == [value, period]
    assert f"/kpis/{kpi}" in page.links and page.faults == [] and len(page.all("h1")) == 1
    assert {"ja": "計画書", "en": "計画書"}[language] in page.text
    assert all(link.get("target") == "_top" for link in page.all("a"))
    assert page.all("meta", name="robots", content="noindex")


def test_a_frame_of_a_plan_shows_the_target_of_its_last_year(server):
    page = read(server, "/embed/kpis/yokohama-oi-kpi1")
    assert [data["value"] for data in page.all("data")] == ["95.00", "FY2025"] and "目標値" in page.text


def test_a_frame_of_a_figure_shows_that_one(city):
    for item in series(city, "supported")["items"]:
        page = read(city, "/embed/figures/" + item["id"])
        assert [data["value"] for data in page.all("data")] == [one for one in (item["value"], item["period"]) if one]
        assert item["value"] or WHY[item["missing"]][0] in page.text


def test_a_frame_of_a_release_never_changes(city):
    identifier = next(item["id"] for item in series(city, "supported")["items"] if item["id"].startswith("supported.FY2021.actual"))
    assert embed(city, f"/embed/figures/{identifier}")[1] == "131"
    page, value = embed(city, f"/embed/figures/{identifier}?release=1")
    assert value == "118" and "/kpis/supported?release=1" in page.links


def test_a_kpi_without_figures_says_so_in_a_frame(city):
    assert "値がありません" in read(city, "/embed/kpis/empty").text


@pytest.mark.parametrize("path, ancestors", [
    ("/embed/kpis/supported", "*"), ("/embed/kpis/supported?release=1", "*"), ("/kpis/supported", "'none'"), ("/", "'none'"),
    ("/embed/kpis/nothing", "'none'"), ("/v1/kpis/supported/chart.svg", "'none'"), ("/kpis", "'none'")])
def test_only_frames_may_be_framed(city, path, ancestors):
    for headers in ({"Accept": BROWSER}, {"Accept": "*/*", "Accept-Encoding": "gzip"}):
        policy = requests.get(city.url + path, headers=headers, timeout=60).headers["Content-Security-Policy"]
        assert f"frame-ancestors {ancestors}" in policy and policy.startswith("default-src 'none'") and "unsafe" not in policy


def test_a_frame_that_has_not_changed_is_confirmed_and_may_still_be_framed(city):
    first = requests.get(city.url + "/embed/kpis/supported", headers={"Accept": BROWSER}, timeout=60)
    again = requests.get(city.url + "/embed/kpis/supported", headers={"Accept": BROWSER, "If-None-Match": first.headers["ETag"]},
                         timeout=60)
    assert again.status_code == 304 and "frame-ancestors *" in again.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path, status", [("/embed/kpis/nothing", 404), ("/embed/figures/nothing", 404), ("/embed/kpis", 404),
                                          ("/embed/kpis/supported?colour=red", 400), ("/embed/kpis/supported?release=99", 404)])
def test_what_is_wrong_with_a_frame_is_a_page_with_links_that_work(city, path, status):
    answer = requests.get(city.url + path, headers={"Accept": BROWSER}, timeout=60)
    assert answer.status_code == status and Page(answer.text).faults == []
