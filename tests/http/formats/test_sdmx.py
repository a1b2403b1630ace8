"""SDMX-CSV 2.0.0 of the observations: profile=sdmx, or by Accept.

Neither Debian 12 nor npm has a reader of SDMX-CSV 2. The one here is written from the specification's field guide
(sdmx-twg/sdmx-csv, v2.0.0), and first shown to read examples of that; what it reads is compared with JSON and RDF.
"""

import csv
import datetime
import io
import json
import re

import pytest
import rdflib

from conftest import fetch, run_program

TYPE = "application/vnd.sdmx.data+csv; version=2.0.0"
STRUCTURES = {"dataflow", "datastructure", "dataprovision"}
COMPONENTS = ["REF_AREA", "TIME_PERIOD", "KPI", "VALUE_TYPE", "ACCUMULATION", "ITEM", "SEGMENT", "OBS_VALUE", "UNIT_MEASURE", "UNIT_MULT",
              "UNIT_LABEL", "OBS_STATUS", "STATUS", "QUALIFIER", "TEXT"]
DIMENSIONS = COMPONENTS[:7]


def split(text, mark):
    """Sub-fields with the mark between them; one that has it stands in quotation marks, and those in it are doubled."""
    return next(csv.reader([text], delimiter=mark, strict=True))


def read(text):
    """The rows of a message, each as a dict; a multi-lingual component is a dict by language, one with many values a list."""
    first = re.match(r"STRUCTURE(?:\[(.)\])?(.)STRUCTURE_ID\2", text)
    assert first, text[:80]
    inner, outer = first.groups()
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=outer, strict=True)
    assert len(set(header)) == len(header) and header[2] == "ACTION"
    found = []
    for row in rows:
        assert len(row) == len(header) and row[0] in STRUCTURES and row[2] in "IARD"
        one = dict(zip(["STRUCTURE", "STRUCTURE_ID", "ACTION"], row))
        for name, cell in list(zip(header, row))[3:]:
            component, languages = re.fullmatch(r"([^\[\]]+)(\[.*\])?", name).groups()
            if languages is None:
                one[component] = cell
            elif languages == "[]":
                one[component] = split(cell, inner) if cell else []
            else:
                one[component] = dict(part.split(":", 1) for part in split(cell, inner)) if cell else {}
                assert set(one[component]) <= set(languages[1:-1].split(inner))
        found.append(one)
    return found


EXAMPLES = [
    ('STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_2,DIM_3,OBS_VALUE,ATTR_2,ATTR_3,ATTR_1,UPDATED\n'
     'dataflow,ESTAT:NA_MAIN(1.6.0),I,A,B,2014-01,12.4,Y,"Normal, special and other values",N,2021-01-22T13:15:41Z\n',
     {"OBS_VALUE": "12.4", "ATTR_3": "Normal, special and other values", "UPDATED": "2021-01-22T13:15:41Z"}),
    ('STRUCTURE[;],STRUCTURE_ID,ACTION,DIM_1,DIM_2,DIM_3,OBS_VALUE,ATTR_1[],ATTR_2[],ATTR_3[]\n'
     'dataflow,ESTAT:NA_MAIN(1.6.0),I,A,B,2014-01,12.4,Value X;Value Y,"M, N & O;P & Q",A;B;C\n',
     {"ATTR_1": ["Value X", "Value Y"], "ATTR_2": ["M, N & O", "P & Q"], "ATTR_3": ["A", "B", "C"]}),
    ('STRUCTURE[;],STRUCTURE_ID,ACTION,DIM_1,DIM_2,DIM_3,OBS_VALUE,ATTR_1[en;fr]\n'
     'dataflow,ESTAT:NA_MAIN(1.6.0),I,A,B,2014-01,12.4,en:Any Value;fr:N\'importe quelle Valeur\n',
     {"ATTR_1": {"en": "Any Value", "fr": "N'importe quelle Valeur"}}),
    ('STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_2,DIM_3,OBS_VALUE,ATTR_1\n'
     'datastructure,AGENCY:DF_ID,I,A,B,2014-01,12.4,N\n', {"STRUCTURE": "datastructure", "STRUCTURE_ID": "AGENCY:DF_ID"}),
]


@pytest.mark.parametrize("message, expected", EXAMPLES)
def test_the_reader_reads_examples_of_the_specification(message, expected):
    row, = read(message)
    assert {name: row[name] for name in expected} == expected


def message(server, path="/v1/observations.csv?profile=sdmx", **headers):
    answer = fetch(server, path, **headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, TYPE)
    return answer.content.decode("utf-8")


@pytest.fixture(scope="module")
def rows(server):
    return read(message(server))


@pytest.fixture(scope="module")
def items(server):
    text = fetch(server, "/v1/observations.json?limit=1000&include=kpi").text
    return {item["id"]: item for item in json.loads(text, parse_float=str, parse_int=str)["items"]}


def test_a_row_is_an_observation_with_its_published_digits(rows, items):
    assert [row["ID"] for row in rows] == list(items)
    for row in rows:
        item = items[row["ID"]]
        assert (row["OBS_VALUE"], row["KPI"], row["QUALIFIER"]) == (item["value"] or "", item["kpi"], item["qualifier"])
        assert row["OBS_STATUS"] == ("M" if item["missing"] else {"provisional": "P", "estimated": "E"}.get(item["status"], "A"))
        assert row["UNIT_LABEL"] == {lang: item["kpi_record"][f"unit_{lang}"] for lang in ("ja", "en") if item["kpi_record"][f"unit_{lang}"]}
        assert row["UNIT_MEASURE"] and row["UNIT_MULT"] == (item["kpi_record"]["unit_multiplier"] or "")
        for name in ("note_ja", "locator", "missing", "rank"):
            assert row[name.upper()] == (item[name] or "")


def test_the_columns_are_the_structure_of_the_cube(server, rows):
    graph = rdflib.Graph().parse(data=fetch(server, "/v1/observations.ttl").text, format="turtle")
    base = json.loads(fetch(server, "/v1/instance.json").text)["base_url"]
    structure = rdflib.URIRef(f"{base}/id/structures/observations")
    parts = list(graph.objects(structure, rdflib.URIRef("http://purl.org/linked-data/cube#component")))
    assert len(parts) == len(COMPONENTS)
    assert list(rows[0])[3:3 + len(COMPONENTS) + 1] == [*COMPONENTS, "REPORTING_YEAR_START_DAY"]
    host, port = base.split("://")[1].split(":")
    agency = ".".join([*("n" + part for part in reversed(host.split("."))), "n" + port])
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in rows} == {("datastructure", f"{agency}:observations", "I")}


def test_codes_are_those_of_the_rdf(server, rows):
    graph = rdflib.Graph().parse(data=fetch(server, "/v1/observations.ttl").text, format="turtle")
    hk = "https://w3id.org/hiraku/ns#"
    names = {"ITEM": "item", "SEGMENT": "segment", "KPI": "kpi", "VALUE_TYPE": "valueType"}
    observed = {str(subject).rsplit("/", 1)[1]: subject for subject in graph.subjects(rdflib.URIRef(hk + "qualifier"))}
    for row in rows:
        for component, name in names.items():
            value, = graph.objects(observed[row["ID"]], rdflib.URIRef(hk + name))
            code = graph.value(value, rdflib.SKOS.notation) or re.split("[/#]", str(value))[-1]
            assert str(code) == row[component], (row["ID"], component)
    assert {row["ITEM"] for row in rows} > {"_T"} and {row["REF_AREA"] for row in rows} > {"area-unspecified", "141003"}


def test_the_dimensions_are_a_key(rows):
    assert all(row[name] for row in rows for name in DIMENSIONS)
    assert len({tuple(row[name] for name in DIMENSIONS) for row in rows}) == len(rows)


def days(time, start):
    """First and last day of a time of SDMX, by its technical notes."""
    def day(year, month, number=1):
        return datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, number)

    one = datetime.timedelta(days=1)
    if found := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", time):
        year, month, number = (int(part) if part else None for part in found.groups())
        if number:
            return day(year, month, number), day(year, month, number)
        return (day(year, month), day(year, month + 1) - one) if month else (day(year, 1), day(year + 1, 1) - one)
    if found := re.fullmatch(r"(\d{4})-([ASQ])(\d)", time):
        length = {"A": 12, "S": 6, "Q": 3}[found[2]]
        first = int(re.fullmatch(r"--(\d\d)-01", start)[1]) + length * (int(found[3]) - 1)
        return day(int(found[1]), first), day(int(found[1]), first + length) - one
    first, amount, unit = re.fullmatch(r"(\d{4}-\d\d-\d\d)/P(\d+)([YMD])", time).groups()
    first = datetime.date.fromisoformat(first)
    if unit == "D":
        return first, first + datetime.timedelta(days=int(amount) - 1)
    return first, day(first.year, first.month + int(amount) * (12 if unit == "Y" else 1), first.day) - one


def test_a_time_has_the_days_of_the_published_period(server):
    rows = read(message(server, "/v1/observations.csv?profile=sdmx&starts__isnull=false&ends__isnull=false"))
    forms = {re.sub(r"\d+", "9", row["TIME_PERIOD"]) for row in rows}
    assert forms >= {"9", "9-9", "9-9-9", "9-A9", "9-S9", "9-9-9/P9Y"}
    for row in rows:
        assert [one.isoformat() for one in days(row["TIME_PERIOD"], row["REPORTING_YEAR_START_DAY"])] == [row["STARTS"], row["ENDS"]]


def test_what_has_no_form_stands_as_published(rows, items):
    others = {row["TIME_PERIOD"] for row in rows if not (row["STARTS"] and row["ENDS"])}
    assert others == {"undated", "FY2002/.."} == {item["period"] for item in items.values() if not (item["starts"] and item["ends"])}


def test_a_series_and_accept_give_the_same(server):
    path = "/v1/kpis/ysc-members/series"
    assert [row["OBS_VALUE"] for row in read(message(server, path + ".csv?profile=sdmx"))] == ["14", "51"]
    assert message(server, path, Accept=TYPE) == message(server, path + ".csv?profile=sdmx")
    accepted = fetch(server, "/v1/observations", Accept="application/vnd.sdmx.data+csv;version=2.0.0, application/json;q=0.1")
    assert (accepted.headers["Content-Type"], accepted.headers["Content-Location"]) == (TYPE, "/v1/observations.csv?profile=sdmx")
    assert "Accept" in accepted.headers["Vary"] and accepted.text == message(server)
    assert fetch(server, "/v1/observations", Accept="*/*").headers["Content-Type"] == "application/json"
    assert fetch(server, "/v1/observations", Accept="text/csv").headers["Content-Type"].startswith("text/csv")


@pytest.mark.parametrize("path", ["/v1/observations", "/v1/programs"])
def test_another_version_or_table_is_not_acceptable(server, path):
    accept = "application/vnd.sdmx.data+csv; version=1.0.0" if path == "/v1/observations" else TYPE
    answer = fetch(server, path, Accept=accept)
    assert answer.status_code == 406 and (TYPE in answer.json()["errors"][0]["allowed"]) == (path == "/v1/observations")


@pytest.mark.parametrize("query, word", [
    ("/v1/programs.csv?profile=sdmx", "cp932"), ("/v1/kpis/ysc-members/vintages.csv?profile=sdmx", "cp932"),
    ("/v1/observations.csv?profile=sdmx&fields=value", "fields"), ("/v1/observations.csv?profile=sdmx&include=kpi", "include"),
    ("/v1/observations.csv?profile=sdmx&headers=ja", "headers"), ("/v1/observations.csv?profile=sdmx&lang=ja", "lang"),
    ("/v1/kpis/ysc-members/series.csv?profile=sdmx&derive=difference", "derive"), ("/v1/observations.json?profile=sdmx", "profile")])
def test_what_does_not_go_together_is_refused(server, query, word):
    answer = fetch(server, query)
    assert answer.status_code == 400 and word in answer.text


def test_export_writes_the_same(server):
    done = run_program("export", "--store", server.store, "--format", "csv", "--profile", "sdmx", "observations")
    assert done.returncode == 0 and done.stdout == message(server).replace("\r\n", "\n")
