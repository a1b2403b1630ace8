"""Releases as they are made: how long checking and publishing take, and how large a release is."""

import shutil
import subprocess

from rig import MIB, ROWS, seconds
from table import SEARCH, create_indexes, create_table, sqlite_file


def compare(rig, name, ours, former, target):
    """One work of the program, and of the former build if there is one: seconds, how many times faster."""
    if not rig.former:
        rig.line(name, rig.in_turn(ours)[0], None, "s", None)
        return
    rig.line(f"{name}, former build", *rig.in_turn(ours, former), "s", target, more_is_better=False)


def publish_new(rig, program, *options):
    """Seconds of a first publish, into a store that is thrown away."""
    fresh = rig.folder / "store-new"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        return seconds(program, "publish", *options, "--store", fresh, rig.instance(ROWS))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check(rig):
    instance = rig.instance(ROWS)
    compare(rig, f"check of {ROWS:,} observations", lambda: seconds(rig.hiraku, "check", instance),
            lambda: seconds(rig.former, "check", instance), 3.0)


def publish(rig):
    """Publishing, and what sqlite3 takes to import the same table with the same indexes and search table; and a former
    build, with downloads and without."""
    database, table, target = sqlite_file(rig, ROWS), rig.folder / "table.csv", rig.folder / "import.sqlite"
    with open(table, "w", encoding="utf-8") as file:
        subprocess.run(["sqlite3", "-readonly", "-csv", database, "SELECT * FROM observations"], stdout=file, check=True)
    columns = subprocess.run(["sqlite3", "-readonly", database, "SELECT name FROM pragma_table_info('observations') WHERE pk=0"],
                             capture_output=True, encoding="utf-8", check=True).stdout.split()
    # the terms that search.h makes of the generated texts, 延べN回
    fill = ("INSERT INTO observations_text(rowid,terms) SELECT rowid,'延べ べ '||substr(text,3,length(text)-3)||' 回' "
            "FROM observations WHERE text<>'';")
    script = (f"PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;\n{create_table(columns)}\n.mode csv\n"
              f".import {table} observations\n{create_indexes()}\n{SEARCH}\n{fill}\n")

    def theirs():
        target.unlink(missing_ok=True)
        return seconds("sqlite3", target, input=script.encode())

    def ours():
        return publish_new(rig, rig.hiraku, *rig.no_downloads)

    def former():
        return publish_new(rig, rig.former, *rig.no_downloads)

    name = f"publish of {ROWS:,} new observations"
    seconds_of = rig.in_turn(ours, theirs, *([former] if rig.former else []))
    rig.line(name, *seconds_of[:2], "s", None, at_most=3)
    if rig.former:
        rig.line(f"{name}, former build", seconds_of[0], seconds_of[2], "s", 2.5, more_is_better=False)
    for leftover in (table, target):
        leftover.unlink(missing_ok=True)
    compare(rig, "the same with downloads", lambda: publish_new(rig, rig.hiraku), lambda: publish_new(rig, rig.former), 2.5)


def bytes_kept(store):
    """Of everything in the current release that is no download."""
    release = (store / "current").resolve()
    return sum(path.stat().st_size for path in release.rglob("*")
               if path.is_file() and path.relative_to(release).parts[0] != "files")


def size(rig):
    ours = bytes_kept(rig.store(ROWS, downloads=False)) / MIB
    former = bytes_kept(rig.store(ROWS, downloads=False, former=True)) / MIB if rig.former else None
    rig.line(f"release of {ROWS:,} observations, no downloads", ours, former, "MiB", None, at_most=0.25 if former else None)
