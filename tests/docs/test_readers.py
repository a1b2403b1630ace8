"""The lines of contrib/clients/README.md for readers of tables and graphs: each is run and gives what the CSV says.

    make check-readers

Codes, digits and gaps are compared cell by cell with Python's own reading of the CSV. A reader that is not installed
is skipped with the names of its packages; with HIRAKU_READERS=all that is a failure.
"""

import csv
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = pathlib.Path(__file__).resolve().parent / "readers"
LANGUAGES = ("README.md", "README.ja.md")
TABLES = ("observations", "municipalities")
BLOCK = re.compile(r"<!-- reader: ([\w-]+) -->\n```\w+\n(.*?)\n```", re.DOTALL)


def blocks(name):
    return dict(BLOCK.findall((ROOT / "contrib" / "clients" / name).read_text(encoding="utf-8")))


LINES = blocks("README.md")


def cannot(reader, packages):
    message = f"the line for {reader} is not run here: apt-get install {packages}"
    if os.environ.get("HIRAKU_READERS") == "all":
        pytest.fail(message)
    pytest.skip(message)


def call(command, folder, text=None, timeout=300, **environment):
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, encoding="utf-8", timeout=timeout,
                          check=False, env={**os.environ, "LC_ALL": "C.UTF-8", **environment})
    assert done.returncode == 0, (command, done.stdout[-2000:] + done.stderr[-2000:])
    return done.stdout


def read_csv(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def files(server, tmp_path_factory):
    """A folder with the downloads that the lines read."""
    folder = tmp_path_factory.mktemp("readers")
    for table in TABLES:
        for suffix in ("csv", "xlsx", "ttl"):
            answer = requests.get(f"{server.url}/v1/downloads/{table}.{suffix}", timeout=60)
            assert answer.status_code == 200
            (folder / f"{table}.{suffix}").write_bytes(answer.content)
    return folder


@pytest.fixture(scope="module")
def cells(files):
    return {table: read_csv((files / f"{table}.csv").read_bytes().decode("utf-8")) for table in TABLES}


def lines_of(reader, table):
    """The line, for one of the tables."""
    return LINES[reader].replace("observations", table)


@pytest.fixture(scope="module")
def node(hiraku):
    """node(script, folder) → what it prints as JSON; with the npm packages beside the program that is tested."""
    folder = pathlib.Path(hiraku).resolve().parent / "readers"
    mark, wanted = folder / "installed", hashlib.sha256((PACKAGES / "package-lock.json").read_bytes()).hexdigest()
    if not mark.exists() or mark.read_text() != wanted:
        if os.environ.get("HIRAKU_READERS") != "all":
            pytest.skip("the lines for JavaScript are not run here: make check-readers")
        folder.mkdir(exist_ok=True)
        for path in PACKAGES.iterdir():
            shutil.copy(path, folder)
        call(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        mark.write_text(wanted)

    def run(script, where):
        path = folder / "script.mjs"
        path.write_text(script, encoding="utf-8")
        return json.loads(call(["node", str(path)], where))
    return run


# --- each reader: the rows that its line gives, the header first ----------------------------------

def by_python(line, folder):
    code = f"import json, pandas\n{line}\nprint(json.dumps([list(table.columns), *table.values.tolist()]))"
    return json.loads(call(["/usr/bin/python3", "-c", code], folder))


def by_r(line, folder):
    code = f'{line}\nwrite.csv(table, "read.csv", row.names = FALSE, na = "", fileEncoding = "UTF-8")'
    call(["Rscript", "--vanilla", "-e", code], folder)
    return read_csv((folder / "read.csv").read_bytes().decode("utf-8"))


def by_octave(line, folder):
    code = f"""{line}
    out = fopen("read.txt", "w");
    for row = 1:numel(cells{{1}}) for column = 1:numel(cells) fprintf(out, "%s\\x1f", cells{{column}}{{row}}); end
    fprintf(out, "\\x1e"); end; fclose(out);"""
    call(["octave-cli", "--quiet", "--no-gui", "--eval", code], folder)
    text = (folder / "read.txt").read_bytes().decode("utf-8")
    return [None] + [row.split("\x1f")[:-1] for row in text.split("\x1e")[:-1]]


def by_shell(line, folder):
    return read_csv(call(["sh", "-c", line], folder))


def by_gdal(line, folder):
    (folder / "table.csv").unlink(missing_ok=True)
    call(["sh", "-c", line], folder)
    return read_csv((folder / "table.csv").read_bytes().decode("utf-8"))


def by_ruby(line, folder):
    code = f"require 'csv'; require 'json'; {line}; puts [table.headers, *table.map(&:fields)].to_json"
    return json.loads(call(["ruby", "-e", code], folder))


def by_sqlite(line, folder):
    (folder / "table.sqlite").unlink(missing_ok=True)
    call(["sh", "-c", line], folder)
    table = re.search(r"(\w+)'$", line).group(1)
    return read_csv(call(["sqlite3", "-header", "-csv", "table.sqlite", f"SELECT * FROM {table}"], folder))


DEBIAN = {  # how it is run, what must succeed first, what to install, which table
    "pandas": (by_python, ["/usr/bin/python3", "-c", "import pandas"], "python3-pandas"),
    "r": (by_r, ["Rscript", "-e", "1"], "r-base-core"),
    "readr": (by_r, ["Rscript", "-e", "library(readr)"], "r-cran-readr"),
    "fread": (by_r, ["Rscript", "-e", "library(data.table)"], "r-cran-data.table"),
    "octave": (by_octave, ["octave-cli", "--version"], "octave"),
    "miller": (by_shell, ["mlr", "--version"], "miller"),
    "gdal": (by_gdal, ["ogr2ogr", "--version"], "gdal-bin"),
    "ruby": (by_ruby, ["ruby", "-rjson", "-e", "1"], "ruby"),
    "sqlite": (by_sqlite, ["sqlite3", "--version"], "sqlite3"),
}
WORKBOOKS = {
    "pandas-workbook": (by_python, ["/usr/bin/python3", "-c", "import pandas, openpyxl"], "python3-pandas python3-openpyxl"),
    "readxl": (by_r, ["Rscript", "-e", "library(readxl)"], "r-cran-readxl"),
}


def need(reader, probe, packages):
    if not shutil.which(probe[0]) or subprocess.run(probe, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                                    timeout=120).returncode != 0:
        cannot(reader, packages)


def plain(rows):
    return [["" if cell is None else cell for cell in row] for row in rows]


def test_both_languages_have_the_same_lines_and_each_is_run():
    assert blocks("README.ja.md") == LINES
    here = pathlib.Path(__file__).read_text(encoding="utf-8")
    assert {reader for reader in LINES if f'"{reader}"' not in here} == set()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("reader", DEBIAN)
def test_a_reader_gives_every_cell_as_published(reader, table, files, cells):
    run, probe, packages = DEBIAN[reader]
    need(reader, probe, packages)
    found = run(lines_of(reader, table), files)
    assert found[0] in (cells[table][0], None)
    assert plain(found[1:]) == cells[table][1:]


@pytest.mark.parametrize("reader", WORKBOOKS)
def test_a_reader_of_workbooks_gives_codes_gaps_and_the_value_of_figures(reader, files, cells):
    run, probe, packages = WORKBOOKS[reader]
    need(reader, probe, packages)
    for table in TABLES:
        check_workbook(run(lines_of(reader, table), files), cells[table])


def check_workbook(found, wanted):
    assert set(wanted[0]) <= set(found[0]) and len(found) == len(wanted)
    for got, row in zip(found[1:], wanted[1:]):
        record = dict(zip(found[0], got))
        for name, cell in zip(wanted[0], row):
            is_figure = name in ("value", "sample_size", "rank", "fiscal_year") and cell
            same = float(record[name]) == pytest.approx(float(cell)) if is_figure else (record[name] or "") == cell
            assert same, (name, record[name], cell)


def test_datamash_counts_what_is_no_gap(files, cells):
    need("datamash", ["sh", "-c", "mlr --version && datamash --version"], "miller datamash")
    head, *rows = cells["observations"]
    kpi, value = head.index("kpi"), head.index("value")
    counts = {}
    for row in rows:
        if row[value]:
            counts[row[kpi]] = counts.get(row[kpi], 0) + 1
    found = [line.split("\t") for line in call(["sh", "-c", LINES["datamash"]], files).splitlines()]
    assert {kpi: int(count) for kpi, count in found[1:]} == counts


def test_a_workbook_of_texts_has_its_names_in_gdal(files, cells):
    need("gdal", DEBIAN["gdal"][1], "gdal-bin")
    found = by_gdal("ogr2ogr -f CSV table.csv municipalities.xlsx municipalities --config OGR_XLSX_HEADERS FORCE", files)
    assert found[0][0] == "id" and [row[0] for row in found[1:]] == [row[0] for row in cells["municipalities"][1:]]


def test_a_spreadsheet_shows_labels_of_periods_as_texts(files, server):
    """CSV for Excel, as Gnumeric reads it: 14 June 2011 is no date. Days are, shown in its own way."""
    need("gnumeric", ["ssconvert", "--version"], "gnumeric")
    for name in ("periods.csv", "periods.excel.csv"):
        (files / name).write_bytes(requests.get(f"{server.url}/v1/downloads/{name}", timeout=60).content)
    call(["ssconvert", "periods.excel.csv", "shown.csv"], files)
    head, *rows = read_csv((files / "periods.csv").read_bytes().decode("utf-8"))
    found = read_csv((files / "shown.csv").read_bytes().decode("utf-8"))
    days = [head.index("starts"), head.index("ends")]
    assert found == [head] + [[cell.replace("-", "/") if at in days else cell for at, cell in enumerate(row)] for row in rows]
    assert any("June" in cell for row in rows for cell in row)


# --- in JavaScript --------------------------------------------------------------------------------

DUCKDB = """import { DuckDBInstance } from '@duckdb/node-api';
const db = await (await DuckDBInstance.create()).connect();
const read = async (sql) => { const r = await db.runAndReadAll(sql); return [r.columnNames(), ...r.getRowsJson()]; };
"""


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_gives_every_cell_as_published(table, node, files, cells):
    found = node(f"{DUCKDB} console.log(JSON.stringify(await read(`{lines_of('duckdb', table)}`)))", files)
    assert plain(found) == cells[table]


def test_duckdb_reads_a_large_table_whose_first_decimal_and_first_quotes_come_last(node, tmp_path):
    rows = [["id", "value", "note"]] + [[f"id-{i}", str(i % 1000), ""] for i in range(30000)]
    rows[-1] = ["id-last", "64.25", "one, \"two\""]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    (tmp_path / "observations.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
    decimals = LINES["duckdb"].replace("*", "value::DECIMAL(38,4) AS value")
    found = node(f"{DUCKDB} console.log(JSON.stringify([await read(`{LINES['duckdb']}`), await read(`{decimals}`)]))", tmp_path)
    assert plain(found[0]) == rows
    assert found[1][-1] == ["64.2500"]


def test_sheetjs_shows_figures_with_their_digits(node, files, cells):
    script = f"""import XLSX from 'xlsx'; console.log(JSON.stringify({LINES["sheetjs"]}))"""
    head, *rows = cells["observations"]
    found = node(script, files)
    assert [[record[name] for name in head] for record in found] == rows


def test_vega_keeps_codes_and_gaps(node, files, cells):
    schema = json.loads(LINES["vega"])["format"]
    script = f"""import fs from 'node:fs'; import {{ read }} from 'vega-loader';
    const of = (name, format) => read(fs.readFileSync(name + '.csv', 'utf8'), format);
    console.log(JSON.stringify([of('observations', {json.dumps(schema)}), of('municipalities', {json.dumps(schema)}),
                                of('municipalities', {{type: 'csv', parse: 'auto'}})]))"""
    observations, municipalities, guessed = node(script, files)
    head, *rows = cells["observations"]
    assert [one["value"] for one in observations] == [float(row[head.index("value")]) if row[head.index("value")] else None
                                                      for row in rows]
    assert [one["missing"] for one in observations] == [row[head.index("missing")] for row in rows]
    assert [one["id"] for one in municipalities] == [row[0] for row in cells["municipalities"][1:]]
    assert 11002 in [one["id"] for one in guessed]


VALUES = """PREFIX qb: <http://purl.org/linked-data/cube#> PREFIX hk: <https://w3id.org/hiraku/ns#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#> PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?id ?value WHERE { ?o a qb:Observation ; dct:identifier ?id ; sdmx-measure:obsValue ?value }"""


def published(cells):
    head, *rows = cells["observations"]
    return {row[0]: row[head.index("value")] for row in rows if row[head.index("value")]}


def test_oxigraph_loads_all_and_loses_only_trailing_zeros(node, files, cells):
    script = f"""import fs from 'node:fs'; import oxigraph from 'oxigraph';
    const store = new oxigraph.Store();
    {LINES["oxigraph"]};
    const ask = (sparql, ...names) => store.query(sparql).map((one) => names.map((name) => one.get(name).value));
    console.log(JSON.stringify([ask(`{VALUES}`, 'id', 'value'), ask('SELECT ((8.0 / 4.0) * 2.0 AS ?x) {{}}', 'x')]))"""
    values, ((product,),) = node(script, files)
    assert {key: float(value) for key, value in values} == {key: float(value) for key, value in published(cells).items()}
    assert product == "4"


def test_comunica_keeps_the_digits(node, server, files, cells):
    line = LINES["comunica"].replace("http://127.0.0.1:8080", server.url)
    script = f"""import {{ QueryEngine }} from '@comunica/query-sparql';
    const engine = new QueryEngine(), query = `{VALUES}`;
    const rows = await (await {line}).toArray();
    console.log(JSON.stringify(rows.map((one) => [one.get('id').value, one.get('value').value])))"""
    assert dict(node(script, files)) == published(cells)


# --- Virtuoso -------------------------------------------------------------------------------------

def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def iter_until(lines, text):
    for line in lines:
        yield line
        if text in line:
            return


@pytest.fixture
def virtuoso(tmp_path, files):
    """virtuoso(statements) → what isql prints; a database of its own, ended by its process id."""
    need("virtuoso", ["sh", "-c", "command -v virtuoso-t && command -v isql-vt"], "virtuoso-opensource")
    port = free_port()
    ini = tmp_path / "virtuoso.ini"
    database = "".join(f"{key} = {tmp_path}/virtuoso.{end}\n" for key, end in (
        ("DatabaseFile", "db"), ("ErrorLogFile", "log"), ("LockFile", "lck"), ("TransactionFile", "trx"),
        ("xa_persistent_file", "pxa")))
    ini.write_text(f"[Database]\n{database}[TempDatabase]\nDatabaseFile = {tmp_path}/temp.db\n"
                   f"TransactionFile = {tmp_path}/temp.trx\n[Parameters]\nServerPort = 127.0.0.1:{port}\n"
                   f"DirsAllowed = {files}\nNumberOfBuffers = 2000\nMaxDirtyBuffers = 1200\n")
    with subprocess.Popen(["virtuoso-t", "+configfile", str(ini), "+foreground"], cwd=tmp_path, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, encoding="utf-8") as process:
        said = list(iter_until(process.stdout, "Server online"))
        assert "Server online" in said[-1], said
        yield lambda statements: call(["isql-vt", f"127.0.0.1:{port}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF",
                                       f"exec={statements}"], files)
        process.terminate()


def test_virtuoso_loads_all_and_loses_only_trailing_zeros(virtuoso, files, cells):
    line = LINES["virtuoso"].replace("'observations.ttl'", f"'{files}/observations.ttl'")
    virtuoso(line + ";")
    query = " ".join(VALUES.split()).replace("WHERE", "FROM <https://example.org/graph> WHERE")
    found = dict(re.findall(r"^(\S+)\s+(-?[\d.]+)\s*$", virtuoso(f"SPARQL {query};"), re.MULTILINE))
    assert {key: float(value) for key, value in found.items()} == \
        {key: float(value) for key, value in published(cells).items()}
