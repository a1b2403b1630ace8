"""What `hiraku check` proposes: it fits the unit, the table and the names; what it proposes is accepted when it is put in
its place, and between two readings it proposes nothing."""

import csv
import io
import json
import random

import pytest

from small_instance import KPIS, OBSERVATION_HEADER, SOURCES, Instance

# Codes and names of Japan's list of local government codes; 991007 does not exist.
MUNICIPALITIES = [
    "id,name_ja,name_en,kind,prefecture",
    "010006,北海道,Hokkaido,prefecture,", "012068,釧路市,Kushiro,city,010006", "016616,釧路町,Kushiro,town,010006",
    "013048,新篠津村,Shinshinotsu,village,010006", "016675,鶴居村,Tsurui,village,010006",
    "130001,東京都,Tokyo,prefecture,", "340006,広島県,Hiroshima,prefecture,",
    "132063,府中市,Fuchu,city,130001", "342084,府中市,Fuchu,city,340006", "341002,広島市,Hiroshima City,designated_city,340006",
    "141003,横浜市,Yokohama,designated_city,", "991007,花野市,Hanano,city,",
]
ORGANIZATIONS = ["id,name_ja,name_en,kind,source", "lab,みほん研究所,Mihon Lab,company,plan",
                 "lab-two,第二研究所,Mihon Lab Two,company,plan", "same-1,同名会,,association,plan",
                 "same-2,同名会,,association,plan"]


@pytest.fixture
def instance(tmp_path):
    instance = Instance(tmp_path / "instance")
    instance.write("municipalities", MUNICIPALITIES)
    instance.write("organizations", ORGANIZATIONS)
    return instance


@pytest.fixture
def check(run, instance):
    """Findings of the instance, but those that say which encoding a file has."""
    def findings():
        done = run("check", "--json", instance.path)
        assert done.returncode in (0, 1), done.stderr
        return [f for f in json.loads(done.stdout)["findings"] if f["rule"] != "read-as"]
    return findings


def table(rows):
    """Lines of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().rstrip("\n").split("\n")


def startups(instance, column, cells, first=()):
    """One startup for each cell, from line 2 on."""
    names = ["id", "name_ja", "corporate_number", "municipality", "website", "source"]
    rows = [{"id": f"s{at}", "name_ja": "名", "source": "plan", column: cell} for at, cell in enumerate(cells)]
    instance.write("startups", table([names, *([row.get(name, "") for name in names] for row in [*first, *rows])]))


def by_line(findings, column):
    return {f["line"]: f for f in findings if f["column"] == column}


def proposals(check, instance, column, cells):
    """(rule, mended) of each cell, (None, None) of one that is good."""
    startups(instance, column, cells)
    found = by_line(check(), column)
    return [(found[at]["rule"], found[at]["mended"]) if at in found else (None, None)
            for at in range(2, len(cells) + 2)]


# --- numbers


def observe(instance, cell, unit, multiplier="", decimals="", counting="", qualifier="exact"):
    instance.write("kpis", table([
        ["id", "kind", "name_ja", "unit_ja", "unit_multiplier", "decimals", "nature", "counting", "frequency", "source"],
        ["k", "kpi", "指標", unit, multiplier, decimals, "flow", counting, "irregular", "plan"]]))
    row = ["k", "2020", "actual", "level", "", "", "", cell, "", qualifier, "final", "plan", ""]
    instance.observe(*table([row]))


@pytest.mark.parametrize("unit, multiplier, cell, mended", [
    ("千円", "3", "12,300千円", "12300"), ("千円", "3", "12,300", "12300"), ("千円", "3", "12,340円", "12.34"),
    ("千円", "", "12,300千円", "12300"), ("百万円", "6", "3.4億円", "340"), ("億円", "8", "2,500万円", "0.25"),
    ("億円", "8", "3.4億", "3.4"), ("円", "3", "45千円", "45"), ("円", "", "2万5千円", "25000"),
    ("人", "", "4.5万人", "45000"), ("人", "", "4.5万", "45000"), ("人", "", "45名", "45"), ("社", "", "45社", "45"),
    ("%", "", "６２．５％", "62.5"), ("人（延べ）", "", "1,200人", "1200"), ("円", "", "￥1,200", "1200")])
def test_a_number_is_proposed_in_the_unit_of_its_kpi(check, instance, unit, multiplier, cell, mended):
    observe(instance, cell, unit, multiplier)
    assert [(f["rule"], f["mended"]) for f in check()] == [("bad-number", mended)]
    observe(instance, mended, unit, multiplier)
    assert check() == []


@pytest.mark.parametrize("unit, multiplier, cell", [
    ("人", "", "45社"), ("人", "", "45円"), ("人", "", "62.5%"), ("千円", "3", "45千人"), ("千円", "3", "45万"),
    ("千円", "3", "￥1,200"), ("千円", "6", "45千円"), ("人", "", "第4回"), ("人", "", "40〜50"), ("人", "", "4/5"),
    ("人", "", "延べ45人"), ("人", "", "45人/日")])
def test_no_number_is_proposed_for_another_unit_or_two_readings(check, instance, unit, multiplier, cell):
    observe(instance, cell, unit, multiplier)
    assert [(f["rule"], f["mended"]) for f in check()] == [("bad-number", None)]


def test_a_gross_number_is_proposed_where_the_kpi_counts_gross(check, instance):
    observe(instance, "延べ45人", "人", counting="gross")
    assert check()[0]["mended"] == "45"


def test_no_number_is_proposed_that_has_more_decimals_than_the_kpi(check, instance):
    observe(instance, "12,340円", "千円", "3", decimals="1")
    assert check()[0]["mended"] is None


def test_a_unit_is_not_judged_where_the_kpi_is_not_known(check, instance):
    instance.add("visitor-s,2019,actual,level,,,,45人,,exact,final,plan,", '"visitor-s",2018,actual,level,,,,"4,500",,exact,final,plan,')
    found = by_line(check(), "value")
    assert (found[6]["mended"], found[7]["mended"]) == (None, "4500")


@pytest.mark.parametrize("cell, value, code", [
    ("約45人", "45", "approximate"), ("45人程度", "45", "approximate"), ("45以上", "45", "at_least"),
    ("45名以上", "45", "at_least"), ("45+", "45", "at_least"), ("≧45", "45", "at_least"), ("45人超", "45", "more_than"),
    ("45人以下", "45", "at_most"), ("1,000人未満", "1000", "less_than"), ("約4.5万人", "45000", "approximate")])
def test_about_and_at_least_are_told_with_the_qualifier_to_write(check, instance, cell, value, code):
    observe(instance, cell, "人")
    [found] = check()
    assert found["mended"] is None and f"value = {value}, qualifier = {code}（" in found["expected"]
    assert found["expected"] in found["message_ja"] and found["expected"] in found["message_en"]
    observe(instance, cell, "人", qualifier=code)
    assert check()[0]["mended"] == value


@pytest.mark.parametrize("cell, codes", [
    ("未定", {"not_set"}), ("未集計", {"not_yet_reported"}), ("集計中", {"not_yet_reported"}), ("調査中", {"not_yet_reported"}),
    ("該当なし", {"not_applicable"}), ("秘匿", {"suppressed"}), ("非公表", {"suppressed"}), ("X", {"suppressed"}),
    ("不明", {"unknown"}), ("―", {"not_set", "not_applicable", "not_yet_reported", "not_collected"}),
    ("－", {"not_set", "not_applicable", "not_yet_reported", "not_collected"}),
    ("…", {"not_yet_reported", "not_collected", "unknown"}), ("＊＊＊", {"not_collected", "unknown", "suppressed"})])
def test_a_mark_for_no_value_is_told_with_the_reasons_to_write(check, instance, cell, codes):
    observe(instance, cell, "人")
    [found] = check()
    assert (found["rule"], found["mended"]) == ("bad-number", None)
    assert {code for code in ("not_set", "not_applicable", "not_yet_reported", "not_collected", "unknown", "suppressed")
            if f"{code}（" in found["expected"]} == codes
    assert found["expected"] in found["message_ja"]


@pytest.mark.parametrize("cell, mended", [("1,200", "1200"), ("３００人", "300"), ("300.0", "300"), ("12%", None),
                                          ("約300", None), ("300円", None), ("1.5", None)])
def test_whole_numbers(check, instance, cell, mended):
    instance.write("observations", table([
        [*OBSERVATION_HEADER.split(","), "sample_size"],
        ["rate", "2020", "actual", "level", "", "", "", "5.0", "", "exact", "final", "plan", "", cell]]))
    assert [(f["rule"], f["mended"]) for f in check()] == [("bad-integer", mended)]


# --- municipalities and other references


def test_codes_of_municipalities_are_proposed_by_check_digit_and_table(check, instance):
    cells = {"012061": "012068", "01206": "012068", "1206": "012068", "12068": "012068", "012068.0": "012068",
             "０１２０６８": "012068", "34": "340006", "16616": "016616", "01667": "016675",
             "130011": None, "99999": None, "0120680": None, "5": None}
    assert proposals(check, instance, "municipality", list(cells)) == [("no-such-record", mended) for mended in cells.values()]


def test_names_of_municipalities_are_proposed_as_their_codes(check, instance):
    cells = {"釧路市": "012068", "北海道釧路市": "012068", "北海道釧路郡釧路町": "016616", "阿寒郡鶴居村": "016675",
             "東京都府中市": "132063", "広島県 府中市": "342084", "Hanano": "991007", "花野": "991007",
             "花野県花野市": None, "どこか市": None}
    assert proposals(check, instance, "municipality", list(cells)) == [("no-such-record", mended) for mended in cells.values()]


def test_a_code_with_its_name_is_proposed_where_both_agree_with_the_table(check, instance):
    cells = {"012068 釧路市": "012068", "釧路市（012068）": "012068", "釧路市012068": "012068", "12068:釧路市": "012068",
             "府中市（342084）": "342084", "341002　広島県広島市": "341002", "012068 釧路町": None, "012068 どこか市": None,
             "01 2068 釧路市": None}
    assert proposals(check, instance, "municipality", list(cells)) == [("no-such-record", mended) for mended in cells.values()]


@pytest.mark.parametrize("cell", ["016676", "01667", "鶴居村", "阿寒郡鶴居村", "016675（鶴居村）"])
def test_a_proposed_municipality_is_named_in_the_message(check, instance, cell):
    startups(instance, "municipality", [cell, cell])
    for found in check():
        assert found["mended"] == "016675"
        assert "016675（鶴居村）ではありませんか" in found["message_ja"]
        assert "Did you mean 016675 (鶴居村)?" in found["message_en"]


@pytest.mark.parametrize("name, codes", [("府中市", ["132063", "342084"]), ("釧路", ["012068", "016616"]),
                                         ("広島", ["340006", "341002"])])
def test_a_name_of_two_municipalities_names_both_and_proposes_none(check, instance, name, codes):
    startups(instance, "municipality", [name])
    [found] = check()
    assert (found["rule"], found["mended"]) == ("ambiguous-reference", None)
    assert all(code in found["expected"] and code in found["message_ja"] for code in codes)


def test_the_code_of_a_new_municipality_is_none_that_is_taken(check, instance):
    instance.write("municipalities", [*MUNICIPALITIES, "012061,試市,,city,", "012157,美唄市,,city,", "34203,竹原市,,city,", "12149,稚内市,,city,", "012149,稚内市,,city,"])
    found = by_line(check(), "id")
    # 12149 may be a code of six digits without its zero, or one of five
    assert [found[line]["mended"] for line in (14, 16, 17)] == [None, "342033", None]


def test_names_of_other_records_are_proposed_as_their_ids(check, instance):
    names = {"計画書": "plan", "報告書": "report", "Report": "report", "ＰＬＡＮ": "plan", "reprot": "report",
             "plan-2": None, "報告": None, "another": None}
    startups(instance, "source", list(names))
    found = by_line(check(), "source")
    assert [found[at + 2]["mended"] for at in range(len(names))] == list(names.values())


def test_a_name_of_two_records_names_both(check, instance):
    instance.write("programs", ["id,name_ja,kind,status,source", "p,事業,plan,running,plan"])
    instance.write("participations", ["program,organization,role,source", "p,同名会,member,plan", "p,Mihon Lab,member,plan"])
    found = by_line(check(), "organization")
    assert (found[2]["mended"], found[3]["mended"]) == (None, "lab")
    assert "same-1" in found[2]["expected"] and "same-2" in found[2]["expected"]


# --- ids and numbers of firms


def test_a_proposed_id_is_a_good_one_that_no_record_has(check, instance):
    cells = {"Gaku_2.0": "gaku-2-0", "-x": "x", "a b": "a-b", "Ｇ１": "g1", "株式会社": None, "x#": None, "A" * 81: None, "Taken": None}
    names = ["id", "name_ja", "source"]
    instance.write("startups", table([names, ["taken", "名", "plan"], *([cell, "名", "plan"] for cell in cells)]))
    found = check()
    assert [(f["rule"], f["mended"]) for f in found] == [("bad-id", mended) for mended in cells.values()]
    assert all(f["mended"] in f["message_ja"] and f["mended"] in f["message_en"] for f in found if f["mended"])


HYPHENS = ["\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\u30fc", "\uff0d", "\uff70"]
LETTERS = {"pl\u0430n-10": "\u0430", "plan-1\u03bf": "\u03bf", "\u0440lan-10": "\u0440"}


@pytest.fixture
def numbered(instance):
    """With sources whose ids hold a hyphen and digits."""
    instance.write("sources", [*SOURCES, "plan-10,第十計画,plan", "x-0o,題,plan", "x-oo,題,plan"])


@pytest.mark.usefixtures("numbered")
@pytest.mark.parametrize("cell, odd", [*LETTERS.items(), *((f"plan{c}10", c) for c in HYPHENS)])
def test_a_reference_with_a_character_that_looks_the_same(check, instance, cell, odd):
    startups(instance, "source", [cell])
    found = by_line(check(), "source")[2]
    assert (found["mended"], found["value"]) == ("plan-10", cell)
    shown = cell.replace(odd, f"<U+{ord(odd):04X}>")
    assert f"「{shown}」" in found["message_ja"] and f'"{shown}"' in found["message_en"]


@pytest.mark.usefixtures("numbered")
def test_a_reference_with_letters_for_digits(check, instance):
    cells = {"plan-1O": "plan-10", "plan-lO": "plan-10", "PLAN-I0": "plan-10", "x-00": None}
    startups(instance, "source", list(cells))
    found = by_line(check(), "source")
    assert [found[at]["mended"] for at in range(2, len(cells) + 2)] == list(cells.values())


@pytest.mark.parametrize("c", HYPHENS)
def test_a_new_id_with_another_hyphen(check, instance, c):
    instance.write("startups", ["id,name_ja,source", f"gaku{c}two,名,plan", f"ミナト{c}ラボ,名,plan"])
    good, japanese = by_line(check(), "id").values()
    assert good["mended"] == "gaku-two" and f"<U+{ord(c):04X}>" in good["message_ja"]
    assert japanese["mended"] is None and f"「ミナト{c}ラボ」" in japanese["message_ja"]


def test_corporate_numbers(check, instance):
    # 国税庁 7000012050002; a check digit is never put right
    cells = {"７０００012050002": ("bad-corporate-number", "7000012050002"),
             "7-0000-1205-0002": ("bad-corporate-number", "7000012050002"),
             "T7000012050002": ("bad-corporate-number", "7000012050002"),
             "7000012050002.0": ("bad-corporate-number", "7000012050002"),
             "1000012050002": ("corporate-check-digit", None), "7000012050001": ("corporate-check-digit", None),
             "000012050002": ("company-registration-number", None), "7.00001E+12": ("digits-lost", None),
             "国税庁": ("bad-corporate-number", None)}
    assert proposals(check, instance, "corporate_number", list(cells)) == list(cells.values())


def test_a_wrong_check_digit_of_a_firm_is_to_be_looked_up(check, instance):
    startups(instance, "corporate_number", ["7000012050001"])
    [found] = check()
    assert "法人番号公表サイト" in found["message_ja"] and "National Tax Agency" in found["message_en"]


# --- cells of spreadsheets, URLs, codes


@pytest.mark.parametrize("guard", ['="{}"', "'{}", "=“{}”"])
@pytest.mark.parametrize("column, cell", [("municipality", "012068"), ("corporate_number", "7000012050002"), ("id", "g-1"),
                                          ("source", "report"), ("website", "https://a.example/")])
def test_what_keeps_a_spreadsheet_from_reading_a_cell_is_passed_over(check, instance, guard, column, cell):
    startups(instance, column, [guard.format(cell)])
    assert [(f["severity"], f["mended"]) for f in check()] == [("note", cell)]


def test_guarded_numbers_periods_codes_and_texts(check, instance):
    instance.observe(*table([["visitors", '="FY2020"', "'actual", '="level"', "", "", "", '="45"', "", "exact", "final", "plan",
                              '="1,2-3"']]))
    assert [(f["column"], f["mended"]) for f in check()] == [
        ("accumulation", "level"), ("note_ja", "1,2-3"), ("period", "FY2020"), ("value", "45"), ("value_type", "actual")]


def test_an_apostrophe_of_a_text_stays(check, instance):
    startups(instance, "name_ja", ["'90年代", "'=1"])
    assert [(f["line"], f["mended"]) for f in check() if f["severity"] == "note"] == [(3, "=1")]


def test_urls(check, instance):
    cells = {"www.city.example.jp/a": "https://www.city.example.jp/a", "http:/a.example": "http://a.example",
             "https：／／a.example／b": "https://a.example/b", "ttps://a.example": "https://a.example",
             "a.example": "https://a.example", "https://a.example/b。": "https://a.example/b", "（https://a.example/c）": "https://a.example/c", "info@a.example": None, "https://a.example/b c": None, "なし": None}
    assert proposals(check, instance, "website", list(cells)) == [("bad-iri", mended) for mended in cells.values()]


@pytest.mark.parametrize("column, cell, mended", [
    ("status", "FINAL", "final"), ("status", "ｐｒｏｖｉｓｉｏｎａｌ", "provisional"), ("status", "確定値", "final"),
    ("status", "速報", "provisional"), ("status", "finl", "final"), ("status", "？", None), ("value_type", "目標", "target"),
    ("value_type", "実績", "actual"), ("accumulation", "累積", "cumulative"), ("accumulation", "増加", "increment"),
    ("qualifier", "以上", "at_least"), ("qualifier", "at least", "at_least"), ("qualifier", "概数", "approximate"),
    ("missing", "未報告", "not_yet_reported"), ("value_type", "target（目標）", "target"), ("value_type", "実績（actual）", "actual"),
    ("value_type", "「目標」", "target"), ("value_type", "actual（目標）", None), ("missing", "-", None)])
def test_codes_are_proposed_for_their_titles_and_other_words(check, instance, column, cell, mended):
    row = dict(zip(OBSERVATION_HEADER.split(","),
                   ["visitors", "FY2020", "actual", "level", "", "", "", "1", "", "exact", "final", "plan", ""]))
    row[column] = cell
    instance.observe(*table([row.values()]))
    found = [f for f in check() if f["column"] == column]
    assert [(f["rule"], f["mended"]) for f in found] == [("bad-code", mended)]
    assert "（" in found[0]["expected"]


@pytest.mark.parametrize("cell, mended", [("%", "PERCENT"), ("千円", "CCY_JPY"), ("percent", "PERCENT"), ("NUN", "NUM")])
def test_unit_codes_are_proposed_for_units(check, instance, cell, mended):
    instance.write("kpis", table([[*KPIS[0].split(","), "unit_code"], [*KPIS[1].split(","), cell], [*KPIS[2].split(","), ""]]))
    assert {f["mended"] for f in check()} == {mended}


# --- periods beside their series


@pytest.mark.parametrize("periods, value, line", [(["FY2020", "FY2021", "令和4年"], "2022", 4), (["2020", "2021", "令和4年度"], "FY2022", 4)])
def test_a_year_of_another_kind_than_its_series_is_a_warning(check, instance, periods, value, line):
    instance.observe(*(f"visitors,{period},actual,level,,,,1,,exact,final,plan," for period in periods))
    found = [f for f in check() if f["severity"] == "warning"]
    assert [(f["rule"], f["value"], f["line"]) for f in found] == [("mixed-years", value, line)]
    instance.observe(*(f"visitors,{period},actual,level,,,,1,,exact,final,plan,{'資料のとおり' if period[0] == '令' else ''}"
                       for period in periods))
    assert [f for f in check() if f["severity"] == "warning"] == []


@pytest.mark.parametrize("mark", ["〃", "同上", "（同上）", "↑", '"'])
def test_a_mark_for_the_value_above_is_one_error_a_cell(check, instance, mark):
    row = ["visitors", "FY2020", "actual", "level", "", "", "", "1", "", "exact", "final", "plan", ""]
    instance.observe(*table([row, [mark, "FY2021", *row[2:]], [mark, "FY2022", *row[2:11], mark, ""]]))
    assert [(f["rule"], f["line"], f["column"], f["mended"]) for f in check()] == [
        ("ditto-mark", 3, "kpi", "visitors"), ("ditto-mark", 4, "kpi", "visitors"), ("ditto-mark", 4, "source", "plan")]


@pytest.mark.parametrize("remark", ["// 確認中", "-- see the plan", "(memo)", "（確認中）"])
def test_a_remark_below_the_table_is_one_error(check, instance, remark):
    instance.add(remark + "," * OBSERVATION_HEADER.count(","))
    assert [f["rule"] for f in check()] == ["note-row"]


def test_every_column_of_merged_cells_is_told(check, instance):
    row = ["visitors", "FY2020", "actual", "level", "", "", "", "1", "", "exact", "final", "plan", ""]
    instance.observe(*table([row, ["", "FY2021", *row[2:11], "", ""]]))
    assert [(f["rule"], f["column"]) for f in check()] == [("merged-cell", "kpi"), ("merged-cell", "source")]


def observe_period(instance, period, note=""):
    instance.observe(*table([["visitors", period, "projection", "level", "", "", "", "1", "", "exact", "final", "plan", note]]))


@pytest.mark.parametrize("period, rule, mended, told", [
    ("R3-7", "year-or-month", None, "FY2021/FY2025"), ("2021年11月～2月", "end-no-year", "2021-11/2022-02", "終わりに年がなく"),
    ("2999年", "year-beyond", None, "2200"), ("Jan-00", "spreadsheet-zero", None, "表計算ソフト"),
    ("令和3年度（2020年度）", "period-disagrees", None, "括弧"), ("令和三年度", "bad-period", "FY2021", "FY2021"),
    ("44472", "bad-period", "2021-10-03", "2021-10-03")])
def test_periods_with_another_meaning_say_which(check, instance, period, rule, mended, told):
    observe_period(instance, period)
    [found] = check()
    assert (found["rule"], found["mended"]) == (rule, mended) and told in found["message_ja"]


@pytest.mark.parametrize("period, rule, told", [
    ("FY2021/2023", "mixed-ends", "FY2021/FY2023"), ("2021/FY2023", "mixed-ends", "FY2021/FY2023"), ("令和98年", "far-ahead", "30"),
    ("R60年度", "far-ahead", "30"), ("FY2021/FY2023", None, ""), ("2021-04/FY2023", None, ""), ("平成31年", None, "")])
def test_a_period_that_is_probably_a_slip_is_a_warning_until_a_note_answers(check, instance, period, rule, told):
    observe_period(instance, period)
    found = [f for f in check() if f["severity"] == "warning"]
    assert [f["rule"] for f in found] == [rule] * bool(rule) and all(told in f["message_ja"] for f in found)
    observe_period(instance, period, "計画書のとおり")
    assert [f for f in check() if f["severity"] == "warning"] == []


@pytest.mark.parametrize("frequency, nature, period, warned", [
    ("monthly", "flow", "FY2020", True), ("monthly", "stock", "2020-Q1", True), ("yearly", "flow", "2020-04", True),
    ("quarterly", "flow", "2020-04", True), ("yearly", "stock", "2020-03-31", False), ("yearly", "flow", "FY2020", False),
    ("monthly", "flow", "2020-04", False), ("irregular", "flow", "2020-04", False), ("yearly", "flow", "2020-04/2022-03", False)])
def test_a_period_of_another_length_than_the_frequency_is_a_warning(check, instance, frequency, nature, period, warned):
    instance.write("kpis", [KPIS[0], f"visitors,kpi,141003,来訪者数,人,0,{nature},{frequency},plan,"])
    instance.observe(f"visitors,{period},actual,level,,,,1,,exact,final,plan,")
    assert [f["rule"] for f in check()] == ["period-frequency"] * warned


@pytest.mark.parametrize("column", ["id", "corporate_number", "municipality", "website", "source"])
@pytest.mark.parametrize("cell", ["９" * 20000, "ア" * 20000, "a" * 60000, "-" * 60000])
def test_a_very_long_cell_is_refused_without_a_proposal(check, instance, column, cell):
    startups(instance, column, [cell])
    assert [f["mended"] for f in check()] and not any(f["mended"] for f in check())


@pytest.mark.parametrize("cell", ["９" * 20000, "ア" * 20000, "1" * 60000, "約" * 20000])
@pytest.mark.parametrize("column", ["value", "period", "status", "kpi"])
def test_a_very_long_cell_of_a_value_is_refused_without_a_proposal(check, instance, column, cell):
    row = dict(zip(OBSERVATION_HEADER.split(","),
                   ["visitors", "FY2020", "actual", "level", "", "", "", "1", "", "exact", "final", "plan", ""]))
    row[column] = cell
    instance.observe(*table([row.values()]))
    assert check() and not any(f["mended"] for f in check())


# --- every proposal is good


# Cells as people write them, by column; a proposal is made for most of them.
WRITTEN = {
    "period": ["2021-2023年度", "2021～23年度", "Jun-23", "3-Oct-21", "FY21", "2021/7-2021/9", "2021/10/03 9:30", "2021年度前期",
               "2021年7～9月期", "令和3年度～2023", "Q3 2021", "2021.07", "October 3, 2021", "202305"],
    "value": ["1,200", "１２", "4.5万人", "45名", "+3", "△5", "2万6千", ".5", "1e3", "62.5%", "1億2,000万", "007"],
    "value_type": ["目標", "実績値", "Projection", "actaul"], "qualifier": ["以上", "概数", "EXACT", "at least"],
    "status": ["確定値", "速報", "Ｆｉｎａｌ", "finl"], "missing": ["未報告", "未定", "UNKNOWN", "not-set"],
    "area": ["12068", "1206", "012061", "釧路市", "東京都府中市", "Hanano"], "source": ["計画書", "Report", "reprot", "plan_"],
    "kpi": ["来訪者数", "割合", "Visitors", "vistors"],
    "id": ["Gaku_2.0", "a b", "-x", "Ｇ１", "a/b"], "municipality": ["34", "141002", "16616", "鶴居村", "広島県 府中市"],
    "corporate_number": ["7-0000-1205-0002", "T7000012050002", "７０００012050002"],
    "website": ["www.city.example.jp/a", "http:/a.example", "a.example", "ttps://a.example/あ", "https：／／a.example"],
}
ATOMS = ["1", "０", ".", "-", "〜", "/", "万", "千", "円", "人", "%", "約", "以上", "令和", "FY", "年度", "月", "日", "Q1", "(金)", "まで", " ", "'", '"', "a",
         "B", "_", "市"]


def mutate(chance, cell):
    """The cell, one character more or less in one of two, or in other letters."""
    at = chance.randrange(len(cell) + 1)
    way = chance.randrange(6)
    if way == 0:
        return cell[:at] + chance.choice(ATOMS) + cell[at:]
    if way == 1:
        return cell[:at] + cell[at + 1:] or "?"
    if way == 2:
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in cell)
    return cell.upper() if way == 3 else cell


def put(rows, found):
    """Puts the proposals in their places."""
    for f in found:
        rows[f["line"] - 1][rows[0].index(f["column"])] = f["mended"]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_proposed_is_accepted_in_its_place(instance, check, seed):
    chance = random.Random(seed)
    print("seed", seed)
    header = OBSERVATION_HEADER.split(",")
    observations, firms = [header], [["id", "name_ja", "corporate_number", "municipality", "website", "source"]]
    for at in range(400):
        row = dict(zip(header, ["visitors" if at % 2 else "rate", f"{1900 + at // 4}-{at % 4 * 3 + 1:02}-01", "projection", "level", "", "", "",
                                "1", "", "exact", "final", "plan", "注"]))
        column = chance.choice(header[:3] + header[6:12])
        row[column] = mutate(chance, chance.choice(WRITTEN.get(column, ["1"])))
        observations.append(list(row.values()))
        firm = dict(zip(firms[0], [f"s{at}", "名", "", "", "", "plan"]))
        column = chance.choice(["id", *firms[0][2:]])
        firm[column] = mutate(chance, chance.choice(WRITTEN[column]))
        firms.append(list(firm.values()))
    tables = {"data/observations.csv": observations, "data/startups.csv": firms}

    def errors():
        for name, rows in tables.items():
            instance.write(name[5:-4], table(rows))
        return [f for f in check() if f["severity"] == "error"]

    taken = [f for f in errors() if f["mended"]]
    assert len(taken) > 300
    for f in taken:
        assert f["mended"] in f["message_ja"] and f["mended"] in f["message_en"], f
    for name, rows in tables.items():
        put(rows, [f for f in taken if f["file"] == name])
    places = {(f["file"], f["line"], f["column"], f["rule"]): f for f in taken}
    again = [(places[where], f) for f in errors()
             for where in [(f["file"], f["line"], f["column"], f["rule"])] if where in places]
    assert again == []
