"""/.well-known/hiraku.json: what an instance says of itself to others."""

import requests

from conftest import SAMPLE, publish_directory, run_program, serve_store


def test_it_says_who_it_is_and_what_it_serves(tmp_path):
    done = run_program("key", "new", tmp_path / "a.key", "--name", "data.example.jp", "--json")
    assert done.returncode == 0, done.stderr
    publish_directory(tmp_path / "store", SAMPLE, "--no-downloads", "--key", tmp_path / "a.key")
    peers = "https://a.example, http://b.example/hiraku,nothing,javascript:alert(1)"
    with serve_store(tmp_path / "store", "--peers", peers) as server:
        told = requests.get(server.url + "/.well-known/hiraku.json", timeout=30).json()
        instance = requests.get(server.url + "/v1/instance", timeout=30).json()
        checkpoint = requests.get(server.url + "/.well-known/hiraku/checkpoint", timeout=30).text
        catalogue = requests.get(server.url + "/.well-known/api-catalog", timeout=30).text
    for name in ("title_ja", "title_en", "publisher_name_ja", "publisher_code"):
        assert told[name] == instance[name]
    assert told["url"] == instance["base_url"]
    assert told["release"] == 1 and told["software"].startswith("hiraku ")
    assert told["key"] in done.stdout
    assert checkpoint.split("\n")[1] == str(told["release"])
    assert told["checkpoint"] == told["url"] + "/.well-known/hiraku/checkpoint"
    assert told["copies"] == told["url"] + "/v1/copies"
    assert told["peers"] == ["https://a.example", "http://b.example/hiraku"]
    assert told["url"] + "/.well-known/hiraku.json" in catalogue


def test_what_there_is_not_is_null(tmp_path):
    publish_directory(tmp_path / "store", SAMPLE, "--no-downloads")
    with serve_store(tmp_path / "store", "--copies", "0") as server:
        told = requests.get(server.url + "/.well-known/hiraku.json", timeout=30).json()
    assert (told["key"], told["checkpoint"], told["copies"], told["peers"]) == (None, None, None, [])
