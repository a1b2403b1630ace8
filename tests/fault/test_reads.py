"""The n-th file operation of a command that only reads fails, is interrupted or short."""

import errno

import pytest

import fault

MOST = 30


@pytest.fixture(scope="module")
def reading(published, instance, tmp_path_factory):
    """A store of two releases, the first of them thinned out, and a file of the second."""
    folder = tmp_path_factory.mktemp("reading")
    store = fault.copy_store(published, folder / "store")
    settings = folder / "settings"
    settings.write_text("# one is kept whole\nkeep = 1\n" + "# and so on\n" * 50)
    done = fault.run(None, "publish", "--store", store, "--keep", "1", instance)
    assert done.returncode == 0, done.stderr
    assert not (store / "releases" / "1" / "data").exists()
    return folder


def commands(folder):
    store = folder / "store"
    return {
        "export": ["export", "--store", store, "observations", "--format", "rdf"],
        "settings": ["serve", "--config", folder / "settings", "--print-config"],
        "verify": ["verify", "--store", store],
        "identify": ["verify", "--store", store, store / "releases" / "2" / "files" / "sources.csv.gz"],
    }


def outcomes(folder, name, code, tmp_path):
    """What came of the command with each of its calls failing, after what comes of it with none."""
    command = commands(folder)[name]
    page = fault.Page(tmp_path / "page")
    kind = fault.TRANSFER if code in (errno.EINTR, fault.SHORT) else fault.IO
    page.arm(kind, 0)
    whole = fault.run(page, *command, preload=True)
    assert whole.returncode == 0, whole.stderr
    before = fault.snapshot(folder / "store")
    done = []
    for number in fault.steps(page.count(kind), MOST):
        page.arm(kind, number, code)
        done.append((number, fault.run(page, *command, preload=True)))
        assert page.disarm(), number
        fault.totals["io"] += 1
    assert fault.snapshot(folder / "store") == before
    return whole, done


@pytest.mark.parametrize("name", ["export", "settings", "verify", "identify"])
@pytest.mark.parametrize("code", [errno.EINTR, fault.SHORT])
def test_a_read_that_is_interrupted_or_short_changes_nothing(name, code, reading, tmp_path):
    whole, done = outcomes(reading, name, code, tmp_path)
    for number, one in done:
        assert (one.returncode, one.stdout) == (0, whole.stdout), f"call {number}: {one.stderr}"


@pytest.mark.parametrize("name", ["export", "settings", "identify"])
def test_a_read_that_fails_is_a_failure_of_the_machine(name, reading, tmp_path):
    """No damage, no file that was never published: exit 3."""
    whole, done = outcomes(reading, name, errno.EIO, tmp_path)
    failed = 0
    for number, one in done:
        failed += one.returncode == fault.MACHINE
        # /dev/urandom is read by libraries that do without it
        assert one.returncode == fault.MACHINE or (one.returncode, one.stdout) == (0, whole.stdout), \
            f"call {number}: {one.returncode} {one.stderr}"
    assert failed >= len(done) // 2


def test_verify_names_what_cannot_be_read(reading, tmp_path):
    whole, done = outcomes(reading, "verify", errno.EIO, tmp_path)
    unread = [(number, one) for number, one in done if (one.returncode, one.stdout) != (0, whole.stdout)]
    assert len(done) - len(unread) <= 2, "more than /dev/urandom, which libraries do without"
    for number, one in unread:
        assert one.returncode in (1, fault.MACHINE), f"call {number}: {one.returncode} {one.stderr}"
        assert "The disk failed at" in one.stdout + one.stderr, f"call {number}: {one.stdout} {one.stderr}"


PAGES = ("/kpis/hanano-kpi1", "/kpis/hanano-kpi1?release=1", "/changes?release=1", "/releases/1",
         "/v1/kpis/hanano-kpi1/history.json", "/v1/releases/1/proof.json", "/v1/downloads/kpis.csv")


@pytest.mark.parametrize("target", PAGES)
def test_an_answer_is_whole_or_none_where_the_disk_fails(target, published, tmp_path):
    """Each answer by a server that has just begun, with one of its reads failing: never half a page, nor another one."""
    page = fault.Page(tmp_path / "page")
    store = fault.revised_store(published, tmp_path)

    def answer(number):
        server = fault.Server(store, page, preload=True, options=["--cache-bytes", "0"])
        try:
            page.arm(fault.IO, number, errno.EIO)
            told = server.ask(target)
            fired = page.disarm()
            assert server.alive(), server.text()
            return told, fired
        finally:
            page.disarm()
            server.stop()

    whole, _ = answer(0)
    assert whole[0] == 200
    count = page.count(fault.IO)
    assert count > 0
    for number in fault.steps(count, 12):
        told, fired = answer(number)
        fault.totals["io"] += fired
        assert told == whole or told[0] in (0, 500, 503), f"call {number}: {told}"
