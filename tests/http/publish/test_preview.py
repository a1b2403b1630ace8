"""What a publish would change, and what is likely a mistake in it: publish --dry-run, check --store, publish."""

import fcntl
import gzip
import hashlib
import json

import pytest

from conftest import publish_directory, publish_result
from small_instance import KPIS, MUNICIPALITIES, OBSERVATION_HEADER, OBSERVATIONS, SOURCES, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def preview(run, store, instance):
    """preview(*options) → the object that --dry-run --json gives."""
    def call(*options, code=0):
        done = run("publish", "--dry-run", "--json", "--store", store, *options, instance.path)
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)
    return call


def contents(folder):
    """Every path below the folder with what tells whether it was touched."""
    return {str(path.relative_to(folder)): (path.lstat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
            for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()}


def figures(*rows):
    return [OBSERVATION_HEADER, *(f"visitors,FY20{20 + n},actual,level,,,,{row},plan," for n, row in enumerate(rows))]


def warned(result, rule):
    return [(f["value"], f["expected"], f["other"]) for f in result["findings"] if f["rule"] == rule]


# --- the dry run -------------------------------------------------------------------------------


def test_the_first_release_shows_every_record(preview, tmp_path, store):
    result = preview()
    assert (result["base"], result["release"], result["changed"]) == (None, 1, True)
    assert result["added"] == len(result["changes"]) == result["rows"] == 2 + 2 + 2 + 4
    assert {"table": "sources", "id": "report", "change": "added", "column": None, "old": None,
            "new": None} in result["changes"]
    assert not store.exists()


def test_a_dry_run_says_what_the_publish_then_does(preview, store, instance):
    publish_directory(store, instance.path)
    instance.instance(title_ja="新しい題")
    instance.write("sources", [SOURCES[0], "plan,改訂計画書,plan", "third,題,web"])
    instance.write("observations", [OBSERVATION_HEADER, *OBSERVATIONS[1:4]])
    shown = preview()
    done = publish_result(store, instance.path)
    keys = ("release", "changed", "rebuilt", "rows", "added", "removed", "modified", "status")
    assert {key: shown[key] for key in keys} == {key: done[key] for key in keys}
    rows = [(c["table"], c["id"], c["column"] or "*", c["old"] or "", c["new"] or (c["change"] if not c["column"] else ""))
            for c in shown["changes"]]
    written = (store / "releases" / "2" / "changes.csv").read_bytes().decode().split("\r\n")[1:-1]
    gone = {(table, key) for table, key, _, _, new in rows if new == "removed"}
    told = [row for row in (line.split(",") for line in written)  # not the cells of what is gone
            if row[2] == "*" or tuple(row[:2]) not in gone]
    assert [list(row) for row in rows] == [row for row in told if row[0] not in ("periods", "units")]


def test_a_dry_run_changes_nothing_in_the_store(preview, store, instance):
    publish_directory(store, instance.path)
    before = contents(store)
    instance.add("visitors,FY2024,actual,level,,,,7,,exact,final,plan,")
    preview()
    assert contents(store) == before


def test_a_dry_run_works_beside_a_publisher(preview, store, instance):
    publish_directory(store, instance.path)
    with open(store / "lock", "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert preview()["changed"] is False


def test_a_release_that_is_packed_meanwhile_is_compared_with_as_well(preview, store, instance):
    publish_directory(store, instance.path)
    instance.add("visitors,FY2024,actual,level,,,,7,,exact,final,plan,")
    shown = preview()
    for path in (store / "releases" / "1" / "data").iterdir():
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert preview() == shown and shown["added"] == 1


def test_a_dry_run_without_changes_says_so(run, store, instance):
    publish_directory(store, instance.path)
    done = run("publish", "--dry-run", "--store", store, instance.path)
    assert done.returncode == 0 and "Nothing changed" in done.stdout


def test_a_dry_run_of_errors_fails(preview, store, instance):
    publish_directory(store, instance.path)
    instance.add("nosuch,FY2024,actual,level,,,,7,,exact,final,plan,")
    result = preview(code=1)
    assert (result["status"], result["changes"], result["errors"]) == ("bad-data", [], 1)


def test_people_see_old_and_new(run, store, instance):
    publish_directory(store, instance.path)
    instance.write("sources", [*SOURCES[:2], "report,新しい\t題,report", "third,題,web"])
    done = run("publish", "--dry-run", "--lang", "ja", "--store", store, instance.path)
    assert done.stdout.splitlines()[:3] == ["sources（出典）: 追加 1、削除 0、変更 1", "  追加: third",
                                            "  title_ja: report: 報告書 → 新しい\\t題"]


def test_people_see_the_first_of_many_and_all_when_they_ask(run, store, instance):
    publish_directory(store, instance.path)
    instance.write("sources", [*SOURCES, *(f"s{n},題,web" for n in range(12))])
    options = ("publish", "--dry-run", "--store", store, instance.path)
    few, everything = run(*options).stdout, run(*options, "--all").stdout
    assert few.count("  added: s") == 5 and "  added: 7 more" in few
    assert everything.count("  added: s") == 12 and " more" not in everything


# --- warnings ----------------------------------------------------------------------------------


@pytest.fixture(params=["publish", "preview", "check"])
def warnings(request, run, store, instance):
    """warnings() → the report of each of the three commands."""
    def call():
        options = {"publish": ["publish"], "preview": ["publish", "--dry-run"], "check": ["check"]}[request.param]
        done = run(*options, "--json", "--store", store, instance.path)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)
    return call


def test_another_base_url_names_both(warnings, store, instance):
    publish_directory(store, instance.path)
    instance.instance(base_url="https://moved.example.jp")
    result = warnings()
    assert warned(result, "base-url-changed") == [
        ("https://moved.example.jp", "https://data.example.jp", "releases/1")]


def test_messages_call_the_earlier_release_as_people_do(warnings, store, instance):
    publish_directory(store, instance.path)
    instance.instance(base_url="https://other.example.jp", fiscal_year_first_month=1)
    found = warnings()["findings"]
    for rule in ("base-url-changed", "fiscal-year-changed"):
        one = next(f for f in found if f["rule"] == rule)
        assert "（公開版 1）" in one["message_ja"] and "(release 1)" in one["message_en"]


def test_another_licence_publisher_and_fiscal_year(warnings, store, instance):
    publish_directory(store, instance.path)
    instance.instance(licence_url="https://creativecommons.org/publicdomain/zero/1.0/", publisher_code="130001",
                      fiscal_year_first_month=10)
    result = warnings()
    assert warned(result, "licence-changed") == [
        ("https://creativecommons.org/publicdomain/zero/1.0/", "https://creativecommons.org/licenses/by/4.0/",
         "releases/1")]
    assert warned(result, "publisher-changed") == [("130001", "141003", "releases/1")]
    assert warned(result, "fiscal-year-changed") == [("10", "4", "releases/1")]


def test_a_final_figure_that_changes_names_row_old_and_new(warnings, store, instance):
    publish_directory(store, instance.path)
    instance.write("observations", [OBSERVATION_HEADER, OBSERVATIONS[1], OBSERVATIONS[2].replace(",120,", ",125,"),
                                    *OBSERVATIONS[3:]])
    result = warnings()
    assert warned(result, "final-changed") == [("125", "120", "releases/1")]
    found = [f for f in result["findings"] if f["rule"] == "final-changed"][0]
    assert (found["file"], found["line"], found["column"]) == ("data/observations.csv", 3, "value")


def test_a_final_figure_that_is_taken_back_shows_the_reason(warnings, store, instance):
    publish_directory(store, instance.path)
    instance.write("observations", [*OBSERVATIONS[:4], "rate,2020,actual,level,,,,,suppressed,exact,final,report,"])
    assert warned(warnings(), "final-changed") == [("suppressed", "5.0", "releases/1")]


@pytest.mark.parametrize("row", [
    "rate,2020,actual,level,,,,5.1,,exact,revised,report,",
    "rate,2020,actual,level,,,,5.1,,exact,final,report,印刷の誤りを訂正",
    "rate,2020,actual,level,,,,5,,exact,final,report,",
    "rate,2020,actual,level,,,,5.0,,approximate,final,report,",
], ids=["revised", "noted", "same-number", "same-value"])
def test_a_change_that_is_explained_or_none_is_no_warning(warnings, store, instance, row):
    publish_directory(store, instance.path)
    instance.write("observations", [*OBSERVATIONS[:4], row])
    assert warned(warnings(), "final-changed") == []


def test_a_note_that_was_there_before_explains_no_later_change(warnings, store, instance):
    row = "rate,2020,actual,level,,,,{},,exact,final,report,{}"
    instance.write("observations", [*OBSERVATIONS[:4], row.format("5.0", "表の注を参照")])
    publish_directory(store, instance.path)
    instance.write("observations", [*OBSERVATIONS[:4], row.format("6.0", "表の注を参照")])
    assert warned(warnings(), "final-changed") == [("6.0", "5.0", "releases/1")]


def test_a_new_note_of_the_kpi_explains_all_its_figures(warnings, store, instance):
    publish_directory(store, instance.path)
    instance.write("kpis", [*KPIS[:2], KPIS[2] + "集計の方法を改めた"])
    instance.write("observations", [*OBSERVATIONS[:4], "rate,2020,actual,level,,,,6.0,,exact,final,report,"])
    assert warned(warnings(), "final-changed") == []


@pytest.mark.parametrize("before", [",not_yet_reported,exact,final", "9,,exact,provisional", "9,,exact,estimated"])
def test_a_figure_that_was_not_final_may_change(warnings, store, instance, before):
    instance.write("observations", figures(before))
    publish_directory(store, instance.path)
    instance.write("observations", figures("12,,exact,final"))
    assert warned(warnings(), "final-changed") == []


def test_a_record_that_is_gone_is_named(warnings, store, instance):
    instance.write("sources", [*SOURCES, "third,題,web"])
    publish_directory(store, instance.path)
    instance.write("sources", SOURCES)
    instance.write("observations", OBSERVATIONS[:-1])
    result = warnings()
    assert warned(result, "record-removed") == [("rate.2020.actual.level._._._", None, "releases/1"),
                                                ("third", None, "releases/1")]
    assert {f["file"] for f in result["findings"] if f["rule"] == "record-removed"} == {
        "data/observations.csv", "data/sources.csv"}


def test_a_table_that_is_gone_is_one_warning(warnings, store, instance):
    publish_directory(store, instance.path)
    (instance.path / "data" / "observations.csv").unlink()
    result = warnings()
    assert warned(result, "table-emptied") == [("observations", "4", "releases/1")]
    assert warned(result, "record-removed") == []


def test_a_column_whose_values_are_all_gone(warnings, store, instance):
    instance.write("municipalities", ["id,name_ja,kind,prefecture,website", "130001,東京都,prefecture,,https://a.example.jp",
                                      "141003,横浜市,designated_city,,https://b.example.jp"])
    publish_directory(store, instance.path)
    instance.write("municipalities", MUNICIPALITIES)
    assert warned(warnings(), "column-emptied") == [("website", "2", "releases/1")]


def test_nothing_is_warned_of_when_nothing_changes(warnings, store, instance):
    publish_directory(store, instance.path)
    assert [f for f in warnings()["findings"] if f["severity"] == "warning"] == []


def test_check_without_a_release_to_compare_with(run, store, instance):
    done = run("check", "--store", store, instance.path)
    assert done.returncode == 0 and "no release" in done.stdout and not store.exists()


def test_check_with_errors_says_that_tables_were_not_compared(run, store, instance):
    publish_directory(store, instance.path)
    instance.write("observations", ["kpi,value", "visitors,1"])
    done = run("check", "--store", store, instance.path)
    assert done.returncode == 1 and "not compared with release 1" in done.stdout
    assert "record-removed" not in done.stdout


def test_check_without_store_compares_nothing(run, store, instance):
    publish_directory(store, instance.path)
    instance.instance(base_url="https://moved.example.jp")
    done = run("check", instance.path, env={"HIRAKU_STORE": str(store)})
    assert done.returncode == 0 and "base-url-changed" not in done.stdout


# --- for timers --------------------------------------------------------------------------------


def test_quiet_says_nothing_where_nothing_changed(run, store, instance):
    publish_directory(store, instance.path)
    done = run("publish", "--quiet", "--store", store, instance.path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_quiet_tells_of_a_release_and_of_errors(run, store, instance):
    done = run("publish", "--quiet", "--store", store, instance.path)
    assert done.returncode == 0 and "Published release 1" in done.stdout and done.stderr == ""
    instance.add("visitors,FY2024,actual,level,,,,x,,exact,final,plan,")
    done = run("publish", "--quiet", "--store", store, instance.path)
    assert done.returncode == 1 and "bad-number" in done.stdout
