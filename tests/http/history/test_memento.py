"""Mementos (RFC 7089): a client of web archives finds what a URL said at a time, and knows nothing of releases.

The clients are one that is made here from the RFC alone and two packages of npm. What they must find is what the server
answered while the release was the current one.
"""

import contextlib
import csv
import datetime
import email.utils
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time
import urllib.parse

import pytest
import requests
from conftest import ROOT, SAMPLE, fetch, run_program

ZONE = datetime.timezone(datetime.timedelta(hours=9))
TIMES = [datetime.datetime(2026, month, 1, 12, tzinfo=ZONE) for month in range(3, 9)]
# Which table each release but the first changes.
CHANGED = {2: "programs", 3: "startups", 4: "programs", 5: "startups", 6: "programs"}
WITHDRAWN = 4
QUERIES = ["/v1/programs", "/v1/programs.csv", "/v1/programs.json?limit=3&sort=-id", "/v1/programs.ttl",
           "/v1/startups.json?limit=2&name_ja__contains=%E3%82%A2", "/v1/instance.json", "/v1/search.json?q=DX"]
NPM = pathlib.Path(os.environ.get("HIRAKU_NPM", ROOT / "build" / "npm"))


def date(moment):
    return email.utils.format_datetime(moment.astimezone(datetime.timezone.utc), usegmt=True)


def change(folder, table, number):
    path = folder / "data" / f"{table}.csv"
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    rows[1][rows[0].index("name_ja")] += str(number)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def bare(content):
    """Without what names a release: a citation does not name one that was withdrawn since."""
    content = re.sub(rb'"citation_(ja|en)":"[^"]*",', b"", content)
    return re.sub(rb'([?&]|&amp;)(cursor|release)=[\w-]+', b"", content)


@contextlib.contextmanager
def serving(serve, store, *options):
    """A server whose base URL is its own, as in use."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        url = "http://127.0.0.1:%d" % one.getsockname()[1]
    with serve(store, "--listen", url[len("http://"):], "--base-url", url, *options) as server:
        yield server


@pytest.fixture(scope="module")
def history(tmp_path_factory, publish_at, serve):
    """A store of six releases, one of them withdrawn; .then: what each said while it was current."""
    base = tmp_path_factory.mktemp("mementos")
    shutil.copytree(SAMPLE, base / "instance")
    history = type("History", (), {"store": base / "store", "then": {}, "base": base})
    for number, moment in enumerate(TIMES, 1):
        if number in CHANGED:
            change(base / "instance", CHANGED[number], number)
        publish_at(moment.isoformat(), history.store, base / "instance")
        with serving(serve, history.store) as server:
            for path in QUERIES:
                history.then[number, path] = fetch(server, path).content.replace(server.url.encode(), b"")
    done = run_program("withdraw", "--store", history.store, "--reason", "個人名", "--reason-en", "a name", str(WITHDRAWN))
    assert done.returncode == 0, done.stderr
    return history


@pytest.fixture(scope="module", params=["cached", "uncached"])
def now(request, history, serve):
    with serving(serve, history.store, *([] if request.param == "cached" else ["--cache-bytes", "0"])) as server:
        yield server


# --- a client that knows the RFC and nothing else ----------------------------------------------------------------------


def links(text):
    """Link-values by relation: (target, parameters)."""
    found = {}
    for one in requests.utils.parse_header_links(re.sub(r"\s*\n\s*", " ", text.strip())):
        for rel in one["rel"].split():
            found.setdefault(rel, []).append((one["url"], one))
    return found


def parsed(text):
    return email.utils.parsedate_to_datetime(text)


class Client:
    """RFC 7089 s.3: looks for the TimeGate of a URL, asks it for a time, follows it, reads TimeMaps."""

    def timegate(self, url):
        answer = requests.head(url, timeout=60)
        return links(answer.headers.get("Link", "")).get("timegate", [(url, None)])[0][0]

    def at(self, url, moment):
        url, hops = self.timegate(url), 0
        while True:
            answer = requests.get(url, headers={"Accept-Datetime": date(moment)}, allow_redirects=False, timeout=60)
            if answer.status_code != 302 or hops == 5:
                return answer
            assert "accept-datetime" in answer.headers["Vary"].lower()
            assert "Memento-Datetime" not in answer.headers
            url, hops = urllib.parse.urljoin(url, answer.headers["Location"]), hops + 1

    def timemap(self, url):
        found = links(requests.head(url, timeout=60).headers["Link"])["timemap"][0]
        assert found[1]["type"] == "application/link-format"
        answer = requests.get(found[0], timeout=60)
        assert answer.headers["Content-Type"] == "application/link-format"
        return links(answer.text)

    def mementos(self, url):
        return [(parsed(one["datetime"]), target) for target, one in self.timemap(url)["memento"]]


def states(path):
    """The releases that stand for the states of a path."""
    table = {"/v1/pr": "programs", "/v1/st": "startups"}.get(path[:6])
    numbers = [1] + [number for number in CHANGED if table in (None, CHANGED[number])]
    # Where the state of a withdrawn release goes on in the next one, that stands for it.
    return sorted({WITHDRAWN + 1 if number == WITHDRAWN else number for number in numbers} - {WITHDRAWN})


@pytest.mark.parametrize("path", QUERIES)
def test_a_client_finds_what_a_url_said_at_a_time(path, history, now):
    for wanted in (TIMES[1], TIMES[2] + datetime.timedelta(days=3), TIMES[4], TIMES[5] + datetime.timedelta(seconds=1)):
        number = max(number for number in states(path) if TIMES[number - 1] <= wanted)
        for _ in range(2):
            memento = Client().at(now.url + path, wanted)
            assert memento.status_code == 200
            assert bare(memento.content.replace(now.url.encode(), b"")) == bare(history.then[number, path])
            assert parsed(memento.headers["Memento-Datetime"]) == TIMES[number - 1]
            assert [url for url, _ in links(memento.headers["Link"])["original"]] == [now.url + path]


@pytest.mark.parametrize("path", QUERIES)
def test_before_the_first_is_the_first_and_behind_the_last_the_last(path, now):
    listed = Client().mementos(now.url + path)
    for wanted, expected in ((datetime.datetime(1994, 11, 6, tzinfo=ZONE), listed[0]),
                             (TIMES[0] - datetime.timedelta(seconds=1), listed[0]), (TIMES[0], listed[0]),
                             (TIMES[5], listed[-1]), (datetime.datetime(2999, 1, 1, tzinfo=ZONE), listed[-1])):
        memento = Client().at(now.url + path, wanted)
        assert (parsed(memento.headers["Memento-Datetime"]), memento.url) == expected


@pytest.mark.parametrize("path", QUERIES)
def test_a_timemap_has_each_state_once(path, history, now):
    found = Client().timemap(now.url + path)
    assert [url for url, _ in found["original"]] == [url for url, _ in found["timegate"]] == [now.url + path]
    listed = [(parsed(one["datetime"]), url) for url, one in found["memento"]]
    assert listed == sorted(listed)
    assert [moment for moment, _ in listed] == [TIMES[number - 1] for number in states(path)]
    assert [url for url, _ in found["first"] + found["last"]] == [listed[0][1], listed[-1][1]]
    [(_, own)] = found["self"]
    assert (parsed(own["from"]), parsed(own["until"])) == (listed[0][0], listed[-1][0])
    bodies = []
    for moment, url in listed:
        memento = requests.get(url, timeout=60)
        assert parsed(memento.headers["Memento-Datetime"]) == moment
        bodies.append(bare(memento.content))
    if path.startswith(("/v1/programs", "/v1/startups")) and "contains" not in path and "limit" not in path:
        assert len(set(bodies)) == len(bodies)


def test_both_forms_of_a_timemap_say_the_same(now):
    text = Client().timemap(now.url + "/v1/programs.json?limit=3")
    said = fetch(now, "/v1/timemap.json?url=" + urllib.parse.quote(now.url + "/v1/programs.json?limit=3", safe="")).json()
    assert said["original_uri"] == said["timegate_uri"] == text["original"][0][0]
    assert [(one["uri"], datetime.datetime.fromisoformat(one["datetime"].replace("Z", "+00:00")))
            for one in said["mementos"]["list"]] == [(url, parsed(one["datetime"])) for url, one in text["memento"]]
    assert said["mementos"]["first"] == said["mementos"]["list"][0]
    assert said["mementos"]["last"] == said["mementos"]["list"][-1]
    assert requests.get(said["self"], timeout=60).json() == said
    assert requests.get(said["timemap_uri"]["json_format"], timeout=60).json()["mementos"] == said["mementos"]
    assert links(requests.get(said["timemap_uri"]["link_format"], timeout=60).text)["memento"] == text["memento"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_long_timemap_goes_on_in_another(limit, now):
    whole, found = Client().mementos(now.url + "/v1/instance"), []
    url = f"{now.url}/v1/timemap?url=/v1/instance&limit={limit}"
    while url:
        part = links(requests.get(url, timeout=60).text)
        found = [(parsed(one["datetime"]), target) for target, one in part["memento"]] + found
        assert len(part["memento"]) <= limit
        assert ("last" in part) == (part["memento"][-1][0] == whole[-1][1])
        assert ("first" in part) == (part["memento"][0][0] == whole[0][1])
        [(url, _)] = part.get("timemap", [(None, None)])
    assert found == whole


@pytest.mark.parametrize("limit, status", [("0", 400), ("10001", 400), ("x", 400), ("10000", 200)])
def test_a_timemap_has_a_bound(limit, status, now):
    answer = fetch(now, f"/v1/timemap?url=/v1/instance&limit={limit}")
    assert answer.status_code == status
    assert status == 200 or answer.json()["errors"][0]["parameter"] == "limit"
    assert status == 200 or fetch(now, answer.json()["errors"][0]["example"]).status_code == 200


# --- what is said, and where -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", QUERIES)
def test_without_a_time_an_original_is_what_it_is_now_and_says_where_its_past_is(path, history, now):
    for _ in range(2):
        answer = fetch(now, path)
        assert answer.status_code == 200
        assert answer.content.replace(now.url.encode(), b"") == history.then[len(TIMES), path]
        assert "Memento-Datetime" not in answer.headers
        assert "Accept-Datetime" in answer.headers["Vary"].split(", ")
        found = links(answer.headers["Link"])
        assert found["original"] == found["timegate"] and found["original"][0][0] == now.url + path
        assert not {"memento", "prev", "last"} & set(found)


@pytest.mark.parametrize("path", QUERIES)
def test_head_says_the_same(path, now):
    for target, fields in ((path, {}), (path, {"Accept-Datetime": date(TIMES[2])}),
                           (path + ("&" if "?" in path else "?") + "release=2", {})):
        head, get = (requests.request(method, now.url + target, headers=fields, allow_redirects=False, timeout=60)
                     for method in ("HEAD", "GET"))
        assert head.status_code == get.status_code
        for field in ("Link", "Vary", "Location", "Memento-Datetime", "Content-Location"):
            assert head.headers.get(field) == get.headers.get(field)


def test_the_timegate_names_the_first_and_the_last(now):
    answer = requests.get(now.url + "/v1/programs", headers={"Accept-Datetime": date(TIMES[2])}, allow_redirects=False,
                          timeout=60)
    found, listed = links(answer.headers["Link"]), Client().mementos(now.url + "/v1/programs")
    assert [(parsed(one["datetime"]), url) for url, one in found["first"] + found["last"]] == [listed[0], listed[-1]]


def test_a_memento_links_to_nothing_that_may_come_to_be_another(now):
    listed = Client().mementos(now.url + "/v1/programs")
    for at, (_, url) in enumerate(listed):
        answer = requests.get(url, timeout=60)
        found = links(answer.headers["Link"])
        assert "immutable" in answer.headers["Cache-Control"]
        assert [one[0] for one in found["first"]] == [listed[0][1]]
        assert [one[0] for one in found.get("prev", [])] == [url for _, url in listed[:at][-1:]]
        assert [one for one in found.get("last", []) + found.get("next", []) if "memento" in one[1]["rel"]] == []
        assert "Accept-Datetime" not in answer.headers["Vary"]


@pytest.mark.parametrize("other", ["release=3", "as_of=2026-05-31"])
def test_who_names_a_release_gets_that_whatever_the_time(other, now):
    for wanted in (date(TIMES[0]), "yesterday"):
        answer = requests.get(f"{now.url}/v1/startups?limit=1&{other}", headers={"Accept-Datetime": wanted},
                              allow_redirects=False, timeout=60)
        assert answer.status_code == 200
        assert parsed(answer.headers["Memento-Datetime"]) == TIMES[2]
        assert answer.headers["Content-Location"] == "/v1/startups.json?limit=1&release=3"
        assert links(answer.headers["Link"])["original"][0][0] == now.url + "/v1/startups?limit=1"


@pytest.mark.parametrize("wanted", ["", "x", "2026-03-01", "Sun, 1 Mar 2026 12:00:00 GMT", "Sunday, 01-Mar-26 12:00:00 GMT",
                                    "Sun Mar  1 12:00:00 2026", "Sun, 01 Mar 2026 12:00:00 +0900",
                                    "Sun, 01 Mar 2026 12:00:00 JST", "Sun, 30 Feb 2026 12:00:00 GMT"])
def test_what_is_no_time_is_400(wanted, now):
    for path in ("/v1/programs?limit=1", "/v1/instance"):
        for language, words in (("ja", "日時"), ("en", "date and time")):
            answer = fetch(now, path, **{"Accept-Datetime": wanted, "Accept-Language": language})
            assert answer.status_code == 400
            problem = answer.json()
            assert problem["type"] == "/problems/bad-accept-datetime" and words in problem["detail"]
            assert problem["errors"][0]["example"] == path
    assert requests.head(now.url + "/v1/programs", headers={"Accept-Datetime": wanted}, timeout=60).status_code == 400


@pytest.mark.parametrize("path", ["/", "/catalog", "/docs/getInstance", "/v1/releases", "/v1/changes", "/v1/timemap?url=/v1/instance",
                                  "/healthz"])
def test_what_has_no_past_of_its_own_does_not_look_at_the_time(path, now):
    for wanted in (date(TIMES[0]), "yesterday"):
        answer = requests.get(now.url + path, headers={"Accept-Datetime": wanted}, allow_redirects=False, timeout=60)
        assert answer.status_code == 200
        assert "Accept-Datetime" not in answer.headers["Vary"]
        assert "timegate" not in links(answer.headers.get("Link", "<x>; rel=x"))


def test_what_was_withdrawn_is_neither_chosen_nor_listed(history, now):
    for path in QUERIES:
        assert TIMES[WITHDRAWN - 1] not in [moment for moment, _ in Client().mementos(now.url + path)]
        memento = Client().at(now.url + path, TIMES[WITHDRAWN - 1])
        assert memento.status_code == 200
        assert parsed(memento.headers["Memento-Datetime"]) < TIMES[WITHDRAWN - 1]
    answer = fetch(now, f"/v1/programs?release={WITHDRAWN}")
    assert answer.status_code == 451 and "Memento-Datetime" not in answer.headers


def test_a_record_that_was_not_there_was_404_then(history, serve, publish_at):
    """RFC 7089 s.4.5.5."""
    folder, store = history.base / "later", history.base / "later-store"
    shutil.copytree(SAMPLE, folder)
    path = folder / "data" / "schemes.csv"
    publish_at(TIMES[0].isoformat(), store, folder)
    text = path.read_text(encoding="utf-8-sig").splitlines()
    names = next(csv.reader(text[:1]))
    row = dict(zip(names, next(csv.reader(text[1:2]))))
    added = {**row, names[0]: "later"}
    path.write_text("\n".join([*text, ",".join('"%s"' % added[name] for name in names)]) + "\n", encoding="utf-8")
    publish_at(TIMES[1].isoformat(), store, folder)
    with serving(serve, store) as server:
        assert Client().at(server.url + "/v1/schemes/later", TIMES[1]).status_code == 200
        before = Client().at(server.url + "/v1/schemes/later", TIMES[0])
        assert before.status_code == 404
        assert parsed(before.headers["Memento-Datetime"]) == TIMES[0]
        assert links(before.headers["Link"])["original"][0][0] == server.url + "/v1/schemes/later"


@pytest.mark.parametrize("url, status", [
    ("https://example.org/v1/programs", 400), ("//example.org/v1/programs", 400), ("file:///etc/passwd", 400), ("", 400),
    ("/catalog.ttl", 400), ("/docs/getInstance", 400), ("/v1/releases", 400), ("/v1/timemap?url=/v1/programs", 400), ("/v1/changes", 400),
    ("/v1/programs.zip", 404), ("/v1/programs#x", 400), ("/v1/../programs", 400), ("programs", 400),
    ("/v1/programs/nothing", 404), ("/v1/nothing", 404), ("/v1/programs?nothing=1", 400), ("/v1/programs?limit=x", 400)])
def test_a_timemap_is_of_a_url_of_this_instance(url, status, now):
    answer = fetch(now, "/v1/timemap?url=" + urllib.parse.quote(url, safe=""))
    assert answer.status_code == status
    assert answer.json()["status"] == status and answer.json()["errors"]


@pytest.mark.parametrize("query, parameter", [("", "url"), ("url=/v1/programs&url=/v1/programs", "url"),
                                              ("url=/v1/programs&nothing=1", "nothing"),
                                              ("url=/v1/programs&before=0", "before")])
def test_what_a_timemap_does_not_understand_is_400(query, parameter, now):
    answer = fetch(now, "/v1/timemap?" + query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == parameter
    assert fetch(now, answer.json()["errors"][0]["example"]).status_code == 200


def test_a_timemap_of_a_memento_is_that_of_its_original(now):
    whole = fetch(now, "/v1/timemap?url=/v1/programs?limit=3").text
    assert fetch(now, "/v1/timemap?url=/v1/programs?limit=3%26release=2").text == whole
    assert fetch(now, "/v1/timemap?url=/v1/programs?as_of=2026-04-01%26limit=3").text == whole


def test_a_timemap_can_be_kept_until_it_is_another(now):
    path = "/v1/timemap?url=/v1/programs"
    tag = fetch(now, path).headers["ETag"]
    assert fetch(now, path, **{"If-None-Match": tag}).status_code == 304


def test_a_withdrawal_is_seen_at_once(history, serve):
    store = history.base / "withdrawing"
    shutil.copytree(history.store, store, symlinks=True)
    with serving(serve, store, "--cache-bytes", "0") as server:
        behind = server.url + "/v1/programs?release=3"
        first = Client().at(server.url + "/v1/programs", TIMES[1])
        tag = fetch(server, "/v1/timemap?url=/v1/programs").headers["ETag"]
        assert parsed(first.headers["Memento-Datetime"]) == TIMES[1]
        assert links(requests.get(behind, timeout=60).headers["Link"])["prev"][0][0].endswith("?release=1")
        assert run_program("withdraw", "--store", store, "--reason", "x", "2").returncode == 0
        answer = fetch(server, "/v1/timemap?url=/v1/programs", **{"If-None-Match": tag})
        assert answer.status_code == 200 and date(TIMES[1]) not in answer.text and date(TIMES[2]) in answer.text
        assert parsed(Client().at(server.url + "/v1/programs", TIMES[1]).headers["Memento-Datetime"]) == TIMES[0]
        # The state of release 2 goes on in release 3, which stands for it now.
        assert links(requests.get(behind, timeout=60).headers["Link"])["prev"][0][0].endswith("?release=1")
        assert run_program("withdraw", "--store", store, "--reason", "x", "1").returncode == 0
        found = links(requests.get(behind, timeout=60).headers["Link"])
        assert "prev" not in found and found["first"][0][0].endswith("?release=3")


@pytest.mark.parametrize("path, status", [("/v1/programs?release=2", 451), ("/programs?release=2", 451), ("/v1/changes", 200), ("/releases", 200)])
def test_an_answer_that_was_kept_is_none_after_a_withdrawal(history, serve, tmp_path, path, status):
    store = tmp_path / "kept"
    shutil.copytree(history.store, store, symlinks=True)
    with serve(store) as server, serve(store, "--cache-bytes", "0") as plain:
        for _ in range(3):  # the second is answered from what the first has left
            assert fetch(server, path).status_code == 200
        assert run_program("withdraw", "--store", store, "--reason", "x", "2").returncode == 0
        wanted = fetch(plain, path)
        assert wanted.status_code == status
        for _ in range(100):
            found = fetch(server, path)
            if found.content == wanted.content:
                break
            time.sleep(0.05)
        assert (found.status_code, found.content) == (status, wanted.content)


@pytest.mark.parametrize("path", ["/v1/changes", "/v1/changes.csv", "/v1/releases", "/v1/releases/3/changes", "/changes", "/releases", "/releases/3"])
def test_who_has_what_was_said_before_a_withdrawal_gets_what_is_said_now(history, serve, tmp_path, path):
    store = tmp_path / "had"
    shutil.copytree(history.store, store, symlinks=True)
    with serve(store) as server:
        before = fetch(server, path)
        assert run_program("withdraw", "--store", store, "--reason", "x", "3").returncode == 0
        for _ in range(100):
            now = fetch(server, path)
            if now.content != before.content:
                break
            time.sleep(0.05)
        assert now.content != before.content
        assert fetch(server, path, **{"If-None-Match": before.headers["ETag"]}).content == now.content


def test_a_page_of_another_origin_may_ask_and_read(now):
    allowed = requests.options(now.url + "/v1/programs", timeout=60, headers={
        "Origin": "https://example.org", "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "accept-datetime"})
    assert allowed.status_code == 204
    assert allowed.headers["Access-Control-Allow-Headers"] == "*"  # no credentials: any field
    shown = fetch(now, "/v1/programs?release=2").headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Link", "Memento-Datetime", "Vary", "Content-Location"} <= set(shown)


def test_vary_is_one_short_line(now):
    for path in ("/v1/programs", "/v1/datasets/programs", "/v1/downloads", "/v1/search?q=DX"):
        answer = requests.get(now.url + path, timeout=60, stream=True)
        lines = answer.raw.headers.getlist("Vary")
        assert len(lines) == 1 and len(lines[0]) <= 128 and "Accept-Datetime" in lines[0]


@pytest.mark.parametrize("length", [200, 400, 800, 1500, 3000, 3900])
def test_links_that_do_not_fit_are_left_out(length, now):
    path = "/v1/programs.json?name_ja__contains=" + "a" * (length - 38)
    fields = {"Accept-Datetime": date(TIMES[2])}
    answer = requests.get(now.url + path, headers=fields, allow_redirects=False, timeout=60)
    assert answer.status_code == 302 and answer.headers["Location"].startswith(path)
    memento = requests.get(now.url + answer.headers["Location"], timeout=60)
    assert memento.status_code == 200 and "Memento-Datetime" in memento.headers
    for one in (answer, memento, fetch(now, path)):
        kept = [value for value in one.raw.headers.getlist("Link") if "original" in value]
        assert all(len(value) <= 1024 for value in kept)
        assert bool(kept) == (length < 1000)
    head = b"".join(b"X: %d\r\n" % i for i in range(3)) + b"Y: " + b"y" * 6500
    crowded = requests.get(now.url + path, headers={**fields, "Y": head[-6500:].decode()}, allow_redirects=False, timeout=60)
    assert crowded.status_code in (302, 431)
    assert crowded.status_code == 431 or crowded.headers["Location"].startswith(path)


# --- clients that others made, and caches ------------------------------------------------------------------------------


def test_packages_of_npm_find_it(history, now):
    if not (NPM / "node_modules" / "memento-client").is_dir():
        pytest.skip("make npm")
    path = "/v1/programs.json?limit=3&sort=-id"
    timemap = links(requests.head(now.url + path, timeout=60).headers["Link"])["timemap"][0][0]
    done = subprocess.run(["node", ROOT / "tests" / "http" / "clients" / "memento.js", now.url, path, timemap,
                           TIMES[2].isoformat()], capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "NODE_PATH": str(NPM / "node_modules")})
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["datetime"] == date(TIMES[1])
    assert bare(found["body"].encode().replace(now.url.encode(), b"")) == bare(history.then[2, path])
    listed = Client().mementos(now.url + path)
    assert [(parsed(one["datetime"]), one["href"]) for one in found["timemap"] if "memento" in one["rel"].split()] == listed
    assert [one["href"] for one in found["timegate"] if one["rel"] in ("first memento", "last memento")] == [
        listed[0][1], listed[-1][1]]
