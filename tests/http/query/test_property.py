"""Random filters, orders and limits on random data: a walk through the pages gives exactly the rows that a plain SQL
query gives, once each, in order, also while releases are being published.

The SQL is written here and run by SQLite on the input of the release that the walk was in; it shares nothing with the
program but the data."""

import calendar
import csv
import datetime
import io
import json
import random
import sqlite3
import threading
import unicodedata
import urllib.parse

import pytest
import rdflib
import requests

from conftest import publish_directory, serve_store
from small_instance import Instance

rdflib.NORMALIZE_LITERALS = False
REF_PERIOD = rdflib.URIRef("http://purl.org/linked-data/sdmx/2009/dimension#refPeriod")
OBS_VALUE = rdflib.URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
ROUNDS = 120
WORDS = ["来訪者", "ＤＸ", "DX", "ﾃﾞｰﾀ", "データ", "A b", "x%y", "約1,000", "", ""]
PERIODS = ([f"FY{year}" for year in range(2015, 2026)] + [str(year) for year in range(2015, 2026)]
           + [f"2020-{month:02d}" for month in range(1, 13)] + ["2021-03-31", "2021-04-01", "undated",
              "2019-04-01/2022-03-31", "../2020-03-31", "2020-04-01/.."])
TYPES = ["actual", "target", "projection"]
STATUSES = ["final", "provisional", "revised", "estimated"]
COLUMNS = ["kpi", "period", "value_type", "accumulation", "value", "qualifier", "status", "text", "source"]


def days(period):
    """First and last day as ISO text, "" where there is none; fiscal years begin in April."""
    def one(text):
        if text == "..":
            return "", ""
        if text.startswith("FY"):
            year = int(text[2:])
            return f"{year}-04-01", f"{year + 1}-03-31"
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1:
            return f"{parts[0]}-01-01", f"{parts[0]}-12-31"
        if len(parts) == 2:
            last = calendar.monthrange(*parts)[1]
            return f"{parts[0]}-{parts[1]:02d}-01", f"{parts[0]}-{parts[1]:02d}-{last}"
        return text, text
    if period == "undated":
        return "", ""
    first, _, last = period.partition("/")
    return one(first)[0], one(last or first)[1]


def random_rows(rng, count):
    """Observations with distinct keys and distinct (series, days), as the rules want them."""
    rows, seen = [], set()
    while len(rows) < count:
        period = rng.choice(PERIODS)
        key = (rng.choice(["visitors", "rate"]), days(period), rng.choice(TYPES))
        if key in seen:
            if len(seen) > 160:
                break
            continue
        seen.add(key)
        decimals = 0 if key[0] == "visitors" else 1
        value = f"{rng.randint(-50, 200)}" if decimals == 0 else f"{rng.randint(-99, 999) / 10:.1f}"
        value = {"-0": "0", "-0.0": "0.0"}.get(value, value)
        rows.append({"kpi": key[0], "period": period, "value_type": key[2], "accumulation": "level", "value": value,
                     "qualifier": "exact", "status": rng.choice(STATUSES), "text": rng.choice(WORDS),
                     "source": rng.choice(["plan", "report"])})
    return rows


def write_rows(instance, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS + ["note_ja"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "note_ja": "試験"} for row in rows)
    instance.write("observations", text.getvalue().rstrip("\n").split("\n"))


def oracle(rows):
    database = sqlite3.connect(":memory:")
    database.create_function("nfkc", 1, lambda text: unicodedata.normalize("NFKC", text))
    database.execute(f"CREATE TABLE o({','.join(COLUMNS)}, starts, ends, number REAL, place INTEGER)")
    ordered = sorted(rows, key=lambda row: tuple(row[k].encode() for k in COLUMNS[:4]))
    for place, row in enumerate(ordered):
        database.execute(f"INSERT INTO o VALUES({','.join('?' * 13)})",
                         [row[c] for c in COLUMNS] + [*days(row["period"]), float(row["value"]), place])
    database.execute("CREATE TABLE k(id, kind, municipality)")
    database.executemany("INSERT INTO k VALUES(?,?,?)", [("visitors", "kpi", "141003"), ("rate", "statistic", "")])
    return database


def condition(rng):
    """(parameter, value, SQL, SQL values)."""
    kind = rng.randrange(8)
    if kind == 0:
        column, values = rng.choice([("value_type", TYPES), ("status", STATUSES), ("kpi", ["visitors", "rate"])])
        chosen = rng.sample(values, rng.randint(1, len(values)))
        marks = ",".join("?" * len(chosen))
        operator, sql = rng.choice([("", "IN"), ("__in", "IN"), ("__notin", "NOT IN")])
        return column + operator, ",".join(chosen), f"{column} {sql} ({marks})", chosen
    if kind == 1:
        number = rng.choice(["0", "5", "12.5", "-3", "100"])
        operator, sql = rng.choice([("__gt", ">"), ("__ge", ">="), ("__lt", "<"), ("__le", "<="), ("", "="), ("__ne", "<>")])
        return "value" + operator, number, f"number {sql} ?", [float(number)]
    if kind in (2, 3):
        period = rng.choice([p for p in PERIODS if p != "undated" and ".." not in p])
        first, last = days(period)
        return rng.choice([
            ("period__ge", period, "starts <> '' AND starts >= ?", [first]),
            ("period__gt", period, "starts <> '' AND starts > ?", [last]),
            ("period__le", period, "ends <> '' AND ends <= ?", [last]),
            ("period__lt", period, "ends <> '' AND ends < ?", [first])])
    if kind == 4:
        day = (datetime.date(2015, 1, 1) + datetime.timedelta(rng.randrange(4000))).isoformat()
        operator, sql = rng.choice([("__gt", ">"), ("__ge", ">="), ("__lt", "<"), ("__le", "<=")])
        column = rng.choice(["starts", "ends"])
        return column + operator, day, f"{column} <> '' AND {column} {sql} ?", [day]
    if kind == 5:
        word = rng.choice(["DX", "データ", "ﾃﾞｰﾀ", "%", "1,0", "b"])
        folded = unicodedata.normalize("NFKC", word)
        return rng.choice([
            ("text__contains", word, "instr(nfkc(text), ?) > 0", [folded]),
            ("text__startswith", word, "instr(nfkc(text), ?) = 1", [folded]),
            ("text", word, "nfkc(text) = ?", [folded])])
    if kind == 6:
        return rng.choice([("text__isnull", "true", "text = ''", []), ("text__isnull", "false", "text <> ''", []),
                           ("starts__isnull", "true", "starts = ''", [])])
    return rng.choice([("kpi.municipality", "141003", "kpi IN (SELECT id FROM k WHERE municipality = '141003')", []),
                       ("kpi.kind__ne", "kpi", "kpi IN (SELECT id FROM k WHERE kind <> 'kpi')", [])])


ORDERS = {"value": "number", "period": "starts", "starts": "starts", "status": "status", "value_type": "value_type",
          "text": "text", "kpi": "kpi"}


def random_query(rng):
    """(query string without limit, SQL, its values)."""
    parameters, clauses, values = {}, [], []
    for _ in range(rng.randrange(4)):
        name, value, sql, bound = condition(rng)
        if name not in parameters:
            parameters[name] = value
            clauses.append(f"({sql})")
            values += bound
    order = []
    if rng.random() < 0.7:
        names = rng.sample(sorted(ORDERS), rng.randint(1, 3))
        minus = [rng.random() < 0.5 for _ in names]
        parameters["sort"] = ",".join(("-" if m else "") + n for n, m in zip(names, minus))
        order = [ORDERS[n] + (" DESC" if m else "") for n, m in zip(names, minus)]
    where = " WHERE " + " AND ".join(clauses) if clauses else ""
    sql = f"SELECT kpi, period, value_type FROM o{where} ORDER BY {','.join(order + ['place'])}"
    return urllib.parse.urlencode(parameters), sql, values


def walk(server, query, limit):
    """The rows of all pages and the release they are of."""
    path, rows, releases = f"/v1/observations?{query}&limit={limit}", [], set()
    while path:
        answer = requests.get(server.url + path, timeout=30)
        assert answer.status_code == 200, (path, answer.text)
        page = json.loads(answer.text, parse_float=str)
        rows += [(item["kpi"], item["period"], item["value_type"]) for item in page["items"]]
        releases.add(page["changed_in"])
        total = page["total"]
        path = page["next"]
    assert len(releases) == 1, "a walk stays in the release it began in"
    assert total == len(rows)
    return rows, releases.pop()


@pytest.fixture
def seed(request):
    return random.Random(f"{request.node.name}")


def test_walks_give_the_rows_of_plain_sql(tmp_path, seed):
    instance, store = Instance(tmp_path / "instance"), tmp_path / "store"
    rows = random_rows(seed, 150)
    write_rows(instance, rows)
    publish_directory(store, instance.path)
    database = oracle(rows)
    with serve_store(store, "--access-log", "off") as server:
        for _ in range(ROUNDS):
            query, sql, values = random_query(seed)
            found, _ = walk(server, query, seed.choice([1, 7, 40, 1000]))
            assert found == database.execute(sql, values).fetchall(), (query, sql)


def test_walks_give_the_rows_of_their_release_while_others_are_published(tmp_path, seed):
    instance, store = Instance(tmp_path / "instance"), tmp_path / "store"
    inputs = {1: random_rows(seed, 120)}
    write_rows(instance, inputs[1])
    publish_directory(store, instance.path)
    done = threading.Event()

    def publish_more():
        publisher = random.Random("publisher")
        for number in range(2, 10):
            inputs[number] = random_rows(publisher, 120)
            write_rows(instance, inputs[number])
            publish_directory(store, instance.path)
        done.set()

    with serve_store(store, "--access-log", "off") as server:
        thread = threading.Thread(target=publish_more)
        thread.start()
        releases = set()
        while not done.is_set() or len(releases) < 2:
            query, sql, values = random_query(seed)
            found, release = walk(server, query, seed.choice([5, 20]))
            releases.add(release)
            assert found == oracle(inputs[release]).execute(sql, values).fetchall(), (query, sql)
        thread.join()
    assert len(releases) > 1


def test_a_filtered_query_gives_the_same_cells_in_every_format(tmp_path, seed):
    instance, store = Instance(tmp_path / "instance"), tmp_path / "store"
    write_rows(instance, random_rows(seed, 150))
    publish_directory(store, instance.path)
    with serve_store(store, "--access-log", "off") as server:
        for _ in range(20):
            query, _, _ = random_query(seed)
            pages = json.loads(requests.get(f"{server.url}/v1/observations.json?{query}&limit=1000", timeout=30).text,
                               parse_float=str, parse_int=str)["items"]
            lines = [json.loads(line, parse_float=str, parse_int=str) for line in
                     requests.get(f"{server.url}/v1/observations.ndjson?{query}", timeout=30).text.splitlines()]
            assert lines == pages
            table = requests.get(f"{server.url}/v1/observations.csv?{query}", timeout=30).content.decode("utf-8")
            cells = list(csv.DictReader(io.StringIO(table, newline="")))
            assert cells == [{name: item[name] or "" for name in row} for row, item in zip(cells, pages)]
            assert len(cells) == len(pages)
            graph = rdflib.Graph().parse(data=requests.get(f"{server.url}/v1/observations.rdf?{query}", timeout=30).content,
                                         format="xml")
            values = {str(graph.value(subject, rdflib.DCTERMS.identifier)): str(graph.value(subject, OBS_VALUE))
                      for subject in graph.subjects(REF_PERIOD)}
            assert values == {item["id"]: item["value"] for item in pages}
