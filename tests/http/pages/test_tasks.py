"""What a newcomer can do by clicking only, from the first page on, in a real browser, in both languages.

Ten tasks. The workbook is read by openpyxl in place of LibreOffice.
"""

import base64
import csv
import datetime
import io
import json
import re
import shutil
import subprocess

import openpyxl
import pytest

from conftest import ROOT, clean_environment
from test_browser import PACKAGES, chromium_or_skip, town_site, visit

LOCALES = {"ja": "ja-JP", "en": "en-GB"}
KPI = {"ja": "海外とのオープンイノベーションを通じた投資呼込額",
       "en": "Investment attracted through open innovation with partners abroad"}
PILOT = {"ja": "LINEによる被災者支援制度の案内ツールの協働実験、試行導入及び実証実験",
         "en": "Joint experiment, trial use and field test of a LINE guide to support for disaster victims"}
FIGURE = "yokohama-oi-kpi1,FY2025,target,increment"
WORDS = {
    "choose": ("指標を並べて比べる", "Compare indicators"), "compare": ("並べて比べる", "Compare"),
    "kpis": ("指標", "KPIs"), "programs": ("事業", "Programmes"), "changes": ("変更", "Changes"), "downloads": ("ダウンロード", "Downloads"),
    "outcomes": ("その後どうなったか", "What became of them?"), "permanent": ("内容の変わらないこのページのアドレス", "Address of this page that never shows anything else"),
    "search": ("検索", "Search"), "kind": ("理由の種類", "kind of reason"), "correction": ("訂正", "correction"), "since": ("この日から", "Since (day)"), "filter": ("絞り込む", "Filter")}
SURVEYS = {"ja": ("協業・オープンイノベーションを実施する課題（%）", "横浜の特徴まで知っていると答えた割合（%）"),
           "en": ("Obstacles to cooperation and open innovation (%)", "Share of those who know what is characteristic of Yokohama (%)")}
URBAN = "URBAN INNOVATION KUMAMOTO"


def word(name, language):
    return WORDS[name][language == "en"]


def go(url, journeys):
    """Every journey, a name and steps, in both languages from the first page: {(name, language): what stood at its end}."""
    asked = [{"name": f"{name} {language}", "url": url + path, "locale": LOCALES[language], "bare": name == "bare", "steps": steps(language)}
             for name, (path, steps) in journeys.items() for language in LOCALES]
    done = subprocess.run(["node", ROOT / "tests/http/pages/clicks.cjs"], input=json.dumps({"chromium": chromium_or_skip(), "journeys": asked}),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=400, check=False,
                          env=clean_environment({"NODE_PATH": str(PACKAGES)}))
    assert done.returncode == 0, done.stderr
    return {tuple(name.rsplit(" ", 1)): end for name, end in json.loads(done.stdout).items()}


def to_kpi(language):
    return [["click", word("kpis", language)], ["click", KPI[language]]]


def corrected_since(day):
    return lambda language: [["click", word("changes", language)], ["choose", word("kind", language), word("correction", language)],
                             ["fill", word("since", language), day.isoformat()], ["click", word("filter", language)]]


FIRST = {
    "outcomes": ("/", lambda language: [["click", word("outcomes", language)]]),
    "targets": ("/", to_kpi),
    "download": ("/", lambda language: [["click", word("downloads", language)], ["download", "observations.xlsx"]]),
    "quote": ("/", lambda language: to_kpi(language) + [["click", word("permanent", language)]]),
    "kana": ("/", lambda language: [["type", "", "くまもと"], ["click", word("search", language)], ["click", "熊本市"], ["click", PILOT[language]]]),
    "print": ("/", lambda language: [["click", word("outcomes", language)], ["click", URBAN], ["print"]]),
    "surveys": ("/", lambda language: [["click", word("kpis", language)], ["click", word("choose", language)],
                                       *(["check", name] for name in SURVEYS[language]), ["click", word("compare", language)]]),
    "bare": ("/", to_kpi),
}


@pytest.fixture(scope="module")
def history(tmp_path_factory, publish, serve):
    """The sample, clicked through, then a release in which one figure was corrected, clicked through again."""
    folder = tmp_path_factory.mktemp("tasks")
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9))).date()
    shutil.copytree(ROOT / "contrib/instances/sample", folder / "city")
    publish(folder / "store", folder / "city")
    with serve(folder / "store") as server:
        ends = go(server.url, FIRST)
    table = folder / "city/data/observations.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count(f"{FIGURE},,,,95.00,,exact,final") == 1
    table.write_text(text.replace(f"{FIGURE},,,,95.00,,exact,final", f"{FIGURE},,,,96.00,,exact,revised"), encoding="utf-8")
    (folder / "city/data/corrections.csv").write_text(
        "table,id,column,decided_on,kind,note_ja,note_en\n"
        "observations,yokohama-oi-kpi1.FY2025.target.increment._._._,value,2026-04-01,correction,転記を誤っていた。,It was copied wrongly.\n",
        encoding="utf-8")
    publish(folder / "store", folder / "city")
    with serve(folder / "store") as server:
        quoted = {language: re.sub("^https?://[^/]*", "", ends["quote", language].get("url", "/")) for language in LOCALES}
        ends |= go(server.url, {
            "corrected": ("/", corrected_since(today)),
            "later": ("/", corrected_since(today + datetime.timedelta(days=2))),
            "now": ("/", to_kpi)})
        ends |= {("again", language): go(server.url, {"again": (quoted[language], lambda _: [])})["again", language] for language in LOCALES}
        ends["framed"] = framed(server.url, ends)
    yield ends


def framed(url, ends):
    """What another site shows that has copied the line of the page; the address of the publisher is that of this server."""
    lines = [line for language in LOCALES for line in ends["now", language].get("lines", []) if line.startswith("<iframe")]
    html = "".join(re.sub(r"http://127\.0\.0\.1:8080", url, line) for line in lines)
    with town_site(f'<!DOCTYPE html><html lang="en"><title>x</title><body>{html}</body></html>') as town:
        return visit(town, ["/"], ("ja-JP",))[0]["frames"]


@pytest.fixture(params=LOCALES)
def language(request):
    return request.param


def told(history, name, language):
    end = history[name, language]
    assert "failed" not in end, end
    return end


def test_which_startups_were_adopted_and_what_became_of_each(history, language):
    text = told(history, "outcomes", language)["text"]
    wanted = {"ja": ("Civichat：「", "その後は「不明」", "ワイズ・リーディング：「", "その後は「非公表」"),
              "en": ("Civichat: adopted in", "What became of it: unknown", "ワイズ・リーディング: adopted in", "What became of it: not published")}
    assert [words for words in wanted[language] if words not in text] == []


def test_the_yearly_targets_and_whether_they_were_met(history, language):
    text = told(history, "targets", language)["text"]
    wanted = {"ja": [f"目標{value}億円に対し実績なし（未公表）" for value in ("0.00", "5.00", "95.00")],
              "en": [f"target {value} × 100 million yen: no actual value (not published)" for value in ("0.00", "5.00", "95.00")]}
    assert [words for words in wanted[language] if words not in text] == []


def test_the_table_as_a_workbook_has_the_figure(history, language):
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(told(history, "download", language)["file"])))
    rows = [[str(cell) for cell in row] for sheet in book for row in sheet.iter_rows(values_only=True)]
    found = [row for row in rows if row[:1] == ["yokohama-oi-kpi1.FY2025.target.increment._._._"]]
    assert len(found) == 1 and any(cell in ("95", "95.0", "95.00") for cell in found[0])


def test_a_figure_that_was_quoted_is_still_there_after_the_next_release(history, language):
    assert "release=1" in told(history, "quote", language)["url"]
    then, now = told(history, "again", language)["text"], told(history, "now", language)["text"]
    said = {"ja": "目標{}億円", "en": "target {} × 100 million yen"}[language]
    assert said.format("95.00") in then and said.format("96.00") not in then
    assert said.format("96.00") in now


def test_what_was_corrected_since_a_day_and_why(history, language):
    text = told(history, "corrected", language)["text"]
    why = {"ja": "転記を誤っていた。", "en": "It was copied wrongly."}[language]
    line = next(line for line in text.splitlines() if why in line)
    assert "95.00" in line and "96.00" in line
    assert why not in told(history, "later", language)["text"]


def test_two_surveys_are_compared_and_it_is_told_why_they_do_not_compare(history, language):
    end = told(history, "surveys", language)
    wanted = {"ja": ("比べられません", "調査の設問が違うため", "調査の対象が違うため", "44.0 %", "約30 %"),
              "en": ("cannot be compared", "The surveys asked different questions", "The surveys asked different people", "44.0 %", "30 %")}
    assert "/compare?kpi=" in end["url"] and [words for words in wanted[language] if words not in end["text"]] == []


def test_another_site_shows_the_figure(history):
    japanese, english = history["framed"]
    assert "96.00" in japanese and "億円" in japanese
    assert "96.00" in english and "100 million yen" in english


def test_a_pilot_is_found_by_a_place_name_in_kana(history, language):
    end = told(history, "kana", language)
    assert "/pilots/uik-civichat-pilot" in end["url"] and PILOT[language] in end["text"]


def test_a_programme_prints_on_a4(history, language):
    end = told(history, "print", language)
    boxes = {tuple(round(float(side)) for side in box.split()) for box in re.findall(r"/MediaBox \[([^\]]*)\]", end["pdf"])}
    assert boxes and all(abs(width - 595) <= 1 and abs(height - 842) <= 1 for _, _, width, height in boxes)
    assert end["hidden"], "navigation and search are printed"


def test_a_kpi_is_read_without_images_and_style(history, language):
    text = told(history, "bare", language)["text"]
    with open(ROOT / "contrib/instances/sample/data/observations.csv", encoding="utf-8", newline="") as file:
        values = [row["value"] for row in csv.DictReader(file) if row["kpi"] == "yokohama-oi-kpi1" and row["value"]]
    assert len(values) > 3 and [value for value in values if value not in text] == []
    assert KPI[language] in text
