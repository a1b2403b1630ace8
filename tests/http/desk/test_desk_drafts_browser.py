"""The ten steps of a first publication, by two people in Chromium: upload, mend by clicking, compare, approve, publish, correct, take back."""

import io
import json
import os
import pathlib
import shutil
import subprocess

import openpyxl
import pytest

import small_instance
from conftest import ROOT, clean_environment, publish_directory, run_program
from desk_client import PASSWORD, add_user, desk_server, run_desk_command

PACKAGES = pathlib.Path(os.environ.get("HIRAKU_NPM") or ROOT / "build" / "npm") / "node_modules"
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
HEADER = small_instance.OBSERVATION_HEADER
WORDS = {
    "name": ("名前", "Name"), "password": ("パスワード", "Password"), "account": ("アカウント", "Account"),
    "signOut": ("サインアウト", "Sign out"), "signIn": ("サインイン", "Sign in"), "files": ("ファイル", "Files"),
    "make": ("下書きにする", "Make a draft"), "progress": ("作業の進み具合を見る", "See how far the job has come"),
    "seeDraft": ("下書きを見る", "See the draft"), "check": ("2. 検査と直し", "2. Check and mend"), "take": ("直す", "Take it"),
    "takeAll": ("同じ種類をすべて直す", "Take all of this kind"), "edit": ("この値にする", "Take this value"),
    "compare": ("3. 比較と理由", "3. Compare and give reasons"), "why": ("理由", "Reason"), "giveReason": ("理由を書く", "Give the reason"),
    "publishStep": ("4. 申請、承認、公開", "4. Propose, approve, publish"), "propose": ("公開を申請する", "Propose the draft"),
    "approveNext": ("確かめて承認、公開する", "Look at it, approve, publish"), "approve": ("承認する", "Approve"),
    "publish": ("公開する", "Publish"), "releases": ("公開版", "Releases"), "again": ("2 に戻す", "Publish 2 again"),
    "reason": ("理由（公開版とともに残ります）", "The reason, which stays with the release"), "publishAgain": ("公開し直す", "Publish it again")}
END = {"ja": "公開版 {} を公開しました", "en": "Release {} is published"}


def workbook(path):
    """Eight usual faults: titles above the header, a full-width digit, a digit group, spaces, a code in words, an era, an empty row, a note
    for a number."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "令和5年度 来訪者数（試験市）"
    sheet.append([])
    sheet.append(HEADER.split(","))
    for cells in (["visitors", "FY2023", "実績", "level", None, None, None, "1５0", None, "exact", "final", "plan"],
                  ["visitors", "令和6年度", "actual", "level", None, None, None, "1,160", None, "exact", "final", " plan "],
                  [],
                  ["rate", "2021", "actual", "level", None, None, None, "約六", None, "exact", "final", "report"]):
        sheet.append(cells)
    book.save(path)


@pytest.mark.parametrize("language", LOCALES)
def test_ten_steps_of_a_first_publication(tmp_path, language):
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("node") or not (PACKAGES / "playwright-core").is_dir():
        reason = f"chromium, or the npm packages of tests/http/clients in {PACKAGES}, are not there: type  make npm"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    instance = small_instance.Instance(tmp_path / "instance")
    publish_directory(tmp_path / "store", instance.path, "--no-downloads")
    add_user(tmp_path / "store")
    add_user(tmp_path / "store", "taro", "editor")
    sources, again = tmp_path / "出典.csv", tmp_path / "訂正.csv"
    sources.write_bytes("id,題名,種類\r\nplan,計画書,plan\r\nreport,報告書,report\r\nsurvey,来訪者調査,report\r\n".encode("cp932"))
    workbook(tmp_path / "来訪者.xlsx")
    again.write_text(HEADER + "\r\nvisitors,FY2021,actual,level,,,,121,,exact,final,plan,\r\n")
    words = {name: texts[language == "en"] for name, texts in WORDS.items()}
    with desk_server(instance.path, tmp_path / "store", "--no-downloads", "--two-people", "1") as running:
        done = subprocess.run(["node", pathlib.Path(__file__).with_name("desk_drafts.cjs")], encoding="utf-8", capture_output=True, timeout=240,
                              input=json.dumps({"chromium": chromium, "url": running.url, "locale": LOCALES[language], "words": words,
                                                "password": PASSWORD, "files": [str(sources), str(tmp_path / "来訪者.xlsx")],
                                                "again": str(again), "texts": [["value", "6.0"]]}),
                              env=clean_environment({"NODE_PATH": str(PACKAGES)}), check=False)
        assert done.returncode == 0, done.stderr
        came = json.loads(done.stdout)
        for page in came["seen"]:
            assert (page["axe"], page["invalid"], page["wide"], page["scripts"]) == ([], [], 0, 0), page["url"]
        texts = "\n".join(page["text"] for page in came["seen"])
        assert all(END[language].format(number) in texts for number in (2, 3, 4)), texts
        assert came["clicks"]["accepted"] > 0 and came["clicks"]["edited"] == 1
        table = (instance.path / "data" / "observations.csv").read_text("utf-8-sig")
        assert ",150," in table and ",121," in table
        assert "集計の誤り" in (instance.path / "data" / "corrections.csv").read_text("utf-8-sig")
        log = run_desk_command(running.store, "log")
        assert log.returncode == 0 and "draft_approve" in log.stdout
    assert run_program("verify", "--store", tmp_path / "store").returncode == 0
