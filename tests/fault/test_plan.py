"""What fails while a plan is imported leaves both files or none; while a report is written, the whole of it or a failure."""

import concurrent.futures
import errno
import re

import fault
import pytest

WORKERS = 2
MOST = 40
PLAN = """KPI①\t来訪者\t単位\t人
KPI②\t-\t単位\t-
\t事業開始前 (現時点)\t令和5年度 増加分\t2024年度 増加分\t2025年度 増加分\t累計
KPI①\t０\t1\t2人\t-\t4
KPI②\t-\t-\t-\t-\t-
事業実施期間
2023年4月1日から2025年3月31日まで
"""


def failing(kind, folder, ask, right, depth, code=1, **how):
    """Fails a call from each place; how many did. `ask` runs the program, `right` looks at what came of it."""
    page = fault.Page(folder / "page")
    (folder / "whole").mkdir()
    page.arm(kind, 0, code, traced=depth)
    whole = ask(page, folder / "whole", **how)
    assert whole[0].returncode == 0, whole[0].stderr
    page.disarm()
    numbers = fault.spread(page.places(kind, last=fault.FULL), MOST)
    lost = []

    def work(worker):
        failed = 0
        page = fault.Page(folder / f"page-{worker}")
        for number in numbers[worker::WORKERS]:
            place = folder / f"place-{worker}-{number}"
            place.mkdir()
            page.arm(kind, number, code)
            done, left = ask(page, place, **how)
            failed += bool(page.disarm())
            if not right(done, left, whole) or re.search("Sanitizer|runtime error", done.stderr):
                lost.append(f"call {number}: exit {done.returncode}\n{done.stderr[-3000:]}")
        return failed

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        failed = sum(pool.map(work, range(WORKERS)))
    assert not lost, f"{len(lost)} lost\n" + "\n".join(lost)
    assert failed >= len(numbers) * 0.9 > 0
    return failed


def importing(page, place, **how):
    (place.parent / "plan.txt").write_text(PLAN, encoding="utf-8")
    done = fault.run(page, "import", "kpi-plan", place.parent / "plan.txt", "--program", "visit", "--out", place / "out", **how)
    return done, fault.snapshot(place)


def both_or_none(done, left, whole):
    files = {name: text for name, text in left.items() if name.endswith(".csv")}
    complete = {name: text for name, text in whole[1].items() if name.endswith(".csv")}
    return files == complete if done.returncode == 0 else done.returncode == fault.MACHINE and files in ({}, complete)


def test_every_allocation_of_an_import_may_fail(tmp_path):
    """All are our own."""
    fault.totals["allocations"] += failing(fault.OWN, tmp_path, importing, both_or_none, 24, watched=True)


def test_every_file_operation_of_an_import_may_fail(tmp_path):
    fault.totals["io"] += failing(fault.IO, tmp_path, importing, both_or_none, 10, errno.EIO, preload=True)


def reporting(store, form):
    def ask(page, place, **how):
        done = fault.run(page, "report", "kpi", "--store", store, "--program", "hanano-challenge", "--year", "2024", "--format", form, **how)
        return done, done.stdout
    return ask


def all_or_a_failure(done, left, whole):
    return left == whole[1] if done.returncode == 0 else done.returncode == fault.MACHINE


@pytest.mark.parametrize("form", ["csv", "html"])
def test_every_own_allocation_of_a_report_may_fail(published, tmp_path, form):
    """Those of the library that writes workbooks end the program."""
    fault.totals["allocations"] += failing(fault.OWN, tmp_path, reporting(published, form), all_or_a_failure, 24, watched=True)


def test_allocations_of_libraries_of_a_report_may_fail(published, tmp_path):
    fault.totals["allocations"] += failing(fault.LIBRARY, tmp_path, reporting(published, "csv"), all_or_a_failure, 12, watched=True)


def test_every_file_operation_of_a_report_may_fail(published, tmp_path):
    fault.totals["io"] += failing(fault.IO, tmp_path, reporting(published, "html"), all_or_a_failure, 10, errno.EIO, preload=True)
