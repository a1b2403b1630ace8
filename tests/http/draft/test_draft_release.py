"""From a draft to a release: differences, reasons, two people, another release in between."""

import pytest

import small_instance
from conftest import run_program
from draft_desk import Desk, releases, rules

OBSERVATION = small_instance.OBSERVATION_HEADER
ROW = "visitors,FY2023,actual,level,,,,150,,exact,final,plan,"
CHANGED = "visitors,FY2021,actual,level,,,,121,,exact,final,plan,"
ID = "visitors.FY2021.actual.level._._._"
TWO = {"HIRAKU_TWO_PEOPLE": "1"}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, small_instance.Instance(tmp_path / "instance"))


def test_the_difference_is_told_cell_by_cell_with_exact_numbers(desk):
    draft = desk.add("x.csv", [OBSERVATION, CHANGED, "rate,2020,actual,level,,,,4.8,,exact,final,report,見直し", ROW])["id"]
    changes = desk.do("diff", draft)["changes"]
    assert [(change["id"], change["change"], change["column"], change["old"], change["new"], change["difference"])
            for change in changes] == [
        ("rate.2020.actual.level._._._", "modified", "value", "5.0", "4.8", "-0.2"),
        ("rate.2020.actual.level._._._", "modified", "note_ja", None, "見直し", None),
        (ID, "modified", "value", "120", "121", "+1"),
        ("visitors.FY2023.actual.level._._._", "added", None, None, None, None)]
    assert [change["asks_reason"] for change in changes] == [True, False, True, False]


def test_a_reason_is_given_and_published_with_the_change(desk):
    desk.instance.instance(require_reasons="true")
    desk.publish()
    draft = desk.add("x.csv", [OBSERVATION, CHANGED])["id"]
    assert desk.refused("propose", draft) == "draft-has-errors"
    assert desk.refused("reason", draft, "--table", "observations", "--id", ID, "--kind", "why", "--reason", "x") == "bad-draft-reason"
    desk.do("reason", draft, "--table", "observations", "--id", ID, "--column", "value", "--kind", "correction", "--reason", "集計の誤り")
    assert [change["has_reason"] for change in desk.do("diff", draft)["changes"]] == [True]
    desk.do("propose", draft)
    assert desk.do("publish", draft)["release"] == 3
    assert "集計の誤り" in desk.data("corrections")
    assert "集計の誤り" in (desk.store / "releases" / "3" / "reasons.csv").read_text("utf-8")
    # and the folder says what was published
    assert '"changed":false' in run_program("publish", "--json", "--dry-run", "--store", desk.store, desk.instance.path).stdout


def test_a_reason_for_what_is_not_changed_is_taken_back(desk):
    desk.instance.instance(require_reasons="true")
    desk.publish()
    draft = desk.add("x.csv", [OBSERVATION, CHANGED])["id"]
    given = ["--table", "observations", "--column", "value", "--kind", "correction", "--reason", "集計の誤り"]
    desk.do("reason", draft, "--id", "nope", *given)
    desk.do("reason", draft, "--id", ID, *given)
    assert desk.refused("propose", draft) == "draft-has-errors"
    assert [reason["id"] for reason in desk.do("reason", draft, "--id", "nope", *given[:4])["draft"]["reasons"]] == [ID]
    assert desk.refused("reason", draft, "--id", "nope", *given[:4]) == "bad-draft-reason"
    desk.do("propose", draft)


def test_two_people_have_names(desk):
    draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
    assert desk.refused("propose", draft, env=TWO) == "argument-missing"
    desk.do("propose", draft, "--as", "hanako", env=TWO)
    assert desk.refused("approve", draft, env=TWO) == "argument-missing"


def test_a_workbook_of_findings_overwrites_nothing(desk, tmp_path):
    draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
    kept = tmp_path / "大事.xlsx"
    kept.write_text("precious")
    assert desk.refused("workbook", draft, kept) == "file-there"
    assert kept.read_text() == "precious"


def test_one_proposes_and_another_approves(desk):
    draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
    assert desk.refused("publish", draft, "--as", "taro", env=TWO) == "draft-not-approved"
    assert desk.refused("approve", draft, "--as", "taro", env=TWO) == "draft-not-proposed"
    desk.do("propose", draft, "--as", "hanako", "--message", "来訪者数の追加", env=TWO)
    assert desk.refused("approve", draft, "--as", "hanako", env=TWO) == "draft-same-person"
    desk.do("approve", draft, "--as", "taro", env=TWO)
    # what is changed after that has to be proposed and approved again
    desk.do("set", draft, "--table", "observations", "--row", "6", "--column", "value", "--value", "151")
    assert desk.refused("publish", draft, "--as", "taro", env=TWO) == "draft-not-approved"
    desk.do("propose", draft, "--as", "hanako", "--message", "来訪者数の追加", env=TWO)
    desk.do("approve", draft, "--as", "taro", env=TWO)
    assert desk.do("publish", draft, "--as", "taro", env=TWO)["release"] == 2
    state = desk.do("show", draft)["draft"]
    assert (state["status"], state["proposed_by"], state["approved_by"], state["release"]) == ("published", "hanako", "taro", 2)
    assert desk.data("observations").splitlines() == [*small_instance.OBSERVATIONS, ROW.replace("150", "151")]
    assert "来訪者数の追加" in (desk.store / "releases" / "2" / "release.json").read_text("utf-8")
    assert desk.refused("set", draft, "--table", "observations", "--row", "6", "--column", "value", "--value", "1") == "draft-closed"


def test_a_draft_with_errors_is_not_published(desk):
    draft = desk.add("x.csv", [OBSERVATION, ROW.replace("150", "many")])["id"]
    assert desk.refused("propose", draft) == "draft-has-errors"
    assert desk.run("publish", draft).returncode == 1
    assert desk.do("show", draft)["draft"]["status"] == "open"
    assert releases(desk) == 1 and desk.data("observations").splitlines() == small_instance.OBSERVATIONS


def overtaken(desk, row):
    """A draft that changes FY2021 and adds FY2023; another officer has published a row meanwhile."""
    draft = desk.add("x.csv", [OBSERVATION, CHANGED, ROW])["id"]
    desk.do("propose", draft)
    desk.do("publish", desk.add("y.csv", [OBSERVATION, row])["id"])
    assert desk.refused("approve", draft) == "draft-overtaken"
    assert desk.refused("publish", draft) == "draft-overtaken"
    assert desk.do("diff", draft)["overtaken"]
    return draft


def test_what_another_release_changed_elsewhere_stays(desk):
    draft = overtaken(desk, "visitors,FY2020,actual,level,,,,99,,exact,final,plan,")
    assert desk.do("rebase", draft) == {"draft": draft, "settled": False, "clashes": []}
    desk.do("rebase", draft, "--take", "mine")
    desk.do("propose", draft)
    desk.do("publish", draft)
    assert [line.split(",")[7] for line in desk.data("observations").splitlines()[1:]] == ["99", "121", "", "5.0", "150"]


@pytest.mark.parametrize("take, value", [("mine", "121"), ("theirs", "125")])
def test_of_a_cell_that_both_changed_both_values_are_shown(desk, take, value):
    draft = overtaken(desk, CHANGED.replace("121", "125"))
    clashes = desk.do("rebase", draft)["clashes"]
    assert [(clash["column"], clash["base"], clash["theirs"], clash["mine"]) for clash in clashes] == [("value", "120", "125", "121")]
    assert desk.refused("publish", draft) == "draft-overtaken"  # nothing was settled
    desk.do("rebase", draft, "--take", take)
    desk.do("publish", draft)
    assert desk.data("observations").splitlines()[2].split(",")[7] == value
    assert desk.data("observations").splitlines()[-1] == ROW


def test_a_table_that_the_instance_has_not_is_made(desk):
    draft = desk.add("rounds.csv", ["id,program,name_ja,source"])["id"]
    assert desk.do("show", draft)["draft"]["tables"][0]["path"] == "data/rounds.csv"
    desk.do("publish", draft)
    assert (desk.instance.path / "data" / "rounds.csv").exists()


def test_a_draft_that_is_dropped_is_kept_without_its_files(desk):
    draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
    desk.do("drop", draft)
    assert desk.do("show", draft)["draft"]["status"] == "dropped"
    assert not (desk.folder / "store.desk" / "drafts" / draft / "data").exists()
    assert desk.refused("publish", draft) == "draft-closed"


def test_a_file_that_was_changed_from_outside_is_not_published(desk):
    draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
    path = desk.folder / "store.desk" / "drafts" / draft / "data" / "observations.csv"
    path.write_text(path.read_text() + ROW.replace("2023", "2024") + "\n")
    assert desk.refused("publish", draft) == "draft-table-changed"


def test_check_leaves_nothing_behind(desk):
    draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
    desk.check(draft)
    desk.do("diff", draft)
    assert rules(desk.check(draft)) == []
    assert sorted(path.name for path in (desk.folder / "store.desk" / "drafts" / draft).iterdir()) == [
        "base", "data", "draft.json", "lock", "uploads"]


@pytest.mark.parametrize("switched", [True, False])
def test_a_publish_that_ended_behind_the_release_is_finished(desk, switched):
    """Its process ended before the tables were put back: and before the new release was current, or behind that."""
    draft = desk.add("x.csv", [OBSERVATION, ROW])["id"]
    before = desk.data("observations")
    desk.do("publish", draft)
    after = desk.data("observations")
    desk.instance.write("observations", before.splitlines())
    state = desk.folder / "store.desk" / "drafts" / draft / "draft.json"
    state.write_text(state.read_text().replace('"published"', '"publishing"').replace('"release":2', '"release":0'))
    if not switched:
        (desk.store / "current").unlink()
        (desk.store / "current").symlink_to("releases/1")
    assert [(one["status"], one["release"]) for one in desk.do("recover")["drafts"]] == [("published", 2)]
    assert desk.data("observations") == after
    assert (desk.store / "current").readlink().name == "2"
