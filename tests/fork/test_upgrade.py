"""A newer version over an older store: nobody edits anything, and what has to be made anew is, or the command is named.

The newer program is that of the tree with another version number, alone or with one column more: few files, compiled anew
and linked before the library. The store is made by the program of the tree, which is version 0.1.0.
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess

import pytest

from conftest import support

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "contrib" / "instances" / "template"
OLD, NEW = "0.1.0", "0.2.0"
COLUMN = '    COLUMN_TEXT("motto", 300, COL_SEARCH, "標語", "motto", "企業の言葉。", "What it says.", "schema:slogan"),\n'


def make_newer(folder, column=COLUMN):
    build = pathlib.Path(os.environ["HIRAKU"]).parent
    startups = (ROOT / "api/model/tables/startups.c").read_text(encoding="utf-8")
    assert startups.count("COLUMN_SUMMARY") == 1
    (folder / "startups.c").write_text(re.sub(r"^( *COLUMN_SUMMARY)", column + r"\1", startups, flags=re.M), encoding="utf-8")
    names = (ROOT / "Makefile").read_text().split("LIBRARIES      := ")[1].split("\n")[0].split()
    ask = lambda what: shlex.split(subprocess.run(["pkg-config", what, *names], capture_output=True, text=True, check=True).stdout)
    flags = ["-std=c11", "-D_GNU_SOURCE", f'-DHIRAKU_VERSION="{NEW}"', "-O1", f"-I{ROOT}/include", f"-I{ROOT}/api/model/tables",
             f"-I{ROOT}/api/release", *ask("--cflags")]
    sources = [folder / "startups.c", *(ROOT / path for path in subprocess.run(
        ["grep", "-rl", "HIRAKU_VERSION", "api", "exporters", "--include=*.c"], cwd=ROOT, capture_output=True, text=True,
        check=True).stdout.split() if path != "api/main.c")]
    subprocess.run(["cc", *flags, "-o", folder / "hiraku", build / "obj/api/main.o", *sources, build / "libhiraku.a",
                    *ask("--libs"), "-lm", "-pthread"], check=True)
    return folder / "hiraku"


@pytest.fixture(scope="module")
def newer(tmp_path_factory):
    if support.is_instrumented():
        pytest.skip("the library is linked without the sanitizer here")
    return make_newer(tmp_path_factory.mktemp("newer"))


@pytest.fixture(scope="module")
def patched(tmp_path_factory):
    """The next version with the same tables."""
    if support.is_instrumented():
        pytest.skip("the library is linked without the sanitizer here")
    return make_newer(tmp_path_factory.mktemp("patched"), "")


@pytest.fixture
def instance(tmp_path):
    folder = tmp_path / "instance"
    shutil.copytree(TEMPLATE, folder)
    for path in (TEMPLATE / "examples").glob("*.csv"):
        shutil.copy(path, folder / "data")
    return folder


@pytest.fixture
def store(instance, tmp_path, publish):
    publish(tmp_path / "store", instance)
    return tmp_path / "store"


def tool(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=60,
                          env=support.clean_environment(), check=False)


def findings(program, store):
    return {one["finding"]: one["command"] for one in json.loads(tool(program, "doctor", "--json", store).stdout)["findings"]}


def exported(program, store):
    return tool(program, "export", "--store", store, "--format", "csv", "observations").stdout


def test_the_newer_program_is_another_version(newer, hiraku):
    assert tool(newer, "--version").stdout.split()[1].strip() == NEW
    assert tool(hiraku, "--version").stdout.split()[1].strip() == OLD


def test_what_the_newer_program_says_leads_to_a_store_that_it_serves(newer, hiraku, store, instance, serve, monkeypatch):
    """The server and rebuild name the next command each; publishing brings the new column, and nothing else changes."""
    before = exported(hiraku, store)
    refused = tool(newer, "serve", "--store", store, "--listen", "127.0.0.1:0")
    assert refused.returncode != 0
    assert f"hiraku rebuild --store {store}" in refused.stderr
    rebuilt = tool(newer, "rebuild", "--store", store)
    assert rebuilt.returncode == 1
    assert f"hiraku publish --store {store} FOLDER-OF-THE-DATA" in rebuilt.stderr
    assert "Restore it from a copy" not in rebuilt.stderr
    found = findings(newer, store)
    assert found == {"other-tables": f"hiraku publish --store {store} FOLDER-OF-THE-DATA"}
    done = tool(newer, *shlex.split(found["other-tables"].replace("FOLDER-OF-THE-DATA", str(instance)))[1:], "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert (told["added"], told["removed"], told["modified"]) == (0, 0, 0)
    assert findings(newer, store) == {}
    assert exported(newer, store) == before
    monkeypatch.setenv("HIRAKU", str(newer))
    with serve(store) as server:
        header = support.fetch(server, "/v1/startups.csv").text.splitlines()[0]
        assert support.fetch(server, "/v1/releases/1/changes.json").status_code == 200
    assert "motto" in header.split(",")
    assert tool(newer, "verify", "--store", store).returncode == 0


def test_with_the_same_tables_the_server_goes_on_and_rebuild_is_enough(patched, hiraku, store, serve, monkeypatch):
    before = exported(hiraku, store)
    found = findings(patched, store)
    assert found == {"other-program": f"hiraku rebuild --store {store}"}
    monkeypatch.setenv("HIRAKU", str(patched))
    with serve(store) as server:
        assert support.fetch(server, "/v1/observations.csv").status_code == 200
    assert tool(patched, *shlex.split(found["other-program"])[1:]).returncode == 0
    assert findings(patched, store) == {}
    assert exported(patched, store) == before


def test_publishing_makes_derived_files_anew_by_itself(patched, store, instance):
    done = tool(patched, "publish", "--json", "--store", store, instance)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["changed"], told["rebuilt"]) == (False, True)
    assert findings(patched, store) == {}


def test_the_instance_needs_no_edit(newer, instance, hiraku):
    reports = [json.loads(tool(program, "check", "--json", instance).stdout) for program in (hiraku, newer)]
    assert [(report["errors"], report["warnings"]) for report in reports] == [(0, 0), (0, 0)]
