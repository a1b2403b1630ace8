"""How programs find what there is: /.well-known/api-catalog (RFC 9727) and /llms.txt."""

import re

import pytest
import requests

import small_instance

TIMEOUT = 60
API_CATALOG = "/.well-known/api-catalog"


def get(url, status=200, method="GET", **headers):
    answer = requests.request(method, url, headers=headers, timeout=TIMEOUT, allow_redirects=False)
    assert answer.status_code == status, (url, answer.status_code, answer.text[:300])
    return answer


@pytest.fixture(scope="module")
def base(server):
    return get(server.url + "/v1/instance.json").json()["base_url"]


def test_the_catalogue_of_interfaces_is_a_linkset_with_the_profile_of_the_rfc(server, base):
    """RFC 9727 s.4.2 and s.5; RFC 9264 s.4.2."""
    answer = get(server.url + API_CATALOG)
    assert answer.headers["Content-Type"] == 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    contexts = answer.json()["linkset"]
    (catalogue,) = [one for one in contexts if one["anchor"] == base + API_CATALOG]
    anchors = {one["anchor"] for one in contexts} - {catalogue["anchor"]}
    assert {item["href"] for item in catalogue["item"]} == anchors
    for one in contexts:
        if one is not catalogue:
            assert one["service-doc"]


def test_every_link_of_the_catalogue_answers_with_the_type_that_it_names(server, base):
    for one in get(server.url + API_CATALOG).json()["linkset"]:
        for relation, links in one.items():
            for link in links if relation not in ("anchor", "item") else []:  # items are doors, some of which want POST
                assert link["href"].startswith(base)
                answer = get(server.url + link["href"][len(base):], Accept=link.get("type", "*/*"))
                if "type" in link:
                    assert answer.headers["Content-Type"].startswith(link["type"]), link


def test_an_interface_is_named_where_the_settings_have_it(server, base, serve, sample_store):
    def anchors(url):
        return {one["anchor"] for one in get(url + API_CATALOG).json()["linkset"]}
    doors = {base + "/mcp", base + "/api/3/action/"}
    assert doors <= anchors(server.url)
    text = get(server.url + "/llms.txt")
    assert "`/mcp`" in text.text and "`/api/3/action/`" in text.text
    with serve(sample_store, env={"HIRAKU_MCP": "0", "HIRAKU_CKAN": "0"}) as without:
        assert not doors & anchors(without.url)
        assert "/mcp" not in get(without.url + "/llms.txt").text and "/api/3" not in get(without.url + "/llms.txt").text
        # who has the former text does not keep it
        for path, kept in ((API_CATALOG, get(server.url + API_CATALOG)), ("/llms.txt", text)):
            get(without.url + path, **{"If-None-Match": kept.headers["ETag"]})


def test_the_catalogue_and_the_first_page_link_to_it_for_head_too(server):
    """RFC 9727 s.2: an answer to HEAD has the link."""
    for path in (API_CATALOG, "/"):
        for method in ("GET", "HEAD"):
            link = get(server.url + path, method=method).headers["Link"]
            assert f'<{API_CATALOG}>; rel="api-catalog"' in link
    assert "api-catalog" not in get(server.url + "/v1/programs").headers["Link"]


@pytest.mark.parametrize("name", ["security.txt", "ai-plugin.json", "mcp.json", "api-catalog.json", "api-catalog/x", "host-meta", "hiraku/checkpoint.json"])
def test_nothing_else_is_well_known(server, name):
    get(f"{server.url}/.well-known/{name}", status=404)


def test_the_text_for_assistants_names_tables_and_links_that_answer(server, base):
    answer = get(server.url + "/llms.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    instance = get(server.url + "/v1/instance.json").json()
    lines = answer.text.splitlines()
    assert lines[0] == f"# {instance['title_ja']}"
    targets = re.findall(r"\]\((/[^)]*)\)", answer.text)
    for table in get(server.url + "/").json()["tables"]:
        assert f"/v1/{table['name']}.json" in targets
    for target in targets:
        get(server.url + target)


def test_the_text_for_assistants_is_that_of_the_publisher(tmp_path, publish, serve):
    publish(tmp_path / "store", small_instance.Instance(tmp_path / "instance").path)
    with serve(tmp_path / "store") as server:
        text = get(server.url + "/llms.txt").text
        assert text.startswith("# 試験\n") and "試験市" in text and "熊本" not in text
        assert "https://creativecommons.org/licenses/by/4.0/" in text
