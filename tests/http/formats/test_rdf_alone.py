"""A graph of one table, or of one record, stands alone: what it links to is described in it, with its class and
with what the application profiles of such things ask for (CPSV-AP, Core Business, Core Public Organisation), in
our own words."""

import shutil

import pytest
import rdf_readers
import rdflib
import requests
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS

import small_instance
from conftest import SAMPLE

HK = rdflib.Namespace("https://w3id.org/hiraku/ns#")
CV = rdflib.Namespace("http://data.europa.eu/m8g/")
CPSV = rdflib.Namespace("http://purl.org/vocab/cpsv#")
TABLES = ("programs", "participations", "rounds", "challenges", "startups", "adoptions", "pilots", "results",
          "events", "kpis", "observations", "organizations", "categories")
# {class: ({predicate: class of what it leads to, or None}, required ones)}
WANTED = {
    CPSV.PublicService: ({CV.hasCompetentAuthority: CV.PublicOrganisation, CV.hasParticipation: CV.Participation,
                          DCTERMS.spatial: DCTERMS.Location},
                         (DCTERMS.identifier, DCTERMS.title, DCTERMS.description, CV.hasCompetentAuthority)),
    CV.Participation: ({CV.hasParticipant: FOAF.Agent, CV.role: SKOS.Concept},
                       (DCTERMS.identifier, DCTERMS.description, CV.role, CV.hasParticipant)),
    CV.PublicOrganisation: ({DCTERMS.spatial: DCTERMS.Location}, (DCTERMS.spatial, SKOS.prefLabel)),
    FOAF.Agent: ({}, (DCTERMS.identifier, DCTERMS.title)),
}


def fetch(url):
    answer = requests.get(url, timeout=60)
    assert answer.status_code == 200, (url, answer.text[:300])
    return answer


def read(server, path):
    return rdflib.Graph().parse(data=fetch(server.url + path).content, format="nt")


def records(server, table, count):
    items = fetch(f"{server.url}/v1/{table}.json?limit=1000").json()["items"]
    return [f"/v1/{table}/{item['id']}.nt" for item in items[::max(1, len(items) // count)]]


def faults(graph):
    for kind, (leads, required) in WANTED.items():
        for thing in graph.subjects(RDF.type, kind):
            for predicate in required:
                if graph.value(thing, predicate) is None:
                    yield thing, predicate, "is not there"
            for predicate, target in leads.items():
                for value in graph.objects(thing, predicate):
                    if (value, RDF.type, target) not in graph:
                        yield thing, predicate, value


def untyped(graph, tables):
    typed = set(graph.subjects(RDF.type, None))
    return {o for o in graph.objects() if isinstance(o, rdflib.URIRef) and o not in typed
            and any(f"/id/{table}/" in o for table in tables) or "/lod/sac/" in o and o not in typed}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_alone_satisfies_the_profiles_and_says_what_it_links_to(table, server):
    graph = read(server, f"/v1/{table}.nt")
    assert list(faults(graph)) == []
    assert untyped(graph, TABLES + ("sources", "municipalities")) == set()


@pytest.mark.parametrize("table", TABLES)
def test_a_record_alone_satisfies_the_profiles_and_says_what_it_links_to(table, server):
    for path in records(server, table, 4):
        graph = read(server, path)
        assert list(faults(graph)) == [], path
        assert untyped(graph, TABLES + ("sources", "municipalities")) == set(), path


def test_there_is_something_that_the_profiles_speak_of(server):
    graph = read(server, "/v1/programs.nt")
    for kind in WANTED:
        assert (None, RDF.type, kind) in graph, kind


@pytest.mark.parametrize("path", ["/v1/programs", "/v1/adoptions", "/v1/programs/kobe-startup-support"])
def test_what_is_referred_to_is_the_same_in_every_form(path, server):
    rdf_readers.one_graph({name: fetch(f"{server.url}{path}.{name}").content for name in rdf_readers.TYPES})


def test_what_is_said_of_a_thing_in_passing_is_said_where_it_stands(server):
    whole = {table: read(server, f"/v1/{table}.nt") for table in ("programs", "participations", "organizations",
                                                                  "municipalities")}
    everything = rdflib.Graph()
    for graph in whole.values():
        everything += graph
    own = {s for s in whole["programs"].subjects() if "/id/" in s and "/id/programs/" not in s
           and "/id/sources/" not in s}
    assert len(own) > 20
    for thing in own:
        table = str(thing).split("/id/")[1].split("/")[0]
        for predicate, value in whole["programs"].predicate_objects(thing):
            stands = [table] if table != "municipalities" else ["municipalities", "organizations"]
            assert any((thing, predicate, value) in whole[t] for t in stands), (thing, predicate)


def test_a_new_name_is_in_every_table_that_refers_to_it(tmp_path, publish, serve):
    """A file is not taken over from the release before where what it refers to has changed."""
    instance, store = tmp_path / "instance", tmp_path / "store"
    shutil.copytree(SAMPLE, instance)
    publish(store, instance)
    paths = ("/v1/programs.ttl", "/v1/participations.ttl", "/v1/programs/urban-innovation-kumamoto.ttl")
    with serve(store) as server:
        before = {path: fetch(server.url + path).headers["ETag"] for path in paths}
    table = instance / "data" / "organizations.csv"
    text = table.read_text(encoding="utf-8")
    assert "株式会社" in text
    table.write_text(text.replace("株式会社", "新株式会社"), encoding="utf-8")
    publish(store, instance)
    with serve(store) as server:
        for path in paths:
            answer = fetch(server.url + path)
            assert answer.headers["ETag"] != before[path], path
        assert "新株式会社" in fetch(server.url + "/v1/participations.ttl").text


@pytest.mark.parametrize("table", TABLES + ("sources", "municipalities"))
def test_what_is_printed_has_the_language_of_the_sources_and_no_code_has_any(table, server):
    graph = read(server, f"/v1/{table}.nt")
    for predicate in (HK.text, HK.periodText):
        assert {o.language for o in graph.objects(None, predicate)} <= {"ja"}
    assert {o.language for o in graph.objects(None, HK.locator)} <= {None}
    for predicate in (DCTERMS.identifier, SKOS.notation):
        assert {o.language for o in graph.objects(None, predicate)} <= {None}


def test_two_bodies_of_one_municipality_and_with_one_page_are_described_once(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    instance.write("organizations", [
        "id,name_ja,kind,municipality,website,source", "yokohama,横浜市,local_government,141003,https://city.example/,plan",
        "yokohama-econ,横浜市経済局,local_government,141003,https://city.example/,plan",
        "shop,店,company,,https://city.example/,plan"])
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        documents = {name: fetch(f"{server.url}/v1/organizations.{name}").content for name in rdf_readers.TYPES}
    graph = rdf_readers.one_graph(documents)  # each triple once
    page = rdflib.URIRef("https://city.example/")
    assert (page, RDF.type, FOAF.Document) in graph
    assert {str(name) for _, predicate, name in graph if predicate == FOAF.name} >= {"横浜市", "横浜市経済局", "店"}


def test_a_quotation_is_shown_in_every_language(server):
    for language in ("ja", "en"):
        items = fetch(f"{server.url}/v1/observations.json?text__isnull=false&lang={language}").json()["items"]
        assert items and all(item["text"] for item in items)
