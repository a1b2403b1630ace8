"""Spoilt tables: no crash, no silent change, no flood, and every refusal says where.

Over the examples of the template. HIRAKU_MUTATE_COUNT tables (150) from HIRAKU_MUTATE_SEED on; a failure
names the seed, and HIRAKU_MUTATE_SEED=seed HIRAKU_MUTATE_COUNT=1 repeats it.
"""

import collections
import csv
import json
import os
import shutil
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import ROOT, publish_directory, run_program
from mutator import as_spreadsheet, mutate

COUNT = int(os.environ.get("HIRAKU_MUTATE_COUNT", "150"))
SEED = int(os.environ.get("HIRAKU_MUTATE_SEED", "1"))
WORKERS = 2
LINES_MOST = 60
WHOLE_FILE = {"not-csv", "empty-file", "file-too-large", "no-header"}
WHOLE_ROW = {"blank-line", "total-row", "note-row", "second-header", "header-below", "no-header", "wide-table", "tab-separated",
             "other-separator", "lone-cr", "duplicate-key", "duplicate-period", "cycle", "too-many-columns", "repeated-column"}
TEMPLATE = ROOT / "contrib" / "instances" / "template"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The published examples: where they are, the store, the rows of each table."""
    folder = tmp_path_factory.mktemp("mutate")
    instance = folder / "instance"
    shutil.copytree(TEMPLATE / "examples", instance / "data", ignore=shutil.ignore_patterns("pages", "site"))
    shutil.copy(TEMPLATE / "instance.json", instance)
    publish_directory(folder / "store", instance)
    tables = {}
    for path in sorted((instance / "data").glob("*.csv")):
        with open(path, encoding="utf-8-sig", newline="") as file:
            tables[path.stem] = list(csv.reader(file))
    return folder, tables


def plain(text):
    """A cell as it is compared: what is invisible and white space at the ends is none of it."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(c for c in text if c not in "\u200b\u00ad\u2060\ufeff")
    return text.strip(" \t\n\u3000\u00a0\ufeff\u2003")


def is_record(row):
    cells = [plain(cell) for cell in row if plain(cell)]
    return bool(cells) and not (len(cells) == 1 and plain(row[0]).startswith("# "))


def shown(rows, change):
    """What the spreadsheet shows in the cell of a change, by the header in row 1; "" where that cannot be told."""
    header = [plain(cell) for cell in rows[0]]
    if header.count(change["column"]) != 1 or header.count("id") != 1:
        return ""
    at, key = header.index(change["column"]), header.index("id")
    return "".join(plain(row[at]) for row in rows[1:] if at < len(row) and plain(row[key]) == change["id"])


def silent_changes(report, table, rows, before):
    """What would be published otherwise than the spreadsheet shows, without a finding that says so."""
    wrong = []
    cells = {plain(cell) for row in rows for cell in row}
    said = {plain(f["mended"]) for f in report["findings"] if f["mended"]}
    keys = {plain(cell) for row in rows[1:] for cell in row}
    for change in report["changes"]:
        if change["table"] != table:
            wrong.append(("another table", change))
        elif change["change"] == "removed" and "." not in change["id"] and change["id"] in keys:
            wrong.append(("removed", change))
        elif change["change"] == "modified" and change["new"] and plain(change["new"]) not in cells | said:
            wrong.append(("changed", change))
        elif change["change"] == "modified" and not change["new"] and shown(rows, change):
            wrong.append(("emptied", change))
    lost = sum(map(is_record, before[1:])) - sum(map(is_record, rows[1:]))
    if report["rows"] + lost != sum(sum(map(is_record, t[1:])) for t in [before]) + report["others"]:
        wrong.append(("rows", report["rows"], lost))
    return wrong


def misplaced(report, height):
    """Errors that do not say where."""
    wrong = []
    for f in report["findings"]:
        if f["severity"] != "error" or not f["file"].endswith(".csv"):
            continue
        row = f["line"] is not None and 1 <= f["line"] <= height + 1
        if not (row or f["rule"] in WHOLE_FILE) or not (f["column"] or f["rule"] in WHOLE_ROW | WHOLE_FILE):
            wrong.append((f["rule"], f["file"], f["line"], f["column"]))
    return wrong


def try_seed(folder, tables, seed, instance):
    """(what is wrong, the exit code) of one spoilt table."""
    table = sorted(tables)[seed % len(tables)]
    content, encoding, done = mutate(tables[table], seed)
    path = instance / "data" / f"{table}.csv"
    original = path.read_bytes()
    path.write_bytes(content)
    try:
        result = run_program("publish", "--dry-run", "--json", "--all", "--store", folder / "store", instance)
        if result.returncode not in (0, 1):
            return [("exit", result.returncode, result.stderr[-400:])], result.returncode
        report = json.loads(result.stdout)
        rows = as_spreadsheet(content, encoding)
        if result.returncode == 1:
            height = max([len(rows)] + [len(t) for t in tables.values()] + [content.count(b"\n") + content.count(b"\r")])
            wrong = misplaced(report, height)
            text = run_program("check", "--lang", "ja", instance)
            if len(text.stdout.splitlines()) > LINES_MOST:
                wrong.append(("flood", len(text.stdout.splitlines())))
        else:
            report["others"] = sum(sum(map(is_record, t[1:])) for name, t in tables.items() if name != table)
            wrong = silent_changes(report, table, rows, tables[table])
        return [(seed, table, done, encoding, *w) for w in wrong], result.returncode
    finally:
        path.write_bytes(original)


def test_spoilt_tables(base, tmp_path):
    folder, tables = base

    def work(worker):
        instance = tmp_path / f"instance{worker}"
        shutil.copytree(folder / "instance", instance)
        wrong, codes = [], collections.Counter()
        for seed in range(SEED + worker, SEED + COUNT, WORKERS):
            one, code = try_seed(folder, tables, seed, instance)
            wrong += one
            codes[code] += 1
        return wrong, codes

    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(work, range(WORKERS)))
    wrong = [w for one, _ in results for w in one]
    codes = sum((c for _, c in results), collections.Counter())
    print(f"seeds {SEED}–{SEED + COUNT - 1}: {dict(codes)}")
    assert not wrong, "\n".join(map(str, wrong[:20])) + f"\n{len(wrong)} in all"
    assert COUNT < 100 or (codes[0] > 0 and codes[1] > 0)
