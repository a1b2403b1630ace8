"""How an instance looks: logo, icon, colours, style sheet and links of its folder site/."""

import hashlib
import json
import os
import re
import shutil
import struct
import zlib

import pytest
import requests

from conftest import ROOT, publish_directory, publish_result, run_program, serve_store
from small_instance import Instance
from test_browser import faults, visit
from test_pages import BROWSER, Page

HTML = {"Accept": BROWSER}
FOR_EVER = "public, max-age=31536000, immutable"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><path fill="#0a5c36" d="M0 0h80v40z"/></svg>\n'
KEYS = {"colours": {"light": {"accent": "#0a5c36", "link": "#0A5C36"}, "dark": {"back": "#000"}},
        "footer_links": [{"label_ja": "試験市", "label_en": "Test City", "url": "https://www.example.jp/?a=1&b=2"},
                         {"label_ja": "電話", "url": "tel:+81-3-0000-0000"}]}
SHEET = """@media screen and (prefers-color-scheme:light){
:root{--link:#0a5c36;--accent:#0a5c36;}
}
@media screen and (prefers-color-scheme:dark){
:root{--back:#000000;}
@media (forced-colors:none){.hk-chart{--hk-back:#000000;}}
}
"""


def png(width, height, broken=False):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data) ^ broken)
    rows = b"".join(b"\0" + b"\x20" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Site(Instance):
    def site(self, name, content):
        (self.path / "site").mkdir(exist_ok=True)
        if isinstance(content, (dict, list)):
            content = json.dumps(content, ensure_ascii=False, indent=1)
        (self.path / "site" / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def whole(self):
        for name, content in (("logo.svg", LOGO), ("favicon.png", png(32, 32)), ("site.json", KEYS), ("style.css", "h1{letter-spacing:0}\n")):
            self.site(name, content)
        return self


@pytest.fixture
def instance(tmp_path):
    return Site(tmp_path / "instance")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    publish_directory(folder / "store", Site(folder / "instance").whole().path)
    with serve_store(folder / "store") as server:
        yield server


def get(server, target, language="ja", **headers):
    return requests.get(server.url + target, headers={**HTML, "Accept-Language": language, **headers}, timeout=60, allow_redirects=False)


def looks(page):
    """The files that a page loads, by their names."""
    found = re.findall(r'(?:href|src)="(/(?:site|docs)/[^"]+/([a-z]+\.(?:svg|png|css|js)))"', page)
    return {("docs/" if address.startswith("/docs") else "") + name: address for address, name in found}


def findings(instance, env=None):
    done = run_program("check", "--json", instance.path, env=env)
    return [one for one in json.loads(done.stdout)["findings"] if one["file"].startswith("site")]


def told(instance, env=None):
    return [(one["rule"], one["file"], one["line"]) for one in findings(instance, env)]


# --- what is served ---

@pytest.mark.parametrize("path", ["/", "/kpis", "/kpis/rate", "/search?q=a", "/docs", "/downloads", "/changes", "/releases/1", "/compare", "/nothing"])
def test_every_page_has_logo_icon_colours_and_links(served, path):
    page = get(served, path)
    assert set(looks(page.text)) == {"docs/style.css", "docs/script.js", "logo.svg", "favicon.png", "colours.css", "style.css"}
    assert re.search(r'<a class="site" href="/">\s*<img src="/site/1/[0-9a-f]{16}/logo.svg" alt="" width="80" height="40">試験</a>', page.text)
    assert re.search(r'<link rel="icon" type="image/png" href="/site/1/[0-9a-f]{16}/favicon.png">', page.text)
    foot = page.text.split("<footer>")[1]
    assert '<a href="https://www.example.jp/?a=1&amp;b=2">試験市</a>' in foot and '<a href="tel:+81-3-0000-0000">電話</a>' in foot
    assert Page(page.text).faults == []


def test_links_are_in_the_language_of_the_page_where_they_have_it(served):
    foot = get(served, "/kpis", "en").text.split("<footer>")[1]
    assert ">Test City</a>" in foot and '<span lang="ja">電話</span></a>' in foot and "試験市</a>" not in foot


def test_a_frame_of_another_site_has_the_colours_and_nothing_else(served):
    page = get(served, "/embed/kpis/rate")
    assert set(looks(page.text)) == {"docs/style.css", "colours.css"} and "<img" not in page.text and "icon" not in page.text


def test_an_address_has_the_digest_of_what_it_gives(served):
    names = looks(get(served, "/kpis").text)
    types = {"logo.svg": "image/svg+xml", "favicon.png": "image/png", "colours.css": "text/css; charset=utf-8", "style.css": "text/css; charset=utf-8",
             "docs/style.css": "text/css; charset=utf-8", "docs/script.js": "text/javascript; charset=utf-8"}
    for name, address in names.items():
        answer = get(served, address)
        assert hashlib.sha256(answer.content).hexdigest()[:16] == address.split("/")[-2], name
        assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (200, types[name], FOR_EVER)
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and "Accept" not in answer.headers["Vary"].replace("Accept-Encoding", "")
        assert get(served, address, **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_what_is_served_is_what_was_brought(served):
    names = looks(get(served, "/kpis").text)
    assert get(served, names["logo.svg"]).text == LOGO and get(served, names["colours.css"]).text == SHEET
    picture = get(served, names["favicon.png"])
    assert picture.content == png(32, 32) and "Content-Encoding" not in picture.headers


def test_what_an_instance_brought_is_served_in_a_sandbox(served):
    for name, address in looks(get(served, "/kpis").text).items():
        policy = get(served, address).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ") and "script-src" not in policy and "frame-ancestors 'none'" in policy
        assert (" sandbox; " in policy) == (not name.startswith("docs/"))


def test_the_pages_load_from_nowhere_else(served):
    policy = get(served, "/kpis").headers["Content-Security-Policy"]
    assert re.findall(r"([a-z]+)-src ([^;]+)", policy) == [("default", "'none'"), ("style", "'self'"), ("script", "'self'"), ("connect", "'self'"),
                                                           ("img", "'self'")]
    framed = get(served, "/embed/kpis/rate").headers["Content-Security-Policy"]
    assert re.findall(r"([a-z]+)-src ([^;]+)", framed) == [("default", "'none'"), ("style", "'self'")]


def test_nothing_but_the_files_of_the_list_can_be_asked_for(served):
    logo = looks(get(served, "/kpis").text)["logo.svg"]
    digest = logo.split("/")[3]
    keys = hashlib.sha256(json.dumps(KEYS, ensure_ascii=False, indent=1).encode() + b"\n").hexdigest()[:16]
    for address in (f"/site/1/{digest}/other.svg", f"/site/1/{digest}/favicon.svg", f"/site/2/{digest}/logo.svg", f"/site/0/{digest}/logo.svg",
                    f"/site/01/{digest}/logo.svg", f"/site/1/{digest[:15]}/logo.svg", "/site/1/0000000000000000/logo.svg", f"/site/1/{keys}/site.json",
                    "/site/1/0000000000000000/colours.css", f"/site/1/{digest}/..%2Finstance.json", "/site", "/site/1", f"/site/1/{digest}",
                    f"/site/-1/{digest}/logo.svg", f"/site/x/{digest}/logo.svg", f"/site/99999999999999999999/{digest}/logo.svg"):
        assert get(served, address).status_code == 404, address
    assert get(served, logo + "?x=1").status_code == 400


def test_the_old_addresses_of_style_and_script_give_the_same(served):
    names = looks(get(served, "/kpis").text)
    for name in ("style.css", "script.js"):
        old, new = get(served, "/docs/" + name), get(served, names["docs/" + name])
        assert old.content == new.content and old.headers["Cache-Control"] != FOR_EVER
        other = get(served, f"/docs/0123456789abcdef/{name}")  # another program's
        assert other.content == new.content and "immutable" not in other.headers["Cache-Control"]
    assert get(served, "/docs/0123456789abcdef/other.js").status_code == 404


def test_an_instance_without_the_folder_looks_as_before(instance, store):
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        page = get(server, "/kpis").text
        assert set(looks(page)) == {"docs/style.css", "docs/script.js"} and "<img" not in page and 'rel="icon"' not in page
        assert get(server, "/site/1/0000000000000000/colours.css").status_code == 404


# --- what is published is kept ---

def test_a_change_of_a_file_makes_a_release_as_a_page_does(instance, store):
    publish_directory(store, instance.whole().path)
    done = run_program("publish", "--dry-run", "--json", "--store", store, instance.path)
    assert json.loads(done.stdout)["changed"] is False
    instance.site("logo.svg", LOGO.replace("M0 0", "M1 1"))
    done = run_program("publish", "--dry-run", "--json", "--store", store, instance.path)
    assert json.loads(done.stdout)["changed"] is True and not (store / "releases" / "2").exists()
    assert publish_result(store, instance.path)["release"] == 2
    listed = (store / "current" / "own.sha256").read_text()
    assert re.findall("site/.*", listed) == ["site/favicon.png", "site/logo.svg", "site/site.json", "site/style.css"]
    assert json.loads((store / "current" / "release.json").read_text())["own"]["sha256"] == hashlib.sha256(listed.encode()).hexdigest()


def test_a_release_keeps_its_look(instance, store):
    publish_directory(store, instance.whole().path)
    instance.site("logo.svg", LOGO.replace("M0 0", "M1 1"))
    publish_directory(store, instance.path)
    shutil.rmtree(instance.path / "site")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        pages = [looks(get(server, f"/kpis?release={number}").text) for number in (1, 2, 3)]
        assert get(server, pages[0]["logo.svg"]).text == LOGO and get(server, pages[1]["logo.svg"]).text == LOGO.replace("M0 0", "M1 1")
        assert get(server, pages[0]["colours.css"]).text == SHEET
        assert "logo.svg" not in pages[2] and looks(get(server, "/kpis").text) == pages[2]
        assert {get(server, address).status_code for page in pages for address in page.values()} == {200}


def test_what_does_not_change_keeps_its_address(instance, store):
    publish_directory(store, instance.whole().path)
    instance.instance(title_ja="別")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        page = get(server, "/kpis").text
    assert "別</a>" in page and looks(page)["logo.svg"].startswith("/site/1/")


def test_a_change_of_a_file_is_seen_by_validators_of_pages_and_not_by_those_of_data(instance, store):
    publish_directory(store, instance.whole().path)
    with serve_store(store) as server:
        before = {path: get(server, path).headers["ETag"] for path in ("/kpis", "/embed/kpis/rate", "/v1/kpis.json")}
    instance.site("site.json", {"colours": {"light": {"accent": "#7a1f5c"}}})
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        assert [get(server, path, **{"If-None-Match": tag}).status_code for path, tag in before.items()] == [200, 200, 304]


def test_a_rollback_brings_the_look_back_and_a_rebuild_keeps_it(instance, store):
    publish_directory(store, instance.whole().path)
    shutil.rmtree(instance.path / "site")
    publish_directory(store, instance.path)
    for command in (["rollback", "--store", store, "1"], ["rebuild", "--store", store], ["verify", "--store", store]):
        done = run_program(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    with serve_store(store) as server:
        assert get(server, looks(get(server, "/kpis").text)["logo.svg"]).text == LOGO


def test_a_file_that_was_changed_in_the_store_is_met(instance, store):
    publish_directory(store, instance.whole().path)
    with serve_store(store) as server:
        logo = looks(get(server, "/kpis").text)["logo.svg"]
        (store / "current" / "site" / "logo.svg").write_text(LOGO.replace("M0 0", "M1 1"))
        assert get(server, logo).status_code == 404
    done = run_program("verify", "--store", store)
    assert done.returncode != 0 and "logo.svg" in done.stdout + done.stderr


def test_a_chart_of_its_own_stands_on_the_back_of_the_pages(instance, store):
    """As the style sheet of the pages has it, and as an attribute for programs that read no style sheet."""
    instance.site("site.json", {"colours": {"light": {"back": "#fffdf5"}, "dark": {"back": "#000"}}})
    publish_directory(store, instance.path)
    target = "/v1/kpis/visitors/chart.svg"
    with serve_store(store) as server:
        then = get(server, target)
        sheet, = [one["href"] for one in Page(get(server, "/kpis/visitors").text).all("link", rel="stylesheet") if "/site/" in one["href"]]
        of_pages = get(server, sheet).text
    for scheme, back in (("light", "#fffdf5"), ("dark", "#000000")):
        line = f"@media (forced-colors:none){{.hk-chart{{--hk-back:{back};}}}}"
        assert line in of_pages and f"(prefers-color-scheme:{scheme}){{\n{line}" in then.text
    assert re.search('<rect[^>]*class="hk-back"[^>]*fill="#fffdf5"', then.text) and '"#ffffff"' not in then.text
    instance.site("site.json", {"footer_links": KEYS["footer_links"]})
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        now = get(server, target, **{"If-None-Match": then.headers["ETag"]})
        assert now.status_code == 200 and "#fffdf5" not in now.text and 'fill="#ffffff"' in now.text
        assert "#fffdf5" in get(server, target + "?release=1").text


def test_a_withdrawn_release_shows_no_picture(instance, store):
    publish_directory(store, instance.whole().path)
    instance.site("logo.svg", LOGO.replace("M0 0", "M1 1"))
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        logo = looks(get(server, "/kpis?release=1").text)["logo.svg"]
    done = run_program("withdraw", "--store", store, "--reason", "取り下げ", "1")
    assert done.returncode == 0, done.stderr
    with serve_store(store) as server:
        assert get(server, logo).status_code == 404


# --- what check says ---

def svg(inner, attributes=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"{attributes}>\n{inner}\n</svg>\n'


DRAWINGS = [(svg("<script>1</script>"), "site-svg", 2), (svg("<a href='#x'/>"), "site-svg", 2), (svg("<image href='#x'/>"), "site-svg", 2),
            (svg("<foreignObject/>"), "site-svg", 2), (svg("", ' onload="x()"'), "site-svg", 1), (svg("<use href='https://www.example.jp/#a'/>"), "site-svg", 2),
            (svg("<path fill='url(https://www.example.jp/#a)'/>"), "site-svg", 2), (svg("<animate attributeName='href'/>"), "site-svg", 2),
            (svg("<style>a{fill:url(b.svg#c)}</style>"), "site-style", 2), (svg("<div xmlns='http://www.w3.org/1999/xhtml'/>"), "site-svg", 2),
            ("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n" + svg("<text>&a;</text>"), "site-svg", None)]


@pytest.mark.parametrize("text, rule, line", DRAWINGS)
def test_a_drawing_that_runs_leads_or_loads_is_refused(instance, text, rule, line):
    instance.site("logo.svg", text)
    found = told(instance)
    assert {one[0] for one in found} == {rule} and found[0][1] == "site/logo.svg" and line in (None, found[0][2])
    assert run_program("check", instance.path).returncode == 1


@pytest.mark.parametrize("name, content, rule", [
    ("logo.svg", "<html/>", "site-picture"), ("logo.svg", png(1, 1), "page-encoding"), ("logo.svg", svg("<g>"), "site-picture"),
    ("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', "site-picture-size"), ("logo.png", LOGO, "site-picture"),
    ("logo.png", png(4, 4)[:-1], "site-picture"), ("logo.png", png(4, 4, True), "site-picture"), ("favicon.png", png(5000, 1), "site-picture-size"),
    ("favicon.png", b"", "site-picture"), ("style.css", b"a{}\n\x83\x65\n", "page-encoding"), ("logo.png", b"GIF89a" + b"\0" * 40, "site-picture")])
def test_a_picture_of_another_type_is_refused(instance, name, content, rule):
    instance.site(name, content)
    assert [one[:2] for one in told(instance)] == [(rule, f"site/{name}")]


@pytest.mark.parametrize("text, line", [("a{}\n@import 'b.css';", 2), ("a{background:url(https://www.example.jp/b.png)}", 1), ("\n\na{b:u\\72l(c)}", 3),
                                        ("a{background:image-set('b.png' 1x)}", 1), ("@\\69 mport 'b';", 1)])
def test_a_style_sheet_that_loads_is_refused(instance, text, line):
    instance.site("style.css", text)
    assert told(instance) == [("site-style", "site/style.css", line)]


def test_colours_in_the_style_sheet_are_asked_to_move(instance):
    instance.site("style.css", "/* url(a) */\n:root { --link: red }\na::before { content: 'url(b) @import' }\n")
    found, = findings(instance)
    assert (found["rule"], found["severity"], found["line"]) == ("site-style-colour", "warning", 2)


BAD_KEYS = [("", "json-not-object", 1), ("[]", "json-not-object", 1), ("{\n\"colours\": {},\n}", "json-extra-comma", 2), ('{\n"colors": {}}', "unknown-key", 2),
            ('{"colours":\n{"light": 7}}', "bad-key-value", 2), ('{"colours": {\n"bright": {}}}', "unknown-key", 2),
            ('{"colours": {"light": {\n"lnk": "#000"}}}', "unknown-key", 2), ('{"colours": {"dark": {\n\n"link": "red"}}}', "site-colour", 3),
            ('{"colours": {"dark": {"link": 7}}}', "site-colour", 1), ('{"footer_links": {}}', "bad-key-value", 1), ('{"footer_links":\n[7]}', "bad-key-value", 2),
            ('{"footer_links": [{"label_ja": "a"}]}', "missing-key", 1), ('{"footer_links": [{"url": "https://a.example/"}]}', "missing-key", 1),
            ('{"footer_links": [{"label_ja": "a",\n"url": "javascript:x"}]}', "site-link", 2), ('{"footer_links": [{"label_ja": "a", "url": "/kpis"}]}', "site-link", 1),
            ('{"footer_links": [{"label_ja": "a\\nb", "url": "https://a.example/"}]}', "site-label", 1),
            ('{"footer_links": [{"label": "a", "url": "https://a.example/"}]}', "unknown-key", 1)]


@pytest.mark.parametrize("text, rule, line", BAD_KEYS)
def test_what_is_wrong_with_the_keys_is_told_with_its_line(instance, text, rule, line):
    instance.site("site.json", text)
    assert told(instance) == [(rule, "site/site.json", line)]


def test_colours_that_are_too_near_are_told_with_one_that_would_do(instance):
    instance.site("site.json", '{"colours": {\n"light": {\n"link": "#777777"},\n"dark": {"accent": "#555"}}}')
    found = findings(instance)
    assert [(one["rule"], one["line"], one["column"]) for one in found] == [("site-contrast", 3, "colours.light.link")] * 2 + [("site-contrast", 4, "colours.dark.accent")]
    assert found[0]["value"] == "link #777777 / back #ffffff = 4.47:1 < 4.5:1"  # as WCAG has it
    instance.site("site.json", {"colours": {"light": {"link": found[1]["mended"]}, "dark": {"accent": found[2]["mended"]}}})
    assert told(instance) == []


def test_a_background_is_told_where_charts_could_not_be_read_on_it(instance):
    instance.site("site.json", {"colours": {"light": {"back": "#888", "soft": "#888", "text": "#000", "link": "#000", "seen": "#000", "line": "#000", "accent": "#000"}}})
    found = findings(instance)
    assert found and {one["rule"] for one in found} == {"site-contrast"} and all(one["value"].startswith("hk-") for one in found)


@pytest.mark.parametrize("name", ["Logo.svg", "logo.jpg", "logo-dark.svg", "colours.css", "site.txt", "fonts/a.woff"])
def test_a_name_that_is_not_used_is_told(instance, name):
    (instance.path / "site" / name).parent.mkdir(parents=True)
    instance.site(name, "")
    assert told(instance) == [("site-name", f"site/{name.split('/')[0]}", None)]


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), os.mkfifo, lambda path: path.symlink_to("nothing")])
def test_what_is_no_file_is_told_though_its_name_is_right(instance, make):
    (instance.path / "site").mkdir(exist_ok=True)
    make(instance.path / "site" / "logo.svg")
    assert told(instance) == [("not-a-file", "site/logo.svg", None)]


def test_more_links_than_the_foot_holds_are_told_with_how_many_it_holds(instance):
    links = [{"label_ja": "a", "url": f"https://a.example/{i}"} for i in range(21)]
    instance.site("site.json", {"footer_links": links[:20]})
    assert told(instance) == []
    instance.site("site.json", {"footer_links": links})
    assert [(one["rule"], one["expected"]) for one in findings(instance)] == [("site-links", "20")]


def test_two_logos_are_one_too_many(instance):
    instance.site("logo.svg", LOGO)
    instance.site("logo.png", png(4, 4))
    assert told(instance) == [("site-twice", "site/logo.png", None)]


def test_the_limit_is_a_setting(instance):
    instance.site("style.css", "/*" + "x" * 2000 + "*/")
    assert told(instance, {"HIRAKU_SITE_BYTES": "1024"}) == [("site-too-large", "site/style.css", None)] and told(instance) == []


def test_what_is_right_is_not_told(instance):
    instance.whole()
    instance.site("README.md", "for those who work here")
    instance.site("logo.svg", b"\xef\xbb\xbf" + LOGO.replace("\n", "\r\n").encode())
    assert told(instance) == []


def test_messages_are_in_both_languages(instance):
    instance.whole()
    for name, content in (("logo.svg", svg("<script/>")), ("logo.png", b""), ("favicon.png", png(5000, 1)), ("style.css", ":root{--link:url(a)}"), ("x", ""),
                          ("site.json", {"colours": {"light": {"link": "#777", "back": "x"}}, "footer_links": [{"label_ja": "", "url": "x:"}, {"label_ja": "a", "url": "x:"}]})):
        instance.site(name, content)
    found = findings(instance)
    assert len({one["rule"] for one in found}) == 11
    for one in found:
        assert re.search("[ぁ-ん]", one["message_ja"]) and not re.search("[ぁ-ん]", one["message_en"].replace(one["value"] or "\0", "")), one


# --- in a browser ---

def test_the_colours_of_the_made_up_city_have_no_barriers(tmp_path):
    """Those of the template's examples, in both schemes; the logo is loaded, and nothing is on the console."""
    instance = Site(tmp_path / "instance")
    shutil.copytree(ROOT / "contrib/instances/template/examples/site", instance.path / "site")
    publish_directory(tmp_path / "store", instance.path)
    with serve_store(tmp_path / "store") as server:
        seen = visit(server.url, ["/", "/kpis/visitors", "/kpis", "/docs", "/compare?kpi=visitors,rate", "/embed/kpis/visitors"], ("ja-JP",), ("light", "dark"))
    assert faults(seen) == []
    assert [(one["path"], one["said"]) for one in seen if one["said"]] == []
