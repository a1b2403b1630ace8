"""`hiraku site`: the whole instance as files that a plain file server can give, equal to what `serve` answers but for links.

Two releases of a small instance, written as they will lie below a path; a crawler follows every link through Python's
http.server, and every file is compared with the answer of a server with the same base URL.
"""

import functools
import hashlib
import html
import http.server
import json
import pathlib
import random
import re
import subprocess
import threading
import types
import urllib.parse

import pytest
import requests

import small_instance
from conftest import publish_directory, run_program, serve_store

BELOW = "town/open-data"
LIST = "hiraku-site.tsv"
NEEDS_SERVICE = {"problems/needs-service.html", "en/problems/needs-service.html"}
BROWSER = {"Accept": "text/html, */*;q=0.1", "Accept-Encoding": "identity"}
ALONE = ["--mcp", "0", "--ckan", "0", "--copies", "0", "--usage", "off"]  # what only a running service has
ATTRIBUTE = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def listing(folder):
    lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The copy behind a file server, and a server of the same store."""
    root = tmp_path_factory.mktemp("copy")
    instance = small_instance.Instance(root / "instance")
    publish_directory(root / "store", root / "instance")
    instance.observe("visitors,FY2020,actual,level,,,,101,,exact,revised,plan,",
                     "visitors,FY2021,actual,level,,,,120,,exact,final,plan,",
                     "rate,2020,actual,level,,,,5.0,,exact,final,report,")
    publish_directory(root / "store", root / "instance")
    folder = root / "www" / BELOW
    handler = functools.partial(Quiet, directory=str(root / "www"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as files:
        threading.Thread(target=files.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{files.server_port}/{BELOW}"
        done = run_program("site", "--store", root / "store", "--base-url", base, folder)
        assert done.returncode == 0, done.stderr
        with serve_store(root / "store", "--base-url", base, *ALONE) as server:
            yield types.SimpleNamespace(folder=folder, base=base, server=server, store=root / "store", said=done.stdout,
                                        files=listing(folder))
        files.shutdown()


def crawl(base):
    """What each address below the base was found on, and its answer."""
    session, found, todo = requests.Session(), {}, [(base + "/", "")]
    while todo:
        url, where = todo.pop()
        if url in found:
            continue
        answer = session.get(url)
        found[url] = (answer.status_code, where)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        for _, link in ATTRIBUTE.findall(answer.text):
            target = urllib.parse.urldefrag(urllib.parse.urljoin(answer.url, html.unescape(link))).url
            if urllib.parse.urlsplit(target).netloc == urllib.parse.urlsplit(base).netloc:
                todo.append((target, url))
    return found


def test_no_link_is_broken_below_a_path(copy):
    found = crawl(copy.base)
    assert len(found) > 300
    assert [(url, *seen) for url, seen in found.items() if seen[0] != 200] == []
    assert [url for url in found if not url.startswith(copy.base)] == []


def test_links_of_pages_have_no_query(copy):
    """A host of files leaves queries out: whatever asks for something would silently get something else."""
    for page in copy.folder.rglob("*.html"):
        links = [link for _, link in ATTRIBUTE.findall(page.read_text(encoding="utf-8")) if link.startswith((".", copy.base))]
        assert [link for link in links if "?" in link] == [], page


# --- equal to what serve answers ---

def without_links(text, base):
    text = ATTRIBUTE.sub(lambda m: m.group(1) + '="…"' if m.group(2).startswith(("/", ".", base)) else m.group(0), text)
    text = re.sub(r'"next":"[^"]*"', '"next":"…"', text)
    return re.sub(re.escape(base) + r"/[\w/?&;=:%.~+!@$*-]*", "…", text)


def links_of(text):
    return [(name, html.unescape(link)) for name, link in ATTRIBUTE.findall(text)]


def asked_by(link, own="ja"):
    """What the service is asked for a link, as the documents say it: the own language is not said."""
    parts = urllib.parse.urlsplit(link)
    query = [one for one in parts.query.split("&") if one and one != f"lang={own}"]
    query.sort(key=lambda one: one.startswith("lang="))
    return parts.path + ("?" + "&".join(query) if query else "")


def refreshed(path):
    """Where a page leads that does nothing else."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', path.read_text(encoding="utf-8"))
    return found and urllib.parse.unquote(found.group(1))


def inside(copy, file, link):
    """The file below the folder that a link of a file leads to."""
    base = copy.base + "/" + urllib.parse.quote(file)
    path = urllib.parse.unquote(urllib.parse.urlsplit(urllib.parse.urljoin(base, link)).path)
    path = path.removeprefix("/" + BELOW + "/")
    return path + "index.html" if path == "" or path.endswith("/") else path


@functools.cache
def leads_to(url, ask):
    """What the service asks a browser to look at in place of an address."""
    answer = requests.get(url + ask, headers=BROWSER, allow_redirects=False)
    return asked_by(answer.headers["Location"] if answer.is_redirect else answer.headers.get("Content-Location", ask))


def compare_page(copy, file, served):
    """All but links is the same, and each leads to the file of what the service's one asks for."""
    made = (copy.folder / file).read_text(encoding="utf-8")
    if file in ("search/index.html", "en/search/index.html"):
        made = re.sub(r'<script src="[./]*/search\.js".*?</script>|<div id="found">.*?</div>', "", made)
    assert without_links(made, copy.base) == without_links(served, copy.base), file
    english = file.startswith("en/")
    for (name, link), (_, original) in zip(links_of(made), links_of(served), strict=True):
        if not original.startswith("/"):
            continue
        place, original = inside(copy, file, link), urllib.parse.urldefrag(original).url
        if place in NEEDS_SERVICE:
            refused = requests.get(copy.server.url + original, headers=BROWSER).status_code == 404
            assert name == "action" or "?" in original or refused, (file, original)
            continue
        asks = {asked_by(original), asked_by(original + ("&" if "?" in original else "?") + "lang=en") if english else ""}
        asks |= {leads_to(copy.server.url, ask) for ask in asks if ask}
        assert copy.files[place] in asks, (file, original, link)


def test_every_file_is_what_serve_answers(copy):
    session = requests.Session()
    pages = []
    for file, ask in copy.files.items():
        path = copy.folder / file
        answer = session.get(copy.server.url + ask, headers=BROWSER, allow_redirects=False)
        kind = answer.headers.get("Content-Type", "")
        if answer.is_redirect or (file.endswith("/index.html") and "html" not in kind):
            assert refreshed(path), file
            assert (path.parent / refreshed(path)).exists(), file
            continue
        assert answer.status_code == 200, (file, ask)
        if kind.startswith("text/html"):
            pages.append((file, answer.text))
            if "search" not in file:
                made, served = (without_links(text, copy.base) for text in (path.read_text(encoding="utf-8"), answer.text))
                assert (made == served) is True, file
        elif any(word in kind for word in ("json", "xml", "text/plain")):
            assert (without_links(path.read_text(encoding="utf-8"), copy.base) == without_links(answer.text, copy.base)) is True, file
        else:
            assert path.read_bytes() == answer.content, file
    assert len(pages) > 100
    for file, served in random.Random(15).sample(pages, 30) + [one for one in pages if "search" in one[0]]:
        compare_page(copy, file, served)


def test_every_page_of_the_sitemap_is_there(copy):
    served = requests.get(copy.server.url + "/sitemap.xml").text
    for url in re.findall(r"<loc>([^<]*)</loc>", served):
        assert requests.get(url).status_code == 200, url


def test_files_for_download_are_given_byte_by_byte(copy):
    """So the digests of catalogues hold, and signatures."""
    catalogue = requests.get(copy.server.url + "/v1/downloads.json").json()
    files = [one for one in catalogue["items"] if one.get("sha256")]
    assert len(files) > 5
    for one in files:
        made = copy.folder / one["url"].removeprefix(copy.base + "/")
        assert hashlib.sha256(made.read_bytes()).hexdigest() == one["sha256"], made


def test_pages_of_a_list_go_on(tmp_path):
    """A cursor leads to a file; the last page has no next one."""
    instance = small_instance.Instance(tmp_path / "instance")
    instance.write("sources", ["id,title_ja,kind"] + [f"s{number:03},資料{number},report" for number in range(230)] +
                   ["plan,計画書,plan", "report,報告書,report"])
    publish_directory(tmp_path / "store", tmp_path / "instance")
    assert run_program("site", "--store", tmp_path / "store", tmp_path / "out").returncode == 0
    at, rows = "v1/sources.json", 0
    for _ in range(10):
        page = json.loads((tmp_path / "out" / at).read_text(encoding="utf-8"))
        rows += len(page["items"])
        if not page["next"]:
            break
        assert page["next"].startswith(small_instance.INSTANCE["base_url"] + "/v1/q/")
        at = page["next"].removeprefix(small_instance.INSTANCE["base_url"] + "/")
    assert rows == 232


# --- what a host of files needs ---

def test_hosts_find_what_they_look_for(copy):
    missing = (copy.folder / "404.html").read_text(encoding="utf-8")
    links = [link for _, link in links_of(missing) if not link.startswith(("#", "http"))]
    assert links and all(link.startswith(f"/{BELOW}/") for link in links)
    assert (copy.folder / ".nojekyll").read_bytes() == b""
    assert copy.base + "/sitemap.xml" in (copy.folder / "robots.txt").read_text()
    assert copy.base + "/" in copy.said


def test_names_say_the_type(copy):
    """Hosts know a file by the ending of its name."""
    known = {".html", ".json", ".csv", ".xml", ".txt", ".css", ".js", ".svg", ".png", ".gz", ".zip", ".atom", ".rdf", ".ttl",
             ".nt", ".jsonld", ".ndjson", ".xlsx", ".sqlite", ".link", ".csl", ".bib", ".ris", ".prom", ".yaml"}
    odd = {pathlib.PurePosixPath(file).suffix for file in copy.files if not file.startswith(".well-known/")} - known
    assert odd == set()


def test_what_no_file_can_answer_is_explained(copy):
    page = (copy.folder / "kpis/index.html").read_text(encoding="utf-8")
    served = requests.get(copy.server.url + "/kpis", headers=BROWSER).text
    pairs = zip(links_of(page), links_of(served), strict=True)
    sorted_by = [link for (_, link), (_, original) in pairs if "sort=" in original]
    assert sorted_by and set(sorted_by) == {"../problems/needs-service.html"}
    text = (copy.folder / "problems/needs-service.html").read_text(encoding="utf-8")
    assert "ファイルだけの写し" in text


def test_the_search_knows_the_titles(copy):
    for language, start in (("ja", ""), ("en", "en/")):
        index = json.loads((copy.folder / f"search-index-{language}.json").read_text(encoding="utf-8"))
        titles = dict(index)
        assert [path for path in titles if inside(copy, "index.html", path) not in copy.files] == []
        assert f"{start}kpis/visitors/" in titles
    assert dict(json.loads((copy.folder / "search-index-ja.json").read_text(encoding="utf-8")))["kpis/visitors/"] == "来訪者数"


def test_the_script_finds(copy):
    """In Chromium: what the page of results shows."""
    shown = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom",
         f"{copy.base}/search/?q=" + urllib.parse.quote("来訪者")],
        capture_output=True, encoding="utf-8", timeout=120, check=True).stdout
    found = shown[shown.index('id="found"'):]
    assert f'href="{copy.base}/kpis/visitors/"' in found
    assert "来訪者数" in found


# --- the folder ---

def test_a_folder_of_somebody_else_is_left_alone(copy, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    done = run_program("site", "--store", copy.store, tmp_path / "mine")
    assert done.returncode == 2
    assert "hiraku site" in done.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    assert not (tmp_path / "mine.tmp").exists()


def test_a_copy_of_ours_is_replaced_whole(copy, tmp_path):
    out = tmp_path / "out"
    for _ in range(2):
        assert run_program("site", "--store", copy.store, str(out) + "/").returncode == 0
        assert not (out / "stale.html").exists()
        (out / "stale.html").write_text("")
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_what_cannot_be_written_leaves_the_former_copy(copy, tmp_path):
    out = tmp_path / "out"
    assert run_program("site", "--store", copy.store, out).returncode == 0
    before = sorted(out.rglob("*"))
    done = run_program("site", "--store", tmp_path / "nothing", out)
    assert done.returncode != 0
    assert sorted(out.rglob("*")) == before
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_json_tells_the_figures(copy, tmp_path):
    done = run_program("site", "--json", "--store", copy.store, tmp_path / "out")
    told = json.loads(done.stdout)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert told["release"] == 2 and told["base_url"] == small_instance.INSTANCE["base_url"]
    assert told["files"] == len(files) - 1  # the list of files is not counted
    assert told["folder"] == str(tmp_path / "out")
