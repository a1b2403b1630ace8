"""Spoils the tables of an instance as people, spreadsheets and lines do: from a seed, always alike.

Gives the bytes of one table and what a spreadsheet would read there. Judges nothing (test_mutate.py).
"""

import csv
import io
import random

NASTY = ["#N/A", "#REF!", "合計", "※注", "約5件", "１２", "1,800", "-", "―", "未定", " ", "　", "0", "00", "2024/4/1", "令和6年度", "R6.4",
         "Jun-24", "=1+1", "あ" * 40, "a\u200bb", "\u00a0", "a\tb", "上\n下", "上\r\n下", "\ufffd", "１，０００", "🏃‍♂️", "〜", "−1",
         "hanano", "H30", "undated", "true", "TRUE", "'011002", '="011002"', "99999999999999999999", "1e3", "NaN", "null",
         "http://example.jp/ a", "\u202eabc", "ﾊﾅﾉ", "①", "<b>", "\\", '"', '""', ",", "a;b"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"]


class Table:
    """A table on its way to a file: rows of cells first, then text, then bytes."""

    def __init__(self, rows, rng):
        self.rows = [list(row) for row in rows]
        self.rng = rng
        self.newline = "\r\n"
        self.encoding = "utf-8-sig"
        self.done = []

    def place(self):
        row = self.rng.randrange(1, len(self.rows)) if len(self.rows) > 1 else 0
        return row, self.rng.randrange(len(self.rows[row])) if self.rows[row] else 0

    # --- cells and rows -----------------------------------------------------------------------

    def set_cell(self):
        row, column = self.place()
        if self.rows[row]:
            self.rows[row][column] = self.rng.choice(NASTY)

    def empty_cell(self):
        row, column = self.place()
        if self.rows[row]:
            self.rows[row][column] = ""

    def break_cell(self):
        row, column = self.place()
        if self.rows[row]:
            text = self.rows[row][column]
            at = self.rng.randrange(len(text) + 1)
            self.rows[row][column] = text[:at] + self.rng.choice(["\n", "\u200b", " ", "\u00ad", "\r\n", "x"]) + text[at:]

    def drop_cell(self):
        row, column = self.place()
        if self.rows[row]:
            del self.rows[row][column]

    def add_cell(self):
        row, column = self.place()
        self.rows[row].insert(column, self.rng.choice(NASTY))

    def drop_row(self):
        del self.rows[self.place()[0]]
        self.rows = self.rows or [[""]]

    def repeat_row(self):
        row = self.place()[0]
        self.rows.insert(self.rng.randrange(1, len(self.rows) + 1), list(self.rows[row]))

    def swap_rows(self):
        a, b = self.place()[0], self.place()[0]
        self.rows[a], self.rows[b] = self.rows[b], self.rows[a]

    def odd_row(self):
        width = len(self.rows[0])
        row = self.rng.choice([[], [""] * width, ["合計"] + [""] * (width - 2) + ["5"], ["※注"], ["# 書き込み"], ["#1 例"],
                               ["#N/A"] + ["x"] * (width - 1), list(self.rows[0]), ["見出し"] * width, ["", "", "計"]])
        self.rows.insert(self.rng.randrange(0, len(self.rows) + 1), row)

    def blank_rows(self):
        self.rows += [self.rng.choice([[], [""] * len(self.rows[0])]) for _ in range(self.rng.randrange(1, 4))]

    # --- columns ------------------------------------------------------------------------------

    def rename_column(self):
        if self.rows[0]:
            self.rows[0][self.rng.randrange(len(self.rows[0]))] = self.rng.choice(["番号", "", "valu", "2021年度", "ID", "備考", "名称"])

    def drop_column(self):
        at = self.rng.randrange(max(1, len(self.rows[0])))
        self.rows = [row[:at] + row[at + 1:] for row in self.rows]

    def swap_columns(self):
        a, b = (self.rng.randrange(max(1, len(self.rows[0]))) for _ in range(2))
        for row in self.rows:
            if max(a, b) < len(row):
                row[a], row[b] = row[b], row[a]

    def cut_empty_cells(self):
        for row in self.rows[1:]:
            while len(row) > 1 and row[-1] == "":
                row.pop()

    def more_empty_cells(self):
        for row in self.rows:
            row += [""] * self.rng.randrange(3)

    # --- text and bytes -----------------------------------------------------------------------

    def other_newline(self):
        self.newline = self.rng.choice(["\n", "\r\n", "\r"])

    def other_encoding(self):
        self.encoding = self.rng.choice(ENCODINGS)

    def spoil_bytes(self, content):
        at = self.rng.randrange(len(content) + 1)
        how = self.rng.randrange(5)
        if how == 0:
            return content[:at]
        if how == 1:
            return content[:at] + content[at + 1:]
        if how == 2:
            return content[:at] + b'"' + content[at:]
        if how == 3:
            return content[:at] + bytes([self.rng.randrange(256)]) + content[at:]
        return content[:at] + bytes([self.rng.randrange(256)]) + content[at + 1:]

    def write(self):
        out = io.StringIO()
        csv.writer(out, lineterminator=self.newline).writerows(self.rows)
        try:
            return out.getvalue().encode(self.encoding)
        except UnicodeEncodeError:
            self.encoding = "utf-8"
            return out.getvalue().encode("utf-8")


STEPS = [Table.set_cell] * 5 + [Table.empty_cell, Table.break_cell, Table.break_cell, Table.drop_cell, Table.add_cell, Table.drop_row,
                                Table.repeat_row, Table.swap_rows, Table.odd_row, Table.odd_row, Table.blank_rows, Table.rename_column,
                                Table.drop_column, Table.swap_columns, Table.cut_empty_cells, Table.more_empty_cells,
                                Table.other_newline, Table.other_encoding, Table.other_encoding]


def mutate(rows, seed):
    """(bytes, encoding, what was done) of a table whose rows, the header first, are lists of cells."""
    rng = random.Random(seed)
    table = Table(rows, rng)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        step = rng.choice(STEPS)
        step(table)
        table.done.append(step.__name__)
    content = table.write()
    if rng.random() < 0.25:
        content = table.spoil_bytes(content)
        table.done.append("spoil_bytes")
    return content, table.encoding, table.done


def as_spreadsheet(content, encoding):
    """The rows that a spreadsheet shows which knows the encoding."""
    text = content.decode(encoding, errors="replace")
    return list(csv.reader(io.StringIO(text, newline="")))
