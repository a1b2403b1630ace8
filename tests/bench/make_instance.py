#!/usr/bin/python3
"""usage: make_instance.py TEMPLATE DIR OBSERVATIONS

Writes an instance with that many generated observations for measuring: KPIs with a daily series of 1,000 days each. One
in six has a text, which is what the sample instance has. Numbers and texts are made up by a formula and mean nothing;
the same arguments give the same bytes."""
import csv
import datetime
import json
import pathlib
import sys

DAYS = 1000
FIRST_DAY = datetime.date(2021, 4, 1)


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def observations(count):
    days = [(FIRST_DAY + datetime.timedelta(n)).isoformat() for n in range(DAYS)]
    for n in range(count):
        series, day = divmod(n, DAYS)
        value = (series * 7919 + day * 104729) % 1000000
        yield (f"kpi-{series:05d}", days[day], "actual", "level", "", "", "",
               f"{value // 100}.{value % 100:02d}", "exact", "final", f"延べ{day}回" if n % 6 == 0 else "", "source")


def main():
    template, target, count = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    instance = json.loads((template / "instance.json").read_text(encoding="utf-8"))
    (target / "instance.json").write_text(json.dumps(instance, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    data = target / "data"
    write(data / "sources.csv", ("id", "title_ja", "kind"), [("source", "測定用の生成データ", "dataset")])
    write(data / "programs.csv", ("id", "name_ja", "kind", "status", "source"),
          [("program", "測定用の事業", "project", "running", "source")])
    write(data / "kpis.csv",
          ("id", "kind", "program", "name_ja", "unit_ja", "unit_code", "decimals", "nature", "frequency", "source"),
          [(f"kpi-{n:05d}", "statistic", "program", f"測定値{n}", "件", "NUM", "2", "stock", "daily", "source")
           for n in range((count + DAYS - 1) // DAYS)])
    write(data / "observations.csv",
          ("kpi", "period", "value_type", "accumulation", "item", "segment", "area", "value", "qualifier", "status",
           "text", "source"), observations(count))


if __name__ == "__main__":
    main()
