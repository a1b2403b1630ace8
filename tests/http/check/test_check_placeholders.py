"""What is left of the template in an instance: a trial of the template, or a mistake of one who publishes in earnest."""

import json
import shutil

import pytest

from conftest import ROOT

TEMPLATE = ROOT / "contrib" / "instances" / "template"
OWN = {
    "title_ja": "磯辺町 データ", "title_en": "Isobe Town data", "description_ja": "磯辺町のデータ", "description_en": "Data of Isobe Town",
    "publisher_name_ja": "磯辺町", "publisher_name_en": "Isobe Town", "publisher_code": "011002",
    "base_url": "https://data.isobe.test", "attribution_ja": "出典: 磯辺町", "attribution_en": "Source: Isobe Town",
    "contact_name_ja": "磯辺町 企画課", "contact_name_en": "Isobe Town, Planning", "contact_url": "https://isobe.test/contact/",
}


@pytest.fixture
def check(run, tmp_path):
    shutil.copytree(TEMPLATE, tmp_path / "town")
    path = tmp_path / "town" / "instance.json"

    def findings(**changes):
        texts = {**json.loads(path.read_text(encoding="utf-8")), **changes}
        path.write_text(json.dumps({k: v for k, v in texts.items() if v is not None}, ensure_ascii=False, indent=1),
                        encoding="utf-8")
        return [f for f in json.loads(run("check", "--json", tmp_path / "town").stdout)["findings"]
                if f["file"] == "instance.json"]
    return findings


def test_the_template_itself_names_every_key_to_replace(check):
    found = check()
    assert [f["rule"] for f in found] == ["untouched"]
    assert set(found[0]["expected"].split(", ")) == set(OWN)


def test_an_instance_of_one_s_own_has_nothing_of_it(check):
    assert check(**OWN) == []


@pytest.mark.parametrize("key", sorted(OWN))
def test_each_key_that_is_left_is_an_error(key, check):
    found = check(**{k: v for k, v in OWN.items() if k != key})
    assert [(f["rule"], f["severity"], f["column"]) for f in found] == [("placeholder", "error", key)]
    assert found[0]["line"] > 0


def test_a_key_that_is_not_used_may_go(check):
    assert check(**{**OWN, "description_en": None, "contact_name_en": None}) == []


def test_the_name_of_the_template_within_a_text_is_left_too(check):
    name = json.loads((TEMPLATE / "instance.json").read_text(encoding="utf-8"))["publisher_name_ja"].split("（")[0]
    found = check(**{**OWN, "attribution_ja": f"出典: {name}の資料（磯辺町が加工）"})
    assert [(f["column"], f["value"]) for f in found] == [("attribution_ja", name)]


def test_what_this_machine_alone_serves_needs_no_code_of_its_own(check):
    assert check(**{**OWN, "base_url": "http://127.0.0.1:8080", "publisher_code": "000001"}) == []


@pytest.mark.parametrize("key, text, word", [
    ("title_ja", "〇〇町のデータ", "〇〇"), ("publisher_name_ja", "△△村", "△△"), ("contact_name_ja", "磯辺町（架空） 総務課", "（架空）"),
    ("title_en", "Isobe Town data (template)", "(template)")])
def test_signs_that_stand_for_a_name_are_a_warning(key, text, word, check):
    assert [(f["rule"], f["severity"], f["column"], f["value"]) for f in check(**{**OWN, key: text})] == [
        ("dummy-text", "warning", key, word)]


@pytest.mark.parametrize("key, text", [
    ("description_ja", "磯辺町のデータです。自分の市の説明に書き換えてください。"),
    ("description_en", "Data of Isobe Town. Replace this by a description of your own.")])
def test_the_sentence_that_asks_for_another_text_is_an_error(key, text, check):
    assert [(f["rule"], f["column"]) for f in check(**{**OWN, key: text})] == [("placeholder", key)]
