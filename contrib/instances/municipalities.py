#!/usr/bin/env python3
"""Makes municipalities.csv, the table of Japan, its prefectures and its municipalities.

    municipalities.py LOCALGOVJP.csv PREFJP.csv MUNICIPALITIES.csv

Source: code4fukui/localgovjp (localgovjp-utf8.csv and prefjp-utf8.csv), released under CC0 1.0.
The table made here may be used in the same way (CC0 1.0).

Names, codes and web sites are taken over as they are, readings in katakana. The kind of a
municipality is told by the last character of its name and by its code (the special wards have
the codes 13101 to 13123); the designated cities are listed below. Wards of designated cities,
which the reference names "City Ward" with a space, are left out. A prefecture's own column
`prefecture` is empty: no prefecture contains it. Every check digit is verified; a row that does
not fit stops the program.
"""
import csv
import sys

COLUMNS = ["id", "name_ja", "name_en", "name_kana", "kind", "prefecture", "corporate_number",
           "website"]

DESIGNATED_CITIES = set(
    "札幌市 仙台市 さいたま市 千葉市 横浜市 川崎市 相模原市 新潟市 静岡市 浜松市 名古屋市 "
    "京都市 大阪市 堺市 神戸市 岡山市 広島市 北九州市 福岡市 熊本市".split())

KIND_BY_ENDING = {"市": "city", "町": "town", "村": "village"}

# Published by the National Tax Agency; only numbers that are certain.
CORPORATE_NUMBERS = {"141003": "3000020141003"}


def check_digit(five_digits):
    """The sixth digit of a local government code."""
    weighted = sum(int(digit) * weight for digit, weight in zip(five_digits, (6, 5, 4, 3, 2)))
    return str((11 - weighted % 11) % 10)


def checked_code(text):
    """The code with its leading zeros; stops when the check digit is wrong."""
    code = text.strip().zfill(6)
    if len(code) != 6 or not code.isdigit() or check_digit(code[:5]) != code[5]:
        sys.exit("not a local government code: %r" % text)
    return code


def website(url):
    url = url.strip()
    return url if url.startswith(("http://", "https://")) and url.isascii() else ""


def kind_of(name, code):
    if name in DESIGNATED_CITIES:
        return "designated_city"
    if name.endswith("区") and "13101" <= code[:5] <= "13123":
        return "special_ward"
    if name[-1] not in KIND_BY_ENDING:
        sys.exit("neither city, town nor village: %s %s" % (code, name))
    return KIND_BY_ENDING[name[-1]]


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def katakana(text):
    """Readings are published in katakana; the reference has them in hiragana."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def record(code, name_ja, name_en, name_kana, kind, prefecture, url):
    return [code, name_ja, name_en, katakana(name_kana), kind, prefecture,
            CORPORATE_NUMBERS.get(code, ""), website(url)]


def records(local_governments, prefectures):
    yield record("000001", "日本", "Japan", "", "country", "", "")
    prefecture_codes = {}
    for row in prefectures:
        code = checked_code(row["lgcode"])
        prefecture_codes[row["pref"]] = code
        yield record(code, row["pref"], row["pref_en"], row["prefkana"], "prefecture", "",
                     row["url"])
    for row in local_governments:
        if " " in row["city"]:
            continue
        code = checked_code(row["lgcode"])
        yield record(code, row["city"], "", row["citykana"], kind_of(row["city"], code),
                     prefecture_codes[row["pref"]], row["url"])


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: municipalities.py LOCALGOVJP.csv PREFJP.csv MUNICIPALITIES.csv")
    rows = sorted(records(read(sys.argv[1]), read(sys.argv[2])))
    with open(sys.argv[3], "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
