"""The catalogue tells how often data sets were used in the last whole month, and names the doors for other programs."""

import datetime

import rdflib
from rdflib.namespace import DCTERMS, RDF, XSD

from conftest import fetch, serve_store
from usage_file import write_usage

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SCHEMA = rdflib.Namespace("https://schema.org/")
JAPAN = datetime.timezone(datetime.timedelta(hours=9))


def this_month():
    """Its first day, by the clock of the sample."""
    return datetime.datetime.now(JAPAN).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def write_last_month(path):
    first = this_month()
    last, earlier = first - datetime.timedelta(days=1), first - datetime.timedelta(days=40)
    write_usage(path, {earlier.date(): {"data,programs,,,json": (500, 0)},
                       last.date(): {"data,programs,,,json": (7, 3), "file,programs,,programs.csv,csv": (2, 0)},
                       first.date(): {"data,programs,,,json": (90, 0)}})
    return last.replace(day=1), first


def graph_of(server, path):
    return rdflib.Graph().parse(data=fetch(server, path).text, format="turtle")


def counter(graph, table):
    """{property: value} of the counter of a table's data set."""
    (one,) = [found for found in graph.objects(None, SCHEMA.interactionStatistic) if f"/{table}#" in str(found)]
    assert (one, RDF.type, SCHEMA.InteractionCounter) in graph
    return {str(name).rsplit("/", 1)[1]: value.toPython() for name, value in graph.predicate_objects(one) if name != RDF.type}


def test_a_data_set_has_the_count_of_the_last_whole_month(sample_store, tmp_path):
    began, ended = write_last_month(tmp_path / "usage")
    with serve_store(sample_store, "--usage", tmp_path / "usage") as server:
        for path in ["/catalog.ttl", "/v1/datasets/programs.ttl"]:
            found = counter(graph_of(server, path), "programs")
            assert found["userInteractionCount"] == 9
            assert found["startTime"] == began and found["endTime"] == ended
            assert str(found["interactionType"]) == "https://schema.org/ViewAction"
        assert counter(graph_of(server, "/catalog.ttl"), "startups")["userInteractionCount"] == 0


def test_the_validators_follow_the_count(sample_store, tmp_path):
    write_last_month(tmp_path / "usage")
    with serve_store(sample_store, "--usage", tmp_path / "usage") as server:
        counted = fetch(server, "/catalog.ttl").headers
        assert fetch(server, "/catalog.ttl", **{"If-None-Match": counted["ETag"]}).status_code == 304
    with serve_store(sample_store, "--usage", "off") as server:
        bare = fetch(server, "/catalog.ttl")
        assert bare.headers["ETag"] != counted["ETag"] and "InteractionCounter" not in bare.text


def test_no_count_is_told_where_there_is_none_or_a_release_is_asked_for(sample_store, tmp_path):
    with serve_store(sample_store, "--usage", tmp_path / "none") as server:
        assert "InteractionCounter" not in fetch(server, "/catalog.ttl").text
    write_last_month(tmp_path / "usage")
    with serve_store(sample_store, "--usage", tmp_path / "usage") as server:
        fixed = fetch(server, "/v1/datasets/programs.ttl?release=1")
        assert fixed.status_code == 200 and "InteractionCounter" not in fixed.text


def services(server):
    graph = graph_of(server, "/catalog.ttl")
    found = set(graph.subjects(RDF.type, DCAT.DataService))
    assert found == set(graph.objects(None, DCAT.service))
    for one in found:
        standard = graph.value(one, DCTERMS.conformsTo)
        assert (standard, RDF.type, DCTERMS.Standard) in graph and graph.value(standard, DCTERMS.title)
    return {str(one).rsplit("/", 1)[1]: (str(graph.value(one, DCAT.endpointURL)), str(graph.value(one, DCTERMS.conformsTo)))
            for one in found}


def test_the_doors_for_other_programs_are_services(server):
    found = services(server)
    assert set(found) == {"api", "mcp", "ckan"}
    assert found["mcp"][0].endswith("/mcp") and found["mcp"][1] == "https://modelcontextprotocol.io/specification/2026-07-28"
    assert found["ckan"][0].endswith("/api/3/action") and found["ckan"][1] == "https://docs.ckan.org/en/2.11/api/"
    for name in found:
        assert fetch(server, f"/id/services/{name}").status_code == 200


def test_what_the_settings_close_is_no_service(sample_store):
    with serve_store(sample_store, "--mcp", "0", "--ckan", "0") as server:
        assert set(services(server)) == {"api"}
        assert fetch(server, "/id/services/mcp").status_code == 404
