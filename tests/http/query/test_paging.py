"""Walks through pages: complete, without repetition, also while releases are published."""

import base64
import re
import shutil
import socket
import subprocess
import sys
import threading

import pytest

from conftest import ROOT, SAMPLE, open_files
from growing_instance import add_programs, fetch, instance, wait_for_release  # noqa: F401
from http_raw import get


def walk(server, path, between=lambda page: None):
    ids, pages = [], 0
    while path:
        answer = fetch(server, path)
        assert answer.status_code == 200, answer.text
        ids += [item["id"] for item in answer.json()["items"]]
        path = answer.json()["next"]
        pages += 1
        between(pages)
    return ids, pages


@pytest.mark.parametrize("path, limit", [("/v1/programs", 7), ("/v1/observations", 100),
                                         ("/v1/municipalities", 1000)])
def test_a_walk_gives_every_record_once(server, path, limit):
    ids, pages = walk(server, f"{path}?limit={limit}")
    total = fetch(server, path + "?limit=1").json()["total"]
    assert len(ids) == len(set(ids)) == total
    assert pages == -(-total // limit)


def test_a_filtered_walk_keeps_its_filter(server):
    ids, pages = walk(server, "/v1/municipalities?kind=city&limit=300")
    assert pages > 1 and len(ids) == len(set(ids)) == \
        fetch(server, "/v1/municipalities?kind=city&limit=1").json()["total"]


def test_a_walk_through_a_series_is_complete(server):
    kpis = [item["kpi"] for item in fetch(server, "/v1/observations?limit=1000").json()["items"]]
    kpi = max(set(kpis), key=kpis.count)
    ids, _ = walk(server, f"/v1/kpis/{kpi}/series?limit=2")
    assert len(ids) == len(set(ids)) == fetch(server, f"/v1/kpis/{kpi}/series").json()["total"]


def test_the_last_page_has_no_next(server):
    total = fetch(server, "/v1/programs?limit=1").json()["total"]
    answer = fetch(server, f"/v1/programs?limit={total}")
    assert answer.json()["next"] is None and "next" not in answer.links


def test_a_cursor_of_other_conditions_is_400(server):
    following = fetch(server, "/v1/programs?limit=1").json()["next"]
    assert fetch(server, following + "&kind=plan").status_code == 400
    assert fetch(server, following.replace("programs", "events")).status_code == 400


def test_a_cursor_of_version_0_1_0_is_410_with_a_place_to_start_again(server):
    """It has the number of a row in that version's database."""
    answer = fetch(server, "/v1/programs?limit=1&cursor=MSAxIDc5YjgwODc4ZDZiNDgzZWIgMSA")
    assert answer.status_code == 410 and answer.json()["type"] == "/problems/old-cursor"
    error = answer.json()["errors"][0]
    first = error["example"]
    assert error["parameter"] == "cursor" and first == "/v1/programs.json?limit=1" and fetch(server, first).status_code == 200


def test_a_cursor_says_the_id_and_no_number_of_a_row(server):
    answer = fetch(server, "/v1/programs?limit=3").json()
    cursor = answer["next"].split("cursor=")[1]
    last = answer["items"][-1]["id"]
    assert base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).endswith(f" 0 {len(last)}:{last}".encode())


def test_a_walk_goes_on_in_its_release(serve, publish, tmp_path, instance):
    store = tmp_path / "store"
    publish(store, instance)
    with serve(store) as server:
        before, _ = walk(server, "/v1/programs?limit=1000")

        def publish_more(page):
            if page in (1, 3):
                add_programs(instance, "0000" if page == 1 else "zzzz", 3)
                publish(store, instance)
                wait_for_release(server, 2 if page == 1 else 3)

        during, _ = walk(server, "/v1/programs?limit=5", publish_more)
        assert during == before
        after, _ = walk(server, "/v1/programs?limit=5")
        assert len(after) == len(before) + 6


def test_a_walk_through_an_unchanged_table_needs_no_old_release(serve, publish, tmp_path, instance):
    store = tmp_path / "store"
    publish(store, instance)
    with serve(store) as server:
        following = fetch(server, "/v1/events?limit=1").json()["next"]
        add_programs(instance, "zzzz", 1)
        publish(store, instance)
        wait_for_release(server, 2)
        shutil.rmtree(store / "releases" / "1")
        assert fetch(server, following).status_code == 200


def test_a_walk_goes_on_through_a_release_whose_files_were_put_away(serve, publish, tmp_path, instance):
    store = tmp_path / "store"
    publish(store, instance, "--no-downloads")
    with serve(store) as server:
        every = walk(server, "/v1/programs?limit=1000")[0]
        following = fetch(server, "/v1/programs?limit=7").json()["next"]
    for prefix in ("0000", "zzzz"):
        add_programs(instance, prefix, 1)
        publish(store, instance, "--no-downloads", "--keep", "1")
    assert not (store / "releases" / "1" / "store.columns").exists()
    with serve(store) as server:
        assert walk(server, following)[0] == every[7:]


def test_a_release_that_is_gone_is_410_with_a_place_to_start_again(serve, publish, tmp_path, instance):
    store = tmp_path / "store"
    publish(store, instance)
    with serve(store, "--open-releases", "2") as server:
        following = fetch(server, "/v1/programs?limit=1").json()["next"]
        add_programs(instance, "zzzz", 1)
        publish(store, instance)
        wait_for_release(server, 2)
    shutil.rmtree(store / "releases" / "1")
    with serve(store) as server:
        answer = fetch(server, following)
        assert answer.status_code == 410
        example = answer.json()["errors"][0]["example"]
        assert fetch(server, example).json()["returned"] == 1


def open_stores(server):
    """The numbers of the releases whose files the server has open."""
    return {match.group(1) for link in open_files(server) if (match := re.search(r"/releases/(\d+)(?:/|$)", link))}


def test_walks_in_more_releases_than_may_be_open_take_turns(serve, publish, tmp_path, instance):
    store = tmp_path / "store"
    publish(store, instance)
    with serve(store, "--open-releases", "2") as server:
        pages = [fetch(server, "/v1/programs?limit=1").json()["next"]]
        for number in (2, 3, 4):
            add_programs(instance, f"zzzz{number}", 1)
            publish(store, instance)
            wait_for_release(server, number)
            pages.append(fetch(server, "/v1/programs?limit=1").json()["next"])
        for page in [*pages, *pages]:
            assert fetch(server, page).status_code == 200
            assert len(open_stores(server)) <= 2


def test_a_release_that_is_in_use_keeps_its_place(serve, publish, tmp_path):
    """One of the two that may be open is the current one; of the other a slow client reads."""
    subprocess.run([sys.executable, ROOT / "tests" / "bench" / "make_instance.py", SAMPLE, tmp_path / "many", "60000"],
                   check=True)
    store, numbers = tmp_path / "store", iter(range(1, 10))

    def publish_more(server=None):
        number = next(numbers)
        with open(tmp_path / "many" / "data" / "programs.csv", "a", encoding="utf-8", newline="") as file:
            file.write(f"program-{number},測定用の事業{number},project,running,source\r\n")
        publish(store, tmp_path / "many", "--no-downloads")
        if server:
            wait_for_release(server, number)

    publish_more()
    with serve(store, "--open-releases", "2", "--workers", "2") as server, socket.socket() as slow:
        page = fetch(server, "/v1/programs?limit=1").json()["next"]
        publish_more(server)
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(get("/v1/observations.csv?value__ge=0", close=False).encode())
        assert slow.recv(12) == b"HTTP/1.1 200"
        publish_more(server)
        busy = fetch(server, page)
        assert (busy.status_code, busy.json()["type"], busy.headers["Retry-After"]) == (503, "/problems/busy", "1")
        slow.close()
        for _ in range(100):
            if fetch(server, page).status_code == 200:
                break
            threading.Event().wait(0.05)
        assert fetch(server, page).status_code == 200
