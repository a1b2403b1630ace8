"""check --fix: a corrected copy in which nothing else is changed, and a folder that is not touched."""

import hashlib
import json
import os
import random

import pytest

from conftest import SAMPLE
from small_instance import KPIS, MUNICIPALITIES, OBSERVATION_HEADER, OBSERVATIONS, SOURCES, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "copy"


@pytest.fixture
def fix(run, instance, copy):
    """fix(code) → the object that --json gives; the copy is whole, the folder as it was."""
    def call(code=0, to=copy):
        before = contents(instance.path)
        done = run("check", "--json", "--fix", to, instance.path)
        assert done.returncode == code, done.stdout + done.stderr
        assert contents(instance.path) == before
        return json.loads(done.stdout)
    return call


def contents(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def data(folder, name):
    return (folder / "data" / f"{name}.csv").read_bytes()


def cells(result):
    return [(c["file"], c["line"], c["column"], c["old"], c["new"]) for c in result["changes"] if c["kind"] == "cell"]


def test_nothing_to_correct_is_a_copy_byte_for_byte(fix, instance, copy):
    (instance.path / "README.txt").write_bytes(b"\xff\xfe\x00 notes")
    (instance.path / "data" / "sub").mkdir()
    instance.write("schemes", ["id,name_ja", 's1,"引用, と改行"'], newline="\r\n", folder="data/sub")
    assert fix()["fixed"] == 0
    assert contents(copy) == contents(instance.path)


def test_numbers_dates_and_eras_are_written_as_they_are_read(fix, instance, copy):
    rows = ['visitors,令和2年度,actual,level,,,,"１，２３４",,exact,final,plan,', 'rate,2021,actual,level,,,,"7.5",,exact,final,report,"a, b"']
    instance.observe(*rows)
    result = fix()
    assert cells(result) == [("data/observations.csv", 2, "period", "令和2年度", "FY2020"),
                             ("data/observations.csv", 2, "value", "１，２３４", "1234")]
    assert result["errors"] == 0
    fixed = rows[0].replace("令和2年度", "FY2020").replace('"１，２３４"', "1234")
    assert data(copy, "observations").decode() == "\n".join([OBSERVATION_HEADER, fixed, rows[1], ""])


def test_titles_in_the_header_become_names(fix, instance, copy):
    names = OBSERVATION_HEADER.replace(",period,", ",期間,").replace(",qualifier,", ",値の性質,")
    instance.write("observations", [names, *OBSERVATIONS[1:]])
    assert cells(fix()) == [("data/observations.csv", 1, "period", "期間", "period"),
                            ("data/observations.csv", 1, "qualifier", "値の性質", "qualifier")]
    assert data(copy, "observations").decode() == "\n".join([*OBSERVATIONS, ""])


def test_a_title_of_a_code_becomes_the_code_and_a_near_one_does_not(fix, instance, copy):
    instance.observe("visitors,FY2020,実績値,level,,,,1,,exact,final,plan,", "visitors,FY2021,actual,level,,,,1,,exact,finla,plan,")
    result = fix(1)
    assert cells(result) == [("data/observations.csv", 2, "value_type", "実績値", "actual")]
    assert [f["value"] for f in result["findings"] if f["severity"] == "error"] == ["finla"]


@pytest.mark.parametrize("code", ["141001", "14100", "141004"])
def test_a_wrong_check_digit_is_left_to_people(fix, instance, copy, code):
    instance.write("kpis", [KPIS[0], KPIS[1].replace("141003", code), KPIS[2]])
    result = fix(1)
    assert cells(result) == [] and data(copy, "kpis") == data(instance.path, "kpis")


def test_a_code_in_full_width_is_the_same_code(fix, instance):
    instance.write("municipalities", [MUNICIPALITIES[0], MUNICIPALITIES[1], MUNICIPALITIES[2].replace("141003", "１４１００３")])
    assert cells(fix()) == [("data/municipalities.csv", 3, "id", "１４１００３", "141003")]


def test_a_near_id_is_left_to_people(fix, instance, copy):
    instance.observe("visitor,FY2020,actual,level,,,,1,,exact,final,plan,")
    result = fix(1)
    assert result["fixed"] == 0 and data(copy, "observations") == data(instance.path, "observations")


@pytest.mark.parametrize(("encoding", "name"), [("cp932", "CP932"), ("utf-16", "UTF-16LE")])
def test_other_encodings_become_utf_8_with_a_mark(fix, instance, copy, encoding, name):
    instance.write("sources", SOURCES, encoding=encoding, newline="\r\n")
    result = fix()
    assert [(c["kind"], c["old"], c["new"]) for c in result["changes"]] == [("encoding", name, "UTF-8")]
    assert data(copy, "sources") == b"\xef\xbb\xbf" + ("\r\n".join(SOURCES) + "\r\n").encode()


def test_a_byte_order_mark_stays(fix, instance, copy):
    instance.write("observations", [*OBSERVATIONS[:4], "rate,2020,actual,level,,,,５.0,,exact,final,report,"], encoding="utf-8-sig")
    assert fix()["fixed"] == 1
    assert data(copy, "observations") == data(instance.path, "observations").replace("５".encode(), b"5")


def test_rows_that_end_in_cr_alone(fix, instance, copy):
    instance.write("sources", SOURCES, newline="\r")
    result = fix()
    assert [(c["kind"], c["new"]) for c in result["changes"]] == [("line-ends", "3")]
    assert data(copy, "sources") == ("\r\n".join(SOURCES) + "\r\n").encode()


def test_empty_rows_go_and_those_at_the_end_stay(fix, instance, copy):
    instance.write("sources", [SOURCES[0], SOURCES[1], "", ",,", '"",,', SOURCES[2], ",,", ""])
    result = fix()
    assert [(c["kind"], c["line"], c["new"]) for c in result["changes"]] == [("empty-rows", 3, "5")]
    assert data(copy, "sources").decode() == "\n".join([*SOURCES, ",,", "", ""])


def test_rows_are_counted_as_a_spreadsheet_counts_them(fix, instance):
    instance.write("sources", [SOURCES[0], 'plan,"二\n行",plan', "report,報告書,report"])
    instance.write("observations", [OBSERVATION_HEADER, 'visitors,FY2020,actual,level,,,,1,,exact,final,plan,"一\n二\r\n三"',
                                    "visitors,FY2021,actual,level,,,,２,,exact,final,plan,"])
    assert cells(fix()) == [("data/observations.csv", 3, "value", "２", "2")]


def test_a_file_with_broken_bytes_is_left_whole(fix, instance, copy):
    path = instance.path / "data" / "sources.csv"
    text = "id,title_ja,kind\nplan,計画書の題名である,plan\nreport,報告書の題名である,report\n".encode()
    path.write_bytes(text.replace("報".encode(), b"\xe5\xa0", 1).replace(b"\n", b"\r", 1))
    result = fix(1)
    assert "left" in [c["kind"] for c in result["changes"]] and data(copy, "sources") == path.read_bytes()


def test_instance_json_in_another_encoding(fix, instance, copy):
    instance.instance(title_ja="みなと町のオープンデータ", description_ja="町の事業と指標の値をここで公開しています。")
    path = instance.path / "instance.json"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("cp932"))
    assert [c["file"] for c in fix()["changes"]] == ["instance.json"]
    assert (copy / "instance.json").read_bytes() == text.encode()


def test_the_copy_is_compared_with_a_store_when_asked(run, store, instance, copy):
    assert run("publish", "--store", store, instance.path).returncode == 0
    instance.add("rate,2021,actual,level,,,,６.0,,exact,final,report,")
    done = run("check", "--fix", copy, "--store", store, instance.path)
    assert done.returncode == 0 and "Compared with release 1" in done.stdout and "６.0 → 6.0" in done.stdout


def test_people_see_the_first_changes_and_all_when_they_ask(run, instance, tmp_path):
    instance.observe(*(f"visitors,{1950 + n},actual,level,,,,{n}０,,exact,final,plan," for n in range(60)))
    few = run("check", "--fix", tmp_path / "a", instance.path).stdout
    everything = run("check", "--all", "--fix", tmp_path / "b", instance.path).stdout
    assert few.count(" → ") == 50 and "10 more" in few and everything.count(" → ") == 60


# --- where it goes -----------------------------------------------------------------------------


def test_a_folder_with_something_in_it_is_refused(run, instance, copy):
    copy.mkdir()
    (copy / "mine").write_text("x")
    done = run("check", "--fix", copy, instance.path)
    assert done.returncode == 2 and contents(copy).keys() == {"mine"}


def test_an_empty_folder_is_taken(fix, copy):
    copy.mkdir()
    fix()
    assert (copy / "instance.json").exists()


@pytest.mark.parametrize("below", ["", "copy", "data/copy", "../instance/copy"])
def test_a_place_within_the_folder_is_refused(run, instance, below):
    before = contents(instance.path)
    done = run("check", "--fix", os.path.join(instance.path, below), instance.path)
    assert done.returncode == 2 and contents(instance.path) == before
    assert sorted(p.name for p in instance.path.iterdir()) == ["data", "instance.json"]


def test_a_link_that_leads_into_the_folder_is_refused(run, instance, tmp_path):
    (tmp_path / "link").symlink_to(instance.path)
    done = run("check", "--fix", tmp_path / "link" / "copy", instance.path)
    assert done.returncode == 2 and sorted(p.name for p in instance.path.iterdir()) == ["data", "instance.json"]


def test_nothing_is_left_where_it_fails(run, instance, tmp_path):
    (instance.path / "data" / "gone.txt").symlink_to(tmp_path / "nowhere")
    done = run("check", "--fix", tmp_path / "copy", instance.path)
    assert done.returncode == 3 and sorted(p.name for p in tmp_path.iterdir()) == ["instance"]


# --- whatever the file -------------------------------------------------------------------------

PIECES = [b"\r", b"\n", b"\r\n", b'"', b",", b"\xef\xbc\x91", "令和３年度".encode(), b" ", "\u200b".encode(), b"\xff", b"#", b"\t"]


def mutated(text, chance):
    text = bytearray(text)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text))
        text[at:at + chance.randrange(3)] = chance.choice(PIECES)
    return bytes(text)


@pytest.mark.parametrize("seed", range(40))
def test_a_corrected_copy_has_nothing_more_to_correct(run, instance, tmp_path, seed):
    chance = random.Random(seed)
    source = (SAMPLE / "data" / "observations.csv").read_bytes()[:3000].rsplit(b"\n", 1)[0]
    path = instance.path / "data" / "observations.csv"
    path.write_bytes(mutated(source + b"\n", chance))
    before = contents(instance.path)
    first = run("check", "--json", "--fix", tmp_path / "a", instance.path)
    again = run("check", "--json", "--fix", tmp_path / "b", tmp_path / "a")
    assert first.returncode in (0, 1) and again.returncode == first.returncode, f"seed {seed}: {first.stderr}"
    assert contents(instance.path) == before
    kept = [c for c in json.loads(again.stdout)["changes"] if c["kind"] not in ("left",)]
    assert kept == [] and contents(tmp_path / "a") == contents(tmp_path / "b"), f"seed {seed}"

