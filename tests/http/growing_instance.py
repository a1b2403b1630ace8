"""An instance to which programmes are added while it is served."""

import csv
import shutil
import threading

import pytest
import requests

from conftest import SAMPLE


def fetch(server, path):
    return requests.get(server.url + path, timeout=30)


@pytest.fixture
def instance(tmp_path):
    directory = tmp_path / "instance"
    shutil.copytree(SAMPLE, directory)
    return directory


def add_programs(directory, prefix, count):
    """Copies of the first row under new ids; returns the filter that selects such rows."""
    path = directory / "data" / "programs.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index("id")
    for number in range(count):
        row = list(rows[1])
        row[at] = f"{prefix}-{number}"
        rows.append(row)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return "status=" + rows[1][rows[0].index("status")]


def wait_for_release(server, number):
    for _ in range(60):
        if fetch(server, "/readyz").json()["release"] >= number:
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"release {number} was not picked up")
