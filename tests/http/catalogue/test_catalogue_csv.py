"""CSV files are what their descriptions say, cell by cell: CSV on the Web and the data package.

The validators here know the two specifications as far as our descriptions use them and refuse what they do
not know. They are shown to find faults.
"""

import csv
import decimal
import hashlib
import io
import json
import re
import urllib.parse

import jsonschema
import pytest
import rdflib
import requests

import small_instance

rdflib.NORMALIZE_LITERALS = False
TIMEOUT = 60
LANGUAGE_TAG = r"^(ja|en|und)$"
TEXTS = {"type": "array", "minItems": 1, "items": {
    "type": "object", "required": ["@value", "@language"], "additionalProperties": False,
    "properties": {"@value": {"type": "string"}, "@language": {"enum": ["ja", "en"]}}}}
COLUMN = {
    "type": "object", "required": ["name", "titles", "datatype", "required", "null"], "additionalProperties": False,
    "properties": {
        "name": {"pattern": "^[A-Za-z][A-Za-z0-9_]*$"},
        "titles": {"type": "object", "propertyNames": {"pattern": LANGUAGE_TAG}, "required": ["ja", "en", "und"]},
        "dc:description": TEXTS, "required": {"type": "boolean"}, "null": {"const": ""},
        "lang": {"enum": ["ja", "en"]}, "separator": {"const": " "},
        "propertyUrl": {"type": "string", "pattern": "^https?://"}, "valueUrl": {"type": "string", "pattern": "^https?://.*{"},
        "datatype": {"type": "object", "required": ["base"], "additionalProperties": False, "properties": {
            "base": {"enum": ["string", "integer", "decimal", "boolean", "date", "anyURI"]},
            "format": {"type": "string"}, "minimum": {"type": "integer"}, "maximum": {"type": "integer"}}}}}
TABLE = {
    "type": "object", "required": ["url", "tableSchema"], "additionalProperties": False,
    "properties": {
        "url": {"type": "string"}, "@id": {"type": "string"}, "dc:title": TEXTS, "dc:description": TEXTS,
        "tableSchema": {"type": "object", "required": ["columns", "primaryKey"], "additionalProperties": False, "properties": {
            "columns": {"type": "array", "minItems": 1, "items": COLUMN}, "primaryKey": {"type": "string"},
            "aboutUrl": {"type": "string", "pattern": "{"},
            "foreignKeys": {"type": "array", "items": {
                "type": "object", "required": ["columnReference", "reference"], "additionalProperties": False,
                "properties": {"columnReference": {"type": "string"}, "reference": {
                    "type": "object", "required": ["resource", "columnReference"], "additionalProperties": False,
                    "properties": {"resource": {"type": "string"}, "columnReference": {"type": "string"}}}}}}}}}}
GROUP = {
    "type": "object", "required": ["@context", "tables", "dialect"], "additionalProperties": False,
    "properties": {
        "@context": {"type": "array", "prefixItems": [{"const": "http://www.w3.org/ns/csvw"}, {"type": "object"}]},
        "dc:license": {"type": "object", "required": ["@id"]}, "dc:isPartOf": {"type": "object", "required": ["@id"]},
        "dc:publisher": TEXTS, "dc:bibliographicCitation": TEXTS,
        "dialect": {"type": "object"}, "tables": {"type": "array", "minItems": 1, "items": TABLE}}}


def get(url):
    answer = requests.get(url, timeout=TIMEOUT)
    assert answer.status_code == 200, (url, answer.text[:300])
    return answer


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def is_datatype(text, datatype):
    """Whether a cell is of a CSVW datatype."""
    kind, pattern = datatype["base"], datatype.get("format")
    if kind in ("string", "anyURI"):
        good = kind == "string" or re.match(r"https?://[^\s]+$", text)
        return bool(good) and (not pattern or re.search(pattern, text) is not None)
    if kind == "boolean":
        return text in ("true", "false")
    if kind == "date":
        return pattern == "yyyy-MM-dd" and re.match(r"\d{4}-\d\d-\d\d$", text) is not None
    if not re.match(r"[-+]?\d+$" if kind == "integer" else r"[-+]?\d+(\.\d+)?$", text):
        return False
    return datatype.get("minimum", -decimal.Decimal("Infinity")) <= decimal.Decimal(text) <= \
        datatype.get("maximum", decimal.Decimal("Infinity"))


def csvw_faults(group, url, tables):
    """What is wrong with the CSV at `url`; `tables`: rows by URL."""
    table = next(one for one in group["tables"] if one["url"] == url)
    schema, rows = table["tableSchema"], tables[url]
    columns = schema["columns"]
    faults = []
    for column, head in zip(columns, rows[0]):
        titles = [text for value in column["titles"].values() for text in ([value] if isinstance(value, str) else value)]
        if head not in titles:
            faults.append(f"heading {head}")
    if len(rows[0]) != len(columns):
        faults.append("number of columns")
    for number, row in enumerate(rows[1:], 2):
        for column, cell in zip(columns, row):
            if cell == column["null"]:
                faults += [f"{number} {column['name']} is required"] if column["required"] else []
                continue
            parts = cell.split(column["separator"]) if "separator" in column else [cell]
            faults += [f"{number} {column['name']} {part}" for part in parts if not is_datatype(part, column["datatype"])]
    names = [column["name"] for column in columns]
    keys = [row[names.index(schema["primaryKey"])] for row in rows[1:]]
    faults += ["repeated key"] if len(set(keys)) != len(keys) else []
    for key in schema.get("foreignKeys", []):
        target = tables[key["reference"]["resource"]]
        known = {row[target[0].index(key["reference"]["columnReference"])] for row in target[1:]} | {""}
        cells = {row[names.index(key["columnReference"])] for row in rows[1:]}
        faults += [f"{key['columnReference']} {cell} is not there" for cell in cells - known]
    return faults


@pytest.fixture(scope="module")
def tables(server):
    names = [table["name"] for table in get(server.url + "/").json()["tables"]]
    return {f"{name}.csv": read(get(f"{server.url}/v1/{name}.csv").content) for name in names}


@pytest.fixture(scope="module")
def groups(server, tables):
    return {url: get(f"{server.url}/v1/{url}-metadata.json").json() for url in tables}


@pytest.fixture(scope="module")
def whole(server):
    """The group of all tables."""
    return get(server.url + "/v1/csv-metadata.json").json()


@pytest.fixture(scope="module")
def package(server):
    return get(server.url + "/datapackage.json").json()


def described_by(answer):
    return next(one for one in requests.utils.parse_header_links(answer.headers["Link"]) if one["rel"] == "describedby")


@pytest.mark.parametrize("folder", ["/v1/", "/v1/downloads/"])
def test_metadata_is_found_from_the_csv_by_its_link_and_names_it(folder, server, tables):
    for url in tables:
        answer = requests.head(f"{server.url}{folder}{url}", timeout=TIMEOUT)
        link = described_by(answer)
        metadata = get(urllib.parse.urljoin(answer.url, link["url"]))
        assert metadata.url == answer.url + "-metadata.json"  # where the standard looks without a link
        assert link["type"] == "application/csvm+json" == metadata.headers["Content-Type"]
        described = [urllib.parse.urljoin(metadata.url, table["url"]) for table in metadata.json()["tables"]]
        assert described[0] == answer.url
        for place in described:
            assert requests.head(place, timeout=TIMEOUT).status_code == 200


@pytest.mark.parametrize("path, described", [
    ("programs.csv?fields=id,name_ja", "programs"), ("programs.csv?profile=excel", "programs"),
    ("programs.csv?profile=cp932&substitute=geta", "programs"), ("programs.csv?headers=ja", "programs"),
    ("programs.csv?lang=ja", "programs"), ("programs.csv?kind=accelerator", "programs"), ("programs/uik.csv", "programs"),
    ("programs.csv?zzz=1", "programs"), ("downloads/programs.excel.csv", "programs"),
    ("downloads/programs.xlsx", "programs"), ("downloads/programs.csv.gz", "programs"),
    ("aggregate/programs.csv?group=kind", "programs")])
def test_metadata_is_not_said_of_a_csv_that_it_does_not_name(path, described, server):
    answer = requests.head(f"{server.url}/v1/{path}", timeout=TIMEOUT)
    assert described_by(answer)["url"] == f"/v1/datasets/{described}"


def test_a_release_without_files_has_no_metadata_of_them(tmp_path, publish, serve):
    instance = small_instance.Instance(tmp_path / "instance")
    publish(tmp_path / "store", instance.path, "--no-downloads")
    with serve(tmp_path / "store") as server:
        place = server.url + "/v1/downloads/kpis.csv-metadata.json"
        assert requests.get(place, timeout=TIMEOUT).status_code == 404
        assert requests.get(server.url + "/v1/downloads/csv-metadata.json", timeout=TIMEOUT).status_code == 404
        assert get(server.url + "/v1/kpis.csv-metadata.json").json()["tables"][0]["url"] == "kpis.csv"


def test_metadata_has_the_form_that_the_vocabulary_gives_it(groups):
    for group in groups.values():
        jsonschema.Draft202012Validator(GROUP).validate(group)
        known = {table["url"] for table in group["tables"]}
        assert len(known) == len(group["tables"])
        for table in group["tables"]:
            names = [column["name"] for column in table["tableSchema"]["columns"]]
            assert table["tableSchema"]["primaryKey"] in names
            for key in table["tableSchema"].get("foreignKeys", []):
                assert key["columnReference"] in names and key["reference"]["resource"] in known


def test_every_csv_is_what_its_metadata_says_cell_by_cell(groups, whole, tables):
    for url, group in groups.items():
        assert csvw_faults(group, url, tables) == [], url
        assert csvw_faults(whole, url, tables) == [], url


def test_metadata_of_a_table_is_of_that_table_alone(groups):
    """Readers take the columns and IRIs of one table of a group for those of another."""
    for url, group in groups.items():
        (table,) = group["tables"]
        assert table["url"] == url
        assert {key["reference"]["resource"] for key in table["tableSchema"]["foreignKeys"]} <= {url}
        assert f"/id/{url[:-4]}/" in table["tableSchema"].get("aboutUrl", f"/id/{url[:-4]}/")


@pytest.mark.parametrize("folder", ["/v1/", "/v1/downloads/"])
def test_metadata_of_all_tables_has_the_keys_between_them(folder, server, groups, tables):
    """Where the standard looks for it in a folder; metadata of one table names it."""
    group = get(server.url + folder + "csv-metadata.json").json()
    jsonschema.Draft202012Validator(GROUP).validate(group)
    assert [table["url"] for table in group["tables"]] == list(tables)
    keys = {(table["url"], key["columnReference"], key["reference"]["resource"])
            for table in group["tables"] for key in table["tableSchema"]["foreignKeys"]}
    assert {("observations.csv", "kpi", "kpis.csv"), ("adoptions.csv", "startup", "startups.csv"),
            ("programs.csv", "parent", "programs.csv")} < keys
    base = get(server.url + "/v1/instance.json").json()["base_url"]
    part = get(f"{server.url}{folder}programs.csv-metadata.json").json()
    assert part["dc:isPartOf"] == {"@id": base + folder + "csv-metadata.json"}


def test_metadata_of_all_tables_is_that_of_each_but_for_the_keys(groups, whole):
    for table in whole["tables"]:
        (alone,) = groups[table["url"]]["tables"]
        schema = dict(table["tableSchema"], foreignKeys=alone["tableSchema"]["foreignKeys"])
        assert dict(table, tableSchema=schema) == alone


@pytest.mark.parametrize("column, cell, fault", [
    ("value", "about 5", "value about 5"), ("value_type", "wish", "value_type wish"), ("kpi", "", "kpi is required"),
    ("kpi", "nothing", "kpi nothing is not there"), ("period", "soon", "period soon"), ("sample_size", "-1", "sample_size -1")])
def test_the_validator_finds_a_cell_that_is_wrong(column, cell, fault, whole, tables):
    rows = [list(row) for row in tables["observations.csv"]]
    rows[1][rows[0].index(column)] = cell
    faults = csvw_faults(whole, "observations.csv", {**tables, "observations.csv": rows})
    assert [one for one in faults if fault in one]


def test_ids_in_metadata_lead_to_the_records(server, groups, tables):
    base = get(server.url + "/v1/instance.json").json()["base_url"]
    for url in ("programs.csv", "observations.csv", "kpis.csv"):
        schema = groups[url]["tables"][0]["tableSchema"]
        row = dict(zip(tables[url][0], tables[url][1]))
        about = schema["aboutUrl"].replace("{id}", urllib.parse.quote(row["id"], safe="~"))
        assert about.startswith(base)
        answer = requests.get(server.url + about[len(base):], headers={"Accept": "application/json"}, timeout=TIMEOUT)
        assert answer.status_code == 200 and answer.json()["id"] == row["id"]


def expand(template, row):
    """RFC 6570, the simple expansion of strings."""
    return re.sub(r"{(\w+)}", lambda found: urllib.parse.quote(row[found.group(1)], safe="-._~"), template)


def csv2rdf(schema, row):
    """(subject or None for a blank node, [(property, object)]) of a row as «Generating RDF from Tabular Data on
    the Web» makes them; a column without property has one of its own, which is in no vocabulary."""
    found = []
    for column in schema["columns"]:
        cell = row[column["name"]]
        if cell == column["null"] or "propertyUrl" not in column:
            continue
        if "valueUrl" in column:
            objects = [rdflib.URIRef(expand(column["valueUrl"], row))]
        else:
            base = column["datatype"]["base"]
            kind = {"lang": column["lang"]} if "lang" in column else \
                {"datatype": None if base == "string" else rdflib.XSD[base]}
            parts = cell.split(column["separator"]) if "separator" in column else [cell]
            objects = [rdflib.Literal(part, **kind) for part in parts]
        found += [(rdflib.URIRef(column["propertyUrl"]), one) for one in objects]
    return rdflib.URIRef(expand(schema["aboutUrl"], row)) if "aboutUrl" in schema else None, found


def test_triples_that_a_program_makes_of_the_csv_are_in_our_rdf(server, groups, tables):
    made = 0
    for url, group in groups.items():
        schema = group["tables"][0]["tableSchema"]
        graph = rdflib.Graph()
        graph.parse(data=get(f"{server.url}/v1/{url[:-4]}.nt").content, format="nt")
        for cells in tables[url][1:]:
            subject, pairs = csv2rdf(schema, dict(zip(tables[url][0], cells)))
            subjects = {subject} if subject else set(graph.subjects(*pairs[0]))
            missing = {one: [pair for pair in pairs if (one, *pair) not in graph] for one in subjects}
            assert [] in missing.values(), (url, missing)
            made += len(pairs)
    assert made > 5000


def test_cells_of_the_csv_are_links_where_our_rdf_has_links(groups):
    columns = {(url[:-4], column["name"]): column for url, group in groups.items()
               for column in group["tables"][0]["tableSchema"]["columns"]}
    assert columns["observations", "value_type"]["valueUrl"] == "https://w3id.org/hiraku/ns#value_type-{value_type}"
    assert columns["observations", "kpi"]["propertyUrl"] == "https://w3id.org/hiraku/ns#kpi"
    for one in (("sources", "kind"), ("observations", "period"), ("programs", "municipality"), ("programs", "website"),
                ("participations", "organization")):
        assert "propertyUrl" not in columns[one]


# --- the data package ---

PACKAGE = {
    "type": "object", "required": ["profile", "name", "resources", "licenses"],
    "properties": {
        "name": {"pattern": "^[a-z0-9._-]+$"}, "profile": {"const": "tabular-data-package"},
        "created": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "licenses": {"type": "array", "minItems": 1, "items": {"anyOf": [{"required": ["name"]}, {"required": ["path"]}]}},
        "contributors": {"type": "array", "items": {"required": ["title"]}},
        "sources": {"type": "array", "minItems": 1, "items": {"required": ["title"]}},
        "resources": {"type": "array", "minItems": 1, "items": {
            "required": ["name", "path", "profile", "schema", "bytes", "hash", "encoding"],
            "properties": {
                "name": {"pattern": "^[a-z0-9._-]+$"}, "profile": {"const": "tabular-data-resource"},
                "path": {"pattern": r"^[a-z0-9][A-Za-z0-9._/-]*$"}, "hash": {"pattern": "^sha256:[0-9a-f]{64}$"},
                "encoding": {"const": "utf-8"}, "mediatype": {"const": "text/csv"},
                "schema": {"required": ["fields", "primaryKey", "missingValues"], "properties": {
                    "fields": {"type": "array", "items": {
                        "required": ["name", "type"],
                        "properties": {"type": {"enum": ["string", "integer", "number", "boolean", "date"]}}}}}}}}}}}


def field_faults(field, cells):
    """What is wrong with the cells of a column by its Table Schema field."""
    rules, faults = field["constraints"], []
    unknown = set(rules) - {"required", "unique", "enum", "pattern", "minimum", "maximum"}
    assert unknown == set()
    types = {"integer": r"[-+]?\d+", "number": r"[-+]?\d+(\.\d+)?", "boolean": "true|false", "date": r"\d{4}-\d\d-\d\d",
             "string": r"[\s\S]*"}
    if rules.get("unique") and len(set(cells)) != len(cells):
        faults.append("repeated")
    for cell in cells:
        if cell == "":
            faults += ["empty"] if rules["required"] else []
        elif not re.fullmatch(types[field["type"]], cell) or "enum" in rules and cell not in rules["enum"] or \
                "pattern" in rules and not re.search(rules["pattern"], cell) or \
                "minimum" in rules and not rules["minimum"] <= int(cell) <= rules["maximum"]:
            faults.append(cell)
    return faults


def test_the_package_has_the_form_of_a_tabular_data_package(package):
    jsonschema.Draft202012Validator(PACKAGE).validate(package)


def test_the_package_holds_every_table_with_its_bytes_and_digest(package, server, tables):
    assert [f"{one['name']}.csv" for one in package["resources"]] == list(tables)
    for one in package["resources"]:
        content = get(urllib.parse.urljoin(server.url + "/datapackage.json", one["path"])).content
        assert len(content) == one["bytes"]
        assert "sha256:" + hashlib.sha256(content).hexdigest() == one["hash"]


def test_every_csv_is_what_the_package_says_cell_by_cell(package, tables):
    for one in package["resources"]:
        rows, fields = tables[f"{one['name']}.csv"], one["schema"]["fields"]
        assert [field["name"] for field in fields] == rows[0]
        for position, field in enumerate(fields):
            assert field_faults(field, [row[position] for row in rows[1:]]) == [], (one["name"], field["name"])
        for key in one["schema"].get("foreignKeys", []):
            target = tables[f"{key['reference']['resource'] or one['name']}.csv"]
            known = {row[target[0].index(key["reference"]["fields"])] for row in target[1:]} | {""}
            assert {row[rows[0].index(key["fields"])] for row in rows[1:]} <= known


def test_the_check_of_a_field_finds_what_is_wrong():
    field = {"type": "integer", "constraints": {"required": True, "minimum": 0, "maximum": 9}}
    assert field_faults(field, ["5", "10", "x", ""]) == ["10", "x", "empty"]


def test_both_descriptions_name_the_same_columns(package, groups):
    for one in package["resources"]:
        columns = groups[f"{one['name']}.csv"]["tables"][0]["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == [field["name"] for field in one["schema"]["fields"]]


def test_descriptions_are_stable_json(server):
    for path in ("/datapackage.json", "/v1/programs.csv-metadata.json"):
        first, second = get(server.url + path), get(server.url + path)
        assert first.content == second.content and first.headers["ETag"] == second.headers["ETag"]
        json.loads(first.content, object_pairs_hook=lambda pairs: dict(pairs) if len(dict(pairs)) == len(pairs) else 1 / 0)
