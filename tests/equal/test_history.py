"""What the newest store says of an old release is, to the byte, what that release's own store said when it was current.

Some releases of an instance that changes are published twice, once keeping all of every release, once keeping only the
newest whole; then each of some of them is made the current one of both stores, and both are asked the same questions.
HIRAKU_EQUAL_RELEASES releases (default 30), HIRAKU_EQUAL_PAIRS questions (default 200)."""

import os
import shutil

import pytest

import asking
import conftest
import many_kinds
import model as models
import questions
from changing import Changing
from conftest import support
from plain_sql import Plain

RELEASES = int(os.environ.get("HIRAKU_EQUAL_RELEASES") or 30)
PAIRS = int(os.environ.get("HIRAKU_EQUAL_PAIRS") or 200)
SEED = os.environ.get("HIRAKU_EQUAL_SEED") or "1"
ROWS = int(os.environ.get("HIRAKU_EQUAL_ROWS") or 1500)
ASKED = 8
SETTINGS = ["--query-ms", "120000", "--count-ms", "60000", "--access-log", "off", "--idle-seconds", "600"]
MANY = str(RELEASES + 1)


def publish(store, folder, keep):
    return support.run_program("publish", "--no-downloads", "--keep", keep, "--store", store, folder)


def make_current(store, number):
    (store / "current").unlink()
    (store / "current").symlink_to(f"releases/{number}")


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """The store that keeps all, and the one in which only the newest release is whole."""
    folder = tmp_path_factory.mktemp("history")
    instance = Changing(folder / "instance", ROWS, SEED)
    tries = 0
    instance.write()
    assert publish(folder / "whole", folder / "instance", MANY).returncode == 0
    while not (folder / "whole" / "releases" / str(RELEASES)).exists():
        tries += 1
        assert tries < 4 * RELEASES
        instance.change()
        instance.write()
        if publish(folder / "whole", folder / "instance", MANY).returncode != 0:
            instance.take_back()
    shutil.copytree(folder / "whole", folder / "newest", symlinks=True)
    instance.write()
    published = publish(folder / "newest", folder / "instance", "1")
    assert published.returncode == 0, published.stderr
    assert len(list((folder / "newest" / "releases").glob("*/store.columns"))) == 1
    return folder / "whole", folder / "newest"


def ask_about(folder, stores, number, count):
    for store in stores:
        make_current(store, number)
    whole, newest = stores
    with support.serve_store(newest, *SETTINGS) as view, support.serve_store(whole, *SETTINGS) as own:
        model = models.tables(asking.document(own.port))
        plain = Plain.fill(folder / f"plain-{number}.sqlite", model, whole / "current" / "data", many_kinds.FIRST_MONTH)
        maker = questions.Maker(model, plain, many_kinds.FIRST_MONTH, f"{SEED} {number}")
        return asking.ask_all(maker, [view.port, own.port], True, list(range(count)))


def test_an_old_release_answers_as_it_did_when_it_was_current(stores, tmp_path):
    step = max(1, (RELEASES - 1) // (ASKED - 1))
    numbers = sorted({1, RELEASES, *range(1, RELEASES + 1, step)})
    found, requests = [], 0
    for number in numbers:
        result = ask_about(tmp_path, stores, number, -(-PAIRS // len(numbers)))
        requests += result.requests
        found += [f"release {number}, {one.kind}\n  {one.request}\n{one.text}" for one in result.findings]
        assert result.statuses[200] > result.requests / 3
    conftest.summary.append(f"history: seed {SEED}, {RELEASES} releases, {len(numbers)} of them asked, {requests} requests, {len(found)} findings")
    if found:
        pytest.fail(f"{len(found)} findings\n" + "\n".join(found[:6]), pytrace=False)
