"""contrib/clients: every client, run as a newcomer would, against the sample and against a service that misbehaves.

    python3 -m pytest tests/docs/test_clients.py

A language that is not installed is skipped, and the reason names the Debian packages.
"""

import contextlib
import csv
import functools
import http.server
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest

CLIENTS = pathlib.Path(__file__).resolve().parents[2] / "contrib" / "clients"
DEBIAN_PYTHON = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable
LANGUAGES = {  # how it is run, what must succeed first, what to install
    "python": ([DEBIAN_PYTHON, "hiraku.py"], [DEBIAN_PYTHON, "-c", "import requests, pandas"],
               "python3-requests python3-pandas"),
    "r": (["Rscript", "hiraku.R"], ["Rscript", "-e", "library(jsonlite)"], "r-base-core r-cran-jsonlite"),
    "javascript": (["node", "hiraku.mjs"], ["node", "-e", "fetch"], "nodejs (18 or later)"),
    "shell": (["bash", "hiraku.sh"], ["sh", "-c", "command -v curl && command -v jq"], "curl jq"),
}
KPI = "yokohama-oi-kpi1"
FILTERED = "programs?status=running&limit=4"


@functools.lru_cache(None)
def installed(language):
    probe = LANGUAGES[language][1]
    return shutil.which(probe[0]) is not None and subprocess.run(
        probe, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120).returncode == 0


@pytest.fixture(params=list(LANGUAGES))
def client(request, tmp_path):
    """client(*arguments, **environment) → CompletedProcess; runs in an empty folder, .folder."""
    command, _, packages = LANGUAGES[request.param]
    if not installed(request.param):
        pytest.skip(f"contrib/clients/{command[1]} is not tested here: apt-get install {packages}")

    def run(*arguments, **extra):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("HIRAKU", "LC_")) and not name.lower().endswith("_proxy")}
        environment.update(LANG="C.UTF-8", PYTHONDONTWRITEBYTECODE="1", **extra)
        return subprocess.run([command[0], str(CLIENTS / command[1]), *arguments], cwd=tmp_path, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=120, check=False)
    run.language, run.folder = request.param, tmp_path
    return run


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read().decode("utf-8")


def lines(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


# --- against the sample ---------------------------------------------------------------------------

@pytest.mark.parametrize("table, rows", [("programs", 44), ("observations", 99), ("municipalities", 1789)])
def test_a_table_is_whole(client, server, table, rows):
    header, *records = csv.reader(io.StringIO(fetch(f"{server.url}/v1/{table}.csv")))
    assert len(records) == rows
    assert lines(client("table", table, server.url)) == [f"{table}: {rows} rows, {len(header)} columns"]
    if client.language == "shell":
        assert (client.folder / f"{table}.csv").read_bytes().decode() == fetch(f"{server.url}/v1/{table}.csv")


def test_a_list_has_every_id_once(client, server):
    ids = [row["id"] for row in csv.DictReader(io.StringIO(fetch(f"{server.url}/v1/programs.csv")))]
    assert len(ids) == len(set(ids)) == 44
    assert lines(client("list", "programs?limit=7", server.url)) == ids


@pytest.mark.parametrize("query", [FILTERED, "programs?status=running&limit=4&count=no", "programs?status=running"])
def test_a_filtered_list_has_every_id_once(client, server, query):
    rows = csv.DictReader(io.StringIO(fetch(f"{server.url}/v1/programs.csv")))
    ids = [row["id"] for row in rows if row["status"] == "running"]
    assert len(ids) > 20
    assert lines(client("list", query, server.url)) == ids


def test_a_filter_may_be_japanese(client, server):
    found = lines(client("list", "programs?name_ja=トライアル発注制度", server.url))
    assert found == ["yokohama-trial-order"]


def test_an_empty_list_is_no_error(client, server):
    assert "".join(lines(client("list", "programs?name_ja=nothing", server.url))).strip() == ""


def test_a_series_is_printed_with_all_that_belongs_to_it(client, server):
    done = client("series", KPI, server.url + "/")
    text = lines(done)
    answer = json.loads(fetch(f"{server.url}/v1/kpis/{KPI}/series"))
    assert text[0] == f"海外とのオープンイノベーションを通じた投資呼込額 ({KPI})"
    assert text[1] == "unit: 億円 | good direction: increase"
    assert text[-1] == answer["attribution"]
    assert len(text) == 3 + answer["total"]
    assert re.search(r"^FY2025 +target +increment +95\.00 #{19}$", done.stdout, re.MULTILINE)
    assert re.search(r"^FY2024 +target +increment +5\.00 #$", done.stdout, re.MULTILINE)
    assert re.search(r"^FY2023/FY2025 +target +cumulative +100\.00 #{20}$", done.stdout, re.MULTILINE)
    assert re.search(r"^FY2026 +target +increment +missing: not_applicable$", done.stdout, re.MULTILINE)


def test_every_series_is_the_same_in_all_languages(server, client):
    """As a plain reading of the CSV gives it: digits, gaps, items, how exact a value is."""
    for kpi in (KPI, "foreign-population", "yokohama-business-110-foreign-staff", "ysc-members"):
        printed = lines(client("series", kpi, server.url))[2:-1]
        rows = list(csv.DictReader(io.StringIO(fetch(f"{server.url}/v1/kpis/{kpi}/series.csv"))))
        assert len(printed) == len(rows)
        for line, row in zip(printed, rows):
            words = [row["period"], row["value_type"], row["accumulation"], row["value"],
                     f"missing: {row['missing']}" if row["missing"] else "", row["item"], row["segment"], row["area"],
                     *(row[name] for name in ("qualifier", "status", "certainty") if row[name] not in ("exact", "final"))]
            assert re.sub(r" #+|\s+", " ", line).split() == " ".join(words).split()


def test_the_readme_shows_what_the_clients_print(client, server):
    shown = lines(client("series", KPI, server.url))
    for name in ("README.md", "README.ja.md"):
        assert "\n".join(shown) in (CLIENTS / name).read_text(encoding="utf-8")


def test_the_address_may_come_from_the_environment(client, server):
    assert lines(client("table", "startups", HIRAKU_URL=server.url))[0].startswith("startups: 2 rows")


@pytest.mark.parametrize("arguments", [("table", "nothing"), ("list", "programs?nothing=1"), ("series", "nothing")])
def test_an_error_of_the_service_is_an_error(client, server, arguments):
    done = client(*arguments, server.url)
    assert done.returncode != 0 and done.stdout == "" and not list(client.folder.iterdir())
    assert re.search(r"40[04]" if client.language == "r" else r"/problems/(not-found|unknown-parameter)", done.stderr)


@pytest.mark.parametrize("arguments", [(), ("table",), ("nothing", "programs")])
def test_wrong_arguments_are_answered_with_the_usage(client, arguments):
    done = client(*arguments)
    assert done.returncode != 0 and done.stdout == ""
    assert all(word in done.stderr for word in ("table", "list", "series"))


# --- against a service that misbehaves ------------------------------------------------------------

@contextlib.contextmanager
def spoilt(origin, spoil):
    """A proxy on a free port. spoil(path, text) → (status, text, bytes to be sent, None: all)."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                text = fetch(origin + self.path)
            except urllib.error.HTTPError as error:
                text = error.read().decode("utf-8")
            status, text, size = spoil(self.path, text)
            body = text.encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", "text/csv" if ".csv" in self.path else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:size])
            self.close_connection = True

        def log_message(self, *_):
            pass

    proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=proxy.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{proxy.server_port}"
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()


def untouched(_, text):
    return 200, text, None


def later_page_fails(path, text):
    return (503, '{"status":503}', None) if "cursor=" in path else (200, text, None)


def later_page_breaks_off(path, text):
    return 200, text, 200 if "cursor=" in path else None


def changed(path, text, change):
    """`change` applied to the pages after the first."""
    answer = json.loads(text)
    if "cursor=" in path:
        change(answer)
    return 200, json.dumps(answer, ensure_ascii=False, separators=(",", ":")), None


def record_is_lost(path, text):
    return changed(path, text, lambda answer: answer["items"].pop())


def record_comes_twice(path, text):
    return changed(path, text, lambda answer: answer["items"].__setitem__(0, answer["items"][1])
                   if len(answer["items"]) > 1 else None)


def walk_ends_early(path, text):
    return changed(path, text, lambda answer: answer.update(next=None))


def release_changes(path, text):
    return changed(path, text, lambda answer: answer.update(changed_in=answer["changed_in"] + 1))


def only_page_is_partial(_, text):
    answer = json.loads(text)
    answer.update(next=None, complete=False, total=None)
    return 200, json.dumps(answer, separators=(",", ":")), None


def only_page_loses_a_record(_, text):
    answer = json.loads(text)
    answer["items"].pop()
    return 200, json.dumps(answer, separators=(",", ":")), None


def last_row_is_lost(path, text):
    return 200, text[:text.rstrip().rindex("\n") + 1] if ".csv" in path else text, None


def table_breaks_off(path, text):
    return 200, text, text.encode().rindex(b"\n", 0, -1) + 1 if ".csv" in path else None


def test_the_proxy_itself_does_no_harm(client, server):
    with spoilt(server.url, untouched) as url:
        assert len(lines(client("list", FILTERED, url))) > 20
        assert lines(client("table", "programs", url)) == ["programs: 44 rows, 25 columns"]


@pytest.mark.parametrize("spoil", [later_page_fails, later_page_breaks_off, record_is_lost, record_comes_twice,
                                   walk_ends_early, release_changes, only_page_is_partial])
def test_a_list_is_never_partial(client, server, spoil):
    with spoilt(server.url, spoil) as url:
        done = client("list", FILTERED, url)
    assert done.returncode != 0 and done.stdout == "" and done.stderr


@pytest.mark.parametrize("spoil", [last_row_is_lost, table_breaks_off])
def test_a_table_is_never_partial(client, server, spoil):
    with spoilt(server.url, spoil) as url:
        done = client("table", "programs", url)
    assert done.returncode != 0 and done.stdout == "" and done.stderr and not list(client.folder.iterdir())


@pytest.mark.parametrize("spoil", [only_page_is_partial, only_page_loses_a_record])
def test_a_series_is_never_partial(client, server, spoil):
    with spoilt(server.url, spoil) as url:
        done = client("series", KPI, url)
    assert done.returncode != 0 and done.stdout == "" and done.stderr


# --- the files ------------------------------------------------------------------------------------

def test_the_javascript_client_needs_nothing_but_what_a_browser_has(server):
    if not installed("javascript"):
        pytest.skip("contrib/clients/hiraku.mjs is not tested here: apt-get install nodejs (18 or later)")
    script = (f'const log = console.log; delete globalThis.process; const m = await import("{CLIENTS / "hiraku.mjs"}");'
              f'log((await m.loadTable("programs", "{server.url}")).length);'
              f'log((await m.loadTable("observations", "{server.url}")).find((o) => o.fiscal_year === "2025").value);')
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, encoding="utf-8",
                          timeout=60, check=False, stdin=subprocess.DEVNULL)
    assert lines(done) == ["44", "95.00"]
    assert not re.search(r"^import |require\(", (CLIENTS / "hiraku.mjs").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", [command[1] for command, _, _ in LANGUAGES.values()])
def test_a_client_is_short(name):
    assert len((CLIENTS / name).read_text(encoding="utf-8").splitlines()) <= 80
