"""What fails while an instance is made leaves nothing, or the whole folder: allocations and file operations."""

import concurrent.futures
import errno
import re

import fault

WORKERS = 2
MOST = 60
ANSWERS = ["--municipality", "991007", "--name-ja", "みほん市", "--base-url", "https://data.mihon.example", "--contact", "a@mihon.example",
           "--source-title", "報告書", "--source-url", "https://www.mihon.example/report"]


def made(page, folder, **how):
    return fault.run(page, "init", *ANSWERS, folder / "city", **how)


def failing(kind, folder, depth, code=1, **how):
    """Fails a call from each place; how many did."""
    page = fault.Page(folder / "page")
    (folder / "whole").mkdir()
    page.arm(kind, 0, code, traced=depth)
    assert made(page, folder / "whole", **how).returncode == 0
    page.disarm()
    whole = fault.snapshot(folder / "whole")
    numbers = fault.spread(page.places(kind, last=fault.FULL), MOST)
    lost = []

    def work(worker):
        failed = 0
        page = fault.Page(folder / f"page-{worker}")
        for number in numbers[worker::WORKERS]:
            place = folder / f"place-{worker}-{number}"
            place.mkdir()
            page.arm(kind, number, code)
            done = made(page, place, **how)
            failed += bool(page.disarm())
            found = fault.snapshot(place)
            right = found == whole if done.returncode == 0 else done.returncode == fault.MACHINE and found in ({}, whole)
            if not right or re.search("Sanitizer|runtime error", done.stderr):
                lost.append(f"call {number}: exit {done.returncode}, {sorted(found)[:3]}\n{done.stderr[-3000:]}")
        return failed

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        failed = sum(pool.map(work, range(WORKERS)))
    assert not lost, f"{len(lost)} lost\n" + "\n".join(lost)
    assert failed >= len(numbers) * 0.9 > 0
    return failed


def test_every_own_allocation_of_init_may_fail(tmp_path):
    fault.totals["allocations"] += failing(fault.OWN, tmp_path, 24, watched=True)


def test_allocations_of_libraries_of_init_may_fail(tmp_path):
    fault.totals["allocations"] += failing(fault.LIBRARY, tmp_path, 12, watched=True)


def test_every_file_operation_of_init_may_fail(tmp_path):
    fault.totals["io"] += failing(fault.IO, tmp_path, 10, errno.EIO, preload=True)
