"""What a witness saw, behind the web server of contrib/deploy: a reader who kept nothing himself compares with it."""

import json
import re
import shutil

import pytest
import requests

from conftest import publish_directory, run_program, serve_store
from small_instance import Instance
from test_deploy import nginx

NAME = "data.example.jp"
ROW = "visitors,FY2024,actual,level,,,,{},,exact,final,plan,"


@pytest.fixture
def publisher(tmp_path):
    """publish(value) → a new release; .key is the public one."""
    instance = Instance(tmp_path / "instance")

    def publish(value):
        instance.add(ROW.format(value))
        publish_directory(tmp_path / "store", instance.path, "--no-downloads", "--key", tmp_path / "a.key")
    publish.key = json.loads(run_program("key", "new", tmp_path / "a.key", "--name", NAME, "--json").stdout)["key"]
    publish.store = tmp_path / "store"
    return publish


@pytest.fixture
def witnessed(publisher, tmp_path):
    """look(server) → one look, of which the folder is the one that nginx.conf names."""
    run_program("key", "new", tmp_path / "w.key", "--name", "w.example", "--witness")

    def look(server):
        (tmp_path / "list").write_text(f"{server.url} {publisher.key}\n")
        return run_program("witness", "--key", tmp_path / "w.key", "--seen", tmp_path / "hiraku-witness", tmp_path / "list")
    return look


def test_a_reader_who_kept_nothing_finds_a_rewritten_past(publisher, witnessed, tmp_path):
    publisher(1)
    shutil.copytree(publisher.store, tmp_path / "before", symlinks=True)
    publisher(2)
    with serve_store(publisher.store) as server:
        assert witnessed(server).returncode == 0
    shutil.rmtree(publisher.store)
    shutil.copytree(tmp_path / "before", publisher.store, symlinks=True)
    publisher(3)
    publisher(4)
    with serve_store(publisher.store) as server, nginx(tmp_path / "front", server.port) as url:
        index = requests.get(url + "/.well-known/hiraku/witness/", timeout=10)
        [folder] = re.findall(r'href="(data\.example\.jp-[^"]+/)"', index.text)
        seen = requests.get(index.url + folder + "checkpoint", timeout=10)
        assert seen.headers["Content-Type"] == "text/plain; charset=utf-8" and seen.text.startswith(NAME + "\n2\n")
        assert "— w.example " in seen.text
        (tmp_path / "seen.txt").write_bytes(seen.content)
        done = run_program("verify", "--json", server.url, "--key", publisher.key, "--checkpoint", tmp_path / "seen.txt")
        assert done.returncode == 1 and json.loads(done.stdout)["status"] == "log-rewritten"


def test_what_contradicts_is_there_for_all(publisher, witnessed, tmp_path):
    publisher(1)
    shutil.copytree(publisher.store, tmp_path / "before", symlinks=True)
    publisher(2)
    with serve_store(publisher.store) as server:
        witnessed(server)
    with serve_store(tmp_path / "before") as server, nginx(tmp_path / "front", server.port) as url:
        assert witnessed(server).returncode == 1
        [folder] = (tmp_path / "hiraku-witness").iterdir()
        [name] = [path.name for path in folder.glob("contradiction-*")]
        answer = requests.get(f"{url}/.well-known/hiraku/witness/{folder.name}/{name}", timeout=10)
        assert answer.content == (tmp_path / "before/releases/1/checkpoint").read_bytes()


def test_where_nothing_was_witnessed_there_is_nothing(publisher, tmp_path):
    publisher(1)
    with serve_store(publisher.store) as server, nginx(tmp_path / "front", server.port) as url:
        assert requests.get(url + "/.well-known/hiraku/witness/", timeout=10).status_code == 404
        assert requests.get(url + "/.well-known/hiraku/checkpoint", timeout=10).text.startswith(NAME)
