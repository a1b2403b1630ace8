"""The API document pleases linters that we did not write, and a typed client made from it compiles and fetches.

Needs Node 20.19 or later and the npm packages of tests/docs/contract, which are installed beside the program
that is tested, never in the tree. Where Node is older or the packages cannot be had, says so and skips; with
CI=true that is a failure.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from test_contract import COMMITTED, ROOT

TOOLING = ROOT / "tests" / "docs" / "contract"
OLDEST_NODE = (20, 19)


def cannot(reason):
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def node_version():
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return None
    shown = subprocess.run([node, "--version"], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return tuple(int(part) for part in re.findall(r"\d+", shown)[:2])


def call(folder, *command, timeout=300):
    environment = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
                   "NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8", timeout=timeout, check=False)


@pytest.fixture(scope="module")
def tools(run, hiraku):
    """A folder with the packages, our files and the document of this very program."""
    version = node_version()
    if version is None or version < OLDEST_NODE:
        cannot(f"Node {'.'.join(map(str, OLDEST_NODE))} or later is needed to check the API document; found: {version}")
    folder = pathlib.Path(hiraku).resolve().parent / "contract"
    folder.mkdir(exist_ok=True)
    for path in TOOLING.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    wanted = hashlib.sha256((TOOLING / "package-lock.json").read_bytes()).hexdigest()
    mark = folder / "installed"
    if not mark.exists() or mark.read_text() != wanted:
        done = call(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        if done.returncode != 0:
            cannot(f"the npm packages of tests/docs/contract cannot be installed: {done.stderr[-500:]}")
        mark.write_text(wanted)
    (folder / "hiraku.json").write_text(run("openapi").stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def client(tools):
    """The client, compiled."""
    made = call(tools, "node_modules/.bin/openapi-typescript", "hiraku.json", "-o", "hiraku.ts")
    assert made.returncode == 0, made.stdout + made.stderr
    compiled = call(tools, "node_modules/.bin/tsc", "-p", ".")
    assert compiled.returncode == 0, compiled.stdout
    return tools / "out" / "client.js"


def redocly(folder, name):
    done = call(folder, "node_modules/.bin/redocly", "lint", "--config", "redocly.yaml", "--format=json", name)
    return [(one["ruleId"], one["message"], one["location"][0].get("pointer"))
            for one in json.loads(done.stdout)["problems"]]


def spectral(folder, name):
    done = call(folder, "node_modules/.bin/spectral", "lint", "--quiet", "-r", "spectral.yaml", "-f", "json",
                "--fail-severity=hint", name)
    assert done.stdout.startswith("["), done.stdout + done.stderr
    found = json.JSONDecoder().raw_decode(done.stdout)[0]
    return [(one["code"], one["message"], "/".join(map(str, one["path"]))) for one in found]


@pytest.fixture(scope="module")
def spoiled(tools):
    """The document with a parameter that nothing describes and a text without limit."""
    document = json.loads(json.dumps(COMMITTED))
    search = document["paths"]["/v1/search"]["get"]
    del search["operationId"]
    del search["parameters"][0]["schema"]["maxLength"]
    search["parameters"].append({"name": "id", "in": "path", "required": True, "schema": {"type": "boolean"}})
    (tools / "spoiled.json").write_text(json.dumps(document), encoding="utf-8")
    return "spoiled.json"


def test_redocly_finds_nothing(tools):
    assert redocly(tools, "hiraku.json") == []


def test_redocly_would_find_what_is_wrong(tools, spoiled):
    assert {"operation-operationId", "path-parameters-defined"} <= {rule for rule, _, _ in redocly(tools, spoiled)}


def test_spectral_finds_nothing_by_its_rules_and_those_of_owasp(tools):
    assert spectral(tools, "hiraku.json") == []


def test_spectral_would_find_what_is_wrong(tools, spoiled):
    assert {"operation-operationId", "owasp:api4:2023-string-limit"} <= {rule for rule, _, _ in spectral(tools, spoiled)}


def test_a_client_typed_by_the_document_compiles_and_fetches(tools, client, server):
    done = call(tools, "node", client, server.url)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["ids"] == sorted(found["ids"], reverse=True) and found["total"] > 0
    assert found["name"] and found["found"] > 0 and found["groups"] > 1 and len(found["values"]) == 3


def test_a_mistake_in_the_client_does_not_compile(tools, client):
    source = (TOOLING / "client.ts").read_text(encoding="utf-8")
    (tools / "wrong.ts").write_text(source.replace('value_type: ["actual"]', 'value_type: ["real"]'), encoding="utf-8")
    (tools / "wrong.json").write_text('{"extends": "./tsconfig.json", "files": ["wrong.ts", "node.d.ts"]}')
    compiled = call(tools, "node_modules/.bin/tsc", "--noEmit", "-p", "wrong.json")
    assert compiled.returncode != 0 and '"real"' in compiled.stdout


def test_the_lock_file_names_no_place_to_download_from():
    lock = (TOOLING / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock and '"integrity"' in lock
