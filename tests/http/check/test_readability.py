"""Sheets that machines read badly, one workbook a kind, each made here: all are named, and a good one has no finding."""

import json
import os
import subprocess
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill

from conftest import program

HIRAKU = program()
GOOD = [["都道府県", "年度", "人口（人）", "面積（km2）"],
        ["北海道", 2022, 5140354, "83423.87"], ["青森県", 2022, 1204392, "9645.10"],
        ["岩手県", 2022, 1180595, "15275.04"], ["宮城県", 2022, 2279977, "7282.29"]]


def good_rows():
    return [[float(cell) if isinstance(cell, str) and cell[0].isdigit() else cell for cell in row] for row in GOOD]


def check(path, *options):
    run = subprocess.run([HIRAKU, "check", "--json", *options, path], capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)["findings"]


def found(tmp_path, make):
    """(rule, 機械可読性ルール ID, row, column) of a workbook; notes and warnings too."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    make(book, sheet)
    path = tmp_path / "book.xlsx"
    book.save(path)
    findings = check(path)
    assert {one["file"].split("[")[0] for one in findings} <= {str(path)}
    return [(one["rule"], one["readability_rule"] or "", one["line"] or 0, one["column"] or "") for one in findings]


def put(sheet, rows, row=1, column=1):
    for down, cells in enumerate(rows):
        for right, cell in enumerate(cells):
            sheet.cell(row + down, column + right, cell)


def several_tables(book, sheet):
    put(sheet, good_rows())
    put(sheet, [["産業", "分類", "事業所数（所）", "従業者数（人）"], ["農業", "A", 10, 20], ["漁業", "B", 30, 40]], row=8)


def tables_side_by_side(book, sheet):
    put(sheet, [["市", "人口（人）"], ["高松市", 417496], ["丸亀市", 109513]])
    put(sheet, [["市", "面積（km2）"], ["高松市", 375], ["丸亀市", 111]], column=4)


def empty_row(book, sheet):
    put(sheet, good_rows()[:3])
    put(sheet, good_rows()[3:], row=5)


def empty_column(book, sheet):
    put(sheet, good_rows())
    sheet.insert_cols(3)


def remark_below(book, sheet):
    put(sheet, good_rows())
    sheet["A7"] = "※ 令和4年10月1日現在の推計による"


def remark_beside(book, sheet):
    put(sheet, good_rows())
    sheet["G3"] = "確認済み"


def nameless_column(book, sheet):
    put(sheet, good_rows())
    put(sheet, [["A"], ["B"], ["C"], ["D"]], row=2, column=5)


def laid_out_with_spaces(book, sheet):
    put(sheet, good_rows())
    sheet["A2"], sheet["A3"] = "北　海　道", "  青森県"


def several_values(book, sheet):
    put(sheet, good_rows())
    for row in range(2, 6):
        sheet.cell(row, 3, "5140354（2471000）")


def list_in_a_cell(book, sheet):
    put(sheet, [["市", "受付手段"], ["高松市", "窓口・電話・メール"], ["丸亀市", "電話、FAX"]])


def platform_characters(book, sheet):
    put(sheet, good_rows())
    sheet["A2"] = "北海道①"


def blanks_and_zeros(book, sheet):
    put(sheet, good_rows())
    sheet["C3"], sheet["C4"] = 0, None


def objects(book, sheet):
    put(sheet, good_rows())
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "G2")


def colour_as_meaning(book, sheet):
    put(sheet, good_rows())
    sheet["C3"].fill = PatternFill("solid", fgColor="FFFF00")


def weight_as_meaning(book, sheet):
    put(sheet, good_rows())
    sheet["D4"].font = Font(bold=True)


def merged_cells(book, sheet):
    put(sheet, good_rows())
    sheet.merge_cells("B2:B3")


def hidden_row(book, sheet):
    put(sheet, good_rows())
    sheet.row_dimensions[3].hidden = True


def hidden_column(book, sheet):
    put(sheet, good_rows())
    sheet.column_dimensions["D"].hidden = True


def numbers_with_text(book, sheet):
    put(sheet, good_rows())
    sheet["C2"], sheet["C3"], sheet["C4"] = "5,140,354人", "▲120", "1,180,595※1"


def values_left_out(book, sheet):
    put(sheet, [["地方", "都道府県", "人口（人）"], ["東北", "青森県", 1], [None, "岩手県", 2], [None, "宮城県", 3],
                ["四国", "香川県", 4], [None, "愛媛県", 5]])


def same_names(book, sheet):
    put(sheet, [["市", "人数（人）", "人数（人）"], ["高松市", 1, 2], ["丸亀市", 3, 4]])


def header_rows(book, sheet):
    put(sheet, [["市", "男（人）", "男（人）", "女（人）"], ["名称", "就業", "未就業", "就業"], ["高松市", 1, 2, 3], ["丸亀市", 4, 5, 6]])


def choices_written_in_two_ways(book, sheet):
    put(sheet, [["市", "状況"], ["高松市", "取組済"], ["丸亀市", "取り組み済み"], ["坂出市", "検討中"], ["三豊市", "取組済"]])


def other_with_explanation(book, sheet):
    put(sheet, [["市", "理由"], ["高松市", "人手不足"], ["丸亀市", "その他（予算がない）"], ["坂出市", "人手不足"]])


def formulas(book, sheet):
    put(sheet, good_rows())
    sheet["C6"] = "=SUM(C2:C5)"
    sheet["A6"] = "合計"


def title_above(book, sheet):
    put(sheet, good_rows(), row=3)
    sheet["A1"] = "都道府県別の人口と面積"


def numbers_without_unit(book, sheet):
    put(sheet, [["市", "売上"], ["高松市", 100], ["丸亀市", 200]])


def symbols_among_numbers(book, sheet):
    put(sheet, good_rows())
    sheet["C3"] = "-"


def years_of_eras(book, sheet):
    put(sheet, good_rows())
    for row in range(2, 6):
        sheet.cell(row, 2, "令和4年度")


def years_side_by_side(book, sheet):
    put(sheet, [["市", "2020年度", "2021年度", "2022年度"], ["高松市", 1, 2, 3], ["丸亀市", 4, 5, 6]])


def codes_without_zeros(book, sheet):
    put(sheet, [["団体コード", "市"], [12025, "函館市"], [372013, "高松市"]])


# Kind, what is found of it: rule, ID of the official rule, row, column (None: any).
KINDS = [
    (several_tables, "sheet-tables", "L1-02", 8, ""), (tables_side_by_side, "sheet-tables", "L1-02", 1, "C"),
    (empty_row, "sheet-gap", "L1-03", 5, ""), (empty_column, "sheet-gap", "L1-03", 1, "C"),
    (remark_below, "sheet-remark", "L1-04", 7, "A"), (remark_beside, "sheet-remark", "L1-04", 3, "G"),
    (nameless_column, "sheet-nameless", "L1-05", 2, "E"), (laid_out_with_spaces, "sheet-spaces", "L1-06", 2, "A"),
    (several_values, "sheet-many", "L1-07", 2, "C"), (list_in_a_cell, "sheet-many", "L1-07", 2, "B"),
    (platform_characters, "machine-dependent", "L1-08", 2, "A"), (blanks_and_zeros, "sheet-blank-zero", "L1-09", 0, "C"),
    (objects, "sheet-objects", "L1-10", 0, ""), (colour_as_meaning, "sheet-looks", "L1-11", 3, "C"),
    (weight_as_meaning, "sheet-looks", "L1-11", 4, "D"), (merged_cells, "sheet-merged", "L1-12", 2, "B"),
    (hidden_row, "sheet-hidden", "L1-13", 3, ""), (hidden_column, "sheet-hidden", "L1-13", 0, "D"),
    (numbers_with_text, "sheet-number", "L2-01", 2, "C"), (values_left_out, "sheet-omitted", "L2-02", 3, "A"),
    (same_names, "sheet-same-name", "L2-03", 1, "C"), (header_rows, "sheet-header-rows", "L2-03", 2, ""),
    (choices_written_in_two_ways, "sheet-variants", "L2-04", 0, "B"), (other_with_explanation, "sheet-other", "L2-05", 3, "B"),
    (formulas, "sheet-uncomputed", "L2-06", 6, "C"), (title_above, "sheet-title", "L3-01", 3, ""),
    (symbols_among_numbers, "sheet-symbol", "L3-03", 3, "C"), (numbers_without_unit, "sheet-unit", "L3-04", 0, "B"),
    (years_of_eras, "sheet-era", "L3-05", 2, "B"), (years_side_by_side, "sheet-wide", "L3-09", 1, ""),
    (codes_without_zeros, "sheet-code", "", 2, "A"),
]


@pytest.mark.parametrize("make, rule, official, row, column", KINDS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_kind_is_named_where_it_is(tmp_path, make, rule, official, row, column):
    findings = found(tmp_path, make)
    assert (rule, official, row, column) in findings
    # and nothing of another kind, but for notes on the same cells
    named = {one[0] for one in findings} - {"sheet-era", "sheet-unit", "sheet-blank-zero", "sheet-wide", "read-as"}
    assert named <= {rule}


def test_a_good_sheet_has_no_finding(tmp_path):
    assert found(tmp_path, lambda book, sheet: put(sheet, good_rows())) == []


def test_a_coloured_header_and_an_even_colour_of_the_rows_say_nothing(tmp_path):
    def make(book, sheet):
        put(sheet, good_rows())
        for row in sheet.iter_rows():
            for cell in row:
                cell.fill = PatternFill("solid", fgColor="DDDDDD" if cell.row == 1 else "F2F2F2")
                cell.font = Font(bold=cell.row == 1)
    assert found(tmp_path, make) == []


def test_a_formula_with_its_result_is_a_warning_and_an_error_value_an_error(tmp_path):
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    put(book.active, [["市", "人数（人）"], ["高松市", 2], ["丸亀市", "#N/A"], ["坂出市", 4]])
    book.save(path)
    other = tmp_path / "other.xlsx"  # openpyxl writes no results
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<v>2</v>" in text
                text = text.replace(b"<v>2</v>", b"<f>1+1</f><v>2</v>")
            new.writestr(name, text)
    assert [(one["rule"], one["severity"], one["line"], one["value"]) for one in check(other)] == \
        [("sheet-formula", "warning", 2, "2"), ("spreadsheet-error", "error", 3, "#N/A")]


def test_hidden_sheets_are_named(tmp_path):
    def make(book, sheet):
        put(sheet, good_rows())
        book.create_sheet("控え").sheet_state = "hidden"
    assert [one[:2] for one in found(tmp_path, make)] == [("sheet-hidden-whole", "L1-13")]


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_other_forms_are_no_tables(tmp_path, content):
    path = tmp_path / "table.bin"
    path.write_bytes(content)
    assert [(one["rule"], one["readability_rule"]) for one in check(path)] == [("sheet-format", "L1-01")]


def test_a_text_document_is_no_table(tmp_path):
    path = tmp_path / "table.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert [(one["rule"], one["readability_rule"]) for one in check(path)] == [("sheet-format", "L1-01")]


CSV = [
    ("市,人数（人）\n\"高松\n市\",1\n丸亀市,2\n", "sheet-line-break", "L1-14"),
    ("市,住所\n高松市,番町1丁目,8番15号\n丸亀市,大手町\n", "cell-count", "L1-15"),
    ("市,人数（人）\n高松市,\"1,234人\"\n丸亀市,200\n", "sheet-number", "L2-01"),
    ("市,人数（人）\n\n高松市,1\n丸亀市,2\n", "sheet-gap", "L1-03"),
]


@pytest.mark.parametrize("text, rule, official", CSV, ids=[one[1] for one in CSV])
def test_csv_files_are_looked_at_in_the_same_way(tmp_path, text, rule, official):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="cp932")
    assert (rule, official) in [(one["rule"], one["readability_rule"]) for one in check(path)]


def test_people_are_told_sheet_row_column_and_what_to_do(tmp_path):
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "支出"
    put(book.active, good_rows())
    book.active.merge_cells("A2:A3")
    book.save(path)
    run = subprocess.run([HIRAKU, "check", "--lang", "ja", path], capture_output=True, text=True)
    assert run.returncode == 0
    assert f"{path}[支出]:2: A: " in run.stdout and "結合を解き" in run.stdout and "L1-12" in run.stdout


def test_a_workbook_with_a_password_says_so(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(100))
    run = subprocess.run([HIRAKU, "check", "--lang", "ja", path], capture_output=True, text=True)
    assert run.returncode == 1 and "パスワード" in run.stderr


def test_limits_are_settings(tmp_path):
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    put(book.active, good_rows())
    book.save(path)
    run = subprocess.run([HIRAKU, "check", "--lang", "en", path], capture_output=True, text=True, env={**os.environ, "HIRAKU_WORKBOOK_ROWS": "4"})
    assert run.returncode == 1 and "limit of rows: 4" in run.stderr
