"""Findings of a draft, and what is mended: by proposals, by hand."""

import json

import openpyxl
import pytest

import small_instance
from conftest import run_program
from draft_desk import Desk, rules

OBSERVATION = small_instance.OBSERVATION_HEADER
ROW = "visitors,FY2023,actual,level,,,,150,,exact,final,plan,"


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, small_instance.Instance(tmp_path / "instance"))


def with_row(row, *more):
    return [*small_instance.OBSERVATIONS, row, *more]


# What offices really send, each a file of observations.
HABITS = {
    "full-width digits": with_row(ROW.replace("150", "１，２３４")),
    "a unit in the cell": with_row(ROW.replace("150", "150人")),
    "a year of an era": with_row(ROW.replace("FY2023", "令和5年度")),
    "a code in other words": with_row(ROW.replace("actual", "実績")),
    "a sum below": with_row(ROW, "合計,,,,,,,270,,,,,"),
    "a note below": with_row(ROW, "※速報値を含む,,,,,,,,,,,,"),
    "a title above": ["来訪者数の一覧", "", *with_row(ROW)],
    "a second header": [OBSERVATION, "指標,期間,種別,集計,項目,区分,地域,値,理由,概数,状態,出典,備考", *with_row(ROW)[1:]],
    "blank lines": [*small_instance.OBSERVATIONS, "", "", ROW],
    "cells that were merged": with_row(ROW, ROW.replace("visitors", "").replace("2023", "2024")),
    "ditto marks": with_row(ROW, ROW.replace("visitors", "〃").replace("2023", "2024")),
    "the same row twice": with_row(ROW, ROW),
    "a reference that leads nowhere": with_row(ROW.replace("plan", "plam")),
    "an invisible character": with_row(ROW.replace("visitors", "visitors\u200b")),
    "a column of its own": [OBSERVATION + ",担当", *(line + ",山田" for line in with_row(ROW)[1:])],
    "years side by side": ["kpi,item,2020年度,2021年度,2022年度", "visitors,,100,120,130"],
    "a decimal too many": with_row(ROW.replace("150", "150.25")),
    "a missing column": [line.rsplit(",", 2)[0] for line in with_row(ROW)],
    "an open quote": with_row(ROW[:-1] + ',"あいう'),
    "bytes that are no text": with_row(ROW + "\udc81\udcff"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("habit", HABITS)
def test_a_draft_is_told_what_check_says_of_the_same_file(desk, habit, encoding):
    if encoding == "cp932" and habit == "an invisible character":
        pytest.skip("CP932 has no such character")
    path = desk.folder / "observations.csv"
    path.write_bytes("\n".join(HABITS[habit] + [""]).encode(encoding, "surrogateescape"))
    draft = desk.do("add", path)["draft"]
    desk.do("map", draft["id"], 1, "--mode", "whole")
    found = desk.check(draft["id"])
    (desk.instance.path / "data" / "observations.csv").write_bytes(path.read_bytes())
    wanted = json.loads(run_program("check", "--json", desk.instance.path).stdout)
    assert found["findings"] == wanted["findings"] and found["counts"] == wanted["counts"]
    assert wanted["findings"]


def test_all_proposals_that_are_certain_are_taken_at_once(desk):
    draft = desk.add("x.csv", with_row(ROW.replace("150", "１５０"), ROW.replace("FY2023", "令和6年度").replace("150", "９")))["id"]
    assert {proposal["certain"] for proposal in desk.check(draft)["proposals"]} == {True}
    desk.do("accept", draft, "--certain")
    assert rules(desk.check(draft)) == []
    assert desk.table(draft, "observations").splitlines()[5:] == [ROW, ROW.replace("FY2023", "FY2024").replace("150", "9")]
    assert desk.refused("accept", draft, "--certain") == "no-proposal"


def test_one_proposal_is_taken_and_the_other_stays(desk):
    draft = desk.add("x.csv", with_row(ROW.replace("150", "１"), ROW.replace("FY2023", "FY2024").replace("150", "２")))["id"]
    assert desk.do("accept", draft, "--table", "observations", "--row", 7, "--column", "value")["taken"] == 1
    assert rules(desk.check(draft)) == ["bad-number"]
    assert desk.do("accept", draft, "--rule", "bad-number")["taken"] == 1
    assert rules(desk.check(draft)) == []


@pytest.mark.parametrize("habit, rule", [("a sum below", "total-row"), ("a note below", "note-row"), ("a title above", "header-below"),
                                         ("a second header", "second-header"), ("blank lines", "blank-line")])
def test_rows_that_are_no_records_go_with_one_word(desk, habit, rule):
    draft = desk.add("observations.csv", HABITS[habit])["id"]
    desk.do("map", draft, 1, "--mode", "whole")
    assert rule in rules(desk.check(draft))
    desk.do("accept", draft, "--rule", rule)
    assert rules(desk.check(draft)) == []
    assert desk.table(draft, "observations").splitlines() == with_row(ROW)


def test_cells_and_rows_are_changed_by_hand(desk):
    draft = desk.add("x.csv", with_row(ROW))["id"]
    place = ["--table", "observations", "--row", "6"]
    desk.do("set", draft, *place, "--column", "value", "--value", "1,5", "--old", "150")
    assert rules(desk.check(draft)) != []
    desk.do("set", draft, *place, "--column", "H", "--value", "15")
    desk.do("set", draft, *place, "--column", "note_en", "--value", 'a "word", another')  # a column that it had not
    assert desk.table(draft, "observations").splitlines()[5] == 'visitors,FY2023,actual,level,,,,15,,exact,final,plan,,"a ""word"", another"'
    assert desk.refused("set", draft, *place, "--column", "value", "--value", "1", "--old", "150") == "cell-changed"
    assert desk.refused("set", draft, "--table", "observations", "--row", "99", "--column", "value", "--value", "1") == "no-such-cell"
    assert desk.refused("set", draft, *place, "--column", "nothing", "--value", "1") == "no-such-cell"
    assert desk.refused("remove", draft, "--table", "observations", "--row", "1") == "no-such-cell"  # the header
    desk.do("remove", draft, "--table", "observations", "--row", "2")
    assert desk.table(draft, "observations").splitlines()[1].startswith("visitors,FY2021")


def test_what_cannot_be_read_to_its_end_is_not_written_anew(desk):
    draft = desk.add("observations.csv", HABITS["an open quote"])["id"]
    assert desk.refused("set", draft, "--table", "observations", "--row", "2", "--column", "value", "--value", "1") == "draft-unreadable"


def test_edits_are_not_lost_by_another_mapping_or_file(desk):
    draft = desk.add("x.csv", with_row(ROW))["id"]
    desk.do("set", draft, "--table", "observations", "--row", "6", "--column", "value", "--value", "15")
    assert desk.refused("map", draft, 1, "--mode", "rows") == "draft-edited"
    desk.add("y.csv", [OBSERVATION, ROW.replace("FY2023", "FY2024")], "utf-8", "--draft", draft)
    assert [line.split(",")[7] for line in desk.table(draft, "observations").splitlines()[5:]] == ["15", "150"]
    desk.do("map", draft, 1, "--mode", "rows", "--again")
    assert [line.split(",")[7] for line in desk.table(draft, "observations").splitlines()[5:]] == ["150", "150"]


def test_line_ends_and_byte_order_mark_of_the_instance_stay(desk):
    file = desk.instance.path / "data" / "observations.csv"
    for text, mark, end in ((file.read_bytes(), b"", b"\n"), (b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"), b"\xef\xbb\xbf", b"\r\n")):
        file.write_bytes(text)
        draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
        made = desk.folder / "store.desk" / "drafts" / draft / "data" / "observations.csv"
        assert made.read_bytes() == text + ROW.encode() + end and made.read_bytes().startswith(mark)


def test_findings_are_comments_in_a_workbook_that_can_be_taken_in_again(desk):
    draft = desk.add("observations.csv", with_row(ROW.replace("150", "１５０"), "合計,,,,,,,270,,,,,"))["id"]
    path = desk.folder / "findings.xlsx"
    desk.do("workbook", draft, path)
    book = openpyxl.load_workbook(path)
    sheet = book["observations"]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [
        line.split(",") for line in desk.table(draft, "observations").splitlines()]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"H6", "A7"}
    assert "150" in sheet["H6"].comment.text
    assert [row[2].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["value", None]
    sheet["H6"] = "150"
    sheet.delete_rows(7)
    book.save(path)
    again = desk.do("add", path)["draft"]
    assert [(file["part"], file["table"]) for file in again["files"]] == [("observations", "observations")]
    assert rules(desk.check(again["id"])) == []
