"""What `hiraku check` says: every problem with its place, in both languages, with what to do."""

import json
import re

import pytest

from small_instance import KPIS, OBSERVATIONS, SOURCES, Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


@pytest.fixture
def check(run, instance):
    """Findings (errors and warnings) of the instance as it is, by check --json."""
    def findings(severity=("error", "warning")):
        done = run("check", "--json", instance.path)
        assert done.returncode in (0, 1), done.stderr
        report = json.loads(done.stdout)
        assert (done.returncode == 1) == (report["errors"] > 0)
        return [f for f in report["findings"] if f["severity"] in severity]
    return findings


def one(findings, rule):
    found = [f for f in findings if f["rule"] == rule]
    assert len(found) == 1, findings
    return found[0]


def test_good_instance_has_no_findings(check):
    assert check() == []


def test_good_instance_ends_with_0(run, instance):
    assert run("check", instance.path).returncode == 0


def test_errors_end_with_1(run, instance):
    instance.add("nobody,2020,actual,level,,,,1,,exact,final,plan,")
    assert run("check", instance.path).returncode == 1


def test_no_directory_ends_with_2(run, tmp_path):
    assert run("check", tmp_path / "none").returncode == 2


def test_unknown_option_ends_with_2_and_names_the_nearest(run, instance):
    done = run("check", "--jsn", instance.path)
    assert done.returncode == 2 and "--json" in done.stderr


def test_unknown_command_names_the_nearest(run):
    done = run("publsh")
    assert done.returncode == 2 and "publish" in done.stderr


def test_missing_argument_ends_with_2(run):
    assert run("check").returncode == 2


@pytest.mark.parametrize("command", ["check", "publish", "releases", "rollback", "export", "verify", "serve",
                                     "rebuild", "openapi"])
def test_help_of_each_command(run, command):
    japanese = run(command, "--help", "--lang", "ja")
    english = run(command, "--help", "--lang", "en")
    assert japanese.returncode == english.returncode == 0
    assert "使い方" in japanese.stdout and "Usage" in english.stdout
    assert f"例:\n  hiraku {command if command != 'rollback' else 'releases'} " in japanese.stdout
    assert re.search(rf"^Examples?:\n(  hiraku [^\n]+\n)*  hiraku {command} ", english.stdout, re.MULTILINE)


def test_version(run):
    assert run("--version").stdout.startswith("hiraku ")


def test_language_of_the_locale(run, instance):
    japanese = run("check", instance.path, env={"LANG": "ja_JP.UTF-8"})
    english = run("check", instance.path, env={"LANG": "en_GB.UTF-8"})
    assert "誤り" in japanese.stdout and "Errors" in english.stdout


def test_lc_all_is_stronger_than_lang(run, instance):
    done = run("check", instance.path, env={"LANG": "en_GB.UTF-8", "LC_ALL": "ja_JP.UTF-8"})
    assert "誤り" in done.stdout


def test_findings_in_both_languages(check, instance):
    instance.add("visitors,2019,actual,level,,,,約1人,,exact,final,plan,")
    found = one(check(), "bad-number")
    assert "数値ではありません" in found["message_ja"] and "not a number" in found["message_en"]


def test_finding_has_file_line_and_column(check, instance):
    instance.add("visitors,2019,actual,level,,,,x,,exact,final,plan,")
    found = one(check(), "bad-number")
    assert (found["file"], found["line"], found["column"]) == ("data/observations.csv", 6, "value")


def test_row_is_that_of_the_spreadsheet(check, instance):
    instance.write("sources", ['id,title_ja,kind', 'plan,"二\n行",plan', "report,報告書,nothing"])
    assert one(check(), "bad-code")["line"] == 3


def test_row_of_a_fault_behind_a_line_break_in_the_cell(check, instance):
    instance.write("sources", ['id,title_ja,kind', 'plan,"二\n行\n\x07",plan', "report,報告書,report"])
    assert one(check(), "control-character")["line"] == 2


def test_row_of_the_earlier_duplicate(check, instance):
    instance.write("sources", ['id,title_ja,kind', 'plan,"二\n行",plan', "report,報告書,report", "report,別の,report"])
    found = one(check(), "duplicate-key")
    assert (found["line"], found["other"]) == (4, "data/sources.csv:3")


def test_plain_line_is_file_line_column(run, instance):
    instance.add("visitors,2019,actual,level,,,,x,,exact,final,plan,")
    done = run("check", "--lang", "en", instance.path)
    assert "data/observations.csv:6: value: " in done.stdout


@pytest.mark.parametrize("cell, mended", [
    ("1800名", "1800"), ("１０００", "1000"), ("1800社", None), ("1.5万人", "15000"), ('"1,800"', "1800"), ("△5", "-5"), ("+3", "3"),
    ("-", None), ("数名", None)])
def test_mended_number(check, instance, cell, mended):
    instance.add(f"visitors,2019,actual,level,,,,{cell},,exact,final,plan,")
    assert one(check(), "bad-number")["mended"] == mended


def test_machine_readability_rule_is_named(check, instance):
    instance.add("visitors,2019,actual,level,,,,約1人,,exact,final,plan,")
    assert one(check(), "bad-number")["readability_rule"]


def test_all_problems_are_reported(check, instance):
    instance.add(*[f"visitors,{year},actual,level,,,,x,,exact,bad,nowhere," for year in
                   range(1900, 1950)])
    findings = check()
    for rule in ("bad-number", "bad-code", "no-such-record"):
        assert sum(f["rule"] == rule for f in findings) == 50


def test_first_thousand_of_a_rule_then_their_number(run, instance):
    instance.observe(*[f"visitors,{1900 + i // 300}-01-01,actual,level,,,,x,,exact,final,plan,"
                       for i in range(1500)])
    report = json.loads(run("check", "--json", instance.path).stdout)
    assert sum(f["rule"] == "bad-number" for f in report["findings"]) == 1000
    assert report["counts"]["bad-number"] == 1500


def test_duplicate_key_names_both_places(check, instance):
    instance.write("sources", [*SOURCES, "plan,もう一つ,plan"])
    found = one(check(), "duplicate-key")
    assert (found["line"], found["other"]) == (4, "data/sources.csv:2")


def test_duplicate_key_in_two_folders(check, instance):
    instance.write("sources", ["id,title_ja,kind", "plan,別,plan"], folder="data/more")
    found = one(check(), "duplicate-key")
    assert (found["file"], found["other"]) == ("data/sources.csv", "data/more/sources.csv:2")


def test_reference_names_table_and_nearest_id(check, instance):
    instance.add("visitor,2019,actual,level,,,,1,,exact,final,plan,")
    found = one(check(), "no-such-record")
    assert (found["expected"], found["mended"], found["other"]) == ("kpis", "visitors", "data/kpis.csv")


def test_reference_to_a_refused_record_is_no_second_error(check, instance):
    instance.write("sources", [*SOURCES, "Bad_Id,題,plan"])
    instance.add("visitors,FY2019,actual,level,,,,1,,exact,final,Bad_Id,")
    assert [f["rule"] for f in check()] == ["bad-id"]


def test_cycle(check, instance):
    instance.write("programs", ["id,name_ja,kind,parent,status,source",
                                "a,甲,plan,b,running,plan", "b,乙,plan,c,running,plan",
                                "c,丙,plan,a,running,plan"])
    assert "a → b → c → a" in one(check(), "cycle")["message_en"]


def test_own_parent(check, instance):
    instance.write("programs", ["id,name_ja,kind,parent,status,source", "a,甲,plan,a,running,plan"])
    one(check(), "cycle")


def test_long_chain_is_no_cycle(check, instance):
    rows = [f"p{i},名,plan,{f'p{i - 1}' if i else ''},running,plan" for i in range(20000)]
    instance.write("programs", ["id,name_ja,kind,parent,status,source", *rows])
    assert check() == []


# --- files and headers


def test_unknown_file_names_the_nearest_table(check, instance):
    (instance.path / "data" / "observations.csv").rename(instance.path / "data" / "observation.csv")
    assert one(check(), "unknown-file")["mended"] == "observations.csv"


@pytest.mark.parametrize("name", [".hidden", "README.md", "README.ja.md", "LICENSE", "LICENSE.txt"])
def test_files_that_are_passed_over(check, instance, name):
    (instance.path / "data" / name).write_text("x")
    assert check() == []


def test_files_outside_data_are_not_read(check, instance):
    (instance.path / "coverage.csv").write_text("a,b\n")
    assert check() == []


def test_unknown_column_names_the_nearest(check, instance):
    instance.write("sources", ["id,title_jp,kind,title_ja", "plan,x,plan,計画書", "report,x,report,報告書"])
    assert one(check(), "unknown-column")["mended"] in ("title_ja", "title_en")


def test_repeated_column(check, instance):
    instance.write("sources", ["id,title_ja,kind,kind", "plan,計,plan,plan", "report,報,report,report"])
    assert one(check(), "repeated-column")["column"] == "kind"


def test_missing_column_is_one_finding(check, instance):
    instance.write("sources", ["id,title_ja", "plan,計画書", "report,報告書"])
    assert [(f["rule"], f["expected"]) for f in check()] == [("missing-column", "kind")]


def test_columns_in_any_order(check, instance):
    instance.write("sources", ["kind,id,title_ja", "plan,plan,計画書", "report,report,報告書"])
    assert check() == []


def test_computed_columns_are_passed_over(check, instance):
    instance.observe("visitors,FY2020,actual,level,,,,100,,exact,final,plan,")
    text = (instance.path / "data" / "observations.csv").read_text().splitlines()
    instance.write("observations", ["id,starts," + text[0], "x,y," + text[1]])
    assert check() == []


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_empty_file(check, instance, content):
    (instance.path / "data" / "events.csv").write_bytes(content)
    assert one(check(), "empty-file")["expected"]


def test_file_without_header(check, instance):
    instance.write("sources", SOURCES[1:])
    assert "no-header" in {f["rule"] for f in check()}


def test_cell_count(check, instance):
    instance.write("sources", [*SOURCES, "third,題,plan,more"])
    found = one(check(), "cell-count")
    assert (found["line"], found["column"]) == (4, "D")


def test_a_row_that_ends_within_its_required_cells(check, instance):
    instance.write("sources", [*SOURCES, "third,題"])
    found = one(check(), "cell-count")
    assert (found["line"], found["column"]) == (4, "C")


def test_cells_that_are_left_out_at_the_right_are_empty(check, instance):
    instance.observe("visitors,FY2020,actual,level,,,,100,,exact,final,plan",
                     "visitors,FY2021,actual,level,,,,100,,exact,final,plan,,,,")
    assert check() == []


BLANKS = [[""], [",,"], ["", ",,"], [",,", "", "", ",,,,"], ["　, ,", ""]]


@pytest.mark.parametrize("blanks", BLANKS)
def test_blank_rows_at_the_end(check, instance, blanks):
    instance.write("sources", [*SOURCES, *blanks])
    assert check() == []


@pytest.mark.parametrize("blanks", BLANKS)
def test_blank_rows_between_are_one_finding(check, instance, blanks):
    instance.write("sources", [SOURCES[0], SOURCES[1], *blanks, SOURCES[2], "third,題,x", *blanks])
    findings = check()
    assert one(findings, "blank-line")["line"] == 3
    assert one(findings, "bad-code")["line"] == 4 + len(blanks)


def test_remarks_are_passed_over_and_counted(check, instance):
    instance.write("sources", [SOURCES[0], "# 令和6年度の分", *SOURCES[1:], "# おわり,,"])
    assert check() == []
    found = one(check(("note",)), "remark-rows")
    assert (found["line"], found["value"]) == (2, "2")


@pytest.mark.parametrize("row", ["# 例,見本,plan", "#例,,", "#1 例,見本,plan", "#", "#3,,"])
def test_other_rows_that_begin_with_a_number_sign_are_no_remarks(check, instance, row):
    instance.write("sources", [*SOURCES, row])
    assert {f["line"] for f in check(("error",))} == {4}


@pytest.mark.parametrize("error", ["#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!",
                                   "#n/a", " #REF! ", "########", "Err:504"])
def test_error_values_of_a_spreadsheet(check, instance, error):
    instance.write("sources", [*SOURCES, f"{error},表題,plan", f"third,{error},plan", f"fourth,表題,{error}"])
    found = [(f["line"], f["column"]) for f in check() if f["rule"] == "spreadsheet-error"]
    assert found == [(4, "id"), (5, "title_ja"), (6, "kind")]
    instance.write("sources", SOURCES)
    instance.add(f"visitors,FY2019,actual,level,,,,{error},,exact,final,plan,", f"{error},2019,actual,level,,,,3,,exact,final,plan,")
    found = [(f["line"], f["column"]) for f in check()]
    assert found == [(6, "value"), (7, "kpi")]


def test_unterminated_quote(check, instance):
    instance.write("sources", [*SOURCES, 'third,"題,plan'])
    assert "open-quote" in {f["rule"] for f in check()}


def test_ten_thousand_columns(check, instance):
    instance.write("sources", [SOURCES[0] + ",x" * 10000, *SOURCES[1:]])
    assert "too-many-columns" in {f["rule"] for f in check()}


def test_cell_of_four_mebibytes(check, instance):
    instance.write("sources", [*SOURCES, f"third,{'x' * (4 << 20)},plan"])
    assert "cell-too-large" in {f["rule"] for f in check()}


# --- encodings


@pytest.mark.parametrize("encoding, bom, name", [
    ("utf-8", b"", "UTF-8"), ("utf-8", b"\xef\xbb\xbf", "UTF-8 (BOM)"), ("cp932", b"", "CP932"),
    ("utf-16-le", b"\xff\xfe", "UTF-16LE"), ("utf-16-be", b"\xfe\xff", "UTF-16BE")])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings(run, instance, encoding, bom, name, newline):
    text = newline.join(SOURCES) + newline
    (instance.path / "data" / "sources.csv").write_bytes(bom + text.encode(encoding))
    done = run("check", "--json", instance.path)
    assert done.returncode == 0, done.stdout
    notes = [f["value"] for f in json.loads(done.stdout)["findings"]
             if f["rule"] == "read-as" and f["file"] == "data/sources.csv"]
    assert notes == [name]


@pytest.mark.parametrize("encoding, notes", [("utf-8", 0), ("cp932", 1)])
def test_notes_are_counted_alike_for_people_and_programs(run, instance, encoding, notes):
    (instance.path / "data" / "sources.csv").write_bytes("\n".join(SOURCES).encode(encoding))
    assert json.loads(run("check", "--json", instance.path).stdout)["notes"] == notes
    assert f", notes: {notes} (" in run("check", "--lang", "en", instance.path).stdout


@pytest.mark.parametrize("cell, rule", [
    ("a\x00b", "nul-character"), ("a\x0bb", "control-character"), ("a\u202eb", "bidi-control"),
    ("a\ufffdb", "replacement-character"), ("a\ue000b", "noncharacter"), ("髙①", "machine-dependent"),
    ("縺薙ｌ縺ｯ譁�", "replacement-character"), ("=1+1", "formula")])
def test_characters(check, instance, cell, rule):
    instance.write("sources", [*SOURCES, f"third,{cell},plan"])
    found = [f for f in check() if f["rule"] == rule]
    assert len(found) == 1 and found[0]["line"] == 4 and found[0]["column"] == "title_ja"


INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\ufe0e"]


@pytest.mark.parametrize("c", INVISIBLE)
def test_invisible_characters_in_ids_and_numbers_are_left_out_with_a_note(check, instance, c):
    instance.write("sources", [SOURCES[0], f"pl{c}an,計画書,pl{c}an", SOURCES[2]])
    instance.observe(f"visi{c}tors,FY20{c}21,actual,level,,,,1{c}00,,exact,final,pl{c}an,")
    assert check() == []
    notes = [f for f in check(("note",)) if f["rule"] == "invisible"]
    assert {f["column"] for f in notes} == {"id", "kind", "kpi", "period", "value", "source"}
    assert {f["value"] for f in notes} == {f"U+{ord(c):04X}"}


@pytest.mark.parametrize("c", ["\u200b", "\u2060", "\u00ad", "\ufeff"])
def test_invisible_characters_in_text_are_left_out_with_a_note(run, check, instance, tmp_path, c):
    instance.write("sources", [SOURCES[0], f"plan,計画{c}書,plan", SOURCES[2]])
    assert check() == []
    assert one(check(("note",)), "invisible")["mended"] == "計画書"


def test_a_header_with_invisible_characters(check, instance):
    instance.write("sources", ["\ufeff\ufeffid,title_ja\u200b,kind", *SOURCES[1:]])
    assert check() == []


@pytest.mark.parametrize("c, shown", [("\u00a0", "<U+00A0>"), ("\u2003", "<U+2003>"), ("\t", "\\t"), ("\n", "\\n")])
def test_messages_show_spaces_that_nobody_can_tell(check, instance, c, shown):
    instance.write("sources", [*SOURCES, f'"th{c}ird",題,plan'])
    assert shown in one(check(), "bad-id")["message_ja"]


def test_broken_utf8(check, instance):
    (instance.path / "data" / "sources.csv").write_bytes(
        "\n".join(SOURCES).encode() + b"\nthird,\xff\xfe\xff,plan\n")
    assert check()


def test_beyond_the_basic_plane_is_good(check, instance):
    instance.write("sources", [*SOURCES, "third,\U0002000b野家 ]]> {x} <b> \"\" ,plan".replace('""', "'")])
    assert check() == []


# --- cells and rules of entry


@pytest.mark.parametrize("period, rule", [
    ("令和0年", "no-such-day"), ("23年6月", "no-era"), ("2023-02-29", "no-such-day"),
    ("2023-05-01/2023-04-01", "period-reversed"), ("someday", "bad-period")])
def test_bad_periods(check, instance, period, rule):
    instance.add(f"visitors,{period},actual,level,,,,1,,exact,final,plan,")
    one(check(), rule)


def test_era_years_are_rewritten_with_a_note(check, instance):
    instance.add("rate,令和元年度,actual,level,,,,1.0,,exact,final,plan,")
    found = one(check(("note",)), "normalised")
    assert (found["value"], found["mended"]) == ("令和元年度", "FY2019")


def test_same_period_written_differently(check, instance):
    instance.add("rate,2020-01-01/2020-12-31,actual,level,,,,5.0,,exact,final,plan,")
    found = one(check(), "duplicate-period")
    assert (found["line"], found["other"]) == (6, "data/observations.csv:5")


def test_code_names_nearest_and_all(check, instance):
    instance.write("sources", [*SOURCES, "third,題,raport"])
    found = one(check(), "bad-code")
    assert found["mended"] == "report" and "dataset" in found["expected"]


def test_municipality_check_digit(check, instance):
    instance.write("municipalities", ["id,name_ja,kind", "141003,横浜市,designated_city", "130002,東京都,prefecture"])
    assert one(check(), "municipality-check-digit")["mended"] == "130001"


def test_municipality_code_without_leading_zero(check, instance):
    instance.write("municipalities", ["id,name_ja,kind", "141003,横浜市,designated_city", "10006,北海道,prefecture"])
    assert one(check(), "bad-municipality-code")["mended"] == "010006"


@pytest.mark.parametrize("value, missing", [("", ""), ("1", "unknown")])
def test_value_or_missing(check, instance, value, missing):
    instance.add(f"rate,2021,actual,level,,,,{value},{missing},exact,final,plan,")
    one(check(), "value-or-missing")


def test_refused_value_is_not_missing_as_well(check, instance):
    instance.add("rate,2021,actual,level,,,,x,,exact,final,plan,")
    assert [f["rule"] for f in check()] == ["bad-number"]


def test_more_decimals(check, instance):
    instance.add("rate,2021,actual,level,,,,1.25,,exact,final,plan,")
    assert one(check(), "more-decimals")["expected"] == "1"


def test_area_is_own(check, instance):
    instance.add("visitors,FY2023,actual,level,,,141003,1,,exact,final,plan,")
    one(check(), "area-is-own")


def test_gap(check, instance):
    instance.add("visitors,FY2024,actual,level,,,,1,,exact,final,plan,")
    assert one(check(), "series-gap")["other"] == "data/observations.csv:4"


def test_actual_in_future(check, instance):
    instance.add("rate,2199,actual,level,,,,1.0,,exact,final,plan,")
    one(check(), "actual-in-future")


def test_cumulative_sum(check, instance):
    instance.observe("rate,FY2020,target,increment,,,,1.5,,exact,final,plan,",
                     "rate,FY2021,target,increment,,,,2.5,,exact,final,plan,",
                     "rate,FY2020/FY2021,target,cumulative,,,,4.1,,exact,final,plan,")
    found = one(check(), "cumulative-sum")
    assert (found["value"], found["expected"]) == ("4.1", "4.0")


def test_cumulative_sum_that_fits(check, instance):
    instance.observe("rate,FY2020,target,increment,,,,1.5,,exact,final,plan,",
                     "rate,FY2021,target,increment,,,,2.5,,exact,final,plan,",
                     "rate,FY2020,target,cumulative,,,,1.5,,exact,final,plan,",
                     "rate,FY2020/FY2021,target,cumulative,,,,4.0,,exact,final,plan,")
    assert check() == []


def test_warning_is_answered_by_the_note_of_the_row(check, instance):
    instance.add("rate,2199,actual,level,,,,1.0,,exact,final,plan,資料のとおり")
    assert check() == []


def test_warning_is_answered_by_the_note_of_the_kpi(check, instance):
    instance.write("kpis", [KPIS[0], KPIS[1], KPIS[2] + "資料のとおり"])
    instance.add("rate,2199,actual,level,,,,1.0,,exact,final,plan,")
    assert check() == []


def test_warnings_end_with_0(run, instance):
    instance.add("rate,2199,actual,level,,,,1.0,,exact,final,plan,")
    assert run("check", instance.path).returncode == 0


def test_ranks_of_equals(check, instance):
    instance.write("schemes", ["id,name_ja", "answers,回答"])
    instance.write("categories", ["id,scheme,name_ja", "a,answers,甲", "b,answers,乙"])
    instance.write("observations", [
        OBSERVATIONS[0] + ",rank",
        "rate,2020,actual,level,a,,,5.0,,exact,final,plan,,1",
        "rate,2020,actual,level,b,,,5.00,,exact,final,plan,,2"])
    instance.write("kpis", [KPIS[0], KPIS[1], KPIS[2].replace(",1,ratio", ",2,ratio")])
    one(check(), "rank-of-equals")


# --- instance.json


def test_broken_instance_json_names_the_line(check, instance):
    (instance.path / "instance.json").write_text('{\n"title_ja": \n}')
    assert one(check(), "json-missing-value")["line"] == 2


def test_unknown_key_names_the_nearest(check, instance):
    instance.instance(title_jp="x")
    found = one(check(), "unknown-key")
    assert found["mended"] in ("title_ja", "title_en") and found["line"] > 0


def test_missing_key(check, instance):
    instance.instance(licence_url=None)
    assert one(check(), "missing-key")["expected"] == "licence_url"


@pytest.mark.parametrize("url", ["https://a.example/?x=1", "https://a.example/#x"])
def test_base_url_without_query(check, instance, url):
    instance.instance(base_url=url)
    one(check(), "bad-key-value")


def test_base_url_is_http(check, instance):
    instance.instance(base_url="ftp://a.example/")
    one(check(), "bad-iri")


def test_first_month_within_bounds(check, instance):
    instance.instance(fiscal_year_first_month=13)
    one(check(), "bad-integer")


def test_empty_columns_that_a_spreadsheet_leaves_are_passed_over(check, instance):
    instance.write("sources", [line + ",," for line in SOURCES])
    assert check() == []


def test_a_value_below_no_column_name_names_its_column(check, instance):
    instance.write("sources", [SOURCES[0] + ",,", SOURCES[1] + ",,x", *[line + ",," for line in SOURCES[2:]]])
    finding = one(check(), "nameless-column")
    assert finding["value"] == finding["column"] == "E"
    assert finding["line"] == 2


def test_a_file_separated_by_tabs_is_named_as_such(check, instance):
    instance.write("sources", [line.replace(",", "\t") for line in SOURCES])
    assert any(f["rule"] == "tab-separated" for f in check())


@pytest.mark.parametrize("separator", [";", "|"])
def test_a_file_with_another_separator_is_named_as_such(check, instance, separator):
    instance.write("sources", [line.replace(",", separator) for line in SOURCES])
    assert one(check(), "other-separator")["value"] == separator


def test_files_in_utf8_are_counted_and_not_listed(run, instance):
    done = run("check", "--lang", "en", instance.path)
    assert "read-as" not in done.stdout
    assert "CSV files checked" in done.stdout


def test_an_instance_that_is_no_json_is_one_finding(check, instance):
    (instance.path / "instance.json").write_text("{ // comment\n}", encoding="utf-8")
    assert [f["rule"] for f in check() if f["file"] == "instance.json"] == ["json-comment"]


@pytest.mark.parametrize("url", ["http://h/a/../b", "http://h/..", "http://h/%00", "HTTP://H/", "http://h/?q"])
def test_a_base_url_that_makes_bad_iris_is_refused(check, instance, url):
    instance.instance(base_url=url)
    assert any(f["file"] == "instance.json" for f in check(severity=("error",)))


def test_references_to_a_table_that_could_not_be_read_are_left_alone(check, instance):
    instance.write("sources", ["no,header,at,all", "plan,x,y,z"])
    assert {f["rule"] for f in check()} == {"no-header"}
