"""The observations as other programs hold them: one SQLite file and one DuckDB file, made once from what a release says,
not from how the program keeps it. All columns that are served are there, and in SQLite also what its filters compare."""

import csv
import json
import pathlib
import shutil
import sqlite3
import subprocess

# What a filter or an order compares where the text does not sort: column, and how it comes from the row.
KEYS = {"period__starts": lambda row: row["starts"], "period__ends": lambda row: row["ends"],
        "value__key": lambda row: f"{int(row['value'].replace('.', '')):020d}", "sample_size__key": lambda row: row["sample_size"],
        "rank__key": lambda row: row["rank"], "published_on__starts": lambda row: row["published_on"],
        "published_on__ends": lambda row: row["published_on"], "fiscal_year__key": lambda row: row["fiscal_year"],
        "cp932__bad": lambda row: ""}
INDEXED = ("period", "period__starts", "period__ends", "value_type", "accumulation", "item", "segment", "missing", "qualifier",
           "status", "published_on", "published_on__starts", "published_on__ends", "source", "certainty", "kpi,starts,ends",
           "starts", "area")
SEARCH = "CREATE VIRTUAL TABLE observations_text USING fts5(terms, content='', tokenize='unicode61 remove_diacritics 0');"
# The periods of a generated instance are days, its fiscal years begin in April.
DUCKDB = """CREATE TABLE observations AS SELECT kpi, period, value_type, accumulation, item, segment, area,
value::DECIMAL(18,2) AS value, missing, qualifier, status, sample_size::INTEGER AS sample_size, rank::INTEGER AS rank,
published_on, period_text, text, period::DATE AS starts, period::DATE AS ends,
year(period::DATE - INTERVAL 3 MONTH)::INTEGER AS fiscal_year, source, locator, certainty, note_ja, note_en
FROM read_csv('{csv}', header = true, all_varchar = true, nullstr = '')"""


def canonical_csv(store):
    return store / "current/data/observations.csv"


def create_table(columns):
    texts = ",".join(f"{column} TEXT NOT NULL" for column in columns)
    return f"CREATE TABLE observations(rowid INTEGER PRIMARY KEY,{texts});"


def create_indexes():
    """One for each filter and order; an index is called by what it holds."""
    lines = ["CREATE UNIQUE INDEX observations_id ON observations(id);",
             "CREATE INDEX observations_bad ON observations(cp932__bad) WHERE cp932__bad<>'';"]
    return "\n".join(lines + [f"CREATE INDEX observations_{columns.replace(',', '_')} ON observations({columns});"
                              for columns in INDEXED])


def served_columns(columns):
    """Those of the served CSV, out of those of the canonical one: the id leads, what is derived precedes the source."""
    at = columns.index("source")
    return ["id", *columns[:at], "starts", "ends", "fiscal_year", "revised_in", *columns[at:]]


def rows_of(store):
    """Every row, as a dictionary of what is served."""
    with open(canonical_csv(store), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row["revised_in"] = ""  # of a first release
            day = row["period"]
            key = ("kpi", "period", "value_type", "accumulation", "item", "segment", "area")
            row["id"] = ".".join(row[column] or "_" for column in key)
            row["starts"] = row["ends"] = day
            row["fiscal_year"] = str(int(day[:4]) - (day[5:7] < "04"))
            yield row


def sqlite_file(rig, rows):
    """A SQLite file of the table, indexed by kpi."""
    path = rig.folder / f"table-{rows}-{rig.generator}.sqlite"
    if path.exists():
        return path
    store = rig.store(rows, downloads=False)
    rig.say(f"loading {rows:,} observations into SQLite")
    with open(canonical_csv(store), encoding="utf-8", newline="") as file:
        served = served_columns(next(csv.reader(file)))
    unready = path.with_suffix(".tmp")
    unready.unlink(missing_ok=True)
    database = sqlite3.connect(unready)
    database.executescript(f"PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                           f"{create_table([*served, *KEYS])}")
    marks = ",".join("?" * (len(served) + len(KEYS)))
    database.executemany(f"INSERT INTO observations({','.join([*served, *KEYS])}) VALUES({marks})",
                         ([row[column] for column in served] + [key(row) for key in KEYS.values()] for row in rows_of(store)))
    database.execute("CREATE INDEX observations_kpi ON observations(kpi)")
    database.commit()
    database.close()
    unready.rename(path)
    return path


class DuckDB:
    """DuckDB in a Node process with a database file of its own; what make bench installs in FOLDER/duckdb."""

    def __init__(self, rig, rows):
        self.packages = rig.folder / "duckdb"
        path = rig.folder / f"table-{rows}-{rig.generator}.duckdb"
        if not path.exists():
            store = rig.store(rows, downloads=False)
            rig.say(f"loading {rows:,} observations into DuckDB")
            unready = path.with_suffix(".tmp")
            for leftover in (unready, unready.with_suffix(".tmp.wal")):
                leftover.unlink(missing_ok=True)
            self.process = self.start(unready)
            self.ask([DUCKDB.format(csv=canonical_csv(store)), "CHECKPOINT"])
            self.__exit__()
            unready.rename(path)
        self.process = self.start(path)

    @staticmethod
    def is_there(rig):
        return (rig.folder / "duckdb/installed").exists() and shutil.which("node") is not None

    def start(self, database):
        script = pathlib.Path(__file__).resolve().parent / "duckdb/ask.mjs"
        return subprocess.Popen(["node", script, self.packages, database, "2"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, encoding="utf-8")

    def ask(self, sql, times=1, seconds=0):
        """→ milliseconds, the rows of each statement."""
        self.process.stdin.write(json.dumps({"sql": sql, "times": times, "seconds": seconds}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        reply = json.loads(line) if line else {"error": "it ended"}
        if "error" in reply:
            raise SystemExit(f"DuckDB: {reply['error']}: {sql}")
        return reply["ms"], reply["rows"]

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.stdin.close()
        self.process.wait()
