"""Two made-up cities share a program and nothing else.

Each is made from the template and published. Whatever one of them exports or answers is searched for the
words of the other, of the sample and of the template: names, ids, addresses, licences. The table of
municipalities, which all instances share, is left out.
"""

import json
import re
import types
import urllib.error
import urllib.parse
import urllib.request

import pytest

import city

SAMPLE = city.ROOT / "contrib" / "instances" / "sample"
FORMATS = ("json", "csv", "rdf")
SHARED = "municipalities"
TABLES = [table for table in city.tables() if table != SHARED]
CITIES = {"kawakaku": city.KAWAKAKU, "kakuminato": city.KAKUMINATO}


def sample_words():
    instance = json.loads((SAMPLE / "instance.json").read_text(encoding="utf-8"))
    keys = ("title", "publisher_name", "contact_name", "licence", "attribution", "base_url")
    words = {text for key, text in instance.items() if key.startswith(keys)}
    for table in ("programs", "startups", "sources", "kpis", "organizations"):
        for row in city.read_rows(SAMPLE / "data" / f"{table}.csv"):
            words |= {row.get(column) for column in (
                "id", "name_ja", "name_en", "title_ja", "title_en", "website", "document")}
    # Shorter ones could stand in any text.
    return {word for word in words if word and len(word.encode()) >= 6}


def template_words():
    return {"花野", "Hanano", "hanano", "example.jp", "雪かき", "yukikaki", city.corporate_number("000020991007")}


def foreign_words(name):
    words = sample_words() | template_words()
    for other, place in CITIES.items():
        if other != name:
            words |= set(place.own_words)
    return words


def request(url, accept=None, language=None):
    """(status, headers and body as one text)."""
    headers = {"Accept": accept} if accept else {}
    if language:
        headers["Accept-Language"] = language
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.status, f"{answer.headers}\n{answer.read().decode('utf-8')}"
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code, f"{problem.headers}\n{problem.read().decode('utf-8')}"


def found_in(text, words, server):
    """Words that occur; the address that the test itself talks to is not the sample's."""
    text = text.replace(f"127.0.0.1:{server.port}", "") if server else text
    return sorted(word for word in words if word in text)


@pytest.fixture(scope="module", params=CITIES)
def published(request, publish, serve, tmp_path_factory):
    base = tmp_path_factory.mktemp(request.param)
    place = CITIES[request.param]
    publish(base / "store", place.write(base / "city"))
    with serve(base / "store") as server:
        yield types.SimpleNamespace(name=request.param, city=place, store=base / "store", server=server,
                                    url=server.url, foreign=foreign_words(request.param))


def test_words_of_the_two_cities_are_different():
    """Else nothing below could be told apart; and each city's data has its own words."""
    for name, place in CITIES.items():
        assert [word for word in place.own_words if word in sample_words() | template_words()] == []
        other = [city_ for key, city_ in CITIES.items() if key != name][0]
        assert [word for word in place.own_words if any(word in theirs for theirs in other.own_words)] == []


def test_made_up_codes_are_not_in_use():
    reference = city.read_rows(city.TEMPLATE / "data" / "reference" / "municipalities.csv")
    in_use = {row["id"] for row in reference}
    assert [place.code for place in CITIES.values() if place.code in in_use] == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_an_export_names_nothing_foreign(published, run, table, form):
    done = run("export", "--store", published.store, "--format", form, table)
    assert done.returncode == 0, done.stderr
    assert found_in(done.stdout, published.foreign, None) == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_a_served_table_names_nothing_foreign(published, table, form):
    status, text = request(f"{published.url}/v1/{table}.{form}")
    assert status == 200
    assert found_in(text, published.foreign, published.server) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_served_record_names_nothing_foreign_in_any_format(published, table):
    items = json.loads(request(f"{published.url}/v1/{table}.json")[1].split("\n\n", 1)[1])["items"]
    assert items
    for item in items:
        for form in FORMATS:
            status, text = request(f"{published.url}/v1/{table}/{item['id']}.{form}")
            assert (status, found_in(text, published.foreign, published.server)) == (200, []), item["id"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("table", TABLES)
def test_a_page_names_nothing_foreign(published, table, language):
    """The list of a table, and the page of each of its records."""
    items = json.loads(request(f"{published.url}/v1/{table}.json")[1].split("\n\n", 1)[1])["items"]
    assert items
    for path in [f"/{table}", *(f"/{table}/{urllib.parse.quote(item['id'], safe='')}" for item in items)]:
        status, text = request(published.url + path, "text/html", language)
        assert (status, found_in(text, published.foreign, published.server)) == (200, []), path
        assert getattr(published.city, f"name_{language}") in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_served_series_names_nothing_foreign(published, form):
    status, text = request(f"{published.url}/v1/kpis/{published.city.slug}-kpi1/series.{form}")
    assert (status, found_in(text, published.foreign, published.server)) == (200, [])


DOCUMENTS = [
    ("/", None, 200), ("/", "application/json", 200), ("/", "text/html", 200), ("/v1/instance.json", None, 200),
    ("/docs", None, 200), ("/docs?lang=ja", None, 200), ("/docs/dictionary?lang=ja", None, 200),
    ("/docs/dictionary", None, 200), ("/v1/search?q=DX", None, 200),
    ("/v1/instance.csv", None, 200), ("/v1/instance.rdf", None, 200), ("/v1/openapi.json", None, 200),
    ("/healthz", None, 200), ("/readyz", None, 200), ("/problems/not-found", None, 200),
    ("/problems/not-found", "text/html", 200), ("/search?q=DX", "text/html", 200), ("/search", "text/html", 200),
    ("/about", "text/html", 200), ("/about/contact", "text/html", 200), ("/sitemap.xml", None, 200),
    ("/programs/nothing", "text/html", 404), ("/programs?colour=red", "text/html", 400), ("/v1/nothing", None, 404), ("/v1/programs/nothing", None, 404),
    ("/v1/programs?colour=red", None, 400), ("/v1/programs.json?kind=nothing", None, 400),
    ("/v1/programs", "image/png", 406),
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path, accept, wanted", DOCUMENTS)
def test_a_document_names_nothing_foreign(published, path, accept, wanted, language):
    status, text = request(published.url + path, accept, language)
    assert (status, found_in(text, published.foreign, published.server)) == (wanted, [])


def test_each_city_is_named_in_its_own_output(published):
    """The search above would find a name: the city's own ones are there."""
    _, text = request(f"{published.url}/v1/programs.json")
    assert published.city.slug in text and published.city.name_ja in text and published.city.base_url in text
    _, text = request(f"{published.url}/v1/instance.json")
    assert published.city.licence_url in text and published.city.name_en in text
    for language, name in (("ja", published.city.name_ja), ("en", published.city.name_en)):
        page = request(f"{published.url}/about", "text/html", language)[1].split("<main", 1)[1].split("<footer")[0]
        assert name in page and "/about/contact" in page


LOOK = re.compile(r'(?:href|src)="(/(?:site|docs)/[^"]+\.(?:svg|png|css|js))"')


@pytest.mark.parametrize("path", ["/", "/kpis", "/about", "/docs", "/programs/nothing", "/embed/kpis/{slug}-kpi1"])
def test_a_page_has_the_look_of_its_city_and_nothing_of_another(published, path):
    """Logo, colours, style sheet: whatever the page loads is searched for the other's, too."""
    _, page = request(published.url + path.format(slug=published.city.slug), "text/html", "en")
    loaded = {address: request(published.url + address) for address in LOOK.findall(page)}
    assert [found_in(text, published.foreign, published.server) for _, text in loaded.values()] == [[]] * len(loaded)
    assert {status for status, _ in loaded.values()} == {200}
    sheet, = (text for address, (_, text) in loaded.items() if address.endswith("/colours.css"))
    assert [colour in sheet for colour in published.city.colours.values()] == [True, True]
    logos = [text for address, (_, text) in loaded.items() if address.endswith("/logo.svg")]
    assert [published.city.logo in text for text in logos] == ([] if path.startswith("/embed") else [True])
    assert (f'href="https://www.{published.city.host}/">{published.city.name_en}</a>' in page) == (not path.startswith("/embed"))


def test_things_have_addresses_below_the_base_url_of_their_city(published):
    _, text = request(f"{published.url}/v1/programs.rdf")
    assert f'"{published.city.base_url}/id/programs/{published.city.slug}-challenge"' in text


def test_fiscal_year_begins_in_the_month_of_the_instance(published):
    """FY2024 of the city whose year begins in October ends in September."""
    url = f"{published.url}/v1/kpis/{published.city.slug}-kpi1/series.json"
    items = json.loads(request(url)[1].split("\n\n", 1)[1])["items"]
    spans = {(item["starts"], item["ends"]) for item in items if item["period"] == "FY2024"}
    assert spans == {4: {("2024-04-01", "2025-03-31")}, 10: {("2024-10-01", "2025-09-30")}}[
        published.city.first_month]


def test_files_of_a_release_name_nothing_foreign(published):
    """Ready files, manifest and configuration, municipalities excepted."""
    release = published.store / "current"
    wrong, seen = [], 0
    for path in sorted(release.rglob("*")):
        if path.is_file() and path.suffix in (".json", ".csv", ".rdf") and SHARED not in path.name:
            seen += 1
            found = found_in(path.read_text(encoding="utf-8"), published.foreign, None)
            if found:
                wrong.append((path.name, found))
    assert seen > len(TABLES) and wrong == []
