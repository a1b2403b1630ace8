#!/usr/bin/python3
"""usage: many_kinds.py DIR OBSERVATIONS [SEED]

Writes an instance with that many made-up observations, valid and as various as it may be: values that are equal but
written with different decimals, negative ones, empty ones; every form of a period, open and undated ones; texts that
differ only before NFKC; parts by item, segment and area; chains of programmes. Its fiscal year begins in October. The
same arguments give the same bytes."""

import csv
import json
import pathlib
import random
import sys

from days import days

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "contrib" / "instances" / "template"
FIRST_MONTH = 10
ROWS_A_KPI = 250
WORDS = ["来訪者", "ＤＸ", "DX", "dx", "ﾃﾞｰﾀ", "データ", "デ－タ", "A b", "A  b", "x%y", "x_y", "100%", "約1,000名", "㈱みほん", "(株)みほん",
         "Ⅳ", "IV", "①", "1", "㎡", "m2", "ﬁne", "fine", "Café", "cafe", "𠮷野家", "吉野家", "ｶﾞｽ", "ガス", "がす", "'一重'", '"二重"',
         "a\\b", "a/b", "<b>&amp;</b>", "½", "1⁄2", "ゼロ0", "ｾﾞﾛ０", "Straße", "STRASSE", "İ", "ı", "年度…", "年度...", "한국", "😀笑", "延べ"]
NATURES = ["flow", "flow", "stock", "ratio", "rank"]
UNITS = [("人", "persons", "NUM", ""), ("人", "persons", "NUM", "0"), ("千円", "thousand yen", "CCY_JPY", "3"), ("億円", "100 million yen", "CCY_JPY", "8"),
         ("%", "%", "PERCENT", ""), ("位", "", "", ""), ("件", "cases", "NUM", "-2")]


def local_government(prefecture):
    """The six digits of a prefecture (JIS X 0401, with its check digit)."""
    digits = f"{prefecture:02}000"
    rest = 11 - sum(int(d) * weight for d, weight in zip(digits, (6, 5, 4, 3, 2))) % 11
    return digits + str(rest % 10)


AREAS = [local_government(n) for n in range(1, 48)]


def any_period(rng):
    """One of any form between 1988 and 2026."""
    def one():
        year = rng.randint(1988, 2025)
        fiscal = rng.choice(["", "FY"])
        return rng.choice([
            str(year), f"FY{year}", f"{fiscal}{year}-H{rng.randint(1, 2)}", f"{fiscal}{year}-Q{rng.randint(1, 4)}",
            f"{year}-{rng.randint(1, 12):02}", f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            f"{year}-{rng.choice(['01-01', '03-31', '04-01', '09-30', '10-01', '12-31'])}",
            f"{year // 4 * 4}-02-29"])
    form = rng.random()
    if form < 0.7:
        return one()
    if form < 0.76:
        return f"{one()}/.."
    if form < 0.82:
        return f"../{one()}"
    first, last = one(), one()
    if first.startswith("FY") != last.startswith("FY") or days(first, FIRST_MONTH) >= days(last, FIRST_MONTH):
        return first
    return f"{first}/{last}"


def any_value(rng, decimals):
    """A few values in many ways of writing, and many values."""
    size = rng.choice([1, 1, 2, 3, 6, 12, 17])
    units = rng.choice([0, 5, 5, 50, 12, 100, rng.randint(0, 10 ** min(size, 17 - decimals))])
    scale = rng.randint(0, decimals)
    text = str(units)
    if scale:
        text += "." + (rng.choice(["0", "5"]) + "0" * scale if rng.random() < 0.5 else str(rng.randint(0, 10 ** scale - 1)).zfill(scale))[:scale]
    return text if text.strip("0.") == "" or rng.random() < 0.75 else "-" + text


class Writer:
    """The tables of the template's examples, with rows added to them."""

    def __init__(self, target):
        self.data = target / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        self.headers, self.rows = {}, {}
        for path in sorted((TEMPLATE / "examples").glob("*.csv")):
            with open(path, encoding="utf-8-sig", newline="") as file:
                self.headers[path.stem], *self.rows[path.stem] = list(csv.reader(file))

    def add(self, table, **cells):
        self.rows[table].append([cells.pop(name, "") for name in self.headers[table]])
        assert not cells, (table, cells)

    def write(self):
        for table, header in self.headers.items():
            with open(self.data / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([header, *self.rows[table]])


def sometimes(rng, share, value):
    return value if rng.random() < share else ""


def words(rng, most=4):
    return "、".join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))


def write_programs(writer, rng):
    kinds = ["project", "plan", "survey", "ranking", "event_series"]
    writer.add("municipalities", id="000001", name_ja="日本", kind="country")
    for n, area in enumerate(AREAS):
        writer.add("municipalities", id=area, name_ja=f"{rng.choice(WORDS)}県{n}", kind="prefecture", prefecture=sometimes(rng, 0.2, "000001"))
    for n in range(60):
        source = f"source-{n % 7}"
        if n < 7:
            writer.add("sources", id=source, title_ja=words(rng), title_en=sometimes(rng, 0.5, f"Source {n}"), kind="report",
                       published_on=any_period(rng), retrieved_on="2025-06-02", publisher_ja=sometimes(rng, 0.5, words(rng)))
            writer.add("schemes", id=f"scheme-{n}", name_ja=words(rng), description_ja=words(rng))
        writer.add("categories", id=f"c{n:02}", scheme=f"scheme-{n % 7}", name_ja=f"{words(rng)} {n}", position=str(n % 11 + 1))
        writer.add("programs", id=f"p-{n}", name_ja=f"{words(rng)} {n}", kind=rng.choice(kinds), municipality=sometimes(rng, 0.6, rng.choice(AREAS)),
                   parent=f"p-{n // 3}" if n % 5 and n > 2 else "", derived_from=f"p-{n - 1}" if n % 4 == 3 else "", period=sometimes(rng, 0.8, any_period(rng)),
                   status=rng.choice(["planned", "running", "ended", "unknown"]), website=sometimes(rng, 0.5, f"https://www.example.jp/{n}?ä={n % 3}"),
                   summary_ja=sometimes(rng, 0.7, words(rng, 9)), source=source, certainty=sometimes(rng, 0.3, "inferred"), note_ja="試験")
        writer.add("organizations", id=f"o-{n}", name_ja=f"{words(rng)} {n}", kind=rng.choice(["company", "npo", "university"]), source=source,
                   municipality=sometimes(rng, 0.6, rng.choice(AREAS)), note_ja="試験")
        for role in rng.sample(["operator", "host", "partner", "funder"], rng.randint(0, 3)):
            writer.add("participations", program=f"p-{n}", organization=f"o-{rng.randint(0, n)}", role=role, period=sometimes(rng, 0.5, any_period(rng)),
                       source=source, note_ja="試験")
        writer.add("rounds", id=f"r-{n}", program=f"p-{n}", name_ja=words(rng), period=sometimes(rng, 0.7, any_period(rng)), source=source, note_ja="試験")
        writer.add("startups", id=f"s-{n}", name_ja=f"{words(rng)} {n}", municipality=sometimes(rng, 0.6, rng.choice(AREAS)), summary_ja=words(rng, 9),
                   source=source, note_ja="試験")
        writer.add("adoptions", id=f"a-{n}", program=f"p-{n}", round=sometimes(rng, 0.6, f"r-{n}"), startup=f"s-{rng.randint(0, n)}", product_ja=words(rng),
                   status=rng.choice(["applied", "adopted", "awarded"]), adopted_on=sometimes(rng, 0.7, any_period(rng)), source=source, note_ja="試験")


def write_series(writer, rng, kpi, decimals, plain, count):
    """Rows of one KPI: of one plain series by years or months, or of as many series as come."""
    seen, written, tries = set(), 0, 0
    months = rng.random() < 0.5
    first = rng.randint(1950, 1990)
    while written < count and tries < 20 * count:
        tries += 1
        if plain:
            period = f"{first + tries // 12}-{tries % 12 + 1:02}" if months else f"FY{1868 + tries}"
            if not months and tries > 157:
                return
            key = ("actual", "level", "", "", "")
        else:
            period = rng.choice(["undated", *[any_period(rng)] * 40])
            key = (rng.choice(["actual", "actual", "target", "projection", "baseline"]), rng.choice(["level", "level", "increment", "cumulative"]),
                   sometimes(rng, 0.5, f"c{rng.randint(0, 59):02}"), sometimes(rng, 0.3, f"c{rng.randint(0, 9):02}"), sometimes(rng, 0.3, rng.choice(AREAS)))
        place = (key, days(period, FIRST_MONTH))
        if place in seen or (plain and rng.random() < 0.05):
            continue
        seen.add(place)
        empty = rng.random() < 0.06
        writer.add("observations", kpi=kpi, period=period, value_type=key[0], accumulation=key[1], item=key[2], segment=key[3], area=key[4],
                   value="" if empty else any_value(rng, decimals), missing=rng.choice(["unknown", "not_collected", "suppressed"]) if empty else "",
                   qualifier=rng.choice(["exact"] * 6 + ["approximate", "at_least", "less_than"]), status=rng.choice(["final"] * 4 + ["provisional", "revised", "estimated"]),
                   sample_size=sometimes(rng, 0.2, str(rng.choice([0, 5, 50, 120, 1000000000]))), rank=sometimes(rng, 0.1, str(rng.randint(1, 30))),
                   published_on=sometimes(rng, 0.3, any_period(rng)), period_text=sometimes(rng, 0.1, rng.choice(WORDS)), text=sometimes(rng, 0.3, words(rng)),
                   source=f"source-{rng.randint(0, 6)}", locator=sometimes(rng, 0.3, f"{rng.randint(1, 20)}ページ"), certainty=sometimes(rng, 0.1, "disputed"), note_ja="試験")
        written += 1


def write_kpis(writer, rng, observations):
    for n in range(max(8, observations // ROWS_A_KPI)):
        before = len(writer.rows["observations"])
        plain = n % 4 == 0
        nature = "flow" if plain else rng.choice(NATURES)
        unit_ja, unit_en, unit_code, multiplier = UNITS[0] if n % 8 == 0 else rng.choice(UNITS)
        decimals = rng.choice([0, 2, 2, 4, 9])
        about = {} if rng.random() < 0.6 else {"round": f"r-{n % 60}"}
        writer.add("kpis", id=f"k{n}", label=sometimes(rng, 0.3, f"KPI{n % 9}"), kind=rng.choice(["kpi", "statistic", "budget"]), program=f"p-{n % 60}",
                   municipality=sometimes(rng, 0.3, "000001"), name_ja=f"{rng.choice(WORDS)}の数" if n % 3 else "来訪者数", name_en=sometimes(rng, 0.4, "Visitors"),
                   unit_ja=unit_ja, unit_en=unit_en, unit_code=unit_code, unit_multiplier=multiplier, decimals=str(decimals), nature=nature,
                   counting=sometimes(rng, 0.5, "gross"), direction=sometimes(rng, 0.5, "increase"), definition_ja=sometimes(rng, 0.4, words(rng, 8)),
                   frequency="yearly" if plain and n % 8 else "irregular", source=f"source-{n % 7}", note_ja="試験", **about)
        left = observations - before
        write_series(writer, rng, f"k{n}", decimals, plain, min(left, rng.randint(ROWS_A_KPI // 2, 2 * ROWS_A_KPI)))
    while len(writer.rows["observations"]) < observations:
        before = len(writer.rows["observations"])
        writer.add("kpis", id=f"z{before}", kind="statistic", name_ja="残り", unit_ja="人", decimals="2", nature="flow", source="source-0", note_ja="試験")
        write_series(writer, rng, f"z{before}", 2, False, min(observations - before, 3 * ROWS_A_KPI))


def write(target, observations, seed=1):
    rng = random.Random(f"instance {seed}")
    writer = Writer(target)
    write_programs(writer, rng)
    write_kpis(writer, rng, observations)
    writer.write()
    instance = json.loads((TEMPLATE / "instance.json").read_text(encoding="utf-8"))
    instance.update(fiscal_year_first_month=FIRST_MONTH, base_url="https://data.example.jp")
    (target / "instance.json").write_text(json.dumps(instance, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:]))
