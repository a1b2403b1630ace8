"""hiraku usage: a month as a text to forward. The counts are made up, the sums are by hand."""

import json
import os

import pytest

from usage_file import write_usage

COUNTS = {
    "2026-10-31": {"data,programs,,,json": (5, 1)},
    "2026-11-01": {"data,programs,,,json": (1000, 3), "file,programs,,programs.csv,csv": (7, 0)},
    "2026-11-30": {"data,kpis,designated-cities,,csv": (20, 0), "page,gone,,,html": (1, 2), "data,programs,,,json": (200, 0)},
    "2026-12-01": {"data,programs,,,json": (9, 9)},
}


@pytest.fixture(name="counts")
def fixture_counts(tmp_path):
    write_usage(tmp_path / "usage", COUNTS)
    return tmp_path / "usage"


def test_a_month_in_japanese(run, sample_store, counts):
    done = run("usage", "--store", sample_store, "--usage", counts, "--month", "2026-11", "--lang", "ja")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:6] == ["hiraku サンプル の利用数（2026年11月）", "", "30 日のうち 2 日に利用がありました。", "",
                         "  合計: 1,228 回（ほかにボット 5 回）", "  前の月 (2026-10): 5 回（ほかにボット 1 回）"]
    assert "  データの取得: 1,220 回（ほかにボット 3 回）" in lines
    assert "  事業 (programs): 1,207 回（ほかにボット 3 回）" in lines
    assert "  政令指定都市の数 (designated-cities): 20 回" in lines
    assert "  programs.csv: 7 回" in lines
    assert "  gone: 1 回（ほかにボット 2 回）" in lines  # a table that there is no more
    assert lines[-1].endswith("/v1/usage.csv?month=2026-11")


def test_the_last_month_in_english(run, sample_store, counts):
    done = run("usage", "--store", sample_store, "--usage", counts, "--lang", "en")
    assert done.returncode == 0
    assert "use in December 2026" in done.stdout.splitlines()[0]
    assert "  All: 9 (and bots: 9)\n" in done.stdout
    assert "  The month before (2026-11): 1,228 (and bots: 5)\n" in done.stdout


def test_a_month_for_programs(run, sample_store, counts):
    done = json.loads(run("usage", "--store", sample_store, "--usage", counts, "--month", "2026-11", "--json").stdout)
    assert (done["month"], done["days_with_use"], done["requests"], done["bot_requests"]) == ("2026-11", 2, 1228, 5)
    assert done["tables"] == [{"name": "programs", "requests": 1207, "bot_requests": 3},
                              {"name": "kpis", "requests": 20, "bot_requests": 0},
                              {"name": "gone", "requests": 1, "bot_requests": 2}]


def test_it_needs_no_release(run, tmp_path, counts):
    done = run("usage", "--store", tmp_path / "none", "--usage", counts, "--month", "2026-11", "--lang", "en")
    assert done.returncode == 0 and "  programs: 1,207" in done.stdout.replace("Programmes (programs)", "programs")


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "2026", "", "2026-11-01", "２０２６-11"])
def test_a_month_that_is_none_is_told_its_form(run, sample_store, counts, month):
    done = run("usage", "--store", sample_store, "--usage", counts, "--month", month, "--lang", "en")
    assert done.returncode == 2 and f'"{month}"' in done.stderr and "YYYY-MM" in done.stderr


@pytest.mark.parametrize("make, told", [(lambda path: path.mkdir(), "is a folder"), (os.mkfifo, "no regular file")])
def test_what_is_no_file_is_told(run, tmp_path, make, told):
    make(tmp_path / "counts")
    done = run("usage", "--store", tmp_path / "store", "--usage", tmp_path / "counts", "--lang", "en")
    assert done.returncode != 0 and told in done.stderr and str(tmp_path / "counts") in done.stderr


def test_it_is_found_beside_the_store(run, tmp_path):
    write_usage(tmp_path / "store.usage", COUNTS)
    assert json.loads(run("usage", "--store", tmp_path / "store", "--json").stdout)["month"] == "2026-12"


@pytest.mark.parametrize("month", ["2026-13", "2026", "november", "2026-11-01", ""])
def test_what_is_no_month_is_refused(run, sample_store, counts, month):
    done = run("usage", "--store", sample_store, "--usage", counts, "--month", month)
    assert done.returncode == 2 and "--month" in done.stderr and done.stdout == ""


def test_no_counts_and_damaged_ones_are_said(run, sample_store, tmp_path):
    done = run("usage", "--store", sample_store, "--usage", tmp_path / "none")
    assert done.returncode == 1 and "--usage" in done.stderr and not (tmp_path / "none").exists()
    (tmp_path / "bad").write_bytes(b"x" * 2000)
    done = run("usage", "--store", sample_store, "--usage", tmp_path / "bad")
    assert done.returncode == 1 and "neither text is whole" in done.stderr
    assert (tmp_path / "bad").read_bytes() == b"x" * 2000
