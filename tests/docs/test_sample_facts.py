"""The sample instance against the facts it was made from, and against the model.

    python3 -m pytest tests/docs/test_sample_facts.py

`facts.tsv` states what the five source texts say; `coverage.csv` of the sample tells where each
fact is published, or why it is not. The first part checks that mapping, the second that the
tables obey the model. The standard library is enough; the program itself is not needed.

How a figure is compared: the printed number is the value. A unit such as 千円 or 億円 stays in
`unit_ja` and its power of ten in `unit_multiplier` (総事業費 85,000 千円 is 85000 with 3), so the
value never is a product of both. A number written with Japanese numerals of magnitude or as a
share is that number (約2万6千人 is 26000, 3割 is 30 %), as in the value column of facts.tsv.
"""
import csv
import datetime
import json
import pathlib
import re
import unicodedata
from collections import defaultdict
from decimal import Decimal, InvalidOperation

import pytest

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "contrib" / "instances" / "sample"

# The model: `*` key, `!` required, `>table` reference. A name ending in _ja stands for the pair
# _ja, _en.
PROVENANCE = "source!>sources locator certainty note_ja"
MODEL = {
    "municipalities": "id* name_ja! name_kana kind! prefecture>municipalities corporate_number "
                      "website",
    "organizations": "id* name_ja! name_kana kind! corporate_number municipality>municipalities "
                     "predecessor_name_ja website " + PROVENANCE,
    "programs": "id* name_ja! kind! municipality>municipalities parent>programs "
                "derived_from>programs reference_ja area_ja period period_text status! "
                "evaluation_ja website summary_ja " + PROVENANCE,
    "participations": "program*>programs organization*>organizations role* period " + PROVENANCE,
    "rounds": "id* program!>programs name_ja! period period_text " + PROVENANCE,
    "challenges": "id* program!>programs round>rounds title_ja! owner>organizations "
                  "department_ja summary_ja " + PROVENANCE,
    "startups": "id* name_ja! name_kana corporate_number municipality>municipalities website "
                "summary_ja " + PROVENANCE,
    "adoptions": "id* program!>programs round>rounds challenge>challenges startup!>startups "
                 "status! product_ja proposal_ja adopted_on period period_text " + PROVENANCE,
    "pilots": "id* program>programs adoption>adoptions municipality>municipalities title_ja! "
              "stage! period period_text place_ja " + PROVENANCE,
    "results": "id* pilot!>pilots kind! period period_text outcome! summary_ja document "
               + PROVENANCE,
    "events": "id* program>programs organizer>organizations kind! status! name_ja! period "
              "period_text venue municipality>municipalities " + PROVENANCE,
    "kpis": "id* label kind! program>programs round>rounds event>events pilot>pilots "
            "municipality>municipalities name_ja! unit_ja! unit_code unit_multiplier decimals "
            "nature! counting direction definition_ja frequency question_ja population_ja "
            + PROVENANCE,
    "schemes": "id* name_ja! description_ja",
    "categories": "id* scheme!>schemes name_ja! position",
    "observations": "kpi*>kpis period* value_type* accumulation* item*>categories "
                    "segment*>categories area*>municipalities value missing qualifier! status! "
                    "sample_size rank published_on period_text text " + PROVENANCE,
    "sources": "id* title_ja! kind! publisher_ja author_ja published_on document retrieved_on licence",
}
ENUMS = {
    ("municipalities", "kind"): "country prefecture designated_city city special_ward ward town "
                                "village",
    ("organizations", "kind"): "local_government national_government public_corporation company "
                               "npo association foundation consortium university council other",
    ("programs", "kind"): "challenge matching trial_procurement coordination consortium platform "
                          "strategy plan project hub event_series website survey ranking",
    ("programs", "status"): "planned running ended unknown",
    ("participations", "role"): "operator host partner secretariat funder evaluator "
                                "planned_partner contractor client member speaker",
    ("adoptions", "status"): "applied finalist adopted awarded certified withdrawn",
    ("pilots", "stage"): "planned running completed cancelled unknown",
    ("results", "kind"): "interim final",
    ("results", "outcome"): "continued procured ended not_published unknown",
    ("events", "kind"): "pitch briefing opening meeting conference recognition other",
    ("events", "status"): "planned held cancelled unknown",
    ("events", "venue"): "online onsite hybrid",
    ("kpis", "kind"): "kpi statistic survey ranking budget",
    ("kpis", "nature"): "stock flow ratio rank",
    ("kpis", "counting"): "unique gross",
    ("kpis", "direction"): "increase decrease none",
    ("kpis", "frequency"): "daily monthly quarterly yearly once irregular",
    ("observations", "value_type"): "baseline target actual projection",
    ("observations", "accumulation"): "level increment cumulative",
    ("observations", "missing"): "not_set not_applicable not_yet_reported not_collected unknown "
                                 "suppressed",
    ("observations", "qualifier"): "exact approximate at_least more_than at_most less_than",
    ("observations", "status"): "final provisional revised estimated",
    ("sources", "kind"): "plan article interview essay report dataset web",
}
for _table, _columns in MODEL.items():
    if "certainty" in _columns:
        ENUMS[_table, "certainty"] = "stated inferred disputed"

OPTIONAL_KEYS = ("item", "segment", "area")
PERIOD_COLUMNS = ("period", "adopted_on", "published_on", "retrieved_on")

# Which record of `sources` is the text that facts.tsv names by its file.
SOURCE_OF_FILE = {"000": "yokohama-interview", "001": "kumamoto-article", "002": "yokohama-plan",
                  "003": "yokohama-essay", "004": "tokyo-note"}
# facts.tsv gives the year of the title (2019); the text says 2019年度, which is published.
END_FROM_TITLE = {"F176", "F177", "F178"}


# ---- reading

def read_csv(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def expected_header(table):
    header = []
    for word in MODEL[table].split():
        name = re.match(r"\w+", word).group()
        header += [name, name[:-3] + "_en"] if name.endswith("_ja") else [name]
    return header


def columns_with(mark, table):
    return [re.match(r"\w+", word).group() for word in MODEL[table].split() if mark in word]


def references(table):
    return [(word.split(">")[0].rstrip("*!"), word.split(">")[1])
            for word in MODEL[table].split() if ">" in word]


def table_path(table):
    paths = sorted((SAMPLE / "data").rglob(table + ".csv"))
    assert len(paths) == 1, "%s: %s" % (table, paths)
    return paths[0]


TABLES = {table: read_csv(table_path(table)) for table in MODEL}
COVERAGE = read_csv(SAMPLE / "coverage.csv")
FACTS = {fact["id"]: fact for fact in read_csv(HERE / "facts.tsv", "\t")}
INSTANCE = json.loads((SAMPLE / "instance.json").read_text(encoding="utf-8"))


def url_part(cell):
    return cell.replace("..", "~").replace("/", "_") if cell else "_"


def record_id(table, row):
    keys = columns_with("*", table)
    return row["id"] if keys == ["id"] else ".".join(url_part(row[key]) for key in keys)


BY_ID = {table: {record_id(table, row): row for row in rows} for table, rows in TABLES.items()}


def every_cell():
    for table, rows in TABLES.items():
        for row in rows:
            for column, cell in row.items():
                yield "%s %s %s" % (table, record_id(table, row), column), table, column, cell


def mapped(column=None):
    """(fact, coverage line, record) for each fact that is published."""
    for line in COVERAGE:
        if line["table"] != "omitted" and column in (None, line["column"]):
            record = BY_ID.get(line["table"], {}).get(line["id"])
            if record is not None:
                yield FACTS[line["fact"]], line, record


def mapped_observations():
    return [(fact, record) for fact, line, record in mapped()
            if line["table"] == "observations" and line["column"] in ("value", "missing")]


# ---- periods

def month_span(year, month, months):
    """First and last day of so many months."""
    first = datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = month - 1 + months
    return first, datetime.date(year + after // 12, after % 12 + 1, 1) - datetime.timedelta(1)


def single_period(text):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = datetime.date.fromisoformat(text)
        return day, day
    match = re.fullmatch(r"(FY)?(\d{4})(?:-(H[12]|Q[1-4]))?", text)
    if match:
        first = INSTANCE["fiscal_year_first_month"] if match[1] else 1
        if not match[3]:
            return month_span(int(match[2]), first, 12)
        months = 6 if match[3][0] == "H" else 3
        return month_span(int(match[2]), first + (int(match[3][1]) - 1) * months, months)
    match = re.fullmatch(r"(\d{4})-(\d\d)", text)
    if match:
        return month_span(int(match[1]), int(match[2]), 1)
    raise ValueError("not a period: %r" % text)


def period_span(text):
    """First and last day; None where that end is open or nothing is stated."""
    if text in ("", "undated"):
        return None, None
    if "/" not in text:
        return single_period(text)
    left, right = text.split("/")
    if left == right == "..":
        raise ValueError("open at both ends")
    starts = None if left == ".." else single_period(left)[0]
    ends = None if right == ".." else single_period(right)[1]
    if starts and ends and ends < starts:
        raise ValueError("ends before it starts: %r" % text)
    return starts, ends


def answered(row, kpi=None):
    """A warning of the program is answered by a note on the record or on its KPI."""
    return bool(row["note_ja"] or (kpi and kpi["note_ja"]))


def number(text):
    try:
        return Decimal(text.lstrip(">"))
    except InvalidOperation:
        return None


# ---- part 1: the facts

def test_all_183_facts_are_listed():
    assert sorted(FACTS) == ["F%03d" % n for n in range(1, 184)]


def test_coverage_has_the_agreed_header():
    assert list(COVERAGE[0]) == ["fact", "table", "id", "column", "reason"]


def test_every_fact_is_mapped_or_omitted():
    assert sorted(set(FACTS) - {line["fact"] for line in COVERAGE}) == []


def test_coverage_names_no_unknown_fact():
    assert [line for line in COVERAGE if line["fact"] not in FACTS] == []


def test_no_fact_is_both_published_and_omitted():
    kinds = defaultdict(set)
    for line in COVERAGE:
        kinds[line["fact"]].add(line["table"] == "omitted")
    assert [fact for fact, kind in kinds.items() if len(kind) > 1] == []


def test_every_omission_has_a_reason():
    assert [line for line in COVERAGE
            if line["table"] == "omitted" and len(line["reason"].split()) < 4] == []


def test_about_160_facts_are_published():
    assert len({line["fact"] for line in COVERAGE if line["table"] != "omitted"}) >= 160


def test_every_mapped_cell_exists_and_is_not_empty():
    wrong = []
    for line in COVERAGE:
        if line["table"] != "omitted":
            record = BY_ID.get(line["table"], {}).get(line["id"], {})
            if not record.get(line["column"]):
                wrong.append(line)
    assert wrong == []


def test_every_mapped_figure_is_the_number_of_its_fact():
    wrong = [(fact["id"], fact["value"], record["value"])
             for fact, _, record in mapped("value")
             if Decimal(record["value"]) != number(fact["value"])]
    assert wrong == []


def test_every_published_fact_with_a_number_and_a_unit_is_an_observation():
    published = {line["fact"] for line in COVERAGE if line["table"] != "omitted"}
    as_value = {fact["id"] for fact, _ in mapped_observations()}
    assert [fact_id for fact_id in sorted(published - as_value)
            if FACTS[fact_id]["unit"] and number(FACTS[fact_id]["value"]) is not None] == []


def test_digits_are_published_as_printed():
    """5.00 is neither 5 nor 5.0: the fact's digits are the value's digits."""
    wrong = [(fact["id"], fact["value"], record["value"])
             for fact, _, record in mapped("value")
             if record["value"] != fact["value"].lstrip(">")]
    assert wrong == []


@pytest.mark.parametrize("unit, multiplier", [("千円", "3"), ("億円", "8"), ("%", "0")])
def test_a_unit_keeps_its_power_of_ten_apart_from_the_value(unit, multiplier):
    kpis = {record["kpi"] for fact, record in mapped_observations() if fact["unit"] == unit}
    assert kpis
    assert {(BY_ID["kpis"][kpi]["unit_ja"], BY_ID["kpis"][kpi]["unit_multiplier"])
            for kpi in kpis} == {(unit, multiplier)}


def test_a_figure_is_as_approximate_as_its_fact():
    wanted = {"exact": "exact", "exact(約2割)": "exact", "approx": "approximate",
              "approx+nobe": "approximate", "nobe": "exact", "more_than": "more_than",
              "at_least": "at_least", "at_least(減少)": "at_least", "counted": "exact",
              "base": "exact", "projection": "exact"}
    wrong = [(fact["id"], fact["qualifier"], record["qualifier"])
             for fact, record in mapped_observations()
             if record["value"] and record["qualifier"] != wanted[fact["qualifier"]]]
    assert wrong == []


def test_a_gross_count_is_marked_as_gross():
    gross = [(fact["id"], record["kpi"]) for fact, record in mapped_observations()
             if "nobe" in fact["qualifier"]]
    assert gross
    assert [pair for pair in gross if BY_ID["kpis"][pair[1]]["counting"] != "gross"] == []


def test_a_fact_without_a_value_is_missing_and_not_zero():
    rows = [(fact["id"], record) for fact, record in mapped_observations()
            if fact["qualifier"].startswith("missing")]
    assert rows
    assert [fact_id for fact_id, record in rows
            if record["value"] or record["missing"] != "not_applicable"] == []


def test_a_projection_is_not_published_as_an_actual():
    rows = [record["value_type"] for fact, record in mapped_observations()
            if fact["qualifier"] == "projection"]
    assert rows and set(rows) == {"projection"}


def test_kpi_table_is_published_by_kind_of_value():
    wanted = {"baseline": ("baseline", "level"), "target_increment": ("target", "increment"),
              "target_increment_cumulative": ("target", "cumulative")}
    rows = [(fact, record) for fact, record in mapped_observations()
            if fact["entity"] == "kpi_value"]
    assert len(rows) == 21
    assert [fact["id"] for fact, record in rows
            if (record["value_type"], record["accumulation"]) != wanted[fact["property"]]] == []


def test_published_periods_begin_and_end_with_those_of_the_facts():
    wrong = []
    for fact, line, record in mapped():
        if line["column"] not in ("period", "value", "missing") or not fact["period_start"]:
            continue
        starts, ends = period_span(record["period"])
        if not str(starts).startswith(fact["period_start"]) or (
                ends and fact["period_end"] and fact["id"] not in END_FROM_TITLE
                and not str(ends).startswith(fact["period_end"])):
            wrong.append((fact["id"], record["period"]))
    assert wrong == []


def test_a_published_fact_names_the_text_it_comes_from():
    wrong = [(fact["id"], record["source"]) for fact, _, record in mapped()
             if "source" in record and record["source"] != SOURCE_OF_FILE[fact["seed"][:3]]]
    assert wrong == []


def lines_of(locator):
    match = re.match(r"lines? (\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)(?: \(.+\))?$", locator)
    lines = set()
    for part in match[1].split(", ") if match else []:
        first, _, last = part.partition("-")
        lines.update(range(int(first), int(last or first) + 1))
    return lines


def test_a_locator_contains_the_line_of_its_fact():
    wrong = [(fact["id"], fact["line"], record["locator"]) for fact, _, record in mapped()
             if "locator" in record and int(fact["line"]) not in lines_of(record["locator"])]
    assert wrong == []


def test_persons_are_not_named():
    names = ("宮坂", "関 治之", "松本", "藤本", "中村良道", "高木", "山崎", "吉岡")
    assert [(where, cell) for where, table, _, cell in every_cell()
            if table != "municipalities" and any(name in cell for name in names)] == []


# ---- part 2: the model

@pytest.mark.parametrize("table", MODEL)
def test_header_is_that_of_the_model(table):
    first_line = table_path(table).read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    assert first_line.split(",") == expected_header(table)


@pytest.mark.parametrize("table", MODEL)
def test_file_is_utf8_without_byte_order_mark(table):
    assert not table_path(table).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("table", MODEL)
def test_no_row_is_longer_or_shorter_than_the_header(table):
    width = len(expected_header(table))
    with open(table_path(table), encoding="utf-8", newline="") as stream:
        assert [row for row in csv.reader(stream) if len(row) != width] == []


@pytest.mark.parametrize("table", MODEL)
def test_ids_are_unique(table):
    assert len(BY_ID[table]) == len(TABLES[table])


@pytest.mark.parametrize("table", [table for table in MODEL if "id*" in MODEL[table]])
def test_ids_are_well_formed(table):
    pattern = r"\d{6}" if table == "municipalities" else r"[a-z0-9][a-z0-9-]{0,79}"
    assert [key for key in BY_ID[table] if not re.fullmatch(pattern, key)] == []


@pytest.mark.parametrize("table", MODEL)
def test_required_cells_are_filled(table):
    wanted = columns_with("!", table) + [key for key in columns_with("*", table)
                                         if key not in OPTIONAL_KEYS]
    assert [(record_id(table, row), column) for row in TABLES[table] for column in wanted
            if not row[column]] == []


@pytest.mark.parametrize("table", MODEL)
def test_references_resolve(table):
    assert [(record_id(table, row), column, row[column])
            for row in TABLES[table] for column, target in references(table)
            if row[column] and row[column] not in BY_ID[target]] == []


@pytest.mark.parametrize("table, column", ENUMS)
def test_codes_are_legal(table, column):
    legal = ENUMS[table, column].split() + [""]
    assert [(record_id(table, row), row[column]) for row in TABLES[table]
            if row[column] not in legal] == []


def test_every_text_is_nfc():
    assert [where for where, _, _, cell in every_cell()
            if unicodedata.normalize("NFC", cell) != cell] == []


def test_every_text_is_trimmed():
    assert [where for where, _, _, cell in every_cell() if cell != cell.strip()] == []


def test_no_text_holds_a_control_character():
    assert [where for where, _, _, cell in every_cell()
            if any(unicodedata.category(character) == "Cc" for character in cell)] == []


def test_no_text_begins_like_a_formula():
    assert [where for where, _, _, cell in every_cell() if cell.startswith(tuple("=+-@"))] == []


def test_every_note_is_in_both_languages():
    assert [record_id(table, row) for table, rows in TABLES.items() for row in rows
            if bool(row.get("note_ja")) != bool(row.get("note_en"))] == []


def test_whatever_is_inferred_or_disputed_says_why():
    assert [record_id(table, row) for table, rows in TABLES.items() for row in rows
            if row.get("certainty") in ("inferred", "disputed") and not row["note_ja"]] == []


def test_every_period_matches_the_grammar():
    wrong = []
    for where, table, column, cell in every_cell():
        if column not in PERIOD_COLUMNS or (table, column) == ("observations", "period") \
                and cell == "undated":
            continue
        try:
            assert cell != "undated"
            period_span(cell)
        except (ValueError, AssertionError):
            wrong.append((where, cell))
    assert wrong == []


def test_every_address_is_a_web_address():
    assert [where for where, _, column, cell in every_cell()
            if column in ("website", "url", "document") and cell
            and not re.fullmatch(r"https?://[!-;=?-Z_a-z~]+", cell)] == []


def test_check_digits_of_municipality_codes():
    def digit(code):
        return (11 - sum(int(d) * w for d, w in zip(code, (6, 5, 4, 3, 2))) % 11) % 10
    assert [code for code in BY_ID["municipalities"] if digit(code) != int(code[5])] == []


def test_check_digits_of_corporate_numbers():
    def digit(code):
        return 9 - sum(int(d) * (1 + i % 2) for i, d in enumerate(reversed(code[1:]))) % 9
    numbers = [(where, cell) for where, _, column, cell in every_cell()
               if column == "corporate_number" and cell]
    assert numbers
    assert [where for where, cell in numbers
            if not re.fullmatch(r"\d{13}", cell) or digit(cell) != int(cell[0])] == []


def test_municipalities_are_complete():
    kinds = [row["kind"] for row in TABLES["municipalities"]]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts == {"country": 1, "prefecture": 47, "designated_city": 20, "city": 772,
                      "special_ward": 23, "town": 743, "village": 183}


def test_every_municipality_lies_in_the_prefecture_of_its_code():
    assert [row["id"] for row in TABLES["municipalities"]
            if (row["prefecture"][:2] != row["id"][:2])
            != (row["kind"] in ("country", "prefecture"))] == []


@pytest.mark.parametrize("table, column", [("programs", "parent"), ("programs", "derived_from"),
                                           ("municipalities", "prefecture")])
def test_no_chain_of_records_is_a_circle(table, column):
    for row in TABLES[table]:
        seen = set()
        while row:
            assert row["id"] not in seen
            seen.add(row["id"])
            row = BY_ID[table].get(row[column])


def test_a_kpi_is_about_at_most_one_round_event_or_pilot():
    assert [row["id"] for row in TABLES["kpis"]
            if sum(bool(row[column]) for column in ("round", "event", "pilot")) > 1] == []


@pytest.mark.parametrize("table, column", [("challenges", "round"), ("adoptions", "round"),
                                           ("adoptions", "challenge"), ("pilots", "adoption"),
                                           ("kpis", "round"), ("kpis", "event")])
def test_a_record_belongs_to_the_programme_of_what_it_refers_to(table, column):
    target = dict(references(table))[column]
    assert [row["id"] for row in TABLES[table]
            if row[column] and BY_ID[target][row[column]]["program"] != row["program"]] == []


def test_an_observation_has_either_a_value_or_a_reason_for_none():
    assert [record_id("observations", row) for row in TABLES["observations"]
            if bool(row["value"]) == bool(row["missing"])] == []


def test_every_value_is_a_canonical_decimal():
    assert [row["value"] for row in TABLES["observations"]
            if row["value"] and not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", row["value"])] == []


def test_no_value_has_more_decimals_than_its_kpi():
    assert [record_id("observations", row) for row in TABLES["observations"]
            if len(row["value"].partition(".")[2]) > int(BY_ID["kpis"][row["kpi"]]["decimals"])
            ] == []


def test_an_area_is_not_the_municipality_of_its_kpi():
    assert [record_id("observations", row) for row in TABLES["observations"]
            if row["area"] and row["area"] == BY_ID["kpis"][row["kpi"]]["municipality"]] == []


def test_no_cell_of_the_cube_is_filled_twice():
    seen = defaultdict(list)
    for row in TABLES["observations"]:
        span = period_span(row["period"])
        seen[(row["kpi"], span, *(row[key] for key in columns_with("*", "observations")[2:]))
             ].append(row["period"])
    assert [cell for cell, periods in seen.items() if len(periods) > 1] == []


def test_a_cumulative_target_is_the_sum_of_its_increments():
    targets = [row for row in TABLES["observations"] if row["value_type"] == "target"]
    checked = 0
    for row in targets:
        increments = [Decimal(other["value"]) for other in targets
                      if other["kpi"] == row["kpi"] and other["value"]
                      and other["accumulation"] == "increment"]
        if row["accumulation"] == "cumulative" and increments:
            assert sum(increments) == Decimal(row["value"]), row["kpi"]
            checked += 1
    assert checked == 3


def test_a_target_lies_within_the_period_of_its_programme():
    wrong = []
    for row in TABLES["observations"]:
        program = BY_ID["programs"].get(BY_ID["kpis"][row["kpi"]]["program"])
        if row["value_type"] != "target" or row["missing"] or not program["period"]:
            continue
        (starts, ends), (first, last) = period_span(row["period"]), period_span(program["period"])
        if (first and starts < first) or (last and ends > last):
            wrong.append(record_id("observations", row))
    assert wrong == []


def test_no_actual_lies_in_the_future():
    today = datetime.date.today()
    assert [record_id("observations", row) for row in TABLES["observations"]
            if row["value_type"] == "actual"
            and (period_span(row["period"])[0] or today) > today] == []


def test_a_survey_without_sample_size_says_so():
    assert [record_id("observations", row) for row in TABLES["observations"]
            if BY_ID["kpis"][row["kpi"]]["kind"] == "survey" and not row["sample_size"]
            and not answered(row, BY_ID["kpis"][row["kpi"]])] == []


def test_a_tie_with_different_ranks_has_a_note():
    ranked = [row for row in TABLES["observations"] if row["rank"]]
    ties = [row for row in ranked for other in ranked
            if row["kpi"] == other["kpi"] and row["period"] == other["period"]
            and row["segment"] == other["segment"]
            and row["value"] == other["value"] and row["rank"] != other["rank"]]
    assert len(ties) == 2
    assert [row["item"] for row in ties if not row["note_ja"]] == []


def test_a_yearly_series_has_no_gap():
    series = defaultdict(set)
    for row in TABLES["observations"]:
        if BY_ID["kpis"][row["kpi"]]["frequency"] == "yearly" and "/" not in row["period"] \
                and row["period"] != "undated":
            key = (row["kpi"], *(row[name] for name in columns_with("*", "observations")[2:]))
            series[key].add(period_span(row["period"])[0].year)
    assert series
    assert [key for key, years in series.items()
            if len(years) != max(years) - min(years) + 1] == []


def test_instance_has_the_agreed_keys():
    pairs = ["title", "description", "publisher_name", "licence_name", "attribution",
             "contact_name", "keywords"]
    assert set(INSTANCE) == {pair + end for pair in pairs for end in ("_ja", "_en")} | {
        "publisher_code", "base_url", "licence_url", "contact_url", "theme", "update_frequency",
        "default_language", "fiscal_year_first_month"}


def test_instance_names_a_publisher_that_is_in_the_tables():
    assert INSTANCE["publisher_code"] in BY_ID["municipalities"]
