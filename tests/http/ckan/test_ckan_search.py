"""package_search, and a harvest of an instance, which finds what the catalogue has."""

import json

import pytest
import requests

from ckan_client import call, get, post, refused, result


def names(server, **parameters):
    return [one["name"] for one in call(server, "package_search", rows=1000, fl="name", **parameters)["results"]]


SEARCHES = [
    ({}, None), ({"q": "*:*"}, None), ({"q": ""}, None), ({"q": "name:kpis"}, ["kpis"]), ({"q": "name:kpi*"}, ["kpis"]),
    ({"q": "name:(kpis OR units)"}, ["kpis", "units"]), ({"q": "name:kpis OR name:units"}, ["kpis", "units"]),
    ({"q": "name:kpis AND name:units"}, []), ({"q": "title:観測値"}, ["observations"]), ({"q": "観測値 単位"}, []),
    ({"q": "ＯＢＳＥＲＶＡＴＩＯＮＳ", "fq": "name:observations"}, ["observations"]),
    ({"q": '"Local government codes are nowhere"'}, []), ({"fq": "res_format:SQLITE"}, ["all"]), ({"fq": "+res_format:ZIP"}, ["all"]),
    ({"fq": "res_format:XLSX -name:units name:u*"}, []), ({"fq": ["name:k*", "res_format:CSV"]}, ["kpis"]),
    ({"fq_list": ["name:k*", "res_format:ZIP"]}, []), ({"fq": "organization:000001 NOT name:[a TO z] name:units"}, ["units"]),
    ({"fq": "organization:nobody"}, []), ({"fq": 'tags:"open innovation" AND name:units'}, ["units"]), ({"fq": "groups:any"}, []),
    ({"fq": "metadata_modified:[2000-01-01T00:00:00Z TO 2001-01-01T00:00:00Z]"}, []),
    ({"fq": "metadata_modified:[* TO NOW] name:units"}, ["units"]), ({"fq": "dataset_type:dataset state:active name:units"}, ["units"]),
    ({"q": "title:観測値^4 name:observations~2"}, ["observations"]), ({"q": "name:\\kpis"}, ["kpis"]),
]


@pytest.mark.parametrize("parameters, expected", SEARCHES)
def test_searches(server, parameters, expected):
    everything = call(server, "package_list")
    assert sorted(names(server, **parameters)) == (everything if expected is None else expected)


def test_results_come_in_pages_and_whole(server):
    first = call(server, "package_search", rows=3, sort="name asc")
    assert (first["count"], [one["name"] for one in first["results"]]) == (19, call(server, "package_list")[:3])
    assert [one["name"] for one in call(server, "package_search", rows=3, start="3", sort="name desc")["results"]] == \
        call(server, "package_list")[::-1][3:6]
    assert first["results"][0] == call(server, "package_show", id=first["results"][0]["name"])
    assert (len(call(server, "package_search")["results"]), call(server, "package_search", rows=0)["results"]) == (10, [])


def test_values_are_counted(server):
    given = {"rows": 0, "facet.field": json.dumps(["res_format", "organization", "groups"]), "facet.limit": "3"}
    found = result(get(server, "package_search", **given))
    assert found["facets"] == {"res_format": {"CSV": 18, "GZ": 18, "JSON": 18}, "organization": {"000001": 19}, "groups": {}}
    assert found["search_facets"]["organization"] == {"title": "organization", "items": [
        {"name": "000001", "display_name": "hiraku サンプル", "count": 19}]}
    assert len(result(get(server, "package_search", **{**given, "facet.limit": "-1"}))["facets"]["res_format"]) == 11
    assert result(get(server, "package_search", **given, facet="false"))["facets"] == {}


@pytest.mark.parametrize("query", ["(", "a)", '"a', "name:", "name:[a TO", "-", "{!lucene}a", "(" * 100 + "a" + ")" * 100, "a " * 500])
def test_a_query_that_cannot_be_read_is_a_search_error(server, query):
    assert "message" in refused(post(server, "package_search", {"q": query}), 409, "Search Error")


@pytest.mark.parametrize("parameters", [{"nothing": 1}, {"q": "a", "limit": 5}, {"sort": "nothing asc"}, {"sort": "name up"}, {"offset": 1}])
def test_what_cannot_be_asked_is_a_search_query_error(server, parameters):
    assert "message" in refused(post(server, "package_search", parameters), 400, "Search Query Error")


@pytest.mark.parametrize("parameters", [{"include_private": True}, {"ext_bbox": "1"}, {"defType": "edismax", "qf": "title^4", "mm": "1"}])
def test_parameters_of_ckan_that_change_nothing_are_taken(server, parameters):
    assert call(server, "package_search", **parameters)["count"] == 19


# --- a harvest ---

@pytest.fixture(scope="module")
def harvested(server):
    """By id, as harvesters read it: names, then each dataset."""
    return {name: call(server, "package_show", id=name) for name in call(server, "package_list")}


@pytest.fixture(scope="module")
def catalogue(server):
    graph = requests.get(server.url + "/catalog.jsonld", timeout=60).json()["@graph"]
    merged = {}
    for node in graph:
        for name, values in node.items():
            if isinstance(values, list):
                merged.setdefault(node["@id"], {}).setdefault(name, []).extend(values)
    return merged


def said(node, name):
    """In Japanese and English, or the addresses."""
    return {one.get("@language", ""): one["@value"] for one in node[name]} if "@value" in node[name][0] else [one["@id"] for one in node[name]]


def extras(package):
    return {one["key"]: one["value"] for one in package["extras"]}


def test_a_harvest_has_the_datasets_of_the_catalogue(harvested, catalogue):
    sets = {iri: node for iri, node in catalogue.items() if "dcat:Dataset" in node.get("@type", [])}
    assert {extras(package)["uri"] for package in harvested.values()} == set(sets)
    for package in harvested.values():
        node = sets[extras(package)["uri"]]
        assert package["title_translated"] == said(node, "dct:title") and package["title"] == said(node, "dct:title")["ja"]
        assert package["notes_translated"] == said(node, "dct:description")
        assert [package["license_url"]] == said(node, "dct:license")
        assert [package["version"]] == node["dcat:version"]
        assert {one["name"] for one in package["tags"]} == {one["@value"] for one in node["dcat:keyword"]}
        assert package["metadata_modified"] == node["dct:modified"][0]["@value"].replace("+00:00", ".000000")


def test_a_harvest_has_the_distributions_of_the_catalogue(harvested, catalogue):
    for package in harvested.values():
        node = catalogue[extras(package)["uri"]]
        assert [one["uri"] for one in package["resources"]] == said(node, "dcat:distribution")
        assert package["num_resources"] == len(package["resources"])
        for resource in package["resources"]:
            file = catalogue[resource["uri"]]
            assert [resource["url"]] == said(file, "dcat:accessURL") and [resource["license"]] == said(file, "dct:license")
            assert resource["title_translated"] == said(file, "dct:title")
            if "dcat:byteSize" in file:
                assert str(resource["size"]) == file["dcat:byteSize"][0]["@value"]
                checksum = catalogue[file["spdx:checksum"][0]["@id"]]
                assert resource["hash"] == checksum["spdx:checksumValue"][0]["@value"]


def test_what_clients_rely_upon_is_in_every_dataset(harvested):
    for package in harvested.values():
        assert package["id"] == package["name"] and package["name"].replace("_", "").replace("-", "").isalnum() and package["name"].isascii()
        assert (package["state"], package["type"], package["private"], package["isopen"]) == ("active", "dataset", False, True)
        assert package["organization"]["id"] == package["owner_org"]
        assert all(isinstance(one["value"], str) for one in package["extras"])
        for resource in package["resources"]:
            assert resource["format"].isalnum() and resource["name"].isascii() and resource["package_id"] == package["id"]


def test_extras_that_are_read_as_json_stay_what_they_are(harvested):
    """Mappers of Frictionless parse each: a code would lose its zeros."""
    for value in {value for package in harvested.values() for value in extras(package).values()}:
        with pytest.raises(ValueError):
            json.loads(value)


def test_a_file_is_what_its_resource_says(server, harvested):
    for resource in harvested["units"]["resources"]:
        path = resource["url"].split("/v1/")[1]
        answer = requests.get(f"{server.url}/v1/{path}", headers={"Accept-Encoding": "identity"}, timeout=60)
        assert answer.status_code == 200 and resource["size"] in (None, len(answer.content)), resource["id"]
        assert call(server, "resource_show", id=resource["id"]) == resource


def test_a_publisher_has_all_datasets(server, harvested):
    publisher, = call(server, "organization_list")
    assert call(server, "organization_list", all_fields=True)[0]["package_count"] == len(harvested)
    told = call(server, "organization_show", id=publisher, include_datasets=True)
    assert {one["name"] for one in told["packages"]} == set(harvested) and told["title"] == "hiraku サンプル"
    assert call(server, "tag_show", id="KPI", include_datasets="true")["packages"][0]["name"] in harvested
    assert (call(server, "group_list"), call(server, "vocabulary_list")) == ([], [])
    assert [one["id"] for one in call(server, "license_list")] == [next(iter(harvested.values()))["license_id"]]
