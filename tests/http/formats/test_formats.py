"""One record, one meaning: CSV, JSON and RDF/XML of every table hold the same lexical values, cell by cell.

What a column is in RDF is read from the service's own OpenAPI document (x-rdf, x-codes). The RDF documents
must also please readers that we did not write: xmllint, rapper and rdflib. Does not test HTTP.
"""

import collections
import io
import json
import logging
import subprocess
import urllib.parse

import pandas
import pytest
import rdflib
import requests

from conftest import CITATION, cells_of

rdflib.NORMALIZE_LITERALS = False
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
OBS_VALUE = rdflib.URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
XSD = rdflib.XSD
DATATYPES = {"integer": XSD.integer, "number": XSD.decimal, "boolean": XSD.boolean}
TIMEOUT = 60


def get(url):
    answer = requests.get(url, timeout=TIMEOUT)
    assert answer.status_code == 200, (url, answer.status_code, answer.text[:500])
    return answer


def json_text(value):
    """The published text of a JSON value; numbers were read as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def read_json(url):
    return json.loads(get(url).content.decode("utf-8"), parse_float=str, parse_int=str)


def read_graph(content):
    return rdflib.Graph().parse(data=content, format="xml")


class Published:
    """Everything a server publishes, each table once in each format."""

    def __init__(self, url):
        self.url = url
        self.contract = json.loads(get(url + "/v1/openapi.json").content)
        self.tables = [p[len("/v1/"):] for p, item in self.contract["paths"].items()
                       if item.get("get", {}).get("operationId", "").startswith("list") and item["get"]["tags"] == [p[len("/v1/"):]]]
        self.items = {t: self.read_pages(t) for t in self.tables}
        self.frames = {t: self.read_frame(t) for t in self.tables}
        self.documents = {t: get(f"{url}/v1/{t}.rdf").content for t in self.tables}
        self.graphs = {t: read_graph(self.documents[t]) for t in self.tables}
        self.subjects = {t: self.find_subjects(t) for t in self.tables}

    def read_pages(self, table):
        items, path = [], f"/v1/{table}.json?limit=1000"
        while path:
            page = read_json(self.url + path)
            assert int(page["returned"]) == len(page["items"])
            assert page["complete"] == (page["next"] is None and not items)
            items += page["items"]
            path = page["next"]
        assert int(page["total"]) == len(items)
        return items

    def read_frame(self, table):
        content = get(f"{self.url}/v1/{table}.csv").content
        return pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False,
                               encoding="utf-8")

    def find_subjects(self, table):
        subjects = {}
        predicate = rdflib.URIRef(self.columns(table)["id"]["x-rdf"]["predicates"][0])
        ids = {item["id"] for item in self.items[table]}
        for subject, identifier in self.graphs[table].subject_objects(predicate):
            if str(identifier) not in ids:
                continue  # a record that is only named here
            assert str(identifier) not in subjects, (table, identifier)
            subjects[str(identifier)] = subject
        return subjects

    def columns(self, table):
        """Name → schema of the columns of the CSV, in their order."""
        one = self.contract["paths"][f"/v1/{table}/{{id}}"]["get"]["responses"]["200"]
        name = one["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        properties = self.contract["components"]["schemas"][name]["properties"]
        return {column: properties[column] for column in self.frames[table].columns}

    def places(self, table, subject):
        """Those that are one thing with the records of a table; other tables' places are only referred to."""
        if table != "municipalities":
            return set()
        graph = self.graphs[table]
        return {o for o in graph.objects(subject, DCT.spatial)
                if (o, rdflib.RDF.type, DCT.Location) in graph}


@pytest.fixture(scope="module")
def published(server):
    return Published(server.url)


def referenced(published, url, value):
    """The IRI of the record at `url`, and of its place if it has one."""
    table, last = urllib.parse.urlsplit(url).path.split("/")[2:]
    assert urllib.parse.unquote(last) == value
    subject = published.subjects[table][value]
    return subject, published.places(table, subject)


def period_iri(item, text):
    base = item["url"].split("/v1/")[0]
    return rdflib.URIRef(f"{base}/id/periods/{text.replace('..', '~').replace('/', '_')}")


def is_day_or_month(text):
    return len(text) in (7, 10) and text[:4].isdigit() and text[5:].replace("-", "").isdigit()


def rdf_object(published, item, column, schema):
    """The term that says this cell: a set of the terms that may."""
    text = json_text(item[column])
    kinds = schema.get("type", "string")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not text:
        empty = schema["x-rdf"].get("empty")
        return {rdflib.URIRef(empty)} if empty else set()
    if column + "_url" in item:
        subject, places = referenced(published, item[column + "_url"], text)
        return places or {subject}
    if "x-codes" in schema:
        return {rdflib.URIRef(schema["x-codes"][text]["iri"])}
    if schema.get("format") == "iri":
        return {rdflib.URIRef(text)}
    if schema.get("format") == "date":
        return {rdflib.Literal(text, datatype=XSD.date)}
    if "FY" in schema.get("pattern", "") and not schema["x-rdf"].get("notation"):
        if "instead" in schema["x-rdf"] and is_day_or_month(text):
            kind = XSD.date if len(text) == 10 else XSD.gYearMonth
            return {rdflib.Literal(text, datatype=kind)}
        return {period_iri(item, text)}
    if kinds[0] in DATATYPES:
        return {rdflib.Literal(text, datatype=DATATYPES[kinds[0]])}
    return {rdflib.Literal(text, lang=schema["x-rdf"].get("language"))}


def predicates_of(schema, term):
    rdf = schema["x-rdf"]
    instead = isinstance(term, rdflib.Literal) and "instead" in rdf
    return [rdflib.URIRef(p) for p in (rdf["instead"] if instead else rdf["predicates"])]


def language_of(term):
    return getattr(term, "language", None)


def test_every_table_is_here(published):
    assert len(published.tables) >= 16
    assert sum(len(items) for items in published.items.values()) > 1900


def test_csv_and_json_hold_the_same_cells(published):
    for table in published.tables:
        frame, items = published.frames[table], published.items[table]
        assert len(frame) == len(items), table
        for row, item in zip(frame.to_dict("records"), items):
            expected = {column: json_text(item[column]) for column in row}
            assert row == expected, table


def test_ndjson_holds_the_items_of_json(published):
    for table in published.tables:
        lines = get(f"{published.url}/v1/{table}.ndjson").content.decode("utf-8").split("\n")
        assert lines.pop() == ""
        found = [json.loads(line, parse_float=str, parse_int=str) for line in lines]
        assert found == published.items[table], table


def test_json_members_are_the_contract(published):
    for table in published.tables:
        columns = set(published.columns(table))
        one = published.contract["paths"][f"/v1/{table}/{{id}}"]["get"]["responses"]["200"]
        name = one["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        members = list(published.contract["components"]["schemas"][name]["properties"])
        for item in published.items[table]:
            assert [*item, *CITATION] == members, table
            assert columns <= set(item)


def test_numbers_are_tokens(published):
    text = get(published.url + "/v1/observations.json?limit=1000").text
    assert '"value":0.00,' in text
    assert '"value":"' not in text


def test_rdf_holds_the_same_cells(published):
    for table in published.tables:
        graph = published.graphs[table]
        expected = collections.defaultdict(set)
        schemas = published.columns(table)
        languages = {}
        for schema in schemas.values():
            for predicate in schema["x-rdf"]["predicates"] + schema["x-rdf"].get("instead", []):
                languages.setdefault(rdflib.URIRef(predicate), set()).add(
                    schema["x-rdf"].get("language"))
        for item in published.items[table]:
            subject = published.subjects[table][item["id"]]
            for column, schema in schemas.items():
                for term in rdf_object(published, item, column, schema):
                    for predicate in predicates_of(schema, term):
                        expected[subject, predicate, language_of(term)].add(term)
        subjects = set(published.subjects[table].values())
        found = collections.defaultdict(set)
        for subject, predicate, term in graph:
            if subject in subjects and language_of(term) in languages.get(predicate, ()):
                found[subject, predicate, language_of(term)].add(term)
        own_place = {(s, DCT.spatial, None): published.places(table, s) for s in subjects}
        for key in set(expected) | set(found):
            extra = found[key] - expected[key] - own_place.get(key, set())
            extra = {t for t in extra if "/id/concept-schemes/" not in t}  # constants of the model
            assert not extra, (table, key, extra)
            assert expected[key] <= found[key], (table, key, expected[key] - found[key])


def test_every_record_is_one_subject(published):
    for table in published.tables:
        ids = [item["id"] for item in published.items[table]]
        assert sorted(ids) == sorted(published.subjects[table]), table


def test_every_column_has_a_predicate_of_its_own(published):
    for table in published.tables:
        users = collections.Counter()
        for schema in published.columns(table).values():
            rdf = schema["x-rdf"]
            for predicate in rdf["predicates"]:
                users[predicate, rdf.get("language")] += 1
        for column, schema in published.columns(table).items():
            rdf = schema["x-rdf"]
            assert any(users[p, rdf.get("language")] == 1 for p in rdf["predicates"]), \
                (table, column)


def check_rdf(content, tmp_path, caplog):
    path = tmp_path / "document.rdf"
    path.write_bytes(content)
    lint = subprocess.run(["xmllint", "--noout", "--nonet", str(path)], capture_output=True,
                          check=False)
    assert (lint.returncode, lint.stderr) == (0, b"")
    rapper = subprocess.run(["rapper", "-q", "-i", "rdfxml", "-o", "ntriples", str(path),
                             "http://base.invalid/"], capture_output=True, check=False)
    assert (rapper.returncode, rapper.stderr) == (0, b"")
    with caplog.at_level(logging.WARNING, logger="rdflib"):
        graph = read_graph(content)
    assert caplog.records == []
    assert len(graph) == len(set(rapper.stdout.splitlines())) > 0
    assert not [n for triple in graph for n in triple if isinstance(n, rdflib.BNode)]


def test_readers_accept_every_table(published, tmp_path, caplog):
    for table in published.tables:
        check_rdf(published.documents[table], tmp_path, caplog)


def test_readers_accept_a_record_of_every_table(published, tmp_path, caplog):
    for table in published.tables:
        for item in published.items[table][:1] + published.items[table][-1:]:
            path = f"/v1/{table}/{urllib.parse.quote(item['id'], safe='')}"
            check_rdf(get(published.url + path + ".rdf").content, tmp_path, caplog)
            assert cells_of(read_json(published.url + path + ".json")) == item


def test_readers_accept_the_instance(published, tmp_path, caplog):
    check_rdf(get(published.url + "/v1/instance.rdf").content, tmp_path, caplog)


def find_observation(published, **wanted):
    found = [item for item in published.items["observations"]
             if all(item[column] == value for column, value in wanted.items())]
    assert len(found) == 1, found
    item = found[0]
    frame = published.frames["observations"]
    row = frame[frame["id"] == item["id"]].to_dict("records")[0]
    subject = published.subjects["observations"][item["id"]]
    values = list(published.graphs["observations"].objects(subject, OBS_VALUE))
    return item, row, values


@pytest.fixture(scope="module")
def kpi_1(published):
    found = [item["id"] for item in published.items["kpis"]
             if item["label"] == "KPI①" and item["kind"] == "kpi" and "投資" in item["name_ja"]]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("period, value", [("FY2025", "95.00"), ("FY2023", "0.00")])
def test_kpi_1_has_its_digits(published, kpi_1, period, value):
    item, row, values = find_observation(published, kpi=kpi_1, period=period, value_type="target",
                                         accumulation="increment")
    assert item["value"] == value and item["missing"] is None
    assert row["value"] == value and row["missing"] == ""
    assert values == [rdflib.Literal(value, datatype=XSD.decimal)]


def test_kpi_1_is_missing_after_the_plan(published, kpi_1):
    item, row, values = find_observation(published, kpi=kpi_1, period="FY2026", value_type="target",
                                         accumulation="increment")
    assert item["value"] is None and item["missing"] == "not_applicable"
    assert row["value"] == "" and row["missing"] == "not_applicable"
    assert values == []


def test_series_is_the_kpis_observations(published, kpi_1):
    page = read_json(f"{published.url}/v1/kpis/{kpi_1}/series.json?limit=1000")
    assert page["kpi"]["id"] == kpi_1
    expected = [i for i in published.items["observations"] if i["kpi"] == kpi_1]
    assert sorted(i["id"] for i in page["items"]) == sorted(i["id"] for i in expected)
    starts = [i["starts"] or "" for i in page["items"]]
    assert starts == sorted(starts)
    graph = read_graph(get(f"{published.url}/v1/kpis/{kpi_1}/series.rdf").content)
    assert published.subjects["kpis"][kpi_1] in set(graph.subjects())
