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


def replace(instance, before, after):
    path = instance.path / "instance.json"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize("written, mended", [
    ("141003", '"141003"'), ('["141003"]', '"141003"'), ("false", '"false"'), ('{"code": "141003"}', None), ('["a", "b"]', None)])
def test_a_value_of_another_type_is_shown_with_what_to_write(written, mended, errors, instance):
    replace(instance, '"publisher_code": "141003"', f'"publisher_code": {written}')
    found, = errors()
    assert (found["rule"], found["column"], found["mended"]) == ("json-type", "publisher_code", mended)
    assert json.loads(found["value"]) == json.loads(written) and found["line"] == 5
    assert mended is None or f"{mended} と書いてください" in found["message_ja"]


@pytest.mark.parametrize("empty", ['""', "null"])
def test_an_empty_value_is_not_called_a_missing_key(empty, errors, instance):
    replace(instance, '"licence_name_ja": "CC BY 4.0"', f'"licence_name_ja": {empty}')
    assert [(f["rule"], f["line"], f["column"]) for f in errors()] == [("empty-key", 8, "licence_name_ja")]


@pytest.mark.parametrize("name", ["instance.json.txt", "INSTANCE.json", "instance.Json", "instance (2).json", "instance_old.json"])
def test_a_file_of_nearly_the_right_name_is_to_be_renamed(name, errors, instance):
    (instance.path / "instance.json").rename(instance.path / name)
    assert [(f["rule"], f["value"], f["mended"]) for f in errors()] == [("near-instance-file", name, "instance.json")]


def test_without_such_a_file_that_of_the_template_is_to_be_copied(errors, instance):
    (instance.path / "instance.json").rename(instance.path / "settings.json")
    assert [f["rule"] for f in errors()] == ["no-instance-file"]


@pytest.mark.parametrize("written, mended", [("１４１００３", "141003"), ("14-1003", "141003"), ("14100", "141003"), ("東浜市", None)])
def test_a_code_written_otherwise_names_the_code(written, mended, errors, instance):
    instance.instance(publisher_code=written)
    assert [(f["column"], f["value"], f["mended"]) for f in errors()] == [("publisher_code", written, mended)]
