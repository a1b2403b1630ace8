"""`hiraku template`: a workbook to fill in, whose sheets read back as the tables that they are."""

import csv
import json
import pathlib
import shutil
import subprocess

import openpyxl
import pytest

from conftest import ROOT, SAMPLE, program

EXAMPLES = ROOT / "contrib" / "instances" / "template" / "examples"


def template(path, *options):
    return subprocess.run([program(), "template", "--lang", "en", *map(str, options), str(path)], capture_output=True, text=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "all.xlsx"
    made = template(path)
    assert (made.returncode, made.stderr) == (0, "")
    assert str(path) in made.stdout
    return path


@pytest.fixture(scope="module")
def book(whole):
    return openpyxl.load_workbook(whole)


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [[cell.replace("\r\n", "\n") for cell in row] for row in csv.reader(file)]


def test_it_reads_back_without_a_finding(whole):
    run = subprocess.run([program(), "check", "--json", whole], capture_output=True, text=True)
    report = json.loads(run.stdout)
    assert run.returncode == 0
    assert report["findings"] == []


def test_examples_have_no_warnings_but_for_the_column_that_quotes(whole, tmp_path):
    """Read as tables, which sheets called so are not."""
    book = openpyxl.load_workbook(whole)
    for sheet in book.worksheets:
        if sheet.title.startswith("例 "):
            sheet.title = f"{sheet.title[2:]} 1"
        else:
            book.remove(sheet)
    book.save(tmp_path / "examples.xlsx")
    report = json.loads(subprocess.run([program(), "check", "--json", tmp_path / "examples.xlsx"], capture_output=True, text=True).stdout)
    assert len(report["findings"]) > 5
    assert [(one["file"].split("[")[1], one["rule"], one["column"], one["value"]) for one in report["findings"]
            if one["severity"] != "note" and (one["file"][-15:-3], one["column"]) != ("observations", "P")] == []


@pytest.mark.parametrize("table", [path.stem for path in sorted(EXAMPLES.glob("*.csv"))])
def test_each_table_has_its_columns_and_its_examples(book, table):
    example = rows(EXAMPLES / f"{table}.csv")
    header = [cell.value for cell in book[table][1]]
    assert set(example[0]) <= set(header)
    shown = [["" if cell is None else str(cell) for cell in row] for row in book[f"例 {table}"].values]
    assert shown == example


def test_columns_are_explained_in_both_languages(book):
    cells = {(row[0], row[1]): row for row in book["tables"].iter_rows(min_row=2, values_only=True)}
    kind = cells["kpis", "name_ja"]
    assert kind[2] and kind[3] and kind[5] == "true" and kind[6] and kind[7]
    name = next(cell for cell in book["kpis"][1] if cell.value == "name_ja")
    assert kind[2] in name.comment.text and kind[3] in name.comment.text


def lists_of(sheet):
    return {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}


def test_codes_have_a_list_and_the_format_text(book):
    sheet = book["observations"]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    formula = lists_of(sheet)[f"{at['value_type']}2"].formula1
    first, last = [int(part.split("$")[-1]) for part in formula.split("!")[1].split(":")]
    listed = [[cell.value for cell in row] for row in book["codes"].iter_rows(min_row=first, max_row=last)]
    assert {row[1] for row in listed} == {"value_type"} and "actual" in [row[2] for row in listed]
    assert sheet.column_dimensions[at["period"]].number_format == "@"


def test_references_have_a_list_of_what_stands_in_their_sheet(book):
    sheet = book["observations"]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    assert lists_of(sheet)[f"{at['kpi']}2"].formula1.startswith("kpis!$A$2:$A$")


def test_references_of_an_instance_have_its_ids(tmp_path):
    path = tmp_path / "one.xlsx"
    made = template(path, "--table", "observations", "--instance", SAMPLE)
    assert (made.returncode, made.stderr) == (0, "")
    book = openpyxl.load_workbook(path)
    assert [name for name in book.sheetnames if not name.startswith("例")] == ["tables", "observations", "codes", "references"]
    kpis = [row[0] for row in rows(SAMPLE / "data" / "kpis.csv")[1:]]
    assert [row[1] for row in book["references"].values if row[0] == "kpis"] == kpis
    sheet = book["observations"]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    formula = lists_of(sheet)[f"{at['kpi']}2"].formula1
    first, last = [int(part.split("$")[-1]) for part in formula.split("!")[1].split(":")]
    assert [row[1].value for row in book["references"].iter_rows(min_row=first, max_row=last)] == kpis


def test_nothing_is_overwritten(tmp_path):
    path = tmp_path / "there.xlsx"
    path.write_text("mine")
    made = template(path)
    assert made.returncode == 2 and str(path) in made.stderr
    assert path.read_text() == "mine"


def test_an_unknown_table_is_named_with_those_that_there_are(tmp_path):
    made = template(tmp_path / "a.xlsx", "--table", "kpi")
    assert made.returncode == 2 and "kpis" in made.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_codes_typed_into_it_keep_their_zeros(whole, tmp_path):
    book = openpyxl.load_workbook(whole)
    sheet = book["sources"]
    header = [cell.value for cell in sheet[1]]
    for at, text in enumerate(["0012", "題名"], 1):
        sheet.cell(2, at, text)
    path = tmp_path / "filled.xlsx"
    book.save(path)
    again = openpyxl.load_workbook(path)["sources"]
    assert header[0] == "id" and again["A2"].value == "0012"
    findings = json.loads(subprocess.run([program(), "check", "--json", path], capture_output=True, text=True).stdout)["findings"]
    assert [one for one in findings if one["file"].endswith("[sources]")] == []


@pytest.mark.skipif(not shutil.which("ssconvert"), reason="gnumeric is not installed")
def test_gnumeric_reads_it_and_what_it_saves_reads_back(whole, tmp_path):
    path = tmp_path / "again.xlsx"
    subprocess.run(["ssconvert", whole, path], check=True, capture_output=True)
    for table in ("kpis", "observations"):
        shown = [["" if cell is None else str(cell) for cell in row] for row in openpyxl.load_workbook(path, read_only=True)[f"例 {table}"].values]
        assert shown == rows(EXAMPLES / f"{table}.csv")
    assert subprocess.run([program(), "check", path], capture_output=True).returncode == 0
