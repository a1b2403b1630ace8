"""`hiraku import kpi-plan`: the targets of the sample's plan become the rows that the sample has; what is odd in other plans is
named; no file that is there is changed."""

import csv
import io
import json
import pathlib
import shutil
from decimal import Decimal

import openpyxl
import pytest

SAMPLE = pathlib.Path("contrib/instances/sample")
# The lines of the sample's plan that have to do with its targets, by their numbers in it.
PLAN = {
    91: "【数値目標】",
    93: "KPI①\t海外とのオープンイノベーションを通じた投資呼込額\t\t\t\t\t単位\t億円",
    94: "KPI②\t国際コンベンションへの海外からの参加者数（オンラインを含む）\t\t\t\t\t単位\t人/年",
    95: "KPI③\t若い世代の海外活躍への関心度\t\t\t\t\t単位\t%",
    96: "KPI④\t-\t\t\t\t\t単位\t-",
    97: "\t事業開始前 (現時点)\t2023年度 増加分 (1年目)\t2024年度 増加分 (2年目)\t2025年度 増加分 (3年目)"
        "\t2026年度 増加分 (4年目)\t2027年度 増加分 (5年目)\tKPI増加分 の累計",
    98: "KPI①\t0.00\t0.00\t5.00\t95.00\t-\t-\t100.00",
    99: "KPI②\t0.00\t10,000.00\t10,000.00\t10,000.00\t-\t-\t30,000.00",
    100: "KPI③\t0.00\t0.00\t10.00\t10.00\t-\t-\t20.00",
    101: "KPI④\t-\t-\t-\t-\t-\t-\t-",
    268: "⑧ 事業実施期間",
    270: "2023年4月1日から 2026 年 3 月 31 日まで",
    300: "ウ 事業実施期間",
    302: "年 月 日 から 年 月 日 まで",
}
ASKED = ["--program", "yokohama-overseas-oi", "--source", "yokohama-plan", "--municipality", "141003",
         "--id-prefix", "yokohama-oi"]
HEAD = "\t事業開始前\t2023年度 増加分\t2024年度 増加分\t2025年度 増加分\t累計"


def plan_text(lines):
    return "".join(lines.get(number, "") + "\n" for number in range(1, max(lines) + 1))


@pytest.fixture
def plan(tmp_path):
    """Writes a plan; lines by number, or a list of them."""
    def write(lines, name="plan.txt", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes((plan_text(lines) if isinstance(lines, dict) else "\n".join(lines) + "\n").encode(encoding))
        return path
    return write


@pytest.fixture
def imported(run):
    """Rows by table, and the findings as rule and line."""
    def ask(path, *options, code=0):
        done = run("import", "kpi-plan", path, "--json", *options)
        assert done.returncode == code, done.stderr
        answer = json.loads(done.stdout)
        rows = {"kpis": [], "observations": []}
        for row in answer["rows"]:
            rows[row["table"]].append(row["cells"])
        return rows, [(f["rule"], f["line"] or 0) for f in answer["findings"] if f["rule"] != "read-as"]
    return ask


def small(*values, unit="人", head=HEAD):
    return [f"KPI①\t来訪者\t単位\t{unit}", head, "KPI①\t" + "\t".join(values),
            "事業実施期間", "2023年4月1日から2026年3月31日まで"]


def table(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def sample_rows(name, column):
    return [row for row in table(SAMPLE / "data" / f"{name}.csv") if row[column].startswith("yokohama-oi-kpi")]


# --- the sample's plan ---


def test_the_sample_s_observations_are_those_of_its_plan_cell_by_cell(plan, run, tmp_path):
    done = run("import", "kpi-plan", plan(PLAN), *ASKED, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    expected = sample_rows("observations", "kpi")
    assert len(expected) == 21
    assert table(tmp_path / "out/observations.csv") == expected


# What a person added, who knows more than the plan.
ADDED = {"name_en", "note_ja", "note_en"}


def test_the_sample_s_kpis_are_those_of_its_plan_but_for_what_people_added(plan, run, tmp_path):
    run("import", "kpi-plan", plan(PLAN), *ASKED, "--out", tmp_path / "out")
    found = [{k: v for k, v in row.items() if k not in ADDED} for row in table(tmp_path / "out/kpis.csv")]
    expected = [{k: row.get(k, "") for k in found[0]} for row in sample_rows("kpis", "id")]
    assert len(expected) == 3 and found == expected


def test_every_figure_is_one_of_the_facts(plan, imported):
    """tests/docs/facts.tsv quotes the plan with its lines, and was written by reading it."""
    told = {}
    with open("tests/docs/facts.tsv", encoding="utf-8") as file:
        for fact in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if fact["entity"] == "kpi_value" and fact["subject"] != "KPI④":
                told.setdefault((fact["subject"], int(fact["line"])), []).append(fact["value"])
    rows, _ = imported(plan(PLAN), *ASKED)
    labels = {row["id"]: row["label"] for row in rows["kpis"]}
    found = {}
    for row in rows["observations"]:
        line = int(row["locator"].split(", ")[1].split(" ")[0])
        found.setdefault((labels[row["kpi"]], line), []).append(row.get("value", ""))
    assert found == told and sum(map(len, told.values())) == 21


def test_the_oddities_of_the_sample_s_plan_are_named(plan, imported):
    _, findings = imported(plan(PLAN), *ASKED)
    assert findings == [("plan-points", 95), ("plan-unused", 96), ("plan-beyond", 97), ("plan-beyond", 97)]


@pytest.mark.parametrize("encoding", ["cp932", "utf-16", "utf-8-sig"])
def test_a_plan_is_read_in_the_encodings_of_offices(plan, imported, encoding):
    assert imported(plan(PLAN, encoding=encoding), *ASKED)[0] == imported(plan(PLAN), *ASKED)[0]


def test_a_text_that_lost_its_tabs_has_the_same_figures(plan, imported):
    spaced = {number: " ".join(line.split()) for number, line in PLAN.items()}
    assert imported(plan(spaced), *ASKED) == imported(plan(PLAN), *ASKED)


def test_a_table_as_csv_has_the_same_figures(plan, imported):
    text = io.StringIO()
    for number in range(1, 102):
        csv.writer(text, lineterminator="\n").writerow(PLAN.get(number, "").split("\t"))
    rows, findings = imported(plan(text.getvalue().split("\n"), "plan.csv"), *ASKED, "--period", "2023-04-01/2026-03-31")
    expected, told = imported(plan(PLAN), *ASKED)
    for row in [*expected["kpis"], *expected["observations"]]:
        row["locator"] = row["locator"].replace("lines", "rows")
    assert rows == expected and findings == told


def workbook(path, sheets):
    """Sheets by name, as rows of cells by their numbers; numbers are numbers of Excel."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for number, line in lines.items():
            for at, cell in enumerate(line.split("\t"), 1):
                plain = cell.replace(",", "")
                if plain.replace(".", "", 1).isdigit():
                    sheet.cell(number, at, float(plain)).number_format = "#,##0.00"
                elif cell:
                    sheet.cell(number, at, cell)
    book.save(path)
    return path


def test_a_workbook_has_the_same_figures(plan, imported, tmp_path):
    """As it is shown: 5 in the format 0.00 is 5.00."""
    path = workbook(tmp_path / "plan.xlsx", {"表紙": {1: "地域再生計画"}, "数値目標": PLAN})
    rows, findings = imported(path, *ASKED)
    expected, told = imported(plan(PLAN), *ASKED)
    for row in [*expected["kpis"], *expected["observations"]]:
        row["locator"] = row["locator"].replace("lines", "sheet 数値目標, rows")
    assert rows == expected and findings == told


def test_the_first_sheet_with_the_table_is_taken(imported, tmp_path):
    other = {number: line.replace("5.00", "6.00") for number, line in PLAN.items()}
    path = workbook(tmp_path / "plan.xlsx", {"一": PLAN, "二": other})
    rows, findings = imported(path, *ASKED)
    assert "5.00" in [row.get("value") for row in rows["observations"]]
    assert "plan-second-table" not in [rule for rule, _ in findings]


def test_a_hidden_sheet_is_passed_over(imported, tmp_path):
    path = workbook(tmp_path / "plan.xlsx", {"一": {1: "地域再生計画"}, "二": PLAN})
    book = openpyxl.load_workbook(path)
    book["二"].sheet_state = "hidden"
    book.save(path)
    assert imported(path, *ASKED, code=1)[1] == [("plan-no-table", 0)]


def test_a_file_that_is_no_workbook_is_told(run, tmp_path):
    (tmp_path / "plan.xlsx").write_text("KPI①")
    done = run("import", "kpi-plan", tmp_path / "plan.xlsx", *ASKED)
    assert done.returncode in (1, 2, 3) and "plan.xlsx" in done.stderr


def test_the_rows_are_taken_by_check(plan, run, tmp_path):
    """In the sample, without the rows that it has of the plan."""
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    for name, column in (("kpis", "id"), ("observations", "kpi")):
        path = city / "data" / f"{name}.csv"
        rows = table(path)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(row for row in rows if not row[column].startswith("yokohama-oi-kpi"))
    before = {path: path.read_bytes() for path in city.rglob("*.csv")}
    done = run("import", "kpi-plan", plan(PLAN), "--instance", city, *ASKED[:4], "--id-prefix", "yokohama-oi")
    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in before} == before
    made = city / "data/yokohama-oi-kpi"
    assert sorted(path.name for path in made.iterdir()) == ["kpis.csv", "observations.csv"]
    assert {row["municipality"] for row in table(made / "kpis.csv")} == {"141003"}
    checked = json.loads(run("check", "--json", city).stdout)
    own = [f for f in checked["findings"] if "yokohama-oi-kpi" in f["file"] and f["rule"] != "read-as"]
    assert checked["errors"] == 0
    assert own == []


def test_rows_that_are_there_are_not_written_again(plan, run):
    done = run("import", "kpi-plan", plan(PLAN), "--instance", SAMPLE, *ASKED, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "The instance has all rows of the plan" in done.stdout
    assert not (SAMPLE / "data/yokohama-oi-kpi").exists()


def test_a_row_that_says_something_else_is_named_and_left(plan, run):
    other = {**PLAN, 98: PLAN[98].replace("95.00", "96.00").replace("100.00", "101.00")}
    answer = json.loads(run("import", "kpi-plan", plan(other), "--json", "--instance", SAMPLE, *ASKED).stdout)
    differs = [(f["column"], f["value"], f["expected"]) for f in answer["findings"] if f["rule"] == "plan-differs"]
    assert sorted(differs) == [("value", "101.00", "100.00"), ("value", "96.00", "95.00")]
    assert answer["new"] == 0


def test_a_kpi_that_has_another_id_there_is_not_written_again(plan, run):
    """The sample's ids do not begin with the id of its programme."""
    done = run("import", "kpi-plan", plan(PLAN), "--json", "--instance", SAMPLE, *ASKED[:4])
    found = [(f["rule"], f["value"], f["expected"]) for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"]
    assert done.returncode == 1 and not (SAMPLE / "data/yokohama-overseas-oi-kpi").exists()
    assert found == [("plan-other-id", f"yokohama-overseas-oi-kpi{n}", f"yokohama-oi-kpi{n}") for n in (1, 2, 3)]


def test_only_what_is_new_is_written(plan, run, tmp_path):
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    more = {**PLAN, 96: "KPI④\t来訪者\t\t\t\t\t単位\t人", 101: "KPI④\t0\t1\t2\t3\t-\t-\t6"}
    run("import", "kpi-plan", plan(more), "--instance", city, *ASKED)
    made = city / "data/yokohama-oi-kpi"
    assert [row["id"] for row in table(made / "kpis.csv")] == ["yokohama-oi-kpi4"]
    assert len(table(made / "observations.csv")) == 7


# --- files ---


def test_without_a_folder_nothing_is_written(plan, run, tmp_path):
    path = plan(PLAN)
    done = run("import", "kpi-plan", path, *ASKED, "--lang", "en")
    assert "Nothing was written" in done.stdout and "3 KPIs and 21 observations" in done.stdout
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_is_never_replaced(plan, run, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "observations.csv").write_text("mine")
    done = run("import", "kpi-plan", plan(PLAN), *ASKED, "--out", out)
    assert done.returncode == 2 and str(out / "observations.csv") in done.stderr
    assert [path.name for path in out.iterdir()] == ["observations.csv"]
    assert (out / "observations.csv").read_text() == "mine"


def test_a_plan_with_errors_writes_nothing(plan, run, tmp_path):
    done = run("import", "kpi-plan", plan(small("0", "検討中", "2", "3", "6")), *ASKED, "--out", tmp_path / "out")
    assert done.returncode == 1 and not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments, code, said", [
    (["import"], 2, "kpi-plan"), (["import", "kpi-plan"], 2, "FILE"), (["import", "plan", "x"], 2, "kpi-plan"),
    (["import", "kpi-plan", "/nothing"], 3, "/nothing"),
])
def test_misuse_is_told(run, arguments, code, said):
    done = run(*arguments)
    assert done.returncode == code and said in done.stderr


@pytest.mark.parametrize("option, value", [("--program", "nobody"), ("--source", "nothing")])
def test_a_record_that_the_instance_does_not_have_is_told(plan, run, option, value):
    done = run("import", "kpi-plan", plan(PLAN), "--instance", SAMPLE, option, value)
    assert done.returncode == 2 and value in done.stderr


# --- oddities ---

PERIODLESS = small("0", "1", "2", "-", "3")[:3]
ODD = {
    "a total that does not add up": (small("0", "1", "2", "3", "7"), ("plan-total", 3)),
    "a total that is missing": (small("0", "1", "2", "3", "-"), ("plan-no-total", 3)),
    "a year of the plan without a value": (small("0", "1", "-", "3", "4"), ("plan-dash", 3)),
    "an empty cell": (small("0", "1", "", "3", "4"), ("plan-empty", 3)),
    "full-width digits": (small("０", "1", "2", "3", "6"), ("plan-wide", 3)),
    "a unit in a cell": (small("0", "1人", "2", "3", "6"), ("plan-unit-in-cell", 3)),
    "a unit that is not known": (small("0", "1", "2", "3", "6", unit="点"), ("plan-unit", 1)),
    "years in an era": (small("0", "1", "2", "3", "6", head=HEAD.replace("2023", "令和5")), ("plan-era", 2)),
    "a year that is left out": (small("0", "1", "2", "3", "6", head=HEAD.replace("2025", "2026")), ("plan-years", 2)),
    "a value behind the end": (small("0", "1", "2", "3", "6", head=HEAD.replace("2025", "2026")), ("plan-beyond-value", 3)),
    "no period": (PERIODLESS, ("plan-no-period", 0)),
    "a second table": ([*small("0", "1", "2", "3", "6"), HEAD], ("plan-second-table", 6)),
}
BAD = {
    "no table": (["【数値目標】", "別紙のとおり"], ("plan-no-table", 0)),
    "a year that cannot be read": (small("0", "1", "2", "3", "6", head=HEAD.replace("2023", "次")), ("plan-head", 2)),
    "a year twice": (small("0", "1", "2", "3", "6", head=HEAD.replace("2024", "2023")), ("plan-repeated", 2)),
    "a word for a number": (small("0", "1", "調整中", "3", "6"), ("plan-value", 3)),
    "a number that is about": (small("0", "約1", "2", "3", "6"), ("plan-value", 3)),
    "another unit in a cell": (small("0", "1円", "2", "3", "6"), ("plan-value", 3)),
    "too few values": (["KPI① 来訪者 単位 人", " ".join(HEAD.split("\t")), "KPI① 0 1 2 3"], ("plan-cells", 3)),
    "values without a name": ([*small("0", "1", "2", "3", "6"), "KPI②\t0\t1\t2\t3\t6"], ("plan-no-name", 6)),
    "a name without values": (["KPI②\t参加者\t単位\t人", *small("0", "1", "2", "3", "6")], ("plan-no-values", 1)),
    "no unit": (small("0", "1", "2", "3", "6", unit=""), ("plan-no-unit", 1)),
    "a label twice": (["KPI①\t参加者\t単位\t人", *small("0", "1", "2", "3", "6")], ("plan-repeated", 2)),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_named(plan, imported, name):
    lines, finding = ODD[name]
    rows, findings = imported(plan(lines), *ASKED)
    assert finding in findings and rows["observations"]


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_an_error(plan, imported, name):
    lines, finding = BAD[name]
    rows, findings = imported(plan(lines), *ASKED, code=1)
    assert finding in findings and rows == {"kpis": [], "observations": []}


def test_a_plain_table_has_no_finding(plan, imported):
    assert imported(plan(small("0", "1.5", "2.25", "3", "6.75")), *ASKED)[1] == []


@pytest.mark.parametrize("values, total, adds_up", [
    (["0.1", "0.2", "0.3"], "0.6", True), (["0.1", "0.2", "0.3"], "0.600", True), (["0.1", "0.2", "0.3"], "0.60001", False),
    (["99999999999999.9", "0.1", "-"], "100000000000000", True), (["△5", "2", "1"], "-2", True)])
def test_sums_are_exact(plan, imported, values, total, adds_up):
    """As Python's decimals have it."""
    numbers = [Decimal(v.replace("△", "-")) for v in values if v != "-"]
    assert (sum(numbers) == Decimal(total)) == adds_up
    _, findings = imported(plan(small("0", *values, total)), *ASKED)
    assert (("plan-total", 3) not in findings) == adds_up


def test_without_a_period_nothing_is_said_to_be_left_over(plan, imported):
    rows, _ = imported(plan({k: v for k, v in PLAN.items() if k < 200}), *ASKED)
    assert {row["missing"] for row in rows["observations"] if "missing" in row} == {"not_set"}


@pytest.mark.parametrize("options, ids", [
    ([], "plan-kpi1"), (["--program", "visit"], "visit-kpi1"), (["--program", "visit", "--id-prefix", "v"], "v-kpi1")])
def test_ids_are_made_by_the_scheme(plan, imported, options, ids):
    rows, findings = imported(plan(small("0", "1", "2", "3", "6")), *options)
    assert rows["kpis"][0]["id"] == ids
    assert ("plan-no-source", 0) in findings and (("plan-no-program", 0) in findings) == (options == [])


def test_a_picture_of_a_plan_is_no_text(tmp_path, imported):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 40)
    assert imported(path, *ASKED, code=1)[1] == [("plan-not-text", 0)]
