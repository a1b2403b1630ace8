"""Every test that contrib/docs/standards.md names as a proof exists, and none of the 35 practices is left out."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = (ROOT / "contrib" / "docs" / "standards.md").read_text(encoding="utf-8")
PRACTICES = re.findall(r"^\| (\d+) \|(.+)\|(.+)\|(.+)\|$", TEXT, re.MULTILINE)


def missing(text):
    """The tests that it names and that are not there."""
    wrong = []
    for path, name in re.findall(r"`([\w./-]+)::(\w+)`", text):
        file = ROOT / path
        if not file.is_file() or not re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE):
            wrong.append(f"{path}::{name}")
    return wrong


def test_all_35_best_practices_are_there_in_their_order():
    assert [int(number) for number, *_ in PRACTICES] == list(range(1, 36))


def test_every_standard_names_a_test():
    rows = [line for line in TEXT.split("\n") if line.startswith("| ") and "---" not in line]
    assert [row for row in rows if "::test_" not in row and "Proved by" not in row] == []


def test_every_test_that_is_named_exists():
    assert missing(TEXT) == []


def test_a_test_that_is_not_there_is_found():
    assert missing("`tests/docs/test_standards.py::test_nothing`") == ["tests/docs/test_standards.py::test_nothing"]
    assert missing("`tests/docs/test_nothing.py::test_nothing`") == ["tests/docs/test_nothing.py::test_nothing"]
