"""The template instance: what an officer copies must be whole, must fit the model, and must explain itself."""

import csv
import io
import json
import pathlib
import re

import pytest

import city

SAMPLE = city.ROOT / "contrib" / "instances" / "sample"
REFERENCE = pathlib.Path("data") / "reference" / "municipalities.csv"
EXAMPLES = city.TEMPLATE / "examples"
LANGUAGES = {"en": "columns.md", "ja": "columns.ja.md"}


def check_report(run, folder):
    done = run("check", "--json", folder)
    report = json.loads(done.stdout)
    return done.returncode, report


def test_template_without_data_has_no_error_and_no_warning(run, tmp_path):
    code, report = check_report(run, city.copy_of_template(tmp_path / "city", examples=False))
    assert (code, report["errors"], report["warnings"]) == (0, 0, 0), report["findings"]


def test_examples_publish_without_error_and_without_warning(run, tmp_path):
    folder = city.copy_of_template(tmp_path / "city")
    code, report = check_report(run, folder)
    assert (code, report["errors"], report["warnings"]) == (0, 0, 0), report["findings"]
    done = run("publish", "--store", tmp_path / "store", folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def store(publish, tmp_path_factory):
    """The examples, published."""
    base = tmp_path_factory.mktemp("examples")
    publish(base / "store", city.copy_of_template(base / "city"))
    return base / "store"


@pytest.mark.parametrize("table", city.tables())
def test_every_row_of_the_examples_is_published(run, store, table):
    done = run("export", "--store", store, "--format", "csv", table)
    assert done.returncode == 0, done.stderr
    rows = city.read_rows(EXAMPLES / f"{table}.csv")
    others = len(city.read_rows(city.TEMPLATE / REFERENCE)) if table == "municipalities" else 0
    assert rows and len(list(csv.DictReader(io.StringIO(done.stdout)))) == len(rows) + others


@pytest.mark.parametrize("table", city.tables())
def test_header_of_the_template_is_that_of_the_examples(table):
    path = city.TEMPLATE / (REFERENCE if table == "municipalities" else f"data/{table}.csv")
    assert city.header(path) == city.header(EXAMPLES / f"{table}.csv")


@pytest.mark.parametrize("table", city.tables())
def test_header_has_every_written_column_of_the_model_in_its_order(store, table):
    """The canonical CSV of a release has exactly the written columns."""
    assert city.header(EXAMPLES / f"{table}.csv") == city.header(store / f"current/data/{table}.csv")


@pytest.mark.parametrize("table", city.tables())
def test_data_of_the_template_is_empty_but_for_the_municipalities(table):
    if table != "municipalities":
        assert city.read_rows(city.TEMPLATE / "data" / f"{table}.csv") == []


def test_municipalities_of_the_template_are_those_of_the_sample():
    assert (city.TEMPLATE / REFERENCE).read_bytes() == (SAMPLE / REFERENCE).read_bytes()


@pytest.mark.parametrize("folder", ["data", "examples"])
def test_files_for_excel_begin_with_a_byte_order_mark(folder):
    paths = list((city.TEMPLATE / folder).glob("*.csv"))
    assert paths
    assert [path.name for path in paths if not path.read_bytes().startswith(city.BOM)] == []


def test_instance_of_the_template_has_the_keys_of_the_sample():
    keys = [list(json.loads((folder / "instance.json").read_text(encoding="utf-8")))
            for folder in (city.TEMPLATE, SAMPLE)]
    assert keys[0] == keys[1]


def test_instance_of_the_template_belongs_to_nobody():
    texts = json.loads((city.TEMPLATE / "instance.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"https://([a-z]+\.)?example\.(com|net|org|jp)", texts["base_url"])
    assert "花野市" in texts["publisher_name_ja"] and "花野市" in texts["title_ja"]
    names = [row["name_ja"] for row in city.read_rows(city.TEMPLATE / REFERENCE)]
    assert "花野市" not in names


@pytest.mark.parametrize("guide", ["README.md", "README.ja.md"])
def test_every_key_of_the_instance_is_explained_in_the_guide(run, guide):
    settings = json.loads(run("openapi").stdout)["components"]["schemas"]["InstanceSettings"]["properties"]
    text = (city.TEMPLATE / guide).read_text(encoding="utf-8")
    served = {"id", "url", "release", "first_release", "software", "cite_as", "citation_ja", "citation_en"}
    assert "base_url" in settings
    assert [key for key in settings if key not in served and f"`{key}`" not in text] == []


@pytest.mark.parametrize("path", sorted(city.TEMPLATE.rglob("*")), ids=lambda path: path.name)
def test_template_names_nothing_of_the_sample(path):
    if not path.is_file() or path.name == "municipalities.csv" and "reference" in path.parts:
        return
    text = path.read_text(encoding="utf-8")
    words = []
    for table in ("programs", "startups", "organizations", "kpis", "sources"):
        for row in city.read_rows(SAMPLE / "data" / f"{table}.csv"):
            words += [row.get(column) for column in ("id", "name_ja", "name_en", "title_ja", "title_en")]
    assert [word for word in words if word and len(word) > 3 and word in text] == []


def explained(language):
    """{table: {column: (required, text)}} of columns.md or columns.ja.md."""
    found, table = {}, None
    for line in (city.TEMPLATE / LANGUAGES[language]).read_text(encoding="utf-8").split("\n"):
        heading = re.match(r"## (\w+)\.csv", line)
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        column = re.fullmatch(r"`(\w+)`", cells[0])
        if heading:
            table = found.setdefault(heading[1], {})
        elif column and table is not None:
            table[column[1]] = cells[1:]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_explained_in_its_order(language):
    wanted = {table: city.header(EXAMPLES / f"{table}.csv") for table in city.tables()}
    assert {table: list(columns) for table, columns in explained(language).items()} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_of_every_column_is_a_cell_of_the_examples(language):
    wrong = []
    for table, columns in explained(language).items():
        rows = city.read_rows(EXAMPLES / f"{table}.csv")
        for column, cells in columns.items():
            example = cells[2].strip(" |")
            if example not in [row[column] for row in rows]:
                wrong.append((table, column, example))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_model_is_explained(run, language):
    """The texts list the codes of a column that has codes."""
    done = run("openapi")
    schemas = json.loads(done.stdout)["components"]["schemas"]
    texts = explained(language)
    wrong, seen = [], 0
    for schema in schemas.values():
        columns = schema.get("properties", {})
        for table, known in texts.items():
            if not set(known) <= set(columns):
                continue
            for column in known:
                reference = next((part["$ref"] for part in [columns[column], *columns[column].get("anyOf", [])] if "$ref" in part), "")
                codes = [code for code in schemas.get(reference.rpartition("/")[2], columns[column]).get("enum", []) if code]
                seen += len(codes)
                wrong += [(table, column, code) for code in codes if f"`{code}`" not in known[column][1]]
    assert seen > 100 and wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_required_columns_are_marked_as_such(run, tmp_path, language):
    """Leaving out a marked column is an error, leaving out any other is none."""
    marked = {(table, column) for table, columns in explained(language).items()
              for column, cells in columns.items() if cells[0]}
    folder = city.copy_of_template(tmp_path / "city")
    wrong = []
    for table in city.tables():
        path = folder / "data" / f"{table}.csv"
        whole = path.read_bytes()
        columns = city.header(path)
        # One check for all optional columns of the table, one with no column but those.
        optional = [column for column in columns if (table, column) not in marked]
        required = [column for column in columns if (table, column) in marked]
        path.write_text(",".join(required) + "\n", encoding="utf-8")
        if any(finding["rule"] == "missing-column" for finding in check_report(run, folder)[1]["findings"]):
            wrong.append((table, "a column without mark is required"))
        path.write_text(",".join(optional) + "\n", encoding="utf-8")
        missing = {finding["expected"] for finding in check_report(run, folder)[1]["findings"]
                   if finding["rule"] == "missing-column" and finding["file"].endswith(f"{table}.csv")}
        if missing != set(required):
            wrong.append((table, sorted(missing ^ set(required))))
        path.write_bytes(whole)
    assert wrong == []


MISTAKES = [
    ("observations.csv", "value", 3, "約1,800件"),
    ("organizations.csv", "municipality", 1, "991001"),
    ("pilots.csv", "period", 1, "6年12月"),
    ("startups.csv", "source", 1, "hanano-report-2052"),
]
GUIDES = {"en": "README.md", "ja": "README.ja.md"}


@pytest.mark.parametrize("language", GUIDES)
def test_messages_of_the_guide_are_those_of_the_program(run, tmp_path, language):
    """The guide shows what `hiraku check` says to four mistakes in the examples."""
    folder = city.copy_of_template(tmp_path / "my-city")
    for name, column, number, text in MISTAKES:
        path = folder / "data" / name
        rows, columns = city.read_rows(path), city.header(path)
        rows[number - 1][column] = text
        with open(path, "w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(rows)
    done = run("check", "--lang", language, "my-city", cwd=tmp_path)
    shown = re.search(r"```text\n(.*?)```", (city.TEMPLATE / GUIDES[language]).read_text(encoding="utf-8"), re.DOTALL)
    assert done.returncode == 1
    lines = [line for line in shown[1].split("\n") if line]
    assert len(lines) >= len(MISTAKES)
    assert [line for line in lines if line not in (done.stdout + done.stderr).split("\n")] == []
