"""Workbooks and archives in drafts."""

import io
import zipfile

import openpyxl
import pytest

import small_instance
from conftest import run_program
from draft_desk import Desk, rules

OBSERVATION = small_instance.OBSERVATION_HEADER


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, small_instance.Instance(tmp_path / "instance"))


def book(**sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def archive(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


def add(desk, name, data):
    path = desk.folder / name
    path.write_bytes(data)
    return desk.do("add", path)["draft"]


def test_each_sheet_that_holds_a_table_is_one(desk):
    draft = add(desk, "x.xlsx", book(説明=[["この表の書き方"]], 表紙=[["令和7年度"]], 実績=[
        ["来訪者数"], [], ["指標", "期間", "種別", "累計", "実績値", "概数", "状態", "出典"],
        ["visitors", "FY2023", "actual", "level", 150, "exact", "final", "plan"]],
        出典=[["ID", "題名", "種別"], ["plan", "計画書", "plan"], ["new", "新しい資料", "report"], ["report", "報告書", "report"]]))
    assert [(file["part"], file["table"], file["mode"], file["header_row"]) for file in draft["files"]] == [
        ("実績", "observations", "rows", 3), ("出典", "sources", "whole", 1)]
    assert desk.table(draft["id"], "observations").splitlines()[-1] == "visitors,FY2023,actual,level,,,,150,,exact,final,plan,"


def test_a_filled_template_comes_without_its_examples(desk, tmp_path):
    made = tmp_path / "template.xlsx"
    assert run_program("template", "--table", "sources", made).returncode == 0
    filled = openpyxl.load_workbook(made)
    assert filled.sheetnames[-1] == "例 sources"
    names = [cell.value for cell in filled["sources"][1]]
    filled["sources"].append([{"id": "extra", "title_ja": "資料", "kind": "plan"}.get(name) for name in names])
    filled.save(made)
    draft = add(desk, "x.xlsx", made.read_bytes())
    assert [(file["part"], file["rows"]) for file in draft["files"]] == [("sources", 1)]


def test_a_workbook_without_a_known_table_asks_for_one(desk):
    draft = add(desk, "x.xlsx", book(表紙=[["令和7年度"], ["あ", "い"], [1, 2]]))
    assert [(file["part"], file["table"]) for file in draft["files"]] == [("表紙", None)]


def test_files_of_an_archive_are_taken_one_by_one(desk):
    text = "\n".join([OBSERVATION, "visitors,FY2023,actual,level,,,,150,,exact,final,plan,", ""])
    draft = add(desk, "x.zip", archive(**{
        "報告/実績.csv": text.encode("cp932"), "__MACOSX/報告/._実績.csv": b"x", "報告/.DS_Store": b"x", "報告/~$実績.xlsx": b"x",
        "../../資料.xlsx": book(出典=[["ID", "題名", "種別"], ["plan", "計画書", "plan"]])}))
    assert [(file["name"], file["table"]) for file in draft["files"]] == [("実績.csv", "observations"), ("資料.xlsx", "sources")]
    uploads = desk.folder / "store.desk" / "drafts" / draft["id"] / "uploads"
    assert sorted(path.name for path in uploads.iterdir()) == ["1", "2", "3"]
    assert "series-gap" not in rules(desk.check(draft["id"]))


def bomb():
    return archive(**{"x.csv": b"a,b\n" * 10000000})


@pytest.mark.parametrize("make, slug", [
    (lambda: archive(**{"a.zip": archive(**{"x.csv": b"x"})}), "draft-file-type"),
    (lambda: archive(**{".hidden": b"x"}), "draft-file-type"),
    (bomb, "draft-file-too-large"),
    (lambda: archive(**{"x.csv": b"id,name_ja\n"})[:-40], "bad-workbook"),
    (lambda: archive(**{f"{number}.csv": b"id,name_ja\n" for number in range(101)}), "too-many-draft-files"),
    (lambda: book(a=[["id"]])[:500], "bad-workbook"),
], ids=["an archive in an archive", "nothing", "a bomb", "cut off", "too many", "half a workbook"])
def test_an_archive_that_is_none_of_files_is_refused(desk, make, slug):
    path = desk.folder / "x.zip"
    path.write_bytes(make())
    assert desk.refused("add", path) == slug
