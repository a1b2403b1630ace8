"""The API document pleases linters that we did not write, and five generators make clients of it that compile and
fetch.

Needs the npm packages of tests/http/clients, which `make` installs into build/npm (HIRAKU_NPM names another folder),
never into the tree. Where they are not there, says so and skips; with CI=true that is a failure.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
import requests

from test_contract import COMMITTED, ROOT, SAMPLE_KPI

TOOLING = ROOT / "tests" / "http" / "clients"
PACKAGES = pathlib.Path(os.environ.get("HIRAKU_NPM") or ROOT / "build" / "npm")
CLIENTS = ["fetch", "orval", "codegen", "swagger", "axios"]
OLDEST_NODE_OF_REDOCLY = (20, 19)

GENERATORS = [
    "node_modules/.bin/openapi-typescript hiraku.json -o generated/fetch.ts",
    "node_modules/.bin/orval --config orval.config.js",
    "node node_modules/openapi-typescript-codegen/bin/index.js --input hiraku.json --output generated/codegen "
    "--client fetch --useOptions --useUnionTypes",
    "node_modules/.bin/swagger-typescript-api generate -p hiraku.json -o generated -n swagger.ts --generate-union-enums",
    "node_modules/.bin/typegen hiraku.json >generated/axios.d.ts",
]


def call(folder, command, timeout=500):
    environment = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
                   "NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}
    return subprocess.run(["sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=timeout, check=False)


def node_version():
    shown = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return tuple(int(part) for part in re.findall(r"\d+", shown)[:2])


@pytest.fixture(scope="module")
def tools(run, tmp_path_factory):
    """A folder with the packages, our files and the document of this very program."""
    lock = (TOOLING / "package-lock.json").read_bytes()
    installed = PACKAGES / "installed"
    if not shutil.which("node") or not installed.exists() or installed.read_bytes() != lock:
        reason = f"the npm packages of tests/http/clients are not in {PACKAGES}: type  make npm"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("clients")
    for path in TOOLING.iterdir():
        shutil.copy(path, folder)
    (folder / "node_modules").symlink_to(PACKAGES.resolve() / "node_modules")
    (folder / "generated").mkdir()
    (folder / "hiraku.json").write_text(run("openapi").stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def spoiled(tools):
    """One operation of the document with a parameter that nothing describes, a text without limit, and no name."""
    document = json.loads(json.dumps({**COMMITTED, "paths": {"/v1/search": COMMITTED["paths"]["/v1/search"]}}))
    document["components"]["parameters"] = {name: one for name, one in document["components"]["parameters"].items()
                                            if one["in"] == "header"}
    search = document["paths"]["/v1/search"]["get"]
    del search["operationId"]
    del search["parameters"][0]["schema"]["maxLength"]
    search["parameters"].append({"name": "id", "in": "path", "required": True, "schema": {"type": "boolean"}})
    (tools / "spoiled.json").write_text(json.dumps(document), encoding="utf-8")
    return "spoiled.json"


@pytest.fixture(scope="module")
def work(tools):
    """All that takes long, on two processors: name → its end."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        generated = [pool.submit(call, tools, command) for command in GENERATORS]
        ends = {"spectral": pool.submit(spectral, tools, "hiraku.json")}
        concurrent.futures.wait(generated)
        for one in generated:
            assert one.result().returncode == 0, one.result().stdout + one.result().stderr
        ends["compiled"] = pool.submit(call, tools, "node_modules/.bin/tsc -p .")
    return {name: end.result() for name, end in ends.items()}


def redocly(folder, name):
    if node_version() < OLDEST_NODE_OF_REDOCLY:
        pytest.skip(f"Redocly needs Node {'.'.join(map(str, OLDEST_NODE_OF_REDOCLY))} or later")
    done = call(folder, f"node_modules/.bin/redocly lint --config redocly.yaml --format=json {name}")
    return [(one["ruleId"], one["message"], one["location"][0].get("pointer"))
            for one in json.loads(done.stdout)["problems"]]


def spectral(folder, name):
    done = call(folder, "node_modules/.bin/spectral lint --quiet -r spectral.yaml -f json --fail-severity=hint " + name)
    assert done.stdout.startswith("["), done.stdout + done.stderr
    found = json.JSONDecoder().raw_decode(done.stdout)[0]
    return [(one["code"], one["message"], "/".join(map(str, one["path"]))) for one in found]


def test_redocly_finds_nothing(tools):
    assert redocly(tools, "hiraku.json") == []


def test_redocly_would_find_what_is_wrong(tools, spoiled):
    assert {"operation-operationId", "path-parameters-defined"} <= {rule for rule, _, _ in redocly(tools, spoiled)}


def test_spectral_finds_nothing_by_its_rules_and_those_of_owasp(work):
    assert work["spectral"] == []


def test_spectral_would_find_what_is_wrong(tools, spoiled):
    assert {"operation-operationId", "owasp:api4:2023-string-limit"} <= {rule for rule, _, _ in spectral(tools, spoiled)}


def test_no_rule_of_redocly_and_of_spectral_is_switched_off():
    settings = [(TOOLING / name).read_text(encoding="utf-8") for name in ("redocly.yaml", "spectral.yaml")]
    off = re.findall(r'^\s*"?([\w:-]+)"?: off', "\n".join(settings), re.MULTILINE)
    assert off and all(rule.startswith("owasp:") for rule in off)


def test_five_clients_compile(work):
    assert work["compiled"].stdout == "" and work["compiled"].returncode == 0


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_finds_what_the_service_says(client, tools, work, server):
    def get(target):
        return requests.get(server.url + target, timeout=60).json()

    done = call(tools, f"node out/{client}.js {server.url} {SAMPLE_KPI}")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["ids"] == [one["id"] for one in get("/v1/programs?limit=3&sort=-id")["items"]]
    assert found["total"] == get("/v1/programs?kind=plan,project")["total"] > get("/v1/programs?kind=plan")["total"] > 0
    assert found["name"] == get(f"/v1/programs/{found['ids'][0]}")["name_ja"]
    assert found["values"] == [one["value"] for one in get(f"/v1/kpis/{SAMPLE_KPI}/series")["items"]] != []
    assert found["problem"] == "limit"


def test_a_mistake_in_a_client_does_not_compile(tools, work):
    source = (TOOLING / "fetch.ts").read_text(encoding="utf-8")
    (tools / "wrong.ts").write_text(source.replace('sort: ["-id"]', 'sort: ["-nothing"]'), encoding="utf-8")
    (tools / "wrong.json").write_text('{"extends": "./tsconfig.json", "include": ["wrong.ts"]}')
    compiled = call(tools, "node_modules/.bin/tsc --noEmit -p wrong.json")
    assert compiled.returncode != 0 and '"-nothing"' in compiled.stdout


@pytest.mark.parametrize("tooling", [TOOLING, TOOLING.parent / "portaljs"])
def test_the_lock_file_names_no_place_to_download_from(tooling):
    lock = (tooling / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock and '"integrity"' in lock
