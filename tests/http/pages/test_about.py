"""Pages that an instance writes itself: pages/NAME.LANGUAGE.md in its folder, /about and /about/NAME when they are published."""

import json
import re
import shutil
import subprocess

import pytest
import requests

from conftest import SAMPLE, publish_directory, publish_result, run_program, serve_store
from small_instance import Instance
from test_pages import BROWSER, Page

HTML = {"Accept": BROWSER}


class Pages(Instance):
    def page(self, name, text):
        (self.path / "pages").mkdir(exist_ok=True)
        (self.path / "pages" / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


@pytest.fixture
def instance(tmp_path):
    return Pages(tmp_path / "instance")


def get(server, target, language="ja", **headers):
    return requests.get(server.url + target, headers={**HTML, "Accept-Language": language, **headers}, timeout=60, allow_redirects=False)


def findings(instance, env=None):
    done = run_program("check", "--json", instance.path, env=env)
    return [one for one in json.loads(done.stdout)["findings"] if one["file"].startswith("pages")]


def told(instance, env=None):
    return [(one["rule"], one["file"], one["line"]) for one in findings(instance, env)]


def body(answer):
    """What stands between the heading and the end of the text."""
    return re.search(r'<div class="own"[^>]*>(.*?)</div>\n<h2>(?:引用|Cite)</h2>', answer.text, re.S)[1].strip()


# --- what is served ---

def test_a_page_has_its_title_once_and_its_headings_below(instance, store):
    instance.page("about.ja.md", "# 題名\n\n## 節\n\n本文\n")
    instance.page("many.ja.md", "# 一\n\n# 二\n\n## 三\n\n###### 六\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        one, many = get(server, "/about"), get(server, "/about/many")
    assert re.findall(r"<h([1-6])[^>]*>(.*?)</h", one.text) == [("1", "題名"), ("2", "節"), ("2", "引用")]
    assert re.findall(r"<h([1-6])[^>]*>(.*?)</h", many.text) == [("1", "一"), ("2", "二"), ("3", "三"), ("4", "六"), ("2", "引用")]
    assert "<title>題名 – 試験</title>" in one.text and Page(one.text).faults == []


SPECIMEN = """# T

A *b* **c** `d` and [e](https://www.example.jp/?a=1&b=2).
Hard\\
break.

1. one
2. two

> quoted

```
<script>&
```

***
"""


def test_the_text_is_what_cmark_makes_of_it(instance, store):
    """The program of the library, in its safe mode; the title and the class of copied code are ours."""
    instance.page("about.en.md", SPECIMEN)
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        ours = body(get(server, "/about", "en"))
    theirs = subprocess.run(["cmark"], input=SPECIMEN, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    theirs = theirs.replace("<h1>T</h1>", "").replace("<pre>", '<pre class="copy">').replace(" />", ">")

    def squeezed(text):
        return re.sub(r"\s*\n\s*", "", text.replace("<br>\n", "<br>")).replace("&quot;", '"')
    assert squeezed(ours) == squeezed(theirs)


def test_lines_of_japanese_are_joined_without_a_space_and_others_with_one(instance, store):
    instance.page("about.ja.md", "# 題\n\n一行目の\n二行目と\nABC\ndef\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        assert body(get(server, "/about")) == "<p>一行目の二行目と\nABC\ndef</p>"


def test_a_page_in_one_language_says_so_in_the_other(instance, store):
    instance.page("about.ja.md", "# 日本語の題\n\n本文\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        ja, en = get(server, "/about", "ja"), get(server, "/about", "en")
    assert '<html lang="en">' in en.text and '<h1 lang="ja">日本語の題</h1>' in en.text
    assert '<div class="own" lang="ja">' in en.text and "This page is written in Japanese only." in en.text
    assert '<span lang="ja">日本語の題</span>' in en.text  # in the list at the foot
    assert '<div class="own">' in ja.text and "だけで書かれています" not in ja.text


def test_links_to_other_pages_keep_language_and_release(instance, store):
    instance.page("about.en.md", "# A\n\n[c](/about/contact) [d](contact.en.md) [e](/kpis/rate) [f](/docs)\n")
    instance.page("contact.en.md", "# C\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        text = body(get(server, "/about?lang=en&release=1"))
    assert re.findall(r'href="([^"]*)"', text) == [
        "/about/contact?lang=en&amp;release=1", "/about/contact?lang=en&amp;release=1", "/kpis/rate?lang=en&amp;release=1", "/docs"]


def test_pages_are_in_the_footer_and_in_the_sitemap(instance, store):
    instance.page("about.ja.md", "# 概要\n")
    instance.page("contact.ja.md", "# 連絡先\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        foot = get(server, "/kpis").text.split("<footer>")[1]
        about = get(server, "/about").text.split("<footer>")[1]
        places = re.findall("<loc>(.*?)</loc>", requests.get(server.url + "/sitemap.xml", timeout=60).text)
    assert re.findall(r'<a href="(/about[^"]*)">(.*?)</a>', foot) == [("/about", "概要"), ("/about/contact", "連絡先")]
    assert '<a aria-current="page" href="/about">概要</a>' in about
    assert sorted(place for place in places if "/about" in place) == ["https://data.example.jp/about", "https://data.example.jp/about/contact"]


def test_an_instance_without_pages_has_none(instance, store):
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        assert get(server, "/about").status_code == 404
        assert "/about" not in get(server, "/kpis").text + requests.get(server.url + "/sitemap.xml", timeout=60).text
    assert "own" not in json.loads((store / "current" / "release.json").read_text())


def test_an_unknown_page_leads_to_the_nearest(instance, store):
    instance.page("contact.ja.md", "# 連絡先\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        answer = get(server, "/about/contakt")
        assert answer.status_code == 404 and "/about/contact" in answer.text
        assert [get(server, path).status_code for path in ("/about", "/about/about", "/about/contact?colour=red")] == [404, 404, 400]


# --- what is published is kept ---

def test_a_release_has_the_pages_of_its_publish(instance, store):
    instance.page("about.ja.md", "# 一\n")
    publish_directory(store, instance.path)
    instance.page("about.ja.md", "# 二\n")
    assert publish_result(store, instance.path)["release"] == 2
    assert publish_result(store, instance.path)["changed"] is False
    shutil.rmtree(instance.path / "pages")
    assert publish_result(store, instance.path)["release"] == 3
    with serve_store(store) as server:
        assert "<h1>一</h1>" in get(server, "/about?release=1").text
        assert "<h1>二</h1>" in get(server, "/about?release=2").text
        assert [get(server, "/about" + query).status_code for query in ("", "?release=3")] == [404, 404]
        feet = [get(server, f"/kpis?release={number}").text.split("<footer>")[1] for number in (1, 2, 3)]
    assert [("一" in foot, "二" in foot) for foot in feet] == [(True, False), (False, True), (False, False)]


def test_a_change_of_a_page_is_seen_by_validators_of_pages_and_not_by_those_of_data(instance, store):
    instance.page("about.ja.md", "# 一\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        before = {path: get(server, path).headers["ETag"] for path in ("/about", "/kpis", "/v1/kpis.json")}
        assert [get(server, path, **{"If-None-Match": tag}).status_code for path, tag in before.items()] == [304, 304, 304]
    instance.page("about.ja.md", "# 二\n")
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        assert [get(server, path, **{"If-None-Match": tag}).status_code for path, tag in before.items()] == [200, 200, 304]


def test_a_rollback_brings_pages_back_and_a_rebuild_keeps_them(instance, store):
    instance.page("about.ja.md", "# 一\n")
    publish_directory(store, instance.path)
    instance.page("about.ja.md", "# 二\n")
    instance.page("more.ja.md", "# 三\n")
    publish_directory(store, instance.path)
    for command in (["rollback", "--store", store, "1"], ["rebuild", "--store", store], ["verify", "--store", store]):
        done = run_program(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (store / "current" / "pages" / "about.ja.md").read_text() == "# 一\n"
    assert not (store / "current" / "pages" / "more.ja.md").exists()
    with serve_store(store) as server:
        assert "<h1>一</h1>" in get(server, "/about").text


def test_a_page_that_was_changed_in_the_store_is_met(instance, store):
    instance.page("about.ja.md", "# 一\n")
    publish_directory(store, instance.path)
    (store / "current" / "pages" / "about.ja.md").write_text("# 二\n")
    done = run_program("verify", "--store", store)
    assert done.returncode != 0 and "about.ja.md" in done.stdout + done.stderr


def test_dry_run_knows_that_a_page_makes_a_release(instance, store):
    publish_directory(store, instance.path)
    instance.page("about.ja.md", "# 一\n")
    done = run_program("publish", "--dry-run", "--json", "--store", store, instance.path)
    assert json.loads(done.stdout)["changed"] is True
    assert not (store / "releases" / "2").exists()


# --- what check says ---

BAD = [
    ("本文だけ\n", "page-title", 1),
    ("# 題\n\n<div>x</div>\n", "page-html", 3),
    ("# 題\n\na <b>x</b>\n", "page-html", 3),
    ("# 題\n\n![絵](https://www.example.jp/a.png)\n", "page-image", 3),
    ("# 題\n\na\n[x](javascript:alert(1))\n", "page-link-scheme", 4),
    ("# 題\n\n[x](data:text/html,x)\n", "page-link-scheme", 3),
    ("# 題\n\n[x](//www.example.jp/)\n", "page-link-scheme", 3),
    ("# 題\n\n[x](elsewhere.html)\n", "page-link-relative", 3),
    ("# 題\n\n[x](#part)\n", "page-link-relative", 3),
    ("# 題\n\n[x](/about/nothing)\n", "page-link-broken", 3),
    ("# 題\n\n[x](about.en.md)\n", "page-link-broken", 3),
    ("# 題\n\n[x](/nothing)\n", "page-link-broken", 3),
    ("# 題\n\n[x](/kpis/nothing)\n", "page-link-broken", 3),
    ("# 題\n\n[x](/v1/nothing.json)\n", "page-link-broken", 3),
    ("# 題\n\n[](/kpis)\n", "page-empty", 3),
    ("# 題\n\n##\n", "page-empty", 3),
    ("# 題\n\n" + ">" * 20 + " a\n", "page-deep", 3),
    ("# " + "あ" * 101 + "\n", "page-title-long", 1),
    (b"# a\n\n\x83\x65\x83\x58\x83\x67\n", "page-encoding", 3),
    ("# a\n\nb\n\u202ec\n", "page-character", 4),
    ("x" * 70000, "page-too-large", None),
]


@pytest.mark.parametrize("text, rule, line", BAD, ids=[f"{number}-{one[1]}" for number, one in enumerate(BAD)])
def test_what_is_wrong_with_a_page_is_told_with_its_line(instance, text, rule, line):
    instance.page("about.ja.md", text)
    found = [one for one in told(instance) if one[0] != "page-one-language"]
    assert (rule, "pages/about.ja.md", line) in found and {one[0] for one in found} == {rule}
    assert run_program("check", instance.path).returncode == 1


def test_what_is_right_is_not_told(instance):
    instance.page("about.ja.md", "# 題\r\n\r\n<!-- 注 -->\r\n[a](https://www.example.jp/) [b](mailto:a@example.jp) [c](/kpis/rate) [d](/)\r\n"
                                 "[e](/v1/kpis.json?limit=1) [f](/catalog.html) [g](/docs#top) [h](/about) [i](/v1/downloads.html)\r\n")
    instance.page("about.en.md", "\ufeff# T\n")
    instance.page("README.md", "for those who work here")
    assert told(instance) == []


@pytest.mark.parametrize("name", ["about.md", "about.fr.md", "About.ja.md", "a b.ja.md", "about.ja.txt", "-a.ja.md", "x" * 61 + ".ja.md"])
def test_a_name_that_is_no_pages_is_told(instance, name):
    instance.page(name, "# 題\n")
    assert told(instance) == [("page-name", f"pages/{name}", None)]


def test_a_page_that_was_probably_meant_is_proposed(instance):
    instance.page("about.ja.md", "# 題\n\n[x](/about/contakt)\n")
    instance.page("contact.ja.md", "# 連絡先\n")
    assert [one["mended"] for one in findings(instance) if one["rule"] == "page-link-broken"] == ["/about/contact"]


def test_limits_are_settings(instance):
    instance.page("about.ja.md", "# 題\n")
    instance.page("more.ja.md", "# 題\n\n" + "a" * 2000)
    assert ("too-many-pages", "pages/more.ja.md", None) in told(instance, {"HIRAKU_PAGES": "1"})
    assert ("page-too-large", "pages/more.ja.md", None) in told(instance, {"HIRAKU_PAGE_BYTES": "1024"})
    assert {one[0] for one in told(instance)} == {"page-one-language"}


def test_messages_are_in_both_languages(instance):
    for number, (text, _, _) in enumerate(BAD):
        instance.page(f"p{number}.ja.md", text)
    instance.page("bad.md", "# x\n")
    for one in findings(instance):
        assert re.search("[ぁ-ん]", one["message_ja"]) and not re.search("[ぁ-ん]", one["message_en"].replace(one["value"] or "\0", "")), one


def test_pages_go_into_the_corrected_copy(instance, tmp_path):
    instance.page("about.ja.md", "# 題\n")
    done = run_program("check", "--fix", tmp_path / "fixed", instance.path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "fixed" / "pages" / "about.ja.md").read_text() == "# 題\n"


def test_the_pages_of_the_sample_are_in_both_languages():
    names = {path.name for path in (SAMPLE / "pages").iterdir()}
    assert {"about.ja.md", "about.en.md"} <= names
    assert {name.replace(".ja.", ".en.") for name in names if ".ja." in name} == {name for name in names if ".en." in name}
