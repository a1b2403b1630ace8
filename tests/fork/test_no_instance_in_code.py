"""The program names no place, no licence and no address of an instance: those are data.

Looks at string literals of the C sources and at the hand-written part of the API document. A comment may
give an example.
"""

import csv
import json
import re

import pytest

import c_source

FOLDERS = ("api", "exporters", "include")
REFERENCE = c_source.ROOT / "contrib/instances/sample/data/reference/municipalities.csv"
SAMPLE = c_source.ROOT / "contrib/instances/sample"
BASE = c_source.ROOT / "openapi/base.json"

# Hosts of the vocabularies and standards that the model and the writers refer to.
VOCABULARIES = {
    "www.w3.org", "purl.org", "xmlns.com", "schema.org", "w3id.org", "data.europa.eu", "qudt.org",
    "data.e-stat.go.jp", "reference.data.gov.uk", "spdx.org", "publications.europa.eu", "www.iana.org",
    "json-schema.org", "spec.openapis.org", "www.rfc-editor.org", "www.sitemaps.org", "rdfs.org", "mlcommons.org",
    "modelcontextprotocol.io", "docs.ckan.org",
}
# Addresses that mean nobody: RFC 2606, RFC 6761, this machine, the word for any host.
NOBODY = re.compile(r"(host|127\.0\.0\.1|localhost|(.+\.)?example(\.(com|net|org|jp))?)(:\d+)?$")
LICENCE = re.compile(r"creativecommons|CC[- ]BY|CC0|public_data_license|PDL ?1\.0|政府標準利用規約")
KANJI = r"[\u3400-\u9fff々ヶケノ]"


def literals():
    for path in c_source.sources(*FOLDERS):
        for line, literal in c_source.strings(path):
            yield f"{path}:{line}", literal


def documented():
    """Every text of openapi/base.json, keys included, but for the examples of the committed document, which
    is that of the sample. An instance does not show them (test_cities.py)."""
    def walk(value, where):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield where, key
                yield from walk(inner, f"{where}/{key}")
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, where)
        elif isinstance(value, str):
            yield where, value
    document = json.loads(BASE.read_text(encoding="utf-8"))
    assert document["x-hiraku-examples"].pop("sample"), "there is nothing to leave out any more"
    return walk(document, "openapi/base.json")


def texts():
    yield from literals()
    yield from documented()


def places():
    """Names of prefectures and municipalities: in Japanese with and (prefectures, designated cities)
    without their ending, in English as far as the reference has them."""
    with open(REFERENCE, encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["kind"] == "country":
                continue
            if re.match(KANJI + r"{2,}", row["name_ja"]):
                yield row["name_ja"]
            stem = row["name_ja"][:-1]
            if row["kind"] in ("prefecture", "designated_city") and len(stem) > 1:
                yield row["name_ja"] if stem == "北海" else stem
            if row["name_en"]:
                yield row["name_en"]


def place_pattern():
    words = sorted(set(places()), key=len, reverse=True)
    assert len(words) > 1700
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    other = "|".join(re.escape(word) for word in words if not word.isascii())
    # 大分 is also the first half of 大分類.
    return re.compile(rf"\b(?i:{latin})\b|(?!大分類)(?:{other})")


def test_a_place_in_a_text_would_be_found():
    pattern = place_pattern()
    assert pattern.search("いま 横浜 では") and pattern.search("Tokyo, and") and pattern.search("札幌市")
    assert not pattern.search("大分類") and not pattern.search("日本")


def test_no_place_is_named_in_the_program():
    pattern = place_pattern()
    assert [(where, text, pattern.search(text)[0]) for where, text in texts()
            if pattern.search(text)] == []


def test_no_licence_is_named_in_the_program():
    assert [(where, text) for where, text in texts() if LICENCE.search(text)] == []


def test_every_address_in_the_program_is_that_of_a_vocabulary_or_of_nobody():
    wrong = []
    for where, text in texts():
        for host in re.findall(r"https?://([A-Za-z0-9\[][A-Za-z0-9.:\[\]_-]*)", text):
            if host not in VOCABULARIES and not NOBODY.match(host):
                wrong.append((where, host))
    assert wrong == []


def sample_names():
    """Ids and names of what the sample publishes, and of who publishes it."""
    for table in ("programs", "startups", "organizations", "kpis", "sources", "rounds"):
        with open(SAMPLE / "data" / f"{table}.csv", encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for column in ("id", "name_ja", "name_en", "title_ja", "title_en"):
                    name = row.get(column) or ""
                    if len(name.encode()) >= 9:
                        yield name
    instance = json.loads((SAMPLE / "instance.json").read_text(encoding="utf-8"))
    yield from (instance[key] for key in instance if key.startswith(("title", "publisher_name")))


@pytest.mark.parametrize("where, part", [("sources", literals), ("API document", documented)])
def test_nothing_of_the_sample_is_named_in_the_program(where, part):
    names = set(sample_names())
    assert len(names) > 50
    assert [(place, text) for place, text in part() for name in names if name in text] == [], where
