"""What others make of /mcp: the SDKs of version 1 and 2 (as it comes, and with `auto`), and the inspector, as they are published.

Needs the npm packages of tests/http/clients, which `make npm` installs into build/npm (HIRAKU_NPM names another folder).
Where they are not there, says so and skips; with CI=true that is a failure.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from conftest import ROOT
from mcp_client import legacy, modern

PACKAGES = pathlib.Path(os.environ.get("HIRAKU_NPM") or ROOT / "build" / "npm")
JUDGES = ["v1", "v2", "auto"]
CALLS = [["list_datasets", {}], ["describe", {"dataset": "kpis"}], ["query_records", {"dataset": "observations", "limit": 3}],
         ["series", {"kpi": "yokohama-oi-kpi1"}], ["summarize", {"dataset": "observations", "measure": ["sum"]}],
         ["compare", {"kpi": ["yokohama-oi-kpi1", "yokohama-oi-kpi2"]}], ["search", {"q": "熊本"}], ["what_changed", {}],
         ["nothing", {}], ["search", {"query": "熊本"}]]


def packages():
    if not shutil.which("node") or not (PACKAGES / "node_modules" / "@modelcontextprotocol" / "inspector").exists():
        reason = f"the npm packages of tests/http/clients are not in {PACKAGES}: type  make npm"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return PACKAGES / "node_modules"


@pytest.fixture(scope="module")
def seen(server, tmp_path_factory):
    """What mcp.mjs tells: by judge, the server, the tools, the answers and the errors."""
    folder = tmp_path_factory.mktemp("mcp")
    (folder / "node_modules").symlink_to(packages())
    shutil.copy(ROOT / "tests" / "http" / "clients" / "mcp.mjs", folder)
    done = subprocess.run(["node", "mcp.mjs", server.url + "/mcp", json.dumps(CALLS)], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("judge", JUDGES)
def test_a_client_connects_without_an_error(seen, judge):
    assert seen[judge]["server"] == {"name": "hiraku", "version": "0.1.0"}
    assert seen[judge]["errors"] == [] and seen[judge]["instructions"]


def test_all_clients_are_told_the_same_tools(server, seen):
    told = legacy(server, "tools/list").json()["result"]["tools"]
    assert [seen[judge]["tools"] for judge in JUDGES] == [told] * 3
    assert {tool["name"] for tool in told} == {tool for tool, _ in CALLS} - {"nothing"}


def test_all_clients_get_the_same_answers(server, seen):
    """They hold structured content against its schema themselves, and throw what is not as it says."""
    for number, (tool, arguments) in enumerate(CALLS):
        if tool == "nothing":
            continue
        result = modern(server, "tools/call", {"name": tool, "arguments": arguments}).json()["result"]
        for judge in JUDGES:
            answer = seen[judge]["answers"][number]["result"]
            assert answer["content"] == result["content"], (judge, tool)
            assert answer.get("structuredContent") == result.get("structuredContent"), (judge, tool)
            assert answer["isError"] == ("query" in arguments)


def test_all_clients_are_told_that_there_is_no_such_tool(seen):
    number = CALLS.index(["nothing", {}])
    for judge in JUDGES:
        error = seen[judge]["answers"][number]["error"]
        assert error["code"] == -32602 and "nothing" in error["message"]


def inspect(server, *arguments):
    program = packages() / ".bin" / "mcp-inspector"
    return subprocess.run([program, "--cli", server.url + "/mcp", "--transport", "http", *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8", timeout=120, check=False)


def fits_all(said):
    """It warns of what some clients' models may not understand in a schema, such as several types; errors there are none."""
    return said == "" or re.fullmatch(r"Schema portability: 0 errors, \d+ warnings across 8 tools\..*\n", said)


def test_the_inspector_finds_nothing_wrong(server):
    listed = inspect(server, "--method", "tools/list")
    assert listed.returncode == 0 and fits_all(listed.stderr)
    assert json.loads(listed.stdout)["tools"] == legacy(server, "tools/list").json()["result"]["tools"]
    called = inspect(server, "--method", "tools/call", "--tool-name", "search", "--tool-arg", "q=熊本")
    assert called.returncode == 0 and fits_all(called.stderr)
    expected = legacy(server, "tools/call", {"name": "search", "arguments": {"q": "熊本"}}).json()["result"]
    assert json.loads(called.stdout)["structuredContent"] == expected["structuredContent"]
