"""/compare: indicators side by side. Each number is the API's text; what cannot be compared is told with its reason in words and
not drawn; indicators are chosen by name, without script; a release keeps to itself.
"""

import re
import urllib.parse

import pytest
import requests

import figures_instance
from conftest import fetch, publish_directory, serve_store
from test_kpi_page import BROWSER, WHY, Sections, page_text, path_of
from test_pages import LANGUAGES, read

# The properties of the answer of /v1/compare, as the dictionary calls them and as people read them.
WORDS = {"unit": ("単位", "unit"), "counting": ("数え方", "counting"), "value_type": ("値の種類", "value type"),
         "question": ("設問", "question"), "population": ("対象", "population"), "period_basis": ("期間の単位", "kind of period")}
REASONS = {**WHY, "not_published": ("未公表", "not published")}
SURVEYS = "kpi=jetro-2022-open-innovation-obstacles,yokohama-image-2015-known"
PLAN = "kpi=yokohama-oi-kpi1,yokohama-oi-kpi2,yokohama-oi-kpi3"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    with figures_instance.served(figures_instance.make(tmp_path_factory.mktemp("compare") / "instance")) as running:
        yield running


def compared(server, query):
    """What the API says, with numbers as texts."""
    answer = fetch(server, f"/v1/compare.json?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json(parse_float=str, parse_int=str)


def go(server, target, **headers):
    return requests.get(server.url + target, headers={"Accept": BROWSER, "Accept-Language": "ja", **headers}, timeout=60, allow_redirects=False)


# --- figures ---

def shown(page):
    """By the page of each figure what the cell says: its number as programs read it, else its text."""
    cells = [cell for row in page.tables["figures"] for cell in row if any(link.startswith("/observations/") for link in cell["links"])]
    return {cell["links"][0]: cell["data"][0] if cell["data"] else cell["text"] for cell in cells}


def expected(answer, language):
    return {path_of("observations", one["id"]): one["value"] if one["value"] is not None else REASONS[one["missing"]][LANGUAGES.index(language)]
            for item in answer["items"] for one in item["values"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", [SURVEYS, PLAN, "kpi=yokohama-business-110-foreign-staff,yokohama-foreign-residents-satisfaction"])
def test_each_number_is_the_text_of_the_api(server, query, language):
    page = Sections(page_text(server, f"/compare?{query}", language))
    assert len(shown(page)) > 1 and shown(page) == expected(compared(server, query), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_one_time_and_division_stand_in_one_row(city, language):
    page = Sections(page_text(city, "/compare?kpi=visitors-b,visitors-a&value_type=actual", language))
    assert shown(page) == expected(compared(city, "kpi=visitors-b,visitors-a&value_type=actual"), language)
    table = [[cell["data"][:1] for cell in (row[0], *row[2:])] for row in page.tables["figures"]]
    assert table == [[["FY2020"], ["8"], ["0.10"]], [["FY2021"], ["9.00"], ["0.20"]], [["FY2022"], [], []], [["FY2023"], [], ["100.25"]]]


def test_a_division_has_a_row_of_its_own(city):
    page = Sections(page_text(city, "/compare?kpi=cost,visitors-b", "en"))
    assert [(row[1]["text"], row[3]["data"]) for row in page.tables["figures"] if row[3]["data"]] == [("all", ["10"]), ("男性", ["4"]), ("女性", ["6"])]


# --- what can be compared, and what cannot ---

def charts(page):
    return [attributes for attributes in page.all("svg") if attributes.get("role") == "img"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_be_compared_is_drawn_in_one_plot(city, language):
    query = "kpi=visitors-a,visitors-b&value_type=actual"
    answer, page = compared(city, query), read(city, f"/compare?{query}", language)
    assert answer["comparable"] and page.faults == []
    drawn = sorted(group["data-value"] for group in page.all("g", **{"class": "hk-point"}) if group["data-value"])
    assert drawn == sorted(2 * [one["value"] for item in answer["items"] for one in item["values"] if one["value"]])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["kpi=visitors-b,cost", "kpi=visitors-a,visitors-b", "kpi=members,share", "name=来訪者数"])
def test_what_differs_is_told_and_nothing_is_drawn(city, query, language):
    answer, page = compared(city, query), read(city, f"/compare?{urllib.parse.quote(query, safe='=&,')}", language)
    assert not answer["comparable"] and charts(page) == []
    for one in answer["differences"]:
        if one["property"] in WORDS:
            assert WORDS[one["property"]][LANGUAGES.index(language)] in page.text, one


@pytest.mark.parametrize("language, told", [
    ("ja", ("比べられません", "調査の設問が違うため", "調査の対象が違うため", "日本国内の外資系企業", "東南アジア")),
    ("en", ("cannot be compared", "The surveys asked different questions", "The surveys asked different people")),
])
def test_two_surveys_do_not_compare_because_of_what_was_asked_of_whom(server, language, told):
    answer, page = compared(server, SURVEYS), read(server, f"/compare?{SURVEYS}", language)
    assert [one["property"] for one in answer["differences"]] == ["question", "population"]
    assert [words for words in told if words not in page.text] == [] and charts(page) == []


def test_a_way_leads_to_what_they_have_in_common(city):
    page = read(city, "/compare?kpi=visitors-a,visitors-b", "en")
    link, = [href for href in page.links if "value_type=" in href]
    assert link == "/compare?kpi=visitors-a,visitors-b&value_type=actual"
    assert charts(read(city, link, "en"))


# --- choosing ---

def boxes(page):
    return {box["value"]: "checked" in box for box in page.all("input", type="checkbox")}


@pytest.mark.parametrize("language, name", [("ja", "高齢化率"), ("en", "Share of the aged in the population")])
def test_every_indicator_is_offered_by_its_name(server, language, name):
    page = read(server, "/compare", language)
    assert page.faults == [] and name in page.text and "yokohama-aging-rate" not in page.text
    kpis = {item["id"] for item in fetch(server, "/v1/kpis.json?limit=1000").json()["items"]}
    assert boxes(page) == dict.fromkeys(kpis, False)


def test_one_that_is_chosen_stays_so_while_words_look_for_others(server):
    page = read(server, "/compare?kpi=yokohama-oi-kpi1&find=%E7%95%99%E5%AD%A6")
    assert boxes(page) == {"yokohama-oi-kpi1": True, "japan-no-wish-to-study-abroad": False}
    assert [box["value"] for box in page.all("input", name="find")] == ["留学"]
    assert "そのことばを含む指標はありません" in read(server, "/compare?find=zzzz").text


def test_a_form_that_was_sent_leads_to_the_one_address(server):
    answer = go(server, "/compare?find=&kpi%5B%5D=yokohama-oi-kpi2&kpi%5B%5D=yokohama-oi-kpi1&value_type=target&accumulation=&period__ge=FY2024&period__le=")
    wanted = "/compare?kpi=yokohama-oi-kpi2,yokohama-oi-kpi1&period__ge=FY2024&value_type=target"
    assert (answer.status_code, answer.headers["Location"]) == (308, wanted)
    page = read(server, wanted)
    assert [option["value"] for option in page.all("option", selected="selected")] == ["target"]
    assert [field["value"] for field in page.all("input", name="period__ge")] == ["FY2024"]


def test_what_the_form_does_not_show_goes_on_to_hold(city):
    page = read(city, "/compare?kpi=cost,visitors-b&item=men&lang=en")
    kept = {field["name"]: field["value"] for field in page.all("input", type="hidden")}
    assert kept == {"item": "men", "lang": "en"}


@pytest.mark.parametrize("target", ["/kpis/yokohama-oi-kpi1", "/kpis", "/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_led_there(server, target, language):
    links = [link for link in read(server, target, language).links if link.startswith("/compare")]
    assert links == ["/compare" + ("?kpi=yokohama-oi-kpi1" if target.startswith("/kpis/") else "")]


# --- refusals ---

@pytest.mark.parametrize("query, status, example", [
    ("kpi=yokohama-oi-kpi1,nothing", 404, "/kpis"), ("kpi=nothing", 404, "/kpis"), ("kpi=" + ",".join(f"k{n}" for n in range(21)), 400, "/compare"),
    ("kpi=yokohama-oi-kpi1,yokohama-oi-kpi1", 400, "/compare"), ("name=ない", 404, "/kpis"), ("limit=1", 400, "/compare"), ("find=%21%21", 400, "/compare"),
    ("find=a&find=b", 400, "/compare"), ("kpi=yokohama-oi-kpi1&name=a", 400, "/compare"), ("value_type=real", 400, "/compare"),
    ("kpi=yokohama-oi-kpi1,yokohama-oi-kpi2&item=nothing", 400, "/categories"),
])
def test_what_is_refused_leads_people_to_pages(server, query, status, example):
    answer = go(server, f"/compare?{query}")
    assert answer.status_code == status and answer.headers["Content-Type"].startswith("text/html")
    main = answer.text[answer.text.index("<main"):answer.text.index("</main>")]
    assert "/v1/" not in main
    leads = re.findall('href="([^"]*)"', main)
    assert any(link.startswith(example) for link in leads), leads
    assert [link for link in leads if go(server, link).status_code not in (200, 308)] == []


def test_more_figures_than_a_page_shows_are_left_to_the_files(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    rows = [f"visitors-b,{year}-{month:02}-{day:02},actual,level,,,,1,,exact,final,plan,試験"
            for year in range(1990, 1993) for month in range(1, 13) for day in range(1, 29)]
    instance.write("observations", [figures_instance.OBSERVATION_HEADER, "visitors-a,FY2020,actual,level,,,,1,,exact,final,plan,試験", *rows])
    with figures_instance.served(instance) as running:
        page = Sections(page_text(running, "/compare?kpi=visitors-a,visitors-b", "en"))
        text = page_text(running, "/compare?kpi=visitors-a,visitors-b", "en")
    assert "too many values" in text and "figures" not in page.tables and "/v1/compare.csv?kpi=visitors-a,visitors-b" in text


# --- addresses ---

def test_a_browser_is_led_from_the_data_to_the_page_and_a_program_is_not(server):
    led = go(server, f"/v1/compare?{PLAN}")
    assert (led.status_code, led.headers["Location"]) == (303, f"/compare?{PLAN}") and "Accept" in led.headers["Vary"].replace(" ", "").split(",")
    assert fetch(server, f"/v1/compare?{PLAN}").json()["items"]


def test_what_is_chosen_is_not_for_search_engines_and_the_page_is(server):
    robots = [read(server, target).all("meta", name="robots") for target in ("/compare", f"/compare?{PLAN}", "/compare?find=a")]
    assert [bool(one) for one in robots] == [False, True, True]
    assert "/compare</loc>" in fetch(server, "/sitemap.xml").text


def test_the_page_names_its_own_address_and_the_data(server):
    page = read(server, f"/compare?{PLAN}")
    assert [link["href"].split("8080")[1] for link in page.all("link", rel="canonical")] == [f"/compare?{PLAN}"]
    data = {link["type"]: link["href"] for link in page.all("link", rel="alternate") if link["href"].startswith("/v1/compare")}
    assert data == {"application/json": f"/v1/compare.json?{PLAN}", "text/csv": f"/v1/compare.csv?{PLAN}"}
    assert all(fetch(server, path).status_code == 200 for path in data.values())


def test_a_release_keeps_to_itself(tmp_path):
    instance = figures_instance.make(tmp_path / "instance")
    query = "kpi=visitors-a,visitors-b&value_type=actual"
    publish_directory(tmp_path / "store", instance.path)
    table = instance.path / "data/observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("visitors-b,FY2021,actual,level,,,,9.00", "visitors-b,FY2021,actual,level,,,,9.50"),
                     encoding="utf-8")
    publish_directory(tmp_path / "store", instance.path)
    with serve_store(tmp_path / "store") as running:
        then, now = (read(running, f"/compare?{query}{more}", "en") for more in ("&release=1", ""))
        assert ["9.00"] == [one for row in then.rows for one in row if one in ("9.00", "9.50")]
        assert ["9.50"] == [one for row in now.rows for one in row if one in ("9.00", "9.50")]
        leads = [link for link in then.links if link.startswith(("/kpis/", "/observations/", "/v1/compare"))]
        assert leads and all("release=1" in link for link in leads)
        assert {"name": "release", "value": "1"}.items() <= then.all("input", name="release")[0].items()
        assert fetch(running, f"/v1/compare.json?{query}&release=1").status_code == 200
