"""What `hiraku check` says of instance.json: encodings, JSON, addresses."""

import json
import re

import pytest

from small_instance import INSTANCE, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "town")


@pytest.fixture
def errors(run, instance):
    def found():
        report = json.loads(run("check", "--json", instance.path).stdout)
        return [f for f in report["findings"] if f["severity"] == "error"]
    return found


@pytest.mark.parametrize("encoding", ["cp932", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read_as_those_of_tables(encoding, run, errors, instance, tmp_path):
    text = json.dumps(INSTANCE, ensure_ascii=False, indent=1).replace("試験市", "東浜市役所のオープンデータ")
    (instance.path / "instance.json").write_bytes(text.encode(encoding))
    assert errors() == []
    store = tmp_path / "store"
    assert run("publish", "--store", store, instance.path).returncode == 0
    published = json.loads((store / "current" / "instance.json").read_text(encoding="utf-8"))
    assert published["publisher_name_ja"] == "東浜市役所のオープンデータ"


def test_bytes_of_no_encoding_are_an_error_of_encoding(errors, instance):
    (instance.path / "instance.json").write_bytes(b'{"title_ja": "\xff\xff\x80\xfe\x81"}')
    assert [f["rule"] for f in errors()] == ["json-encoding"]


@pytest.mark.parametrize("text, line", [
    ('{\n "title_ja": "x",\n "title_en": "y",\n}', 3), ('{\n "title_ja": "x"\n "title_en": "y"}', 2),
    ("{\n 'title_ja': 'x'}", 2), ('{\n\n "title_ja"： "x"}', 3), ('{"title_ja": "x"', 1), ("[]", 1),
    ('{\n "title_ja": "x\ty"}', 2), ('{\n "title_ja": "x",\n "title_ja": "y"}', 3)])
def test_json_errors_are_told_in_the_reader_s_language_with_the_line(text, line, run, errors, instance):
    (instance.path / "instance.json").write_text(text, encoding="utf-8")
    found = [f for f in errors() if f["file"] == "instance.json"]
    assert [f["line"] for f in found] == [line]
    words = re.sub("JSON|title_ja|instance.json", "", found[0]["message_ja"])
    assert not re.search("[a-zA-Z]{3}", words) and not re.search("[ぁ-ん]", found[0]["message_en"])
    done = run("check", "--lang", "ja", instance.path)
    assert f"instance.json:{line}: " in done.stdout


@pytest.mark.parametrize("written", ["mailto:open@town.example.jp", "open＠town.example.jp", "<open@town.example.jp>"])
def test_an_address_with_more_than_an_address_names_the_bare_one(written, errors, instance):
    instance.instance(contact_email=written)
    found = errors()
    assert [(f["column"], f["mended"]) for f in found] == [("contact_email", "open@town.example.jp")]
