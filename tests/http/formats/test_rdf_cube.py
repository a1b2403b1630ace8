"""The cube of observations as a data cube must be: what the structure demands holds of every observation, code
and slice, in the whole table and in a series. Constraints as in the W3C recommendation, in our own words."""

import collections
import csv
import io

import pytest
import rdflib
import requests
from rdflib.namespace import RDF, RDFS, SKOS

from conftest import SAMPLE

rdflib.NORMALIZE_LITERALS = False
QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
HK = rdflib.Namespace("https://w3id.org/hiraku/ns#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


def fetch(url):
    answer = requests.get(url, timeout=60)
    assert answer.status_code == 200, (url, answer.text[:300])
    return answer


def read(url):
    return rdflib.Graph().parse(data=fetch(url).content, format="nt")


class Cube:
    """A graph seen through its structure."""

    def __init__(self, graph):
        self.graph = graph
        (self.data_set, self.structure), = graph.subject_objects(QB.structure)
        self.dimensions = self.properties(QB.dimension)
        self.measures = self.properties(QB.measure)
        self.observations = set(graph.subjects(RDF.type, QB.Observation))
        self.slices = set(graph.subjects(RDF.type, QB.Slice))

    def properties(self, kind):
        return {p for c in self.graph.objects(self.structure, QB.component)
                for p in self.graph.objects(c, kind)}

    def key(self, observation):
        return tuple(str(self.graph.value(observation, d)) for d in sorted(self.dimensions))


@pytest.fixture(scope="module")
def kpi(server):
    items = fetch(server.url + "/v1/observations.json?limit=1000").json()["items"]
    return collections.Counter(item["kpi"] for item in items).most_common(1)[0][0]


@pytest.fixture(scope="module", params=["table", "series"])
def cube(request, server, kpi):
    path = "/v1/observations.nt" if request.param == "table" else f"/v1/kpis/{kpi}/series.nt"
    return Cube(read(server.url + path))


def test_the_structure_has_dimensions_and_a_measure(cube):
    assert len(cube.dimensions) == 7
    assert len(cube.measures) == 1
    assert cube.observations


def test_every_dimension_has_a_range_and_every_coded_one_a_list(cube):
    for dimension in cube.dimensions:
        assert (dimension, RDF.type, QB.DimensionProperty) in cube.graph
        kind = cube.graph.value(dimension, RDFS.range)
        assert kind is not None
        assert (kind == SKOS.Concept) == bool(cube.graph.value(dimension, QB.codeList)), dimension


def test_every_observation_has_each_dimension_and_the_measure_once(cube):
    for observation in cube.observations:
        assert set(cube.graph.objects(observation, QB.dataSet)) == {cube.data_set}
        for one in cube.dimensions | cube.measures:
            assert len(set(cube.graph.objects(observation, one))) == 1, (observation, one)


def test_no_two_observations_have_the_same_dimensions(cube):
    keys = collections.Counter(cube.key(o) for o in cube.observations)
    assert max(keys.values()) == 1


def test_required_attributes_are_there(cube):
    true = rdflib.Literal("true", datatype=rdflib.XSD.boolean)
    required = {cube.graph.value(c, QB.attribute)
                for c in cube.graph.subjects(QB.componentRequired, true)}
    assert len(required) >= 3
    for observation in cube.observations:
        for attribute in required:
            assert cube.graph.value(observation, attribute) is not None, (observation, attribute)


def test_every_code_is_a_concept_of_its_list_with_labels(cube):
    for dimension in cube.dimensions:
        codes = cube.graph.value(dimension, QB.codeList)
        if codes is None:
            continue
        assert (codes, RDF.type, SKOS.ConceptScheme) in cube.graph
        assert cube.graph.value(codes, DCT.title) is not None
        for value in {cube.graph.value(o, dimension) for o in cube.observations}:
            assert (value, RDF.type, SKOS.Concept) in cube.graph, value
            assert (value, SKOS.inScheme, codes) in cube.graph, value
            assert cube.graph.value(value, SKOS.prefLabel) is not None, value


def test_slices_hold_every_observation_once_and_nothing_else(cube):
    held = collections.Counter(o for s in cube.slices
                               for o in cube.graph.objects(s, QB.observation))
    assert set(held) == cube.observations
    assert set(held.values()) == {1}
    assert set(cube.graph.objects(cube.data_set, QB.slice)) == cube.slices


def test_a_slice_fixes_what_its_key_names_and_its_observations_agree(cube):
    for one in cube.slices:
        key, = cube.graph.objects(one, QB.sliceStructure)
        assert (cube.structure, QB.sliceKey, key) in cube.graph
        fixed = set(cube.graph.objects(key, QB.componentProperty))
        assert len(cube.dimensions - fixed) == 1
        for dimension in fixed:
            value, = cube.graph.objects(one, dimension)
            for observation in cube.graph.objects(one, QB.observation):
                assert cube.graph.value(observation, dimension) == value


def test_what_is_missing_is_no_observation(server):
    cube = Cube(read(server.url + "/v1/observations.nt"))
    missing = set(cube.graph.subjects(RDF.type, HK.MissingObservation))
    rows = fetch(server.url + "/v1/observations.json?missing__isnull=false").json()["total"]
    assert len(missing) == rows > 0
    assert not missing & cube.observations
    assert not set(cube.graph.subjects(QB.dataSet, None)) & missing


def test_a_structure_document_stands_by_itself(server):
    graph = read(server.url + "/v1/structures/observations.nt")
    cube = Cube(graph)
    assert len(cube.dimensions) == 7
    for component in graph.objects(cube.structure, QB.component):
        assert str(component).startswith(str(cube.structure) + "#")
        assert (component, RDF.type, QB.ComponentSpecification) in graph


def test_tables_that_are_no_cube_have_no_structure(server):
    answer = requests.get(server.url + "/v1/structures/kpis.ttl", timeout=30)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["allowed"] == ["observations"]


def test_a_slice_leads_to_its_observations(server):
    cube = Cube(read(server.url + "/v1/observations.nt"))
    for one in sorted(cube.slices)[:5]:
        path = "/id/" + str(one).split("/id/")[1]
        answer = requests.get(server.url + path, headers={"Accept": "application/n-triples"}, timeout=30,
                              allow_redirects=False)
        assert answer.status_code == 303
        document = Cube(read(server.url + "/" + answer.headers["Location"].split("/", 3)[-1]
                             if "://" in answer.headers["Location"]
                             else server.url + answer.headers["Location"]))
        assert document.observations == set(cube.graph.objects(one, QB.observation))


def test_a_graph_explains_no_code_twice_and_is_the_same_from_a_file_and_made_when_asked_for(
        server, sample_store, tmp_path, publish, serve):
    folder = tmp_path / "store"
    publish(folder, SAMPLE, "--no-downloads")
    with serve(folder) as streaming:
        for path in ("observations.rdf", "observations.ttl", "kpis.rdf"):
            ready = (sample_store / "current" / "files" / path).read_bytes()
            for each in (server, streaming):
                assert requests.get(f"{each.url}/v1/{path}", timeout=60).content == ready, path
        for each in (server, streaming):
            lines = requests.get(f"{each.url}/v1/observations.nt", timeout=60).text.splitlines()
            codes = collections.Counter(line for line in lines if line.startswith(f"<{HK}"))
            assert [line for line, times in codes.items() if times > 1] == []


QUESTIONS = """PREFIX hk: <https://w3id.org/hiraku/ns#> PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> SELECT ?id WHERE { ?o dct:identifier ?id . %s }"""


@pytest.mark.parametrize("question, wanted", [
    ("?o hk:fiscalYear 2023", lambda row: row["fiscal_year"] == "2023"),
    ('?o sdmx-dimension:refPeriod ?period . ?period dcat:startDate ?day FILTER (?day >= "2023-04-01"^^xsd:date)',
     lambda row: row["starts"] >= "2023-04-01"),
    ("?o sdmx-measure:obsValue ?value FILTER (?value >= 5 && ?value <= 5)", lambda row: row["value"] in ("5", "5.0", "5.00")),
])
def test_the_questions_of_the_documents_find_what_the_csv_has(question, wanted, server):
    graph = read(server.url + "/v1/observations.nt") + read(server.url + "/v1/periods.nt")
    found = {str(row.id) for row in graph.query(QUESTIONS % question) if "." in row.id}
    rows = csv.DictReader(io.StringIO(fetch(server.url + "/v1/observations.csv").text))
    assert found == {row["id"] for row in rows if wanted(row)} != set()
