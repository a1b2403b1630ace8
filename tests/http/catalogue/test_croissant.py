"""Croissant 1.1: what a loader finds by the description is what the tables hold.

Names, cardinalities and types are those of the specification (29 January 2026). The reader here takes a description for
JSON-LD, as rdflib reads it, and loads the rows as section «RecordSets» says, from the addresses that are in it."""

import csv
import decimal
import hashlib
import io
import re

import bibtexparser
import pytest
import rdflib
import requests
from rdflib.namespace import DCTERMS, RDF

import small_instance

TIMEOUT = 60
CR = rdflib.Namespace("http://mlcommons.org/croissant/")
SC = rdflib.Namespace("https://schema.org/")
TYPES = {
    SC.Text: str, SC.Integer: int, SC.Float: decimal.Decimal, SC.Boolean: {"true": True, "false": False}.__getitem__,
    SC.Date: re.compile(r"\d{4}-\d\d-\d\d").fullmatch, SC.DateTime: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").fullmatch}
MEDIA_TYPE = 'application/ld+json; profile="http://mlcommons.org/croissant/1.1"'


def get(url):
    answer = requests.get(url, timeout=TIMEOUT)
    assert answer.status_code == 200, (url, answer.status_code, answer.text[:300])
    return answer


class Loader:
    """Loads what a description describes; `where` is the server that stands in for its base URL."""

    def __init__(self, url, base, where):
        self.answer = get(url)
        self.graph = rdflib.Graph().parse(data=self.answer.text, format="json-ld", publicID=url)
        self.base, self.where = base, where
        self.dataset = self.graph.value(None, RDF.type, SC.Dataset)
        self.record_sets = list(self.graph.objects(self.dataset, CR.recordSet))

    def one(self, subject, predicate):
        found = list(self.graph.objects(subject, predicate))
        assert len(found) == 1, (subject, predicate, found)
        return found[0]

    def file(self, node):
        assert self.one(node, RDF.type) == CR.FileObject and str(self.one(node, SC.encodingFormat)) == "text/csv"
        url = str(self.one(node, SC.contentUrl))
        assert url.startswith(self.base)
        content = get(self.where + url[len(self.base):]).content
        for digest in self.graph.objects(node, SC.sha256):
            assert hashlib.sha256(content).hexdigest() == str(digest)
            assert str(self.one(node, SC.contentSize)) == f"{len(content)} B"
        return list(csv.DictReader(io.StringIO(content.decode())))

    def rows(self, record_set):
        """Of each row the values by field, typed; an empty cell is no value."""
        fields = {}
        for field in self.graph.objects(record_set, CR.field):
            source = self.one(field, CR.source)
            many = list(self.graph.objects(field, CR.isArray))
            fields[field] = (self.one(source, CR.fileObject), str(self.one(self.one(source, CR.extract), CR.column)),
                             TYPES[self.one(field, CR.dataType)], bool(many))
            if many:
                assert str(self.one(self.one(source, CR.transform), CR.separator)) == " "
        files = {file for file, *_ in fields.values()}
        assert len(files) == 1
        cells = self.file(files.pop())
        assert {column for _, column, *_ in fields.values()} == set(cells[0])
        loaded = []
        for row in cells:
            loaded.append({})
            for field, (_, column, read, many) in fields.items():
                for cell in row[column].split(" ") if many else [row[column]]:
                    if cell:
                        assert read(cell) is not None, (field, cell)
                        loaded[-1].setdefault(field, set()).add(cell)
        return loaded


@pytest.fixture(scope="module")
def base(server):
    return get(server.url + "/v1/instance.json").json()["base_url"]


@pytest.fixture(scope="module")
def tables(server):
    return [table["name"] for table in get(server.url + "/").json()["tables"]]


@pytest.fixture(scope="module")
def loader(server, base):
    return Loader(server.url + "/v1/datasets/all.croissant.json", base, server.url)


def test_a_dataset_has_what_the_specification_requires(loader, server, base, tables):
    assert loader.answer.headers["Content-Type"] == MEDIA_TYPE
    for one in [loader] + [Loader(f"{server.url}/v1/datasets/{table}.croissant.json", base, server.url) for table in tables]:
        assert str(one.one(one.dataset, DCTERMS.conformsTo)) == "http://mlcommons.org/croissant/1.1"
        for predicate in (SC.url, SC.license, SC.datePublished, SC.creator, SC.version, CR.citeAs):
            one.one(one.dataset, predicate)
        for predicate in (SC.name, SC.description):
            assert {text.language for text in one.graph.objects(one.dataset, predicate)} == {"ja", "en"}
        assert re.fullmatch(r"\d+\.\d+\.\d+", str(one.one(one.dataset, SC.version)))
        assert not list(one.graph.objects(one.dataset, CR.isLiveDataset))
        for file in one.graph.objects(one.dataset, SC.distribution):
            assert re.fullmatch("[0-9a-f]{64}", str(one.one(file, SC.sha256)))


def test_every_row_of_every_table_is_loaded_with_its_types(loader, server, tables):
    counts = {table["name"]: table["rows"] for table in get(server.url + "/").json()["tables"]}
    assert len(loader.record_sets) == len(tables)
    for record_set in loader.record_sets:
        name = str(record_set).rsplit("/", 1)[-1]
        rows = loader.rows(record_set)
        key = loader.one(record_set, CR.key)
        assert len(rows) == counts[name] == len({min(row[key]) for row in rows})


def test_references_lead_to_keys_and_their_values_are_there(loader):
    rows = {record_set: loader.rows(record_set) for record_set in loader.record_sets}
    keys = {loader.one(record_set, CR.key): {value for row in rows[record_set] for value in row[loader.one(record_set, CR.key)]}
            for record_set in loader.record_sets}
    count = 0
    for record_set in loader.record_sets:
        for field in loader.graph.objects(record_set, CR.field):
            for target in loader.graph.objects(field, CR.references):
                count += 1
                assert {value for row in rows[record_set] for value in row.get(field, ())} <= keys[target], field
    described = get(loader.where + "/v1/csv-metadata.json").json()["tables"]
    assert count >= sum(len(table["tableSchema"].get("foreignKeys", ())) for table in described) > 0


def test_a_table_alone_refers_to_no_table_that_is_not_described(server, base, tables):
    for table in tables:
        one = Loader(f"{server.url}/v1/datasets/{table}.croissant.json", base, server.url)
        assert set(one.graph.objects(None, CR.references)) <= set(one.graph.objects(None, CR.field))


def test_the_citation_is_bibtex_that_names_release_and_address(loader, base):
    (entry,) = bibtexparser.loads(str(loader.one(loader.dataset, CR.citeAs))).entries
    release = loader.answer.headers["Hiraku-Release"]
    assert entry["url"].startswith(base) and entry["url"].endswith(f"release={release}")


def test_without_files_the_csv_of_the_release_is_named_and_the_dataset_is_live(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path, "--no-downloads")
    with serve(tmp_path / "store") as server:
        base = small_instance.INSTANCE["base_url"]
        one = Loader(server.url + "/v1/datasets/kpis.croissant.json", base, server.url)
        assert str(one.one(one.dataset, CR.isLiveDataset)).lower() == "true"
        assert not list(one.graph.objects(None, SC.sha256))
        assert one.rows(one.record_sets[0])


def test_an_older_release_is_described_with_the_files_that_it_had(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path)
    instance.add("visitors,FY2023,actual,level,,,,130,,exact,final,report,")
    publish(tmp_path / "store", instance.path)
    base = small_instance.INSTANCE["base_url"]
    with serve(tmp_path / "store") as server:
        old, new = (Loader(f"{server.url}/v1/datasets/observations.croissant.json?release={release}", base, server.url)
                    for release in (1, 2))
        assert [len(one.rows(one.record_sets[0])) for one in (old, new)] == [4, 5]
        assert [str(one.one(one.dataset, SC.version)) for one in (old, new)] == ["1.0.0", "2.0.0"]
        digests = [{str(digest) for digest in one.graph.objects(None, SC.sha256)} for one in (old, new)]
        assert [len(found) for found in digests] == [1, 1] and digests[0] != digests[1]


def test_what_the_publisher_does_not_describe_is_called_by_its_title(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        document = get(server.url + "/v1/datasets/all.croissant.json").json()
        assert document["description"] == document["name"] == {"ja": "試験", "en": "Test"}
