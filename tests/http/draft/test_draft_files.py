"""Files taken into a draft: which table and columns they are known as, and what becomes of their rows."""

import pytest

import small_instance
from draft_desk import Desk, rules


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, small_instance.Instance(tmp_path / "instance"))


OBSERVATION = small_instance.OBSERVATION_HEADER


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc-jp"])
def test_a_file_of_any_name_is_known_by_its_columns(desk, encoding):
    draft = desk.add("令和7年度 提出用(最終).csv", small_instance.KPIS, encoding)
    assert [(file["table"], file["mode"], file["header_row"]) for file in draft["files"]] == [("kpis", "whole", 1)]


def test_a_header_below_a_title_is_found_and_its_words_are_read(desk):
    draft = desk.add("報告.csv", ["令和7年度の実績", "", "指標コード,時期,種別,累計,実績値,概数,確報,出典id",
                                "visitors,FY2023,actual,level,150,exact,final,plan"], "cp932")
    file = draft["files"][0]
    assert (file["table"], file["mode"], file["header_row"], file["added"]) == ("observations", "rows", 3, 1)
    assert {column["header"]: column["column"] for column in file["columns"]} == {
        "指標コード": "kpi", "時期": "period", "種別": "value_type", "累計": "accumulation", "実績値": "value",
        "概数": "qualifier", "確報": "status", "出典id": "source"}
    assert rules(desk.check(draft["id"])) == []


def test_a_part_of_the_table_adds_and_changes_rows_and_removes_none(desk):
    draft = desk.add("observations.csv", [OBSERVATION, "visitors,2021年度,actual,level,,,,130,,exact,final,plan,",
                                          "visitors,FY2023,actual,level,,,,150,,exact,final,plan,"])
    file = draft["files"][0]
    assert (file["mode"], file["added"], file["changed"]) == ("rows", 1, 1)
    lines = desk.table(draft["id"], "observations").splitlines()
    assert len(lines) == len(small_instance.OBSERVATIONS) + 1
    assert lines[1] == small_instance.OBSERVATIONS[1]  # FY2020 is not in the file, and stays
    assert lines[2].startswith("visitors,2021年度,actual,level,,,,130")  # the same period in other words


def test_all_of_the_table_takes_its_place(desk):
    lines = [*small_instance.OBSERVATIONS, "visitors,FY2023,actual,level,,,,150,,exact,final,plan,"]
    draft = desk.add("x.csv", lines)
    assert draft["files"][0]["mode"] == "whole"
    assert desk.table(draft["id"], "observations").splitlines() == lines


def test_what_a_file_is_can_be_changed(desk):
    draft = desk.add("x.csv", [OBSERVATION, small_instance.OBSERVATIONS[1]])
    assert draft["files"][0]["mode"] == "rows"
    changed = desk.do("map", draft["id"], 1, "--mode", "whole")["draft"]
    assert changed["files"][0]["mode"] == "whole"
    assert len(desk.table(draft["id"], "observations").splitlines()) == 2
    assert desk.refused("map", draft["id"], 1, "--table", "nothing") == "no-such-draft-table"
    assert desk.refused("map", draft["id"], 2, "--mode", "rows") == "no-such-draft-file"
    assert desk.refused("map", draft["id"], 1, "--mode", "half") == "no-such-mode"


STRANGE = ["しひょう,いつ,なに,どう,いくつ,たしか,じょうたい,もと,よけい", "visitors,FY2023,actual,level,150,exact,final,plan,x"]
PAIRS = ["しひょう=kpi", "いつ=period", "なに=value_type", "どう=accumulation", "いくつ=value", "たしか=qualifier",
         "じょうたい=status", "もと=source", "よけい=-"]


def test_columns_that_are_mapped_by_hand_are_known_the_next_time(desk):
    draft = desk.add("a.csv", STRANGE)
    assert draft["files"][0]["table"] is None
    assert desk.refused("propose", draft["id"]) == "draft-not-ready"
    desk.do("map", draft["id"], 1, "--table", "observations")
    # no header is known: which row it is cannot be told before somebody maps it
    assert desk.refused("map", draft["id"], 1, *PAIRS) == "no-such-header"


def test_a_mapping_is_remembered_for_the_same_set_of_headers(desk):
    header = "kpi,period,なに,どう,value,qualifier,status,source,よけい"
    row = "visitors,FY2023,actual,level,150,exact,final,plan,x"
    draft = desk.add("a.csv", [header, row])
    assert "unknown-column" in rules(desk.check(draft["id"]))
    mapped = desk.do("map", draft["id"], 1, "なに=value_type", "D=accumulation", "よけい=-")["draft"]
    assert [column["by"] for column in mapped["files"][0]["columns"]][2:4] == ["hand", "hand"]
    assert rules(desk.check(draft["id"])) == []
    # the next year: other rows, the columns in another order
    again = desk.add("b.csv", [",".join(reversed(header.split(","))), ",".join(reversed(row.replace("150", "151").split(",")))])
    assert {column["header"]: (column["column"], column["by"]) for column in again["files"][0]["columns"]
            if column["by"] != "name"} == {"なに": ("value_type", "memory"), "どう": ("accumulation", "memory"),
                                           "よけい": (None, "left")}
    assert rules(desk.check(again["id"])) == []


def test_a_column_that_is_not_known_is_not_lost(desk):
    draft = desk.add("observations.csv", [OBSERVATION + ",考え", "visitors,FY2023,actual,level,,,,1,,exact,final,plan,,あ"])
    assert rules(desk.check(draft["id"])) == ["unknown-column"]
    assert "考え" in desk.table(draft["id"], "observations") and ",あ" in desk.table(draft["id"], "observations")
    assert desk.refused("map", draft["id"], 1, "考え=note") == "no-such-draft-column"


@pytest.mark.parametrize("head, slug", [
    (b"%PDF-1.7", "draft-file-type"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook-old"), (b"\x7fELF\x02", "draft-file-type"),
    (b"\x89PNG\r\n", "draft-file-type"), (b"PK\x03\x04", "bad-workbook")])
def test_what_holds_no_table_is_refused_and_leaves_no_draft(desk, tmp_path, head, slug):
    path = tmp_path / "kpis.csv"
    path.write_bytes(head + b"\n" * 100)
    assert desk.refused("add", path) == slug
    assert [draft["status"] for draft in desk.do("list")["drafts"]] == ["dropped"]


@pytest.mark.parametrize("name, value, lines", [("HIRAKU_DRAFT_ROWS", "3", 9), ("HIRAKU_DRAFT_BYTES", "1024", 300)])
def test_limits_hold(desk, name, value, lines):
    path = desk.file("x.csv", [OBSERVATION, *(["visitors,FY2020,actual,level,,,,1,,exact,final,plan,"] * lines)])
    done = desk.run("add", path, env={name: value})
    assert done.returncode == 2 and '"draft-file-too-large"' in done.stdout


def test_more_drafts_or_files_than_are_allowed_are_refused(desk):
    path = desk.file("x.csv", small_instance.KPIS)
    desk.do("add", path)
    assert desk.refused("add", path, env={"HIRAKU_DRAFTS": "1"}) == "too-many-drafts"
    assert desk.refused("add", path, path, env={"HIRAKU_DRAFT_FILES": "1"}) == "too-many-draft-files"


def test_a_draft_is_named_as_it_is_known(desk):
    draft = desk.add("x.csv", small_instance.KPIS)["id"]
    done = desk.run("show", draft[:-1] + ("0" if draft[-1] != "0" else "1"), json_answer=False)
    assert done.returncode == 2 and draft in done.stderr
    assert desk.refused("show", "../../../etc") == "no-such-draft"


def test_a_table_in_several_files_is_left_alone(desk):
    desk.instance.write("observations", [OBSERVATION], folder="data/2020")
    assert desk.refused("add", desk.file("x.csv", small_instance.OBSERVATIONS)) == "draft-table-split"
