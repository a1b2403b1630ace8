"""Choice of form, encoding and language."""

import gzip

import pytest
import requests

KNOWN = {"json": "application/json", "csv": "text/csv; charset=utf-8; header=present",
         "ndjson": "application/x-ndjson", "rdf": "application/rdf+xml",
         "ttl": "text/turtle; charset=utf-8", "nt": "application/n-triples",
         "jsonld": "application/ld+json"}


@pytest.fixture(scope="module", name="types")
def types_of_all_forms(server):
    """{suffix: media type} of every form that the program says it has."""
    return {form["suffix"]: form["media_type"] for form in fetch(server, "/").json()["formats"]}


def fetch(server, path, **headers):
    fields = {"Accept-Encoding": "identity", "Accept": "*/*"}
    fields.update({k.replace("_", "-"): v for k, v in headers.items()})
    return requests.get(server.url + path, headers=fields, timeout=30)


def test_the_forms_that_people_know_have_their_registered_types(types):
    assert types.items() >= KNOWN.items()


@pytest.mark.parametrize("path", ["/v1/programs", "/v1/instance", "/v1/municipalities/141003"])
def test_a_suffix_chooses_the_form(server, path, types):
    for name, media_type in types.items():
        answer = fetch(server, f"{path}.{name}", Accept="image/png")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type), name
        assert "Accept," not in answer.headers["Vary"] + ","


@pytest.mark.parametrize("path", ["/", "/v1/programs", "/v1/programs.csv", "/v1/kpis/none", "/v1/openapi.json", "/docs",
                                  "/v1/downloads", "/v1/instance"])
def test_vary_is_one_line_that_every_cache_reads_whole(server, path):
    answer = requests.get(server.url + path, stream=True, timeout=30)
    lines = [value for name, value in answer.raw.headers.items() if name.lower() == "vary"]
    assert len(lines) == 1 and len(lines[0]) <= 128, "nginx 1.22 reads the last line, and keeps none that is longer"


def test_accept_chooses_the_form(server, types):
    for name, media_type in types.items():
        answer = fetch(server, "/v1/programs", Accept=media_type.split(";")[0])
        assert answer.headers["Content-Type"] == media_type
        assert answer.headers["Content-Location"] == f"/v1/programs.{name}"
        assert "Accept" in answer.headers["Vary"].split(", ")


MARKS = ["fbclid=IwAR0", "gclid=x", "utm_source=line&utm_medium=social&utm_campaign=%E5%B8%82%E6%94%BF", "mc_cid=1&mc_eid=2",
         "yclid=1", "_ga=2.1", "igshid=a", "msclkid=b", "twclid=c", "_hsenc=p2&_hsmi=3", "openExternalBrowser=1"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("path", ["/", "/docs", "/docs/dictionary", "/catalog", "/catalog.html", "/v1/downloads", "/ns",
                                  "/v1/datasets/programs", "/problems/not-found"])
def test_a_link_that_was_shared_leads_to_the_page(server, path, mark):
    plain, shared = fetch(server, path, Accept=BROWSER), fetch(server, f"{path}?{mark}", Accept=BROWSER)
    assert (shared.status_code, shared.content) == (200, plain.content)
    assert shared.headers["Content-Type"] == "text/html; charset=utf-8"
    assert shared.headers["ETag"] == plain.headers["ETag"] if "ETag" in plain.headers else True


def test_marks_of_a_shared_link_leave_the_language(server):
    assert 'lang="en"' in fetch(server, "/docs?lang=en&fbclid=x", Accept=BROWSER).text
    assert fetch(server, "/docs?lang=xx&fbclid=x", Accept=BROWSER).status_code == 400
    assert fetch(server, "/docs?language=en", Accept=BROWSER).status_code == 400


def test_an_iri_that_was_shared_leads_on(server):
    for path in ("/id/programs/lip-yokohama", "/id/datasets/programs", "/id/catalog"):
        answer = requests.get(f"{server.url}{path}?fbclid=x", headers={"Accept": BROWSER}, timeout=30, allow_redirects=False)
        assert answer.status_code == 303 and "fbclid" not in answer.headers["Location"]


@pytest.mark.parametrize("path", ["/v1/programs", "/v1/programs/lip-yokohama", "/catalog.jsonld", "/v1/downloads.csv"])
def test_data_refuse_what_is_added_to_shared_links(server, path):
    for mark in MARKS[:3]:
        answer = fetch(server, f"{path}?{mark}")
        assert answer.status_code == 400 and answer.json()["errors"][0]["parameter"] == mark.split("=")[0]


@pytest.mark.parametrize("path, works", [
    ("/v1/kpis?utm_source=x", "/v1/kpis"), ("/v1/kpis.csv?kind=kpi&fbclid=x", "/v1/kpis.csv?kind=kpi"), ("/v1/search?q=DX&gclid=a", "/v1/search?q=DX"),
    ("/v1/kpis?utm_medium=m&kind=kpi&utm_source=x&limit=2", "/v1/kpis?kind=kpi&limit=2"),
    ("/v1/kpis?name_ja__contains=%E4%BA%BA&_ga=2", "/v1/kpis?name_ja__contains=%E4%BA%BA"),
    ("/v1/downloads.csv?twclid=x", "/v1/downloads.csv")])
def test_data_give_the_same_url_without_the_mark(server, path, works):
    answer = fetch(server, path)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["example"] == works and "did_you_mean" not in error and fetch(server, works).status_code == 200


@pytest.mark.parametrize("mark", MARKS)
def test_a_file_takes_what_was_added_to_its_shared_link(server, mark):
    items = fetch(server, "/v1/downloads.json").json()["items"]
    name, permanent = next((i["file"], "/" + i["permanent_url"].split("/", 3)[3]) for i in items if i["file"] == "programs.xlsx")
    for path in (f"/v1/downloads/{name}", permanent):
        plain, shared = fetch(server, path), fetch(server, f"{path}?{mark}")
        assert (shared.status_code, shared.content) == (200, plain.content)
        assert shared.headers["Content-Location"] == plain.headers["Content-Location"] == permanent
        assert shared.headers["ETag"] == plain.headers["ETag"]
    assert fetch(server, f"/v1/downloads/{name}?limit=1").status_code == 400


def test_what_cannot_be_accepted_says_that_accept_chooses(server):
    for path in ("/v1/programs", "/docs", "/catalog"):
        answer = fetch(server, path, Accept="image/png")
        assert answer.status_code == 406 and "Accept" in answer.headers["Vary"].split(", ")
    assert "Accept" not in fetch(server, "/v1/programs.html").headers["Vary"].split(", ")
    assert "Accept-Encoding" in fetch(server, "/", Accept_Encoding="br, identity;q=0").headers["Vary"]


def test_the_default_is_json(server):
    assert fetch(server, "/v1/programs").headers["Content-Type"] == "application/json"


def test_an_accept_that_nothing_fits_is_406_and_lists_the_forms(server, types):
    answer = fetch(server, "/v1/programs", Accept="image/png")
    assert answer.status_code == 406
    assert set(answer.json()["errors"][0]["allowed"]) == set(types.values())


def test_a_suffix_that_a_document_has_not_is_406(server):
    assert fetch(server, "/healthz.csv").status_code == 406


def test_a_browser_gets_a_page_at_the_root(server):
    answer = fetch(server, "/", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<script>" not in answer.text and "style=" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_program_gets_json_at_the_root(server):
    assert {t["name"] for t in fetch(server, "/").json()["tables"]} >= {"programs", "kpis"}


@pytest.mark.parametrize("path", ["/v1/programs", "/v1/programs.csv", "/v1/programs.rdf",
                                  "/v1/programs.csv?kind=plan", "/v1/instance", "/"])
def test_gzip_holds_the_same_bytes_under_another_etag(server, path):
    plain = fetch(server, path)
    packed = requests.get(server.url + path, headers={"Accept-Encoding": "gzip", "Accept": "*/*"},
                          timeout=30, stream=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.raw.read(decode_content=False)) == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("field, encoded", [
    ("gzip;q=0", False), ("gzip;q=0.5, identity;q=0.8", False), ("*", True), ("br", False),
    ("identity;q=0, gzip;q=0.1", True), ("*;q=0, identity", False)])
def test_encoding_follows_q_values(server, field, encoded):
    answer = fetch(server, "/v1/programs", Accept_Encoding=field)
    assert answer.status_code == 200
    assert ("Content-Encoding" in answer.headers) == encoded


@pytest.mark.parametrize("field", ["identity;q=0", "*;q=0"])
def test_no_acceptable_encoding_is_406(server, field):
    assert fetch(server, "/v1/programs", Accept_Encoding=field).status_code == 406


@pytest.mark.parametrize("field, language", [("en", "en"), ("ja", "ja"), ("fr", "ja"),
                                             ("ja;q=0.3, en-GB;q=0.9", "en")])
def test_problems_are_in_the_readers_language(server, field, language):
    answer = fetch(server, "/v1/programs/nothing-like-it", Accept_Language=field)
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]
    assert (answer.json()["title"] == "Not found") == (language == "en")


def test_the_thing_itself_redirects_to_the_document(server):
    answer = requests.get(server.url + "/id/municipalities/141003", allow_redirects=False,
                          headers={"Accept": "application/rdf+xml"}, timeout=30)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/v1/municipalities/141003.rdf"
    assert "Accept" in answer.headers["Vary"].split(", ")
