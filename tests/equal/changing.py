"""A made-up instance (many_kinds.py) that changes from release to release: rows come, go and come back, texts, figures and
references change, records get other ids, and with them the periods and units that publishing computes. What the checker
refuses is taken back."""

import csv
import random

import many_kinds

# Records that come and go, figures first: more than one in so many.
MOVING = {"observations": 60, "participations": 20, "adoptions": 20}
TEXTS = {"note_ja", "note_en", "summary_ja", "name_ja", "locator", "text", "product_ja", "description_ja", "title_ja", "period_text", "label",
         "definition_ja", "status", "qualifier", "value", "rank", "unit_en"}
REFERENCES = {"source", "municipality", "parent", "program", "startup", "round", "organization", "scheme"}
REQUIRED = {"name_ja", "title_ja", "source", "status", "qualifier", "program", "startup", "organization", "scheme"}


class Changing:
    """`write` writes its data; between two calls of it, `change` and perhaps `take_back`."""

    def __init__(self, folder, rows, seed):
        many_kinds.write(folder, rows, 1)
        self.data, self.rng = folder / "data", random.Random(f"changing {seed}")
        self.headers, self.all, self.rows, self.before = {}, {}, {}, {}
        for path in sorted(self.data.glob("*.csv")):
            with open(path, encoding="utf-8", newline="") as file:
                self.headers[path.stem], *self.all[path.stem] = list(csv.reader(file))
        for table, known in self.all.items():
            share = 0.8 if table in MOVING else 1
            self.rows[table] = [list(row) for row in known if self.rng.random() < share]

    def write(self):
        for table, header in self.headers.items():
            with open(self.data / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([header, *self.rows[table]])

    def change(self):
        self.before = {table: [list(row) for row in rows] for table, rows in self.rows.items()}
        for table in self.headers:
            self.move(table)
            for _ in range(self.rng.randint(0, 2 + len(self.rows[table]) // 60)):
                self.change_cell(table)
        for table in ("startups", "rounds", "categories", "schemes", "organizations"):
            self.come_and_go(table)
        if self.rng.random() < 0.5:
            self.rename("startups")

    def take_back(self):
        self.rows = self.before

    def move(self, table):
        """Of the rows that nobody refers to."""
        rows, most = self.rows[table], 1 + len(self.rows[table]) // MOVING.get(table, 10 ** 9)
        if table not in MOVING:
            return
        there = {tuple(row) for row in rows}
        gone = [row for row in self.all[table] if tuple(row) not in there]
        for _ in range(self.rng.randint(0, most)):
            rows.pop(self.rng.randrange(len(rows)))
        keys = {self.key(table, row) for row in rows}
        for row in self.rng.sample(gone, min(len(gone), self.rng.randint(0, most))):
            if self.key(table, row) not in keys:
                rows.append(list(row))

    def key(self, table, row):
        header = self.headers[table]
        names = ["id"] if "id" in header else ["kpi", "period", "value_type", "accumulation", "item", "segment", "area", "program", "organization", "role"]
        return tuple(row[header.index(name)] for name in names if name in header)

    def change_cell(self, table):
        header, rng = self.headers[table], self.rng
        names = [name for name in header if name in TEXTS or (name in REFERENCES and (table != "participations" or name == "source"))]
        if not names or not self.rows[table]:
            return
        row, name = rng.choice(self.rows[table]), rng.choice(names)
        at = header.index(name)
        cell = rng.choice(self.all[table])[at]
        if name.startswith("note"):
            cell = f"{rng.choice(many_kinds.WORDS)} {rng.choice(many_kinds.WORDS)}"
        if name == "value" and not (cell and row[at]):
            return
        if name == "status" and table != "observations":
            return
        if cell or name not in REQUIRED:
            row[at] = cell

    def named(self, table):
        """The ids that another record names."""
        at = self.headers[table].index("id")
        return {cell for other, rows in self.rows.items() for row in rows for i, cell in enumerate(row) if other != table or i != at}

    def come_and_go(self, table):
        at, rng, rows = self.headers[table].index("id"), self.rng, self.rows[table]
        named = self.named(table)
        free = [row for row in rows if row[at] not in named]
        for row in rng.sample(free, min(len(free), rng.randint(0, 2))):
            rows.remove(row)
        there = {row[at] for row in rows}
        gone = [row for row in self.all[table] if row[at] not in there]
        rows += [list(row) for row in rng.sample(gone, min(len(gone), rng.randint(0, 1)))]

    def rename(self, table):
        """Another id of a record, and of whoever names it."""
        at = self.headers[table].index("id")
        row = self.rng.choice(self.rows[table])
        old, new = row[at], f"{row[at]}-{self.rng.randint(0, 9)}"
        if any(other[at] == new for other in self.rows[table]):
            return
        for rows in self.rows.values():
            for other in rows:
                other[:] = [new if cell == old else cell for cell in other]
