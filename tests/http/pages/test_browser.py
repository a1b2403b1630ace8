"""The pages in a browser: valid, without barriers that axe finds, in both colour schemes, 320 pixels wide, with nothing
from elsewhere and nothing on the console.

Needs Debian's chromium and the npm packages of tests/http/clients, which `make` installs into build/npm (HIRAKU_NPM names
another folder). Where they are not there, says so and skips; with CI=true that is a failure.
"""

import contextlib
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import threading

import pytest

from conftest import ROOT, clean_environment

PACKAGES = pathlib.Path(os.environ.get("HIRAKU_NPM") or ROOT / "build" / "npm") / "node_modules"
VISIT = pathlib.Path(__file__).with_name("visit.cjs")
PAGES = ["/", "/programs?kind=plan", "/programs/yokohama-overseas-oi", "/kpis/yokohama-oi-kpi1", "/embed/kpis/yokohama-oi-kpi1", "/observations?limit=20",
         "/about", "/about/sources",
         "/compare", "/compare?kpi=jetro-2022-open-innovation-obstacles,yokohama-image-2015-known", "/compare?kpi=japan-no-wish-to-study-abroad,japan-no-wish-to-work-abroad&find=海外",
         "/search?q=横浜", "/search", "/programs?release=1", "/programs/nothing", "/v1/startups", "/problems/not-found",
         "/docs", "/docs/dictionary", "/docs/listObservations", "/docs/listPrograms?limit=2&kind=plan", "/docs/listPrograms?knd=1",
         "/downloads"]
FAULTY = """<!DOCTYPE html><html><head><title>x</title></head><body><div id="a" id="b"><img src="http://localhost:9/x.png">
<p style="width:900px;color:#eee;background:#fff">pale</p><script>console.log("said")</script></body></html>"""


def chromium_or_skip():
    """The path of the browser; skips, with the reason, where it or its packages are not there."""
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("node") or not (PACKAGES / "playwright-core").is_dir():
        reason = f"chromium, or the npm packages of tests/http/clients in {PACKAGES}, are not there: type  make npm"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return chromium


def visit(url, paths, languages=("ja-JP", "en-GB"), schemes=("light",)):
    asked = {"chromium": chromium_or_skip(), "url": url, "paths": paths, "languages": languages, "schemes": schemes}
    done = subprocess.run(["node", VISIT], input=json.dumps(asked), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          env=clean_environment({"NODE_PATH": str(PACKAGES)}), timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def faults(seen):
    return [(one["path"], one["locale"], one["colorScheme"], kind, one[kind]) for one in seen
            for kind in ("invalid", "axe", "elsewhere", "wide") if one[kind]]


@pytest.fixture(scope="module")
def seen(server):
    return visit(server.url, PAGES)


def test_each_page_was_read_in_both_languages(seen):
    assert [(one["path"], one["locale"]) for one in seen] == [(path, locale) for locale in ("ja-JP", "en-GB") for path in PAGES]
    assert [one["path"] for one in seen if one["status"] != (404 if "nothing" in one["path"] else 200)] == []


@pytest.mark.parametrize("kind", ["invalid", "axe", "elsewhere", "wide"])
def test_nothing_is_wrong_with_a_page(seen, kind):
    assert [fault for fault in faults(seen) if fault[3] == kind] == []


def test_a_table_in_a_narrow_window_still_is_one_to_a_screen_reader(seen):
    assert sum(one["tables"]["there"][3] for one in seen) > 5000
    assert [(one["path"], one["tables"]) for one in seen if one["tables"]["there"] != one["tables"]["told"]] == []


def test_the_console_stays_empty(seen):
    """But for the status of a page that is not there."""
    assert [(one["path"], one["said"]) for one in seen if one["said"] and one["status"] == 200] == []


def test_the_dark_scheme_has_no_barriers_either(server):
    assert faults(visit(server.url, ["/", "/kpis/yokohama-oi-kpi1", "/programs?kind=plan", "/compare?kpi=jetro-2022-open-innovation-obstacles,yokohama-image-2015-known"], ("ja-JP",), ("dark",))) == []


@contextlib.contextmanager
def town_site(html):
    """A web site of somebody else's, with one page."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as town:
        threading.Thread(target=town.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{town.server_port}"
        town.shutdown()


def test_another_site_shows_a_figure_and_nothing_else_in_a_frame(server):
    """What is in each frame: the figure, and the page of an error in place of the page of the KPI."""
    frames = "".join(f'<iframe src="{server.url}{path}"></iframe>' for path in ("/embed/kpis/yokohama-oi-kpi1", "/kpis/yokohama-oi-kpi1"))
    with town_site(f'<!DOCTYPE html><html lang="ja"><title>x</title><body>{frames}</body></html>') as url:
        one, = visit(url, ["/"], ("ja-JP",))
    assert "95.00" in one["frames"][0] and "投資呼込額" in one["frames"][0]
    assert "投資呼込額" not in one["frames"][1]
    assert any("frame-ancestors" in text for text in one["said"])


def test_what_is_wrong_would_be_seen():
    with town_site(FAULTY) as url:
        one, = visit(url, ["/"], ("en-GB",))
    assert {kind for _, _, _, kind, _ in faults([one])} == {"invalid", "axe", "elsewhere", "wide"} and "said" in one["said"]
    assert any("duplicate" in text for text in one["invalid"]) and any("color-contrast" in text for text in one["axe"])
