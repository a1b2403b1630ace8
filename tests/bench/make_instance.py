#!/usr/bin/python3
"""usage: make_instance.py TEMPLATE DIR OBSERVATIONS

Writes an instance with that many generated observations for measuring: KPIs with a daily series of 1,000 days each. One
in six has a text, which is what the sample instance has, and two in three have a note: one in six of the notes holds the
word of those texts. Numbers and texts are made up by a formula and mean nothing; the same arguments give the same
bytes."""
import csv
import datetime
import json
import pathlib
import sys

DAYS = 1000
FIRST_DAY = datetime.date(2021, 4, 1)
STATUSES = ("final",) * 8 + ("provisional", "estimated", "revised")


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def scattered(number):
    """A number of 32 bits in which neighbours are not alike."""
    number = number * 2654435761 & 0xFFFFFFFF
    number = (number ^ number >> 15) * 2246822519 & 0xFFFFFFFF
    return number ^ number >> 13


def note(number):
    """One of nine kinds of remark; three of them are none."""
    kind, number = number % 9, number // 9
    return (f"延べ{number % 9973}人。同じ人を重ねて数えた。", f"{number % 47 + 1}番窓口の集計による。", "速報値を置き換えた。",
            f"第{number % 613 + 1}回の調査で{number % 89 + 1}件を除いた。", f"担当課に確かめた（整理番号{number % 99991:05d}）。",
            f"{number % 12 + 1}月分の一部は翌月に届いた。", "", "", "")[kind]


def observations(count):
    days = [(FIRST_DAY + datetime.timedelta(n)).isoformat() for n in range(DAYS)]
    for n in range(count):
        series, day = divmod(n, DAYS)
        value = (series * 7919 + day * 104729) % 1000000
        chance = scattered(n)
        yield (f"kpi-{series:05d}", days[day], "actual", "level", "", "", "",
               f"{value // 100}.{value % 100:02d}", "exact", STATUSES[chance % 11],
               f"延べ{day}回" if n % 6 == 0 else "", "source", note(chance // 11))


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
           "text", "source", "note_ja"), observations(count))


if __name__ == "__main__":
    main()
