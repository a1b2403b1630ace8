"""What `hiraku check` says of tables laid out for people: headers, sums, notes, merged cells.

Names and figures are made up.
"""

import json

import pytest

from small_instance import OBSERVATION_HEADER, OBSERVATIONS, SOURCES, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def check(run, instance):
    def findings(severity=("error", "warning")):
        done = run("check", "--json", instance.path)
        assert done.returncode in (0, 1), done.stderr
        return [f for f in json.loads(done.stdout)["findings"] if f["severity"] in severity]
    return findings


def rules(findings):
    return [(f["rule"], f["line"]) for f in findings]


def test_names_that_are_no_columns_are_told_with_those_needed(check, instance):
    instance.write("sources", ["番号,文書,分類", *SOURCES[1:]])
    (found,) = check()
    assert found["rule"] == "no-header" and found["line"] == 1
    for text in (found["message_ja"], found["message_en"]):
        assert "番号" in text and "分類" in text and "id" in text and "title_ja" in text


def test_our_own_japanese_header_is_read(run, check, instance, tmp_path):
    done = run("publish", "--store", tmp_path / "store", instance.path)
    assert done.returncode == 0
    for table in ("observations", "sources", "kpis", "municipalities"):
        done = run("export", "--store", tmp_path / "store", "--format", "csv", "--headers", "ja", table)
        (instance.path / "data" / f"{table}.csv").write_text(done.stdout, encoding="utf-8")
    assert check() == []
    done = run("publish", "--store", tmp_path / "store", instance.path)
    assert done.returncode == 0 and (tmp_path / "store" / "current").resolve().name == "1"


def test_a_title_among_names_is_read_with_a_note(check, instance):
    instance.write("sources", ["id,title_ja,種別", *SOURCES[1:]])
    assert check() == []
    assert ("normalised", 1) in rules(check(("note",)))


def test_an_unknown_name_proposes_the_column_whose_title_is_in_it(check, instance):
    instance.write("observations", [OBSERVATION_HEADER.replace(",value,", ",実績の値,"), *OBSERVATIONS[1:]])
    (found,) = check()
    assert (found["rule"], found["mended"]) == ("unknown-column", "value")


def test_a_misnamed_required_column_is_no_finding_of_each_row(check, instance):
    instance.write("observations", [OBSERVATION_HEADER.replace("kpi", "測定"), *OBSERVATIONS[1:]])
    assert sorted(f["rule"] for f in check()) == ["missing-column", "unknown-column"]


def test_references_to_a_table_without_its_id_are_left_alone(check, instance):
    instance.write("sources", [SOURCES[0].replace("id", "番号"), *SOURCES[1:]])
    assert sorted(f["rule"] for f in check()) == ["missing-column", "unknown-column"]


@pytest.mark.parametrize("above", [["令和6年度の出典一覧"], ["出典一覧,,", ""], ["", "", ""],
                                   ["出典一覧,,", "担当: 企画課,,令和6年4月1日"]])
def test_rows_above_the_header(check, instance, above):
    instance.write("sources", [*above, *SOURCES, "third,題,x"])
    findings = check()
    assert [f["rule"] for f in findings] == ["header-below", "bad-code"]
    assert findings[0]["value"] == str(len(above) + 1)
    assert findings[1]["line"] == len(above) + 4


@pytest.mark.parametrize("second", ["ID,表題,種別", "id,title_ja,kind"])
def test_a_second_header(check, instance, second):
    instance.write("sources", [SOURCES[0], second, *SOURCES[1:]])
    assert rules(check()) == [("second-header", 2)]


def test_a_second_header_in_words_of_their_own(check, instance):
    instance.write("observations", [OBSERVATION_HEADER,
                                    "どの指標か,年度,種別,累計か,内訳,層,場所,数値,欠測,概数,確報,資料,備考",
                                    *OBSERVATIONS[1:]])
    assert rules(check()) == [("second-header", 2)]


def test_a_header_once_more_between_rows(check, instance):
    instance.write("observations", [*OBSERVATIONS[:3], OBSERVATION_HEADER, *OBSERVATIONS[3:]])
    assert rules(check()) == [("second-header", 4)]


@pytest.mark.parametrize("columns", ["2021年度,2022年度,2023年度", "R3,R4", "令和元年度,令和2年度", "2021,2022", "FY2021,FY2022",
                                     "４月,５月,６月", "平成30年度実績,令和元年度実績"])
def test_a_wide_table(check, instance, columns):
    width = columns.count(",") + 1
    instance.write("observations", ["kpi,単位," + columns, "visitors,人" + ",5" * width])
    (found,) = check()
    assert (found["rule"], found["line"], found["expected"]) == ("wide-table", 1, "observations")
    assert found["value"].replace(" ", "") == columns


@pytest.mark.parametrize("word", ["総計", "小計", "計", "合　計", "【合計】", "令和5年度小計", "Total", "合計（2件）", "平均"])
def test_a_row_of_totals(check, instance, word):
    instance.write("observations", [*OBSERVATIONS, f"{word},,,,,,,220,,,,,"])
    (found,) = check()
    assert (found["rule"], found["line"], found["value"]) == ("total-row", 6, word)


def test_a_row_of_totals_whose_word_stands_in_the_second_cell(check, instance):
    instance.write("observations", [*OBSERVATIONS, ",合計,,,,,,220,,,,,"])
    assert rules(check()) == [("total-row", 6)]


@pytest.mark.parametrize("row", ["※ 令和4年度は調査なし,,,,,,,,,,,,", "注）速報値,,,,,,,,,,,,", "（注1）,速報値,,,,,,,,,,,", "令和5年度,,,,,,,,,,,,",
                                 "出典：事業報告書,,,,,,,,,,,,", "※速報値"])
def test_a_row_of_remarks(check, instance, row):
    instance.write("observations", [*OBSERVATIONS, row])
    assert rules(check()) == [("note-row", 6)]


def test_words_of_totals_in_text_are_text(check, instance):
    instance.write("sources", [*SOURCES, "third,合計,plan", "fourth,※印の一覧,plan"])
    assert check() == []


def test_merged_cells(check, instance):
    instance.observe("visitors,FY2020,actual,level,,,,100,,exact,final,plan,",
                     ",FY2021,actual,level,,,,110,,exact,final,plan,",
                     ",FY2022,actual,level,,,,120,,exact,final,plan,")
    findings = check()
    assert rules(findings) == [("merged-cell", 3), ("merged-cell", 4)]
    assert {(f["column"], f["mended"]) for f in findings} == {("kpi", "visitors")}


def test_two_merged_columns_are_told_in_one_round(check, instance):
    instance.observe("visitors,FY2020,actual,level,,,,100,,exact,final,plan,",
                     ",,target,level,,,,110,,exact,final,plan,")
    assert rules(check()) == [("merged-cell", 3), ("merged-cell", 3)]
