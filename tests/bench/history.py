"""A history of releases: what it takes of the disk, and what a publish takes because of it."""

import csv
import os
import shutil
import subprocess

from rig import MIB, ROWS, seconds

RELEASES = int(os.environ.get("BENCH_RELEASES", "50"))
CHANGED = int(os.environ.get("BENCH_CHANGED", "1000"))


def bytes_of(folder):
    """Of every file once, however many names it has."""
    files = {(info.st_dev, info.st_ino): info.st_blocks * 512
             for info in (path.lstat() for path in folder.rglob("*")) if info.st_nlink}
    return sum(files.values())


class Revised:
    """An instance of which each release revises other rows: another value, one in ten withdrawn or given again."""

    def __init__(self, rig):
        self.rig, self.path = rig, rig.folder / "instance-history"
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(rig.instance(ROWS), self.path)
        self.file = self.path / "data/observations.csv"
        with open(self.file, encoding="utf-8", newline="") as file:
            self.header, *self.rows = csv.reader(file)
        self.value, self.gone, self.number = self.header.index("value"), [], 0

    def revise(self):
        self.number += 1
        back, self.gone = self.gone, []
        step = max(1, len(self.rows) // CHANGED)
        for n, at in enumerate(range(self.number % step, len(self.rows), step)):
            if n % 10 == 0:
                self.gone.append(self.rows[at])
                self.rows[at] = None
            else:
                self.rows[at][self.value] = f"{(self.number * 7919 + n) % 10000}.{n % 100:02d}"
        self.rows = [row for row in self.rows if row] + back
        with open(self.file, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(self.header)
            writer.writerows(self.rows)

    def publish(self, store):
        self.rig.say(f"publishing revision {self.number} into {store.name}")
        return seconds(self.rig.hiraku, "publish", *self.rig.no_downloads, "--keep", "1", "--store", store, self.path)


def history(rig):
    """Many releases that each change some rows, beside a store that has the last of them alone."""
    folders = [rig.folder / name for name in ("store-history", "store-alone", "store-two")]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    store, alone, two = folders
    revised = Revised(rig)
    for number in range(RELEASES):
        if number:
            revised.revise()
        revised.publish(store)
    revised.publish(alone)
    changes = sum(path.stat().st_size for path in store.glob("releases/*/changes.csv"))
    extra = (bytes_of(store) - bytes_of(alone)) / MIB
    rig.line(f"disk of {RELEASES} releases of {ROWS:,} rows, {CHANGED:,} changed", extra, None, "MiB", None,
             at_most=2 * changes / MIB + 64)
    rig.say(f"the changes as CSV: {changes / MIB:.1f} MiB")
    took = seconds(rig.hiraku, "verify", "--store", store)
    rig.line("verify of all of them", took, None, "s", None)

    def without():
        shutil.rmtree(two, ignore_errors=True)
        subprocess.run(["cp", "-a", alone, two], check=True)
        return revised.publish(two)

    revised.revise()
    figures = [[], []]
    for _ in range(rig.runs):
        again = rig.folder / "store-again"
        shutil.rmtree(again, ignore_errors=True)
        subprocess.run(["cp", "-a", store, again], check=True)
        figures[0].append(revised.publish(again))
        figures[1].append(without())
        shutil.rmtree(again, ignore_errors=True)
    ours, theirs = (sorted(figure)[len(figure) // 2] for figure in figures)
    rig.line("publish of a small change, and the same without a history", ours, theirs, "s", None, more_is_better=False, at_most=1.3)
    for folder in (*folders, revised.path):
        shutil.rmtree(folder, ignore_errors=True)
