"""Twelve questions on the observations, none of them kept by a cache: over HTTP and one connection, beside DuckDB in
process and beside a former build. All must give the same answer; what is asked of DuckDB is the least that answers."""

import json
import math
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from rig import MIB, PATIENCE, ROWS, ROWS_MAX, Client, Memory, Server
from table import DuckDB

LIST, AGGREGATE = "/v1/observations.json?", "/v1/aggregate/observations?"
CLIENTS = 32
TIMES = 20  # of so many answers in a row the quickest is taken
FEWEST = 1000000  # rows from which on there are targets
MANY = 10000000


def items(where):
    """What DuckDB is asked for a list with its total. The order of keys is that in which the rows were loaded, which it
    keeps; to name it would take many times as long."""
    return [f"SELECT * FROM observations WHERE {where} LIMIT 100", f"SELECT count(*) FROM observations WHERE {where}"]


def largest(where):
    """The same of the largest values. Their keys only: whole rows would take many times as long."""
    return [f"SELECT kpi, period, value FROM observations WHERE {where} ORDER BY value DESC, rowid LIMIT 100",
            f"SELECT count(*) FROM observations WHERE {where}"]


def facet(column):
    return (f"SELECT {column}, count(*) FROM observations WHERE {column} IS NOT NULL GROUP BY 1 "
            "ORDER BY 2 DESC, 1 LIMIT 100")


def extremes(groups, where="true"):
    return [f"SELECT {groups}, max(value), min(value) FROM observations WHERE {where} GROUP BY {groups} ORDER BY {groups}"]


# A name, what is asked over HTTP, what DuckDB is asked.
QUESTIONS = (
    ("a month", LIST + "period__ge=2023-01&period__lt=2023-02&limit=100",
     items("starts >= DATE '2023-01-01' AND ends < DATE '2023-02-01'")),
    ("count by year", AGGREGATE + "group=fiscal_year&measure=count",
     ["SELECT fiscal_year, count(value) FROM observations GROUP BY 1 ORDER BY 1"]),
    ("extremes by KPI", AGGREGATE + "group=kpi&measure=max,min", extremes("kpi")),
    ("extremes by year and KPI, of a year", AGGREGATE + "group=fiscal_year,kpi&measure=max,min&fiscal_year=2021",
     extremes("fiscal_year, kpi", "fiscal_year = 2021")),
    ("largest of a year", LIST + "sort=-value&starts__ge=2023-01-01&limit=100",
     largest("starts >= DATE '2023-01-01'")),
    ("largest", LIST + "sort=-value&limit=100", largest("true")),
    ("facets year and status", LIST + "facet=fiscal_year,status", [facet("fiscal_year"), facet("status")]),
    ("facet KPI", LIST + "facet=kpi", [facet("kpi")]),
    ("facet status", LIST + "facet=status", [facet("status")]),
    ("more than a value", LIST + "value__gt=5000&limit=100", items("value > 5000")),
    ("part of a note", LIST + f"note_ja__contains={quote('窓口')}&limit=100", items("note_ja LIKE '%窓口%'")),
    ("a word", LIST + f"q={quote('延べ')}&limit=100", items("text LIKE '%延べ%'")),
)


# --- answers, as both give them: lists of texts -------------------------------------------------------------------------


def plain(cell):
    """10, 10.0 and "10.00" are the same number."""
    try:
        return str(Decimal(str(cell)).normalize())
    except ArithmeticError:
        return cell


def said(target, body):
    """What an answer says, out of its JSON: the groups, the counts of facets, or keys and total."""
    answer = json.loads(body, parse_float=Decimal)
    if "facets" in answer:
        return [[[plain(one["value"]), plain(one["count"])] for one in counted["values"]] for counted in answer["facets"].values()]
    if target.startswith(AGGREGATE):
        return [[[plain(cell) for name, cell in item.items() if name in ("fiscal_year", "kpi", "count", "max", "min")]
                 for item in answer["items"]]]
    return [[[item["kpi"], item["period"]] for item in answer["items"]], [[plain(answer["total"])]]]


def said_by_duckdb(target, results):
    if target.startswith(AGGREGATE) or "facet=" in target:
        return [[[plain(cell) for cell in row] for row in rows] for rows in results]
    return [[row[:2] for row in results[0]], [[plain(results[1][0][0])]]]


def compare(name, one, other, whose):
    if one != other:
        differ = [(a, b) for here, there in zip(one, other) for a, b in zip(here, there) if a != b][:3]
        raise SystemExit(f"{name}: {whose} answers otherwise: {differ or [list(map(len, one)), list(map(len, other))]}")


# --- time ---------------------------------------------------------------------------------------------------------------


class Asked:
    """One question to one server, again and again: a call gives the milliseconds of the quickest answer."""

    def __init__(self, rig, client, target):
        self.rig, self.client, self.target = rig, client, target
        self.body, self.took = b"", 0

    def __call__(self):
        # once is enough of what takes very long: it was warmed up by taking so long
        if self.took > 10000:
            return self.took
        end, times, self.took = time.perf_counter() + self.rig.seconds, 0, math.inf
        while times == 0 or (times < TIMES and time.perf_counter() < end):
            took, self.body = self.client.get(self.target)
            self.took, times = min(self.took, took), times + 1
        return self.took


@dataclass
class Figures:
    """One question; milliseconds, and kibibytes of the server meanwhile. What was not measured is None."""
    name: str
    ours: float
    duckdb: float | None
    former: float | None
    kib: int = 0

    @property
    def ratio(self):
        return self.ours / self.duckdb if self.duckdb else None

    @property
    def faster(self):
        return self.former / self.ours if self.former else None


def measure(rig, question, server, duckdb, former):
    name, target, sql = question
    with ExitStack() as stack:
        asked = [Asked(rig, stack.enter_context(Client(one.port)), target) for one in (server, former) if one]
        works = [*asked, *([lambda: duckdb.ask(sql, TIMES, rig.seconds)[0]] if duckdb else [])]
        with Memory(server.pid) as memory:
            medians = rig.in_turn(*works)
    answer = said(target, asked[0].body)
    if former:
        compare(name, answer, said(target, asked[1].body), "the former build")
    if duckdb:
        compare(name, answer, said_by_duckdb(target, duckdb.ask(sql)[1]), "DuckDB")
    return Figures(name, medians[0], medians[-1] if duckdb else None, medians[1] if former else None, memory.kib)


# --- the section --------------------------------------------------------------------------------------------------------


def verdict(met):
    return {True: "met", False: "MISSED", None: ""}[met]


def print_questions(rig, rows, lines):
    """Each question with its limits: at most as long as DuckDB takes, or, of many rows, as long as a reader waits; of a
    former build's time a tenth, of its four slowest answers a hundredth."""
    slowest = sorted((line.former for line in lines if line.former), reverse=True)[:4]
    print(f"  {'questions on ' + format(rows, ',') + ' observations':56} {'hiraku':>12} {'DuckDB':>12} {'':6} {'ratio':>7} "
          f"{'target':>7} {'':7}{'former':>12} {'faster':>8} {'target':>7}")
    for line in lines:
        limit, met, wanted = None, None, "–"
        if rows >= MANY:
            limit, met, wanted = 250, line.ours <= 250, "≤ 250ms"
        elif rows >= FEWEST and line.ratio:
            limit, met, wanted = 1.0, line.ratio <= 1.0, "≤ 1"
        times = (100 if line.former in slowest else 10) if line.faster and rows >= FEWEST else None
        quicker = line.faster >= times if times else None
        rig.record(f"{line.name}, of {rows:,}", line.ours, line.duckdb, "ms", line.ratio, None, limit, met, line.kib)
        if line.former:
            rig.record(f"{line.name}, of {rows:,}, former build", line.ours, line.former, "ms", line.faster, times, None, quicker)
        print(f"{line.name:58.58} {line.ours:12,.2f} {line.duckdb or 0:12,.2f} {'ms':6} {line.ratio or 0:7.2f} {wanted:>7} "
              f"{verdict(met):7}{line.former or 0:12,.2f} {line.faster or 0:7,.1f}x {'≥ ' + str(times) if times else '–':>7} "
              f"{verdict(quicker)}", flush=True)


def print_sums(rig, rows, lines):
    ratios = [line.ratio for line in lines if line.ratio]
    if ratios:
        target = 0.7 if rows >= MANY else 0.5 if rows >= FEWEST else None
        rig.line(f"questions of {rows:,}: geometric mean of the ratios", math.exp(sum(map(math.log, ratios)) / len(ratios)),
                 None, "", None, at_most=target)
        rig.line(f"questions of {rows:,}: the largest ratio", max(ratios), None, "", None)
    faster = [line.faster for line in lines if line.faster]
    if faster:
        rig.line(f"questions of {rows:,}: least times faster than before", min(faster), None, "", None)


def ask_all(rig, rows, duckdb):
    store = rig.store(rows, downloads=False)
    former_store = rig.store(rows, downloads=False, former=True) if rig.former else None
    former = Server(rig, former_store, *PATIENCE, program=rig.former) if rig.former else None
    try:
        with Server(rig, store, *PATIENCE) as server:
            return [measure(rig, question, server, duckdb, former) for question in QUESTIONS]
    finally:
        if former:
            former.__exit__()


def questions(rig):
    """The twelve questions, of BENCH_ROWS and of BENCH_ROWS_MAX."""
    for rows in sorted({ROWS, ROWS_MAX}):
        if DuckDB.is_there(rig):
            with DuckDB(rig, rows) as duckdb:
                lines = ask_all(rig, rows, duckdb)
        else:
            rig.say("DuckDB is not installed: the questions are measured without it")
            lines = ask_all(rig, rows, None)
        print_questions(rig, rows, lines)
        print_sums(rig, rows, lines)


def clients(rig):
    """The memory of a server that is asked all the questions by 32 at the same time; what it maps is named by itself."""
    store = rig.store(ROWS, downloads=False)
    with Server(rig, store, *PATIENCE) as server:
        with Memory(server.pid) as memory:
            loads = []
            for n, (_, target, _) in enumerate(QUESTIONS):
                connections = CLIENTS // len(QUESTIONS) + (n < CLIENTS % len(QUESTIONS))
                loads.append(subprocess.Popen([rig.folder / "load", "127.0.0.1", str(server.port), str(connections),
                                               str(rig.seconds * rig.runs), target], stdout=subprocess.PIPE, encoding="utf-8"))
            for load in loads:
                statuses = json.loads(load.communicate()[0] or "{}").get("statuses")
                if load.returncode or list(statuses) != ["200"]:
                    raise SystemExit(f"{load.args[-1]}: {statuses}")
    rig.line(f"memory, {CLIENTS} clients with the questions, no cache", memory.kib / 1024, None, "MiB", None, memory.kib, at_most=64)
    rig.line("the same: mapped files (RssFile)", memory.mapped_kib * 1024 / MIB, None, "MiB", None)
