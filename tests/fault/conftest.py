"""Fixtures of the tests of faults, and the line that sums them up."""

import pytest

import fault


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    """An instance of some twenty rows, changed since it was published in `published`."""
    return fault.small_instance(tmp_path_factory.mktemp("instance") / "instance")


@pytest.fixture(scope="session")
def published(tmp_path_factory, instance):
    """A store with one release; to be copied. The instance is another one afterwards."""
    store = tmp_path_factory.mktemp("published") / "store"
    fault.publish(store, instance)
    fault.change(instance, 1)
    return store


def pytest_sessionfinish(session):
    """A worker of pytest-xdist hands over its sums."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["faults"] = fault.totals


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    for name, number in getattr(node, "workeroutput", {}).get("faults", {}).items():
        fault.totals[name] += number


def pytest_terminal_summary(terminalreporter):
    sums = fault.totals
    terminalreporter.write_line(
        f"{sums['allocations']} allocation points, {sums['io']} I/O calls failed, {sums['kills']} processes "
        f"killed, {sums['lost']} lost")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if call.when == "call" and outcome.get_result().failed:
        fault.totals["lost"] += 1
