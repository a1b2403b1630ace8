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
from mcp_client import CALLS, FAULTS, client_arguments, legacy, modern

PACKAGES = pathlib.Path(os.environ.get("HIRAKU_NPM") or ROOT / "build" / "npm")
JUDGES = ["v1", "v2", "auto"]


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
    done = subprocess.run(["node", "mcp.mjs", *client_arguments(server.url + "/mcp")], cwd=folder, stdout=subprocess.PIPE,
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


@pytest.mark.parametrize("judge", JUDGES)
def test_all_clients_are_told_what_was_wrong_with_a_request(seen, judge):
    """Spoilt on its way. Both SDKs tell the status, and the code as a number or in the text of the answer."""
    thrown = seen[judge]["thrown"]
    assert len(thrown) == len(FAULTS[judge])
    for one, (fault, number, code) in zip(thrown, FAULTS[judge]):
        told = re.search(r'"code":(-?\d+)', one["error"]["message"])
        assert (one["status"], int(told.group(1)) if told else one["error"]["code"]) == (number, code), (fault, one)
    unknown = [one["error"]["data"] for one, (_, _, code) in zip(thrown, FAULTS[judge]) if code == -32022]
    assert unknown in ([], [{"supported": ["2026-07-28"], "requested": "2099-01-01"}])


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


@pytest.mark.parametrize("tool, arguments", [call for call in CALLS if call[0] != "nothing"])
def test_the_inspector_finds_nothing_wrong_with_an_answer(server, tool, arguments):
    given = [word for name, value in arguments.items()
             for word in ("--tool-arg", f"{name}={value if isinstance(value, str) else json.dumps(value)}")]
    called = inspect(server, "--method", "tools/call", "--tool-name", tool, *given)
    expected = legacy(server, "tools/call", {"name": tool, "arguments": arguments}).json()["result"]
    answer = json.loads(called.stdout)
    assert (answer.get("structuredContent"), answer["content"]) == (expected.get("structuredContent"), expected["content"])
    if expected.get("isError"):
        assert called.returncode != 0 and json.loads(called.stderr.splitlines()[-1])["error"]["code"] == "tool_is_error"
    else:
        assert called.returncode == 0 and fits_all(called.stderr)
