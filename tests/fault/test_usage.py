"""Counts of use where allocations and file operations of the flush fail: none is lost, none is counted twice."""

import errno
import json
import time

import pytest

import fault

TURNS = 60 if fault.FULL else 12
# A second, and a step of the watch.
A_FLUSH = 1.35


def counted(server):
    status, body = server.ask("/v1/usage.json?use=data")
    assert status == 200, server.text()
    return sum(row["requests"] for row in json.loads(body)["items"])


def settle(server, expected):
    """Until the flush after the last fault."""
    end = time.monotonic() + 10
    while counted(server) != expected and time.monotonic() < end:
        time.sleep(0.3)
    assert counted(server) == expected, server.text()


def flushes(server, page, kind, faults):
    """One request before each flush, which has one of the faults; how many were made."""
    for first, how in faults:
        assert server.ask("/v1/sources.json")[0] == 200
        page.arm(kind, first, **how)
        time.sleep(A_FLUSH)
        fault.totals["io" if kind == fault.IO else "allocations"] += page.disarm()
        assert server.alive(), server.text()
    settle(server, len(faults))
    return len(faults)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_file_operations_of_a_flush_may_fail(code, published, tmp_path):
    """One call after the other, and then all of them."""
    page = fault.Page(tmp_path / "page")
    store = fault.copy_store(published, tmp_path / "store")
    server = fault.Server(store, page, preload=True, options=["--usage-seconds", "1"])
    try:
        assert server.ask("/readyz")[0] == 200
        faults = [(number, {"code": code}) for number in range(1, TURNS + 1)]
        made = flushes(server, page, fault.IO, [*faults, (1, {"code": code, "lasting": 1})])
    finally:
        assert server.stop() == 0
    server = fault.Server(store)
    try:
        assert counted(server) == made
    finally:
        server.stop()


def test_allocations_of_a_flush_may_fail(published, tmp_path):
    page = fault.Page(tmp_path / "page")
    store = fault.copy_store(published, tmp_path / "store")
    server = fault.Server(store, page, watched=True, options=["--usage-seconds", "1"])
    try:
        assert server.ask("/readyz")[0] == 200
        flushes(server, page, fault.OWN, [(number, {}) for number in range(1, TURNS + 1)])
    finally:
        assert server.stop() == 0, server.text()


def test_allocations_at_the_start_may_fail(published, tmp_path):
    """Either the server says that there is no memory, or it counts."""
    page = fault.Page(tmp_path / "page")
    store = fault.copy_store(published, tmp_path / "store")
    (tmp_path / "store.usage").write_bytes(b"")
    for number in range(1, 25):
        page.arm(fault.OWN, number)
        server = fault.Server(store, page, watched=True)
        page.disarm()
        if server.alive() and server.port:
            assert server.ask("/v1/usage.json")[0] in (200, 503), server.text()
            assert server.stop() == 0, server.text()
        else:
            assert server.process.wait(10) == fault.MACHINE, server.text()
            server.process.stdout.close()
