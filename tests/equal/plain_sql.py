"""The canonical CSV of a release in plain tables of SQLite, and what the lists, facets and groups of a question must be.

Judges without a former build: the SQL is written here and run by Python's SQLite, numbers are compared and added by
Python's decimal module, days are those of days.py. Words (q=), walks with foreign cursors and what the program computes
by rules of its own (compare, derive) are not judged."""

import bisect
import collections
import csv
import decimal
import io
import itertools
import json
import re
import sqlite3
import unicodedata

from days import days, fiscal_year, is_period

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
KEYS = {"participations": ["program", "organization", "role"], "periods": ["period"],
        "observations": ["kpi", "period", "value_type", "accumulation", "item", "segment", "area"],
        "units": ["unit_ja", "unit_code", "unit_multiplier"]}
FACET_VALUES = 100
decimal.getcontext().prec = 80

# What a question asks for, as far as it can be said in SQL. conditions: (columns gone through, column, SQL with {0} for
# the column, values); order: (column, whether it descends).
Judgement = collections.namedtuple("Judgement", "form table conditions order facets limit counted groups measures")


def nfkc(text):
    return unicodedata.normalize("NFKC", text)


def written(value):
    """As the program writes it: no exponent, no negative zero."""
    return format(abs(value) if value == 0 else value, "f") if isinstance(value, decimal.Decimal) else str(value)


def record_id(name, row):
    cells = [row[key] for key in KEYS[name]]
    return ".".join(cell.replace("..", "~").replace("/", "_") if key == "period" else cell or "_"
                    for key, cell in zip(KEYS[name], cells))


def revisions(data, name):
    """In which release each figure last became another one, by id; of a store that keeps all releases whole."""
    release = data.resolve().parent
    known, found = {}, {}
    for number in range(1, int(release.name) + 1):
        with open(release.parent / str(number) / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                one, figure = record_id(name, row), (row["value"], row["missing"], row["qualifier"])
                if known.get(one, figure) != figure:
                    found[one] = str(number)
                known[one] = figure
    return found


class Plain:
    """The tables; one to a thread."""

    def __init__(self, path, model, numbers):
        self.path, self.model, self.numbers = path, model, numbers
        self.database = sqlite3.connect(path)

    @classmethod
    def fill(cls, path, model, data, first_month):
        """Makes the file `path` from the CSV files in the folder `data`."""
        database, numbers = sqlite3.connect(path), {}
        for name, table in model.items():
            with open(data / f"{name}.csv", encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            revised = revisions(data, name) if "revised_in" in table.columns else {}
            for row in rows:
                if name in KEYS:
                    row["id"] = record_id(name, row)
                if "starts" in table.columns:
                    row["starts"], row["ends"] = days(row["period"], first_month)
                    row["fiscal_year"] = fiscal_year(row["period"], first_month)
                if "revised_in" in table.columns:
                    row["revised_in"] = revised.get(row["id"], "")
            names, companions = list(table.columns), []
            for column in table.columns.values():
                companions += cls._companions(numbers, name, column, rows, first_month)
            fields = ", ".join(f'"{one}" TEXT' for one in names) + "".join(f', "{one}"' for one, _ in companions)
            database.execute(f'CREATE TABLE "{name}"(row INTEGER PRIMARY KEY, {fields})')
            marks = ",".join("?" * (1 + len(names) + len(companions)))
            database.executemany(f'INSERT INTO "{name}" VALUES({marks})',
                                 ([number, *(row[one] for one in names), *(values[number] for _, values in companions)]
                                  for number, row in enumerate(rows)))
            database.execute(f'CREATE INDEX "{name}_id" ON "{name}"(id)')
        database.commit()
        database.close()
        return cls(path, model, numbers)

    @staticmethod
    def _companions(numbers, name, column, rows, first_month):
        cells = [row[column.name] for row in rows]
        if column.kind == "number":
            values = sorted({decimal.Decimal(cell) for cell in cells if cell})
            numbers[name, column.name] = values
            place = {value: at for at, value in enumerate(values)}
            return [(column.name + "__n", [place[decimal.Decimal(cell)] if cell else -1 for cell in cells])]
        if column.kind == "period":
            both = [days(cell, first_month) for cell in cells]
            return [(column.name + "__starts", [one[0] for one in both]), (column.name + "__ends", [one[1] for one in both])]
        if column.kind in ("text", "iri"):
            return [(column.name + "__nfkc", [nfkc(cell) for cell in cells])]
        return []

    def again(self):
        """Another connection to the same file."""
        return Plain(self.path, self.model, self.numbers)

    def one(self, sql, *values):
        return self.database.execute(sql, values).fetchone()

    # --- conditions -----------------------------------------------------------------------------

    def condition(self, table, column, operator, value, first_month):
        """SQL and its values, or None where the value is not one whose meaning is plain."""
        if operator == "isnull":
            return ("{0} = ''" if value == "true" else "{0} <> ''", []) if value in ("true", "false") else None
        if value == "" or value != value.strip() or any(ord(c) < 32 for c in value):
            return None
        if column.kind == "number":
            return self._number(table, column, operator, value)
        if column.kind in ("period", "date") and operator in ("gt", "ge", "lt", "le"):
            return self._days(column, operator, value, first_month)
        if column.kind in ("text", "iri"):
            return self._text(column, operator, value)
        values = value.split(",")
        if column.kind == "period" and not all(one == "undated" or is_period(one) for one in values):
            return None
        if column.kind == "date" and not all(re.fullmatch(r"\d{4}-\d\d-\d\d", one) and is_period(one) for one in values):
            return None
        if operator == "startswith":
            return "substr({0}, 1, length(?)) = ?", [nfkc(value)] * 2
        no = "NOT " if operator in ("ne", "notin") else ""
        return f"{{0}} {no}IN ({','.join('?' * len(values))})", values

    @staticmethod
    def _text(column, operator, value):
        if operator == "contains":
            return "instr({0}__nfkc, ?) > 0", [nfkc(value)]
        if operator == "startswith":
            return "substr({0}__nfkc, 1, length(?)) = ?", [nfkc(value)] * 2
        suffix, operand = ("__nfkc", nfkc(value)) if column.kind == "text" else ("", value)
        return f"{{0}}{suffix} {'<>' if operator == 'ne' else '='} ?", [operand]

    @staticmethod
    def _days(column, operator, value, first_month):
        if not is_period(value):
            return None
        starts, ends = days(value, first_month)
        first, last = ("{0}__starts", "{0}__ends") if column.kind == "period" else ("{0}", "{0}")
        cell, sign, operand = {"gt": (first, ">", ends), "ge": (first, ">=", starts),
                               "lt": (last, "<", starts), "le": (last, "<=", ends)}[operator]
        return (f"{cell} <> '' AND {cell} {sign} ?", [operand]) if operand else None

    def _number(self, table, column, operator, value):
        texts = value.split(",")
        if not all(NUMBER.fullmatch(text) and not re.fullmatch(r"-[0.]+", text) for text in texts):
            return None
        known = self.numbers[table, column.name]
        bounds = [(bisect.bisect_left(known, number), bisect.bisect_right(known, number))
                  for number in map(decimal.Decimal, texts)]
        low, high = bounds[0]
        if operator in ("gt", "ge", "lt", "le"):
            return {"gt": ("{0}__n >= ?", [high]), "ge": ("{0}__n >= ?", [low]), "lt": ("{0}__n <> -1 AND {0}__n < ?", [low]),
                    "le": ("{0}__n <> -1 AND {0}__n < ?", [high])}[operator]
        places = [low for low, high in bounds if low < high]
        no = "NOT " if operator in ("ne", "notin") else ""
        return f"{{0}}__n {no}IN ({','.join('?' * len(places))})", places

    def where(self, judgement):
        clauses, values = [], []
        for through, column, sql, bound in judgement.conditions:
            text = "(" + sql.replace("{0}", column) + ")"
            tables = [judgement.table]
            for step in through:
                tables.append(self.model[tables[-1]].columns[step].ref)
            for step, table in zip(reversed(through), reversed(tables[1:])):
                text = f'"{step}" IN (SELECT id FROM "{table}" WHERE {text})'
            clauses.append(text)
            values += bound
        return " WHERE " + " AND ".join(clauses) if clauses else "", values

    def _ordering(self, table, column):
        return column + {"number": "__n", "period": "__starts"}.get(self.model[table].columns[column].kind, "")

    # --- verdicts: None, or what is wrong ---------------------------------------------------------

    def judge(self, judgement, bodies):
        """`bodies`: the answer's, and those of the pages behind it that were asked for."""
        try:
            return getattr(self, "_" + judgement.form)(judgement, bodies)
        except (LookupError, TypeError, ValueError) as error:
            return f"the answer cannot be read: {error!r}"

    def _rows(self, judgement, given, limit=None):
        """`given`: rows as dictionaries of texts. They must be those of SQL, in order, with the same cells."""
        names = [name for name in given[0] if name in self.model[judgement.table].columns] if given else ["id"]
        where, values = self.where(judgement)
        order = [f'{self._ordering(judgement.table, name)}{" DESC" if down else ""}' for name, down in judgement.order]
        tail = f" LIMIT {limit}" if limit else ""
        expected = self.database.execute(f'SELECT {",".join(["id", *names])} FROM "{judgement.table}"{where} '
                                         f'ORDER BY {",".join(order + ["row"])}{tail}', values).fetchall()
        if len(given) != len(expected):
            return f"{len(given)} rows, SQL gives {len(expected)}: {[row[0] for row in expected[:20]]}…"
        for number, (row, known) in enumerate(zip(given, expected)):
            found = tuple(row[name] or "" for name in names)
            if found != known[1:]:
                return f"row {number}: {found}, SQL gives {known[1:]} (id {known[0]})"
        return None

    def _list(self, judgement, bodies):
        pages = [json.loads(body, parse_float=str, parse_int=str) for body in bodies]
        where, values = self.where(judgement)
        total = self.one(f'SELECT count(*) FROM "{judgement.table}"{where}', *values)[0]
        first = pages[0]
        if judgement.counted and first["total"] != str(total):
            return f"total {first['total']}, SQL counts {total}"
        wrong = self._rows(judgement, [item for page in pages for item in page["items"]], judgement.limit * len(pages))
        if wrong:
            return wrong
        if (first["complete"] is True) != (total <= judgement.limit) or (first["next"] is None) != (total <= judgement.limit):
            return f"complete {first['complete']}, next {first['next']} with {total} rows"
        for name in judgement.facets:
            known = self.database.execute(f'SELECT {name}, count(*) FROM "{judgement.table}"{where} GROUP BY 1 '
                                          f"ORDER BY 2 DESC, 1 LIMIT {FACET_VALUES + 1}", values).fetchall()
            facet = first["facets"][name]
            found = [(one["value"] or "", int(one["count"])) for one in facet["values"]]
            if found != known[:FACET_VALUES] or facet["complete"] != (len(known) <= FACET_VALUES):
                return f"facet {name}: {found[:20]}, SQL gives {known[:20]}"
        return None

    def _csv(self, judgement, bodies):
        header, *rows = csv.reader(io.StringIO(bodies[0].decode("utf-8-sig"), newline=""))
        return self._rows(judgement, [dict(zip(header, row or [""])) for row in rows])

    def _ndjson(self, judgement, bodies):
        return self._rows(judgement, [json.loads(line, parse_float=str, parse_int=str) for line in bodies[0].splitlines()])

    def _aggregate(self, judgement, bodies):
        return self._items(judgement, json.loads(bodies[0], parse_float=str, parse_int=str)["items"])

    def _aggregate_csv(self, judgement, bodies):
        rows = csv.DictReader(io.StringIO(bodies[0].decode("utf-8-sig"), newline=""))
        return self._items(judgement, [{name: cell or None for name, cell in row.items()} for row in rows])

    def _items(self, judgement, items):
        expected = list(self.judge_groups(judgement))
        if len(items) != len(expected):
            return f"{len(items)} groups, SQL gives {len(expected)}"
        for item, known in zip(items, expected):
            for name, value in known.items():
                found = item.get(name, "nothing")
                if (found is None) != (value is None) or (value is not None and found != written(value) and not (
                        name.removeprefix("measure_") in ("min", "max") and decimal.Decimal(found) == value)):
                    return f"{name}: {found}, not {value}, in {item}"
        return None

    def judge_groups(self, judgement):
        """Each group with its measures, in order."""
        table, joins, paths, order = judgement.table, {}, [], []
        for group in judgement.groups:
            *steps, column = group.split(".")
            at, name = "t", table
            for depth, step in enumerate(steps):
                name, before = self.model[name].columns[step].ref, at
                at = "j_" + "_".join(steps[:depth + 1])
                joins[at] = f' LEFT JOIN "{name}" {at} ON {at}.id = {before}."{step}"'
            ordering = self._ordering(name, column)
            paths.append(f"coalesce({at}.{column},'')")
            if ordering != column:
                order.append(f"coalesce({at}.{ordering},{-1 if ordering.endswith('__n') else chr(39) * 2})")
            order.append(paths[-1])
        measured = "missing" in self.model[table].columns
        where, values = self.where(judgement)
        facts = ["value", "qualifier"] if measured else []
        if where:
            joins["w"] = f' JOIN (SELECT row AS chosen FROM "{table}"{where}) ON chosen = t.row'
        rows = self.database.execute(
            f'SELECT {",".join(paths + ["t." + fact for fact in facts] + ["1"])} FROM "{table}" t{"".join(joins.values())}'
            f' ORDER BY {",".join(order + ["t.row"])}', values)
        count = len(paths)
        groups = ((key, list(rows)) for key, rows in itertools.groupby(rows, lambda row: row[:count]))
        for key, rows in groups if count else [((), rows.fetchall())]:
            result = {group: cell or None for group, cell in zip(judgement.groups, key)}
            result.update((f"measure_{name}" if name in judgement.groups else name, value)
                          for name, value in self._measures(judgement, [row[count:] for row in rows], measured))
            yield result

    @staticmethod
    def _measures(judgement, rows, measured):
        if not measured:
            return [("count", len(rows))]
        values = [decimal.Decimal(row[0]) for row in rows if row[0]]
        scale = max((-value.as_tuple().exponent for value in values), default=0)
        total = sum(values) if values else None
        known = {"count": len(values), "sum": total, "min": min(values, default=None), "max": max(values, default=None),
                 "avg": None}
        if values:
            known["avg"] = (total / len(values)).quantize(decimal.Decimal(1).scaleb(-scale - 2), decimal.ROUND_HALF_EVEN)
        return [(name, known[name]) for name in judgement.measures] + [
            ("missing", len(rows) - len(values)), ("inexact", sum(1 for row in rows if row[0] and row[1] != "exact"))]
