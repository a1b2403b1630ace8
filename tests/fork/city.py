"""Made-up cities, made from contrib/instances/template as an officer would: copy, replace, fill in.

A city takes the rows of the template's `examples/` with every name, number and address replaced by its
own, so two cities share no word that a reader could mistake for the other's.
"""

import csv
import json
import pathlib
import re
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "contrib" / "instances" / "template"
BOM = b"\xef\xbb\xbf"


def read_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def header(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream))


def tables():
    """Names of all tables, from the examples of the template."""
    return sorted(path.stem for path in (TEMPLATE / "examples").glob("*.csv"))


def local_government_code(five_digits):
    weighted = sum(int(digit) * weight for digit, weight in zip(five_digits, (6, 5, 4, 3, 2)))
    return five_digits + str((11 - weighted % 11) % 10)


def corporate_number(twelve_digits):
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(twelve_digits)))
    return str(9 - weighted % 9) + twelve_digits


def copy_of_template(folder, examples=True):
    """The template in `folder`, its examples put among the data if wanted."""
    shutil.copytree(TEMPLATE, folder)
    if examples:
        for path in (TEMPLATE / "examples").glob("*.csv"):
            shutil.copy(path, folder / "data" / path.name)
        for kind in ("pages", "site"):
            for path in (TEMPLATE / "examples" / kind).iterdir():
                shutil.copy(path, folder / kind / path.name)
    return folder


class City:
    """Words of one city. `words` replaces the words of the template's examples, longest first."""

    def __init__(self, name_ja, name_en, slug, five_digits, product_ja, product_en, firm_ja, firm_en,
                 firm, measure_ja, measure_en, host, licence_url, licence, first_month, colours, logo):
        self.name_ja, self.name_en, self.slug = name_ja, name_en, slug
        self.code = local_government_code(five_digits)
        self.host, self.base_url = host, f"https://data.{host}"
        self.licence_url, self.licence, self.first_month = licence_url, licence, first_month
        self.colours, self.logo = dict(zip(("light", "dark"), colours)), logo  # accents; the path of a drawing
        self.words = {
            "花野市": name_ja, "Hanano City": name_en, "hanano": slug, "ハナノシ": "カリノシ",
            "991007": self.code, "www.example.jp": f"www.{host}",
            "snow.example.jp": f"{firm}.{host}",
            "みほん雪かき株式会社": firm_ja, "Mihon Yukikaki Inc.": firm_en, "mihon-yukikaki": firm,
            "ミホンユキカキ": "カリノカイシャ", "雪かき": product_ja,
            "snow clearing": product_en, "Snow clearing": product_en, "snow": firm,
            "地域課題チャレンジ": f"{product_ja}チャレンジ", "local challenge": f"{product_en} challenge",
            "実証実験の件数": measure_ja, "Number of pilots": measure_en, "CC BY 4.0": licence,
            corporate_number("000020991007"): corporate_number("000020" + self.code),
        }
        self.own_words = [name_ja, name_en, slug, self.code, product_ja, product_en, firm_ja, firm_en,
                          firm, measure_ja, measure_en, host, licence_url, licence, *colours, logo]

    def cell(self, text):
        pattern = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        return re.sub(pattern, lambda match: self.words[match[0]], text)

    def instance(self):
        keys = json.loads((TEMPLATE / "instance.json").read_text(encoding="utf-8"))
        texts = {}
        for language, name in (("ja", self.name_ja), ("en", self.name_en)):
            texts.update({
                f"title_{language}": name, f"description_{language}": name,
                f"publisher_name_{language}": name,
                f"licence_name_{language}": self.licence, f"contact_name_{language}": name,
                f"keywords_{language}": name,
                f"attribution_{language}": f"{name} {self.base_url}/ ({self.licence})"})
        texts.update(publisher_code=self.code, base_url=self.base_url, licence_url=self.licence_url,
                     contact_url=f"https://www.{self.host}/", default_language="ja", theme="regi", update_frequency="irregular",
                     fiscal_year_first_month=self.first_month)
        assert set(texts) == set(keys), "the template has keys that the made-up cities do not replace"
        return texts

    def site(self, folder):
        """Logo, icon, colours and a link, as the guide of the template tells."""
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path fill="{self.colours["light"]}" d="{self.logo}"/></svg>'
        keys = {"colours": {scheme: {"accent": colour, "link": colour} for scheme, colour in self.colours.items()},
                "footer_links": [{"label_ja": self.name_ja, "label_en": self.name_en, "url": f"https://www.{self.host}/"}]}
        (folder / "site.json").write_text(json.dumps(keys, ensure_ascii=False, indent=2), encoding="utf-8")
        (folder / "style.css").write_text(f'footer::before {{ content: "{self.slug}"; }}\n', encoding="utf-8")
        for name in ("logo.svg", "favicon.svg"):
            (folder / name).write_text(drawing, encoding="utf-8")

    def write(self, folder):
        copy_of_template(folder, examples=False)
        (folder / "instance.json").write_text(
            json.dumps(self.instance(), ensure_ascii=False), encoding="utf-8")
        for table in tables():
            example = TEMPLATE / "examples" / f"{table}.csv"
            with open(folder / "data" / f"{table}.csv", "w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, header(example))
                writer.writeheader()
                writer.writerows({column: self.cell(text) for column, text in row.items()}
                                 for row in read_rows(example))
        for page in (TEMPLATE / "examples" / "pages").iterdir():
            (folder / "pages" / page.name).write_text(self.cell(page.read_text(encoding="utf-8")), encoding="utf-8")
        self.site(folder / "site")
        return folder


KAWAKAKU = City("川架空市", "Kawakaku City", "kawakaku", "99201", "落葉集め", "leaf gathering",
              "落葉試作合同会社", "Ochiba Trial LLC", "ochiba-trial", "試みの回数", "Count of attempts",
              "kawakaku.example", "https://licences.kawakaku.example/open/1.0", "Kawakaku Open 1.0", 4,
              ("#0a5c36", "#8fe0b4"), "M4 44 24 4 44 44z")
KAKUMINATO = City("架空湊市", "Kakuminato City", "kakuminato", "99302", "桟橋点検", "pier inspection",
              "桟橋見張り有限会社", "Pier Watch Ltd.", "pier-watch", "点検した桟橋の数", "Piers inspected",
              "kakuminato.example", "https://licences.kakuminato.example/data/2.0", "Kakuminato Data 2.0", 10,
                  ("#7a1f5c", "#f2a9d6"), "M4 4h40v16h-40z")
