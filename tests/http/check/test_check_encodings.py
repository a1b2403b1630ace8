"""Files in the encodings that offices have: each is read as it is, or refused by name; never garbage.

The texts are made up. What the bytes of an encoding are is said by Python's codecs.
"""

import itertools
import json

import pytest

from small_instance import SOURCES, Instance

WORDS = ["カタログ", "ひらがなの文", "株式会社みほん", "東京都千代田区", "実証実験の報告書", "さくら市", "ソーシャル", "表計算ソフト能力",
         "〒100-0001", "令和６年度（速報）", "「試行」・検証", "有限会社アオゾラ", "髙橋製作所" , "ﾊﾝｶｸｶﾅ と漢字", "①番目の案", "ー", "ア", "データ",
         "ハナノ市役所企画課", "つくる・つなぐ", "山田", "関西国際空港", "保健所", "防災マップ", "噂の饂飩", "Café の一覧です", "ナ"]
CODECS = {"cp932": "CP932", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP", "utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)",
          "utf-16": "UTF-16LE", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def look(run, instance):
    """The encoding that startups.csv is read as, and the findings about it but that."""
    def findings(content):
        (instance.path / "data" / "startups.csv").write_bytes(content)
        report = json.loads(run("check", "--json", instance.path).stdout)
        mine = [f for f in report["findings"] if f["file"].endswith("startups.csv")]
        read_as = [f["value"] for f in mine if f["rule"] == "read-as"]
        return read_as[0] if read_as else None, [f for f in mine if f["rule"] != "read-as"]
    return findings


def table(*names):
    return "\r\n".join(["id,name_ja,source", *[f"firm-{i},{name},plan" for i, name in enumerate(names)], ""])


def fits(text, codec):
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("codec", CODECS)
def test_many_words_in_each_encoding(look, codec):
    words = [word for word in WORDS if fits(word, codec)]
    read_as, findings = look(table(*words).encode(codec))
    assert read_as == CODECS[codec]
    assert not [f for f in findings if f["severity"] == "error"]


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "iso2022_jp"])
def test_one_word_is_read_as_it_is_or_refused(look, codec):
    """A file whose only text beyond ASCII is one word. None may be read as another encoding."""
    refused = []
    for word in WORDS:
        if word == "Café の一覧です" or not fits(word, codec):
            continue
        read_as, findings = look(table(word).encode(codec))
        if read_as is None:
            assert [f["rule"] for f in findings] == ["unknown-encoding"], word
            assert (findings[0]["line"], findings[0]["column"]) == (2, "B")
            refused.append(word)
        else:
            assert read_as == CODECS[codec], word
    assert len(refused) <= 1


@pytest.mark.parametrize("word", ["ｶﾅ", "ﾔﾏﾀﾞ", "ﾄｳｷｮｳ", "ｱ", "ｻﾔ", "ﾊﾅﾉｼ", "ﾐﾎﾝｼｮｳｶｲ", "ﾎﾟｽﾀｰ"])
def test_half_width_kana_alone_are_never_read_as_kanji(look, word):
    read_as, findings = look(table(word).encode("cp932"))
    assert read_as in ("CP932", None)
    read_as, _ = look(table(word, "市の窓口").encode("cp932"))
    assert read_as == "CP932"


def test_pairs_of_words_in_euc_jp(look):
    words = [word for word in WORDS if fits(word, "euc_jp") and len(word) > 1]
    for pair in itertools.islice(itertools.combinations(words, 2), 0, None, 11):
        read_as, _ = look(table(*pair).encode("euc_jp"))
        assert read_as == "EUC-JP", pair


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-8"])
@pytest.mark.parametrize("at", range(3))
def test_a_character_cut_in_the_middle_is_one_error_at_its_cell(look, codec, at):
    names = ["みほん商会", "株式会社ためし", "花園サービス"]
    rows = [f"firm-{i},".encode() + name.encode(codec) + b",plan" for i, name in enumerate(names)]
    rows[at] = f"firm-{at},".encode() + names[at].encode(codec)[:-1] + b",plan"
    read_as, findings = look(b"\r\n".join([b"id,name_ja,source", *rows, b""]))
    assert read_as == CODECS[codec]
    errors = [f for f in findings if f["severity"] == "error"]
    assert {(f["line"], f["column"]) for f in errors} == {(at + 2, "name_ja")} and len(errors) == 1


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-8"])
def test_a_stray_byte_is_one_error_at_its_cell(look, codec):
    content = table("みほん商会", "ためし@工房", "花園サービス").encode(codec).replace(b"@", b"\xff")
    read_as, findings = look(content)
    assert read_as == CODECS[codec]
    assert [(f["line"], f["column"]) for f in findings] == [(3, "name_ja")]


def test_text_is_published_as_written(run, instance, tmp_path):
    for number, codec in enumerate(["euc_jp", "iso2022_jp", "cp932", "utf-16"]):
        words = [word for word in WORDS if fits(word, codec) and "①" not in word and "髙" not in word]
        (instance.path / "data" / "startups.csv").write_bytes(table(*words).encode(codec))
        store = tmp_path / f"store{number}"
        done = run("publish", "--store", store, instance.path)
        assert done.returncode == 0, done.stdout
        out = run("export", "--store", store, "--format", "json", "startups").stdout
        assert sorted(item["name_ja"] for item in json.loads(out)["items"]) == sorted(words)


@pytest.mark.parametrize("content, name", [
    (b"PK\x03\x04\x14\0[Content_Types].xml....xl/workbook.xml", "Excel (.xlsx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel (.xls)"),
    (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    (b"<html><table><tr><td>id</td></tr></table></html>", "HTML"),
])
def test_other_files_named_csv_are_told_by_name(look, content, name):
    read_as, findings = look(content)
    assert read_as is None
    assert [(f["rule"], f["value"]) for f in findings] == [("not-csv", name)]


@pytest.mark.parametrize("word", ["Café", "5°", "3 × 4", "Zürich", "Москва", "Ωμέγα", "naïve", "10 µm"])
def test_utf8_without_japanese(look, word):
    read_as, findings = look(table(word).encode())
    assert read_as == "UTF-8" and not findings


def test_sources_in_another_encoding_than_the_rest(run, instance):
    (instance.path / "data" / "sources.csv").write_bytes("\n".join(SOURCES).encode("euc_jp"))
    assert run("check", instance.path).returncode == 0


@pytest.mark.parametrize("codec", ["utf-32", "utf-32-be"])
def test_utf_32_is_named(codec, run, instance):
    mark = b"" if codec == "utf-32" else b"\x00\x00\xfe\xff"
    (instance.path / "data" / "startups.csv").write_bytes(mark + "id,name_ja\naozora,青空製作所\n".encode(codec))
    found = json.loads(run("check", "--json", instance.path).stdout)["findings"]
    assert [(f["rule"], f["value"]) for f in found if f["severity"] == "error"] == [("not-csv", "UTF-32")]
