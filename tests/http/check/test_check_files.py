"""What `hiraku check` says of files and folders that are not what they should be."""

import json
import os

import pytest

from small_instance import KPIS, OBSERVATION_HEADER, OBSERVATIONS, SOURCES, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "town")


@pytest.fixture
def rules(run, instance):
    """The errors by file: rule and message."""
    def found():
        report = json.loads(run("check", "--json", instance.path).stdout)
        return {f["file"]: (f["rule"], f["message_ja"]) for f in report["findings"] if f["severity"] == "error"}
    return found


def put(instance, name, content=b"x"):
    (instance.path / "data" / name).write_bytes(content)


@pytest.mark.parametrize("name", ["ehthumbs.db", ".DS_Store", "._kpis.csv", "~$kpis.xlsx", ".~lock.kpis.csv#", "Icon\r"])
def test_what_a_system_leaves_behind_is_passed_over(name, instance, rules):
    put(instance, name)
    assert rules() == {}


def test_the_folder_of_a_mac_archive_is_passed_over(instance, rules):
    (instance.path / "data" / "__MACOSX").mkdir()
    put(instance, "__MACOSX/._kpis.csv")
    assert rules() == {}


@pytest.mark.parametrize("name, rule", [
    ("rounds.xlsm", "workbook-file"), ("rounds.tsv", "text-file"), ("2024.zip", "archive-file"), ("map.pdf", "other-file"),
    ("sources.csv.orig", "spare-file"), ("sources (3).csv", "spare-file"), ("Sources.CSV", "spare-file"),
    ("pilots_2024.csv", "version-file"), ("draft.tmp", "backup-file"), ("催事.csv", "unknown-file")])
def test_what_does_not_belong_there_is_told_apart(name, rule, instance, rules):
    put(instance, name)
    assert rules()[f"data/{name}"][0] == rule


@pytest.mark.parametrize("name", ["pilots.xlsx", "実証実験.xls", "pilots.ods", "Pilots.TXT"])
def test_advice_is_to_save_under_the_name_of_the_table(name, instance, rules):
    put(instance, name)
    message = rules()[f"data/{name}"][1]
    assert "CSV UTF-8" in message and "pilots.csv" in message


def test_a_link_to_nothing_and_a_folder_with_a_table_s_name_are_findings(instance, rules):
    (instance.path / "data" / "events.csv").symlink_to("gone")
    (instance.path / "data" / "rounds.csv").mkdir()
    assert {k: v[0] for k, v in rules().items()} == {"data/events.csv": "not-a-file", "data/rounds.csv": "folder-as-file"}


def test_no_data_and_no_instance_are_findings(instance, rules):
    (instance.path / "instance.json").unlink()
    assert rules()["instance.json"][0] == "no-instance-file"
    instance.instance()
    (instance.path / "data").rename(instance.path / "Daten")
    assert rules()["data"][0] == "no-data-folder"


@pytest.mark.parametrize("inside", ["data", "data/", "instance.json", "data/kpis.csv", "data/."])
@pytest.mark.parametrize("command", ["check", "publish"])
def test_what_is_inside_names_the_folder(command, inside, run, instance, tmp_path):
    store = ["--store", tmp_path / "store"] if command == "publish" else []
    done = run(command, *store, f"{instance.path}/{inside}")
    assert done.returncode == 2 and "disk" not in done.stderr
    above = f"{instance.path}/data/./.." if inside.endswith(".") else f"{instance.path}\""
    assert above in done.stderr


def test_the_folder_of_the_releases_is_told_from_the_data(run, instance, tmp_path):
    assert run("publish", "--store", tmp_path / "store", instance.path).returncode == 0
    done = run("check", tmp_path / "store")
    assert done.returncode == 2 and "STORE" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_must_not_be_read_is_a_matter_of_permission(run, instance):
    (instance.path / "data" / "kpis.csv").chmod(0)
    done = run("check", "--lang", "ja", instance.path)
    assert done.returncode == 3 and "権限" in done.stderr and "kpis.csv" in done.stderr


def test_output_that_nobody_reads_ends_quietly(run, instance):
    read, write = os.pipe()
    os.close(read)
    from conftest import clean_environment, program
    import subprocess
    done = subprocess.run([program(), "check", instance.path], stdout=write, stderr=subprocess.PIPE,
                          env=clean_environment(), check=False)
    os.close(write)
    assert done.stderr == b"" and done.returncode < 0


def test_where_the_table_is_not_known_the_advice_is_in_the_reader_s_language(instance, rules):
    put(instance, "雑.xlsx")
    message = rules()["data/雑.xlsx"][1]
    assert "「表の名前.csv」" in message and "TABLE" not in message


@pytest.mark.parametrize("folder", ["backup", "Bak", "old_2", "旧", "花野町旧", "控え", "コピー ～ 新しいフォルダー", "20250331", "2025-03-31 版"])
@pytest.mark.parametrize("rows", [SOURCES, ["id,title_ja,kind", "annex,付属資料,report"]])
def test_a_second_file_of_a_table_in_a_folder_put_aside_is_not_read(folder, rows, instance, rules):
    instance.write("sources", rows, folder=f"data/{folder}")
    (name, (rule, message)), = rules().items()
    assert (name, rule) == (f"data/{folder}/sources.csv", "backup-folder") and f"「data/{folder}」" in message


@pytest.mark.parametrize("folders", [("2023", "2024"), ("", "FY2022"), ("", "旧花野町"), ("20240401", "20250401"), ("backupdata", "令和5年度"),
                                     ("", "202404"), ("old/only", None)])
def test_files_of_a_table_may_be_split_over_folders(folders, instance, rules):
    (instance.path / "data" / "observations.csv").unlink()
    halves = [[*OBSERVATIONS[:3]], [OBSERVATION_HEADER, *OBSERVATIONS[3:]]]
    for folder, half in zip(folders, halves):
        if folder is not None:
            instance.write("observations", half, folder=f"data/{folder}".rstrip("/"))
    assert rules() == {}


@pytest.mark.parametrize("name", ["sources (1).csv", "出典.csv", "Sources.csv", "sources.CSV", "sources.xlsx", "shiryou.csv"])
def test_a_table_whose_file_has_another_name_is_one_finding(name, instance, rules):
    (instance.path / "data" / "sources.csv").rename(instance.path / "data" / name)
    assert list(rules()) == [f"data/{name}"]


def test_a_file_of_no_table_hides_no_wrong_reference(instance, rules):
    put(instance, "shiryou.csv")
    instance.write("kpis", [KPIS[0], *(row.replace(",plan,", ",plam,") for row in KPIS[1:])])
    assert rules()["data/kpis.csv"][0] == "no-such-record"
