"""Pages that are documents (catalogue, API reference, dictionary, vocabulary, downloads, what the instance says of itself): each
of an older release, too; how it is quoted; what is of the program and not of a release says so.
"""

import html
import re

import pytest
import requests

from conftest import publish_directory, serve_store
from small_instance import MUNICIPALITIES, Instance
from test_page_data import objects
from test_pages import BROWSER

DOCUMENTS = ("/catalog.html", "/v1/datasets/municipalities.html", "/docs", "/docs/dictionary", "/ns", "/downloads", "/about", "/releases")
OF_PROGRAM = ("/docs", "/docs/dictionary", "/ns")
# The type of schema.org of what the page is about.
TYPES = {"/catalog.html": "DataCatalog", "/downloads": "DataCatalog", "/docs": "WebAPI", "/docs/dictionary": "DefinedTermSet",
         "/ns": "DefinedTermSet"}


def get(server, target, language="en"):
    return requests.get(server.url + target, headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60, allow_redirects=False)


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Published twice: the second time one municipality and one page more."""
    folder = tmp_path_factory.mktemp("twice")
    instance = Instance(folder / "city")
    (folder / "city" / "pages").mkdir()
    (folder / "city" / "pages" / "about.ja.md").write_text("# 題名\n\n本文\n", encoding="utf-8")
    publish_directory(folder / "store", instance.path)
    instance.write("municipalities", [*MUNICIPALITIES, "271004,大阪市,designated_city,"])
    (folder / "city" / "pages" / "more.ja.md").write_text("# 別の題名\n\n本文\n", encoding="utf-8")
    publish_directory(folder / "store", instance.path)
    with serve_store(folder / "store") as server:
        yield server


def quoted(text):
    """The address in the line by which a page is quoted."""
    line = re.search(r'<blockquote class="copy"><p>(.*?)</p>', text)
    return html.unescape(line[1]).rsplit(" ", 1)[1].removeprefix("https://data.example.jp") if line else None


def canonical(text):
    return html.unescape(re.search(r'<link rel="canonical" href="(.*?)"', text)[1]).removeprefix("https://data.example.jp")


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_quoted_by_an_address_that_stays(path, twice):
    now = get(twice, path)
    address = quoted(now.text)
    assert address and address != path
    then = get(twice, address)
    assert then.status_code == 200 and quoted(then.text) == address
    assert f'href="{address}"' in now.text.split("<footer>")[1] or f'href="https://data.example.jp{address}"' in now.text.split("<footer>")[1]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_an_older_one_says_which_release_it_is_of_and_is_not_for_search_engines(path, twice):
    then, now = get(twice, path + "?release=1"), get(twice, path)
    assert then.status_code == 200
    assert "This is release 1" in then.text and 'name="robots" content="noindex, nofollow"' in then.text
    assert "This is release" not in now.text and 'name="robots"' not in now.text
    assert canonical(then.text) == path + "?release=1" and canonical(now.text) == path


@pytest.mark.parametrize("path", DOCUMENTS)
def test_parameters_of_a_document_have_one_order(path, twice):
    answer = get(twice, path + "?release=1&lang=en")
    assert (answer.status_code, answer.headers["Location"].removeprefix(twice.url)) == (308, path + "?lang=en&release=1")
    assert get(twice, path + "?lang=en&release=1").status_code == 200


def test_the_catalogue_and_the_dictionary_of_a_release_have_its_rows(twice):
    for path, now, then in (("/catalog.html", ">3</td>", ">2</td>"), ("/docs/dictionary", "(3 rows)", "(2 rows)"),
                            ("/v1/datasets/municipalities.html", "<dd>3</dd>", "<dd>2</dd>")):
        assert now in get(twice, path).text, path
        older = get(twice, path + "?release=1").text
        assert then in older and now not in older, path


@pytest.mark.parametrize("path", [*DOCUMENTS, "/docs/getInstance"])
def test_what_is_of_the_program_says_so(path, twice):
    told = "the same for every release" in get(twice, path).text
    assert told == (path in OF_PROGRAM or path.startswith("/docs/"))


@pytest.mark.parametrize("path", [*TYPES, "/about"])
def test_a_document_tells_programs_what_it_is_and_where(path, twice):
    said = {one["@type"]: one for one in objects(get(twice, path).text)}
    steps = said["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in steps] == ["https://data.example.jp/", "https://data.example.jp" + path]
    if path in TYPES:
        assert TYPES[path] in said


def test_links_of_an_older_document_stay_in_its_release(twice):
    text = get(twice, "/docs/dictionary?release=1").text
    for path in ("/catalog.html", "/downloads", "/docs"):
        assert f'href="{path}?release=1"' in text, path
    assert 'href="/v1/datasets/municipalities.html?release=1"' in get(twice, "/catalog.html?release=1").text
    assert get(twice, "/about/more?release=1").status_code == 404


def test_every_page_leads_to_the_releases(twice):
    for path in ("/", "/search", "/municipalities/141003", *DOCUMENTS):
        text = get(twice, path).text
        foot = text.split("<footer>")[1]
        assert 'href="/releases"' in foot and 'href="/releases/2"' in foot, path


def test_the_form_of_the_search_is_quoted_with_words_only(twice):
    assert quoted(get(twice, "/search").text) is None
    assert quoted(get(twice, "/search?q=東京").text) == "/search?q=%E6%9D%B1%E4%BA%AC&release=2"
