"""The tables that publishing computes, periods and units: their rows, their documents and every IRI that leads there.

The bounds and the years of eras are calculated here, independently of the program. Does not test what
every table has (formats, paging, filters).
"""

import calendar
import csv
import datetime
import io
import json
import re
import urllib.parse

import pytest
import rdflib
import requests

from small_instance import KPIS, Instance

TIMEOUT = 60
SDMX = "http://purl.org/linked-data/sdmx/2009/attribute#"
QUDT = "http://qudt.org/vocab/unit/"
SKOS = rdflib.SKOS
HK = rdflib.Namespace("https://w3id.org/hiraku/ns#")
FIRST_MONTH = 4


def get(url, **options):
    answer = requests.get(url, timeout=TIMEOUT, **options)
    assert answer.status_code == 200, (url, answer.status_code, answer.text[:500])
    return answer


def rows(server, table):
    text = get(f"{server.url}/v1/{table}.csv").content.decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def graph_of(url):
    return rdflib.Graph().parse(data=get(url).content, format="xml")


@pytest.fixture(scope="module")
def base(server):
    """What the instance's IRIs begin with; it need not be where the server is."""
    return get(f"{server.url}/v1/kpis.json?limit=1").json()["items"][0]["url"].split("/v1/")[0]


def table_names(server):
    return [table["name"] for table in get(server.url + "/", headers={"Accept": "application/json"}).json()["tables"]]


def months(year, month, count):
    """First and last day of `count` months."""
    end = year * 12 + month - 1 + count - 1
    last = calendar.monthrange(end // 12, end % 12 + 1)[1]
    return datetime.date(year, month, 1), datetime.date(end // 12, end % 12 + 1, last)


def bounds(text):
    """First and last day of a period, None where it is open or undated."""
    if text == "undated":
        return None, None
    if "/" in text:
        start, end = text.split("/")
        return (None if start == ".." else bounds(start)[0]), (None if end == ".." else bounds(end)[1])
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        day = datetime.date(*map(int, match.groups()))
        return day, day
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return months(int(match[1]), int(match[2]), 1)
    match = re.fullmatch(r"(FY)?(\d{4})(?:-([HQ])(\d))?", text)
    length = {"H": 6, "Q": 3, None: 12}[match[3]]
    first = (FIRST_MONTH if match[1] else 1) - 1 + length * (int(match[4] or 1) - 1)
    return months(int(match[2]) + first // 12, first % 12 + 1, length)


def fiscal_year(start, end):
    if start is None or end is None:
        return ""
    year = start.year - (start.month < FIRST_MONTH)
    return str(year) if end < datetime.date(year + 1, FIRST_MONTH, 1) else ""


def day(date):
    return "" if date is None else date.isoformat()


@pytest.fixture(scope="module")
def periods(server):
    return {row["period"]: row for row in rows(server, "periods")}


@pytest.fixture(scope="module")
def graphs(server):
    return {table: graph_of(f"{server.url}/v1/{table}.rdf") for table in table_names(server)}


def test_every_period_of_every_table_is_a_row(server, periods):
    named = set()
    for table in table_names(server):
        for row in rows(server, table):
            named |= {row[c] for c in ("period", "published_on", "adopted_on") if row.get(c)}
    assert len(named) > 30
    assert set(periods) == named


def test_bounds_are_those_of_the_calendar(server, periods):
    for text, row in periods.items():
        start, end = bounds(text)
        assert (row["starts"], row["ends"], row["fiscal_year"]) == (day(start), day(end), fiscal_year(start, end)), text
    for row in rows(server, "observations"):
        assert [row[c] for c in ("starts", "ends", "fiscal_year")] == \
            [periods[row["period"]][c] for c in ("starts", "ends", "fiscal_year")], row["id"]


@pytest.mark.parametrize("period, ja, era, en, precision", [
    ("FY2019", "2019年度", "令和元年度", "fiscal year 2019", "fiscal_year"),
    ("FY2023", "2023年度", "令和5年度", "fiscal year 2023", "fiscal_year"),
    ("FY2010", "2010年度", "平成22年度", "fiscal year 2010", "fiscal_year"),
    ("2018", "2018年", "平成30年", "2018", "year"),
    ("2019-05", "2019年5月", "令和元年5月", "May 2019", "month"),
    ("2020-H2", "2020年下期", "令和2年下期", "second half of 2020", "half"),
    ("undated", "時期の記載なし", "", "undated", "undated"),
])
def test_a_period_has_its_labels(periods, period, ja, era, en, precision):
    row = periods[period]
    assert (row["label_ja"], row["label_era"], row["label_en"], row["precision"]) == (ja, era, en, precision)


def test_units_are_those_of_the_kpis(server):
    columns = ("unit_ja", "unit_code", "unit_multiplier")
    units = rows(server, "units")
    keys = [tuple(row[c] for c in columns) for row in units]
    assert len(set(keys)) == len(keys) > 10
    assert set(keys) == {tuple(row[c] for c in columns) for row in rows(server, "kpis")}
    assert [row["id"] for row in units] == [".".join(cell or "_" for cell in key) for key in keys]


def iris(graphs, base, table):
    found = set()
    for graph in graphs.values():
        found |= {str(term) for triple in graph for term in triple
                  if isinstance(term, rdflib.URIRef) and str(term).startswith(f"{base}/id/{table}/")}
    return sorted(found)


@pytest.mark.parametrize("table", ["periods", "units"])
def test_every_iri_of_every_table_answers_with_a_document_about_it(server, base, graphs, table):
    found = iris(graphs, base, table)
    assert len(found) > 10
    for iri in found:
        url = server.url + iri[len(base):]
        answer = get(url, headers={"Accept": "application/rdf+xml"})
        assert [step.status_code for step in answer.history] == [303], iri
        graph = rdflib.Graph().parse(data=answer.content, format="xml")
        assert (rdflib.URIRef(iri), SKOS.notation, None) in graph, iri
        assert {label.language for label in graph.objects(rdflib.URIRef(iri), SKOS.prefLabel)} >= {"ja"}, iri


def test_other_records_describe_their_periods_as_the_table_does(server, base):
    for row in rows(server, "observations")[::7]:
        graph = graph_of(f"{server.url}/v1/observations/{urllib.parse.quote(row['id'])}.rdf")
        period = re.sub("/", "_", row["period"].replace("..", "~"))
        iri = rdflib.URIRef(f"{base}/id/periods/{period}")
        own = graph_of(f"{server.url}/v1/periods/{urllib.parse.quote(period)}.rdf")
        assert len(set(own.predicate_objects(iri))) > 4
        assert set(graph.predicate_objects(iri)) == set(own.predicate_objects(iri)), row["period"]


def test_the_whole_table_says_the_same_of_a_period_as_its_own_document(server, graphs, periods):
    for row in periods.values():
        own = graph_of(f"{server.url}/v1/periods/{urllib.parse.quote(row['id'])}.rdf")
        assert set(own) <= set(graphs["periods"]), row["id"]


def test_undated_is_no_interval(base, graphs):
    iri = rdflib.URIRef(f"{base}/id/periods/undated")
    assert [str(t) for t in graphs["periods"].objects(iri, rdflib.RDF.type)] == ["http://purl.org/dc/terms/PeriodOfTime"]


def test_a_year_equals_an_interval_elsewhere_and_nothing_else_does(graphs, periods):
    equals = rdflib.URIRef("http://www.w3.org/2006/time#intervalEquals")
    found = {str(o) for o in graphs["periods"].objects(None, equals)}
    years = {f"http://reference.data.gov.uk/id/gregorian-interval/{row['starts']}T00:00:00/P1Y"
             for row in periods.values() if re.fullmatch(r"(FY)?\d{4}", row["period"])}
    assert found == years and years


def test_every_observation_has_one_unit(server, base, graphs):
    kpis = {row["id"]: row for row in rows(server, "kpis")}
    subjects = {str(o): s for s, o in graphs["observations"].subject_objects(rdflib.DCTERMS.identifier)}
    others = 0
    for row in rows(server, "observations"):
        kpi = kpis[row["kpi"]]
        unit = ".".join(kpi[c] or "_" for c in ("unit_ja", "unit_code", "unit_multiplier"))
        own = f"{base}/id/units/{urllib.parse.quote(unit, safe='')}"
        expected = QUDT + kpi["unit_code"] if kpi["unit_code"] else own
        others += not kpi["unit_code"]
        measures = graphs["observations"].objects(subjects[row["id"]], rdflib.URIRef(SDMX + "unitMeasure"))
        assert [str(o) for o in measures] == [expected], row["id"]
    assert others > 0


def test_every_kpi_links_to_its_unit(server, base, graphs):
    subjects = {str(o): s for s, o in graphs["kpis"].subject_objects(rdflib.DCTERMS.identifier)}
    units = {(row["unit_ja"], row["unit_code"], row["unit_multiplier"]): row["id"] for row in rows(server, "units")}
    for row in rows(server, "kpis"):
        unit = units[row["unit_ja"], row["unit_code"], row["unit_multiplier"]]
        expected = f"{base}/id/units/{urllib.parse.quote(unit, safe='')}"
        assert [str(o) for o in graphs["kpis"].objects(subjects[row["id"]], HK.unit)] == [expected]


def test_only_a_plain_unit_is_close_to_its_qudt_unit(server, graphs):
    units = {row["id"]: row for row in rows(server, "units")}
    for subject, notation in graphs["units"].subject_objects(SKOS.notation):
        row = units[str(notation)]
        plain = row["unit_multiplier"] in ("", "0")
        expected = [rdflib.URIRef(QUDT + row["unit_code"])] if row["unit_code"] else []
        assert list(graphs["units"].objects(subject, SKOS.closeMatch)) == (expected if plain else [])
        assert list(graphs["units"].objects(subject, SKOS.relatedMatch)) == ([] if plain else expected)
        assert list(graphs["units"].objects(subject, SKOS.exactMatch)) == []
        scheme, = graphs["units"].objects(subject, SKOS.inScheme)
        assert (scheme, rdflib.RDF.type, SKOS.ConceptScheme) in graphs["units"]


@pytest.mark.parametrize("written, plain", [
    ("fiscal_year=令和5年度", "fiscal_year=2023"), ("fiscal_year=FY2023", "fiscal_year=2023"),
    ("starts__lt=2021-04", "starts__lt=2021-04-01"), ("starts__ge=令和3年4月", "starts__ge=2021-04-01"),
    ("ends__le=FY2023", "ends__le=2024-03-31"), ("ends__gt=2022-02", "ends__gt=2022-02-28"),
])
def test_a_year_and_a_day_are_known_by_the_names_people_write(server, written, plain):
    one = get(f"{server.url}/v1/observations.json?{written}").json()
    other = get(f"{server.url}/v1/observations.json?{plain}").json()
    assert one["items"] == other["items"]
    assert 0 < one["total"] < get(f"{server.url}/v1/observations.json").json()["total"]


# ---- publishing


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


def canonical(store, number, name):
    text = (store / "releases" / str(number) / name).read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table", ["periods", "units"])
def test_a_computed_table_is_no_input_file(run, instance, table):
    instance.write(table, ["id", "x"])
    done = run("check", "--json", instance.path)
    assert done.returncode == 1
    assert "computed-table" in done.stdout and f"data/{table}.csv" in done.stdout


def test_a_code_that_could_not_be_part_of_an_id_is_refused(run, instance):
    header, *kpis = KPIS
    instance.write("kpis", [header + ",unit_code", *[k + "," + c for k, c in zip(kpis, ["N.M", "PERCENT"])]])
    done = run("check", "--json", instance.path)
    assert done.returncode == 1 and '"bad-unit-code":1' in done.stdout


def test_what_is_no_code_is_not_said_to_be_an_unknown_one_too(run, instance):
    header, *kpis = KPIS
    instance.write("kpis", [header + ",unit_code", *[k + "," + c for k, c in zip(kpis, ["％", "NOSUCHUNIT"])]])
    findings = json.loads(run("check", "--json", instance.path).stdout)["findings"]
    assert [(f["rule"], f["value"]) for f in findings if f["column"] == "unit_code"] == [
        ("bad-unit-code", "％"), ("unknown-code", "NOSUCHUNIT")]


def test_a_code_that_qudt_is_not_known_to_have_is_reported_and_makes_no_link(run, instance, tmp_path, serve):
    header, *kpis = KPIS
    header += ",unit_code"
    instance.write("kpis", [header, *[k + "," + c for k, c in zip(kpis, ["PERCEMT", "PERCENT"])]])
    done = run("check", "--json", instance.path)
    assert done.returncode == 0 and '"unknown-code":1' in done.stdout
    finding, = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "unknown-code"]
    assert (finding["value"], finding["mended"], finding["column"]) == ("PERCEMT", "PERCENT", "unit_code")
    store = tmp_path / "store"
    assert run("publish", "--store", store, instance.path).returncode == 0
    with serve(store) as server:
        for table in ("kpis", "observations", "units"):
            text = requests.get(f"{server.url}/v1/{table}.nt", timeout=30).text
            assert "vocab/unit/PERCEMT" not in text, table
            if table == "observations":
                measures = [line for line in text.splitlines() if "attribute#unitMeasure> <" in line]
                observations = [line for line in text.splitlines() if "cube#Observation>" in line]
                assert len(measures) >= len(observations) > 0
                assert any(".PERCEMT." in line for line in measures)


def test_a_note_answers_the_warning_about_a_code(run, instance):
    header, *kpis = KPIS
    instance.write("kpis", [header + ",unit_code", *[k + "確認済み,NOSUCHUNIT" for k in kpis]])
    done = run("check", "--json", instance.path)
    assert done.returncode == 0 and "unknown-code" not in done.stdout


def test_a_unit_keeps_its_id_when_another_of_its_name_comes(run, instance, tmp_path):
    store = tmp_path / "store"
    header, *kpis = KPIS
    header += ",unit_en,unit_code,unit_multiplier"
    instance.write("kpis", [header, *[k + ",persons,," for k in kpis]])
    assert run("publish", "--store", store, instance.path).returncode == 0
    more = kpis[0].replace("visitors", "more")
    instance.write("kpis", [header, *[k + ",persons,," for k in kpis], more + ",people,,",
                            more.replace("more", "again") + ",,NUM,3"])
    assert run("publish", "--store", store, instance.path).returncode == 0
    before, after = (canonical(store, n, "data/units.csv") for n in (1, 2))
    assert before == [{"unit_ja": "%", "unit_en": "persons", "unit_code": "", "unit_multiplier": ""},
                      {"unit_ja": "人", "unit_en": "persons", "unit_code": "", "unit_multiplier": ""}]
    assert after == [before[0], {**before[1], "unit_en": "people"},
                     {"unit_ja": "人", "unit_en": "", "unit_code": "NUM", "unit_multiplier": "3"}]


def test_computed_rows_are_recorded_and_not_counted(run, instance, tmp_path):
    store = tmp_path / "store"
    first = run("publish", "--json", "--store", store, instance.path)
    instance.add("visitors,FY2023,actual,level,,,,7,,exact,final,plan,")
    second = run("publish", "--json", "--store", store, instance.path)
    assert (first.returncode, second.returncode) == (0, 0)
    assert [(row["table"], row["key"], row["new"]) for row in canonical(store, 2, "changes.csv")] == [
        ("observations", "visitors.FY2023.actual.level._._._", "added"), ("periods", "FY2023", "added")]
    assert json.loads(second.stdout)["added"] == 1
    assert [row["period"] for row in canonical(store, 2, "data/periods.csv")] == \
        ["2020", "FY2020", "FY2021", "FY2022", "FY2023"]


def test_periods_follow_the_first_month_of_the_fiscal_year(run, serve, instance, tmp_path):
    store = tmp_path / "store"
    instance.instance(fiscal_year_first_month=10)
    assert run("publish", "--store", store, instance.path).returncode == 0
    with serve(store) as server:
        row = {r["period"]: r for r in rows(server, "periods")}["FY2020"]
    assert (row["starts"], row["ends"]) == ("2020-10-01", "2021-09-30")
    assert "2020-10-01" in row["same_interval"]
