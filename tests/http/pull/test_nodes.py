"""An origin, three nodes that follow it, and Varnish in front, as contrib/deploy/nodes.vcl has them: who reads sees neither a
machine that dies nor two releases in one walk."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time

import pytest
import requests

from conftest import ROOT, SAMPLE, clean_environment, program, publish_directory, serve_store
from growing_instance import add_programs

NODES = 3


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def following(node, url):
    process = subprocess.Popen([program(), "pull", "--follow", "--no-downloads", "--store", node, url],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean_environment())
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def varnish(folder, ports):
    if not shutil.which("varnishd"):
        pytest.skip("varnish is not installed")
    folder.mkdir()
    text = (ROOT / "contrib/deploy/nodes.vcl").read_text()
    for number, port in enumerate(ports, 1):
        text = text.replace(f'"808{number}"', f'"{port}"')
    (folder / "default.vcl").write_text(text)
    port = free_port()
    process = subprocess.Popen(
        ["varnishd", "-F", "-n", folder / "work", "-a", f"127.0.0.1:{port}", "-f", folder / "default.vcl", "-j", "none",
         "-p", "http_gzip_support=off", "-s", "malloc,32m"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(url))
        yield url
    finally:
        process.terminate()
        process.wait()


def answers(url):
    with contextlib.suppress(requests.ConnectionError):
        return requests.get(url + "/readyz", timeout=5).status_code == 200
    return False


def until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def release_of(server):
    with contextlib.suppress(requests.ConnectionError):
        return requests.get(server.url + "/readyz", timeout=5).json().get("release")
    return None


class Readers:
    """Walk through the programmes by cursor, each walk with pages of another size, and note what went wrong."""

    def __init__(self, url, count=3):
        self.url, self.walks, self.wrong, self.releases = url, 0, [], set()
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(count)]

    def run(self, number):
        session, size = requests.Session(), 3 + number
        while not self.stopping.is_set():
            size = size + 3 if size < 40 else 3 + number
            try:
                self.walk(session, f"/v1/programs?limit={size}&fields=id,name_ja")
            except Exception as error:  # pylint: disable=broad-except
                self.wrong.append(repr(error))

    def walk(self, session, target):
        ids, changed_in, total = [], set(), None
        while target:
            answer = session.get(self.url + target, timeout=30)
            if answer.status_code != 200:
                self.wrong.append((answer.status_code, target, answer.text[:200]))
                return
            page = answer.json()
            ids += [row["id"] for row in page["items"]]
            changed_in.add(page["changed_in"])
            total = page["total"]
            target = page["next"] and re.sub(r"^https?://[^/]*", "", page["next"])
        if len(changed_in) != 1 or len(ids) != total or ids != sorted(set(ids)):
            self.wrong.append((changed_in, len(ids), total))
        self.walks += 1
        self.releases |= changed_in

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


def test_readers_see_neither_a_death_nor_two_releases_in_one_walk(tmp_path):
    instance, store = tmp_path / "instance", tmp_path / "origin"
    shutil.copytree(SAMPLE, instance)
    publish_directory(store, instance, "--no-downloads")
    with contextlib.ExitStack() as all_of, contextlib.ExitStack() as origin_alone:
        origin = origin_alone.enter_context(serve_store(store))
        stores = [tmp_path / f"node{number}" for number in range(NODES)]
        for node in stores:
            all_of.enter_context(following(node, origin.url))
        until(lambda: all((node / "current").exists() for node in stores))
        nodes = [all_of.enter_context(serve_store(node, "--trusted-proxies", "127.0.0.1", "--max-age", "1")) for node in stores]
        front = all_of.enter_context(varnish(tmp_path / "varnish", [node.port for node in nodes]))
        with Readers(front) as readers:
            def publish(number):
                add_programs(instance, f"more{number}", 2)
                publish_directory(store, instance, "--no-downloads")

            publish(2)
            until(lambda: [release_of(node) for node in nodes] == [2] * NODES)
            os.kill(nodes[0].pid, signal.SIGKILL)
            nodes[0].process.wait()
            publish(3)
            until(lambda: [release_of(node) for node in nodes[1:]] == [3] * (NODES - 1))
            again = all_of.enter_context(serve_store(stores[0], "--listen", f"127.0.0.1:{nodes[0].port}",
                                                     "--trusted-proxies", "127.0.0.1", "--max-age", "1"))
            until(lambda: release_of(again) == 3)
            os.kill(origin.pid, signal.SIGKILL)
            origin.process.wait()
            os.kill(nodes[1].pid, signal.SIGKILL)
            nodes[1].process.wait()
            walks = readers.walks
            until(lambda: 3 in readers.releases and readers.walks > walks + 6)
        assert readers.wrong == []
        assert readers.walks > 20 and {1, 2, 3} >= readers.releases >= {3}
        assert requests.get(front + "/v1/copies", timeout=10).status_code == 404
