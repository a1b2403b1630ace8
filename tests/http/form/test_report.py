"""`hiraku report kpi`: figures of the sample's plan as its facts have them; sums, differences and rates as Python's decimals have
them; every missing value with its reason; layouts are data."""

import csv
import decimal
import html.parser
import io
import json
import pathlib
import shutil
from decimal import Decimal

import openpyxl
import pytest

SAMPLE = pathlib.Path("contrib/instances/sample")
PROGRAM = "yokohama-overseas-oi"
HEADER = "kpi,period,value_type,accumulation,item,segment,area,value,missing,qualifier,status,sample_size,rank,published_on,period_text," \
         "text,source,locator,certainty,note_ja,note_en"
# Made up: what a city could report in July 2025. (KPI, year) -> value or the reason why there is none, and how exact it is.
ACTUAL = {
    (1, 2023): ("0.40", "exact"), (1, 2024): ("3.20", "exact"),
    (2, 2023): ("9500.00", "exact"), (2, 2024): ("not_yet_reported", "exact"),
    (3, 2023): ("2.50", "exact"), (3, 2024): ("9.75", "approximate"),
}
FORM = {
    "title": {"ja": "報告 {year}", "en": "Report {year}"}, "sheet": {"ja": "表", "en": "Table"},
    "head": [{"title": {"ja": "事業", "en": "Programme"}, "value": "program.name"}],
    "columns": [{"title": {"ja": name, "en": name}, "value": name} for name in (
        "kpi.label", "kpi.id", "baseline", "planned", "actual", "difference", "rate", "planned_to_date", "actual_to_date",
        "planned_total", "rate_total", "progress", "progress_to_date", "progress_total", "sources")],
    "foot": [{"title": {"ja": "公開版", "en": "Release"}, "value": "release"}],
}


def rows_of(actual):
    return [f"yokohama-oi-kpi{kpi},FY{year},actual,increment,,,,{'' if value.startswith('n') else value},"
            f"{value if value.startswith('n') else ''},{qualifier},provisional,,,,,,yokohama-plan,report p. {kpi},,," for (kpi, year), (value, qualifier)
            in actual.items()]


def city_with(folder, actual, more=()):
    shutil.copytree(SAMPLE, folder)
    (folder / "data/actual").mkdir()
    (folder / "data/actual/observations.csv").write_text("\n".join([HEADER, *rows_of(actual), *more]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """A store whose first release is the sample's, the second has actual values."""
    from conftest import publish_directory
    folder = tmp_path_factory.mktemp("reported")
    publish_directory(folder / "store", SAMPLE, "--no-downloads")
    publish_directory(folder / "store", city_with(folder / "city", ACTUAL), "--no-downloads")
    return folder / "store"


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "all.json"
    path.write_text(json.dumps(FORM), encoding="utf-8")
    return path


@pytest.fixture
def report(run, reported, form):
    """The rows of the CSV by the number of the KPI."""
    def ask(year, *options, store=reported, lang="en", layout=form):
        done = run("report", "kpi", "--store", store, "--program", PROGRAM, "--year", year, "--format", "csv", "--form", layout,
                   "--lang", lang, *options)
        assert done.returncode == 0, done.stderr
        return {at: row for at, row in enumerate(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))), 1)}
    return ask


def facts():
    """Of the plan: (KPI, property, raw period) -> value."""
    with open("tests/docs/facts.tsv", encoding="utf-8") as file:
        return {(fact["subject"], fact["property"], fact["period_raw"]): fact["value"]
                for fact in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if fact["entity"] == "kpi_value"}


LABELS = {1: "KPI①", 2: "KPI②", 3: "KPI③"}


def target(kpi, year):
    return facts()[LABELS[kpi], "target_increment", f"{year}年度 増加分"]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize("kpi", LABELS)
def test_targets_are_those_of_the_plan(report, kpi, year):
    row, told = report(year)[kpi], facts()
    assert row["kpi.label"] == LABELS[kpi]
    assert row["baseline"] == told[LABELS[kpi], "baseline", "事業開始前 (現時点)"]
    assert row["planned"] == target(kpi, year)
    assert row["planned_total"] == told[LABELS[kpi], "target_increment_cumulative", "KPI増加分 の累計"]
    assert Decimal(row["planned_to_date"]) == sum(Decimal(target(kpi, y)) for y in range(2023, year + 1))


def percent(actual, whole):
    return str((Decimal(actual) * 100 / Decimal(whole)).quantize(Decimal("0.01"), decimal.ROUND_HALF_EVEN))


def test_actual_values_are_compared_exactly(report):
    row = report(2024)[1]
    assert row["actual"] == "3.20"
    assert row["difference"] == str(Decimal("3.20") - Decimal(target(1, 2024)))
    assert row["rate"] == percent("3.20", target(1, 2024))
    assert row["actual_to_date"] == str(Decimal("0.40") + Decimal("3.20"))
    assert row["rate_total"] == percent(Decimal("0.40") + Decimal("3.20"), "100.00")


def test_rates_are_rounded_half_to_even(report):
    """9,500 of 30,000 is 31.666… %."""
    row = report(2023)[2]
    assert row["rate"] == percent("9500.00", "10000.00") == "95.00"
    assert row["rate_total"] == percent("9500.00", "30000.00") == "31.67"


def test_progress_is_told_in_words(report):
    assert report(2024)[1]["progress"] == ("target 5.00 × 100 million yen: actual value 3.20 × 100 million yen "
                                           "(1.80 × 100 million yen below the target, not met)")
    assert report(2024, lang="ja")[1]["progress"] == "目標5.00億円に対し実績3.20億円（目標を1.80億円下回る、未達成）"


# What stands where there is no value.
MISSING = {
    "in the data": (2024, 2, "actual", "no value (not yet reported)", "値なし（未報告）"),
    "in a sum, with its year": (2024, 2, "actual_to_date", "no value (FY2024: not yet reported)", "値なし（2024年度: 未報告）"),
    "of a year without a row": (2025, 1, "actual", "no value (no row in the data)", "値なし（データに行がない）"),
    "of a column that the form has left over": (2026, 1, "planned", "no value (not applicable)", "値なし（該当なし）"),
    "that is about, in a sum": (2024, 3, "actual_to_date", "no value (FY2024: a value is not exact)", "値なし（2024年度: 正確でない値がある）"),
    "that is about, in a rate": (2024, 3, "rate", "no value (a value is not exact)", "値なし（正確でない値がある）"),
    "of a rate of nothing": (2023, 1, "rate", "no value (the target is 0)", "値なし（目標が 0）"),
    "before the plan": (2022, 1, "planned_to_date", "no value (no year with a target)", "値なし（目標の年度ではない）"),
}


@pytest.mark.parametrize("name", MISSING)
def test_a_value_that_there_is_not_has_its_reason(report, name):
    year, kpi, column, english, japanese = MISSING[name]
    assert report(year)[kpi][column] == english
    assert report(year, lang="ja")[kpi][column] == japanese


def test_a_value_that_is_about_says_so(report):
    assert report(2024)[3]["actual"] == "about 9.75"
    assert report(2024, lang="ja")[3]["actual"] == "約9.75"


def test_progress_without_a_target_says_why(report):
    assert report(2026)[1]["progress"] == "no target (not applicable)"
    assert report(2025)[1]["progress"] == "target 95.00 × 100 million yen: no actual value (no row in the data)"


def test_left_over_years_are_not_waited_for(report):
    assert report(2027)[2]["planned_to_date"] == "30000.00"


def test_figures_have_their_sources(report):
    """Title and place of what was published, a title once; a sum has none of its own."""
    with open(SAMPLE / "data/sources.csv", encoding="utf-8") as file:
        titles = {row["id"]: row["title_ja"] for row in csv.DictReader(file)}
    assert report(2024, lang="ja")[1]["sources"].split("; ") == [
        titles["yokohama-plan"] + ", lines 97, 98 (事業開始前)", "lines 97, 98 (2024年度 増加分)", "report p. 1", "lines 97, 98 (KPI増加分の累計)"]


def test_a_cumulative_value_that_was_published_is_taken(run, publish, report, tmp_path):
    """Not the sum: the city may have corrected a year."""
    city = city_with(tmp_path / "city", ACTUAL, [
        "yokohama-oi-kpi1,FY2023/FY2024,actual,cumulative,,,,3.55,,exact,final,,,,,,yokohama-plan,report,,二つの年度の訂正を含む。,"])
    publish(tmp_path / "store", city, "--no-downloads")
    assert report(2024, store=tmp_path / "store")[1]["actual_to_date"] == "3.55"


def test_a_part_of_a_year_is_not_taken_for_it(publish, report, tmp_path):
    city = city_with(tmp_path / "city", {(1, 2023): ("0.40", "exact")}, [
        "yokohama-oi-kpi1,FY2024-H1,actual,increment,,,,1.10,,exact,provisional,,,,,,yokohama-plan,,,,"])
    publish(tmp_path / "store", city, "--no-downloads")
    assert report(2024, store=tmp_path / "store")[1]["actual"] == "no value (no row in the data)"


def test_a_cumulative_value_alone_is_enough(publish, report, tmp_path):
    city = city_with(tmp_path / "city", {}, [
        "yokohama-oi-kpi1,FY2023/FY2024,actual,cumulative,,,,99.50,,exact,provisional,,,,,,yokohama-plan,,,,"])
    publish(tmp_path / "store", city, "--no-downloads")
    assert report(2024, store=tmp_path / "store")[1]["actual_to_date"] == "99.50"


def test_divided_values_are_no_part_of_a_report(publish, report, tmp_path):
    city = city_with(tmp_path / "city", {(1, 2024): ("3.20", "exact")}, [
        "yokohama-oi-kpi1,FY2024,actual,increment,,,131016,9.99,,exact,final,,,,,,yokohama-plan,,,,"])
    publish(tmp_path / "store", city, "--no-downloads")
    assert report(2024, store=tmp_path / "store")[1]["actual"] == "3.20"


def test_an_old_release_is_reported_as_it_was(report):
    assert report(2024, "--release", "1")[1]["actual"] == "no value (no row in the data)"
    assert report(2024, "--release", "2")[1]["actual"] == "3.20"


@pytest.mark.parametrize("year", ["2024", "FY2024", "2024年度", "令和6年度", "R6年度"])
def test_a_year_is_written_as_people_write_it(report, year):
    assert report(year)[1]["planned"] == "5.00"


# --- formats ---


def workbook(run, store, *options):
    from conftest import clean_environment, program
    import subprocess
    done = subprocess.run([program(), "report", "kpi", "--store", store, "--program", PROGRAM, "--year", "2024", *map(str, options)],
                          env=clean_environment(), capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_workbook_has_numbers_as_they_are_published(run, reported):
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(run, reported, "--lang", "ja"))).active
    assert sheet.title == "KPI実績報告" and sheet["A1"].value == "重要業績評価指標（KPI）の実績報告（2024年度）"
    heads = next(row for row in sheet.iter_rows() if row[0].value == "番号")
    columns = {cell.value: cell.column for cell in heads}
    cell = sheet.cell(heads[0].row + 1, columns["実績（2024年度）"])
    assert (cell.value, cell.number_format, cell.data_type) == (3.2, "#,##0.00", "n")
    assert sheet.cell(heads[0].row + 2, columns["実績（2024年度）"]).value == "値なし（未報告）"
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_the_workbook_is_the_same_for_the_same_release(run, reported):
    assert workbook(run, reported) == workbook(run, reported)


class Cells(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.open = {}, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag != "meta":
            self.open.append(tag)
        self.found.setdefault(tag, []).append([dict(attributes), ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.found[self.open[-1]][-1][1] += data


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_is_one_table_with_what_stands_around_it(run, reported, form, report, lang):
    done = run("report", "kpi", "--store", reported, "--program", PROGRAM, "--year", "2024", "--format", "html", "--form", form, "--lang", lang)
    page = Cells(done.stdout)
    assert page.open == [] and page.found["html"][0][0] == {"lang": lang}
    assert [head for head, _ in page.found["th"]] == [{"scope": "col"}] * len(FORM["columns"])
    table = [text for _, text in page.found["td"]]
    assert table == [cell for row in report(2024, lang=lang).values() for cell in row.values()]
    assert [text for _, text in page.found["dd"]][-1] == "2"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["july", "summary"])
def test_the_forms_that_come_with_the_program_are_filled(run, reported, name, lang):
    done = run("report", "kpi", "--store", reported, "--program", PROGRAM, "--year", "2024", "--format", "html", "--form", name, "--lang", lang)
    assert done.returncode == 0 and "{" not in done.stdout.split("</style>")[1]
    # the same layout from its file
    again = run("report", "kpi", "--store", reported, "--program", PROGRAM, "--year", "2024", "--format", "html", "--lang", lang,
                "--form", f"contrib/forms/{name}.json")
    assert again.stdout == done.stdout


def test_without_a_language_it_is_that_of_the_instance(run, reported):
    done = run("report", "kpi", "--store", reported, "--program", PROGRAM, "--year", "2024", "--format", "csv", env={"LANG": "C"})
    assert done.stdout.removeprefix("\ufeff").startswith("番号,")


# --- layouts and misuse ---

BAD_FORMS = {
    "no JSON": ("{", "1"), "a list": ("[]", "{}"),
    "an unknown key": (json.dumps({**FORM, "colour": 1}), "colour"),
    "no title": (json.dumps({k: v for k, v in FORM.items() if k != "title"}), "title"),
    "no columns": (json.dumps({**FORM, "columns": []}), "columns"),
    "a column without a field": (json.dumps({**FORM, "columns": [{"title": {"ja": "あ"}}]}), "columns[1]"),
    "a field that there is not": (json.dumps({**FORM, "columns": [{"title": {"ja": "あ"}, "value": "planed"}]}), "planned"),
    "a column of a table that there is not": (json.dumps({**FORM, "columns": [{"title": {"ja": "あ"}, "value": "kpi.colour"}]}), "kpi.colour"),
    "a figure above the rows": (json.dumps({**FORM, "head": [{"title": {"ja": "あ"}, "value": "planned"}]}), "planned"),
    "a width": (json.dumps({**FORM, "columns": [{"title": {"ja": "あ"}, "value": "rate", "width": 100000}]}), "width"),
    "too many columns": (json.dumps({**FORM, "columns": FORM["columns"] * 4}), "columns"),
    "a line break": (json.dumps({**FORM, "title": {"ja": "a\nb"}}), "title"),
    "a key twice": ('{"title": {"ja": "a"}, "title": {"ja": "b"}}', "title"),
    "too much": (json.dumps(FORM) + " " * (256 << 10), "bad.json"),
}


@pytest.mark.parametrize("name", BAD_FORMS)
def test_a_layout_that_is_none_is_refused(run, reported, tmp_path, name):
    text, said = BAD_FORMS[name]
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    done = run("report", "kpi", "--store", reported, "--program", PROGRAM, "--year", "2024", "--form", tmp_path / "bad.json")
    assert done.returncode in (2, 3) and said in done.stderr and done.stdout == ""


@pytest.mark.parametrize("change, said", [
    (["--program", "nobody"], "nobody"), (["--program", "no such id"], "no such id"), (["--program", "kumamoto-city-pitch"], "kumamoto-city-pitch"),
    (["--year", "2024-04"], "FY2024"), (["--year", "1.5"], "令和6年度"), (["--format", "pdf"], "xlsx, csv, html"),
    (["--form", "august"], "july, summary"), (["--release", "9"], "2"), (["--release", "x"], "--release"),
])
def test_misuse_is_told(run, reported, change, said):
    asked = {"--program": PROGRAM, "--year": "2024", **dict([change])}
    done = run("report", "kpi", "--store", reported, *[word for pair in asked.items() for word in pair])
    assert done.returncode == 2 and said in done.stderr and done.stdout == ""


@pytest.mark.parametrize("arguments, said", [
    (["report"], "kpi"), (["report", "kpis"], "kpi"), (["report", "kpi"], "--program"), (["report", "kpi", "--program", "x"], "--year")])
def test_what_is_missing_is_told(run, reported, arguments, said):
    done = run(*arguments, "--store", reported)
    assert done.returncode == 2 and said in done.stderr
