"""The API document is true: committed as generated, every example works, every answer is as described."""

import json
import pathlib
import re

import pytest
import requests

import contract

ROOT = pathlib.Path(__file__).resolve().parents[3]
COMMITTED = json.loads((ROOT / "openapi" / "hiraku.json").read_text(encoding="utf-8"))
CONTRACT = contract.Contract(COMMITTED)
SAMPLE_KPI = CONTRACT.parameters(CONTRACT.operation("getKpiSeries")[1], "path")[0]["example"]
OPERATIONS = [pytest.param(path, operation, id=operation["operationId"])
              for path, operation in CONTRACT.operations()]
LISTS = [one for one in OPERATIONS if one.id.startswith(("list", "export")) and one.values[1]["tags"][0] in one.values[0]
         and "{" not in one.values[0]]


@pytest.fixture(scope="module")
def session():
    with requests.Session() as one:
        yield one


@pytest.fixture(scope="module")
def formats(server):
    """{suffix: media type} of every form of rows."""
    return {form["suffix"]: form["media_type"].split(";")[0] for form in requests.get(server.url + "/", timeout=60).json()["formats"]}


@pytest.fixture(scope="module")
def served(server):
    return requests.get(server.url + "/v1/openapi.json", timeout=60).json()


def test_the_committed_document_is_what_the_program_writes(run):
    assert run("openapi").stdout == (ROOT / "openapi" / "hiraku.json").read_text(encoding="utf-8"), \
        "make BUILD/hiraku && BUILD/hiraku openapi > openapi/hiraku.json"


def test_the_introduction_names_the_same_in_both_languages(server):
    """Each paragraph: what stands between backquotes, but for what is a word of the language."""
    named = []
    for language in ("ja", "en"):
        text = requests.get(f"{server.url}/v1/openapi.json?lang={language}", timeout=60).json()["info"]["description"]
        named.append([{code for code in re.findall("`([^`]+)`", part) if "operator=" not in code and "演算子" not in code}
                      for part in text.split("\n\n")])
    assert named[0] == named[1]


def test_every_route_is_documented(formats):
    table = re.compile(r"const struct route \w+\[\] = \{(.*?)\n\};", re.DOTALL)
    rows, = (found.group(1) for path in (ROOT / "api" / "http").rglob("*.c") if (found := table.search(path.read_text(encoding="utf-8"))))
    routes = set(re.findall(r'\{"([^"]+)",', rows))
    tables = {tag["name"] for tag in COMMITTED["tags"]} - {"service", "things", "history", "protocols"}
    documented = set()
    for path in COMMITTED["paths"]:
        parts = path.split("/")
        if len(parts) > 2 and parts[1] == "v1":
            parts = [re.sub(r"^\w+", "{table}", part) if part.split(".")[0] in tables and "{kpi}" not in path else part
                     for part in parts]
        documented.add("/".join(parts))
    suffixes = {"{graph}", "{form}", *formats, *" ".join(re.findall(r'\.forms = "([^"*]*)"', rows)).split()}
    known = {path.rpartition(".")[0] if path.rpartition(".")[2] in suffixes else path for path in documented}
    # Pages for people show what the paths below /v1 give to programs; files that they name are not everywhere.
    pages = {row.split('"')[0] for row in rows.split('\n    {"') if re.search(r'\.forms = "html"', row)}
    pages |= {"/cards/{file}", "/docs/{hash}/{file}", "/site/{release}/{hash}/{file}"}
    # The Action API has two addresses, and one description.
    assert "/{table}" in pages and routes - pages - {"/api/action/{action}"} <= known <= routes


def test_names_of_components_differ_in_more_than_case():
    """Generators of clients write a file for each, of whatever kind."""
    names = [name.lower() for kind, components in COMMITTED["components"].items() if kind in ("schemas", "parameters")
             for name in components]
    assert len(names) == len(set(names))


def test_the_served_document_is_that_of_the_instance(served, server, sample_store):
    instance = requests.get(server.url + "/v1/instance", timeout=60).json()
    assert served["servers"][0]["url"] == instance["base_url"]
    assert served["info"]["title"] == (instance["title_en"] or instance["title_ja"])
    assert set(served["paths"]) == set(COMMITTED["paths"])


def test_the_served_document_holds_no_id_of_the_sample(served, server):
    text = json.dumps(served, ensure_ascii=False)
    for table in ("programs", "startups", "kpis", "sources", "rounds", "pilots"):
        items = requests.get(f"{server.url}/v1/{table}?limit=1000", timeout=60).json()["items"]
        assert [item["id"] for item in items if len(item["id"]) > 8 and item["id"] in text] == []


def skip_without_example(operation, server):
    """A table without a row in the sample, which holds real facts only, has no record to ask for."""
    if all("example" in one for one in CONTRACT.parameters(operation, "path")):
        return
    table = operation["tags"][0]
    if table == "history":
        pytest.skip("the sample has one release, which changes nothing")
    total = requests.get(f"{server.url}/v1/{table}?limit=1", timeout=60).json()["total"]
    assert total == 0, f"x-hiraku-examples.sample of openapi/base.json names no record of {table}"
    pytest.skip(f"the sample has no row of {table}")


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_every_example_is_answered_as_described(path, operation, server, session):
    skip_without_example(operation, server)
    targets = list(CONTRACT.requests(path, operation))
    assert targets
    wrong = []
    for target, _ in targets:
        answer = session.get(server.url + target, timeout=60, allow_redirects=False)
        if answer.status_code not in (200, 303):
            wrong.append((target, answer.status_code, answer.text[:300]))
        wrong += [(target, fault) for fault in CONTRACT.faults(operation, answer)]
    assert wrong == []


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_every_example_request_works(path, operation, server, session):
    for target in operation.get("x-example-requests", []):
        answer = session.get(server.url + target, timeout=60)
        assert answer.status_code == 200, (target, answer.text[:300])
        assert CONTRACT.faults(operation, answer) == [], target


@pytest.mark.parametrize("path, operation", OPERATIONS)
def test_every_form_is_served_by_its_media_type(path, operation, server, session):
    if "200" not in operation["responses"]:
        assert set(operation["responses"]) >= {"303"}
        return
    if operation.get("x-files"):
        return  # a file is what it is, whatever Accept says
    skip_without_example(operation, server)
    content = CONTRACT.response(operation, 200)["content"]
    for media_type, media in content.items():
        suffix = media.get("x-suffix", "")
        target = next(CONTRACT.requests(path.replace("{form}", suffix).replace("{graph}", suffix), operation))[0]
        if asked := media.get("x-parameters"):  # the suffix says csv: it is a parameter that makes it this
            target += ("&" if "?" in target else "?") + asked
        answer = session.get(server.url + target, headers={"Accept": media_type}, timeout=60)
        assert answer.headers["Content-Type"].split(";")[0] == media_type
        assert CONTRACT.faults(operation, answer) == []


@pytest.mark.parametrize("target", ["/v1/programs", "/v1/municipalities/000001", "/v1/instance"])
def test_accept_chooses_the_forms_that_have_a_suffix(target, server, session, formats):
    types = {media_type for path, operation in CONTRACT.operations() if path.startswith(("/v1/{table}.", "/v1/programs"))
             and "{id}" not in path for media_type in CONTRACT.response(operation, 200)["content"]} - {"application/csvm+json"}
    assert types == set(formats.values())
    for media_type in types:
        answer = session.get(server.url + target, headers={"Accept": media_type}, timeout=60)
        assert answer.headers["Content-Type"].split(";")[0] == media_type


@pytest.mark.parametrize("path, operation", LISTS)
def test_every_parameter_of_a_list_is_documented_and_no_other(path, operation, server, session):
    documented = {one["name"] for one in CONTRACT.parameters(operation)
                  if "x-operator" not in one} - {"filters"}
    answer = session.get(f"{server.url}{path}?zzzzzzzz=1", timeout=60)
    allowed = set(answer.json()["errors"][0]["allowed"])
    assert documented - allowed == set()
    assert allowed - documented <= {"q", "include"}, "an option that this table cannot have"


@pytest.mark.parametrize("path, operation", LISTS)
def test_every_column_has_the_operators_that_the_document_says(path, operation, server, session):
    for one in CONTRACT.parameters(operation):
        if "x-operators" in one:
            answer = session.get(f"{server.url}{path}?{one['name']}__zz=1", timeout=60)
            assert answer.json()["errors"][0]["allowed"] == one["x-operators"], one["name"]


def test_filters_that_are_not_listed_match_the_pattern_of_the_object():
    """kpi.municipality and period__notin are parameters though no list of thousands names them."""
    _, operation = CONTRACT.operation("listObservations")
    schema = next(one for one in CONTRACT.parameters(operation) if one["name"] == "filters")["schema"]
    for name in ("kpi.municipality", "kpi.program.municipality__in", "period__notin", "text__contains"):
        assert CONTRACT.schema_errors(schema, {name: "x"}) == [], name
    for name in ("kpi.a.b.c", "period__contains", "nothing", "value.x"):
        assert CONTRACT.schema_errors(schema, {name: "x"}) != [], name


@pytest.mark.parametrize("target", [
    "/v1/kpis/yokohama-oi-kpi1/series?derive=cumulative", "/v1/kpis/yokohama-oi-kpi1/series?derive=yoy",
    "/v1/observations?include=kpi,source&limit=3", "/v1/observations?facet=value_type,kpi&limit=1",
    "/v1/programs?q=%E3%83%87%E3%83%BC%E3%82%BF&include=municipality", "/v1/programs?fields=id,name_ja&lang=ja",
    "/v1/aggregate/observations?group=kpi,fiscal_year&measure=count,min,max",
    "/v1/aggregate/observations?group=kpi.municipality,value_type"])
def test_answers_to_options_together_are_as_described(target, server, session):
    path = re.sub(r"\?.*", "", target)
    path = re.sub(r"/kpis/[^/]+/series", "/kpis/{kpi}/series", path)
    answer = session.get(server.url + target, timeout=60)
    assert answer.status_code == 200, answer.text[:500]
    assert CONTRACT.faults(COMMITTED["paths"][path]["get"], answer) == []


@pytest.mark.parametrize("change, fault", [
    (lambda body: body.pop("total"), "'total' is a required property"),
    (lambda body: body["items"][0].update(kind="nothing"), "is not one of"),
    (lambda body: body["items"][0].update(extra=1), "member /items/0/extra is not documented")])
def test_an_answer_that_is_not_as_described_is_found(change, fault, server, session):
    _, operation = CONTRACT.operation("listPrograms")
    answer = session.get(server.url + "/v1/programs?limit=1", timeout=60)
    body = answer.json()
    change(body)
    answer._content = json.dumps(body).encode()
    assert fault in str(CONTRACT.faults(operation, answer))
