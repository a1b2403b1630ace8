"""No IRI of the instance dangles: what one document links to, another one (or the vocabulary) describes; a
sample of each family leads by 303 to an answer."""

import collections
import re

import pytest
import rdf_readers
import rdflib
import requests
from rdflib.namespace import RDF, RDFS, SKOS

QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
HK = "https://w3id.org/hiraku/ns#"
# what the catalogue describes
ELSEWHERE = re.compile(r"/id/(catalog|services|distributions)\b|/v1/|/catalog\b")


def fetch(url, **options):
    return requests.get(url, timeout=60, **options)


def read(url):
    answer = fetch(url)
    assert answer.status_code == 200, url
    return rdflib.Graph().parse(data=answer.content, format="nt")


@pytest.fixture(scope="module")
def vocabulary(server):
    return read(server.url + "/ns.nt")


@pytest.fixture(scope="module")
def dump(server):
    contract = fetch(server.url + "/v1/openapi.json").json()
    graph = rdflib.Graph()
    for path, item in contract["paths"].items():
        if item.get("get", {}).get("operationId", "").startswith("list") and item["get"]["tags"] == [path[len("/v1/"):]]:
            graph.parse(data=fetch(f"{server.url}{path}.nt").content, format="nt")
    return graph


@pytest.fixture(scope="module")
def base(server):
    return fetch(server.url + "/v1/instance.json").json()["base_url"]


def test_every_own_iri_is_described(dump, vocabulary, base):
    subjects = {str(s) for s in dump.subjects()}
    linked = {str(o) for o in dump.objects() if isinstance(o, rdflib.URIRef)}
    own = {i for i in linked if i.startswith(base + "/") and not ELSEWHERE.search(i[len(base):])}
    assert len(own) > 300
    assert own - subjects == set()


def test_every_term_of_ours_is_in_the_vocabulary(dump, vocabulary):
    described = {str(s) for s in vocabulary.subjects()}
    used = {str(n) for triple in dump for n in triple if str(n).startswith(HK)}
    used |= {str(o.datatype) for o in dump.objects()
             if isinstance(o, rdflib.Literal) and str(o.datatype).startswith(HK)}
    assert len(used) > 50
    assert used - described == set()


def test_every_class_and_property_has_labels_comments_and_a_home(vocabulary):
    kinds = {RDFS.Class, RDF.Property, RDFS.Datatype}
    terms = {s for kind in kinds for s in vocabulary.subjects(RDF.type, kind)}
    assert len(terms) > 50
    for term in terms:
        for predicate in (RDFS.label, RDFS.comment):
            languages = {o.language for o in vocabulary.objects(term, predicate)}
            assert languages == {"ja", "en"}, (term, predicate)
        assert set(vocabulary.objects(term, RDFS.isDefinedBy)) == {rdflib.URIRef(HK)}


def test_the_vocabulary_is_one_graph_and_a_page_in_two_languages(server, vocabulary):
    rdf_readers.one_graph({name: fetch(f"{server.url}/ns.{name}").content
                           for name in rdf_readers.TYPES})
    for language in ("ja", "en"):
        page = fetch(f"{server.url}/ns.html?lang={language}")
        assert page.headers["Content-Language"] == language
        for term in vocabulary.subjects():
            if str(term) != HK:
                assert f'id="{str(term)[len(HK):]}"' in page.text, term


def test_every_code_list_has_labels_comments_and_unique_notations(vocabulary):
    lists = set(vocabulary.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(lists) > 20
    for codes in lists:
        for predicate in (RDFS.label, RDFS.comment):
            assert {o.language for o in vocabulary.objects(codes, predicate)} == {"ja", "en"}, (codes, predicate)
        members = set(vocabulary.subjects(SKOS.inScheme, codes))
        notations = collections.Counter(vocabulary.value(m, SKOS.notation) for m in members)
        assert members and max(notations.values()) == 1, (codes, notations)
    labels = collections.Counter(o for codes in lists for o in vocabulary.objects(codes, RDFS.label))
    assert max(labels.values()) == 1, labels


def test_a_code_list_holds_the_codes_of_its_column_and_no_others(server, vocabulary):
    schemas = fetch(server.url + "/v1/openapi.json").json()["components"]["schemas"]
    codes = {name: {str(vocabulary.value(m, SKOS.notation)) for m in vocabulary.subjects(SKOS.inScheme, rdflib.URIRef(HK + name))}
             for name in ("programs-kind-codes", "sources-kind-codes", "observations-status-codes", "certainty-codes")}
    own = {name: set(schema["properties"]["kind"]["x-codes"]) for name, schema in schemas.items()
           if "x-codes" in schema.get("properties", {}).get("kind", {})}
    assert codes["programs-kind-codes"] in own.values() and codes["sources-kind-codes"] in own.values()
    assert codes["observations-status-codes"] == {"final", "provisional", "revised", "estimated"}
    assert codes["certainty-codes"] == {"stated", "inferred", "disputed"}


def test_the_structure_and_the_vocabulary_agree_on_the_code_lists(server, vocabulary):
    structure = read(server.url + "/v1/structures/observations.nt")
    lists = {o for o in structure.objects(None, QB.codeList) if str(o).startswith(HK)}
    assert len(lists) >= 2
    for codes in lists:
        assert set(structure.subjects(SKOS.inScheme, codes)) == set(vocabulary.subjects(SKOS.inScheme, codes)), codes


def test_the_structure_is_one_graph(server):
    rdf_readers.one_graph({name: fetch(f"{server.url}/v1/structures/observations.{name}").content
                           for name in rdf_readers.TYPES})


@pytest.fixture(scope="module")
def families(server, dump, base):
    catalogue = rdflib.Graph().parse(data=fetch(server.url + "/catalog.nt").content, format="nt")
    families = collections.defaultdict(list)
    for subject in sorted(set(dump.subjects()) | set(catalogue.subjects())):
        if str(subject).startswith(base + "/id/"):
            path = str(subject)[len(base):].split("#")[0]
            families[path.split("/")[2]].append(path)
    return families


def test_a_sample_of_every_family_leads_to_an_answer(server, families):
    assert {"slices", "structures", "concept-schemes", "datasets", "kpis"} <= set(families)
    for family, paths in families.items():
        for path in {paths[0], paths[-1]}:
            answer = fetch(server.url + path, headers={"Accept": "text/turtle"}, allow_redirects=False)
            assert answer.status_code == 303, path
            answer = fetch(requests.compat.urljoin(server.url, answer.headers["Location"]))
            assert answer.status_code == 200, (family, path)
            assert answer.headers["Content-Type"].startswith("text/turtle")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("accept", ["text/html", BROWSER, "application/ld+json", "text/turtle", "image/png",
                                    "text/html,*/*;q=0.1", "application/json;q=0, */*;q=0"])
def test_no_iri_is_ever_406(accept, server, families):
    assert len(families) > 20
    for family, paths in families.items():
        answer = fetch(server.url + paths[0], headers={"Accept": accept}, allow_redirects=False)
        assert answer.status_code == 303, (paths[0], accept)
        location = requests.compat.urljoin(server.url, answer.headers["Location"])
        answer = fetch(location, headers={"Accept": accept})
        assert answer.status_code == 200, (family, location)
        got = answer.headers["Content-Type"].split(";")[0]
        if accept in ("application/ld+json", "text/turtle"):
            assert got == accept, (family, location)
        elif accept.startswith("text/html"):
            assert got in ("text/html", "application/json"), (family, location)


def test_an_iri_leads_to_the_same_document_whether_or_not_html_is_all_that_is_wanted(server, families):
    for paths in families.values():
        leads = {fetch(server.url + paths[0], headers={"Accept": accept}, allow_redirects=False).headers["Location"]
                 for accept in ("text/html", "text/html,*/*;q=0.1")}
        assert len(leads) == 1, leads


@pytest.mark.parametrize("path", [
    "/id/structures/observations", "/id/concept-schemes/kpis", "/id/concept-schemes/categories", "/id/concept-schemes/units",
    "/id/datasets/observations", "/id/datasets/all", "/id/catalog",
    "/id/programs/yokohama-overseas-oi", "/id/units/%25.PERCENT.0"])
def test_a_browser_that_follows_an_iri_gets_something_to_read(path, server):
    answer = fetch(server.url + path, headers={"Accept": BROWSER})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.history[0].status_code == 303
    assert answer.headers["Content-Type"].split(";")[0] in ("text/html", "application/json")


def test_who_asks_for_the_structure_without_graphs_gets_the_page_of_its_columns(server):
    answer = fetch(server.url + "/id/structures/observations", headers={"Accept": BROWSER}, allow_redirects=False)
    path, fragment = answer.headers["Location"].split("#")
    assert f'id="{fragment}"' in fetch(server.url + path).text
