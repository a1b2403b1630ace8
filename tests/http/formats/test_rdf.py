"""RDF/XML, Turtle, N-Triples and JSON-LD are one graph: of every table, of records and of documents
beside the tables, for parsers that the project did not write."""

import urllib.parse

import pytest
import rdf_readers
import rdflib
import requests


def fetch(url, **headers):
    answer = requests.get(url, headers=headers, timeout=60, allow_redirects=False)
    assert answer.status_code == 200, (url, answer.status_code, answer.text[:300])
    return answer


def documents(server, path):
    return {name: fetch(f"{server.url}{path}.{name}").content for name in rdf_readers.TYPES}


@pytest.fixture(scope="module")
def tables(server):
    contract = fetch(server.url + "/v1/openapi.json").json()
    return [p[len("/v1/"):] for p, item in contract["paths"].items()
            if item.get("get", {}).get("operationId", "").startswith("list") and item["get"]["tags"] == [p[len("/v1/"):]]]


@pytest.fixture(scope="module")
def graphs(server, tables):
    return {table: rdf_readers.one_graph(documents(server, f"/v1/{table}")) for table in tables}


def test_every_table_is_one_graph_in_all_forms(graphs):
    assert len(graphs) >= 16


def test_a_record_of_every_table_is_one_graph_in_all_forms(server, tables):
    for table in tables:
        for item in fetch(f"{server.url}/v1/{table}.json?limit=2").json()["items"]:
            rdf_readers.one_graph(documents(
                server, f"/v1/{table}/{urllib.parse.quote(item['id'], safe='')}"))


# Datatypes and tags by which engines in use differ are in no document: years as xsd:gYear, floating point, values as
# xsd:integer, the language ja-Kana.
ENGINES_DIFFER = ("http://www.w3.org/2001/XMLSchema#gYear", "http://www.w3.org/2001/XMLSchema#double",
                  "http://www.w3.org/2001/XMLSchema#float")


def test_literals_are_such_as_every_engine_reads_alike(graphs):
    literals = {one for graph in graphs.values() for triple in graph for one in triple
                if isinstance(one, rdflib.Literal)}
    assert {one.language for one in literals} == {None, "ja", "en"}
    assert [one for one in literals if str(one.datatype) in ENGINES_DIFFER] == []
    values = {one for _, predicate, one in graphs["observations"] if predicate.endswith("/measure#obsValue")}
    assert len(values) > 30 and {one.datatype for one in values} == {rdflib.XSD.decimal}


def scalars(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [one for part in value for one in scalars(part)] if isinstance(value, list) else [value]


def test_json_ld_writes_numbers_as_typed_strings(server, tables):
    for table in tables:
        document = fetch(f"{server.url}/v1/{table}.jsonld").json()
        assert {type(one) for one in scalars(document)} == {str}, table


def test_no_record_says_a_triple_twice(server, tables):
    """Also a body that is a municipality, and a record whose periods are those of another."""
    with requests.Session() as session:
        for table in sorted(set(tables) - {"municipalities"}):
            for item in fetch(f"{server.url}/v1/{table}.json?limit=1000").json()["items"]:
                path = f"{server.url}/v1/{table}/{urllib.parse.quote(item['id'], safe='')}.nt"
                lines = session.get(path, timeout=60).text.splitlines()
                assert lines and len(set(lines)) == len(lines), path


def test_documents_beside_the_tables_say_each_triple_once(server):
    for path in ("/catalog", "/ns", "/v1/structures/observations", "/v1/datasets/observations"):
        lines = fetch(f"{server.url}{path}", Accept="application/n-triples").text.splitlines()
        assert lines and len(set(lines)) == len(lines), path


def test_the_instance_and_a_series_are_one_graph_in_all_forms(server):
    kpi = fetch(server.url + "/v1/observations.json?limit=1").json()["items"][0]["kpi"]
    for path in ("/v1/instance", f"/v1/kpis/{kpi}/series"):
        rdf_readers.one_graph(documents(server, path))


@pytest.mark.parametrize("name", rdf_readers.TYPES)
def test_a_form_is_negotiated_by_its_media_type(server, name):
    answer = fetch(server.url + "/v1/schemes", Accept=rdf_readers.TYPES[name])
    assert answer.headers["Content-Type"].split(";")[0] == rdf_readers.TYPES[name]
    assert answer.headers["Content-Location"] == f"/v1/schemes.{name}"


@pytest.mark.parametrize("name", rdf_readers.TYPES)
def test_the_same_request_gives_the_same_bytes(server, name):
    url = f"{server.url}/v1/categories.{name}?scheme__isnull=false"
    assert fetch(url).content == fetch(url).content
