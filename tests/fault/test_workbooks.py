"""Processes that make workbooks end before they have: killed, or by a library that stands no lack of memory."""

import concurrent.futures
import os
import re
import zipfile

import pytest

import fault

WORKERS = 2
MOST = 16  # allocations of libraries that fail, where not all do


@pytest.fixture
def stores(published, tmp_path):
    """A store and a page for each worker; what the store is like."""
    result = []
    for worker in range(WORKERS):
        store = fault.copy_store(published, tmp_path / f"store-{worker}")
        result.append((store, fault.Page(tmp_path / f"page-{worker}"), fault.snapshot(store)))
    return result


def publish(stores, published, instance, kind, numbers, code=1, lasting=False):
    """What came of a publish with each of these calls of its children failing; the store is looked at."""
    def work(worker):
        store, page, before = stores[worker]
        result = []
        for number in numbers[worker::WORKERS]:
            page.arm(kind, number, code, lasting=lasting, where=fault.IN_CHILDREN)
            done = fault.run(page, "publish", "--store", store, instance, preload=True)
            assert page.disarm(), number
            if fault.check_after(store, before, instance, done, f"call {number}"):
                fault.copy_store(published, store)
            result.append((number, done))
        return result

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        return [one for part in pool.map(work, range(WORKERS)) for one in part]


def count(stores, published, instance, kind):
    store, page, _ = stores[0]
    page.arm(kind, 0, where=fault.IN_CHILDREN)
    assert fault.run(page, "publish", "--store", store, instance, preload=True).returncode == 0
    fault.copy_store(published, store)
    return page.count(kind)


def test_a_workbook_whose_process_is_killed_is_made_again(stores, published, instance):
    calls = count(stores, published, instance, fault.IO)
    for number, done in publish(stores, published, instance, fault.IO, fault.steps(calls, 10), fault.KILL):
        assert done.returncode == 0, f"call {number}: {done.stderr}"
        fault.totals["kills"] += 1


def test_workbooks_whose_processes_are_all_killed_end_the_publish(stores, published, instance):
    for number, done in publish(stores, published, instance, fault.IO, [1, 2, 3, 20], fault.KILL, lasting=1):
        assert done.returncode == fault.MACHINE, f"call {number}: {done.stderr}"
        assert "signal 9" in done.stderr and "download_sheet_rows" in done.stderr
        fault.totals["kills"] += 2


def test_an_allocation_of_a_library_that_fails_once_costs_nothing(stores, published, instance):
    calls = count(stores, published, instance, fault.LIBRARY)
    for number, done in publish(stores, published, instance, fault.LIBRARY, fault.steps(calls, MOST)):
        assert done.returncode == 0, f"allocation {number}: {done.stderr}"
        fault.totals["allocations"] += 1


def test_libraries_without_memory_end_the_publish_and_do_not_crash_it(stores, published, instance):
    calls = count(stores, published, instance, fault.LIBRARY)
    for number, done in publish(stores, published, instance, fault.LIBRARY, fault.steps(calls * 9 // 10, MOST),
                                lasting=1):
        assert done.returncode == fault.MACHINE, f"allocations from {number} on: {done.stderr}"
        fault.totals["allocations"] += 1


def parts(path):
    """The parts of a workbook, but for where the cursor stands: that libxlsxwriter 1.1.4 leaves out without a word where
    it has no memory for it (worksheet.c, _worksheet_write_freeze_panes)."""
    with zipfile.ZipFile(path) as book:
        return {name: re.sub(rb"<selection [^>]*/>", b"", book.read(name)) for name in book.namelist()}


def test_a_workbook_is_whole_or_its_process_has_failed(published, tmp_path):
    """The process by itself, which the library may well end by a signal."""
    page = fault.Page(tmp_path / "page")
    release = fault.copy_store(published, tmp_path / "store") / "releases" / "1"
    path = tmp_path / "sources.xlsx"
    command = ["write-workbook", os.getpid(), release, "sources", path]
    page.arm(fault.LIBRARY, 0)
    assert fault.run(page, *command, preload=True).returncode == 0
    assert path.read_bytes() == (release / "files" / "sources.xlsx").read_bytes()
    whole = parts(path)
    crashed = 0
    for number in fault.steps(page.count(fault.LIBRARY), 200):
        path.unlink(missing_ok=True)
        page.arm(fault.LIBRARY, number)
        done = fault.run(page, *command, preload=True)
        assert page.disarm(), number
        fault.totals["allocations"] += 1
        crashed += done.returncode < 0
        if done.returncode == 0:
            assert parts(path) == whole, f"allocation {number}"
        else:
            assert done.returncode < 0 or done.returncode == fault.MACHINE, f"allocation {number}: {done.returncode}"
    assert crashed > 0, "the library has become better: is a process of its own still needed?"
