"""Every claim of contrib/docs/security.md names a test, and the test is there."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = (ROOT / "contrib" / "docs" / "security.md").read_text(encoding="utf-8")
TESTS = "\n".join(path.read_text(encoding="utf-8") for pattern in ("*.py", "*.c")
                  for path in (ROOT / "tests").rglob(pattern))


def rows(heading):
    section = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][1:]


def defined():
    return set(re.findall(r"^def (test_\w+)\(|^static void (test_\w+)\(", TESTS, re.MULTILINE))


def test_every_named_test_exists():
    names = {one or other for one, other in defined()}
    named = re.findall(r"`(test_\w+)`", TEXT)
    assert len(named) >= 20
    assert [name for name in named if name not in names] == []


def test_every_claim_names_a_test():
    claims = rows("The process") + rows("Requests")
    assert len(claims) >= 10
    assert [line for line in claims if not re.search(r"`test_\w+` \|$", line)] == []


def test_all_ten_risks_are_there():
    risks = rows("OWASP API Security Top 10 (2023)")
    assert [re.match(r"\| (API\d+) ", line)[1] for line in risks] == [f"API{i}" for i in range(1, 11)]
    assert [line for line in risks if not re.search(r"`test_\w+` \|$", line)] == []


def test_the_settings_of_the_limits_exist():
    known = set(re.findall(r"^SETTING_\w+\((\w+),", (ROOT / "include/hiraku/base/config.def").read_text(), re.MULTILINE))
    named = re.findall(r"`([a-z_]+)`", "\n".join(rows("Limits")))
    assert len(named) >= 15 and set(named) <= known
