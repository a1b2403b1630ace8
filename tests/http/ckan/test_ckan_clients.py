"""What clients of CKAN make of the Action API: npm's ckan, @portaljs/ckan and the mapper of Frictionless as they are published,
the calls of others (ckanapi 4.11, ckanr 0.8.1, ckan-mcp-server) as they were recorded, and calls that are no calls."""

import json
import os
import pathlib
import random
import shutil
import subprocess

import pytest
import requests

from ckan_client import API

ROOT = pathlib.Path(__file__).parents[3]
JSON_TYPE = {"Content-Type": "application/json"}


def told_by(script, packages, server, folder):
    """What a script for Node tells, with packages of npm."""
    packages = pathlib.Path(os.environ.get("HIRAKU_NPM", ROOT / "build" / "npm")) / packages
    if not packages.is_dir():
        pytest.skip("the npm packages are not installed (make npm)")
    (folder / "node_modules").symlink_to(packages)
    shutil.copy(ROOT / "tests" / "http" / script, folder)
    done = subprocess.run(["node", pathlib.Path(script).name, server.url], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=120)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def judged(server, tmp_path_factory):
    return told_by("clients/ckan.mjs", "node_modules", server, tmp_path_factory.mktemp("ckan"))


@pytest.fixture(scope="module")
def portal(server, tmp_path_factory):
    return told_by("portaljs/portaljs.mjs", "portaljs/node_modules", server, tmp_path_factory.mktemp("portaljs"))


def test_the_client_of_npm_finds_datasets_and_rows(judged):
    assert (judged["count"], judged["name"], judged["shown"]) == (1, "kpis", "observations")
    assert [row["_id"] for row in judged["rows"]["hits"]] == [4, 5] and judged["rows"]["total"] == 99


def test_the_client_of_npm_knows_what_went_wrong(judged):
    """It tells status and body."""
    assert "404" in json.dumps(judged["missing"]) and "Not Found Error" in json.dumps(judged["missing"])
    assert "409" in json.dumps(judged["wrong"]) and "filters" in json.dumps(judged["wrong"])


def test_the_mapper_of_frictionless_makes_a_package(judged):
    package = judged["package"]
    assert (package["name"], package["title"]) == ("observations", "観測値（hiraku サンプル）")
    assert package["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    csv = next(one for one in package["resources"] if one["name"] == "observations.csv")
    assert csv["path"].endswith("/v1/downloads/observations.csv") and csv["mediatype"] == "text/csv" and csv["bytes"] > 0
    assert judged["resource"]["name"] == "observations.excel.csv"


def test_portaljs_lists_searches_and_shows(portal, server):
    names = requests.get(server.url + API + "package_list", timeout=60).json()["result"]
    assert portal["names"] == names and len(portal["detailed"]) == 3 and set(portal["detailed"]) <= set(names)
    assert portal["found"]["count"] >= len(portal["found"]["names"]) == 2
    assert portal["shown"]["name"] == "kpis" and "CSV" in portal["shown"]["formats"]
    assert portal["groups"] == [[], []] and portal["publishers"][0] == ["000001"] and portal["publishers"][1][0]
    assert portal["publisher"] == len(names) and "KPI" in portal["tags"] and "CSV" in portal["formats"]


def test_portaljs_has_all_rows_of_a_resource(portal, server):
    """It asks for 32,000 by the name of CKAN's oldest clients."""
    rows = requests.get(server.url + "/v1/kpis?limit=1000", timeout=60).json()["items"]
    assert portal["rows"] == len(rows) and sorted(portal["names_ja"]) == sorted(row["name_ja"] for row in rows)
    assert portal["resource"] == "kpis.csv" and portal["info"]


# (client, method, address, body, what the answer must have)
RECORDED = [
    ("ckanapi", "POST", "package_list", "{}", lambda result: "kpis" in result),
    ("ckanapi", "POST", "package_show", '{"id": "kpis"}', lambda result: result["name"] == "kpis"),
    ("ckanapi", "POST", "package_search", '{"q": "", "rows": 1000, "start": 0}', lambda result: len(result["results"]) == result["count"]),
    ("ckanapi", "POST", "organization_list", '{"all_fields": true, "limit": 25, "offset": 0}', lambda result: result[0]["name"] == "000001"),
    ("ckanapi", "POST", "organization_show", '{"id": "000001", "include_users": true}', lambda result: result["title"]),
    ("ckanapi", "POST", "resource_view_list", '{"id": "kpis-csv"}', lambda result: result == []),
    ("ckanapi", "POST", "datastore_search", '{"resource_id": "kpis-csv", "limit": 0}', lambda result: result["fields"][0]["id"] == "_id"),
    ("ckanapi", "GET", "package_show?id=kpis", None, lambda result: result["id"] == "kpis"),
    ("ckanr", "GET", "status_show", None, lambda result: int(result["ckan_version"].replace(".", "")) >= 230),
    ("ckanr", "GET", "package_search?q=*%3A*&rows=2&start=0&facet.limit=100", None, lambda result: len(result["results"]) == 2),
    ("ckanr", "GET", "package_list?offset=0&limit=31", None, lambda result: len(result) == 19),
    ("ckanr", "GET", "tag_list", None, lambda result: "KPI" in result),
    ("ckanr", "GET", "license_list", None, lambda result: result[0]["url"]),
    ("ckanr", "GET", "group_list?offset=0&limit=31&all_fields=TRUE", None, lambda result: result == []),
    ("ckanr", "GET", "resource_show?id=kpis-csv", None, lambda result: result["format"] == "CSV"),
    ("ckanr", "POST", "datastore_search?resource_id=kpis-csv&offset=0&limit=3", None, lambda result: len(result["records"]) == 3),
    ("portaljs", "GET", "current_package_list_with_resources?offset=0&limit=2", None, lambda result: len(result) == 2),
    ("portaljs", "GET", "package_search?start=0&rows=3&fq=organization:(000001)+tags:(KPI)+res_format:(CSV)&q=kpi&sort=score%20desc", None,
     lambda result: len(result["results"]) == 3),
    ("portaljs", "GET", "organization_list?all_fields=True", None, lambda result: result[0]["package_count"] == 19),
    ("portaljs", "GET", "organization_show?id=000001&include_datasets=True", None, lambda result: len(result["packages"]) == 19),
    ("portaljs", "GET", "tag_list?all_fields=True", None, lambda result: result[0]["display_name"]),
    ("portaljs", "POST", "datastore_search", '{"id":"kpis-csv","limit":"32000"}', lambda result: len(result["records"]) == result["total"]),
    ("portaljs", "POST", "datastore_info", '{"resource_id":"kpis-csv"}', lambda result: result["meta"]["count"] == 40),
    ("ckan-mcp-server", "GET", "package_search?q=title%3A%E8%A6%B3%E6%B8%AC%E5%80%A4&rows=0&facet.field=%5B%22organization%22%2C%22tags%22%5D&facet.limit=-1",
     None, lambda result: result["facets"]["organization"] == {"000001": 1}),
    ("ckan-mcp-server", "GET", "datastore_search?resource_id=kpis-csv&limit=2&offset=0&filters=%7B%22id%22%3A%22nothing-at-all%22%7D", None,
     lambda result: result["records"] == []),
]


@pytest.mark.parametrize("client, method, address, body, good", RECORDED, ids=[f"{one[0]}-{one[2][:40]}" for one in RECORDED])
def test_calls_as_clients_send_them(server, client, method, address, body, good):
    answer = requests.request(method, server.url + API + address, data=body, headers=JSON_TYPE if body else {}, timeout=60)
    assert answer.status_code == 200 and good(answer.json()["result"]), answer.text[:300]


# --- calls that are no calls ---

SEEDS = [
    ("datastore_search", {"resource_id": "observations-csv", "limit": 5, "filters": {"value_type": ["actual", "target"], "value": {"gte": 1.50}}}),
    ("datastore_search", {"id": "kpis", "q": {"name_ja": "人口"}, "fields": ["_id", "id"], "sort": "id desc", "records_format": "csv"}),
    ("package_search", {"q": "name:(kpis OR units) AND -title:\"a b\"", "fq": "res_format:CSV", "facet.field": ["tags"], "rows": 1, "fl": ["id"]}),
    ("package_show", {"id": "kpis"}), ("organization_list", {"all_fields": True, "q": "x"}), ("tag_show", {"id": "KPI"}),
]
STRANGE = [b'{"id":' * 3000, b"[" * 60000, b'{"filters":{"kpi":["' + b'a","' * 9000 + b'"]}}', b'{"q":"' + b"(" * 60000 + b'"}',
           b'{"q":"' + b"a OR " * 9000 + b'"}', b'{"' + b'a":1,"' * 7000 + b'b":1}', b'{"resource_id":"kpis","offset":999999999999999999}',
           b'{"resource_id":"kpis","limit":1e999}', b'{"resource_id":"kpis","filters":{"_id":{"gt":999999999999999}}}',
           b'{"fq_list":' + json.dumps(["name:" + "k" * 1500] * 32).encode() + b"}", b"&".join([b"a=" + b"x" * 200] * 250),
           *(b'{"resource_id":"kpis","%s":"' % name + b"\xe3\x81\x82" * 20000 + b'"}' for name in (b"q", b"nothing", b"sort", b"fields"))]


def mutants(count):
    chance = random.Random(11)
    for number in range(count):
        action, parameters = SEEDS[number % len(SEEDS)]
        body = json.dumps(parameters, ensure_ascii=False).encode()
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(body) + 1)
            piece = chance.choice([b"", bytes([chance.randrange(256)]), b'"', b"{", b"[", b"\\", b"null", b":", b",", b"-1", b"\\u0000", b"(", b"*"])
            body = body[:at] + piece + body[at + chance.randint(0, 4):]
        yield action, body


def test_what_is_no_call_is_refused_and_nothing_breaks(server):
    answers = {}
    with requests.Session() as session:
        for action, body in [*mutants(600), *((action, body) for body in STRANGE for action in ("datastore_search", "package_search"))]:
            kind = "application/x-www-form-urlencoded" if body[:1] == b"a" else "application/json"
            answer = session.post(server.url + API + action, data=body, headers={"Content-Type": kind}, timeout=60)
            answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
            assert answer.status_code in (200, 400, 404, 409), (action, answer.status_code, body[:200])
            told = answer.json()
            assert (isinstance(told, str) and told.startswith("Bad request")) or told["success"] is (answer.status_code == 200)
        assert session.get(server.url + API + "status_show", timeout=60).status_code == 200
    assert min(answers[status] for status in (200, 400, 409)) > 10
