"""The catalogue in DCAT-AP 3: complete, true of the files and the data, and readable by a harvester.

Expected figures are counted here, from the CSV and the files themselves. What DCAT-AP demands is stated in
our own words from its specification. Descriptions of CSV files are test_catalogue_csv.py.
"""

import csv
import datetime
import hashlib
import json
import re
import time
import xml.etree.ElementTree

import pytest
import rdflib
import requests
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD

import small_instance

DQV = rdflib.Namespace("http://www.w3.org/ns/dqv#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = rdflib.Namespace("http://www.w3.org/ns/adms#")
QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
VERSION = rdflib.URIRef("http://www.w3.org/ns/dcat#version")  # newer than the namespace of the library
EU = "http://publications.europa.eu/resource/authority/"
TIMEOUT = 60

# What the profile demands (M) or recommends and we promise, by class.
PROMISED = {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.language,
                   DCTERMS.issued, DCTERMS.modified, DCTERMS.spatial, DCAT.themeTaxonomy, DCAT.dataset,
                   DCAT.service, FOAF.homepage],
    DCAT.Dataset: [DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.publisher, DCTERMS.license,
                   DCTERMS.issued, DCTERMS.modified, DCTERMS.accrualPeriodicity, DCTERMS.spatial, DCAT.keyword,
                   DCAT.theme, DCAT.contactPoint, DCAT.landingPage, VERSION, ADMS.versionNotes,
                   DCTERMS.conformsTo, DCTERMS.provenance, DCTERMS.accessRights, DCAT.distribution],
    DCAT.Distribution: [DCTERMS.title, DCAT.accessURL, DCAT.mediaType, DCTERMS.format, DCTERMS.license,
                        DCTERMS.issued, DCTERMS.modified],
    DCAT.DataService: [DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset],
    SPDX.Checksum: [SPDX.algorithm, SPDX.checksumValue],
    FOAF.Agent: [FOAF.name],
    VCARD.Kind: [VCARD.fn],
}
# What the objects of a property are, said explicitly because no reader infers.
RANGES = {
    DCTERMS.publisher: FOAF.Agent, DCTERMS.license: DCTERMS.LicenseDocument, DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.spatial: DCTERMS.Location, DCTERMS.temporal: DCTERMS.PeriodOfTime, DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.accessRights: DCTERMS.RightsStatement, DCTERMS.provenance: DCTERMS.ProvenanceStatement,
    DCTERMS.conformsTo: DCTERMS.Standard, DCTERMS.format: DCTERMS.MediaTypeOrExtent, DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept, DCAT.themeTaxonomy: SKOS.ConceptScheme, DCAT.contactPoint: VCARD.Kind,
    DCAT.landingPage: FOAF.Document, DCAT.distribution: DCAT.Distribution, DCAT.dataset: DCAT.Dataset,
    DCAT.service: DCAT.DataService, SPDX.checksum: SPDX.Checksum, SPDX.algorithm: SPDX.ChecksumAlgorithm,
    DQV.hasQualityMeasurement: DQV.QualityMeasurement, DQV.isMeasurementOf: DQV.Metric, DQV.inDimension: DQV.Dimension,
}


def get(url, status=200, **headers):
    answer = requests.get(url, timeout=TIMEOUT, headers=headers, allow_redirects=False)
    assert answer.status_code == status, (url, answer.status_code, answer.text[:300])
    return answer


def graph_of(url):
    return rdflib.Graph().parse(data=get(url).content, format="xml")


@pytest.fixture(scope="module")
def catalogue(server):
    return graph_of(server.url + "/catalog.rdf")


@pytest.fixture(scope="module")
def base(server):
    return get(server.url + "/v1/instance.json").json()["base_url"]


@pytest.fixture(scope="module")
def tables(server):
    return [table["name"] for table in get(server.url + "/").json()["tables"]]


def rows_of(server, table):
    return list(csv.DictReader(get(f"{server.url}/v1/{table}.csv").content.decode("utf-8").splitlines()))


def dataset_of(base, table):
    return rdflib.URIRef(f"{base}/id/datasets/{table}")


# --- the profile ---

@pytest.mark.parametrize("kind", PROMISED, ids=lambda kind: kind.split("#")[-1])
def test_everything_has_the_properties_that_its_class_needs(kind, catalogue):
    things = set(catalogue.subjects(RDF.type, kind))
    assert things
    assert [(one, name) for one in things for name in PROMISED[kind] if (one, name, None) not in catalogue] == []


@pytest.mark.parametrize("name", RANGES, ids=lambda name: re.split("[/#]", name)[-1])
def test_everything_referred_to_has_its_type(name, catalogue):
    objects = set(catalogue.objects(None, name))
    assert objects
    assert [one for one in objects if (one, RDF.type, RANGES[name]) not in catalogue] == []


def ckan_value(graph, subject, predicate):
    """What ckanext-dcat (2.4.3, `_object_value`) keeps of an object that is a thing: its rdfs:label if it has one."""
    (thing,) = set(graph.objects(subject, predicate))
    labels = list(graph.objects(thing, RDFS.label))
    return str(labels[0]) if labels else str(thing)


@pytest.mark.parametrize("kind, predicate", [
    (DCAT.Dataset, DCTERMS.accrualPeriodicity), (DCAT.Distribution, DCTERMS.license),
    (DCAT.Distribution, rdflib.URIRef("http://data.europa.eu/r5r/availability")), (DCAT.DataService, DCTERMS.accessRights),
    (SPDX.Checksum, SPDX.algorithm)], ids=lambda one: re.split("[/#]", one)[-1])
def test_ckan_keeps_the_iri_of_a_code_and_not_its_label(kind, predicate, catalogue):
    found = [one for one in catalogue.subjects(RDF.type, kind) if (one, predicate, None) in catalogue]
    assert found
    for one in found:
        assert ckan_value(catalogue, one, predicate) == str(catalogue.value(one, predicate))
        assert kind != DCAT.Dataset or list(catalogue.objects(catalogue.value(one, predicate), SKOS.prefLabel))


def test_ckan_keeps_the_name_of_a_media_type(catalogue):
    names = {ckan_value(catalogue, one, DCAT.mediaType) for one in catalogue.subjects(RDF.type, DCAT.Distribution)}
    assert "text/csv" in names and not [name for name in names if name.startswith("http")]


def test_there_are_no_blank_nodes_and_every_text_has_its_language(catalogue):
    assert [node for node in catalogue.all_nodes() if isinstance(node, rdflib.BNode)] == []
    for name in (DCTERMS.title, DCTERMS.description, DCAT.keyword, ADMS.versionNotes, VCARD.fn, FOAF.name):
        assert {text.language for text in catalogue.objects(None, name)} == {"ja", "en"}, name


def test_every_table_is_a_dataset_of_the_catalogue_and_of_the_service(catalogue, base, tables, server):
    expected = {dataset_of(base, table) for table in tables}
    everything = {dataset_of(base, "all")}
    assert set(catalogue.objects(None, DCAT.dataset)) == expected | everything
    assert set(catalogue.objects(None, DCAT.servesDataset)) == expected | everything
    measured = {dataset_of(base, table["name"]) for table in get(server.url + "/").json()["tables"] if table["rows"]}
    assert measured and set(catalogue.subjects(DQV.hasQualityMeasurement)) == measured


def test_the_catalogue_leads_to_the_structure_of_a_cube_and_does_not_pass_for_one(catalogue, server, base):
    """A reader that takes it for a cube would miss the components (integrity constraints 2 and 3)."""
    structure = rdflib.URIRef(f"{base}/id/structures/observations")
    assert set(catalogue.subject_objects(QB.structure)) == {(dataset_of(base, "observations"), structure)}
    for kind in (QB.DataSet, QB.DataStructureDefinition):
        assert list(catalogue.subjects(RDF.type, kind)) == []
    cube = graph_of(server.url + "/v1/structures/observations.rdf")
    assert (dataset_of(base, "observations"), RDF.type, QB.DataSet) in cube
    assert (structure, RDF.type, QB.DataStructureDefinition) in cube and set(cube.objects(structure, QB.component))


def test_the_files_of_all_tables_are_a_dataset_whose_parts_are_the_tables(server, catalogue, base, tables):
    everything = dataset_of(base, "all")
    assert set(catalogue.objects(everything, DCTERMS.hasPart)) == {dataset_of(base, table) for table in tables}
    assert set(catalogue.subjects(DCTERMS.isPartOf, everything)) == set(catalogue.objects(everything, DCTERMS.hasPart))
    listed = {one["url"] for one in get(server.url + "/v1/downloads.json").json()["items"] if not one["table"]}
    found = {str(catalogue.value(one, DCAT.downloadURL)) for one in catalogue.objects(everything, DCAT.distribution)}
    assert found == listed and {url.rsplit(".", 1)[1] for url in found} >= {"zip", "sqlite"}


def test_without_files_there_is_no_dataset_of_all_tables(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path, "--no-downloads")
    with serve(tmp_path / "store") as server:
        graph = graph_of(server.url + "/catalog.rdf")
    assert (None, DCTERMS.hasPart, None) not in graph and (None, DCTERMS.isPartOf, None) not in graph
    assert not [one for one in graph.all_nodes() if str(one).endswith("/datasets/all")]


def test_a_graph_holds_both_languages_and_does_not_vary_by_them(server):
    for path in ("/catalog.rdf", "/v1/datasets/programs.ttl", "/ns.nt", "/v1/downloads.json", "/"):
        answers = [get(server.url + path, Accept="application/json", **{"Accept-Language": language})
                   if path == "/" else get(server.url + path, **{"Accept-Language": language}) for language in ("ja", "en")]
        assert answers[0].content == answers[1].content and answers[0].headers["ETag"] == answers[1].headers["ETag"]
        assert "Accept-Language" not in answers[0].headers["Vary"] and "Content-Language" not in answers[0].headers
    page = get(server.url + "/catalog.html", **{"Accept-Language": "en"})
    assert "Accept-Language" in page.headers["Vary"] and page.headers["Content-Language"] == "en"


def test_single_properties_occur_once(catalogue):
    for name in (DCTERMS.identifier, DCTERMS.issued, DCTERMS.modified, DCTERMS.accrualPeriodicity, DCTERMS.temporal,
                 VERSION, DCAT.byteSize, DCAT.mediaType, DCTERMS.format, DCTERMS.license, SPDX.checksum):
        for subject in set(catalogue.subjects(name)):
            if name != DCTERMS.license or (subject, RDF.type, DCAT.Distribution) in catalogue:
                assert len(set(catalogue.objects(subject, name))) == 1, (subject, name)


def test_every_form_of_a_graph_holds_the_same_triples(server, catalogue):
    parsers = {"rdf": "xml", "ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
    forms = [form["suffix"] for form in get(server.url + "/").json()["formats"] if form["suffix"] in parsers]
    assert "rdf" in forms
    for form in forms:
        content = get(f"{server.url}/catalog.{form}").content
        assert set(rdflib.Graph().parse(data=content, format=parsers[form])) == set(catalogue), form


# --- true of the files and the data ---

def test_files_have_the_size_and_digest_that_the_catalogue_says(catalogue, sample_store, base):
    files = {path.name: path for path in (sample_store / "current" / "files").iterdir()}
    found = 0
    for one, size in catalogue.subject_objects(DCAT.byteSize):
        url = str(catalogue.value(one, DCAT.downloadURL))
        path = files[url.rsplit("/", 1)[1]]
        checksum = catalogue.value(one, SPDX.checksum)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert url == f"{base}/v1/downloads/{path.name}"
        assert int(size) == path.stat().st_size and size.datatype == XSD.nonNegativeInteger
        assert str(catalogue.value(checksum, SPDX.checksumValue)) == digest
        found += 1
    assert found >= 16 * 3


def test_media_types_and_file_types_are_those_of_iana_and_the_eu(catalogue, base):
    expected = {"csv": ("text/csv", "CSV"), "rdf": ("application/rdf+xml", "RDF_XML"), "json": ("application/json", "JSON")}
    for suffix, (media_type, file_type) in expected.items():
        one = rdflib.URIRef(f"{base}/id/distributions/programs-{suffix}")
        assert str(catalogue.value(one, DCAT.mediaType)) == "http://www.iana.org/assignments/media-types/" + media_type
        assert str(catalogue.value(one, DCTERMS.format)) == EU + "file-type/" + file_type
        packed = rdflib.URIRef(f"{one}-gz")
        assert str(catalogue.value(packed, DCAT.compressFormat)).endswith("/application/gzip")


def share(rows, columns):
    cells = [row[column] for row in rows for column in columns]
    return int(sum(map(bool, cells)) * 10000 / len(cells)) / 10000


def test_completeness_is_what_counting_the_cells_gives(catalogue, base, server, sample_store):
    for table in ("observations", "programs", "sources"):
        rows = rows_of(server, table)
        with open(sample_store / "current" / "data" / f"{table}.csv", encoding="utf-8") as stream:
            written = next(csv.reader(stream))
        measure = rdflib.URIRef(f"{base}/id/datasets/{table}#cells")
        assert (dataset_of(base, table), DQV.hasQualityMeasurement, measure) in catalogue
        assert float(catalogue.value(measure, DQV.value)) == pytest.approx(share(rows, written))
    figures = rdflib.URIRef(f"{base}/id/datasets/observations#figures")
    assert float(catalogue.value(figures, DQV.value)) == pytest.approx(share(rows_of(server, "observations"), ["value"]))


def test_the_period_is_the_first_and_the_last_day_of_the_observations(catalogue, base, server):
    rows = rows_of(server, "observations")
    period = catalogue.value(dataset_of(base, "observations"), DCTERMS.temporal)
    assert str(catalogue.value(period, DCAT.startDate)) == min(row["starts"] for row in rows if row["starts"])
    assert str(catalogue.value(period, DCAT.endDate)) == max(row["ends"] for row in rows if row["ends"])
    assert catalogue.value(period, DCAT.startDate).datatype == XSD.date
    assert catalogue.value(dataset_of(base, "categories"), DCTERMS.temporal) is None


def test_all_tables_together_cover_the_periods_of_each_and_the_place_of_all(catalogue, base, tables):
    everything = dataset_of(base, "all")
    periods = [catalogue.value(dataset_of(base, table), DCTERMS.temporal) for table in tables]
    starts = [str(catalogue.value(one, DCAT.startDate)) for one in periods if one]
    ends = [str(catalogue.value(one, DCAT.endDate)) for one in periods if one]
    own = catalogue.value(everything, DCTERMS.temporal)
    assert (own, RDF.type, DCTERMS.PeriodOfTime) in catalogue and len(starts) > 3
    assert str(catalogue.value(own, DCAT.startDate)) == min(starts)
    assert str(catalogue.value(own, DCAT.endDate)) == max(ends)
    assert set(catalogue.objects(everything, DCTERMS.spatial)) == \
        set(catalogue.objects(dataset_of(base, "kpis"), DCTERMS.spatial)) != set()


def test_modified_is_the_date_of_the_data_and_issued_that_of_the_first_release(tmp_path, publish, serve):
    """A second release that changes one table leaves the dates of the others alone."""
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        before = graph_of(server.url + "/catalog.rdf")
    time.sleep(1.1)
    instance.add("visitors,FY2023,actual,level,,,,150,,exact,final,plan,")
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        after = graph_of(server.url + "/catalog.rdf")
    base = small_instance.INSTANCE["base_url"]
    observations, kpis = dataset_of(base, "observations"), dataset_of(base, "kpis")
    assert after.value(kpis, DCTERMS.modified) == before.value(kpis, DCTERMS.modified)
    assert after.value(observations, DCTERMS.modified) > before.value(observations, DCTERMS.modified)
    assert after.value(observations, DCTERMS.issued) == before.value(observations, DCTERMS.issued)
    assert [str(after.value(one, VERSION)) for one in (observations, kpis)] == ["2", "1"]


def test_what_the_instance_does_not_say_the_catalogue_does_not_say(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        graph = graph_of(server.url + "/catalog.rdf")
    for name in (DCAT.theme, DCAT.keyword, DCTERMS.accrualPeriodicity, DCAT.contactPoint):
        assert (None, name, None) not in graph
    assert rdflib.URIRef("http://data.e-stat.go.jp/lod/sac/C14100") in set(graph.objects(None, DCTERMS.spatial))


def test_keys_of_the_instance_are_in_the_catalogue(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    instance.instance(theme="tech", keywords_ja="実証、 統計,  KPI", keywords_en="pilots, figures", update_frequency="yearly",
                      contact_name_ja="窓口", contact_email="open.data@example.jp")
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        graph = graph_of(server.url + "/catalog.rdf")
        contract = get(server.url + "/v1/openapi.json").json()
    assert contract["info"]["contact"] == {"name": "窓口", "email": "open.data@example.jp"}
    keywords = {(str(text), text.language) for text in graph.objects(None, DCAT.keyword)}
    assert keywords == {("実証", "ja"), ("統計", "ja"), ("KPI", "ja"), ("pilots", "en"), ("figures", "en")}
    assert set(map(str, graph.objects(None, DCAT.theme))) == {EU + "data-theme/TECH"}
    assert set(map(str, graph.objects(None, DCTERMS.accrualPeriodicity))) == {EU + "frequency/ANNUAL"}
    assert set(map(str, graph.objects(None, VCARD.hasEmail))) == {"mailto:open.data@example.jp"}


@pytest.mark.parametrize("change", [{"theme": "gov"}, {"update_frequency": "often"}])
def test_a_theme_or_frequency_that_there_is_not_is_an_error(change, tmp_path, run):
    instance = small_instance.Instance(tmp_path / "instance")
    instance.instance(**change)
    done = run("check", instance.path)
    assert done.returncode != 0 and list(change)[0] in done.stdout + done.stderr


# --- harvesting ---

def harvest(graph, dataset):
    """What ckanext-dcat's European profile takes from a dataset: one value for each CKAN field."""
    def one(subject, name):
        values = list(graph.objects(subject, name))
        return str(next((value for value in values if getattr(value, "language", None) == "en"), values[0])) if values else None
    contact = graph.value(dataset, DCAT.contactPoint)
    package = {
        "title": one(dataset, DCTERMS.title), "notes": one(dataset, DCTERMS.description),
        "url": one(dataset, DCAT.landingPage), "identifier": one(dataset, DCTERMS.identifier),
        "tags": [str(text) for text in graph.objects(dataset, DCAT.keyword)],
        "publisher": one(graph.value(dataset, DCTERMS.publisher), FOAF.name),
        "contact": one(contact, VCARD.fn), "issued": one(dataset, DCTERMS.issued),
        "modified": one(dataset, DCTERMS.modified), "resources": []}
    for distribution in graph.objects(dataset, DCAT.distribution):
        checksum = graph.value(distribution, SPDX.checksum)
        package["resources"].append({
            "name": one(distribution, DCTERMS.title),
            "url": one(distribution, DCAT.downloadURL) or one(distribution, DCAT.accessURL),
            "format": one(graph.value(distribution, DCTERMS.format), RDFS.label),
            "mimetype": one(distribution, DCAT.mediaType).split("media-types/")[1],
            "license": one(distribution, DCTERMS.license),
            "size": int(one(distribution, DCAT.byteSize)) if checksum else 0,
            "hash": one(checksum, SPDX.checksumValue) if checksum else "-"})
    return package


def test_a_harvester_finds_every_field_that_ckan_has(catalogue, tables):
    packages = [harvest(catalogue, one) for one in catalogue.subjects(RDF.type, DCAT.Dataset)]
    assert len(packages) == len(tables) + 1 == len({package["identifier"] for package in packages})
    for package in packages:
        assert all(package.values()), package
        datetime.datetime.fromisoformat(package["modified"].replace("Z", "+00:00"))
        for resource in package["resources"]:
            assert all(value is not None for value in resource.values()), resource
        assert len({resource["url"] for resource in package["resources"]}) == len(package["resources"])


def publisher_of(graph):
    (found,) = set(graph.objects(None, DCTERMS.publisher))
    return str(found)


@pytest.mark.parametrize("code, path", [
    ("141003", "/id/municipalities/141003"), ("130001", "/id/municipalities/130001"),
    ("011002", "/id/catalog#publisher"), (None, "/id/catalog#publisher")])
def test_a_publisher_with_a_record_has_the_iri_of_the_record(code, path, tmp_path, publish, serve):
    """One thing, one IRI; whose code is in no table has one of the catalogue."""
    instance = small_instance.Instance(tmp_path / "instance")
    instance.instance(publisher_code=code)
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        graph = graph_of(server.url + "/catalog.rdf")
        assert publisher_of(graph) == "https://data.example.jp" + path
        one = rdflib.URIRef(publisher_of(graph))
        assert (one, RDF.type, FOAF.Agent) in graph and graph.value(one, FOAF.name) == rdflib.Literal("試験市", lang="ja")
        document = get(server.url + "/v1/datasets/kpis.schema.jsonld").json()
        assert document["publisher"]["@id"] == document["creator"]["@id"] == str(one)
        place = get(server.url + path.split("#")[0], status=303, Accept="application/rdf+xml").headers["Location"]
        assert (one, RDF.type, FOAF.Agent) in graph_of(server.url + place)


# --- where IRIs lead ---

def test_every_iri_of_the_catalogue_leads_to_its_description(catalogue, server, base):
    own = {str(one).split("#")[0] for one in catalogue.all_nodes() if str(one).startswith(base + "/id/")}
    own = {one for one in own if "/id/structures/" not in one}
    assert len(own) > 50
    for iri in sorted(own):
        asked = {"Accept": "application/rdf+xml"} if "/id/periods/" in iri else {}  # a record: JSON if nothing is asked for
        place = get(server.url + iri[len(base):], status=303, **asked).headers["Location"]
        assert place.endswith(".rdf")
        if "/distributions/" not in iri:
            assert rdflib.URIRef(iri) in set(graph_of(server.url + place).subjects())


def test_void_finds_of_every_table_one_dump_with_all_triples(server, catalogue, base, tables):
    assert set(catalogue.subjects(RDF.type, VOID.Dataset)) == {dataset_of(base, table) for table in tables}
    for table in tables:
        dumps = list(catalogue.objects(dataset_of(base, table), VOID.dataDump))
        assert len(dumps) == 1 and str(dumps[0]).startswith(base + "/v1/")
        if table in ("kpis", "periods"):
            answer = get(server.url + str(dumps[0])[len(base):], Accept_Encoding="identity")
            dump = rdflib.Graph().parse(data=answer.content, format="turtle")
            rows = {f"{base}/id/{table}/{row['id']}" for row in rows_of(server, table)}
            assert rows and rows <= {str(one) for one in dump.subjects()}


def test_iris_of_the_catalogue_are_the_same_after_the_next_publish(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    found = []
    for rows in ((), ("visitors,FY2023,actual,level,,,,130,,exact,final,plan,",)):
        instance.add(*rows)
        publish(tmp_path / "store", instance.path)
        with serve(tmp_path / "store") as server:
            graph = graph_of(server.url + "/catalog.rdf")
            names = {str(one).split("/id/")[1] for one in graph.subjects() if "/id/" in one}
            found.append(names)
            for name in names:
                answer = requests.get(f"{server.url}/id/{name.split('#')[0]}", timeout=TIMEOUT, allow_redirects=False)
                assert answer.status_code == 303, name
    assert found[0] == found[1] and {"distributions/all-zip", "distributions/all-sqlite"} <= found[0]


@pytest.mark.parametrize("path, place", [
    ("/.well-known/void", "/catalog"), ("/id/catalog", "/catalog"), ("/id/services/api", "/catalog"),
    ("/id/datasets/all", "/catalog"), ("/id/distributions/programs-xlsx", "/catalog"),
    ("/id/datasets/programs", "/v1/datasets/programs"), ("/id/distributions/programs-csv", "/catalog")])
def test_iris_lead_to_the_form_that_is_asked_for(path, place, server):
    assert get(server.url + path, status=303, Accept="text/html").headers["Location"] == place + ".html"
    assert get(server.url + path, status=303, Accept="application/rdf+xml").headers["Location"] == place + ".rdf"


@pytest.mark.parametrize("path", [
    "/id/distributions/nothing-csv", "/id/datasets/nothing", "/v1/datasets/nothing", "/v1/datasets/nothing.schema.jsonld",
    "/v1/nothing.csv-metadata.json", "/v1/datasets/.schema.jsonld"])
def test_what_there_is_not_is_404(path, server):
    assert get(server.url + path, status=404).headers["Content-Type"] == "application/problem+json"


def test_a_part_of_the_catalogue_says_of_its_dataset_what_the_whole_says(catalogue, server, base):
    part = graph_of(server.url + "/v1/datasets/kpis.rdf")
    dataset = dataset_of(base, "kpis")
    assert set(part.predicate_objects(dataset)) == set(catalogue.predicate_objects(dataset))
    assert set(part) - set(catalogue) == set()


def test_the_host_field_changes_nothing(server):
    for path in ("/catalog.rdf", "/v1/datasets/kpis.html", "/v1/kpis.csv-metadata.json", "/datapackage.json",
                 "/sitemap.xml", "/robots.txt", "/v1/datasets/kpis.schema.jsonld"):
        answer = get(server.url + path, Host="elsewhere.example")
        assert b"elsewhere" not in answer.content and f":{server.port}" not in answer.text


# --- Link fields, pages, search engines ---

def links(answer):
    return {(one["rel"], one["url"]) for one in requests.utils.parse_header_links(answer.headers["Link"])}


@pytest.mark.parametrize("path, described", [
    ("/v1/programs", "/v1/datasets/programs"), ("/v1/programs.csv", "/v1/programs.csv-metadata.json"),
    ("/v1/programs.rdf", "/v1/datasets/programs"), ("/v1/programs/uik", "/v1/datasets/programs"),
    ("/", "/catalog"), ("/docs", "/catalog"), ("/v1/instance", "/catalog"), ("/healthz", "/catalog"),
    ("/nothing", "/catalog"), ("/v1/programs?zzz=1", "/v1/datasets/programs"), ("/problems/gone", "/catalog")])
def test_every_answer_links_to_terms_contract_documents_and_description(path, described, server):
    answer = requests.get(server.url + path, timeout=TIMEOUT)
    found = links(answer)
    instance = get(server.url + "/v1/instance.json").json()
    assert {("license", instance["licence_url"]), ("service-desc", "/v1/openapi.json"), ("service-doc", "/docs"),
            ("describedby", described)} <= found
    if described.endswith(".json"):
        assert 'type="application/csvm+json"' in answer.headers["Link"]


def test_links_lead_somewhere(server):
    for path in ("/v1/programs.csv", "/v1/programs", "/"):
        for relation, place in links(get(server.url + path)):
            if relation != "license":
                place = re.sub("^https?://[^/]*", "", place)  # the base URL of the sample
                assert requests.get(server.url + place, timeout=TIMEOUT).status_code == 200, place


def test_an_answer_that_the_client_has_still_links(server):
    first = get(server.url + "/catalog")
    again = get(server.url + "/catalog", status=304, **{"If-None-Match": first.headers["ETag"]})
    assert links(first) == links(again)


def embedded(page):
    """Of the text of the page; its head has a block of what all pages say."""
    main = page[page.index("<main"):]
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', main, re.DOTALL).group(1))


def test_a_page_holds_the_same_description_as_its_document(server, tables):
    for table in tables:
        answer = get(f"{server.url}/v1/datasets/{table}.html")
        document = get(f"{server.url}/v1/datasets/{table}.schema.jsonld")
        assert embedded(answer.text) == document.json()
        assert document.headers["Content-Type"] == "application/ld+json"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


def test_search_engines_find_what_they_ask_for(server, base):
    """The properties that Google Dataset Search names as required or recommended."""
    one = get(server.url + "/v1/datasets/observations.schema.jsonld").json()
    assert (one["@context"], one["@type"]) == ("https://schema.org/", "Dataset")
    for name in ("name", "description", "license", "creator", "publisher", "keywords", "temporalCoverage", "version",
                 "dateModified", "variableMeasured", "includedInDataCatalog", "distribution", "isAccessibleForFree"):
        assert one[name], name
    assert one["@id"] == f"{base}/id/datasets/observations"
    for download in one["distribution"]:
        assert download["contentUrl"].startswith(base + "/v1/") and download["encodingFormat"]


def texts_of(values):
    return {one["@language"]: one["@value"] for one in values}


def test_descriptions_are_as_long_as_search_engines_ask_and_say_what_there_is(server, tables):
    """Google Dataset Search: 50 to 5000 characters."""
    instance = get(server.url + "/v1/instance.json").json()
    counts = {table["name"]: table["rows"] for table in get(server.url + "/").json()["tables"]}
    for table in tables:
        one = get(f"{server.url}/v1/datasets/{table}.schema.jsonld").json()
        found = texts_of(one["description"])
        for language, text in found.items():
            assert 50 <= len(text) <= 5000, (table, language, text)
            assert instance[f"publisher_name_{language}"] in text and str(counts[table]) in text
            for column in one["variableMeasured"]:
                assert texts_of(column["description"])[language] in text
        assert set(found) == {"ja", "en"}


def test_search_engines_are_told_the_place_of_the_publisher(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        one = get(server.url + "/v1/datasets/schemes.schema.jsonld").json()
        place = one["spatialCoverage"]
        assert (place["@type"], place["identifier"], texts_of(place["name"])) == ("Place", "141003", {"ja": "横浜市"})
        spatial = graph_of(server.url + "/v1/datasets/schemes.rdf").objects(None, DCTERMS.spatial)
        assert set(spatial) == {rdflib.URIRef(place["@id"])}
        assert all(50 <= len(text) <= 5000 for text in texts_of(one["description"]).values())


def test_markup_in_a_title_cannot_end_the_description(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    instance.instance(attribution_ja="出典: </script><b>試験市")
    publish(tmp_path / "store", instance.path)
    with serve(tmp_path / "store") as server:
        page = get(server.url + "/v1/datasets/kpis.html").text
    assert page.count("</script>") == page.count("<script ") > 1 and "<script>" not in page and "<b>" not in page
    assert embedded(page)["creditText"] == "出典: </script><b>試験市"


def test_a_page_shows_licence_attribution_columns_and_files(server):
    page = get(server.url + "/v1/datasets/programs.html?lang=en").text
    instance = get(server.url + "/v1/instance.json").json()
    for words in (instance["licence_url"], instance["attribution_en"], "/docs/dictionary#programs.name_ja",
                  "/v1/downloads/programs.csv", "SHA-256", 'lang="en"'):
        assert words in page, words
    assert page.count("<h1>") == 1 and page.count('<main id="main">') == 1


def test_the_sitemap_names_pages_that_answer_with_the_dates_of_their_data(server, base, tables):
    root = xml.etree.ElementTree.fromstring(get(server.url + "/sitemap.xml").content)
    name = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    pages = {url.find("s:loc", name).text: url.find("s:lastmod", name).text for url in root.findall("s:url", name)}
    others = {base + path for path in ("/", "/catalog.html", "/v1/downloads.html", "/ns.html", "/docs", "/docs/dictionary",
                                           "/changes", "/releases", "/outcomes")}
    assert {f"{base}/v1/datasets/{table}.html" for table in tables} | others <= set(pages)
    for page, date in pages.items():
        datetime.datetime.strptime(date, "%Y-%m-%dT%H:%M:%SZ")
        assert page.startswith(base + "/")
        get(server.url + page[len(base):], Accept="text/html")


def test_robots_may_read_pages_and_not_the_files_for_download(server, base):
    answer = get(server.url + "/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == ["User-agent: *", "Allow: /", "Disallow: /v1/downloads/",
                                        "Disallow: /v1/releases/*/downloads/", "", f"Sitemap: {base}/sitemap.xml"]


def test_the_entry_page_leads_to_the_catalogue(server):
    index = get(server.url + "/").json()
    assert (index["catalogue"], index["datapackage"]) == ("/catalog", "/datapackage.json")
    page = get(server.url + "/", Accept="text/html").text
    assert 'href="/catalog.html"' in page and 'href="/kpis"' in page
    assert 'href="/v1/datasets/kpis.html"' in get(server.url + "/kpis").text
