"""What judges the answers sees a wrong one, and asks the same questions again."""

import json

import pytest

import many_kinds
import model as models
import questions
from asking import Answer, difference
from conftest import support
from days import days, fiscal_year
from plain_sql import Judgement, Plain

ROWS = 600


@pytest.fixture(scope="module")
def maker(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judges")
    many_kinds.write(folder / "instance", ROWS)
    support.publish_directory(folder / "store", folder / "instance", "--no-downloads")
    document = json.loads((support.ROOT / "openapi" / "hiraku.json").read_text(encoding="utf-8"))
    model = models.tables(document)
    plain = Plain.fill(folder / "plain.sqlite", model, folder / "store" / "current" / "data", many_kinds.FIRST_MONTH)
    return questions.Maker(model, plain, many_kinds.FIRST_MONTH, "judges")


def judgement(form, **parts):
    return Judgement(**{**dict(form=form, table="observations", conditions=[], order=[], facets=[], limit=3, counted=True, groups=[], measures=[]), **parts})


def page(maker, **changes):
    ids = [one for one, in maker.plain.database.execute("SELECT id FROM observations ORDER BY row LIMIT 3")]
    body = {"total": ROWS, "returned": 3, "complete": False, "next": "/v1", "items": [{"id": one} for one in ids]}
    return [json.dumps({**body, **changes}).encode()]


def test_a_right_page_passes(maker):
    assert maker.plain.judge(judgement("list"), page(maker)) is None


@pytest.mark.parametrize("changes", [{"total": ROWS - 1}, {"complete": True}, {"next": None}])
def test_a_wrong_envelope_is_seen(maker, changes):
    assert maker.plain.judge(judgement("list"), page(maker, **changes))


def test_rows_in_another_order_are_seen(maker):
    items = json.loads(page(maker)[0])["items"]
    assert maker.plain.judge(judgement("list"), page(maker, items=items[::-1]))
    assert maker.plain.judge(judgement("list"), page(maker, items=items[:2]))


def test_another_cell_is_seen(maker):
    row = dict(zip(("id", "kpi", "value"), maker.plain.one("SELECT id, kpi, value FROM observations WHERE row = 0")))
    def body(**cells):
        cells = {**row, **cells}
        return [",".join(cells).encode() + b"\r\n" + ",".join(cells.values()).encode() + b"\r\n"]
    asked = judgement("csv", conditions=[([], "id", "{0} = ?", [row["id"]])])
    assert maker.plain.judge(asked, body()) is None
    assert maker.plain.judge(asked, body(value=row["value"] + "0"))


def test_a_wrong_facet_is_seen(maker):
    known = maker.plain.database.execute("SELECT status, count(*) FROM observations GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    values = [{"value": value, "count": count} for value, count in known]
    asked = judgement("list", facets=["status"])
    assert maker.plain.judge(asked, page(maker, facets={"status": {"complete": True, "values": values}})) is None
    values[0]["count"] += 1
    assert maker.plain.judge(asked, page(maker, facets={"status": {"complete": True, "values": values}}))


def test_a_wrong_sum_is_seen(maker):
    asked = judgement("aggregate", groups=["kpi"], measures=["sum"])
    groups = list(maker.plain.judge_groups(asked))
    def body(items):
        return [("{\"items\":[" + ",".join("{" + ",".join(f'"{name}":{json.dumps(str(value)) if name == "kpi" else value}' for name, value in item.items())
                                           + "}" for item in items) + "]}").encode()]
    groups = [{name: "null" if value is None else value for name, value in item.items()} for item in groups]
    assert maker.plain.judge(asked, body(groups)) is None
    groups[1]["sum"] += 1
    assert maker.plain.judge(asked, body(groups))


@pytest.mark.parametrize("now", [Answer(400, [("ETag", "a")], b"x"), Answer(200, [("ETag", "b")], b"x"), Answer(200, [("ETag", "a")], b"x\n"),
                                 Answer(200, [], b"x")])
def test_answers_that_differ_are_seen(now):
    former = Answer(200, [("ETag", "a")], b"x")
    assert difference(former, former) is None
    assert difference(former, now)


def test_questions_are_the_same_again_and_others_by_another_seed(maker):
    first = [maker.question(n) for n in range(200)]
    assert [maker.question(n) for n in reversed(range(200))] == first[::-1]
    other = questions.Maker(maker.model, maker.plain, maker.first_month, "other")
    assert sum(other.question(n) == first[n] for n in range(200)) < 20


def test_every_operator_is_asked_of_every_table_that_has_rows(maker):
    asked = {(condition[1], condition[2].split(" ")[1]) for n in range(3000) if maker.question(n).judgement for condition in maker.question(n).judgement.conditions}
    assert {"value", "period", "starts", "text", "status", "fiscal_year"} <= {column for column, _ in asked}
    paths = [maker.question(n).path for n in range(3000)]
    for operator in ("eq", "ne", "gt", "ge", "lt", "le", "in", "notin", "contains", "startswith", "isnull"):
        assert sum(f"__{operator}=" in path for path in paths) > 20, operator
    for table in maker.filled:
        assert sum(path.startswith(f"/v1/{table}") for path in paths) > 5, table


# model.md «Periods»; the fiscal year is that in which it begins.
@pytest.mark.parametrize("period, month, first, last, year", [
    ("2020-02", 4, "2020-02-01", "2020-02-29", "2019"), ("FY2023", 4, "2023-04-01", "2024-03-31", "2023"), ("FY2023", 10, "2023-10-01", "2024-09-30", "2023"),
    ("FY2023-H2", 4, "2023-10-01", "2024-03-31", "2023"), ("2020-Q3", 4, "2020-07-01", "2020-09-30", "2020"), ("FY2020-Q4", 4, "2021-01-01", "2021-03-31", "2020"),
    ("2020", 4, "2020-01-01", "2020-12-31", ""), ("2023-04-01/..", 4, "2023-04-01", "", ""), ("../2026-03-31", 4, "", "2026-03-31", ""),
    ("FY2020/FY2021", 4, "2020-04-01", "2022-03-31", ""), ("undated", 4, "", "", "")])
def test_days_of_periods(period, month, first, last, year):
    assert days(period, month) == (first, last)
    assert fiscal_year(period, month) == year
