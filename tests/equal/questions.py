"""Random questions to the query engine, reproducible by seed and number.

Of what can be asked it takes everything: every table, column and operator, one and two steps through references, orders,
pages, facets, forms of answers, groups and measures, series, comparisons, words; values are mostly those of the data,
sometimes near them or nonsense. What SQL can say of a question goes with it (plain_sql.Judgement)."""

import collections
import datetime
import random
import re
import unicodedata
import urllib.parse

from days import days
from plain_sql import Judgement

# `follow`: further pages are asked for. `judgement` may be None.
Question = collections.namedtuple("Question", "path fields follow judgement")

ODD_NUMBERS = ["0", "0.00", "-0", "-0.00", "+5", "05", "5.", ".5", "1e3", "５", "5,00", "1,5,5.0", "-1", "123456789012345678", "1234567890123456789",
               "123456789012345678901234567890", "-999999999999999999", "0.000000000000000001", "0.00000000000000000000000000001", "abc", "5 "]
ODD_PERIODS = ["undated", "..", "../..", "2020-02-30", "2019-02-29", "2020-02-29", "0000", "9999", "令和2年度", "R2", "H30.4", "2020年度", "平成31年4月30日",
               "2020-13", "FY2020-04", "2020-H3", "2020/2019", "2020-04-01/..", "../2026-03-31", "fy2020", "2020-q1", "1868", "2200", "2201", "20200401"]
ODD_TEXTS = ["%", "_", "'", "\"", "\\", "*", "?", "\u3000", " ", "x" * 300, "😀", "ﬁ", "ß", "é", "e\u0301", "ｶﾞ", "①", "㍻", "--", ";", "NULL", "&", "+", "a,b", "\t"]
ODD_NAMES = ["page", "per_page", "offset", "order", "filter[kind]", "kind[]", "kpi__like", "value__gte", "periode", "nothing", "_area", "kpi.program.parent.kind",
             "kpi.nothing", "source.kind__gt", "limits", "format", "as_of"]
WORD = re.compile(r"[^\W_]+")


class Maker:
    """Of one instance. `plain` reads the data that values are taken from."""

    def __init__(self, model, plain, first_month, seed):
        self.model, self.plain, self.first_month, self.seed = model, plain, first_month, seed
        self.rows = {name: plain.one(f'SELECT count(*) FROM "{name}"')[0] for name in model}
        self.large = {name for name, count in self.rows.items() if count > 3000}
        self.filled = [name for name in model if self.rows[name]]

    def again(self):
        """The same, for another thread."""
        return Maker(self.model, self.plain.again(), self.first_month, self.seed)

    def question(self, number):
        return Draft(self, random.Random(f"question {self.seed} {number}")).make()


class Draft:
    """One question in the making."""

    def __init__(self, maker, rng):
        self.maker, self.rng, self.model, self.plain = maker, rng, maker.model, maker.plain
        self.parameters, self.conditions, self.plain_so_far = [], [], True

    # --- values -----------------------------------------------------------------------------------

    def row(self, table):
        """A row of the table, as a dictionary; {} of an empty one."""
        count = self.maker.rows[table]
        if not count:
            return {}
        names = list(self.model[table].columns)
        cells = self.plain.one(f'SELECT {",".join(names)} FROM "{table}" WHERE row = ?', self.rng.randrange(count))
        return dict(zip(names, cells))

    def linked(self, table, row, through):
        """The row that the references lead to from `row`, or any one of the last table."""
        for step in through:
            table = self.model[table].columns[step].ref
            names = list(self.model[table].columns)
            cells = self.plain.one(f'SELECT {",".join(names)} FROM "{table}" WHERE id = ?', row.get(step, ""))
            row = dict(zip(names, cells)) if cells else self.row(table)
        return row

    def number(self, cell):
        rng = self.rng
        way = rng.randrange(10)
        if way == 0:
            return rng.choice(ODD_NUMBERS)
        text = cell or rng.choice(["0", "5", "100"])
        if way in (1, 2):
            text = text + ("0" if "." in text else "." + "0" * rng.randint(1, 3))
        elif way == 3 and "." in text:
            text = text.rstrip("0").rstrip(".")
        elif way == 4:
            text = text[1:] if text[0] == "-" else "-" + text
        elif way == 5:
            text = str(int(float(text)) + rng.choice([-1, 1])) if len(text) < 15 else text
        return text

    def period(self, cell):
        rng = self.rng
        way = rng.randrange(10)
        year = rng.randint(1995, 2026)
        if way == 0:
            return rng.choice(ODD_PERIODS)
        if way < 5 and cell:
            return cell
        if way < 7 and cell:
            day = rng.choice([one for one in days(cell, self.maker.first_month) if one] or ["2020-04-01"])
            return (datetime.date.fromisoformat(day) + datetime.timedelta(rng.choice([-1, 0, 0, 1]))).isoformat()
        return rng.choice([str(year), f"FY{year}", f"{year}-H{rng.randint(1, 2)}", f"FY{year}-Q{rng.randint(1, 4)}", f"{year}-{rng.randint(1, 12):02}",
                           f"{year}-04-01", f"{year}-12-31", f"{year}/{year + rng.randint(0, 3)}", f"FY{year}/..", f"../{year}-03"])

    def date(self, cell):
        if self.rng.random() < 0.4:
            return self.period(cell)
        return self.period(cell) if not cell else (
            datetime.date.fromisoformat(cell) + datetime.timedelta(self.rng.choice([-1, 0, 0, 0, 1]))).isoformat()

    def text(self, cell, operator):
        rng = self.rng
        if not cell or rng.random() < 0.08:
            return rng.choice(ODD_TEXTS)
        if operator == "contains":
            at = rng.randrange(len(cell))
            cell = cell[at:at + rng.randint(1, 5)]
        elif operator == "startswith":
            cell = cell[:rng.randint(1, 6)]
        way = rng.randrange(8)
        if way == 0:
            return unicodedata.normalize("NFKC", cell)
        if way == 1:
            return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in cell)
        if way == 2:
            return cell[:-1] + rng.choice("xあ1")
        return cell

    def plain_value(self, column, cell, operator):
        rng = self.rng
        if column.codes and (not cell or rng.random() < 0.3):
            cell = rng.choice(column.codes)
        if operator == "startswith":
            return (cell or "k")[:rng.randint(1, 6)]
        way = rng.random()
        if way < 0.06:
            return rng.choice(["", "nothing", (cell or "x")[:-1], (cell or "x") + "x", (cell or "x").upper()])
        if not cell and column.ref:
            cell = self.row(column.ref).get("id")
        return cell or rng.choice(["nothing", ""])

    def value(self, table, column, cell, operator):
        """A value for the operator, near the cell of the row that the question turns about."""
        rng = self.rng
        if operator == "isnull":
            return rng.choice(["true", "false"] * 10 + ["1", ""])
        maker = {"number": lambda c: self.number(c), "period": self.period, "date": self.date,
                 "text": lambda c: self.text(c, operator), "iri": lambda c: self.text(c, operator),
                 "plain": lambda c: self.plain_value(column, c, operator)}[column.kind]
        if operator not in ("in", "notin") and not (operator in ("eq", "") and column.kind not in ("text", "iri") and rng.random() < 0.15):
            return maker(cell)
        more = rng.randint(0, 3) if rng.random() < 0.95 else rng.choice([12, 40, 98, 99, 105])
        return ",".join([maker(cell), *(maker(self.row(table).get(column.name, "")) for _ in range(more))])

    # --- parts of a question ------------------------------------------------------------------------

    def through(self, table):
        """References to go through, and the table that they lead to."""
        steps = []
        for _ in range(self.rng.choice([1, 1, 1, 2, 2])):
            references = [column for column in self.model[table].columns.values() if column.ref]
            if not references:
                break
            column = self.rng.choice(references)
            steps.append(column.name)
            table = column.ref
        return steps, table

    def filter(self, table, anchor):
        rng = self.rng
        steps, at = self.through(table) if rng.random() < 0.25 else ([], table)
        row = self.linked(table, anchor, steps) if rng.random() < 0.75 else self.row(at)
        filled = [column for column in self.model[at].columns.values() if row.get(column.name)]
        columns = filled if filled and rng.random() < 0.85 else list(self.model[at].columns.values())
        kind = rng.choice(sorted({column.kind for column in columns}))
        column = rng.choice([column for column in columns if column.kind == kind])
        operator = rng.choice(["", *column.operators])
        self.add_filter(table, steps, at, column, operator, self.value(at, column, row.get(column.name, ""), operator))

    def add_filter(self, table, steps, at, column, operator, value):
        name = ".".join([*steps, column.name]) + (f"__{operator}" if operator else "")
        if any(known == name for known, _ in self.parameters):
            return
        self.parameters.append((name, value))
        meant = self.plain.condition(at, column, operator or "eq", value, self.maker.first_month)
        if meant is None:
            self.plain_so_far = False
        else:
            self.conditions.append((steps, column.name, *meant))

    def filters(self, table, most=4):
        rng, anchor = self.rng, self.row(table)
        for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3, most])):
            self.filter(table, anchor)

    def narrow(self, table):
        """A filter that leaves few rows of a large table."""
        if table not in self.maker.large or self.rng.random() < 0.03:
            return
        columns = self.model[table].columns
        anchor = self.row(table)
        names = [column.name for column in columns.values() if column.ref][:1] + ["fiscal_year"]
        for name in names if self.rng.random() < 0.4 else names[:1]:
            column, cell = columns[name], anchor[name]
            if cell:
                self.add_filter(table, [], table, column, "", cell)

    def words(self, table):
        """Words of one row mostly, whole or cut."""
        rng = self.rng
        found, row = [], self.row(table)
        for _ in range(rng.choice([1, 1, 1, 2, 2, 3])):
            at = table if rng.random() < 0.85 else rng.choice(self.maker.filled)
            cells = row if at == table else self.row(at)
            texts = [cell for name, cell in cells.items() if self.model[at].columns[name].kind == "text" and cell]
            known = WORD.findall(rng.choice(texts)) if texts else []
            word = rng.choice(known or ["データ"])
            if rng.random() < 0.5 and len(word) > 2:
                start = rng.randrange(len(word) - 1)
                word = word[start:start + rng.randint(1, 3)]
            found.append(word if rng.random() < 0.9 else unicodedata.normalize("NFKC", word).lower())
        return rng.choice([" ", " ", "\u3000"]).join(found) if rng.random() < 0.96 else rng.choice(ODD_TEXTS)

    def sort(self, table):
        rng = self.rng
        names = rng.sample(self.model[table].sort, min(len(self.model[table].sort), rng.choice([1, 1, 1, 1, 2, 2, 3, 3, 3, rng.randint(4, 9)])))
        self.plain_so_far &= len(names) <= 8
        order = [(name, rng.random() < 0.5) for name in names]
        self.parameters.append(("sort", ",".join(("-" if down else "") + name for name, down in order)))
        return order

    def shown(self, table):
        """fields, include, lang: what of a row is shown."""
        rng, known = self.rng, self.model[table]
        if rng.random() < 0.2:
            self.parameters.append(("fields", ",".join(rng.sample(list(known.columns), rng.randint(1, 5)))))
        if known.include and rng.random() < 0.15:
            self.parameters.append(("include", ",".join(rng.sample(known.include, rng.randint(1, min(3, len(known.include)))))))
        if rng.random() < 0.07:
            self.parameters.append(("lang", rng.choice(["ja", "en"])))

    def odd(self):
        """Now and then a parameter that is refused, or one that is given twice."""
        rng = self.rng
        if rng.random() > 0.03:
            return
        self.plain_so_far = False
        if self.parameters and rng.random() < 0.5:
            name, value = rng.choice(self.parameters)
            self.parameters.append((name, rng.choice([value, "nothing", value[:-1]])))
        else:
            self.parameters.append((rng.choice(ODD_NAMES), rng.choice(["1", "kpi", ""])))

    def finish(self, path, follow=False, form=None, table=None, **judged):
        """`form`: how the answer can be judged, if it can."""
        rng = self.rng
        self.odd()
        rng.shuffle(self.parameters)
        query = urllib.parse.urlencode(self.parameters, quote_via=urllib.parse.quote, safe=rng.choice(["", ",", ",:/"]))
        fields = {}
        if rng.random() < 0.06:
            fields["Accept-Encoding"] = "gzip"
        if rng.random() < 0.3:
            fields["Accept-Language"] = rng.choice(["en", "ja", "en-GB,ja;q=0.5"])
        judgement = None
        if form and self.plain_so_far:
            parts = dict(order=[], facets=[], limit=None, counted=True, groups=[], measures=[])
            judgement = Judgement(form=form, table=table, conditions=self.conditions, **{**parts, **judged})
        return Question(path + ("?" + query if query else ""), fields, follow, judgement)

    # --- questions ----------------------------------------------------------------------------------

    def make(self):
        ways = [(self.listing, 46), (self.rows, 14), (self.aggregate, 18), (self.series, 6), (self.derived, 4), (self.compare, 4),
                (self.search, 4), (self.record, 2)]
        return self.rng.choices([way for way, _ in ways], [weight for _, weight in ways])[0]()

    def table(self):
        rng = self.rng
        way = rng.random()
        if way < 0.4:
            return "observations"
        if way < 0.6:
            return rng.choice(["kpis", "programs"])
        return rng.choice(list(self.model) if way < 0.65 else self.maker.filled)

    def listing(self):
        rng, table = self.rng, self.table()
        if rng.random() < 0.5:
            self.narrow(table)
        self.filters(table)
        judged = {"limit": 100, "order": self.sort(table) if rng.random() < 0.6 else []}
        if rng.random() < 0.16:
            self.parameters.append(("q", self.words(table)))
            self.plain_so_far = False
        if rng.random() < 0.7:
            limit = rng.choice([1, 2, 3, 7, 20, 50, 100, 250, 1000] if rng.random() < 0.97 else [0, 1001, -1])
            self.plain_so_far &= 1 <= limit <= 1000
            self.parameters.append(("limit", str(limit)))
            judged["limit"] = limit
        if rng.random() < 0.08:
            self.parameters.append(("count", rng.choice(["no", "no", "yes"])))
            judged["counted"] = self.parameters[-1][1] == "yes"
        if rng.random() < 0.15:
            judged["facets"] = rng.sample(list(self.model[table].columns), rng.choice([1, 1, 2, 3, 5]))
            self.parameters.append(("facet", ",".join(judged["facets"])))
        self.shown(table)
        return self.finish(f"/v1/{table}" + rng.choice(["", "", ".json"]), True, "list", table, **judged)

    def rows(self):
        rng, table = self.rng, self.table()
        form = rng.choice(["csv"] * 7 + ["ndjson"] * 4 + ["rdf", "ttl", "nt", "jsonld"])
        self.narrow(table)
        self.filters(table, 2)
        order = self.sort(table) if rng.random() < 0.5 else []
        if rng.random() < 0.08:
            self.parameters.append(("q", self.words(table)))
            self.plain_so_far = False
        if form in ("csv", "ndjson"):
            self.shown(table)
        judged = form if form in ("csv", "ndjson") else None
        if form == "csv" and rng.random() < 0.15:
            judged = None
            self.parameters.append(rng.choice([("profile", "excel"), ("profile", "cp932"), ("headers", "ja"), ("profile", "cp932"), ("substitute", "geta")]))
        return self.finish(f"/v1/{table}.{form}", False, judged, table, order=order)

    def group(self, table):
        rng = self.rng
        steps, at = self.through(table) if rng.random() < 0.3 else ([], table)
        few = [column.name for column in self.model[at].columns.values() if column.codes or column.ref or column.name == "fiscal_year"]
        return ".".join([*steps, rng.choice(few if few and rng.random() < 0.7 else list(self.model[at].columns))])

    def aggregate(self):
        rng = self.rng
        table = "observations" if rng.random() < 0.7 else self.table()
        measured = "missing" in self.model[table].columns
        groups = list(dict.fromkeys(self.group(table) for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))))
        measures = ["count"]
        if measured or rng.random() < 0.1:
            measures = rng.sample(self.model[table].measures, rng.randint(1, 5))
        if measured and measures != ["count"]:
            self.add_up(table, groups)
        self.filters(table, 2)
        if rng.random() < 0.05:
            self.parameters.append(("q", self.words(table)))
            self.plain_so_far = False
        if groups:
            self.parameters.append(("group", ",".join(groups)))
        if measures != ["count"] or rng.random() < 0.5:
            self.parameters.append(("measure", ",".join(measures)))
        form = rng.choice(["", "", ".json", ".csv"])
        return self.finish(f"/v1/aggregate/{table}{form}", False, "aggregate_csv" if form == ".csv" else "aggregate", table, groups=groups,
                           measures=measures)

    def add_up(self, table, groups):
        """Mostly what may be added: one KPI, or each by itself, one kind of values, no parts."""
        rng, row, columns = self.rng, self.row(table), self.model[table].columns
        if rng.random() < 0.5 or table in self.maker.large:
            self.add_filter(table, [], table, columns["kpi"], "", row.get("kpi", ""))
        elif "kpi" not in groups and rng.random() < 0.8:
            groups[:0] = ["kpi"]
        for name in ("value_type", "accumulation", "item", "segment", "area"):
            if rng.random() < 0.85:
                cell = row.get(name, "")
                self.add_filter(table, [], table, columns[name], "" if cell else "isnull", cell or "true")

    def a_kpi(self):
        row = self.row("observations" if self.rng.random() < 0.8 else "kpis")
        return row.get("kpi") or row.get("id") or "nothing"

    def series(self):
        rng, table, kpi = self.rng, "observations", self.a_kpi()
        form = rng.choice(["", "", ".json", ".csv", ".csv", ".ndjson", ".ttl"])
        self.filters(table, 2)
        order = self.sort(table) if rng.random() < 0.3 else [("starts", False), ("ends", False)]
        judged = {"order": order, "limit": 100}
        if form in ("", ".json") and rng.random() < 0.5:
            judged["limit"] = rng.choice([1, 5, 50, 1000])
            self.parameters.append(("limit", str(judged["limit"])))
        if form not in (".ttl",):
            self.shown(table)
        self.conditions.append(([], "kpi", "{0} = ?", [kpi]))
        if any(name == "kpi" or name.startswith("kpi__") for name, _ in self.parameters):
            self.plain_so_far = False
        return self.finish(f"/v1/kpis/{kpi}/series{form}", True, {"": "list", ".json": "list", ".csv": "csv", ".ndjson": "ndjson"}.get(form), table, **judged)

    def derived(self):
        rng = self.rng
        self.parameters.append(("derive", rng.choice(["cumulative", "difference", "yoy", "progress", "progress", "nothing"] if rng.random() < 0.1 else
                                                     ["cumulative", "difference", "yoy", "progress"])))
        if rng.random() < 0.5:
            self.filters("observations", 2)
        return self.finish(f"/v1/kpis/{self.a_kpi()}/series" + rng.choice(["", ".json", ".csv"]))

    def compare(self):
        rng = self.rng
        if rng.random() < 0.25:
            self.parameters.append(("name", self.row("kpis").get("name_ja", "")))
        else:
            self.parameters.append(("kpi", ",".join(dict.fromkeys(self.a_kpi() for _ in range(rng.choice([1, 2, 2, 3, 5]))))))
        anchor = self.row("observations")
        for _ in range(rng.choice([0, 1, 1, 2])):
            self.filter("observations", anchor)
        return self.finish("/v1/compare" + rng.choice(["", ".json", ".csv"]))

    def search(self):
        self.parameters.append(("q", self.words(self.rng.choice(self.maker.filled))))
        if self.rng.random() < 0.4:
            self.parameters.append(("limit", str(self.rng.choice([1, 5, 50, 1000]))))
        return self.finish("/v1/search")

    def record(self):
        rng, table = self.rng, self.rng.choice(self.maker.filled)
        name = urllib.parse.quote(self.row(table)["id"], safe="")
        return self.finish(f"/v1/{table}/{name}" + rng.choice(["", ".json", ".csv", ".ttl", ".rdf"]))
