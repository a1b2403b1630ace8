"""The first steps of CONTRIBUTING.md work as they stand: a column, a type, a table, a format, a handler and the rest.

A copy of the tree gets every piece of code of these chapters, is built, publishes an instance that uses them, and must
show them in every format and in the API document: no other file knows tables or columns.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import types
import urllib.error
import urllib.request
import xml.etree.ElementTree

import pytest

import city

ROOT = city.ROOT
STEP = re.compile(r"<!-- (file|line): (\S+)(?: before (.+?))? -->\n```(?:c|json)\n(.*?)```\n", re.DOTALL)
STEPS = STEP.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
MOTTO = "小さく試す & <速く直す>"
DCT_TITLE = "{http://purl.org/dc/terms/}title"
SLOGAN = "{https://schema.org/}slogan"


def copy_tree(folder):
    """The files of the repository, tracked or not yet, without what is ignored."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "-c", "-o",
                                 "--exclude-standard"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    else:
        names = [str(path.relative_to(ROOT)) for part in ("api", "include", "exporters", "openapi", "contrib/instances", "Makefile")
                 for path in [ROOT / part, *(ROOT / part).rglob("*")] if path.is_file()]
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def insert(path, before, text):
    """Puts `text` before the first line that holds `before`."""
    content = path.read_text(encoding="utf-8")
    at = content.index(before)
    at = content.rfind("\n", 0, at) + 1
    path.write_text(content[:at] + text + content[at:], encoding="utf-8")


def changed_lines(folder):
    """{file: (lines added, lines removed)} against the original tree."""
    found = {}
    for path in sorted([*folder.rglob("*.[ch]"), folder / "openapi" / "base.json"]):
        original = ROOT / path.relative_to(folder)
        ours = path.read_text(encoding="utf-8").split("\n")
        theirs = original.read_text(encoding="utf-8").split("\n") if original.exists() else []
        if ours != theirs:
            found[str(path.relative_to(folder))] = (len([line for line in ours if line not in theirs]),
                                                    len([line for line in theirs if line not in ours]))
    return found


def build(folder):
    """Builds without what an outer make may have handed down."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "BUILD", "CFLAGS",
                                   "HARDEN", "SANITIZE", "CC", "V")}
    done = subprocess.run(["make", "-j2", f"BUILD={folder}/build", "CFLAGS=-O0"], cwd=folder, env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    return folder / "build" / "hiraku"


def write_instance(folder):
    city.copy_of_template(folder)
    path = folder / "data" / "startups.csv"
    rows = city.read_rows(path)
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*rows[0], "motto", "post_code"])
        writer.writeheader()
        writer.writerows({**row, "motto": MOTTO, "post_code": "231-0005"} for row in rows)
    (folder / "data" / "mentors.csv").write_text(
        "id,name_ja,startup,source\n"
        f"old-hand,先達の会,{rows[0]['id']},{rows[0]['source']}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    base = tmp_path_factory.mktemp("fork")
    tree = copy_tree(base / "tree")
    for kind, path, before, code in STEPS:
        if kind == "file":
            (tree / path).write_text(code, encoding="utf-8")
        else:
            insert(tree / path, before, code)
    changes = changed_lines(tree)
    program = build(tree)

    def run(*arguments):
        done = subprocess.run([program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("publish", "--store", base / "store", write_instance(base / "city"))
    yield types.SimpleNamespace(run=run, store=base / "store", program=program, changes=changes)
    shutil.rmtree(tree)


def export(fork, table, form):
    return fork.run("export", "--store", fork.store, "--format", form, table)


def test_a_step_is_files_of_its_own_and_lines_that_register_them(fork):
    """A line of the steps is a line of code: no file but new ones grows by more than its registrations."""
    registered = {path: sum(step[3].count("\n") for step in STEPS if step[1] == path)
                  for kind, path, _, _ in STEPS if kind == "line"}
    assert [name for name, most in registered.items() if not 0 < fork.changes[name][0] <= most] == []
    assert {name for name in fork.changes} == {path for _, path, _, _ in STEPS}


def test_new_column_is_in_csv(fork):
    rows = list(csv.DictReader(io.StringIO(export(fork, "startups", "csv"))))
    assert [row["motto"] for row in rows] == [MOTTO]


def test_new_column_is_in_json(fork):
    assert [item["motto"] for item in json.loads(export(fork, "startups", "json"))["items"]] == [MOTTO]


def test_new_column_is_in_rdf(fork):
    graph = xml.etree.ElementTree.fromstring(export(fork, "startups", "rdf").encode())
    assert [element.text for element in graph.iter(SLOGAN)] == [MOTTO]


def test_new_column_is_in_the_api_document(fork):
    document = json.loads(fork.run("openapi"))
    properties = document["components"]["schemas"]["Startup"]["properties"]
    assert properties["motto"]["title"] == "motto" and properties["motto"]["x-title-ja"] == "標語"
    assert properties["motto"]["x-description-ja"] == "企業が自らを語る言葉。"
    assert any("motto" in key for key in document["components"]["parameters"])


def test_new_type_is_in_the_api_document_and_in_json(fork):
    properties = json.loads(fork.run("openapi"))["components"]["schemas"]["Startup"]["properties"]
    assert properties["post_code"]["pattern"] == "^[0-9]{3}-[0-9]{4}$"
    assert [item["post_code"] for item in json.loads(export(fork, "startups", "json"))["items"]] == ["231-0005"]


def test_new_type_is_checked(fork, tmp_path):
    path = write_instance(tmp_path / "city") / "data" / "startups.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("231-0005", "2310005"), encoding="utf-8")
    done = subprocess.run([fork.program, "check", "--json", path.parent.parent], stdout=subprocess.PIPE, check=False)
    found = [one for one in json.loads(done.stdout)["findings"] if one["severity"] == "error"]
    assert [(one["value"], one["expected"]) for one in found] == [("2310005", "231-0005")]


def test_new_type_is_filtered(fork, serve, monkeypatch):
    monkeypatch.setenv("HIRAKU", str(fork.program))
    with serve(fork.store) as server:
        with urllib.request.urlopen(server.url + "/v1/startups?post_code__startswith=231", timeout=30) as answer:
            assert len(json.load(answer)["items"]) == 1
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(server.url + "/v1/startups?post_code=2310005", timeout=30)
        assert json.load(refused.value)["errors"][0]["allowed"] == ["231-0005"]


def test_new_table_is_in_csv(fork):
    rows = list(csv.DictReader(io.StringIO(export(fork, "mentors", "csv"))))
    assert [(row["id"], row["name_ja"]) for row in rows] == [("old-hand", "先達の会")]


def test_new_table_is_in_json(fork):
    item = json.loads(export(fork, "mentors", "json"))["items"][0]
    assert item["name_ja"] == "先達の会" and item["startup_url"].endswith(f"/startups/{item['startup']}")


def test_new_table_is_in_rdf(fork):
    graph = xml.etree.ElementTree.fromstring(export(fork, "mentors", "rdf").encode())
    assert "先達の会" in [element.text for element in graph.iter(DCT_TITLE)]


def test_new_table_is_in_the_api_document(fork):
    document = json.loads(fork.run("openapi"))
    assert "/v1/mentors" in document["paths"]
    assert "startup" in document["components"]["schemas"]["Mentor"]["properties"]


def test_new_column_and_table_are_served_and_filtered(fork, serve, monkeypatch):
    monkeypatch.setenv("HIRAKU", str(fork.program))
    with serve(fork.store) as server:
        def items(path):
            with urllib.request.urlopen(server.url + path, timeout=30) as answer:
                return json.load(answer)["items"]
        assert [item["id"] for item in items("/v1/mentors")] == ["old-hand"]
        assert len(items("/v1/startups?motto=" + urllib.request.quote(MOTTO))) == 1
        assert items("/v1/startups?motto=other") == []


def test_new_format_has_the_cells_of_the_csv(fork):
    lines = export(fork, "startups", "tsv").splitlines()
    rows = list(csv.reader(io.StringIO(export(fork, "startups", "csv").lstrip("\ufeff"))))
    assert [line.split("\t") for line in lines] == [[re.sub(r"[\t\r\n]", " ", cell) for cell in row] for row in rows]


def test_new_format_is_in_the_api_document(fork):
    operation = json.loads(fork.run("openapi"))["paths"]["/v1/{table}/{id}.{form}"]["get"]
    assert operation["responses"]["200"]["content"]["text/tab-separated-values"]["x-suffix"] == "tsv"


def test_new_format_is_negotiated(fork, serve, monkeypatch):
    monkeypatch.setenv("HIRAKU", str(fork.program))
    with serve(fork.store) as server:
        request = urllib.request.Request(server.url + "/v1/startups", headers={"Accept": "text/tab-separated-values"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.headers["Content-Type"] == "text/tab-separated-values; charset=utf-8"
            assert answer.read().decode() == export(fork, "startups", "tsv")


def test_new_handler_answers_and_is_not_asked_twice(fork, serve, monkeypatch):
    monkeypatch.setenv("HIRAKU", str(fork.program))
    with serve(fork.store) as server:
        with urllib.request.urlopen(server.url + "/v1/tables", timeout=30) as answer:
            assert "mentors" in json.load(answer)
            etag = answer.headers["ETag"]
        request = urllib.request.Request(server.url + "/v1/tables", headers={"If-None-Match": etag})
        with pytest.raises(urllib.error.HTTPError) as same:
            urllib.request.urlopen(request, timeout=30)
        assert same.value.code == 304


def test_new_artifact_is_made_listed_and_sent(fork, serve, monkeypatch):
    monkeypatch.setenv("HIRAKU", str(fork.program))
    with serve(fork.store) as server:
        with urllib.request.urlopen(server.url + "/v1/downloads.json", timeout=30) as answer:
            urls = re.findall(r'"([^"]*columns\.txt)"', answer.read().decode())
        with urllib.request.urlopen(urls[0] if urls[0].startswith("http") else f"{server.url}/v1/downloads/{urls[0]}", timeout=30) as answer:
            assert "startups.motto\tWhat the firm says of itself.\n" in answer.read().decode()
