"""The n-th file operation of a publish fails, is short, or is the last one: the store is the old one or
has the new release, whole."""

import concurrent.futures
import errno
import os
import resource
import shutil
import subprocess

import pytest

import fault

WORKERS = 2
MOST = 40  # calls that fail of each kind, where not all do
DEPTH = 10  # callers that are a place, with those of the library of faults


def publish_failing(code, published, instance, folder, phase, each=False, kind=fault.IO, lasting=0,
                    command=("publish",), operand=None):
    """Fails a call from each place of the program, or each call where all are wanted; looks at what comes of
    each."""
    operand = operand or instance
    page = fault.Page(folder / "page")
    copy = fault.copy_store(published, folder / "store")
    page.arm(kind, 0, code, traced=DEPTH)
    assert fault.run(page, *command, "--store", copy, operand, preload=True).returncode == 0
    numbers = fault.spread(page.places(kind, last=fault.FULL), MOST, phase)
    if fault.FULL and each:
        numbers = range(1, page.count(kind) + 1)
    lost = []

    def work(worker):
        copy = folder / f"store-{worker}"
        page = fault.Page(folder / f"page-{worker}")
        before = fault.snapshot(fault.copy_store(published, copy))
        failed = 0
        for number in numbers[worker::WORKERS]:
            page.arm(kind, number, code, lasting=lasting)
            done = fault.run(page, *command, "--store", copy, operand, preload=True)
            failed += bool(page.disarm())
            what = f"call {number}, {code}"
            try:
                if code in (errno.EINTR, fault.SHORT):
                    assert done.returncode == 0, f"{what}: {done.stderr[-2000:]}"
                dirty = fault.check_after(copy, before, instance, done, what)
            except AssertionError as problem:
                lost.append(problem)
                dirty = True
            if dirty:
                before = fault.snapshot(fault.copy_store(published, copy))
        return failed

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        failed = sum(pool.map(work, range(WORKERS)))
    fault.totals["io"] += failed
    assert not lost, f"{len(lost)} lost\n" + "\n".join(str(one) for one in lost)
    assert failed >= len(numbers) * 0.9


@pytest.mark.parametrize("phase, code", enumerate([errno.ENOSPC, errno.EIO, errno.EROFS]))
def test_a_call_that_fails(phase, code, published, instance, tmp_path):
    publish_failing(code, published, instance, tmp_path, phase, each=code == errno.EIO)


def test_a_call_of_a_rollback_that_fails(published, instance, tmp_path):
    store = fault.copy_store(published, tmp_path / "two")
    fault.publish(store, instance)
    publish_failing(errno.EIO, store, instance, tmp_path, 5, command=("rollback",), operand="1")


def test_a_disk_that_is_full_from_some_call_on(published, instance, tmp_path):
    publish_failing(errno.ENOSPC, published, instance, tmp_path, 3, lasting=1)


def test_a_publisher_that_is_killed_at_a_call(published, instance, tmp_path):
    publish_failing(fault.KILL, published, instance, tmp_path, 4)


@pytest.mark.parametrize("code, each", [(errno.EINTR, 2), (errno.EINTR, 3), (errno.EINTR, 7), (fault.SHORT, 1)])
def test_calls_that_are_all_interrupted_or_short_are_made_again(code, each, published, instance, tmp_path):
    """Every read and write of a publish: interrupted, made again, the next one interrupted; or halved."""
    page = fault.Page(tmp_path / "page")
    store = fault.copy_store(published, tmp_path / "store")
    for first in range(1, each + 1):
        fault.copy_store(published, store)
        page.arm(fault.TRANSFER, first, code, lasting=each)
        done = fault.run(page, "publish", "--store", store, instance, preload=True)
        failed = page.disarm()
        assert done.returncode == 0, f"call {first} and each {each}. behind it: {done.stderr[-2000:]}"
        assert failed > page.count(fault.TRANSFER) // (each + 1) > 50
        assert fault.current(store) == "releases/2"
        fault.verify(store)
        fault.totals["io"] += failed


def test_a_file_that_may_not_grow(published, instance, tmp_path):
    """RLIMIT_FSIZE, the quota of a process."""
    store = fault.copy_store(published, tmp_path / "store")
    before = fault.snapshot(store)
    for size in (0, 100, 4096, 20000, 100000):
        done = subprocess.run(
            [fault.program(), "publish", "--store", str(store), str(instance)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
            preexec_fn=lambda: (resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
                                __import__("signal").signal(25, __import__("signal").SIG_IGN)))
        assert done.returncode == fault.MACHINE, f"{size}: {done.stderr}"
        assert fault.current(store) == "releases/1"
    assert fault.snapshot(store) == before
    fault.publish(store, instance)


def test_a_disk_that_is_full(published, instance, tmp_path):
    """A small file system of its own, where the test may mount one."""
    mount = tmp_path / "disk"
    mount.mkdir()
    # the store, and half a release more
    size = 3 * sum(f.stat().st_size for f in published.rglob("*") if f.is_file() and not f.is_symlink()) // 2
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)], check=False,
                          stderr=subprocess.DEVNULL)
    if done.returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        store = fault.copy_store(published, mount / "store")
        filler = mount / "filler"
        before = fault.snapshot(store)
        failed = 0
        for kilobytes in range(0, size // 1024, max(1, size // 1024 // 12)):
            try:
                filler.write_bytes(bytes(kilobytes * 1024))
            except OSError:
                pass
            done = fault.run(None, "publish", "--store", store, instance)
            if done.returncode == 0:
                shutil.rmtree(store)
                fault.copy_store(published, store)
                continue
            failed += 1
            assert done.returncode == fault.MACHINE, done.stderr
            assert fault.snapshot(store) == before
        assert failed > 2
        filler.unlink()
        fault.verify(store)
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def test_a_store_that_cannot_be_written(published, instance, tmp_path):
    """By somebody without the right to; root has every right and becomes nobody."""
    store = fault.copy_store(published, tmp_path / "store")
    before = fault.snapshot(store)
    folders = [store, *(p for p in store.rglob("*") if p.is_dir() and not p.is_symlink())]
    command = [fault.program(), "publish", "--store", str(store), str(instance)]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("setpriv is not there")
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
        for up in [*store.parents, *instance.parents]:
            if str(up).startswith(str(tmp_path.parents[1])) or up.stat().st_mode & 0o005 != 0o005:
                up.chmod(up.stat().st_mode | 0o055)
    for folder in folders:
        folder.chmod(0o555)
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
                              env=fault.environment(), timeout=60, check=False)
        assert done.returncode == fault.MACHINE, done.stdout + done.stderr
        assert f'There is no permission for "{store}' in done.stderr
        assert fault.snapshot(store) == before
    finally:
        for folder in folders:
            folder.chmod(0o755)
    fault.publish(store, instance)


def test_a_clock_that_was_set_back(published, instance, tmp_path):
    """The new release follows the old one by number, whatever the time is."""
    store = fault.copy_store(published, tmp_path / "store")
    page = fault.Page(tmp_path / "page")
    server = fault.Server(store)
    try:
        for number, seconds in enumerate((-86400, -10 * 365 * 86400, 86400, -3600), 2):
            fault.change(instance, f"clock {seconds}")
            page.arm(fault.IO, 0, clock=seconds)
            done = fault.run(page, "publish", "--store", store, instance, preload=True)
            assert done.returncode == 0, done.stderr
            assert fault.current(store) == f"releases/{number}"
            fault.verify(store)
            fault.wait_for_release(server, number)
            assert server.ask("/v1/sources.json")[0] == 200
        assert server.ask("/v1/changes.json")[0] in (200, 404)
    finally:
        fault.change(instance, 1)
        assert server.stop() == 0
