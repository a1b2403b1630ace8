"""What the catalogue tells of the table of figures: how far they go and when the next are due, and nothing of today."""

import pytest
import rdflib
from rdflib.namespace import DCAT, RDF, XSD

from conftest import fetch, publish_directory, serve_store
from small_instance import Instance, OBSERVATION_HEADER

HK = rdflib.Namespace("https://w3id.org/hiraku/ns#")
BASE = "https://data.example.jp"
KPIS = [
    "id,kind,name_ja,unit_ja,nature,frequency,delay_days,source",
    "early,kpi,期限の早い指標,人,flow,yearly,60,plan",
    "later,kpi,期限の遅い指標,人,flow,yearly,90,plan",
    "untold,kpi,日数のない指標,人,flow,yearly,,plan",
]


def observation(kpi, period, value="1"):
    return f"{kpi},{period},actual,level,,,,{value},,exact,final,plan,"


def graph_of(server, path="/catalog.ttl"):
    answer = fetch(server, path)
    assert answer.status_code == 200, answer.text
    return rdflib.Graph().parse(data=answer.text, format="turtle")


def told(graph, table="observations"):
    dataset = rdflib.URIRef(f"{BASE}/id/datasets/{table}")
    return graph.value(dataset, HK.lastPeriod), graph.value(dataset, HK.dueOn)


@pytest.fixture
def instance(tmp_path):
    one = Instance(tmp_path / "instance")
    one.write("kpis", KPIS)
    one.observe(observation("early", "FY2020"), observation("later", "FY2021"), observation("untold", "FY2019"))
    return one


@pytest.fixture
def server(instance, tmp_path):
    publish_directory(tmp_path / "store", instance.path)
    with serve_store(tmp_path / "store") as running:
        yield running


def test_the_last_period_and_the_first_day_that_is_due(server):
    """Of FY2021, which ends on 31 March 2022, 60 days later."""
    last, due = told(graph_of(server))
    assert last == rdflib.URIRef(f"{BASE}/id/periods/FY2021")
    assert due == rdflib.Literal("2022-05-30", datatype=XSD.date)


def test_it_is_what_the_list_of_freshness_says(server):
    row = fetch(server, "/v1/freshness.json?table=observations").json()["items"][0]
    last, due = told(graph_of(server))
    assert (row["last_period"], row["due_on"]) == (last.rsplit("/", 1)[1], str(due))


def test_the_dataset_alone_and_its_page_say_the_same(server):
    assert told(graph_of(server, "/v1/datasets/observations.ttl")) == told(graph_of(server))
    page = fetch(server, "/v1/datasets/observations.html").text
    assert "<dd>FY2021</dd>" in page and "<dd>2022-05-30</dd>" in page


def test_a_table_without_figures_has_neither(server):
    graph = graph_of(server)
    assert {str(one).rsplit("/", 1)[1] for name in (HK.lastPeriod, HK.dueOn) for one in graph.subjects(name)} == {"observations"}
    assert (rdflib.URIRef(f"{BASE}/id/datasets/kpis"), RDF.type, DCAT.Dataset) in graph


def test_a_day_that_the_data_does_not_give_is_not_made_up(instance, tmp_path):
    instance.write("kpis", [line.replace(",60,", ",,").replace(",90,", ",,") for line in KPIS])
    publish_directory(tmp_path / "store", instance.path)
    with serve_store(tmp_path / "store") as running:
        last, due = told(graph_of(running))
    assert last is not None and due is None


def test_without_a_figure_there_is_no_period(instance, tmp_path):
    instance.write("observations", [OBSERVATION_HEADER])
    publish_directory(tmp_path / "store", instance.path)
    with serve_store(tmp_path / "store") as running:
        assert told(graph_of(running)) == (None, None)


def test_an_old_release_says_what_it_said(instance, server, tmp_path):
    instance.observe(observation("early", "FY2021"), observation("later", "FY2022"))
    publish_directory(tmp_path / "other", instance.path)
    with serve_store(tmp_path / "other") as running:
        assert told(graph_of(running))[0] == rdflib.URIRef(f"{BASE}/id/periods/FY2022")
    publish_directory(tmp_path / "store", instance.path)
    with serve_store(tmp_path / "store") as running:
        old = told(graph_of(running, "/v1/datasets/observations.ttl?release=1"))
        new = told(graph_of(running))
    assert [str(one).rsplit("/", 1)[-1] for one in (*old, *new)] == ["FY2021", "2022-05-30", "FY2022", "2023-05-30"]


def test_the_terms_are_described(server):
    terms = graph_of(server, "/ns.ttl")
    assert all((one, rdflib.RDFS.comment, None) in terms for one in (HK.lastPeriod, HK.dueOn))
